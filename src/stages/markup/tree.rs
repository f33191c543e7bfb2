//! A light tree of a page: nodes in the order of the source, each with its byte range. No node owns text, nothing recurses.

use std::ops::Range;

pub(super) use super::nodes::Node;
pub(super) use super::tags::raw_end;

use super::tags::{Element, Tags};
use super::vocabulary::{Elements, Vocabulary};
use super::{feed, html, limits};

/// A page as a tree. Node 0 is the page as a whole; the others follow in the order of the source, parents before children.
pub(super) struct Tree<'a> {
    /// The source.
    pub(super) text: &'a str,
    /// The nodes.
    pub(super) nodes: Vec<Node>,
    /// The nodes that continue a link in a block that outlasts it, each with the node of the link: they have its tag.
    continued: Vec<[u32; 2]>,
}

impl<'a> Tree<'a> {
    /// Reads a page. Never fails: what cannot be read as markup is text.
    pub(super) fn read(text: &'a str, elements: &Elements) -> Tree<'a> {
        let (nodes, continued) = match Vocabulary::of(text, &Tags::of(text), elements) {
            Vocabulary::Html => html::read(text, elements),
            Vocabulary::Other => (feed::read(text, elements), Vec::new()),
        };
        Tree { text, nodes, continued }
    }

    /// The start tag of a node, empty for text.
    pub(super) fn tag(&self, node: usize) -> &'a str {
        let continued = self.continued.binary_search_by_key(&(node as u32), |link| link[0]);
        let node = &self.nodes[continued.map_or(node, |found| self.continued[found][1] as usize)];
        if node.element == Element::Text { "" } else { &self.text[node.start as usize..node.inner as usize] }
    }

    /// A node as it stands in the source: the text of a text node.
    pub(super) fn source(&self, node: usize) -> &'a str {
        let node = &self.nodes[node];
        &self.text[node.start as usize..node.end as usize]
    }

    /// The nodes inside a node.
    pub(super) fn inside(&self, node: usize) -> Range<usize> {
        node + 1..self.nodes[node].after as usize
    }

    /// The nodes that stand in a node and in no other inside it.
    pub(super) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let inside = self.inside(node);
        let next = move |child: usize| Some(child).filter(|child| inside.contains(child));
        std::iter::successors(next(node + 1), move |&child| next(self.nodes[child].after as usize))
    }

    /// A node and the nodes it stands in, as many as [`limits::NEAR_PARENTS`].
    pub(super) fn around(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(node), |&node| Some(self.nodes[node].parent as usize)).take(limits::NEAR_PARENTS)
    }

    /// Whether a node is an element of this name (in lower case).
    pub(super) fn is_named(&self, node: usize, name: &str) -> bool {
        self.tag(node).get(1..=name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
    }

    /// The start tag of a node, if it is no longer than [`limits::TAG_BYTES`]: whoever asks for the tag of what holds a text reads it again for every
    /// such text.
    pub(super) fn short_tag(&self, node: usize) -> Option<&'a str> {
        Some(self.tag(node)).filter(|tag| tag.len() <= limits::TAG_BYTES)
    }
}

#[cfg(test)]
mod case_tests;
#[cfg(test)]
mod dom_tests;
#[cfg(test)]
mod tests;
