//! The limits of stage decode, each with its unit and the measurement that set it. Probabilities unless the name says otherwise.
//!
//! The values that end in a character's name are logarithms of probabilities (nats); they are summed with the judge's.

/// An ASCII byte beside non-ASCII ones. Half of what a hanzi of two bytes costs on average (6.3 in policy text).
pub(crate) const ASCII: f32 = -3.0;
/// A code that is none.
pub(crate) const BAD: f32 = -14.0;
/// What is left of a code at the end of a piece.
pub(crate) const CUT: f32 = -4.0;
/// A character that encodes to other bytes: a duplicate that no writer uses.
pub(crate) const ODD: f32 = -4.0;
/// No character is rarer.
pub(crate) const RAREST: f32 = -17.0;
/// A code outside the core of its encoding, where the page otherwise keeps to the core.
pub(crate) const OUTLYING: f32 = -3.0;
/// A page that does not keep to the core.
pub(crate) const OUTLYING_PAGE: f32 = -9.0;
/// One of the commonest Korean syllables: 180 of them are 70 % of running text.
pub(crate) const HANGUL_COMMON: f32 = -5.5;
/// Another syllable.
pub(crate) const HANGUL_RARE: f32 = -8.5;
/// Another syllable in UTF-16, where four times as many are coded. Hanzi of GB2312 are such syllables when read as UTF-16.
pub(crate) const HANGUL_WIDE: f32 = -10.5;
/// A hanja, which Korean pages seldom have: added to what the judge makes of it.
pub(crate) const HANJA: f32 = -3.0;
/// One of the commonest kana.
pub(crate) const KANA_COMMON: f32 = -4.0;
/// Another kana.
pub(crate) const KANA: f32 = -5.5;
/// Half-width kana.
pub(crate) const KANA_HALF: f32 = -9.0;
/// A Western letter beside an ASCII letter.
pub(crate) const WESTERN: f32 = -5.0;
/// A page of windows-1252 with a lower mean has no words: [`WESTERN_RUN`] throughout. French and German pages have -5 to -8.
pub(crate) const WESTERN_NONSENSE: f32 = -9.3;
/// A mark of Western typography.
pub(crate) const WESTERN_MARK: f32 = -6.0;
/// A Western letter that stands alone, or another mark.
pub(crate) const WESTERN_ALONE: f32 = -9.5;
/// One of several Western characters in a row.
pub(crate) const WESTERN_RUN: f32 = -9.5;
/// How usual Big5 is against GB18030 (logarithm of the ratio), and so on for the others.
pub(crate) const PRIOR_BIG5: f32 = -1.5;
/// UTF-8 with bad bytes.
pub(crate) const PRIOR_BROKEN_UTF8: f32 = -1.0;
/// A page that is partly UTF-8 and partly not.
pub(crate) const PRIOR_PATCHWORK: f32 = -6.0;
/// EUC-KR.
pub(crate) const PRIOR_EUC_KR: f32 = -6.0;
/// Shift_JIS.
pub(crate) const PRIOR_SHIFT_JIS: f32 = -6.0;
/// EUC-JP.
pub(crate) const PRIOR_EUC_JP: f32 = -7.0;
/// EUC-TW.
pub(crate) const PRIOR_EUC_TW: f32 = -6.0;
/// windows-1252.
pub(crate) const PRIOR_WINDOWS_1252: f32 = -4.0;
/// What a declaration is worth.
pub(crate) const DECLARED: f32 = 8.0;
/// What a declaration of iso-8859-1 or windows-1252 is worth.
pub(crate) const DECLARED_WESTERN: f32 = 1.0;
/// What chardetng's voice is worth.
pub(crate) const CHARDETNG: f32 = 1.0;
/// chardetng is asked where two readings are closer than this.
pub(crate) const ASK_CHARDETNG: f32 = 3.0;
/// A reading that is this much worse than another is given up.
pub(crate) const HOPELESS: f32 = 30.0;
/// A double-byte code inside a Latin word (`Zur` `黦` `k`), added to what the judge makes of it. Set on French and German pages in windows-1252
/// (docs/decode.md): 74 to 92 % of windows of 50 to 500 characters were right without it.
pub(crate) const LONELY: f32 = -6.0;
/// How much less likely than [`ASCII`] a capital or a usual mark of a few ASCII bytes is, where they may be UTF-16.
pub(crate) const ASCII_CAPITAL: f32 = -1.0;
/// The same for another mark.
pub(crate) const ASCII_MARK: f32 = -2.0;
/// The same for a control.
pub(crate) const ASCII_CONTROL: f32 = -9.0;
/// The least mean of a reading that the first look settles. Policy text has -6.3 character by character, mojibake -11.
pub(crate) const SETTLED_MEAN: f32 = -9.5;
/// A lead of this much needs no second look.
pub(crate) const CLEAR: f32 = 12.0;
/// Share of bad codes above which the likeliest encoding does not read the page either.
pub(crate) const BAD_SHARE: f32 = 0.3;
/// Share of control bytes above which a file is no text.
pub(crate) const CONTROLS: f32 = 0.02;
/// The same for a file that is valid UTF-8 with characters beyond ASCII. Mojibake of UTF-16 has up to a fifth.
pub(crate) const CONTROLS_IN_UTF8: f32 = 0.3;
/// Share of units that must be usual characters for UTF-16.
pub(crate) const WIDE_PLAIN: f32 = 0.8;
/// The least mean for UTF-16 without NULs that needs no comparison.
pub(crate) const WIDE_MEAN: f32 = -9.0;
/// The least mean for UTF-16 without NULs at all.
pub(crate) const WIDE_LEAST: f32 = -12.0;
/// How usual UTF-16 without a mark is against GB18030.
pub(crate) const PRIOR_WIDE: f32 = -4.0;
/// The least mean for another reading of a few bytes that are also UTF-8.
pub(crate) const MEDLEY_MEAN: f32 = -10.0;
/// The least mean of a fragment that is taken out of a page in another encoding. Policy text has -5.0, nonsense -12.
pub(crate) const FRAGMENT_MEAN: f32 = -8.5;
/// By how much the fragment must be likelier than what the page's encoding makes of it.
pub(crate) const FRAGMENT_GAIN: f32 = 10.0;
/// The least mean for HZ.
pub(crate) const HZ_MEAN: f32 = -11.0;
