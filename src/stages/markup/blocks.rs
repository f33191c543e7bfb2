//! The blocks of a page, measured: what a reader sees as one line or paragraph, before anything is chosen. Elements that break the line decide
//! where a block begins; its characters, links, marks and the names around it are its measures.

use std::borrow::Cow;

use super::Tables;
use super::entity::Entities;
use super::hints::{Hint, Hints, is_out_of_sight};
use super::limits;
use super::revision::is_of_revision;
use super::rules;
use super::tables;
use super::tags::{Element, attribute};
use super::tree::{Node, Tree};
use crate::chars::{is_han, without_blanks};
use crate::code::Code;

/// A block and its measures. Counts are of characters that are not blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// Its first text node.
    pub(super) from: u32,
    /// The node after its last text node.
    pub(super) to: u32,
    /// The deepest block element around its first text.
    pub(super) owner: u32,
    pub(super) chars: u32,
    /// Characters inside links.
    pub(super) linked: u32,
    /// How many links.
    pub(super) links: u32,
    /// ，。；：！？、 and their ASCII forms.
    pub(super) marks: u32,
    /// 。！？；
    pub(super) stops: u32,
    pub(super) digits: u32,
    /// What it says, blanks run together, up to [`limits::LINE_CHARS`].
    pub(super) text: String,
    /// Whether a blank waits to be put into `text`.
    blank: bool,
    /// The level of the heading it stands in, 0 for none.
    pub(super) heading: u8,
    /// Whether it stands in a table of data.
    pub(super) data: bool,
    /// Whether lines of the source are lines.
    pub(super) pre: bool,
    /// The words in the names of the elements around it.
    pub(super) hint: Hint,
}

impl Block {
    /// What it says, without blanks.
    pub(super) fn line(&self) -> Cow<'_, str> {
        without_blanks(&self.text)
    }
}

/// The blocks of a page and what its nodes are.
pub(super) struct Blocks {
    /// In the order of the page.
    pub(super) all: Vec<Block>,
    /// For every node the rule that drops it whatever is chosen, `None` where it may be text; nodes inside a dropped one are not marked.
    pub(super) dropped: Vec<Option<Code>>,
    /// For every node the hint of its own names.
    pub(super) hints: Vec<Hint>,
}

impl Blocks {
    /// Cuts and measures a page.
    pub(super) fn read(tree: &Tree<'_>, Tables { entities, hints, .. }: &Tables) -> Blocks {
        let count = tree.nodes.len();
        let blocks = Blocks { all: Vec::new(), dropped: vec![None; count], hints: vec![Hint::default(); count] };
        let data_table = tables::data_tables(tree);
        let in_cell = tables::blocks_of_cells(tree, &data_table);
        Measurer { tree, entities, names: hints, data_table, in_cell, blocks, open: Vec::new(), open_tables: Vec::new(), links: 0, current: Block::default() }
            .run()
    }
}

/// Walks through the nodes of a page and measures its blocks.
struct Measurer<'a> {
    tree: &'a Tree<'a>,
    entities: &'a Entities,
    names: &'a Hints,
    /// For every node whether it is a table of data (its rows are lines).
    data_table: Vec<bool>,
    /// For every node whether it is a block that breaks no line because it is in a cell of such a table.
    in_cell: Vec<bool>,
    blocks: Blocks,
    /// The elements around the node that is read, outermost first.
    open: Vec<Open>,
    /// For each open table whether it holds data.
    open_tables: Vec<bool>,
    /// How many links are open.
    links: u32,
    /// The block that is not yet ended.
    current: Block,
}

impl Measurer<'_> {
    fn run(mut self) -> Blocks {
        let mut i = 0;
        while i < self.tree.nodes.len() {
            self.close_before(i);
            let node = &self.tree.nodes[i];
            self.blocks.dropped[i] = self.drops(i, node.element);
            let enters = match (self.blocks.dropped[i], node.element) {
                (Some(_), _) => false,
                (None, Element::Text) => {
                    self.text(i);
                    false
                }
                (None, _) => self.enter(i),
            };
            i = if enters { i + 1 } else { node.after as usize };
        }
        self.end_block();
        self.blocks
    }

    /// Leaves the elements that end before a node.
    fn close_before(&mut self, node: usize) {
        while let Some(top) = self.open.pop_if(|top| node >= top.after as usize) {
            if top.breaks {
                self.end_block();
            }
            self.links -= u32::from(top.link);
            if top.element == Element::Table {
                self.open_tables.pop();
            }
        }
    }

    /// The rule by which a node is no text because of what it is.
    fn drops(&self, node: usize, element: Element) -> Option<Code> {
        match element {
            Element::Raw => Some(rules::SCRIPT),
            Element::Remark => Some(rules::COMMENT),
            Element::Head | Element::Title | Element::Meta | Element::Field => Some(rules::HEAD),
            Element::Media | Element::Void | Element::Control | Element::Choice => Some(rules::MEDIA),
            Element::Noscript => Some(rules::HIDDEN),
            Element::Inline if is_gloss(self.tree, node) => Some(rules::GLOSS),
            Element::Text if is_icon(self.tree, node, self.entities) => Some(rules::MEDIA),
            Element::Text if self.current.chars == 0 && is_bullet(self.tree, node, self.entities) => Some(rules::BULLET),
            _ => None,
        }
    }

    fn text(&mut self, node: usize) {
        let text = self.tree.source(node);
        let current = &mut self.current;
        let before = current.chars;
        self.entities.chars(text).for_each(|c| count(c, current));
        if current.chars == before {
            return;
        }
        if before == 0 {
            let near = |depth: usize| self.open.iter().rev().take(depth);
            let around = near(limits::OWNER_DEPTH).find(|o| o.element.is_block() || o.element == Element::Cell);
            current.from = node as u32;
            current.owner = around.map_or(0, |o| o.index);
            current.hint = around.map_or(Hint::default(), |o| o.hint);
            current.heading = near(limits::HEADING_DEPTH).map(|o| o.element.level()).find(|&level| level > 0).unwrap_or(0);
            current.pre = near(limits::PRE_DEPTH).any(|o| o.element == Element::Pre);
            current.data = self.open_tables.last() == Some(&true);
        }
        current.to = node as u32 + 1;
        if self.links > 0 && !is_address(text) {
            current.linked += current.chars - before;
            current.links += 1;
        }
    }

    /// Takes in the start of an element. Whether what is inside is read.
    fn enter(&mut self, node: usize) -> bool {
        let Node { element, start, end, after, .. } = self.tree.nodes[node];
        let tag = self.tree.tag(node);
        let shown = element == Element::Inline && self.open_tables.last() != Some(&true) && is_shown_as_block(tag);
        let breaks = shown || breaks_line(element, self.open_tables.last() == Some(&true)) && !self.in_cell[node];
        if breaks {
            self.end_block();
        }
        if matches!(element, Element::Br | Element::Hr) {
            return false;
        }
        let own = self.names.of(tag);
        self.blocks.hints[node] = own;
        // Some pages hide their text until a script shows it.
        let bare = || self.tree.inside(node).take(3).all(|inner| self.tree.nodes[inner].element == Element::Text);
        let out_of_sight = memchr::memmem::find(tag.as_bytes(), b"style").is_some() && is_out_of_sight(tag) && bare();
        if (own.has(Hint::HIDDEN) || out_of_sight) && ((end - start) as usize) < self.tree.text.len() / limits::HIDDEN_SHARE {
            self.blocks.dropped[node] = Some(rules::HIDDEN);
            return false;
        }
        if is_of_revision(self.tree, node) {
            self.blocks.dropped[node] = Some(rules::HIDDEN);
            return false;
        }
        let outer = self.open.last().map_or(Hint::default(), |o| o.hint);
        let link = leads_elsewhere(element, tag);
        self.links += u32::from(link);
        if element == Element::Table {
            self.open_tables.push(self.data_table[node]);
        }
        self.open.push(Open { after, element, link, index: node as u32, breaks, hint: outer.with(own) });
        true
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.current);
        if block.chars > 0 {
            self.blocks.all.push(block);
        }
    }
}

struct Open {
    after: u32,
    element: Element,
    link: bool,
    index: u32,
    breaks: bool,
    hint: Hint,
}

/// Whether an element is a link. An anchor that only names its place (`<a id=…>`, `<a name=…>`) is none; written as XHTML (`<a id="x"/>`) it is never
/// closed, and what follows would all be a link.
fn leads_elsewhere(element: Element, tag: &str) -> bool {
    element == Element::Link && (attribute(tag, "href").is_some() || attribute(tag, "id").or_else(|| attribute(tag, "name")).is_none())
}

/// Whether the text of a link is the address that it leads to. Such a link is part of the sentence around it, and no headline of another page.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    ["http://", "https://", "ftp://"].iter().any(|scheme| text.starts_with(scheme)) && !text.contains([' ', '\n']) && !text.chars().any(is_han)
}

/// Whether an element breaks the line where it begins and ends. The bare cells of a row of data are one line; paragraphs that the page
/// itself makes in a cell are lines of their own.
fn breaks_line(element: Element, in_data_table: bool) -> bool {
    element.is_block() || element == Element::Br || (element == Element::Cell && !in_data_table)
}

/// Whether the style of an element inside a line makes a line of it.
fn is_shown_as_block(tag: &str) -> bool {
    if memchr::memmem::find(tag.as_bytes(), b"display").is_none() {
        return false;
    }
    let style = attribute(tag, "style").unwrap_or_default();
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let value = value.trim().trim_end_matches("!important").trim_end();
        name.trim().eq_ignore_ascii_case("display") && ["block", "list-item", "flex"].iter().any(|shown| value.eq_ignore_ascii_case(shown))
    })
}

/// Whether a text is a picture: a character or two of private use, in an element that is called an icon or is an `i`.
fn is_icon(tree: &Tree<'_>, node: usize, entities: &Entities) -> bool {
    let text = tree.source(node).trim();
    if text.is_empty() || text.len() > limits::ICON_BYTES || !text.starts_with(|c| matches!(c, '&' | '\u{e000}'..='\u{f8ff}')) {
        return false;
    }
    if !entities.chars(text).all(|c| matches!(c, '\u{e000}'..='\u{f8ff}')) {
        return false;
    }
    tree.short_tag(tree.nodes[node].parent as usize)
        .map(str::to_ascii_lowercase)
        .is_some_and(|tag| tag.starts_with("<i>") || tag.starts_with("<i ") || tag.contains("icon"))
}

/// Whether a text is the bullet of a list as word processors write it: one letter in a font of signs.
fn is_bullet(tree: &Tree<'_>, node: usize, entities: &Entities) -> bool {
    let text = tree.source(node).trim();
    if text.is_empty() || text.len() > limits::BULLET_BYTES || entities.chars(text).filter(|c| !c.is_whitespace()).count() != 1 {
        return false;
    }
    let mut at = node;
    for _ in 0..limits::FONT_DEPTH {
        at = tree.nodes[at].parent as usize;
        let Some(tag) = tree.short_tag(at).map(str::to_ascii_lowercase) else { return false };
        if tag.contains("font") || tag.contains("face=") {
            // The font of symbols has letters of Greek, too: of it a dot is a bullet.
            let dot = || entities.chars(text).any(|c| matches!(c, '·' | '•' | '\u{f0b7}'));
            return tag.contains("wingdings") || tag.contains("webdings") || tag.contains("symbol") && !tag.contains("segoe") && dot();
        }
    }
    false
}

/// Whether an element holds how the characters before it are read, or the brackets around that.
fn is_gloss(tree: &Tree<'_>, node: usize) -> bool {
    (tree.is_named(node, "rt") || tree.is_named(node, "rp")) && tree.around(node).skip(1).take(2).any(|outer| tree.is_named(outer, "ruby"))
}

/// Takes a character into the measures of a block.
fn count(c: char, block: &mut Block) {
    if c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}' {
        block.blank = true;
        return;
    }
    if block.chars < limits::LINE_CHARS {
        if block.blank && block.chars > 0 {
            block.text.push(' ');
        }
        block.text.push(c);
        block.blank = false;
    }
    block.chars += 1;
    match c {
        '。' | '！' | '？' | '；' => {
            block.stops += 1;
            block.marks += 1;
        }
        '，' | '、' | '：' | ',' | '“' | '”' | '!' | '?' => block.marks += 1,
        '0'..='9' => block.digits += 1,
        _ => {}
    }
}
