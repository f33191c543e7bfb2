//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
pub mod decode {}

/// Stage markup.
pub mod markup {}

/// Stage mojibake.
pub mod mojibake {}

/// Stage gloss.
pub mod gloss {}

/// Stage script.
pub mod script {
    /// From this share of kana and hangul among the letters on, a line or page is Japanese or Korean and stays as it is. Japanese prose has
    /// .35 to .6; a Chinese line with a の or a foreign name stays below.
    pub const FOREIGN_SHARE: f64 = 0.15;

    /// From this share of the rarer script on, a page is mixed. Machine-made traditional pages keep a few simplified characters: 5 of 2,259
    /// in one seed page.
    pub const MIXED_SHARE: f64 = 0.1;

    /// What evidence of script weighs for each character it stands further away, in a line with both scripts.
    pub const NEARNESS: f64 = 0.8;

    /// A character both scripts have, in a line with both, where its neighbourhood is traditional.
    pub const NEARBY: f32 = 0.95;

    /// Natural logarithm of how much likelier the first reading of an open character is before the sentence is read.
    pub const LIKELIEST: f32 = 3.0;

    /// A traditional character that is mentioned in simplified text: kept out of the text, below any sensible `accept`.
    pub const MENTION: f32 = 0.3;
}

/// Stage lacuna.
pub mod lacuna {}

/// Stage furniture.
pub mod furniture {}

/// Stage lines.
pub mod lines {}
