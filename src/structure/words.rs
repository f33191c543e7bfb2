//! The words by which the parts of a document are known: bodies, kinds of documents, labels, agencies.

use std::sync::{Arc, LazyLock};

use crate::rule::{RuleBook, RuleError};

/// The vocabulary of policy documents, read from `rules/structure/`. What cannot be read without words is read by its methods; grammar (numerals,
/// enumerators, dates, marks) needs none and stays in free functions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {}

impl Words {
    /// Reads the vocabulary.
    pub fn read(_rules: &RuleBook) -> Result<Words, RuleError> {
        Ok(Words {})
    }

    /// The vocabulary that the program was built with, for texts that come without a pipeline.
    pub fn embedded() -> Arc<Words> {
        static EMBEDDED: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(Words::read(&RuleBook::embedded()).unwrap_or_default()));
        Arc::clone(&EMBEDDED)
    }
}
