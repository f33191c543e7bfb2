//! How likely text of letters and signs is that no Chinese judge knows: `rules/mojibake/letters.tsv`.
//!
//! French with its accents is a reading too. The model knows which classes of characters follow each other (small letters small ones, a sign of
//! currency a digit) and which characters of a class are common (é, not Ã); hanzi are the judge's.

use std::collections::HashMap;

use super::limits;
use crate::judge::{Judge, State};
use crate::rule::RuleBook;
use crate::stage::BuildError;

const FILE: &str = "mojibake/letters.tsv";
/// The classes that the code speaks of.
const HAN: &str = "han";
const BLANK: &str = "blank";

/// The model.
#[derive(Debug, Default)]
pub(super) struct Letters {
    names: Vec<String>,
    /// First and last character of stretches of the code space, in order, and their classes.
    bounds: Vec<(u32, u32, u8)>,
    /// For each class how likely each class follows it.
    follow: Vec<Vec<f32>>,
    /// How likely a character is in its class, where it was seen.
    seen: HashMap<char, f32>,
    /// For each class how likely a character is that was not seen.
    unseen: Vec<f32>,
    han: u8,
    blank: u8,
}

fn numbers(text: &str) -> Option<Vec<f32>> {
    text.split(' ').map(|number| number.parse::<i32>().ok().map(|number| number as f32 / 100.0)).collect()
}

impl Letters {
    pub(super) fn new(rules: &RuleBook) -> Result<Letters, BuildError> {
        let mut letters = Letters::default();
        let rows: Vec<(usize, Vec<&str>)> = rules.rows(FILE)?.collect();
        letters.names = rows.iter().filter(|(_, row)| row.first() == Some(&"class")).filter_map(|(_, row)| Some((*row.get(1)?).to_owned())).collect();
        letters.follow = vec![vec![0.0; letters.names.len()]; letters.names.len()];
        letters.unseen = letters.names.iter().map(|name| if name.is_ascii() && is_ascii_class(name) { limits::ASCII_LETTER } else { 0.0 }).collect();
        for (line, row) in rows {
            letters.read(&row).ok_or_else(|| BuildError::Config(format!("{FILE}, line {line}: not a class, what follows one or its characters")))?;
        }
        letters.bounds.sort_unstable();
        letters.han = letters.named(HAN).unwrap_or_default();
        letters.blank = letters.named(BLANK).unwrap_or_default();
        Ok(letters)
    }

    fn named(&self, name: &str) -> Option<u8> {
        self.names.iter().position(|known| known == name).and_then(|place| u8::try_from(place).ok())
    }

    fn read(&mut self, row: &[&str]) -> Option<()> {
        let class = self.named(row.get(1)?)?;
        match row {
            ["class", _, bounds] => {
                for bound in bounds.split(' ') {
                    let (first, last) = bound.split_once('-')?;
                    self.bounds.push((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?, class));
                }
            }
            ["follow", _, likely] => *self.follow.get_mut(usize::from(class))? = numbers(likely).filter(|row| row.len() == self.names.len())?,
            ["character", _, seen, unseen] => {
                let mut words = seen.split(' ').filter(|word| !word.is_empty());
                while let Some(code) = words.next() {
                    let c = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
                    self.seen.insert(c, *numbers(words.next()?)?.first()?);
                }
                *self.unseen.get_mut(usize::from(class))? = *numbers(unseen)?.first()?;
            }
            _ => return None,
        }
        Some(())
    }

    fn class(&self, c: char) -> u8 {
        let after = self.bounds.partition_point(|&(first, ..)| first <= u32::from(c));
        self.bounds.get(after.wrapping_sub(1)).map_or(self.blank, |&(.., class)| class)
    }

    /// A reader of text after what is a blank to it.
    pub(super) fn reader<'a>(&'a self, judge: &'a Judge, state: State, before: Option<char>) -> Scorer<'a> {
        Scorer { letters: self, judge, state, class: before.map_or(self.blank, |c| self.class(c)) }
    }
}

fn is_ascii_class(name: &str) -> bool {
    matches!(name, "small" | "capital" | "ascii" | "digit")
}

/// Reads text character by character, hanzi with the judge, all else with the model of letters.
#[derive(Clone)]
pub(super) struct Scorer<'a> {
    letters: &'a Letters,
    judge: &'a Judge,
    state: State,
    class: u8,
}

impl Scorer<'_> {
    /// The logarithm of how likely the character is here.
    pub(super) fn step(&mut self, c: char) -> f32 {
        let class = self.letters.class(c);
        let before = std::mem::replace(&mut self.class, class);
        let (next, judged) = self.judge.step(self.state, c);
        self.state = next;
        if class == self.letters.han {
            return judged;
        }
        let follow = self.letters.follow.get(usize::from(before)).and_then(|row| row.get(usize::from(class))).copied().unwrap_or_default();
        let own = self.letters.seen.get(&c).copied().unwrap_or_else(|| self.letters.unseen.get(usize::from(class)).copied().unwrap_or_default());
        follow + own
    }

    pub(super) fn read(&mut self, text: &str) -> f32 {
        text.chars().map(|c| self.step(c)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_likelier_than_what_a_wrong_decoder_makes_of_it() {
        let (judge, letters) = (Judge::embedded(), Letters::new(&RuleBook::embedded()).unwrap());
        let score = |text: &str| letters.reader(&judge, State::default(), None).read(text);
        for (good, bad) in [("François", "FranÃ§ois"), ("weiß", "wei√ü"), ("25° ", "25Â° "), ("Čeština", "─îe┼ítina"), ("“b", "â€œb"), ("中国", "ÖÐ¹ú")]
        {
            assert!(score(good) > score(bad) + 10.0, "{good} {bad}");
        }
        for (good, other) in [("deuxième élément", "deuxi鑝e 閘閙ent"), ("Größe", "Gr鲞e")] {
            assert!(score(good) > score(other), "{good}");
        }
    }
}
