//! HTML and Markdown become main text.

use crate::edit::Proposal;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::text::Text;

/// The stage.
pub struct Markup {}

impl Markup {
    /// Sets the stage up.
    pub fn new(_setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self {})
    }
}

impl Stage for Markup {
    fn name(&self) -> StageName {
        StageName::Markup
    }

    fn propose(&self, _text: &Text<'_>, _out: &mut Proposal) {}
}
