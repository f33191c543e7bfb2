//! The model that tells the body of a web page's text from what stands around it: a logistic score for each line, smoothed over the page by the best path through two states.

use super::features::{COUNT, Features, NAMES};
use super::limits;
use crate::rule::{RuleBook, RuleError};

/// The file with the weights.
pub(super) const FILE: &str = "furniture/weights.tsv";

/// The weights of the features.
#[derive(Debug)]
pub(super) struct Model {
    weights: [f32; COUNT],
}

impl Model {
    /// Reads the weights. Every feature has one.
    pub(super) fn load(rules: &RuleBook) -> Result<Model, RuleError> {
        let mut weights = [f32::NAN; COUNT];
        for (number, row) in rules.rows(FILE)? {
            let wrong = |reason: &str| RuleError::Format { file: FILE.to_owned(), reason: format!("line {number}: {reason}") };
            let &[name, weight] = row.as_slice() else { return Err(wrong("two columns are due")) };
            let slot = NAMES.iter().position(|known| *known == name).ok_or_else(|| wrong("no such feature"))?;
            let weight: f32 = weight.parse().map_err(|_| wrong("the weight is no number"))?;
            if let Some(slot) = weights.get_mut(slot) {
                *slot = weight;
            }
        }
        match weights.iter().position(|weight| weight.is_nan()) {
            Some(missing) => Err(RuleError::Format { file: FILE.to_owned(), reason: format!("{} has no weight", NAMES.get(missing).unwrap_or(&"?")) }),
            None => Ok(Model { weights }),
        }
    }

    /// The log-odds that a line is body.
    pub(super) fn score(&self, set: &Features) -> f32 {
        set.iter().zip(&self.weights).filter(|(on, _)| **on).map(|(_, weight)| weight).sum()
    }
}

/// The best path: for each line whether it is body.
pub(super) fn path(scores: &[f32]) -> Vec<bool> {
    let mut steps: Vec<(bool, bool)> = Vec::with_capacity(scores.len());
    let (mut furniture, mut body) = (0.0f32, 0.0f32);
    for &score in scores {
        let half = score.clamp(-limits::MOST_ODDS, limits::MOST_ODDS) / 2.0;
        let furniture_from_body = body - limits::SWITCH > furniture;
        let body_from_body = body >= furniture - limits::SWITCH;
        steps.push((furniture_from_body, body_from_body));
        let next_furniture = if furniture_from_body { body - limits::SWITCH } else { furniture };
        let next_body = if body_from_body { body } else { furniture - limits::SWITCH };
        (furniture, body) = (next_furniture - half, next_body + half);
    }
    let mut state = body >= furniture;
    let mut path = vec![false; scores.len()];
    for (slot, step) in path.iter_mut().rev().zip(steps.iter().rev()) {
        *slot = state;
        state = if state { step.1 } else { step.0 };
    }
    path
}

/// The place of a feature, or their number where there is none of the name. Found when the program is built: these are asked for at every line.
const fn slot(name: &str) -> usize {
    let mut at = 0;
    while at < COUNT {
        let (known, name) = (NAMES[at].as_bytes(), name.as_bytes());
        let mut same = 0;
        while same < name.len() && same < known.len() && known[same] == name[same] {
            same += 1;
        }
        if same == name.len() && same == known.len() {
            return at;
        }
        at += 1;
    }
    at
}

/// The features that prove furniture: safe phrases of a kind.
const PROOF: [usize; 8] =
    [slot("line_account"), slot("line_tool"), slot("line_list"), slot("line_table"), slot("legal"), slot("share"), slot("comment"), slot("list")];

/// The features that only hint at it.
const HINTS: [usize; 8] =
    [slot("line_menu"), slot("date_in_short"), slot("bars"), slot("arrows"), slot("ends_dots"), slot("chrome"), slot("repeated"), slot("repeated_3")];

fn on(set: &Features, slot: usize) -> bool {
    set.get(slot).copied().unwrap_or(false)
}

/// How many kinds of proof the lines of a page have together. Web pages have an account, a share bar, an imprint, lists of links; of a manual one word in
/// a hundred lines is the name of a button.
pub(super) fn kinds(sets: &[Features]) -> usize {
    PROOF.iter().filter(|&&kind| sets.iter().any(|set| on(set, kind))).count()
}

/// Whether a line proves by itself that there is furniture here: it has a safe phrase.
pub(super) fn proves(set: &Features) -> bool {
    PROOF.iter().any(|&kind| on(set, kind))
}

/// How much a line without a safe phrase hints at furniture: what links look like does.
pub(super) fn hints(set: &Features) -> f32 {
    match HINTS.iter().filter(|&&hint| on(set, hint)).count() {
        0 => 0.0,
        1 => 0.3,
        _ => 0.5,
    }
}

/// Scores every line of a page.
pub(super) fn scores(model: &Model, sets: &[Features]) -> Vec<f32> {
    sets.iter().map(|set| model.score(set)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_are_whole() {
        let model = Model::load(&RuleBook::embedded()).expect("weights");
        assert!(model.weights.iter().all(|weight| weight.is_finite()));
    }

    #[test]
    fn every_proof_is_a_feature() {
        assert!(PROOF.iter().chain(&HINTS).all(|&slot| slot < COUNT));
        assert_eq!(NAMES[PROOF[0]], "line_account");
    }

    #[test]
    fn kinds_are_counted_once() {
        let with = |names: &[&str]| {
            let mut set = [false; COUNT];
            for name in names {
                set[NAMES.iter().position(|known| known == name).expect("a feature")] = true;
            }
            set
        };
        assert_eq!(kinds(&[with(&["legal"]), with(&["legal", "prose"]), with(&["line_menu"])]), 1);
        assert_eq!(kinds(&[with(&["legal", "share"]), with(&["comment"])]), 3);
    }

    #[test]
    fn a_path_is_smooth() {
        assert_eq!(path(&[-3.0, -3.0, 0.4, -3.0, 3.0, -0.5, 4.0]), [false, false, false, false, true, true, true]);
        assert_eq!(path(&[]), Vec::<bool>::new());
    }
}
