//! Names that everything else is filed under: the stages of the pipeline and the codes of their rules.

use std::fmt;
use std::str::FromStr;

/// The stable code of a rule: a letter for its stage and three digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; 4]);

impl Code {
    /// A code known when the program is written.
    ///
    /// # Panics
    /// When compiled with anything but a capital letter and three digits; used in constants only.
    #[allow(clippy::panic)]
    pub const fn new(code: &'static str) -> Code {
        match Code::parse(code) {
            Some(code) => code,
            None => panic!("a rule code is a capital letter and three digits"),
        }
    }

    /// Reads a code; `None` for anything that is not a capital letter and three digits.
    pub const fn parse(code: &str) -> Option<Code> {
        let b = code.as_bytes();
        if b.len() != 4 || !b[0].is_ascii_uppercase() || !b[1].is_ascii_digit() || !b[2].is_ascii_digit() || !b[3].is_ascii_digit() {
            return None;
        }
        Some(Code([b[0], b[1], b[2], b[3]]))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("????")
    }

    /// The letter of the stage.
    pub fn letter(&self) -> char {
        self.0[0] as char
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Code::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is not a rule code")))
    }
}

/// A name that is no stage's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no stage {0:?}; the stages are {all}", all = StageName::ALL.iter().map(|stage| stage.as_str()).collect::<Vec<_>>().join(", "))]
pub struct UnknownStage(pub String);

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
    type Err = UnknownStage;
    fn from_str(name: &str) -> Result<Self, UnknownStage> {
        StageName::ALL.iter().copied().find(|stage| stage.as_str() == name).ok_or_else(|| UnknownStage(name.to_owned()))
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
