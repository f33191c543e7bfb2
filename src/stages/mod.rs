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

use crate::stage::{Setup, SetupError, Stage};

/// Builds the stages after decode that the settings ask for. This is the one list: `docs/damage.md` says why the order is so.
pub(crate) fn build(setup: &Setup) -> Result<Vec<Box<dyn Stage>>, SetupError> {
    let mut stages: Vec<Box<dyn Stage>> = vec![
        Box::new(markup::Markup::new(setup)?),
        Box::new(mojibake::Mojibake::new(setup)?),
        Box::new(unicode::Unicode::new(setup)?),
        Box::new(gloss::Gloss::new(setup)?),
        Box::new(script::Script::new(setup)?),
        Box::new(lacuna::Lacuna::new(setup)?),
        Box::new(width::Width::new(setup)?),
        Box::new(furniture::Furniture::new(setup)?),
        Box::new(lines::Lines::new(setup)?),
    ];
    stages.retain(|stage| setup.config.runs(stage.name()));
    Ok(stages)
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
