//! HTML and Markdown become main text.
//!
//! A page of HTML is read as a tree, its main text chosen, and everything else deleted with its reason; a page of
//! Markdown loses its marks; a page of plain text loses the tags and character references that were left in it. What one
//! of these leaves is read again until nothing is left to do, so that the stage has nothing to say to its own output.

mod articles;
mod blocks;
pub(crate) mod claims;
mod detect;
mod edges;
mod embedded;
mod emit;
mod entity;
mod facts;
mod feed;
mod feed_facts;
mod front;
mod head;
mod hints;
mod home;
mod html;
mod html_end;
mod html_foreign;
mod html_frame;
mod html_start;
mod html_table;
mod lexicon;
mod limits;
mod markdown;
mod message;
mod name;
mod nodes;
mod observe;
mod people;
mod place;
mod plain;
mod proof;
mod raised;
mod record;
mod revision;
mod rules;
mod scan;
mod select;
mod selection;
mod spoken;
mod tables;
mod tags;
#[cfg(test)]
mod tests;
mod title;
mod transfer;
mod tree;
pub(crate) mod visible;
mod vocabulary;

use std::sync::Arc;

use blocks::Blocks;
use edges::Edges;
use entity::Entities;
use facts::Facts;
use hints::Hints;
use lexicon::Lexicon;
use markdown::Literals;
use scan::Format;
use selection::Parsed;
use title::Titles;
use tree::Tree;
use vocabulary::Elements;

use crate::blocks::{Label, Labeller, decide, together};
use crate::code::StageName;
use crate::config::{Marks, MarkupConfig};
use crate::edit::{Layer, Proposal};
use crate::finding::{Article, Fact};
use crate::judge::Judge;
use crate::reread::reread;
use crate::stage::{BuildError, Resources, Stage};
use crate::structure::Kinds;
use crate::text::{PageKind, Text};

/// The stage.
pub struct Markup {
    tables: Tables,
    facts: Facts,
    judge: Arc<Judge>,
    config: MarkupConfig,
    marks: Marks,
}

/// The tables of the stage, from their files.
struct Tables {
    elements: Elements,
    entities: Entities,
    hints: Hints,
    edges: Edges,
    lexicon: Lexicon,
    labeller: Labeller,
    kinds: Arc<Kinds>,
}

impl Markup {
    /// Sets the stage up.
    pub fn new(resources: &Resources) -> Result<Self, BuildError> {
        let rules = &resources.rules;
        let facts = Facts::read(rules)?;
        let (elements, entities) = (Elements::read(rules)?, Entities::read(rules)?);
        let (lexicon, labeller) = (Lexicon::read(rules, &resources.words)?, Labeller::read(rules)?);
        let tables =
            Tables { elements, entities, hints: Hints::read(rules)?, edges: Edges::read(rules)?, lexicon, labeller, kinds: Arc::clone(&resources.kinds) };
        Ok(Self { tables, facts, judge: Arc::clone(&resources.judge), config: resources.config.markup.clone(), marks: resources.config.marks() })
    }

    /// What is proposed of a text that holds its page in something else: a message, or Markdown under its front matter.
    fn unwrap(&self, text: &Text<'_>) -> Option<Proposal> {
        message::propose(text, &self.judge).or_else(|| front::propose(text))
    }

    /// What one reading of a text that is no page of HTML proposes.
    fn read_plain(&self, text: &str, kind: PageKind, literals: Literals) -> Proposal {
        let mut proposal = Proposal::default();
        plain::propose(text, &self.tables, &mut proposal);
        // What stands in a fence, or is code, is as it is meant to be.
        proposal.withhold(&markdown::fenced(text));
        if !proposal.is_empty() {
            proposal.withhold(&self.tables.kinds.literal(text));
        }
        if !proposal.is_empty() {
            return proposal;
        }
        let needed = if kind == PageKind::Markdown { 1 } else { limits::MARKDOWN_POINTS };
        if markdown::may_hold_marks(text) && proof::points(text) >= needed {
            markdown::propose(text, literals, &self.tables.kinds, &mut proposal);
        }
        proposal
    }

    /// The parts of a text, if it is a page of HTML.
    fn parse<'t>(&self, text: &Text<'t>) -> Option<Html<'t>> {
        let tables = &self.tables;
        detect::is_page(text, text.origin().kind, &tables.elements).then(|| {
            let tree = Tree::read(text.as_str(), &tables.elements);
            let blocks = Blocks::read(&tree, tables);
            let titles = Titles::read(&tree, &tables.entities, &tables.lexicon.words);
            let mut html = Html { tree, blocks, titles, labels: Vec::new(), goes: Vec::new() };
            let seen = observe::observe(&html.parsed(tables));
            let mut labels = tables.labeller.label(&seen, &tables.lexicon.words);
            place::weigh(&html.parsed(tables), &mut labels);
            tables.edges.weigh(&html.parsed(tables), &mut labels);
            let said: Vec<f32> = labels.iter().map(|label| label.text).collect();
            let goes = decide(&seen.blocks, &said, self.marks);
            (html.labels, html.goes) = (labels, goes);
            html
        })
    }

    /// What a page of HTML proposes, of the article with this number (from 0) where all are asked for, and the text that comes of it.
    fn read_page(&self, html: &Html<'_>, article: usize) -> (Proposal, String) {
        let mut proposal = Proposal::default();
        proposal.accept_from(self.marks.furniture);
        let Html { tree, blocks, .. } = html;
        let page = html.parsed(&self.tables);
        let mut chosen = select::select(&page, &html.goes, &self.config, self.marks.accept, article);
        let said: Vec<_> = chosen.verdicts.iter().zip(&blocks.all).map(|(verdict, block)| (verdict.map(|verdict| verdict.confidence), block.chars)).collect();
        for (verdict, sure) in chosen.verdicts.iter_mut().zip(together(&said, self.marks.accept, self.marks.furniture)) {
            if let (Some(verdict), Some(sure)) = (verdict, sure) {
                verdict.confidence = sure;
            }
        }
        if let Some(string) = embedded::text(&page, &chosen.verdicts) {
            chosen.verdicts.fill(Some(selection::Verdict { rule: rules::NAVIGATION, confidence: limits::BESIDE_SCRIPT }));
            let result = embedded::propose(tree.text, string, &mut proposal);
            self.facts.state(&page, &chosen, &vec![0..0; blocks.all.len()], &mut proposal);
            return (proposal, result);
        }
        if chosen.verdicts.iter().all(Option::is_some)
            && let Some(pieces) = embedded::drawn(tree)
        {
            let result = embedded::propose_drawn(tree.text, &pieces, &mut proposal);
            self.facts.state(&page, &chosen, &vec![0..0; blocks.all.len()], &mut proposal);
            return (proposal, result);
        }
        if chosen.verdicts.iter().all(Option::is_some) {
            proposal.reject(rules::EMPTY, "the page has no text");
            return (proposal, String::new());
        }
        let (result, placed) = emit::emit(tree, blocks, &self.tables, &chosen.verdicts, &mut proposal);
        for (i, verdict) in &chosen.doubts {
            if let Some(place) = placed.get(*i).filter(|place| !place.is_empty()) {
                proposal.delete(place.clone(), verdict.rule, verdict.confidence).withheld();
            }
        }
        self.facts.state(&page, &chosen, &placed, &mut proposal);
        (proposal, result)
    }

    /// Applies a proposal and reads what comes of it, until nothing is left to propose; gives all of it as one proposal. `None` when that does not end.
    fn read_to_the_end(&self, text: &str, mut proposal: Proposal, kind: PageKind, literals: Literals) -> Option<Proposal> {
        proposal.ask_again();
        let mut refused = false;
        let read = |output: &str, _: &Layer| {
            let mut next = self.read_plain(output, kind, literals);
            next.ask_again();
            next
        };
        let all = reread(text, proposal, limits::ROUNDS, 0.0, |_| refused = true, read).ok()?;
        let rests = || self.read_plain(all.output.as_deref().unwrap_or(text), PageKind::Unknown, literals).is_empty();
        if refused || !all.at_rest || kind == PageKind::Markdown && !rests() {
            return None;
        }
        let mut whole = Proposal::default();
        for finding in all.findings {
            whole.add_finding(finding);
        }
        all.layer.propose_again(&mut whole);
        Some(whole)
    }

    /// What is proposed of a text, or of the article of a page of HTML with this number (from 0).
    fn propose_article(&self, text: &Text<'_>, html: Option<&Html<'_>>, article: usize) -> Proposal {
        if let Some(format) = Format::of(text) {
            let mut proposal = Proposal::default();
            scan::propose(text, format, &self.tables.entities, &mut proposal);
            return proposal;
        }
        let orders = [Literals::Resolve, Literals::Keep];
        if let Some(html) = html {
            let (first, result) = self.read_page(html, article);
            let done = first.rejection().is_some() || self.read_plain(&result, PageKind::Unknown, Literals::Resolve).is_empty();
            let read = |literals| self.read_to_the_end(text, self.read_page(html, article).0, PageKind::Unknown, literals);
            return if done { first } else { orders.into_iter().find_map(read).unwrap_or(first) };
        }
        let kind = if detect::is_markdown_with_tables(text) { PageKind::Markdown } else { text.origin().kind };
        for literals in orders {
            let proposal = self.read_plain(text, kind, literals);
            if proposal.is_empty() {
                break;
            }
            if let Some(whole) = self.read_to_the_end(text, proposal, kind, literals) {
                return whole;
            }
        }
        Proposal::default()
    }
}

#[cfg(feature = "measure")]
impl Markup {
    /// The candidates for title and date of publication of a page of HTML, for the program that weighs them; `None` where the text is no page.
    pub fn said(&self, text: &Text<'_>) -> Option<claims::Said> {
        let html = self.parse(text)?;
        let page = html.parsed(&self.tables);
        let chosen = select::select(&page, &html.goes, &self.config, self.marks.accept, 0);
        Some(self.facts.said(&page, &chosen))
    }

    /// What the labelling of blocks sees of a page of HTML, with the text of each block; `None` where the text is no page.
    /// Beside the page stand the letters and digits of each block.
    pub fn observe<R>(&self, text: &Text<'_>, read: impl FnOnce(&crate::blocks::Page<'_>, &[String]) -> R) -> Option<R> {
        let html = self.parse(text)?;
        let Html { tree, blocks, .. } = &html;
        let letters = |block: &blocks::Block| {
            let mut letters = String::new();
            for node in block.from as usize..block.to as usize {
                if tree.nodes[node].element == tags::Element::Text {
                    letters.extend(self.tables.entities.chars(tree.source(node)).filter(|c| c.is_alphanumeric()));
                }
            }
            letters
        };
        let letters: Vec<String> = blocks.all.iter().map(letters).collect();
        Some(read(&observe::observe(&html.parsed(&self.tables)), &letters))
    }
}

/// A page of HTML in its parts.
struct Html<'t> {
    tree: Tree<'t>,
    blocks: Blocks,
    titles: Titles,
    labels: Vec<Label>,
    /// For each block whether it goes by its label.
    goes: Vec<bool>,
}

impl<'t> Html<'t> {
    fn parsed<'a>(&'a self, tables: &'a Tables) -> Parsed<'a> {
        Parsed { tree: &self.tree, blocks: &self.blocks, lexicon: &tables.lexicon, titles: &self.titles, labels: &self.labels }
    }
}

impl Stage for Markup {
    fn name(&self) -> StageName {
        StageName::Markup
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        // What a message holds is read as a page when the stage is asked again.
        *out = match self.unwrap(text) {
            Some(proposal) => proposal,
            None => self.propose_article(text, self.parse(text).as_ref(), text.origin().article),
        };
    }

    fn propose_each(&self, text: &Text<'_>, each: &mut dyn FnMut(Proposal)) {
        if let Some(proposal) = self.unwrap(text) {
            return each(proposal);
        }
        let html = self.parse(text);
        let (mut article, mut of) = (0, 1);
        while article < of {
            let proposal = self.propose_article(text, html.as_ref(), article);
            let stated = proposal.findings().iter().find_map(|finding| if let Fact::Article(Article { of, .. }) = finding.fact { Some(of) } else { None });
            of = stated.unwrap_or(of);
            article += 1;
            each(proposal);
        }
    }
}
