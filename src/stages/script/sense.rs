//! Characters that one traditional form leaves open: 著 is 着 (着力) or itself (著名). The judge reads the sentence with each reading; what stands
//! beside the character, names and the page are weighed with it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::limits;
use super::names::Names;
use super::readings::{Place, Readings};
use crate::edit::Candidate;
use crate::judge::{Judge, State};
use crate::rule::{RuleBook, RuleError};

use crate::judge::simplify_char;

/// The name reading of a character that names do not have apart.
const NO_NAME: &str = "-";

/// An open character.
struct Open {
    /// The likeliest first.
    readings: Vec<String>,
    /// How much likelier the first is before anything is read.
    lead: f32,
    /// The reading in names of persons.
    name: Option<String>,
}

/// The open characters and what speaks for their readings.
pub(super) struct Sense {
    open: BTreeMap<String, Open>,
    readings: Readings,
    names: Names,
}

/// What was made of an open character.
pub(super) struct Decision<'s> {
    pub(super) reading: &'s str,
    pub(super) probability: f32,
    /// Every reading, best first.
    pub(super) candidates: Vec<Candidate>,
}

/// Where an open character stands.
pub(super) struct Spot<'a> {
    pub(super) line: &'a str,
    pub(super) at: Range<usize>,
    /// Whether the page writes a character so often that it keeps it apart.
    pub(super) writes: &'a dyn Fn(char) -> bool,
}

impl Sense {
    /// Reads the list of open characters.
    pub(super) fn read(rules: &RuleBook) -> Result<Sense, RuleError> {
        let file = "script/open.tsv";
        let mut open = BTreeMap::new();
        for (line, row) in rules.rows(file)? {
            let wrong = || RuleError::Format { file: file.to_owned(), reason: format!("line {line}: a row is character, readings, lead, name and reason") };
            let [character, list, lead, name, _reason] = row.as_slice() else { return Err(wrong()) };
            let readings: Vec<String> = list.split(' ').map(str::to_owned).collect();
            let named = *name == NO_NAME || readings.iter().any(|reading| reading == name);
            if character.is_empty() || readings.iter().any(String::is_empty) || readings.len() < 2 || !named {
                return Err(wrong());
            }
            let lead: f32 = lead.parse().map_err(|_| wrong())?;
            let name = (*name != NO_NAME).then(|| (*name).to_owned());
            open.insert((*character).to_owned(), Open { readings, lead, name });
        }
        Ok(Sense { open, readings: Readings::read(rules)?, names: Names::read(rules)? })
    }

    /// Each open character with the likeliest reading that is not itself.
    pub(super) fn defaults(&self) -> Vec<(String, String)> {
        let default = |(character, open): (&String, &Open)| {
            let other = open.readings.iter().find(|reading| *reading != character)?;
            Some((character.clone(), other.clone()))
        };
        self.open.iter().filter_map(default).collect()
    }

    /// Weighs the readings of the character at a spot and tells the best.
    pub(super) fn decide<'s>(&'s self, judge: &Judge, spot: &Spot<'_>, old: &'s str) -> Decision<'s> {
        let Some(open) = self.open.get(old) else { return Decision { reading: old, probability: 0.0, candidates: Vec::new() } };
        let before = spot.line.get(..spot.at.start).unwrap_or_default();
        let after = spot.line.get(spot.at.end..).unwrap_or_default();
        let mut left: Vec<char> = before.chars().rev().take(limits::NEAR).map(simplify_char).collect();
        left.reverse();
        let right: Vec<char> = after.chars().take(limits::NEAR).map(simplify_char).collect();
        let near: String = left.iter().chain(&right).collect();
        let place = Place { left: &left, right: &right, near: &near, writes: spot.writes };
        let heard = hear(judge, &left, &right, &open.readings);
        let named = open.name.as_ref().map_or(0.0, |_| self.names.given(&left, &right));
        let mut scored: Vec<(f32, &str)> = Vec::new();
        for (reading, heard) in open.readings.iter().zip(heard) {
            let mut sum = heard + self.readings.weight(old, reading, &place, &self.names);
            if scored.is_empty() {
                sum += open.lead;
            }
            if open.name.as_ref() == Some(reading) {
                sum += named;
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
        let mut probability = candidates.first().map_or(0.0, |c| c.probability);
        if !open.readings.iter().any(|reading| reading == old) {
            probability = probability.max(limits::NO_FORM);
        }
        Decision { reading: scored.first().map_or(old, |s| s.1), probability, candidates }
    }
}

/// What the judge hears in the sentence for each reading against the first. How common a reading is by itself is no evidence for it, and that the judge
/// has never met a rare one is none either: it counts where the sentence is likelier both with what the reading is by itself and without.
fn hear(judge: &Judge, left: &[char], right: &[char], readings: &[String]) -> Vec<f32> {
    let mut start = if left.len() < limits::CONTEXT { judge.line_start() } else { State::default() };
    for &c in left.get(left.len().saturating_sub(limits::CONTEXT)..).unwrap_or_default() {
        start = judge.step(start, c).0;
    }
    let right = right.get(..limits::CONTEXT).unwrap_or(right);
    let mut all = readings
        .iter()
        .map(|reading| {
            let (mut state, mut sum) = judge.score(start, reading);
            for &c in right {
                let (next, probability) = judge.step(state, c);
                state = next;
                sum += probability;
            }
            if right.len() < limits::CONTEXT {
                sum += judge.end(state);
            }
            (sum, sum - judge.score(State::default(), reading).1)
        })
        .collect::<Vec<_>>()
        .into_iter();
    let Some((whole, beyond)) = all.next() else { return Vec::new() };
    let against = |(other_whole, other_beyond): (f32, f32)| {
        let (with, without) = (other_whole - whole, other_beyond - beyond);
        if with * without <= 0.0 { 0.0 } else { with.abs().min(without.abs()).min(limits::JUDGE).copysign(with) }
    };
    std::iter::once(0.0).chain(all.map(against)).collect()
}
