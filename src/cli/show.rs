//! Text as a person is shown it: long pieces shortened, what cannot be seen made visible.

use std::fmt::Write;

/// Characters of a removed text; a longer one is shown by its beginning and end.
const LONG: usize = 60;

/// A text by its beginning and end where it is long.
pub(super) fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= LONG {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONG / 2).collect();
    let tail: String = text.chars().skip(length - LONG / 4).collect();
    format!("{head} …({length} characters)… {tail}")
}

/// What cannot be seen, made visible.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push('⏎'),
            '\t' => out.push('⇥'),
            c if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{e000}'..='\u{f8ff}') => {
                let _ = write!(out, "<{:04X}>", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// From here on two digits would read 1.00.
const NEARLY_CERTAIN: f32 = 0.995;

/// A probability with two digits, or with four where two would round it up to certainty.
pub(super) fn probability(p: f32) -> String {
    if p < NEARLY_CERTAIN { format!("{p:.2}") } else { format!("{p:.4}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_probability_is_shown_as_certainty() {
        assert_eq!([0.5, 0.994, 0.9951, 0.9999].map(probability), ["0.50", "0.99", "0.9951", "0.9999"]);
    }
}
