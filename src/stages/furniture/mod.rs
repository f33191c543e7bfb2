//! What is not the document goes; what is information becomes metadata.
//!
//! Whole lines are deleted with their line feeds, so that the halves of a sentence that furniture tore become neighbours, which the stage
//! lines then joins. Every step marks lines of a `Page`; what is marked is proposed at the end. The steps run again on what is left until
//! nothing more is found, so that the stage has nothing to say about its own output.

mod articles;
mod credits;
mod echoes;
mod features;
mod heads;
mod marks;
mod model;
mod page;
mod phrases;

use std::ops::Range;

use crate::edit::Proposal;
use crate::finding::FindingKind;
use crate::judge::Judge;
use crate::rule::Code;
use crate::stage::{Setup, SetupError, Stage, StageName};
use crate::structure::{Enumeration, TitleForm, enumerator, is_addressee, is_release_note, number_line, title_form};
use crate::text::Text;
use crate::thresholds::furniture as limits;

use features::Facts;
use model::Model;
use page::Line;
use phrases::{Hits, Phrases};

const AROUND: Code = Code::new("F020");

/// The stage.
pub struct Furniture {
    phrases: Phrases,
    model: Model,
    judge: std::sync::Arc<Judge>,
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
    lines: Vec<Line<'a>>,
    hits: Vec<Hits>,
    facts: Vec<Facts>,
    decisions: Vec<Option<Decision>>,
    /// Parts of lines that go.
    cuts: Vec<(Range<usize>, Code, f32)>,
    /// What was read from what goes.
    findings: Vec<(FindingKind, String, Range<usize>, Code)>,
    /// Running heads, for want of a title.
    heads: Vec<(String, Range<usize>, Code)>,
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
        self.lines.iter().take(60).any(|line| line.count <= 300 && (number_line(line.text).is_some() || is_addressee(line.text)))
            || self.numbered >= 3 && (articles() || web() < limits::WEB_LINES)
    }
}

impl Furniture {
    /// Sets the stage up.
    pub fn new(setup: &Setup) -> Result<Self, SetupError> {
        Ok(Self { phrases: Phrases::load(&setup.rules)?, model: Model::load(&setup.rules)?, judge: setup.judge.clone() })
    }

    fn read<'a>(&self, text: &'a str, lines: Vec<Line<'a>>) -> Page<'a> {
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
        Page { text, lines, hits, facts: Vec::new(), decisions, cuts: Vec::new(), findings: Vec::new(), heads: Vec::new(), numbered }
    }

    /// One round over the lines given.
    fn decide<'a>(&self, text: &'a str, lines: Vec<Line<'a>>, headings: &[usize], printed: bool) -> Page<'a> {
        let mut page = self.read(text, lines);
        let suspicious = page.hits.iter().any(|hits| hits.safe() > 0 || hits.line.is_some());
        if suspicious {
            page.facts = features::facts(&page.lines, &page.hits);
        }
        marks::jumps_and_ends(&mut page);
        if !page.cuts.is_empty() {
            return page; // the lines are read again without what was cut from them
        }
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
            self.surroundings(&mut page);
        }
        marks::page_numbers(&mut page, &self.judge);
        let printed = printed || page.decisions.iter().flatten().any(|decision| of_print(decision.rule));
        heads::running_heads(&mut page, &self.judge, headings, printed);
        page
    }

    /// What stands around the body of a web page: menus, share bars, lists of links, comments, imprints.
    fn surroundings(&self, page: &mut Page<'_>) {
        let kept: Vec<usize> = (0..page.lines.len()).filter(|&at| !page.dropped(at)).collect();
        let lines: Vec<Line<'_>> = kept.iter().filter_map(|&at| page.lines.get(at).cloned()).collect();
        let hits: Vec<Hits> = kept.iter().filter_map(|&at| page.hits.get(at).copied()).collect();
        if !hits.iter().any(|hits| hits.safe() > 0) {
            return;
        }
        let facts = features::facts(&lines, &hits);
        let sets = features::features(&lines, &facts);
        let mut body = model::path(&model::scores(&self.model, &sets));
        // Shortness alone proves nothing: tables, lists of names and headings are short, too. A run of lines goes only where phrases
        // prove furniture in it, and in an official document only where they fill it.
        let official = page.is_official();
        if official {
            for ((slot, fact), line) in body.iter_mut().zip(&facts).zip(&lines) {
                let stands = fact.prose
                    || enumerator(line.text).is_some() && fact.document
                    || line.count <= 300 && (number_line(line.text).is_some() || is_addressee(line.text) || is_release_note(line.text));
                *slot |= stands && fact.hits.safe() == 0;
            }
            // A clause that goes on in the next line is text, whatever words it has.
            for at in 0..lines.len() {
                if lines.get(at).is_some_and(|line| line.text.ends_with(['，', '、'])) {
                    body.iter_mut().skip(at).take(2).for_each(|slot| *slot = true);
                }
            }
        }
        // The title stands shortly before the body.
        if let Some(first) = body.iter().position(|body| *body) {
            let from = first.saturating_sub(limits::TITLE_REACH);
            if let Some(title) = (from..first).rev().find(|&at| lines.get(at).is_some_and(|line| title_form(line.text) == Some(TitleForm::Formal)))
                && let Some(slot) = body.get_mut(title)
            {
                *slot = true;
            }
        }
        let (least, density) = if official { (limits::OFFICIAL_EVIDENCE, limits::OFFICIAL_DENSITY) } else { (limits::EVIDENCE, limits::DENSITY) };
        let mut start = 0;
        while start < body.len() {
            if body.get(start).copied().unwrap_or(true) {
                start += 1;
                continue;
            }
            let end = (start..body.len()).find(|&at| body.get(at).copied().unwrap_or(true)).unwrap_or(body.len());
            let run = sets.get(start..end).unwrap_or_default();
            // What only hints at furniture (repeated lines, dates, dots) is common in tables.
            let proof: f32 = run.iter().map(model::evidence).filter(|proof| !official || *proof >= 1.0).sum();
            let density = if proof >= limits::MUCH_EVIDENCE { density.min(limits::OFFICIAL_DENSITY / 3.0) } else { density };
            if proof < least || proof < density * (end - start) as f32 {
                for slot in body.iter_mut().take(end).skip(start) {
                    *slot = true;
                }
            }
            start = end;
        }
        let left: usize = lines.iter().zip(&body).filter(|(_, body)| **body).map(|(line, _)| line.count).sum();
        if left < limits::LEAST_BODY {
            return; // a page without a body is better kept whole than emptied
        }
        for (&at, body) in kept.iter().zip(&body) {
            if !body {
                page.drop(at, AROUND, limits::AROUND, None);
            }
        }
    }
}

/// Whether a rule takes away what only printed pages have: jump lines, page numbers, running heads.
fn of_print(rule: Code) -> bool {
    matches!(rule.as_str(), "F001" | "F002" | "F004" | "F005")
}

/// How often the steps run again on what is left. Each round takes lines away, so it ends; more than a few rounds were never seen.
const MOST_ROUNDS: usize = 6;

impl Stage for Furniture {
    fn name(&self) -> StageName {
        StageName::Furniture
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let all = page::read(text.as_str());
        let headings: Vec<usize> = text.found(FindingKind::Heading).map(|finding| finding.at.start).collect();
        let mut left = all.clone();
        let mut dropped: Vec<(Range<usize>, Decision)> = Vec::new();
        let mut cuts: Vec<(Range<usize>, Code, f32)> = Vec::new();
        let mut heads = Vec::new();
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
            for (kind, value, span, rule) in page.findings {
                let known = cuts.iter().any(|(cut, ..)| *cut == span);
                if !known {
                    out.find(kind, value, span, rule);
                }
            }
            for cut in page.cuts {
                if !cuts.contains(&cut) {
                    cuts.push(cut);
                    changed = true;
                }
            }
            heads.extend(page.heads);
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
        self.entitle(&left, heads, out);
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
    }
}

impl Furniture {
    /// A page torn from the middle of a paper has no title but its running head.
    fn entitle(&self, left: &[Line<'_>], heads: Vec<(String, Range<usize>, Code)>, out: &mut Proposal) {
        let titled = left.iter().take(6).any(|line| title_form(line.text).is_some());
        if titled {
            return;
        }
        if let Some((value, span, rule)) = heads.into_iter().find(|(value, ..)| title_form(value) == Some(TitleForm::Formal)) {
            out.find(FindingKind::Title, value, span, rule);
        }
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod training;
