//! A number that a break may have torn: two lines that go on are never joined between digits unless one number was torn there.

use crate::chars::is_han;

/// Digits of the longest number that is put together.
const MOST_DIGITS: usize = super::limits::NUMBER_DIGITS;

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

/// Whether most of a line is Han: it is prose, or at any rate no cell of figures.
fn is_of_words(line: &str) -> bool {
    let (mut han, mut all) = (0, 0);
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        han += usize::from(is_han(c));
    }
    han * 2 >= all
}

/// Whether one number was torn between two lines: both are lines of words that end and begin inside a sentence, and the number is one by its form (a year
/// before its unit, a decimal), or the line is filled to the last character and was cut wherever it was full.
pub(super) fn is_torn(before: &str, after: &str, cut: bool, full: bool) -> bool {
    let (left, right) = (tail(before), head(after));
    let rest = after.get(right.len()..).unwrap_or_default();
    let words = |text: &str| text.chars().next_back().is_some_and(|c| is_han(c) || matches!(c, '（' | '“' | '，' | '。' | '、' | '；' | '：' | '〔'));
    let stem = before.get(..before.len() - left.len()).unwrap_or_default();
    if left.len() + right.len() > MOST_DIGITS || !is_of_words(before) || !is_of_words(after) || !words(stem) || rest.is_empty() {
        return false;
    }
    let number = [left, right].concat();
    let whole = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let year = whole(&number) && number.len() == 4 && (number.starts_with("19") || number.starts_with("20")) && rest.starts_with(is_han);
    let decimal = left.ends_with('.') && whole(left.trim_end_matches('.')) && whole(right) && (full || left == "0.");
    let signs = number.matches('.').count() <= 1 && grouped(&number);
    year || decimal || cut && signs
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
        assert!(is_torn("本办法自20", "25年3月1日起施行", false, false));
        assert!(is_torn("各地的损耗要降到0.", "005%以下", false, false));
        assert!(is_torn("全市共有用水单位12", "345个，其中工业", true, true));
        assert!(!is_torn("全市共有用水单位12", "345个，其中工业", false, true));
        // Cells, and an item of a list.
        assert!(!is_torn("5,755.11", "5,699.63", true, true) && !is_torn("营业收入5,755.11", "5,699.63", true, true));
        assert!(!is_torn("增长了1.", "20个单位参加", false, false));
        assert!(!is_torn("金额1,234.56", "23.45万元左右", true, true));
    }
}
