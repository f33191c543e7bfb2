//! Bytes become text.

pub(crate) mod codec;
mod binary;
mod declared;
mod detect;
mod hz;
mod read;
mod sample;
mod score;
mod tables;

pub use detect::{Contender, Detection, detect};

use crate::decoding::{Decoding, Encoding};
use crate::edit::Proposal;
use crate::stage::Setup;
use crate::text::Origin;

/// A decoded page.
#[derive(Debug, Default)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// How it came from the bytes.
    pub decoding: Decoding,
    /// Findings, and the rejection of a page that is no text. Offsets are of the decoded text. It holds no edits.
    pub said: Proposal,
}

/// Decodes a page.
pub fn decode(bytes: &[u8], _origin: &Origin, _setup: &Setup) -> Decoded {
    let mut reading = read::Reading::with_capacity(bytes.len());
    reading.segment(Encoding::Utf8, bytes, 0..bytes.len());
    Decoded { text: reading.text, decoding: reading.decoding, said: Proposal::default() }
}

#[cfg(test)]
mod tests;
