//! The words by which lines that are no prose are known.

use crate::rule::{RuleBook, RuleError};
use crate::structure::words::List;

/// The file of words.
const FILE: &str = "structure/kind_words.tsv";

macro_rules! lists {
    ($($field:ident = $list:literal,)*) => {
        /// The lists of the file, whose header says what each of them is.
        #[derive(Clone, Debug, Default)]
        pub(super) struct WordLists { $(pub(super) $field: List,)* }

        impl WordLists {
            fn list(&mut self, name: &str) -> Option<&mut List> {
                match name {
                    $($list => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

lists! {
    code = "code",
    levels = "level",
    parts_of_speech = "part_of_speech",
    labels = "label",
    surnames = "surname",
    headers = "header",
    units = "unit",
}

impl WordLists {
    pub(super) fn read(rules: &RuleBook) -> Result<WordLists, RuleError> {
        let mut lists = WordLists::default();
        for (line, name, word) in rules.pairs(FILE)? {
            let error = || RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: there is no list {name:?}") };
            lists.list(name).ok_or_else(error)?.push(word);
        }
        Ok(lists)
    }
}
