//! What a page of HTML says its title is and when it was published.
//!
//! Every place that may say so is a candidate: lines of the page, pieces of `<title>`, tags of the head, records, data for search engines. Candidates that say
//! the same are one, whoever says it. A candidate is weighed by what speaks for it (a logistic model over all candidates of the page and the answer
//! *none*), so that no place and no name decides by itself. Weights are in `rules/markup/title_weights.tsv` and `published_weights.tsv`, fitted by
//! `examples/train_claims.rs` to labelled pages; `docs/structure.md` has the figures.

mod dates;
mod machine;
mod published;
mod title;

#[cfg(feature = "measure")]
pub use published::FEATURES as PUBLISHED_FEATURES;
#[cfg(feature = "measure")]
pub use title::FEATURES as TITLE_FEATURES;

use super::limits;
use super::selection::{Parsed, Selection, is_prose};
use crate::date::Date;
use crate::features::weights;
use crate::rule::{RuleBook, RuleError};

/// The files of the weights.
const TITLE_WEIGHTS: &str = "markup/title_weights.tsv";
const PUBLISHED_WEIGHTS: &str = "markup/published_weights.tsv";

/// A value that some places of a page give, with what is seen of it.
#[derive(Clone, Debug)]
pub struct Candidate<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the source, in bytes.
    pub at: std::ops::Range<usize>,
    /// Whether it stands in what a reader sees.
    pub visible: bool,
    /// Its features, in the order of their names.
    pub features: Vec<f32>,
}

/// All that a page says of its title and its date of publication.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Each title once.
    pub titles: Vec<Candidate<String>>,
    /// Each day once; the one that only machines are told, if there is one, has no features.
    pub published: Vec<Candidate<Date>>,
    /// Which title is the page's, if one is more likely than none.
    best_title: Option<usize>,
    /// Which date that a reader sees is that of publication, if one is more likely than none.
    best_published: Option<usize>,
}

impl Said {
    /// The title of the page.
    pub(super) fn title(&self) -> Option<&Candidate<String>> {
        self.titles.get(self.best_title?)
    }

    /// The date of publication that a reader sees, and the one that only machines are told where there is one.
    pub(super) fn dates(&self) -> impl Iterator<Item = &Candidate<Date>> {
        let seen = self.best_published.and_then(|best| self.published.get(best));
        seen.into_iter().chain(self.published.iter().find(|candidate| !candidate.visible))
    }
}

/// The models.
#[derive(Debug)]
pub(super) struct Claims {
    title: [f32; title::FEATURES.len()],
    published: [f32; published::FEATURES.len()],
    words: dates::DateWords,
}

impl Claims {
    /// Reads the weights and the words of dates.
    pub(super) fn read(rules: &RuleBook) -> Result<Claims, RuleError> {
        Ok(Claims {
            title: weights(rules, TITLE_WEIGHTS, &title::FEATURES)?,
            published: weights(rules, PUBLISHED_WEIGHTS, &published::FEATURES)?,
            words: dates::DateWords::read(rules)?,
        })
    }

    /// The candidates of a page.
    pub(super) fn read_page(&self, page: &Parsed<'_>, chosen: &Selection) -> Said {
        let place = Place::of(page);
        let machine = machine::read(page, &self.words);
        let titles = title::candidates(page, chosen, &place, &machine);
        let best_title = best(&titles, &self.title);
        let title_block = best_title.and_then(|best| titles.get(best)).and_then(|best| {
            let nodes = &page.tree.nodes;
            page.blocks.all.iter().position(|block| nodes.get(block.from as usize).is_some_and(|node| node.start as usize == best.at.start))
        });
        let published = published::candidates(page, chosen, &place, title_block, &machine, &self.words);
        let best_published = best(&published, &self.published);
        Said { titles, published, best_title, best_published }
    }

    /// The first date of a text.
    pub(super) fn date(&self, text: &str) -> Option<Date> {
        self.words.date(text)
    }
}

/// The most probable candidate, where none is less probable than it: *none* scores 0. What has no features is no candidate of the model.
fn best<T>(candidates: &[Candidate<T>], weights: &[f32]) -> Option<usize> {
    let score = |c: &Candidate<T>| if c.features.is_empty() { f32::MIN } else { c.features.iter().zip(weights).map(|(value, weight)| value * weight).sum() };
    let scores = candidates.iter().map(score).enumerate();
    let (best, score) = scores.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    (score > 0.0).then_some(best)
}

/// Where the text of a page stands, by blocks.
struct Place {
    /// The first block of prose that is more likely text than not; the number of blocks where there is none.
    first: usize,
    /// The last one.
    last: usize,
}

impl Place {
    fn of(page: &Parsed<'_>) -> Place {
        let is_text = |i: &usize| page.labels.get(*i).is_some_and(|label| label.text >= limits::DOUBTED);
        let all = 0..page.blocks.all.len();
        let prose = |i: &usize| is_text(i) && page.blocks.all.get(*i).is_some_and(is_prose);
        let first = all.clone().find(prose).or_else(|| all.clone().find(is_text)).unwrap_or(all.end);
        let last = all.clone().rev().find(prose).unwrap_or(all.end);
        Place { first, last }
    }
}

/// A feature of yes and no.
fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}

#[cfg(test)]
mod tests;
