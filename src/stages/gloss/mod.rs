//! Readings in brackets after their character go.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Gloss {}

impl Gloss {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Gloss {
    fn name(&self) -> StageName {
        StageName::Gloss
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
