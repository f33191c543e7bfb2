//! Edits: how a stage says what it wants changed, and how that is applied, composed and taken back.
//!
//! All offsets are **byte** offsets and always fall on character boundaries. A [`Proposal`] and a [`Layer`]
//! speak of the text their stage was given (its *input*); [`Layer::to_input`] and [`Layer::to_output`] translate
//! between that text and the text the layer makes of it (its *output*).
//!
//! A layer holds the removed text as well as the inserted text, so it can be taken back from the output alone.
//! Script conversion makes thousands of edits a page, so they are packed: twenty bytes an edit and two
//! shared strings, not a heap object each.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::code::Code;
use crate::finding::{Fact, Finding, Witness};

/// A reading that was considered at a place, with its probability.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Candidate {
    /// What the place would read.
    pub text: String,
    /// How probable that is, in 0..=1.
    pub probability: f32,
}

/// One change: the bytes `at` of a stage's input become `with`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Byte range of the stage's input.
    pub at: Range<usize>,
    /// What stands there in the input.
    pub old: String,
    /// What shall stand there in the output.
    pub with: String,
    /// The rule that asks for it.
    pub rule: Code,
    /// How sure the stage is: 1.0 is certain, anything lower a probability.
    pub confidence: f32,
    /// What a reader should know besides.
    pub note: Option<String>,
    /// Other readings, best first.
    pub candidates: Vec<Candidate>,
}

/// Why a list of edits cannot be applied or taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The range is not inside the text, is reversed, or cuts a character.
    #[error("edit {rule} at {start}..{end} is not a character range of the text")]
    BadRange {
        /// The rule of the edit.
        rule: Code,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// Two edits want the same bytes, or insert at the same point.
    #[error("edit {rule} at {start}..{end} overlaps an edit before it")]
    Overlap {
        /// The rule of the edit that is refused.
        rule: Code,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// The text is not the one this layer made.
    #[error("the text differs at byte {0} from what the edits left there")]
    Changed(usize),
    /// Texts of 4 GiB and more are not handled.
    #[error("text of {0} bytes is too long")]
    TooLong(usize),
}

impl EditError {
    /// The rule of the edit that does not fit, where it is one edit.
    pub fn rule(&self) -> Option<Code> {
        match self {
            EditError::BadRange { rule, .. } | EditError::Overlap { rule, .. } => Some(*rule),
            EditError::Changed(_) | EditError::TooLong(_) => None,
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Proposed {
    start: u32,
    end: u32,
    with_start: u32,
    with_end: u32,
    rule: Code,
    confidence: f32,
    verdict: Verdict,
}

/// Whether an edit is applied, apart from how probable it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Verdict {
    /// Its probability decides.
    #[default]
    Probability,
    /// It was weighed already and is applied.
    Applied,
    /// It is left out and listed as doubtful, however probable it is.
    Withheld,
    /// It is applied where no other edit takes its place.
    Fallback,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Remark {
    note: Option<String>,
    candidates: Vec<Candidate>,
}

impl Remark {
    /// What several remarks say together: every note once, and the first list of candidates.
    fn of<'a>(remarks: impl Iterator<Item = &'a Remark>) -> Remark {
        let mut notes: Vec<&str> = Vec::new();
        let mut candidates: &[Candidate] = &[];
        for remark in remarks {
            notes.extend(remark.note.as_deref().filter(|note| !notes.contains(note)));
            if candidates.is_empty() {
                candidates = &remark.candidates;
            }
        }
        Remark { note: (!notes.is_empty()).then(|| notes.join("; ")), candidates: candidates.to_vec() }
    }
}

/// What a stage has to say about a text. It can add to this, and to nothing else.
#[derive(Debug, Default)]
pub struct Proposal {
    edits: Vec<Proposed>,
    inserted: String,
    remarks: BTreeMap<usize, Remark>,
    findings: Vec<Finding>,
    doubt: Option<f32>,
    again: bool,
    rejection: Option<(Code, String)>,
}

/// The edit just proposed, for adding a note or candidates.
pub struct Proposing<'a> {
    proposal: &'a mut Proposal,
    index: usize,
}

impl Proposing<'_> {
    fn verdict(self, verdict: Verdict) -> Self {
        if let Some(edit) = self.proposal.edits.get_mut(self.index) {
            edit.verdict = verdict;
        }
        self
    }

    /// Leaves the edit out whatever its probability: it is listed as doubtful.
    pub fn withheld(self) -> Self {
        self.verdict(Verdict::Withheld)
    }

    /// Gives way to any other edit that is applied and shares a byte with this one.
    pub fn unless_overlapped(self) -> Self {
        self.verdict(Verdict::Fallback)
    }

    /// Adds a remark for the reader of the apparatus.
    pub fn note(self, note: impl Into<String>) -> Self {
        self.proposal.remarks.entry(self.index).or_default().note = Some(note.into());
        self
    }

    /// Adds the readings that were considered, best first.
    pub fn candidates(self, candidates: Vec<Candidate>) -> Self {
        if !candidates.is_empty() {
            self.proposal.remarks.entry(self.index).or_default().candidates = candidates;
        }
        self
    }
}

fn offset(value: usize) -> u32 {
    // Longer texts are turned away before any stage sees them (`EditError::TooLong`), so this never saturates.
    u32::try_from(value).unwrap_or(u32::MAX)
}

impl Proposal {
    /// Proposes that the bytes `at` become `with`. Confidence 1.0 is certain.
    pub fn replace(&mut self, at: Range<usize>, with: &str, rule: Code, confidence: f32) -> Proposing<'_> {
        let with_start = self.inserted.len();
        self.inserted.push_str(with);
        let index = self.edits.len();
        self.edits.push(Proposed {
            start: offset(at.start),
            end: offset(at.end),
            with_start: offset(with_start),
            with_end: offset(self.inserted.len()),
            rule,
            confidence,
            verdict: Verdict::default(),
        });
        Proposing { proposal: self, index }
    }

    /// Proposes that the bytes `at` go.
    pub fn delete(&mut self, at: Range<usize>, rule: Code, confidence: f32) -> Proposing<'_> {
        self.replace(at, "", rule, confidence)
    }

    /// Proposes that `with` is put in before byte `before`.
    pub fn insert(&mut self, before: usize, with: &str, rule: Code, confidence: f32) -> Proposing<'_> {
        self.replace(before..before, with, rule, confidence)
    }

    /// States a fact about the page that its text shows; `at` is the byte range of the stage's input it was read from.
    pub fn find(&mut self, fact: Fact, at: Range<usize>, rule: Code) {
        self.find_in(Witness::Text, fact, at, rule);
    }

    /// States a fact about the page that `witness` tells.
    pub fn find_in(&mut self, witness: Witness, fact: Fact, at: Range<usize>, rule: Code) {
        self.add_finding(Finding { fact, witness, at, rule });
    }

    /// States again what was found in another reading of the text.
    pub fn add_finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Asks to read what becomes of the text, too: what is written here is evidence for what is not.
    pub fn ask_again(&mut self) {
        self.again = true;
    }

    /// Whether the stage asked to read its own result.
    pub(crate) fn asks_again(&self) -> bool {
        self.again
    }

    /// Allows `times` the usual doubt: where the settings accept edits from .9, edits from .5 are applied at five times that doubt. For
    /// places where leaving things is as wrong as changing them.
    pub fn allow_doubt(&mut self, times: f32) {
        self.doubt = Some(times);
    }

    /// Takes back the edits that touch one of `ranges`, which are sorted and do not overlap.
    pub(crate) fn withhold(&mut self, ranges: &[Range<usize>]) {
        if ranges.is_empty() {
            return;
        }
        let touches = |edit: &Proposed| {
            let (start, end) = (edit.start as usize, edit.end as usize);
            let next = ranges.partition_point(|range| range.end <= start);
            ranges.get(next).is_some_and(|range| range.start < end.max(start + 1))
        };
        let (edits, mut remarks) = (std::mem::take(&mut self.edits), std::mem::take(&mut self.remarks));
        for (index, edit) in edits.into_iter().enumerate() {
            if !touches(&edit) {
                if let Some(remark) = remarks.remove(&index) {
                    self.remarks.insert(self.edits.len(), remark);
                }
                self.edits.push(edit);
            }
        }
    }

    /// Gives the whole page up: it cannot be read, for this reason. The first reason given stands.
    pub fn reject(&mut self, rule: Code, reason: impl Into<String>) {
        self.rejection.get_or_insert_with(|| (rule, reason.into()));
    }

    /// The reason why the page was given up, if it was.
    pub fn rejection(&self) -> Option<&(Code, String)> {
        self.rejection.as_ref()
    }

    /// The findings so far, in the order they were made; offsets are of the stage's input.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Takes the findings out.
    pub fn take_findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }

    /// How many edits have been proposed.
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether no edit has been proposed.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }
}

/// An applied edit, packed. The lengths are the differences to the next one's offsets.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Packed {
    /// First byte in the input.
    start: u32,
    /// Where its removed text begins in `Layer::removed`.
    removed: u32,
    /// Where its inserted text begins in `Layer::inserted`.
    inserted: u32,
    rule: Code,
    confidence: f32,
}

/// What one stage did to one text: sorted, disjoint edits that can be applied and taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    edits: Vec<Packed>,
    removed: String,
    inserted: String,
    remarks: BTreeMap<usize, Remark>,
    doubtful: Vec<Edit>,
    round: u32,
}

impl Layer {
    /// Settles a proposal for `input`: edits at or above `accept` become the layer, those below stay in it as doubtful.
    /// A proposal with overlapping edits or a bad range is refused whole.
    ///
    /// Two edits overlap when they share a byte or when both insert at one point. Insertion at the border of
    /// a replacement is legal and comes before what the replacement puts in.
    pub fn settle(input: &str, proposal: Proposal, accept: f32) -> Result<Layer, EditError> {
        Self::settle_with(input, proposal, accept, Err)
    }

    /// As [`Layer::settle`], but an edit that cannot stand beside the earlier ones is handed to `refuse` and left
    /// out when that returns `Ok`.
    pub fn settle_with(
        input: &str,
        mut proposal: Proposal,
        accept: f32,
        mut refuse: impl FnMut(EditError) -> Result<(), EditError>,
    ) -> Result<Layer, EditError> {
        if u32::try_from(input.len()).is_err() {
            return Err(EditError::TooLong(input.len()));
        }
        let accept = proposal.doubt.map_or(accept, |times| (1.0 - (1.0 - accept) * times).max(0.0));
        let mut order: Vec<u32> = (0..offset(proposal.edits.len())).collect();
        let sorted = proposal.edits.windows(2).all(|w| (w[0].start, w[0].end) <= (w[1].start, w[1].end));
        if !sorted {
            order.sort_by_key(|&i| (proposal.edits[i as usize].start, proposal.edits[i as usize].end));
        }
        let weighed = |edit: &Proposed| match edit.verdict {
            Verdict::Probability => edit.confidence >= accept,
            Verdict::Applied | Verdict::Fallback => true,
            Verdict::Withheld => false,
        };
        // What edits of their own right take up, in order; only asked for where there are edits that give way.
        let mut taken: Vec<(u32, u32)> = Vec::new();
        if proposal.edits.iter().any(|edit| edit.verdict == Verdict::Fallback) {
            let own = order.iter().map(|&i| &proposal.edits[i as usize]).filter(|edit| edit.verdict != Verdict::Fallback && weighed(edit));
            taken.extend(own.map(|edit| (edit.start, edit.end)));
        }
        let gives_way = |edit: &Proposed| {
            let next = taken.partition_point(|&(_, end)| end <= edit.start);
            taken.get(next).is_some_and(|&(start, _)| start < edit.end.max(edit.start + 1))
        };
        let mut layer = Layer::default();
        layer.edits.reserve(proposal.edits.len());
        let mut last: Option<(u32, u32)> = None;
        for &i in &order {
            let edit = proposal.edits[i as usize];
            let at = edit.start as usize..edit.end as usize;
            let with = &proposal.inserted[edit.with_start as usize..edit.with_end as usize];
            let Some(old) = input.get(at.clone()) else {
                refuse(EditError::BadRange { rule: edit.rule, start: at.start, end: at.end })?;
                continue;
            };
            if edit.verdict == Verdict::Fallback && gives_way(&edit) {
                continue;
            }
            if !weighed(&edit) {
                let remark = proposal.remarks.remove(&(i as usize)).unwrap_or_default();
                layer.doubtful.push(Edit {
                    at,
                    old: old.to_owned(),
                    with: with.to_owned(),
                    rule: edit.rule,
                    confidence: edit.confidence,
                    note: remark.note,
                    candidates: remark.candidates,
                });
                continue;
            }
            if old == with {
                continue; // says nothing
            }
            let clash = last.is_some_and(|(start, end)| edit.start < end || (edit.start == start && edit.end == end && start == end));
            if clash {
                refuse(EditError::Overlap { rule: edit.rule, start: at.start, end: at.end })?;
                continue;
            }
            last = Some((edit.start, edit.end));
            if let Some(remark) = proposal.remarks.remove(&(i as usize)) {
                layer.remarks.insert(layer.edits.len(), remark);
            }
            layer.edits.push(Packed {
                start: edit.start,
                removed: offset(layer.removed.len()),
                inserted: offset(layer.inserted.len()),
                rule: edit.rule,
                confidence: edit.confidence,
            });
            layer.removed.push_str(old);
            layer.inserted.push_str(with);
        }
        if input.len() + layer.inserted.len() > u32::MAX as usize {
            return Err(EditError::TooLong(input.len() + layer.inserted.len()));
        }
        Ok(layer)
    }

    /// Builds a layer from edits that carry their old text, as read back from an apparatus. They must be sorted.
    pub fn from_edits(edits: impl IntoIterator<Item = Edit>) -> Result<Layer, EditError> {
        let mut layer = Layer::default();
        let mut last: Option<(usize, usize)> = None;
        for edit in edits {
            let at = edit.at.clone();
            let error = |overlap: bool| {
                let (rule, start, end) = (edit.rule, at.start, at.end);
                if overlap { EditError::Overlap { rule, start, end } } else { EditError::BadRange { rule, start, end } }
            };
            if at.end < at.start || at.end - at.start != edit.old.len() || u32::try_from(at.end).is_err() {
                return Err(error(false));
            }
            if last.is_some_and(|(start, end)| at.start < end || (at.start == start && at.end == end && start == end)) {
                return Err(error(true));
            }
            last = Some((at.start, at.end));
            if edit.note.is_some() || !edit.candidates.is_empty() {
                layer.remarks.insert(layer.edits.len(), Remark { note: edit.note, candidates: edit.candidates });
            }
            layer.edits.push(Packed {
                start: offset(at.start),
                removed: offset(layer.removed.len()),
                inserted: offset(layer.inserted.len()),
                rule: edit.rule,
                confidence: edit.confidence,
            });
            layer.removed.push_str(&edit.old);
            layer.inserted.push_str(&edit.with);
        }
        Ok(layer)
    }

    /// How often the stages had been asked before this one did it.
    pub fn round(&self) -> u32 {
        self.round
    }

    /// Says in which round it was made.
    pub(crate) fn in_round(self, round: u32) -> Layer {
        Layer { round, ..self }
    }

    /// How many edits are applied.
    pub fn len(&self) -> usize {
        self.edits.len()
    }

    /// Whether nothing is applied.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// The edits that were not sure enough to be applied, in the order of the text.
    pub fn doubtful(&self) -> &[Edit] {
        &self.doubtful
    }

    /// Drops the doubtful edits that `keep` does not want.
    pub(crate) fn retain_doubtful(&mut self, keep: impl FnMut(&Edit) -> bool) {
        self.doubtful.retain(keep);
    }

    /// Proposes what this layer did and doubted, decided as it was.
    pub(crate) fn propose_again(&self, out: &mut Proposal) {
        let applied = self.edits().map(|edit| (edit.at, edit.with, edit.rule, edit.confidence, edit.note, edit.candidates, Verdict::Applied));
        let doubtful = self.doubtful.iter().map(|edit| {
            let note = edit.note.as_deref();
            (edit.at.clone(), edit.with.as_str(), edit.rule, edit.confidence, note, edit.candidates.as_slice(), Verdict::Withheld)
        });
        for (at, with, rule, confidence, note, candidates, verdict) in applied.chain(doubtful) {
            let proposing = out.replace(at, with, rule, confidence).verdict(verdict).candidates(candidates.to_vec());
            if let Some(note) = note {
                proposing.note(note);
            }
        }
    }

    fn removed_range(&self, i: usize) -> Range<usize> {
        let end = self.edits.get(i + 1).map_or(self.removed.len(), |e| e.removed as usize);
        self.edits[i].removed as usize..end
    }

    fn inserted_range(&self, i: usize) -> Range<usize> {
        let end = self.edits.get(i + 1).map_or(self.inserted.len(), |e| e.inserted as usize);
        self.edits[i].inserted as usize..end
    }

    /// Byte range of applied edit `i` in the input.
    fn input_range(&self, i: usize) -> Range<usize> {
        let start = self.edits[i].start as usize;
        start..start + self.removed_range(i).len()
    }

    /// Byte range of applied edit `i` in the output.
    fn output_range(&self, i: usize) -> Range<usize> {
        let edit = &self.edits[i];
        let start = edit.start as usize + edit.inserted as usize - edit.removed as usize;
        start..start + self.inserted_range(i).len()
    }

    /// The applied edits, in the order of the text.
    pub fn edits(&self) -> impl ExactSizeIterator<Item = EditRef<'_>> + '_ {
        (0..self.edits.len()).map(|i| EditRef {
            at: self.input_range(i),
            out: self.output_range(i),
            old: &self.removed[self.removed_range(i)],
            with: &self.inserted[self.inserted_range(i)],
            rule: self.edits[i].rule,
            confidence: self.edits[i].confidence,
            note: self.remarks.get(&i).and_then(|r| r.note.as_deref()),
            candidates: self.remarks.get(&i).map_or(&[], |r| &r.candidates),
        })
    }

    /// The text after the edits.
    pub fn apply(&self, input: &str) -> Result<String, EditError> {
        self.rewrite(input, false)
    }

    /// The text before the edits, from the text after them.
    pub fn invert(&self, output: &str) -> Result<String, EditError> {
        self.rewrite(output, true)
    }

    fn rewrite(&self, text: &str, backwards: bool) -> Result<String, EditError> {
        let (found, put) = if backwards { (&self.inserted, &self.removed) } else { (&self.removed, &self.inserted) };
        let mut out = String::with_capacity(text.len() + put.len().saturating_sub(found.len()));
        let mut done = 0;
        for i in 0..self.edits.len() {
            let (at, found_range, put_range) = if backwards {
                (self.output_range(i), self.inserted_range(i), self.removed_range(i))
            } else {
                (self.input_range(i), self.removed_range(i), self.inserted_range(i))
            };
            if text.get(at.clone()) != Some(&found[found_range]) {
                return Err(EditError::Changed(at.start));
            }
            out.push_str(text.get(done..at.start).ok_or(EditError::Changed(at.start))?);
            out.push_str(&put[put_range]);
            done = at.end;
        }
        out.push_str(text.get(done..).ok_or(EditError::Changed(done))?);
        Ok(out)
    }

    /// The byte range of the input that the bytes `range` of the output come from. A range that touches an edit
    /// takes in all of what the edit replaced.
    pub fn to_input(&self, range: Range<usize>) -> Range<usize> {
        self.translate(range, true)
    }

    /// The byte range of the output that the bytes `range` of the input became. What was deleted becomes an
    /// empty range at the place where it stood.
    pub fn to_output(&self, range: Range<usize>) -> Range<usize> {
        self.translate(range, false)
    }

    fn translate(&self, range: Range<usize>, back: bool) -> Range<usize> {
        let sides = |i: usize| {
            if back { (self.output_range(i), self.input_range(i)) } else { (self.input_range(i), self.output_range(i)) }
        };
        // The shift after the edits before `i`.
        let shifted = |position: usize, i: usize| match i.checked_sub(1) {
            None => position,
            Some(before) => {
                let (from, to) = sides(before);
                position - from.end + to.end
            }
        };
        // Start: the first edit that ends after it (an edit that ends exactly there lies wholly before).
        let first = self.partition(|i| sides(i).0.end <= range.start);
        let start = if first < self.edits.len() && sides(first).0.start < range.start { sides(first).1.start } else { shifted(range.start, first) };
        if range.end <= range.start {
            return start..start;
        }
        // End: the edits that begin before it belong to it.
        let after = self.partition(|i| sides(i).0.start < range.end);
        let end = match after.checked_sub(1) {
            Some(last) if sides(last).0.end >= range.end => sides(last).1.end,
            _ => shifted(range.end, after),
        };
        start..end.max(start)
    }

    fn partition(&self, before: impl Fn(usize) -> bool) -> usize {
        let (mut low, mut high) = (0, self.edits.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// One layer that does what this one and then `next` does. Edits of the two that overlap become one, with the rule of the later, the lower
    /// confidence, the notes of both, and the candidates where one of them has some. Edits that only stand side by side stay apart. A doubtful edit
    /// is kept where no applied one has taken its place.
    pub fn compose(&self, next: &Layer) -> Layer {
        let mut out = Layer::default();
        let (mut a, mut b) = (0, 0);
        while let Some((first, second, reach)) = self.cluster(next, a, b) {
            (a, b) = (first.end, second.end);
            let mut old = String::new();
            let mut at = reach.start;
            for i in first.clone() {
                let middle = self.output_range(i);
                next.copy_removed(second.clone(), at..middle.start, &mut old);
                old.push_str(&self.removed[self.removed_range(i)]);
                at = middle.end;
            }
            next.copy_removed(second.clone(), at..reach.end, &mut old);
            let mut new = String::new();
            let mut at = reach.start;
            for i in second.clone() {
                let middle = next.input_range(i);
                self.copy_inserted(first.clone(), at..middle.start, &mut new);
                new.push_str(&next.inserted[next.inserted_range(i)]);
                at = middle.end;
            }
            self.copy_inserted(first.clone(), at..reach.end, &mut new);
            if old == new {
                continue;
            }
            let start = match first.start.checked_sub(1) {
                None => reach.start,
                Some(i) => reach.start - self.output_range(i).end + self.input_range(i).end,
            };
            let parts = self.edits[first.clone()].iter().chain(&next.edits[second.clone()]);
            let rule = parts.clone().next_back().map_or(Code::new("X000"), |edit| edit.rule);
            let confidence = parts.fold(1.0f32, |least, edit| least.min(edit.confidence));
            let remark = Remark::of(first.filter_map(|i| self.remarks.get(&i)).chain(second.filter_map(|i| next.remarks.get(&i))));
            if remark != Remark::default() {
                out.remarks.insert(out.edits.len(), remark);
            }
            out.edits.push(Packed { start: offset(start), removed: offset(out.removed.len()), inserted: offset(out.inserted.len()), rule, confidence });
            out.removed.push_str(&old);
            out.inserted.push_str(&new);
        }
        out.doubtful = self.doubts_after(next, &out);
        out
    }

    /// The next edits of this layer (from number `a`) and of `next` (from `b`) that overlap or share a point where text was deleted or put in, and
    /// the range of the text between the two layers that they take up. `None` when none are left.
    fn cluster(&self, next: &Layer, a: usize, b: usize) -> Option<(Range<usize>, Range<usize>, Range<usize>)> {
        let (mut to_a, mut to_b) = (a, b);
        let mut reach: Option<Range<usize>> = None;
        loop {
            let a_at = (to_a < self.edits.len()).then(|| self.output_range(to_a));
            let b_at = (to_b < next.edits.len()).then(|| next.input_range(to_b));
            let take_a = match (&a_at, &b_at) {
                (Some(x), Some(y)) => (x.start, x.end) <= (y.start, y.end),
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => break,
            };
            let Some(at) = (if take_a { a_at } else { b_at }) else { break };
            match &mut reach {
                Some(range) if at.start > range.end => break,
                Some(range) if at.start == range.end => {
                    let reach_is_empty = range.start == range.end;
                    // Edits of one layer never disturb one another; neither do two that have text of their own.
                    let of_one_layer = if take_a { to_b == b } else { to_a == a };
                    if of_one_layer || !(at.is_empty() || reach_is_empty) {
                        break;
                    }
                    range.end = at.end;
                }
                Some(range) => range.end = range.end.max(at.end),
                None => reach = Some(at),
            }
            if take_a { to_a += 1 } else { to_b += 1 }
        }
        Some((a..to_a, b..to_b, reach?))
    }

    /// The doubtful edits of this layer and of `next`, in the coordinates of this layer's input, that `composed` did not overtake.
    fn doubts_after(&self, next: &Layer, composed: &Layer) -> Vec<Edit> {
        let later = next.doubtful.iter().filter_map(|edit| {
            let at = self.to_input(edit.at.clone());
            // What stands in text that this layer wrote has no place in its input.
            let untouched = at.len() == edit.at.len() && self.to_output(at.clone()) == edit.at && self.edits_within(&at).is_empty();
            untouched.then(|| Edit { at, ..edit.clone() })
        });
        let mut doubtful: Vec<Edit> = self.doubtful.iter().cloned().chain(later).filter(|edit| composed.edits_within(&edit.at).is_empty()).collect();
        doubtful.sort_by_key(|edit| (edit.at.start, edit.at.end));
        // A stage that reads its own result doubts it again, in fewer bytes.
        doubtful.dedup_by(|later, first| later.rule == first.rule && later.at.start < first.at.end);
        doubtful
    }

    /// The numbers of the edits that share a byte of the input with `range`.
    fn edits_within(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.partition(|i| self.input_range(i).end <= range.start);
        first..self.partition(|i| self.input_range(i).start < range.end).max(first)
    }

    /// Appends the part of the input text in `range` that the edits `which` remove.
    fn copy_removed(&self, which: Range<usize>, range: Range<usize>, out: &mut String) {
        for i in which {
            let at = self.input_range(i);
            let (start, end) = (range.start.max(at.start), range.end.min(at.end));
            if start < end {
                let text = &self.removed[self.removed_range(i)];
                out.push_str(&text[start - at.start..end - at.start]);
            }
        }
    }

    /// Appends the part of the output text in `range` that the edits `which` put in.
    fn copy_inserted(&self, which: Range<usize>, range: Range<usize>, out: &mut String) {
        for i in which {
            let at = self.output_range(i);
            let (start, end) = (range.start.max(at.start), range.end.min(at.end));
            if start < end {
                let text = &self.inserted[self.inserted_range(i)];
                out.push_str(&text[start - at.start..end - at.start]);
            }
        }
    }
}

/// An applied edit, looked at inside its layer.
#[derive(Clone, Debug, PartialEq)]
pub struct EditRef<'a> {
    /// Byte range of the layer's input.
    pub at: Range<usize>,
    /// Byte range of the layer's output.
    pub out: Range<usize>,
    /// What was there.
    pub old: &'a str,
    /// What is there now.
    pub with: &'a str,
    /// The rule that asked for it.
    pub rule: Code,
    /// How sure it was.
    pub confidence: f32,
    /// What a reader should know besides.
    pub note: Option<&'a str>,
    /// Other readings, best first.
    pub candidates: &'a [Candidate],
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Code = Code::new("T001");

    /// Where the edits that are left stand.
    fn left(edits: &[(usize, usize)], withheld: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut proposal = Proposal::default();
        for &(start, end) in edits {
            proposal.replace(start..end, "x", RULE, 1.0);
        }
        proposal.withhold(&withheld.iter().map(|&(start, end)| start..end).collect::<Vec<_>>());
        proposal.edits.iter().map(|edit| (edit.start as usize, edit.end as usize)).collect()
    }

    #[test]
    fn edits_that_touch_a_withheld_range_are_taken_back() {
        let edits = [(0, 3), (2, 5), (4, 6), (9, 12), (20, 23)];
        assert_eq!(left(&edits, &[(3, 9)]), [(0, 3), (9, 12), (20, 23)]);
        assert_eq!(left(&edits, &[(3, 9), (22, 40)]), [(0, 3), (9, 12)]);
        assert_eq!(left(&edits, &[]), edits);
    }

    #[test]
    fn insertions_inside_a_withheld_range_are_taken_back() {
        assert_eq!(left(&[(3, 3), (5, 5), (9, 9)], &[(3, 9)]), [(9, 9)]);
    }

    #[test]
    fn remarks_stay_with_their_edits() {
        let mut proposal = Proposal::default();
        proposal.replace(0..3, "x", RULE, 1.0).note("taken back".to_owned());
        proposal.replace(6..9, "y", RULE, 1.0).note("kept".to_owned());
        proposal.withhold(std::slice::from_ref(&(0..3)));
        assert_eq!(proposal.remarks.get(&0).and_then(|remark| remark.note.as_deref()), Some("kept"));
        assert_eq!(proposal.remarks.len(), 1);
    }
}
