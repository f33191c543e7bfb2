//! The tree of a feed or of other XML: elements end where their end tags stand, text that was escaped is markup, and what HTML is in it is read as
//! leniently as pages are.

use memchr::{memchr, memchr2, memmem};

use super::limits;
use super::nodes::{Node, hash};
use super::tags::{Element, Shape, Tag, Tags, raw_end};
use super::vocabulary::{Elements, Vocabulary, escaped_tag};

/// How many kinds of elements there are. Open ones are counted, so that an end tag without a partner costs nothing.
const KINDS: usize = Element::Field as usize + 1;

struct Open {
    node: u32,
    name_hash: u32,
}

/// Reads the nodes of a page that is no HTML. Never fails: what cannot be read as markup is text.
pub(super) fn read(text: &str, elements: &Elements) -> Vec<Node> {
    let whole = Node { element: Element::Root, start: 0, inner: 0, end: text.len() as u32, after: 0, parent: 0 };
    let mut builder = Builder {
        nodes: vec![whole],
        open: vec![Open { node: 0, name_hash: 0 }],
        counts: [0; KINDS],
        elements,
        tags: Tags::of(text),
        text,
        endless: Vec::new(),
        character_data: false,
        titled: false,
    };
    builder.run();
    builder.nodes
}

struct Builder<'a, 'e> {
    elements: &'e Elements,
    nodes: Vec<Node>,
    open: Vec<Open>,
    counts: [u32; KINDS],
    tags: Tags<'a>,
    text: &'a str,
    /// Names of raw elements that are known to have no end tag from here on.
    endless: Vec<u32>,
    /// Whether a `<![CDATA[` was read, whose `]]>` is no text.
    character_data: bool,
    titled: bool,
}

impl<'a> Builder<'a, '_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        let mut text_from = 0;
        // Text that was escaped is markup. Where no bracket is escaped from here on, no ampersand need be looked at.
        let last_escape = memmem::rfind(bytes, b"&gt;");
        loop {
            let found = if last_escape.is_some_and(|last| at < last) { memchr2(b'<', b'&', &bytes[at..]) } else { memchr(b'<', &bytes[at..]) };
            let Some(start) = found.map(|n| at + n) else { break };
            if bytes[start] == b'&' {
                at = start + 1;
                if let Some((element, end)) = escaped_tag(self.text, start, self.elements) {
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
            self.close_top(bytes.len());
        }
        self.nodes[0].after = self.nodes.len() as u32;
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

    /// Puts in a node that has nothing inside so far; its number.
    fn leaf(&mut self, element: Element, start: usize, end: usize) -> u32 {
        let parent = self.open.last().map_or(0, |o| o.node);
        let inner = if element == Element::Text { start } else { end };
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { element, start: start as u32, inner: inner as u32, end: end as u32, after: node + 1, parent });
        node
    }

    fn close_top(&mut self, end: usize) {
        if let Some(open) = self.open.pop() {
            let after = self.nodes.len() as u32;
            let node = &mut self.nodes[open.node as usize];
            node.end = end as u32;
            node.after = after;
            self.counts[node.element as usize] -= 1;
        }
    }

    /// The depth of the nearest open element that `is` holds of, unless one that `wall` holds of stands before it. The page as a whole stays open.
    fn find_open(&self, is: impl Fn(Element, u32) -> bool, wall: impl Fn(Element) -> bool) -> Option<usize> {
        for (depth, open) in self.open.iter().enumerate().skip(1).rev().take(limits::SEARCH_DEPTH) {
            let element = self.nodes[open.node as usize].element;
            if is(element, open.name_hash) {
                return Some(depth);
            }
            if wall(element) {
                return None;
            }
        }
        None
    }

    /// Closes the nearest open element of this kind, with all in it, unless an element that `wall` holds of stands before it.
    fn close_implied(&mut self, at: usize, element: Element, wall: impl Fn(Element) -> bool) {
        if let Some(depth) = self.find_open(|open, _| open == element, wall) {
            while self.open.len() > depth {
                self.close_top(at);
            }
        }
    }

    fn start_tag(&mut self, start: usize, tag: &Tag<'a>) -> usize {
        let bytes = self.text.as_bytes();
        let element = self.elements.of(tag.name, Vocabulary::Other, self.titled);
        self.titled |= element == Element::Title;
        if element == Element::Root && self.counts[Element::Root as usize] >= 2 {
            // A second `html` or `body` starts nothing new.
            self.leaf(Element::Remark, start, tag.end);
            return tag.end;
        }
        // Elements that end with the next of their kind, up to the elements that keep two of them apart.
        let walls: &[Element] = match element {
            Element::Item => &[Element::List, Element::Table, Element::Cell, Element::Block],
            Element::Row | Element::Group => &[Element::Table],
            Element::Cell => &[Element::Table, Element::Row],
            Element::Choice => &[Element::Control],
            Element::Link if self.counts[Element::Link as usize] > 0 => &[Element::Cell, Element::Table],
            _ => &[],
        };
        if !walls.is_empty() {
            self.close_implied(start, element, |e| walls.contains(&e));
        }
        if element.is_block() && element != Element::Root && self.counts[Element::P as usize] > 0 {
            self.close_implied(start, Element::P, |e| e.is_block() || e == Element::Cell || e == Element::Media || e == Element::Control);
        }
        // Body content ends the head.
        if self.counts[Element::Head as usize] > 0 && !matches!(element, Element::Meta | Element::Title | Element::Raw | Element::Noscript | Element::Head) {
            self.close_implied(start, Element::Head, |_| false);
        }
        if element.is_raw() {
            let name = hash(tag.name);
            let found = if self.endless.contains(&name) { None } else { raw_end(bytes, tag.end, tag.name) };
            if found.is_none() && !self.endless.contains(&name) {
                self.endless.push(name);
            }
            // Without an end tag the element ends with its start tag: nothing is lost that way.
            let end = found.map_or(tag.end, |(_, end)| end);
            let node = self.leaf(element, start, end);
            self.nodes[node as usize].inner = tag.end as u32;
            return end;
        }
        if element.is_void() || bytes[..tag.end].ends_with(b"/>") || self.open.len() >= limits::TREE_DEPTH {
            self.leaf(element, start, tag.end);
            return tag.end;
        }
        let node = self.leaf(element, start, tag.end);
        self.counts[element as usize] += 1;
        self.open.push(Open { node, name_hash: hash(tag.name) });
        tag.end
    }

    fn end_tag(&mut self, start: usize, tag: &Tag<'a>) {
        let element = self.elements.of(tag.name, Vocabulary::Other, self.titled);
        // `</br>` and a lone `</p>` break the line all the same.
        if element == Element::Br || (element == Element::P && self.counts[Element::P as usize] == 0) {
            self.leaf(Element::Br, start, tag.end);
            return;
        }
        if element == Element::Root || self.counts[element as usize] == 0 {
            return;
        }
        let name = hash(tag.name);
        let inline = matches!(element, Element::Inline | Element::Link);
        // An inline end tag does not reach out of its block, and nothing but a table's own tags out of a cell.
        let wall = |here: Element| match element {
            Element::Table => false,
            Element::Group | Element::Row | Element::Cell => here == Element::Table,
            _ if inline => here.is_block() || here == Element::Cell,
            _ => matches!(here, Element::Cell | Element::Table | Element::Row),
        };
        if let Some(depth) = self.find_open(|open, open_name| open == element && open_name == name, wall) {
            while self.open.len() > depth + 1 {
                self.close_top(start);
            }
            self.close_top(tag.end);
        } else if element == Element::P {
            self.leaf(Element::Br, start, tag.end);
        }
    }
}
