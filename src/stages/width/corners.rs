//! Corner brackets, paired over the whole text.
//!
//! A quotation may run over lines that the stage lines joins later, so a line alone does not show which bracket closes which. What does
//! not pair within its line is paired with what does not pair in the lines after it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::limits;
use crate::reread::until_at_rest;

/// A quotation mark of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    at: usize,
    c: char,
}

/// An opening mark and the one that closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Quotation {
    from: Mark,
    to: Mark,
}

/// The mark that a closing one closes.
fn opening(c: char) -> Option<char> {
    Some(match c {
        '」' => '「',
        '』' => '『',
        '〞' | '〟' => '〝',
        '”' => '“',
        '’' => '‘',
        _ => return None,
    })
}

fn is_opening(c: char) -> bool {
    matches!(c, '「' | '『' | '〝' | '“' | '‘')
}

/// Whether a mark is one of those that become quotes.
pub(super) fn is_corner(c: char) -> bool {
    matches!(c, '「' | '」' | '『' | '』' | '〝' | '〞' | '〟')
}

/// What the corner brackets in `lines` of `text` become: the quote for each byte offset. One without a partner is not among them.
pub(super) fn pair(text: &str, lines: impl Iterator<Item = Range<usize>>) -> BTreeMap<usize, char> {
    let mut lines: Vec<Vec<Mark>> = lines.map(|line| marks(text, line)).filter(|marks| !marks.is_empty()).collect();
    let mut quotes = BTreeMap::new();
    until_at_rest(limits::CORNER_ROUNDS, || {
        let found = levels(&lines);
        let changes = !found.is_empty();
        for mark in lines.iter_mut().flatten() {
            mark.c = found.get(&mark.at).copied().unwrap_or(mark.c);
        }
        quotes.extend(found);
        changes
    });
    quotes
}

fn marks(text: &str, line: Range<usize>) -> Vec<Mark> {
    let body = text.get(line.clone()).unwrap_or_default();
    let marks: Vec<Mark> = body.char_indices().filter(|&(_, c)| is_opening(c) || opening(c).is_some()).map(|(i, c)| Mark { at: line.start + i, c }).collect();
    // Lines without corner brackets are not this module's business.
    if marks.iter().any(|mark| is_corner(mark.c)) { marks } else { Vec::new() }
}

/// The quotes for the corner brackets that pair, by how many pairs stand around them.
fn levels(lines: &[Vec<Mark>]) -> BTreeMap<usize, char> {
    let mut pairs = Vec::new();
    let mut left = Vec::new();
    for line in lines {
        let (found, alone) = nest(line, usize::MAX);
        // A bracket inside a pair of its line is that pair's business.
        left.extend(alone.into_iter().filter(|mark| is_corner(mark.c) && !found.iter().any(|pair| pair.from.at < mark.at && mark.at < pair.to.at)));
        pairs.extend(found);
    }
    pairs.extend(nest(&left, limits::CORNER_REACH).0);
    pairs.sort_unstable_by_key(|pair| pair.from.at);
    let mut quotes = BTreeMap::new();
    let mut around: Vec<(usize, bool)> = Vec::new();
    for Quotation { from, to } in pairs {
        around.retain(|&(end, _)| end > from.at);
        let (left, right) = if around.len().is_multiple_of(2) { ('“', '”') } else { ('‘', '’') };
        // 「他说“好”」: what stands in brackets that become “” is of the second level.
        let within = from.c == '“' && right == '’' && around.iter().any(|(_, corner)| *corner);
        if is_corner(from.c) || within {
            quotes.insert(from.at, left);
            quotes.insert(to.at, right);
        }
        if around.len() < limits::CORNER_LEVELS {
            around.push((to.at, is_corner(from.c)));
        }
    }
    quotes
}

/// Pairs marks by their kind, and gives those left alone. One that closes nothing is looked over; one that closes an outer quote closes what
/// stands open within.
fn nest(marks: &[Mark], reach: usize) -> (Vec<Quotation>, Vec<Mark>) {
    let (mut open, mut pairs, mut alone): (Vec<Mark>, Vec<Quotation>, Vec<Mark>) = Default::default();
    for &mark in marks {
        let Some(want) = opening(mark.c) else {
            open.push(mark);
            continue;
        };
        let near = open.len().saturating_sub(limits::CORNERS_OPEN);
        let found = open.get(near..).and_then(|last| last.iter().rposition(|other| other.c == want && mark.at - other.at <= reach));
        match found.map(|k| near + k) {
            Some(k) => {
                pairs.extend(open.get(k).map(|&from| Quotation { from, to: mark }));
                open.truncate(k);
            }
            None => alone.push(mark),
        }
    }
    alone.append(&mut open);
    alone.sort_unstable_by_key(|mark| mark.at);
    (pairs, alone)
}
