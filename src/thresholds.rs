//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
pub mod decode {}

/// Stage markup.
pub mod markup {
    /// Points of proof that make a page Markdown: one bold opening of a paragraph, two headings of level two, a heading and two list marks, …
    pub const MARKDOWN_POINTS: u32 = 3;
    /// More than this share of lines that look like source code, and nothing proves a page Markdown: `## ` is a comment there.
    pub const CODE_LINES: f64 = 0.2;
    /// Bytes in which the address of a Markdown link must end.
    pub const LINK_BYTES: usize = 2048;
    /// A tag left over in plain text is no longer than this, in bytes.
    pub const STRAY_TAG_BYTES: usize = 2048;
    /// A one-letter tag left over in plain text has its partner within so many bytes.
    pub const STRAY_PARTNER_BYTES: usize = 4096;
    /// So many references to Latin-1 letters, and a text is mojibake written in references, which is another stage's.
    pub const LATIN_REFERENCES: u32 = 3;
    /// How often a stage may read its own result again before it gives up what it found last.
    pub const ROUNDS: usize = 6;
}

/// Stage mojibake.
pub mod mojibake {}

/// Stage gloss.
pub mod gloss {}

/// Stage script.
pub mod script {}

/// Stage lacuna.
pub mod lacuna {}

/// Stage furniture.
pub mod furniture {}

/// Stage lines.
pub mod lines {}
