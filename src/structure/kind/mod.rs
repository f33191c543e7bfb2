//! What a page is made of: prose, and what is no prose (code, tables of separators, verse, forms, logs, dictionaries, subtitles), whose lines keep
//! their breaks, and most of them their marks and blanks.
//!
//! Each line is measured ([`shape`]), what speaks for each kind is read from it and from the lines beside it ([`evidence`]), and a chain weighs all lines
//! together ([`weigh`]): a kind is seldom left after one line. Nothing here is a test that decides alone, but for the fence of a block
//! and a text that is JSON or records of equal length throughout ([`formats`]).

mod cells;
mod columns;
mod entries;
mod evidence;
mod formats;
mod limits;
mod seen;
mod shape;
mod spans;
#[cfg(test)]
mod tests;
mod weigh;
mod words;

use std::ops::Range;

use crate::code::StageName;
use crate::finding::{KindShare, TextKind};
use crate::rule::{RuleBook, RuleError};
use crate::structure::language::Languages;
use crate::text::Lines;

pub(crate) use spans::spans;

use evidence::{COUNT, Whole};
use shape::Shape;
use words::WordLists;

/// The file of weights.
const FILE: &str = "structure/kinds.tsv";

/// Lines of one kind that follow one another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// Its bytes, from the start of its first line to the end of its last, line feed included where there is one.
    pub(crate) at: Range<usize>,
    /// What it is, and how probable it is that it is no prose.
    pub(crate) share: KindShare,
}

/// The recogniser: the weights of all features for every kind but prose, whose own are zero, and the words that features ask for.
#[derive(Clone, Debug)]
pub(crate) struct Kinds {
    weights: [[f32; COUNT]; TextKind::OTHERS.len()],
    words: WordLists,
    languages: Languages,
}

impl Kinds {
    /// Reads the weights: rows of a kind, a feature and its weight. What has no row weighs nothing.
    pub(crate) fn read(rules: &RuleBook) -> Result<Kinds, RuleError> {
        let mut kinds = Kinds { weights: [[0.0; COUNT]; TextKind::OTHERS.len()], words: WordLists::read(rules)?, languages: Languages::read(rules)? };
        for (line, row) in rules.rows(FILE)? {
            let wrong = |reason: &str| RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: {reason}") };
            let &[kind, feature, weight] = row.as_slice() else { return Err(wrong("three columns are due: a kind, a feature, a weight")) };
            let kind = TextKind::OTHERS.iter().position(|known| known.as_str() == kind).ok_or_else(|| wrong("there is no such kind"))?;
            let feature = evidence::names().position(|known| known == feature).ok_or_else(|| wrong("there is no such feature"))?;
            let weight: f32 = weight.parse().ok().filter(|weight: &f32| weight.is_finite()).ok_or_else(|| wrong("the weight is no number"))?;
            if let Some(slot) = kinds.weights.get_mut(kind).and_then(|weights| weights.get_mut(feature)) {
                *slot = weight;
            }
        }
        Ok(kinds)
    }

    /// Whether a character is one of the most common surnames.
    pub(crate) fn is_surname(&self, character: &str) -> bool {
        self.words.surnames.has(character)
    }

    /// What tells languages apart.
    pub(crate) fn languages(&self) -> &Languages {
        &self.languages
    }

    /// The lines of a text that are not empty, measured.
    fn measure<'a>(&self, text: &'a str) -> Vec<Shape<'a>> {
        let mut shapes = Shape::all(text, &self.words);
        columns::mark(&mut shapes);
        shapes
    }

    /// The odds (natural logarithm) of each kind against prose that one line shows by itself and by its neighbours.
    fn odds(&self, features: &[f32; COUNT]) -> [f64; TextKind::OTHERS.len()] {
        self.weights.map(|weights| weights.iter().zip(features).map(|(weight, value)| f64::from(*weight) * f64::from(*value)).sum())
    }

    /// Whether these lines would be known as no prose, and be left as they are, whatever prose stands around them.
    pub(crate) fn stands(&self, text: &str) -> bool {
        let shapes = self.measure(text);
        let prose = [limits::PROSE; TextKind::OTHERS.len()];
        let mut odds = vec![prose];
        odds.extend((0..shapes.len()).map(|i| self.odds(&evidence::of(&shapes, i, Whole::default()))));
        odds.push(prose);
        let runs = weigh::runs(&odds);
        matches!(runs.as_slice(), [(lines, share)] if *lines == (1..odds.len() - 1) && share.kind.is_spared_by(StageName::Width))
    }

    /// The stretches of a text whose lines keep marks and blanks, in order.
    pub(crate) fn spared(&self, text: &str) -> Vec<Range<usize>> {
        self.stretches(text).into_iter().filter(|stretch| stretch.share.kind.is_spared_by(StageName::Width)).map(|stretch| stretch.at).collect()
    }

    /// What of a text may hold tags and references that are its own: keys and values, and code inside lines.
    pub(crate) fn literal(&self, text: &str) -> Vec<Range<usize>> {
        let data = self.stretches(text).into_iter().filter(|stretch| stretch.share.kind == TextKind::Data).map(|stretch| stretch.at);
        let mut all: Vec<Range<usize>> = data.collect();
        if memchr::memchr2(b'`', b'$', text.as_bytes()).is_some() {
            for line in Lines::of(text) {
                let inside = spans(text.get(line.clone()).unwrap_or_default());
                all.extend(inside.into_iter().map(|(at, _)| line.start + at.start..line.start + at.end));
            }
        }
        all.sort_by_key(|at| at.start);
        let mut done = 0;
        all.retain(|at| {
            let free = at.start >= done;
            done = done.max(at.end);
            free
        });
        all
    }

    /// The stretches of a text that are no prose, in order.
    pub(crate) fn stretches(&self, text: &str) -> Vec<Stretch> {
        if let Some(kind) = formats::whole(text) {
            return vec![Stretch { at: 0..text.len(), share: KindShare::new(kind, 1.0) }];
        }
        let shapes = self.measure(text);
        let whole = Whole::of(&shapes);
        let odds: Vec<_> = (0..shapes.len()).map(|i| self.odds(&evidence::of(&shapes, i, whole))).collect();
        let mut found: Vec<Stretch> = Vec::new();
        let mut done = 0;
        for (lines, share) in weigh::runs(&odds) {
            let (Some(first), Some(last)) = (shapes.get(lines.start), shapes.get(lines.end.wrapping_sub(1))) else { continue };
            let end = last.at.end + usize::from(text.as_bytes().get(last.at.end) == Some(&b'\n'));
            // An empty line between two stretches that keep theirs is the first one's.
            if let Some(before) = found.last_mut().filter(|before| done == lines.start && is_of_code(before.share.kind) && is_of_code(share.kind)) {
                before.at.end = first.at.start;
            }
            done = lines.end;
            found.push(Stretch { at: first.at.start..end, share });
        }
        let known: usize = found.iter().map(|stretch| stretch.at.len()).sum();
        if known * 2 < text.len() && formats::columns(text) {
            found.clear();
            found.push(Stretch { at: 0..text.len(), share: KindShare::new(TextKind::Rows, limits::COLUMNS) });
        }
        found
    }
}

/// Kinds that take turns in one file of a program.
fn is_of_code(kind: TextKind) -> bool {
    matches!(kind, TextKind::Code | TextKind::Data | TextKind::Formula)
}

/// What most of a text is, counted in characters that are no blanks, from the parts that are known to be no prose.
pub(crate) fn kind_of(text: &str, parts: impl Iterator<Item = (Range<usize>, TextKind)>) -> TextKind {
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let mut left = visible(text);
    let mut counts = [0usize; TextKind::OTHERS.len()];
    for (at, kind) in parts {
        let part = text.get(at).map_or(0, visible);
        left = left.saturating_sub(part);
        let slot = TextKind::OTHERS.iter().position(|known| *known == kind).and_then(|i| counts.get_mut(i));
        slot.into_iter().for_each(|count| *count += part);
    }
    let most = TextKind::OTHERS.iter().zip(counts).max_by_key(|(_, count)| *count);
    most.filter(|(_, count)| *count > left).map_or(TextKind::Prose, |(kind, _)| *kind)
}
