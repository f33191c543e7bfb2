//! How likely the bytes of a page are when they are read in one encoding.
//!
//! The score is the logarithm of a probability: the judge's for Chinese, coarse tables for Japanese, Korean and Western text. All readings of one
//! page are scored over the same bytes, so their sums compare, whatever the length of their codes.

use super::codec::{Codec, Unit};
use super::sample::Piece;
use crate::decoding::Encoding;
use crate::judge::{Judge, State};
use crate::thresholds::decode as threshold;

/// What a reading comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    /// Logarithm of the probability.
    pub(super) total: f32,
    /// Codes that are not ASCII.
    pub(super) units: usize,
    /// Those of them that are no code of the encoding.
    pub(super) bad: usize,
    /// Codes from the parts of the table that the bulk of its texts does without.
    outlying: usize,
    /// ASCII characters.
    ascii: usize,
    /// Whether a piece ended inside a code.
    pub(super) cut: bool,
    /// Whether all of the page was read.
    pub(super) whole: bool,
    /// Whether it was given up because another reading is far better.
    pub(super) abandoned: bool,
}

impl Score {
    /// The logarithm for each non-ASCII code.
    pub(super) fn mean(&self) -> f32 {
        (self.total - threshold::ASCII * self.ascii as f32) / self.units.max(1) as f32
    }

    /// The share of bad codes.
    pub(super) fn bad_share(&self) -> f32 {
        self.bad as f32 / self.units.max(1) as f32
    }
}

/// Reads the pieces in one encoding. `context` asks the judge for each character after those before it, otherwise for each alone, which
/// is faster. Below `floor` the reading is given up.
pub(super) fn score(judge: &Judge, encoding: Encoding, bytes: &[u8], pieces: &[Piece], context: bool, floor: f32) -> Score {
    let codec = Codec::of(encoding);
    let mut score = Score::default();
    for piece in pieces {
        let mut rest = bytes.get(piece.at.clone()).unwrap_or_default();
        let mut state = State::default();
        let mut before = piece.at.start.checked_sub(1).and_then(|i| bytes.get(i)).copied();
        while !rest.is_empty() {
            let (length, unit) = codec.unit(rest);
            let (code, after) = rest.split_at_checked(length.max(1)).unwrap_or((rest, &[]));
            let next = after.first().copied();
            match unit {
                Unit::Char(c) if c.is_ascii() => {
                    score.ascii += 1;
                    score.total += threshold::ASCII;
                    state = State::default();
                }
                Unit::Char(c) | Unit::Odd(c) | Unit::Pair(c, _) => {
                    score.units += 1;
                    let value = match encoding {
                        Encoding::Windows1252 => western(c, before, next),
                        Encoding::EucKr if is_hangul(c) => korean(c),
                        Encoding::EucJp | Encoding::ShiftJis if is_kana(c) => japanese(c),
                        _ if context => {
                            let (next, value) = judge.step(state, c);
                            state = next;
                            value
                        }
                        _ => judge.unigram(c),
                    };
                    score.outlying += usize::from(is_outlying(encoding, code));
                    score.total += value.max(threshold::RAREST);
                    if encoding == Encoding::EucKr && crate::text::is_han(c) {
                        score.total += threshold::HANJA;
                    }
                    if encoding != Encoding::Utf8 && !matches!(unit, Unit::Char(_)) {
                        score.total += threshold::ODD;
                    }
                }
                Unit::Bad => {
                    score.units += 1;
                    score.bad += 1;
                    score.total += threshold::BAD;
                    state = State::default();
                }
                // Pieces end anywhere, and so do pages that were cut short: as good as a character of its language.
                Unit::Cut => {
                    score.cut = true;
                    score.total += threshold::CUT;
                }
            }
            before = code.last().copied();
            rest = after;
            if score.total < floor {
                score.abandoned = true;
                return score;
            }
        }
    }
    // Simplified text keeps to GB2312, and most of Big5 to its two levels. A traditional page in GBK does not: that is
    // a second hypothesis, rare but not worse with each further character.
    score.total += (threshold::OUTLYING * score.outlying as f32).max(threshold::OUTLYING_PAGE);
    score
}

/// Codes outside the core of their encoding: of GB18030 outside GB2312, of Big5 the extensions.
fn is_outlying(encoding: Encoding, code: &[u8]) -> bool {
    match (encoding, code) {
        (Encoding::Gb18030, [lead, trail]) => *lead < 0xa1 || *trail < 0xa1 || *lead > 0xf7,
        (Encoding::Big5, [lead, _]) => *lead < 0xa1 || *lead > 0xf9 || (0xc7..=0xc8).contains(lead),
        (Encoding::EucKr, [lead, trail]) => *lead < 0xa1 || *trail < 0xa1,
        (Encoding::Gb18030 | Encoding::EucJp, [_, _, _, ..]) => true,
        _ => false,
    }
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}' | '\u{3131}'..='\u{318e}')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fe}' | '\u{ff61}'..='\u{ff9f}' | '、' | '。')
}

/// The commonest syllables of Korean: about seven in ten of running text.
const SYLLABLES: &str = "이다는의에을가고를로하은지사한대기도인서정나자리어그시들수아해보일전과있제부마원라여으주스장만면우오세적러까게상니조구비안신동선성국경방모내계유진공연소치무회행때관산실각문중분교권당트터입생개년미민단체위결요인법업출의식학남반명물간작통월화재합건습";

fn korean(c: char) -> f32 {
    if SYLLABLES.contains(c) { threshold::HANGUL_COMMON } else { threshold::HANGUL_RARE }
}

fn japanese(c: char) -> f32 {
    match c {
        'の' | 'に' | 'は' | 'を' | 'た' | 'が' | 'で' | 'て' | 'と' | 'し' | 'れ' | 'さ' | 'い' | 'る' | 'な' | 'も' | 'す' | 'っ' | 'か' | 'ら' | 'こ'
        | 'り' | '、' | '。' => threshold::KANA_COMMON,
        '\u{ff61}'..='\u{ff9f}' => threshold::KANA_HALF,
        _ => threshold::KANA,
    }
}

/// A character of windows-1252 between two bytes: Western letters stand among ASCII letters, and seldom two in a row.
fn western(c: char, before: Option<u8>, next: Option<u8>) -> f32 {
    let letter = |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_alphabetic());
    let high = |byte: Option<u8>| byte.is_some_and(|b| b >= 0x80);
    match c {
        _ if high(before) || high(next) => threshold::WESTERN_RUN,
        '\u{80}'..='\u{9f}' => threshold::RAREST,
        '…' | '‘' | '’' | '“' | '”' | '•' | '–' | '—' | '\u{a0}' | '©' | '®' | '°' | '·' | '«' | '»' | '™' | '€' | '£' => {
            threshold::WESTERN_MARK
        }
        _ if c.is_alphabetic() && (letter(before) || letter(next)) => threshold::WESTERN,
        _ => threshold::WESTERN_ALONE,
    }
}
