//! Tables in the tree of a page of HTML.

use super::html::{Builder, End, Mode, Start};
use super::name::Name;
use super::nodes::hash;
use super::tags::Element;

impl<'a> Builder<'a, '_> {
    /// Ends what is open in a table up to an element of this kind.
    fn clear_to(&mut self, at: usize, name: Name) {
        while !matches!(self.nodes.current().name, Name::Template | Name::Html) && self.nodes.current().name != name {
            self.nodes.pop(at);
        }
    }

    fn in_table_scope(&self, name: Name) -> Option<usize> {
        if self.nodes.has(name) { self.find(|open| open.name == name, Name::is_table_scope) } else { None }
    }

    /// The depth of a part of the table that an end tag names.
    fn named_in_table(&self, end: &End) -> Option<usize> {
        if self.nodes.has(end.name) { self.find(|open| open.hash == end.hash && open.name == end.name, Name::is_table_scope) } else { None }
    }

    /// Opens a part of a table and reads on in its mode; where too many elements are open, in that around it.
    fn open_part(&mut self, start: &Start<'a>, mode: Mode) -> Option<usize> {
        let depth = self.nodes.open.len();
        let end = self.open(start);
        if self.nodes.open.len() > depth {
            self.mode = mode;
        }
        Some(end)
    }

    pub(super) fn start_in_table(&mut self, start: &Start<'a>) -> Option<usize> {
        let at = start.at;
        match start.name {
            Name::Caption | Name::Colgroup | Name::Section => {
                self.clear_to(at, Name::Table);
                let mode = match start.name {
                    Name::Caption => Mode::Caption,
                    Name::Colgroup => Mode::Colgroup,
                    _ => Mode::Section,
                };
                self.open_part(start, mode)
            }
            Name::Col => {
                self.clear_to(at, Name::Table);
                self.nodes.push_implied(Name::Colgroup, hash("colgroup"));
                self.mode = Mode::Colgroup;
                None
            }
            Name::Row | Name::Cell => {
                self.clear_to(at, Name::Table);
                self.nodes.push_implied(Name::Section, hash("tbody"));
                self.mode = Mode::Section;
                None
            }
            Name::Table => match self.in_table_scope(Name::Table) {
                Some(depth) => {
                    self.nodes.pop_to(depth, at, at);
                    self.reset_mode();
                    None
                }
                None => Some(self.ignore(start)),
            },
            Name::Style | Name::Script | Name::Template if start.element != Element::Noscript => self.start_of_head(start),
            Name::Input if self.says(start, "type", Some("hidden")) => Some(self.put(start)),
            Name::Form => {
                if self.form.is_none() && !self.nodes.has(Name::Template) {
                    self.form = Some(self.nodes.all.len() as u32);
                    return Some(self.put(start));
                }
                Some(self.ignore(start))
            }
            // What a table cannot hold.
            _ => Some(self.start_in_body(start)),
        }
    }

    pub(super) fn start_in_section(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Row => {
                self.clear_to(start.at, Name::Section);
                self.open_part(start, Mode::Row)
            }
            Name::Cell => {
                self.clear_to(start.at, Name::Section);
                self.nodes.push_implied(Name::Row, hash("tr"));
                self.mode = Mode::Row;
                None
            }
            Name::Caption | Name::Col | Name::Colgroup | Name::Section => {
                if !self.leave(Name::Section, start.at, start.at, Mode::Table) {
                    return Some(self.ignore(start));
                }
                None
            }
            _ => self.start_in_table(start),
        }
    }

    /// Ends the innermost part of this kind, and reads on in a mode. Whether there is one.
    fn leave(&mut self, name: Name, at: usize, end: usize, mode: Mode) -> bool {
        let Some(depth) = self.in_table_scope(name) else { return false };
        self.nodes.pop_to(depth, at, end);
        self.mode = mode;
        true
    }

    pub(super) fn start_in_row(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Cell => {
                self.clear_to(start.at, Name::Row);
                self.open_part(start, Mode::Cell)
            }
            Name::Caption | Name::Col | Name::Colgroup | Name::Section | Name::Row => {
                if !self.leave(Name::Row, start.at, start.at, Mode::Section) {
                    return Some(self.ignore(start));
                }
                None
            }
            _ => self.start_in_table(start),
        }
    }

    pub(super) fn start_in_cell(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Caption | Name::Col | Name::Colgroup | Name::Section | Name::Row | Name::Cell => {
                if !self.leave(Name::Cell, start.at, start.at, Mode::Row) {
                    return Some(self.ignore(start));
                }
                None
            }
            _ => Some(self.start_in_body(start)),
        }
    }

    pub(super) fn start_in_caption(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Caption | Name::Col | Name::Colgroup | Name::Section | Name::Row | Name::Cell => {
                if !self.leave(Name::Caption, start.at, start.at, Mode::Table) {
                    return Some(self.ignore(start));
                }
                None
            }
            _ => Some(self.start_in_body(start)),
        }
    }

    pub(super) fn start_in_colgroup(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Html => Some(self.ignore(start)),
            Name::Col => Some(self.put(start)),
            Name::Template => self.start_of_head(start),
            _ if self.nodes.current().name == Name::Colgroup => {
                self.nodes.pop(start.at);
                self.mode = Mode::Table;
                None
            }
            _ => Some(self.ignore(start)),
        }
    }

    pub(super) fn end_in_table(&mut self, end: &End) -> bool {
        match end.name {
            Name::Table => {
                if let Some(depth) = self.in_table_scope(Name::Table) {
                    self.nodes.pop_to(depth, end.at, end.end);
                    self.reset_mode();
                }
                true
            }
            Name::Body | Name::Html | Name::Caption | Name::Col | Name::Colgroup | Name::Section | Name::Row | Name::Cell => true,
            _ => self.end_in_body(end),
        }
    }

    pub(super) fn end_in_section(&mut self, end: &End) -> bool {
        match end.name {
            Name::Section => {
                if let Some(depth) = self.named_in_table(end) {
                    self.nodes.pop_to(depth, end.at, end.end);
                    self.mode = Mode::Table;
                }
                true
            }
            Name::Table => !self.leave(Name::Section, end.at, end.at, Mode::Table),
            Name::Row | Name::Cell => true,
            _ => self.end_in_table(end),
        }
    }

    pub(super) fn end_in_row(&mut self, end: &End) -> bool {
        match end.name {
            Name::Row => {
                self.leave(Name::Row, end.at, end.end, Mode::Section);
                true
            }
            Name::Table => !self.leave(Name::Row, end.at, end.at, Mode::Section),
            Name::Section => self.named_in_table(end).is_none() || !self.leave(Name::Row, end.at, end.at, Mode::Section),
            Name::Cell => true,
            _ => self.end_in_table(end),
        }
    }

    pub(super) fn end_in_cell(&mut self, end: &End) -> bool {
        match end.name {
            Name::Cell => {
                if let Some(depth) = self.named_in_table(end) {
                    self.nodes.pop_to(depth, end.at, end.end);
                    self.mode = Mode::Row;
                }
                true
            }
            Name::Body | Name::Html | Name::Caption | Name::Col | Name::Colgroup => true,
            Name::Table | Name::Section | Name::Row => self.named_in_table(end).is_none() || !self.leave(Name::Cell, end.at, end.at, Mode::Row),
            _ => self.end_in_body(end),
        }
    }

    pub(super) fn end_in_caption(&mut self, end: &End) -> bool {
        match end.name {
            Name::Caption => {
                self.leave(Name::Caption, end.at, end.end, Mode::Table);
                true
            }
            Name::Table => !self.leave(Name::Caption, end.at, end.at, Mode::Table),
            Name::Body | Name::Html | Name::Col | Name::Colgroup | Name::Section | Name::Row | Name::Cell => true,
            _ => self.end_in_body(end),
        }
    }

    pub(super) fn end_in_colgroup(&mut self, end: &End) -> bool {
        match end.name {
            Name::Col => true,
            Name::Template => {
                self.end_template(end);
                true
            }
            _ if self.nodes.current().name == Name::Colgroup => {
                self.nodes.pop(if end.name == Name::Colgroup { end.end } else { end.at });
                self.mode = Mode::Table;
                end.name == Name::Colgroup
            }
            _ => true,
        }
    }
}
