//! What is not the document goes; what is information becomes metadata.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Furniture {}

impl Furniture {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Furniture {
    fn name(&self) -> StageName {
        StageName::Furniture
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
