//! What stands beside a mark, said in a way that no edit of this stage changes: marks, quotes, round brackets and
//! blanks are looked through, so it does not matter in which width they are.

use std::ops::Range;

use crate::chars::is_han;
use crate::code::Code;

use super::limits;
use super::line::Line;

/// Blanks of every kind; none of them ends a line.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{3000}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// Han, and kana and bopomofo, which take the same marks; and the marks that stand for a lost or withheld character.
pub(super) fn is_wide_letter(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{312f}' | '〓' | '\u{3220}'..='\u{33ff}' | '\u{e000}'..='\u{f8ff}' | '×' | '○' | '□')
}

/// Marks that are looked through, in either width, but for blanks and the numbers of notes (①).
const TRANSPARENT: &str = ",.;:?!()\"'，。；：？！、（）“”‘’＂＇「」『』〝〞〟《》〈〉【】〔〕[]<>—–―─－-…⋯．∶·";

/// Whether a mark is looked through.
pub(super) fn is_transparent(c: char) -> bool {
    is_blank(c) || matches!(c, '①'..='⑳') || TRANSPARENT.contains(c)
}

/// The numerals of articles; those of one to ten begin at the third.
pub(super) const NUMERALS: &str = "〇零一二三四五六七八九十百千";

/// Whether a character belongs to the Han number of an article, a chapter or a heading.
pub(super) fn is_numeral(c: char) -> bool {
    NUMERALS.contains(c)
}

/// Marks that end a clause, in either width.
pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '？' | '！' | ',' | ';' | '?' | '!')
}

impl Line<'_> {
    /// The first character left of `i` that is not looked through; NUL if there is none near.
    pub(super) fn left(&self, i: usize) -> char {
        let from = i.saturating_sub(limits::NEIGHBOUR);
        self.range(from..i).rev().find(|c| !is_transparent(*c)).unwrap_or('\0')
    }

    /// The first character right of `i` that is not looked through; NUL if there is none near.
    pub(super) fn right(&self, i: usize) -> char {
        let to = (i + 1 + limits::NEIGHBOUR).min(self.len());
        self.range(i + 1..to).find(|c| !is_transparent(*c)).unwrap_or('\0')
    }

    /// Whether a Han character stands on either side of `i`, marks looked through.
    pub(super) fn beside_han(&self, i: usize) -> bool {
        is_wide_letter(self.left(i)) || is_wide_letter(self.right(i))
    }
}

/// The next position from `i` on that holds no blank.
pub(super) fn past_blanks(line: &Line, mut i: usize) -> usize {
    while is_blank(line.at(i)) {
        i += 1;
    }
    i
}

/// How many characters from `i` on are of a class.
pub(super) fn run(line: &Line, i: usize, is: impl Fn(char) -> bool) -> usize {
    line.range(i..line.len()).take_while(|c| is(*c)).count()
}

/// Makes two marks `c` of a run of marks.
pub(super) fn set_two(line: &mut Line, run: Range<usize>, c: char, rule: Code) {
    if run.len() == 1 {
        line.double(run.start, c, rule);
    } else {
        line.remove(run.start + 2..run.end, rule);
        line.set(run.start + 1, c, rule);
    }
    line.set(run.start, c, rule);
}
