//! Parsers of what policy documents are built of: enumerators, titles, document numbers, dates, issuers, signatures, press marks, and the
//! document as a tree. Shared by the stages furniture and lines and by the metadata; they judge nothing and change nothing.
//!
//! All work on single lines or lists of lines without line feeds; all offsets are bytes of the text given. They are linear in it.

pub(crate) mod chain;
pub(crate) mod date;
pub(crate) mod document_number;
pub(crate) mod edge;
pub(crate) mod enumerator;
pub(crate) mod facts;
pub(crate) mod head;
pub(crate) mod issuer;
pub(crate) mod kind;
pub(crate) mod label;
pub(crate) mod language;
mod limits;
pub(crate) mod line;
pub(crate) mod numeral;
pub(crate) mod pages;
pub(crate) mod press;
pub(crate) mod record;
mod republic;
pub(crate) mod signature;
pub(crate) mod title;
pub(crate) mod tree;
mod words;

pub use chain::Irregularity;
pub(crate) use chain::{Chain, Numbered, chains};
pub(crate) use date::{date_line, dates, is_of_time};
pub use enumerator::Enumeration;
pub(crate) use enumerator::enumerator;
pub(crate) use facts::LineFacts;
pub(crate) use head::Description;
pub(crate) use kind::{Kinds, kind_of, spans};
pub(crate) use label::Label;
pub(crate) use line::{breaks_off, counted_page, ends_sentence, han_share, is_page_number};
pub(crate) use press::Labelled;
pub(crate) use title::TitleForm;
pub use tree::{Misnumbered, Node, NodeKind, Tree};
pub use words::Words;
