//! A line while it is worked on: characters that remember where in the input they came from.

use std::ops::Range;

use crate::code::Code;
use crate::edit::Proposal;
use crate::number::weighed;

use super::words::Words;

/// One character of the line as it stands, and the bytes of the input it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) c: char,
    start: usize,
    end: usize,
    /// What changed it, and the probability that this is right where it was weighed for this place.
    rule: Option<(Code, Option<f32>)>,
}

/// A line being rewritten. Positions are indexes of characters as the line stands now.
#[derive(Clone)]
pub(super) struct Line<'w> {
    /// The words that decide over its marks and blanks.
    pub(super) words: &'w Words,
    cells: Vec<Cell>,
    gone: Vec<(Range<usize>, Code)>,
}

impl<'w> Line<'w> {
    /// A line of the input that begins at byte `start`.
    pub(super) fn new(text: &str, start: usize, words: &'w Words) -> Line<'w> {
        let cells = text.char_indices().map(|(i, c)| Cell { c, start: start + i, end: start + i + c.len_utf8(), rule: None }).collect();
        Line { words, cells, gone: Vec::new() }
    }

    /// How many characters it has now.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The character at `i`; NUL, which no text has here, outside the line.
    pub(super) fn at(&self, i: usize) -> char {
        self.cells.get(i).map_or('\0', |cell| cell.c)
    }

    /// The character before `i`; NUL at the line's start.
    pub(super) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\0', |i| self.at(i))
    }

    /// The characters of a range, as far as the line goes.
    pub(super) fn range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = char> + Clone + '_ {
        self.cells.get(range.start.min(self.len())..range.end.min(self.len())).unwrap_or_default().iter().map(|cell| cell.c)
    }

    /// All characters.
    pub(super) fn chars(&self) -> impl DoubleEndedIterator<Item = char> + Clone + '_ {
        self.cells.iter().map(|cell| cell.c)
    }

    /// Whether the characters from `i` on begin with `pattern`.
    pub(super) fn has(&self, i: usize, pattern: &str) -> bool {
        pattern.chars().enumerate().all(|(k, c)| self.at(i + k) == c)
    }

    /// Byte range of the input that the character at `i` stands for.
    pub(super) fn source(&self, i: usize) -> Range<usize> {
        self.cells.get(i).map_or(0..0, |cell| cell.start..cell.end)
    }

    /// Whether the character at `i` is not what the input has there.
    pub(super) fn changed(&self, i: usize) -> bool {
        self.cells.get(i).is_some_and(|cell| cell.rule.is_some())
    }

    /// Puts `c` in the place of the character at `i`.
    pub(super) fn set(&mut self, i: usize, c: char, rule: Code) {
        if let Some(cell) = self.cells.get_mut(i).filter(|cell| cell.c != c) {
            cell.c = c;
            cell.rule = Some((rule, None));
        }
    }

    /// Puts `c` there with a probability of its own.
    pub(super) fn set_weighed(&mut self, i: usize, c: char, rule: Code, probability: f64) {
        if let Some(cell) = self.cells.get_mut(i).filter(|cell| cell.c != c) {
            cell.c = c;
            cell.rule = Some((rule, Some(weighed(probability))));
        }
    }

    /// Takes the characters of a range out.
    pub(super) fn remove(&mut self, range: Range<usize>, rule: Code) {
        let range = range.start.min(self.len())..range.end.min(self.len());
        for cell in self.cells.drain(range) {
            if cell.start < cell.end {
                self.gone.push((cell.start..cell.end, rule));
            }
        }
    }

    /// Puts a second `c` behind the character at `i`.
    pub(super) fn double(&mut self, i: usize, c: char, rule: Code) {
        let Some(cell) = self.cells.get(i).copied() else { return };
        self.cells.insert(i + 1, Cell { c, start: cell.end, end: cell.end, rule: Some((rule, None)) });
    }

    /// Proposes what has become of the line. `text` is the whole input.
    pub(super) fn write(mut self, text: &str, out: &mut Proposal) {
        let mut edits: Vec<(Range<usize>, String, Code, f32)> = Vec::new();
        let words = self.words;
        for cell in &self.cells {
            let Some((rule, probability)) = cell.rule else { continue };
            let probability = probability.unwrap_or_else(|| words.sure(rule));
            let at = cell.start..cell.end;
            match edits.last_mut() {
                // What was put in goes with the character it was put behind.
                Some(last) if at.is_empty() && last.0.end == at.start => last.1.push(cell.c),
                _ if text.get(at.clone()).is_some_and(|old| old.chars().eq([cell.c])) => {}
                _ => edits.push((at, cell.c.to_string(), rule, probability)),
            }
        }
        for (at, rule) in self.gone.drain(..) {
            edits.push((at, String::new(), rule, words.sure(rule)));
        }
        edits.sort_by_key(|(at, ..)| (at.start, at.end));
        // Neighbouring deletions by one rule are one edit.
        let mut joined: Vec<(Range<usize>, String, Code, f32)> = Vec::with_capacity(edits.len());
        for edit in edits {
            match joined.last_mut() {
                Some(last) if last.0.end == edit.0.start && last.2 == edit.2 && last.1.is_empty() && edit.1.is_empty() => last.0.end = edit.0.end,
                _ => joined.push(edit),
            }
        }
        for (at, with, rule, probability) in joined {
            out.replace(at, &with, rule, probability);
        }
    }
}
