//! What has been chosen of a page, and the measures of blocks and elements that choosing rests on.

use std::ops::Range;

use super::blocks::{Block, Blocks};
use super::lexicon::{Field, Lexicon};
use super::limits;
use super::tags::Element;
use super::title::Titles;
use super::tree::Tree;
use crate::blocks::Label;
use crate::code::Code;

/// A page as it was read, before anything is chosen of it.
pub(super) struct Parsed<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) blocks: &'a Blocks,
    pub(super) lexicon: &'a Lexicon,
    pub(super) titles: &'a Titles,
    /// What each block is.
    pub(super) labels: &'a [Label],
}

/// Why a block goes, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) rule: Code,
    pub(super) confidence: f32,
}

/// What was chosen.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// For every block why it goes; `None` for a block that stays.
    pub(super) verdicts: Vec<Option<Verdict>>,
    /// Blocks that stay though they are more likely none of the text, with what speaks for that.
    pub(super) doubts: Vec<(usize, Verdict)>,
    /// The block that is the headline, where one was found.
    pub(super) headline: Option<usize>,
    /// The fields of the record that describes the document: what, the value, the block it stands in.
    pub(super) record: Vec<(Field, String, usize)>,
    /// Where the page has several articles and all are asked for: which of how many this is, from 1.
    pub(super) article: Option<(usize, usize)>,
    /// The element that is this article.
    pub(super) element: Option<usize>,
    /// The blocks that speak about the document, between headline and text.
    pub(super) credits: Vec<usize>,
}

impl Selection {
    /// Takes out a line that speaks about the document.
    pub(super) fn take_credit(&mut self, block: usize, rule: Code) {
        self.drop(block, rule, limits::HEAD_LINE);
        self.credits.push(block);
    }

    /// Takes out a block, for whatever reason it went before.
    pub(super) fn drop(&mut self, block: usize, rule: Code, confidence: f32) {
        self.verdicts[block] = Some(Verdict { rule, confidence });
    }
}

/// Whether a block is prose: sentences, not links.
pub(super) fn is_prose(block: &Block) -> bool {
    let Block { chars, linked, .. } = *block;
    block.stops > 0 && chars >= limits::PROSE_CHARS && linked * limits::PROSE_LINK_SHARE < chars
        || block.marks >= limits::CLAUSE_MARKS && chars >= limits::CLAUSES_CHARS && linked * limits::CLAUSES_LINK_SHARE < chars
}

impl Parsed<'_> {
    /// Where a block stands in the source, in bytes; empty where there is no such block.
    pub(super) fn place(&self, block: usize) -> Range<usize> {
        let nodes = &self.tree.nodes;
        self.blocks.all.get(block).map_or(0..0, |block| nodes[block.from as usize].start as usize..nodes[block.to as usize - 1].end as usize)
    }

    /// Adds up a measure of blocks, which may rest on their number, over the elements they stand in.
    pub(super) fn totals(&self, measure: impl Fn(usize, &Block) -> i64) -> Vec<i64> {
        let mut totals = vec![0i64; self.tree.nodes.len()];
        for (i, block) in self.blocks.all.iter().enumerate() {
            totals[block.owner as usize] += measure(i, block);
        }
        for i in (1..totals.len()).rev() {
            let parent = self.tree.nodes[i].parent as usize;
            totals[parent] += totals[i];
        }
        totals
    }
}

/// Whether an element can hold a document. A paragraph can (old pages break lines inside one), a link cannot.
pub(super) fn is_container(element: Element) -> bool {
    element.is_block() && element.level() == 0 || matches!(element, Element::Cell | Element::Inline)
}

/// The blocks that stay, with their numbers.
pub(super) fn kept<'b>(blocks: &'b Blocks, verdicts: &'b [Option<Verdict>]) -> impl Iterator<Item = (usize, &'b Block)> {
    blocks.all.iter().enumerate().filter(|(i, _)| verdicts.get(*i).is_some_and(Option::is_none))
}

/// The characters of a block that is prose, 0 of another.
pub(super) fn prose_chars(block: &Block) -> u32 {
    if is_prose(block) { block.chars } else { 0 }
}
