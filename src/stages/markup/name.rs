//! What the name of an element asks of the tree, by the HTML standard ("Tree construction"). Names that it treats alike share a kind.

/// The kind of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// Every other name.
    Other,
    Html,
    Head,
    Body,
    Frameset,
    Frame,
    /// `meta`, `link`, …
    Meta,
    Title,
    /// `style`, `noframes`.
    Style,
    Script,
    Noscript,
    Template,
    P,
    /// `div`, `address`: a list item looks through them.
    Div,
    /// `section`, `center`, …
    Block,
    /// `ol`, `ul`.
    List,
    Heading,
    Pre,
    Form,
    Li,
    /// `dd`, `dt`.
    Dd,
    Plaintext,
    Button,
    A,
    /// `b`, `font`, …
    Formatting,
    Nobr,
    /// `object`, `applet`, `marquee`.
    Object,
    Table,
    Caption,
    Col,
    Colgroup,
    /// `tbody`, `thead`, `tfoot`.
    Section,
    Row,
    Cell,
    Br,
    /// `img`, `wbr`, …
    Void,
    Input,
    Hr,
    Textarea,
    Xmp,
    /// `iframe`, `noembed`.
    Iframe,
    Select,
    Option,
    Optgroup,
    Ruby,
    /// `rb`, `rtc`.
    Rb,
    /// `rp`, `rt`.
    Rt,
    /// `svg` and what is in it.
    Svg,
    /// `math` and what is in it.
    Math,
    /// An element of `math` that holds text of HTML.
    TextPoint,
    /// An element of `svg` or `math` that holds HTML.
    HtmlPoint,
    /// An element that was closed before the elements in it were.
    Ghost,
}

/// How many kinds there are.
pub(super) const NAMES: usize = Name::Ghost as usize + 1;

impl Name {
    /// The kind of a name in lower case.
    pub(super) fn of(name: &str) -> Name {
        match name {
            "html" => Name::Html,
            "head" => Name::Head,
            "body" => Name::Body,
            "frameset" => Name::Frameset,
            "frame" => Name::Frame,
            "base" | "basefont" | "bgsound" | "link" | "meta" => Name::Meta,
            "title" => Name::Title,
            "style" | "noframes" => Name::Style,
            "script" => Name::Script,
            "noscript" => Name::Noscript,
            "template" => Name::Template,
            "p" => Name::P,
            "div" | "address" => Name::Div,
            "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "dir" | "dl" | "fieldset" | "figcaption" | "figure" | "footer"
            | "header" | "hgroup" | "main" | "menu" | "nav" | "search" | "section" | "summary" => Name::Block,
            "ol" | "ul" => Name::List,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Name::Heading,
            "pre" | "listing" => Name::Pre,
            "form" => Name::Form,
            "li" => Name::Li,
            "dd" | "dt" => Name::Dd,
            "plaintext" => Name::Plaintext,
            "button" => Name::Button,
            "a" => Name::A,
            "b" | "big" | "code" | "em" | "font" | "i" | "s" | "small" | "strike" | "strong" | "tt" | "u" => Name::Formatting,
            "nobr" => Name::Nobr,
            "applet" | "marquee" | "object" => Name::Object,
            _ => Name::of_parts(name),
        }
    }

    /// The kind of a name of what stands in tables, forms and lines.
    fn of_parts(name: &str) -> Name {
        match name {
            "table" => Name::Table,
            "caption" => Name::Caption,
            "col" => Name::Col,
            "colgroup" => Name::Colgroup,
            "tbody" | "thead" | "tfoot" => Name::Section,
            "tr" => Name::Row,
            "td" | "th" => Name::Cell,
            "br" => Name::Br,
            "area" | "embed" | "image" | "img" | "keygen" | "param" | "source" | "track" | "wbr" => Name::Void,
            "input" => Name::Input,
            "hr" => Name::Hr,
            "textarea" => Name::Textarea,
            "xmp" => Name::Xmp,
            "iframe" | "noembed" => Name::Iframe,
            "select" => Name::Select,
            "option" => Name::Option,
            "optgroup" => Name::Optgroup,
            "ruby" => Name::Ruby,
            "rb" | "rtc" => Name::Rb,
            "rp" | "rt" => Name::Rt,
            "svg" => Name::Svg,
            "math" => Name::Math,
            _ => Name::Other,
        }
    }

    /// Whether it is an element of `svg` or `math`.
    pub(super) fn is_foreign(self) -> bool {
        matches!(self, Name::Svg | Name::Math | Name::TextPoint | Name::HtmlPoint)
    }

    /// Whether a search for an open element ends here.
    pub(super) fn is_scope(self) -> bool {
        let foreign = matches!(self, Name::TextPoint | Name::HtmlPoint);
        foreign || matches!(self, Name::Object | Name::Caption | Name::Html | Name::Table | Name::Cell | Name::Select | Name::Template)
    }

    /// Whether a search for an open element of a table ends here.
    pub(super) fn is_table_scope(self) -> bool {
        matches!(self, Name::Html | Name::Table | Name::Template)
    }

    /// Whether formatting that was opened before ends to count here.
    pub(super) fn is_marker(self) -> bool {
        matches!(self, Name::Cell | Name::Caption | Name::Object | Name::Template | Name::Html)
    }

    /// Whether its end tag may be left out wherever what is around it ends.
    pub(super) fn is_implied(self) -> bool {
        matches!(self, Name::Dd | Name::Li | Name::Option | Name::Optgroup | Name::P | Name::Rb | Name::Rt)
    }

    /// Whether an end tag of another name does not reach over it.
    pub(super) fn is_special(self) -> bool {
        let inline = matches!(self, Name::A | Name::Formatting | Name::Nobr | Name::Option | Name::Optgroup | Name::Ruby | Name::Rb | Name::Rt);
        !(inline || matches!(self, Name::Other | Name::Ghost | Name::Svg | Name::Math | Name::TextPoint | Name::HtmlPoint))
    }
}
