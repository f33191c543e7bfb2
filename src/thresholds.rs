//! Every threshold of every stage, each with the measurement that set it. Probabilities unless the name says otherwise.

/// Edits at or above this are applied ([`crate::Config::accept`] changes it).
pub const ACCEPT: f32 = 0.9;

/// Stage decode.
pub mod decode {}

/// Stage markup.
pub mod markup {}

/// Stage mojibake.
pub mod mojibake {}

/// Stage gloss.
pub mod gloss {}

/// Stage script.
pub mod script {}

/// Stage lacuna. Values called `ln` are logarithms of probabilities or of odds.
pub mod lacuna {
    /// Bytes of a page that are read for its own phrases.
    pub const MEMORY_BYTES: usize = 1 << 20;
    /// What the judge counts for against the page's own counts after 2, 3 and 4 characters of context.
    pub const MEMORY_WEIGHTS: [f64; 3] = [24.0, 6.0, 3.0];
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
    /// The most pairs in a row that are restored.
    pub const GAPS: usize = 4;
    /// The same before the lone byte at a run's end, where any character may stand last.
    pub const GAPS_AT_END: usize = 2;
    /// Readings kept there.
    pub const BEAM_AT_END: usize = 32;
    /// ln: readings this far behind the best at one place are given up.
    pub const SPAN: f64 = 13.0;
    /// Readings kept at one place.
    pub const BEAM: usize = 128;
    /// Other readings kept for the apparatus.
    pub const CANDIDATES: usize = 5;
    /// Items of a run torn by a false delimiter that are looked at.
    pub const RUN_ITEMS: usize = 200;
    /// Places that are tried as the end of a torn run.
    pub const RUN_ENDS: usize = 3;
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
    pub const BRACKET_LEFT_OPEN: f64 = -4.0;
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
    /// Characters scored on one page before the stage gives up.
    pub const WORK: u64 = 40_000_000;
    /// Places of one page that are looked at.
    pub const PLACES: usize = 20_000;
}

/// Stage furniture.
pub mod furniture {}

/// Stage lines.
pub mod lines {}
