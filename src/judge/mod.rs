//! The judge (placeholder until the branch `judge` lands).

/// The judge.
pub struct Judge {}

impl Judge {
    /// A hash of the model.
    pub fn fingerprint(&self) -> String {
        String::new()
    }

    /// The judge the program ships.
    pub fn embedded() -> Judge {
        Judge {}
    }
}
