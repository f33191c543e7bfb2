//! The words that tell text from damage, from `rules/mojibake/words.tsv`.

use std::collections::HashSet;

use crate::rule::RuleBook;
use crate::stage::BuildError;

const FILE: &str = "mojibake/words.tsv";

/// The words, by what they tell.
#[derive(Debug, Default)]
pub(super) struct Words {
    asks: Vec<String>,
    /// Pairs of kana that are common in Japanese.
    pub(super) kana: HashSet<[char; 2]>,
    /// What goes on after 烫 in a sentence.
    pub(super) after_scald: HashSet<char>,
}

impl Words {
    pub(super) fn new(rules: &RuleBook) -> Result<Words, BuildError> {
        let mut words = Words::default();
        for (line, row) in rules.rows(FILE)? {
            let characters: Vec<char> = row.iter().skip(1).flat_map(|word| word.chars()).collect();
            match (row.first().copied(), characters.as_slice()) {
                (Some("asks"), [_, ..]) => words.asks.push(characters.iter().collect()),
                (Some("kana"), &[first, second]) => words.kana.extend([[first, second]]),
                (Some("scald"), &[c]) => words.after_scald.extend([c]),
                _ => return Err(BuildError::Config(format!("{FILE}, line {line}: not a kind that is known and a word of its length"))),
            }
        }
        Ok(words)
    }

    /// Whether a sentence asks.
    pub(super) fn ask(&self, sentence: &str) -> bool {
        self.asks.iter().any(|word| sentence.contains(word.as_str()))
    }
}
