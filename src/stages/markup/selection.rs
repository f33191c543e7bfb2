//! What has been chosen of a page, and the sums over blocks and elements that choosing rests on.

use super::blocks::{Block, Blocks};
use super::lexicon::Field;
use super::tags::Element;
use super::tree::Tree;
use crate::code::Code;

/// What was chosen.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// For every block why it goes; `None` for a block that stays.
    pub(super) verdicts: Vec<Option<Code>>,
    /// The block that is the headline, where one was found.
    pub(super) headline: Option<usize>,
    /// The block anywhere on the page that is what the page names its title, where one is.
    pub(super) title: Option<usize>,
    /// The fields of the record that describes the document: what, the value, the block it stands in.
    pub(super) record: Vec<(Field, String, usize)>,
    /// Where the page has several articles and all are asked for: which of how many this is, from 1.
    pub(super) article: Option<(usize, usize)>,
    /// The blocks that speak about the document, between headline and text.
    pub(super) credits: Vec<usize>,
}

/// Whether a block is prose: sentences, not links.
pub(super) fn is_prose(block: &Block) -> bool {
    block.stops > 0 && block.chars >= 15 && block.linked * 2 < block.chars || block.marks >= 2 && block.chars >= 30 && block.linked * 3 < block.chars
}

/// Adds up the values of blocks over the elements they stand in.
pub(super) fn totals(tree: &Tree<'_>, blocks: &Blocks, values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut totals = vec![0i64; tree.nodes.len()];
    for (block, value) in blocks.all.iter().zip(values) {
        totals[block.owner as usize] += value;
    }
    for i in (1..totals.len()).rev() {
        let parent = tree.nodes[i].parent as usize;
        totals[parent] += totals[i];
    }
    totals
}

/// Whether an element can hold a document. A paragraph can (old pages break lines inside one), a link cannot.
pub(super) fn is_container(element: Element) -> bool {
    element.is_block() && !matches!(element, Element::Heading(_)) || matches!(element, Element::Cell | Element::Inline)
}

/// The blocks that stay, with their numbers.
pub(super) fn kept<'b>(blocks: &'b Blocks, verdicts: &'b [Option<Code>]) -> impl Iterator<Item = (usize, &'b Block)> {
    blocks.all.iter().enumerate().filter(|(i, _)| verdicts.get(*i).is_some_and(Option::is_none))
}
