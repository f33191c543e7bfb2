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
pub mod line;
pub mod numeral;
pub mod press;
pub mod record;
pub mod signature;
pub mod title;
pub mod tree;

pub use chain::{Chain, Irregularity, Numbered, chains};
pub use date::{Date, date_line, dates};
pub use document_number::{DocumentNumber, document_numbers, number_line};
pub use enumerator::{Enumeration, Enumerator, enumerator, enumerators_within};
pub use head::{Description, describe};
pub use issuer::{is_issuer, issuers_of_line, issuers_of_title};
pub use line::{breaks_off, end_mark, ends_sentence, ends_with_mark, han_share, is_addressee, is_page_number, is_release_note};
pub use press::{Jump, Label, Labelled, byline, dateline, is_credit, jump, labels};
pub use signature::{Signature, signatures};
pub use title::{TitleForm, is_site_name, printed_title, title_at, title_form};
pub use tree::{Misnumbered, Node, NodeKind, Tree, tree};
