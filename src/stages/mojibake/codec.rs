//! The two halves of a wrong decoding: which bytes a character was made from, and what the bytes say in the right encoding.
//!
//! The codes of two bytes are those of `encoding`. Where the decoders that did the damage differ from the WHATWG tables, the difference is listed
//! in `rules/mojibake/codepages.tsv`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use encoding_rs::{BIG5, EUC_KR, GB18030, SHIFT_JIS, WINDOWS_1252};

use super::pages::Pages;
use crate::encoding::{self, Encoding};
use crate::rule::RuleBook;
use crate::stage::BuildError;

/// The encodings that wrong decoders took Chinese bytes for, and those the bytes were in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Codec {
    /// GB18030, GBK and code page 936, with `€` for the byte 80.
    Gbk,
    /// ISO-8859-1 and windows-1252 at once: their characters do not collide.
    Latin,
    /// Big5 and code page 950.
    Big5,
    /// Shift_JIS and code page 932.
    ShiftJis,
    /// EUC-KR and code page 949.
    EucKr,
    /// UTF-8; only as the right reading.
    Utf8,
    /// UTF-16, little end first; only as the right reading.
    Utf16Le,
    /// A code page of one byte a character, which the chain names; only as the wrong reading.
    Page,
}

impl Codec {
    /// The name that notes and findings use.
    pub(super) fn name(self) -> &'static str {
        match self {
            Codec::Gbk => "GBK",
            Codec::Latin => "Latin-1",
            Codec::Big5 => "Big5",
            Codec::ShiftJis => "Shift_JIS",
            Codec::EucKr => "EUC-KR",
            Codec::Utf8 => "UTF-8",
            Codec::Utf16Le => "UTF-16LE",
            Codec::Page => "a code page of one byte",
        }
    }

    fn named(name: &str) -> Option<Codec> {
        [Codec::Gbk, Codec::Latin, Codec::Big5, Codec::ShiftJis, Codec::EucKr].into_iter().find(|codec| codec.name() == name)
    }
}

/// One code page as two tables over the basic plane: characters to codes and codes to characters. Zero is "none".
#[derive(Debug)]
pub(super) struct Table {
    codes: Vec<u16>,
    characters: Vec<u16>,
    /// The second codes of characters that a code page has twice.
    again: HashMap<char, u16>,
}

impl Table {
    fn empty() -> Table {
        Table { codes: vec![0; 0x1_0000], characters: vec![0; 0x1_0000], again: HashMap::new() }
    }

    /// Notes that `code` (one byte, or lead and trail) reads `c`. The first code given for a character is the one it is encoded as.
    fn add(&mut self, code: u16, c: char) {
        let Ok(unit) = u16::try_from(u32::from(c)) else { return };
        match self.codes.get_mut(usize::from(unit)) {
            Some(place) if *place == 0 => *place = code,
            Some(place) if *place != code => {
                self.again.entry(c).or_insert(code);
            }
            _ => {}
        }
        if let Some(place) = self.characters.get_mut(usize::from(code)).filter(|place| **place == 0) {
            *place = unit;
        }
    }

    /// The code of a character: below 100 hex a single byte, else lead and trail.
    pub(super) fn code(&self, c: char) -> Option<u16> {
        self.codes.get(u32::from(c) as usize).copied().filter(|&code| code != 0)
    }

    /// The second code of a character that the code page has twice, as Shift_JIS has `≡`.
    pub(super) fn second(&self, c: char) -> Option<u16> {
        self.again.get(&c).copied()
    }

    pub(super) fn pair(&self, lead: u8, trail: u8) -> Option<char> {
        self.characters.get(usize::from(u16::from_be_bytes([lead, trail]))).filter(|&&unit| unit != 0).and_then(|&unit| char::from_u32(u32::from(unit)))
    }
}

fn single(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// All code pages, each made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Codecs {
    overrides: Vec<(Codec, u16, char)>,
    tables: [OnceLock<Table>; Codec::Utf8 as usize],
    /// The code pages of one byte a character.
    pub(super) pages: Pages,
}

impl Codecs {
    /// Reads the differences between real decoders and the WHATWG tables.
    pub(super) fn new(rules: &RuleBook) -> Result<Codecs, BuildError> {
        let mut overrides = Vec::new();
        for (line, row) in rules.rows("mojibake/codepages.tsv")? {
            let read = || {
                let [page, code, c] = row.as_slice() else { return None };
                let c = char::from_u32(u32::from_str_radix(c.strip_prefix("U+")?, 16).ok()?)?;
                Some((Codec::named(page)?, u16::from_str_radix(code, 16).ok()?, c))
            };
            let entry = read().ok_or_else(|| BuildError::Config(format!("mojibake/codepages.tsv, line {line}: not a code page, a code and U+ character")))?;
            overrides.push(entry);
        }
        Ok(Codecs { overrides, pages: Pages::new(rules)?, ..Codecs::default() })
    }

    /// The table of a code page; `None` for UTF-8 and UTF-16, which need none.
    pub(super) fn table(&self, codec: Codec) -> Option<&Table> {
        Some(self.tables.get(codec as usize)?.get_or_init(|| self.make(codec)))
    }

    fn make(&self, codec: Codec) -> Table {
        let mut table = Table::empty();
        self.overrides.iter().filter(|row| row.0 == codec).for_each(|row| table.add(row.1, row.2));
        let (standard, double) = match codec {
            Codec::Gbk => (Some(GB18030), Some(Encoding::Gb18030)),
            Codec::Latin => (Some(WINDOWS_1252), None),
            Codec::Big5 => (Some(BIG5), Some(Encoding::Big5)),
            Codec::ShiftJis => (Some(SHIFT_JIS), Some(Encoding::ShiftJis)),
            Codec::EucKr => (Some(EUC_KR), Some(Encoding::EucKr)),
            Codec::Utf8 | Codec::Utf16Le | Codec::Page => (None, None),
        };
        for byte in 0x80..=0xffu8 {
            if codec == Codec::Latin {
                table.add(u16::from(byte), char::from(byte));
            }
            let text =
                standard.and_then(|standard| standard.decode_without_bom_handling_and_without_replacement(std::slice::from_ref(&byte)).map(Cow::into_owned));
            text.and_then(|text| single(&text)).into_iter().for_each(|c| table.add(u16::from(byte), c));
        }
        if codec == Codec::Gbk {
            table.codes[0x80] = 0;
        }
        let pairs = || double.into_iter().flat_map(|encoding| encoding::codec::Codec::of(encoding).pairs());
        // What Hong Kong's extension of Big5 has again, at 81 to A0, is encoded as the standard has it.
        let is_extension = |code: u16| codec == Codec::Big5 && code < 0xa100;
        pairs().filter(|&(code, _)| !is_extension(code)).for_each(|(code, c)| table.add(code, c));
        pairs().filter(|&(code, _)| is_extension(code)).for_each(|(code, c)| table.add(code, c));
        table
    }
}

impl Codec {
    /// Whether a decoder of this code page puts a mark for the byte `lead` where `next` comes after it, and goes on with `next`.
    pub(super) fn loses(self, table: &Table, lead: u8, next: u8) -> bool {
        match (self, lead, next) {
            (_, ..0x80, _) => false,
            (Codec::Gbk, 0x80, _) => false,
            (Codec::Gbk, 0xff, _) => true,
            (Codec::Gbk, _, _) => next < 0x40 || next == 0x7f,
            // What code page 950 leaves open: the WHATWG table has Hong Kong's characters there.
            (Codec::Big5, 0x80..=0xa0 | 0xc8 | 0xfa.., _) | (Codec::Big5, 0xa3, 0xc0..=0xe0 | 0xe2..) | (Codec::Big5, 0xc7, 0xfd..) => true,
            _ if table.pair(0, lead).is_some() => false,
            _ => next < 0x40 || table.pair(lead, next).is_none(),
        }
    }

    /// What one U+FFFD of a browser may stand for in this code page of two bytes, where no ASCII follows: a byte and its trail that make no
    /// character, or a byte that begins none.
    pub(super) fn marked(self, table: &Table) -> Vec<(u8, Option<u8>)> {
        let begins = |byte: u8| match self {
            Codec::ShiftJis => matches!(byte, 0x81..=0x9f | 0xe0..=0xfc),
            _ => matches!(byte, 0x81..=0xfe),
        };
        let trails = |lead: u8| (0x80..=0xfe).filter(move |&trail| table.pair(lead, trail).is_none()).map(move |trail| (lead, Some(trail)));
        let pairs = (0x80..=0xff).filter(|&lead| begins(lead)).flat_map(trails);
        pairs.chain((0x81..=0xff).filter(|&byte| !begins(byte) && table.pair(0, byte).is_none()).map(|byte| (byte, None))).collect()
    }
}

/// What one more byte makes of the bytes read so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fed {
    More(Pending),
    Done(char),
    /// No such sequence of bytes.
    Wrong,
}

/// The bytes of a character that is not complete yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Pending {
    bytes: [u8; Pending::MOST],
    length: u8,
}

impl Pending {
    /// The longest character has so many bytes.
    pub(super) const MOST: usize = 4;

    pub(super) fn len(self) -> usize {
        usize::from(self.length)
    }

    /// Whether a new character may begin.
    pub(super) fn is_empty(self) -> bool {
        self.length == 0
    }

    fn with(mut self, byte: u8) -> Fed {
        match self.bytes.get_mut(usize::from(self.length)) {
            Some(place) => {
                *place = byte;
                self.length += 1;
                Fed::More(self)
            }
            None => Fed::Wrong,
        }
    }

    /// Adds a byte, read in the encoding `right`, whose table is `table`.
    pub(super) fn feed(self, right: Codec, table: Option<&Table>, byte: u8) -> Fed {
        match right {
            Codec::Utf8 => self.feed_utf8(byte),
            Codec::Utf16Le => match self.length {
                0 => self.with(byte),
                _ => match char::from_u32(u32::from(u16::from_le_bytes([self.bytes[0], byte]))) {
                    Some(c) => Fed::Done(c),
                    None => Fed::Wrong,
                },
            },
            _ => match (self.length, table) {
                (0, _) if byte < 0x80 => Fed::Done(char::from(byte)),
                (0, _) => self.with(byte),
                (_, Some(table)) => table.pair(self.bytes[0], byte).map_or(Fed::Wrong, Fed::Done),
                _ => Fed::Wrong,
            },
        }
    }

    fn feed_utf8(self, byte: u8) -> Fed {
        if self.length == 0 && byte < 0x80 {
            return Fed::Done(char::from(byte));
        }
        let Fed::More(longer) = self.with(byte) else { return Fed::Wrong };
        match std::str::from_utf8(longer.bytes.get(..longer.len()).unwrap_or_default()) {
            Ok(text) => text.chars().next().map_or(Fed::Wrong, Fed::Done),
            Err(error) if error.error_len().is_none() => Fed::More(longer),
            Err(_) => Fed::Wrong,
        }
    }
}

/// Reads bytes strictly in an encoding; `None` when any byte does not fit.
pub(super) fn decode(right: Codec, table: Option<&Table>, bytes: &[u8]) -> Option<String> {
    let mut out = String::with_capacity(bytes.len());
    let mut pending = Pending::default();
    for &byte in bytes {
        pending = match pending.feed(right, table, byte) {
            Fed::More(next) => next,
            Fed::Done(c) => {
                out.push(c);
                Pending::default()
            }
            Fed::Wrong => return None,
        };
    }
    pending.is_empty().then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_read_what_they_should() {
        let codecs = Codecs::new(&RuleBook::embedded()).unwrap();
        let code = |codec, c| codecs.table(codec).and_then(|table: &Table| table.code(c));
        assert_eq!(code(Codec::Gbk, '涓'), Some(0xe4b8));
        assert_eq!(code(Codec::Gbk, '\u{e15e}'), Some(0xade5));
        assert_eq!(code(Codec::Gbk, '\u{e78d}'), Some(0xa6d9));
        assert_eq!(code(Codec::Latin, '€'), Some(0x80));
        assert_eq!(code(Codec::Latin, '\u{81}'), Some(0x81));
        assert_eq!(code(Codec::Big5, '笢'), Some(0xd6d0));
        assert_eq!(code(Codec::EucKr, '櫓'), Some(0xd6d0));
    }

    #[test]
    fn what_a_decoder_loses() {
        let codecs = Codecs::new(&RuleBook::embedded()).unwrap();
        let loses = |codec: Codec, lead, next| codec.loses(codecs.table(codec).unwrap(), lead, next);
        // 三 is C8 FD, 生 is C9 FA, the full-width colon is EF BC 9A.
        assert!(loses(Codec::Big5, 0xc8, 0xfd) && !loses(Codec::Big5, 0xd6, 0xd0));
        assert!(loses(Codec::EucKr, 0xc9, 0xfa) && !loses(Codec::EucKr, 0xb0, 0xa1));
        assert!(loses(Codec::ShiftJis, 0xef, 0xbc) && !loses(Codec::ShiftJis, 0xe5, 0x9b) && !loses(Codec::ShiftJis, 0xbc, 0x9a));
        assert!(loses(Codec::Gbk, 0x85, 0x1d) && !loses(Codec::Gbk, 0x85, 0x52) && loses(Codec::Gbk, 0xff, 0x52));
        assert!(!loses(Codec::Big5, 0x41, 0x20));
    }

    #[test]
    fn utf8_is_fed_strictly() {
        assert_eq!(decode(Codec::Utf8, None, "中国aé𠀀".as_bytes()).as_deref(), Some("中国aé𠀀"));
        for wrong in [&b"\xc0\x80"[..], b"\xed\xa0\x80", b"\xe0\x80\x80", b"\xf4\x90\x80\x80", b"\xe4\xb8", b"\x80"] {
            assert_eq!(decode(Codec::Utf8, None, wrong), None);
        }
    }
}
