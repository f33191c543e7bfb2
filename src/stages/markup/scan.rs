//! ALTO and PAGE: the XML that programs write which read pictures of pages. The text stands in attributes (ALTO) or in `Unicode` elements (PAGE), word by word or line by line; what is
//! around it says where a block and a line begin, and where they stand on the page.
//!
//! The stage's own reader of tags is used, since every edit needs the place of a value in the bytes, which XML readers do not give for attributes.

use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::entity::Entities;
use super::limits;
use super::rules;
use super::tags::{Shape, Tag, Tags, attributes};
use crate::chars::is_han;
use crate::edit::Proposal;
use crate::finding::Fact;

/// Which of the two a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Alto,
    Page,
}

impl Format {
    /// What a text is, by its first element.
    pub(super) fn of(text: &str) -> Option<Format> {
        let tags = Tags::of(text);
        let head = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if !head.starts_with('<') {
            return None;
        }
        for at in memchr_iter(b'<', text.as_bytes()).take(limits::PROLOGUE_TAGS) {
            let tag = tags.at(at)?;
            match (tag.shape, local(tag.name)) {
                (Shape::Comment | Shape::Declaration, _) => {}
                (Shape::Open, "alto") if text.contains("TextLine") => return Some(Format::Alto),
                (Shape::Open, "PcGts") if text.contains("TextRegion") => return Some(Format::Page),
                _ => return None,
            }
        }
        None
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A word, or what else is read in one piece.
struct Piece {
    at: Range<usize>,
    /// A blank stands before it.
    blank: bool,
    /// It goes on with the word before it, whose hyphen is not read.
    joined: bool,
}

/// Where something stands on its page, in its own units.
#[derive(Clone, Copy)]
struct Place {
    left: f64,
    right: f64,
    height: f64,
}

#[derive(Default)]
struct ScanLine {
    place: Option<Place>,
    pieces: Vec<Piece>,
}

#[derive(Default)]
struct Block {
    lines: Vec<ScanLine>,
    id: Option<String>,
}

/// What is read of a document.
struct Scan {
    blocks: Vec<Block>,
    /// The blocks in the order that the document says, by their names.
    order: Vec<String>,
}

/// Proposes that nothing but the text is left.
pub(super) fn propose(text: &str, format: Format, entities: &Entities, out: &mut Proposal) {
    let scan = match format {
        Format::Alto => alto(text),
        Format::Page => page(text),
    };
    let blocks: Vec<&Block> = scan.blocks.iter().filter(|block| block.lines.iter().any(|line| !line.pieces.is_empty())).collect();
    if blocks.is_empty() {
        out.reject(rules::EMPTY, "the page has no text");
        return;
    }
    let named: Vec<&str> = blocks.iter().filter_map(|block| block.id.as_deref()).collect();
    let said: Vec<&str> = scan.order.iter().map(String::as_str).filter(|id| named.contains(id)).collect();
    if said.len() > 1 && !said.iter().eq(named.iter().filter(|id| said.contains(id))) {
        out.find(Fact::Remark("the blocks are to be read in another order than they stand in".into()), 0..0, rules::SCAN);
    }
    let mut writer = Writer { text, entities, out, cursor: 0, last: None };
    for block in blocks {
        writer.block(block);
    }
    let cursor = writer.cursor;
    out.replace(cursor..text.len(), "\n", rules::SCAN, 1.0);
}

struct Writer<'a, 'o> {
    text: &'a str,
    entities: &'a Entities,
    out: &'o mut Proposal,
    /// The byte after the last piece.
    cursor: usize,
    /// The last character written.
    last: Option<char>,
}

impl Writer<'_, '_> {
    fn block(&mut self, block: &Block) {
        let lines: Vec<&ScanLine> = block.lines.iter().filter(|line| !line.pieces.is_empty()).collect();
        let places = || lines.iter().filter_map(|line| line.place);
        let left = places().map(|place| place.left).fold(f64::INFINITY, f64::min);
        let right = places().map(|place| place.right).fold(f64::NEG_INFINITY, f64::max);
        for (n, line) in lines.iter().enumerate() {
            let before = n.checked_sub(1).and_then(|n| lines.get(n));
            let breaks = before.is_none_or(|before| self.ends(before.place, line.place, left, right));
            for (k, piece) in line.pieces.iter().enumerate() {
                let first = self.entities.chars(&self.text[piece.at.clone()]).next();
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
                let with = match k {
                    0 if self.last.is_none() => "",
                    0 if breaks => "\n",
                    _ if piece.joined => "",
                    _ if piece.blank || latin(self.last) && latin(first) => " ",
                    _ => "",
                };
                // Between Han no blank is of the text: the reader puts one where two boxes stand apart.
                let wide = |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}'));
                let with = if with == " " && wide(self.last) && wide(first) { "" } else { with };
                self.piece(piece.at.clone(), with);
            }
        }
    }

    /// Whether a paragraph ends between two lines of a block: the first is shorter than the block and ends a sentence, or the second is indented. Where no
    /// places are said, the end of a sentence is the only sign.
    fn ends(&self, before: Option<Place>, line: Option<Place>, left: f64, right: f64) -> bool {
        let ended = self.last.is_some_and(|c| matches!(c, '。' | '！' | '？' | '；' | '：' | '”' | '.' | '!' | '?' | ':'));
        let (Some(before), Some(line)) = (before, line) else { return ended };
        let height = before.height.min(line.height).max(1.0);
        let short = right - before.right;
        line.left - left > limits::SCAN_INDENT * height || ended && short > limits::SCAN_SHORT * height || short > limits::SCAN_HALF * (right - left)
    }

    fn piece(&mut self, at: Range<usize>, with: &str) {
        self.out.replace(self.cursor..at.start, with, rules::SCAN, 1.0);
        let mut from = at.start;
        while let Some(start) = memchr(b'&', &self.text.as_bytes()[from..at.end]).map(|n| from + n) {
            from = start + 1;
            let Some(reference) = self.entities.at(&self.text[start..at.end], false) else { continue };
            let means: String = std::iter::once(reference.means).chain(reference.then).collect();
            from = start + reference.length;
            self.out.replace(start..from, &means, rules::ENTITY, 1.0);
        }
        self.last = self.entities.chars(&self.text[at.clone()]).last().or(self.last);
        self.cursor = at.end;
    }
}

/// The value of an attribute, as a place in the text.
fn value(text: &str, start: usize, tag: &Tag<'_>, name: &str) -> Option<Range<usize>> {
    let source = text.get(start..tag.end)?;
    attributes(source).find(|(key, _)| local(key) == name).map(|(_, at)| start + at.start..start + at.end)
}

fn number(text: &str, start: usize, tag: &Tag<'_>, name: &str) -> Option<f64> {
    value(text, start, tag, name).and_then(|at| text.get(at)?.parse().ok())
}

fn string(text: &str, start: usize, tag: &Tag<'_>, name: &str) -> Option<String> {
    value(text, start, tag, name).and_then(|at| text.get(at)).map(str::to_owned)
}

/// Calls `read` with every tag and where it begins.
fn each_tag<'t>(text: &'t str, mut read: impl FnMut(usize, Tag<'t>)) {
    let tags = Tags::of(text);
    let mut skip = 0;
    for at in memchr_iter(b'<', text.as_bytes()) {
        if at >= skip
            && let Some(tag) = tags.at(at)
        {
            skip = tag.end;
            read(at, tag);
        }
    }
}

fn alto(text: &str) -> Scan {
    let mut scan = Scan { blocks: Vec::new(), order: Vec::new() };
    let (mut blank, mut hyphen) = (false, false);
    each_tag(text, |at, tag| {
        if tag.shape != Shape::Open {
            return;
        }
        match local(tag.name) {
            "TextBlock" => scan.blocks.push(Block { lines: Vec::new(), id: string(text, at, &tag, "ID") }),
            "ElementRef" => scan.order.extend(string(text, at, &tag, "REF")),
            "TextLine" => {
                let (left, width) = (number(text, at, &tag, "HPOS"), number(text, at, &tag, "WIDTH"));
                let place = left.zip(width).zip(number(text, at, &tag, "HEIGHT")).map(|((left, width), height)| Place { left, right: left + width, height });
                if scan.blocks.is_empty() {
                    scan.blocks.push(Block::default());
                }
                if let Some(block) = scan.blocks.last_mut() {
                    block.lines.push(ScanLine { place, pieces: Vec::new() });
                }
                blank = false;
            }
            "SP" => blank = true,
            "HYP" => hyphen = true,
            "String" => {
                let Some(content) = value(text, at, &tag, "CONTENT") else { return };
                let part = string(text, at, &tag, "SUBS_TYPE").unwrap_or_default();
                let joined = hyphen || part == "HypPart2";
                let content = without_hyphen(text, content, &part, string(text, at, &tag, "SUBS_CONTENT").as_deref());
                hyphen = false;
                if let Some(line) = scan.blocks.last_mut().and_then(|block| block.lines.last_mut()).filter(|_| !content.is_empty()) {
                    line.pieces.push(Piece { at: content, blank, joined });
                }
                blank = false;
            }
            _ => {}
        }
    });
    scan
}

/// The first part of a divided word without the hyphen that the whole word does not have.
fn without_hyphen(text: &str, content: Range<usize>, part: &str, whole: Option<&str>) -> Range<usize> {
    let (Some(read), Some(whole)) = (text.get(content.clone()), whole) else { return content };
    let Some(bare) = read.strip_suffix(['-', '\u{ad}', '¬']) else { return content };
    if part == "HypPart1" && whole.starts_with(bare) && !whole.starts_with(read) { content.start..content.start + bare.len() } else { content }
}

/// One element of PAGE that bears text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Glyph,
    Word,
    Line,
    Region,
}

fn level(name: &str) -> Option<Level> {
    Some(match local(name) {
        "TextRegion" => Level::Region,
        "TextLine" => Level::Line,
        "Word" => Level::Word,
        "Glyph" => Level::Glyph,
        _ => return None,
    })
}

fn page(text: &str) -> Scan {
    let mut scan = Scan { blocks: Vec::new(), order: Vec::new() };
    let mut open: Vec<Level> = Vec::new();
    // The text of a line is read once: of its own reading, or, where it has none, of its words; of a region without lines, of the region.
    let mut words: Vec<Piece> = Vec::new();
    let mut read = false;
    let mut unicode = None;
    each_tag(text, |at, tag| {
        let name = local(tag.name);
        match (tag.shape, level(name)) {
            (Shape::Open, Some(level)) if !tag.closed => {
                match level {
                    Level::Region => scan.blocks.push(Block { lines: Vec::new(), id: string(text, at, &tag, "id") }),
                    Level::Line => {
                        (read, words) = (false, Vec::new());
                        if let Some(block) = scan.blocks.last_mut() {
                            block.lines.push(ScanLine::default());
                        }
                    }
                    Level::Word | Level::Glyph => {}
                }
                open.push(level);
            }
            (Shape::Close, Some(level)) => {
                if let Some(depth) = open.iter().rposition(|open| *open == level) {
                    open.truncate(depth);
                }
                if let (Level::Line, false, Some(line)) = (level, read, scan.blocks.last_mut().and_then(|block| block.lines.last_mut())) {
                    line.pieces.append(&mut words);
                }
            }
            (Shape::Open, _) if name == "RegionRefIndexed" => scan.order.extend(string(text, at, &tag, "regionRef")),
            (Shape::Open, _) if name == "Coords" && open.last() == Some(&Level::Line) => {
                if let Some(line) = scan.blocks.last_mut().and_then(|block| block.lines.last_mut()) {
                    line.place = string(text, at, &tag, "points").and_then(|points| bounds(&points));
                }
            }
            (Shape::Open, _) if name == "Unicode" && !tag.closed => unicode = Some(tag.end),
            (Shape::Close, _) if name == "Unicode" => {
                let Some(piece) = unicode.take().map(|from| trimmed(text, from..at)).filter(|at| !at.is_empty()) else { return };
                let Some(block) = scan.blocks.last_mut() else { return };
                match open.last() {
                    // A second reading of the same line is another guess.
                    Some(Level::Line) if !read => {
                        read = true;
                        if let Some(line) = block.lines.last_mut() {
                            line.pieces.push(Piece { at: piece, blank: false, joined: false });
                        }
                    }
                    Some(Level::Word) => words.push(Piece { at: piece, blank: true, joined: false }),
                    Some(Level::Region) if block.lines.iter().all(|line| line.pieces.is_empty()) => {
                        block.lines = vec![ScanLine { place: None, pieces: vec![Piece { at: piece, blank: false, joined: false }] }];
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    });
    scan
}

fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let Some(source) = text.get(at.clone()) else { return at.start..at.start };
    let start = at.start + source.len() - source.trim_start().len();
    start..(start + source.trim().len())
}

/// The bounds of a polygon, `x,y x,y …`.
fn bounds(points: &str) -> Option<Place> {
    let points: Vec<(f64, f64)> =
        points.split_ascii_whitespace().filter_map(|point| point.split_once(',')).filter_map(|(x, y)| x.parse().ok().zip(y.parse().ok())).collect();
    let span = |of: fn(&(f64, f64)) -> f64| {
        let all = || points.iter().map(of);
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (span(|point| point.0), span(|point| point.1));
    (!points.is_empty()).then_some(Place { left, right, height: bottom - top })
}

#[cfg(test)]
mod tests {
    use crate::stages::testing::cleaned;

    fn read(text: &str) -> String {
        cleaned(&super::super::Markup::new(&crate::stage::Resources::embedded()).expect("the stage"), text)
    }

    #[test]
    fn alto_is_read() {
        let line = |id: u8, place: &str, strings: &str| format!("<a:TextLine ID=\"l{id}\" {place}>{strings}</a:TextLine>");
        let lines = [
            line(1, r#"HPOS="40" WIDTH="360" HEIGHT="20""#, r#"<a:String CONTENT="各部门应当按照"/><a:SP/><a:String CONTENT="职责&amp;分工"/>"#),
            line(2, r#"HPOS="0" WIDTH="100" HEIGHT="20""#, r#"<a:String CONTENT="执行。"/>"#),
            line(3, r#"HPOS="40" WIDTH="360" HEIGHT="20""#, r#"<a:String CONTENT="其中inter-" SUBS_TYPE="HypPart1" SUBS_CONTENT="其中internal"/>"#),
            line(4, r#"HPOS="0" WIDTH="300" HEIGHT="20""#, r#"<a:String CONTENT="nal" SUBS_TYPE="HypPart2"/><a:SP/><a:String CONTENT="data"/>"#),
        ];
        let text = format!(
            "<?xml version=\"1.0\"?>\n<a:alto xmlns:a=\"http://www.loc.gov/standards/alto/ns-v4#\"><a:Layout><a:TextBlock ID=\"b\">{}</a:TextBlock></a:Layout></a:alto>",
            lines.join("\n")
        );
        assert_eq!(read(&text), "各部门应当按照职责&分工执行。\n其中internal data\n");
    }

    #[test]
    fn page_is_read_line_by_line() {
        let text = concat!(
            "<PcGts xmlns=\"x\"><Page><TextRegion id=\"r\"><Coords points=\"0,0 9,9\"/>",
            "<TextLine id=\"l\"><Word><TextEquiv><Unicode>各部</Unicode></TextEquiv></Word><TextEquiv index=\"0\"><Unicode>各部门应当</Unicode></TextEquiv>",
            "<TextEquiv index=\"1\"><Unicode>各部们应当</Unicode></TextEquiv></TextLine>",
            "<TextLine id=\"m\"><Word><TextEquiv><Unicode>认真</Unicode></TextEquiv></Word><Word><TextEquiv><Unicode>执行。</Unicode></TextEquiv></Word></TextLine>",
            "<TextEquiv><Unicode>各部门应当\n认真执行。</Unicode></TextEquiv></TextRegion></Page></PcGts>"
        );
        assert_eq!(read(text), "各部门应当认真执行。\n");
    }
}
