//! A number that a break may have torn: two lines that go on are never joined between digits unless one number was torn there.

use super::limits;
use crate::chars::is_han;

/// The part of a number that a line ends with.
fn tail(line: &str) -> &str {
    let start = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).len();
    line.get(start..).unwrap_or_default()
}

/// The part of a number that a line begins with.
fn head(line: &str) -> &str {
    let end = line.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(line.len());
    line.get(..end).unwrap_or_default()
}

fn ends_with_digit(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether two lines written together would make a number of two.
pub(super) fn touch(before: &str, after: &str) -> bool {
    let (left, right) = (tail(before), head(after));
    let sign = |text: &str| text.starts_with(['.', ',']) && begins_with_digit(text.get(1..).unwrap_or_default());
    let open = |text: &str| text.ends_with(['.', ',']) && ends_with_digit(text.get(..text.len() - 1).unwrap_or_default());
    ends_with_digit(left) && (begins_with_digit(right) || sign(right)) || open(left) && begins_with_digit(right)
}

/// Whether most of a line is Han, and there is enough of it for a line of a column: it is prose, or at any rate no cell of figures.
fn is_of_words(line: &str) -> bool {
    let (mut han, mut all) = (0, 0);
    for c in line.chars().filter(|c| !c.is_whitespace()).take(limits::LONG_LINE) {
        all += 1;
        han += usize::from(is_han(c));
    }
    han * 2 >= all && han >= limits::COLUMN_HAN
}

/// Whether one number was torn between two lines: both are lines of words that end and begin inside a sentence, and the number is one by its form (a year
/// before its unit, a decimal), or the line was `full`: between two numbers of a sentence stands a word or a mark.
pub(super) fn is_torn(before: &str, after: &str, full: bool) -> bool {
    let (left, right) = (tail(before), head(after));
    let rest = after.get(right.len()..).unwrap_or_default();
    let stem = before.get(..before.len() - left.len()).unwrap_or_default();
    let joint =
        |c: char| is_han(c) || matches!(c, '（' | '“' | '，' | '。' | '、' | '；' | '：' | '〔' | '—' | '-' | '×' | '/' | '·') || c.is_ascii_alphabetic();
    let inside = stem.chars().next_back().is_some_and(joint) && !rest.is_empty() && !rest.starts_with(char::is_whitespace);
    if left.len() + right.len() > limits::NUMBER_DIGITS || !inside {
        return false;
    }
    let whole = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = [left, right].concat();
    let year = whole(&number) && number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    let of_year = year && rest.starts_with(|c: char| is_han(c) || c == '〕') && (is_of_words(before) || is_of_words(after));
    let unit = rest.starts_with(['%', '％', '‰']) || rest.starts_with(is_han);
    let decimal = left.strip_suffix('.').is_some_and(whole) && whole(right) && unit && is_of_words(before) && (left == "0." || rest.starts_with(['%', '‰']));
    let filled = full && is_of_words(before) && (is_of_words(after) || unit && right.len() < left.len() + 3);
    of_year || decimal || filled && number.matches('.').count() <= 1 && grouped(&number)
}

/// Whether the commas of a number stand where thousands end.
fn grouped(number: &str) -> bool {
    let whole = number.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    !first.is_empty() && (!whole.contains(',') || first.len() <= 3) && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_touch_where_digits_or_their_signs_do() {
        assert!(touch("5,755.11", "5,699.63") && touch("各地共有1,", "234人") && touch("降到0.", "005%") && touch("约1", ".5倍"));
        assert!(!touch("共有12", "个单位") && !touch("第1.", "节水") && !touch("价格，", "12元"));
    }

    #[test]
    fn only_what_is_proved_is_torn() {
        assert!(is_torn("本办法经会议讨论通过，自20", "25年3月1日起施行", false));
        assert!(is_torn("各地的损耗要在三年以内降到0.", "005%以下", false));
        assert!(is_torn("全市共有各类用水单位12", "345个，其中工业单位最多", true));
        assert!(!is_torn("全市共有各类用水单位12", "345个，其中工业单位最多", false));
        // Cells, and an item of a list.
        assert!(!is_torn("5,755.11", "5,699.63", true) && !is_torn("营业收入5,755.11", "5,699.63", true));
        assert!(!is_torn("全市用水量比上年增长了1.", "20个单位参加", false));
        assert!(!is_torn("全市工业单位用水的金额1,234.56", "23.45万元左右，比上年增加", true));
    }
}
