//! **jiaokan** (校勘): scraped and OCR'd Chinese pages in, clean canonical text out, with every change recorded, explained and reversible.
//!
//! Everything is an edit: a stage reads a text and proposes edits; one place applies them
//! ([`edit::Layer`]), keeps them, and leads every character of the clean text back to its raw bytes.
//! One [`judge::Judge`], a character language model, settles every question of sense. Doubt is an answer: what is not
//! sure is not applied and stands in the apparatus with its candidates.

#![cfg_attr(not(feature = "measure"), allow(unreachable_pub))]

mod blocks;
mod calibration;
mod chars;
mod code;
mod collate;
mod config;
#[cfg(feature = "corpus")]
pub mod corpus;
mod date;
mod decoding;
mod document;
pub mod edit;
mod encoding;
mod features;
mod finding;
mod gate;
pub mod judge;
mod lattice;
mod ledger;
mod metadata;
mod number;
mod pipeline;
mod prose;
mod reread;
mod rule;
mod stage;
mod stages;
pub mod structure;
mod text;

pub use code::{Code, StageName, UnknownStage};
pub use config::{
    Articles, Config, ConfigError, DamageConfig, FurnitureConfig, HeadlineOf, Learn, LinesConfig, Marks, MarkupConfig, ScriptConfig, ScriptEngine, ScriptGate,
    ScriptProfile,
};
pub use date::Date;
pub use decoding::{Decoding, DecodingError, Exception, Segment};
pub use document::{Document, RestoreError, Status};
pub use edit::{Candidate, Edit, Grade};
pub use encoding::Encoding;
pub use finding::{Article, Damage, EncodingShare, Fact, Finding, FindingKind, Heading, KindShare, Script, TextKind, Witness};
pub use ledger::{DroppedProse, Ledger, Reason};
pub use metadata::{Dates, Metadata};
pub use pipeline::{Pipeline, PipelineBuilder};
pub use rule::{DropKind, Drops, Example, Rule, RuleBook, RuleError};
pub use stage::BuildError;
pub use stages::decode::{Contender, Detection};
pub use text::{Origin, PageKind};

/// Doors into the engine for the programs in `examples/` and `benches/` that fit and measure it. No promise stands behind them.
#[cfg(feature = "measure")]
pub mod measure {
    pub use crate::blocks::{
        Block, BlockWords, Container, Features as BlockFeatures, Forest, Kind as BlockKind, Labeller, Odds, Outline, Page as BlockPage, Tree, TreeNode,
        decide as decide_blocks, feature_names, name_words, pairs,
    };
    pub use crate::calibration::{Claim, Seen};
    pub use crate::chars::is_han;
    pub use crate::stage::{Resources, Stage};
    pub use crate::stages::decode::{Decoded, decode, detect};
    pub use crate::stages::lines::{Features, NAMES, features_of, weights_of};
    pub use crate::stages::markup::Markup;
    pub use crate::stages::markup::claims::{Candidate, PUBLISHED_FEATURES, Said, TITLE_FEATURES};
    pub use crate::stages::script::{Engine, Script, engine};
    pub use crate::stages::set_up;
    pub use crate::stages::width::pairing as quotes;
    pub use crate::text::Text;
}
