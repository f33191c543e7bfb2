//! Several articles on one page: posts of a thread, entries of a diary, one below the other. Found by the shape, the prose and the dates of elements
//! side by side.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::Sort;
use super::limits;
use super::selection::{Parsed, Verdict, is_container, is_prose, prose_chars};
use super::tags::{Element, attribute};
use super::tree::Tree;

/// The articles of a page: elements of one shape, side by side.
#[derive(Debug)]
pub(super) struct Group {
    /// The element they stand in.
    pub(super) parent: usize,
    /// The elements, in the order of the page.
    pub(super) nodes: Vec<usize>,
}

/// Finds the articles of a page: two and more elements with the same name and class in one element, each with prose and a date of its own
/// (or each an `article`), which hold at least half of the prose of the page together.
pub(super) fn find(page: &Parsed<'_>) -> Option<Group> {
    let tree = page.tree;
    let prose = page.totals(|_, block| i64::from(prose_chars(block)));
    let dates = page.totals(|_, block| i64::from(!is_prose(block) && block.chars <= limits::POSTED_CHARS && page.lexicon.is(Sort::Posted, &block.line())));
    let mut groups: HashMap<(u32, u64), (i64, Vec<usize>)> = HashMap::new();
    for (i, node) in tree.nodes.iter().enumerate().skip(1) {
        let own = node.element == Element::Article || dates[i] > 0;
        if own && prose[i] >= limits::ARTICLE_PROSE && is_container(node.element) && node.element != Element::Inline {
            let (sum, nodes) = groups.entry((node.parent, shape(tree, i))).or_default();
            *sum += prose[i];
            nodes.push(i);
        }
    }
    let several = groups.into_iter().filter(|(_, (sum, nodes))| nodes.len() >= 2 && sum * 2 >= prose[0]);
    let (_, (_, nodes)) = several.max_by_key(|((parent, shape), (sum, nodes))| (*sum, nodes.len(), std::cmp::Reverse((*parent, *shape))))?;
    let parent = tree.nodes[*nodes.first()?].parent as usize;
    Some(Group { parent, nodes })
}

/// What the name and the class of an element say, digits (numbers of posts) apart.
fn shape(tree: &Tree<'_>, node: usize) -> u64 {
    let tag = tree.tag(node);
    let name = tag.bytes().take_while(|b| !b.is_ascii_whitespace() && *b != b'>');
    let class = attribute(tag, "class").unwrap_or_default().bytes().filter(|b| !b.is_ascii_digit());
    name.chain(class).fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

impl Group {
    /// Leaves out the articles of which nothing is kept, and those after the last that becomes a document of its own.
    pub(super) fn leave_out_empty(&mut self, page: &Parsed<'_>, verdicts: &[Option<Verdict>]) {
        let kept = page.totals(|i, _| i64::from(verdicts[i].is_none()));
        self.nodes.retain(|&node| kept[node] > 0);
        self.nodes.truncate(limits::ARTICLES);
    }

    /// The nodes of the article `number` (from 0), as a range; the last of very many reaches to the end of the element.
    pub(super) fn range(&self, tree: &Tree<'_>, number: usize) -> Option<Range<usize>> {
        let node = *self.nodes.get(number)?;
        let full = number + 1 == limits::ARTICLES;
        let end = if full { tree.nodes[self.parent].after } else { tree.nodes[node].after };
        Some(node..end as usize)
    }
}
