//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
pub mod decode {}

/// Stage markup.
pub mod markup {
    /// Points of proof that make a page Markdown: one bold opening of a paragraph, two headings of level two, a heading and two list marks, …
    pub const MARKDOWN_POINTS: u32 = 3;
    /// More than this share of lines that look like source code, and nothing proves a page Markdown: `## ` is a comment there.
    pub const CODE_LINES: f64 = 0.2;
    /// Bytes in which the address of a Markdown link must end.
    pub const LINK_BYTES: usize = 2048;
    /// A tag left over in plain text is no longer than this, in bytes.
    pub const STRAY_TAG_BYTES: usize = 2048;
    /// A one-letter tag left over in plain text has its partner within so many bytes.
    pub const STRAY_PARTNER_BYTES: usize = 4096;
    /// So many references to Latin-1 letters, and a text is mojibake written in references, which is another stage's.
    pub const LATIN_REFERENCES: u32 = 3;
    /// A cell of a data table is no longer than this, in bytes: longer ones are texts that a table lays out.
    pub const CELL_BYTES: u32 = 1500;
    /// A long cell, in bytes; at most a quarter of the cells of a data table are long.
    pub const LONG_CELL_BYTES: u32 = 240;
    /// A hidden element that takes in one part in so many of the page, or more, is the page itself, hidden until a script shows it.
    pub const HIDDEN_SHARE: usize = 3;
    /// So many tags make a page of HTML where its first line does not say so …
    pub const PAGE_TAGS: u32 = 12;
    /// … if they are at least one part in so many of its bytes.
    pub const PAGE_TAG_SHARE: usize = 20;
    /// So many characters of a block are looked at when it is asked what sort of line it is.
    pub const LINE_CHARS: u32 = 160;
    /// Where so many times more prose stands in elements that are called bars, comments or other articles than outside, the names say nothing.
    pub const BLIND_HINTS: i64 = 3;
    /// The search for the element that holds the document goes into a child with this percentage of the prose.
    pub const HOME_SHARE: i64 = 90;
    /// So many characters of prose make a post of its own, and the body of a short article.
    pub const POST_CHARS: u32 = 120;
    /// The headline stands within so many blocks of the beginning of the text.
    pub const HEAD_BLOCKS: usize = 16;
    /// So many bare lines (subtitle, author) between headline and article go with the headline.
    pub const HEAD_LINES: usize = 3;
    /// The few words under the headline of another article are no longer than this, in characters.
    pub const TEASER_CHARS: u32 = 180;
    /// Two lines are the same title with this share of their pairs of characters in common.
    pub const TITLE_LIKENESS: f64 = 0.7;
    /// So many `<meta>` are read.
    pub const META_TAGS: usize = 200;
    /// The first prose after the headline, and prose that the head of the page quotes, counts for one part in so many of all prose more.
    pub const HEADLINE_BONUS: i64 = 3;
    /// Elements deeper than this are leaves; browsers flatten at 512 too.
    pub const TREE_DEPTH: usize = 512;
    /// An end tag looks for its partner so many open elements up.
    pub const SEARCH_DEPTH: usize = 512;
    /// How often a stage may read its own result again before it gives up what it found last.
    pub const ROUNDS: usize = 6;
}

/// Stage mojibake.
pub mod mojibake {}

/// Stage gloss.
pub mod gloss {}

/// Stage script.
pub mod script {}

/// Stage lacuna.
pub mod lacuna {}

/// Stage furniture.
pub mod furniture {}

/// Stage lines.
pub mod lines {}
