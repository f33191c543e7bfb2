//! The words that the steps of the stage know (`rules/furniture/words.tsv`).

use crate::rule::{RuleBook, RuleError};

/// The file with the words.
const FILE: &str = "furniture/words.tsv";

/// The words of one kind.
#[derive(Debug, Default)]
pub(super) struct List(Vec<String>);

impl List {
    /// Whether a text begins with one of them.
    pub(super) fn begin(&self, text: &str) -> bool {
        self.strip_start(text).is_some()
    }

    /// What is left of a text without the one that it begins with.
    pub(super) fn strip_start<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.0.iter().find_map(|word| text.strip_prefix(word.as_str()))
    }

    /// What is left of a text without the one that it ends with.
    pub(super) fn strip_end<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.0.iter().find_map(|word| text.strip_suffix(word.as_str()))
    }

    /// Whether one of them stands in a text.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        self.0.iter().any(|word| text.contains(word))
    }

    /// Whether a text is one of them.
    pub(super) fn have(&self, text: &str) -> bool {
        self.0.iter().any(|word| word == text)
    }
}

/// Declares the kinds of words: a field for each, by its name in the file.
macro_rules! kinds {
    ($($kind:ident),+ $(,)?) => {
        /// The words by their kinds; the header of the file says what each is for.
        #[derive(Debug, Default)]
        pub(super) struct Lexicon { $(pub(super) $kind: List),+ }

        impl Lexicon {
            fn list(&mut self, kind: &str) -> Option<&mut List> {
                match kind { $(stringify!($kind) => Some(&mut self.$kind),)+ _ => None }
            }

            /// A kind that has no word.
            fn empty(&self) -> Option<&'static str> {
                [$((stringify!($kind), &self.$kind)),+].into_iter().find(|(_, list)| list.0.is_empty()).map(|(kind, _)| kind)
            }
        }
    };
}

kinds! {
    ago_unit, back_button, caption_start, closing, counted, credit_mark, edit_button, home, imprint, interview_end, paper_end,
    path_start, press_mark, record, record_issuer, record_keywords, record_number, record_published, record_signed, record_title, vague_label,
}

impl Lexicon {
    /// Reads the words. Every kind has one.
    pub(super) fn load(rules: &RuleBook) -> Result<Lexicon, RuleError> {
        let wrong = |reason: String| RuleError::Format { file: FILE.to_owned(), reason };
        let mut words = Lexicon::default();
        for (number, kind, word) in rules.pairs(FILE)? {
            words.list(kind).ok_or_else(|| wrong(format!("line {number}: there is no kind {kind:?}")))?.0.push(word.to_owned());
        }
        match words.empty() {
            Some(kind) => Err(wrong(format!("no word is {kind}"))),
            None => Ok(words),
        }
    }
}
