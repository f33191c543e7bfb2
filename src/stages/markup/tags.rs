//! One tag of a page, with its byte range; elements by what they do to text.
//!
//! html5gum gives spans too, but reads every attribute into owned buffers and resolves references inside; here a tag
//! costs a search for its end, and attributes are read only where a question is asked of them.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr3, memmem, memrchr};
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
}

impl Tag<'_> {
    /// A comment or a declaration.
    fn nameless(shape: Shape, end: usize) -> Self {
        Tag { shape, name: "", end, plain: true }
    }
}

/// Reads the tags of one text. It knows where the last `>` and the last `-->` stand, so that tags without an end cost nothing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tags<'a> {
    text: &'a str,
    last_end: usize,
    last_comment_end: usize,
}

impl<'a> Tags<'a> {
    /// The tags of a text.
    pub(super) fn of(text: &'a str) -> Tags<'a> {
        let bytes = text.as_bytes();
        let last = |end: &[u8]| memmem::rfind(bytes, end).unwrap_or(0);
        // The last end of a comment may overlap the beginning of a short one, `<!-->`.
        Tags { text, last_end: memrchr(b'>', bytes).unwrap_or(0), last_comment_end: last(b"-->").max(last(b"--!>")) }
    }

    /// Reads the tag that begins at byte `start` (a `<`). `None` where the `<` is text.
    pub(super) fn at(&self, start: usize) -> Option<Tag<'a>> {
        if start > self.last_end || (start > self.last_comment_end && self.text.as_bytes()[start..].starts_with(b"<!--")) {
            return None;
        }
        tag_at(self.text, start)
    }
}

/// How far a comment goes, its end included, from after its beginning: `-->`, or `--!>`.
fn comment_end(bytes: &[u8]) -> Option<usize> {
    memchr_iter(b'>', bytes).find(|&at| bytes[..at].ends_with(b"--") || bytes[..at].ends_with(b"--!")).map(|at| at + 1)
}

fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    match *bytes.get(start + 1)? {
        b'!' => {
            if bytes[start..].starts_with(b"<!--") {
                // `<!-->` and `<!--->` are whole comments; one without an end is text from here on for us, so that nothing is lost.
                let from = start + 4;
                let length = match &bytes[from..] {
                    [b'>', ..] => 1,
                    [b'-', b'>', ..] => 2,
                    rest => comment_end(rest)?,
                };
                return Some(Tag::nameless(Shape::Comment, from + length));
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
            Some(Tag { shape: Shape::Close, name, end, plain: true })
        }
        b if b.is_ascii_alphabetic() => {
            let name = name_at(text, start + 1);
            let from = start + 1 + name.len();
            if !matches!(bytes.get(from)?, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'>') {
                return None;
            }
            let end = tag_end(bytes, from)?;
            let inside = bytes[from..end - 1].trim_ascii();
            Some(Tag { shape: Shape::Open, name, end, plain: inside.is_empty() || inside == b"/" })
        }
        _ => None,
    }
}

fn name_at(text: &str, from: usize) -> &str {
    let length = text.as_bytes()[from..].iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-' | b'_')).count();
    &text[from..from + length]
}

/// The byte after the `>` that ends a start tag whose attributes begin at `from`. A quotation mark after `=` hides a `>`; one
/// that is never closed does not.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(here) = memchr3(b'>', b'"', b'\'', bytes.get(at..)?).map(|n| at + n) {
        let mark = bytes[here];
        if mark == b'>' {
            return Some(here + 1);
        }
        // A quotation mark opens a value only after `=`.
        let opens = bytes[at..here].trim_ascii_end().ends_with(b"=");
        at = here + 1;
        if opens {
            match memchr(mark, &bytes[at..]) {
                Some(n) => at += n + 1,
                None => return memchr(b'>', &bytes[here..]).map(|n| here + n + 1),
            }
        }
    }
    None
}

/// The value of an attribute of a start tag (`tag` is all of it, with the angle brackets), without its quotation marks. References are not resolved.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| &tag[value])
}

/// The attributes of a start tag: name, and byte range of the value in `tag`.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let bytes = tag.strip_suffix('>').unwrap_or(tag).as_bytes();
    let skip = move |from: usize, is: fn(u8) -> bool| from + bytes[from..].iter().take_while(|&&b| is(b)).count();
    let is_blank = |b: u8| b.is_ascii_whitespace();
    let mut at = skip(0, |b| !b.is_ascii_whitespace() && b != b'/');
    std::iter::from_fn(move || {
        let start = skip(at, |b| b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\'' | b'='));
        at = skip(start, |b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'/'));
        let name = tag.get(start..at).filter(|name| !name.is_empty())?;
        let equals = skip(at, is_blank);
        if bytes.get(equals) != Some(&b'=') {
            return Some((name, at..at));
        }
        let start = skip(equals + 1, is_blank);
        let value = match bytes.get(start) {
            Some(&mark @ (b'"' | b'\'')) => start + 1..memchr(mark, &bytes[start + 1..]).map_or(bytes.len(), |n| start + 1 + n),
            _ => start..skip(start, |b| !b.is_ascii_whitespace()),
        };
        // A quotation mark that closes the value is passed over before the next name.
        at = value.end;
        Some((name, value))
    })
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
