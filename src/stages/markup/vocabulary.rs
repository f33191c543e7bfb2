//! What the names of elements mean (`rules/markup/elements.tsv`): in pages of HTML, and in feeds of diaries (RSS, Atom) and other XML saved under the
//! name of a page, which show in their first element.

use std::collections::HashMap;

use memchr::{memchr, memmem};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

use super::limits;
use super::name::Name;
use super::tags::{Element, Shape, Tags};
use crate::rule::{RuleBook, RuleError};

/// The file of the names.
const FILE: &str = "markup/elements.tsv";

/// What the names of a page's elements mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// HTML. A name it does not know is that of an element inside a line.
    Html,
    /// Another. Every element that HTML does not know breaks the line.
    Other,
}

impl Vocabulary {
    /// The vocabulary of a page. Another than HTML shows in the first element, after an XML declaration or as the root of a feed.
    pub(super) fn of(text: &str, tags: &Tags<'_>, elements: &Elements) -> Vocabulary {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(start) = memchr(b'<', &bytes[at..]).map(|n| at + n) {
            let Some(tag) = tags.at(start) else {
                at = start + 1;
                continue;
            };
            at = tag.end;
            if tag.shape != Shape::Open {
                continue;
            }
            let feed = ["rss", "feed", "rdf:rdf"].iter().any(|root| tag.name.eq_ignore_ascii_case(root));
            let xml = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with("<?xml");
            let html = || ["<html", "<HTML", "<body", "<BODY"].iter().any(|root| memmem::find(bytes, root.as_bytes()).is_some());
            return if (feed || xml && elements.named(tag.name).is_none()) && !html() { Vocabulary::Other } else { Vocabulary::Html };
        }
        Vocabulary::Html
    }
}

/// The names of elements, ready for use.
#[derive(Debug, Default)]
pub(super) struct Elements {
    html: HashMap<String, (Element, Name)>,
    feed: HashMap<String, Element>,
}

impl Elements {
    /// Reads the names.
    pub(super) fn read(rules: &RuleBook) -> Result<Elements, RuleError> {
        let mut elements = Elements::default();
        for (line, row) in rules.rows(FILE)? {
            let error = |reason: String| RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: {reason}") };
            let &[name, kind, vocabulary] = &*row else { return Err(error("name, kind, vocabulary".to_owned())) };
            let element = Element::deserialize(kind.into_deserializer()).map_err(|e: Error| error(e.to_string()))?;
            match vocabulary {
                "html" => drop(elements.html.insert(name.to_owned(), (element, Name::of(name)))),
                "feed" => drop(elements.feed.insert(name.to_owned(), element)),
                _ => return Err(error("html or feed".to_owned())),
            }
        }
        Ok(elements)
    }

    /// The element of a name, in any case; `None` for names that HTML does not know.
    pub(super) fn named(&self, name: &str) -> Option<Element> {
        self.find(name).map(|(element, _)| element)
    }

    /// The element of a name in a page of HTML, and what the name asks of the tree.
    pub(super) fn in_html(&self, name: &str) -> (Element, Name) {
        self.find(name).unwrap_or((Element::Inline, Name::Other))
    }

    fn find(&self, name: &str) -> Option<(Element, Name)> {
        let mut lower = [0u8; limits::NAME_BYTES];
        let slot = lower.get_mut(..name.len())?;
        slot.copy_from_slice(name.as_bytes());
        slot.make_ascii_lowercase();
        self.html.get(std::str::from_utf8(slot).ok()?).copied()
    }

    /// The element of a name in a page of this vocabulary. `titled` says whether the page has had its title.
    pub(super) fn of(&self, name: &str, vocabulary: Vocabulary, titled: bool) -> Element {
        if vocabulary == Vocabulary::Html {
            return self.named(name).unwrap_or(Element::Inline);
        }
        let lower = name.to_ascii_lowercase();
        if titled && lower == "title" {
            return Element::H2;
        }
        let module = lower.split_inclusive(':').next().unwrap_or_default();
        self.feed.get(&lower).or_else(|| self.feed.get(module)).copied().or_else(|| self.named(name)).unwrap_or(Element::Block)
    }
}

/// A tag that a feed holds as text: what it does, and the byte after it. `start` is a `&`.
pub(super) fn escaped_tag(text: &str, start: usize, elements: &Elements) -> Option<(Element, usize)> {
    let rest = text.get(start..)?;
    let inside = rest.strip_prefix("&lt;")?;
    let bare = inside.strip_prefix('/').unwrap_or(inside);
    let letters = bare.bytes().take(limits::NAME_BYTES).take_while(u8::is_ascii_alphanumeric).count();
    let element = bare.get(..letters).filter(|name| !name.is_empty()).and_then(|name| elements.named(name))?;
    let reach = &inside.as_bytes()[..inside.len().min(limits::STRAY_TAG_BYTES)];
    let close = memmem::find(reach, b"&gt;")?;
    if memchr(b'<', &reach[..close]).is_some() {
        return None;
    }
    let breaks = element.is_block() || matches!(element, Element::Br | Element::Cell);
    Some((if breaks { Element::Br } else { Element::Remark }, start + "&lt;".len() + close + "&gt;".len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_vocabularies_show_in_their_root() {
        let elements = Elements::read(&RuleBook::embedded()).expect("the embedded names are well-formed");
        let of = |text: &str| Vocabulary::of(text, &Tags::of(text), &elements);
        assert_eq!(of("<?xml version=\"1.0\"?><!-- x --><rss><channel></channel></rss>"), Vocabulary::Other);
        assert_eq!(of("<?xml version=\"1.0\"?><报告><标题>甲</标题></报告>"), Vocabulary::Html, "no tag that the reader knows");
        assert_eq!(of("<?xml version=\"1.0\"?><report><heading>甲</heading></report>"), Vocabulary::Other);
        assert_eq!(of("<?xml version=\"1.0\"?><!DOCTYPE html><html><body></body></html>"), Vocabulary::Html);
        assert_eq!(of("<founder-content><p>甲</p></founder-content>"), Vocabulary::Html);
        assert_eq!(of("<ad></ad><html><body></body></html>"), Vocabulary::Html);
    }

    #[test]
    fn escaped_tags_end_at_their_bracket() {
        let elements = Elements::read(&RuleBook::embedded()).expect("the embedded names are well-formed");
        let escaped_tag = |text, start| escaped_tag(text, start, &elements);
        assert_eq!(escaped_tag("&lt;br /&gt;x", 0), Some((Element::Br, 12)));
        assert_eq!(escaped_tag("a&lt;/font&gt;", 1), Some((Element::Remark, 14)));
        assert_eq!(escaped_tag("&lt;完&gt;", 0), None);
        assert_eq!(escaped_tag("&lt;b", 0), None);
    }
}
