//! What was done to a text, and how it is undone.

use std::collections::BTreeMap;
use std::ops::Range;

use super::proposal::{Proposal, Verdict};
use super::{Candidate, Edit, EditError, Remark, offset};
use crate::code::Code;

/// An applied edit, packed. The lengths are the differences to the next one's offsets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Packed {
    /// First byte in the input.
    pub(super) start: u32,
    /// Where its removed text begins in `Layer::removed`.
    pub(super) removed: u32,
    /// Where its inserted text begins in `Layer::inserted`.
    pub(super) inserted: u32,
    pub(super) rule: Code,
    pub(super) confidence: f32,
}

/// What one stage did to one text: sorted, disjoint edits that can be applied and taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    pub(super) edits: Vec<Packed>,
    pub(super) removed: String,
    pub(super) inserted: String,
    pub(super) remarks: BTreeMap<usize, Remark>,
    pub(super) doubtful: Vec<Edit>,
    pub(super) round: u32,
}

impl Layer {
    /// Settles a proposal for `input`: edits at or above `accept` become the layer, those below stay in it as doubtful.
    /// A proposal with overlapping edits or a bad range is refused whole.
    ///
    /// Two edits overlap when they share a byte or when both insert at one point. Insertion at the border of
    /// a replacement is legal and comes before what the replacement puts in.
    pub fn decide(input: &str, proposal: Proposal, accept: f32) -> Result<Layer, EditError> {
        Self::decide_with(input, proposal, accept, Err)
    }

    /// As [`Layer::decide`], but an edit that cannot stand beside the earlier ones is handed to `refuse` and left
    /// out when that returns `Ok`.
    pub fn decide_with(
        input: &str,
        mut proposal: Proposal,
        accept: f32,
        mut refuse: impl FnMut(EditError) -> Result<(), EditError>,
    ) -> Result<Layer, EditError> {
        if u32::try_from(input.len()).is_err() {
            return Err(EditError::TooLong(input.len()));
        }
        let weighed = proposal.weigh(accept);
        let mut layer = Layer::default();
        layer.edits.reserve(proposal.edits.len());
        let mut last = None;
        for (index, verdict) in weighed {
            let edit = proposal.edits[index];
            let at = edit.start as usize..edit.end as usize;
            let with = &proposal.inserted[edit.with_start as usize..edit.with_end as usize];
            let Some(old) = input.get(at.clone()) else {
                refuse(EditError::BadRange { rule: edit.rule, start: at.start, end: at.end })?;
                continue;
            };
            let remark = proposal.remarks.remove(&index);
            if verdict == Verdict::Withheld {
                let Remark { note, candidates } = remark.unwrap_or_default();
                let (old, with) = (old.to_owned(), with.to_owned());
                layer.doubtful.push(Edit { at, old, with, rule: edit.rule, confidence: edit.confidence, note, candidates });
            } else if old == with {
                // Says nothing.
            } else if clash(last, &at) {
                refuse(EditError::Overlap { rule: edit.rule, start: at.start, end: at.end })?;
            } else {
                last = Some((at.start, at.end));
                layer.push(at.start, old, with, (edit.rule, edit.confidence), remark);
            }
        }
        if input.len() + layer.inserted.len() > u32::MAX as usize {
            return Err(EditError::TooLong(input.len() + layer.inserted.len()));
        }
        Ok(layer)
    }

    /// Adds an applied edit behind those there are.
    pub(super) fn push(&mut self, start: usize, old: &str, with: &str, (rule, confidence): (Code, f32), remark: Option<Remark>) {
        if let Some(remark) = remark {
            self.remarks.insert(self.edits.len(), remark);
        }
        let (removed, inserted) = (offset(self.removed.len()), offset(self.inserted.len()));
        self.edits.push(Packed { start: offset(start), removed, inserted, rule, confidence });
        self.removed.push_str(old);
        self.inserted.push_str(with);
    }

    /// Builds a layer from edits that carry their old text, as read back from an apparatus. They must be sorted.
    pub fn from_edits(edits: impl IntoIterator<Item = Edit>) -> Result<Layer, EditError> {
        let mut layer = Layer::default();
        let mut last = None;
        for edit in edits {
            let (rule, start, end) = (edit.rule, edit.at.start, edit.at.end);
            if end < start || end - start != edit.old.len() || u32::try_from(end).is_err() {
                return Err(EditError::BadRange { rule, start, end });
            }
            if clash(last, &edit.at) {
                return Err(EditError::Overlap { rule, start, end });
            }
            last = Some((start, end));
            let remark = (edit.note.is_some() || !edit.candidates.is_empty()).then_some(Remark { note: edit.note, candidates: edit.candidates });
            layer.push(start, &edit.old, &edit.with, (rule, edit.confidence), remark);
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

    /// The layer with these edits that were not sure enough to be applied, in the order of the text.
    #[cfg(feature = "corpus")]
    pub(crate) fn with_doubtful(self, doubtful: Vec<Edit>) -> Layer {
        Layer { doubtful, ..self }
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

    pub(super) fn removed_range(&self, i: usize) -> Range<usize> {
        let end = self.edits.get(i + 1).map_or(self.removed.len(), |e| e.removed as usize);
        self.edits[i].removed as usize..end
    }

    pub(super) fn inserted_range(&self, i: usize) -> Range<usize> {
        let end = self.edits.get(i + 1).map_or(self.inserted.len(), |e| e.inserted as usize);
        self.edits[i].inserted as usize..end
    }

    /// Byte range of applied edit `i` in the input.
    pub(super) fn input_range(&self, i: usize) -> Range<usize> {
        let start = self.edits[i].start as usize;
        start..start + self.removed_range(i).len()
    }

    /// Byte range of applied edit `i` in the output.
    pub(super) fn output_range(&self, i: usize) -> Range<usize> {
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

    pub(super) fn partition(&self, before: impl Fn(usize) -> bool) -> usize {
        let (mut low, mut high) = (0, self.edits.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(middle) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// Whether an edit at `at` cannot stand beside the last one before it: they share a byte, or both insert at one point.
fn clash(last: Option<(usize, usize)>, at: &Range<usize>) -> bool {
    last.is_some_and(|(start, end)| at.start < end || start == end && *at == (start..end))
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
