//! How bytes became text: enough to lead every character back to its bytes and to make the bytes again.
//!
//! A page is a sequence of segments, each in one encoding. Where encoding the decoded text would not give the
//! raw bytes (bytes that do not decode, a second code for one character, a byte order mark), an exception keeps them.

use std::ops::Range;

use crate::encoding::Encoding;
use crate::encoding::codec::{encode_into, encoded_length};

/// A stretch of a page in one encoding.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Segment {
    /// How it is encoded.
    pub encoding: Encoding,
    /// Byte range of the raw page.
    pub raw: Range<usize>,
    /// Byte range of the decoded text.
    pub text: Range<usize>,
}

/// Raw bytes that the encoder would not give back.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Exception {
    /// Byte offset in the raw page.
    pub raw: usize,
    /// The bytes.
    #[serde(with = "hex_bytes")]
    pub bytes: Vec<u8>,
    /// Byte range of the decoded text that stands for them; may be empty (a byte order mark).
    pub text: Range<usize>,
}

/// How a page was decoded.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Decoding {
    /// The segments, in order, without gaps in the raw page or in the text.
    pub segments: Vec<Segment>,
    /// The exceptions, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
}

/// Why the raw bytes cannot be made again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodingError {
    /// The record of the decoding does not fit the text.
    #[error("the decoding record does not fit the text at byte {0}")]
    Unfit(usize),
}

impl Decoding {
    /// A page that is UTF-8 throughout, without a byte order mark.
    pub fn utf8(length: usize) -> Decoding {
        Decoding { segments: vec![Segment { encoding: Encoding::Utf8, raw: 0..length, text: 0..length }], exceptions: Vec::new() }
    }

    /// The encoding that decoded most bytes.
    pub fn main_encoding(&self) -> Option<Encoding> {
        let mut totals: Vec<(usize, Encoding)> = Vec::new();
        for segment in &self.segments {
            match totals.iter_mut().find(|(_, e)| *e == segment.encoding) {
                Some((n, _)) => *n += segment.raw.len(),
                None => totals.push((segment.raw.len(), segment.encoding)),
            }
        }
        totals.into_iter().max_by_key(|&(n, e)| (n, std::cmp::Reverse(e))).map(|(_, e)| e)
    }

    /// The raw bytes, from the decoded text.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, DecodingError> {
        let mut out = Vec::with_capacity(text.len());
        let mut exceptions = self.exceptions.iter().peekable();
        for (i, segment) in self.segments.iter().enumerate() {
            let last = i + 1 == self.segments.len();
            let mut at = segment.text.start;
            // An exception belongs to the segment its raw bytes lie in.
            while let Some(exception) = exceptions.next_if(|e| last || e.raw < segment.raw.end) {
                let between = text.get(at..exception.text.start).ok_or(DecodingError::Unfit(at))?;
                encode_into(segment.encoding, between, &mut out);
                out.extend_from_slice(&exception.bytes);
                at = exception.text.end;
            }
            let rest = text.get(at..segment.text.end).ok_or(DecodingError::Unfit(at))?;
            encode_into(segment.encoding, rest, &mut out);
        }
        Ok(out)
    }

    /// The byte range of the raw page that the bytes `range` of the decoded text come from. Time is linear in the segment.
    pub fn raw_range(&self, text: &str, range: Range<usize>) -> Range<usize> {
        let start = self.raw_offset(text, range.start, false);
        if range.is_empty() {
            return start..start;
        }
        start..self.raw_offset(text, range.end, true).max(start)
    }

    fn raw_offset(&self, text: &str, position: usize, end: bool) -> usize {
        let segment = self.segments.partition_point(|s| if end { s.text.end < position } else { s.text.end <= position });
        let Some(segment) = self.segments.get(segment).or(self.segments.last()) else { return position };
        let first = self.exceptions.partition_point(|e| e.raw < segment.raw.start);
        let last = self.exceptions.partition_point(|e| e.raw < segment.raw.end);
        let exceptions = self.exceptions.get(first..last).unwrap_or_default();
        // A position inside an exception belongs to the whole of it.
        let passed = exceptions.partition_point(|e| if end { e.text.start < position } else { e.text.end <= position });
        let (mut at, mut raw) = (segment.text.start, segment.raw.start);
        if let Some(before) = passed.checked_sub(1).and_then(|i| exceptions.get(i)) {
            (at, raw) = (before.text.end, before.raw + before.bytes.len());
        }
        if at >= position {
            return raw;
        }
        if let Some(around) = exceptions.get(passed).filter(|e| !end && e.text.start <= position) {
            return around.raw;
        }
        let between = text.get(at..position).unwrap_or_default();
        (raw + encoded_length(segment.encoding, between)).min(segment.raw.end)
    }
}

mod hex_bytes {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        serializer.serialize_str(&hex)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let hex = String::deserialize(deserializer)?;
        let pair = |i: usize| hex.get(i..i + 2).and_then(|p| u8::from_str_radix(p, 16).ok());
        (0..hex.len()).step_by(2).map(|i| pair(i).ok_or_else(|| serde::de::Error::custom("not hexadecimal"))).collect()
    }
}
