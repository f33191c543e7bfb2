//! The law of numbers: no number in the clean text that is not in the document. Digits that a blank or a break parts never touch, whatever stage
//! proposes it, unless it was proved that one number was torn there.

use super::proposal::{Proposal, Proposed, Verdict};

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Runs of digits, and digits.
fn digits(text: &str) -> (usize, usize) {
    let (mut runs, mut all, mut before) = (0, 0, false);
    for digit in text.chars().map(is_digit) {
        runs += usize::from(digit && !before);
        all += usize::from(digit);
        before = digit;
    }
    (runs, all)
}

impl Proposal {
    /// Takes back the edits that would let two digits touch which a blank or a break of `text` parts. Edits that touch each other are looked at together:
    /// none of two halves of a gap brings the digits together alone.
    pub(crate) fn keep_numbers_apart(&mut self, text: &str) {
        let mut order: Vec<usize> = (0..self.edits.len()).collect();
        if !self.edits.is_sorted_by_key(|edit| (edit.start, edit.end)) {
            order.sort_by_key(|index| self.edits.get(*index).map(|edit| (edit.start, edit.end)));
        }
        let mut refused: Vec<bool> = Vec::new();
        let mut from = 0;
        while from < order.len() {
            let to = self.touching(&order, from);
            let cluster = order.get(from..to).unwrap_or_default();
            from = to;
            if self.joins_digits(text, cluster) {
                refused.resize(self.edits.len(), false);
                for index in cluster {
                    refused.get_mut(*index).into_iter().for_each(|slot| *slot = true);
                }
            }
        }
        if !refused.is_empty() {
            let mut refused = refused.into_iter();
            self.withhold_where(|_, _| refused.next().unwrap_or_default());
        }
    }

    /// The end of the run of edits that touch each other from `from` on.
    fn touching(&self, order: &[usize], from: usize) -> usize {
        let edit = |at: usize| order.get(at).and_then(|index| self.edits.get(*index));
        let (mut end, mut to) = (edit(from).map_or(0, |edit| edit.end), from + 1);
        while let Some(next) = edit(to).filter(|next| next.start <= end) {
            end = end.max(next.end);
            to += 1;
        }
        to
    }

    /// Whether these edits, each touching the one before, put digits together that a blank or a break parts.
    fn joins_digits(&self, text: &str, cluster: &[usize]) -> bool {
        let counts = |edit: &&Proposed| edit.verdict != Verdict::Withheld && !edit.mends_number;
        let edits = || cluster.iter().filter_map(|index| self.edits.get(*index)).filter(counts);
        let (Some(first), Some(end)) = (edits().next(), edits().map(|edit| edit.end as usize).max()) else { return false };
        let mut last = text.get(..first.start as usize).and_then(|text| text.chars().next_back());
        let mut parted = false;
        for edit in edits() {
            let old = text.get(edit.start as usize..edit.end as usize).unwrap_or_default();
            let new = self.inserted.get(edit.with_start as usize..edit.with_end as usize).unwrap_or_default();
            let blank = old.contains(char::is_whitespace);
            let Some(begin) = new.chars().next() else {
                parted |= blank;
                continue;
            };
            let ((runs, all), (had_runs, had)) = (digits(new), digits(old));
            if parted && last.is_some_and(is_digit) && is_digit(begin) || blank && all == had && runs < had_runs {
                return true;
            }
            (last, parted) = (new.chars().next_back(), false);
        }
        parted && last.is_some_and(is_digit) && text.get(end..).and_then(|text| text.chars().next()).is_some_and(is_digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;
    use crate::edit::Layer;

    const RULE: Code = Code::new("L002");

    fn cleaned(text: &str, propose: impl Fn(&mut Proposal)) -> String {
        let mut proposal = Proposal::default();
        propose(&mut proposal);
        proposal.keep_numbers_apart(text);
        Layer::decide(text, proposal, 0.9).expect("legal edits").apply(text).expect("fits")
    }

    /// What is left where one edit asks for this range to go.
    fn without(text: &str, at: std::ops::Range<usize>) -> String {
        cleaned(text, |out| {
            out.delete(at.clone(), RULE, 1.0);
        })
    }

    #[test]
    fn digits_that_stood_apart_do_not_touch() {
        assert_eq!(without("1.5\n20", 3..4), "1.5\n20");
        // Each half alone would leave a blank.
        let halves = |out: &mut Proposal| {
            out.delete(1..2, RULE, 1.0);
            out.delete(2..3, RULE, 1.0);
        };
        assert_eq!(cleaned("1  2", halves), "1  2");
        assert_eq!(without("共 2", 3..4), "共2");
        assert_eq!(without("1 \n2", 1..2), "1\n2");
        let narrow = |out: &mut Proposal| {
            out.delete(1..2, RULE, 1.0);
            out.replace(2..5, "2", RULE, 1.0);
        };
        assert_eq!(cleaned("1 ２", narrow), "1 ２");
        assert_eq!(
            cleaned("1 2", |out| {
                out.replace(0..3, "12", RULE, 1.0);
            }),
            "1 2"
        );
        assert_eq!(without("1、 2", 4..5), "1、2");
    }

    #[test]
    fn a_torn_number_that_was_proved_is_put_together() {
        assert_eq!(
            cleaned("20\n25", |out| {
                out.delete(2..3, RULE, 1.0).mends_number();
            }),
            "2025"
        );
        assert_eq!(
            cleaned("1\n2", |out| {
                out.replace(1..2, " ", RULE, 1.0);
            }),
            "1 2"
        );
    }
}
