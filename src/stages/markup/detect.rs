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
