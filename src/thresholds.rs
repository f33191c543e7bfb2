//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
///
/// The values that end in a character's name are logarithms of probabilities (nats); they are summed with the judge's.
pub mod decode {
    /// An ASCII byte beside non-ASCII ones. Half of what a hanzi of two bytes costs on average (6.3 in policy text).
    pub const ASCII: f32 = -3.0;
    /// A code that is none.
    pub const BAD: f32 = -14.0;
    /// What is left of a code at the end of a piece.
    pub const CUT: f32 = -4.0;
    /// A character that encodes to other bytes: a duplicate that no writer uses.
    pub const ODD: f32 = -4.0;
    /// No character is rarer.
    pub const RAREST: f32 = -17.0;
    /// A code outside the core of its encoding, where the page otherwise keeps to the core.
    pub const OUTLYING: f32 = -3.0;
    /// A page that does not keep to the core.
    pub const OUTLYING_PAGE: f32 = -9.0;
    /// One of the commonest Korean syllables: 180 of them are 70 % of running text.
    pub const HANGUL_COMMON: f32 = -5.5;
    /// Another syllable.
    pub const HANGUL_RARE: f32 = -8.5;
    /// Another syllable in UTF-16, where four times as many are coded. Hanzi of GB2312 are such syllables when read as UTF-16.
    pub const HANGUL_WIDE: f32 = -10.5;
    /// A hanja, which Korean pages seldom have: added to what the judge makes of it.
    pub const HANJA: f32 = -3.0;
    /// One of the commonest kana.
    pub const KANA_COMMON: f32 = -4.0;
    /// Another kana.
    pub const KANA: f32 = -5.5;
    /// Half-width kana.
    pub const KANA_HALF: f32 = -9.0;
    /// A Western letter beside an ASCII letter.
    pub const WESTERN: f32 = -5.0;
    /// A page of windows-1252 with a lower mean has no words: [`WESTERN_RUN`] throughout. French and German pages have -5 to -8.
    pub const WESTERN_NONSENSE: f32 = -9.3;
    /// A mark of Western typography.
    pub const WESTERN_MARK: f32 = -6.0;
    /// A Western letter that stands alone, or another mark.
    pub const WESTERN_ALONE: f32 = -9.5;
    /// One of several Western characters in a row.
    pub const WESTERN_RUN: f32 = -9.5;
    /// How usual Big5 is against GB18030 (logarithm of the ratio), and so on for the others.
    pub const PRIOR_BIG5: f32 = -1.5;
    /// UTF-8 with bad bytes.
    pub const PRIOR_BROKEN_UTF8: f32 = -1.0;
    /// A page that is partly UTF-8 and partly not.
    pub const PRIOR_PATCHWORK: f32 = -6.0;
    /// EUC-KR.
    pub const PRIOR_EUC_KR: f32 = -6.0;
    /// Shift_JIS.
    pub const PRIOR_SHIFT_JIS: f32 = -6.0;
    /// EUC-JP.
    pub const PRIOR_EUC_JP: f32 = -7.0;
    /// EUC-TW.
    pub const PRIOR_EUC_TW: f32 = -6.0;
    /// windows-1252.
    pub const PRIOR_WINDOWS_1252: f32 = -4.0;
    /// What a declaration is worth.
    pub const DECLARED: f32 = 8.0;
    /// What a declaration of iso-8859-1 or windows-1252 is worth.
    pub const DECLARED_WESTERN: f32 = 1.0;
    /// What chardetng's voice is worth.
    pub const CHARDETNG: f32 = 1.0;
    /// chardetng is asked where two readings are closer than this.
    pub const ASK_CHARDETNG: f32 = 3.0;
    /// A reading that is this much worse than another is given up.
    pub const HOPELESS: f32 = 30.0;
    /// A double-byte code inside a Latin word (`Zur` `黦` `k`), added to what the judge makes of it. Set on French and German pages in windows-1252
    /// (docs/decode.md): 74 to 92 % of windows of 50 to 500 characters were right without it.
    pub const LONELY: f32 = -6.0;
    /// How much less likely than [`ASCII`] a capital or a usual mark of a few ASCII bytes is, where they may be UTF-16.
    pub const ASCII_CAPITAL: f32 = -1.0;
    /// The same for another mark.
    pub const ASCII_MARK: f32 = -2.0;
    /// The same for a control.
    pub const ASCII_CONTROL: f32 = -9.0;
    /// The least mean of a reading that the first look settles. Policy text has -6.3 character by character, mojibake -11.
    pub const SETTLED_MEAN: f32 = -9.5;
    /// A lead of this much needs no second look.
    pub const CLEAR: f32 = 12.0;
    /// Share of bad codes above which the likeliest encoding does not read the page either.
    pub const BAD_SHARE: f32 = 0.3;
    /// Share of control bytes above which a file is no text.
    pub const CONTROLS: f32 = 0.02;
    /// The same for a file that is valid UTF-8 with characters beyond ASCII. Mojibake of UTF-16 has up to a fifth.
    pub const CONTROLS_IN_UTF8: f32 = 0.3;
    /// Share of units that must be usual characters for UTF-16.
    pub const WIDE_PLAIN: f32 = 0.8;
    /// The least mean for UTF-16 without NULs that needs no comparison.
    pub const WIDE_MEAN: f32 = -9.0;
    /// The least mean for UTF-16 without NULs at all.
    pub const WIDE_LEAST: f32 = -12.0;
    /// How usual UTF-16 without a mark is against GB18030.
    pub const PRIOR_WIDE: f32 = -4.0;
    /// The least mean for another reading of a few bytes that are also UTF-8.
    pub const MEDLEY_MEAN: f32 = -10.0;
    /// The least mean of a fragment that is taken out of a page in another encoding. Policy text has -5.0, nonsense -12.
    pub const FRAGMENT_MEAN: f32 = -8.5;
    /// By how much the fragment must be likelier than what the page's encoding makes of it.
    pub const FRAGMENT_GAIN: f32 = 10.0;
    /// The least mean for HZ.
    pub const HZ_MEAN: f32 = -11.0;
}

/// Stage markup.
pub mod markup {
    /// Points of proof that make a page Markdown: one bold opening of a paragraph, two headings of level two, a heading and two list marks, …
    pub const MARKDOWN_POINTS: u32 = 3;
    /// More than this share of lines that look like source code, and nothing proves a page Markdown: `## ` is a comment there.
    pub const CODE_LINES: f64 = 0.2;
    /// Bytes in which the address of a Markdown link must end.
    pub const LINK_BYTES: usize = 2048;
    /// A tag left over in plain text is no longer than this, in bytes.
    pub const STRAY_TAG_BYTES: usize = 2048;
    /// A one-letter tag left over in plain text has its partner within so many bytes.
    pub const STRAY_PARTNER_BYTES: usize = 4096;
    /// So many references to Latin-1 letters, and a text is mojibake written in references, which is another stage's.
    pub const LATIN_REFERENCES: u32 = 3;
    /// A cell of a data table is no longer than this, in bytes: longer ones are texts that a table lays out.
    pub const CELL_BYTES: u32 = 1500;
    /// A table with so many cells marked as heads holds data though half of its cells and more are links.
    pub const TABLE_HEADS: u32 = 2;
    /// In a table of data fewer than one cell for so many rows holds a sentence.
    pub const PROSE_ROWS: u32 = 4;
    /// A long cell, in bytes; at most a quarter of the cells of a data table are long.
    pub const LONG_CELL_BYTES: u32 = 240;
    /// A hidden element that takes in one part in so many of the page, or more, is the page itself, hidden until a script shows it.
    pub const HIDDEN_SHARE: usize = 3;
    /// So many tags make a page of HTML where its first line does not say so …
    pub const PAGE_TAGS: u32 = 12;
    /// … if they are at least one part in so many of its bytes.
    pub const PAGE_TAG_SHARE: usize = 20;
    /// So many characters of a block are looked at when it is asked what sort of line it is.
    pub const LINE_CHARS: u32 = 160;
    /// Where so many times more prose stands in elements that are called bars, comments or other articles than outside, the names say nothing.
    pub const BLIND_HINTS: i64 = 3;
    /// The search for the element that holds the document goes into a child with this percentage of the prose.
    pub const HOME_SHARE: i64 = 90;
    /// So many characters of prose make a post of its own, and the body of a short article.
    pub const POST_CHARS: u32 = 120;
    /// The name of who posted is no longer than this, in characters.
    pub const NAME_CHARS: u32 = 16;
    /// A title has so many letters and digits, or characters in the head of a page, …
    pub const TITLE_LETTERS: usize = 6;
    /// … and no more characters than this.
    pub const TITLE_CHARS: u32 = 100;
    /// The headline stands within so many blocks of the beginning of the text.
    pub const HEAD_BLOCKS: usize = 16;
    /// A line that names source, author or date is no longer than this, in characters: a paragraph may open with 来源 or 时间, too.
    pub const CREDIT_CHARS: u32 = 80;
    /// The mark of a list item with its indentation is no longer than this, in bytes.
    pub const INDENT_BYTES: usize = 64;
    /// A picture written as a character of an icon font is no longer than this, in bytes.
    pub const ICON_BYTES: usize = 24;
    /// A line before the headline that says a whole sentence has so many characters.
    pub const SENTENCE_CHARS: u32 = 15;
    /// A line between headline and author is no longer than this, in characters.
    pub const DECK_CHARS: u32 = 60;
    /// So many bare lines between paragraphs make a text of sections.
    pub const SECTIONS: usize = 2;
    /// So many bare lines (subtitle, author) between headline and article go with the headline.
    pub const HEAD_LINES: usize = 3;
    /// The few words under the headline of another article are no longer than this, in characters.
    pub const TEASER_CHARS: u32 = 180;
    /// So many linked headlines with a few words each are a list of other articles, …
    pub const TEASERS: usize = 3;
    /// … and so many with a paragraph each, …
    pub const SUMMARIES: usize = 5;
    /// … of no more characters than this.
    pub const SUMMARY_CHARS: u32 = 600;
    /// Two lines are the same title with this share of their pairs of characters in common.
    pub const TITLE_LIKENESS: f64 = 0.7;
    /// Names of elements that leave less prose than this, in characters, …
    pub const LEFT_CHARS: u32 = 60;
    /// … and less than one part in so many, say nothing.
    pub const LEFT_SHARE: u32 = 10;
    /// An article among others has so many characters of prose, …
    pub const ARTICLE_PROSE: i64 = 15;
    /// … its date stands in a line of at most so many, …
    pub const POSTED_CHARS: u32 = 80;
    /// … and at most so many of a page become documents of their own: each apparatus holds the whole page. The last takes in the rest.
    pub const ARTICLES: usize = 100;
    /// The links to the annexes of a document stand within so many blocks after it.
    pub const ANNEX_BLOCKS: usize = 24;
    /// An image stands at most so many nodes before its caption, and a link to an annex in the first so many of its line.
    pub const NEAR_NODES: usize = 64;
    /// A start tag that tells what a text in it is (an icon, the link to a file) is no longer than this, in bytes.
    pub const TAG_BYTES: usize = 2048;
    /// A line that is label and value of a record is no longer than this, in characters, …
    pub const LABEL_CHARS: u32 = 120;
    /// … a row of labels and values than this, …
    pub const RECORD_ROW_CHARS: u32 = 400;
    /// … which has no more cells than this.
    pub const RECORD_CELLS: usize = 12;
    /// Most tildes of a fence of Markdown; a longer row of them is drawn across the page, between its parts.
    pub const FENCE_TILDES: usize = 12;
    /// A line with a document number between the headline and the text is no longer than this, in characters.
    pub const NUMBER_CHARS: u32 = 40;
    /// Captions go while they are at most one part in so many of the text.
    pub const CAPTION_SHARE: i64 = 3;
    /// So many characters of prose in paragraphs make an article, whose head may go with its headline, …
    pub const ARTICLE_CHARS: u32 = 400;
    /// … as do so many paragraphs.
    pub const ARTICLE_PARAGRAPHS: usize = 3;
    /// So many `<meta>` are read.
    pub const META_TAGS: usize = 200;
    /// The first prose after the headline, and prose that the head of the page quotes, counts for one part in so many of all prose more.
    pub const HEADLINE_BONUS: i64 = 3;
    /// Elements deeper than this are leaves; browsers flatten at 512 too.
    pub const TREE_DEPTH: usize = 512;
    /// An end tag looks for its partner so many open elements up.
    pub const SEARCH_DEPTH: usize = 512;
    /// How often a stage may read its own result again before it gives up what it found last.
    pub const ROUNDS: usize = 6;
}

/// Stage mojibake.
pub mod mojibake {
    /// A lost digit must be at least this probable, as in the stage lacuna: 平台1?个 took a 1 at .944 for what may have been any digit.
    pub const DIGIT: f32 = 0.99;
    /// 一 and 十 are digits where another digit is at least this probable.
    pub const RIVAL_DIGIT: f32 = 0.003;
    /// Hanzi whose probability without context is below this (natural logarithm; 3 in a million) are rare: 0.14 % of the
    /// characters of the clean corpus, a third and more of most kinds of mojibake.
    pub const RARE: f32 = -12.7;
    /// Three suspicious characters within this many bytes make a line worth a look.
    pub const DENSE_BYTES: usize = 21;
    /// So do three and more, if there is one for as many bytes of the line; mojibake has one for 20 and less, clean lines one for 2,000.
    pub const THIN_BYTES: usize = 40;
    /// Lines of at most so many characters may be pieces between two halves of UTF-16.
    pub const PIECE: usize = 4;
    /// A run must hold this many suspicious characters before the dearer chains are tried on it.
    pub const SUSPICIOUS: usize = 3;
    /// ASCII words of this length are looked at as GB2312 without its eighth bits.
    pub const SEVEN_WORD: usize = 16;
    /// As many 烫 or 屯 in a row are looked at as fill of unset memory.
    pub const FILL: usize = 4;
    /// Readings kept at a time in the lattice.
    pub const READINGS: usize = 64;
    /// The same where half of the bytes are lost.
    pub const READINGS_SPARSE: usize = 4;
    /// The work on a page's lost bytes that lie side by side, and on its characters that are lost whole, in milliseconds or so; the rest stays as
    /// it is. A page of 1 MB of UTF-8 read as Big5 took 25 seconds with five times as much.
    pub const PATIENCE: usize = 4_000;
    /// What one such byte takes of it.
    pub const PATIENCE_BYTE: usize = 2;
    /// What one such character takes of it: every hanzi is weighed. 21,000 in a page took minutes.
    pub const PATIENCE_CHARACTER: usize = 4;
    /// Readings this much worse than the best (natural logarithm) are dropped.
    pub const BEAM: f32 = 18.0;
    /// Characters before and after a run that the judge sees.
    pub const CONTEXT: usize = 8;
    /// Runs are read in stretches of at most about this many bytes, so that memory is bounded.
    pub const LONGEST: usize = 6000;
    /// Question marks in a row after which no half of a character is looked for: a line of nothing else must cost no more than another.
    pub const QUESTIONS: usize = 16;
    /// The logarithm of the odds that a suspicious run is damaged by one given chain.
    pub const PRIOR: f32 = -14.0;
    /// The same on a page where the chain is certain elsewhere.
    pub const PRIOR_KNOWN: f32 = -4.0;
    /// Chains that make two bytes of a character need at least so many different hanzi in their reading.
    pub const ALIGNED_LEAST: usize = 3;
    /// How much a run of such a chain may lose at its edges to end where the characters end that can be mapped.
    pub const EDGE_LOSS: f32 = 4.0;
    /// The logarithm of how much rarer swapped UTF-16 is than the other chains.
    pub const SWAPPED: f32 = -8.0;
    /// Repairs at least this likely are named in the apparatus.
    pub const WORTH_SAYING: f32 = 0.5;
    /// So many UTF-8 sequences in one run are proof: of random bytes above 80 less than one in five goes on with a sequence.
    pub const PROOF: usize = 12;
    /// A chain is certain for the page once a run with as many Chinese characters has come back for certain.
    pub const ESTABLISHING: usize = 4;
    /// How much rarer (natural logarithm) traditional forms, full-width letters and corner brackets are than the forms the judge folds them
    /// to, in text whose certain characters show none.
    pub const ODD_FORM: f32 = -5.0;
    /// The same for full-width letters and digits where a byte is lost: U+FF22 stood for 财.
    pub const WIDE_LETTER: f32 = -12.0;
    /// What the lattice's probability of a reading is worth in text such as the judge knows: of readings at the first number so many are right as
    /// the second says, with straight lines between. From 17,000 uncertain readings of eight lossy families, half of them in sentences that
    /// the judge had not seen; `docs/mojibake.md` has the table.
    pub const WORTH_FAMILIAR: [(f32, f32); 9] =
        [(0.0, 0.0), (0.5, 0.5), (0.7, 0.75), (0.8, 0.86), (0.85, 0.9), (0.92, 0.925), (0.95, 0.95), (0.97, 0.98), (1.0, 1.0)];
    /// The same in text of other kinds (novels, forums), of which the judge is surer than it should be.
    pub const WORTH_STRANGE: [(f32, f32); 10] =
        [(0.0, 0.0), (0.5, 0.42), (0.7, 0.6), (0.87, 0.77), (0.95, 0.87), (0.965, 0.905), (0.98, 0.945), (0.99, 0.965), (0.997, 0.98), (1.0, 0.9999)];
    /// From this mean log probability of a character on the judge knows such text; …
    pub const FAMILIAR: f32 = -4.0;
    /// … below this one it does not. Of whole characters read there with .9 and more 60 to 90 % are right, so none is written.
    pub const STRANGE: f32 = -4.75;
    /// What the best reading of such a character is worth at most.
    pub const STRANGE_CHARACTER: f32 = 0.85;
    /// How many characters on each side of a run tell whether the judge knows such text.
    pub const NEIGHBOURHOOD: usize = 60;
    /// How likely the closing mark is that a line with an open bracket ends with, where any character may be lost and the judge finds others likelier.
    pub const CLOSES_AT_END: f64 = 0.02;
    /// How likely a closing mark is, beside others, when its opening one is not the last opened.
    pub const CLOSES_OUTER: f64 = 0.2;
    /// The same when nothing is open.
    pub const CLOSES_NOTHING: f64 = 0.02;
    /// The same for an opening mark that nothing closes on the line.
    pub const OPENS_NOTHING: f64 = 0.1;
    /// Characters within which a bracket is closed.
    pub const BRACKET_REACH: usize = 60;
    /// How much likelier a line that holds a comma or full stop ends with a mark than the judge thinks: 96 to 99.8 % of such lines of
    /// the corpus do.
    pub const ENDS_WITHOUT_MARK: f64 = 0.05;
    /// The same for lines that end with a bracket open: .007 to .18 % of the lines of the corpus do.
    pub const LEFT_OPEN: f64 = 0.0005;
    /// How likely another mark is where a closing one follows that wants an opening one here.
    pub const OPENED_BY_NOTHING: f64 = 0.004;
    /// How much rarer `；` ends a line of sentences than the judge, who knows no sentences, thinks: .04 to .12 % of the lines with `。` in them that
    /// are no items of a list do, against 93 % with `。`.
    pub const SEMICOLON_AFTER_SENTENCE: f64 = 0.02;
    /// The same for a line that has commas only (0 to 2 %), …
    pub const SEMICOLON_AFTER_CLAUSE: f64 = 0.1;
    /// … and for an item of a list with `。` in it.
    pub const SEMICOLON_IN_ITEM: f64 = 0.2;
    /// How likely another character is where three digits and 年 or 〕 lack the millennium.
    pub const NO_YEAR: f64 = 0.003;
    /// So many readings of a lost character stand in the apparatus.
    pub const TOLD: usize = 5;
    /// Of the characters that escapes stand for, so many tenths must be usual ones.
    pub const PLAUSIBLE_TENTHS: usize = 7;
    /// Ways to cut a line of seven-bit GB2312 kept at each byte.
    pub const SEVEN_CUTS: usize = 12;
    /// The logarithm of how likely a byte of such a line is a character of its own, against half a hanzi.
    pub const SEVEN_ASCII: f32 = -1.0;
    /// The same for the number that a line begins with and its full stop.
    pub const SEVEN_NUMBER: f32 = 3.0;
    /// A line of seven-bit GB2312 has this share of its bytes, in hundredths, where the first bytes of common hanzi and marks are.
    pub const SEVEN_COMMON: usize = 38;
    /// The mean log probability a character that a line of seven-bit GB2312 must reach. Policy text has about -3, codes read as hanzi -9.
    pub const SEVEN_MEAN: f32 = -6.5;
    /// A page is given up when at least so many characters are lost, …
    pub const LOST_LEAST: usize = 12;
    /// … and they are this share of all that is no blank, digit or ASCII mark.
    pub const LOST_PERCENT: usize = 60;
    /// So many 锟斤拷 on a page make the halves of them damage too.
    pub const KUNKAO_MANY: usize = 4;
    /// How much rarer the dashes of other lengths are than `—`.
    pub const ODD_DASH: f32 = -3.0;
    /// The mean log probability a character that a right reading must reach. Clean text has -3 to -5, bytes that were never
    /// Chinese -8 and less.
    pub const MEAN: f32 = -7.5;
    /// The allowance on [`MEAN`] for a single character, shared among more.
    pub const MEAN_FEW: f32 = 6.0;
    /// For ten known bytes of the lossy chains so many may be lost. With more, pages of U+FFFD were read as Shift_JIS.
    pub const LOST_SHARE: usize = 4;
    /// The same for UTF-8 read as Big5, which loses half of the bytes; which ones may be lost is known well.
    pub const LOST_SHARE_BIG5: usize = 14;
    /// The same where a browser put one mark for two bytes, which says much about both.
    pub const LOST_SHARE_BROWSER: usize = 8;
    /// A stretch that no chain reads is damaged all the same if it holds so many hanzi that hardly occur, control characters and characters of
    /// private use and, with half-width kana, …
    pub const WOUNDS: usize = 6;
    /// … so many of them controls or half-width kana, and
    pub const WOUNDS_FOREIGN: usize = 2;
    /// … one for so many of its characters that are not ASCII. Clean text has one in 700.
    pub const WOUND_SHARE: usize = 4;
    /// A reading for which the non-breaking blanks were taken out, too, must gain so much more (natural logarithm): most cleaners make blanks of them.
    pub const BLANKS_TAKEN_OUT: f32 = 3.0;
    /// So many characters of a run that Shift_JIS has twice are tried with both codes.
    pub const TWICE_MOST: usize = 4;
    /// More lost bytes in one run are not searched.
    pub const LOST_MOST: usize = 200;
    /// How much likelier `？` is than the judge thinks in a sentence with a question word; and less likely in others.
    pub const ASKED: f64 = 8.0;
    /// See [`ASKED`].
    pub const NOT_ASKED: f64 = 0.4;
    /// How much a run must gain whose right reading is not Chinese.
    pub const FOREIGN_GAIN: f32 = 20.0;
    /// How much more the dearer chains must gain than plain re-reading as UTF-8.
    pub const REPLACE_GAIN: f32 = 5.0;
}

/// Stage gloss. What is sure is counted, not measured: in 112 MB of clean prose (`corpus/`) no bracket holds a reading of the character before it
/// that the rules below would take away (see `docs/gloss.md`), so the figures say how much a reader would believe.
pub mod gloss {
    /// Glosses of characters glossed before, from which on a page is held for a cloned one. Lessons and articles gloss a character once.
    pub const REPEATS: usize = 3;
    /// With so many glosses a page is a clone even where it speaks of readings.
    pub const MANY: usize = 10;
    /// Confidence with that many repeats, where the glossed characters also stand without gloss or no tone is marked.
    pub const REPEATED: f32 = 0.98;
    /// Three or more glosses of common characters in prose.
    pub const SEVERAL: f32 = 0.96;
    /// Two of them, of characters with one reading or traditional ones, or three without tones.
    pub const TWO: f32 = 0.93;
    /// One, with a blank inside the bracket or of a traditional character; or two without tones of the same character or of one that has one reading.
    pub const LONE: f32 = 0.91;
    /// Anything else.
    pub const DOUBTFUL: f32 = 0.5;
}

/// Stage script.
pub mod script {
    /// From this share of kana and hangul among the letters on, a line or page is Japanese or Korean and stays as it is. Japanese prose has
    /// .35 to .6; a Chinese line with a の or a foreign name stays below.
    pub const FOREIGN_SHARE: f64 = 0.15;

    /// From this share of the rarer script on, a page is mixed. Machine-made traditional pages keep a few simplified characters: 5 of 2,259
    /// in one seed page.
    pub const MIXED_SHARE: f64 = 0.1;

    /// What evidence of script weighs for each character it stands further away, in a line with both scripts.
    pub const NEARNESS: f64 = 0.8;

    /// A character both scripts have, in a line with both, where its neighbourhood is traditional.
    pub const NEARBY: f32 = 0.95;

    /// Natural logarithm of how much likelier the first reading of an open character is before the sentence is read.
    pub const LIKELIEST: f32 = 3.0;

    /// A traditional character that is mentioned in simplified text: kept out of the text, below any sensible `accept`.
    pub const MENTION: f32 = 0.3;
}

/// Stage lacuna. Values called `ln` are logarithms of probabilities or of odds.
pub mod lacuna {
    /// Characters of foreign names on either side of a `?` from which on it is a dot.
    pub const DOT_NAME_CHARACTERS: usize = 2;
    /// Characters after a `?` within which a Latin name in brackets follows.
    pub const DOT_REACH: usize = 48;
    /// Hanzi of either part of a title.
    pub const DOT_TITLE_PART: usize = 10;
    /// The least share of a page's `?` between hanzi that must look like dots, if no Latin name says so.
    pub const DOTS_SHARE: f64 = 0.5;
    /// How often a `?` in a name whose Latin form follows is a dot.
    pub const DOT_LATIN_NAME: f32 = 0.99;
    /// The same in a name, several on the page.
    pub const DOT_NAMES: f32 = 0.98;
    /// The same, the only one of the page.
    pub const DOT_NAME: f32 = 0.95;
    /// The same in a title.
    pub const DOT_TITLE: f32 = 0.93;
    /// Bytes of a page that are read for its own phrases: more than any policy page has. With a megabyte, pages of that size spent half their time here.
    pub const MEMORY_BYTES: usize = 200_000;
    /// What the judge counts for against the page's own counts after 2, 3 and 4 characters of context.
    pub const MEMORY_WEIGHTS: [f64; 3] = [24.0, 6.0, 3.0];
    /// What the judge's logarithms are multiplied by. A small model is less sure than the text it was made from: with 1.0, 1.2 and 1.35
    /// of 97 torn policy sentences 45, 57 and 59 % come out exact, and of the edits between 0.9 and 0.95 97, 87 and 81 % are right.
    pub const SHARPNESS: f64 = 1.25;
    /// Items of a run that is read together with others that look the same.
    pub const TOGETHER_ITEMS: usize = 4;
    /// How many of them count.
    pub const TOGETHER_PLACES: usize = 4;
    /// What a reading must have at its own place before others that look the same may support it.
    pub const TOGETHER_OWN: f64 = 0.3;
    /// ln: what a closing bracket gains when its opening one stands before it on the line.
    pub const BRACKET_CLOSES: f64 = 1.5;
    /// ln: what a closing bracket loses when none is open.
    pub const BRACKET_UNOPENED: f64 = -4.0;
    /// ln: what a mark loses in a run that was cut at marks: the text would have been cut there as well.
    pub const CUT_HERE: f64 = -8.0;
    /// ln: what corner brackets and full-width letters lose, which the judge cannot tell from the usual ones.
    pub const UNUSUAL_FORM: f64 = -4.0;
    /// ln: what a reading loses for needing that script conversion changed a character of the damaged run.
    pub const CONVERTED: f64 = -4.0;
    /// ln: what a question mark loses for being read as a pair within a run.
    pub const INNER_QUESTION: f64 = -3.0;
    /// ln: what a character within dropped pairs gains. Multiplying logarithms by [`SHARPNESS`] makes every character dearer, and so long
    /// readings rarer than they are: of 14 wrong readings at 0.9 and more 12 are shorter than the truth even so. What a sharpened
    /// distribution loses by not summing to one is about this much; taking it from each context apart made things worse.
    pub const DROPPED: f64 = 0.5;
    /// ln odds that a unit of three or more characters loses: the judge sees too little of it. Fitted on one half of 427 torn sentences
    /// (policy, statutes, press; a judge that had not read them), −1.4, on the other −1.1; units of one and two characters need no correction.
    pub const LONG_UNIT: f64 = -1.2;
    /// Characters from which on a unit is long.
    pub const LONG_UNIT_CHARACTERS: usize = 3;
    /// ln: what pairs lost before a run's last lone byte lose, where the judge's rest for the rare is shared by thousands of endings.
    pub const GAP_AT_END: f64 = -0.4;
    /// ln: a reading less likely than this after what stands before it is not trusted where pairs may be missing: 设施旭及 for 设施协同服务及.
    pub const SURPRISE: f64 = -16.0;
    /// The most pairs in a row that are restored.
    pub const GAPS: usize = 4;
    /// The same before the lone byte at a run's end, where any character may stand last.
    pub const GAPS_AT_END: usize = 2;
    /// Readings kept there.
    pub const BEAM_AT_END: usize = 32;
    /// ln: readings this far behind the best at one place are given up.
    pub const SPAN: f64 = 13.0;
    /// Share of kana and hangul among them and hanzi above which a page is not Chinese; one or two in a row do not count.
    pub const FOREIGN_PAGE: f64 = 0.05;
    /// The same for a run, which is shorter.
    pub const FOREIGN_RUN: f64 = 0.2;
    /// Characters before and after a run that are asked for kana and hangul.
    pub const FOREIGN_NEAR: usize = 8;
    /// Question marks and blanks in a row that are looked at to tell text of another script.
    pub const FOREIGN_MARKS: usize = 64;
    /// ln: the most that a character can gain: that a pair was dropped before it, and that it closes a bracket.
    pub const MOST_GAINED: f64 = DROPPED + BRACKET_CLOSES;
    /// Readings kept at one place.
    pub const BEAM: usize = 128;
    /// Other readings kept for the apparatus.
    pub const CANDIDATES: usize = 5;
    /// Items of a run torn by a false delimiter that are looked at.
    pub const RUN_ITEMS: usize = 200;
    /// Places that are tried as the end of a torn run.
    pub const RUN_ENDS: usize = 3;
    /// Visible characters, beside the lone `?` at its end, that a run without private-use characters must show to be taken for shifted. Of 10,000
    /// single `?` put into 180 clean texts five were taken for the end of such a run, all after one or two characters.
    pub const SHIFTED_SHOWN: usize = 3;
    /// ln: what readings with dropped pairs must have over those without in a shifted run that shows no private-use characters. Of 441 policy
    /// sentences that lost a byte one to eight characters before an ASCII one, pairs dropped, 68, 72, 72, 71 come out exact with 2, 4, 6, 8, and
    /// 22, 24, 25 and 28 with a wrong character (79 when none could be missing); of 400 with the pairs kept 281 are exact with each.
    pub const SHIFTED_DROPPED: f64 = 4.0;
    /// Items of a run shifted by a lost byte that are looked at.
    pub const SHIFTED_ITEMS: usize = 2000;
    /// Characters before the first private-use one in which the lost byte is looked for.
    pub const LOOK_BACK: usize = 48;
    /// Characters before a run that the judge reads.
    pub const CONTEXT_BEFORE: usize = 400;
    /// How many of them count for more than their brackets.
    pub const MODEL_BEFORE: usize = 16;
    /// Characters after a run that the judge reads.
    pub const CONTEXT_AFTER: usize = 6;
    /// ln odds that a lone `?` with ？ or ！ after it is a torn character and no writing.
    pub const TORN_AT_QUESTION: f64 = -4.0;
    /// ln odds that are added where the widths are mixed, `?！`, as nobody writes.
    pub const MIXED_WIDTH: f64 = 4.0;
    /// ln odds that are added where a comma or a stop follows the last lone byte, as after no outcry.
    pub const MARK_FOLLOWS: f64 = 3.0;
    /// The same after a false ！.
    pub const MARK_FOLLOWS_OUTCRY: f64 = 7.0;
    /// ln odds of the usual reading of a tear beyond which none over traditional characters is searched.
    pub const USUAL_IS_CLEAR: f64 = 6.0;
    /// ln odds that are added for a page made traditional before it was torn.
    pub const TORN_TRADITIONAL: f64 = -2.0;
    /// ln odds for ； and ：, which nobody writes after a question mark.
    pub const TORN_AT_MARK: f64 = 0.0;
    /// ln odds for 。.
    pub const TORN_AT_STOP: f64 = -2.0;
    /// ln odds for other full-width signs.
    pub const TORN_AT_OTHER: f64 = -4.0;
    /// ln odds when the lone byte is shown as a full-width question mark.
    pub const FULL_WIDTH_LONE: f64 = -6.0;
    /// ln odds that a page's private-use characters come from a lost byte.
    pub const BYTE_LOST: f64 = 0.0;
    /// The same when only a lone byte is to be seen.
    pub const BYTE_LOST_UNSEEN: f64 = -3.0;
    /// Characters before a lone byte that are asked whether they make sense.
    pub const BAD_TAIL: usize = 8;
    /// ln: their mean below which they do not. Clean text is above it in all but one of a thousand places.
    pub const BAD_MEAN: f64 = -7.0;
    /// ln: that a decoder which shows a lone byte as `?` kept the ASCII byte after it.
    pub const NOT_SWALLOWED: f64 = -9.0;
    /// ln: what a character that is shown after a second tear of a line stands for, on average: text costs about this, nonsense two or three
    /// times as much.
    pub const TORN_CHARACTER: f64 = -5.0;
    /// How sure a digit must be.
    pub const DIGIT: f64 = 0.99;
    /// Readings less likely than this are not followed into the apparatus.
    pub const FORGOTTEN: f64 = 0.002;
    /// ln: that the lost byte was a character's lead byte.
    pub const LEAD_LOST: f64 = -4.0;
    /// ln: that it was a trail byte.
    pub const TRAIL_LOST: f64 = -6.0;
    /// ln: the least that the end of a line says, because a line may be broken anywhere.
    pub const LINE_END_FLOOR: f64 = -9.0;
    /// ln: what it costs to leave a bracket open at the end of a line.
    pub const BRACKET_LEFT_OPEN: f64 = -6.0;
    /// Share of lines that end within a sentence from which on the ends of lines say nothing.
    pub const WRAPPED: f64 = 0.5;
    /// Characters of a line that counts for that.
    pub const LONG_LINE: usize = 15;
    /// ln: the most that a mark after a question or exclamation mark costs in text left as it stands.
    pub const REPEATED_MARK: f64 = -2.0;
    /// ln: what a `?` costs at most in text left as it stands: it may stand for any character a codec lacked.
    pub const UNKNOWN_CHARACTER: f64 = -9.0;
    /// ln: what a private-use character costs in text left as it stands.
    pub const PRIVATE_CHARACTER: f64 = -12.0;
    /// ln: text whose characters are likelier than this on average is not looked at further.
    pub const FLUENT: f64 = -4.0;
    /// Characters scored on a small page before the stage gives up, two to three seconds of the worst: with 16 million, all that is scored
    /// counted and both readings together, a sentence torn twice was left half way.
    pub const WORK: u64 = 32_000_000;
    /// The same for each byte of a larger page: with 16 million a torn megabyte of policy text was left half way.
    pub const WORK_PER_BYTE: u64 = 40;
    /// The most characters scored for a page, about six seconds.
    pub const WORK_MOST: u64 = 64_000_000;
    /// Places of one page that are looked at.
    pub const PLACES: usize = 20_000;
}

/// Stage furniture.
pub mod furniture {
    /// A framed page number (`— 12 —`): all 71 in the development columns are page numbers; tables frame no numbers.
    pub const FRAMED_PAGE_NUMBER: f32 = 0.97;
    /// A bare number between two halves of a sentence that the judge joins.
    pub const BARE_PAGE_NUMBER: f32 = 0.93;
    /// Characters of a paragraph of prose between which and another a bare number is that of a page.
    pub const PARAGRAPH: usize = 30;
    /// Nats by which a continuation must be likelier across a gap than as the start of a line (or after the line in the gap).
    pub const JOIN_GAIN: f32 = 2.0;
    /// Nats by which a sentence must read better without a number between its halves than with it. Of 418 page numbers put into sentences of policy and
    /// statutes at random the least is 6.3, in `bench/rejoin` 5.1; of 456 numbers of such sentences that were set on lines of their own 20 reach 4 …
    pub const SPARED: f32 = 4.0;
    /// … 4 nats more are asked for before a unit (`月`, `名`), as half of those 20 stand before one …
    pub const BEFORE_UNIT: f32 = 4.0;
    /// … and none reaches 12, which is asked for where the page sets such numbers on lines of their own: …
    pub const SPARED_BESIDE_NEEDED: f32 = 12.0;
    /// … a number below this is one of the text. No page number is, and nine in ten of the others are.
    pub const NEEDED: f32 = 2.0;
    /// Characters of the next line, and of the last one before a number, that are read with it and without: as many as stage lines
    /// reads after a gap …
    pub const SPARED_READS: usize = 8;
    /// … with so many more before them, among which are the digits of the number.
    pub const SPARED_BEFORE: usize = 4;
    /// Most lines of a numbered row of a table.
    pub const ROW_LINES: usize = 8;
    /// Han of a line that is a part of a sentence: those of a change log or a program break off everywhere. Chosen, not fitted; columns of 12 have more.
    pub const TORN_HAN: usize = 6;
    /// Characters of the longest running head; longer titles are cut off at the width of the page. Chosen, not fitted, as are those that follow;
    /// `docs/furniture.md` has what becomes of columns with them.
    pub const RUNNING_HEAD_CHARS: usize = 45;
    /// Characters of a line of the head from which on its beginning alone is a copy of it, cut off, …
    pub const CUT_HEAD: usize = 16;
    /// … if so many of them are letters, digits and Han.
    pub const CUT_HEAD_LETTERS: usize = 12;
    /// By how many characters a line is wider than a column that cannot be one of its lines.
    pub const WIDER: usize = 4;
    /// Characters of the widest lines of a column.
    pub const WIDEST_COLUMN: usize = 46;
    /// Characters of a line that is a document number.
    pub const NUMBER_LINE: usize = 24;
    /// How alike (pairs of characters) a running head and a title must be. Two characters misread in twenty leave 0.8.
    pub const LIKE_TITLE: f32 = 0.75;
    /// A running head, by the rules of `marks.rs`.
    pub const RUNNING_HEAD: f32 = 0.95;
    /// A list in which each line repeats the one before it.
    pub const ECHO: f32 = 0.98;
    /// A path of pages at the head.
    pub const BREADCRUMB: f32 = 0.97;
    /// A line of labels with credible values at head or tail.
    pub const LABELLED: f32 = 0.95;
    /// A byline at head or tail.
    pub const BYLINE: f32 = 0.95;
    /// The name of a paper as the last line.
    pub const PAPER: f32 = 0.95;
    /// A date with clock time alone on a line at the head.
    pub const CLOCK: f32 = 0.95;
    /// A table of record with four labels and more.
    pub const RECORD: f32 = 0.97;
    /// A heading of a list of links with nothing but short lines after it.
    pub const LINKS: f32 = 0.97;
    /// Other articles after a document, when the evidence suffices.
    pub const OTHER: f32 = 0.95;
    /// Evidence (points, not a probability) that must be gathered before other articles go: the end of the numbering 1, datelines 1.5, credits 1 to 1.5, another subject 1.
    pub const OTHER_EVIDENCE: f32 = 3.0;
    /// Share of a tail's pairs of Han characters that the body knows, below which it has another subject. Parts of one policy document share 0.35 to 0.6, a report on something else 0.05 to 0.2.
    pub const OTHER_SUBJECT: f32 = 0.22;
    /// Share above which the tail has the same subject.
    pub const SAME_SUBJECT: f32 = 0.35;
    /// Fewest characters of prose that the document before other articles must have.
    pub const LEAST_DOCUMENT: usize = 50;
    /// A caption with its credit.
    pub const CAPTION: f32 = 0.93;
    /// A line at the edge of a page that many pages of its folder have there, too.
    pub const REPEATED: f32 = 0.95;
    /// Fewest pages of a folder that must have a line at their edge before it counts as repeated …
    pub const REPEATED_PAGES: usize = 8;
    /// … and the least share of the folder's pages. On 13 pages of one content system, 44 of gov.cn and the 31 policy texts nothing but furniture is found from .3 on.
    pub const REPEATED_SHARE: f32 = 0.5;
    /// Cost (nats) of a change between body and furniture from line to line; tried 0.5 to 4: F1 by characters .952 at 1.5, .956 at 2.5, the same at 3.5.
    pub const SWITCH: f32 = 2.5;
    /// One line says at most this much (nats).
    pub const MOST_ODDS: f32 = 12.0;
    /// Lines with safe phrases that a run of furniture must have, and their share of its lines.
    pub const EVIDENCE: f32 = 1.0;
    /// See [`EVIDENCE`].
    pub const DENSITY: f32 = 0.05;
    /// The same in a page with the form of an official document, whose tables and lists are short lines, too.
    pub const OFFICIAL_EVIDENCE: f32 = 1.0;
    /// See [`OFFICIAL_EVIDENCE`]. Where a run has [`MUCH_EVIDENCE`], a third of it is enough.
    pub const OFFICIAL_DENSITY: f32 = 0.4;
    /// Lines with safe phrases from which on an outline alone makes no official document: articles have outlines, too.
    pub const WEB_LINES: usize = 5;
    /// Lines with safe phrases in one run that hardly stand in a table or an annex.
    pub const MUCH_EVIDENCE: f32 = 5.0;
    /// Fewest lines like text that a run of furniture must have before it is taken for text. `docs/furniture.md`, "Bounds", has the measurement of these.
    pub const SENTENCES: usize = 2;
    /// Lines like text to each line with a safe phrase, above which a run is text: pages of messages and manuals have 19 and more, comments under an article 2 to 6.
    pub const SENTENCES_TO_PROOF: usize = 7;
    /// Lines with safe phrases in all runs of a page that show it to be a web page, under which comments stand.
    pub const WEB_PROOF: usize = 3;
    /// Lines like text to each of them, above which they are words of a long text. Of the development pages with comments none has more than 11.
    pub const WEB_SENTENCES: usize = 12;
    /// So many times, by a nat each, the lines of a page are lifted until it has a body (the same pages: .880 without, .893 with; bench/plain .937, .953).
    pub const LIFTS: u8 = 10;
    /// A headline is no longer than this, in characters: it may have a comma, and does not end as a sentence. Lists of them read like text otherwise
    /// (the same pages: .919 without, .927 with).
    pub const HEADLINE: usize = 36;
    /// Kinds of safe phrases that show a page to be a web page; elsewhere they must fill a run as in an official document. Of 139 web pages as text 121 have
    /// three and more, of 331 manuals, change logs, man pages and plain documents three.
    pub const WEB_KINDS: usize = 3;
    /// So many kinds show it, too, …
    pub const DENSE_KINDS: usize = 2;
    /// … where [`WEB_PROOF`] lines and one in so many have such phrases: manuals with two kinds have one in 119 and fewer.
    pub const DENSE_LINES: usize = 50;
    /// One kind shows it where one line in so many has such a phrase: short pages have no more.
    pub const DENSEST_LINES: usize = 10;
    /// Lines with safe phrases on a page from which on what stands before its first and after its last prose needs no proof of its own: menus of a hundred
    /// lines have two. On 64 news pages as text F1 .893 without, .919 at 4 and 6, .913 at 10.
    pub const PAGE_PROOF: usize = 6;
    /// A line of a run that reads like text.
    pub const AROUND_IN_DOUBT: f32 = 0.5;
    /// Most characters of the formula that closes a document (特此公告。). Chosen, not fitted, as are the two that follow.
    pub const CLOSING: usize = 10;
    /// Fewest lines with a mark at their end that lead into a body.
    pub const LEAD_LINES: usize = 3;
    /// Most lines of a reference: its number, and what it says.
    pub const REFERENCE_LINES: usize = 3;
    /// Lines of the body whose pairs of characters are compared with those of a title.
    pub const TITLE_LINES: usize = 8;
    /// Han characters of a title that is no word of the site; a shorter one must share more with the body.
    pub const TITLE_HAN: usize = 8;
    /// Share of a title's pairs of characters that the first lines of its body have.
    pub const TITLE_SHARE: f32 = 0.25;
    /// See [`TITLE_HAN`].
    pub const SHORT_TITLE_SHARE: f32 = 0.6;
    /// A line of nothing but buttons.
    pub const BAR: f32 = 0.95;
    /// A title that the document gives again.
    pub const TITLE_AGAIN: f32 = 0.93;
    /// Lines before the body among which its title is looked for: breadcrumbs, source and share bar stand between.
    pub const TITLE_REACH: usize = 8;
    /// Fewest characters of body that must be left.
    pub const LEAST_BODY: usize = 40;
    /// Lines of an item of a list (teaser, comment) from its time or number to the next.
    pub const ITEM_LINES: usize = 6;
    /// Fewest characters of a paragraph beside the body that belongs to it.
    pub const BESIDE: usize = 60;
    /// Fewest headlines in a row that are links to other articles.
    pub const HEADLINES: usize = 4;
    /// Fewest such items that make a list.
    pub const ITEMS: usize = 4;
    /// Most characters of a line with the time of an item: a name and a time.
    pub const BEAT: usize = 40;
    /// Fewest characters of prose outside of such lists that can be the text of the page; with less, the list is the text.
    pub const BESIDE_ITEMS: usize = 80;
    /// What stands around the body, by the model: precision by characters on held-out pages, see `docs/furniture.md`.
    pub const AROUND: f32 = 0.93;
}

/// Stage width. Of rows of a table (`rows.rs`); chosen, not fitted.
pub mod width {
    /// So many lines with one blank each are a table of two columns.
    pub const NARROW_ROWS: usize = 3;
    /// So many lines with the same number of blanks, two and more each, are a table.
    pub const WIDE_ROWS: usize = 2;
    /// A row is no longer than this, in characters.
    pub const ROW_CHARS: usize = 160;
}

/// Stage lines.
pub mod lines {
    use crate::stages::lines::FEATURES;

    /// Passes over a page at most: what one pass joins can settle a neighbour. Three suffice on all development pages; made-up mixtures took six.
    pub const MOST_ROUNDS: usize = 16;
    /// A join at least this probable that is not applied is told in the apparatus.
    pub const WORTH_TELLING: f32 = 0.5;
    /// Characters before a gap that the judge reads: what its order can make use of, and one more.
    pub const BEFORE_GAP: usize = 6;
    /// Characters after a gap that the judge reads. Beyond eight the scores of both readings differ no more.
    pub const AFTER_GAP: usize = 8;
    /// The judge's odds (natural logarithm) are cut off here; beyond, it is as sure as it can be.
    pub const JUDGE_LIMIT: f32 = 16.0;
    /// Fewest lines that can show a width.
    pub const WRAP_FEWEST: usize = 5;
    /// Cells by which wrapped lines fall short of the width: one Han character and a mark that may not begin a line, or a short number.
    pub const WRAP_SLACK: usize = 6;
    /// Share of the lines of more than half the width that must come near it. Wrapped policy pages have .6 and more, pages of whole paragraphs under .2.
    pub const WRAP_SHARE: f32 = 0.4;
    /// Cells: the narrowest columns are of eight Han characters.
    pub const WRAP_NARROWEST: usize = 16;
    /// Cells: the widest lines that printers and programs wrap at hold eighty Han characters.
    pub const WRAP_WIDEST: usize = 170;
    /// One line in so many may stick out of the width, …
    pub const WRAP_OVER: usize = 25;
    /// … or one in so many where half of all lines end just at it: marks were narrower when such a page was wrapped.
    pub const WRAP_OVER_FULL: usize = 10;
    /// Of the lines that end near the width, the share that must be filled to the last character for the exact arithmetic to hold on a page.
    pub const STRICT_SHARE: f32 = 0.95;
    /// How many more lines must be filled to the edge with digits of two cells than with narrow ones for a page to have been wrapped with
    /// full-width digits. See `docs/lines.md`, "Full-width digits".
    pub const PITCH_LINES: usize = 2;
    /// Cells of indentation that first lines of paragraphs are short by where the blanks themselves were lost: two Han characters.
    pub const INDENTATION: usize = 4;
    /// Characters of a numbered heading that ends like a sentence.
    pub const HEADING_SENTENCE: usize = 40;
    /// Characters of a label with its colon.
    pub const LABEL: usize = 14;
    /// Odds (natural logarithm) of a break after a mark are cut off here.
    pub const PRIOR_LIMIT: f32 = 4.0;
    /// Share of lines that end with a comma from which on a page is taken to break its lines there. Of 120 clean pages none has .05.
    pub const COMMA_SHARE: f32 = 0.1;
    /// On a page that breaks its lines anywhere, a break left standing is as wrong as a wrong join, and most
    /// gaps are breaks: the doubt that is allowed there is this many times the usual (accept .9: joins from .5).
    pub const DOUBT: f32 = 5.0;
    /// Gaps that are joined for certain from which on a page counts as one that breaks its lines anywhere.
    pub const TORN: usize = 2;
    /// Weights of a logistic model over [`FEATURES`], fitted by `benches/lines_fit.py` (ridge 1) on 47 State Council documents, broken in six ways each with
    /// other random numbers, and on 9,000 lines of unbroken statutes, news and policy; `docs/lines.md` has the figures on documents left out of
    /// the fit. The empty line is set by hand: the data have none.
    pub const WEIGHTS: [f32; FEATURES.len()] = [
        -6.15, 6.49, 1.79, 5.27, 6.17, 5.14, 6.12, 0.48, -3.67, 4.40, -2.47, -3.25, -1.22, -2.00, -3.81, 4.35, -1.44, -1.71, 3.19, 2.84, -1.00, -2.04, 1.09,
        -0.31, -2.32, 3.60, 0.55, 2.11, -2.17, 3.02, 0.28, 0.87, -1.41, 1.59, 3.17, -3.48, 2.95, 3.02, -0.09, 2.88, 0.44, 0.67, -4.19, -0.22, -2.49, 0.12,
        1.12, -0.78, 4.22, -0.77,
    ];
}
