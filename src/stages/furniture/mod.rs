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
mod heads;
mod learnt;
mod lexicon;
mod limits;
mod marks;
mod page;
mod pages;
mod phrases;
mod repeats;
mod rows;

use std::collections::HashSet;
use std::ops::Range;

use crate::blocks::{self, Labeller};
use crate::code::{Code, StageName};
use crate::config::Marks;
use crate::edit::Proposal;
use crate::finding::{Fact, Finding, FindingKind};
use crate::judge::Judge;
use crate::reread::until_at_rest;
use crate::stage::{BuildError, Resources, Stage};
use crate::structure::{Enumeration, TitleForm, Words};
use crate::text::Text;

use lexicon::Lexicon;
use page::Line;
use phrases::{Hits, Phrases};

/// The stage.
pub(crate) struct Furniture {
    phrases: Phrases,
    labeller: Labeller,
    marks: Marks,
    judge: std::sync::Arc<Judge>,
    words: std::sync::Arc<Words>,
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
    lexicon: &'a Lexicon,
    lines: Vec<Line<'a>>,
    hits: Vec<Hits>,
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

    /// The lines that are not marked.
    fn kept(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|&at| !self.dropped(at)).collect()
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
            self.lines.iter().filter(|line| line.enumerator().is_some_and(|e| matches!(e.kind, Enumeration::Article | Enumeration::Chapter))).count()
                >= limits::OUTLINE
        };
        let web = || self.hits.iter().filter(|hits| hits.safe() > 0).count();
        self.lines.iter().take(limits::FORM_LINES).any(|line| line.count <= limits::FORM_LINE && (line.is_number() || line.is_addressee()))
            || self.numbered >= limits::OUTLINE && (articles() || web() < limits::WEB_LINES)
    }
}

impl Furniture {
    /// Sets the stage up.
    pub(crate) fn new(resources: &Resources) -> Result<Self, BuildError> {
        Ok(Self {
            phrases: Phrases::load(&resources.rules)?,
            labeller: Labeller::read(&resources.rules)?,
            marks: resources.config.marks(),
            judge: resources.judge.clone(),
            words: resources.words.clone(),
        })
    }

    fn read<'a>(&'a self, text: &'a str, lines: Vec<Line<'a>>) -> Page<'a> {
        let hits: Vec<Hits> = lines.iter().map(|line| self.phrases.read(line.text)).collect();
        let numbered = lines
            .iter()
            .filter(|line| {
                line.enumerator().is_some_and(|e| {
                    matches!(e.kind, Enumeration::Han | Enumeration::HanBracket | Enumeration::Article | Enumeration::Chapter | Enumeration::Section)
                })
            })
            .count();
        let decisions = vec![None; lines.len()];
        Page {
            text,
            words: &self.words,
            lexicon: &self.phrases.lexicon,
            lines,
            hits,
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
    fn decide<'a>(&'a self, text: &'a str, lines: Vec<Line<'a>>, headings: &HashSet<usize>, printed: bool, labelled: bool) -> Page<'a> {
        let mut page = self.read(text, lines);
        let suspicious = page.hits.iter().any(|hits| hits.safe() > 0 || hits.line.is_some());
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
        if !labelled {
            articles::others(&mut page);
            articles::captions(&mut page);
        }
        if suspicious && !labelled {
            around::surroundings(&mut page, &self.labeller, self.marks);
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

impl Stage for Furniture {
    fn name(&self) -> StageName {
        StageName::Furniture
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let all = page::read(text.as_str(), &self.words);
        let left = &mut all.clone();
        // The blocks of a page of HTML were labelled with all that its elements show.
        let labelled = text.found(FindingKind::Blocks).next().is_some();
        let headings: HashSet<usize> = text.found(FindingKind::Heading).map(|finding| finding.at.start).collect();
        let mut found = Found::default();
        // First, so that the title is seen where the document begins.
        for at in learnt::repeated(left, &text.origin().known_edge_lines, &self.words).into_iter().rev() {
            found.dropped.push((left.remove(at).whole, learnt::decision()));
        }
        until_at_rest(limits::MOST_ROUNDS, || {
            let of_pages = pages::furniture(text, &self.words, self.marks.accept, left, &mut found);
            let page = self.decide(text.as_str(), left.clone(), &headings, found.is_printed(), labelled);
            found.take(page, left) || of_pages
        });
        if all.iter().any(credits::is_text) && !left.iter().any(|line| line.han().0 > 0) {
            return; // nothing of the text would be left: a page that is one caption is kept as it is
        }
        let Found { mut dropped, mut cuts, findings, heads, title, doubts, .. } = found;
        for finding in findings {
            out.add_finding(finding);
        }
        entitle(&self.words, left, title, heads, text, out);
        dropped.sort_by_key(|(whole, _)| whole.start);
        for (whole, _) in &dropped {
            // A line that goes takes its cuts with it.
            cuts.retain(|(cut, ..)| cut.start < whole.start || cut.start >= whole.end);
        }
        // Lines around the body may go with more doubt than other edits (`blocks::decide`), what single rules find may not.
        out.accept_from(self.marks.furniture);
        group(text.as_str(), &mut dropped, self.marks);
        dropped.into_iter().for_each(|line| delete(line, self.marks.accept, out));
        for (cut, rule, confidence) in cuts {
            let edit = out.delete(cut, rule, confidence);
            if confidence < self.marks.accept {
                edit.withheld();
            }
        }
        doubts.into_iter().for_each(|line| delete(line, 1.0, out));
    }
}

/// Lines around the body that stand together state what they are sure of together.
fn group(text: &str, dropped: &mut [(Range<usize>, Decision)], marks: Marks) {
    let mut said = Vec::new();
    let mut end = 0;
    for (whole, decision) in dropped.iter() {
        // What stays between two that go parts them.
        let between = text.get(end..whole.start).is_some_and(|between| !between.trim().is_empty());
        said.push((None, u32::from(between)));
        let letters = text.get(whole.clone()).map_or(0, |line| line.chars().filter(|c| !c.is_whitespace()).count());
        let around = decision.rule == around::AROUND;
        said.push((around.then_some(decision.confidence), u32::try_from(letters).unwrap_or(u32::MAX)));
        end = whole.end;
    }
    let sure = blocks::together(&said, marks.accept, marks.furniture);
    for ((_, decision), sure) in dropped.iter_mut().zip(sure.into_iter().skip(1).step_by(2)) {
        decision.confidence = sure.unwrap_or(decision.confidence);
    }
}

fn delete((whole, decision): (Range<usize>, Decision), accept: f32, out: &mut Proposal) {
    let mut edit = out.delete(whole, decision.rule, decision.confidence);
    if decision.rule != around::AROUND && decision.confidence < accept || accept >= 1.0 {
        edit = edit.withheld();
    }
    if let Some(note) = decision.note {
        edit.note(note);
    }
}

/// What the rounds over a page have found.
#[derive(Default)]
struct Found {
    dropped: Vec<(Range<usize>, Decision)>,
    cuts: Vec<(Range<usize>, Code, f32)>,
    findings: Vec<Finding>,
    heads: Vec<(String, Range<usize>, Code)>,
    title: Option<(String, Range<usize>, Code)>,
    doubts: Vec<(Range<usize>, Decision)>,
    /// How many of the doubts every round keeps.
    kept_doubts: usize,
}

impl Found {
    /// Whether something goes that only printed pages have.
    fn is_printed(&self) -> bool {
        self.dropped.iter().any(|(_, decision)| of_print(decision.rule)) || self.cuts.iter().any(|(_, rule, _)| of_print(*rule))
    }

    /// Takes in what a round has decided; `left` becomes the lines that are left, without what was cut from them. Whether anything goes.
    fn take<'a>(&mut self, page: Page<'a>, left: &mut Vec<Line<'a>>) -> bool {
        self.findings.extend(page.findings.into_iter().filter(|finding| !self.cuts.iter().any(|(cut, ..)| *cut == finding.at)));
        let before = self.dropped.len() + self.cuts.len();
        for cut in page.cuts {
            if !self.cuts.contains(&cut) {
                self.cuts.push(cut);
            }
        }
        self.heads.extend(page.heads);
        self.title = self.title.take().or(page.title);
        self.doubts.truncate(self.kept_doubts);
        self.doubts.extend(page.doubts);
        left.clear();
        for (line, decision) in page.lines.into_iter().zip(page.decisions) {
            match decision {
                Some(decision) => self.dropped.push((line.whole, decision)),
                None => left.extend(self.cuts.iter().try_fold(line, |line, (cut, ..)| line.without(page.text, cut))),
            }
        }
        self.dropped.len() + self.cuts.len() > before
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
    let titled = left.iter().take(limits::TITLED_LINES).any(|line| line.title_form().is_some()) || text.found(FindingKind::Title).next().is_some();
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
