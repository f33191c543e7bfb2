//! What the stages' searches say on the judge's scale, and what that is worth.
//!
//! A search adds up what the judge says of every reading and finds one a hundred times likelier than the rest; how often it is right then is a matter of
//! measurement. It depends on the judge, so it stands with the judge: `rules/calibration.tsv` is written by the program `examples/calibrate`, and no
//! number of it by hand. `docs/judge.md` says more.

use std::ops::Range;

use crate::number::{self, ln};
use crate::rule::{RuleBook, RuleError};

/// The file, by its name under `rules/`.
pub(crate) const FILE: &str = "calibration.tsv";

/// What the log odds of a search are worth: a line through them. Its slope is above zero, so that what a search finds likelier stays likelier.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Map {
    slope: f64,
    offset: f64,
}

impl Map {
    /// How often something is right of which a search says that it is so probable.
    pub(crate) fn state(self, probability: f64) -> f64 {
        if probability <= 0.0 || probability >= 1.0 {
            return probability.clamp(0.0, 1.0);
        }
        number::probability(self.slope * (ln(probability) - ln(1.0 - probability)) + self.offset)
    }
}

/// What the stage lacuna reads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lacuna {
    /// What a reading is worth whose longest unit has one character, two, and three or more.
    pub(crate) units: [Map; 3],
    /// What the judge's logarithms are multiplied by.
    pub(crate) sharpness: f64,
    /// ln: what a character within dropped pairs gains.
    pub(crate) dropped: f64,
}

impl Lacuna {
    /// The map for units of so many characters.
    pub(crate) fn of(&self, characters: usize) -> Map {
        let [one, two, more] = self.units;
        match characters {
            0 | 1 => one,
            2 => two,
            _ => more,
        }
    }
}

/// What the stage mojibake reads: what a reading is worth in text such as the judge knows, and in text of other kinds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Mojibake {
    /// In text such as the judge knows.
    pub(crate) familiar: Map,
    /// In text of other kinds.
    pub(crate) strange: Map,
}

impl Mojibake {
    /// The map for text that the judge knows so little, 0 to 1: between the two.
    pub(crate) fn at(&self, strange: f64) -> Map {
        let between = |familiar: f64, other: f64| familiar * (1.0 - strange) + other * strange;
        Map { slope: between(self.familiar.slope, self.strange.slope), offset: between(self.familiar.offset, self.strange.offset) }
    }
}

/// All that is fitted to the judge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Calibration {
    /// The stage lacuna.
    pub(crate) lacuna: Lacuna,
    /// The stage mojibake.
    pub(crate) mojibake: Mojibake,
}

impl Calibration {
    /// Reads the file. Every name has one row there, and every row a name.
    pub(crate) fn load(rules: &RuleBook) -> Result<Calibration, RuleError> {
        let mut rows = Rows::read(rules)?;
        let lacuna = Lacuna {
            units: [rows.map("lacuna, one character")?, rows.map("lacuna, two characters")?, rows.map("lacuna, three characters and more")?],
            sharpness: rows.positive("lacuna, sharpness")?,
            dropped: rows.value("lacuna, a dropped character")?,
        };
        let mojibake = Mojibake { familiar: rows.map("mojibake, familiar text")?, strange: rows.map("mojibake, strange text")? };
        rows.finish()?;
        Ok(Calibration { lacuna, mojibake })
    }
}

/// The rows that nothing has asked for yet: line, name, numbers.
struct Rows<'a>(Vec<(usize, &'a str, Vec<f64>)>);

fn wrong(reason: String) -> RuleError {
    RuleError::Format { file: FILE.to_owned(), reason }
}

impl<'a> Rows<'a> {
    fn read(rules: &'a RuleBook) -> Result<Rows<'a>, RuleError> {
        let mut rows: Vec<(usize, &str, Vec<f64>)> = Vec::new();
        for (line, row) in rules.rows(FILE)? {
            let Some((&name, numbers)) = row.split_first() else { continue };
            let number = |text: &&str| text.parse().ok().filter(|number: &f64| number.is_finite());
            let numbers: Option<Vec<f64>> = numbers.iter().map(number).collect();
            let numbers = numbers.ok_or_else(|| wrong(format!("line {line}: after the name numbers are due, not {row:?}")))?;
            if rows.iter().any(|(_, known, _)| *known == name) {
                return Err(wrong(format!("line {line}: {name:?} has a row already")));
            }
            rows.push((line, name, numbers));
        }
        Ok(Rows(rows))
    }

    fn take<const N: usize>(&mut self, name: &str) -> Result<[f64; N], RuleError> {
        let place = self.0.iter().position(|(_, known, _)| *known == name).ok_or_else(|| wrong(format!("{name:?} has no row")))?;
        let (line, _, numbers) = self.0.swap_remove(place);
        <[f64; N]>::try_from(numbers).map_err(|numbers| wrong(format!("line {line}: {N} numbers are due, not {}", numbers.len())))
    }

    fn value(&mut self, name: &str) -> Result<f64, RuleError> {
        self.take(name).map(|[value]| value)
    }

    fn positive(&mut self, name: &str) -> Result<f64, RuleError> {
        self.value(name).and_then(|value| if value > 0.0 { Ok(value) } else { Err(wrong(format!("{name:?} is above zero, not {value}"))) })
    }

    fn map(&mut self, name: &str) -> Result<Map, RuleError> {
        let [slope, offset] = self.take(name)?;
        if slope > 0.0 { Ok(Map { slope, offset }) } else { Err(wrong(format!("{name:?}: the slope is above zero, not {slope}"))) }
    }

    /// Nothing may be left.
    fn finish(self) -> Result<(), RuleError> {
        match self.0.first() {
            Some((line, name, _)) => Err(wrong(format!("line {line}: nothing is called {name:?}"))),
            None => Ok(()),
        }
    }
}

/// What a search says of its best reading of a place, before a map makes a confidence of it (`rules/calibration.tsv`). Only programs that fit the
/// map read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The place of the edit that writes the reading, or leaves it out for a mark.
    pub at: Range<usize>,
    /// The reading.
    pub text: String,
    /// Its probability by the search.
    pub probability: f64,
    /// What the stated confidence takes besides: how likely the place is damaged at all.
    pub times: f64,
    /// What the map is chosen by.
    pub seen: Seen,
}

/// What a map is chosen by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    /// Stage lacuna.
    Lacuna {
        /// Characters of the longest unit.
        longest: usize,
        /// Units that are read together.
        units: usize,
    },
    /// Stage mojibake.
    Mojibake {
        /// How little the judge knows such text: 0 to 1.
        strange: f64,
        /// Whether the character may be any: none of its bytes is known.
        whole: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(change: impl Fn(&str) -> String) -> Result<Calibration, String> {
        let mut rules = RuleBook::embedded();
        let text = change(rules.file(FILE).expect("a file"));
        rules.overlay([(FILE.to_owned(), text.into_bytes())]).expect("text");
        Calibration::load(&rules).map_err(|error| error.to_string())
    }

    #[test]
    fn a_map_is_a_line_through_log_odds() {
        let map = Map { slope: 0.5, offset: -1.0 };
        assert!((map.state(0.9) - number::probability(0.5 * 9f64.ln() - 1.0)).abs() < 1e-12);
        assert_eq!((map.state(0.0), map.state(1.0), map.state(1.1)), (0.0, 1.0, 1.0));
    }

    /// What is done to the file.
    type Change = fn(&str) -> String;

    #[test]
    fn what_is_no_calibration_is_an_error() {
        assert!(read(str::to_owned).is_ok());
        let cases: [(Change, &str); 6] = [
            (|text| text.replace("strange text\t", "text\t"), "\"mojibake, strange text\" has no row"),
            (|text| format!("{text}lines\t1\t0\n"), "nothing is called \"lines\""),
            (|text| format!("{text}mojibake, strange text\t1\t0\n"), "has a row already"),
            (|text| text.replace("strange text\t", "strange text\t1\t"), "2 numbers are due"),
            (|text| text.replace("strange text\t", "strange text\tNaN\t"), "numbers are due"),
            (|text| text.replace("strange text\t", "strange text\t-"), "the slope is above zero"),
        ];
        for (change, says) in cases {
            let error = read(change).expect_err(says);
            assert!(error.contains(says), "{error}");
        }
    }
}
