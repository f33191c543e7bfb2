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
    /// A lead of this much needs no second look.
    pub const CLEAR: f32 = 12.0;
    /// Share of bad codes above which the likeliest encoding does not read the page either.
    pub const BAD_SHARE: f32 = 0.3;
    /// Share of control bytes above which a file is no text.
    pub const CONTROLS: f32 = 0.02;
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
pub mod markup {}

/// Stage mojibake.
pub mod mojibake {}

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
