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
/// How much less likely than [`ASCII`] another mark is.
pub(crate) const ASCII_MARK: f32 = -2.0;
/// How much less likely than [`ASCII`] a control is.
pub(crate) const ASCII_CONTROL: f32 = -9.0;
/// The least mean of a reading that the first look settles. Policy text has -6.3 character by character, mojibake -11.
pub(crate) const SETTLED_MEAN: f32 = -9.5;
/// A lead of this much needs no second look.
pub(crate) const CLEAR: f32 = 12.0;
/// Share of bad codes above which the likeliest encoding does not read the page either.
pub(crate) const BAD_SHARE: f32 = 0.3;
/// Share of control bytes above which a file is no text.
pub(crate) const CONTROLS: f32 = 0.02;
/// Share of control bytes above which a file that is valid UTF-8 with characters beyond ASCII is no text. Mojibake of UTF-16 has up to a fifth.
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
/// Codes that HZ escapes enclose of which one in so many may be none.
pub(crate) const HZ_GOOD: usize = 10;

/// Bytes looked at in one page at first: 56 hanzi. From 50 on no test page was read wrongly (docs/decode.md), and a page of 1 KB must
/// not cost more than 5 µs.
pub(crate) const FIRST_LOOK: usize = 112;
/// Bytes looked at where the first look leaves a doubt.
pub(crate) const SECOND_LOOK: usize = 512;
/// Pages up to this length in bytes are sampled from their start on.
pub(crate) const SAMPLED_FROM_START: usize = 640;
/// How far from a place in the middle of a page, in bytes, a border is looked for.
pub(crate) const BORDER_REACH: usize = 1024;
/// Bytes read between two looks at how a reading does.
pub(crate) const STRIDE: usize = 16;
/// How far from a bad byte, in bytes, the ends of its fragment are looked for.
pub(crate) const FRAGMENT_REACH: usize = 4096;
/// Codes that a fragment in another encoding has at least.
pub(crate) const FRAGMENT_UNITS: usize = 2;
/// Bytes that are checked for UTF-8 before all are.
pub(crate) const VALID_HEAD: usize = 128;
/// Bytes before the cut end of a page of UTF-8 that are read, and the hanzi among them that are no accident.
pub(crate) const CUT_HEAD: usize = 1024;
/// See [`CUT_HEAD`].
pub(crate) const CUT_HANZI: usize = 6;
/// Bytes of a page of so few characters that it may be valid UTF-8 by chance.
pub(crate) const FEW: usize = 64;
/// Bytes of each window of a page that is read as UTF-16.
pub(crate) const WIDE_WINDOW: usize = 48;
/// Units of UTF-16 after which a page shows that it is something else: less than half of them are usual.
pub(crate) const WIDE_FIRST_UNITS: usize = 8;
/// One unit in so many, and so many at least, must be ASCII for UTF-16 to be known by its NULs.
pub(crate) const WIDE_NUL_SHARE: usize = 6;
/// See [`WIDE_NUL_SHARE`].
pub(crate) const WIDE_NULS: usize = 4;
/// Sampled units of UTF-16 from which on it is [`SURE`], and the confidence with fewer.
pub(crate) const WIDE_UNITS: usize = 8;
/// See [`WIDE_UNITS`].
pub(crate) const WIDE_FEW: f32 = 0.9;
/// Confidence of what is only not certain because it was sampled, or because a mark may stand there by chance.
pub(crate) const SURE: f32 = 0.999;
/// Runs of HZ that are read, and pairs of bytes in them.
pub(crate) const HZ_RUNS: usize = 16;
/// See [`HZ_RUNS`].
pub(crate) const HZ_PAIRS: usize = 64;
/// Sampled codes from which on a share of bad ones ([`BAD_SHARE`]) speaks against the likeliest encoding.
pub(crate) const BAD_UNITS: usize = 16;
/// Sampled codes from which on windows-1252 without words ([`WESTERN_NONSENSE`]) is rejected.
pub(crate) const WESTERN_UNITS: usize = 32;
/// Bytes that chardetng is given.
pub(crate) const CHARDETNG_HEAD: usize = 1024;
/// Findings of bad bytes beyond this number are only counted: a page of 10 MB may have a million.
pub(crate) const MOST_FINDINGS: usize = 200;
/// Bytes of each place of a page that are searched for controls.
pub(crate) const CONTROLS_PLACE: usize = 2048;
/// Fewer controls than this are damage in a line of text, whatever their share.
pub(crate) const STRAY_CONTROLS: usize = 3;
/// Bytes behind the first that show that a file is what these promise.
pub(crate) const SIGNATURE_HEAD: usize = 512;
/// Units of four bytes that are looked at for UTF-32.
pub(crate) const UTF32_UNITS: usize = 256;
/// How far into a page, in bytes, a declaration is looked for. HTML asks for 1,024; pages with long heads have it later.
pub(crate) const DECLARED_HEAD: usize = 4096;
/// How far into a page, in bytes, the declaration of XML is looked for.
pub(crate) const XML_HEAD: usize = 256;
/// The longest name of an encoding, in bytes.
pub(crate) const LABEL: usize = 40;
