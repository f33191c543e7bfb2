//! The limits of stage width, each with its unit. Counts of characters unless the name says otherwise; chosen, not fitted.

/// How often a line is rewritten at most before it is left alone.
pub(crate) const ROUNDS: usize = 6;
/// How many clean lines may stand between two lines of a paragraph.
pub(crate) const PARAGRAPH: usize = 8;
/// Lines that are read as one paragraph at most: a page of a book.
pub(crate) const PARAGRAPH_LINES: usize = 60;
/// Kana of a Japanese line at least.
pub(crate) const KANA: usize = 4;
/// One of so many characters of a Japanese line is kana; in Chinese a title or a brand is.
pub(crate) const KANA_SHARE: usize = 3;
/// Quotes without a partner that are reported of one page.
pub(crate) const UNPAIRED: usize = 20;
/// From so many lines of code on, and so large a share of all lines, a page is one of code: its Chinese is comments.
pub(crate) const CODE_LINES: usize = 3;
/// One line in so many.
pub(crate) const CODE_SHARE: usize = 4;
/// Signs of code in a line of code, where Latin letters are half as many as Han at least.
pub(crate) const CODE_SIGNS: usize = 2;
/// The least indent, in half-width columns, that shows a lost line end: a paragraph's is four.
pub(crate) const INDENT: usize = 3;
/// Most bytes of a line that is a date spread out over the page: blanks of three bytes between all its characters.
pub(crate) const SPACED_DATE: usize = 240;
/// The longest number of a heading (`4.2.2`) that begins a block.
pub(crate) const BLOCK_NUMBER: usize = 8;

/// How far a mark looks for its neighbours; longer strings of marks are drawings.
pub(crate) const NEIGHBOUR: usize = 8;
/// How far from its opening bracket, in bytes, one in another line may close it: a long paragraph.
pub(crate) const CORNER_REACH: usize = 6000;
/// Open marks before a closing one among which its partner is looked for: texts nest three levels.
pub(crate) const CORNERS_OPEN: usize = 64;
/// Levels of quotation that are counted.
pub(crate) const CORNER_LEVELS: usize = 64;
/// Brackets that a closing mark had cut off can pair once that mark has become a quote; so many times it is looked again.
pub(crate) const CORNER_ROUNDS: usize = 4;

/// The longest number that begins a clean line, in bytes.
pub(crate) const CLEAN_NUMBER: usize = 3;
/// The longest number of an article that begins a clean line, in bytes: nine characters.
pub(crate) const CLEAN_HEADING: usize = 27;

/// So many lines with one blank each are a table of two columns.
pub(crate) const NARROW_ROWS: usize = 3;
/// So many lines with equally many blanks, two and more each, are a table.
pub(crate) const WIDE_ROWS: usize = 2;
/// Blanks of a line whose cells may be labels with colons, two labels and their values at least.
pub(crate) const LABELLED_GAPS: usize = 3;
/// A row is no longer than this.
pub(crate) const ROW_CHARS: usize = 160;
/// Blanks of a line that make a row of it by themselves.
pub(crate) const ROW_BLANKS: usize = 4;
/// Blanks of a line that make a row of it where [`ROW_NUMBERS`] of them stand before numbers.
pub(crate) const ROW_BLANKS_NUMBERED: usize = 3;
/// See [`ROW_BLANKS_NUMBERED`].
pub(crate) const ROW_NUMBERS: usize = 2;

/// The longest word before a heading's number.
pub(crate) const HEADING_WORD: usize = 2;
/// How far back from its end a heading's number (第二十三条之一) is read.
pub(crate) const HEADING: usize = 10;
/// Digits of the number behind a heading's word.
pub(crate) const HEADING_DIGITS: usize = 3;
/// The longest number in parts (`4.2.2`) before a blank that stays.
pub(crate) const PARTS: usize = 11;
/// Digits of one of its parts, and of a number without parts.
pub(crate) const PART_DIGITS: usize = 2;
/// The longest enumerator (`（二十三）`).
pub(crate) const ENUMERATOR: usize = 6;
/// How far a piece between two blanks is read; a longer look would make long lines slow.
pub(crate) const PIECE: usize = 40;
/// The Han of a member of a list of names: two to five.
pub(crate) const MEMBER: std::ops::RangeInclusive<usize> = 2..=5;
/// A longer piece before the blank is no member and no title of one.
pub(crate) const MEMBER_TITLE: usize = 8;
/// The longest word behind a bracket that names follow.
pub(crate) const ROLE: usize = 5;
/// How far from a blank the brackets around a signature stand.
pub(crate) const SIGNATURE: usize = 30;
/// The characters of a name.
pub(crate) const NAME: std::ops::RangeInclusive<usize> = 2..=4;
/// The Han of each part of a title or a motto.
pub(crate) const TITLE_PART: usize = 4;
/// The Han of each part of a motto whose parts are equally long.
pub(crate) const MOTTO_PART: usize = 3;
/// From so many letters set apart on, they may be names.
pub(crate) const SPACED_NAMES: usize = 4;

/// Digits left of the colon of a time or ratio.
pub(crate) const RATIO_DIGITS: usize = 3;
/// Digits of a document's number.
pub(crate) const DOCUMENT_DIGITS: usize = 5;
/// The longest title between << and >>.
pub(crate) const TITLE: usize = 60;
/// The longest Han number of a part (`一.`).
pub(crate) const PART_NUMBER: usize = 4;
/// Dots of an ellipsis: more are leaders of a table of contents.
pub(crate) const ELLIPSIS: std::ops::RangeInclusive<usize> = 3..=6;
/// The Han of a sentence or clause before its full stop.
pub(crate) const SENTENCE: usize = 6;
/// How far back a clause is read for that.
pub(crate) const CLAUSE: usize = 40;
/// Marks of one question.
pub(crate) const ASKED_TIMES: usize = 3;
/// How far back a question is read.
pub(crate) const QUESTION: usize = 60;
/// Characters before a mark that show speech, and how many of them are Han.
pub(crate) const SPEECH: usize = 4;
/// See [`SPEECH`].
pub(crate) const SPEECH_HAN: usize = 3;
/// The longest command behind a colon (`:wq`).
pub(crate) const COMMAND: usize = 12;
/// The longest name of an entity, with its sign.
pub(crate) const ENTITY: usize = 9;
/// How far the marks of a tear are read to each side.
pub(crate) const TEAR: usize = 8;
/// The longest bracket of a formula, from bracket to bracket.
pub(crate) const FORMULA: usize = 4;
/// Dashes that are one dash, drawn long.
pub(crate) const LONG_DASH: std::ops::RangeInclusive<usize> = 3..=4;
/// Digits of an amount; longer numbers are telephone numbers.
pub(crate) const AMOUNT_DIGITS: std::ops::RangeInclusive<usize> = 1..=4;
/// Years that a range may have.
pub(crate) const YEARS: std::ops::Range<u32> = 1000..2200;

/// How many characters left and right of a quotation mark the judge is asked about; the model's own reach.
pub(crate) const ASKED_LEFT: usize = 6;
/// See [`ASKED_LEFT`].
pub(crate) const ASKED_RIGHT: usize = 5;
/// The most that the judge's word counts for, in nats.
pub(crate) const ASKED_MOST: f32 = 12.0;
/// How many characters behind a mark say whether they are quoted, and how much they may say together (nats).
pub(crate) const QUOTED: usize = 24;
/// See [`QUOTED`].
pub(crate) const QUOTED_MOST: f32 = 6.0;
/// From this probability on two marks are a pair: neither lost its partner.
pub(crate) const TOGETHER: f64 = 0.6;
/// From this probability on a straight quote becomes one of a pair.
pub(crate) const PAIRED: f64 = 0.97;
/// From this probability on a quote is turned round.
pub(crate) const TURNED: f64 = 0.995;

/// What is said of a rule of which nothing was measured.
pub(crate) const UNMEASURED: f32 = 0.95;

/// Digits of a group of a long number.
pub(crate) const GROUP: usize = 3;
/// How much likelier a dot between Han is the end of a sentence than the dot of a name, in nats; chosen, see docs/width.md for what it lets through.
pub(crate) const STOP_SURE: f32 = 2.0;
/// How much likelier it is the end of a sentence than nothing at all, in nats.
pub(crate) const STOP_OVER_NONE: f32 = -1.0;
/// How much likelier a full-width dot between Han is the dot of a name than any other mark, in nats.
pub(crate) const DOT_SURE: f32 = 1.0;
/// The longest number of a year: 一百一十一.
pub(crate) const YEAR: usize = 5;
/// Members of a list of names of which some have a Latin part, at least and at most.
pub(crate) const LATIN_NAMES: usize = 3;
/// See [`LATIN_NAMES`].
pub(crate) const LATIN_NAMES_MOST: usize = 200;
/// How far from the start of its line the colon of a label stands.
pub(crate) const LABEL: usize = 8;

/// Digits before the point of a torn decimal.
pub(crate) const WHOLE: usize = 4;
/// Digits behind it.
pub(crate) const FRACTION: usize = 4;
/// Blanks that tear it.
pub(crate) const TORN_BLANKS: usize = 2;
/// The longest number of a range, with its point.
pub(crate) const LONG_NUMBER: usize = 12;
/// Han set apart, each alone, in a clause whose type is tracked.
pub(crate) const TRACKED: usize = 4;
/// Blanks of a clause before one of them is asked whether the type is tracked; a longer clause is read up to here.
pub(crate) const CLAUSE_GAPS: usize = 200;
