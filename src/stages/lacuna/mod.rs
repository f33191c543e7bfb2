//! Torn and lost characters are restored or marked.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Lacuna {}

impl Lacuna {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Lacuna {
    fn name(&self) -> StageName {
        StageName::Lacuna
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
