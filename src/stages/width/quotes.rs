//! Quotation marks: straight ones and corner brackets become “” and ‘’, nested by level; marks that point the wrong way are turned.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::code::Code;
use crate::judge::Judge;
use crate::reread::until_at_rest;

use super::context::{is_blank, is_wide_letter};
use super::line::Line;
use super::pairing::{Paragraph, Weights, is_straight};
use super::{Kind, Suspect, corners, kind_of, limits};

/// Straight quotes are paired.
const STRAIGHT: Code = Code::new("W020");
/// Corner brackets become quotes.
const CORNER: Code = Code::new("W021");
/// A quote that points the wrong way is turned.
const TURNED: Code = Code::new("W022");

/// 「」『』 (and 〝〞) by their level, which [`corners::pair`] found.
pub(super) fn corners(line: &mut Line, quotes: &BTreeMap<usize, char>) {
    if quotes.is_empty() {
        return;
    }
    for i in 0..line.len() {
        if (corners::is_corner(line.at(i)) || matches!(line.at(i), '“' | '”'))
            && let Some(&quote) = quotes.get(&line.source(i).start)
        {
            line.set(i, quote, CORNER);
        }
    }
}

/// Whether a line ends its paragraph, in either width of its marks; quotes and closing brackets behind the mark are looked over.
fn ends_paragraph(line: &str) -> bool {
    // Whether a quote opens or closes may not be known yet, so all are looked over.
    let quote = |c: char| is_straight(c) || corners::is_corner(c) || matches!(c, '“' | '”' | '‘' | '’');
    let body = line.trim_end_matches(|c| is_blank(c) || quote(c) || matches!(c, '）' | ')'));
    if body.ends_with(|c| matches!(c, '⒈'..='⒛')) {
        return true;
    }
    body.is_empty() || body.ends_with(['。', '！', '？', '：', '∶', ':', '!', '?', '；', ';', '.', '．', '…', '⋯', '·'])
}

/// The lines between two places of a text, if one paragraph runs through them: none ends it, and there are not too many.
fn between(text: &str, from: usize, to: usize) -> Option<Vec<&str>> {
    let inside = text.get(from..to)?.strip_prefix('\n')?;
    let Some(inside) = inside.strip_suffix('\n') else { return inside.is_empty().then(Vec::new) };
    let lines: Vec<&str> = inside.split('\n').take(limits::PARAGRAPH + 1).collect();
    let goes_on = |line: &&str| !ends_paragraph(line) && kind_of(line) == Kind::Han;
    (lines.len() <= limits::PARAGRAPH && lines.iter().all(goes_on)).then_some(lines)
}

/// Where suspect lines are lines of one paragraph: ranges of their numbers. `spared` lines end it.
pub(super) fn paragraphs(text: &str, suspects: &[Suspect], spared: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for (number, suspect) in suspects.iter().enumerate() {
        let before = number.checked_sub(1).and_then(|before| suspects.get(before));
        let goes_on = before.is_some_and(|before| {
            let next = spared.partition_point(|at| at.end <= before.at.end);
            before.kind == Kind::Han
                && suspect.kind == Kind::Han
                && spared.get(next).is_none_or(|at| at.start >= suspect.at.start)
                && text.get(before.at.clone()).is_some_and(|line| !ends_paragraph(line))
                && between(text, before.at.end, suspect.at.start).is_some()
        });
        match all.last_mut() {
            Some(last) if goes_on && last.len() < limits::PARAGRAPH_LINES => last.end = number + 1,
            _ => all.push(number..number + 1),
        }
    }
    all
}

/// A line of a paragraph while its quotes are paired: one that is worked on, or one that is clean.
enum Piece<'t> {
    Line(usize),
    Clean(&'t str),
}

/// The clean line before (or after) a place, if it belongs to the same paragraph: what it ends (or begins) with stands beside a mark.
fn neighbour<'t>(text: &'t str, at: &Range<usize>, before: bool) -> Option<&'t str> {
    if before {
        let rest = text.get(..at.start)?.strip_suffix('\n')?;
        let line = rest.rsplit('\n').next()?;
        (!ends_paragraph(line) && kind_of(line) == Kind::Han).then_some(line)
    } else {
        let own = text.get(at.clone())?;
        let line = text.get(at.end..)?.strip_prefix('\n')?.split('\n').next()?;
        (!ends_paragraph(own) && !line.is_empty() && kind_of(line) == Kind::Han).then_some(line)
    }
}

/// Pairs the quotes of the lines of a paragraph; those that are not sure stay. `mend` rewrites a line in which a quote has become another.
pub(super) fn pair(
    text: &str,
    suspects: &[Suspect],
    lines: &mut [Option<Line>],
    weights: &Weights,
    judge: &Judge,
    mut mend: impl FnMut(usize, &mut Line) -> bool,
) {
    let has_mark = |line: &Line| line.chars().any(super::pairing::is_mark);
    if !lines.iter().flatten().any(has_mark) {
        return;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (number, suspect) in suspects.iter().enumerate() {
        match number.checked_sub(1).and_then(|before| suspects.get(before)) {
            None => pieces.extend(neighbour(text, &suspect.at, true).map(Piece::Clean)),
            Some(before) => pieces.extend(between(text, before.at.end, suspect.at.start).into_iter().flatten().map(Piece::Clean)),
        }
        pieces.push(Piece::Line(number));
    }
    pieces.extend(suspects.last().and_then(|last| neighbour(text, &last.at, false)).map(Piece::Clean));
    let before: Vec<Option<Line>> = lines.to_vec();
    let at_rest = until_at_rest(limits::ROUNDS, || {
        let read = |piece: &Piece| match piece {
            Piece::Line(number) => lines.get(*number).and_then(Option::as_ref).map(|line| line.chars().collect::<Vec<char>>()).unwrap_or_default(),
            Piece::Clean(line) => line.chars().collect(),
        };
        let paragraph = Paragraph::of(pieces.iter().map(|piece| read(piece).into_iter()));
        if paragraph.is_settled() {
            return false;
        }
        let mut touched: Vec<usize> = Vec::new();
        for change in weights.changes(&paragraph, judge) {
            let place = |mark| {
                let (piece, at) = paragraph.source(mark)?;
                match pieces.get(piece)? {
                    Piece::Line(number) => Some((*number, at)),
                    Piece::Clean(_) => None,
                }
            };
            let (Some((number, at)), Some(_)) = (place(change.mark), place(change.partner)) else { continue };
            if let Some(line) = lines.get_mut(number).and_then(Option::as_mut) {
                let rule = if is_straight(line.at(at)) { STRAIGHT } else { TURNED };
                line.set_weighed(at, change.to, rule, change.probability);
                touched.push(number);
            }
        }
        touched.dedup();
        let mut rests = true;
        for &number in &touched {
            rests &= lines.get_mut(number).and_then(Option::as_mut).is_none_or(|line| mend(number, line));
        }
        !touched.is_empty() || !rests
    });
    if !at_rest {
        lines.clone_from_slice(&before);
    }
}

/// Where marks without a partner stand in a line: straight ones that were left, and “ and ” by what stands open, which goes on from line to line.
pub(super) fn unpaired(line: &Line, open: &mut Vec<Range<usize>>, alone: &mut Vec<Range<usize>>) {
    for i in 0..line.len() {
        let inches = line.before(i).is_ascii_digit() && line.words.screen.contains(line.at(i + 1));
        match line.at(i) {
            '"' | '＂' if line.beside_han(i) && !inches => alone.push(line.source(i)),
            '\'' | '＇' if is_wide_letter(line.before(i)) || is_wide_letter(line.at(i + 1)) => alone.push(line.source(i)),
            '“' => open.push(line.source(i)),
            '”' if open.pop().is_none() => alone.push(line.source(i)),
            _ => {}
        }
    }
}
