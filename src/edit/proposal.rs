//! What a stage may say of a text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Candidate, Remark, offset};
use crate::calibration::Claim;
use crate::code::Code;
use crate::finding::{Fact, Finding, Witness};
use crate::number::MOST_WEIGHED;

#[derive(Clone, Copy, Debug)]
pub(super) struct Proposed {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) with_start: u32,
    pub(super) with_end: u32,
    pub(super) rule: Code,
    pub(super) confidence: f32,
    pub(super) verdict: Verdict,
    /// Whether it was proved that it puts a torn number together.
    pub(super) mends_number: bool,
}

/// Whether an edit is applied, apart from how probable it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Verdict {
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

/// What a stage has to say about a text. It can add to this, and to nothing else.
#[derive(Debug, Default)]
pub struct Proposal {
    #[cfg(feature = "measure")]
    claims: Vec<Claim>,
    pub(super) edits: Vec<Proposed>,
    pub(super) inserted: String,
    pub(super) remarks: BTreeMap<usize, Remark>,
    findings: Vec<Finding>,
    accept: Option<f32>,
    least: f32,
    again: bool,
    rejection: Option<(Code, String)>,
}

/// The edit just proposed, for adding a note or candidates.
pub struct Proposing<'a> {
    proposal: &'a mut Proposal,
    index: usize,
}

impl Proposing<'_> {
    pub(super) fn verdict(self, verdict: Verdict) -> Self {
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

    /// Says that the digits on both sides were proved to be of one torn number; see [`Proposal::keep_numbers_apart`].
    pub(crate) fn mends_number(self) -> Self {
        if let Some(edit) = self.proposal.edits.get_mut(self.index) {
            edit.mends_number = true;
        }
        self
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
            mends_number: false,
        });
        Proposing { proposal: self, index }
    }

    /// Tells programs that fit maps what a search said; all others hear nothing.
    #[cfg_attr(not(feature = "measure"), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn claim(&mut self, claim: impl FnOnce() -> Claim) {
        #[cfg(feature = "measure")]
        self.claims.push(claim());
    }

    /// What searches said.
    #[cfg(feature = "measure")]
    pub fn claims(&self) -> &[Claim] {
        &self.claims
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

    /// Lists doubtful edits only from this probability on; less probable ones are nothing that a reader should weigh.
    pub fn list_doubts_from(&mut self, probability: f32) {
        self.least = probability;
    }

    /// Applies the edits from this probability on, one of the `Marks` of the settings, in place of `accept`. There is no other way to apply what is less
    /// sure than `accept` asks.
    pub(crate) fn accept_from(&mut self, mark: f32) {
        self.accept = Some(mark);
    }

    /// Says of edits that take letters away which a reader would have seen that they are not certain: certain is what proves itself.
    pub(crate) fn doubt_what_was_seen(&mut self, input: &str) {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        for edit in &mut self.edits {
            let old = input.get(edit.start as usize..edit.end as usize).unwrap_or_default();
            let with = self.inserted.get(edit.with_start as usize..edit.with_end as usize).unwrap_or_default();
            if edit.confidence > MOST_WEIGHED && letters(old) > letters(with) {
                edit.confidence = MOST_WEIGHED;
            }
        }
    }

    /// Takes back the edits that touch one of `ranges`, which are sorted and do not overlap.
    pub(crate) fn withhold(&mut self, ranges: &[Range<usize>]) {
        if ranges.is_empty() {
            return;
        }
        self.withhold_where(|_, at| {
            let next = ranges.partition_point(|range| range.end <= at.start);
            ranges.get(next).is_some_and(|range| range.start < at.end.max(at.start + 1))
        });
    }

    /// Takes back the edits of which, by rule and place, this is so.
    pub(crate) fn withhold_where(&mut self, mut kept: impl FnMut(Code, Range<usize>) -> bool) {
        let taken: Vec<bool> = self.edits.iter().map(|edit| kept(edit.rule, edit.start as usize..edit.end as usize)).collect();
        if !taken.contains(&true) {
            return;
        }
        let (edits, mut remarks) = (std::mem::take(&mut self.edits), std::mem::take(&mut self.remarks));
        for (index, (edit, taken)) in edits.into_iter().zip(taken).enumerate() {
            if !taken {
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

    /// The edits by their numbers, in the order of the text, each with whether it is applied or withheld. Those that give way to another edit are
    /// left out.
    pub(super) fn weigh(&self, accept: f32) -> Vec<(usize, Verdict)> {
        let accept = self.accept.unwrap_or(accept);
        let mut order: Vec<usize> = (0..self.edits.len()).collect();
        let place = |index: &usize| self.edits.get(*index).map(|edit| (edit.start, edit.end));
        if !self.edits.is_sorted_by_key(|edit| (edit.start, edit.end)) {
            order.sort_by_key(place);
        }
        let verdict = |edit: &Proposed| match edit.verdict {
            Verdict::Probability if edit.confidence < accept => Verdict::Withheld,
            Verdict::Probability => Verdict::Applied,
            decided => decided,
        };
        // What applied edits take up, in order; only asked for where there are edits that give way.
        let mut taken: Vec<(u32, u32)> = Vec::new();
        if self.edits.iter().any(|edit| edit.verdict == Verdict::Fallback) {
            let applied = order.iter().filter_map(|&index| self.edits.get(index)).filter(|edit| verdict(edit) == Verdict::Applied);
            taken.extend(applied.map(|edit| (edit.start, edit.end)));
        }
        let gives_way = |edit: &Proposed| {
            let next = taken.partition_point(|&(_, end)| end <= edit.start);
            taken.get(next).is_some_and(|&(start, _)| start < edit.end.max(edit.start + 1))
        };
        let weighed = order.into_iter().filter_map(|index| Some((index, self.edits.get(index)?)));
        let counts = |edit: &Proposed| match verdict(edit) {
            Verdict::Fallback => !gives_way(edit),
            Verdict::Withheld => edit.confidence >= self.least,
            _ => true,
        };
        weighed.filter(|(_, edit)| counts(edit)).map(|(index, edit)| (index, verdict(edit))).collect()
    }

    /// Where edits have been proposed, in the order in which they were.
    pub(crate) fn places(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.edits.iter().map(|edit| edit.start as usize..edit.end as usize)
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

    #[test]
    fn letters_that_were_seen_are_not_certain_to_go() {
        let text = "（完）春天。 ";
        let mut proposal = Proposal::default();
        proposal.delete(0..9, RULE, 1.0);
        proposal.replace(9..15, "夏日", RULE, 1.0);
        proposal.delete(18..19, RULE, 1.0);
        proposal.doubt_what_was_seen(text);
        assert_eq!(proposal.edits.iter().map(|edit| edit.confidence).collect::<Vec<_>>(), [MOST_WEIGHED, 1.0, 1.0]);
    }

    #[test]
    fn a_mark_of_its_own_takes_the_place_of_accept() {
        let mut proposal = Proposal::default();
        proposal.delete(0..1, RULE, 0.85);
        assert_eq!(proposal.weigh(0.9)[0].1, Verdict::Withheld);
        proposal.accept_from(0.8);
        assert_eq!(proposal.weigh(0.9)[0].1, Verdict::Applied);
        proposal.accept_from(0.9);
        assert_eq!(proposal.weigh(0.5)[0].1, Verdict::Withheld);
    }
}
