//! The model that tells the body of a web page's text from what stands around it: a logistic score for each line, smoothed over the page by the best path through two states.

use super::features::{Features, NAMES};
use super::limits;
use crate::features;
use crate::rule::{RuleBook, RuleError};

/// The file with the weights.
const FILE: &str = "furniture/weights.tsv";

/// The weights of the features.
#[derive(Debug)]
pub(super) struct Model([f32; NAMES.len()]);

impl Model {
    /// Reads the weights.
    pub(super) fn load(rules: &RuleBook) -> Result<Model, RuleError> {
        features::weights(rules, FILE, &NAMES).map(Model)
    }

    /// The log-odds that a line is body.
    pub(super) fn score(&self, set: &Features) -> f32 {
        set.iter().zip(&self.0).filter(|(on, _)| **on).map(|(_, weight)| weight).sum()
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

/// The place of a feature. Found when the program is built, which fails where there is none of the name: these are asked for at every line.
#[allow(clippy::panic)]
const fn slot(name: &str) -> usize {
    let mut at = 0;
    while at < NAMES.len() {
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
    panic!("no feature has this name")
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
        1 => limits::HINT,
        _ => limits::HINTS,
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
    fn kinds_are_counted_once() {
        let with = |names: &[&str]| {
            let mut set = [false; NAMES.len()];
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
