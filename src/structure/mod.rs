//! Parsers of what policy documents are built of: enumerators, titles, document numbers, dates, issuers, signatures, press marks, and the
//! document as a tree. Shared by the stages furniture and lines and by the metadata; they judge nothing and change nothing.
//!
//! All work on single lines or lists of lines without line feeds; all offsets are bytes of the text given. They are linear in it.

pub mod chain;
pub mod date;
pub mod document_number;
pub mod edge;
pub mod enumerator;
pub mod head;
pub mod issuer;
mod limits;
pub mod line;
pub mod numeral;
pub mod press;
pub mod record;
pub mod signature;
pub mod title;
pub mod tree;
mod words;

pub use chain::{Chain, Irregularity, Numbered, chains};
pub use date::{Date, date_line, dates};
pub use document_number::DocumentNumber;
pub use enumerator::{Enumeration, Enumerator, enumerator, enumerators_within};
pub use head::Description;
pub use line::{breaks_off, ends_sentence, ends_with_mark, han_share, is_page_number};
pub use press::{Jump, Label, Labelled};
pub use signature::Signature;
pub use title::{TitleForm, printed_title};
pub use tree::{Misnumbered, Node, NodeKind, Tree};
pub use words::Words;
