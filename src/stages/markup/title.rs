//! The title of a page: what its head, its headings and its text say, compared.

use std::collections::HashSet;
use std::sync::Arc;

use super::entity::Entities;
use super::limits;
use super::tags::{Element, attribute};
use super::tree::{Tree, raw_end};
use crate::chars::without_blanks;
use crate::structure::Words;

/// What sites put between a title and their own name. Some put a blank.
const SITE_MARKS: [char; 11] = ['_', '|', '丨', '-', '–', '—', '>', '»', '/', '·', ','];

/// What a page says its title is.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// The pieces of `<title>` and of `og:title`, without blanks, longest first.
    pub(super) pieces: Vec<String>,
    /// The letters and digits of each of `pieces`.
    bare: Vec<String>,
    /// `<title>`, `og:title` and the like as they stand.
    sources: Vec<String>,
    /// The text of `<title>` with its byte range.
    pub(super) whole: Option<(String, std::ops::Range<usize>)>,
    /// The vocabulary of documents.
    pub(super) words: Arc<Words>,
    /// Facts from `<meta>`: name in lower case, value, byte range.
    pub(super) meta: Vec<(String, String, std::ops::Range<usize>)>,
}

impl Titles {
    /// Reads the head of a page.
    pub(super) fn read(tree: &Tree<'_>, entities: &Entities, words: &Arc<Words>) -> Titles {
        let mut titles = Titles { words: Arc::clone(words), ..Titles::default() };
        for node in &tree.nodes {
            let range = node.start as usize..node.end as usize;
            match node.element {
                Element::Title if titles.whole.is_none() => {
                    let inner = &tree.text[node.inner as usize..node.end as usize];
                    let text = raw_end(inner.as_bytes(), 0, "title").map_or(inner, |(end, _)| &inner[..end]);
                    let data = text.trim().strip_prefix("<![CDATA[").and_then(|data| data.strip_suffix("]]>"));
                    let text = plain(data.unwrap_or(text), entities);
                    if !text.is_empty() && text.chars().count() <= limits::HEAD_TITLE_CHARS {
                        titles.whole = Some((text, range));
                    }
                }
                Element::Meta if titles.meta.len() < limits::META_TAGS => {
                    let tag = &tree.text[node.start as usize..node.inner as usize];
                    let name = attribute(tag, "name").or_else(|| attribute(tag, "property"));
                    if let (Some(name), Some(value)) = (name, attribute(tag, "content"))
                        && value.len() <= limits::META_BYTES
                    {
                        titles.meta.push((name.to_ascii_lowercase(), plain(value, entities), range));
                    }
                }
                _ => {}
            }
        }
        let mut pieces: Vec<String> = Vec::new();
        let given = titles.meta.iter().filter(|m| matches!(m.0.as_str(), "og:title" | "articletitle" | "title")).map(|m| m.1.clone());
        let sources: Vec<String> = titles.whole.iter().map(|w| w.0.clone()).chain(given).collect();
        for source in &sources {
            let source = without_blanks(source);
            pieces.push(source.to_string());
            for piece in source.split(|c| SITE_MARKS.contains(&c) && !matches!(c, '·' | ',') || matches!(c, '《' | '》' | '：' | ':' | '(' | '（')) {
                if piece.chars().count() >= limits::PIECE_CHARS {
                    pieces.push(piece.to_owned());
                }
            }
        }
        pieces.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        pieces.dedup();
        titles.bare = pieces.iter().map(|piece| letters(piece)).collect();
        titles.pieces = pieces;
        titles.sources = sources;
        titles
    }

    /// `<title>` and what tags of the head name the title.
    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(String::as_str)
    }

    /// What tags of the head name the title, with the name of the tag and its place.
    pub(super) fn named_titles(&self) -> impl Iterator<Item = (&str, &str, &std::ops::Range<usize>)> {
        self.meta
            .iter()
            .filter(|(name, ..)| matches!(name.as_str(), "og:title" | "articletitle" | "title"))
            .map(|(name, value, at)| (name.as_str(), value.as_str(), at))
    }

    /// What the page names its title, where a line says it first and then something that is set apart: a date in brackets, or what an element of its own
    /// (`pieces` are the texts of the line's nodes) puts behind it, a mark of the site.
    pub(super) fn without_mark(&self, pieces: &[&str]) -> Option<&str> {
        let line = letters(&pieces.concat());
        let named = |source: &&String| {
            let bare = letters(source);
            let length = bare.chars().count();
            if length < limits::TITLE_LETTERS || bare.len() >= line.len() || !line.starts_with(&bare) {
                return false;
            }
            let mut said = String::new();
            let own = pieces.iter().any(|piece| {
                said.push_str(&letters(piece));
                said == bare
            });
            let rest = line.chars().count() - length;
            own && rest <= limits::MARK_LETTERS || self.is_dated(&pieces.concat(), length)
        };
        self.sources.iter().find(named).map(String::as_str)
    }

    /// Whether what follows so many letters of a line is a date in brackets.
    fn is_dated(&self, line: &str, length: usize) -> bool {
        let mut seen = 0;
        let rest = line.char_indices().find(|(_, c)| {
            let done = seen == length;
            seen += usize::from(c.is_alphanumeric());
            done
        });
        let rest = rest.and_then(|(at, _)| line.get(at..)).unwrap_or_default().trim();
        rest.starts_with(['（', '(', '[']) && crate::structure::date_line(rest.trim_matches(['（', '(', '[', '）', ')', ']'])).is_some()
    }

    /// Whether a name stands behind the title in `<title>`: it is the site's, whatever the page calls it.
    pub(super) fn is_of_site(&self, name: &str) -> bool {
        self.whole.as_ref().and_then(|(whole, _)| whole.split_once('_')).is_some_and(|(_, behind)| !name.is_empty() && behind.contains(name))
    }

    /// The beginning of the description in the head, without blanks, where it is long enough to tell one text from another.
    pub(super) fn description(&self) -> Option<String> {
        let value = &self.meta.iter().find(|m| matches!(m.0.as_str(), "description" | "og:description"))?.1;
        let start: String = without_blanks(value).chars().take(limits::DESCRIPTION_CHARS).collect();
        (start.chars().count() == limits::DESCRIPTION_CHARS).then_some(start)
    }

    /// How much of the title a line says, and how much of the line is in the title, by pairs of letters.
    pub(super) fn shares(&self, line: &str) -> (f32, f32) {
        let (Some(whole), bare) = (self.bare.first(), letters(line)) else { return (0.0, 0.0) };
        let pairs = |text: &str| -> HashSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
        let (title, line) = (pairs(whole), pairs(&bare));
        let common = line.intersection(&title).count() as f32;
        (common / title.len().max(1) as f32, common / line.len().max(1) as f32)
    }

    /// Whether a line (without blanks) is the title, or the head of it. Only letters and digits are compared: quotation marks differ between head
    /// and text.
    pub(super) fn names(&self, line: &str) -> bool {
        let bare = letters(line);
        let length = bare.chars().count();
        if length < limits::NAMED_LETTERS {
            return false;
        }
        let Some(whole) = self.bare.first() else { return false };
        // The title of an official document begins with the body that signs the document: its signature is no headline.
        if *whole != bare && self.words.is_issuer(line) {
            return false;
        }
        // The line opens the title of the page, or is one whole piece of it.
        (whole.starts_with(&bare) && (length >= limits::OPENING_LETTERS || self.bare.contains(&bare)))
            || (length >= limits::OPENING_LETTERS && whole.contains(&bare))
            || self.pieces.iter().any(|piece| resembles(line, piece))
    }
}

/// The letters and digits of a text.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two lines say nearly the same: the share of pairs of characters they have in common.
pub(super) fn resembles(one: &str, two: &str) -> bool {
    let pairs = |text: &str| -> HashSet<(char, char)> {
        let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        chars.windows(2).map(|w| (w[0], w[1])).collect()
    };
    let (a, b) = (pairs(one), pairs(two));
    if a.len().min(b.len()) < limits::TITLE_PAIRS {
        return one == two;
    }
    let common = a.intersection(&b).count();
    common as f64 >= limits::TITLE_LIKENESS * a.len().max(b.len()) as f64
}

/// Text of the head: references resolved, blanks run together.
fn plain(text: &str, entities: &Entities) -> String {
    entities.chars(text).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(title: &str) -> Titles {
        let page = format!("<html><head><title>{title}</title></head><body></body></html>");
        let rules = crate::rule::RuleBook::embedded();
        let elements = super::super::vocabulary::Elements::read(&rules).expect("the embedded names are well-formed");
        Titles::read(&Tree::read(&page, &elements), &Entities::read(&rules).expect("the embedded rules are well-formed"), &Words::embedded())
    }

    #[test]
    fn the_site_stays_behind_its_title() {
        assert!(titles("某市召开质量工作会议_某某财经").is_of_site("某某"));
        assert!(!titles("某市召开质量工作会议_某某财经").is_of_site("张三"));
    }
}
