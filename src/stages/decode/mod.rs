//! Bytes become text.

use crate::decoding::Decoding;
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
    let text = String::from_utf8_lossy(bytes).into_owned();
    let decoding = Decoding::utf8(text.len());
    Decoded { text, decoding, said: Proposal::default() }
}

/// What was detected (placeholder until the branch `decode` lands).
#[derive(Debug, serde::Serialize)]
pub struct Detection {
    /// The encoding.
    pub encoding: Option<crate::decoding::Encoding>,
}

/// Detects the encoding of a page.
pub fn detect(_bytes: &[u8], _origin: &Origin, _setup: &Setup) -> Detection {
    Detection { encoding: Some(crate::decoding::Encoding::Utf8) }
}
