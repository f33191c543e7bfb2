//! What a reader of a page sees of a piece of its source: text outside tags, remarks, scripts, heads, media and fields, its references resolved.
//! The stage itself reads a page as a tree; this reads any piece that begins and ends between nodes, in one pass and without memory, for the ledger.

use memchr::memchr2;

use super::entity::Entities;
use super::tags::{Element, Shape, Tags};
use super::tree::raw_end;
use super::vocabulary::Elements;
use crate::rule::{RuleBook, RuleError};

/// Something that is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen<'a> {
    /// A run of text as it stands in the source, and its first byte.
    Text(usize, &'a str),
    /// The character that a reference at this byte stands for.
    Character(usize, char),
    /// A block begins or ends.
    Break,
    /// A link begins (`true`) or ends.
    Link(bool),
}

/// Reads pieces of pages.
#[derive(Debug)]
pub(crate) struct Sight {
    elements: Elements,
    entities: Entities,
}

impl Sight {
    /// Reads the names of elements and references.
    pub(crate) fn read(rules: &RuleBook) -> Result<Sight, RuleError> {
        Ok(Sight { elements: Elements::read(rules)?, entities: Entities::read(rules)? })
    }

    /// Shows what is seen of a piece of a page from byte `at` on, until `see` wants no more.
    pub(crate) fn look<'a>(&self, piece: &'a str, at: usize, mut see: impl FnMut(Seen<'a>) -> bool) {
        let bytes = piece.as_bytes();
        let tags = Tags::of(piece);
        // Names whose end tag is known to be missing from here on.
        let mut endless: Vec<&str> = Vec::new();
        let (mut from, mut at) = (at, at);
        while let Some(here) = bytes.get(at..).and_then(|rest| memchr2(b'<', b'&', rest)).map(|n| at + n) {
            let text = |see: &mut dyn FnMut(Seen<'a>) -> bool| from == here || see(Seen::Text(from, &piece[from..here]));
            if bytes[here] == b'&' {
                let Some(reference) = self.entities.at(&piece[here..], true) else {
                    at = here + 1;
                    continue;
                };
                if !text(&mut see) || !see(Seen::Character(here, reference.means)) {
                    return;
                }
                (from, at) = (here + reference.length, here + reference.length);
                continue;
            }
            let Some(tag) = tags.at(here) else {
                at = here + 1;
                continue;
            };
            if !text(&mut see) {
                return;
            }
            (from, at) = (tag.end, tag.end);
            if tag.name.is_empty() {
                continue;
            }
            let element = self.elements.named(tag.name).unwrap_or(Element::Inline);
            if tag.shape == Shape::Open
                && is_unseen(element)
                && !bytes[..tag.end].ends_with(b"/>")
                && !endless.iter().any(|name| name.eq_ignore_ascii_case(tag.name))
            {
                // Without an end tag nothing is passed over, so that nothing is lost.
                match raw_end(bytes, tag.end, tag.name) {
                    Some((_, end)) => (from, at) = (end, end),
                    None => endless.push(tag.name),
                }
                continue;
            }
            let goes_on = match element {
                Element::Link => see(Seen::Link(tag.shape == Shape::Open)),
                _ if element.is_block() || matches!(element, Element::Br | Element::Cell) => see(Seen::Break),
                _ => true,
            };
            if !goes_on {
                return;
            }
        }
        if from < piece.len() {
            see(Seen::Text(from, &piece[from..]));
        }
    }
}

/// Whether what stands in an element is no text of the page.
fn is_unseen(element: Element) -> bool {
    matches!(element, Element::Raw | Element::Head | Element::Title | Element::Noscript | Element::Media | Element::Control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(piece: &str) -> String {
        let sight = Sight::read(&RuleBook::embedded()).expect("the embedded names are well-formed");
        let mut out = String::new();
        sight.look(piece, 0, |seen| {
            match seen {
                Seen::Text(_, text) => out.push_str(text),
                Seen::Character(_, c) => out.push(c),
                Seen::Break => out.push('|'),
                Seen::Link(opens) => out.push(if opens { '[' } else { ']' }),
            }
            true
        });
        out
    }

    #[test]
    fn only_text_is_seen() {
        assert_eq!(seen("<div class=\"a>b\">质<b>量</b>&#24378;<!-- 注 --><script>if (a<b) 甲</script>国</div>"), "|质量强国|");
        assert_eq!(seen("<a href=x>首页</a><select><option>请选择</option></select><br>尾"), "[首页]|尾");
        assert_eq!(seen("<head><title>题</title><meta content=\"甲\"></head><body>文"), "|文");
    }

    #[test]
    fn what_has_no_end_hides_nothing() {
        assert_eq!(seen("<script>甲<script>乙"), "甲乙");
        assert_eq!(seen("甲<!-- 乙"), "甲<!-- 乙");
        assert_eq!(seen("a<3 & c <完> &x"), "a<3 & c <完> &x");
        assert_eq!(seen("甲<p title=\"乙"), "甲<p title=\"乙");
    }
}
