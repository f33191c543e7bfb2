//! A line with those beside it, and what they have in common.

use super::limits;
use super::shape::{Fence, Shape};

pub(super) fn one(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// A line with those beside it.
pub(super) struct Seen<'a> {
    pub(super) line: &'a Shape<'a>,
    pub(super) before: Option<&'a Shape<'a>>,
    pub(super) after: Option<&'a Shape<'a>>,
    /// The line two before and the one two after.
    pub(super) far: [Option<&'a Shape<'a>>; 2],
    /// The share of lines of the page that may be verse without marks.
    pub(super) bare: f32,
    /// How surely the page is a list of words: 0 to 1.
    pub(super) words: f32,
    /// Whether the page is one of stanzas.
    pub(super) stanzas: f32,
}

impl Seen<'_> {
    /// How many of the lines beside this one have as many separators, where it has `least` or more: 0, ½ or 1.
    pub(super) fn like(&self, count: impl Fn(&Shape<'_>) -> usize, least: usize) -> f32 {
        let own = count(self.line);
        if own < least || own == usize::MAX {
            return 0.0;
        }
        let same = |other: Option<&Shape<'_>>| other.map(|other| count(other) == own);
        match (same(self.before), same(self.after)) {
            (Some(true), None | Some(true)) | (None, Some(true)) => 1.0,
            (Some(true), _) | (_, Some(true)) => 0.75,
            _ => 0.0,
        }
    }

    /// Whether the line is a comment among others, or a string of data: what it says is no prose of the page.
    pub(super) fn is_remark(&self) -> bool {
        let comment = self.line.comment;
        matches!(self.line.fence, Some(Fence::Comment | Fence::Block))
            || comment != ' ' && self.near(|line| line.comment == comment || line.is_setting() || line.ends_as_code()) > 0.0
            || self.line.is_string() && self.near(|line| line.is_string() || line.is_pair() || line.opens()) > 0.0
    }

    /// Of the lines beside this one how many are such: 0, ½ or 1.
    pub(super) fn near(&self, is: impl Fn(&Shape<'_>) -> bool) -> f32 {
        let such = [self.before, self.after].iter().flatten().filter(|line| is(line)).count();
        such as f32 / 2.0
    }

    /// Of the four lines near by, and at the edge of the page of those there are, which share is such.
    pub(super) fn all_near(&self, is: impl Fn(&Shape<'_>) -> bool) -> f32 {
        let all = || [self.before, self.after, self.far[0], self.far[1]].into_iter().flatten();
        all().filter(|line| is(line)).count() as f32 / all().count().max(2) as f32
    }

    /// Whether a line near by begins, or ends, with the same character: ½ for one, 1 for more.
    pub(super) fn start_alike(&self) -> f32 {
        let ends = |line: &Shape<'_>| (line.body.chars().next(), line.body.chars().next_back());
        let own = ends(self.line);
        let alike = |line: &&Shape<'_>| line.is_word() && line.body != self.line.body && (ends(line).0 == own.0 || ends(line).1 == own.1);
        let count = [self.before, self.after, self.far[0], self.far[1]].into_iter().flatten().filter(alike).count();
        (count as f32 / 2.0).min(1.0)
    }

    /// Whether a row beside this one, of as many cells, has some of its words in the same places.
    pub(super) fn has_same_cells(&self) -> bool {
        let count = self.line.cells.count;
        let cells = |line: &Shape<'_>| line.body.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
        let alike = |other: &&Shape<'_>| {
            let pairs = cells(self.line).into_iter().zip(cells(other)).skip(1);
            pairs.filter(|(one, other)| one == other && one.chars().any(|c| !c.is_ascii_digit())).count() >= limits::SAME_CELLS
        };
        count > limits::SAME_CELLS && [self.before, self.after].into_iter().flatten().filter(|other| other.cells.count == count).any(|other| alike(&other))
    }

    /// How many lines near by have clauses of the same lengths, as a share of two.
    pub(super) fn equal(&self, marked: bool) -> f32 {
        let Some(own) = self.line.even().map(usize::from) else { return 0.0 };
        let range = if marked { limits::VERSE } else { limits::BARE_VERSE };
        if self.line.marked != marked || !range.contains(&own) {
            return 0.0;
        }
        let all = [self.before, self.after, self.far[0], self.far[1]];
        let same = all.iter().flatten().filter(|other| other.marked == marked && other.clauses == self.line.clauses).count();
        (same as f32 / 2.0).min(1.0)
    }
}
