//! One code point for one character.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Unicode {}

impl Unicode {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Unicode {
    fn name(&self) -> StageName {
        StageName::Unicode
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
