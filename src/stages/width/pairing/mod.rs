//! Which quotation mark opens and which one closes, where the marks do not say.
//!
//! A straight quote has no direction, a lost one leaves its partner alone, and a writer's keyboard turns some round. So no mark is read by itself: all marks
//! of a paragraph are, together. Each may open, close, or be loose (without a partner, or no quotation mark at all). What stands beside it
//! ([`seen`]), what would stand between two of them and how they would nest ([`features`]) has a weight in `rules/width/quotes.tsv`; the sum over
//! all readings of the paragraph ([`chain`]) gives every mark its probabilities. `examples/quotes` fits the weights.

mod chain;
mod collocations;
mod features;
mod seen;

pub use chain::Chain;
pub use collocations::Collocations;
#[cfg(feature = "measure")]
pub use collocations::Place;
pub use features::{NAMES, features_of};
#[cfg(feature = "measure")]
pub use seen::{Nest, Sight};
pub use seen::{Paragraph, Role, Seen};

use crate::features::weights;
use crate::judge::Judge;
use crate::rule::{RuleBook, RuleError};

use super::limits;
pub(super) use seen::{is_mark, is_straight};

const FILE: &str = "width/quotes.tsv";

/// What the features weigh, and the words beside marks.
#[derive(Clone)]
pub struct Weights {
    weights: [f32; NAMES.len()],
    collocations: Collocations,
}

/// Two marks of the likeliest reading that belong together, by their numbers among the paragraph's marks.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Pair {
    open: usize,
    close: usize,
    /// That the less sure of both goes the way that it is said to go.
    probability: f64,
    /// That the less sure of both has a partner.
    paired: f64,
}

/// A mark that becomes another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Its number among the paragraph's marks.
    pub mark: usize,
    /// The number of its partner.
    pub partner: usize,
    /// What it becomes.
    pub to: char,
    /// How sure that is.
    pub probability: f64,
}

impl Weights {
    /// Reads the file.
    pub fn read(rules: &RuleBook) -> Result<Weights, RuleError> {
        Ok(Weights { weights: weights(rules, FILE, &NAMES)?, collocations: Collocations::read(rules)? })
    }

    /// Those that a fit has found.
    #[cfg(feature = "measure")]
    pub fn new(weights: [f32; NAMES.len()], collocations: Collocations) -> Weights {
        Weights { weights, collocations }
    }

    /// What is seen, weighed.
    pub fn of(&self, seen: &Seen) -> f64 {
        self.weights.iter().zip(features_of(seen)).map(|(weight, feature)| f64::from(weight * feature)).sum()
    }

    /// The weights, in the order of [`NAMES`].
    #[cfg(feature = "measure")]
    pub fn values(&self) -> &[f32] {
        &self.weights
    }

    /// What the marks of a paragraph become: those of pairs that are sure enough. All others stay as they stand.
    pub fn changes(&self, paragraph: &Paragraph, judge: &Judge) -> Vec<Change> {
        let mut changes = Vec::new();
        // Where the quotations end that stand open, and whether their marks are double ones.
        let mut around: Vec<(usize, bool)> = Vec::new();
        for pair in self.pairs(paragraph, judge) {
            around.retain(|&(end, _)| end > pair.open);
            let marks = [pair.open, pair.close].map(|n| paragraph.mark(n));
            let shaped = marks.iter().find(|mark| !is_straight(**mark));
            let double = match shaped {
                Some(mark) => matches!(mark, '“' | '”'),
                None => !around.iter().any(|(_, double)| *double),
            };
            around.push((pair.close, double));
            let due = if double { ['“', '”'] } else { ['‘', '’'] };
            let turned = marks.iter().zip(due).any(|(mark, due)| !is_straight(*mark) && *mark != due);
            let least = if turned { limits::TURNED } else { limits::PAIRED };
            if pair.probability >= least && pair.paired >= limits::TOGETHER && (shaped.is_some() || paragraph.is_chinese(pair.open, pair.close)) {
                let both = [(pair.open, pair.close), (pair.close, pair.open)];
                let all = both.into_iter().zip(marks).zip(due).filter(|((_, was), due)| was != due);
                changes.extend(all.map(|(((mark, partner), _), to)| Change { mark, partner, to, probability: pair.probability }));
            }
        }
        changes
    }

    /// The pairs of the likeliest reading of a paragraph, in the order of the marks that open them.
    fn pairs(&self, paragraph: &Paragraph, judge: &Judge) -> Vec<Pair> {
        let sights = paragraph.sights(judge, &self.collocations);
        let chain = Chain::new(&sights, |seen| self.of(seen));
        let shares = chain.shares();
        let mut pairs: Vec<Pair> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for (n, role) in chain.best().into_iter().enumerate() {
            match role {
                Role::Open => open.push(n),
                Role::Close => {
                    if let Some(first) = open.pop() {
                        let probability = shares.turns(first, true).min(shares.turns(n, false));
                        let paired = shares.of(first, Role::Open).min(shares.of(n, Role::Close));
                        pairs.push(Pair { open: first, close: n, probability, paired });
                    }
                }
                _ => {}
            }
        }
        pairs.sort_unstable_by_key(|pair| pair.open);
        pairs
    }
}
