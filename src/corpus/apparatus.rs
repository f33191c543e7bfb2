//! The apparatus of a page: every edit, applied or doubtful, and what is needed to make the raw bytes again.
//!
//! JSON lines. The first is the head: the manifest record of the page and how its bytes were decoded. Then come the edits,
//! stage by stage; edits that replace the same text by the same text under one rule share a line, with the list of
//! places. `at` is a byte offset in the text the stage was given, so rounds and stages must be taken back in reverse order.
//! Last come the findings, with byte ranges of the clean text.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use crate::code::Code;
use crate::code::StageName;
use crate::corpus::json;
use crate::corpus::manifest::{Record, blake3_hex};
use crate::decoding::Decoding;
use crate::document::{Document, RestoreError};
use crate::edit::{Candidate, Edit, Layer};
use crate::finding::FindingKind;

/// The first line.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Head {
    /// The manifest record.
    pub page: Record,
    /// How the bytes became text.
    pub decoding: Decoding,
    /// What the page showed and was told in its run.
    #[serde(default, skip_serializing_if = "Edges::is_empty")]
    pub edges: Edges,
}

/// The lines at the edges of a page, for a run that learns which of them repeat, as hashes ([`crate::structure::edge`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Edges {
    /// Those that stand there when the page is cleaned by itself, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<u64>,
    /// Those of them that the run took for repeated when the page was cleaned, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeated: Vec<u64>,
}

impl Edges {
    fn is_empty(&self) -> bool {
        self == &Edges::default()
    }
}

/// Edits that share everything but their places.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct EditLine {
    /// The stage.
    pub stage: StageName,
    /// The round, from 0: width and lines are asked again where lines were joined.
    #[serde(default, skip_serializing_if = "is_first")]
    pub round: u32,
    /// The rule.
    pub rule: Code,
    /// What stood there.
    pub old: String,
    /// What stands there now, or would.
    pub new: String,
    /// How sure the stage was.
    pub confidence: f32,
    /// Byte offsets in the text the stage was given.
    pub at: Vec<usize>,
    /// False for a doubtful edit.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub applied: bool,
    /// What a reader should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Other readings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_true(value: &bool) -> bool {
    *value
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_first(round: &u32) -> bool {
    *round == 0
}

/// A finding, as written.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct FindingLine {
    /// What kind of fact.
    pub finding: FindingKind,
    /// The fact.
    pub value: String,
    /// First byte and byte after the last, in the clean text.
    pub at: [usize; 2],
    /// The stage.
    pub stage: StageName,
    /// The rule.
    pub rule: Code,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Line {
    Edits(EditLine),
    Finding(FindingLine),
}

/// An apparatus, read back.
#[derive(Clone, Debug)]
pub struct Apparatus {
    /// The first line.
    pub head: Head,
    /// The edits.
    pub edits: Vec<EditLine>,
    /// The findings.
    pub findings: Vec<FindingLine>,
}

/// Why an apparatus cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ApparatusError {
    /// It cannot be read.
    #[error("cannot read the apparatus")]
    Read(#[from] io::Error),
    /// A line is not what it must be.
    #[error("line {line} of the apparatus: {error}")]
    Format {
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        error: serde_json::Error,
    },
    /// It has no head.
    #[error("the apparatus is empty")]
    Empty,
    /// The clean text was changed since.
    #[error("the text is not the one this apparatus belongs to: it was changed after cleaning")]
    OtherText,
    /// Edits or decoding record do not fit.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// The bytes that came out are not those that went in.
    #[error("the restored bytes are not the raw ones: the apparatus is damaged")]
    OtherBytes,
}

/// The edits of a document as they stand in the apparatus: stage by stage, equal ones together, in the order of their first place.
pub fn edit_lines(document: &Document) -> Vec<EditLine> {
    let mut lines = Vec::new();
    for (round, stage, layer) in document.rounds() {
        let mut groups: BTreeMap<(Code, &str, &str, u32), usize> = BTreeMap::new();
        for edit in layer.edits() {
            let key = (edit.rule, edit.old, edit.with, edit.confidence.to_bits());
            let plain = edit.note.is_none() && edit.candidates.is_empty();
            if plain {
                if let Some(&line) = groups.get(&key) {
                    let line: &mut EditLine = &mut lines[line];
                    line.at.push(edit.at.start);
                    continue;
                }
                groups.insert(key, lines.len());
            }
            lines.push(EditLine {
                stage,
                round,
                rule: edit.rule,
                old: edit.old.to_owned(),
                new: edit.with.to_owned(),
                confidence: edit.confidence,
                at: vec![edit.at.start],
                applied: true,
                note: edit.note.map(str::to_owned),
                candidates: edit.candidates.to_vec(),
            });
        }
        lines.extend(layer.doubtful().iter().map(|edit| EditLine {
            stage,
            round,
            rule: edit.rule,
            old: edit.old.clone(),
            new: edit.with.clone(),
            confidence: edit.confidence,
            at: vec![edit.at.start],
            applied: false,
            note: edit.note.clone(),
            candidates: edit.candidates.clone(),
        }));
    }
    lines
}

/// Writes the apparatus of a document.
pub fn write(out: &mut impl Write, record: &Record, document: &Document, edges: &Edges) -> io::Result<()> {
    let mut line = |value: serde_json::Result<String>| -> io::Result<()> {
        out.write_all(value.map_err(io::Error::from)?.as_bytes())?;
        out.write_all(b"\n")
    };
    line(json::to_line(&Head { page: record.clone(), decoding: document.decoding().clone(), edges: edges.clone() }))?;
    for edits in edit_lines(document) {
        line(json::to_line(&edits))?;
    }
    for (stage, finding) in document.findings() {
        line(json::to_line(&FindingLine {
            finding: finding.kind(),
            value: finding.value(),
            at: [finding.at.start, finding.at.end],
            stage: *stage,
            rule: finding.rule,
        }))?;
    }
    Ok(())
}

/// Reads only the head: what the cache asks for.
pub fn read_head(input: impl io::Read) -> Result<Head, ApparatusError> {
    let mut line = String::new();
    io::BufReader::new(input).read_line(&mut line)?;
    if line.trim().is_empty() {
        return Err(ApparatusError::Empty);
    }
    serde_json::from_str(&line).map_err(|error| ApparatusError::Format { line: 1, error })
}

impl Apparatus {
    /// Reads an apparatus.
    pub fn read(input: impl BufRead) -> Result<Apparatus, ApparatusError> {
        let mut head = None;
        let (mut edits, mut findings) = (Vec::new(), Vec::new());
        for (i, line) in input.lines().enumerate() {
            let line = line?;
            let format = |error| ApparatusError::Format { line: i + 1, error };
            if head.is_none() {
                head = Some(serde_json::from_str(&line).map_err(format)?);
                continue;
            }
            match serde_json::from_str(&line).map_err(format)? {
                Line::Edits(line) => edits.push(line),
                Line::Finding(line) => findings.push(line),
            }
        }
        Ok(Apparatus { head: head.ok_or(ApparatusError::Empty)?, edits, findings })
    }

    /// The raw bytes, from the clean text.
    pub fn restore(&self, clean: &str) -> Result<Vec<u8>, ApparatusError> {
        if blake3_hex(clean.as_bytes()) != self.head.page.clean_blake3 {
            return Err(ApparatusError::OtherText);
        }
        let mut text = clean.to_owned();
        let mut layers: BTreeMap<(u32, StageName), Vec<Edit>> = BTreeMap::new();
        for line in self.edits.iter().filter(|line| line.applied) {
            let edits = layers.entry((line.round, line.stage)).or_default();
            edits.extend(line.at.iter().map(|&start| Edit {
                at: start..start + line.old.len(),
                old: line.old.clone(),
                with: line.new.clone(),
                rule: line.rule,
                confidence: line.confidence,
                note: None,
                candidates: Vec::new(),
            }));
        }
        for ((_, stage), mut edits) in layers.into_iter().rev() {
            edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
            let undo = || Layer::from_edits(edits)?.invert(&text);
            text = undo().map_err(|error| RestoreError::Layer { stage, error })?;
        }
        let raw = self.head.decoding.encode(&text).map_err(RestoreError::from)?;
        if blake3_hex(&raw) != self.head.page.raw_blake3 {
            return Err(ApparatusError::OtherBytes);
        }
        Ok(raw)
    }
}
