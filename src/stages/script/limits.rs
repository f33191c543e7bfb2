//! The limits of stage script, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

/// From this share of kana and hangul among the letters on, a line or page is Japanese or Korean and stays as it is. Japanese prose has
/// .35 to .6; a Chinese line with a の or a foreign name stays below.
pub(crate) const FOREIGN_SHARE: f64 = 0.15;

/// From this share of the rarer script on, a page is mixed. Machine-made traditional pages keep a few simplified characters: 5 of 2,259
/// in one seed page.
pub(crate) const MIXED_SHARE: f64 = 0.1;

/// Characters of a script that are evidence of it: one alone may be anything. Chosen, not fitted.
pub(crate) const EVIDENCE: u32 = 2;

/// Characters to each side of a place that are looked at for the script around it.
pub(crate) const WINDOW: usize = 32;

/// Characters to each side of one that is mentioned, to the brackets around it.
pub(crate) const MENTIONED: usize = 8;

/// Characters of a word that a bracket explains.
pub(crate) const EXPLANATION: usize = 16;

/// Characters before and after an open one that the judge reads: it looks back five.
pub(crate) const CONTEXT: usize = 6;

/// What evidence of script weighs for each character it stands further away, in a line with both scripts.
pub(crate) const NEARNESS: f64 = 0.8;

/// A character both scripts have, in a line with both, where its neighbourhood is traditional.
pub(crate) const NEARBY: f32 = 0.95;

/// A traditional character that is mentioned in simplified text: kept out of the text, below any sensible `accept`.
pub(crate) const MENTION: f32 = 0.3;

/// The confidence in marks of MediaWiki: their form is nobody else's.
pub(crate) const WIKI: f32 = 0.99;

/// What may stand in a word that MediaWiki's marks protect, besides letters, digits and blanks.
pub(crate) const WIKI_MARKS: [char; 6] = ['·', '・', '-', '—', '《', '》'];

// The weights below are natural logarithms of odds. They were set on one half of seven million characters of Traditional text (law, minutes,
// Hansards, encyclopaedia, poems, histories); docs/script.md has the figures of the other half.

/// The most that the judge says against or for a reading: it has read policy, and is sure of it where it should not be.
pub(crate) const JUDGE: f32 = 6.0;

/// How much likelier a reading must be than the others to be put in place of a character that no simplified text has: leaving it is wrong for
/// certain, so the likeliest is taken at the least confidence that is applied by default.
pub(crate) const NO_FORM: f32 = 0.9;

/// Characters to each side of an open one in which a word that shows the subject is looked for.
pub(crate) const NEAR: usize = 30;

/// Times that a page writes the other reading of a character itself before it is taken to keep the two apart.
pub(crate) const APART: usize = 3;

/// A surname where one may stand.
pub(crate) const SURNAME: f32 = 1.5;
/// A name that begins or ends at a mark, a blank or the edge of the line.
pub(crate) const NAME_AT_EDGE: f32 = 2.0;
/// A title or a body before a name.
pub(crate) const NAME_BY_TITLE_BEFORE: f32 = 3.0;
/// A title behind a name.
pub(crate) const NAME_BY_TITLE_AFTER: f32 = 4.0;
/// A conjunction before a name, or a word behind it that follows persons and other things.
pub(crate) const NAME_JOINED: f32 = 1.5;
/// Any other character beside what would be a name.
pub(crate) const NAME_INSIDE: f32 = 3.0;
/// A given name of two characters: four in five are.
pub(crate) const NAME_OF_TWO: f32 = 1.0;

/// A word of kana or hangul, as evidence that a line is not Chinese: its first letter.
pub(crate) const LETTER: f32 = 2.0;
/// Its further letters, katakana, and the particle that Chinese borrows.
pub(crate) const FURTHER_LETTER: f32 = 0.5;
/// By how much that evidence must outweigh what is Chinese in a line with few such letters.
pub(crate) const JAPANESE: f32 = 2.0;
/// The same in a line without any, by the forms of characters alone.
pub(crate) const JAPANESE_FORMS: f32 = 4.0;
/// Such evidence in a quotation, and in one that marks say to be a title.
pub(crate) const QUOTED: f32 = 2.5;
pub(crate) const QUOTED_TITLE: f32 = 2.0;
/// What a line of a page that is not Chinese must show to be converted.
pub(crate) const CHINESE: f32 = 2.0;
/// Characters of a quotation at most.
pub(crate) const QUOTATION: usize = 120;
