//! Bytes become text.

mod binary;
mod builder;
mod declared;
mod detect;
mod hz;
mod limits;
mod mixed;
mod read;

mod sample;
mod score;
mod wide;

pub use detect::{Contender, Detection, detect};

use std::collections::BTreeMap;
use std::ops::Range;

use crate::code::Code;
use crate::decoding::Decoding;
use crate::edit::Proposal;
use crate::encoding::Encoding;
use crate::finding::{Damage, EncodingShare, Fact};
use crate::stage::Resources;
use crate::text::Origin;
use builder::Builder;

/// A decoded page.
#[derive(Debug, Default)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// How it came from the bytes.
    pub decoding: Decoding,
    /// Findings, and the rejection of a page that is no text. Offsets are of the decoded text. It holds no edits.
    pub proposal: Proposal,
}

/// Bytes are bad: they are shown as U+FFFD and kept in the record.
const BAD_BYTES: Code = Code::new("D008");
/// The page is in several encodings.
const MIXED: Code = Code::new("D009");
/// The page is all blanks.
const BLANK: Code = Code::new("D012");

/// Decodes a page. Encoding the text by the record gives the bytes again, always.
pub fn decode(bytes: &[u8], origin: &Origin, resources: &Resources) -> Decoded {
    let valid = as_utf8(bytes);
    let detection = detect::examine(bytes, origin, resources, valid.is_some());
    let mut proposal = Proposal::default();
    let Some(encoding) = detection.encoding else {
        proposal.reject(detection.rule, detection.rejected.unwrap_or_default());
        let mut page = Builder::default();
        if !bytes.is_empty() {
            // Every byte is a character of windows-1252: nothing is lost, and the record stays short.
            page.segment(Encoding::Windows1252, bytes, 0..bytes.len());
        }
        return Decoded { text: page.text, decoding: page.decoding, proposal };
    };
    let page = match valid {
        Some(text) if encoding == Encoding::Utf8 => Builder::of_utf8(text),
        _ => {
            let mut page = Builder::with_capacity(bytes.len());
            for (encoding, raw) in mixed::stretches(bytes, encoding, &resources.judge) {
                page.segment(encoding, bytes, raw);
            }
            page
        }
    };
    let Builder { text, decoding, bad, .. } = page;
    if text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0')) {
        proposal.reject(BLANK, "the page has no text, only blanks");
    }
    describe(&detection, &text, &decoding, &bad, &mut proposal);
    Decoded { text, decoding, proposal }
}

/// The bytes as UTF-8, if they are.
fn as_utf8(bytes: &[u8]) -> Option<&str> {
    // What is no UTF-8 mostly shows it in the first few characters; the fast check reads all of a page before it answers.
    let head = bytes.get(..limits::VALID_HEAD).unwrap_or(bytes);
    if std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some()) {
        return None;
    }
    simdutf8::basic::from_utf8(bytes).ok()
}

/// States what was found.
fn describe(detection: &Detection, text: &str, decoding: &Decoding, bad: &[Range<usize>], proposal: &mut Proposal) {
    if let [only] = decoding.segments.as_slice() {
        proposal.find(Fact::Encoding(EncodingShare { encoding: only.encoding, per_mille: None }), 0..text.len(), detection.rule);
    } else {
        let mut shares: BTreeMap<Encoding, usize> = BTreeMap::new();
        decoding.segments.iter().for_each(|segment| *shares.entry(segment.encoding).or_default() += segment.raw.len());
        let total: usize = shares.values().sum();
        let mut shares: Vec<(Encoding, usize)> = shares.into_iter().collect();
        shares.sort_by_key(|&(encoding, share)| (std::cmp::Reverse(share), encoding));
        for (i, (encoding, share)) in shares.into_iter().enumerate() {
            let at = decoding.segments.iter().find(|segment| segment.encoding == encoding).map_or(0..0, |segment| segment.text.clone());
            proposal.find(Fact::Encoding(EncodingShare::new(encoding, share, total)), at, if i == 0 { detection.rule } else { MIXED });
        }
    }
    for at in bad.iter().take(limits::MOST_FINDINGS) {
        proposal.find(Fact::Damage(Damage::InvalidBytes), at.clone(), BAD_BYTES);
    }
    if bad.len() > limits::MOST_FINDINGS {
        proposal.find(Fact::Remark(format!("bytes do not decode in {} places; {} are listed", bad.len(), limits::MOST_FINDINGS)), 0..0, BAD_BYTES);
    }
}

#[cfg(test)]
mod tests;
