//! What a stage is.

use std::sync::Arc;

use crate::code::StageName;
use crate::config::Config;
use crate::edit::Proposal;
use crate::finding::{Fact, Finding};
use crate::judge::{Judge, JudgeError};
use crate::rule::{RuleBook, RuleError};
use crate::structure::{Kinds, Words};
use crate::text::Text;

/// One step of the pipeline. It reads a text and says what it wants changed; it cannot touch the text.
pub trait Stage: Send + Sync {
    /// Which stage it is.
    fn name(&self) -> StageName;
    /// Reads `text` and adds edits and findings to `out`. On its own output a stage proposes nothing.
    fn propose(&self, text: &Text<'_>, out: &mut Proposal);

    /// What an earlier stage found, as it reads after this stage: `None` where it stays. It is asked once, when the stage has read `text` and what it found
    /// of it is known.
    fn restate(&self, _text: &Text<'_>, _finding: &Finding) -> Option<Fact> {
        None
    }

    /// Reads `text` once and gives `each` what it proposes for every document that is in it, in order. Most stages see one document only.
    fn propose_each(&self, text: &Text<'_>, each: &mut dyn FnMut(Proposal)) {
        let mut proposal = Proposal::default();
        self.propose(text, &mut proposal);
        each(proposal);
    }
}

/// What every stage is built from.
#[derive(Clone)]
pub struct Resources {
    /// Settles every question of sense.
    pub judge: Arc<Judge>,
    /// The vocabulary of documents, read from the rules.
    pub words: Arc<Words>,
    /// Tells prose from what is none.
    pub(crate) kinds: Arc<Kinds>,
    /// The rule files.
    pub rules: Arc<RuleBook>,
    /// What the user asked for.
    pub config: Arc<Config>,
}

#[cfg(any(test, feature = "measure"))]
impl Resources {
    /// The embedded judge and rules with the default settings.
    pub fn embedded() -> Resources {
        let rules = RuleBook::embedded();
        let kinds = Arc::new(Kinds::read(&rules).expect("the embedded rules are sound"));
        Resources { judge: Arc::new(Judge::embedded()), words: Words::embedded(), kinds, rules: Arc::new(rules), config: Arc::default() }
    }
}

/// Why a stage could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// A rule file is missing or malformed.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The model of the judge in a folder of rules cannot be read.
    #[error("judge.model cannot be used")]
    Judge(#[from] JudgeError),
    /// The configuration asks for what this build or these rules cannot do.
    #[error("{0}")]
    Config(String),
}
