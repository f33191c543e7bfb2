//! A page that has been through the pipeline.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::code::Code;
use crate::code::StageName;
use crate::decoding::{Decoding, DecodingError};
use crate::edit::{EditError, EditRef, Layer};
use crate::finding::{Article, Fact, Finding, FindingKind, Script, TextKind};
use crate::structure::{Tree, Words, kind_of};

/// What became of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    /// It was read, and cleaned where it needed it.
    Done,
    /// It cannot be read; the text is empty.
    Rejected {
        /// The rule that gave it up.
        rule: Code,
        /// Why, for people.
        reason: String,
    },
}

/// Why the raw bytes could not be made again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// A layer does not fit the text.
    #[error("stage {stage}: {error}")]
    Layer {
        /// The stage whose edits do not fit.
        stage: StageName,
        /// Where and why.
        error: EditError,
    },
    /// The decoding record does not fit.
    #[error(transparent)]
    Decoding(#[from] DecodingError),
}

/// A page's clean text with everything that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub(crate) text: String,
    pub(crate) status: Status,
    pub(crate) decoding: Decoding,
    pub(crate) layers: Vec<(StageName, Layer)>,
    pub(crate) findings: Vec<(StageName, Finding)>,
    pub(crate) raw_length: usize,
    /// By which its text is read.
    pub(crate) words: Arc<Words>,
}

impl Document {
    /// The clean text; empty for a page that was rejected.
    pub fn text(&self) -> &str {
        match self.status {
            Status::Done => &self.text,
            Status::Rejected { .. } => "",
        }
    }

    /// What became of the page.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// How the bytes became text.
    pub fn decoding(&self) -> &Decoding {
        &self.decoding
    }

    /// The length of the raw page in bytes.
    pub fn raw_length(&self) -> usize {
        self.raw_length
    }

    /// What each stage did, in order; stages that did nothing are left out.
    pub fn layers(&self) -> &[(StageName, Layer)] {
        &self.layers
    }

    /// The layers with the round each belongs to, from 0: the pipeline asks some stages again.
    pub fn rounds(&self) -> impl Iterator<Item = (u32, StageName, &Layer)> + '_ {
        self.layers.iter().map(|(stage, layer)| (layer.round(), *stage, layer))
    }

    /// Every applied edit, stage by stage, in the order of the text.
    pub fn edits(&self) -> impl Iterator<Item = (StageName, EditRef<'_>)> + '_ {
        self.layers.iter().flat_map(|(stage, layer)| layer.edits().map(move |edit| (*stage, edit)))
    }

    /// What was found, with offsets of the clean text, and the stage that found it.
    pub fn findings(&self) -> &[(StageName, Finding)] {
        &self.findings
    }

    /// The findings of one kind.
    pub fn found(&self, kind: FindingKind) -> impl Iterator<Item = &Finding> + '_ {
        self.findings.iter().map(|(_, finding)| finding).filter(move |finding| finding.kind() == kind)
    }

    /// What the findings of one kind say, each value once, in the order of the page.
    pub(crate) fn values(&self, kind: FindingKind) -> Vec<String> {
        let mut seen = HashSet::new();
        self.found(kind).map(Finding::value).filter(|value| seen.insert(value.clone())).collect()
    }

    /// The script of the page before conversion.
    pub fn script(&self) -> Option<Script> {
        self.findings.iter().find_map(|(_, finding)| if let Fact::Script(script) = finding.fact { Some(script) } else { None })
    }

    /// What most of the clean text is, counted in characters: prose, or one of the kinds that keep their lines.
    pub fn kind(&self) -> TextKind {
        let parts = self.found(FindingKind::Kind).filter_map(|finding| match finding.fact {
            Fact::Kind(share) => Some((finding.at.clone(), share.kind)),
            _ => None,
        });
        kind_of(self.text(), parts)
    }

    /// Which of the articles of its page the document is, where it has several and all were asked for.
    pub fn article(&self) -> Option<Article> {
        self.findings.iter().find_map(|(_, finding)| if let Fact::Article(article) = finding.fact { Some(article) } else { None })
    }

    /// The clean text as a tree of title, parts, items, articles, annexes and signatures, with what is irregular in its numbering.
    /// Lines count from 1, in the clean text.
    pub fn tree(&self) -> Tree {
        self.words.tree(self.text())
    }

    /// The byte range of the raw page that the bytes `range` of the clean text come from. A range that takes in an
    /// edit takes in all of what the edit replaced. Fails where the layers do not fit the text.
    pub fn locate(&self, range: Range<usize>) -> Result<Range<usize>, RestoreError> {
        let decoded = self.decoded()?;
        let place = self.layers.iter().rev().fold(range, |range, (_, layer)| layer.to_input(range));
        Ok(self.decoding.raw_range(&decoded, place))
    }

    /// The text as it was decoded, before any edit.
    pub fn decoded(&self) -> Result<String, RestoreError> {
        taken_back(&self.layers, &self.text)
    }

    /// The raw bytes of the page, byte for byte.
    pub fn restore(&self) -> Result<Vec<u8>, RestoreError> {
        Ok(self.decoding.encode(&self.decoded()?)?)
    }

    /// All layers as one: from the decoded text to the clean text in a single list of edits.
    pub fn composed(&self) -> Layer {
        self.layers.iter().fold(Layer::default(), |all, (_, layer)| all.compose(layer))
    }
}

/// The text before these layers, from the text after them.
pub(crate) fn taken_back(layers: &[(StageName, Layer)], text: &str) -> Result<String, RestoreError> {
    layers.iter().rev().try_fold(text.to_owned(), |text, (stage, layer)| layer.invert(&text).map_err(|error| RestoreError::Layer { stage: *stage, error }))
}
