//! `svg` and `math` in the tree of a page of HTML.

use super::html::{Builder, End, Start};
use super::name::Name;
use super::tags::Element;

impl<'a> Builder<'a, '_> {
    /// Takes in a start tag in `svg` or `math`; the byte after it. `None` where it is one of HTML, which ends them.
    pub(super) fn foreign_start(&mut self, start: &Start<'a>) -> Option<usize> {
        let lower = start.tag.name.to_ascii_lowercase();
        let current = self.nodes.current().name;
        match current {
            Name::HtmlPoint => return None,
            Name::TextPoint if !matches!(&*lower, "mglyph" | "malignmark") => return None,
            _ => {}
        }
        if self.breaks_out(start, &lower) {
            while matches!(self.nodes.current().name, Name::Svg | Name::Math) {
                self.nodes.pop(start.at);
            }
            return None;
        }
        if start.tag.closed {
            self.leaf(Element::Media, start.at, start.tag.end);
            return Some(start.tag.end);
        }
        let html = || self.says(start, "encoding", Some("text/html")) || self.says(start, "encoding", Some("application/xhtml+xml"));
        let name = match (current, &*lower) {
            (Name::Svg, "foreignobject" | "desc" | "title") => Name::HtmlPoint,
            (Name::Svg, _) => Name::Svg,
            (_, "annotation-xml") if html() => Name::HtmlPoint,
            (_, "mi" | "mo" | "mn" | "ms" | "mtext") => Name::TextPoint,
            _ => Name::Math,
        };
        Some(self.open_as(start, Element::Media, name))
    }

    /// Whether a start tag in `svg` or `math` can only be meant for HTML.
    fn breaks_out(&self, start: &Start<'a>, lower: &str) -> bool {
        let part = matches!(start.name, Name::Body | Name::Head | Name::Br | Name::Hr | Name::Dd | Name::Li | Name::List | Name::Heading | Name::P);
        match lower {
            "font" => ["color", "face", "size"].iter().any(|key| self.says(start, key, None)),
            "embed" | "img" | "meta" | "div" | "blockquote" | "center" | "dl" | "menu" | "pre" | "listing" | "table" => true,
            "ruby" | "span" | "sub" | "sup" | "var" => true,
            _ => part || matches!(start.name, Name::Formatting | Name::Nobr),
        }
    }

    /// Takes in an end tag in `svg` or `math`. Whether it is done; if not it is one of HTML.
    pub(super) fn foreign_end(&mut self, end: &End) -> bool {
        if matches!(end.name, Name::P | Name::Br) {
            while matches!(self.nodes.current().name, Name::Svg | Name::Math) {
                self.nodes.pop(end.at);
            }
            return false;
        }
        let named = self.nodes.open.iter().enumerate().rev().find(|(_, open)| open.hash == end.hash || !open.name.is_foreign());
        match named {
            Some((depth, open)) if open.name.is_foreign() => {
                self.nodes.pop_to(depth, end.at, end.end);
                true
            }
            _ => false,
        }
    }
}
