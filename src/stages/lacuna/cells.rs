//! The cells of GB2312 and what a decoder shows for them.

use unicode_normalization::UnicodeNormalization;

use crate::encoding::Encoding;
use crate::encoding::codec::Codec;
use crate::judge::simplify_char;

/// First byte of the rows of GB2312.
const FIRST: u8 = 0xA1;
/// First lead and first trail byte of GBK, and how many of each there are.
const FIRST_LEAD: u8 = 0x81;
const FIRST_TRAIL: u8 = 0x40;
const LEADS: usize = 126;
const TRAILS: usize = 191;
/// The trail byte that a torn character had, and the row of the false delimiters.
pub(super) const MARK_ROW: u8 = 0xA3;

/// Two bytes that a decoder reads as one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    /// The lead byte; in shifted text the trail byte of one character.
    pub(super) lead: u8,
    /// The trail byte; in shifted text the lead byte of the next character.
    pub(super) trail: u8,
}

impl From<[u8; 2]> for Cell {
    fn from([lead, trail]: [u8; 2]) -> Cell {
        Cell { lead, trail }
    }
}

/// A character that begins a pair, with the class of the second bytes that the pair may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    /// The character that ends with the pair's first byte.
    pub(super) character: char,
    /// The class of the pair's first byte: index of [`Cells::seconds`].
    pub(super) class: u8,
}

/// A character in the midst of dropped pairs: it has the second byte of one and the first byte of the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inner {
    pub(super) character: char,
    pub(super) lead: u8,
    /// The class of its trail byte as a pair's first byte.
    pub(super) class: u8,
}

/// The tables. Built on first use: a clean page needs none of them.
pub(super) struct Cells {
    /// First lead byte of the characters that a page may have, and first trail byte.
    lead: u8,
    trail: u8,
    /// What a page may have in each cell, in its simplified form.
    standard: Vec<Option<char>>,
    /// Which cell a character of the basic plane shows, lead and trail byte in one number; 0 for none.
    cell_of: Vec<u16>,
    /// What width folding made of a cell, longest first.
    folded: Vec<(String, Cell)>,
    /// Which pairs a decoder shows as private-use characters, by class of the first byte: the second bytes.
    seconds: Vec<Vec<u8>>,
    /// The class of each first byte.
    class: [u8; 256],
    /// All characters that end with a byte that begins a private-use pair, by lead byte.
    inner: Vec<Inner>,
}

fn index(lead: u8, trail: u8) -> Option<usize> {
    let (row, column) = (lead.checked_sub(FIRST_LEAD)? as usize, trail.checked_sub(FIRST_TRAIL)? as usize);
    (row < LEADS && column < TRAILS).then_some(row * TRAILS + column)
}

/// Whether GB2312 itself fills the cell (the decoder knows later additions as well).
fn is_standard(lead: u8, trail: u8) -> bool {
    match lead {
        0xA1 | 0xA3 => true,
        0xA2 => matches!(trail, 0xB1..=0xE2 | 0xE5..=0xEE | 0xF1..=0xFC),
        0xA4 => trail <= 0xF3,
        0xA5 => trail <= 0xF6,
        0xA6 => matches!(trail, 0xA1..=0xB8 | 0xC1..=0xD8),
        0xA7 => matches!(trail, 0xA1..=0xC1 | 0xD1..=0xF1),
        0xA8 => matches!(trail, 0xA1..=0xBA | 0xC5..=0xE9),
        0xA9 => matches!(trail, 0xA4..=0xEF),
        0xD7 => trail <= 0xF9,
        0xB0..=0xF7 => true,
        _ => false,
    }
}

/// Whether some decoders in use show the cell as a private-use character though others know a standard one.
fn is_private_in_older_tables(lead: u8, trail: u8) -> bool {
    match lead {
        0xA6 => matches!(trail, 0xD9..=0xDF | 0xEC | 0xED | 0xF3),
        0xA8 => trail == 0xBC,
        _ => false,
    }
}

pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

impl Cells {
    pub(super) fn new() -> Cells {
        let mut cells = Cells::empty(FIRST, FIRST);
        for (cell, c) in pairs(FIRST, FIRST) {
            if let Some(slot) = index(cell.lead, cell.trail).filter(|_| is_standard(cell.lead, cell.trail)).and_then(|i| cells.standard.get_mut(i)) {
                *slot = Some(c);
            }
        }
        cells.fill();
        cells
    }

    /// The cells of a page that was made traditional before its bytes were: the forms that a converter writes, in all of GBK. `has_other_form` tells
    /// whether a simplified character never stands in a traditional text.
    pub(super) fn traditional(simplified: &Cells, has_other_form: impl Fn(char) -> bool) -> Cells {
        let mut cells = Cells::empty(FIRST_LEAD, FIRST_TRAIL);
        for (cell, c) in pairs(FIRST_LEAD, FIRST_TRAIL) {
            let plain = if crate::chars::is_han(c) { simplify_char(c) } else { c };
            let Some(own) = simplified.cell(plain).filter(|own| is_standard(own.lead, own.trail)) else { continue };
            if plain == c && (own != cell || has_other_form(c)) {
                continue;
            }
            if let Some(slot) = index(cell.lead, cell.trail).and_then(|i| cells.standard.get_mut(i)) {
                *slot = Some(plain);
            }
        }
        cells.fill();
        cells
    }

    fn empty(lead: u8, trail: u8) -> Cells {
        Cells {
            lead,
            trail,
            standard: vec![None; LEADS * TRAILS],
            cell_of: vec![0; 0x10000],
            folded: Vec::new(),
            seconds: Vec::new(),
            class: [u8::MAX; 256],
            inner: Vec::new(),
        }
    }

    /// Fills in what a decoder shows of shifted pairs, whose bytes are both beyond ASCII.
    fn fill(&mut self) {
        let mut private = vec![false; LEADS * TRAILS];
        for (Cell { lead, trail }, c) in pairs(self.lead, self.lead) {
            let Some(slot) = index(lead, trail).and_then(|i| private.get_mut(i)) else { continue };
            *slot = is_private(c) || is_private_in_older_tables(lead, trail);
            self.remember(c, lead, trail);
            let fold: String = c.nfkc().collect();
            let mut own = [0; 4];
            if lead >= FIRST && trail >= FIRST && fold != *c.encode_utf8(&mut own) {
                self.folded.push((fold, Cell { lead, trail }));
            }
        }
        // What other decoders show: the middle dot and the dash of the older tables, the private-use codes that newer tables gave up.
        for (c, lead, trail) in [('\u{30fb}', 0xA1, 0xA4), ('\u{2015}', 0xA1, 0xAA), ('\u{2225}', 0xA1, 0xAC), ('\u{e7c7}', 0xA8, 0xBC)] {
            self.remember(c, lead, trail);
        }
        for (trail, code) in (0xD9u8..=0xDF).zip('\u{e78d}'..).chain([(0xEC, '\u{e794}'), (0xED, '\u{e795}'), (0xF3, '\u{e796}')]) {
            self.remember(code, 0xA6, trail);
        }
        self.folded.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        for first in self.lead..=LAST {
            let seconds: Vec<u8> =
                (self.lead..=LAST).filter(|&second| self.is_lead(second) && index(first, second).is_some_and(|i| private.get(i) == Some(&true))).collect();
            if seconds.is_empty() {
                continue;
            }
            let class = self.seconds.iter().position(|known| *known == seconds).unwrap_or_else(|| {
                self.seconds.push(seconds);
                self.seconds.len() - 1
            });
            self.class[first as usize] = class as u8;
        }
        for lead in self.lead..=LAST {
            for trail in self.trail..=LAST {
                let class = self.class[trail as usize];
                if let (Some(character), true) = (self.character(lead, trail), class != u8::MAX) {
                    self.inner.push(Inner { character, lead, class });
                }
            }
        }
    }

    /// Whether a byte leads a character that the page may have.
    pub(super) fn is_lead(&self, byte: u8) -> bool {
        byte >= self.lead && (self.lead < FIRST || is_lead(byte)) && byte <= LAST
    }

    fn remember(&mut self, c: char, lead: u8, trail: u8) {
        if let Some(slot) = self.cell_of.get_mut(c as usize)
            && *slot == 0
        {
            *slot = u16::from_be_bytes([lead, trail]);
        }
    }

    pub(super) fn character(&self, lead: u8, trail: u8) -> Option<char> {
        index(lead, trail).and_then(|i| self.standard.get(i).copied().flatten())
    }

    /// The cell that a visible character stands for, private-use characters included.
    pub(super) fn cell(&self, c: char) -> Option<Cell> {
        self.cell_of.get(c as usize).filter(|&&code| code != 0).map(|code| Cell::from(code.to_be_bytes()))
    }

    /// Every character that stands for a cell.
    pub(super) fn shown(&self) -> impl Iterator<Item = char> + '_ {
        (0u32..).zip(&self.cell_of).filter(|(_, cell)| **cell != 0).filter_map(|(c, _)| char::from_u32(c))
    }

    /// The cell that a width fold turned into what `text` begins with, and how many bytes that takes.
    pub(super) fn folded(&self, text: &str) -> Option<(Cell, usize)> {
        self.folded.iter().find(|(fold, _)| text.starts_with(fold.as_str())).map(|(fold, cell)| (*cell, fold.len()))
    }

    pub(super) fn ending(&self, trail: u8) -> impl Iterator<Item = char> + '_ {
        (self.lead..=LAST).filter_map(move |lead| self.character(lead, trail))
    }

    pub(super) fn beginning(&self, lead: u8) -> impl Iterator<Item = char> + '_ {
        (self.trail..=LAST).filter_map(move |trail| self.character(lead, trail))
    }

    /// Every character with this lead byte whose trail byte begins a private-use pair.
    pub(super) fn openings(&self, lead: u8) -> impl Iterator<Item = Opening> + '_ {
        (self.trail..=LAST).filter_map(move |trail| {
            let class = self.class[trail as usize];
            (class != u8::MAX).then_some(())?;
            Some(Opening { character: self.character(lead, trail)?, class })
        })
    }

    /// Every character that can stand between two private-use pairs.
    pub(super) fn inner(&self) -> &[Inner] {
        &self.inner
    }

    /// The second bytes of the private-use pairs of a class.
    pub(super) fn seconds(&self, class: u8) -> &[u8] {
        self.seconds.get(class as usize).map_or(&[], Vec::as_slice)
    }
}

/// The bytes that lead a GB2312 character.
pub(super) fn is_lead(byte: u8) -> bool {
    matches!(byte, 0xA1..=0xA9 | 0xB0..=0xF7)
}

/// The last byte of either kind.
const LAST: u8 = 0xFE;

/// What a decoder shows for each pair of a lead byte from `lead` on and a trail byte from `trail` on.
fn pairs(lead: u8, trail: u8) -> impl Iterator<Item = (Cell, char)> {
    let cells = Codec::of(Encoding::Gb18030).pairs().map(|(code, c)| (Cell::from(code.to_be_bytes()), c));
    cells.filter(move |(cell, _)| cell.lead >= lead && cell.trail >= trail)
}

/// A GBK character outside GB2312 whose trail byte is a Latin letter: a lone byte that swallowed the letter after it.
/// Returns the lone byte and the letter.
pub(super) fn swallowed_letter(c: char) -> Option<(u8, char)> {
    if !crate::chars::is_han(c) {
        return None;
    }
    let [lead, trail] = Codec::of(Encoding::Gb18030).pair_of(c)?;
    (lead >= FIRST && trail.is_ascii_alphabetic()).then_some((lead, trail as char))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_is_whole() {
        let cells = Cells::new();
        let han = (0xB0..=0xF7u8).flat_map(|lead| (FIRST..=LAST).map(move |trail| (lead, trail))).filter(|&(l, t)| cells.character(l, t).is_some()).count();
        assert_eq!(han, 6763);
        assert_eq!(cells.standard.iter().flatten().count(), 7445);
        assert_eq!(cells.ending(MARK_ROW).filter(|c| crate::chars::is_han(*c)).count(), 72);
        assert_eq!(cells.cell('护'), Some(Cell { lead: 0xBB, trail: 0xA4 }));
        assert_eq!(cells.character(0xB1, 0xA3), Some('保'));
        assert_eq!(cells.cell('\u{e000}'), Some(Cell { lead: 0xAA, trail: 0xA1 }));
        assert_eq!(cells.cell('\u{e234}'), Some(Cell { lead: 0xF8, trail: 0xA1 }));
        assert_eq!(cells.folded(";?"), Some((Cell { lead: 0xA3, trail: 0xBB }, 1)));
        assert_eq!(cells.folded("℃"), None);
        assert_eq!(cells.folded("°C"), Some((Cell { lead: 0xA1, trail: 0xE6 }, 3)));
    }

    #[test]
    fn dropped_pairs_are_the_user_defined_area() {
        let cells = Cells::new();
        for first in (0xAA..=0xAF).chain(0xF8..=0xFEu8) {
            assert_eq!(cells.seconds(cells.class[first as usize]).len(), 9 + 72, "{first:x}");
        }
        assert_eq!(cells.class[0xA3], u8::MAX);
        assert!(cells.seconds.len() < 12);
    }

    #[test]
    fn letters_are_swallowed() {
        // D5 and the letter A.
        assert_eq!(swallowed_letter('誂'), Some((0xD5, 'A')));
        assert_eq!(swallowed_letter('护'), None);
        assert_eq!(swallowed_letter('A'), None);
    }
}
