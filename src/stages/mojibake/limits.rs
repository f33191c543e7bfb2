//! The limits of stage mojibake, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.

/// A lost digit must have at least this share of what digits have at its place: 平台1?个 took a 1 at .944 for what may have been any digit.
pub(crate) const DIGIT: f32 = 0.99;
/// 一 and 十 are digits where another digit is at least this probable.
pub(crate) const RIVAL_DIGIT: f32 = 0.003;
/// Hanzi whose probability without context is below this (natural logarithm; 3 in a million) are rare: 0.14 % of the
/// characters of the clean corpus, a third and more of most kinds of mojibake.
pub(crate) const RARE: f32 = -12.7;
/// Three suspicious characters within this many bytes make a line worth a look.
pub(crate) const DENSE_BYTES: usize = 21;
/// So do three and more, if there is one for as many bytes of the line; mojibake has one for 20 and less, clean lines one for 2,000.
pub(crate) const THIN_BYTES: usize = 40;
/// Lines of at most so many characters may be pieces between two halves of UTF-16.
pub(crate) const PIECE: usize = 4;
/// A run must hold this many suspicious characters before the dearer chains are tried on it.
pub(crate) const SUSPICIOUS: usize = 3;
/// ASCII words of this length are looked at as GB2312 without its eighth bits.
pub(crate) const SEVEN_WORD: usize = 16;
/// As many 烫 or 屯 in a row are looked at as fill of unset memory.
pub(crate) const FILL: usize = 4;
/// Readings kept at a time in the lattice.
pub(crate) const READINGS: usize = 64;
/// Readings kept at a time in the lattice where half of the bytes are lost.
pub(crate) const READINGS_SPARSE: usize = 4;
/// The work on a page's lost bytes that lie side by side, and on its characters that are lost whole, in milliseconds or so; the rest stays as
/// it is. A page of 1 MB of UTF-8 read as Big5 took 25 seconds with five times as much.
pub(crate) const PATIENCE: usize = 4_000;
/// What one such byte takes of it.
pub(crate) const PATIENCE_BYTE: usize = 2;
/// What one such character takes of it: every hanzi is weighed. 21,000 in a page took minutes.
pub(crate) const PATIENCE_CHARACTER: usize = 4;
/// Readings this much worse than the best (natural logarithm) are dropped.
pub(crate) const BEAM: f32 = 18.0;
/// Characters before and after a run that the judge sees.
pub(crate) const CONTEXT: usize = 8;
/// Runs are read in stretches of at most about this many bytes, so that memory is bounded.
pub(crate) const LONGEST: usize = 6000;
/// Question marks in a row after which no half of a character is looked for: a line of nothing else must cost no more than another.
pub(crate) const QUESTIONS: usize = 16;
/// The logarithm of the odds that a suspicious run is damaged by one given chain.
pub(crate) const PRIOR: f32 = -14.0;
/// The logarithm of the odds that a suspicious run is damaged by a chain that is established elsewhere on the page.
pub(crate) const PRIOR_KNOWN: f32 = -4.0;
/// Chains that make two bytes of a character need at least so many different hanzi in their reading.
pub(crate) const ALIGNED_LEAST: usize = 4;
/// How much a run of such a chain may lose at its edges to end where the characters end that can be mapped.
pub(crate) const EDGE_LOSS: f32 = 4.0;
/// The logarithm of how much rarer swapped UTF-16 is than the other chains.
pub(crate) const SWAPPED: f32 = -8.0;
/// Repairs at least this likely are named in the apparatus.
pub(crate) const WORTH_SAYING: f32 = 0.5;
/// So many UTF-8 sequences in one run are proof: of random bytes above 80 less than one in five goes on with a sequence.
pub(crate) const PROOF: usize = 12;
/// A chain is established for the page once a run with as many Chinese characters has come back, …
pub(crate) const ESTABLISHING: usize = 4;
/// How much rarer (natural logarithm) traditional forms, full-width letters and corner brackets are than the forms the judge folds them
/// to, in text whose certain characters show none.
pub(crate) const ODD_FORM: f32 = -5.0;
/// How much rarer (natural logarithm) full-width letters and digits are where a byte is lost: U+FF22 stood for 财.
pub(crate) const WIDE_LETTER: f32 = -12.0;
/// From this mean log probability of a character on the judge knows such text; …
pub(crate) const FAMILIAR: f32 = -4.0;
/// … below this one it does not. Of whole characters read there with .9 and more 60 to 90 % are right, so none is written.
pub(crate) const STRANGE: f32 = -4.75;
/// What the best reading of such a character is worth at most.
pub(crate) const STRANGE_CHARACTER: f32 = 0.85;
/// How many characters on each side of a run tell whether the judge knows such text.
pub(crate) const NEIGHBOURHOOD: usize = 60;
/// How likely the closing mark is that a line with an open bracket ends with, where any character may be lost and the judge finds others likelier.
pub(crate) const CLOSES_AT_END: f64 = 0.02;
/// How likely a closing mark is, beside others, when its opening one is not the last opened.
pub(crate) const CLOSES_OUTER: f64 = 0.2;
/// How likely a closing mark is, beside others, when nothing is open.
pub(crate) const CLOSES_NOTHING: f64 = 0.02;
/// How likely an opening mark is, beside others, that nothing closes on the line.
pub(crate) const OPENS_NOTHING: f64 = 0.1;
/// Characters within which a bracket is closed.
pub(crate) const BRACKET_REACH: usize = 60;
/// How much likelier a line that holds a comma or full stop ends with a mark than the judge thinks: 96 to 99.8 % of such lines of
/// the corpus do.
pub(crate) const ENDS_WITHOUT_MARK: f64 = 0.05;
/// How likely a line is to end with a bracket open, beside other endings: .007 to .18 % of the lines of the corpus do.
pub(crate) const LEFT_OPEN: f64 = 0.0005;
/// How likely another mark is where a closing one follows that wants an opening one here.
pub(crate) const OPENED_BY_NOTHING: f64 = 0.004;
/// How much rarer `；` ends a line of sentences than the judge, who knows no sentences, thinks: .04 to .12 % of the lines with `。` in them that
/// are no items of a list do, against 93 % with `。`.
pub(crate) const SEMICOLON_AFTER_SENTENCE: f64 = 0.02;
/// How much rarer `；` ends a line that has commas only (0 to 2 %), …
pub(crate) const SEMICOLON_AFTER_CLAUSE: f64 = 0.1;
/// … and for an item of a list with `。` in it.
pub(crate) const SEMICOLON_IN_ITEM: f64 = 0.2;
/// How likely another character is where three digits and 年 or 〕 lack the millennium.
pub(crate) const NO_YEAR: f64 = 0.003;
/// So many readings of a lost character stand in the apparatus.
pub(crate) const TOLD: usize = 5;
/// Of the characters that escapes stand for, so many tenths must be usual ones.
pub(crate) const PLAUSIBLE_TENTHS: usize = 7;
/// Ways to cut a line of seven-bit GB2312 kept at each byte.
pub(crate) const SEVEN_CUTS: usize = 12;
/// The logarithm of how likely a byte of such a line is a character of its own, against half a hanzi.
pub(crate) const SEVEN_ASCII: f32 = -1.0;
/// The logarithm of how likely a byte is a character of its own in the number that a line begins with, its full stop included.
pub(crate) const SEVEN_NUMBER: f32 = 3.0;
/// A line of seven-bit GB2312 has this share of its bytes, in hundredths, where the first bytes of common hanzi and marks are.
pub(crate) const SEVEN_COMMON: usize = 38;
/// The mean log probability a character that a line of seven-bit GB2312 must reach. Policy text has about -3, codes read as hanzi -9.
pub(crate) const SEVEN_MEAN: f32 = -6.5;
/// A page is given up when at least so many characters are lost, …
pub(crate) const LOST_LEAST: usize = 12;
/// … and they are this share of all that is no blank, digit or ASCII mark.
pub(crate) const LOST_PERCENT: usize = 60;
/// So many 锟斤拷 on a page make the halves of them damage too.
pub(crate) const KUNKAO_MANY: usize = 4;
/// How much rarer the dashes of other lengths are than `—`.
pub(crate) const ODD_DASH: f32 = -3.0;
/// The mean log probability a character that a right reading must reach. Clean text has -3 to -5, bytes that were never
/// Chinese -8 and less.
pub(crate) const MEAN: f32 = -7.5;
/// The allowance on [`MEAN`] for a single character, shared among more.
pub(crate) const MEAN_FEW: f32 = 6.0;
/// For ten known bytes of the lossy chains so many may be lost. With more, pages of U+FFFD were read as Shift_JIS.
pub(crate) const LOST_SHARE: usize = 4;
/// For ten known bytes so many may be lost of UTF-8 read as Big5, which loses half of the bytes; which ones may be lost is known well.
pub(crate) const LOST_SHARE_BIG5: usize = 14;
/// For ten known bytes so many may be lost where a browser put one mark for two bytes, which says much about both.
pub(crate) const LOST_SHARE_BROWSER: usize = 8;
/// A stretch that no chain reads is damaged all the same if it holds so many hanzi that hardly occur, control characters and characters of
/// private use and, with half-width kana, …
pub(crate) const WOUNDS: usize = 6;
/// … so many of them controls or half-width kana, and
pub(crate) const WOUNDS_FOREIGN: usize = 2;
/// … one for so many of its characters that are not ASCII. Clean text has one in 700.
pub(crate) const WOUND_SHARE: usize = 4;
/// A reading for which the non-breaking blanks were taken out, too, must gain so much more (natural logarithm): most cleaners make blanks of them.
pub(crate) const BLANKS_TAKEN_OUT: f32 = 3.0;
/// So many characters of a run that Shift_JIS has twice are tried with both codes.
pub(crate) const TWICE_MOST: usize = 4;
/// More lost bytes in one run are not searched.
pub(crate) const LOST_MOST: usize = 200;
/// How much likelier `？` is than the judge thinks in a sentence with a question word.
pub(crate) const ASKED: f64 = 8.0;
/// How much less likely `？` is than the judge thinks in a sentence without a question word.
pub(crate) const NOT_ASKED: f64 = 0.4;
/// How much more the dearer chains must gain than plain re-reading as UTF-8.
pub(crate) const REPLACE_GAIN: f32 = 5.0;
/// The logarithm of the prior that a `?` in damaged text is a question mark all the same; chosen, not fitted.
pub(crate) const LITERAL: f32 = -8.0;
/// The logarithm of the prior that a mark was swallowed at the end of a line, where nothing need have stood; chosen, not fitted.
pub(crate) const SWALLOWED_AT_END: f32 = -6.0;
/// The logarithm of the odds of a swallowed line feed against a swallowed mark; chosen, not fitted.
pub(crate) const SWALLOWED_FEED: f32 = -1.0;
/// What a swallowed mark gains (natural logarithm) that the text after it asks for; chosen, not fitted.
pub(crate) const WANTED: f32 = 8.0;
/// Readings of a place that are weighed further; the apparatus takes [`TOLD`] of them.
pub(crate) const CANDIDATES: usize = 64;
/// Unfinished characters are kept for each reading; the judge has not weighed them yet. Chosen, not fitted.
pub(crate) const READINGS_UNFINISHED: usize = 16;
/// Nodes of a layer that are looked through one by one before a table is made of them: most layers have one or two.
pub(crate) const SEARCHED_IN_A_ROW: usize = 8;
/// Readings with less of the probability than this (natural logarithm) are no candidates.
pub(crate) const FORGOTTEN: f64 = -12.0;
/// More brackets than any line of text has open at a time; what opens beyond them is not kept, so that a line of brackets costs no more than another.
pub(crate) const DEEPEST: usize = 16;
/// Bytes of a sentence in which a word that asks is looked for.
pub(crate) const SENTENCE: usize = 240;
/// A line of seven-bit GB2312 has at least so many hanzi; chosen, not fitted.
pub(crate) const SEVEN_HANZI: usize = 6;
/// Bytes above 80 that percent escapes and quoted-printable must hold to be text; chosen, not fitted.
pub(crate) const ESCAPED_HIGH: usize = 4;
/// So many `uXXXX` without a backslash must stand on a line; chosen, not fitted.
pub(crate) const BARE_ESCAPES: usize = 3;
/// How sure it is that a byte order mark whose last byte is gone took nothing else with it; chosen, not fitted.
pub(crate) const MARK_AND_MORE: f32 = 0.95;
/// How sure it is that such a row is fill; chosen, not fitted.
pub(crate) const FILL_IS_DAMAGE: f32 = 0.97;
/// The dearer chains are tried where walks cover less than one byte of a line in so many; chosen, not fitted.
pub(crate) const COVERED_SHARE: usize = 2;
/// A walk is proof ([`PROOF`]) only with so many complete sequences for each that lacks a byte; chosen, not fitted.
pub(crate) const PROOF_PER_LOST: usize = 3;
/// Text is traditional where more than one in so many of its certain hanzi has an odd form; chosen, not fitted.
pub(crate) const TRADITIONAL_SHARE: usize = 10;
/// A line is mostly Chinese where one in so many of its characters is; chosen, not fitted.
pub(crate) const CHINESE_SHARE: usize = 2;
/// Digits of each part of the number that a line begins with; chosen, not fitted.
pub(crate) const NUMBER_DIGITS: usize = 3;
/// Symbols of the judge below this stand for classes of characters that it has not seen.
pub(crate) const FIRST_KNOWN_SYMBOL: u16 = 32;
/// Half of the [`WOUNDS`] must be hanzi; chosen, not fitted.
pub(crate) const WOUNDS_HANZI: usize = WOUNDS / 2;
/// Characters of a line in which the number of an item of a list stands; chosen, not fitted.
pub(crate) const ITEM_HEAD: usize = 8;
/// … damaged so more likely than this; chosen, not fitted.
pub(crate) const ESTABLISHED: f64 = 0.9995;
/// How much rarer (natural logarithm) it is that text was read in another page of one byte than in Latin-1; chosen, not fitted.
pub(crate) const OTHER_PAGE: f32 = -1.5;
/// The same of a page that hardly anybody has set; chosen, not fitted.
pub(crate) const RARE_PAGE: f32 = -3.0;
/// How much likelier (natural logarithm) than other chains a run is that reads as sequences of UTF-8: good text of letters and signs is weighed
/// beside it, and what chance makes of it is in its likelihood.
pub(crate) const SEQUENCES: f32 = 6.5;
/// How likely an ASCII letter, digit or mark is among those of its class (natural logarithm).
pub(crate) const ASCII_LETTER: f32 = -2.8;
/// What a character costs that is left over beside sequences of UTF-8 (natural logarithm); chosen, not fitted.
pub(crate) const STRAY: f32 = -6.0;
/// For each character that is left over a cluster must hold so many sequences. `æ²³¹` is no 河 with a tone.
pub(crate) const SEQUENCES_FOR_STRAY: usize = 12;
/// What a blank costs that stands for a hard one (natural logarithm); chosen, not fitted.
pub(crate) const BLANK_MADE: f32 = -0.3;
/// What a sequence costs whose last byte is lost (natural logarithm); chosen, not fitted.
pub(crate) const LOST_LAST: f32 = -2.0;
/// Clusters of one line within so many bytes of each other are one repair.
pub(crate) const CLUSTERS_APART: usize = 200;
/// A run of GBK in a page of one byte has at least so many different hanzi.
pub(crate) const WHOLE_LEAST: usize = 2;
/// A run of fewer different hanzi is short: random runs of eight Cyrillic letters, marks or currency signs make four hanzi of GBK in some page, …
pub(crate) const WHOLE_SHORT: usize = 5;
/// … whose mean log probability is -8; that of 中国 is -3. Chosen between them.
pub(crate) const WHOLE_SHORT_MEAN: f32 = -5.5;
/// Of so many hanzi of such a run one at most is rare, private or no character of Chinese text.
pub(crate) const WHOLE_ODD: usize = 6;
/// How much rarer (natural logarithm) Big5 read in a page of one byte is than GBK; chosen, not fitted.
pub(crate) const BIG5_AND_PAGE: f32 = -3.0;
/// What speaks against sequences of UTF-8 (natural logarithm) in a line without hanzi whose other letters and marks are whole: the decoder would have
/// broken them as well.
pub(crate) const WELL_DECODED: f32 = -8.0;
/// C1 controls are marks where a line has fewer of them than one for so many characters.
pub(crate) const MARKS_SHARE: usize = 8;
/// So many C1 controls in a row are looked past for what stands beside them; of text that has more of them nothing is read.
pub(crate) const CONTROLS: usize = 64;
/// How sure it is that a C1 control within text is the mark that windows-1252 has in its place; chosen, not fitted.
pub(crate) const CONTROL_IS_MARK: f32 = 0.97;
/// For ten bytes that are known so many may be put back where cleaners took some out. Half of the bytes of a hanzi's tail are C1 controls, so
/// five are the rule; of French, which has one byte for each hanzi that is made of it, twenty.
pub(crate) const PUT_BACK_SHARE: usize = 9;
/// What a repair costs (natural logarithm) that leaves a hanzi beside it which the same decoder could have made; chosen, not fitted.
pub(crate) const LEFT_OVER: f32 = -8.0;
/// A cluster has at most one sequence with a blank in it, and one more for so many sequences: a byte in 64 of their tails is A0.
pub(crate) const SEQUENCES_FOR_BLANK: usize = 8;
/// What a cluster of box drawings gains at most (natural logarithm): of itself it is a drawing.
pub(crate) const DRAWN: f32 = 0.5;
/// What a sign costs (natural logarithm) that sequences in the same line leave over; chosen, not fitted.
pub(crate) const SIGN_LEFT_OVER: f32 = -2.0;
/// So many characters of a reading of GBK or Big5 …
pub(crate) const WINDOW: usize = 8;
/// … must not have a mean log probability below this. Names have -8, text that is read a byte too early -10.
pub(crate) const WINDOW_MEAN: f32 = -9.0;
/// Beside U+FFFD a reading of GBK or Big5 must have so many hanzi; chosen, not fitted.
pub(crate) const BESIDE_LOST: usize = 8;
/// The same of so few characters: 斯康倥滴淳许可 lacks two bytes of 斯康蒂诺未经许可, …
pub(crate) const SHORT_WINDOW: usize = 4;
/// … and so much less sense is nonsense; chosen, not fitted.
pub(crate) const SHORT_WINDOW_MEAN: f32 = -10.5;
/// A cluster that a line has again counts for one in so many; chosen, not fitted.
pub(crate) const REPEATED: f32 = 3.0;
