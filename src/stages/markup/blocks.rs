//! The blocks of a page, measured: what a reader sees as one line or paragraph, before anything is chosen.

use super::entity::Entities;
use super::hints::{Hint, Hints};
use super::limits;
use super::tables;
use super::tags::{Element, attribute};
use super::tree::{Node, Tree};
use crate::chars::is_han;

/// Why a node is no text whatever is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dropped {
    /// It may be text.
    No,
    Script,
    Comment,
    Hidden,
    Media,
    Head,
}

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
    pub(super) han: u32,
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
    /// Whether it stands in a list item.
    pub(super) item: bool,
    /// Whether it stands in a table of data.
    pub(super) data: bool,
    /// Whether lines of the source are lines.
    pub(super) pre: bool,
    /// The words in the names of the elements around it.
    pub(super) hint: Hint,
}

/// The blocks of a page and what its nodes are.
pub(super) struct Blocks {
    /// In the order of the page.
    pub(super) all: Vec<Block>,
    /// For every node whether it is dropped; nodes inside a dropped one are not marked.
    pub(super) dropped: Vec<Dropped>,
    /// For every table node whether it holds data (rows are lines).
    pub(super) data_table: Vec<bool>,
    /// For every node the hint of its own names.
    pub(super) hints: Vec<Hint>,
}

impl Blocks {
    /// Cuts and measures a page.
    pub(super) fn read(tree: &Tree<'_>, entities: &Entities, names: &Hints) -> Blocks {
        let count = tree.nodes.len();
        let mut blocks =
            Blocks { all: Vec::new(), dropped: vec![Dropped::No; count], data_table: tables::data_tables(tree), hints: vec![Hint::default(); count] };
        let mut open: Vec<Open> = Vec::new();
        let mut current = Block::default();
        let mut links = 0u32;
        // For each open table whether it holds data.
        let mut open_tables: Vec<bool> = Vec::new();
        let mut i = 0usize;
        while i < count {
            while let Some(top) = open.last().filter(|o| i >= o.after as usize) {
                if top.breaks {
                    blocks.end(&mut current);
                }
                links -= u32::from(top.link);
                if top.element == Element::Table {
                    open_tables.pop();
                }
                open.pop();
            }
            let node = tree.nodes[i];
            let after = node.after as usize;
            let dropped = match node.element {
                Element::Raw => Dropped::Script,
                Element::Remark => Dropped::Comment,
                Element::Head | Element::Title | Element::Meta | Element::Field => Dropped::Head,
                Element::Media | Element::Void => Dropped::Media,
                Element::Control | Element::Choice => Dropped::Media,
                Element::Noscript => Dropped::Hidden,
                _ => Dropped::No,
            };
            if dropped != Dropped::No {
                blocks.dropped[i] = dropped;
                i = after;
                continue;
            }
            if node.element == Element::Text && is_icon(tree, i, entities) {
                blocks.dropped[i] = Dropped::Media;
                i = after;
                continue;
            }
            if node.element == Element::Text {
                let text = &tree.text[node.start as usize..node.end as usize];
                let before = current.chars;
                measure(text, entities, &mut current);
                if current.chars > before {
                    if before == 0 {
                        current.from = i as u32;
                        let around = open.iter().rev().take(64).find(|o| o.block);
                        current.owner = around.map_or(0, |o| o.index);
                        current.hint = around.map_or(Hint::default(), |o| o.hint);
                        current.heading =
                            open.iter().rev().take(6).find_map(|o| if let Element::Heading(level) = o.element { Some(level) } else { None }).unwrap_or(0);
                        current.pre = open.iter().rev().take(16).any(|o| o.element == Element::Pre);
                        current.data = open_tables.last() == Some(&true);
                        current.item = open.iter().rev().take(8).any(|o| o.element == Element::Item);
                    }
                    current.to = i as u32 + 1;
                    if links > 0 && !is_address(text) {
                        current.linked += current.chars - before;
                        current.links += 1;
                    }
                }
                i = after;
                continue;
            }
            let breaks = breaks_line(node.element, open_tables.last() == Some(&true));
            if breaks {
                blocks.end(&mut current);
            }
            if node.element == Element::Br || node.element == Element::Hr {
                i = after;
                continue;
            }
            let tag = tree.tag(i);
            let own = if tag.len() > 6 { names.of(tag) } else { Hint::default() };
            blocks.hints[i] = own;
            // Some pages hide their text until a script shows it.
            if own.hidden && ((node.end - node.start) as usize) < tree.text.len() / limits::HIDDEN_SHARE {
                blocks.dropped[i] = Dropped::Hidden;
                i = after;
                continue;
            }
            let inherited = open.last().map_or(Hint::default(), |o| o.hint);
            let link = leads_elsewhere(node.element, tag);
            links += u32::from(link);
            if node.element == Element::Table {
                open_tables.push(blocks.data_table[i]);
            }
            open.push(Open {
                after: node.after,
                element: node.element,
                link,
                index: i as u32,
                breaks,
                block: node.element.is_block() || node.element == Element::Cell,
                hint: inherited.with(own),
            });
            i += 1;
        }
        blocks.end(&mut current);
        blocks
    }

    fn end(&mut self, current: &mut Block) {
        if current.chars > 0 {
            self.all.push(std::mem::take(current));
        } else {
            *current = Block::default();
        }
    }
}

struct Open {
    after: u32,
    element: Element,
    link: bool,
    index: u32,
    breaks: bool,
    block: bool,
    hint: Hint,
}

/// Whether an element is a link. An anchor that only names its place (`<a id=…>`, `<a name=…>`) is none; written as XHTML (`<a id="x"/>`) it is never
/// closed, and what follows would all be a link.
fn leads_elsewhere(element: Element, tag: &str) -> bool {
    element == Element::Link && (attribute(tag, "href").is_some() || attribute(tag, "id").or_else(|| attribute(tag, "name")).is_none())
}

/// Whether the text of a link is the address that it leads to. That is said in the sentence around it, and no headline of another page.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    ["http://", "https://", "ftp://"].iter().any(|scheme| text.starts_with(scheme)) && !text.contains([' ', '\n']) && !text.chars().any(is_han)
}

/// Whether an element breaks the line where it begins and ends. The bare cells of a row of data are one line; paragraphs that the page
/// itself makes in a cell are lines of their own.
fn breaks_line(element: Element, in_data_table: bool) -> bool {
    element.is_block() || element == Element::Br || (element == Element::Cell && !in_data_table)
}

/// Whether a text is a picture: a character or two of private use, in an element that is called an icon or is an `i`.
fn is_icon(tree: &Tree<'_>, node: usize, entities: &Entities) -> bool {
    let Node { start, end, parent, .. } = tree.nodes[node];
    let text = tree.text[start as usize..end as usize].trim();
    if text.is_empty() || text.len() > limits::ICON_BYTES || !text.starts_with(|c| matches!(c, '&' | '\u{e000}'..='\u{f8ff}')) {
        return false;
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (c, length) = match entities.at(rest, true) {
            Some(reference) => (reference.means, reference.length),
            None => rest.chars().next().map_or(('\0', 1), |c| (c, c.len_utf8())),
        };
        if !matches!(c, '\u{e000}'..='\u{f8ff}') {
            return false;
        }
        at += length;
    }
    tree.short_tag(parent as usize).map(str::to_ascii_lowercase).is_some_and(|tag| tag.starts_with("<i>") || tag.starts_with("<i ") || tag.contains("icon"))
}

fn measure(text: &str, entities: &Entities, block: &mut Block) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if (0xe4..=0xe9).contains(&byte) && block.chars >= limits::LINE_CHARS {
            // Most of a long text: ideographs, counted by their first byte.
            block.chars += 1;
            block.han += 1;
            at += 3;
            continue;
        }
        if byte == b'&'
            && let Some(reference) = entities.at(&text[at..], true)
        {
            at += reference.length;
            count(reference.means, block);
            continue;
        }
        if byte < 0x80 {
            at += 1;
            count(char::from(byte), block);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        count(c, block);
    }
}

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
    if is_han(c) {
        block.han += 1;
        return;
    }
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
