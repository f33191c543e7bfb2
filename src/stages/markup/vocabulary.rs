//! Pages of another vocabulary than HTML: feeds of diaries (RSS, Atom) and other XML, saved under the name of a page.

use memchr::{memchr, memmem};

use super::limits;
use super::tags::{Element, Shape, Tags};

/// Fields of feeds that are no text: addresses, dates, programs. Source: RSS 0.9 to 2.0, RFC 4287.
const FIELDS: &[&str] = &[
    "admin:errorreportsto",
    "admin:generatoragent",
    "author",
    "category",
    "cloud",
    "comments",
    "contributor",
    "convertlinebreaks",
    "created",
    "docs",
    "draft",
    "generator",
    "guid",
    "id",
    "image",
    "issued",
    "items",
    "language",
    "lastbuilddate",
    "link",
    "managingeditor",
    "modified",
    "pubdate",
    "published",
    "source",
    "textinput",
    "ttl",
    "updated",
    "url",
    "webmaster",
];

/// Modules of feeds all of whose fields are no text, but for the titles and descriptions of Dublin Core.
const MODULES: &[&str] = &["atom10:", "dc:", "feedburner:", "geo:", "opensearch:", "slash:", "sy:", "thr:", "trackback:", "wfw:"];

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
    pub(super) fn of(text: &str, tags: &Tags<'_>) -> Vocabulary {
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
            return if (feed || xml && Element::named(tag.name).is_none()) && !html() { Vocabulary::Other } else { Vocabulary::Html };
        }
        Vocabulary::Html
    }

    /// The element of a name. `titled` says whether the page has had its title.
    pub(super) fn element(self, name: &str, titled: bool) -> Element {
        if self == Vocabulary::Html {
            return Element::named(name).unwrap_or(Element::Inline);
        }
        let lower = name.to_ascii_lowercase();
        match &*lower {
            "title" if titled => Element::Heading(2),
            "item" | "entry" => Element::Article,
            "dc:title" | "dc:description" => Element::Block,
            field if FIELDS.contains(&field) || MODULES.iter().any(|module| field.starts_with(module)) => Element::Field,
            _ => Element::named(name).unwrap_or(Element::Block),
        }
    }
}

/// A tag that a feed holds as text: what it does, and the byte after it. `start` is a `&`.
pub(super) fn escaped_tag(text: &str, start: usize) -> Option<(Element, usize)> {
    let rest = text.get(start..)?;
    let inside = rest.strip_prefix("&lt;")?;
    let bare = inside.strip_prefix('/').unwrap_or(inside);
    let letters = bare.bytes().take(16).take_while(u8::is_ascii_alphanumeric).count();
    let element = bare.get(..letters).filter(|name| !name.is_empty()).and_then(Element::named)?;
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
        let of = |text: &str| Vocabulary::of(text, &Tags::of(text));
        assert_eq!(of("<?xml version=\"1.0\"?><!-- x --><rss><channel></channel></rss>"), Vocabulary::Other);
        assert_eq!(of("<?xml version=\"1.0\"?><报告><标题>甲</标题></报告>"), Vocabulary::Html, "no tag that the reader knows");
        assert_eq!(of("<?xml version=\"1.0\"?><report><heading>甲</heading></report>"), Vocabulary::Other);
        assert_eq!(of("<?xml version=\"1.0\"?><!DOCTYPE html><html><body></body></html>"), Vocabulary::Html);
        assert_eq!(of("<founder-content><p>甲</p></founder-content>"), Vocabulary::Html);
        assert_eq!(of("<ad></ad><html><body></body></html>"), Vocabulary::Html);
    }

    #[test]
    fn escaped_tags_end_at_their_bracket() {
        assert_eq!(escaped_tag("&lt;br /&gt;x", 0), Some((Element::Br, 12)));
        assert_eq!(escaped_tag("a&lt;/font&gt;", 1), Some((Element::Remark, 14)));
        assert_eq!(escaped_tag("&lt;完&gt;", 0), None);
        assert_eq!(escaped_tag("&lt;b", 0), None);
    }
}
