//! A Latin word that was broken at the end of a line: whether its hyphen goes or belongs to the word is asked of the document's own words first.

use std::collections::{HashMap, HashSet};

use crate::rule::{RuleBook, RuleError};

/// The file of parts of words.
const FILE: &str = "lines/hyphen.tsv";

/// The parts of words that tell where a hyphen belongs.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// Ends of words that are no words.
    ends: HashSet<String>,
    /// What is written before a hyphen.
    heads: HashSet<String>,
}

impl Parts {
    pub(super) fn read(rules: &RuleBook) -> Result<Parts, RuleError> {
        let mut parts = Parts::default();
        for (line, name, word) in rules.pairs(FILE)? {
            match name {
                "end" => {
                    parts.ends.insert(word.to_owned());
                }
                "head" => {
                    parts.heads.insert(word.to_owned());
                }
                _ => return Err(RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: there is no list {name:?}") }),
            }
        }
        Ok(parts)
    }
}

/// The two parts of a word that a hyphen at the end of a line parts.
pub(super) fn parts<'a>(before: &'a str, after: &'a str) -> Option<(&'a str, &'a str)> {
    let head = before.strip_suffix(['-', '\u{ad}', '‐'])?;
    let start = head.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let end = after.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(after.len());
    let (first, second) = (head.get(start..)?, after.get(..end)?);
    let more = after.get(end..)?.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    (first.len() > 1 && second.len() > 1 && !more).then_some((first, second))
}

/// How often the Latin words of a text stand in it, those with a hyphen as one, in small letters.
pub(super) fn words_of(text: &str) -> HashMap<String, u32> {
    let mut all = HashMap::new();
    for word in text.split(|c: char| !(c.is_ascii_alphabetic() || c == '-')).filter(|word| word.len() > 2 && !word.starts_with('-') && !word.ends_with('-')) {
        *all.entry(word.to_ascii_lowercase()).or_default() += 1;
    }
    all
}

/// Whether the hyphen between two parts is the break's and goes.
pub(super) fn goes(first: &str, second: &str, words: &HashMap<String, u32>, parts: &Parts) -> bool {
    let (first, second) = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
    let count = |word: &str| words.get(word).copied().unwrap_or_default();
    let (whole, hyphened) = (count(&[first.as_str(), second.as_str()].concat()), count(&format!("{first}-{second}")));
    if whole != hyphened {
        return whole > hyphened;
    }
    // The second part stands at the start of its line, and is counted there.
    parts.ends.contains(&second) && !parts.heads.contains(&first) && count(&second) < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_document_say_where_a_hyphen_belongs() {
        let parts = Parts::read(&RuleBook::embedded()).expect("sound rules");
        let words = words_of("The database is well-known, and databases are.");
        assert!(goes("data", "base", &words, &parts) && !goes("well", "known", &words, &parts));
        assert!(goes("infor", "mation", &words, &parts) && goes("trans", "lation", &words, &parts) && goes("bibli", "ography", &words, &parts));
        assert!(!goes("long", "term", &words, &parts) && !goes("decision", "making", &words, &parts) && !goes("co", "operation", &words, &parts));
    }

    #[test]
    fn a_broken_word_has_two_parts_of_small_letters() {
        assert_eq!(parts("多种infor-", "mation的"), Some(("infor", "mation")));
        assert_eq!(parts("COVID-", "19"), None);
        assert_eq!(parts("第3-", "mation"), None);
    }
}
