//! One code at a time: what the bytes at a place stand for in an encoding, and back.

use super::Encoding;
use super::tables::{self, CHARACTER, MACRON, ODD, PAIR, Table};

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A character, which encodes to the same bytes.
    Char(char),
    /// A character that encodes to other bytes.
    Odd(char),
    /// A letter and a combining mark (four codes of Big5), which do not encode.
    Marked(char, char),
    /// The bytes are no code.
    Bad,
    /// The bytes end inside what may be a code.
    Cut,
}

/// An encoding with its tables at hand. HZ, which has states, is not among those it reads.
#[derive(Clone, Copy)]
pub(crate) struct Codec {
    encoding: Encoding,
    table: Option<&'static Table>,
    second: Option<&'static Table>,
}

impl Codec {
    /// The codec of an encoding. Its tables are made at first use.
    pub(crate) fn of(encoding: Encoding) -> Codec {
        let (table, second) = match encoding {
            Encoding::Gb18030 | Encoding::Hz => (Some(tables::gb18030()), None),
            Encoding::Big5 => (Some(tables::big5()), None),
            Encoding::EucKr => (Some(tables::euc_kr()), None),
            Encoding::ShiftJis => (Some(tables::shift_jis()), None),
            Encoding::EucJp => (Some(tables::euc_jp()), None),
            Encoding::EucTw => {
                let [first, second] = tables::euc_tw();
                (Some(first), Some(second))
            }
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Windows1252 => (None, None),
        };
        Codec { encoding, table, second }
    }

    /// Every code of two bytes that stands for one character, in ascending order.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (u16, char)> {
        self.table.into_iter().flat_map(Table::pairs)
    }

    /// The code of two bytes that a character has, if it has one.
    pub(crate) fn pair_of(self, c: char) -> Option<[u8; 2]> {
        self.table.map(|table| table.code(c)).filter(|&code| code != 0).map(u16::to_be_bytes)
    }

    /// Most bytes that one lost character can have had: as many bad bytes in a row are shown as one U+FFFD.
    pub(crate) fn longest_loss(&self) -> usize {
        match self.encoding {
            Encoding::Utf8 => 3,
            Encoding::Windows1252 => 1,
            _ => 2,
        }
    }

    /// The code at the start of `bytes`, and how many bytes it has: at least one, unless `bytes` is empty.
    pub(crate) fn unit(&self, bytes: &[u8]) -> (usize, Unit) {
        let Some(&first) = bytes.first() else { return (0, Unit::Cut) };
        match self.encoding {
            Encoding::Utf16Le | Encoding::Utf16Be => return self.utf16(bytes),
            _ if first < 0x80 => return (1, Unit::Char(first as char)),
            Encoding::Utf8 => return utf8(bytes),
            Encoding::Windows1252 => return (1, Unit::Char(windows1252(first))),
            Encoding::Gb18030 if first == 0x80 => return (1, Unit::Odd('€')),
            Encoding::ShiftJis if matches!(first, 0xa1..=0xdf) => return (1, character(0xff61 + u32::from(first) - 0xa1)),
            Encoding::ShiftJis if first == 0x80 => return (1, Unit::Char('\u{80}')),
            Encoding::EucJp if first == 0x8e => {
                return match bytes.get(1) {
                    Some(&second @ 0xa1..=0xdf) => (2, character(0xff61 + u32::from(second) - 0xa1)),
                    Some(_) => (1, Unit::Bad),
                    None => (1, Unit::Cut),
                };
            }
            Encoding::EucJp if first == 0x8f => return three_bytes(bytes),
            Encoding::EucTw if first == 0x8e => return self.plane(bytes),
            _ => {}
        }
        if first == 0xff || first == 0x80 {
            return (1, Unit::Bad);
        }
        let Some(&second) = bytes.get(1) else { return (1, Unit::Cut) };
        if self.encoding == Encoding::Gb18030 && second.is_ascii_digit() {
            return four_bytes(bytes);
        }
        let cell = self.table.map_or(0, |table| table.cell(first, second));
        if cell == 0 {
            return (if second < 0x80 || second == 0xff { 1 } else { 2 }, Unit::Bad);
        }
        let Some(c) = char::from_u32(cell & CHARACTER) else { return (1, Unit::Bad) };
        let unit = match cell {
            _ if cell & PAIR != 0 => Unit::Marked(c, if cell & MACRON != 0 { '\u{304}' } else { '\u{30c}' }),
            _ if cell & ODD != 0 => Unit::Odd(c),
            _ => Unit::Char(c),
        };
        (2, unit)
    }

    fn utf16(&self, bytes: &[u8]) -> (usize, Unit) {
        let at = |i: usize| {
            let pair = [*bytes.get(i)?, *bytes.get(i + 1)?];
            Some(if self.encoding == Encoding::Utf16Le { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
        };
        let Some(first) = at(0) else { return (bytes.len(), Unit::Cut) };
        match first {
            0xd800..=0xdbff => match at(2) {
                Some(second @ 0xdc00..=0xdfff) => (4, character(0x1_0000 + (u32::from(first & 0x3ff) << 10) + u32::from(second & 0x3ff))),
                Some(_) => (2, Unit::Bad),
                None => (bytes.len(), Unit::Cut),
            },
            0xdc00..=0xdfff => (2, Unit::Bad),
            _ => (2, character(u32::from(first))),
        }
    }

    /// EUC-TW's four-byte form, which names the plane.
    fn plane(&self, bytes: &[u8]) -> (usize, Unit) {
        let &[_, plane, row, column, ..] = bytes else {
            let sound = bytes.iter().skip(1).all(|&b| b >= 0xa1) && bytes.get(1).is_none_or(|b| (0xa1..=0xb0).contains(b));
            return if sound { (bytes.len(), Unit::Cut) } else { (1, Unit::Bad) };
        };
        if !(0xa1..=0xb0).contains(&plane) || !(0xa1..=0xfe).contains(&row) || !(0xa1..=0xfe).contains(&column) {
            return (1, Unit::Bad);
        }
        let table = match plane {
            0xa1 => self.table,
            0xa2 => self.second,
            _ => None,
        };
        let Some(c) = table.map(|table| table.cell(row, column)).filter(|&cell| cell != 0).and_then(|cell| char::from_u32(cell & CHARACTER)) else {
            return (4, Unit::Bad);
        };
        let same = plane == 0xa2
            && self.second.is_some_and(|second| second.code(c) == u16::from_be_bytes([row, column]))
            && self.table.is_none_or(|first| first.code(c) == 0);
        (4, if same { Unit::Char(c) } else { Unit::Odd(c) })
    }

    /// Appends the bytes of a character. One that the encoding lacks becomes `?`: [`crate::decoding::Exception`]s stand for those.
    pub(crate) fn encode(&self, c: char, out: &mut Vec<u8>) {
        let (bytes, length) = self.code(c);
        out.extend_from_slice(bytes.get(..length).unwrap_or_default());
    }

    /// The bytes of a character, and how many of them count.
    pub(crate) fn code(&self, c: char) -> ([u8; 4], usize) {
        let one = |byte: u8| ([byte, 0, 0, 0], 1);
        let two = |[a, b]: [u8; 2]| ([a, b, 0, 0], 2);
        match self.encoding {
            Encoding::Utf8 => {
                let mut bytes = [0; 4];
                let length = c.encode_utf8(&mut bytes).len();
                return (bytes, length);
            }
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let mut units = [0; 2];
                let order = |unit: u16| if self.encoding == Encoding::Utf16Le { unit.to_le_bytes() } else { unit.to_be_bytes() };
                return match *c.encode_utf16(&mut units) {
                    [a, b] => {
                        let ([a, b], [c, d]) = (order(a), order(b));
                        ([a, b, c, d], 4)
                    }
                    [a] => two(order(a)),
                    _ => one(b'?'),
                };
            }
            _ if c.is_ascii() => return one(c as u8),
            Encoding::Windows1252 => return one((0x80..=0xffu8).find(|&byte| windows1252(byte) == c).unwrap_or(b'?')),
            Encoding::ShiftJis if c == '\u{80}' => return one(0x80),
            Encoding::ShiftJis if matches!(c, '\u{ff61}'..='\u{ff9f}') => return one(u8::try_from(c as u32 - 0xff61 + 0xa1).unwrap_or(b'?')),
            Encoding::EucJp if matches!(c, '\u{ff61}'..='\u{ff9f}') => return two([0x8e, u8::try_from(c as u32 - 0xff61 + 0xa1).unwrap_or(b'?')]),
            _ => {}
        }
        match self.table.map_or(0, |table| table.code(c)) {
            0 => {}
            code if self.encoding == Encoding::Hz => return two((code & 0x7f7f).to_be_bytes()),
            code => return two(code.to_be_bytes()),
        }
        match self.encoding {
            Encoding::Gb18030 => gb18030_four(c),
            Encoding::EucTw => match self.second.map_or(0, |table| table.code(c)).to_be_bytes() {
                [0, 0] => one(b'?'),
                [row, column] => ([0x8e, 0xa2, row, column], 4),
            },
            _ => one(b'?'),
        }
    }
}

fn character(code_point: u32) -> Unit {
    char::from_u32(code_point).map_or(Unit::Bad, Unit::Char)
}

fn utf8(bytes: &[u8]) -> (usize, Unit) {
    let head = bytes.get(..4).unwrap_or(bytes);
    let (text, error) = match std::str::from_utf8(head) {
        Ok(text) => (text, None),
        Err(error) => (std::str::from_utf8(head.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default(), Some(error)),
    };
    match (text.chars().next(), error.map(|error| error.error_len())) {
        (Some(c), _) => (c.len_utf8(), Unit::Char(c)),
        (None, Some(Some(length))) => (length, Unit::Bad),
        (None, _) => (bytes.len(), Unit::Cut),
    }
}

/// The 32 codes of windows-1252 that are not those of Unicode; five are controls.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š',
    '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows1252(byte: u8) -> char {
    WINDOWS_1252.get(usize::from(byte).wrapping_sub(0x80)).copied().unwrap_or(byte as char)
}

/// GB18030's codes of four bytes, rare enough to ask `encoding_rs` one by one.
fn four_bytes(bytes: &[u8]) -> (usize, Unit) {
    match *bytes {
        [_, _, 0x81..=0xfe, b'0'..=b'9', ..] => {
            let four = bytes.get(..4).unwrap_or_default();
            match one_by(encoding_rs::GB18030, four) {
                Some(c) if gb18030_four(c).0 == *four => (4, Unit::Char(c)),
                Some(c) => (4, Unit::Odd(c)),
                None => (4, Unit::Bad),
            }
        }
        [_, _] | [_, _, 0x81..=0xfe] => (bytes.len(), Unit::Cut),
        _ => (1, Unit::Bad),
    }
}

fn gb18030_four(c: char) -> ([u8; 4], usize) {
    let mut text = [0; 4];
    let text = c.encode_utf8(&mut text);
    let mut out = [0; 8];
    let (_, _, written, unmapped) = encoding_rs::GB18030.new_encoder().encode_from_utf8(text, &mut out, true);
    match out {
        [a, b, c, d, ..] if written == 4 && !unmapped => ([a, b, c, d], 4),
        _ => ([b'?', 0, 0, 0], 1),
    }
}

/// EUC-JP's codes of three bytes (JIS X 0212), which `encoding_rs` reads but does not write.
fn three_bytes(bytes: &[u8]) -> (usize, Unit) {
    match *bytes {
        [_, 0xa1..=0xfe, 0xa1..=0xfe, ..] => match one_by(encoding_rs::EUC_JP, bytes.get(..3).unwrap_or_default()) {
            Some(c) => (3, Unit::Odd(c)),
            None => (3, Unit::Bad),
        },
        [_] | [_, 0xa1..=0xfe] => (bytes.len(), Unit::Cut),
        _ => (1, Unit::Bad),
    }
}

/// The one character that `bytes` stand for.
fn one_by(standard: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<char> {
    let mut out = [0; 16];
    let mut decoder = standard.new_decoder_without_bom_handling();
    let (result, _, written) = decoder.decode_to_utf8_without_replacement(bytes, &mut out, true);
    if !matches!(result, encoding_rs::DecoderResult::InputEmpty) {
        return None;
    }
    let mut characters = std::str::from_utf8(out.get(..written)?).ok()?.chars();
    let c = characters.next()?;
    characters.next().is_none().then_some(c)
}

/// Appends `text` in `encoding`. Characters that the encoding lacks must be covered by exceptions.
pub(crate) fn encode_into(encoding: Encoding, text: &str, out: &mut Vec<u8>) {
    match encoding {
        Encoding::Utf8 => out.extend_from_slice(text.as_bytes()),
        _ => {
            let codec = Codec::of(encoding);
            out.reserve(text.len());
            text.chars().for_each(|c| codec.encode(c, out));
        }
    }
}

/// How many bytes `text` has in `encoding`.
pub(crate) fn encoded_length(encoding: Encoding, text: &str) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Windows1252 => text.chars().count(),
        _ => {
            let codec = Codec::of(encoding);
            text.chars().map(|c| codec.code(c).1).sum()
        }
    }
}
