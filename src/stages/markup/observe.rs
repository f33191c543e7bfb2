//! What a page of HTML shows of its blocks, as the labelling (`src/blocks/`) reads it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::home::home;
use super::limits;
use super::selection::Parsed;
use super::tags::{Element, attribute};
use super::tree::Tree;
use crate::blocks::{self, Container, Outline, TAGS};

/// The blocks of a page with what its elements show.
pub(super) fn observe<'p>(page: &Parsed<'p>) -> blocks::Page<'p> {
    let Parsed { tree, blocks, titles, .. } = *page;
    let mut containers = Containers { page, list: vec![Container { like: 1, tag: tag_of(tree, 0), ..Container::default() }], of: HashMap::from([(0, 0)]) };
    let description = titles.description();
    let mut seen = Vec::with_capacity(blocks.all.len());
    let mut last = 0;
    for block in &blocks.all {
        let line = block.line();
        let image =
            (last..block.from as usize).rev().take(limits::NEAR_NODES).any(|node| tree.nodes[node].element == Element::Void && tree.is_named(node, "img"));
        last = block.to as usize;
        // What stands between the text and the block element around it are elements inside the line.
        let owner = block.owner as usize;
        let inline = tree.around(tree.nodes[block.from as usize].parent as usize).take_while(|&node| node > owner);
        let short = block.chars <= limits::TITLE_CHARS;
        seen.push(blocks::Block {
            text: Cow::Borrowed(block.text.as_str()),
            chars: block.chars,
            linked: block.linked,
            links: block.links,
            stops: block.stops,
            heading: block.heading,
            data: block.data,
            pre: block.pre,
            image,
            hints: inline.fold(0, |hints, node| hints | blocks_hint(page, node)),
            container: containers.of(owner),
            title: if short { titles.shares(&line) } else { (0.0, 0.0) },
            names_title: short && titles.names(&line),
            described: description.as_ref().is_some_and(|d| line.starts_with(d.as_str())),
        });
    }
    let home = containers.of(home(page));
    blocks::Page { blocks: seen, outline: Some(Outline { containers: containers.list, home }) }
}

fn blocks_hint(page: &Parsed<'_>, node: usize) -> u8 {
    page.blocks.hints[node].bits()
}

/// The place of an element among the names that are told apart.
fn tag_of(tree: &Tree<'_>, node: usize) -> u8 {
    let other = TAGS.len() - 1;
    TAGS.iter()
        .take(other)
        .position(|name| tree.is_named(node, name) && !tree.tag(node).as_bytes().get(name.len() + 1).is_some_and(u8::is_ascii_alphanumeric))
        .unwrap_or(other) as u8
}

/// The elements that blocks stand in, numbered as they are met, parents before children.
struct Containers<'a, 'p> {
    page: &'a Parsed<'p>,
    list: Vec<Container>,
    of: HashMap<usize, u32>,
}

impl Containers<'_, '_> {
    fn of(&mut self, node: usize) -> u32 {
        let tree = self.page.tree;
        let mut missing = Vec::new();
        let mut at = node;
        while !self.of.contains_key(&at) {
            missing.push(at);
            at = tree.nodes[at].parent as usize;
        }
        let mut parent = self.of[&at];
        for node in missing.into_iter().rev() {
            let tag = tag_of(tree, node);
            let named = |name: &str| tree.short_tag(node).and_then(|tag| attribute(tag, name)).unwrap_or_default();
            let (class, id) = (named("class"), named("id"));
            let mut like = u64::from(parent) << 8 | u64::from(tag);
            for byte in class.bytes().filter(|byte| !byte.is_ascii_digit()) {
                like = (like ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
            self.list.push(Container { parent, tag, hints: blocks_hint(self.page, node), names: format!("{class} {id}"), like });
            parent = self.list.len() as u32 - 1;
            self.of.insert(node, parent);
        }
        parent
    }
}
