//! Whether a text is a page of HTML: by how it begins, and by the number, the share and the kind of its tags.

use memchr::{memchr, memchr_iter};

use super::limits;
use super::tags::{Element, Shape, Tags};
use super::vocabulary::Elements;
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
    if kind != PageKind::Html && is_text_with_tags(text, elements) {
        return false;
    }
    let tags = Tags::of(text);
    let (mut seen, mut structure, mut tag_bytes, mut closed) = (0u32, 0u32, 0usize, 0u32);
    let mut skip = 0;
    for at in memchr_iter(b'<', bytes) {
        if at < skip {
            continue;
        }
        let Some(tag) = tags.at(at) else { continue };
        skip = tag.end;
        let Some(element) = elements.named(tag.name) else { continue };
        seen += 1;
        tag_bytes += tag.end - at;
        closed += u32::from(tag.shape == Shape::Close);
        structure += u32::from(matches!(element, Element::Root | Element::Head | Element::Title | Element::Meta));
        if structure >= limits::STRUCTURE && seen >= limits::STRUCTURE_TAGS {
            return true;
        }
        if is_enough(seen, closed, tag_bytes, skip) {
            return true;
        }
    }
    match kind {
        PageKind::Html => seen >= 1,
        _ => is_enough(seen, closed, tag_bytes, bytes.len()),
    }
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
