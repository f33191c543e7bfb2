//! The cheap first test: which lines can hold mojibake at all.
//!
//! Every character is looked up once in a table of classes. Chinese text as people write it holds hardly any
//! character of the suspicious classes, and never several within a few characters: in 38.5 million characters of clean
//! corpus 0.013 % are pairs that begin a UTF-8 sequence in GBK, 0.14 % are rare hanzi. Everything dearer is asked only of
//! the lines found here.

use std::collections::HashSet;
use std::ops::Range;

use super::codec::{Codec, Codecs, Table};
use super::limits;
use super::mark::is_mark;
use crate::encoding::Encoding;
use crate::encoding::codec::Codec as Gb;
use crate::judge::Judge;

/// The character is what GBK makes of the first two bytes of a Chinese UTF-8 sequence (涓, 鐨, 鍥, 锛, 銆).
pub(super) const LEAD: u8 = 1;
/// A Latin-1 letter or a C1 control.
pub(super) const LATIN: u8 = 2;
/// Not Han, and not usual in Chinese text: private use, Hangul, kana of half width, boxes, Greek, …
pub(super) const ODD: u8 = 4;
pub(super) const RARE: u8 = 8;
pub(super) const REPLACEMENT: u8 = 16;
/// 烫 and 屯, which fill unset memory.
pub(super) const FILL: u8 = 32;
/// An ASCII character that may begin an escape.
pub(super) const ESCAPE: u8 = 64;

/// Of a character that is not ASCII: a letter or sign of a page of one byte that is suspicious only beside another, as pinyin has some.
const FOREIGN: u8 = ESCAPE;

/// A form that Chinese text of the mainland hardly uses where a common one would do: full-width letters, blanks of odd widths, corner brackets.
/// The judge folds it to the common one and so cannot tell them apart.
pub(super) const ODD_FORM: u8 = 128;

/// What a line shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// A UTF-8 sequence read as GBK may begin here.
    pub(super) lead: bool,
    /// Suspicious characters stand close together.
    pub(super) dense: bool,
    /// Two characters of pages of one byte stand side by side.
    pub(super) beside: bool,
    /// C1 controls, which may be marks of windows-1252.
    pub(super) marks: bool,
    pub(super) escape: bool,
    pub(super) seven: bool,
    /// U+FFFD before a question mark.
    pub(super) roundtrip: bool,
    /// 烫 or 屯 several times in a row.
    pub(super) fill: bool,
    pub(super) control: bool,
}

impl Signs {
    fn any(self) -> bool {
        self != Signs::default()
    }
}

/// A line worth looking at: its byte range, and why.
#[derive(Clone, Debug)]
pub(super) struct Suspect {
    pub(super) line: Range<usize>,
    pub(super) signs: Signs,
}

/// What the scan counts over the page.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) replacements: usize,
}

pub(super) struct Classes {
    table: Vec<u8>,
}

/// Signs of the single-byte code pages.
const LATIN_SIGNS: &str = "ŒœŠšŽžŸƒ¡¢£¤¥¦¨©«¬\u{ad}¯²³´¶¸¹»¼½¾¿€‚„‡ˆ‹›˜";
/// Signs beside whole blocks that Chinese pages use.
const USUAL_SIGNS: &str = "℃℉№㎡㎜㎞㎏㏄≥≤≠≈∶";
/// Of the blocks of punctuation and full-width forms, what Chinese text uses.
const USUAL_FORMS: &str = "，。、；：？！（）“”‘’《》〈〉【】〔〕—…·％＋－．／～–―\u{3000}";

/// The class of a character; what is rare, the judge says.
fn class_of(c: char, judge: &Judge) -> u8 {
    match c {
        '\u{fffd}' => REPLACEMENT,
        '&' | '\\' | '%' | '=' | '~' | 'u' => ESCAPE,
        '\t' | '\n' | '\r' | ' '..='\u{7f}' => 0,
        '\0'..='\u{1f}' => ODD,
        '\u{80}'..='\u{9f}' | 'ª' | 'µ' | 'º' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => LATIN,
        _ if LATIN_SIGNS.contains(c) => LATIN,
        '\u{3400}'..='\u{4dbf}' => RARE,
        '\u{4e00}'..='\u{9fff}' if judge.unigram(c) < limits::RARE => RARE,
        '烫' | '屯' => FILL,
        // What Chinese pages use: hanzi, pinyin, punctuation, arrows, signs, numbers in circles and brackets, radicals, full-width forms, units.
        '×' | '÷' | '\u{100}'..='\u{17f}' | '\u{2c6}'..='\u{2dd}' | '◊' => FOREIGN,
        '\u{4e00}'..='\u{9fff}' | '\u{a0}'..='\u{17f}' | '\u{1cd}'..='\u{1dc}' | '\u{2b0}'..='\u{2ff}' => 0,
        '\u{2000}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2160}'..='\u{217f}' | '\u{2190}'..='\u{21ff}' | '\u{2460}'..='\u{249b}' => 0,
        '\u{25a0}'..='\u{27bf}' | '\u{2e80}'..='\u{2fdf}' | '\u{3000}'..='\u{303f}' => 0,
        '\u{fe00}'..='\u{fe6f}' | '\u{feff}' | '\u{ff00}'..='\u{ff5e}' | '\u{ffe0}'..='\u{ffe6}' => 0,
        _ if USUAL_SIGNS.contains(c) => 0,
        _ => ODD,
    }
}

impl Classes {
    pub(super) fn new(judge: &Judge) -> Classes {
        let mut table = vec![0u8; 0x1_0000];
        for (code, class) in (0u32..).zip(&mut table) {
            *class = char::from_u32(code).map_or(0, |c| class_of(c, judge));
        }
        let mut add = |c: char, class: u8| {
            if let Some(known) = table.get_mut(c as usize) {
                *known |= class;
            }
        };
        let pairs = || Gb::of(Encoding::Gb18030).pairs().map(|(code, c)| (code.to_be_bytes(), c));
        // Traditional forms that the judge looks up as simplified ones.
        let simplified: HashSet<char> = pairs().filter(|(code, _)| matches!(code, [0xb0..=0xf7, 0xa1..=0xfe])).map(|(_, c)| c).collect();
        let symbols: HashSet<u16> = simplified.iter().map(|&c| judge.symbol(c).number()).filter(|&number| judge_knows(number)).collect();
        for c in ('\u{4e00}'..='\u{9fff}').filter(|&c| !simplified.contains(&c) && symbols.contains(&judge.symbol(c).number())) {
            add(c, ODD_FORM);
        }
        for (_, c) in pairs().filter(|(code, _)| matches!(code, [0xe2..=0xe9 | 0xef, 0x80..=0xbf])) {
            add(c, LEAD);
        }
        let forms = ['\u{2000}'..='\u{206f}', '\u{2e80}'..='\u{2fdf}', '\u{3000}'..='\u{33ff}', '\u{f900}'..='\u{faff}', '\u{fe10}'..='\u{fe6f}'];
        for c in forms.into_iter().flatten().chain('\u{ff01}'..='\u{ffe6}').filter(|&c| !USUAL_FORMS.contains(c)) {
            add(c, ODD_FORM);
        }
        Classes { table }
    }

    #[inline]
    pub(super) fn of(&self, c: char) -> u8 {
        self.table.get(u32::from(c) as usize).copied().unwrap_or(ODD)
    }

    pub(super) fn scan(&self, text: &str, codecs: &Codecs) -> (Vec<Suspect>, Counts) {
        let mut suspects: Vec<Suspect> = Vec::new();
        let mut counts = Counts::default();
        let mut signs = Signs::default();
        let mut line = 0;
        // Where the last suspicious characters stood, the latest first.
        let mut recent = [usize::MAX; 2];
        let mut suspicious = 0;
        let mut word = 0;
        // Where the last letter or sign of a page of one byte ended.
        let mut foreign = usize::MAX;
        let mut fill = ('\0', 0);
        for (at, c) in text.char_indices() {
            let class = self.of(c);
            if c == '\n' {
                signs.dense |= is_thick(suspicious, at - line);
                suspicious = 0;
                if signs.any() {
                    suspects.push(Suspect { line: line..at, signs });
                    signs = Signs::default();
                }
                line = at + 1;
                recent = [usize::MAX; 2];
                word = 0;
                continue;
            }
            if c.is_ascii_graphic() {
                word += 1;
                if word == limits::SEVEN_WORD {
                    signs.seven = true;
                }
            } else {
                word = 0;
            }
            if class & !ODD_FORM == 0 {
                continue;
            }
            let rest = &text[at + c.len_utf8()..];
            if class & ESCAPE != 0 && c.is_ascii() {
                signs.escape |= may_escape(c, rest.as_bytes());
                continue;
            }
            if class & (LATIN | ODD | FOREIGN) != 0 {
                signs.beside |= foreign == at || rest.starts_with(is_mark) || rest.starts_with(['\u{fffd}', ' ']) && class & LATIN != 0 && c.is_uppercase();
                signs.marks |= ('\u{80}'..='\u{9f}').contains(&c);
                foreign = at + c.len_utf8();
            }
            if class & LEAD != 0 && !signs.lead {
                signs.lead = c == '锘' || codecs.table(Codec::Gbk).is_some_and(|table| may_follow(table, rest));
            }
            if class & (LATIN | ODD | RARE) != 0 {
                // Three suspicious characters within eight of three bytes.
                signs.dense |= recent[1] != usize::MAX && at - recent[1] <= limits::DENSE_BYTES;
                signs.control |= c < ' ';
                recent = [at, recent[0]];
                suspicious += 1;
            }
            if class & REPLACEMENT != 0 {
                counts.replacements += 1;
                signs.roundtrip |= rest.starts_with('?');
            }
            if class & FILL != 0 {
                fill = if fill.0 == c && text[..at].ends_with(c) { (c, fill.1 + 1) } else { (c, 1) };
                signs.fill |= fill.1 >= limits::FILL;
            }
        }
        signs.dense |= is_thick(suspicious, text.len() - line);
        if signs.any() {
            suspects.push(Suspect { line: line..text.len(), signs });
        }
        (suspects, counts)
    }

    /// The stretch of `at` that is damaged though nobody can say how: a quarter of it are characters that no page uses, more than by chance. Controls
    /// or half-width kana must be among them: a stretch of rare hanzi and private use alone is GB2312 that lost a byte or was torn, which the stage
    /// lacuna reads after script has been at it (withheld from both, 63 of 100 lines with a lost byte stayed broken).
    pub(super) fn wounded(&self, text: &str, at: &Range<usize>) -> Option<Range<usize>> {
        let source = text.get(at.clone())?;
        let is_foreign = |c: char| matches!(c, '\u{80}'..='\u{9f}' | '\u{ff61}'..='\u{ff9f}');
        let is_wound = |c: char| is_foreign(c) || matches!(c, '\u{e000}'..='\u{f8ff}') || self.of(c) & RARE != 0;
        let start = source.find(is_wound)?;
        let end = source.rfind(is_wound).and_then(|last| Some(last + source.get(last..)?.chars().next()?.len_utf8()))?;
        let (mut wounds, mut foreign, mut hanzi, mut written) = (0, 0, 0, 0);
        for c in source.get(start..end)?.chars() {
            wounds += usize::from(is_wound(c));
            foreign += usize::from(is_foreign(c));
            hanzi += usize::from(is_wound(c) && crate::chars::is_han(c));
            written += usize::from(!c.is_ascii());
        }
        let many = wounds >= limits::WOUNDS && foreign >= limits::WOUNDS_FOREIGN && hanzi >= limits::WOUNDS_HANZI && wounds * limits::WOUND_SHARE >= written;
        many.then_some(at.start + start..at.start + end)
    }

    /// Stretches of several lines that hold control characters and little that makes sense, as UTF-16 that was read wrongly does: a line feed
    /// in it is half a character, but for one that a NUL follows.
    pub(super) fn stretches(&self, text: &str, suspects: &[Suspect]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for suspect in suspects.iter().filter(|suspect| suspect.signs.control) {
            let least = found.last().map_or(0, |last| last.end);
            if suspect.line.start < least {
                continue;
            }
            let mut stretch = suspect.line.clone();
            while let Some(before) =
                text.get(least..stretch.start).and_then(|rest| rest.strip_suffix('\n')).filter(|_| !text[stretch.start..].starts_with('\0'))
            {
                let start = before.rfind('\n').map_or(least, |place| least + place + 1);
                if stretch.end - start > limits::LONGEST || !self.broken(&text[start..stretch.start]) {
                    break;
                }
                stretch.start = start;
            }
            while let Some(after) = text.get(stretch.end..).and_then(|rest| rest.strip_prefix('\n')).filter(|after| !after.starts_with('\0')) {
                let end = text.len() - after.len() + memchr::memchr(b'\n', after.as_bytes()).unwrap_or(after.len());
                if end - stretch.start > limits::LONGEST || !self.broken(&text[stretch.end..end]) {
                    break;
                }
                stretch.end = end;
            }
            if text[stretch.clone()].contains('\n') {
                found.push(stretch);
            }
        }
        found
    }

    /// Whether a line may be a piece of UTF-16.
    fn broken(&self, line: &str) -> bool {
        line.chars().nth(limits::PIECE).is_none() || line.chars().any(|c| self.of(c) & (LATIN | ODD | RARE | REPLACEMENT) != 0)
    }
}

/// Whether a line of so many bytes holds many suspicious characters for its length.
fn is_thick(suspicious: usize, bytes: usize) -> bool {
    suspicious >= limits::SUSPICIOUS && suspicious * limits::THIN_BYTES >= bytes
}

/// Whether a symbol stands for one character, not for a class of unseen ones.
fn judge_knows(number: u16) -> bool {
    number >= limits::FIRST_KNOWN_SYMBOL
}

/// Whether what follows the pair that begins a UTF-8 sequence can be its third byte.
fn may_follow(table: &Table, rest: &str) -> bool {
    match rest.chars().next() {
        None | Some('?' | '\n' | '\r' | '€' | '\u{fffd}') => true,
        Some(c) => table.code(c).is_some_and(|code| {
            let [third, next] = code.to_be_bytes();
            (0x80..=0xbf).contains(&third) && (next < 0x80 || (0xc2..=0xf4).contains(&next))
        }),
    }
}

/// Whether an escape of some kind may begin with `c` before `rest`.
fn may_escape(c: char, rest: &[u8]) -> bool {
    let hex = |at: usize| rest.get(at).is_some_and(u8::is_ascii_hexdigit);
    match c {
        '&' => {
            matches!(rest.first(), Some(b'#'))
                || rest.starts_with(b"amp;#")
                || matches!(rest, [first, second, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphabetic())
        }
        '\\' => matches!(rest.first(), Some(b'u' | b'x')) && hex(1) && hex(2),
        '%' => (matches!(rest.first(), Some(b'8'..=b'9' | b'A'..=b'F' | b'a'..=b'f')) && hex(1)) || (rest.first() == Some(&b'u') && hex(1) && hex(2)),
        '=' => matches!(rest.first(), Some(b'8'..=b'9' | b'A'..=b'F')) && hex(1) && rest.get(2) == Some(&b'='),
        '~' => rest.first() == Some(&b'{'),
        'u' => hex(0) && hex(1) && hex(2) && hex(3) && rest.get(4) == Some(&b'u') && hex(5),
        _ => false,
    }
}
