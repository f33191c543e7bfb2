//! A line with its numbers taken out: what is alike on every page but for the number of the page.

use crate::chars::is_han;

use super::limits;

/// What a line looks like when its numbers are left open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// The line without blanks; every number is one `#`, a roman one (a line of its own) `~`.
    pub(super) key: String,
    /// The numbers, in order.
    pub(super) numbers: Vec<u32>,
    /// Whether each of them stands apart from letters: at an end of the line, or with a blank, a stroke or a bar beside it.
    pub(super) apart: Vec<bool>,
    /// Whether a number has a point or a comma between digits: an amount.
    pub(super) amount: bool,
}

/// The value of a roman numeral in letters of one case.
fn roman(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > limits::ROMAN || !(text.bytes().all(|b| b.is_ascii_lowercase()) || text.bytes().all(|b| b.is_ascii_uppercase())) {
        return None;
    }
    let value = |b: u8| match b.to_ascii_lowercase() {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let values: Vec<u32> = text.bytes().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (at, one) in values.iter().enumerate() {
        match values.get(at + 1) {
            Some(next) if next > one => sum -= i64::from(*one),
            _ => sum += i64::from(*one),
        }
    }
    u32::try_from(sum).ok().filter(|sum| *sum > 0)
}

impl Template {
    /// Reads a line. `None` where it is empty, or too long to stand at the edge of a page.
    pub(super) fn of(line: &str) -> Option<Template> {
        let line = line.trim();
        if line.is_empty() || line.len() > limits::LINE_BYTES {
            return None;
        }
        if let Some(value) = roman(line) {
            return Some(Template { key: "~".to_owned(), numbers: vec![value], apart: vec![true], amount: false });
        }
        let mut template = Template::default();
        let mut chars = line.chars().peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            if !c.is_ascii_digit() {
                if !c.is_whitespace() {
                    template.key.push(c);
                }
                before = c;
                continue;
            }
            let (mut value, mut digits) = (c.to_digit(10).unwrap_or(0), 1);
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(digit);
                digits += 1;
                chars.next();
            }
            template.key.push('#');
            template.numbers.push(if digits > limits::DIGITS { u32::MAX } else { value });
            let next = chars.peek().copied().unwrap_or(' ');
            let mut ahead = chars.clone();
            template.amount |= matches!(next, '.' | ',') && ahead.nth(1).is_some_and(|c| c.is_ascii_digit()) || matches!(next, '%' | '％');
            let free = |c: char| !(is_han(c) || c.is_alphanumeric());
            template.apart.push(free(before) && free(next));
            before = '0';
        }
        Some(template)
    }

    /// The letters beside the numbers.
    pub(super) fn letters(&self) -> usize {
        self.key.chars().filter(|c| c.is_alphanumeric()).count()
    }

    /// Whether it is a number and nothing else.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self.key.as_str(), "#" | "~")
    }

    /// Whether it is `n/m`.
    pub(super) fn is_fraction(&self) -> bool {
        matches!(self.key.as_str(), "#/#" | "#／#") && self.numbers.first() <= self.numbers.last()
    }

    /// Whether marks frame a number: `- 12 -`, `— 12 —`, `[12]`, `·12·`.
    pub(super) fn is_framed(&self) -> bool {
        let bare = |c: char| matches!(c, '-' | '—' | '–' | '－' | '·' | '•' | '~' | '～' | '─' | '=' | '*' | '|');
        !self.is_bare() && self.key.trim_matches(bare) == "#" && self.key.starts_with(bare) && self.key.ends_with(bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(line: &str) -> (String, Vec<u32>) {
        Template::of(line).map(|t| (t.key, t.numbers)).unwrap_or_default()
    }

    #[test]
    fn numbers_are_left_open() {
        assert_eq!(key("  3 / 195 "), ("#/#".to_owned(), vec![3, 195]));
        assert_eq!(key("2020 年年度报告 5/195"), ("#年年度报告#/#".to_owned(), vec![2020, 5, 195]));
        assert_eq!(key("xiv"), ("~".to_owned(), vec![14]));
        assert!(Template::of("5,755.11").is_some_and(|t| t.amount));
        assert!(Template::of("— 12 —").is_some_and(|t| t.is_framed()));
        assert_eq!(Template::of("图12").map(|t| t.apart), Some(vec![false]));
        assert_eq!(Template::of("　 "), None);
    }
}
