//! UTF-16 without a byte order mark.

use std::ops::Range;

use super::limits;
use super::score::{self, Score};
use crate::encoding::Encoding;
use crate::judge::Judge;

/// Windows of the page, at even offsets, for reading it as UTF-16.
fn wide_pieces(bytes: &[u8]) -> Vec<Range<usize>> {
    if bytes.len() <= 4 * limits::WIDE_WINDOW {
        return std::iter::once(0..bytes.len().min(2 * limits::WIDE_WINDOW)).collect();
    }
    let places = [0, (bytes.len() / 2) & !1, (bytes.len() - limits::WIDE_WINDOW) & !1];
    places.into_iter().map(|start| start..start + limits::WIDE_WINDOW).collect()
}

/// A unit of UTF-16 that pages are made of: hanzi, marks, Latin letters, kana, hangul.
fn is_plain(unit: u16) -> bool {
    matches!(unit, 0x4e00..=0x9fff | 0x3001..=0x301f | 0xff01..=0xff5e | 0x0020..=0x007e | 0x2010..=0x2026 | 0x3040..=0x30ff | 0xac00..=0xd7a3 | 0x0009 | 0x000a | 0x000d | 0x3000 | 0x00b7 | 0x00e0..=0x00fc)
}

/// A page read as UTF-16 without a mark.
#[derive(Clone, Copy)]
pub(super) struct Wide {
    /// In which order of bytes.
    pub(super) encoding: Encoding,
    /// What the reading comes to.
    pub(super) score: Score,
    structure: Structure,
}

impl Wide {
    /// Whether no other reading need be looked at. Hanzi of GB2312 are hangul when read as UTF-16, so hangul alone never is.
    pub(super) fn is_clear(&self) -> bool {
        self.score.mean() > limits::WIDE_MEAN && (self.structure.nul || !self.structure.hangul)
    }
}

/// What the units of UTF-16 are, beside being such as pages are made of.
#[derive(Clone, Copy)]
struct Structure {
    /// Every other byte of the ASCII is NUL, and there is enough of it: no other text has that.
    nul: bool,
    /// More than half are hangul.
    hangul: bool,
}

/// Whether the page is UTF-16 without a mark: nearly all units are characters that pages are made of, and the judge
/// finds the text likely.
pub(super) fn wide(bytes: &[u8], judge: &Judge) -> Option<Wide> {
    if bytes.len() < 4 {
        return None;
    }
    let pieces = wide_pieces(bytes);
    let mut best: Option<Wide> = None;
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let Some(structure) = wide_structure(bytes, &pieces, encoding) else { continue };
        let mut score = score::score(judge, encoding, bytes, &pieces, true, f32::NEG_INFINITY);
        score.whole = pieces.iter().map(Range::len).sum::<usize>() >= bytes.len();
        if !structure.nul && score.mean() < limits::WIDE_LEAST {
            continue;
        }
        if best.is_none_or(|other| score.mean() > other.score.mean()) {
            best = Some(Wide { encoding, score, structure });
        }
    }
    best
}

/// What the units are, where nearly all are such as pages are made of.
fn wide_structure(bytes: &[u8], pieces: &[Range<usize>], encoding: Encoding) -> Option<Structure> {
    let (mut units, mut good, mut nul, mut hangul) = (0usize, 0usize, 0usize, 0usize);
    for piece in pieces {
        for pair in bytes.get(piece.clone()).unwrap_or_default().chunks_exact(2) {
            let &[a, b] = pair else { continue };
            let unit = if encoding == Encoding::Utf16Le { u16::from_le_bytes([a, b]) } else { u16::from_be_bytes([a, b]) };
            units += 1;
            good += usize::from(is_plain(unit));
            nul += usize::from(unit < 0x80);
            hangul += usize::from(matches!(unit, 0xac00..=0xd7a3));
            // Most pages are something else, and show it at once.
            if units == limits::WIDE_FIRST_UNITS && 2 * good < units {
                return None;
            }
        }
    }
    let usual = units > 0 && good as f32 >= limits::WIDE_PLAIN * units as f32;
    usual.then_some(Structure { nul: limits::WIDE_NUL_SHARE * nul >= units && nul >= limits::WIDE_NULS, hangul: 2 * hangul > units })
}

/// How much less likely the ASCII of a short page is as text than a flat [`limits::ASCII`] for each byte: bytes of UTF-16 are
/// capitals, marks and controls as often as not.
pub(super) fn strange_ascii(bytes: &[u8]) -> f32 {
    bytes
        .iter()
        .map(|byte| match byte {
            b'a'..=b'z' | b'0'..=b'9' | b' ' | b'\n' | b'\r' | b'\t' | 0x80.. => 0.0,
            b'A'..=b'Z' | b',' | b'.' | b'-' | b'<' | b'>' | b'/' | b'"' | b'=' => limits::ASCII_CAPITAL,
            0x20..=0x7e => limits::ASCII_MARK,
            _ => limits::ASCII_CONTROL,
        })
        .sum()
}
