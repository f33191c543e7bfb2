//! Bytes of a known encoding become text, with an exception wherever encoding would not give them back.

use std::ops::Range;

use super::codec::{Codec, Unit};
use super::hz;
use crate::decoding::{Decoding, Encoding, Exception, Segment};

/// What bad bytes are shown as.
const REPLACEMENT: char = '\u{fffd}';

/// A page as it is being decoded.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The text so far.
    pub(super) text: String,
    /// The record so far.
    pub(super) decoding: Decoding,
    /// Byte ranges of the text where bad bytes stood: each a run of U+FFFD.
    pub(super) bad: Vec<Range<usize>>,
    /// Where the segment being read begins in the raw page: bad bytes of two segments are never one run.
    pub(super) segment_start: usize,
}

impl Reading {
    /// A page that is valid UTF-8 throughout.
    pub(super) fn of_utf8(text: &str) -> Reading {
        let mut reading = Reading::default();
        let mark = "\u{feff}".len();
        let rest = match text.strip_prefix('\u{feff}') {
            Some(rest) => {
                reading.except(0, text.get(..mark).unwrap_or_default().as_bytes(), "");
                rest
            }
            None => text,
        };
        reading.text = rest.to_owned();
        reading.decoding.segments.push(Segment { encoding: Encoding::Utf8, raw: 0..text.len(), text: 0..rest.len() });
        reading
    }

    pub(super) fn with_capacity(bytes: usize) -> Reading {
        Reading { text: String::with_capacity(bytes + bytes / 2), ..Reading::default() }
    }

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
        let mut done = 0;
        for chunk in bytes.utf8_chunks() {
            self.text.push_str(chunk.valid());
            done += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                self.lose(at + done, chunk.invalid(), 3);
                done += chunk.invalid().len();
            }
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
                Unit::Pair(c, mark) => {
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

    /// Adds `text` for `bytes` at raw offset `raw`, which encoding it would not give.
    pub(super) fn except(&mut self, raw: usize, bytes: &[u8], text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.decoding.exceptions.push(Exception { raw, bytes: bytes.to_vec(), text: start..self.text.len() });
    }

    /// Adds bad bytes. Such as follow one another are shown as one U+FFFD as long as they can be what is left of one
    /// character, which has at most `longest` bytes.
    pub(super) fn lose(&mut self, raw: usize, bytes: &[u8], longest: usize) {
        let text_end = self.text.len();
        let first = self.segment_start;
        let follows = |last: &Exception| {
            last.raw >= first && last.text.end == text_end && last.raw + last.bytes.len() == raw && last.bytes.len() + bytes.len() <= longest
        };
        let touches = self.bad.last().is_some_and(|bad| bad.end == text_end);
        match self.decoding.exceptions.last_mut() {
            Some(last) if touches && follows(last) => last.bytes.extend_from_slice(bytes),
            _ => {
                self.except(raw, bytes, REPLACEMENT.encode_utf8(&mut [0; 4]));
                match self.bad.last_mut() {
                    Some(bad) if touches => bad.end = self.text.len(),
                    _ => self.bad.push(text_end..self.text.len()),
                }
            }
        }
    }
}

/// The byte order mark at the start of a page.
pub(super) fn byte_order_mark(bytes: &[u8]) -> Option<&'static [u8]> {
    const MARKS: [&[u8]; 4] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\x95\x33"];
    MARKS.into_iter().find(|mark| bytes.starts_with(mark))
}
