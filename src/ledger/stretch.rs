//! Stretches of prose that were dropped in one piece.

use std::collections::BTreeMap;

use super::limits;
use crate::chars::is_han;
use crate::code::Code;
use crate::rule::DropKind;
use crate::stages::markup::visible::Seen;

/// A place in what an edit removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) layer: usize,
    pub(super) edit: usize,
    /// A byte of the removed text.
    pub(super) byte: usize,
}

/// A stretch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) from: Place,
    pub(super) rule: Code,
    pub(super) kind: DropKind,
    pub(super) letters: usize,
    han: usize,
    /// Blocks since the last one that is prose.
    gap: usize,
}

/// What a block has.
#[derive(Clone, Copy, Debug, Default)]
struct Block {
    from: Option<Place>,
    letters: usize,
    han: usize,
    stops: usize,
    commas: usize,
    linked: usize,
}

impl Block {
    fn is_prose(&self) -> bool {
        let sentence = self.stops > 0 && self.han >= limits::BLOCK_HAN;
        let clauses = self.commas >= limits::CLAUSE_COMMAS && self.han >= limits::CLAUSE_HAN;
        (sentence || clauses) && self.linked * 2 < self.letters
    }

    /// Takes in a character.
    fn take(&mut self, c: char) {
        self.han += usize::from(is_han(c));
        match c {
            '。' | '！' | '？' | '；' => self.stops += 1,
            '，' | ',' => self.commas += 1,
            _ => {}
        }
        self.letters += usize::from(is_letter(c));
    }
}

/// Finds stretches while the edits of the layers go by.
#[derive(Debug, Default)]
pub(super) struct Stretches {
    block: Block,
    open: Option<Found>,
    longest: Option<Found>,
    /// The letters of the longest of each kind.
    by_kind: BTreeMap<DropKind, usize>,
    /// The letters of all prose that was dropped and had been seen.
    prose: usize,
    linked: bool,
    rule: Option<(Code, DropKind)>,
    /// For every layer that drops text after the last that it keeps, the first edit of that.
    tails: Vec<Place>,
    tail: Place,
    dropped: bool,
}

impl Stretches {
    pub(super) fn begin(&mut self, layer: usize) {
        self.tail = Place { layer, ..Place::default() };
        (self.rule, self.dropped, self.linked) = (None, false, false);
    }

    /// The next edits are of this rule.
    pub(super) fn rule(&mut self, rule: Code, kind: DropKind) {
        if self.rule != Some((rule, kind)) {
            self.close();
            self.rule = Some((rule, kind));
        }
    }

    /// Takes in what is seen of an edit at this place; how many letters it has.
    pub(super) fn see(&mut self, seen: Seen<'_>, from: Place) -> usize {
        let before = self.block.letters;
        let mut take = |at: usize, c: char| {
            self.block.take(c);
            if self.block.from.is_none() && !c.is_whitespace() {
                self.block.from = Some(Place { byte: at, ..from });
            }
        };
        match seen {
            Seen::Text(at, text) => text.char_indices().for_each(|(i, c)| take(at + i, c)),
            Seen::Character(at, c) => take(at, c),
            Seen::Break => {
                self.end_block();
                return 0;
            }
            Seen::Link(opens) => self.linked = opens,
        }
        let letters = self.block.letters - before;
        self.block.linked += if self.linked { letters } else { 0 };
        self.dropped |= letters > 0;
        letters
    }

    /// Text that is kept stands before this edit of the layer.
    pub(super) fn kept(&mut self, edit: usize) {
        self.close();
        (self.tail.edit, self.dropped, self.linked) = (edit, false, false);
    }

    /// The layer ends.
    pub(super) fn end(&mut self) {
        self.close();
        if self.dropped {
            self.tails.push(self.tail);
        }
    }

    pub(super) fn longest(&self) -> Option<Found> {
        self.longest.clone()
    }

    pub(super) fn by_kind(&self) -> impl Iterator<Item = (DropKind, usize)> {
        self.by_kind.iter().map(|(kind, letters)| (*kind, *letters))
    }

    pub(super) fn prose(&self) -> usize {
        self.prose
    }

    pub(super) fn tails(&self) -> &[Place] {
        &self.tails
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let (Some(from), Some((rule, kind))) = (block.from.filter(|_| block.letters > 0), self.rule) else { return };
        if block.is_prose() {
            self.prose += if kind == DropKind::Hidden { 0 } else { block.letters };
            let open = self.open.get_or_insert(Found { from, rule, kind, letters: 0, han: 0, gap: 0 });
            open.letters += block.letters;
            open.han += block.han;
            open.gap = 0;
        } else if let Some(open) = &mut self.open {
            open.gap += 1;
            if open.gap > limits::STRETCH_GAP {
                self.close_stretch();
            }
        }
    }

    fn close(&mut self) {
        self.end_block();
        self.close_stretch();
    }

    fn close_stretch(&mut self) {
        let Some(open) = self.open.take().filter(|open| open.han >= limits::STRETCH_HAN) else { return };
        let longest = self.by_kind.entry(open.kind).or_default();
        *longest = open.letters.max(*longest);
        if self.longest.as_ref().is_none_or(|longest| longest.letters < open.letters) {
            self.longest = Some(open);
        }
    }
}

/// Whether a character is a letter of the ledger: what Unicode calls alphanumeric, with a short way for what is common.
#[inline]
pub(super) fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{4e00}'..='\u{9fff}' => true,
        '\0'..='\u{7f}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// How many letters a text has.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|&c| is_letter(c)).count()
}

/// How many letters a text has, and how many of them stand in lines of prose.
pub(super) fn measure(text: &str) -> (usize, usize) {
    let (mut letters, mut prose) = (0, 0);
    for line in text.lines() {
        let mut block = Block::default();
        line.chars().for_each(|c| block.take(c));
        letters += block.letters;
        prose += if block.is_prose() { block.letters } else { 0 };
    }
    (letters, prose)
}
