//! The apparatus of a page: every edit, applied or doubtful, and what is needed to make the raw bytes again.
//!
//! JSON lines. The first is the head: the manifest record of the page and how its bytes were decoded. Then come the edits,
//! stage by stage; edits that replace the same text by the same text under one rule share a line, with the list of
//! places. `at` is a byte offset in the text the stage was given, so rounds and stages must be taken back in reverse order.
//! Last come the findings, with byte ranges of the clean text.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use crate::code::Code;
use crate::code::StageName;
use crate::corpus::json;
use crate::corpus::manifest::{PageStatus, Record, blake3_hex};
use crate::decoding::Decoding;
use crate::document::{Document, RestoreError, Status, taken_back};
use crate::edit::{Candidate, Edit, Layer};
use crate::finding::{Fact, Finding, FindingKind, Witness};
use crate::structure::Words;

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

/// The lines at the edges of a page, for a run that learns which of them repeat, as hashes.
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
    /// Where on the page it was read; not written where that is the text.
    #[serde(default, skip_serializing_if = "is_text")]
    pub witness: Witness,
}

impl FindingLine {
    fn new(stage: StageName, finding: &Finding) -> FindingLine {
        let Finding { at, rule, witness, .. } = finding;
        FindingLine { finding: finding.kind(), value: finding.value(), at: [at.start, at.end], stage, rule: *rule, witness: *witness }
    }

    fn into_finding(self) -> Result<(StageName, Finding), ApparatusError> {
        let FindingLine { finding: kind, value, at: [start, end], stage, rule, witness } = self;
        match Fact::read(kind, &value) {
            Some(fact) => Ok((stage, Finding { fact, witness, at: start..end, rule })),
            None => Err(ApparatusError::Finding { kind, value }),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks for a reference
fn is_text(witness: &Witness) -> bool {
    *witness == Witness::Text
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
    /// A finding has a value that is none of its kind.
    #[error("{value:?} is not a value of a finding of the kind {}", kind.as_str())]
    Finding {
        /// The kind.
        kind: FindingKind,
        /// The value.
        value: String,
    },
    /// It belongs to a page that was rejected.
    #[error("the page was not cleaned: it has no document")]
    NoDocument,
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
        line(json::to_line(&FindingLine::new(*stage, finding)))?;
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

    /// The document again, from its clean text: the same that cleaning gave. Its text is read by these words.
    pub fn into_document(self, clean: String, words: &Arc<Words>) -> Result<Document, ApparatusError> {
        self.check_text(&clean)?;
        let Apparatus { head: Head { page, decoding, .. }, edits, findings } = self;
        if page.status != PageStatus::Done {
            return Err(ApparatusError::NoDocument);
        }
        let findings = findings.into_iter().map(FindingLine::into_finding).collect::<Result<_, _>>()?;
        Ok(Document { text: clean, status: Status::Done, decoding, layers: layers(edits)?, findings, raw_length: page.raw_bytes, words: Arc::clone(words) })
    }

    /// The raw bytes, from the clean text.
    pub fn restore(self, clean: &str) -> Result<Vec<u8>, ApparatusError> {
        self.check_text(clean)?;
        let raw = self.head.decoding.encode(&taken_back(&layers(self.edits)?, clean)?).map_err(RestoreError::from)?;
        if blake3_hex(&raw) != self.head.page.raw_blake3 { Err(ApparatusError::OtherBytes) } else { Ok(raw) }
    }

    fn check_text(&self, clean: &str) -> Result<(), ApparatusError> {
        if blake3_hex(clean.as_bytes()) != self.head.page.clean_blake3 { Err(ApparatusError::OtherText) } else { Ok(()) }
    }
}

/// The layers that these lines of edits tell of, in the order in which they were made.
fn layers(lines: Vec<EditLine>) -> Result<Vec<(StageName, Layer)>, RestoreError> {
    let mut by_layer: BTreeMap<(u32, StageName), (Vec<Edit>, Vec<Edit>)> = BTreeMap::new();
    for line in lines {
        let (applied, doubtful) = by_layer.entry((line.round, line.stage)).or_default();
        let edits = if line.applied { applied } else { doubtful };
        edits.extend(line.at.iter().map(|&start| Edit {
            at: start..start.saturating_add(line.old.len()),
            old: line.old.clone(),
            with: line.new.clone(),
            rule: line.rule,
            confidence: line.confidence,
            note: line.note.clone(),
            candidates: line.candidates.clone(),
        }));
    }
    let layer = |((round, stage), (mut applied, doubtful)): (_, (Vec<Edit>, Vec<Edit>))| {
        applied.sort_by_key(|edit| (edit.at.start, edit.at.end));
        let layer = Layer::from_edits(applied).map_err(|error| RestoreError::Layer { stage, error })?;
        Ok((stage, layer.with_doubtful(doubtful).in_round(round)))
    };
    by_layer.into_iter().map(layer).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date::Date;
    use crate::edit::Proposal;
    use crate::encoding::Encoding;
    use crate::finding::{Article, Damage, EncodingShare, Heading, Script};
    use crate::ledger::Ledger;

    fn date() -> impl Strategy<Value = Date> {
        let clock = (0u8..24, 0u8..60, proptest::option::of(0u8..60));
        (0u16..9999, 1u8..=12, proptest::option::of(1u8..=31), proptest::option::of(clock)).prop_map(|(year, month, day, time)| Date { year, month, day, time })
    }

    fn fact() -> impl Strategy<Value = Fact> {
        let encoding = prop_oneof![Just(Encoding::Gb18030), Just(Encoding::Utf8), Just(Encoding::ShiftJis)];
        let share = (encoding, proptest::option::of(0u16..=1000)).prop_map(|(encoding, per_mille)| EncodingShare { encoding, per_mille });
        let damage = prop_oneof![
            Just(Damage::InvalidBytes),
            Just(Damage::TornCharacters),
            Just(Damage::LostByte),
            any::<usize>().prop_map(Damage::ReplacementCharacters),
            ".*".prop_map(|words| Damage::Mechanism(format!("{words}!"))),
        ];
        prop_oneof![
            (1usize..99, 1usize..99).prop_map(|(index, of)| Fact::Article(Article { index, of })),
            (any::<u8>(), any::<String>()).prop_map(|(level, text)| Fact::Heading(Heading { level, text })),
            any::<String>().prop_map(Fact::Title),
            any::<String>().prop_map(Fact::Remark),
            date().prop_map(Fact::DateSigned),
            date().prop_map(Fact::DatePublished),
            share.prop_map(Fact::Encoding),
            prop_oneof![Just(Script::Simplified), Just(Script::Mixed), Just(Script::None)].prop_map(Fact::Script),
            damage.prop_map(Fact::Damage),
        ]
    }

    fn code() -> impl Strategy<Value = Code> {
        "[A-Z][0-9]{3}".prop_map(|code| Code::parse(&code).unwrap_or(Code::new("D001")))
    }

    fn finding() -> impl Strategy<Value = (StageName, Finding)> {
        let witness = prop_oneof![Just(Witness::Record), Just(Witness::Text), Just(Witness::Credits), Just(Witness::Head)];
        (fact(), witness, 0usize..99, 0usize..9, code(), 0..StageName::ALL.len())
            .prop_map(|(fact, witness, start, length, rule, stage)| (StageName::ALL[stage], Finding { fact, witness, at: start..start + length, rule }))
    }

    /// What a stage proposes: from which character, how many, what for them, how sure, a note, another reading.
    type Edits = Vec<(usize, usize, String, f32, Option<String>, Option<(String, f32)>)>;

    fn edits() -> impl Strategy<Value = Edits> {
        let candidate = proptest::option::of((any::<String>(), 0f32..=1.0));
        let confidence = prop_oneof![Just(1.0), 0f32..=1.0];
        proptest::collection::vec((0usize..40, 0usize..4, "[一-丟a\n]{0,3}", confidence, proptest::option::of(any::<String>()), candidate), 0..12)
    }

    /// A document that went through some stages, some of them twice.
    fn document(raw: String, rounds: Vec<(usize, Code, Edits)>, findings: Vec<(StageName, Finding)>) -> Document {
        let (mut text, mut layers) = (raw.clone(), Vec::new());
        for (stage, rule, edits) in rounds {
            let mut proposal = Proposal::default();
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            for (start, length, with, confidence, note, candidate) in edits {
                let start = start % places.len();
                let end = (start + length).min(places.len() - 1);
                let candidates = candidate.into_iter().map(|(text, probability)| Candidate { text, probability }).collect();
                let proposing = proposal.replace(places[start]..places[end], &with, rule, confidence).candidates(candidates);
                if let Some(note) = note {
                    proposing.note(note);
                }
            }
            let layer = Layer::decide_with(&text, proposal, 0.9, |_| Ok(())).expect("what does not fit is left out");
            if layer.is_empty() && layer.doubtful().is_empty() {
                continue;
            }
            text = layer.apply(&text).expect("made for it");
            let stage = StageName::ALL[stage];
            let round = layers.last().map_or(0, |(before, layer): &(StageName, Layer)| layer.round() + u32::from(stage <= *before));
            layers.push((stage, layer.in_round(round)));
        }
        Document { text, status: Status::Done, decoding: Decoding::utf8(raw.len()), layers, findings, raw_length: raw.len(), words: Words::embedded() }
    }

    proptest! {
        #[test]
        fn a_document_comes_back_from_its_apparatus(
            raw in "[一-丟a。\n]{0,40}",
            rounds in proptest::collection::vec((1..StageName::ALL.len(), code(), edits()), 0..6),
            findings in proptest::collection::vec(finding(), 0..8),
        ) {
            let document = document(raw.clone(), rounds, findings);
            let record = Record::new("page", "page.txt", raw.as_bytes(), &document, Ledger::default(), "");
            let mut written = Vec::new();
            write(&mut written, &record, &document, &Edges::default()).expect("in memory");
            let apparatus = Apparatus::read(written.as_slice()).expect("what was written");
            prop_assert_eq!(apparatus.clone().restore(document.text()).expect("restores"), raw.as_bytes());
            prop_assert_eq!(apparatus.into_document(document.text().to_owned(), &document.words).expect("whole"), document);
        }
    }
}
