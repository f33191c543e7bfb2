//! The limits of stage lines, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

/// A join at least this probable that is not applied is told in the apparatus; a gap with a lower probability begins a block, for what is seen at
/// the gaps after it.
pub(crate) const WORTH_TELLING: f32 = 0.5;
/// Characters before a gap that the judge reads: what its order can make use of, and one more.
pub(crate) const BEFORE_GAP: usize = 6;
/// Characters after a gap that the judge reads. Beyond eight the scores of both readings differ no more.
pub(crate) const AFTER_GAP: usize = 8;
/// The judge's odds (natural logarithm) are cut off here; beyond, it is as sure as it can be.
pub(crate) const JUDGE_LIMIT: f32 = 16.0;
/// Fewest lines that can show a width.
pub(crate) const WRAP_FEWEST: usize = 5;
/// Cells of lines so wide that four of them that end just at one width are a wrapped paragraph: twenty-four Han characters. Chosen: lists and verse are narrower.
pub(crate) const WIDE: usize = 48;
/// So many of them.
pub(crate) const WIDE_FILLED: usize = 4;
/// Cells by which wrapped lines fall short of the width: one Han character and a mark that may not begin a line, or a short number.
pub(crate) const WRAP_SLACK: usize = 6;
/// Share of the lines of more than half the width that must come near it. Wrapped policy pages have .6 and more, pages of whole paragraphs under .2.
pub(crate) const WRAP_SHARE: f32 = 0.4;
/// Cells: the narrowest columns are of eight Han characters.
pub(crate) const WRAP_NARROWEST: usize = 16;
/// Cells: the widest lines that printers and programs wrap at hold eighty Han characters.
pub(crate) const WRAP_WIDEST: usize = 170;
/// One line in so many may stick out of the width, …
pub(crate) const WRAP_OVER: usize = 25;
/// … or one in so many where half of all lines end just at it: marks were narrower when such a page was wrapped.
pub(crate) const WRAP_OVER_FULL: usize = 10;
/// Of the lines that end near the width, the share that must be filled to the last character for the exact arithmetic to hold on a page.
pub(crate) const STRICT_SHARE: f32 = 0.95;
/// How many more lines must be filled to the edge with digits of two cells than with narrow ones for a page to have been wrapped with
/// full-width digits. See `docs/lines.md`, "Full-width digits".
pub(crate) const PITCH_LINES: usize = 2;
/// Cells of indentation that first lines of paragraphs are short by where the blanks themselves were lost: two Han characters.
pub(crate) const INDENTATION: usize = 4;
/// Characters of a numbered heading that ends like a sentence.
pub(crate) const HEADING_SENTENCE: usize = 40;
/// Characters of a label with its colon.
pub(crate) const LABEL: usize = 14;
/// Odds (natural logarithm) of a break after a mark are cut off here.
pub(crate) const PRIOR_LIMIT: f32 = 4.0;
/// Share of lines that end with a comma from which on a page is taken to break its lines there. Of 120 clean pages none has .05.
pub(crate) const COMMA_SHARE: f32 = 0.1;
/// Cells of a short line: thirty Han characters. Chosen, not fitted, as are those that follow.
pub(crate) const SHORT_LINE: usize = 60;
/// Characters of a sentence that is short enough to be a heading.
pub(crate) const SHORT_SENTENCE: usize = 14;
/// Bytes of a line of prose: thirty Han characters.
pub(crate) const PROSE: usize = 90;
/// Cells of a long block.
pub(crate) const LONG_BLOCK: f32 = 600.0;
/// Bytes up to which a line may be a document number, a date or a signature.
pub(crate) const FORM: usize = 360;
/// Bytes from which on a line is no line of a page that was wrapped: 133 Han characters and more.
pub(crate) const LONG_LINE: usize = 400;
/// One line in so many is left out when the widest line of a page is looked for: a mark that hangs over, a heading that was not wrapped, a table.
pub(crate) const WIDEST_LEFT_OUT: usize = 50;
/// A page marks its paragraphs by indentation where at least one line in so many is indented …
pub(crate) const INDENTED: usize = 10;
/// … and at least one in so many is not.
pub(crate) const NOT_INDENTED: usize = 20;
/// Share of the lines with an empty line before them, in tenths, from which on empty lines set blocks apart.
pub(crate) const SPACED_TENTHS: usize = 8;
/// Lines of one sort go on after what they begin with where one in so many and more of those that could end there do.
pub(crate) const GO_ON: u32 = 5;
/// Fewest lines of one sort, none of which goes on, that show that such lines stand alone …
pub(crate) const ALONE: u32 = 3;
/// … and fewest of them in one part of a page whose other parts go on.
pub(crate) const SIBLINGS_ALONE: u32 = 2;
/// Most bytes of a line that signs: several bodies side by side.
pub(crate) const SIGNATURE: usize = 360;
/// Most characters of the heading of a chapter.
pub(crate) const HEADING: usize = 40;
/// Most bytes of the time of a subtitle: `00:00:03,000 --> 00:00:05,500`.
pub(crate) const TIME: usize = 40;
/// Most characters of a label with its colon that a speaker or a sort of answer has.
pub(crate) const SPEAKER: usize = 10;
/// Where people speak one line in so many, or more, is the name of a speaker.
pub(crate) const SPEAKERS: usize = 6;
/// Prose has a mark in at least so many characters: the policy documents of `bench/policy` have one in 13, their longest stretch without one is 60.
pub(crate) const LETTERS_A_MARK: usize = 40;
/// The share of pages without a width and without broken clauses that are torn in places. Chosen.
pub(crate) const TORN_PAGE: f64 = 0.05;
/// The share of the gaps of a torn page that are asked, no sentence ending before them, at which a block goes on. Chosen.
pub(crate) const TORN_SHARE: f64 = 0.1;
/// The judge's odds, as a share of their limit, from which on a numbered line without marks was cut in a word on a page that is broken nowhere else, and is no
/// heading. Chosen.
pub(crate) const CUT_HEADING: f32 = 0.5;
/// Log odds by which a block goes on sooner at a gap of a page that other gaps show to be torn. Set on `bench/rejoin` (paragraphs cut at random: joins F1 .93
/// without, and none wrong with it).
pub(crate) const TORN_ELSEWHERE: f64 = 1.5;
/// The least doubt that is counted with.
pub(crate) const LEAST_DOUBT: f64 = 1e-6;
/// Characters of the longest torn number that is put together: `1,234,567,890.12`. Chosen.
pub(crate) const NUMBER_DIGITS: usize = 16;
/// Han of a line of words that a number may be torn out of: the narrowest columns hold eight. Chosen.
pub(crate) const COLUMN_HAN: usize = 6;
/// The probability that a block goes on over a break before a mark that begins no line, inside a word after its hyphen, and between the words of an entry of
/// contents and its leaders. Chosen: nothing else was seen there.
pub(crate) const SURE: f32 = 0.95;
/// Fewest lines with leaders of a table of contents.
pub(crate) const LEADERS: usize = 2;
/// Fewest dots of a leader; `……` has six and ends a sentence.
pub(crate) const LEADER_DOTS: usize = 8;
/// Most characters of the number of a page behind a leader.
pub(crate) const LEADER_PAGE: usize = 8;
/// The most characters of a line that is nothing but the end of a sentence, without its full stop; chosen: sentences of four are usual.
pub(crate) const TAIL: usize = 3;
/// Characters of the line before it at least; chosen.
pub(crate) const TAILED: usize = 16;
/// The judge's odds that two lines go on, as a part of its limit, before the edge of a page or a tail is believed: columns that were read across break off everywhere. Chosen.
pub(crate) const TOGETHER: f32 = 0.2;
/// Digits of the number of comments behind a paragraph at most. Chosen.
pub(crate) const COUNT_DIGITS: usize = 3;
/// Lines of a page that end with such a number at least: two may be anything. Chosen.
pub(crate) const COUNTS: usize = 3;
/// One line in so many ends with such a number at least, on a page that counts. Chosen: on reports of provinces, where years are torn, it is one in thousands.
pub(crate) const COUNTED_SHARE: usize = 20;
