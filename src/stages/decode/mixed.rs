//! Pages in more than one encoding: a GBK page with a fragment in UTF-8 from some other database, or the other way round.
//!
//! A fragment is taken out only where it is no sense in the page's encoding and good sense in another; everything else stays
//! with the page.

use std::ops::Range;

use super::limits;
use super::sample::is_border;
use super::score::{self, Score};
use crate::chars::is_han;
use crate::encoding::Encoding;
use crate::judge::Judge;

/// Splits a page whose encoding is `main` into stretches of one encoding each, in order and without gaps.
pub(super) fn stretches(bytes: &[u8], main: Encoding, judge: &Judge) -> Vec<(Encoding, Range<usize>)> {
    let found = match main {
        Encoding::Utf8 => double_byte_fragments(bytes, judge),
        Encoding::Gb18030 | Encoding::Big5 => utf8_fragments(bytes, main, judge),
        _ => Vec::new(),
    };
    let mut stretches: Vec<(Encoding, Range<usize>)> = Vec::new();
    let mut done = 0;
    for (encoding, at) in found {
        let between = bytes.get(done..at.start).unwrap_or_default();
        match stretches.last_mut() {
            // ASCII between two fragments is the same in both: fewer stretches.
            Some((last, range)) if *last == encoding && between.is_ascii() => range.end = at.end,
            _ => {
                if at.start > done {
                    stretches.push((main, done..at.start));
                }
                stretches.push((encoding, at.clone()));
            }
        }
        done = at.end;
    }
    if done < bytes.len() {
        stretches.push((main, done..bytes.len()));
    }
    stretches
}

/// Whether three bytes are a character of UTF-8 from U+0800 on. Overlong and surrogate forms are left to the later check.
fn is_triple(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([0xe0..=0xef, 0x80..=0xbf, 0x80..=0xbf]))
}

/// Stretches of a double-byte page that are UTF-8.
fn utf8_fragments(bytes: &[u8], main: Encoding, judge: &Judge) -> Vec<(Encoding, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    // The chain being gathered: its start, the end of its last triple, the number of triples.
    let mut chain: Option<(usize, usize, usize)> = None;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let ascii = encoding_rs::Encoding::ascii_valid_up_to(rest);
        let line_ends = memchr::memchr(b'\n', rest.get(..ascii).unwrap_or_default()).is_some();
        at += ascii;
        let triple = is_triple(bytes, at);
        // Two-byte characters (`·`, `×`) stand inside UTF-8 text; in a double-byte page the same bytes are common, so they go on with a
        // chain and never begin one.
        let pair = !line_ends && chain.is_some() && matches!(bytes.get(at..at + 2), Some([0xc2 | 0xc3, 0x80..=0xbf]));
        if (line_ends || !(triple || pair))
            && let Some((start, end, count)) = chain.take()
            && count >= limits::FRAGMENT_UNITS
            && is_utf8_fragment(bytes, start..end, main, judge)
        {
            found.push((Encoding::Utf8, start..end));
        }
        if at >= bytes.len() {
            return found;
        }
        if triple {
            let (start, _, count) = chain.unwrap_or((at, at, 0));
            at += 3;
            chain = Some((start, at, count + 1));
        } else {
            // A pair at the end of a chain is not taken into it: the end stays after the last triple.
            at += if pair { 2 } else { 1 };
        }
    }
}

fn is_utf8_fragment(bytes: &[u8], at: Range<usize>, main: Encoding, judge: &Judge) -> bool {
    let Some(text) = bytes.get(at.clone()).and_then(|part| std::str::from_utf8(part).ok()) else { return false };
    if text.chars().filter(|&c| is_han(c)).nth(1).is_none() {
        return false;
    }
    let fragment = reading(bytes, at.clone(), Encoding::Utf8, judge);
    // The page's own codes may begin one byte earlier; its better reading counts.
    let before = reading(bytes, at.start.saturating_sub(1)..at.end, main, judge).total;
    fragment.mean() > limits::FRAGMENT_MEAN && fragment.total - reading(bytes, at, main, judge).total.max(before) > limits::FRAGMENT_GAIN
}

fn reading(bytes: &[u8], at: Range<usize>, encoding: Encoding, judge: &Judge) -> Score {
    score::score(judge, encoding, bytes, std::slice::from_ref(&at), true, f32::NEG_INFINITY)
}

/// Stretches of a UTF-8 page that are GB18030 or Big5.
fn double_byte_fragments(bytes: &[u8], judge: &Judge) -> Vec<(Encoding, Range<usize>)> {
    let mut found: Vec<(Encoding, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(Err(error)) = bytes.get(at..).map(std::str::from_utf8) {
        let bad = at + error.valid_up_to();
        let skip = bad + error.error_len().unwrap_or(1).max(1);
        let done = found.last().map_or(0, |(_, range)| range.end);
        let around = fragment_around(bytes, bad, done);
        let best = [Encoding::Gb18030, Encoding::Big5].into_iter().find(|&encoding| is_double_byte_fragment(bytes, around.clone(), encoding, judge));
        match best {
            Some(encoding) => {
                at = around.end.max(skip);
                found.push((encoding, around));
            }
            // What follows up to the border has been looked at.
            None => at = around.end.max(skip),
        }
    }
    found
}

/// The non-ASCII stretch around a bad byte, between borders; chains of good UTF-8 at its ends are left to the page.
fn fragment_around(bytes: &[u8], bad: usize, done: usize) -> Range<usize> {
    let ends = |i: usize, next: usize| match (bytes.get(i), bytes.get(next)) {
        (Some(&a), _) if is_border(a) => true,
        (Some(a), Some(b)) => a.is_ascii() && b.is_ascii(),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let least = bad.saturating_sub(limits::FRAGMENT_REACH).max(done);
    let mut start = bad;
    while start > least && !ends(start - 1, start.wrapping_sub(2)) {
        start -= 1;
    }
    // A fragment begins with a lead byte.
    while start < bad && bytes.get(start).is_some_and(u8::is_ascii) {
        start += 1;
    }
    let most = bytes.len().min(bad + limits::FRAGMENT_REACH);
    let mut end = bad;
    while end < most && !ends(end, end + 1) {
        end += 1;
    }
    let mut triples = 0;
    while start + 3 * triples < bad && is_triple(bytes, start + 3 * triples) {
        triples += 1;
    }
    if triples >= limits::FRAGMENT_UNITS {
        start = (start + 3 * triples).min(bad);
    }
    triples = 0;
    while end.saturating_sub(3 * (triples + 1)) > bad && is_triple(bytes, end - 3 * (triples + 1)) {
        triples += 1;
    }
    if triples >= limits::FRAGMENT_UNITS {
        end -= 3 * triples;
    }
    start..end.max(bad + 1).min(bytes.len())
}

fn is_double_byte_fragment(bytes: &[u8], at: Range<usize>, encoding: Encoding, judge: &Judge) -> bool {
    let fragment = reading(bytes, at.clone(), encoding, judge);
    fragment.bad == 0
        && fragment.units >= limits::FRAGMENT_UNITS
        && !fragment.cut
        && fragment.mean() > limits::FRAGMENT_MEAN
        && fragment.total - reading(bytes, at, Encoding::Utf8, judge).total > limits::FRAGMENT_GAIN
}
