//! Lines that the run has found at the edges of many pages (`src/corpus/repeated.rs` counts them, `src/structure/edge.rs` says which lines may be counted).

use super::page::Line;
use super::{Decision, limits};
use crate::code::Code;
use crate::structure::Words;

const REPEATED: Code = Code::new("F021");

/// Which of the lines that are left go because the run has them on many pages: their indices.
pub(super) fn repeated(left: &[Line<'_>], known: &[u64], words: &Words) -> Vec<usize> {
    if known.is_empty() {
        return Vec::new();
    }
    let lines: Vec<&str> = left.iter().map(|line| line.text).collect();
    words.edges(&lines).into_iter().filter(|(_, hash)| known.contains(hash)).map(|(at, _)| at).collect()
}

/// Why they go.
pub(super) fn decision() -> Decision {
    Decision { rule: REPEATED, confidence: limits::REPEATED, note: None }
}
