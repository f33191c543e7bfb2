//! The cells that blanks make of a line, and what a short line is by itself.

use super::limits;
use crate::chars::is_han;

/// How many cells blanks make of a line, and of what sort they are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cells {
    /// 0 where the line has the marks of a sentence, or a cell too long.
    pub(super) count: usize,
    /// The sorts of its cells in order: a line of numbers and names is like another in this.
    pub(super) pattern: usize,
    /// Cells of digits, times and sums only.
    pub(super) numbers: usize,
    /// Cells of one Han.
    pub(super) singles: usize,
    /// A surname and a name of one character: padded.
    pub(super) surname: bool,
    /// Whether a number is parted from its unit: 2020 年度.
    pub(super) unit: bool,
    /// Whether some blank stands between a Latin word and Han only, as some writers put them.
    pub(super) between_latin: bool,
}

impl Cells {
    pub(super) fn is_row(&self) -> bool {
        self.count > 1
    }

    /// Reads the cells of a line without blanks around it; `is_surname` knows surnames.
    pub(super) fn of(body: &str, is_surname: impl Fn(&str) -> bool, is_unit: impl Fn(&str) -> bool) -> Cells {
        let mut cells = Cells::default();
        if body.len() > limits::ROW || body.contains(['，', '。', '；', '！', '？', '…', '\t', '"', '=']) || body.starts_with(['-', '*', '+', '#', '>', '|'])
        {
            return cells;
        }
        let (mut before, mut first, mut before_number) = ("", "", false);
        for cell in body.split(|c: char| c.is_whitespace()).filter(|cell| !cell.is_empty()) {
            let sign = cell.ends_with([',', ';', ':']) || cell.bytes().all(|b| b.is_ascii_punctuation()) && cell != "-" && cell != "/";
            if cell.chars().count() > limits::ROW_CELL || sign {
                return Cells::default();
            }
            let number = cell.bytes().any(|b| b.is_ascii_digit()) && cell.chars().all(|c| c.is_ascii_digit() || ".,:%-/+()~—–℃¥￥$".contains(c));
            let han = cell.chars().filter(|c| is_han(*c)).count();
            let sort = match (number, han) {
                (true, _) => 1,
                (_, 0) => 2,
                _ if han * 2 > cell.chars().count() => 3,
                _ => 4,
            };
            cells.unit |= before_number && is_unit(cell);
            before_number = number;
            // A reading in small letters behind its headword is a cell; a word of another language between words is none.
            let latin = |cell: &str| cell.chars().any(char::is_alphabetic) && !cell.chars().any(is_han);
            let word = |cell: &str| latin(cell) && cell.chars().any(char::is_uppercase);
            cells.between_latin |= !before.is_empty() && (han > 0 && latin(before) || word(cell) && before.chars().any(is_han));
            cells.numbers += usize::from(number);
            cells.singles += usize::from(han == 1 && cell.chars().nth(1).is_none());
            cells.pattern = cells.pattern.wrapping_mul(5).wrapping_add(sort);
            cells.count += 1;
            first = if cells.count == 1 { cell } else { first };
            before = cell;
        }
        // 6. 机电业: the number of an item.
        let enumerator = first.ends_with(['.', ')', '、', '．']) && first.trim_end_matches(['.', ')', '、', '．']).bytes().all(|b| b.is_ascii_digit());
        if enumerator {
            return Cells::default();
        }
        cells.surname = cells.count == 2 && cells.singles == 2 && is_surname(first);
        cells
    }
}

/// What a short line is by itself; a long one is none of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) pair: bool,
    pub(super) string: bool,
    pub(super) item: bool,
    pub(super) setting: bool,
    pub(super) token: bool,
    pub(super) word: bool,
    pub(super) numbered_word: bool,
}
