//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
pub mod decode {}

/// Stage markup.
pub mod markup {}

/// Stage mojibake.
pub mod mojibake {}

/// Stage gloss. What is sure is counted, not measured: in 112 MB of clean prose (`corpus/`) no bracket holds a reading of the character before it
/// that the rules below would take away (see `docs/gloss.md`), so the figures say how much a reader would believe.
pub mod gloss {
    /// Glosses of characters glossed before, from which on a page is held for a cloned one. Lessons and articles gloss a character once.
    pub const REPEATS: usize = 3;
    /// With so many glosses a page is a clone even where it speaks of readings.
    pub const MANY: usize = 10;
    /// Confidence with that many repeats, where the glossed characters also stand without gloss or no tone is marked.
    pub const REPEATED: f32 = 0.98;
    /// Three or more glosses of common characters in prose.
    pub const SEVERAL: f32 = 0.96;
    /// Two of them, of characters with one reading or traditional ones, or three without tones.
    pub const TWO: f32 = 0.93;
    /// One, with a blank inside the bracket or of a traditional character; or two without tones of the same character or of one that has one reading.
    pub const LONE: f32 = 0.91;
    /// Anything else.
    pub const DOUBTFUL: f32 = 0.5;
}

/// Stage script.
pub mod script {}

/// Stage lacuna.
pub mod lacuna {}

/// Stage furniture.
pub mod furniture {}

/// Stage lines.
pub mod lines {}
