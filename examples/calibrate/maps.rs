//! The maps of `rules/calibration.tsv`: fitted to claims, asked for one, written.

use anyhow::Context;
use jiaokan::RuleBook;
use jiaokan::measure::Seen;

use crate::claims::Claimed;
use crate::fit::{Example, logistic, probability};

/// A line through log odds: slope, offset.
pub(crate) type Map = [f64; 2];

/// All that the file holds.
#[derive(Clone, Debug)]
pub(crate) struct Maps {
    pub(crate) units: [Map; 3],
    pub(crate) sharpness: f64,
    pub(crate) dropped: f64,
    pub(crate) familiar: Map,
    pub(crate) strange: Map,
}

const NONE: Map = [1.0, 0.0];

const UNITS: [&str; 3] = ["lacuna, one character", "lacuna, two characters", "lacuna, three characters and more"];
const SHARPNESS: &str = "lacuna, sharpness";
const DROPPED: &str = "lacuna, a dropped character";
const FAMILIAR: &str = "mojibake, familiar text";
const STRANGE: &str = "mojibake, strange text";

/// How strongly a map is drawn towards saying what the search says: as strongly as a few examples.
const RIDGE: f64 = 1.0;

/// The same for a kind of units towards the map of all.
const RIDGE_KIND: f64 = 5.0;

impl Maps {
    /// The maps in force. The stages have checked the file already.
    pub(crate) fn read(rules: &RuleBook) -> anyhow::Result<Maps> {
        let rows: Vec<(usize, Vec<&str>)> = rules.rows("calibration.tsv")?.collect();
        let number = |name: &str, column: usize| -> anyhow::Result<f64> {
            let row = rows.iter().find(|(_, row)| row.first() == Some(&name)).with_context(|| format!("{name:?} has no row"))?;
            Ok(row.1.get(column).with_context(|| format!("{name:?} lacks a number"))?.parse()?)
        };
        let map = |name: &str| -> anyhow::Result<Map> { Ok([number(name, 1)?, number(name, 2)?]) };
        Ok(Maps {
            units: [map(UNITS[0])?, map(UNITS[1])?, map(UNITS[2])?],
            sharpness: number(SHARPNESS, 1)?,
            dropped: number(DROPPED, 1)?,
            familiar: map(FAMILIAR)?,
            strange: map(STRANGE)?,
        })
    }

    /// What is stated of a claim.
    pub(crate) fn state(&self, claim: &Claimed) -> f64 {
        let [slope, offset] = match claim.seen {
            Seen::Lacuna { longest, .. } => self.units[kind(longest)],
            Seen::Mojibake { strange, .. } => [0, 1].map(|i| self.familiar[i] + strange * (self.strange[i] - self.familiar[i])),
        };
        (probability(slope * claim.odds + offset) * claim.times).min(0.9999)
    }

    /// Fits the maps of the stage that made these claims.
    pub(crate) fn fit<'a>(&mut self, claims: impl Iterator<Item = &'a Claimed>) {
        let (mut units, mut readings) = ([vec![], vec![], vec![]], Vec::new());
        for claim in claims {
            let example = |features: Vec<(usize, f64)>| Example { weight: 1.0, features, holds: claim.right };
            match claim.seen {
                Seen::Lacuna { longest, .. } => units[kind(longest)].push(example(vec![(0, claim.odds), (1, 1.0)])),
                Seen::Mojibake { strange, .. } => {
                    readings.push(example(vec![(0, claim.odds * (1.0 - strange)), (1, 1.0 - strange), (2, claim.odds * strange), (3, strange)]));
                }
            }
        }
        // A slope of zero or less would turn the order round; so few examples say nothing.
        let line = |fitted: &[f64]| if fitted[0] > 0.05 { [fitted[0], fitted[1]] } else { NONE };
        // Long units are few: each kind is drawn towards what holds of all.
        let all: Vec<&Example> = units.iter().flatten().collect();
        if !all.is_empty() {
            let common = line(&logistic(&all, &NONE, RIDGE));
            self.units = [0, 1, 2].map(|kind| line(&logistic(&units[kind].iter().collect::<Vec<_>>(), &common, RIDGE_KIND)));
        }
        if !readings.is_empty() {
            let fitted = logistic(&readings.iter().collect::<Vec<_>>(), &[1.0, 0.0, 1.0, 0.0], RIDGE);
            (self.familiar, self.strange) = (line(&fitted[..2]), line(&fitted[2..]));
        }
    }

    /// The file, with a header that says where it comes from.
    pub(crate) fn text(&self, source: &str) -> String {
        let mut text = format!(
            "# What the stages' searches say on the judge's scale, and what that is worth (src/calibration.rs). A new judge needs it fitted anew; no number here is set by hand.\n# Source: examples/calibrate, {source}; docs/judge.md says how. Licence: as the program.\n# Columns: name, then slope and offset of the line from the log odds that a search finds to those that are stated; of a value (sharpness, a dropped character) only itself.\n"
        );
        let mut row = |name: &str, values: &[f64]| {
            let values: Vec<String> = values.iter().map(|value| format!("\t{}", (value * 1000.0).round() / 1000.0)).collect();
            text.push_str(&format!("{name}{}\n", values.concat()));
        };
        UNITS.iter().zip(&self.units).for_each(|(name, map)| row(name, map));
        row(SHARPNESS, &[self.sharpness]);
        row(DROPPED, &[self.dropped]);
        row(FAMILIAR, &self.familiar);
        row(STRANGE, &self.strange);
        text
    }
}

/// The kind of a unit of so many characters.
pub(crate) fn kind(longest: usize) -> usize {
    longest.clamp(1, 3) - 1
}
