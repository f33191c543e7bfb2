//! The limits of stage furniture, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

use std::ops::RangeInclusive;

/// A jump line, or the end mark of a report: no page of `bench` has another line of this form, but a reader sees it, so it is not certain.
pub(super) const JUMP: f32 = 0.99;
/// A framed page number (`— 12 —`): all 71 in the development columns are page numbers; tables frame no numbers.
pub(super) const FRAMED_PAGE_NUMBER: f32 = 0.97;
/// A bare number between two halves of a sentence that the judge joins.
pub(super) const BARE_PAGE_NUMBER: f32 = 0.93;
/// Characters of a paragraph of prose between which and another a bare number is that of a page.
pub(super) const PARAGRAPH: usize = 30;
/// Nats by which a continuation must be likelier across a gap than as the start of a line (or after the line in the gap).
pub(super) const JOIN_GAIN: f32 = 2.0;
/// Nats by which a sentence must read better without a number between its halves than with it. Of 418 page numbers put into sentences of policy and
/// statutes at random the least is 6.3, in `bench/rejoin` 5.1; of 456 numbers of such sentences that were set on lines of their own 20 reach 4 …
pub(super) const SPARED: f32 = 4.0;
/// … 4 nats more are asked for before a unit (`月`, `名`), as half of those 20 stand before one …
pub(super) const BEFORE_UNIT: f32 = 4.0;
/// … and none reaches 12, which is asked for where the page sets such numbers on lines of their own: …
pub(super) const SPARED_BESIDE_NEEDED: f32 = 12.0;
/// … a number below this is one of the text. No page number is, and nine in ten of the others are.
pub(super) const NEEDED: f32 = 2.0;
/// Characters of the next line, and of the last one before a number, that are read with it and without: as many as stage lines
/// reads after a gap …
pub(super) const SPARED_READS: usize = 8;
/// … with so many more before them, among which are the digits of the number.
pub(super) const SPARED_BEFORE: usize = 4;
/// Lines between two numbers that are too near for those of pages, at most: a page of text has some twenty. Chosen.
pub(super) const ROW_BETWEEN: usize = 3;
/// Characters of these lines together, at most: a line of print. Chosen.
pub(super) const ROW_CHARS: usize = 40;
/// Most lines of a numbered row of a table.
pub(super) const ROW_LINES: usize = 8;
/// Han of a line that is a part of a sentence: those of a change log or a program break off everywhere. Chosen, not fitted; columns of 12 have more.
pub(super) const TORN_HAN: usize = 6;
/// Characters of the longest running head; longer titles are cut off at the width of the page. Chosen, not fitted, as are those that follow;
/// `docs/furniture.md` has what becomes of columns with them.
pub(super) const RUNNING_HEAD_CHARS: usize = 45;
/// Characters of a line of the head from which on its beginning alone is a copy of it, cut off, …
pub(super) const CUT_HEAD: usize = 16;
/// … if so many of them are letters, digits and Han.
pub(super) const CUT_HEAD_LETTERS: usize = 12;
/// By how many characters a line is wider than a column that cannot be one of its lines.
pub(super) const WIDER: usize = 4;
/// Characters of the widest lines of a column.
pub(super) const WIDEST_COLUMN: usize = 46;
/// Characters of a line that is a document number.
pub(super) const NUMBER_LINE: usize = 24;
/// How alike (pairs of characters) a running head and a title must be. Two characters misread in twenty leave 0.8.
pub(super) const LIKE_TITLE: f32 = 0.75;
/// A running head, by the rules of `marks.rs`.
pub(super) const RUNNING_HEAD: f32 = 0.95;
/// A list in which each line repeats the one before it.
pub(super) const ECHO: f32 = 0.98;
/// A path of pages at the head.
pub(super) const BREADCRUMB: f32 = 0.97;
/// A line of labels with credible values at head or tail.
pub(super) const LABELLED: f32 = 0.95;
/// A byline at head or tail.
pub(super) const BYLINE: f32 = 0.95;
/// The name of a paper as the last line.
pub(super) const PAPER: f32 = 0.95;
/// A date with clock time alone on a line at the head.
pub(super) const CLOCK: f32 = 0.95;
/// A table of record with four labels and more.
pub(super) const RECORD: f32 = 0.97;
/// A heading of a list of links with nothing but short lines after it.
pub(super) const LINKS: f32 = 0.97;
/// Other articles after a document, when the evidence suffices.
pub(super) const OTHER: f32 = 0.95;
/// Evidence (points, not a probability) that must be gathered before other articles go: the end of the numbering 1, datelines 1.5, credits 1 to 1.5, another subject 1.
pub(super) const OTHER_EVIDENCE: f32 = 3.0;
/// Share of a tail's pairs of Han characters that the body knows, below which it has another subject. Parts of one policy document share 0.35 to 0.6, a report on something else 0.05 to 0.2.
pub(super) const OTHER_SUBJECT: f32 = 0.22;
/// Share above which the tail has the same subject.
pub(super) const SAME_SUBJECT: f32 = 0.35;
/// Fewest characters of prose that the document before other articles must have.
pub(super) const LEAST_DOCUMENT: usize = 50;
/// A caption with its credit.
pub(super) const CAPTION: f32 = 0.93;
/// A line at the edge of a page that many pages of its folder have there, too.
pub(super) const REPEATED: f32 = 0.95;
/// See [`OFFICIAL_EVIDENCE`]. Where a run has [`MUCH_EVIDENCE`], a third of it is enough.
pub(super) const OFFICIAL_DENSITY: f32 = 0.4;
/// Lines with safe phrases from which on an outline alone makes no official document: articles have outlines, too.
pub(super) const WEB_LINES: usize = 5;
/// Lines with safe phrases in all runs of a page that show it to be a web page, under which comments stand.
pub(super) const WEB_PROOF: usize = 3;
/// Kinds of safe phrases that show a page to be a web page; elsewhere they must fill a run as in an official document. Of 139 web pages as text 121 have
/// three and more, of 331 manuals, change logs, man pages and plain documents three.
pub(super) const WEB_KINDS: usize = 3;
/// So many kinds show it, too, …
pub(super) const DENSE_KINDS: usize = 2;
/// … where [`WEB_PROOF`] lines and one in so many have such phrases: manuals with two kinds have one in 119 and fewer.
pub(super) const DENSE_LINES: usize = 50;
/// One kind shows it where one line in so many has such a phrase: short pages have no more.
pub(super) const DENSEST_LINES: usize = 10;
/// A line of a run that reads like text.
pub(super) const AROUND_IN_DOUBT: f32 = 0.5;
/// Most characters of the formula that closes a document (特此公告。). Chosen, not fitted, as are the two that follow.
pub(super) const CLOSING: usize = 10;
/// Lines of the body whose pairs of characters are compared with those of a title.
pub(super) const TITLE_LINES: usize = 8;
/// Han characters of a title that is no word of the site; a shorter one must share more with the body.
pub(super) const TITLE_HAN: usize = 8;
/// Share of a title's pairs of characters that the first lines of its body have.
pub(super) const TITLE_SHARE: f32 = 0.25;
/// See [`TITLE_HAN`].
pub(super) const SHORT_TITLE_SHARE: f32 = 0.6;
/// A line of nothing but buttons.
pub(super) const BAR: f32 = 0.95;
/// A title that the document gives again.
pub(super) const TITLE_AGAIN: f32 = 0.93;
/// Lines before the body among which its title is looked for: breadcrumbs, source and share bar stand between.
pub(super) const TITLE_REACH: usize = 8;
/// Fewest characters of body that must be left.
pub(super) const LEAST_BODY: usize = 40;
/// Times that the steps run again on what is left. Each round takes lines away, so it ends; more than a few rounds were never seen.
pub(super) const MOST_ROUNDS: usize = 6;

// The lengths and places below were chosen, not fitted. Characters unless the comment says otherwise.

/// Longer lines are prose whatever their exact length, and are not counted.
pub(super) const MOST_COUNTED: usize = 200;
/// Shorter lines are no prose by themselves.
pub(super) const PROSE: usize = 18;
/// A line with two commas is prose from here on.
pub(super) const LONG_PROSE: usize = 40;
/// A line that ends as a sentence does is text of a document from here on.
pub(super) const SENTENCE: usize = 10;
/// Characters of a line that are looked at for the share of Han.
pub(super) const HAN_LOOKED: usize = 60;
/// A line that is not prose: parts of a document, links, fields of a table.
pub(super) const SHORT_LINE: usize = 60;
/// A document number, an address or a release note with what stands beside it on its line …
pub(super) const FORM_LINE: usize = 300;
/// … which on a page that is an official document is among so many lines.
pub(super) const FORM_LINES: usize = 60;
/// Bytes of a line that is nothing but a date, a number, a note or bodies.
pub(super) const FORM_BYTES: usize = 180;
/// Members of a chain of enumerators that is an outline.
pub(super) const OUTLINE: usize = 3;
/// Lines at the head of what is left among which a title shows that none is wanted.
pub(super) const TITLED_LINES: usize = 6;

/// Most characters of a path of pages …
pub(super) const PATH_CHARS: usize = 80;
/// … and of each of its parts.
pub(super) const PATH_PART: usize = 24;
/// Lines at the head of a page among which a path of pages, or a table of record with label and value on one line, is looked for.
pub(super) const HEAD_ZONE: usize = 40;
/// Lines at the head and the tail of a page among which labels are looked for …
pub(super) const LABEL_ZONE: usize = 12;
/// … and lines after the last prose, however far from the tail.
pub(super) const LABELS_AFTER_PROSE: usize = 4;
/// Most characters of a line of labels.
pub(super) const LABELLED_LINE: usize = 100;
/// Most characters of a line whose first label is counted …
pub(super) const LABELLED_CELL: usize = 80;
/// … and lines with the same label, more than which are a column of a table.
pub(super) const COLUMN: usize = 2;
/// Lines after the last prose among which the document's own last part (annexes, signature, date) is looked for.
pub(super) const OWN_TAIL: usize = 40;
/// Bytes of a label without a value.
pub(super) const NAMELESS: usize = 18;
/// The names of editors and authors, …
pub(super) const NAMES: RangeInclusive<usize> = 2..=24;
/// … the name of a source, …
pub(super) const SOURCE: RangeInclusive<usize> = 2..=30;
/// … and a list of keywords.
pub(super) const KEYWORDS: RangeInclusive<usize> = 1..=80;
/// Lines from the head of a page among which a byline stands, …
pub(super) const BYLINE_HEAD: usize = 6;
/// … lines after the last prose, …
pub(super) const BYLINE_TAIL: usize = 3;
/// … and its most characters.
pub(super) const BYLINE_LINE: usize = 40;
/// Most characters of the name of a paper.
pub(super) const PAPER_NAME: usize = 14;
/// Fewest labels that make a table of record, …
pub(super) const RECORD_LABELS: usize = 4;
/// … lines at the head of a page among which they stand, …
pub(super) const RECORD_ZONE: usize = 60;
/// … most characters of a row with label and value, …
pub(super) const RECORD_ROW: usize = 120;
/// … lines to each such row, …
pub(super) const RECORD_LINES_A_ROW: usize = 2;
/// … and lines to each label where the value has its own line.
pub(super) const RECORD_LINES_A_FIELD: usize = 3;

/// Longest line of a list in which each line repeats the one before it.
pub(super) const ECHO_LINE: usize = 120;
/// Fewest characters that a line and the next have in common there, …
pub(super) const ECHO_CHARS: usize = 2;
/// … their share of the shorter line, in tenths, …
pub(super) const ECHO_TENTHS: usize = 3;
/// … mean characters that neighbours have in common: a headline has more, a place or a name fewer, …
pub(super) const ECHO_MEAN: usize = 5;
/// … or so many links between neighbours, the first and the last line being one name alone; …
pub(super) const ECHO_MANY: usize = 8;
/// … and the fewest links between neighbours that make a list.
pub(super) const ECHO_LINKS: usize = 3;
/// Longest bar of buttons.
pub(super) const BAR_CHARS: usize = 80;
/// Fewest words of a bar, …
pub(super) const BUTTONS: usize = 3;
/// … and of one with frames.
pub(super) const FRAMED_BUTTONS: usize = 2;
/// Fewest buttons at the headings of a wiki.
pub(super) const EDIT_BUTTONS: usize = 2;
/// Lines at the head of a page among which a title may stand again.
pub(super) const AGAIN_HEAD: usize = 24;
/// Lines between a title and the document's own: number, date, source, share bar.
pub(super) const AGAIN_REACH: usize = 10;
/// Fewest bytes of a title that stands again: ten Han characters. Shorter lines are words of tables.
pub(super) const AGAIN_BYTES: usize = 30;
/// Phrases are looked for in lines up to this many bytes; longer ones are prose.
pub(super) const PHRASE_LINE: usize = 480;
/// In lines of more bytes a single phrase is a word like any other; two make the line furniture.
pub(super) const LONG_PHRASE_LINE: usize = 120;
/// Bytes of a phrase that is the whole line.
pub(super) const PHRASE_ALONE: usize = 60;

/// Fewest lines of a page with other articles after the document.
pub(super) const OTHER_LINES: usize = 4;
/// The headline of such an article.
pub(super) const OTHER_HEADLINE: RangeInclusive<usize> = 2..=44;
/// Times as much prose as the document has that the articles after it may have.
pub(super) const MOST_OTHERS: usize = 3;
/// Points for other articles (see [`OTHER_EVIDENCE`]): the numbering has ended, …
pub(super) const NUMBERING_ENDED: f32 = 1.0;
/// … datelines follow, …
pub(super) const DATELINES: f32 = 1.5;
/// … several credits, …
pub(super) const CREDITS: f32 = 1.5;
/// … one credit, …
pub(super) const CREDIT: f32 = 1.0;
/// … another subject.
pub(super) const ANOTHER_SUBJECT: f32 = 1.0;
/// Points against them: one subject, …
pub(super) const ONE_SUBJECT: f32 = 2.0;
/// … and each form of an official document, …
pub(super) const OFFICIAL_FORM: f32 = 1.5;
/// … of which so many count.
pub(super) const OFFICIAL_FORMS: usize = 3;
/// Fewest pairs of Han characters of the document …
pub(super) const BODY_PAIRS: usize = 120;
/// … and of what follows it from which on their subjects can be compared.
pub(super) const TAIL_PAIRS: usize = 40;
/// Characters at the start of a line among which a dateline names its agency.
pub(super) const PRESS_START: usize = 6;
/// Bytes of a line that is a credit.
pub(super) const CREDIT_BYTES: usize = 160;
/// Most characters of a caption, …
pub(super) const CAPTION_LINE: usize = 160;
/// … of the credit at its end, …
pub(super) const CAPTION_CREDIT: usize = 20;
/// … and of one that says who is being interviewed; …
pub(super) const INTERVIEW: usize = 16;
/// … fewest of these.
pub(super) const INTERVIEWS: usize = 2;

/// Most characters of a page number with its frame.
pub(super) const PAGE_NUMBER: usize = 16;
/// Lines more than which a page has where a framed number may stand at its head or foot.
pub(super) const FRAMED_LINES: usize = 3;
/// Fewest characters of a line that breaks off before a number …
pub(super) const TORN_END: usize = 8;
/// … and of the next one.
pub(super) const TORN_START: usize = 4;
/// Fewest characters of a line of prose that breaks off, …
pub(super) const LONG_END: usize = 15;
/// … where the next has so many, …
pub(super) const LONG_START: usize = 8;
/// … and where the next is prose.
pub(super) const LONG_END_BEFORE_PROSE: usize = 10;
/// Times [`JOIN_GAIN`] that make the judge's word count little or much.
pub(super) const SURE: f32 = 3.0;
/// Characters whose continuation of a line the judge reads …
pub(super) const FOLLOWS_READS: usize = 5;
/// … after so many of it.
pub(super) const FOLLOWS_AFTER: usize = 6;
/// Lines at the head of the page that a running head may repeat, …
pub(super) const HEAD_LINES: usize = 12;
/// … characters of each that are read, …
pub(super) const HEAD_READS: usize = 80;
/// … and fewest characters of a running head.
pub(super) const LEAST_HEAD: usize = 6;
/// Fewest letters of a line that is compared with misread characters allowed.
pub(super) const LIKE_LETTERS: usize = 8;
/// Copies of a line from which on it is a running head on a page of columns.
pub(super) const HEAD_COPIES: u32 = 3;
/// Fewest lines of a page of narrow columns in which a wide line stands out.
pub(super) const NARROW_LINES: usize = 20;
/// Characters of a label before its value, …
pub(super) const FIELD_LABEL: RangeInclusive<usize> = 2..=12;
/// … and most of the value, which is no sentence.
pub(super) const FIELD_VALUE: usize = 40;
/// Fewest columns of a table of words.
pub(super) const WORD_COLUMNS: usize = 3;
/// Fewest letters and Han of a line that can be a running head: figures and times repeat in every table.
pub(super) const HEAD_LETTERS: usize = 4;
/// Copies of a line that tear sentences from which on the pages are known by them, …
pub(super) const TEARING: usize = 3;
/// … and lines that lie between two copies at the least.
pub(super) const PAGE_LINES: usize = 3;
/// Tenths of the usual length that a line of a column has at the least where it breaks off.
pub(super) const FULL_TENTHS: usize = 6;
/// Tenths of the lines of text that have the usual length at most.
pub(super) const USUAL_TENTHS: usize = 9;
/// Times as long as a running head is the line that it severs.
pub(super) const SEVERED: usize = 2;
/// Lines after which a title is given again because a page or column begins, and not because the document does.
pub(super) const LATE: usize = 20;

/// Lines between a title and the date in brackets under it.
pub(super) const DATE_REACH: usize = 3;
/// A title above the body.
pub(super) const TITLE_CHARS: RangeInclusive<usize> = 4..=60;
/// So many lines with a safe phrase say that a text may be a web page.
pub(super) const PROOFS: usize = 2;
/// And one line in so many: an annual report of 8,000 lines has a few, and lost tables and definitions on the second cleaning.
pub(super) const SPARSE_LINES: usize = 200;
/// And so much of it is Han: on 243 English licences and manuals the labels, which never saw such text, took lines out of 54.
pub(super) const HAN_SHARE: f32 = 0.3;
