//! The stages, one folder each, and the one list of them.

pub(crate) mod decode;
pub(crate) mod furniture;
pub(crate) mod gloss;
pub(crate) mod lacuna;
pub(crate) mod lines;
pub(crate) mod markup;
pub(crate) mod mojibake;
pub(crate) mod ocr;
pub(crate) mod script;
pub(crate) mod unicode;
pub(crate) mod width;

use crate::code::StageName;
use crate::stage::{BuildError, Resources, Stage};

/// How a stage is set up.
type SetUp = fn(&Resources) -> Result<Box<dyn Stage>, BuildError>;

/// The stages after decode, in order. This is the one list: `docs/damage.md` says why the order is so.
const STAGES: [(StageName, SetUp); 9] = [
    (StageName::Markup, |resources| Ok(Box::new(markup::Markup::new(resources)?))),
    (StageName::Mojibake, |resources| Ok(Box::new(mojibake::Mojibake::new(resources)?))),
    (StageName::Unicode, |resources| Ok(Box::new(unicode::Unicode::new(resources)?))),
    (StageName::Gloss, |resources| Ok(Box::new(gloss::Gloss::new(resources)?))),
    (StageName::Script, |resources| Ok(Box::new(script::Script::new(resources)?))),
    (StageName::Lacuna, |resources| Ok(Box::new(lacuna::Lacuna::new(resources)?))),
    (StageName::Width, |resources| Ok(Box::new(width::Width::new(resources)?))),
    (StageName::Furniture, |resources| Ok(Box::new(furniture::Furniture::new(resources)?))),
    (StageName::Lines, |resources| Ok(Box::new(lines::Lines::new(resources)?))),
];

/// Sets up the stages after decode that the settings ask for, and no other.
pub(crate) fn build(resources: &Resources) -> Result<Vec<Box<dyn Stage>>, BuildError> {
    STAGES.iter().filter(|(name, _)| resources.config.runs(*name)).map(|(_, set_up)| set_up(resources)).collect()
}

/// Sets up one stage by its name.
#[cfg(feature = "measure")]
pub fn set_up(name: StageName, resources: &Resources) -> Option<Result<Box<dyn Stage>, BuildError>> {
    STAGES.iter().find(|(known, _)| *known == name).map(|(_, set_up)| set_up(resources))
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
        Layer::decide(text, proposal, 0.9).unwrap().apply(text).unwrap()
    }
}
