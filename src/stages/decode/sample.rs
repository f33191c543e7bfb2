//! Where in a page to look: bounded pieces of non-ASCII bytes from its start, its middle and its end.

use std::ops::Range;

use super::limits;

/// Pieces of the page, in order: byte ranges that begin where a code begins, in whatever encoding; together they hold about `budget` bytes.
pub(super) fn pieces(bytes: &[u8], budget: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    if bytes.len() <= limits::SAMPLED_FROM_START {
        collect(bytes, 0, budget, &mut pieces);
        return pieces;
    }
    let quarter = bytes.len() / 4;
    let mut done = collect(bytes, 0, budget / 4, &mut pieces);
    let mut places = 1;
    for (place, share) in [(quarter, budget / 8), (2 * quarter, budget / 4), (3 * quarter, budget / 8), (bytes.len().saturating_sub(2 * budget), budget / 4)] {
        let Some(start) = border(bytes, place.max(done)) else { continue };
        done = collect(bytes, start, share, &mut pieces);
        places += 1;
    }
    if places < 5 {
        // A page without borders (nothing but hanzi and full-width marks) is only aligned at its start.
        pieces.clear();
        collect(bytes, 0, budget, &mut pieces);
    }
    pieces
}

/// Gathers pieces from `start` on until they hold `budget` bytes; gives the place where it stopped.
fn collect(bytes: &[u8], start: usize, budget: usize, pieces: &mut Vec<Range<usize>>) -> usize {
    let (mut at, mut left) = (start, budget);
    while left > 0 {
        let rest = bytes.get(at..).unwrap_or_default();
        let high = encoding_rs::Encoding::ascii_valid_up_to(rest);
        if high == rest.len() {
            return bytes.len();
        }
        let start = at + high;
        let end = piece_end(bytes, start, left);
        pieces.push(start..end);
        left = left.saturating_sub(end - start);
        at = end;
    }
    at
}

/// Whether a byte is ASCII that no encoding uses as a later byte of a code: trails are digits (GB18030) or 40 and more.
pub(super) fn is_border(byte: u8) -> bool {
    (byte < 0x30) | (byte.wrapping_sub(0x3a) < 6)
}

/// Where the piece from `start` on ends: at a border, after two ASCII bytes (the second of which begins a code in
/// every encoding), or when it has `most` bytes.
fn piece_end(bytes: &[u8], start: usize, most: usize) -> usize {
    let end = bytes.len().min(start + most);
    let mut ascii = 0;
    for (i, &byte) in bytes.get(start..end).unwrap_or_default().iter().enumerate() {
        if is_border(byte) {
            return start + i;
        }
        ascii = if byte < 0x80 { ascii + 1 } else { 0 };
        if ascii == 2 {
            return start + i;
        }
    }
    end
}

/// The first place from `from` on where a code begins in every encoding.
fn border(bytes: &[u8], from: usize) -> Option<usize> {
    /// Bytes that are looked at together.
    const CHUNK: usize = 32;
    let near = bytes.get(from..bytes.len().min(from + limits::BORDER_REACH))?;
    // Without a branch for each byte: long lines of hanzi have no border for hundreds of bytes.
    let chunk = near.chunks(CHUNK).position(|chunk| chunk.iter().fold(false, |found, &b| found | is_border(b)));
    let single = chunk.and_then(|n| Some(n * CHUNK + near.get(n * CHUNK..)?.iter().position(|&b| is_border(b))? + 1));
    let before = near.get(..single.unwrap_or(near.len())).unwrap_or(near);
    let double = before.windows(2).position(|pair| pair.iter().all(u8::is_ascii)).map(|i| i + 2);
    double.or(single).map(|n| from + n)
}
