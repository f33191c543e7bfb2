//! The title of a page: what its head, its headings and its text say, compared.

use std::collections::HashSet;

use super::entity::Entities;
use super::lexicon::packed;
use super::tags::{Element, attribute};
use super::tree::Tree;
use crate::thresholds::markup as thresholds;

/// What a page says its title is.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// The pieces of `<title>` and of `og:title`, without blanks, longest first.
    pub(super) pieces: Vec<String>,
    /// The same, letters and digits only.
    bare: Vec<String>,
    /// The text of `<title>` with its byte range.
    pub(super) whole: Option<(String, std::ops::Range<usize>)>,
    /// Facts from `<meta>`: name in lower case, value, byte range.
    pub(super) meta: Vec<(String, String, std::ops::Range<usize>)>,
}

impl Titles {
    /// Reads the head of a page.
    pub(super) fn read(tree: &Tree<'_>, entities: &Entities) -> Titles {
        let mut titles = Titles::default();
        for node in &tree.nodes {
            let range = node.start as usize..node.end as usize;
            match node.element {
                Element::Title if titles.whole.is_none() => {
                    let text = &tree.text[node.inner as usize..node.inner_end as usize];
                    let data = text.trim().strip_prefix("<![CDATA[").and_then(|data| data.strip_suffix("]]>"));
                    let text = plain(data.unwrap_or(text), entities);
                    if !text.is_empty() && text.chars().count() <= 300 {
                        titles.whole = Some((text, range));
                    }
                }
                Element::Meta if titles.meta.len() < thresholds::META_TAGS => {
                    let tag = &tree.text[node.start as usize..node.inner as usize];
                    let name = attribute(tag, "name").or_else(|| attribute(tag, "property"));
                    if let (Some(name), Some(value)) = (name, attribute(tag, "content"))
                        && value.len() <= 2000
                    {
                        titles.meta.push((name.to_ascii_lowercase(), plain(value, entities), range));
                    }
                }
                _ => {}
            }
        }
        let mut pieces: Vec<String> = Vec::new();
        let sources: Vec<&str> = titles
            .whole
            .iter()
            .map(|w| w.0.as_str())
            .chain(titles.meta.iter().filter(|m| matches!(m.0.as_str(), "og:title" | "articletitle" | "title")).map(|m| m.1.as_str()))
            .collect();
        for source in sources {
            let source = packed(source);
            pieces.push(source.to_string());
            for piece in source.split(['_', '|', '-', '–', '—', '>', '»', '丨', '/', '《', '》', '：', ':', '(', '（']) {
                if piece.chars().count() >= 4 {
                    pieces.push(piece.to_owned());
                }
            }
        }
        pieces.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        pieces.dedup();
        titles.bare = pieces.iter().map(|piece| letters(piece)).collect();
        titles.pieces = pieces;
        titles
    }

    /// The beginning of the description in the head, without blanks, where it is long enough to tell one text from another.
    pub(super) fn description(&self) -> Option<String> {
        let value = &self.meta.iter().find(|m| matches!(m.0.as_str(), "description" | "og:description"))?.1;
        let start: String = packed(value).chars().take(16).collect();
        (start.chars().count() == 16).then_some(start)
    }

    /// Whether a line (without blanks) is the title, or the head of it. Only letters and digits are compared: quotation marks differ between head
    /// and text.
    pub(super) fn names(&self, line: &str) -> bool {
        let bare = letters(line);
        let length = bare.chars().count();
        if length < 3 {
            return false;
        }
        let Some(whole) = self.bare.first() else { return false };
        // The line opens the title of the page, or is one whole piece of it.
        (whole.starts_with(&bare) && (length >= 5 || self.bare.contains(&bare)))
            || (length >= 5 && whole.contains(&bare))
            || self.pieces.iter().any(|piece| resembles(line, piece))
    }
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two lines say nearly the same: the share of pairs of characters they have in common.
pub(super) fn resembles(one: &str, two: &str) -> bool {
    let pairs = |text: &str| -> HashSet<(char, char)> {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        chars.windows(2).map(|w| (w[0], w[1])).collect()
    };
    let (a, b) = (pairs(one), pairs(two));
    if a.len() < 4 || b.len() < 4 {
        return one == two;
    }
    let common = a.intersection(&b).count();
    common as f64 >= thresholds::TITLE_LIKENESS * a.len().max(b.len()) as f64
}

/// Text of the head: references resolved, blanks run together.
fn plain(text: &str, entities: &Entities) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(reference) = rest.starts_with('&').then(|| entities.at(rest, true)).flatten() {
            out.push(reference.means);
            at += reference.length;
        } else if let Some(c) = rest.chars().next() {
            out.push(c);
            at += c.len_utf8();
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
