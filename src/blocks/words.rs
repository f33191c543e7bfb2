//! What the words of a block speak of, from the patterns of `rules/blocks/words.tsv`.

use regex::{RegexSet, RegexSetBuilder};

use super::limits;
use crate::rule::{RuleBook, RuleError};

/// The file of the patterns.
const FILE: &str = "blocks/words.tsv";

/// The most names that the file may have: one bit each.
const MOST: usize = 64;

/// The patterns, ready for use.
#[derive(Debug)]
pub struct BlockWords {
    patterns: RegexSet,
    /// For every pattern the place of its name.
    names_of: Vec<usize>,
    names: Vec<String>,
}

impl BlockWords {
    /// Reads the patterns.
    pub fn read(rules: &RuleBook) -> Result<BlockWords, RuleError> {
        let error = |reason: String| RuleError::Format { file: FILE.to_owned(), reason };
        let (mut patterns, mut names_of, mut names) = (Vec::new(), Vec::new(), Vec::<String>::new());
        for (line, row) in rules.rows(FILE)? {
            let &[name, pattern] = &*row else { return Err(error(format!("line {line}: a name and an expression"))) };
            let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            });
            names_of.push(place);
            patterns.push(pattern);
        }
        if names.len() > MOST {
            return Err(error(format!("{} names where {MOST} is the most", names.len())));
        }
        let patterns = RegexSetBuilder::new(patterns).dfa_size_limit(limits::WORD_STATES).build().map_err(|e| error(e.to_string()))?;
        Ok(BlockWords { patterns, names_of, names })
    }

    /// The names, in the order of the bits that [`BlockWords::of`] gives.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The bit of a name, 0 where no row has it.
    pub(super) fn bit(&self, name: &str) -> u64 {
        self.names.iter().position(|known| known == name).map_or(0, |place| 1 << place)
    }

    /// What a block speaks of, a bit a name. `text` is without blanks; of a long one only its beginning and end are looked at.
    pub(super) fn of(&self, text: &str) -> u64 {
        let bits = |text: &str| self.patterns.matches(text).iter().filter_map(|at| self.names_of.get(at)).fold(0u64, |bits, name| bits | 1 << name);
        let Some((head, _)) = text.char_indices().nth(limits::WORD_HEAD) else { return bits(text) };
        let tail = text.char_indices().rev().nth(limits::WORD_TAIL).map_or(head, |(at, _)| at.max(head));
        bits(&text[..head]) | bits(&text[tail..])
    }
}
