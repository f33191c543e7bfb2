//! The lattice of what a damaged run may have been: `search` builds it, `answer` reads it.

use std::ops::Range;

use crate::lattice::Graph;

/// One step of the search: a character that is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) character: char,
    /// The number of the unit it belongs to.
    pub(super) unit: u16,
    /// How many characters of the unit come before it.
    pub(super) depth: u8,
    /// Whether the unit's own bytes are reached.
    pub(super) last: bool,
    /// Whether the character stands in the text as it is.
    pub(super) plain: bool,
}

/// Every reading of a run.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    pub(super) graph: Graph<Step>,
    /// The arcs of each unit.
    pub(super) units: Vec<Range<usize>>,
    /// The nodes each unit ends in.
    pub(super) ends: Vec<Range<usize>>,
}
