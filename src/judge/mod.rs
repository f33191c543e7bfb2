//! The judge (placeholder until the branch `judge` lands).

/// The judge.
pub struct Judge {}

impl Judge {
    /// The judge the program ships.
    pub fn embedded() -> Judge {
        Judge {}
    }
}
