//! What a stage is.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::config::Config;
use crate::edit::Proposal;
use crate::judge::{Judge, JudgeError};
use crate::rule::{RuleBook, RuleError};
use crate::text::Text;

/// One step of the pipeline. It reads a text and says what it wants changed; it cannot touch the text.
pub trait Stage: Send + Sync {
    /// Which stage it is.
    fn name(&self) -> StageName;
    /// Reads `text` and adds edits and findings to `out`. On its own output a stage proposes nothing.
    fn propose(&self, text: &Text<'_>, out: &mut Proposal);
}

/// What every stage is built from.
#[derive(Clone)]
pub struct Setup {
    /// Settles every question of sense.
    pub judge: Arc<Judge>,
    /// The rule files.
    pub rules: Arc<RuleBook>,
    /// What the user asked for.
    pub config: Arc<Config>,
}

/// Why a stage could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// A rule file is missing or malformed.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The model of the judge in a folder of rules cannot be read.
    #[error("judge.model: {0}")]
    Judge(#[from] JudgeError),
    /// The configuration asks for what this build or these rules cannot do.
    #[error("{0}")]
    Config(String),
}

macro_rules! stages {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $letter:literal;)*) => {
        /// The stages, in the order of the pipeline.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum StageName { $($(#[$doc])* $variant,)* }

        impl StageName {
            /// Every stage, in order.
            pub const ALL: &'static [StageName] = &[$(StageName::$variant),*];

            /// The name on the command line and in apparatus and manifest.
            pub const fn as_str(self) -> &'static str {
                match self { $(StageName::$variant => $name,)* }
            }

            /// The letter its rules' codes begin with.
            pub const fn letter(self) -> char {
                match self { $(StageName::$variant => $letter,)* }
            }
        }
    };
}

stages! {
    /// Bytes become text.
    Decode = "decode", 'D';
    /// HTML and Markdown become main text.
    Markup = "markup", 'K';
    /// Wrongly decoded runs are decoded rightly.
    Mojibake = "mojibake", 'M';
    /// One code point for one character.
    Unicode = "unicode", 'U';
    /// Readings in brackets go.
    Gloss = "gloss", 'G';
    /// Traditional becomes simplified.
    Script = "script", 'S';
    /// Torn and lost characters are restored or marked.
    Lacuna = "lacuna", 'E';
    /// Punctuation, quotes, brackets, blanks.
    Width = "width", 'W';
    /// What is not the document goes.
    Furniture = "furniture", 'F';
    /// A block becomes a line.
    Lines = "lines", 'L';
}

impl fmt::Display for StageName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for StageName {
    type Err = SetupError;
    fn from_str(name: &str) -> Result<Self, SetupError> {
        StageName::ALL.iter().copied().find(|stage| stage.as_str() == name).ok_or_else(|| {
            let all: Vec<&str> = StageName::ALL.iter().map(|stage| stage.as_str()).collect();
            SetupError::Config(format!("there is no stage {name:?}; the stages are {}", all.join(", ")))
        })
    }
}

impl serde::Serialize for StageName {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for StageName {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
