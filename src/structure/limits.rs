//! Thresholds of the parsers. Lengths are characters unless the name or the comment says bytes or lines. Chosen from pages read, not fitted, but where a
//! measurement is named.

use std::ops::RangeInclusive;

/// Characters of the name of a body.
pub(super) const BODY_CHARS: RangeInclusive<usize> = 2..=28;
/// Characters from which on an ending proves a body.
pub(super) const BODY: usize = 4;
/// Most characters of a name that ends with a body known whole: a place stands before it.
pub(super) const BODY_WITH_PLACE: usize = 12;
/// Characters from which on 司 ends the name of a department.
pub(super) const DEPARTMENT: usize = 6;
/// Characters that may stand before a word that is no body.
pub(super) const BEFORE_NO_BODY: usize = 2;
/// Most bytes of a line of bodies.
pub(super) const BODIES_BYTES: usize = 360;
/// Most characters of one piece of a name that is spread out with blanks (国 务 院).
pub(super) const SPREAD: usize = 2;
/// Among so many first characters of a name its place ends (甲市).
pub(super) const PLACE: usize = 5;

/// Characters of a title.
pub(super) const TITLE: RangeInclusive<usize> = 4..=110;
/// Most characters of a title that only its kind shows.
pub(super) const NAMED_TITLE: usize = 48;
/// Most lines over which a title is broken.
pub(super) const TITLE_LINES: usize = 4;
/// Most characters of the name of a site.
pub(super) const SITE: usize = 14;

/// Characters of a list of addressees.
pub(super) const ADDRESSEES: RangeInclusive<usize> = 2..=260;
/// Most characters of an addressed person with office.
pub(super) const ADDRESSED_PERSON: usize = 24;
/// Most characters of one addressed body.
pub(super) const ADDRESSED_BODY: usize = 30;
/// Most characters of a release note.
pub(super) const RELEASE_NOTE: usize = 20;
/// Most characters of a line that is a page number.
pub(super) const PAGE_NUMBER: usize = 16;
/// Digits of a page number that is framed or named.
pub(super) const PAGE_DIGITS: RangeInclusive<usize> = 1..=4;
/// Most digits of a bare page number; four are a year.
pub(super) const BARE_PAGE_DIGITS: usize = 3;

/// Most characters before the year of a document number (中华人民共和国国家发展和改革委员会令).
pub(super) const NUMBER_PREFIX: usize = 24;
/// Fewest characters before the year of a document number (国发).
pub(super) const NUMBER_PREFIX_LEAST: usize = 2;
/// Years of document numbers.
pub(super) const NUMBER_YEARS: RangeInclusive<u32> = 1949..=2100;
/// Most digits of the ordinal of a document number.
pub(super) const NUMBER_DIGITS: usize = 5;
/// Characters of a line that is a document number.
pub(super) const NUMBER_LINE: RangeInclusive<usize> = 3..=48;

/// Years of dates.
pub(super) const YEARS: RangeInclusive<u32> = 1900..=2100;
/// Years of the Republic behind the name of the era.
pub(super) const REPUBLIC: RangeInclusive<u32> = 1..=188;
/// Years of the Republic that a page of Taiwan writes without the era: before 2001 they are as likely years of a century, from 2032 on numbers of something.
pub(super) const BARE_REPUBLIC: RangeInclusive<u32> = 90..=120;
/// Most bytes of a line that is a date.
pub(super) const DATE_BYTES: usize = 64;

/// Words of the Republic, each counted once, by which a page is of Taiwan: one alone stands in pages about it.
pub(super) const REPUBLIC_WORDS: usize = 2;
/// Characters at the head of a page that they are looked for in.
pub(super) const REPUBLIC_SEARCHED: usize = 4_000;
/// Most characters of a note in brackets behind a date (（补登）).
pub(super) const DATE_NOTE: usize = 8;
/// Characters before 字第 of a serial number (府授人考字第…号).
pub(super) const SERIAL_PREFIX: RangeInclusive<usize> = 1..=12;
/// Most figures of a serial number.
pub(super) const SERIAL_FIGURES: usize = 13;
/// Lines at the head among which the form of a letter, an order or a judgment stands.
pub(super) const FORM_LINES: usize = 4;
/// Most characters of the line that names court and kind of a judgment, or body and kind of a letter.
pub(super) const FORM_LINE: usize = 60;
/// Characters of the title of a statute.
pub(super) const STATUTE: RangeInclusive<usize> = 2..=40;

/// Most characters between an agency and 电.
pub(super) const DATELINE: usize = 24;
/// Characters after an agency within which 电 or 讯 needs no day (本报讯).
pub(super) const DATELINE_DAYLESS: usize = 3;
/// Characters of a credit.
pub(super) const CREDIT: RangeInclusive<usize> = 3..=40;
/// Most characters of a credit that only its label shows.
pub(super) const LABELLED_CREDIT: usize = 30;
/// Bytes of a name that stands before 摄 without a blank: two to four Han characters.
pub(super) const SHOT_NAME_BYTES: RangeInclusive<usize> = 6..=12;
/// Most characters of the names before 摄.
pub(super) const SHOT_NAMES: usize = 12;
/// Characters of a line that is a byline.
pub(super) const BYLINE: RangeInclusive<usize> = 3..=40;
/// Most characters of the names of a byline that a sign opens (□ 张 三).
pub(super) const SIGNED_NAMES: usize = 16;
/// Most characters of the names of a byline that a word opens (本报记者 …).
pub(super) const WORDED_NAMES: usize = 24;
/// Most bytes of a line that is searched for labels.
pub(super) const LABELLED_BYTES: usize = 1200;
/// Most bytes of a label.
pub(super) const LABEL_BYTES: usize = 18;

/// Most bytes of a line of a signature; longer ones are prose.
pub(super) const SIGNATURE_BYTES: usize = 400;
/// Most characters of the line of an officer who signs.
pub(super) const OFFICER: usize = 24;
/// Most Han characters of the officer's name.
pub(super) const OFFICER_NAME: usize = 4;

/// Lines at the head of a document among which title, number and addressee are looked for.
pub(super) const HEAD: usize = 14;
/// Lines at the head among which a title begins.
pub(super) const TITLE_BEGINS: usize = 8;
/// The name of a school or a house that signs is no longer than this, in characters. Chosen.
pub(super) const HOUSE: usize = 20;
/// Lines at the head among which a body alone is taken for the one that issued the document.
pub(super) const LONE_BODY: usize = 6;
/// Most lines over which a list of addressees is broken.
pub(super) const ADDRESSEE_LINES: usize = 4;
/// Most characters of a province before a body, as law libraries print it.
pub(super) const PROVINCE: usize = 8;
/// Lines under a title among which a date stands that nobody signed.
pub(super) const DATE_UNDER: usize = 2;
/// Lines at the end of a document among which a date stands that nobody signed …
pub(super) const DATE_LAST: usize = 6;
/// … and that is not among so many first lines.
pub(super) const DATE_NOT_FIRST: usize = 2;
/// A title by its kind alone (…规划) is looked for in so many lines …
pub(super) const NAMED_LINES: usize = 3;
/// … and, where it has so many characters, …
pub(super) const LONG_NAMED: usize = 8;
/// … in so many.
pub(super) const LONG_NAMED_LINES: usize = 6;
/// Lines before the first prose among which a headline is looked for.
pub(super) const HEADLINE_LINES: usize = 6;
/// Characters of a headline.
pub(super) const HEADLINE: RangeInclusive<usize> = 5..=60;
/// A line of so many characters that ends a sentence is prose.
pub(super) const PROSE: usize = 20;
/// Most characters of a line that names an order (中华人民共和国国务院令), and of the body in it.
pub(super) const ORDER: usize = 24;
/// Lines at the head among which the name of an order stands, and lines after it among which it says what it puts into force.
pub(super) const ORDER_LINES: usize = 6;

/// Lines looked at from each end of a page. Prose ends the search long before, but for tables and lists.
pub(super) const EDGE_LINES: usize = 40;
/// Characters of a line at an edge (合计, 备注 and the like stand in tables).
pub(super) const EDGE: RangeInclusive<usize> = 4..=60;
/// A signature stands within this many lines before its date …
pub(super) const SIGNED_LINES: usize = 3;
/// … which stands in a line of at most so many characters.
pub(super) const DATED: usize = 40;

/// How far a numbering may jump and still count as one chain with a gap.
pub(super) const GAP: u32 = 3;
/// After an outer enumerator only numbers above this may jump: a small one begins a chain of its own.
pub(super) const JUMPS_ON: u32 = 3;

/// Longest heading kept; a longer first sentence is a paragraph and not a heading.
pub(super) const HEADING: usize = 60;
/// A line of so many characters at the head of a document that is no title is its first paragraph.
pub(super) const HEAD_PARAGRAPH: usize = 40;
/// Nesting deeper than this is kept flat: a page cannot make the tree arbitrarily deep.
pub(super) const DEPTH: usize = 12;
/// What is missing may stand inside a line, in a table or a list that runs on: so many lines are searched for it.
pub(super) const SEARCHED: usize = 40;
/// A chain that begins above this number under a heading goes on from the one before.
pub(super) const RUNS_ON: u32 = 9;

/// Numbers of enumerators by Han numerals lie below this.
pub(super) const HAN_NUMBERS: u32 = 1000;
/// Most digits of an enumerator.
pub(super) const ENUMERATOR_DIGITS: usize = 3;
/// Most digits of the number of an annex or a box.
pub(super) const ANNEX_DIGITS: usize = 2;
/// The largest number of a clause (二十是).
pub(super) const CLAUSES: u32 = 20;
/// Characters of a name in a byline that no word for a reporter follows. Chosen, not fitted.
pub(super) const NAME_WITHOUT_TITLE: usize = 12;

/// Characters of a text that its language is read from.
pub(super) const LANGUAGE_CHARS: usize = 600;
/// What has to speak for a language, in the points of the features below. All of them were set by hand on some hundred lines of Chinese with foreign words
/// and of Japanese, Korean and European languages with Chinese ones (`tests/registers/`).
pub(super) const LANGUAGE: f32 = 1.5;
/// Points against others of a character that only Chinese has.
pub(super) const CHINESE_WORD: f32 = 1.2;
/// Points against Japanese and Korean of any Han.
pub(super) const CHINESE_HAN: f32 = 0.06;
/// Points of a hiragana between two words.
pub(super) const PARTICLE: f32 = 1.2;
/// Points of two hiragana, or of three katakana.
pub(super) const KANA: f32 = 1.0;
/// Points of a form that only Japanese has.
pub(super) const JAPANESE_FORM: f32 = 0.8;
/// Kana of a text that may be Japanese.
pub(super) const LEAST_KANA: usize = 2;
/// Forms that only Japanese has, beside which one kana is enough.
pub(super) const LEAST_FORMS: usize = 2;
/// Points of a syllable of hangul.
pub(super) const HANGUL: f32 = 0.8;
/// Syllables of a text that may be Korean.
pub(super) const LEAST_HANGUL: usize = 2;
/// Letters of a text that may be of a language of letters.
pub(super) const LEAST_LETTERS: usize = 8;
/// Its words.
pub(super) const LEAST_WORDS: usize = 3;
/// Points of a word of letters.
pub(super) const ALPHABETIC_WORD: f32 = 0.25;
/// Points of a small word: the, der, и.
pub(super) const SMALL_WORDS: f32 = 1.0;
/// Points against a language of letters of any Han.
pub(super) const HAN_BETWEEN: f32 = 0.25;
/// Letters outside brackets and quotation marks that a language is read from.
pub(super) const OUTSIDE: usize = 2;
/// Points against it where Han come first.
pub(super) const BEGINS_HAN: f32 = 3.0;
/// Bytes of the longest small word.
pub(super) const SMALL_WORD: usize = 10;
