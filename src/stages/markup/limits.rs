//! The limits of stage markup, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

/// Points of proof that make a page Markdown: one bold opening of a paragraph, two headings of level two, a heading and two list marks, …
pub(crate) const MARKDOWN_POINTS: u32 = 3;
/// More than this share of lines that look like source code, and nothing proves a page Markdown: `## ` is a comment there.
pub(crate) const CODE_LINES: f64 = 0.2;
/// Bytes in which the address of a Markdown link must end.
pub(crate) const LINK_BYTES: usize = 2048;
/// A tag left over in plain text is no longer than this, in bytes.
pub(crate) const STRAY_TAG_BYTES: usize = 2048;
/// A one-letter tag left over in plain text has its partner within so many bytes.
pub(crate) const STRAY_PARTNER_BYTES: usize = 4096;
/// So many references to Latin-1 letters, and a text is mojibake written in references, which is another stage's.
pub(crate) const LATIN_REFERENCES: u32 = 3;
/// A cell of a data table is no longer than this, in bytes: longer ones are texts that a table lays out.
pub(crate) const CELL_BYTES: u32 = 1500;
/// A table with so many cells marked as heads holds data though half of its cells and more are links.
pub(crate) const TABLE_HEADS: u32 = 2;
/// In a table of data fewer than one cell for so many rows holds a sentence.
pub(crate) const PROSE_ROWS: u32 = 4;
/// A long cell, in bytes; at most a quarter of the cells of a data table are long.
pub(crate) const LONG_CELL_BYTES: u32 = 240;
/// A hidden element that takes in one part in so many of the page, or more, is the page itself, hidden until a script shows it.
pub(crate) const HIDDEN_SHARE: usize = 3;
/// So many tags make a page of HTML where its first line does not say so …
pub(crate) const PAGE_TAGS: u32 = 12;
/// … if they are at least one part in so many of its bytes.
pub(crate) const PAGE_TAG_SHARE: usize = 20;
/// So many characters of a block are looked at when it is asked what sort of line it is.
pub(crate) const LINE_CHARS: u32 = 160;
/// Where so many times more prose stands in elements that are called bars, comments or other articles than outside, the names say nothing.
pub(crate) const BLIND_HINTS: i64 = 3;
/// The search for the element that holds the document goes into a child with this percentage of the prose.
pub(crate) const HOME_SHARE: i64 = 90;
/// So many characters of prose make a post of its own, and the body of a short article.
pub(crate) const POST_CHARS: u32 = 120;
/// The name of who posted is no longer than this, in characters.
pub(crate) const NAME_CHARS: u32 = 16;
/// A title has so many letters and digits, or characters in the head of a page, …
pub(crate) const TITLE_LETTERS: usize = 6;
/// … and no more characters than this.
pub(crate) const TITLE_CHARS: u32 = 100;
/// The headline stands within so many blocks of the beginning of the text.
pub(crate) const HEAD_BLOCKS: usize = 16;
/// A line that names source, author or date is no longer than this, in characters: a paragraph may open with 来源 or 时间, too.
pub(crate) const CREDIT_CHARS: u32 = 80;
/// The mark of a list item with its indentation is no longer than this, in bytes.
pub(crate) const INDENT_BYTES: usize = 64;
/// A picture written as a character of an icon font is no longer than this, in bytes.
pub(crate) const ICON_BYTES: usize = 24;
/// A line before the headline that says a whole sentence has so many characters.
pub(crate) const SENTENCE_CHARS: u32 = 15;
/// A line between headline and author is no longer than this, in characters.
pub(crate) const DECK_CHARS: u32 = 60;
/// So many bare lines between paragraphs make a text of sections.
pub(crate) const SECTIONS: usize = 2;
/// So many bare lines (subtitle, author) between headline and article go with the headline.
pub(crate) const HEAD_LINES: usize = 3;
/// The few words under the headline of another article are no longer than this, in characters.
pub(crate) const TEASER_CHARS: u32 = 180;
/// So many linked headlines with a few words each are a list of other articles, …
pub(crate) const TEASERS: usize = 3;
/// … and so many with a paragraph each, …
pub(crate) const SUMMARIES: usize = 5;
/// … of no more characters than this.
pub(crate) const SUMMARY_CHARS: u32 = 600;
/// Two lines are the same title with this share of their pairs of characters in common.
pub(crate) const TITLE_LIKENESS: f64 = 0.7;
/// Names of elements that leave less prose than this, in characters, …
pub(crate) const LEFT_CHARS: u32 = 60;
/// … and less than one part in so many, say nothing.
pub(crate) const LEFT_SHARE: u32 = 10;
/// An article among others has so many characters of prose, …
pub(crate) const ARTICLE_PROSE: i64 = 15;
/// … its date stands in a line of at most so many, …
pub(crate) const POSTED_CHARS: u32 = 80;
/// … and at most so many of a page become documents of their own: each apparatus holds the whole page. The last takes in the rest.
pub(crate) const ARTICLES: usize = 100;
/// The links to the annexes of a document stand within so many blocks after it.
pub(crate) const ANNEX_BLOCKS: usize = 24;
/// An image stands at most so many nodes before its caption, and a link to an annex in the first so many of its line.
pub(crate) const NEAR_NODES: usize = 64;
/// A start tag that tells what a text in it is (an icon, the link to a file) is no longer than this, in bytes.
pub(crate) const TAG_BYTES: usize = 2048;
/// A line that is label and value of a record is no longer than this, in characters, …
pub(crate) const LABEL_CHARS: u32 = 120;
/// … a row of labels and values than this, …
pub(crate) const RECORD_ROW_CHARS: u32 = 400;
/// … which has no more cells than this.
pub(crate) const RECORD_CELLS: usize = 12;
/// Most tildes of a fence of Markdown; a longer row of them is drawn across the page, between its parts.
pub(crate) const FENCE_TILDES: usize = 12;
/// A line with a document number between the headline and the text is no longer than this, in characters.
pub(crate) const NUMBER_CHARS: u32 = 40;
/// Captions go while they are at most one part in so many of the text.
pub(crate) const CAPTION_SHARE: i64 = 3;
/// So many characters of prose in paragraphs make an article, whose head may go with its headline, …
pub(crate) const ARTICLE_CHARS: u32 = 400;
/// … as do so many paragraphs.
pub(crate) const ARTICLE_PARAGRAPHS: usize = 3;
/// So many `<meta>` are read.
pub(crate) const META_TAGS: usize = 200;
/// The first prose after the headline, and prose that the head of the page quotes, counts for one part in so many of all prose more.
pub(crate) const HEADLINE_BONUS: i64 = 3;
/// Elements deeper than this are leaves; browsers flatten at 512 too.
pub(crate) const TREE_DEPTH: usize = 512;
/// An end tag looks for its partner so many open elements up.
pub(crate) const SEARCH_DEPTH: usize = 512;
/// How often a stage may read its own result again before it gives up what it found last.
pub(crate) const ROUNDS: usize = 6;
