//! Classes of characters and small questions about them that every layer asks.

use std::borrow::Cow;

/// The last character boundary of `text` at byte `at` or before it.
pub(crate) fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A text without its blanks.
pub(crate) fn without_blanks(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_whitespace) { text.chars().filter(|c| !c.is_whitespace()).collect::<String>().into() } else { text.into() }
}

/// Whether a character is a letter of kana. The middle dot and the length mark, which stand in Chinese names as well, are none.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// Whether a character is a Han character (ideographs of all blocks, 〇 and 々; no radicals, no compatibility forms).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '々' | '\u{20000}'..='\u{3ffff}')
}
