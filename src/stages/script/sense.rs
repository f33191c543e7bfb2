//! Characters that one traditional form leaves open: 著 is 着 (着力) or itself (著名). The judge reads the sentence both ways.

use std::collections::BTreeMap;
use std::ops::Range;

use super::limits;
use crate::edit::Candidate;
use crate::judge::Judge;
use crate::rule::{RuleBook, RuleError};

use crate::judge::simplify_char;

/// The open characters and their readings, the likeliest first.
pub(super) struct Sense {
    readings: BTreeMap<String, Vec<String>>,
}

/// What was made of an open character.
pub(super) struct Decision<'s> {
    pub(super) reading: &'s str,
    pub(super) probability: f32,
    /// Every reading, best first.
    pub(super) candidates: Vec<Candidate>,
}

impl Sense {
    /// Reads the list of open characters.
    pub(super) fn read(rules: &RuleBook) -> Result<Sense, RuleError> {
        let file = "script/open.tsv";
        let mut readings = BTreeMap::new();
        for (line, row) in rules.rows(file)? {
            let wrong = || RuleError::Format { file: file.to_owned(), reason: format!("line {line}: a row is character, readings and reason") };
            let [character, list, _reason] = row.as_slice() else { return Err(wrong()) };
            let list: Vec<String> = list.split(' ').map(str::to_owned).collect();
            if character.is_empty() || list.iter().any(String::is_empty) || list.len() < 2 {
                return Err(wrong());
            }
            readings.insert((*character).to_owned(), list);
        }
        Ok(Sense { readings })
    }

    /// Each open character with its likeliest reading.
    pub(super) fn defaults(&self) -> Vec<(String, String)> {
        self.readings.iter().filter_map(|(character, readings)| Some((character.clone(), readings.first()?.clone()))).collect()
    }

    /// Reads `line` with each reading of the character at `at` and tells the best.
    pub(super) fn decide<'s>(&'s self, judge: &Judge, line: &str, at: Range<usize>, old: &'s str) -> Decision<'s> {
        let before = line.get(..at.start).unwrap_or_default();
        let after = line.get(at.end..).unwrap_or_default();
        let mut left: Vec<char> = before.chars().rev().take(limits::CONTEXT).map(simplify_char).collect();
        let mut state = if left.len() < limits::CONTEXT { judge.line_start() } else { Default::default() };
        left.reverse();
        for c in left {
            state = judge.step(state, c).0;
        }
        let right: Vec<char> = after.chars().take(limits::CONTEXT).map(simplify_char).collect();
        let ends = right.len() < limits::CONTEXT;
        let mut scored: Vec<(f32, &str)> = Vec::new();
        for reading in self.readings.get(old).map(Vec::as_slice).unwrap_or_default() {
            let (mut state, mut sum) = judge.score(state, reading);
            for &c in &right {
                let (next, probability) = judge.step(state, c);
                state = next;
                sum += probability;
            }
            if ends {
                sum += judge.end(state);
            }
            // Where the judge cannot tell the readings apart, this settles it for the likeliest.
            if scored.is_empty() {
                sum += limits::LIKELIEST;
            }
            scored.push((sum, reading));
        }
        // The first of equals stays first: the list has the likelier reading there.
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let best = scored.first().map_or(0.0, |s| s.0);
        let total: f32 = scored.iter().map(|s| crate::number::exp_f32(s.0 - best)).sum();
        let candidates: Vec<Candidate> = scored
            .iter()
            .map(|(score, reading)| Candidate { text: (*reading).to_owned(), probability: crate::number::exp_f32(score - best) / total })
            .collect();
        let probability = candidates.first().map_or(0.0, |c| c.probability);
        Decision { reading: scored.first().map_or(old, |s| s.1), probability, candidates }
    }
}
