//! How likely the bytes of a page are when they are read in one encoding.
//!
//! The score is the logarithm of a probability: the judge's for Chinese, coarse tables for Japanese, Korean and Western text. All readings of one
//! page are scored over the same bytes, so their sums compare, whatever the length of their codes.

use std::ops::Range;

use super::limits;
use crate::chars::is_han;
use crate::encoding::Encoding;
use crate::encoding::codec::{Codec, Unit};
use crate::judge::{Judge, State};

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
        (self.total - limits::ASCII * self.ascii as f32) / self.units.max(1) as f32
    }

    /// The share of bad codes.
    pub(super) fn bad_share(&self) -> f32 {
        self.bad as f32 / self.units.max(1) as f32
    }
}

/// Reads the pieces in one encoding to their end. `context` asks the judge for each character after those before it, otherwise for each
/// alone, which is faster. Below `floor` the reading is given up.
pub(super) fn score(judge: &Judge, encoding: Encoding, bytes: &[u8], pieces: &[Range<usize>], context: bool, floor: f32) -> Score {
    let mut reading = Reading::new(judge, encoding, bytes, pieces, context);
    while reading.read_to(reading.done + limits::STRIDE) {
        if reading.belief() < floor {
            reading.score.abandoned = true;
            break;
        }
    }
    reading.finish()
}

/// A reading of the pieces in one encoding, as far as it has come.
pub(super) struct Reading<'a> {
    judge: &'a Judge,
    /// The encoding.
    pub(super) encoding: Encoding,
    codec: Codec,
    bytes: &'a [u8],
    pieces: &'a [Range<usize>],
    context: bool,
    /// What is unread of the first of `pieces`.
    rest: &'a [u8],
    /// Bytes read of all pieces.
    done: usize,
    state: State,
    before: Option<u8>,
    /// Whether the last code was a Latin letter.
    in_word: bool,
    /// What it comes to so far, but for what [`Reading::belief`] adds.
    pub(super) score: Score,
}

impl<'a> Reading<'a> {
    /// A reading that has not begun.
    pub(super) fn new(judge: &'a Judge, encoding: Encoding, bytes: &'a [u8], pieces: &'a [Range<usize>], context: bool) -> Reading<'a> {
        let codec = Codec::of(encoding);
        let mut reading = Reading {
            judge,
            encoding,
            codec,
            bytes,
            pieces,
            context,
            rest: &[],
            done: 0,
            state: State::default(),
            before: None,
            in_word: false,
            score: Score::default(),
        };
        reading.begin();
        reading
    }

    /// Goes to the start of the first piece.
    fn begin(&mut self) {
        let Some(piece) = self.pieces.first() else { return };
        self.rest = self.bytes.get(piece.clone()).unwrap_or_default();
        self.state = State::default();
        self.before = piece.start.checked_sub(1).and_then(|i| self.bytes.get(i)).copied();
        self.in_word = self.before.is_some_and(|b| b.is_ascii_alphabetic());
    }

    /// The logarithm of the probability of what was read so far.
    pub(super) fn belief(&self) -> f32 {
        // Simplified text keeps to GB2312, and most of Big5 to its two levels. A traditional page in GBK does not: that is
        // a second hypothesis, rare but not worse with each further character.
        self.score.total + (limits::OUTLYING * self.score.outlying as f32).max(limits::OUTLYING_PAGE)
    }

    /// What the reading comes to.
    pub(super) fn finish(mut self) -> Score {
        self.score.total = self.belief();
        self.score
    }

    /// Reads on until `goal` bytes of the pieces are read; false when all are.
    pub(super) fn read_to(&mut self, goal: usize) -> bool {
        while self.done < goal {
            while self.rest.is_empty() {
                let Some((_, others)) = self.pieces.split_first() else { return false };
                self.pieces = others;
                self.begin();
            }
            self.read_one();
        }
        true
    }

    /// Reads the next code.
    fn read_one(&mut self) {
        let (length, unit) = self.codec.unit(self.rest);
        let (code, after) = self.rest.split_at_checked(length.max(1)).unwrap_or((self.rest, &[]));
        let next = after.first().copied();
        match unit {
            Unit::Char(c) if c.is_ascii() => {
                self.score.ascii += 1;
                self.score.total += limits::ASCII;
                self.state = State::default();
            }
            Unit::Char(c) | Unit::Odd(c) | Unit::Marked(c, _) => {
                self.score.units += 1;
                self.score.total += self.value(c, next).max(limits::RAREST);
                if self.encoding != Encoding::Utf8 && !matches!(unit, Unit::Char(_)) {
                    self.score.total += limits::ODD;
                }
                self.score.outlying += usize::from(is_outlying(self.encoding, code));
                if !matches!(self.encoding, Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Windows1252) {
                    let trail = code.last().copied().filter(u8::is_ascii);
                    self.lonely(trail.or(next).or_else(|| self.after_piece()).or(Some(0)));
                }
            }
            // Pieces end anywhere, and so do pages that were cut short: as good as a character of its language. Not so where the
            // piece ends because a mark follows, which no code goes on with.
            Unit::Cut if !self.after_piece().is_some_and(|b| b.is_ascii()) => {
                self.score.cut = true;
                self.score.total += limits::CUT;
                if !matches!(self.encoding, Encoding::Utf16Le | Encoding::Utf16Be) {
                    self.lonely(None);
                }
            }
            Unit::Cut | Unit::Bad => {
                self.score.units += 1;
                self.score.bad += 1;
                self.score.total += limits::BAD;
                self.state = State::default();
            }
        }
        self.before = code.last().copied();
        self.in_word = matches!(unit, Unit::Char(c) if c.is_ascii_alphabetic());
        self.done += code.len();
        self.rest = after;
    }

    /// The byte after the piece that is being read.
    fn after_piece(&self) -> Option<u8> {
        self.pieces.first().and_then(|piece| self.bytes.get(piece.end)).copied()
    }

    /// A double-byte code inside a Latin word costs: it is more likely a Western letter. So does one that the page cuts after a word.
    fn lonely(&mut self, after: Option<u8>) {
        if self.in_word && after.is_none_or(|b| b.is_ascii_alphabetic()) {
            self.score.total += limits::LONELY;
        }
    }

    fn value(&mut self, c: char, next: Option<u8>) -> f32 {
        match self.encoding {
            Encoding::Windows1252 => return western(c, self.before, next),
            Encoding::EucKr if is_hangul(c) => return korean(c),
            // All of Unicode's syllables, not the quarter of them that EUC-KR has.
            Encoding::Utf16Le | Encoding::Utf16Be if is_hangul(c) => {
                let value = korean(c);
                return if value < limits::HANGUL_COMMON { limits::HANGUL_WIDE } else { value };
            }
            Encoding::EucJp | Encoding::ShiftJis | Encoding::Utf16Le | Encoding::Utf16Be if is_kana(c) => return japanese(c),
            _ => {}
        }
        let value = if self.context {
            let (next, value) = self.judge.step(self.state, c);
            self.state = next;
            value
        } else {
            self.judge.unigram(c)
        };
        if self.encoding == Encoding::EucKr && is_han(c) { value.max(limits::RAREST) + limits::HANJA } else { value }
    }
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

/// A bit for each syllable of Unicode, set for those of [`SYLLABLES`].
const COMMON: [u64; 175] = {
    let (bytes, mut set, mut i) = (SYLLABLES.as_bytes(), [0; 175], 0);
    while i + 2 < bytes.len() {
        let c = (bytes[i] as usize & 0xf) << 12 | (bytes[i + 1] as usize & 0x3f) << 6 | bytes[i + 2] as usize & 0x3f;
        set[(c - 0xac00) / 64] |= 1 << (c % 64);
        i += 3;
    }
    set
};

fn korean(c: char) -> f32 {
    let place = (c as usize).wrapping_sub(0xac00);
    let common = COMMON.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1);
    if common { limits::HANGUL_COMMON } else { limits::HANGUL_RARE }
}

fn japanese(c: char) -> f32 {
    match c {
        'の' | 'に' | 'は' | 'を' | 'た' | 'が' | 'で' | 'て' | 'と' | 'し' | 'れ' | 'さ' | 'い' | 'る' | 'な' | 'も' | 'す' | 'っ' | 'か' | 'ら' | 'こ'
        | 'り' | '、' | '。' => limits::KANA_COMMON,
        '\u{ff61}'..='\u{ff9f}' => limits::KANA_HALF,
        _ => limits::KANA,
    }
}

/// A character of windows-1252 between two bytes: Western letters stand among ASCII letters, and seldom two in a row.
fn western(c: char, before: Option<u8>, next: Option<u8>) -> f32 {
    let letter = |byte: Option<u8>| byte.is_some_and(|b| b.is_ascii_alphabetic());
    let high = |byte: Option<u8>| byte.is_some_and(|b| b >= 0x80);
    // A blank that does not break stands between a French mark and its quote.
    let joins = |byte: Option<u8>| matches!(byte, Some(0xa0 | 0xab | 0xbb));
    let (beside_high, beside_joining) = (high(before) || high(next), joins(before) || joins(next));
    match c {
        '\u{a0}' | '«' | '»' if beside_joining => limits::WESTERN_MARK,
        _ if beside_high => limits::WESTERN_RUN,
        '\u{80}'..='\u{9f}' => limits::RAREST,
        '…' | '‘' | '’' | '“' | '”' | '•' | '–' | '—' | '\u{a0}' | '©' | '®' | '°' | '·' | '«' | '»' | '™' | '€' | '£' => {
            limits::WESTERN_MARK
        }
        _ if c.is_alphabetic() && (letter(before) || letter(next)) => limits::WESTERN,
        _ => limits::WESTERN_ALONE,
    }
}
