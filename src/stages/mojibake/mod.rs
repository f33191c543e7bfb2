//! Wrongly decoded runs are decoded rightly.

mod codec;

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Mojibake {}

impl Mojibake {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Mojibake {
    fn name(&self) -> StageName {
        StageName::Mojibake
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
