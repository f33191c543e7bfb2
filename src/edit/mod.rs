//! Edits: how a stage says what it wants changed, and how that is applied, composed and taken back.
//!
//! All offsets are **byte** offsets and always fall on character boundaries. A [`Proposal`] and a [`Layer`]
//! speak of the text their stage was given (its *input*); [`Layer::to_input`] and [`Layer::to_output`] translate
//! between that text and the text the layer makes of it (its *output*).
//!
//! A layer holds the removed text as well as the inserted text, so it can be taken back from the output alone.
//! Script conversion makes thousands of edits a page, so they are packed: twenty bytes an edit and two
//! shared strings, not a heap object each.

mod compose;
mod layer;
mod numbers;
mod proposal;

use std::ops::Range;

use crate::code::Code;

pub use layer::{EditRef, Layer};
pub use proposal::{Proposal, Proposing};

/// A reading that was considered at a place, with its probability.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Candidate {
    /// What the place would read.
    pub text: String,
    /// How probable that is, in 0..=1.
    pub probability: f32,
}

/// How sure an edit is, in the words that stand for it everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// It proves itself, by bytes or by tags; nothing is weighed.
    Certain,
    /// Weighed, and sure enough to be applied.
    Probable,
    /// Weighed, and left undone.
    Doubtful,
}

impl Grade {
    /// The grade of an edit of this confidence that was applied or not.
    pub fn of(applied: bool, confidence: f32) -> Grade {
        match applied {
            false => Grade::Doubtful,
            true if confidence >= 1.0 => Grade::Certain,
            true => Grade::Probable,
        }
    }

    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            Grade::Certain => "certain",
            Grade::Probable => "probable",
            Grade::Doubtful => "doubtful",
        }
    }
}

/// One change: the bytes `at` of a stage's input become `with`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Byte range of the stage's input.
    pub at: Range<usize>,
    /// What stands there in the input.
    pub old: String,
    /// What shall stand there in the output.
    pub with: String,
    /// The rule that asks for it.
    pub rule: Code,
    /// How sure the stage is: 1.0 is certain, anything lower a probability.
    pub confidence: f32,
    /// What a reader should know besides.
    pub note: Option<String>,
    /// Other readings, best first.
    pub candidates: Vec<Candidate>,
}

/// Why a list of edits cannot be applied or taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The range is not inside the text, is reversed, or cuts a character.
    #[error("edit {rule} at {start}..{end} is not a character range of the text")]
    BadRange {
        /// The rule of the edit.
        rule: Code,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// Two edits want the same bytes, or insert at the same point.
    #[error("edit {rule} at {start}..{end} overlaps an edit before it")]
    Overlap {
        /// The rule of the edit that is refused.
        rule: Code,
        /// First byte.
        start: usize,
        /// Byte after the last.
        end: usize,
    },
    /// The text is not the one this layer made.
    #[error("the text differs at byte {0} from what the edits left there")]
    Changed(usize),
    /// Texts of 4 GiB and more are not handled.
    #[error("text of {0} bytes is too long")]
    TooLong(usize),
}

impl EditError {
    /// The rule of the edit that does not fit, where it is one edit.
    pub fn rule(&self) -> Option<Code> {
        match self {
            EditError::BadRange { rule, .. } | EditError::Overlap { rule, .. } => Some(*rule),
            EditError::Changed(_) | EditError::TooLong(_) => None,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Remark {
    note: Option<String>,
    candidates: Vec<Candidate>,
}

impl Remark {
    /// What several remarks say together: every note once, and the first list of candidates.
    fn of<'a>(remarks: impl Iterator<Item = &'a Remark>) -> Remark {
        let mut notes: Vec<&str> = Vec::new();
        let mut candidates: &[Candidate] = &[];
        for remark in remarks {
            notes.extend(remark.note.as_deref().filter(|note| !notes.contains(note)));
            if candidates.is_empty() {
                candidates = &remark.candidates;
            }
        }
        Remark { note: (!notes.is_empty()).then(|| notes.join("; ")), candidates: candidates.to_vec() }
    }
}

fn offset(value: usize) -> u32 {
    // Longer texts are turned away before any stage sees them (`EditError::TooLong`), so this never saturates.
    u32::try_from(value).unwrap_or(u32::MAX)
}
