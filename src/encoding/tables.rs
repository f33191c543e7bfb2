//! The code tables of the double-byte encodings, read out of `encoding_rs` (and of `rules/decode/cns11643.tsv` for EUC-TW) at
//! first use: about a millisecond each, and only for an encoding that a page is suspected of.
//!
//! Tables instead of `encoding_rs`'s own decoders, because detection looks at single codes in the middle of pages, because a decoder
//! must know at each code whether encoding gives the same bytes back, and because EUC-TW and HZ have no decoder there.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use encoding_rs::Encoding as Standard;

use crate::rule::RuleBook;

/// Set in a cell whose character is encoded by other bytes than these.
pub(super) const ODD: u32 = 1 << 31;
/// Set in a cell of Big5 that stands for a letter and a combining mark; [`MACRON`] says which mark.
pub(super) const PAIR: u32 = 1 << 30;
/// Set beside [`PAIR`]: the mark is U+0304, otherwise U+030C.
pub(super) const MACRON: u32 = 1 << 29;
/// The bits of the character.
pub(super) const CHARACTER: u32 = (1 << 21) - 1;

/// Codes of two bytes, the first of them 80 or more.
pub(super) struct Table {
    /// By `(lead - 0x80) * 256 + trail`: the character and its marks; 0 where there is none.
    cells: Vec<u32>,
    /// The code of each character of the basic plane; 0 where there is none.
    codes: Vec<u16>,
    /// The codes of the others, sorted.
    astral: Vec<(u32, u16)>,
}

impl Table {
    fn new() -> Table {
        Table { cells: vec![0; 0x80 * 0x100], codes: vec![0; 0x1_0000], astral: Vec::new() }
    }

    /// The cell of a code; 0 where there is none.
    pub(super) fn cell(&self, lead: u8, trail: u8) -> u32 {
        self.cells.get((usize::from(lead) << 8 | usize::from(trail)).wrapping_sub(0x8000)).copied().unwrap_or(0)
    }

    /// The code of a character; 0 where there is none.
    pub(super) fn code(&self, c: char) -> u16 {
        match self.codes.get(c as usize) {
            Some(&code) => code,
            None => self.astral.binary_search_by_key(&(c as u32), |&(c, _)| c).ok().and_then(|i| self.astral.get(i)).map_or(0, |&(_, code)| code),
        }
    }

    /// Every code that stands for one character, in ascending order.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u16, char)> + '_ {
        let single = self.cells.iter().zip(0x8000..=0xffffu16).filter(|(cell, _)| **cell != 0 && **cell & PAIR == 0);
        single.filter_map(|(cell, code)| Some((code, char::from_u32(cell & CHARACTER)?)))
    }

    fn set(&mut self, code: u16, cell: u32) {
        if let Some(place) = self.cells.get_mut(usize::from(code).wrapping_sub(0x8000)) {
            *place = cell;
        }
    }

    /// Makes the way back. Where two codes stand for one character the one with the lower `rank` encodes it, then the
    /// lower code; the others are marked [`ODD`].
    fn invert(&mut self, rank: impl Fn(u16) -> u8) {
        let mut order: Vec<u16> = (0x8000..=0xffffu16).filter(|&code| self.cells[usize::from(code) - 0x8000] != 0).collect();
        order.sort_by_key(|&code| (rank(code), code));
        let mut astral: BTreeMap<u32, u16> = BTreeMap::new();
        for code in order {
            let Some(cell) = self.cells.get_mut(usize::from(code) - 0x8000) else { continue };
            if *cell & PAIR != 0 {
                continue;
            }
            let c = *cell & CHARACTER;
            let place = self.codes.get_mut(c as usize).unwrap_or_else(|| astral.entry(c).or_default());
            if *place != 0 {
                *cell |= ODD;
            } else {
                *place = code;
            }
        }
        self.astral = astral.into_iter().collect();
    }
}

/// Fills a table with what `encoding_rs` makes of every pair of bytes whose second one is `trail` or more.
fn read_out(standard: &'static Standard, trail: u8, rank: impl Fn(u16) -> u8) -> Table {
    let mut table = Table::new();
    for code in (0x81..=0xfeu8).flat_map(|lead| (trail..=0xfe).map(move |trail| [lead, trail])) {
        if standard == encoding_rs::EUC_JP && code[0] == 0x8e {
            // Half-width katakana, which the codec reads by itself.
            continue;
        }
        let Some(text) = standard.decode_without_bom_handling_and_without_replacement(&code) else { continue };
        let mut characters = text.chars();
        let cell = match (characters.next(), characters.next(), characters.next()) {
            // A second character below 80 means that the pair was read as two codes.
            (Some(c), None, None) => c as u32,
            (Some(c), Some('\u{304}'), None) => c as u32 | PAIR | MACRON | ODD,
            (Some(c), Some('\u{30c}'), None) => c as u32 | PAIR | ODD,
            _ => continue,
        };
        table.set(u16::from_be_bytes(code), cell);
    }
    table.invert(rank);
    table
}

/// GB18030's codes of two bytes.
pub(super) fn gb18030() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| read_out(encoding_rs::GB18030, 0x40, |_| 0))
}

/// Big5 with HKSCS.
pub(super) fn big5() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // A few characters are coded twice: among the hanzi (the usual code), among the signs, in the extensions.
    let rank = |code| match code {
        0xa440..=0xf9fe => 0,
        0xa140..=0xa3fe => 1,
        _ => 2,
    };
    TABLE.get_or_init(|| read_out(encoding_rs::BIG5, 0x40, rank))
}

/// EUC-KR with the extensions of code page 949.
pub(super) fn euc_kr() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| read_out(encoding_rs::EUC_KR, 0x41, |_| 0))
}

/// Shift_JIS's codes of two bytes.
pub(super) fn shift_jis() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| read_out(encoding_rs::SHIFT_JIS, 0x40, |_| 0))
}

/// EUC-JP's codes of two bytes, those of half-width katakana (8E) not among them.
pub(super) fn euc_jp() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| read_out(encoding_rs::EUC_JP, 0xa1, |_| 0))
}

/// EUC-TW's planes 1 and 2, both by their last two bytes.
pub(super) fn euc_tw() -> &'static [Table; 2] {
    static TABLES: OnceLock<[Table; 2]> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = [Table::new(), Table::new()];
        // Restoring a page must not depend on what `--rules` lays over the rules, so the embedded file is read.
        let book = RuleBook::embedded();
        for (_, row) in book.rows("decode/cns11643.tsv").into_iter().flatten() {
            let [plane, first, count, what] = row.as_slice() else { continue };
            let (Ok(first), Ok(count)) = (u16::from_str_radix(first, 16), count.parse::<usize>()) else { continue };
            let Some(table) = plane.parse::<usize>().ok().and_then(|plane| tables.get_mut(plane.wrapping_sub(1))) else { continue };
            let codes = (euc_index(first)..).map(euc_code);
            match what.strip_prefix("Big5:").map(|code| u16::from_str_radix(code, 16)) {
                Some(Ok(big5_first)) => {
                    for (code, [lead, trail]) in codes.zip((big5_index(big5_first)..).map(big5_code)).take(count) {
                        table.set(code, big5().cell(lead, trail) & CHARACTER);
                    }
                }
                Some(Err(_)) => {}
                None => {
                    let characters = what.split(' ').filter_map(|c| u32::from_str_radix(c.strip_prefix("U+")?, 16).ok());
                    codes.zip(characters).take(count).for_each(|(code, c)| table.set(code, c));
                }
            }
        }
        tables.iter_mut().for_each(|table| table.invert(|_| 0));
        tables
    })
}

/// The place of a code in a plane of 94 × 94.
fn euc_index(code: u16) -> usize {
    let [row, column] = code.to_be_bytes();
    usize::from(row.saturating_sub(0xa1)) * 94 + usize::from(column.saturating_sub(0xa1))
}

fn euc_code(index: usize) -> u16 {
    let part = |n: usize| u8::try_from(n + 0xa1).unwrap_or(0xff);
    u16::from_be_bytes([part(index / 94), part(index % 94)])
}

/// The place of a code of Big5 in the order that leaves no gaps.
fn big5_index(code: u16) -> usize {
    let [lead, trail] = code.to_be_bytes();
    usize::from(lead.saturating_sub(0x81)) * 157 + usize::from(if trail < 0x7f { trail.saturating_sub(0x40) } else { trail.saturating_sub(0x62) })
}

fn big5_code(index: usize) -> [u8; 2] {
    let part = |n: usize| u8::try_from(n).unwrap_or(0xff);
    let trail = index % 157;
    [part(index / 157 + 0x81), part(if trail < 0x3f { trail + 0x40 } else { trail + 0x62 })]
}
