//! Sequences of UTF-8 in characters of a page of one byte.

use std::ops::Range;

use super::limits;
use super::mark::is_mark;
use super::pages::Pages;
use crate::chars::is_han;

/// A cluster of characters that are not ASCII, read as UTF-8.
#[derive(Clone, Debug)]
pub(super) struct Cluster {
    pub(super) at: Range<usize>,
    pub(super) with: String,
    /// Sequences of several bytes.
    pub(super) complete: usize,
    /// Sequences whose last byte is lost.
    pub(super) lost: usize,
    /// Sequences in which a blank stands for the hard one.
    pub(super) blanks: usize,
    /// What is left over, lost or made up costs (natural logarithm, below zero).
    pub(super) cost: f32,
}

/// A sequence that is being read.
#[derive(Clone, Copy, Default)]
struct Sequence {
    code: u32,
    length: u32,
    needs: u32,
    /// The first half of a character that was written as two surrogates, as CESU-8 has it.
    high: Option<u32>,
}

enum Step {
    More,
    Done(Option<char>),
    Wrong,
}

impl Sequence {
    /// Whether a byte may begin a sequence.
    fn begins(byte: u8) -> bool {
        (0xc2..=0xf4).contains(&byte)
    }

    fn feed(&mut self, byte: u8) -> Step {
        if self.needs == 0 {
            let (length, bits) = match byte {
                0xc2..=0xdf => (2, byte & 0x1f),
                0xe0..=0xef => (3, byte & 0x0f),
                0xf0..=0xf4 => (4, byte & 0x07),
                _ => return Step::Wrong,
            };
            (self.code, self.length, self.needs) = (u32::from(bits), length, length - 1);
            return Step::More;
        }
        if !(0x80..=0xbf).contains(&byte) {
            return Step::Wrong;
        }
        self.code = self.code << 6 | u32::from(byte & 0x3f);
        self.needs -= 1;
        if self.needs > 0 {
            return Step::More;
        }
        let shortest = [0, 0, 0x80, 0x800, 0x1_0000].get(self.length as usize).copied().unwrap_or_default();
        match (self.code, self.high.take()) {
            (code, _) if code < shortest => Step::Wrong,
            (code @ 0xd800..=0xdbff, None) => {
                self.high = Some(code);
                Step::Done(None)
            }
            (code @ 0xdc00..=0xdfff, Some(high)) => {
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (code - 0xdc00)).map_or(Step::Wrong, |c| Step::Done(Some(c)))
            }
            // Private use, and planes that have no characters.
            (0xe000..=0xf8ff | 0x4_0000.., _) => Step::Wrong,
            (code, None) => char::from_u32(code).map_or(Step::Wrong, |c| Step::Done(Some(c))),
            _ => Step::Wrong,
        }
    }

    fn is_open(self) -> bool {
        self.needs > 0
    }
}

/// The clusters of `text` from `start` on that read as UTF-8 in a page, one after the other.
pub(super) fn sequences<'a>(pages: &'a Pages, page: u8, text: &'a str, start: usize) -> impl Iterator<Item = Cluster> + 'a {
    let mut at = start;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let (place, _) = rest.char_indices().find(|&(_, c)| !c.is_ascii() && pages.byte(page, c).is_some())?;
            let from = at + place;
            let (end, cluster) = cluster(pages, page, text, from);
            at = end.max(from + rest.get(place..)?.chars().next()?.len_utf8());
            if cluster.is_some() {
                return cluster;
            }
        }
    })
}

/// One cluster, and where it ends. Marks at its borders may be whole; of a long one more may be left over, which costs. `None` where it
/// holds no sequence, or is not explained.
fn cluster(pages: &Pages, page: u8, text: &str, start: usize) -> (usize, Option<Cluster>) {
    let hard = pages.byte(page, '\u{a0}');
    let mut with = String::new();
    let (mut complete, mut lost, mut blanks, mut cost) = (0usize, 0usize, 0usize, 0.0f32);
    // What stands beside it and is of other pages is left over as well.
    let mut strays = usize::from(text.get(..start).and_then(|before| before.chars().next_back()).is_some_and(|c| is_foreign(pages, c)));
    let (mut end, mut first) = (start, None);
    // After the last sequence: what is left over behind it is no part of the repair.
    let mut sound = (start, 0);
    let mut characters = text.get(start..).unwrap_or_default().char_indices().map(|(place, c)| (start + place, c)).peekable();
    while let Some(&(at, c)) = characters.peek() {
        let byte = if c.is_ascii() { None } else { pages.byte(page, c) };
        if byte.is_none() {
            strays += usize::from(is_foreign(pages, c));
            break;
        }
        let begun = characters.clone();
        let read = if byte.is_some_and(Sequence::begins) { sequence(pages, page, &mut characters, hard, text) } else { None };
        if let Some((c, after, made_up)) = read {
            first.get_or_insert(at);
            *if c == '\u{fffd}' { &mut lost } else { &mut complete } += 1;
            blanks += usize::from(text.get(at..after).is_some_and(|read| read.contains(' ')));
            cost += made_up;
            with.push(c);
            if c == 'à' && text.get(..after).is_some_and(|read| read.ends_with(' ')) && is_word(text, at, after) {
                with.push(' ');
            }
            end = after;
            sound = (after, with.len());
            continue;
        }
        // The whole of it stays as it is.
        characters = begun;
        characters.next();
        end = at + c.len_utf8();
        if !is_mark(c) {
            strays += 1;
            cost += limits::STRAY;
        }
        if first.is_some() {
            with.push(c);
        }
    }
    let Some(first) = first else { return (end, None) };
    with.truncate(sound.1);
    let explained = (strays == 0 || complete >= limits::SEQUENCES_FOR_STRAY * strays) && blanks <= 1 + complete / limits::SEQUENCES_FOR_BLANK;
    // Beside hanzi a letter and a blank are a letter and a blank.
    let beside = || {
        let before = text.get(..first).and_then(|before| before.trim_end().chars().next_back());
        let after = text.get(sound.0..).and_then(|after| after.trim_start().chars().next());
        [before, after].into_iter().flatten().any(is_han)
    };
    let explained = explained && (blanks < complete || !beside());
    (end, explained.then_some(Cluster { at: first..sound.0, with, complete, lost, blanks, cost }))
}

/// Whether a character is one of pages of one byte, or the sign for bytes that did not decode.
fn is_foreign(pages: &Pages, c: char) -> bool {
    c == '\u{fffd}' || !is_mark(c) && pages.having(c) != 0
}

/// Whether a letter stands as a word of its own: the blank is not only half of it.
fn is_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    before.is_none_or(|c| c == ' ' || c == '\n') && after.is_some_and(|c| c != ' ')
}

/// Reads one sequence, or two that are the halves of one character. A blank may be the page's hard blank, U+FFFD and `?` the last byte.
fn sequence(
    pages: &Pages,
    page: u8,
    characters: &mut std::iter::Peekable<impl Iterator<Item = (usize, char)>>,
    hard: Option<u8>,
    text: &str,
) -> Option<(char, usize, f32)> {
    let (mut sequence, mut cost) = (Sequence::default(), 0.0);
    for (at, c) in characters.by_ref() {
        let after = at + c.len_utf8();
        let last = sequence.needs == 1;
        let byte = match c {
            ' ' if sequence.is_open() && cost == 0.0 => {
                cost += limits::BLANK_MADE;
                hard?
            }
            '\u{fffd}' if last => return Some((c, after, limits::LOST_LAST)),
            '?' if last && sequence.length == 3 && !text.get(after..)?.starts_with(|c: char| c.is_alphanumeric()) => {
                return Some(('\u{fffd}', after, limits::LOST_LAST));
            }
            _ if c.is_ascii() => return None,
            _ => pages.byte(page, c)?,
        };
        match sequence.feed(byte) {
            Step::Done(Some(c)) => return Some((c, after, cost)),
            Step::More | Step::Done(None) => {}
            Step::Wrong => return None,
        }
    }
    None
}
