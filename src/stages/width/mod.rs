//! Punctuation, quotes, brackets and blanks in canonical form.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Width {}

impl Width {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Width {
    fn name(&self) -> StageName {
        StageName::Width
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
