//! What is not the document goes; what is information becomes metadata.
//!
//! Whole lines are deleted with their line feeds, so that the halves of a sentence that furniture tore become neighbours, which the stage
//! lines then joins. Every step marks lines of a `Page`; what is marked is proposed at the end. The steps run again on what is left until
//! nothing more is found, so that the stage has nothing to say about its own output.

mod around;
mod articles;
mod bars;
mod credits;
mod echoes;
mod features;
mod heads;
mod learnt;
pub(crate) mod limits;
mod marks;
mod model;
mod page;
mod periods;
mod phrases;
mod repeats;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::code::Code;
use crate::code::StageName;
use crate::edit::Proposal;
use crate::finding::{Fact, Finding, FindingKind};
use crate::judge::Judge;
use crate::stage::{Setup, SetupError, Stage};
use crate::structure::{Enumeration, TitleForm, Words, enumerator};
use crate::text::Text;

use features::Facts;
use model::Model;
use page::Line;
use phrases::{Hits, Phrases};

/// The stage.
pub struct Furniture {
    phrases: Phrases,
    model: Model,
    judge: Arc<Judge>,
    words: Arc<Words>,
}

/// Why a line goes.
#[derive(Clone, Debug)]
struct Decision {
    rule: Code,
    confidence: f32,
    note: Option<String>,
}

/// A page while it is decided on.
struct Page<'a> {
    text: &'a str,
    words: &'a Words,
    lines: Vec<Line<'a>>,
    hits: Vec<Hits>,
    facts: Vec<Facts>,
    decisions: Vec<Option<Decision>>,
    /// Parts of lines that go.
    cuts: Vec<(Range<usize>, Code, f32)>,
    /// What was read from what goes.
    findings: Vec<Finding>,
    /// Running heads, for want of a title.
    heads: Vec<(String, Range<usize>, Code)>,
    /// The title above the body of a web page.
    title: Option<(String, Range<usize>, Code)>,
    /// Lines that look like furniture, with what speaks against it.
    doubts: Vec<(Range<usize>, Decision)>,
    /// How many lines begin with an enumerator of an outline.
    numbered: usize,
}

impl<'a> Page<'a> {
    fn line(&self, at: usize) -> Option<&Line<'a>> {
        self.lines.get(at)
    }

    fn dropped(&self, at: usize) -> bool {
        self.decisions.get(at).is_some_and(Option::is_some)
    }

    /// Marks a line; the first reason stands.
    fn drop(&mut self, at: usize, rule: Code, confidence: f32, note: Option<String>) {
        if let Some(slot) = self.decisions.get_mut(at) {
            slot.get_or_insert(Decision { rule, confidence, note });
        }
    }

    fn kept_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&before| !self.dropped(before))
    }

    fn kept_after(&self, at: usize) -> Option<usize> {
        (at + 1..self.lines.len()).find(|&after| !self.dropped(after))
    }

    /// Whether the page has the form of an official document: a number, an address, articles; or an outline and little that speaks of a web page.
    fn is_official(&self) -> bool {
        let articles = || {
            self.lines.iter().filter(|line| enumerator(line.text).is_some_and(|e| matches!(e.kind, Enumeration::Article | Enumeration::Chapter))).count() >= 3
        };
        let web = || self.hits.iter().filter(|hits| hits.safe() > 0).count();
        self.lines.iter().take(60).any(|line| line.count <= 300 && (line.words.number_line(line.text).is_some() || line.words.is_addressee(line.text)))
            || self.numbered >= 3 && (articles() || web() < limits::WEB_LINES)
    }
}

impl Furniture {
    /// Sets the stage up.
    pub fn new(setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self { phrases: Phrases::load(&setup.rules)?, model: Model::load(&setup.rules)?, judge: Arc::clone(&setup.judge), words: Arc::clone(&setup.words) })
    }

    fn read<'a>(&'a self, text: &'a str, lines: Vec<Line<'a>>) -> Page<'a> {
        let hits: Vec<Hits> = lines.iter().map(|line| self.phrases.read(line.text)).collect();
        let numbered = lines
            .iter()
            .filter(|line| {
                enumerator(line.text).is_some_and(|e| {
                    matches!(e.kind, Enumeration::Han | Enumeration::HanBracket | Enumeration::Article | Enumeration::Chapter | Enumeration::Section)
                })
            })
            .count();
        let decisions = vec![None; lines.len()];
        Page {
            text,
            words: &self.words,
            lines,
            hits,
            facts: Vec::new(),
            decisions,
            cuts: Vec::new(),
            findings: Vec::new(),
            heads: Vec::new(),
            title: None,
            doubts: Vec::new(),
            numbered,
        }
    }

    /// One round over the lines given.
    fn decide<'a>(&'a self, text: &'a str, lines: Vec<Line<'a>>, headings: &HashSet<usize>, printed: bool) -> Page<'a> {
        let mut page = self.read(text, lines);
        let suspicious = page.hits.iter().any(|hits| hits.safe() > 0 || hits.line.is_some());
        if suspicious {
            page.facts = features::facts(&page.lines, &page.hits);
        }
        marks::jumps_and_ends(&mut page);
        self.bars(&mut page);
        if !page.cuts.is_empty() {
            return page; // the lines are read again without what was cut from them
        }
        repeats::titles(&mut page, suspicious);
        credits::breadcrumbs(&mut page);
        if suspicious {
            credits::record(&mut page);
        }
        credits::inline_record(&mut page);
        echoes::lists(&mut page);
        credits::labelled(&mut page);
        credits::bylines(&mut page);
        if suspicious {
            credits::links_at_end(&mut page);
        }
        articles::others(&mut page);
        articles::captions(&mut page);
        if suspicious {
            around::surroundings(&mut page, &self.model);
        }
        marks::page_numbers(&mut page, &self.judge);
        let printed = printed || page.decisions.iter().flatten().any(|decision| of_print(decision.rule));
        heads::running_heads(&mut page, &self.judge, headings, printed);
        if page.decisions.iter().all(Option::is_none) {
            bars::edit_buttons(&mut page);
        }
        page
    }
}

/// Whether a rule takes away what only printed pages have: jump lines, page numbers, running heads.
fn of_print(rule: Code) -> bool {
    [marks::JUMP_LINE, marks::JUMP_GLUED, marks::PAGE_NUMBER, heads::RUNNING_HEAD].contains(&rule)
}

/// How often the steps run again on what is left. Each round takes lines away, so it ends; more than a few rounds were never seen.
const MOST_ROUNDS: usize = 6;

impl Stage for Furniture {
    fn name(&self) -> StageName {
        StageName::Furniture
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let all = page::read(text.as_str(), &self.words);
        let headings: HashSet<usize> = text.found(FindingKind::Heading).map(|finding| finding.at.start).collect();
        let mut left = all.clone();
        let mut dropped: Vec<(Range<usize>, Decision)> = Vec::new();
        // First, so that the title is seen where the document begins.
        for at in learnt::repeated(&left, &text.origin().repeated, &self.words).into_iter().rev() {
            dropped.push((left.remove(at).whole, learnt::decision()));
        }
        let mut cuts: Vec<(Range<usize>, Code, f32)> = Vec::new();
        let mut heads = Vec::new();
        let (mut findings, mut title, mut doubts) = (Vec::new(), None, Vec::new());
        for _ in 0..MOST_ROUNDS {
            let printed = dropped.iter().any(|(_, decision)| of_print(decision.rule)) || cuts.iter().any(|(_, rule, _)| of_print(*rule));
            let page = self.decide(text.as_str(), left.clone(), &headings, printed);
            let mut next = Vec::with_capacity(left.len());
            let mut changed = false;
            for (line, decision) in page.lines.iter().zip(&page.decisions) {
                match decision {
                    Some(decision) => {
                        changed = true;
                        dropped.push((line.whole.clone(), decision.clone()));
                    }
                    None => next.push(line.clone()),
                }
            }
            findings.extend(page.findings.into_iter().filter(|finding| !cuts.iter().any(|(cut, ..)| *cut == finding.at)));
            for cut in page.cuts {
                if !cuts.contains(&cut) {
                    cuts.push(cut);
                    changed = true;
                }
            }
            heads.extend(page.heads);
            title = title.or(page.title);
            doubts = page.doubts;
            // The lines are seen without what was cut from them.
            left = next
                .into_iter()
                .filter_map(|line| {
                    let mut line = line;
                    for (cut, ..) in &cuts {
                        line = line.without(text.as_str(), cut)?;
                    }
                    Some(line)
                })
                .collect();
            if !changed {
                break;
            }
        }
        if all.iter().any(credits::is_text) && !left.iter().any(|line| line.han().0 > 0) {
            return; // nothing of the text would be left: a page that is one caption is kept as it is
        }
        for finding in findings {
            out.add_finding(finding);
        }
        entitle(&self.words, &left, title, heads, text, out);
        dropped.sort_by_key(|(whole, _)| whole.start);
        for (whole, decision) in dropped {
            // A line that goes takes its cuts with it.
            cuts.retain(|(cut, ..)| cut.start < whole.start || cut.start >= whole.end);
            let edit = out.delete(whole, decision.rule, decision.confidence);
            if let Some(note) = decision.note {
                edit.note(note);
            }
        }
        for (cut, rule, confidence) in cuts {
            out.delete(cut, rule, confidence);
        }
        for (whole, doubt) in doubts {
            let edit = out.delete(whole, doubt.rule, doubt.confidence);
            if let Some(note) = doubt.note {
                edit.note(note);
            }
        }
    }
}

/// A web page has the title above its body; a page torn from the middle of a paper has none but its running head.
fn entitle(
    words: &Words,
    left: &[Line<'_>],
    title: Option<(String, Range<usize>, Code)>,
    heads: Vec<(String, Range<usize>, Code)>,
    text: &Text<'_>,
    out: &mut Proposal,
) {
    let titled = left.iter().take(6).any(|line| line.words.title_form(line.text).is_some()) || text.found(FindingKind::Title).next().is_some();
    if titled {
        return;
    }
    let formal = || heads.into_iter().find(|(value, ..)| words.title_form(value) == Some(TitleForm::Formal));
    if let Some((value, span, rule)) = title.or_else(formal) {
        out.find(Fact::Title(value), span, rule);
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod training;
