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

/// A line being rewritten. Positions are indexes of characters as the line stands now. Rewriting goes from left to right: what is put in or taken out
/// there moves no more of the line than lies between two such places.
#[derive(Clone)]
pub(super) struct Line<'w> {
    /// The words that decide over its marks and blanks.
    pub(super) words: &'w Words,
    /// The characters before the place of the last change, …
    head: Vec<Cell>,
    /// … and those behind it, the last first.
    tail: Vec<Cell>,
    gone: Vec<(Range<usize>, Code)>,
}

impl<'w> Line<'w> {
    /// A line of the input that begins at byte `start`.
    pub(super) fn new(text: &str, start: usize, words: &'w Words) -> Line<'w> {
        let head = text.char_indices().map(|(i, c)| Cell { c, start: start + i, end: start + i + c.len_utf8(), rule: None }).collect();
        Line { words, head, tail: Vec::new(), gone: Vec::new() }
    }

    fn cell(&self, i: usize) -> Option<&Cell> {
        self.head.get(i).or_else(|| self.tail.get(self.len().checked_sub(i.checked_add(1)?)?))
    }

    fn cell_mut(&mut self, i: usize) -> Option<&mut Cell> {
        let behind = i.checked_add(1).and_then(|next| self.len().checked_sub(next));
        match self.head.get_mut(i) {
            None => self.tail.get_mut(behind?),
            found => found,
        }
    }

    /// Makes `i` the place of the next change.
    fn move_to(&mut self, i: usize) {
        while self.head.len() > i {
            self.tail.extend(self.head.pop());
        }
        while self.head.len() < i && !self.tail.is_empty() {
            self.head.extend(self.tail.pop());
        }
    }

    /// How many characters it has now.
    pub(super) fn len(&self) -> usize {
        self.head.len() + self.tail.len()
    }

    /// The character at `i`; NUL, which no text has here, outside the line.
    pub(super) fn at(&self, i: usize) -> char {
        self.cell(i).map_or('\0', |cell| cell.c)
    }

    /// The character before `i`; NUL at the line's start.
    pub(super) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or('\0', |i| self.at(i))
    }

    /// The characters of a range, as far as the line goes.
    pub(super) fn range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = char> + Clone + '_ {
        let (middle, length) = (self.head.len(), self.len());
        let end = range.end.min(length);
        let head = self.head.get(range.start.min(middle)..end.min(middle)).unwrap_or_default();
        let tail = self.tail.get(length - end.max(middle)..length - range.start.clamp(middle, length)).unwrap_or_default();
        head.iter().chain(tail.iter().rev()).map(|cell| cell.c)
    }

    /// All characters.
    pub(super) fn chars(&self) -> impl DoubleEndedIterator<Item = char> + Clone + '_ {
        self.range(0..self.len())
    }

    /// Whether the characters from `i` on begin with `pattern`.
    pub(super) fn has(&self, i: usize, pattern: &str) -> bool {
        pattern.chars().enumerate().all(|(k, c)| self.at(i.saturating_add(k)) == c)
    }

    /// Byte range of the input that the character at `i` stands for.
    pub(super) fn source(&self, i: usize) -> Range<usize> {
        self.cell(i).map_or(0..0, |cell| cell.start..cell.end)
    }

    /// Whether the character at `i` is not what the input has there.
    pub(super) fn changed(&self, i: usize) -> bool {
        self.cell(i).is_some_and(|cell| cell.rule.is_some())
    }

    /// Puts `c` in the place of the character at `i`.
    pub(super) fn set(&mut self, i: usize, c: char, rule: Code) {
        if let Some(cell) = self.cell_mut(i).filter(|cell| cell.c != c) {
            cell.c = c;
            cell.rule = Some((rule, None));
        }
    }

    /// Puts `c` there with a probability of its own.
    pub(super) fn set_weighed(&mut self, i: usize, c: char, rule: Code, probability: f64) {
        if let Some(cell) = self.cell_mut(i).filter(|cell| cell.c != c) {
            cell.c = c;
            cell.rule = Some((rule, Some(weighed(probability))));
        }
    }

    /// Takes the characters of a range out.
    pub(super) fn remove(&mut self, range: Range<usize>, rule: Code) {
        self.move_to(range.start);
        for _ in range {
            let Some(cell) = self.tail.pop() else { break };
            if cell.start < cell.end {
                self.gone.push((cell.start..cell.end, rule));
            }
        }
    }

    /// Takes the characters of several ranges out, each by its rule, in one pass. The ranges come in order and do not overlap.
    pub(super) fn remove_all(&mut self, ranges: &[(Range<usize>, Code)]) {
        self.move_to(self.len());
        let mut ranges = ranges.iter().peekable();
        let (mut index, gone) = (0, &mut self.gone);
        self.head.retain(|cell| {
            while ranges.peek().is_some_and(|(range, _)| range.end <= index) {
                ranges.next();
            }
            let rule = ranges.peek().filter(|(range, _)| range.start <= index).map(|(_, rule)| *rule);
            index += 1;
            gone.extend(rule.filter(|_| cell.start < cell.end).map(|rule| (cell.start..cell.end, rule)));
            rule.is_none()
        });
    }

    /// Puts a second `c` behind the character at `i`.
    pub(super) fn double(&mut self, i: usize, c: char, rule: Code) {
        let Some(cell) = self.cell(i).copied() else { return };
        self.move_to(i + 1);
        self.head.push(Cell { c, start: cell.end, end: cell.end, rule: Some((rule, None)) });
    }

    /// Proposes what has become of the line. `text` is the whole input.
    pub(super) fn write(mut self, text: &str, out: &mut Proposal) {
        let mut edits: Vec<(Range<usize>, String, Code, f32)> = Vec::new();
        let words = self.words;
        for cell in self.head.iter().chain(self.tail.iter().rev()) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Judge;
    use crate::rule::RuleBook;

    #[test]
    fn a_line_is_the_same_wherever_it_is_changed() {
        let rule = Code::new("W001");
        let words = Words::read(&RuleBook::embedded(), &std::sync::Arc::new(Judge::embedded())).expect("sound rules");
        let mut line = Line::new("甲乙丙丁戊", 0, &words);
        line.remove(3..4, rule);
        line.double(0, '己', rule);
        line.set(1, '庚', rule);
        assert_eq!((line.chars().collect::<String>(), line.at(4), line.len()), ("甲庚乙丙戊".to_owned(), '戊', 5));
        assert_eq!((line.range(1..3).collect::<String>(), line.range(3..9).rev().collect::<String>()), ("庚乙".to_owned(), "戊丙".to_owned()));
        line.remove_all(&[(0..1, rule), (3..9, rule)]);
        assert_eq!((line.chars().collect::<String>(), line.source(0), line.at(2)), ("庚乙".to_owned(), 3..3, '\0'));
    }
}
