//! Damaged pages go through a stage; what its search claimed is compared with the truth.

use std::sync::Arc;

use jiaokan::edit::{Layer, Proposal};
use jiaokan::judge::Judge;
use jiaokan::measure::{Seen, Stage, Text, set_up};
use jiaokan::{Config, Finding, Origin, Pipeline, RuleBook, StageName};
use rayon::prelude::*;

use crate::damage::Page;
use crate::fit::odds;
use crate::truth::{Aligned, folded};

/// A claim about one place, and whether it is right.
#[derive(Clone)]
pub(crate) struct Claimed {
    pub(crate) half: usize,
    pub(crate) source: String,
    pub(crate) form: &'static str,
    /// What the search made of it.
    pub(crate) odds: f64,
    /// How likely the place is damaged at all.
    pub(crate) times: f64,
    pub(crate) seen: Seen,
    /// What the apparatus states, where the reading was written.
    pub(crate) stated: Option<f64>,
    pub(crate) right: bool,
    /// The place for a reader, where the claim is wrong: as it was shown, as it is read, as it should be.
    pub(crate) told: Option<String>,
}

/// What became of pages.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) claims: Vec<Claimed>,
    /// Lines of each half, and those that came out as they were.
    pub(crate) lines: [usize; 2],
    pub(crate) exact: [usize; 2],
}

/// A stage and what comes before it.
pub(crate) struct Bench {
    before: Pipeline,
    stage: Box<dyn Stage>,
    accept: f32,
}

impl Bench {
    pub(crate) fn new(stage: StageName, judge: &Arc<Judge>, rules: &RuleBook) -> anyhow::Result<Bench> {
        let mut config = Config::default();
        // Decode always runs; what follows the stage, and what is no repair, does not.
        config.only = match stage {
            StageName::Lacuna => vec![StageName::Mojibake, StageName::Unicode, StageName::Gloss, StageName::Script],
            _ => vec![StageName::Decode],
        };
        let accept = config.accept;
        let before = Pipeline::builder().config(config).judge(Arc::clone(judge)).rules(rules.clone()).build()?;
        let stage = set_up(stage, before.resources()).ok_or_else(|| anyhow::anyhow!("there is no stage {stage}"))??;
        Ok(Bench { before, stage, accept })
    }

    pub(crate) fn run(&self, pages: &[Page]) -> Outcome {
        let all: Vec<Outcome> = pages.par_iter().map(|page| self.page(page).unwrap_or_default()).collect();
        let mut sum = Outcome::default();
        for outcome in all {
            sum.claims.extend(outcome.claims);
            for half in 0..2 {
                sum.lines[half] += outcome.lines[half];
                sum.exact[half] += outcome.exact[half];
            }
        }
        sum
    }

    fn page(&self, page: &Page) -> Option<Outcome> {
        let document = self.before.clean(&page.bytes);
        let known: Vec<Finding> = document.findings().iter().map(|(_, finding)| finding.clone()).collect();
        let (text, origin) = (document.text(), Origin::default());
        let mut proposal = Proposal::default();
        self.stage.propose(&Text::new(text, &known, &origin), &mut proposal);
        let claims = proposal.claims().to_vec();
        let layer = Layer::decide(text, proposal, self.accept).ok()?;
        let after = layer.apply(text).ok()?;
        let mut outcome = Outcome::default();
        let all = folded(&after);
        let wants: Vec<Vec<char>> = page.truth.lines().map(folded).collect();
        if all.split(|&c| c == '\n').count() != wants.len() {
            return None;
        }
        let place = |at: usize| after.get(..at).map_or(0, |before| before.chars().count());
        let mut at = 0;
        for (got, want) in all.split(|&c| c == '\n').zip(&wants) {
            let line = at..at + got.len();
            at = line.end + 1;
            outcome.lines[page.half] += 1;
            outcome.exact[page.half] += usize::from(got == want);
            let mut aligned = None;
            for claim in &claims {
                let edit = layer.edits().find(|edit| edit.at == claim.at);
                // Where nothing is applied and nothing is marked the text stands as it was: that is told by other figures.
                let Some(edit) = edit else { continue };
                let (start, end) = (place(edit.out.start), place(edit.out.end));
                if start < line.start || end > line.end {
                    continue;
                }
                let written = edit.with == claim.text;
                let aligned = aligned.get_or_insert_with(|| Aligned::new(got, want));
                let Some(right) = aligned.is_right(&(start - line.start..end - line.start), &claim.text, written) else { continue };
                outcome.claims.push(Claimed {
                    half: page.half,
                    source: page.source.clone(),
                    form: page.form,
                    odds: odds(claim.probability),
                    times: claim.times,
                    seen: claim.seen,
                    stated: written.then_some(f64::from(edit.confidence)),
                    right,
                    told: (!right).then(|| format!("{} → {}, not {}", edit.old, claim.text, aligned.around(&(start - line.start..end - line.start)))),
                });
            }
        }
        Some(outcome)
    }
}
