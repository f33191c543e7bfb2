//! The tree of a page of HTML, by the HTML standard ("Tree construction", WHATWG), as browsers read it. Where it differs, and why:
//! what a table cannot hold stays where it is written and is not moved before the table, for a page is edited in the order of its bytes; formatting that
//! a block leaves open ends with the block and is not begun again after it, for text does not depend on it; cells and rows outside of tables,
//! which browsers ignore, part the line.

use memchr::{memchr, memchr_iter};

use super::limits;
use super::name::Name;
use super::nodes::{Node, Nodes, Open, hash};
use super::tags::{Element, Shape, Tag, Tags, attributes, raw_end};
use super::vocabulary::Elements;

/// A page has a node for so many bytes, or fewer.
const NODE_BYTES: usize = 48;
/// The mark of byte order.
const BYTE_ORDER: char = '\u{feff}';

/// Reads the nodes of a page. Never fails.
pub(super) fn read(text: &str, elements: &Elements) -> (Vec<Node>, Vec<[u32; 2]>) {
    let nodes = Nodes::of(text.len(), text.len() / NODE_BYTES);
    let nul = memchr(0, text.as_bytes()).is_some();
    let mut builder = Builder { elements, text, nul, nodes, mode: Mode::BeforeHead, templates: Vec::new(), form: None, frameset: true };
    builder.run();
    builder.nodes.finish(text.len())
}

/// What the reader is in the midst of: the insertion modes of the standard. Those after the body read as the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    BeforeHead,
    Head,
    AfterHead,
    Body,
    Table,
    Section,
    Row,
    Cell,
    Caption,
    Colgroup,
    Template,
    Frameset,
    AfterFrameset,
}

/// A start tag where it stands.
#[derive(Clone, Copy)]
pub(super) struct Start<'a> {
    pub(super) at: usize,
    pub(super) tag: Tag<'a>,
    pub(super) element: Element,
    pub(super) name: Name,
}

/// An end tag where it stands.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) name: Name,
    pub(super) hash: u32,
}

/// Builds the tree.
pub(super) struct Builder<'a, 'e> {
    pub(super) elements: &'e Elements,
    pub(super) text: &'a str,
    /// Whether the page holds a NUL, which is no text.
    nul: bool,
    pub(super) nodes: Nodes,
    pub(super) mode: Mode,
    /// What is read in each open template.
    pub(super) templates: Vec<Mode>,
    /// The node of the form that is open: there is but one.
    pub(super) form: Option<u32>,
    /// Whether nothing so far keeps the page from being one of frames.
    pub(super) frameset: bool,
}

impl<'a> Builder<'a, '_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let tags = Tags::of_page(self.text);
        // The mark of byte order is none of the page's.
        let (mut at, mut text_from) = if self.text.starts_with(BYTE_ORDER) { (BYTE_ORDER.len_utf8(), BYTE_ORDER.len_utf8()) } else { (0, 0) };
        if at > 0 {
            self.leaf(Element::Remark, 0, at);
        }
        while let Some(start) = memchr(b'<', &bytes[at..]).map(|n| at + n) {
            let Some(tag) = tags.at(start) else {
                at = start + 1;
                continue;
            };
            self.characters(text_from, start);
            at = match tag.shape {
                Shape::Comment | Shape::Declaration => self.remark(start, tag.end),
                Shape::Open => {
                    let (element, name) = self.elements.in_html(tag.name);
                    self.start_tag(&Start { at: start, tag, element, name })
                }
                Shape::Close => {
                    let (_, name) = self.elements.in_html(tag.name);
                    self.end_tag(&End { at: start, end: tag.end, name, hash: hash(tag.name) });
                    tag.end
                }
            };
            text_from = at;
        }
        self.characters(text_from, bytes.len());
    }

    /// Takes in a remark; the byte after it. In `svg` and `math` a `<![CDATA[` is not over at the first bracket.
    fn remark(&mut self, start: usize, end: usize) -> usize {
        let rest = &self.text.as_bytes()[start..];
        let foreign = self.nodes.current().name.is_foreign() && rest.starts_with(b"<![CDATA[");
        let end = if foreign { memchr::memmem::find(rest, b"]]>").map_or(self.text.len(), |n| start + n + 3) } else { end };
        self.leaf(Element::Remark, start, end);
        end
    }

    /// Takes in text.
    pub(super) fn characters(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        let text = &self.text.as_bytes()[from..to];
        let waits = matches!(self.mode, Mode::BeforeHead | Mode::Head | Mode::AfterHead | Mode::Colgroup | Mode::Frameset | Mode::AfterFrameset);
        if (waits || self.frameset) && text.iter().any(|b| !b.is_ascii_whitespace() && *b != 0) {
            match self.mode {
                Mode::BeforeHead | Mode::Head | Mode::AfterHead => self.begin_body(from),
                Mode::Colgroup if self.nodes.current().name == Name::Colgroup => {
                    self.nodes.pop(from);
                    self.mode = Mode::Table;
                }
                Mode::Colgroup | Mode::Frameset | Mode::AfterFrameset => return self.leaf(Element::Remark, from, to),
                _ => {}
            }
            self.frameset = false;
        }
        let mut from = from;
        if self.nul {
            for nul in memchr_iter(0, text).map(|n| to - text.len() + n) {
                if from < nul {
                    self.nodes.text(from, nul);
                }
                self.leaf(Element::Remark, nul, nul + 1);
                from = nul + 1;
            }
        }
        if from < to {
            self.nodes.text(from, to);
        }
    }

    /// Ends the head, if it is open, and begins the body.
    pub(super) fn begin_body(&mut self, at: usize) {
        self.end_head(at, at);
        self.nodes.push_implied(Name::Body, hash("body"));
        self.mode = Mode::Body;
    }

    /// Ends the head, if it is open.
    pub(super) fn end_head(&mut self, at: usize, end: usize) {
        if self.nodes.has(Name::Head) {
            self.nodes.pop(end.max(at));
        }
    }

    /// Puts in a node with nothing inside.
    pub(super) fn leaf(&mut self, element: Element, start: usize, end: usize) {
        self.nodes.leaf(element, start, end, end);
    }

    /// Puts in what a start tag says, with nothing inside; the byte after it.
    pub(super) fn put(&mut self, start: &Start<'a>) -> usize {
        self.leaf(start.element, start.at, start.tag.end);
        start.tag.end
    }

    /// Passes over a tag that says nothing where it stands; the byte after it.
    pub(super) fn ignore(&mut self, start: &Start<'a>) -> usize {
        self.leaf(Element::Remark, start.at, start.tag.end);
        start.tag.end
    }

    /// Opens an element; the byte after its tag.
    pub(super) fn open(&mut self, start: &Start<'a>) -> usize {
        self.open_as(start, start.element, start.name)
    }

    /// Opens an element as one of another kind. Where too many are open it is put in with nothing inside.
    pub(super) fn open_as(&mut self, start: &Start<'a>, element: Element, name: Name) -> usize {
        let node = self.nodes.leaf(element, start.at, start.tag.end, start.tag.end);
        if self.nodes.open.len() < limits::TREE_DEPTH {
            self.nodes.push(node, name, hash(start.tag.name));
        }
        start.tag.end
    }

    /// Puts in an element whose content is no markup; the byte after its end tag. Without one it reaches to the end of the page. What it holds is
    /// text where it is shown.
    pub(super) fn put_raw(&mut self, start: &Start<'a>, shown: bool) -> usize {
        let bytes = self.text.as_bytes();
        let inner = start.tag.end;
        let (to, end) = raw_end(bytes, inner, start.tag.name).unwrap_or((bytes.len(), bytes.len()));
        let node = self.nodes.leaf(start.element, start.at, inner, end);
        if shown && inner < to {
            self.nodes.push(node, Name::Other, 0);
            self.characters(inner, to);
            self.nodes.pop(end);
        }
        end
    }

    /// The depth of the innermost open element that `is` holds of and no element that `stops` holds of stands before.
    pub(super) fn find(&self, is: impl Fn(&Open) -> bool, stops: impl Fn(Name) -> bool) -> Option<usize> {
        let found = self.nodes.open.iter().enumerate().rev().find(|(_, open)| is(open) || stops(open.name));
        found.filter(|(depth, open)| *depth > 0 && is(open)).map(|(depth, _)| depth)
    }

    /// The depth of an element of this kind in scope.
    pub(super) fn in_scope(&self, name: Name) -> Option<usize> {
        if self.nodes.has(name) { self.find(|open| open.name == name, Name::is_scope) } else { None }
    }

    /// The depth of a `p` that a block would end.
    pub(super) fn open_p(&self) -> Option<usize> {
        if self.nodes.has(Name::P) { self.find(|open| open.name == Name::P, |name| name.is_scope() || name == Name::Button) } else { None }
    }

    /// Ends the `p` that a block ends.
    pub(super) fn close_p(&mut self, at: usize) {
        if let Some(depth) = self.open_p() {
            self.nodes.pop_to(depth, at, at);
        }
    }

    /// Ends what needs no end tag of its own.
    pub(super) fn end_implied(&mut self, at: usize) {
        while self.nodes.current().name.is_implied() {
            self.nodes.pop(at);
        }
    }

    /// What is read after an element of a table, a template or a head was closed.
    pub(super) fn reset_mode(&mut self) {
        let mode = self.nodes.open.iter().rev().find_map(|open| match open.name {
            Name::Cell => Some(Mode::Cell),
            Name::Row => Some(Mode::Row),
            Name::Section => Some(Mode::Section),
            Name::Caption => Some(Mode::Caption),
            Name::Colgroup => Some(Mode::Colgroup),
            Name::Table => Some(Mode::Table),
            Name::Template => self.templates.last().copied(),
            Name::Head => Some(Mode::Head),
            Name::Body => Some(Mode::Body),
            Name::Frameset => Some(Mode::Frameset),
            _ => None,
        });
        self.mode = mode.unwrap_or(Mode::Body);
    }

    /// Whether a start tag has an attribute, with this value where one is asked for.
    pub(super) fn says(&self, start: &Start<'a>, key: &str, value: Option<&str>) -> bool {
        let tag = &self.text[start.at..start.tag.end];
        let mut found = attributes(tag).filter(|(name, _)| name.eq_ignore_ascii_case(key));
        found.next().is_some_and(|(_, at)| value.is_none_or(|value| tag[at].eq_ignore_ascii_case(value)))
    }
}
