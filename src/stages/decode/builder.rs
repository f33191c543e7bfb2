//! A page as it is being decoded: its text so far, and the record of what encoding it would not give back.

use std::ops::Range;

use crate::decoding::{Decoding, Exception, Segment};
use crate::encoding::Encoding;

/// What bad bytes are shown as.
const REPLACEMENT: char = '\u{fffd}';

/// A page as it is being decoded.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// The text so far.
    pub(super) text: String,
    /// The record so far.
    pub(super) decoding: Decoding,
    /// Byte ranges of the text where bad bytes stood: each a run of U+FFFD.
    pub(super) bad: Vec<Range<usize>>,
    /// Where the segment being read begins in the raw page: bad bytes of two segments are never one run.
    pub(super) segment_start: usize,
}

impl Builder {
    /// A page that is valid UTF-8 throughout.
    pub(super) fn of_utf8(text: &str) -> Builder {
        let mut page = Builder::default();
        let mark = "\u{feff}".len();
        let rest = match text.strip_prefix('\u{feff}') {
            Some(rest) => {
                page.except(0, text.get(..mark).unwrap_or_default().as_bytes(), "");
                rest
            }
            None => text,
        };
        page.text = rest.to_owned();
        page.decoding.segments.push(Segment { encoding: Encoding::Utf8, raw: 0..text.len(), text: 0..rest.len() });
        page
    }

    pub(super) fn with_capacity(bytes: usize) -> Builder {
        Builder { text: String::with_capacity(bytes + bytes / 2), ..Builder::default() }
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
