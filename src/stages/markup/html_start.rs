//! What a start tag does to the tree of a page of HTML, mode by mode.

use super::html::{Builder, End, Mode, Start};
use super::name::Name;
use super::nodes::hash;
use super::tags::Element;

impl<'a> Builder<'a, '_> {
    /// Takes in a start tag; the byte from which on is read.
    pub(super) fn start_tag(&mut self, start: &Start<'a>) -> usize {
        if self.nodes.current().name.is_foreign()
            && let Some(end) = self.foreign_start(start)
        {
            return end;
        }
        // A tag may end what is around it and then be read again; each time it ends something, or the mode is nearer to the body.
        loop {
            let done = match self.mode {
                Mode::BeforeHead => self.start_before_head(start),
                Mode::Head => self.start_in_head(start),
                Mode::AfterHead => self.start_after_head(start),
                Mode::Body => Some(self.start_in_body(start)),
                Mode::Table => self.start_in_table(start),
                Mode::Section => self.start_in_section(start),
                Mode::Row => self.start_in_row(start),
                Mode::Cell => self.start_in_cell(start),
                Mode::Caption => self.start_in_caption(start),
                Mode::Colgroup => self.start_in_colgroup(start),
                Mode::Template => self.start_in_template(start),
                Mode::Frameset | Mode::AfterFrameset => Some(self.start_in_frameset(start)),
            };
            if let Some(end) = done {
                return end;
            }
        }
    }

    fn start_before_head(&mut self, start: &Start<'a>) -> Option<usize> {
        self.mode = Mode::Head;
        match start.name {
            Name::Html => {
                self.mode = Mode::BeforeHead;
                Some(self.start_root(start))
            }
            Name::Head => Some(self.open(start)),
            _ => {
                self.nodes.push_implied(Name::Head, hash("head"));
                None
            }
        }
    }

    /// A second `html` starts nothing new.
    fn start_root(&mut self, start: &Start<'a>) -> usize {
        let first = start.name == Name::Html && !self.nodes.has(Name::Html) && self.mode == Mode::BeforeHead;
        if first { self.open(start) } else { self.ignore(start) }
    }

    fn start_in_head(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Html => Some(self.start_root(start)),
            Name::Head => Some(self.ignore(start)),
            Name::Noscript => Some(self.put_raw(start, false)),
            _ => self.start_of_head(start).or_else(|| {
                self.end_head(start.at, start.at);
                self.mode = Mode::AfterHead;
                None
            }),
        }
    }

    /// What stands in a head and is read alike wherever it stands; `None` for what ends the head.
    pub(super) fn start_of_head(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Meta => Some(self.put(start)),
            Name::Title | Name::Style | Name::Script => Some(self.put_raw(start, false)),
            Name::Template => {
                self.frameset = false;
                // A template that is too deep is read as what is around it.
                let depth = self.nodes.open.len();
                let end = self.open(start);
                if self.nodes.open.len() > depth {
                    self.templates.push(Mode::Template);
                    self.mode = Mode::Template;
                }
                Some(end)
            }
            _ => None,
        }
    }

    fn start_after_head(&mut self, start: &Start<'a>) -> Option<usize> {
        match start.name {
            Name::Html => Some(self.start_root(start)),
            Name::Head => Some(self.ignore(start)),
            Name::Body => {
                self.frameset = false;
                self.mode = Mode::Body;
                Some(self.open(start))
            }
            Name::Frameset => {
                self.mode = Mode::Frameset;
                Some(self.open(start))
            }
            _ => self.start_of_head(start).or_else(|| {
                self.begin_body(start.at);
                None
            }),
        }
    }

    fn start_in_frameset(&mut self, start: &Start<'a>) -> usize {
        match (start.name, self.mode) {
            (Name::Frameset, Mode::Frameset) => self.open(start),
            (Name::Frame, Mode::Frameset) => self.put(start),
            (Name::Style, _) if start.element == Element::Noscript => self.put_raw(start, false),
            _ => self.ignore(start),
        }
    }

    fn start_in_template(&mut self, start: &Start<'a>) -> Option<usize> {
        if let Some(end) = self.start_of_head(start) {
            return Some(end);
        }
        self.mode = match start.name {
            Name::Caption | Name::Colgroup | Name::Section => Mode::Table,
            Name::Col => Mode::Colgroup,
            Name::Row => Mode::Section,
            Name::Cell => Mode::Row,
            _ => Mode::Body,
        };
        if let Some(last) = self.templates.last_mut() {
            *last = self.mode;
        }
        None
    }

    /// Takes in a start tag in the body; the byte from which on is read.
    pub(super) fn start_in_body(&mut self, start: &Start<'a>) -> usize {
        let at = start.at;
        match start.name {
            Name::Html | Name::Head | Name::Body | Name::Frame | Name::Col | Name::Colgroup => self.ignore(start),
            // Browsers ignore these; a line that ends there is none the worse for a reader.
            Name::Caption | Name::Section | Name::Row | Name::Cell => {
                self.leaf(Element::Br, at, start.tag.end);
                start.tag.end
            }
            Name::Frameset => self.start_frameset(start),
            Name::P | Name::Div | Name::Block | Name::List => {
                self.close_p(at);
                self.open(start)
            }
            Name::Heading => {
                self.close_p(at);
                if self.nodes.current().name == Name::Heading {
                    self.nodes.pop(at);
                }
                self.open(start)
            }
            Name::Pre => {
                self.frameset = false;
                self.close_p(at);
                self.open(start)
            }
            Name::Form => self.start_form(start),
            Name::Li | Name::Dd => self.start_item(start),
            Name::Plaintext => {
                self.close_p(at);
                let inner = self.open(start);
                self.characters(inner, self.text.len());
                self.text.len()
            }
            Name::A => {
                self.end_link(at);
                self.open(start)
            }
            Name::Nobr => {
                if self.in_scope(Name::Nobr).is_some() {
                    self.end_formatting(&End { at, end: at, name: Name::Nobr, hash: hash("nobr") });
                }
                self.open(start)
            }
            Name::Table => {
                self.frameset = false;
                self.close_p(at);
                // A table that is too deep is read as what is around it.
                let depth = self.nodes.open.len();
                let end = self.open(start);
                if self.nodes.open.len() > depth {
                    self.mode = Mode::Table;
                }
                end
            }
            Name::Meta | Name::Title | Name::Style | Name::Script | Name::Template => self.start_of_head(start).unwrap_or(start.tag.end),
            _ => self.start_of_line(start),
        }
    }

    /// What stands in a line of text.
    fn start_of_line(&mut self, start: &Start<'a>) -> usize {
        let at = start.at;
        let hidden = start.name == Name::Input && self.says(start, "type", Some("hidden"));
        self.frameset &= hidden
            || !matches!(
                start.name,
                Name::Br | Name::Void | Name::Input | Name::Hr | Name::Textarea | Name::Xmp | Name::Iframe | Name::Select | Name::Button | Name::Object
            );
        match start.name {
            Name::Br | Name::Void => self.put(start),
            Name::Input => {
                if let Some(depth) = self.in_scope(Name::Select) {
                    self.nodes.pop_to(depth, at, at);
                }
                self.put(start)
            }
            Name::Hr => {
                self.close_p(at);
                if self.in_scope(Name::Select).is_some() {
                    self.end_implied(at);
                }
                self.put(start)
            }
            Name::Iframe => self.start_frame(start),
            Name::Textarea | Name::Noscript => self.put_raw(start, false),
            Name::Xmp => {
                self.close_p(at);
                self.put_raw(start, true)
            }
            Name::Button => {
                if let Some(depth) = self.in_scope(Name::Button) {
                    self.nodes.pop_to(depth, at, at);
                }
                self.open(start)
            }
            Name::Select => match self.in_scope(Name::Select) {
                Some(depth) => {
                    self.nodes.pop_to(depth, at, at);
                    self.ignore(start)
                }
                None => self.open(start),
            },
            Name::Option | Name::Optgroup => {
                if self.in_scope(Name::Select).is_some() {
                    while self.nodes.current().name.is_implied() && !(start.name == Name::Option && self.nodes.current().name == Name::Optgroup) {
                        self.nodes.pop(at);
                    }
                } else if self.nodes.current().name == Name::Option {
                    self.nodes.pop(at);
                }
                self.open(start)
            }
            Name::Rb | Name::Rt => {
                if self.in_scope(Name::Ruby).is_some() {
                    self.end_implied(at);
                }
                self.open(start)
            }
            Name::Svg | Name::Math if start.tag.closed => self.put(start),
            _ => self.open(start),
        }
    }

    /// A page of frames, if nothing was shown so far. What was read goes out of sight.
    fn start_frameset(&mut self, start: &Start<'a>) -> usize {
        if !self.frameset {
            return self.ignore(start);
        }
        let root = usize::from(self.nodes.has(Name::Html));
        self.nodes.pop_to(root + 1, start.at, start.at);
        self.mode = Mode::Frameset;
        self.open(start)
    }

    fn start_form(&mut self, start: &Start<'a>) -> usize {
        let template = self.nodes.has(Name::Template);
        if self.form.is_some() && !template {
            return self.ignore(start);
        }
        self.close_p(start.at);
        let node = self.nodes.all.len() as u32;
        if !template {
            self.form = Some(node);
        }
        self.open(start)
    }

    /// An item of a list ends the item before it, up to what keeps two of them apart.
    fn start_item(&mut self, start: &Start<'a>) -> usize {
        self.frameset = false;
        let at = start.at;
        let stops = |name: Name| name.is_special() && !matches!(name, Name::Div | Name::P);
        if self.nodes.has(start.name)
            && let Some(depth) = self.find(|open| open.name == start.name, stops)
        {
            self.nodes.pop_to(depth, at, at);
        }
        self.close_p(at);
        self.open(start)
    }
}
