//! A light tree of a page: nodes in the order of the source, each with its byte range. No node owns text, nothing recurses.

use memchr::{memchr, memchr2, memmem};

use super::limits;
use super::tags::{Element, Shape, Tag, Tags};
use super::vocabulary::{Vocabulary, escaped_tag};

/// A node: an element, a run of text, or a remark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// What it is.
    pub(super) element: Element,
    /// First byte: of the start tag, or of the text.
    pub(super) start: u32,
    /// The byte after the start tag; for text `start`.
    pub(super) inner: u32,
    /// The byte after the content: where the end tag begins, or where something else ends the element.
    pub(super) inner_end: u32,
    /// The byte after the node.
    pub(super) end: u32,
    /// The index of the first node after this one that is not inside it.
    pub(super) after: u32,
    /// The index of the node it is in; the root is in itself.
    pub(super) parent: u32,
}

/// A page as a tree. Node 0 is the page as a whole; the others follow in the order of the source, parents before children.
pub(super) struct Tree<'a> {
    /// The source.
    pub(super) text: &'a str,
    /// The nodes.
    pub(super) nodes: Vec<Node>,
}

/// Elements that are counted while open, so that an end tag without a partner costs nothing.
const KINDS: usize = 32;

fn kind(element: Element) -> usize {
    match element {
        Element::Text => 0,
        Element::Remark => 1,
        Element::Root => 2,
        Element::Head => 3,
        Element::Title => 4,
        Element::Meta => 5,
        Element::Raw => 6,
        Element::Noscript => 7,
        Element::P => 8,
        Element::Block => 9,
        Element::Article => 10,
        Element::Aside => 11,
        Element::Heading(_) => 12,
        Element::Pre => 13,
        Element::List => 14,
        Element::Item => 15,
        Element::Table => 16,
        Element::Group => 17,
        Element::Row => 18,
        Element::Cell => 19,
        Element::Form => 20,
        Element::Br => 21,
        Element::Hr => 22,
        Element::Link => 23,
        Element::Inline => 24,
        Element::Void => 25,
        Element::Media => 26,
        Element::Control => 27,
        Element::Choice => 28,
        Element::Field => 29,
    }
}

struct Open {
    node: u32,
    name_hash: u32,
}

/// Tells names of one kind of element apart (`b` and `span` are both inline).
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

struct Builder<'a> {
    nodes: Vec<Node>,
    open: Vec<Open>,
    counts: [u32; KINDS],
    tags: Tags<'a>,
    text: &'a str,
    /// Names of raw elements that are known to have no end tag from here on.
    endless: Vec<u32>,
    vocabulary: Vocabulary,
    /// Whether a `<![CDATA[` was read, whose `]]>` is no text.
    character_data: bool,
    titled: bool,
}

impl<'a> Tree<'a> {
    /// Reads a page. Never fails: what cannot be read as markup is text.
    pub(super) fn read(text: &'a str) -> Tree<'a> {
        let whole = Node { element: Element::Root, start: 0, inner: 0, inner_end: text.len() as u32, end: text.len() as u32, after: 0, parent: 0 };
        let tags = Tags::of(text);
        let mut builder = Builder {
            nodes: Vec::with_capacity(text.len() / 48),
            open: Vec::new(),
            counts: [0; KINDS],
            vocabulary: Vocabulary::of(text, &tags),
            tags,
            text,
            endless: Vec::new(),
            character_data: false,
            titled: false,
        };
        builder.nodes.push(whole);
        builder.open.push(Open { node: 0, name_hash: 0 });
        builder.run();
        Tree { text, nodes: builder.nodes }
    }

    /// The start tag of a node, empty for text.
    pub(super) fn tag(&self, node: usize) -> &'a str {
        let node = &self.nodes[node];
        if node.element == Element::Text { "" } else { &self.text[node.start as usize..node.inner as usize] }
    }

    /// The start tag of a node, if it is no longer than [`limits::TAG_BYTES`]: whoever asks for the tag of what holds a text reads it again for every
    /// such text.
    pub(super) fn short_tag(&self, node: usize) -> Option<&'a str> {
        Some(self.tag(node)).filter(|tag| tag.len() <= limits::TAG_BYTES)
    }
}

impl<'a> Builder<'a> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        let mut text_from = 0;
        // In a feed, text that was escaped is markup. Where no bracket is escaped from here on, no ampersand need be looked at.
        let last_escape = if self.vocabulary == Vocabulary::Other { memmem::rfind(bytes, b"&gt;") } else { None };
        loop {
            let found = if last_escape.is_some_and(|last| at < last) { memchr2(b'<', b'&', &bytes[at..]) } else { memchr(b'<', &bytes[at..]) };
            let Some(start) = found.map(|n| at + n) else { break };
            if bytes[start] == b'&' {
                at = start + 1;
                if let Some((element, end)) = escaped_tag(self.text, start) {
                    self.put_text(text_from, start);
                    self.leaf(element, start, end);
                    (at, text_from) = (end, end);
                }
                continue;
            }
            let Some(tag) = self.tags.at(start) else {
                at = start + 1;
                continue;
            };
            self.put_text(text_from, start);
            at = tag.end;
            match tag.shape {
                Shape::Comment | Shape::Declaration => {
                    self.character_data |= bytes[start..].starts_with(b"<![CDATA[");
                    self.leaf(Element::Remark, start, tag.end);
                }
                Shape::Open => at = self.start_tag(start, &tag),
                Shape::Close => self.end_tag(start, &tag),
            }
            text_from = at;
        }
        self.put_text(text_from, bytes.len());
        while self.open.len() > 1 {
            self.close_top(bytes.len(), bytes.len());
        }
        if let Some(root) = self.nodes.first().copied() {
            let after = self.nodes.len() as u32;
            self.nodes[0] = Node { after, ..root };
        }
    }

    fn put_text(&mut self, from: usize, to: usize) {
        const END: &str = "]]>";
        let mut from = from;
        while self.character_data
            && let Some(end) = self.text[from..to].find(END).map(|n| from + n)
        {
            if from < end {
                self.leaf(Element::Text, from, end);
            }
            from = end + END.len();
            self.leaf(Element::Remark, end, from);
        }
        if from < to {
            self.leaf(Element::Text, from, to);
        }
    }

    fn leaf(&mut self, element: Element, start: usize, end: usize) {
        let parent = self.open.last().map_or(0, |o| o.node);
        let inner = if element == Element::Text { start } else { end };
        let after = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { element, start: start as u32, inner: inner as u32, inner_end: end as u32, end: end as u32, after, parent });
    }

    fn close_top(&mut self, inner_end: usize, end: usize) {
        if let Some(open) = self.open.pop() {
            let after = self.nodes.len() as u32;
            let node = &mut self.nodes[open.node as usize];
            node.inner_end = inner_end as u32;
            node.end = end as u32;
            node.after = after;
            self.counts[kind(node.element)] -= 1;
        }
    }

    /// Closes the nearest open element that `is` holds of, with all in it, unless an element that `wall` holds of stands before it.
    fn close_implied(&mut self, at: usize, is: impl Fn(Element) -> bool, wall: impl Fn(Element) -> bool) {
        let mut depth = None;
        for (i, open) in self.open.iter().enumerate().rev().take(limits::SEARCH_DEPTH) {
            let element = self.nodes[open.node as usize].element;
            if is(element) {
                depth = Some(i);
                break;
            }
            if wall(element) {
                break;
            }
        }
        if let Some(depth) = depth.filter(|&d| d > 0) {
            while self.open.len() > depth {
                self.close_top(at, at);
            }
        }
    }

    fn start_tag(&mut self, start: usize, tag: &Tag<'a>) -> usize {
        let bytes = self.text.as_bytes();
        let element = self.vocabulary.element(tag.name, self.titled);
        self.titled |= element == Element::Title;
        match element {
            // A second `html` or `body` starts nothing new.
            Element::Root if self.counts[kind(Element::Root)] >= 2 => {
                self.leaf(Element::Remark, start, tag.end);
                return tag.end;
            }
            Element::Item => {
                self.close_implied(start, |e| e == Element::Item, |e| matches!(e, Element::List | Element::Table | Element::Cell | Element::Block));
            }
            Element::Row => self.close_implied(start, |e| e == Element::Row, |e| e == Element::Table),
            Element::Group => self.close_implied(start, |e| e == Element::Group, |e| e == Element::Table),
            Element::Cell => self.close_implied(start, |e| e == Element::Cell, |e| matches!(e, Element::Table | Element::Row)),
            Element::Choice => self.close_implied(start, |e| e == Element::Choice, |e| e == Element::Control),
            Element::Link if self.counts[kind(Element::Link)] > 0 => {
                self.close_implied(start, |e| e == Element::Link, |e| matches!(e, Element::Cell | Element::Table));
            }
            _ => {}
        }
        if element.is_block() && element != Element::Root && self.counts[kind(Element::P)] > 0 {
            self.close_implied(start, |e| e == Element::P, |e| e.is_block() || e == Element::Cell || e == Element::Media || e == Element::Control);
        }
        // Body content ends the head.
        if self.counts[kind(Element::Head)] > 0 && !matches!(element, Element::Meta | Element::Title | Element::Raw | Element::Noscript | Element::Head) {
            self.close_implied(start, |e| e == Element::Head, |_| false);
        }
        if element.is_raw() {
            let name = hash(tag.name);
            let found = if self.endless.contains(&name) { None } else { raw_end(bytes, tag.end, tag.name) };
            if found.is_none() && !self.endless.contains(&name) {
                self.endless.push(name);
            }
            // Without an end tag the element ends with its start tag: nothing is lost that way.
            let (inner_end, end) = found.unwrap_or((tag.end, tag.end));
            let index = self.nodes.len() as u32;
            self.leaf(element, start, end);
            if let Some(node) = self.nodes.get_mut(index as usize) {
                node.inner = tag.end as u32;
                node.inner_end = inner_end as u32;
            }
            return end;
        }
        let closed = bytes[..tag.end].ends_with(b"/>")
            && (self.vocabulary == Vocabulary::Other
                || matches!(element, Element::Media | Element::Inline) && Element::named(tag.name).is_none_or(|e| e == Element::Media));
        if element.is_void() || closed || self.open.len() >= limits::TREE_DEPTH {
            self.leaf(element, start, tag.end);
            return tag.end;
        }
        let parent = self.open.last().map_or(0, |o| o.node);
        let node = self.nodes.len() as u32;
        let end = self.text.len() as u32;
        self.nodes.push(Node { element, start: start as u32, inner: tag.end as u32, inner_end: end, end, after: node + 1, parent });
        self.counts[kind(element)] += 1;
        self.open.push(Open { node, name_hash: hash(tag.name) });
        tag.end
    }

    fn end_tag(&mut self, start: usize, tag: &Tag<'a>) {
        let element = self.vocabulary.element(tag.name, self.titled);
        // `</br>` and a lone `</p>` break the line all the same.
        if element == Element::Br || (element == Element::P && self.counts[kind(Element::P)] == 0) {
            self.leaf(Element::Br, start, tag.end);
            return;
        }
        if element == Element::Root || self.counts[kind(element)] == 0 {
            return;
        }
        let name = hash(tag.name);
        let inline = matches!(element, Element::Inline | Element::Link);
        let mut depth = None;
        for (i, open) in self.open.iter().enumerate().rev().take(limits::SEARCH_DEPTH) {
            let here = self.nodes[open.node as usize].element;
            if here == element && open.name_hash == name {
                depth = Some(i);
                break;
            }
            // An inline end tag does not reach out of its block, and nothing but a table's own tags out of a cell.
            let wall = match element {
                Element::Table => false,
                Element::Group | Element::Row | Element::Cell => here == Element::Table,
                _ if inline => here.is_block() || here == Element::Cell,
                _ => matches!(here, Element::Cell | Element::Table | Element::Row),
            };
            if wall {
                break;
            }
        }
        if let Some(depth) = depth.filter(|&d| d > 0) {
            while self.open.len() > depth + 1 {
                self.close_top(start, start);
            }
            self.close_top(start, tag.end);
        } else if element == Element::P {
            self.leaf(Element::Br, start, tag.end);
        }
    }
}

/// Where the content of an element ends whose content is not markup, and where its end tag ends.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> Option<(usize, usize)> {
    let mut at = from;
    while let Some(n) = memmem::find(&bytes[at..], b"</") {
        let here = at + n;
        let after = here + 2 + name.len();
        if bytes.get(here + 2..after).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes())) {
            let end = memchr(b'>', &bytes[after..]).map_or(bytes.len(), |m| after + m + 1);
            return Some((here, end));
        }
        at = here + 2;
    }
    None
}
