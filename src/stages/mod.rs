//! The stages, one folder each, and the one list of them.

pub mod decode;
pub mod furniture;
pub mod gloss;
pub mod lacuna;
pub mod lines;
pub mod markup;
pub mod mojibake;
pub mod script;
pub mod unicode;
pub mod width;

use crate::code::StageName;
use crate::stage::{Setup, SetupError, Stage};

/// How a stage is set up.
type SetUp = fn(&Setup) -> Result<Box<dyn Stage>, SetupError>;

/// The stages after decode, in order. This is the one list: `docs/damage.md` says why the order is so.
const STAGES: [(StageName, SetUp); 9] = [
    (StageName::Markup, |setup| Ok(Box::new(markup::Markup::new(setup)?))),
    (StageName::Mojibake, |setup| Ok(Box::new(mojibake::Mojibake::new(setup)?))),
    (StageName::Unicode, |setup| Ok(Box::new(unicode::Unicode::new(setup)?))),
    (StageName::Gloss, |setup| Ok(Box::new(gloss::Gloss::new(setup)?))),
    (StageName::Script, |setup| Ok(Box::new(script::Script::new(setup)?))),
    (StageName::Lacuna, |setup| Ok(Box::new(lacuna::Lacuna::new(setup)?))),
    (StageName::Width, |setup| Ok(Box::new(width::Width::new(setup)?))),
    (StageName::Furniture, |setup| Ok(Box::new(furniture::Furniture::new(setup)?))),
    (StageName::Lines, |setup| Ok(Box::new(lines::Lines::new(setup)?))),
];

/// Sets up the stages after decode that the settings ask for, and no other.
pub(crate) fn build(setup: &Setup) -> Result<Vec<Box<dyn Stage>>, SetupError> {
    STAGES.iter().filter(|(name, _)| setup.config.runs(*name)).map(|(_, set_up)| set_up(setup)).collect()
}

/// What the tests of single stages need.
#[cfg(test)]
pub(crate) mod testing {
    use crate::edit::{Layer, Proposal};
    use crate::stage::Stage;
    use crate::text::{Origin, Text};

    /// What a stage makes of a text.
    pub(crate) fn cleaned(stage: &dyn Stage, text: &str) -> String {
        let mut proposal = Proposal::default();
        stage.propose(&Text::new(text, &[], &Origin::default()), &mut proposal);
        Layer::settle(text, proposal, 0.9).unwrap().apply(text).unwrap()
    }
}
