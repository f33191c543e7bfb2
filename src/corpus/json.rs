//! JSON on one line, for readers of every language.

use serde::Serialize;

/// A value as JSON on one line. Line separators that some readers of JSON lines cut at (U+0085, U+2028, U+2029) and the other C1 controls and
/// DEL, which pages with mojibake are full of, are written as escapes.
pub fn to_line(value: &impl Serialize) -> serde_json::Result<String> {
    let plain = serde_json::to_string(value)?;
    let cuts = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
    if !plain.contains(cuts) {
        return Ok(plain);
    }
    let mut line = String::with_capacity(plain.len() + 64);
    for c in plain.chars() {
        // Outside strings JSON is ASCII, so every such character stands inside one.
        if cuts(c) { line.push_str(&format!("\\u{:04x}", u32::from(c))) } else { line.push(c) }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_on_the_line_is_a_line_break_to_anyone() {
        assert_eq!(super::to_line(&"ä\u{85}\u{2028}\n中").expect("a string"), r#""ä\u0085\u2028\n中""#);
    }
}
