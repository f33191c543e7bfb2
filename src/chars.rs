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
pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')
}

/// Whether a character is a Han character (ideographs of all blocks, 〇 and 々; no radicals, no compatibility forms).
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '々' | '\u{20000}'..='\u{3ffff}')
}

/// Decodes the character at `at`: its code point and its length in bytes. `at` is a character boundary before the end.
#[inline(always)]
pub(crate) fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let byte = |i: usize| u32::from(bytes.get(at + i).copied().unwrap_or_default());
    let first = byte(0);
    match first {
        0..0x80 => (first, 1),
        0x80..0xe0 => ((first & 0x1f) << 6 | byte(1) & 0x3f, 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | byte(2) & 0x3f, 3),
        _ => ((first & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | byte(3) & 0x3f, 4),
    }
}
