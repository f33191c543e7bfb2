//! The limits of stage furniture, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

/// A framed page number (`— 12 —`): all 71 in the development columns are page numbers; tables frame no numbers.
pub(crate) const FRAMED_PAGE_NUMBER: f32 = 0.97;
/// A bare number between two halves of a sentence that the judge joins.
pub(crate) const BARE_PAGE_NUMBER: f32 = 0.93;
/// Characters of a paragraph of prose between which and another a bare number is that of a page.
pub(crate) const PARAGRAPH: usize = 30;
/// Nats by which a continuation must be likelier across a gap than as the start of a line (or after the line in the gap).
pub(crate) const JOIN_GAIN: f32 = 2.0;
/// Nats by which a sentence must read better without a number between its halves than with it. Of 418 page numbers put into sentences of policy and
/// statutes at random the least is 6.3, in `bench/rejoin` 5.1; of 456 numbers of such sentences that were set on lines of their own 20 reach 4 …
pub(crate) const SPARED: f32 = 4.0;
/// … 4 nats more are asked for before a unit (`月`, `名`), as half of those 20 stand before one …
pub(crate) const BEFORE_UNIT: f32 = 4.0;
/// … and none reaches 12, which is asked for where the page sets such numbers on lines of their own: …
pub(crate) const SPARED_BESIDE_NEEDED: f32 = 12.0;
/// … a number below this is one of the text. No page number is, and nine in ten of the others are.
pub(crate) const NEEDED: f32 = 2.0;
/// Characters of the next line, and of the last one before a number, that are read with it and without: as many as stage lines
/// reads after a gap …
pub(crate) const SPARED_READS: usize = 8;
/// … with so many more before them, among which are the digits of the number.
pub(crate) const SPARED_BEFORE: usize = 4;
/// Most lines of a numbered row of a table.
pub(crate) const ROW_LINES: usize = 8;
/// Han of a line that is a part of a sentence: those of a change log or a program break off everywhere. Chosen, not fitted; columns of 12 have more.
pub(crate) const TORN_HAN: usize = 6;
/// Characters of the longest running head; longer titles are cut off at the width of the page. Chosen, not fitted, as are those that follow;
/// `docs/furniture.md` has what becomes of columns with them.
pub(crate) const RUNNING_HEAD_CHARS: usize = 45;
/// Characters of a line of the head from which on its beginning alone is a copy of it, cut off, …
pub(crate) const CUT_HEAD: usize = 16;
/// … if so many of them are letters, digits and Han.
pub(crate) const CUT_HEAD_LETTERS: usize = 12;
/// By how many characters a line is wider than a column that cannot be one of its lines.
pub(crate) const WIDER: usize = 4;
/// Characters of the widest lines of a column.
pub(crate) const WIDEST_COLUMN: usize = 46;
/// Characters of a line that is a document number.
pub(crate) const NUMBER_LINE: usize = 24;
/// How alike (pairs of characters) a running head and a title must be. Two characters misread in twenty leave 0.8.
pub(crate) const LIKE_TITLE: f32 = 0.75;
/// A running head, by the rules of `marks.rs`.
pub(crate) const RUNNING_HEAD: f32 = 0.95;
/// A list in which each line repeats the one before it.
pub(crate) const ECHO: f32 = 0.98;
/// A path of pages at the head.
pub(crate) const BREADCRUMB: f32 = 0.97;
/// A line of labels with credible values at head or tail.
pub(crate) const LABELLED: f32 = 0.95;
/// A byline at head or tail.
pub(crate) const BYLINE: f32 = 0.95;
/// The name of a paper as the last line.
pub(crate) const PAPER: f32 = 0.95;
/// A date with clock time alone on a line at the head.
pub(crate) const CLOCK: f32 = 0.95;
/// A table of record with four labels and more.
pub(crate) const RECORD: f32 = 0.97;
/// A heading of a list of links with nothing but short lines after it.
pub(crate) const LINKS: f32 = 0.97;
/// Other articles after a document, when the evidence suffices.
pub(crate) const OTHER: f32 = 0.95;
/// Evidence (points, not a probability) that must be gathered before other articles go: the end of the numbering 1, datelines 1.5, credits 1 to 1.5, another subject 1.
pub(crate) const OTHER_EVIDENCE: f32 = 3.0;
/// Share of a tail's pairs of Han characters that the body knows, below which it has another subject. Parts of one policy document share 0.35 to 0.6, a report on something else 0.05 to 0.2.
pub(crate) const OTHER_SUBJECT: f32 = 0.22;
/// Share above which the tail has the same subject.
pub(crate) const SAME_SUBJECT: f32 = 0.35;
/// Fewest characters of prose that the document before other articles must have.
pub(crate) const LEAST_DOCUMENT: usize = 50;
/// A caption with its credit.
pub(crate) const CAPTION: f32 = 0.93;
/// A line at the edge of a page that many pages of its folder have there, too.
pub(crate) const REPEATED: f32 = 0.95;
/// Fewest pages of a folder that must have a line at their edge before it counts as repeated …
pub(crate) const REPEATED_PAGES: usize = 8;
/// … and the least share of the folder's pages. On 13 pages of one content system, 44 of gov.cn and the 31 policy texts nothing but furniture is found from .3 on.
pub(crate) const REPEATED_SHARE: f32 = 0.5;
/// Cost (nats) of a change between body and furniture from line to line; tried 0.5 to 4: F1 by characters .952 at 1.5, .956 at 2.5, the same at 3.5.
pub(crate) const SWITCH: f32 = 2.5;
/// One line says at most this much (nats).
pub(crate) const MOST_ODDS: f32 = 12.0;
/// Lines with safe phrases that a run of furniture must have, and their share of its lines.
pub(crate) const EVIDENCE: f32 = 1.0;
/// See [`EVIDENCE`].
pub(crate) const DENSITY: f32 = 0.05;
/// The same in a page with the form of an official document, whose tables and lists are short lines, too.
pub(crate) const OFFICIAL_EVIDENCE: f32 = 1.0;
/// See [`OFFICIAL_EVIDENCE`]. Where a run has [`MUCH_EVIDENCE`], a third of it is enough.
pub(crate) const OFFICIAL_DENSITY: f32 = 0.4;
/// Lines with safe phrases from which on an outline alone makes no official document: articles have outlines, too.
pub(crate) const WEB_LINES: usize = 5;
/// Lines with safe phrases in one run that hardly stand in a table or an annex.
pub(crate) const MUCH_EVIDENCE: f32 = 5.0;
/// Fewest lines like text that a run of furniture must have before it is taken for text. `docs/furniture.md`, "Bounds", has the measurement of these.
pub(crate) const SENTENCES: usize = 2;
/// Lines like text to each line with a safe phrase, above which a run is text: pages of messages and manuals have 19 and more, comments under an article 2 to 6.
pub(crate) const SENTENCES_TO_PROOF: usize = 7;
/// Lines with safe phrases in all runs of a page that show it to be a web page, under which comments stand.
pub(crate) const WEB_PROOF: usize = 3;
/// Lines like text to each of them, above which they are words of a long text. Of the development pages with comments none has more than 11.
pub(crate) const WEB_SENTENCES: usize = 12;
/// So many times, by a nat each, the lines of a page are lifted until it has a body (the same pages: .880 without, .893 with; bench/plain .937, .953).
pub(crate) const LIFTS: u8 = 10;
/// A headline is no longer than this, in characters: it may have a comma, and does not end as a sentence. Lists of them read like text otherwise
/// (the same pages: .919 without, .927 with).
pub(crate) const HEADLINE: usize = 36;
/// Kinds of safe phrases that show a page to be a web page; elsewhere they must fill a run as in an official document. Of 139 web pages as text 121 have
/// three and more, of 331 manuals, change logs, man pages and plain documents three.
pub(crate) const WEB_KINDS: usize = 3;
/// So many kinds show it, too, …
pub(crate) const DENSE_KINDS: usize = 2;
/// … where [`WEB_PROOF`] lines and one in so many have such phrases: manuals with two kinds have one in 119 and fewer.
pub(crate) const DENSE_LINES: usize = 50;
/// One kind shows it where one line in so many has such a phrase: short pages have no more.
pub(crate) const DENSEST_LINES: usize = 10;
/// Lines with safe phrases on a page from which on what stands before its first and after its last prose needs no proof of its own: menus of a hundred
/// lines have two. On 64 news pages as text F1 .893 without, .919 at 4 and 6, .913 at 10.
pub(crate) const PAGE_PROOF: usize = 6;
/// A line of a run that reads like text.
pub(crate) const AROUND_IN_DOUBT: f32 = 0.5;
/// Most characters of the formula that closes a document (特此公告。). Chosen, not fitted, as are the two that follow.
pub(crate) const CLOSING: usize = 10;
/// Fewest lines with a mark at their end that lead into a body.
pub(crate) const LEAD_LINES: usize = 3;
/// Most lines of a reference: its number, and what it says.
pub(crate) const REFERENCE_LINES: usize = 3;
/// Lines of the body whose pairs of characters are compared with those of a title.
pub(crate) const TITLE_LINES: usize = 8;
/// Han characters of a title that is no word of the site; a shorter one must share more with the body.
pub(crate) const TITLE_HAN: usize = 8;
/// Share of a title's pairs of characters that the first lines of its body have.
pub(crate) const TITLE_SHARE: f32 = 0.25;
/// See [`TITLE_HAN`].
pub(crate) const SHORT_TITLE_SHARE: f32 = 0.6;
/// A line of nothing but buttons.
pub(crate) const BAR: f32 = 0.95;
/// A title that the document gives again.
pub(crate) const TITLE_AGAIN: f32 = 0.93;
/// Lines before the body among which its title is looked for: breadcrumbs, source and share bar stand between.
pub(crate) const TITLE_REACH: usize = 8;
/// Fewest characters of body that must be left.
pub(crate) const LEAST_BODY: usize = 40;
/// Lines of an item of a list (teaser, comment) from its time or number to the next.
pub(crate) const ITEM_LINES: usize = 6;
/// Fewest characters of a paragraph beside the body that belongs to it.
pub(crate) const BESIDE: usize = 60;
/// Fewest headlines in a row that are links to other articles.
pub(crate) const HEADLINES: usize = 4;
/// Fewest such items that make a list.
pub(crate) const ITEMS: usize = 4;
/// Most characters of a line with the time of an item: a name and a time.
pub(crate) const BEAT: usize = 40;
/// Fewest characters of prose outside of such lists that can be the text of the page; with less, the list is the text.
pub(crate) const BESIDE_ITEMS: usize = 80;
/// What stands around the body, by the model: precision by characters on held-out pages, see `docs/furniture.md`.
pub(crate) const AROUND: f32 = 0.93;
