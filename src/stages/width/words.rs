//! The words and characters that decide over marks and blanks: `rules/width/words.tsv`, whose header says what each kind means.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::code::Code;
use crate::judge::Judge;
use crate::number::MOST_WEIGHED;
use crate::rule::{RuleBook, RuleError};

use super::limits;

const FILE: &str = "width/words.tsv";
const SURE: &str = "width/sure.tsv";

/// Words by kind; kinds whose words are single characters are strings of them.
pub(super) struct Words {
    /// What is asked where words do not say.
    pub(super) judge: Arc<Judge>,
    /// How often each rule is right.
    sure: BTreeMap<String, f32>,
    /// Words that ask, wherever they stand in a clause.
    pub(super) ask: Vec<String>,
    /// Characters that ask at the end of a clause.
    pub(super) ask_at_end: String,
    /// Words that ask nothing, though they hold one that does.
    pub(super) ask_never: Vec<String>,
    /// Characters that belong to the number behind them.
    pub(super) count: String,
    /// The units of a date, the longest first.
    pub(super) date: String,
    /// Names of calendars.
    pub(super) era: Vec<String>,
    /// Words that a heading's number follows.
    pub(super) heading: Vec<String>,
    /// Characters behind 号 that make a house number of it.
    pub(super) house: String,
    /// Characters before a number that is a name.
    pub(super) named: String,
    /// What makes a large number of the one before it.
    pub(super) large: String,
    /// What is measured in fractions.
    pub(super) measure: String,
    /// Whole headings.
    pub(super) opening: Vec<String>,
    /// Units whose numbers are spread with them over a line.
    pub(super) numbered: String,
    /// What is counted by two ordinal numbers with a dash between them.
    pub(super) ordered: String,
    /// What makes an ordinal of the number behind it.
    pub(super) ordinal: String,
    /// Words behind an opening bracket that names follow.
    pub(super) role: Vec<String>,
    /// Characters behind a sign of inches.
    pub(super) screen: String,
    /// Surnames of one character.
    pub(super) surname: String,
    /// Characters that the number before them counts.
    pub(super) unit: String,
}

/// How often each rule is right, from the file that says so.
fn sure(rules: &RuleBook) -> Result<BTreeMap<String, f32>, RuleError> {
    let mut sure = BTreeMap::new();
    for (number, row) in rules.rows(SURE)? {
        let probability = row.get(1).and_then(|cell| cell.parse::<f32>().ok()).filter(|probability| (0.0..=MOST_WEIGHED).contains(probability));
        let (Some(rule), Some(probability)) = (row.first(), probability) else {
            return Err(RuleError::Format { file: SURE.to_owned(), reason: format!("line {number}: a rule and a probability below 1 are due") });
        };
        sure.insert((*rule).to_owned(), probability);
    }
    Ok(sure)
}

impl Words {
    /// The probability that an edit of a rule is right.
    pub(super) fn sure(&self, rule: Code) -> f32 {
        self.sure.get(rule.as_str()).copied().unwrap_or(limits::UNMEASURED)
    }

    /// Reads the file.
    pub(super) fn read(rules: &RuleBook, judge: &Arc<Judge>) -> Result<Words, RuleError> {
        let wrong = |reason: String| RuleError::Format { file: FILE.to_owned(), reason };
        let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (_, kind, words) in rules.pairs(FILE)? {
            kinds.entry(kind).or_default().extend(words.split(' '));
        }
        let mut take = |kind: &str| kinds.remove(kind).ok_or_else(|| wrong(format!("there are no words of the kind {kind}")));
        let list = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect();
        let words = Words {
            judge: Arc::clone(judge),
            sure: sure(rules)?,
            ask: list(take("ask")?),
            ask_at_end: take("ask_at_end")?.concat(),
            ask_never: list(take("ask_never")?),
            count: take("count")?.concat(),
            date: take("date")?.concat(),
            era: list(take("era")?),
            heading: list(take("heading")?),
            house: take("house")?.concat(),
            large: take("large")?.concat(),
            measure: take("measure")?.concat(),
            named: take("named")?.concat(),
            numbered: take("numbered")?.concat(),
            opening: list(take("opening")?),
            ordered: take("ordered")?.concat(),
            ordinal: take("ordinal")?.concat(),
            role: list(take("role")?),
            screen: take("screen")?.concat(),
            surname: take("surname")?.concat(),
            unit: take("unit")?.concat(),
        };
        match kinds.keys().next() {
            Some(kind) => Err(wrong(format!("the kind {kind} is not known"))),
            None => Ok(words),
        }
    }
}
