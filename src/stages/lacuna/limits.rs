//! The limits of stage lacuna, each with its unit and the measurement that set it. Probabilities unless the name says otherwise. Values called `ln` are logarithms of probabilities or of odds.

/// Characters of foreign names on either side of a `?` from which on it is a dot.
pub(crate) const DOT_NAME_CHARACTERS: usize = 2;
/// Characters after a `?` within which a Latin name in brackets follows.
pub(crate) const DOT_REACH: usize = 48;
/// Hanzi of either part of a title.
pub(crate) const DOT_TITLE_PART: usize = 10;
/// The least share of a page's `?` between hanzi that must look like dots, if no Latin name says so.
pub(crate) const DOTS_SHARE: f64 = 0.5;
/// How often a `?` in a name whose Latin form follows is a dot.
pub(crate) const DOT_LATIN_NAME: f32 = 0.99;
/// How often a `?` between characters of foreign names is a dot, several on the page.
pub(crate) const DOT_NAMES: f32 = 0.98;
/// How often such a `?` is a dot, the only one of the page.
pub(crate) const DOT_NAME: f32 = 0.95;
/// How often a `?` between two parts of a title is a dot.
pub(crate) const DOT_TITLE: f32 = 0.93;
/// Bytes of a page that are read for its own phrases: more than any policy page has. With a megabyte, pages of that size spent half their time here.
pub(crate) const MEMORY_BYTES: usize = 200_000;
/// What the judge counts for against the page's own counts after 2, 3 and 4 characters of context.
pub(crate) const MEMORY_WEIGHTS: [f64; 3] = [24.0, 6.0, 3.0];
/// Items of a run that is read together with others that look the same.
pub(crate) const TOGETHER_ITEMS: usize = 4;
/// How many of them count.
pub(crate) const TOGETHER_PLACES: usize = 4;
/// What a reading must have at its own place before others that look the same may support it.
pub(crate) const TOGETHER_OWN: f64 = 0.3;
/// ln: what a closing bracket gains when its opening one stands before it on the line.
pub(crate) const BRACKET_CLOSES: f64 = 1.5;
/// ln: what a closing bracket loses when none is open.
pub(crate) const BRACKET_UNOPENED: f64 = -4.0;
/// ln: what a mark loses in a run that was cut at marks: the text would have been cut there as well.
pub(crate) const CUT_HERE: f64 = -8.0;
/// ln: what corner brackets and full-width letters lose, which the judge cannot tell from the usual ones.
pub(crate) const UNUSUAL_FORM: f64 = -4.0;
/// ln: what a reading loses for needing that script conversion changed a character of the damaged run.
pub(crate) const CONVERTED: f64 = -4.0;
/// ln: what a question mark loses for being read as a pair within a run.
pub(crate) const INNER_QUESTION: f64 = -3.0;
/// ln: what pairs lost before a run's last lone byte lose, where the judge's rest for the rare is shared by thousands of endings.
pub(crate) const GAP_AT_END: f64 = -0.4;
/// ln: a reading less likely than this after what stands before it is not trusted where pairs may be missing: 设施旭及 for 设施协同服务及.
pub(crate) const SURPRISE: f64 = -16.0;
/// The most pairs in a row that are restored.
pub(crate) const GAPS: usize = 4;
/// The most pairs in a row that are restored before the lone byte at a run's end, where any character may stand last.
pub(crate) const GAPS_AT_END: usize = 2;
/// Readings kept there.
pub(crate) const BEAM_AT_END: usize = 32;
/// ln: readings this far behind the best at one place are given up.
pub(crate) const SPAN: f64 = 13.0;
/// Share of kana and hangul among them and hanzi above which a page is not Chinese; one or two in a row do not count.
pub(crate) const FOREIGN_PAGE: f64 = 0.05;
/// Share of kana and hangul among them and hanzi above which a run is not Chinese; a run is shorter than a page.
pub(crate) const FOREIGN_RUN: f64 = 0.2;
/// Characters before and after a run that are asked for kana and hangul.
pub(crate) const FOREIGN_NEAR: usize = 8;
/// Question marks and blanks in a row that are looked at to tell text of another script.
pub(crate) const FOREIGN_MARKS: usize = 64;
/// Readings kept at one place.
pub(crate) const BEAM: usize = 128;
/// Other readings kept for the apparatus.
pub(crate) const CANDIDATES: usize = 5;
/// Items of a run torn by a false delimiter that are looked at.
pub(crate) const RUN_ITEMS: usize = 200;
/// Places that are tried as the end of a torn run.
pub(crate) const RUN_ENDS: usize = 3;
/// Visible characters, beside the lone `?` at its end, that a run without private-use characters must show to be taken for shifted. Of 10,000
/// single `?` put into 180 clean texts five were taken for the end of such a run, all after one or two characters.
pub(crate) const SHIFTED_SHOWN: usize = 3;
/// ln: what readings with dropped pairs must have over those without in a shifted run that shows no private-use characters. Of 441 policy
/// sentences that lost a byte one to eight characters before an ASCII one, pairs dropped, 68, 72, 72, 71 come out exact with 2, 4, 6, 8, and
/// 22, 24, 25 and 28 with a wrong character (79 when none could be missing); of 400 with the pairs kept 281 are exact with each.
pub(crate) const SHIFTED_DROPPED: f64 = 4.0;
/// Items of a run shifted by a lost byte that are looked at.
pub(crate) const SHIFTED_ITEMS: usize = 2000;
/// Characters before the first private-use one in which the lost byte is looked for.
pub(crate) const LOOK_BACK: usize = 48;
/// Characters before a run that the judge reads.
pub(crate) const CONTEXT_BEFORE: usize = 400;
/// How many of them count for more than their brackets.
pub(crate) const MODEL_BEFORE: usize = 16;
/// Characters after a run that the judge reads.
pub(crate) const CONTEXT_AFTER: usize = 6;
/// ln odds that a lone `?` with ？ or ！ after it is a torn character and no writing.
pub(crate) const TORN_AT_QUESTION: f64 = -4.0;
/// ln odds that are added where the widths are mixed, `?！`, as nobody writes.
pub(crate) const MIXED_WIDTH: f64 = 4.0;
/// ln odds that are added where a comma or a stop follows the last lone byte, as after no outcry.
pub(crate) const MARK_FOLLOWS: f64 = 3.0;
/// ln odds that are added where a comma or a stop follows the last lone byte after a false ！.
pub(crate) const MARK_FOLLOWS_OUTCRY: f64 = 7.0;
/// ln odds of the usual reading of a tear beyond which none over traditional characters is searched.
pub(crate) const USUAL_IS_CLEAR: f64 = 6.0;
/// ln odds that are added for a page made traditional before it was torn.
pub(crate) const TORN_TRADITIONAL: f64 = -2.0;
/// ln odds for ； and ：, which nobody writes after a question mark.
pub(crate) const TORN_AT_MARK: f64 = 0.0;
/// ln odds for 。.
pub(crate) const TORN_AT_STOP: f64 = -2.0;
/// ln odds for other full-width signs.
pub(crate) const TORN_AT_OTHER: f64 = -4.0;
/// ln odds when the lone byte is shown as a full-width question mark.
pub(crate) const FULL_WIDTH_LONE: f64 = -6.0;
/// ln odds that a page's private-use characters come from a lost byte.
pub(crate) const BYTE_LOST: f64 = 0.0;
/// ln odds that a page's lone byte comes from a lost byte, where no private-use character is to be seen.
pub(crate) const BYTE_LOST_UNSEEN: f64 = -3.0;
/// Characters before a lone byte that are asked whether they make sense.
pub(crate) const BAD_TAIL: usize = 8;
/// ln: their mean below which they do not. Clean text is above it in all but one of a thousand places.
pub(crate) const BAD_MEAN: f64 = -7.0;
/// ln: that a decoder which shows a lone byte as `?` kept the ASCII byte after it.
pub(crate) const NOT_SWALLOWED: f64 = -9.0;
/// ln: what a character that is shown after a second tear of a line stands for, on average: text costs about this, nonsense two or three
/// times as much.
pub(crate) const TORN_CHARACTER: f64 = -5.0;
/// How sure a digit must be.
pub(crate) const DIGIT: f64 = 0.99;
/// Readings less likely than this are not followed into the apparatus.
pub(crate) const FORGOTTEN: f64 = 0.002;
/// ln: that the lost byte was a character's lead byte.
pub(crate) const LEAD_LOST: f64 = -4.0;
/// ln: that it was a trail byte.
pub(crate) const TRAIL_LOST: f64 = -6.0;
/// ln: the least that the end of a line says, because a line may be broken anywhere.
pub(crate) const LINE_END_FLOOR: f64 = -9.0;
/// ln: what it costs to leave a bracket open at the end of a line.
pub(crate) const BRACKET_LEFT_OPEN: f64 = -6.0;
/// Share of lines that end within a sentence from which on the ends of lines say nothing.
pub(crate) const WRAPPED: f64 = 0.5;
/// Characters of a line that counts for that.
pub(crate) const LONG_LINE: usize = 15;
/// ln: the most that a mark after a question or exclamation mark costs in text left as it stands.
pub(crate) const REPEATED_MARK: f64 = -2.0;
/// ln: what a `?` costs at most in text left as it stands: it may stand for any character a codec lacked.
pub(crate) const UNKNOWN_CHARACTER: f64 = -9.0;
/// ln: what a private-use character costs in text left as it stands.
pub(crate) const PRIVATE_CHARACTER: f64 = -12.0;
/// ln: text whose characters are likelier than this on average is not looked at further.
pub(crate) const FLUENT: f64 = -4.0;
/// Characters scored in one reading of a small page before the stage gives up, two to three seconds of the worst: with 16 million, all that is scored
/// counted, for two readings together, a sentence torn twice was left half way.
pub(crate) const WORK: u64 = 32_000_000;
/// Characters scored for each byte of a larger page before the stage gives up: with 16 million a torn megabyte of policy text was left half way.
pub(crate) const WORK_PER_BYTE: u64 = 40;
/// The most characters scored for a page, about six seconds.
pub(crate) const WORK_MOST: u64 = 64_000_000;
/// A page is read again where more than one part in so many of its work was left over: a page that takes nearly all of it at every reading would
/// cost as many times as much as it has readings. Chosen, not fitted.
pub(crate) const WORK_LEFT_TO_READ_AGAIN: u64 = 2;
/// Places of one page that are looked at.
pub(crate) const PLACES: usize = 20_000;
/// Second bytes of a dropped pair below which a list of them is asked before a character is scored; a matter of speed alone.
pub(crate) const FEW_SECONDS: usize = 20;
/// A run less likely damaged than this leaves no trace in the apparatus; chosen, not fitted.
pub(crate) const WORTH_SAYING: f64 = 0.1;
/// Kana or hangul in a row that are foreign text: shifted bytes show one or two.
pub(crate) const FOREIGN_IN_A_ROW: usize = 3;
/// Question marks that stand for text of an unknown script; chosen, not fitted.
pub(crate) const UNKNOWN_SCRIPT: usize = 3;
/// A `?` with as many after it stands for no lone byte: no mechanism of this stage leaves four in a row.
pub(crate) const ROW_OF_MARKS: usize = 3;
/// More long lines than this must a page have to be called wrapped; chosen, not fitted.
pub(crate) const LONG_LINES: f64 = 2.0;
/// Share of the readings of a lost place that have one length, from which on a note says how many characters are lost; chosen, not fitted.
pub(crate) const LENGTH_KNOWN: f64 = 0.95;
