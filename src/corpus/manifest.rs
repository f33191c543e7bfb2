//! What the manifest says of a page: one JSON record a line, in `manifest.jsonl`.

use std::collections::BTreeMap;

use crate::config::Marks;
use crate::document::{Document, Status};
use crate::finding::{FindingKind, TextKind};
use crate::ledger::Ledger;
use crate::metadata::Metadata;
use crate::structure::Misnumbered;

/// What became of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PageStatus {
    /// Cleaned and written.
    Done,
    /// Read, but given up: no text is written.
    Rejected,
    /// It could not be read or written.
    #[default]
    Failed,
}

/// One page in the manifest.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Record {
    /// The name of the page, unique in the run: its path below the input without the ending.
    pub id: String,
    /// The path of the raw page as it was found below its input.
    pub path: String,
    /// What became of it.
    pub status: PageStatus,
    /// Why it was rejected or failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The encoding of most of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Its script before conversion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// What most of its text is: prose, or code, a table, verse, a form, a log, a dictionary, subtitles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<TextKind>,
    /// What the page says about itself.
    #[serde(flatten)]
    pub metadata: Metadata,
    /// Kinds of damage seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub damage: Vec<String>,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<String>,
    /// Gaps and repeats in the document's numbering; lines of the clean text, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbering: Vec<Misnumbered>,
    /// Applied edits by stage and rule.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub edits: BTreeMap<String, BTreeMap<String, u64>>,
    /// Characters that stand as `〓`.
    pub lacunae: usize,
    /// Edits that were not sure enough to be applied.
    pub doubtful: usize,
    /// Bytes of the raw page.
    pub raw_bytes: usize,
    /// Characters of the clean text.
    pub characters: usize,
    /// What became of the visible text; `None` for a page that could not be read.
    #[serde(flatten)]
    pub ledger: Option<Ledger>,
    /// BLAKE3 of the raw page.
    pub raw_blake3: String,
    /// BLAKE3 of the clean text.
    pub clean_blake3: String,
    /// The version of jiaokan.
    pub version: String,
    /// The fingerprint of rules, model and settings.
    pub rules: String,
    /// From which probability on edits were applied, by the names of the settings.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub settings: BTreeMap<String, f32>,
}

/// BLAKE3 of some bytes, in hexadecimal.
pub(super) fn blake3_hex(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Record {
    /// The record of a page that came through the pipeline.
    pub fn new(id: &str, path: &str, raw: &[u8], document: &Document, ledger: Ledger, fingerprint: &str) -> Record {
        let mut edits: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for (stage, edit) in document.edits() {
            let by_rule = match edits.get_mut(stage.as_str()) {
                Some(by_rule) => by_rule,
                None => edits.entry(stage.as_str().to_owned()).or_default(),
            };
            match by_rule.get_mut(edit.rule.as_str()) {
                Some(count) => *count += 1,
                None => {
                    by_rule.insert(edit.rule.as_str().to_owned(), 1);
                }
            }
        }
        let (status, reason) = match document.status() {
            Status::Done => (PageStatus::Done, None),
            Status::Rejected { rule, reason } => (PageStatus::Rejected, Some(format!("{reason} ({rule})"))),
        };
        Record {
            id: id.to_owned(),
            path: path.to_owned(),
            status,
            reason,
            encoding: document.decoding().main_encoding().map(|encoding| encoding.name().to_owned()),
            script: document.script().map(|script| script.to_string()),
            kind: matches!(document.status(), Status::Done).then(|| document.kind()),
            metadata: Metadata::of(document),
            damage: document.values(FindingKind::Damage),
            remarks: document.values(FindingKind::Remark),
            numbering: document.tree().misnumbered,
            edits,
            lacunae: document.text().matches('〓').count(),
            doubtful: document.layers().iter().map(|(_, layer)| layer.doubtful().len()).sum(),
            raw_bytes: raw.len(),
            characters: document.text().chars().count(),
            ledger: Some(ledger),
            raw_blake3: blake3_hex(raw),
            clean_blake3: blake3_hex(document.text().as_bytes()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: fingerprint.to_owned(),
            settings: BTreeMap::new(),
        }
    }

    /// Says from which probability on edits were applied.
    pub(crate) fn under(mut self, marks: Marks) -> Record {
        self.settings = marks.named().map(|(name, mark)| (name.to_owned(), mark)).into();
        self
    }

    /// How many edits were applied.
    pub fn edit_count(&self) -> u64 {
        self.edits.values().flat_map(BTreeMap::values).sum()
    }

    /// The record of a page that could not be read.
    pub fn failed(id: &str, path: &str, reason: impl Into<String>, fingerprint: &str) -> Record {
        Record {
            id: id.to_owned(),
            path: path.to_owned(),
            reason: Some(reason.into()),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: fingerprint.to_owned(),
            ..Record::default()
        }
    }
}
