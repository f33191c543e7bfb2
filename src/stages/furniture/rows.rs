//! Which lines belong to a table, a form or a list, and so repeat because they must: a label with its value, and lines of one shape.

use super::limits;
use super::page::Line;
use crate::chars::is_han;

/// Whether a line is a row beside the two lines that stand next to it: it has the shape of one of them, or it is a label with its value and so is one of
/// them.
pub(super) fn is_row(previous: &Line<'_>, line: &Line<'_>, next: &Line<'_>) -> bool {
    let alike = |other: &Line<'_>| same_shape(line.text, other.text);
    // Columns of words only show in three rows.
    let columns = [previous, line, next].map(|line| cells(line.text).count());
    let words = columns.iter().all(|count| *count == columns[1] && *count >= limits::WORD_COLUMNS);
    words || alike(previous) || alike(next) || is_field(line.text) && (is_field(previous.text) || is_field(next.text))
}

/// Whether a line is a short label, a colon and a short value that is no sentence: `责任单位：市住房城乡建设局`.
pub(super) fn is_field(line: &str) -> bool {
    let Some((label, value)) = line.split_once(['：', ':']) else { return false };
    let (label, value) = (label.trim(), value.trim());
    limits::FIELD_LABEL.contains(&label.chars().count())
        && label.chars().all(|c| is_han(c) || c.is_alphanumeric() || matches!(c, ' ' | '\u{3000}' | '（' | '）' | '(' | ')' | '/' | '、'))
        && !value.is_empty()
        && value.chars().count() <= limits::FIELD_VALUE
        && !value.contains(['。', '；', '！', '？'])
}

/// Whether two lines are rows of one table: as many cells, apart by blanks, tabs, bars or commas, of which each is of the same class as the one it stands
/// under, and not all of them are words.
fn same_shape(one: &str, two: &str) -> bool {
    let (mut a, mut b) = (cells(one), cells(two));
    let (mut count, mut figures) = (0, 0);
    loop {
        match (a.next(), b.next()) {
            (Some(x), Some(y)) if x == y => {
                count += 1;
                figures += usize::from(x == Cell::Figure);
            }
            (None, None) => return count >= 2 && figures > 0,
            _ => return false,
        }
    }
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    /// Digits and their marks only.
    Figure,
    Words,
}

fn cells(line: &str) -> impl Iterator<Item = Cell> + '_ {
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '│')).filter(|part| !part.is_empty());
    parts.map(|part| if part.chars().any(|c| c.is_alphabetic() || is_han(c)) { Cell::Words } else { Cell::Figure })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_known() {
        for line in ["责任单位：某市水利局", "投资规模：1.2亿元", "开放时间: 9:00-17:00"] {
            assert!(is_field(line), "{line}");
        }
        for line in ["会议指出：要加强领导，落实责任。", "各市、县人民政府：", "关于节约用水的通知", "：值"] {
            assert!(!is_field(line), "{line}");
        }
    }

    #[test]
    fn rows_have_one_shape() {
        assert!(same_shape("101 甲街道 110105", "102 乙街道 110106"));
        assert!(same_shape("7  某公司  甲行城西  5,000.00  2021-3-11", "8 某公司 乙行城北支行 10,000.00 2020-4-21"));
        assert!(!same_shape("某市人民政府公报 2024年第3期", "各地要加强领导"));
        assert!(!same_shape("甲 乙", "丙 丁"), "two words may be anything");
    }
}
