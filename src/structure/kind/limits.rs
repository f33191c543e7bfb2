//! The limits of the recogniser, each with its unit. Set by hand on the half of the texts that `docs/kinds.md` names; the other half was only measured.

/// The probability that the first line of a page is no prose.
pub(super) const AT_FIRST: f64 = 0.15;
/// The probability that a line of prose is followed by one of something else.
pub(super) const ENTER: f64 = 0.02;
/// The probability that a line of something else is followed by prose, and that it is followed by a third kind.
pub(super) const LEAVE: f64 = 0.1;
/// The mean probability of its lines from which a stretch is said to be no prose.
pub(super) const SURE: f64 = 0.9;

/// The odds (natural logarithm) of a line that is surely prose.
pub(super) const PROSE: f64 = -5.0;

/// Characters of a line that are looked at.
pub(super) const LOOKED: usize = 400;
/// Signs of code that make a line one of code, as a share of its visible characters: one in so many.
pub(super) const SIGN_SHARE: f32 = 8.0;
/// The Han of a sentence of prose.
pub(super) const SENTENCE: usize = 12;
/// Words of a line of Latin prose.
pub(super) const LATIN_WORDS: usize = 5;
/// The Han of a line, or a clause, of verse.
pub(super) const VERSE: std::ops::RangeInclusive<usize> = 3..=9;
/// The Han of a line of verse without marks.
pub(super) const BARE_VERSE: std::ops::RangeInclusive<usize> = 5..=12;
/// Clauses of one line of verse at most.
pub(super) const CLAUSES: usize = 4;
/// Characters of a cell of a table of separators, most of them.
pub(super) const CELL: usize = 24;
/// Characters of the headword of an entry.
pub(super) const HEADWORD: usize = 12;
/// Underscores that are a place to write on.
pub(super) const UNDERSCORES: usize = 3;
/// Blanks, in half-width columns, that are a place to write in.
pub(super) const ROOM: usize = 2;
/// The same at the end of a line, where a blank or two may stand for no reason.
pub(super) const ROOM_AT_END: usize = 4;
/// Fences are looked for in lines of so many bytes.
pub(super) const FENCE: usize = 80;
/// The Han of a long line.
pub(super) const LONG: usize = 40;
/// Characters of a time stamp.
pub(super) const STAMP: usize = 24;
/// Letters and digits of a line that is looked through for the words of a log, as a share of its visible characters: one in so many.
pub(super) const LATIN_SHARE: usize = 4;
