//! HZ (RFC 1843): GB2312 in seven bits, `~{` … `~}`.
//!
//! The escapes are exceptions without text, so that everything else encodes by itself and every character leads to its own two bytes.

use std::ops::Range;

use super::builder::Builder;
use crate::encoding::Encoding;
use crate::encoding::codec::{Codec, Unit};

/// Decodes `bytes`, which stand at raw offset `at`, into `out`.
pub(super) fn read(bytes: &[u8], at: usize, out: &mut Builder) {
    let gb = Codec::of(Encoding::Gb18030);
    let (mut i, mut han) = (0, false);
    while let Some(&first) = bytes.get(i) {
        let second = bytes.get(i + 1).copied();
        let pair = bytes.get(i..i + 2).unwrap_or_default();
        let place = at + i;
        match (han, first, second) {
            (false, b'~', Some(b'{')) | (true, b'~', Some(b'}')) => {
                out.except(place, pair, "");
                (i, han) = (i + 2, !han);
            }
            (false, b'~', Some(b'~')) => {
                out.except(place, pair, "~");
                i += 2;
            }
            // A line that goes on.
            (false, b'~', Some(b'\n')) => {
                out.except(place, pair, "");
                i += 2;
            }
            (false, ..) => {
                let end = memchr::memchr2(b'~', b'\n', bytes.get(i + 1..).unwrap_or_default()).map_or(bytes.len(), |n| i + 1 + n);
                for chunk in bytes.get(i..end).unwrap_or_default().chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
                    match std::str::from_utf8(chunk) {
                        Ok(text) if chunk.is_ascii() => out.text.push_str(text),
                        _ => chunk
                            .chunks(2)
                            .scan(at + i, |raw, bad| Some((std::mem::replace(raw, *raw + bad.len()), bad)))
                            .for_each(|(raw, bad)| out.lose(raw, bad, 2)),
                    }
                    i += chunk.len();
                }
            }
            // Writers close before the end of a line; where one did not, the line end closes.
            (true, b'\n' | b'\r', _) => {
                out.text.push(first as char);
                (i, han) = (i + 1, false);
            }
            (true, 0x21..=0x7e, Some(second @ 0x21..=0x7e)) => match gb.unit(&[first | 0x80, second | 0x80]) {
                (2, Unit::Char(c)) => {
                    out.text.push(c);
                    i += 2;
                }
                (2, Unit::Odd(c)) => {
                    out.except(place, pair, c.encode_utf8(&mut [0; 4]));
                    i += 2;
                }
                _ => {
                    out.lose(place, pair, 2);
                    i += 2;
                }
            },
            (true, ..) => {
                out.lose(place, &[first], 2);
                i += 1;
            }
        }
    }
}

/// The runs of pairs in an ASCII page that HZ escapes enclose, each without its escapes; at most `most`, and
/// nothing from the first run on that is no HZ.
pub(super) fn runs(bytes: &[u8], most: usize) -> Option<Vec<Range<usize>>> {
    let mut runs = Vec::new();
    let mut at = 0;
    while runs.len() < most {
        let Some(open) = memchr::memmem::find(bytes.get(at..)?, b"~{") else { break };
        let start = at + open + 2;
        // `~~{` is a tilde and a bracket.
        let tildes = bytes.get(at..start - 1)?.iter().rev().take_while(|&&b| b == b'~').count();
        if tildes % 2 == 0 {
            at = start;
            continue;
        }
        let mut end = start;
        while let Some([0x21..=0x77, 0x21..=0x7e]) = bytes.get(end..end + 2) {
            end += 2;
        }
        let closed = bytes.get(end..).is_some_and(|rest| rest.starts_with(b"~}") || rest.starts_with(b"\n") || rest.starts_with(b"\r") || rest.len() < 2);
        if end == start || !closed {
            return None;
        }
        runs.push(start..end);
        at = end;
    }
    (!runs.is_empty()).then_some(runs)
}
