//! The limits of stage unicode, in characters unless the name says otherwise; chosen, not fitted.

/// How far from the start of its line a bullet is looked for: no page indents one by more.
pub(crate) const INDENT: usize = 64;
/// How far past invisible characters the next visible one is looked for: longer strings of them mean nothing.
pub(crate) const INVISIBLE: usize = 64;
/// How far from a box another one is looked for.
pub(crate) const BOXES: usize = 120;
/// One of so many Han of a page in traditional script differs from its simplified form; a third does.
pub(crate) const TRADITIONAL: usize = 12;
/// How much likelier the characters of a Hong Kong page are than private use, all together, in nats.
pub(crate) const GAIN: f32 = 3.0;

/// Probabilities that an edit is right. Radicals are drawn as the character.
pub(crate) const SAME_SHAPE: f32 = 0.9999;
/// Vertical, small and half-width forms: a bar for a dash, a face, a table of signs.
pub(crate) const FORM: f32 = 0.998;
/// Symbol fonts: the font is not known.
pub(crate) const SYMBOL: f32 = 0.99;
/// See `stands_for_one`: a text about bopomofo.
pub(crate) const BOPOMOFO: f32 = 0.99;
/// GBK's user-defined cells on a page in traditional script.
pub(crate) const HONG_KONG: f32 = 0.97;

/// Digits of the number of a glyph: fonts have 65,536 at most.
pub(crate) const GLYPH_DIGITS: usize = 5;
/// Lines that begin with one sign before it is their bullet.
pub(crate) const LIST_ITEMS: usize = 3;
/// The same of a sign that begins no word, and of a letter.
pub(crate) const SIGN_ITEMS: usize = 2;
/// See [`SIGN_ITEMS`].
pub(crate) const LETTER_ITEMS: usize = 3;
/// Lines from one item of a list to the next.
pub(crate) const ITEM_LINES: usize = 6;
/// Places where a letter of one strange script touches one of another, in a stretch that no language explains; a list of languages has none.
pub(crate) const MIXED: usize = 4;
/// Scripts of such a stretch.
pub(crate) const SCRIPTS: u32 = 4;
/// Letters of such stretches from which on a page has such a font: its shorter stretches go, too.
pub(crate) const FONT_LETTERS: usize = 12;
/// Characters of other kinds that may stand between two letters of a stretch.
pub(crate) const BETWEEN: usize = 6;
/// Letters of such a font for one Han in a line of which nothing can be read.
pub(crate) const HAN_SHARE: usize = 4;

/// The times that bold type is drawn.
pub(crate) const DRAWN: std::ops::RangeInclusive<usize> = 2..=4;
/// Doubled letters of a line before it is looked at.
pub(crate) const DOUBLED_LEAST: usize = 2;
/// Characters of a run that is evidence of itself: a natural doubling has two, a pair of them four, but seldom an odd number.
pub(crate) const DOUBLED_UNITS: usize = 3;
/// Characters of a run inside a line, without doubled marks.
pub(crate) const DOUBLED_INSIDE: usize = 6;
/// One of so many lines of a page is doubled at least.
pub(crate) const DOUBLED_SHARE: usize = 1000;
/// Different characters that are counted of a run.
pub(crate) const DISTINCT: usize = 6;
/// What the copy of a character costs where the language doubles it, in nats: 3 to 4 in `开开心心健健康康`, 7 to 9 in bold titles.
pub(crate) const DOUBLED_USUAL: f32 = 5.0;
/// The same of a digit.
pub(crate) const DOUBLED_DIGIT: f32 = 2.3;
/// The most that one character says, in nats.
pub(crate) const DOUBLED_MOST: f32 = 4.0;
/// The gain of a run that is taken on a page with others, in nats.
pub(crate) const DOUBLED_GAIN: f32 = 3.0;
/// The gain of all runs of a page before one of them is taken, in nats.
pub(crate) const DOUBLED_PAGE: f32 = 10.0;
/// Runs of a page whose proof is asked, and the points that are enough.
pub(crate) const DOUBLED_RUNS: usize = 20;
/// See [`DOUBLED_RUNS`].
pub(crate) const DOUBLED_PROOF: u32 = 2;
/// Characters that a run and the rest of the page have in common, and at how many places of a run they are looked for.
pub(crate) const ECHO: usize = 4;
/// See [`ECHO`].
pub(crate) const ECHOES: usize = 12;
/// Characters before a run that the judge is told.
pub(crate) const CONTEXT: usize = 6;

/// What follows a backslash is likelier than this beside the character before it, in nats, where one backslash alone is asked.
pub(crate) const BACKSLASH_NEXT: f32 = -4.5;
/// Backslashes of a page that say for each other what they are.
pub(crate) const BACKSLASHES: usize = 2;

/// A glyph without a character, by the program that wrote it.
pub(crate) const CID: f32 = 0.99;
/// A ligature in a word.
pub(crate) const LIGATURE: f32 = 0.999;
/// Letters of four scripts in one word.
pub(crate) const FONT: f32 = 0.98;
/// See `doubled.rs`.
pub(crate) const DOUBLED: f32 = 0.97;
/// See `big5.rs`.
pub(crate) const BACKSLASH: f32 = 0.98;
/// The code points of ETEN's characters belong to nobody else.
pub(crate) const ETEN: f32 = 0.98;
/// A user-defined cell of a page from Taiwan.
pub(crate) const ALONE: f32 = 0.93;
