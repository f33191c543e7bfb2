//! What furniture is made of: pairs of characters in its text, and words in the names of the elements around it, each with the log odds that a block with it
//! is none of the document (`rules/blocks/odds.tsv`). Fitted by `examples/train_blocks`: counted is on how many sites text and furniture have it.

use std::collections::HashMap;

use super::limits;
use crate::judge::simplify_char;
use crate::rule::{RuleBook, RuleError};

/// The file of the odds.
const FILE: &str = "blocks/odds.tsv";

/// The odds, ready for use.
#[derive(Clone, Debug, Default)]
pub struct Odds {
    /// Of pairs of characters, simplified.
    pub pairs: HashMap<(char, char), f32>,
    /// Of words in names of elements.
    pub names: HashMap<String, f32>,
}

/// What odds say of several words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heard {
    /// Their sum.
    pub sum: f32,
    /// Their mean over all words, known or not.
    pub mean: f32,
    /// The largest.
    pub most: f32,
}

impl Heard {
    fn of(odds: impl Iterator<Item = Option<f32>>) -> Heard {
        let (mut heard, mut count) = (Heard::default(), 0.0f32);
        for odds in odds {
            count += 1.0;
            let odds = odds.unwrap_or(0.0);
            heard.sum += odds;
            heard.most = heard.most.max(odds);
        }
        heard.mean = heard.sum / count.max(1.0);
        heard
    }
}

impl Odds {
    /// Reads the odds: columns pair or name, what, log odds.
    pub fn read(rules: &RuleBook) -> Result<Odds, RuleError> {
        let mut odds = Odds::default();
        for (line, row) in rules.rows(FILE)? {
            let wrong = |reason: &str| RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: {reason}") };
            let &[kind, what, value] = &*row else { return Err(wrong("three columns are due")) };
            let value = value.parse::<f32>().ok().filter(|value| value.is_finite()).ok_or_else(|| wrong("the odds are no number"))?;
            let mut letters = what.chars();
            match (kind, letters.next(), letters.next(), letters.next()) {
                ("pair", Some(one), Some(two), None) => drop(odds.pairs.insert((one, two), value)),
                ("name", ..) => drop(odds.names.insert(what.to_owned(), value)),
                _ => return Err(wrong("a pair of characters or a name is due")),
            }
        }
        Ok(odds)
    }

    /// What the pairs of characters of a text say.
    pub(super) fn of_text(&self, text: &str) -> Heard {
        Heard::of(pairs(text).map(|pair| self.pairs.get(&pair).copied()))
    }

    /// What the words in names say.
    pub(super) fn of_names(&self, names: &str) -> Heard {
        Heard::of(words(names).map(|word| self.names.get(&word).copied()))
    }
}

/// The pairs of neighbouring characters of a text, simplified, digits all the same, blanks left out; of a long text those of its beginning and its end.
pub fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    let plain = |c: char| if c.is_ascii_digit() { '0' } else { simplify_char(c.to_ascii_lowercase()) };
    let all: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
    let head = all.len().min(limits::HEARD_HEAD);
    let tail = all.len().saturating_sub(limits::HEARD_TAIL).max(head);
    let pairs = |part: &[char]| part.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
    let mut found = pairs(&all[..head]);
    found.extend(pairs(&all[tail..]));
    found.into_iter()
}

/// The words of names (`newsContent left_bar2`: news, content, left, bar), in lower case.
pub fn words(names: &str) -> impl Iterator<Item = String> {
    let mut found: Vec<String> = Vec::new();
    let (mut word, mut lower) = (String::new(), false);
    for c in names.chars().take(limits::NAMES_CHARS).chain([' ']) {
        if !c.is_ascii_alphabetic() || c.is_ascii_uppercase() && lower {
            if word.len() > 1 {
                found.push(std::mem::take(&mut word));
            }
            word.clear();
        }
        lower = c.is_ascii_lowercase();
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("newsContent left_bar2 TRS_Editor").collect::<Vec<_>>(), ["news", "content", "left", "bar", "trs", "editor"]);
    }

    #[test]
    fn pairs_are_simplified() {
        assert_eq!(pairs("聲明 12").collect::<Vec<_>>(), [('声', '明'), ('明', '0'), ('0', '0')]);
    }
}
