//! Pages as browsers read them: the own tree beside that of html5ever, on short inputs, on tag soup and on the pages of the development data. Compared
//! are the visible letters in their order and the blocks they stand in. What differs on purpose, and how the comparison allows for it:
//!
//! - What a table cannot hold stays where it is written and does not move before the table, for edits follow the order of the bytes. The tree of
//!   html5ever is asked for that order ([`dom::Sink`]), and how often browsers have another is printed.
//! - Cells and rows outside of any table, which browsers ignore, part the line: the texts of two cells are not one word. They break nothing here.
//! - Formatting and links that a block leaves open end with it and do not begin again after it: the prose after a link that was never closed is
//!   no link. Letters in links are compared apart, and nothing is asserted of them.
//! - An element that no tag stands for (`tbody`, `colgroup`) has no node; no group of columns breaks a line here.
//! - A `p` ends before a table in pages without a doctype too, as in those with one. No text and no block depends on it.
//! - References that were escaped twice (`&amp;nbsp;`) are read to the end, here in both.

use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Instant;

use super::super::entity::Entities;
use super::super::tags::Element;
use super::super::vocabulary::Elements;
use super::Tree;
use super::case_tests::CASES;
use super::dom_tests as dom;
use crate::rule::RuleBook;

/// The visible text of a page in its order, one string for each block, blanks run together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) blocks: Vec<String>,
    /// The letters that stand in links.
    pub(super) linked: String,
    current: String,
    blank: bool,
}

impl Reading {
    pub(super) fn text(&mut self, chars: impl Iterator<Item = char>, linked: bool) {
        for c in chars {
            if c.is_whitespace() || c == '\u{feff}' {
                self.blank = true;
                continue;
            }
            if linked {
                self.linked.push(c);
            }
            if std::mem::take(&mut self.blank) && !self.current.is_empty() {
                self.current.push(' ');
            }
            self.current.push(c);
        }
    }

    pub(super) fn end_block(&mut self) {
        let block = std::mem::take(&mut self.current);
        if !block.is_empty() {
            self.blocks.push(block);
        }
        self.blank = false;
    }

    fn letters(&self) -> String {
        self.blocks.iter().flat_map(|block| block.chars()).filter(|c| *c != ' ').collect()
    }
}

/// Whether what is inside an element is no text, whatever is chosen.
pub(super) fn is_hidden(element: Element) -> bool {
    use Element::{Choice, Control, Field, Head, Media, Meta, Noscript, Raw, Remark, Title, Void};
    matches!(element, Raw | Remark | Head | Title | Meta | Field | Media | Void | Control | Choice | Noscript)
}

/// Whether an element breaks the line where it begins and ends.
pub(super) fn breaks(element: Element) -> bool {
    element.is_block() || matches!(element, Element::Br | Element::Cell)
}

struct Tables {
    elements: Elements,
    entities: Entities,
}

fn tables() -> Tables {
    let rules = RuleBook::embedded();
    Tables { elements: Elements::read(&rules).expect("the embedded names"), entities: Entities::read(&rules).expect("the embedded references") }
}

impl Tables {
    /// What the own tree reads on a page.
    fn own(&self, page: &str) -> Reading {
        let tree = Tree::read(page, &self.elements);
        check_ranges(&tree);
        let mut reading = Reading::default();
        let mut open: Vec<usize> = Vec::new();
        let mut links: Vec<usize> = Vec::new();
        let mut node = 0;
        while node < tree.nodes.len() {
            while open.pop_if(|after| *after <= node).is_some() {
                reading.end_block();
            }
            while links.pop_if(|after| *after <= node).is_some() {}
            let element = tree.nodes[node].element;
            if element == Element::Text {
                reading.text(self.entities.chars(tree.source(node)), !links.is_empty());
            }
            let after = tree.nodes[node].after as usize;
            if element == Element::Link {
                links.push(after);
            }
            if is_hidden(element) {
                node = after;
                continue;
            }
            // A part of a table where none is parts the line; browsers ignore it.
            let columns = tree.is_named(node, "colgroup");
            let stray =
                columns || element == Element::Br && ["td", "th", "tr", "tbody", "thead", "tfoot", "caption"].iter().any(|name| tree.is_named(node, name));
            if breaks(element) && !stray {
                reading.end_block();
                open.push(after);
            }
            node += 1;
        }
        reading.end_block();
        self.again(reading)
    }

    /// What html5ever reads on a page. References that were escaped twice are read to the end by the own reader, so they are in both.
    fn browser(&self, page: &str, in_order: bool) -> Reading {
        self.again(dom::read(page, in_order, &self.elements))
    }

    /// Reads references again.
    fn again(&self, mut reading: Reading) -> Reading {
        for block in &mut reading.blocks {
            if block.contains('&') {
                let mut again = Reading::default();
                again.text(self.resolved(block).chars(), false);
                *block = again.current;
            }
        }
        reading.blocks.retain(|block| !block.is_empty());
        reading
    }

    fn resolved(&self, text: &str) -> String {
        let (mut rest, mut out) = (text, String::new());
        while let Some(c) = rest.chars().next() {
            let (means, length) = self.entities.at(rest, false).map_or((c, c.len_utf8()), |found| (found.means, found.length));
            out.push(means);
            rest = &rest[length..];
        }
        out
    }
}

/// Nodes stand in the order of the source, each inside its parent, and texts share no byte.
fn check_ranges(tree: &Tree<'_>) {
    let mut last = 0;
    for (index, node) in tree.nodes.iter().enumerate() {
        let parent = &tree.nodes[node.parent as usize];
        assert!(node.start <= node.inner && node.inner <= node.end && node.end as usize <= tree.text.len(), "{index}: {node:?}");
        assert!(tree.text.is_char_boundary(node.start as usize) && tree.text.is_char_boundary(node.end as usize), "{index}: {node:?}");
        assert!(node.after as usize > index && node.after <= parent.after && parent.start <= node.start, "{index}: {node:?} in {parent:?}");
        if node.element == Element::Text {
            assert!(last <= node.start, "{index}: {node:?} begins before {last}");
            last = node.end;
        }
    }
}

/// Folder of the shared data, where it is at hand.
fn shared() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../shared/bench", "../../shared/bench"].iter().map(|folder| root.join(folder)).find(|folder| folder.is_dir())
}

fn pages() -> Vec<(String, String)> {
    let Some(bench) = shared() else {
        eprintln!("skipped: ../shared is not here");
        return Vec::new();
    };
    let mut pages = Vec::new();
    for folder in ["html/pages", "press/pages", "gov", "web"] {
        let Ok(entries) = std::fs::read_dir(bench.join(folder)) else { continue };
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if !matches!(ending, "html" | "htm") {
                continue;
            }
            let bytes = std::fs::read(&path).expect("a readable page");
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
            let page = match String::from_utf8(bytes) {
                Ok(page) => page,
                Err(error) if head.contains("big5") => encoding_rs::BIG5.decode(error.as_bytes()).0.into_owned(),
                Err(error) => encoding_rs::GB18030.decode(error.as_bytes()).0.into_owned(),
            };
            pages.push((format!("{folder}/{}", path.file_name().unwrap_or_default().to_string_lossy()), page));
        }
    }
    pages.sort();
    pages
}

#[test]
fn cases_read_as_browsers_read_them() {
    let tables = tables();
    let (mut moved, mut wrong) = (0, Vec::new());
    for case in CASES {
        let (own, browser) = (tables.own(case), tables.browser(case, true));
        let letters = browser.letters();
        moved += usize::from(tables.browser(case, false).letters() != letters);
        if own.blocks != browser.blocks {
            wrong.push(format!("{case:?}\n    own {:?}\n    browser {:?}", own.blocks, browser.blocks));
        }
    }
    eprintln!("{} cases; browsers move text out of tables in {moved}", CASES.len());
    assert!(wrong.is_empty(), "{} cases are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

/// The first place where two readings differ.
fn difference(own: &Reading, browser: &Reading) -> String {
    let at = own.blocks.iter().zip(&browser.blocks).take_while(|(one, other)| one == other).count();
    let cut = |blocks: &[String]| {
        let near: Vec<String> = blocks.iter().skip(at).take(3).map(|block| block.chars().take(60).collect()).collect();
        near.join(" | ")
    };
    format!("block {at} of {}: own {:?} browser {:?}", browser.blocks.len(), cut(&own.blocks), cut(&browser.blocks))
}

#[test]
fn pages_read_as_browsers_read_them() {
    let tables = tables();
    let (mut links, mut moved, mut wrong) = (0, 0, Vec::new());
    let pages = pages();
    for (name, page) in &pages {
        let (own, browser) = (tables.own(page), tables.browser(page, true));
        moved += usize::from(tables.browser(page, false).letters() != browser.letters());
        links += usize::from(own.linked != browser.linked);
        if own.blocks != browser.blocks {
            wrong.push(format!("{name}: {}", difference(&own, &browser)));
        }
    }
    eprintln!("{} pages; {links} differ in their links, browsers move text out of tables on {moved}", pages.len());
    assert!(wrong.is_empty(), "{} pages are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
#[ignore = "a measurement: cargo test --release --lib speed_beside_html5ever -- --ignored --nocapture"]
fn speed_beside_html5ever() {
    let tables = tables();
    let pages = pages();
    let bytes: usize = pages.iter().map(|(_, page)| page.len()).sum();
    let time = |name: &str, read: &dyn Fn(&str) -> usize| {
        let mut best = f64::MAX;
        let mut nodes = 0;
        for _ in 0..5 {
            let start = Instant::now();
            nodes = pages.iter().map(|(_, page)| read(page)).sum::<usize>();
            best = best.min(start.elapsed().as_secs_f64());
        }
        eprintln!("{name}: {:.1} MB/s ({nodes} nodes)", bytes as f64 / 1e6 / best);
    };
    time("own tree", &|page| Tree::read(page, &tables.elements).nodes.len());
    time("html5ever, tree of reference-counted nodes", &|page| Rc::strong_count(&dom::parse(page, false)));
}

/// Pieces of which [`tag_soup`] is made.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<span>",
    "</span>",
    "<a href=x>",
    "</a>",
    "<b>",
    "</b>",
    "<font size=2>",
    "</font>",
    "<ul>",
    "</ul>",
    "<li>",
    "</li>",
    "<dl>",
    "<dt>",
    "<dd>",
    "</dl>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<tbody>",
    "</tbody>",
    "<caption>",
    "<col>",
    "<form>",
    "</form>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<br>",
    "</br>",
    "<hr>",
    "<select>",
    "</select>",
    "<option>",
    "<button>",
    "</button>",
    "<textarea>",
    "</textarea>",
    "<svg>",
    "</svg>",
    "<desc>",
    "</desc>",
    "<math>",
    "<mi>",
    "</math>",
    "<template>",
    "</template>",
    "<title>",
    "</title>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<body>",
    "</body>",
    "</html>",
    "<object>",
    "</object>",
    "<section>",
    "</section>",
    "<pre>",
    "</pre>",
    "<address>",
    "<nobr>",
    "<input>",
    "<input type=hidden>",
    "<noscript>",
    "</noscript>",
    "<ruby>",
    "<rt>",
    "</ruby>",
    "<optgroup>",
    "<frameset>",
    "<head>",
    "</head>",
    "<p x='>",
    "&lt",
    "<center>",
    "</center>",
    "<marquee>",
    "<colgroup>",
    "<thead>",
    "<i>",
    "</i>",
    "</h2>",
    "</dd>",
    "</tr></table>",
    "</address>",
    " ",
];

/// Characters of which [`tag_soup`] is made, to try the reading of tags itself.
const MARKS: &[&str] = &[
    "<",
    "<",
    "<",
    ">",
    ">",
    "/",
    "!",
    "-",
    "--",
    "=",
    "'",
    "\"",
    " ",
    "a",
    "p",
    "x",
    "b",
    "&",
    "#",
    ";",
    "?",
    "[",
    "]",
    "CDATA[",
    "script",
    "title",
    "style",
    "svg",
    "<p",
    "</p>",
    "<!--",
    "-->",
    "\n",
    "\0",
    "lt",
    "nbsp",
    "x41",
    "中",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<textarea>",
    "</textarea>",
];

/// A page of so many pieces, the same for the same number.
fn tag_soup(number: u64, pieces: usize, of: &[&str]) -> String {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut soup = String::from("<!DOCTYPE html>");
    for letter in ('a'..='z').cycle().take(pieces) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        soup.push_str(of[(state >> 20) as usize % of.len()]);
        if of.len() == PIECES.len() {
            soup.push(letter);
        }
    }
    soup
}

/// How many soups are read, each of two kinds.
const SOUPS: u64 = 4000;

#[test]
fn tag_soup_reads_as_browsers_read_it() {
    let tables = tables();
    let mut wrong = Vec::new();
    for number in 1..=SOUPS {
        for of in [PIECES, MARKS] {
            let soup = tag_soup(number, 4 + number as usize % 24, of);
            let (own, browser) = (tables.own(&soup), tables.browser(&soup, true));
            if own.blocks != browser.blocks {
                wrong.push(format!("{soup:?}\n    own {:?}\n    browser {:?}", own.blocks, browser.blocks));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} soups are read otherwise:\n{}", wrong.len(), 2 * SOUPS, wrong[..wrong.len().min(12)].join("\n"));
}
