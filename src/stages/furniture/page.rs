//! A page as the stage sees it: its lines that are not empty, with the cheap facts every later step needs.

use std::ops::Range;

use super::limits::{self, MOST_COUNTED};
use crate::chars::is_han;
use crate::structure::enumerator::Enumerator;
use crate::structure::{LineFacts, TitleForm, Words};
use crate::text::Lines;

/// A line of the page that is not empty.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Its bytes in the page, from its first character to its line feed, which is included (as is the blank around the text).
    pub(super) whole: Range<usize>,
    /// The text without blanks around it.
    pub(super) text: &'a str,
    /// Where that text begins in the page.
    pub(super) start: usize,
    /// How many characters it has; [`limits::MOST_COUNTED`] stands for that many and more.
    pub(super) count: usize,
    /// By which the line is read.
    pub(super) words: &'a Words,
    facts: LineFacts,
}

impl<'a> Line<'a> {
    /// The line at the given bytes of a text (no line feed in it), or `None` for an empty one.
    fn at(text: &'a str, at: Range<usize>, words: &'a Words) -> Option<Line<'a>> {
        let raw = text.get(at.clone())?;
        let bare = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}');
        if bare.is_empty() {
            return None;
        }
        let start = at.start + raw.find(bare)?;
        let whole = at.start..(at.end + 1).min(text.len());
        let count = if bare.len() > 3 * MOST_COUNTED { MOST_COUNTED } else { bare.chars().count().min(MOST_COUNTED) };
        Some(Line { whole, text: bare, start, count, words, facts: LineFacts::default() })
    }

    /// How sure it is a title.
    pub(super) fn title_form(&self) -> Option<TitleForm> {
        self.facts.title_form(self.text, self.words)
    }

    /// The enumerator it begins with.
    pub(super) fn enumerator(&self) -> Option<&Enumerator> {
        self.facts.enumerator(self.text)
    }

    /// Whether it is a document number.
    pub(super) fn is_number(&self) -> bool {
        self.facts.is_number(self.text, self.words)
    }

    /// Whether it is an addressee.
    pub(super) fn is_addressee(&self) -> bool {
        self.facts.is_addressee(self.text, self.words)
    }

    /// Whether it names who wrote or photographed.
    pub(super) fn is_credit(&self) -> bool {
        self.facts.is_credit(self.text, self.words)
    }

    /// Whether it says how the document is made public.
    pub(super) fn is_release_note(&self) -> bool {
        self.facts.is_release_note(self.text, self.words)
    }

    /// Whether it consists of issuing bodies.
    pub(super) fn names_issuers(&self) -> bool {
        self.facts.names_issuers(self.text, self.words)
    }

    /// The line without a cut at its start or end; the line itself where the cut is elsewhere, `None` where nothing is left.
    pub(super) fn without(self, text: &'a str, cut: &Range<usize>) -> Option<Line<'a>> {
        let end = self.span().end;
        if cut.end <= self.start || cut.start >= end {
            return Some(self);
        }
        let at = if cut.start <= self.start { cut.end..end } else { self.start..cut.start };
        let raw = text.get(at.clone())?;
        let bare = raw.trim();
        if bare.is_empty() {
            return None;
        }
        let start = at.start + raw.find(bare)?;
        Some(Line { whole: self.whole, text: bare, start, count: bare.chars().take(MOST_COUNTED).count(), words: self.words, facts: LineFacts::default() })
    }

    /// The bytes of its text in the page.
    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// Whether the line is long enough to be prose by itself and has the marks of prose.
    pub(super) fn is_prose(&self) -> bool {
        if self.count >= MOST_COUNTED {
            return true;
        }
        if self.count < limits::PROSE {
            return false;
        }
        let commas = self.text.matches('，').count() + self.text.matches('、').count();
        let stops = self.text.matches('。').count() + self.text.matches('；').count();
        let ends = self.ends_sentence();
        (stops >= 1 && (ends || commas >= 1)) || (self.count >= limits::LONG_PROSE && commas >= 2) || (ends && commas >= 1)
    }

    /// Whether the line ends as a sentence does.
    pub(super) fn ends_sentence(&self) -> bool {
        crate::structure::ends_sentence(self.text)
    }

    /// How many of its first characters are Han, and how many were looked at.
    pub(super) fn han(&self) -> (usize, usize) {
        self.text.chars().filter(|c| !c.is_whitespace()).take(limits::HAN_LOOKED).fold((0, 0), |(han, all), c| (han + usize::from(is_han(c)), all + 1))
    }
}

/// The lines of a page that are not empty.
pub(super) fn read<'a>(text: &'a str, words: &'a Words) -> Vec<Line<'a>> {
    Lines::of(text).filter_map(|at| Line::at(text, at, words)).collect()
}
