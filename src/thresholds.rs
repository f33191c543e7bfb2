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
pub mod script {}

/// Stage lacuna.
pub mod lacuna {}

/// Stage furniture.
pub mod furniture {}

/// Stage lines.
pub mod lines {}
