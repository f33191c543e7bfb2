//! **jiaokan** (校勘): scraped and OCR'd Chinese pages in, clean canonical text out, with every change recorded, explained and reversible.
//!
//! Everything is an edit: a [`stage::Stage`] reads a text and proposes edits; one place applies them
//! ([`edit::Layer`]), keeps them, and leads every character of the clean text back to its raw bytes.
//! One [`judge::Judge`], a character language model, settles every question of sense. Doubt is an answer: what is not
//! sure is not applied and stands in the apparatus with its candidates.

pub mod chars;
pub mod code;
pub mod config;
pub mod corpus;
pub mod date;
pub mod decoding;
pub mod document;
pub mod edit;
pub mod encoding;
mod features;
pub mod finding;
pub mod judge;
pub(crate) mod lattice;
pub mod metadata;
pub(crate) mod number;
pub mod pipeline;
pub(crate) mod reread;
pub mod rule;
pub mod stage;
pub mod stages;
pub mod structure;
pub mod text;

pub use code::{Code, StageName};
pub use config::Config;
pub use document::{Document, Status};
pub use edit::{Candidate, Edit, Layer, Proposal};
pub use finding::{Fact, Finding, FindingKind, Witness};
pub use metadata::Metadata;
pub use pipeline::{Pipeline, PipelineBuilder};
pub use rule::{Rule, RuleBook};
pub use text::{Origin, PageKind, Text};
