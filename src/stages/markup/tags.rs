//! One tag of a page, with its byte range; elements by what they do to text.
//!
//! html5gum gives spans too, but reads every attribute into owned buffers and resolves references inside; here a tag
//! costs a search for its end, and attributes are read only where a question is asked of them.

use std::ops::Range;

use memchr::{memchr, memchr3, memmem, memrchr};

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
        Tags { text, last_end: memrchr(b'>', bytes).unwrap_or(0), last_comment_end: memmem::rfind(bytes, b"-->").unwrap_or(0) }
    }

    /// Reads the tag that begins at byte `start` (a `<`). `None` where the `<` is text.
    pub(super) fn at(&self, start: usize) -> Option<Tag<'a>> {
        if start > self.last_end || (start > self.last_comment_end && self.text.as_bytes()[start..].starts_with(b"<!--")) {
            return None;
        }
        tag_at(self.text, start)
    }
}

fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    match *bytes.get(start + 1)? {
        b'!' => {
            if bytes[start..].starts_with(b"<!--") {
                // `<!-->` and `<!--->` are whole comments; one without an end is text from here on for us, so that nothing is lost.
                let from = start + 4;
                if bytes[from..].starts_with(b">") {
                    return Some(Tag { shape: Shape::Comment, name: "", end: from + 1, plain: true });
                }
                let end = memmem::find(&bytes[from..], b"-->").map(|n| from + n + 3)?;
                return Some(Tag { shape: Shape::Comment, name: "", end, plain: true });
            }
            if bytes[start..].starts_with(b"<![CDATA[") {
                return Some(Tag { shape: Shape::Declaration, name: "", end: start + 9, plain: true });
            }
            let letter = bytes.get(start + 2).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'[');
            let end = letter.then(|| memchr(b'>', &bytes[start..])).flatten()? + start + 1;
            Some(Tag { shape: Shape::Declaration, name: "", end, plain: true })
        }
        b'?' => {
            let end = bytes.get(start + 2).filter(|b| b.is_ascii_alphabetic()).and_then(|_| memchr(b'>', &bytes[start..]))? + start + 1;
            Some(Tag { shape: Shape::Declaration, name: "", end, plain: true })
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
    let mut value = false;
    loop {
        let n = memchr3(b'>', b'"', b'\'', bytes.get(at..)?)?;
        let here = at + n;
        match bytes[here] {
            b'>' => return Some(here + 1),
            mark => {
                // A quotation mark opens a value only after `=`.
                let before = bytes[at.max(from)..here].trim_ascii_end();
                value = before.last() == Some(&b'=') || (before.is_empty() && value);
                if value {
                    match memchr(mark, &bytes[here + 1..]) {
                        Some(m) => at = here + 1 + m + 1,
                        None => return memchr(b'>', &bytes[here..]).map(|m| here + m + 1),
                    }
                    value = false;
                } else {
                    at = here + 1;
                }
            }
        }
    }
}

/// The value of an attribute of a start tag (`tag` is all of it, with the angle brackets), without its quotation marks. References are not resolved.
pub(super) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    attributes(tag).find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| &tag[value])
}

/// The attributes of a start tag: name, and byte range of the value in `tag`.
pub(super) fn attributes(tag: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let bytes = tag.as_bytes();
    let mut at = bytes.iter().position(|b| b.is_ascii_whitespace() || *b == b'/').unwrap_or(bytes.len());
    let end = tag.len().saturating_sub(usize::from(tag.ends_with('>')));
    std::iter::from_fn(move || {
        while at < end && (bytes[at].is_ascii_whitespace() || matches!(bytes[at], b'/' | b'"' | b'\'' | b'=')) {
            at += 1;
        }
        if at >= end {
            return None;
        }
        let name_start = at;
        while at < end && !bytes[at].is_ascii_whitespace() && !matches!(bytes[at], b'=' | b'/') {
            at += 1;
        }
        let name = tag.get(name_start..at)?;
        let mut look = at;
        while look < end && bytes[look].is_ascii_whitespace() {
            look += 1;
        }
        if look >= end || bytes[look] != b'=' {
            return Some((name, at..at));
        }
        look += 1;
        while look < end && bytes[look].is_ascii_whitespace() {
            look += 1;
        }
        if look >= end {
            at = end;
            return Some((name, end..end));
        }
        let value = match bytes[look] {
            mark @ (b'"' | b'\'') => {
                let close = memchr(mark, &bytes[look + 1..end]).map_or(end, |n| look + 1 + n);
                at = (close + 1).min(end);
                look + 1..close
            }
            _ => {
                at = look;
                while at < end && !bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                look..at
            }
        };
        Some((name, value))
    })
}

/// An element, by what it does to text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    Heading(u8),
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
    /// The element of a name, in any case; `None` for names that HTML does not know.
    pub(super) fn named(name: &str) -> Option<Element> {
        let mut lower = [0u8; 12];
        let bytes = name.as_bytes();
        let slot = lower.get_mut(..bytes.len())?;
        slot.copy_from_slice(bytes);
        slot.make_ascii_lowercase();
        Some(match &*slot {
            b"html" | b"body" => Element::Root,
            b"head" => Element::Head,
            b"title" => Element::Title,
            b"meta" | b"link" | b"base" => Element::Meta,
            b"script" | b"style" | b"template" | b"xml" => Element::Raw,
            b"noscript" | b"noframes" => Element::Noscript,
            b"p" => Element::P,
            b"div" | b"section" | b"center" | b"dl" | b"figure" | b"figcaption" | b"fieldset" | b"legend" | b"address" | b"details" | b"summary"
            | b"blockquote" | b"caption" | b"main" | b"header" | b"hgroup" | b"frameset" | b"dir" | b"menu" | b"marquee" | b"multicol" | b"dialog" => {
                Element::Block
            }
            b"article" => Element::Article,
            b"nav" | b"footer" | b"aside" => Element::Aside,
            b"h1" => Element::Heading(1),
            b"h2" => Element::Heading(2),
            b"h3" => Element::Heading(3),
            b"h4" => Element::Heading(4),
            b"h5" => Element::Heading(5),
            b"h6" => Element::Heading(6),
            b"pre" | b"listing" | b"xmp" | b"plaintext" => Element::Pre,
            b"ul" | b"ol" => Element::List,
            b"li" | b"dt" | b"dd" => Element::Item,
            b"table" => Element::Table,
            b"tbody" | b"thead" | b"tfoot" | b"colgroup" => Element::Group,
            b"tr" => Element::Row,
            b"td" | b"th" => Element::Cell,
            b"form" => Element::Form,
            b"br" => Element::Br,
            b"hr" => Element::Hr,
            b"a" => Element::Link,
            b"img" | b"input" | b"embed" | b"param" | b"source" | b"track" | b"area" | b"col" | b"wbr" | b"basefont" | b"bgsound" | b"frame" | b"keygen" => {
                Element::Void
            }
            b"svg" | b"canvas" | b"video" | b"audio" | b"iframe" | b"object" | b"applet" | b"map" | b"math" => Element::Media,
            b"select" | b"button" | b"textarea" | b"datalist" => Element::Control,
            b"option" | b"optgroup" => Element::Choice,
            b"span" | b"b" | b"i" | b"u" | b"s" | b"em" | b"strong" | b"font" | b"small" | b"big" | b"sub" | b"sup" | b"strike" | b"del" | b"ins" | b"q"
            | b"cite" | b"code" | b"kbd" | b"samp" | b"var" | b"tt" | b"abbr" | b"acronym" | b"dfn" | b"mark" | b"time" | b"label" | b"nobr" | b"bdo"
            | b"bdi" | b"blink" | b"ruby" | b"rb" | b"rt" | b"rp" | b"data" | b"output" | b"picture" | b"o:p" | b"st1:personname" => Element::Inline,
            _ => return None,
        })
    }

    /// Whether it begins and ends a block of text.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Element::P
                | Element::Block
                | Element::Article
                | Element::Aside
                | Element::Heading(_)
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
        )
    }

    /// Whether it is a cell of a table.
    pub(super) fn is_cell(self) -> bool {
        self == Element::Cell
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
