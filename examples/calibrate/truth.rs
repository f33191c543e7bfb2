//! What stands in the truth where a stage wrote something.

use std::ops::Range;

use jiaokan::judge::fold;

/// Stands for a character that is not known.
pub(crate) const MISSING: char = '〓';

/// A text with widths folded, character by character.
pub(crate) fn folded(text: &str) -> Vec<char> {
    text.trim_end().chars().map(fold).collect()
}

/// A line of output beside its truth.
pub(crate) struct Aligned<'a> {
    got: &'a [char],
    want: &'a [char],
    /// For each place between characters of `got`, where it falls in `want`.
    places: Vec<usize>,
}

impl<'a> Aligned<'a> {
    /// Least cost; `〓` stands for any character.
    pub(crate) fn new(got: &'a [char], want: &'a [char]) -> Aligned<'a> {
        let (rows, columns) = (got.len() + 1, want.len() + 1);
        let mut cost = vec![0u32; rows * columns];
        let matching = |g: char, w: char| match g {
            _ if g == w => 0,
            MISSING => 3,
            _ => 5,
        };
        for i in 0..rows {
            for j in 0..columns {
                cost[i * columns + j] = match (i, j) {
                    (0, _) => 4 * j as u32,
                    (_, 0) => 4 * i as u32,
                    _ => (cost[(i - 1) * columns + j - 1] + matching(got[i - 1], want[j - 1]))
                        .min(cost[(i - 1) * columns + j] + 4)
                        .min(cost[i * columns + j - 1] + 4),
                };
            }
        }
        let mut places = vec![0; rows];
        let (mut i, mut j) = (rows - 1, columns - 1);
        places[i] = j;
        while i > 0 {
            let here = cost[i * columns + j];
            if j > 0 && here == cost[(i - 1) * columns + j - 1] + matching(got[i - 1], want[j - 1]) {
                (i, j) = (i - 1, j - 1);
            } else if j > 0 && here == cost[i * columns + j - 1] + 4 {
                j -= 1;
                continue;
            } else {
                i -= 1;
            }
            places[i] = j;
        }
        Aligned { got, want, places }
    }

    /// What the truth has between what stands beside a stretch of the output; `None` where that is itself open or wrong.
    pub(crate) fn truth(&self, at: &Range<usize>) -> Option<&'a [char]> {
        let start = match at.start.checked_sub(1) {
            None => 0,
            Some(before) => (self.want.get(*self.places.get(before)?) == self.got.get(before)).then(|| self.places[before] + 1)?,
        };
        let end = match self.got.get(at.end) {
            None => self.want.len(),
            Some(next) => {
                let last = *self.places.get(at.end + 1)?;
                (self.want.get(last.checked_sub(1)?) == Some(next)).then_some(last - 1)?
            }
        };
        self.want.get(start..end)
    }

    /// What the truth has there, whatever stands beside it.
    pub(crate) fn inside(&self, at: &Range<usize>) -> Option<&'a [char]> {
        self.want.get(*self.places.get(at.start)?..*self.places.get(at.end)?)
    }

    /// What the truth has there, for a reader, with three characters before and after.
    pub(crate) fn around(&self, at: &Range<usize>) -> String {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(self.want.len());
        self.want.get(place(at.start).saturating_sub(3)..(place(at.end) + 3).min(self.want.len())).unwrap_or_default().iter().collect()
    }

    /// Whether a reading of a stretch of the output is right; `None` where that cannot be told. Of a reading that is partly open what is known must
    /// stand in the truth in that order.
    pub(crate) fn is_right(&self, at: &Range<usize>, reading: &str, written: bool) -> Option<bool> {
        let reading: Vec<char> = reading.chars().map(fold).collect();
        if reading.contains(&MISSING) {
            let mut rest = self.truth(at).or_else(|| self.inside(at))?.iter();
            return Some(reading.iter().filter(|&&c| c != MISSING).all(|c| rest.any(|other| other == c)));
        }
        match self.truth(at) {
            Some(truth) => Some(truth == reading),
            // What is written stands in the output itself.
            None if written => self.inside(at).map(|inside| inside.windows(reading.len().max(1)).any(|part| part == reading)),
            None => None,
        }
    }
}
