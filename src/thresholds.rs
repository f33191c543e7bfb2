//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
pub mod decode {}

/// Stage markup.
pub mod markup {}

/// Stage mojibake.
pub mod mojibake {
    /// Hanzi whose probability without context is below this (natural logarithm; 3 in a million) are rare: 0.14 % of the
    /// characters of the clean corpus, a third and more of most kinds of mojibake.
    pub const RARE: f32 = -12.7;
    /// Three suspicious characters within this many bytes make a line worth a look.
    pub const DENSE_BYTES: usize = 21;
    /// A run must hold this many suspicious characters before the dearer chains are tried on it.
    pub const SUSPICIOUS: usize = 3;
    /// ASCII words of this length are looked at as GB2312 without its eighth bits.
    pub const SEVEN_WORD: usize = 16;
    /// As many 烫 or 屯 in a row are looked at as fill of unset memory.
    pub const FILL: usize = 4;
    /// Readings kept at a time in the lattice.
    pub const READINGS: usize = 64;
    /// Readings this much worse than the best (natural logarithm) are dropped.
    pub const BEAM: f32 = 18.0;
    /// Characters before and after a run that the judge sees.
    pub const CONTEXT: usize = 8;
    /// Runs are read in stretches of at most about this many bytes, so that memory is bounded.
    pub const LONGEST: usize = 6000;
    /// The logarithm of the odds that a suspicious run is damaged by one given chain.
    pub const PRIOR: f32 = -14.0;
    /// The same on a page where the chain is certain elsewhere.
    pub const PRIOR_KNOWN: f32 = -4.0;
    /// Chains that map character to character need at least so many Chinese characters in their reading.
    pub const ALIGNED_LEAST: usize = 3;
    /// How much a run of such a chain may lose at its edges to end where the characters end that can be mapped.
    pub const EDGE_LOSS: f32 = 4.0;
    /// The logarithm of how much rarer swapped UTF-16 is than the other chains.
    pub const SWAPPED: f32 = -8.0;
    /// Repairs at least this likely are named in the apparatus.
    pub const WORTH_SAYING: f32 = 0.5;
    /// A chain is certain for the page once a run with as many Chinese characters has come back for certain.
    pub const ESTABLISHING: usize = 4;
    /// How much rarer (natural logarithm) traditional forms, full-width letters and corner brackets are than the forms the judge folds them
    /// to, in text whose certain characters show none.
    pub const ODD_FORM: f32 = -5.0;
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
    /// The same for lines that end with a bracket open.
    pub const LEFT_OPEN: f64 = 0.01;
    /// Of the characters that escapes stand for, so many tenths must be usual ones.
    pub const PLAUSIBLE_TENTHS: usize = 7;
    /// Ways to cut a line of seven-bit GB2312 kept at each byte.
    pub const SEVEN_CUTS: usize = 12;
    /// The logarithm of how likely a byte of such a line is a character of its own, against half a hanzi.
    pub const SEVEN_ASCII: f32 = -1.0;
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
    /// For each lost byte of the lossy chains so many must be known. With fewer, pages of U+FFFD were read as Shift_JIS.
    pub const LOST_SHARE: usize = 3;
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

/// Stage gloss.
pub mod gloss {}

/// Stage script.
pub mod script {}

/// Stage lacuna.
pub mod lacuna {}

/// Stage furniture.
pub mod furniture {}

/// Stage lines.
pub mod lines {}
