//! Raised and lowered digits: `10<sup>2</sup>` is 10², and never 102.

/// What the signs of an exponent or an index are as characters of their own, if all of a short text are such. A footnote in brackets is none.
pub(super) fn raised(inner: &str, up: bool) -> Option<String> {
    let inner = inner.trim();
    let short = !inner.is_empty() && inner.chars().nth(super::limits::RAISED).is_none();
    if short { inner.chars().map(|c| sign(c, up)).collect() } else { None }
}

fn sign(c: char, up: bool) -> Option<char> {
    let digit = c.to_digit(10);
    Some(match (c, up) {
        ('1', true) => '\u{b9}',
        ('2', true) => '\u{b2}',
        ('3', true) => '\u{b3}',
        (_, true) if digit.is_some() => char::from_u32(0x2070 + digit?)?,
        (_, false) if digit.is_some() => char::from_u32(0x2080 + digit?)?,
        ('+', true) => '\u{207a}',
        ('-' | '−' | '–', true) => '\u{207b}',
        ('n', true) => '\u{207f}',
        ('+', false) => '\u{208a}',
        ('-' | '−' | '–', false) => '\u{208b}',
        _ => return None,
    })
}

/// Whether digits that stand high (or low) would be read as part of what stands before or after them, were they set on the line: an exponent behind a number, a
/// unit or a bracket; an index between digits. Behind Han they are the number of a note.
pub(super) fn would_fuse(before: Option<char>, after: Option<char>, up: bool) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let base = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ')' | '）' | ']' | 'μ' | 'Ω' | '℃' | '%'));
    digit(before) || digit(after) && base || up && base
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_characters() {
        assert_eq!(raised("12", true).as_deref(), Some("¹²"));
        assert_eq!(raised("-3", true).as_deref(), Some("⁻³"));
        assert_eq!(raised(" 2 ", false).as_deref(), Some("₂"));
        assert_eq!(["[1]", "nd", "注", "", "123456789"].map(|inner| raised(inner, true)), [const { None }; 5]);
        assert!(would_fuse(Some('0'), Some('平'), true) && would_fuse(Some('m'), None, true) && would_fuse(Some('g'), Some('8'), false));
        assert!(!would_fuse(Some('H'), Some('O'), false) && !would_fuse(Some('文'), None, true));
    }
}
