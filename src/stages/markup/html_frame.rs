//! Frames whose page stands in their own tag (`<iframe srcdoc="…">`), as programs write them that save a page as one file.

use std::ops::Range;

use memchr::{memchr2, memmem};

use super::html::{Builder, End, Mode, Start};
use super::limits;
use super::name::Name;
use super::nodes::hash;
use super::tags::{Element, Shape, Tags, attributes, raw_end};
use super::vocabulary::escaped_tag;

/// A tag as the value of an attribute has it.
const OPEN: &str = "&lt;";

impl<'a> Builder<'a, '_> {
    /// Takes in a frame; the byte after it. The page in its tag is read as a block of the page around it.
    pub(super) fn start_frame(&mut self, start: &Start<'a>) -> usize {
        let tag = &self.text[start.at..start.tag.end];
        let page = attributes(tag).find(|(name, value)| name.eq_ignore_ascii_case("srcdoc") && !value.is_empty()).map(|(_, value)| value);
        let Some(page) = page.map(|value| start.at + value.start..start.at + value.end) else { return self.put_raw(start, false) };
        let depth = self.nodes.open.len();
        if depth >= limits::TREE_DEPTH {
            return self.put_raw(start, false);
        }
        let end = raw_end(self.text.as_bytes(), start.tag.end, start.tag.name).map_or(start.tag.end, |(_, end)| end);
        self.leaf(Element::Media, start.at, page.start);
        let node = self.nodes.leaf(Element::Block, page.start, page.start, page.end);
        self.nodes.push(node, Name::Div, hash("div"));
        let mode = std::mem::replace(&mut self.mode, Mode::Body);
        let templates = self.templates.len();
        self.read_within(page.clone());
        self.templates.truncate(templates);
        self.mode = mode;
        self.nodes.pop_to(depth, page.end, page.end);
        self.leaf(Element::Media, page.end, end);
        end
    }

    /// Reads the page that stands in a range of this one; its tags may be escaped.
    fn read_within(&mut self, page: Range<usize>) {
        let text = &self.text[..page.end];
        let tags = Tags::of_page(text);
        let (mut at, mut text_from) = (page.start, page.start);
        while let Some(here) = text.as_bytes().get(at..).and_then(|rest| memchr2(b'<', b'&', rest)).map(|n| at + n) {
            if text.as_bytes()[here] == b'&' {
                at = here + 1;
                if let Some((element, end)) = escaped_tag(text, here, self.elements) {
                    let (element, end) = escaped_raw(text, here, end).map_or((element, end), |end| (Element::Raw, end));
                    self.characters(text_from, here);
                    self.leaf(element, here, end);
                    (at, text_from) = (end, end);
                }
                continue;
            }
            let Some(tag) = tags.at(here).filter(|tag| tag.end <= page.end) else {
                at = here + 1;
                continue;
            };
            self.characters(text_from, here);
            let (element, name) = self.elements.in_html(tag.name);
            at = match tag.shape {
                Shape::Comment | Shape::Declaration => {
                    self.leaf(Element::Remark, here, tag.end);
                    tag.end
                }
                Shape::Open => {
                    let start = Start { at: here, tag, element, name };
                    // What is no markup inside must end in the frame.
                    let raw = matches!(name, Name::Style | Name::Script | Name::Title | Name::Textarea | Name::Iframe | Name::Noscript | Name::Xmp);
                    let endless = raw && raw_end(text.as_bytes(), tag.end, tag.name).is_none();
                    if endless || matches!(name, Name::Plaintext | Name::Template | Name::Frameset) { self.ignore(&start) } else { self.start_tag(&start) }
                }
                Shape::Close => {
                    if matches!(name, Name::Body | Name::Html | Name::Template) {
                        self.leaf(Element::Remark, here, tag.end);
                    } else {
                        self.end_tag(&End { at: here, end: tag.end, name, hash: hash(tag.name) });
                    }
                    tag.end
                }
            };
            text_from = at;
        }
        self.characters(text_from.min(page.end), page.end);
    }
}

/// The byte after an escaped element whose content is no text: `&lt;style&gt;…&lt;/style&gt;`. `None` for any other tag.
fn escaped_raw(text: &str, start: usize, end: usize) -> Option<usize> {
    let inside = text.get(start + OPEN.len()..end)?;
    let name = ["script", "style", "title"].into_iter().find(|name| inside.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name)))?;
    let close = memmem::find(&text.as_bytes()[end..], format!("{OPEN}/{name}").as_bytes())? + end;
    let bracket = memmem::find(&text.as_bytes()[close..], b"&gt;")?;
    Some(close + bracket + "&gt;".len())
}
