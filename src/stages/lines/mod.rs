//! A block becomes a line.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Lines {}

impl Lines {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Lines {
    fn name(&self) -> StageName {
        StageName::Lines
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
