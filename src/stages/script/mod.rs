//! Traditional becomes simplified.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Script {}

impl Script {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Script {
    fn name(&self) -> StageName {
        StageName::Script
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
