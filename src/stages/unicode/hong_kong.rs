//! The Hong Kong supplementary characters of Big5 where a program that knew only code page 950 read them as private use.
//!
//! That code page lays its user-defined rows over U+E000 to U+F6B0, one after the other; the Hong Kong set has characters in most of these cells. GBK has user-defined
//! rows of its own at the same code points. So the page is asked: whether its script is traditional, whether every such code point stands for a character, and
//! whether the judge finds these likelier where they stand than signs that it cannot read.
//!
//! Behind these rows, from U+F6B1 to U+F848, the same code page lays the rows of ETEN's characters (C6A1 to C8FE): numbers in circles, strokes, Cyrillic letters, kana.
//! No other table uses these code points, so a page in traditional script is enough.

use crate::chars::is_han;
use crate::judge::{Judge, State, simplify_char};

use super::limits;

/// Cells of a row: 63 trail bytes from 40 on, 94 from A1 on.
const ROW: u32 = 157;
const FIRST_HALF: u32 = 63;
/// Where blocks of rows begin, as code points, and their first lead byte.
const BLOCKS: [(u32, u32); 3] = [(0xeeb8, 0x81), (0xe311, 0x8e), (0xe000, 0xfa)];
/// Behind the last cell.
const END: u32 = 0xf6b1;
/// Where fonts of signs (Symbol, Wingdings) have their glyphs: rows from there on are not read.
pub(super) const FONTS: u32 = 0xf000;
/// Behind the last cell of ETEN's rows, which begin with the second half of the row C6.
const ETEN_END: u32 = 0xf849;
const ETEN_LEAD: u32 = 0xc6;

/// Whose private-use characters a page has.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Areas {
    pub(super) hong_kong: bool,
    pub(super) eten: bool,
}

impl Areas {
    pub(super) fn of(text: &str, judge: &Judge) -> Areas {
        if !text.contains(|c| (0xe000..ETEN_END).contains(&u32::from(c))) {
            return Areas::default();
        }
        let cells = |c: &char| (END..ETEN_END).contains(&u32::from(*c));
        let eten = is_traditional(text) && text.chars().filter(cells).all(|c| eten(c, None).is_some());
        Areas { hong_kong: speaks(text, judge), eten }
    }
}

/// The character of ETEN's rows that a private-use code point stands for, `left` the character before it: letters that were taken for their looks are what they look like.
pub(super) fn eten(c: char, left: Option<char>) -> Option<char> {
    let code = u32::from(c);
    if !(END..ETEN_END).contains(&code) {
        return None;
    }
    let cell = code - END + ROW - (ROW - FIRST_HALF);
    let (row, cell) = (cell / ROW, cell % ROW);
    match character(ETEN_LEAD + row, cell)? {
        // A stroke for the mark that looks like it, a Cyrillic letter for the zero of a number in Han.
        '\u{4e36}' => Some('、'),
        '\u{41e}' | '\u{43e}' if left.is_some_and(is_numeral) => Some('〇'),
        is => Some(is),
    }
}

fn is_numeral(c: char) -> bool {
    c == '〇' || crate::structure::numeral::han_number(c.encode_utf8(&mut [0; 4])).is_some()
}

fn character(lead: u32, cell: u32) -> Option<char> {
    let trail = if cell < FIRST_HALF { 0x40 + cell } else { 0xa1 + cell - FIRST_HALF };
    let bytes = [u8::try_from(lead).ok()?, u8::try_from(trail).ok()?];
    let (text, failed) = encoding_rs::BIG5.decode_without_bom_handling(&bytes);
    let mut chars = text.chars();
    chars.next().filter(|_| !failed && chars.next().is_none())
}

/// Whether a page is in traditional script.
pub(super) fn is_traditional(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let traditional = text.chars().filter(|c| is_han(*c) && simplify_char(*c) != *c).count();
    traditional > 0 && traditional * limits::TRADITIONAL >= han && !text.contains('\u{fffd}')
}

/// The character that a private-use code point stands for in a Hong Kong page.
pub(super) fn meaning(c: char) -> Option<char> {
    let code = u32::from(c);
    let &(first, lead) = BLOCKS.iter().find(|(first, _)| (*first..END).contains(&code))?;
    let (row, cell) = ((code - first) / ROW, (code - first) % ROW);
    character(lead + row, cell).filter(|c| is_han(*c))
}

/// Whether a page has such characters.
fn speaks(text: &str, judge: &Judge) -> bool {
    // Fonts of signs have theirs from U+F000 on, whatever the page is.
    let is_cell = |c: char| (0xe000..FONTS).contains(&u32::from(c));
    if !text.contains(is_cell) {
        return false;
    }
    if !is_traditional(text) {
        return false;
    }
    let (mut places, mut known, mut gain) = (0usize, 0usize, 0.0);
    let mut before: [char; 2] = ['\n'; 2];
    for c in text.chars() {
        if is_cell(c) {
            places += 1;
            if let Some(is) = meaning(c) {
                known += 1;
                // A character that the judge never saw says nothing of the page.
                if judge.known(is) {
                    let state = before.iter().fold(State::default(), |state, c| judge.step(state, *c).0);
                    gain += judge.step(state, is).1 - judge.step(state, c).1;
                }
            }
        }
        before = [before[1], c];
    }
    known == places && gain >= limits::GAIN
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_led_to_their_characters() {
        for (code, is) in [('\u{eb7b}', '劏'), ('\u{e40c}', '衞'), ('\u{e88c}', '埗'), ('\u{e2e5}', '着')] {
            assert_eq!(meaning(code), Some(is));
        }
        assert_eq!(meaning('\u{f8e7}'), None);
    }

    #[test]
    fn eten_follows_the_user_defined_rows() {
        assert_eq!(eten('\u{f6cf}', None), Some('、'));
        assert_eq!(eten('\u{f7af}', Some('三')), Some('〇'));
        assert_eq!(eten('\u{f6b1}', None), Some('①'));
        assert_eq!(eten('\u{f8e7}', None), None);
    }

    #[test]
    fn the_page_is_asked() {
        let judge = Judge::embedded();
        assert!(speaks("政府正\u{e2e5}手處理，\u{e40c}生和健康，關心他們的生活。", &judge));
        assert!(!speaks("政府正\u{e2e5}手处理，\u{e40c}生和健康，关心他们的生活。", &judge), "simplified: GBK's own cells");
        assert!(!speaks("沒有這樣的字，關心他們的生活。", &judge));
    }
}
