//! Whether a text is a page of HTML: by how it begins, and by the number, the share and the kind of its tags.

use memchr::{memchr, memchr_iter};

use super::limits;
use super::markdown::{fenced, heading};
use super::tags::{Element, Shape, Tags};
use super::vocabulary::Elements;
use crate::chars::is_han;
use crate::text::PageKind;

/// Whether a text is a page of HTML and not a plain text that speaks of tags or has some left in it. The name it came under counts only where
/// there are tags at all.
pub(super) fn is_page(text: &str, kind: PageKind, elements: &Elements) -> bool {
    let bytes = text.as_bytes();
    if memchr(b'<', bytes).is_none() {
        return false;
    }
    let head = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let begins = |word: &str| head.get(..word.len()).is_some_and(|h| h.eq_ignore_ascii_case(word));
    if begins("<!doctype html") || begins("<html") {
        return true;
    }
    let is_enough =
        |seen, closed, tag_bytes, bytes| seen >= limits::PAGE_TAGS && closed >= limits::PAGE_END_TAGS && tag_bytes * limits::PAGE_TAG_SHARE >= bytes;
    let foreign = head.starts_with('<') && Tags::of(head).at(0).is_none_or(|tag| elements.named(tag.name).is_none());
    if kind != PageKind::Html && !foreign && is_text_with_tags(text, elements) {
        return false;
    }
    // A page begins with a tag. A text that begins otherwise may speak of tags and show some in code: those do not count, and of a page's own parts it
    // must end one, too.
    let opens = head.starts_with('<');
    let code = if opens { Vec::new() } else { fenced(text) };
    let tags = Tags::of(text);
    let (mut seen, mut structure, mut tag_bytes, mut closed, mut ended) = (0u32, 0u32, 0usize, 0u32, opens);
    let (mut skip, mut fence) = (0, 0);
    for at in memchr_iter(b'<', bytes) {
        if at < skip {
            continue;
        }
        let Some(tag) = tags.at(at) else { continue };
        skip = tag.end;
        let Some(element) = elements.named(tag.name) else { continue };
        while code.get(fence).is_some_and(|range| range.end <= at) {
            fence += 1;
        }
        if !opens && (code.get(fence).is_some_and(|range| range.contains(&at)) || is_quoted(bytes, at)) {
            continue;
        }
        seen += 1;
        tag_bytes += tag.end - at;
        closed += u32::from(tag.shape == Shape::Close);
        let part = matches!(element, Element::Root | Element::Head | Element::Title | Element::Meta);
        structure += u32::from(part);
        ended |= part && tag.shape == Shape::Close;
        if structure >= limits::STRUCTURE && seen >= limits::STRUCTURE_TAGS && ended {
            return true;
        }
        if opens && is_enough(seen, closed, tag_bytes, skip) {
            return true;
        }
    }
    match kind {
        PageKind::Html => seen >= 1,
        _ => is_enough(seen, closed, tag_bytes, bytes.len()),
    }
}

/// Whether a text that is no page is Markdown in which a program wrote tables as HTML: a heading of Han beside them. The mark of one heading alone is a
/// hashtag or a comment.
pub(super) fn is_markdown_with_tables(text: &str) -> bool {
    let has = |tag: &str| memchr::memmem::find(text.as_bytes(), tag.as_bytes()).is_some();
    has("<table") && has("</table>") && has("<td") && text.lines().any(|line| heading(line, true).is_some_and(|(_, title)| title.chars().any(is_han)))
}

/// Whether a tag stands in a quotation or in code inside a line.
fn is_quoted(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(..at).unwrap_or_default();
    before.ends_with(b"`") || ["“", "‘", "「", "《"].iter().any(|mark| before.ends_with(mark.as_bytes()))
}

/// Whether most lines of a text stand outside of every element: Markdown or plain text in which a program has left a table, a picture or a line break
/// (`<table>`, `<img>`, `<br>`, `<sup>`). Read as a page, all such lines would run into one.
fn is_text_with_tags(text: &str, elements: &Elements) -> bool {
    let tags = Tags::of(text);
    let (mut outside, mut lines_outside, mut inside) = (0usize, 0usize, 0usize);
    let mut open: Vec<&str> = Vec::new();
    let mut count = |part: &str, depth: usize| {
        if depth > 0 {
            inside += part.chars().filter(|c| c.is_alphanumeric()).count();
            return;
        }
        for line in part.split('\n') {
            let letters = line.chars().filter(|c| c.is_alphanumeric()).count();
            outside += letters;
            lines_outside += usize::from(letters > 0);
        }
    };
    let (mut from, mut skip) = (0, 0);
    for at in memchr_iter(b'<', text.as_bytes()) {
        if at < skip {
            continue;
        }
        let Some(tag) = tags.at(at) else { continue };
        if let Some(part) = text.get(from..at) {
            count(part, open.len());
        }
        (from, skip) = (tag.end, tag.end);
        let Some(element) = elements.named(tag.name) else { continue };
        // What has no end tag, or stands inside a line, encloses no lines.
        if element.is_void() || tag.closed || matches!(element, Element::Inline | Element::Link) {
            continue;
        }
        match tag.shape {
            Shape::Open => open.push(tag.name),
            Shape::Close => {
                if let Some(last) = open.iter().rposition(|name| name.eq_ignore_ascii_case(tag.name)) {
                    open.truncate(last);
                }
            }
            _ => {}
        }
    }
    count(text.get(from..).unwrap_or_default(), open.len());
    lines_outside >= limits::LINES_OUTSIDE && outside >= inside
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleBook;

    #[test]
    fn a_text_that_speaks_of_tags_is_no_page() {
        let elements = Elements::read(&RuleBook::embedded()).expect("the embedded names are well-formed");
        let page = |text: &str| is_page(text, PageKind::Unknown, &elements);
        assert!(!page("# 网页\n网页由`<head>`和`<body>`组成。\n<head> 里写标题。\n<body> 里写正文。\n"));
        let code = format!("网页的写法如下。\n```\n<html><head><title>题</title></head><body>{}</body></html>\n```\n", "<p>段落</p>".repeat(9));
        assert!(!page(&code));
        assert!(page("<p>某市</p><body><head></head><title>题</title>文"));
        assert!(page("某网\n<html><head><title>题</title></head><body><p>文</p></body></html>"));
    }
}
