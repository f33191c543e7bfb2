//! HTML and Markdown become main text.
//!
//! A page of HTML is read as a tree, its main text chosen, and everything else deleted with its reason; a page of
//! Markdown loses its marks; a page of plain text loses the tags and character references that were left in it. What one
//! of these leaves is read again until nothing is left to do, so that the stage has nothing to say to its own output.

mod articles;
mod blocks;
mod detect;
mod emit;
mod entity;
mod facts;
mod head;
mod hints;
mod lexicon;
mod limits;
mod markdown;
mod plain;
mod record;
mod rules;
mod select;
mod selection;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod title;
mod tree;
mod vocabulary;

use blocks::Blocks;
use entity::Entities;
use facts::Facts;
use hints::Hints;
use lexicon::Lexicon;
use markdown::Literals;
use title::Titles;
use tree::Tree;

use crate::code::StageName;
use crate::config::MarkupConfig;
use crate::edit::{Layer, Proposal};
use crate::finding::Finding;
use crate::stage::{Setup, SetupError, Stage};
use crate::text::{PageKind, Text};

/// The stage.
pub struct Markup {
    entities: Entities,
    hints: Hints,
    lexicon: Lexicon,
    facts: Facts,
    config: MarkupConfig,
}

impl Markup {
    /// Sets the stage up.
    pub fn new(setup: &Setup) -> Result<Self, SetupError> {
        let facts = Facts::new().map_err(|error| SetupError::Config(error.to_string()))?;
        Ok(Self {
            facts,
            entities: Entities::read(&setup.rules)?,
            hints: Hints::read(&setup.rules)?,
            lexicon: Lexicon::read(&setup.rules)?,
            config: setup.config.markup.clone(),
        })
    }

    /// What one reading of a text that is no page of HTML has to say.
    fn read_plain(&self, text: &str, kind: PageKind, literals: Literals) -> Proposal {
        let mut said = Proposal::default();
        plain::propose(text, &self.entities, &mut said);
        if !said.is_empty() {
            return said;
        }
        let needed = if kind == PageKind::Markdown { 1 } else { limits::MARKDOWN_POINTS };
        if markdown::may_hold_marks(text) && markdown::proof(text) >= needed {
            markdown::propose(text, literals, &mut said);
        }
        said
    }

    /// What a page of HTML has to say, of the article with this number (from 0) where all are asked for.
    fn read_page(&self, text: &str, article: usize, out: &mut Proposal) -> String {
        let tree = Tree::read(text);
        let blocks = Blocks::read(&tree, &self.entities, &self.hints);
        let titles = Titles::read(&tree, &self.entities);
        let chosen = select::select(&tree, &blocks, &self.lexicon, &titles, &self.config, article);
        if chosen.verdicts.iter().all(Option::is_some) {
            out.reject(rules::EMPTY, "the page has no text");
            return String::new();
        }
        let (result, placed) = emit::emit(&tree, &blocks, &self.entities, &chosen.verdicts, out);
        self.facts.state(&tree, &blocks, &titles, &chosen, &placed, out);
        result
    }

    /// Reads a text, and its own result, until nothing is left to say. `None` when that does not end.
    fn settle(&self, text: &str, mut said: Proposal, kind: PageKind, literals: Literals, out: &mut Proposal) -> Option<()> {
        let mut layer = Layer::default();
        let mut output = text.to_owned();
        for _ in 0..limits::ROUNDS {
            for finding in said.take_findings() {
                let at = layer.to_input(finding.at.clone());
                out.add_finding(Finding { at, ..finding });
            }
            let next = Layer::settle(&output, said, 0.0).ok()?;
            output = next.apply(&output).ok()?;
            layer = if layer.is_empty() { next } else { layer.compose(&next) };
            said = self.read_plain(&output, kind, literals);
            if said.is_empty() && (kind != PageKind::Markdown || self.read_plain(&output, PageKind::Unknown, literals).is_empty()) {
                for edit in layer.edits() {
                    let proposing = out.replace(edit.at, edit.with, edit.rule, edit.confidence);
                    if let Some(note) = edit.note {
                        proposing.note(note);
                    }
                }
                return Some(());
            }
        }
        None
    }
}

impl Stage for Markup {
    fn name(&self) -> StageName {
        StageName::Markup
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let kind = text.origin().kind;
        let article = text.origin().article;
        if detect::is_page(text, kind) {
            let mut said = Proposal::default();
            let result = self.read_page(text, article, &mut said);
            if said.rejection().is_some() || self.read_plain(&result, PageKind::Unknown, Literals::Resolve).is_empty() {
                *out = said;
                return;
            }
            for literals in [Literals::Resolve, Literals::Keep] {
                let mut said = Proposal::default();
                self.read_page(text, article, &mut said);
                let mut settled = Proposal::default();
                if self.settle(text, said, PageKind::Unknown, literals, &mut settled).is_some() {
                    *out = settled;
                    return;
                }
            }
            *out = said;
            return;
        }
        for literals in [Literals::Resolve, Literals::Keep] {
            let said = self.read_plain(text, kind, literals);
            if said.is_empty() {
                return;
            }
            let mut settled = Proposal::default();
            if self.settle(text, said, kind, literals, &mut settled).is_some() {
                *out = settled;
                return;
            }
        }
    }
}
