//! The limits of the recogniser, each with its unit. Set by hand on the half of the texts that `docs/kinds.md` names; the other half was only measured.

/// The probability that the first line of a page is of one kind that is no prose, of each of them.
pub(super) const AT_FIRST: f64 = 0.021;
/// The probability that a line of prose is followed by one of one such kind.
pub(super) const ENTER: f64 = 0.0029;
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
/// Bytes of a formula inside a line.
pub(super) const FORMULA: usize = 600;
/// Characters of a formula that has no sign: a letter or two.
pub(super) const FORMULA_LETTERS: usize = 3;
/// Characters inside the brackets of a face.
pub(super) const FACE: usize = 14;
/// Characters on each side of it.
pub(super) const ARMS: usize = 4;
/// Lines of front matter at most.
pub(super) const FRONT_MATTER: usize = 80;
/// Lines of one formula at most.
pub(super) const FORMULA_LINES: usize = 60;
/// Bytes of a row whose cells are separated by blanks.
pub(super) const ROW: usize = 300;
/// Characters of a key in Han.
pub(super) const KEY: usize = 8;
/// Bytes of the name of a setting.
pub(super) const SETTING: usize = 48;
/// Characters of a word of a list.
pub(super) const WORD: usize = 12;
/// Characters of a name.
pub(super) const NAME: usize = 3;
/// Lines of a text that is a list of words.
pub(super) const LIST: usize = 8;
/// The share of its lines that are words.
pub(super) const LIST_SHARE: f32 = 0.9;
/// Of a line of cells between commas one cell in so many is a number.
pub(super) const NUMBER_CELLS: usize = 5;
/// Lines on end with the same pattern of cells that are rows, whatever their cells are.
pub(super) const ROWS: usize = 6;
/// Characters after the bracket that opens the mark of a kind of work within which it closes: `[EB/OL]`.
pub(super) const WORK_MARK: usize = 8;
/// Characters of a token: a path, a name of a file.
pub(super) const TOKEN: usize = 120;
/// Letters and digits of the ending of a file's name.
pub(super) const ENDING: usize = 5;
/// Marks of a line that is nothing else.
pub(super) const TOKEN_MARKS: usize = 3;
/// Lines of a comment at most.
pub(super) const COMMENT_LINES: usize = 200;
/// Fields of a header at most.
pub(super) const HEADER: usize = 8;
/// Lines of a page of stanzas.
pub(super) const STANZA_LINES: usize = 6;
/// Characters of the number of a stanza.
pub(super) const STANZA_NUMBER: usize = 5;
/// Its groups.
pub(super) const STANZAS: usize = 3;
/// Characters of a line of it, but for few.
pub(super) const STANZA_WIDTH: usize = 26;
/// Characters that a line may lack of the longest and be full.
pub(super) const RAGGED: usize = 2;
/// Of the lines of stanzas one in so many is full.
pub(super) const RAGGED_SHARE: usize = 4;
/// Of the lines of stanzas one in so many is none of a poem.
pub(super) const ODD_LINES: usize = 8;
/// Of the lines of stanzas one in so many is longer.
pub(super) const LONG_LINES: usize = 20;
/// Characters of a cell between blanks.
pub(super) const ROW_CELL: usize = 14;
/// The Han of code inside a line that has nothing else.
pub(super) const CODE_HAN: usize = 12;
/// Bytes of a line that may be an entry of a list.
pub(super) const ENTRY: usize = 400;
/// Fields of a record that tabs part, at least: a tab stands in no sentence.
pub(super) const FIELDS_OF_TABS: usize = 2;
/// Fields of a record that commas part, at least: short sentences with two commas each follow one another, four seldom do.
pub(super) const FIELDS_OF_COMMAS: usize = 3;
/// Records of a text that is a table throughout, at least.
pub(super) const RECORDS: usize = 4;
/// The probability that a text all of whose lines have as many cells is rows; chosen, not fitted.
pub(super) const COLUMNS: f64 = 0.98;
/// Figures that stand alone on their lines in a run of short lines, at least, for the lines to be cells one a line. Two may be the number of a page and a date.
pub(super) const COLUMN_FIGURES: usize = 3;
/// Lines before and after a cell that are looked at …
pub(super) const COLUMN_REACH: usize = 4;
/// … of which one in so many is a figure. Chosen.
pub(super) const COLUMN_SHARE: usize = 4;
/// How often words that come back may be the head of a page.
pub(super) const COLUMN_AGAIN: usize = 3;
/// Cells that a row has in common with the one beside it, at least, to be like it.
pub(super) const SAME_CELLS: usize = 2;
