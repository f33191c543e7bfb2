//! The words by which the parts of a document are known: bodies, kinds of documents, labels, agencies.

use std::collections::BTreeMap;
#[cfg(any(test, feature = "measure"))]
use std::sync::{Arc, LazyLock};

use super::label::Label;
use crate::rule::{RuleBook, RuleError};

/// The files of lists of words.
const FILES: [&str; 5] = ["structure/bodies.tsv", "structure/lines.tsv", "structure/press.tsv", "structure/republic.tsv", "structure/titles.tsv"];
/// The file of labels.
const LABELS: &str = "structure/labels.tsv";

/// One list of words. No word depends on the order of the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct List(Vec<String>);

impl List {
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Adds a word.
    pub(crate) fn push(&mut self, word: &str) {
        self.0.push(word.to_owned());
    }

    /// Whether a text is one of the words.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.iter().any(|word| word == text)
    }

    /// Whether a text begins with one of the words.
    pub(crate) fn begin(&self, text: &str) -> bool {
        self.iter().any(|word| text.starts_with(word))
    }

    /// Whether a text ends with one of the words.
    pub(crate) fn end(&self, text: &str) -> bool {
        self.iter().any(|word| text.ends_with(word))
    }

    /// Whether one of the words stands in a text.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// What follows the word that a text begins with.
    pub(crate) fn after<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| text.strip_prefix(word))
    }

    /// What precedes the word that a text ends with.
    pub(crate) fn before<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| text.strip_suffix(word))
    }
}

/// What a label gives and where it is read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Labelling {
    pub(super) gives: Label,
    /// In lines of labels.
    pub(super) in_lines: bool,
    /// In tables of record.
    pub(super) in_records: bool,
}

macro_rules! words {
    ($($field:ident = $list:literal,)*) => {
        /// The vocabulary of policy documents, read from `rules/structure/`, whose headers say what each list is. What cannot be read without words is
        /// read by its methods; grammar (numerals, enumerators, dates, marks) needs none and stays in free functions.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Words {
            $(pub(crate) $field: List,)*
            pub(super) labels: BTreeMap<String, Labelling>,
        }

        impl Words {
            fn list(&mut self, name: &str) -> Option<&mut List> {
                match name {
                    $($list => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }
    };
}

words! {
    bodies = "body",
    body_endings = "body_ending",
    short_body_endings = "short_body_ending",
    no_bodies = "no_body",
    signer_endings = "signer_ending",
    prose = "prose",
    after_bodies = "after_bodies",
    officers = "officer",
    kinds = "kind",
    closing_kinds = "closing_kind",
    before_kind = "before_kind",
    about = "about",
    printing = "printing",
    opening = "opening",
    after_library = "after_library",
    put_into_force = "put_into_force",
    changing = "changing",
    site_endings = "site_ending",
    addressed_persons = "addressed_person",
    addressed_bodies = "addressed_body",
    announcing = "announcing",
    release_starts = "release_start",
    release_words = "release_word",
    number_labels = "number_label",
    before_number = "before_number",
    numbered = "numbered",
    jumps = "jump",
    jumps_on = "jump_on",
    agencies = "agency",
    credit_endings = "credit_ending",
    credit_starts = "credit_start",
    reporters = "reporter",
    sent = "sent",
    bylines = "byline",
    end_marks = "end_mark",
    page_words = "page_word",
    issue_numbers = "issue_number",
    run_into = "run_into",
    no_persons = "no_person",
    republic_words = "republic_word",
    serial_marks = "serial_mark",
    serial_ends = "serial_end",
    docket_years = "docket_year",
    letter_kinds = "letter_kind",
    letter_bodies = "letter_body",
    letter_dates = "letter_date",
    letter_addresses = "letter_address",
    as_listed = "as_listed",
    rulings = "ruling",
    matters = "matter",
    courts = "court",
    macau_kinds = "macau_kind",
    gazette_kinds = "gazette_kind",
}

impl Words {
    /// Reads the vocabulary.
    pub(crate) fn read(rules: &RuleBook) -> Result<Words, RuleError> {
        let mut words = Words::default();
        for file in FILES {
            for (line, name, word) in rules.pairs(file)? {
                let error = || RuleError::Format { file: file.to_owned(), reason: format!("line {line}: there is no list {name:?}") };
                words.list(name).ok_or_else(error)?.0.push(word.to_owned());
            }
        }
        for (line, row) in rules.rows(LABELS)? {
            let error = || RuleError::Format { file: LABELS.to_owned(), reason: format!("line {line}: a label, what it gives, and line, record or both") };
            let [label, gives, place @ ("line" | "record" | "both")] = row[..] else { return Err(error()) };
            let gives = Label::named(gives).ok_or_else(error)?;
            words.labels.insert(label.to_owned(), Labelling { gives, in_lines: place != "record", in_records: place != "line" });
        }
        Ok(words)
    }

    /// The vocabulary that the program was built with, for texts that come without a pipeline.
    #[cfg(any(test, feature = "measure"))]
    pub(crate) fn embedded() -> Arc<Words> {
        // A test reads the shipped files; without words nothing is recognised, which stands in for the impossible.
        static EMBEDDED: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(Words::read(&RuleBook::embedded()).unwrap_or_default()));
        Arc::clone(&EMBEDDED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_words() {
        let book = RuleBook::embedded();
        let mut words = Words::read(&book).expect("the embedded rules are sound");
        for file in FILES {
            let header = book.file(file).expect("embedded").lines().filter_map(|line| line.strip_prefix("# ")?.split_once(": "));
            let described = header.skip_while(|(name, _)| *name != "Columns").skip(1);
            for (list, _) in described {
                assert!(words.list(list).is_some_and(|list| !list.0.is_empty()), "{file}: {list}");
            }
        }
        assert!(!words.labels.is_empty());
    }

    #[test]
    fn a_list_that_there_is_not_is_named() {
        let mut book = RuleBook::embedded();
        book.overlay([("structure/press.tsv.more".to_owned(), b"newspaper\tx\n".to_vec())]).expect("UTF-8");
        assert!(Words::read(&book).is_err_and(|error| error.to_string().contains("structure/press.tsv")));
    }

    #[test]
    fn a_folder_of_rules_adds_words() {
        let mut book = RuleBook::embedded();
        book.overlay([("structure/bodies.tsv.more".to_owned(), "body\t甲乙丙\n".into())]).expect("UTF-8");
        assert!(Words::read(&book).expect("sound").is_issuer("甲乙丙") && !Words::embedded().is_issuer("甲乙丙"));
    }
}
