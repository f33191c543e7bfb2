//! Quotation marks: straight ones and corner brackets become “” and ‘’, nested by level.

use std::collections::BTreeMap;

use crate::code::Code;

use super::context::{is_blank, is_wide_letter};
use super::corners;
use super::line::Line;
use super::words::Words;

/// Straight quotes are paired.
const STRAIGHT: Code = Code::new("W020");
/// Corner brackets become quotes.
const CORNER: Code = Code::new("W021");
/// A quote that points the wrong way is turned.
const TURNED: Code = Code::new("W022");

/// Whether a double quote of one sort stands open across the lines of one paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Carry {
    /// One of an earlier line is open.
    pub(super) open: bool,
    /// The one that this line leaves open is closed in a later line.
    pub(super) closes: bool,
}

/// The double quotes of a line, counted by sort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Straight ones that must be paired.
    pub(super) straight: usize,
    /// “ and ”.
    pub(super) curly: usize,
}

fn is_straight(c: char) -> bool {
    matches!(c, '"' | '＂')
}

/// Positions of the straight double quotes that belong to Chinese text.
fn straight(line: &Line) -> Vec<usize> {
    (0..line.len()).filter(|&i| is_quote(line.before(i), line.at(i), line.at(i + 1), line.words)).collect()
}

/// A straight double quote that is no sign of inches, as in 55"液晶.
fn is_quote(before: char, c: char, after: char, words: &Words) -> bool {
    is_straight(c) && !(before.is_ascii_digit() && words.screen.contains(after))
}

/// How many double quotes a line has.
pub(super) fn count(text: &str, words: &Words) -> Counts {
    let mut before = '\0';
    let mut chars = text.chars().peekable();
    let mut counts = Counts::default();
    while let Some(c) = chars.next() {
        counts.straight += usize::from(is_quote(before, c, chars.peek().copied().unwrap_or('\0'), words));
        counts.curly += usize::from(matches!(c, '“' | '”'));
        before = c;
    }
    counts
}

/// Whether “ and ” open and close by turns in a line: only then is it known that the last one of an odd number stands open.
pub(super) fn open_by_turns(text: &str, open: bool) -> bool {
    let all = text.chars().filter(|c| matches!(c, '“' | '”'));
    all.enumerate().all(|(n, c)| (c == '“') == ((n + usize::from(open)) % 2 == 0))
}

/// Pairs quotation marks and nests them.
pub(super) fn mend(line: &mut Line, around: &Around) {
    corners(line, around.corners);
    pair_straight(line, around.straight);
    pair_single(line);
    turn(line, around.curly);
}

/// What is known of a line's quotes from the lines around it.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// What the corner brackets of the text become.
    pub(super) corners: &'a BTreeMap<usize, char>,
    /// Straight quotes.
    pub(super) straight: Carry,
    /// “ and ”.
    pub(super) curly: Carry,
}

/// 「」『』 (and 〝〞) by their level, which [`corners::pair`] found.
fn corners(line: &mut Line, quotes: &BTreeMap<usize, char>) {
    if quotes.is_empty() {
        return;
    }
    for i in 0..line.len() {
        if corners::is_corner(line.at(i))
            && let Some(&quote) = quotes.get(&line.source(i).start)
        {
            line.set(i, quote, CORNER);
        }
    }
}

/// Straight double quotes open and close by turns.
fn pair_straight(line: &mut Line, carry: Carry) {
    let all = straight(line);
    if all.is_empty() {
        return;
    }
    let odd = (all.len() + usize::from(carry.open)) % 2 == 1;
    if odd && !carry.closes {
        return;
    }
    let mut open = carry.open;
    for (n, &i) in all.iter().enumerate() {
        let partner = if open { n.checked_sub(1) } else { Some(n + 1) }.and_then(|k| all.get(k)).copied();
        let (from, to) = match partner {
            Some(j) => (i.min(j), i.max(j)),
            None => (i, i),
        };
        // A pair inside a Latin phrase keeps the quotes of its language.
        let chinese = line.range(from..to).any(is_wide_letter) || is_wide_letter(line.left(from)) || is_wide_letter(line.right(to));
        if chinese {
            let nested = inside_double(line, i);
            let c = match (open, nested) {
                (false, false) => '“',
                (true, false) => '”',
                (false, true) => '‘',
                (true, true) => '’',
            };
            line.set(i, c, STRAIGHT);
        }
        open = !open;
    }
}

/// Whether `i` stands inside “ and ” that were there before any straight quote was read.
fn inside_double(line: &Line, i: usize) -> bool {
    let mut depth = 0usize;
    for k in 0..i {
        match line.at(k) {
            '“' if !line.changed(k) => depth += 1,
            '”' if !line.changed(k) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth > 0
}

/// Straight single quotes that are no apostrophes: ‘’ inside “”, else “”.
fn pair_single(line: &mut Line) {
    let all: Vec<usize> = (0..line.len()).filter(|&i| matches!(line.at(i), '\'' | '＇') && !is_apostrophe(line, i)).collect();
    if all.is_empty() || all.len() % 2 == 1 {
        return;
    }
    for pair in all.chunks(2) {
        let [i, j] = *pair else { continue };
        if !(line.range(i..j).any(is_wide_letter) || is_wide_letter(line.left(i)) && is_wide_letter(line.right(j))) {
            continue;
        }
        let depth = line.range(0..i).fold(0usize, |depth, c| match c {
            '“' => depth + 1,
            '”' => depth.saturating_sub(1),
            _ => depth,
        });
        let (left, right) = if depth == 0 { ('“', '”') } else { ('‘', '’') };
        line.set(i, left, STRAIGHT);
        line.set(j, right, STRAIGHT);
    }
}

/// Between or after Latin letters and digits: don't, 5', '90s.
fn is_apostrophe(line: &Line, i: usize) -> bool {
    line.before(i).is_ascii_alphanumeric() && !is_wide_letter(line.at(i + 1)) || line.at(i + 1).is_ascii_digit()
}

/// ”甲” and “甲“: where the double quotes of a line, or of the lines of a broken paragraph, do not fit, but would if they opened and closed
/// by turns, they do.
fn turn(line: &mut Line, carry: Carry) {
    let all: Vec<usize> = (0..line.len()).filter(|&i| matches!(line.at(i), '“' | '”')).collect();
    let first = usize::from(carry.open);
    let opens = |n: usize| (n + first).is_multiple_of(2);
    let odd = (all.len() + first) % 2 == 1;
    if odd && !carry.closes || all.iter().enumerate().all(|(n, &i)| (line.at(i) == '“') == opens(n)) {
        return;
    }
    // Proper nesting of “ in “ is someone's way of writing; a straight or single quote between makes turns unsure.
    let mut depth = i32::from(carry.open);
    let mut fits = true;
    for &i in &all {
        depth += if line.at(i) == '“' { 1 } else { -1 };
        fits &= depth >= 0;
    }
    if fits && depth == i32::from(odd) || line.chars().any(|c| is_straight(c) || matches!(c, '「' | '『')) {
        return;
    }
    let plausible = all.iter().enumerate().all(|(n, &i)| {
        let (before, after) = (line.before(i), line.at(i + 1));
        if opens(n) {
            // In either width: the stops are mended after the quotes.
            !matches!(after, '\0' | '，' | '。' | '；' | '：' | '？' | '！' | '、' | '）' | '》' | ',' | ';' | ':' | '?' | '!' | ')') && !is_blank(after)
        } else {
            !matches!(before, '\0' | '（' | '《' | '：' | '，' | '、' | '(' | ':' | ',') && !is_blank(before)
        }
    });
    if plausible {
        for (n, &i) in all.iter().enumerate() {
            line.set(i, if opens(n) { '“' } else { '”' }, TURNED);
        }
    }
}
