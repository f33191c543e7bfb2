//! Limits of the page model, each with its unit. Weights are odds (natural logarithm); chosen by reading the six documents of `bench/pdf` and made ones, and
//! checked on documents rendered anew (`docs/pages.md`).

/// Bytes of the longest line that may stand at the edge of pages: some eighty Han.
pub(super) const LINE_BYTES: usize = 260;
/// Letters of the longest roman page number (lxxxviii).
pub(super) const ROMAN: usize = 8;
/// Digits of the longest number of a page.
pub(super) const DIGITS: usize = 5;
/// The largest step from one page number to the next that is looked for: one page in between without a number, or two.
pub(super) const STEP: u32 = 3;
/// Lines that are looked at beside a break.
pub(super) const EDGE: usize = 3;

/// Lines of text that stand between bare page numbers at least …
pub(super) const BARE_LINES: usize = 4;
/// … or bytes of text.
pub(super) const BARE_BYTES: usize = 300;

/// What a chain of numbers must show before it is believed: nothing speaks for it.
pub(super) const CHAIN_PRIOR: f64 = -5.0;
/// For `n/m` with the same m.
pub(super) const FRACTION: f64 = 6.5;
/// For a number that a word of pages names.
pub(super) const NAMED: f64 = 7.0;
/// For a number framed by dashes.
pub(super) const FRAMED: f64 = 5.0;
/// For letters around the number that stay the same: titles of tables, annexes and steps count up, too.
pub(super) const LETTERS: f64 = -1.0;
/// Numbers of a chain at least, unless their form or words say that they number pages.
pub(super) const FEWEST: usize = 3;
/// For numbers behind others that stay the same (`1-1-12`).
pub(super) const PREFIXED: f64 = 2.0;
/// For all numbers of the chain standing at form feeds.
pub(super) const AT_FEEDS: f64 = 6.0;
/// For a number between two halves of a sentence, by share of the places, up to half of them.
pub(super) const TEARS: f64 = 10.0;
/// The share of torn places beyond which more says nothing.
pub(super) const TEARS_MOST: f64 = 0.5;
/// For a line that comes again beside the numbers, by share of the places.
pub(super) const COMPANION: f64 = 5.5;
/// For every doubling of the length of the chain.
pub(super) const LONGER: f64 = 1.0;
/// For numbers of the same form that are no part of the chain, by their share.
pub(super) const STRANGERS: f64 = -3.0;
/// Against a chain from one whose numbers stand a line or two apart: rows of a table, items.
pub(super) const NEAR: f64 = -4.0;
/// Bytes between numbers in dashes, some forty Han, under which they number the parts of a text and no pages. Chosen.
pub(super) const FRAMED_BYTES: f64 = 120.0;
/// Against a chain of such.
pub(super) const FRAMED_NEAR: f64 = -8.0;

/// What a line that comes again must show before it is taken for a running head.
pub(super) const HEAD_PRIOR: f64 = -5.0;
/// For standing once on each page from the first that has it to the last.
pub(super) const EACH_PAGE: f64 = 3.0;
/// For every doubling of the pages that have it.
pub(super) const MORE_PAGES: f64 = 0.6;
/// Against a line that few of all pages have: where pages are many, lines meet their edges by chance. For every time that the pages are more.
pub(super) const FEW_PAGES: f64 = -1.0;
/// For standing beside the number of the page, by share.
pub(super) const BESIDE_NUMBER: f64 = 3.5;
/// For standing at the edge of pages, by share.
pub(super) const AT_EDGE: f64 = 3.0;
/// For tearing sentences, by share of the places up to half.
pub(super) const HEAD_TEARS: f64 = 6.0;
/// For standing several times on a page, by share of the pages that have it.
pub(super) const SEVERAL: f64 = -8.0;
/// For ending as a sentence does.
pub(super) const SENTENCE: f64 = -3.0;
/// For boxes to tick, or no letter at all.
pub(super) const NO_WORDS: f64 = -5.0;
/// Letters of the shortest head.
pub(super) const HEAD_LETTERS: usize = 3;
/// From this probability on a line is told.
pub(super) const TOLD: f64 = 0.5;
/// Characters of a mark of a program that stands alone (`--- Page 3 ---`): dashes on each side.
pub(super) const MARK_DASHES: usize = 2;
/// Lines at the head of a document in which a title may say what a running head says.
pub(super) const TITLE_LINES: usize = 12;
/// Parts of a document whose pages are numbered anew, at most.
pub(super) const PARTS: usize = 12;
/// Distances from which on it is asked whether they are alike.
pub(super) const REGULAR_FEWEST: usize = 4;
/// Distances that are like the median, as shares of it.
pub(super) const REGULAR: (f64, f64) = (0.6, 1.5);
/// The share of distances like the median that numbers strewn at random have.
pub(super) const REGULAR_CHANCE: f64 = 0.4;
/// For distances that are all alike.
pub(super) const REGULAR_ODDS: f64 = 5.0;
/// Han of the line before a torn place at least: a cell of a table is shorter.
pub(super) const TORN_BEFORE: usize = 10;
/// Han of the line behind it at least.
pub(super) const TORN_AFTER: usize = 2;
/// Letters of a line from which on a number that counts up in it is hardly that of a table, an annex or a step.
pub(super) const LONG: usize = 12;
/// For such a line.
pub(super) const LONG_LETTERS: f64 = 6.0;
/// For a line that stands in the document without the number, too.
pub(super) const HEADED: f64 = 5.0;
/// The share of numbers with a sentence before the next one under which they number rows.
pub(super) const ROWS: f64 = 0.2;
/// For numbers without sentences between them.
pub(super) const NO_SENTENCES: f64 = -4.0;
/// For numbers with sentences between them, by share.
pub(super) const SENTENCES: f64 = 1.0;
/// Han of a line that is a sentence of a page, at least.
pub(super) const SENTENCE_HAN: usize = 12;
/// Lines above a number at the foot of a single page that show a page of text, …
pub(super) const FOOT_LINES: usize = 3;
/// … and the Han of each.
pub(super) const FOOT_HAN: usize = 15;
/// The probability of such a number. Chosen; a text that ends with a number of a sentence has a mark or a unit behind it.
pub(super) const FOOT: f32 = 0.93;
/// The share of numbers at form feeds that shows pages.
pub(super) const SHOWN_FEEDS: f64 = 0.6;
/// The share of numbers that tear sentences which does, …
pub(super) const SHOWN_TEARS: f64 = 0.15;
/// … and how many of them do so at least.
pub(super) const SHOWN_TORN: f64 = 2.0;
/// The share of numbers with the same line beside them which does.
pub(super) const SHOWN_COMPANION: f64 = 0.9;
/// Letters of a line beside numbers that is a running head by its length. One with a date may be shorter.
pub(super) const HEAD_LONG: usize = 8;
/// Bytes of a page whose number nothing but torn sentences shows, at least: cells of a table break off, too, and are shorter.
pub(super) const PAGE_BYTES: f64 = 600.0;
/// The share of a chain in all lines of its form that is asked of numbers which nothing but torn sentences shows: where a text sets numbers of its own on
/// lines of their own (corpus/press.txt), some of them count up by chance.
pub(super) const SHOWN_SHARE: f64 = 0.6;
/// The share of fractions with a sentence between them and the next from which on they number pages: scores, doses and images are fractions, too.
pub(super) const SHOWN_SENTENCES: f64 = 0.3;
