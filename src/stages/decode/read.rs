//! Bytes of a known encoding become text, with an exception wherever encoding would not give them back.

use std::ops::Range;

use super::builder::Builder;
use super::hz;
use crate::decoding::Segment;
use crate::encoding::Encoding;
use crate::encoding::codec::{Codec, Unit};

impl Builder {
    /// Decodes `raw` of `bytes` as the next segment.
    pub(super) fn segment(&mut self, encoding: Encoding, bytes: &[u8], raw: Range<usize>) {
        let start = self.text.len();
        self.segment_start = raw.start;
        let part = bytes.get(raw.clone()).unwrap_or_default();
        let mark = if raw.start == 0 { byte_order_mark(bytes).map_or(0, <[u8]>::len) } else { 0 };
        let (mark, rest) = part.split_at_checked(mark).unwrap_or((&[], part));
        if !mark.is_empty() {
            self.except(0, mark, "");
        }
        let at = raw.start + mark.len();
        match encoding {
            Encoding::Utf8 => self.utf8(rest, at),
            Encoding::Hz => hz::read(rest, at, self),
            _ => self.units(encoding, rest, at),
        }
        let text = start..self.text.len();
        match self.decoding.segments.last_mut() {
            Some(last) if last.encoding == encoding => (last.raw.end, last.text.end) = (raw.end, text.end),
            _ => self.decoding.segments.push(Segment { encoding, raw, text }),
        }
    }

    fn utf8(&mut self, bytes: &[u8], at: usize) {
        let (mut done, mut read) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            self.text.push_str(chunk.valid());
            done += chunk.valid().len();
            let invalid = chunk.invalid();
            if invalid.is_empty() || done < read {
                done += invalid.len();
                continue;
            }
            match bytes.get(done..).and_then(surrogate_pair) {
                Some((c, code)) => {
                    self.except(at + done, code, c.encode_utf8(&mut [0; 4]));
                    read = done + code.len();
                }
                None => self.lose(at + done, invalid, 3),
            }
            done += invalid.len();
        }
    }

    fn units(&mut self, encoding: Encoding, bytes: &[u8], at: usize) {
        let codec = Codec::of(encoding);
        let ascii = !matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            if ascii && first < 0x80 {
                let (plain, after) = rest.split_at_checked(encoding_rs::Encoding::ascii_valid_up_to(rest)).unwrap_or((&[], rest));
                self.text.push_str(std::str::from_utf8(plain).unwrap_or_default());
                rest = after;
                continue;
            }
            let (length, unit) = codec.unit(rest);
            let Some((code, after)) = rest.split_at_checked(length.max(1)) else { break };
            let place = at + bytes.len() - rest.len();
            match unit {
                Unit::Char(c) => self.text.push(c),
                Unit::Odd(c) => self.except(place, code, c.encode_utf8(&mut [0; 4])),
                Unit::Marked(c, mark) => {
                    let mut both = [0; 8];
                    let mut length = c.encode_utf8(&mut both).len();
                    length += mark.encode_utf8(both.get_mut(length..).unwrap_or_default()).len();
                    let both = std::str::from_utf8(both.get(..length).unwrap_or_default()).unwrap_or_default();
                    self.except(place, code, both);
                }
                Unit::Bad | Unit::Cut => self.lose(place, code, codec.longest_loss()),
            }
            rest = after;
        }
    }
}

/// A character beyond the first 65,536 whose two surrogates were each written as UTF-8 (CESU-8: Oracle, MySQL, Java), with its six bytes.
fn surrogate_pair(bytes: &[u8]) -> Option<(char, &[u8])> {
    let &[0xed, a @ 0xa0..=0xaf, b @ 0x80..=0xbf, 0xed, c @ 0xb0..=0xbf, d @ 0x80..=0xbf, ..] = bytes else { return None };
    let half = |first: u8, second: u8| u32::from(first & 0x0f) << 6 | u32::from(second & 0x3f);
    let c = char::from_u32(0x1_0000 + (half(a, b) << 10) + half(c, d))?;
    Some((c, bytes.get(..6)?))
}

/// The byte order mark at the start of a page.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<&'static [u8]> {
    const MARKS: [&[u8]; 4] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"];
    MARKS.into_iter().find(|mark| bytes.starts_with(mark))
}
