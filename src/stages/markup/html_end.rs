//! What an end tag does to the tree of a page of HTML, mode by mode.

use super::html::{Builder, End, Mode};
use super::name::Name;
use super::nodes::{Open, hash};
use super::tags::Element;

impl Builder<'_, '_> {
    /// Takes in an end tag.
    pub(super) fn end_tag(&mut self, end: &End) {
        if self.nodes.current().name.is_foreign() && self.foreign_end(end) {
            return;
        }
        while !match self.mode {
            Mode::BeforeHead | Mode::Head | Mode::AfterHead => self.end_before_body(end),
            Mode::Body => self.end_in_body(end),
            Mode::Table => self.end_in_table(end),
            Mode::Section => self.end_in_section(end),
            Mode::Row => self.end_in_row(end),
            Mode::Cell => self.end_in_cell(end),
            Mode::Caption => self.end_in_caption(end),
            Mode::Colgroup => self.end_in_colgroup(end),
            Mode::Template => {
                if end.name == Name::Template {
                    self.end_template(end);
                }
                true
            }
            Mode::Frameset | Mode::AfterFrameset => {
                self.end_in_frameset(end);
                true
            }
        } {}
    }

    fn end_before_body(&mut self, end: &End) -> bool {
        match end.name {
            Name::Head => {
                self.end_head(end.at, end.end);
                self.mode = Mode::AfterHead;
            }
            Name::Template => self.end_template(end),
            Name::Body | Name::Html | Name::Br => {
                self.begin_body(end.at);
                return false;
            }
            _ => {}
        }
        true
    }

    fn end_in_frameset(&mut self, end: &End) {
        if end.name == Name::Frameset && self.nodes.current().name == Name::Frameset {
            self.nodes.pop(end.end);
            if self.nodes.current().name != Name::Frameset {
                self.mode = Mode::AfterFrameset;
            }
        }
    }

    /// Ends a template and all in it.
    pub(super) fn end_template(&mut self, end: &End) {
        if self.nodes.has(Name::Template)
            && let Some(depth) = self.find(|open| open.name == Name::Template, |_| false)
        {
            self.nodes.pop_to(depth, end.at, end.end);
            self.templates.pop();
            self.reset_mode();
        }
    }

    /// Takes in an end tag in the body. Always done.
    pub(super) fn end_in_body(&mut self, end: &End) -> bool {
        match end.name {
            Name::Body | Name::Html => {}
            Name::Template => self.end_template(end),
            Name::Div | Name::Block | Name::List | Name::Pre | Name::Button | Name::Select | Name::Object => self.end_block(end),
            Name::Form => self.end_form(end),
            Name::P => match self.open_p() {
                Some(depth) => self.nodes.pop_to(depth, end.at, end.end),
                // A lone `</p>` is an empty paragraph.
                None => self.leaf(Element::Br, end.at, end.end),
            },
            Name::Br => self.leaf(Element::Br, end.at, end.end),
            Name::Li => {
                let found = self.find(|open| open.name == Name::Li, |name| name.is_scope() || name == Name::List);
                self.end_at(found, end);
            }
            Name::Dd => {
                let found = self.find(|open| open.hash == end.hash, Name::is_scope);
                self.end_at(found, end);
            }
            // The end tag of one heading ends another.
            Name::Heading => self.end_at(self.in_scope(Name::Heading), end),
            Name::A | Name::Formatting | Name::Nobr => self.end_formatting(end),
            _ => self.end_other(end),
        }
        true
    }

    fn end_at(&mut self, depth: Option<usize>, end: &End) {
        if let Some(depth) = depth {
            self.nodes.pop_to(depth, end.at, end.end);
        }
    }

    fn end_block(&mut self, end: &End) {
        if self.nodes.has(end.name) && self.nodes.may_have(end.hash) {
            // What is asked for is found before it stops a search.
            let found = self.find(|open| open.hash == end.hash && open.name == end.name, Name::is_scope);
            self.end_at(found, end);
        }
    }

    /// Ends the element with this name, unless a block stands before it.
    fn end_other(&mut self, end: &End) {
        if !self.nodes.may_have(end.hash) {
            return;
        }
        let is = |open: &Open| open.hash == end.hash && !open.name.is_foreign();
        self.end_at(self.find(is, Name::is_special), end);
    }

    /// Ends the form that is open; what is in it and open stays so.
    fn end_form(&mut self, end: &End) {
        if self.nodes.has(Name::Template) {
            return self.end_block(end);
        }
        let Some(node) = self.form.take() else { return };
        let Some(depth) = self.find(|open| open.node == node && open.name == Name::Form, Name::is_scope) else { return };
        self.end_implied(end.at);
        self.close_early(depth, end);
    }

    fn close_early(&mut self, depth: usize, end: &End) {
        if depth + 1 == self.nodes.open.len() { self.nodes.pop(end.end) } else { self.nodes.close_early(depth) }
    }

    /// Ends formatting. Blocks that stand in it stay open.
    pub(super) fn end_formatting(&mut self, end: &End) {
        if !self.nodes.has(end.name) {
            return;
        }
        let Some(depth) = self.find(|open| open.hash == end.hash, Name::is_marker) else { return };
        let inside = &self.nodes.open[depth + 1..];
        if inside.iter().any(|open| open.name.is_scope()) {
            return;
        }
        if inside.iter().any(|open| open.name.is_special()) {
            // A link in other formatting goes on as well.
            let is_link = end.name == Name::A;
            self.nodes.cut(depth, end.at, |name| name.is_special() || name == Name::Ghost || name == Name::A && !is_link);
        } else {
            self.nodes.pop_to(depth, end.at, end.end);
        }
    }

    /// A link ends where the next one begins.
    pub(super) fn end_link(&mut self, at: usize) {
        self.end_formatting(&End { at, end: at, name: Name::A, hash: hash("a") });
    }
}
