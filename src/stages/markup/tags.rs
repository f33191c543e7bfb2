//! One tag of a page, with its byte range; elements by what they do to text.
//!
//! html5gum gives spans too, but reads every attribute into owned buffers and resolves references inside; here a tag
//! costs a search for its end, and attributes are read only where a question is asked of them.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memmem, memrchr};
use serde::Deserialize;

/// What a `<` begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `<p …>`
    Open,
    /// `</p>`
    Close,
    /// `<!-- … -->`
    Comment,
    /// `<!DOCTYPE …>`, `<?xml …?>`, `<![CDATA[…]]>`
    Declaration,
}

/// A tag as it stands in the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    /// What it is.
    pub(super) shape: Shape,
    /// Its name as written; empty for comments and declarations.
    pub(super) name: &'a str,
    /// The byte after it.
    pub(super) end: usize,
    /// Whether it has no attributes.
    pub(super) plain: bool,
    /// Whether it is written `/>`.
    pub(super) closed: bool,
}

impl Tag<'_> {
    /// A comment or a declaration.
    fn nameless(shape: Shape, end: usize) -> Self {
        Tag { shape, name: "", end, plain: true, closed: false }
    }
}

/// Reads the tags of one text. It knows where the last `>` and the last `-->` stand, so that tags without an end cost nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tags<'a> {
    text: &'a str,
    /// A page of HTML reads to its end what is never closed, as browsers do; in another text a `<` without an end is text.
    page: bool,
    last_end: usize,
    last_comment_end: usize,
}

impl<'a> Tags<'a> {
    /// The tags of a text that may hold some.
    pub(super) fn of(text: &'a str) -> Tags<'a> {
        let bytes = text.as_bytes();
        let last_comment_end = ["-->", "--!>"].iter().filter_map(|end| memmem::rfind(bytes, end.as_bytes())).max().unwrap_or(0);
        Tags { text, page: false, last_end: memrchr(b'>', bytes).unwrap_or(0), last_comment_end }
    }

    /// The tags of a page of HTML.
    pub(super) fn of_page(text: &'a str) -> Tags<'a> {
        Tags { text, page: true, last_end: text.len(), last_comment_end: text.len() }
    }

    /// Reads the tag that begins at byte `start` (a `<`). `None` where the `<` is text.
    pub(super) fn at(&self, start: usize) -> Option<Tag<'a>> {
        if self.page {
            return page_tag_at(self.text, start);
        }
        if start > self.last_end || (start > self.last_comment_end && self.text.as_bytes()[start..].starts_with(b"<!--")) {
            return None;
        }
        tag_at(self.text, start)
    }
}

/// The tag at a place of a page of HTML, by the standard ("Tokenization"): what has no end reaches to that of the page.
fn page_tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let remark = |end: Option<usize>| Tag::nameless(Shape::Comment, end.unwrap_or(bytes.len()));
    let bogus = || memchr(b'>', &bytes[start..]).map(|n| start + n + 1);
    match *bytes.get(start + 1)? {
        b'!' if bytes[start..].starts_with(b"<!--") => Some(remark(comment_end(bytes, start + 4))),
        b'!' | b'?' => Some(remark(bogus())),
        b'/' => match *bytes.get(start + 2)? {
            letter if letter.is_ascii_alphabetic() => Some(named_tag(text, Shape::Close, start + 2)),
            _ => Some(remark(bogus())),
        },
        letter if letter.is_ascii_alphabetic() => Some(named_tag(text, Shape::Open, start + 1)),
        _ => None,
    }
}

/// The tag whose name begins at `from`. Where it has no end, all that is left is no text.
fn named_tag(text: &str, shape: Shape, from: usize) -> Tag<'_> {
    let bytes = text.as_bytes();
    let name_end = from + bytes[from..].iter().take_while(|&&b| !ends_name(b)).count();
    match tag_end(bytes, name_end) {
        Some((end, closed)) => {
            let inside = bytes[name_end..end - 1].trim_ascii();
            Tag { shape, name: &text[from..name_end], end, plain: inside.is_empty() || inside == b"/", closed }
        }
        None => Tag::nameless(Shape::Comment, bytes.len()),
    }
}

/// Whether a byte ends the name of a tag.
pub(super) fn ends_name(byte: u8) -> bool {
    is_blank(byte) || matches!(byte, b'/' | b'>')
}

/// The byte after the comment whose text begins at `from`: after `-->` or `--!>`; `<!-->` and `<!--->` are whole comments.
fn comment_end(bytes: &[u8], from: usize) -> Option<usize> {
    for short in [&b">"[..], b"->"] {
        if bytes[from..].starts_with(short) {
            return Some(from + short.len());
        }
    }
    let mut at = from;
    loop {
        let dashes = at + memmem::find(&bytes[at..], b"--")?;
        match bytes[dashes + 2..] {
            [b'>', ..] => return Some(dashes + 3),
            [b'!', b'>', ..] => return Some(dashes + 4),
            _ => at = dashes + 1,
        }
    }
}

/// The tag at a place of a text that is no page of HTML, read with care: what is not surely a tag is text.
fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    match *bytes.get(start + 1)? {
        b'!' => {
            if bytes[start..].starts_with(b"<!--") {
                return Some(Tag::nameless(Shape::Comment, comment_end(bytes, start + 4)?));
            }
            if bytes[start..].starts_with(b"<![CDATA[") {
                return Some(Tag::nameless(Shape::Declaration, start + 9));
            }
            let letter = bytes.get(start + 2).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'[');
            let end = letter.then(|| memchr(b'>', &bytes[start..])).flatten()? + start + 1;
            Some(Tag::nameless(Shape::Declaration, end))
        }
        b'?' => {
            let end = bytes.get(start + 2).filter(|b| b.is_ascii_alphabetic()).and_then(|_| memchr(b'>', &bytes[start..]))? + start + 1;
            Some(Tag::nameless(Shape::Declaration, end))
        }
        b'/' if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
            let name = name_at(text, start + 2);
            let from = start + 2 + name.len();
            let end = match memchr3(b'>', b'<', b'\n', &bytes[from..]) {
                Some(n) if bytes[from + n] == b'>' => from + n + 1,
                // `</p<div>`: the end tag ends where the next tag begins.
                Some(n) if bytes[from + n] == b'<' => from + n,
                _ => memchr(b'>', &bytes[from..]).map(|n| from + n + 1)?,
            };
            Some(Tag { shape: Shape::Close, name, end, plain: true, closed: false })
        }
        b if b.is_ascii_alphabetic() => {
            let name = name_at(text, start + 1);
            let from = start + 1 + name.len();
            if !bytes.get(from).is_some_and(|&b| ends_name(b)) {
                return None;
            }
            // A quotation mark that is never closed hides nothing.
            let whole = tag_end(bytes, from).or_else(|| memchr(b'>', &bytes[from..]).map(|n| (from + n + 1, false)));
            let (end, closed) = whole?;
            let inside = bytes[from..end - 1].trim_ascii();
            Some(Tag { shape: Shape::Open, name, end, plain: inside.is_empty() || inside == b"/", closed })
        }
        _ => None,
    }
}

fn name_at(text: &str, from: usize) -> &str {
    let length = text.as_bytes()[from..].iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_')).count();
    &text[from..from + length]
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// What stands next in a tag.
enum Part {
    /// An attribute: its name, its value, and the byte after both.
    Attribute(Range<usize>, Range<usize>, usize),
    /// The byte after the `>`, and whether a slash stands before it.
    End(usize, bool),
}

/// Reads an attribute, or the end of the tag, as browsers do. `None` where the text ends before. A quotation mark after `=` hides a `>`.
fn part_at(bytes: &[u8], from: usize) -> Option<Part> {
    let mut start = from;
    loop {
        match *bytes.get(start)? {
            b'>' => return Some(Part::End(start + 1, start > from && bytes[start - 1] == b'/')),
            byte if is_blank(byte) || byte == b'/' => start += 1,
            _ => break,
        }
    }
    // A name may begin with `=`.
    let skip = |from: usize, passes: fn(u8) -> bool| from + bytes[from..].iter().take_while(|&&b| passes(b)).count();
    let name = start..skip(start + 1, |b| !ends_name(b) && b != b'=');
    let equals = skip(name.end, is_blank);
    if *bytes.get(equals)? != b'=' {
        return Some(Part::Attribute(name.clone(), name.end..name.end, name.end));
    }
    let value = skip(equals + 1, is_blank);
    Some(match *bytes.get(value)? {
        mark @ (b'"' | b'\'') => {
            let end = value + 1 + memchr(mark, &bytes[value + 1..])?;
            Part::Attribute(name, value + 1..end, end + 1)
        }
        _ => {
            let end = skip(value, |b| !is_blank(b) && b != b'>');
            Part::Attribute(name, value..end, end)
        }
    })
}

/// The byte after the `>` that ends a tag whose attributes begin at `from`, and whether it is written `/>`.
pub(super) fn tag_end(bytes: &[u8], from: usize) -> Option<(usize, bool)> {
    let mut at = from;
    loop {
        // Most attributes are ` name="value"`: they are passed over without being read.
        let mark = at + memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        if bytes[mark] == b'>' && bytes[mark - 1] != b'/' {
            return Some((mark + 1, false));
        }
        if bytes[mark] != b'>' && opens_value(&bytes[at..mark]) {
            at = mark + 2 + memchr(bytes[mark], &bytes[mark + 1..])?;
            continue;
        }
        match part_at(bytes, at)? {
            Part::Attribute(_, _, next) => at = next,
            Part::End(end, closed) => return Some((end, closed)),
        }
    }
}

/// Whether what stands before a quotation mark, since the last attribute, is blanks, a name and `=`, so that the mark surely opens a value.
fn opens_value(before: &[u8]) -> bool {
    let Some((b'=', rest)) = before.split_last() else { return false };
    let name = rest.iter().rev().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')).count();
    let blanks = &rest[..rest.len() - name];
    name > 0 && !blanks.is_empty() && blanks.iter().all(|&b| is_blank(b))
}

/// The value of an attribute of a start tag (`tag` is all of it, with the angle brackets), without its quotation marks. References are not resolved.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| &tag[value])
}

/// The attributes of a start tag: name, and byte range of the value in `tag`.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let bytes = tag.as_bytes();
    let mut at = bytes.iter().take_while(|&&b| !ends_name(b)).count();
    std::iter::from_fn(move || match part_at(bytes, at)? {
        Part::Attribute(name, value, next) => {
            at = next;
            Some((&tag[name], value))
        }
        Part::End(..) => None,
    })
}

/// Where the content of an element ends whose content is not markup, and where its end tag ends. In a script a comment may hold a script.
pub(super) fn raw_end(bytes: &[u8], from: usize, name: &str) -> Option<(usize, usize)> {
    let tagged = |at: usize| {
        let after = at + name.len();
        let named = bytes.get(at..after).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()));
        (named && bytes.get(after).is_some_and(|&b| ends_name(b))).then_some(after)
    };
    let script = name.eq_ignore_ascii_case("script");
    // How deep in: 1 in a comment, 2 in a script in a comment.
    let mut depth = 0;
    let mut at = from;
    loop {
        let found = if depth > 0 { memchr2(b'<', b'-', &bytes[at..]) } else { memchr(b'<', &bytes[at..]) };
        let here = at + found?;
        at = here + 1;
        match &bytes[at..] {
            [b'/', ..] if bytes[here] == b'<' => match tagged(at + 1) {
                Some(_) if depth > 1 => depth = 1,
                Some(after) => return Some((here, tag_end(bytes, after).map_or(bytes.len(), |(end, _)| end))),
                None => {}
            },
            // The dashes that open a comment may close it.
            [b'!', b'-', b'-', ..] if script && depth == 0 => (depth, at) = (1, here + 2),
            [b'-', b'>', ..] if depth > 0 && bytes[here] == b'-' => depth = 0,
            _ if depth == 1 && bytes[here] == b'<' && tagged(at).is_some() => depth = 2,
            _ => {}
        }
    }
}

/// An element, by what it does to text. The file of the names writes these in lower case.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Element {
    /// Text itself.
    Text,
    /// A comment or a declaration.
    Remark,
    /// `html`, `body`: no break of their own worth.
    Root,
    Head,
    Title,
    Meta,
    /// `script`, `style`, …: what is inside is not text.
    Raw,
    /// `noscript`.
    Noscript,
    P,
    /// `div`, `section`, …
    Block,
    Article,
    /// `nav`, `footer`, `aside`.
    Aside,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    Pre,
    List,
    Item,
    Table,
    /// `tbody`, `thead`, `tfoot`.
    Group,
    Row,
    Cell,
    /// `form`, which old pages wrap around everything.
    Form,
    Br,
    Hr,
    Link,
    /// `span`, `b`, `font`, …, and every name that is not known.
    Inline,
    /// `img`, `input`, …: no content.
    Void,
    /// `svg`, `canvas`, `object`, `video`, …: what is inside is not text.
    Media,
    /// `select`, `button`, `textarea`: what is inside is no prose.
    Control,
    /// `li`-like parts of `select`.
    Choice,
    /// A field of a feed that is no text.
    Field,
}

impl Element {
    /// Whether it begins and ends a block of text.
    pub(super) fn is_block(self) -> bool {
        let block = matches!(
            self,
            Element::P
                | Element::Block
                | Element::Article
                | Element::Aside
                | Element::Pre
                | Element::List
                | Element::Item
                | Element::Table
                | Element::Group
                | Element::Row
                | Element::Form
                | Element::Hr
                | Element::Root
                | Element::Title
                | Element::Head
        );
        block || self.level() > 0
    }

    /// The level of a heading, 0 for what is none.
    pub(super) fn level(self) -> u8 {
        let first = Element::H1 as u8;
        if (first..=Element::H6 as u8).contains(&(self as u8)) { self as u8 - first + 1 } else { 0 }
    }

    /// Whether its content is not read as markup.
    pub(super) fn is_raw(self) -> bool {
        matches!(self, Element::Raw | Element::Title)
    }

    /// Whether it has no content.
    pub(super) fn is_void(self) -> bool {
        matches!(self, Element::Br | Element::Hr | Element::Void | Element::Meta | Element::Text | Element::Remark)
    }

    /// Whether it is an element that writers of text use, so that one left over in plain text is likely one.
    pub(super) fn is_text(self) -> bool {
        self.is_block() && !matches!(self, Element::Root | Element::Title | Element::Head | Element::Form)
            || matches!(self, Element::Br | Element::Cell | Element::Link | Element::Inline | Element::Void)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_where_browsers_end_them() {
        let end = |text: &str| tag_at(text, 0).map(|t| t.end);
        assert_eq!(end("<p>x"), Some(3));
        assert_eq!(end("<a title=\"a>b\">x"), Some(15));
        assert_eq!(end("<a title=\"a>b"), Some(12), "a quotation mark that is never closed hides nothing");
        assert_eq!(end("<a title=5\">x"), Some(12));
        assert_eq!(end("</p >x"), Some(5));
        assert_eq!(end("</p<b>"), Some(3));
        assert_eq!(end("<!-- > -->x"), Some(10));
        assert_eq!(end("<!-- > --!>x"), Some(11));
        assert_eq!(end("<!-- > ---!>x"), Some(12));
        assert_eq!(end("<!-->x"), Some(5));
        assert_eq!(end("<!--->x"), Some(6));
        assert_eq!(end("<!-- >"), None);
        assert_eq!(end("a<b"), None);
        assert_eq!(end("<完>"), None);
        assert_eq!(end("<3>"), None);
    }

    #[test]
    fn attributes_are_read() {
        let tag = "<a href=x/y.html TITLE = '标 题' checked class=\"a b\"/>";
        assert_eq!(attribute(tag, "href"), Some("x/y.html"));
        assert_eq!(attribute(tag, "title"), Some("标 题"));
        assert_eq!(attribute(tag, "checked"), Some(""));
        assert_eq!(attribute(tag, "class"), Some("a b"));
        assert_eq!(attribute(tag, "id"), None);
    }
}
