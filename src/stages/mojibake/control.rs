//! Marks of windows-1252 that were read as ISO-8859-1: `…`, quotation marks and dashes that stand as C1 controls.

use std::ops::Range;

use super::limits;
use super::scan::{Classes, LATIN, ODD, RARE};
use crate::chars::is_han;

/// What windows-1252 has for a C1 control.
fn mark(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok().filter(|byte| (0x80..=0x9f).contains(byte))?;
    let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte)).0.into_owned();
    text.chars().next().filter(|&mark| mark != c)
}

/// The C1 controls of a line that stand where text has marks, each with its mark, but for those within `taken`, which is in order. In a line of which nothing is read
/// they are bytes of something else. U+0085 after the end of a sentence, or at the end of a line, is the line end that it is by name.
pub(super) fn marks(classes: &Classes, text: &str, line: &Range<usize>, taken: &[Range<usize>]) -> Vec<(Range<usize>, char)> {
    let Some(source) = text.get(line.clone()) else { return Vec::new() };
    let (mut found, mut all, mut controls) = (Vec::new(), 0usize, 0usize);
    let is_plain = |c: Option<char>| c.is_none_or(|c| classes.of(c) & (ODD | RARE) == 0 && (classes.of(c) & LATIN == 0 || c.is_alphabetic()));
    for (place, c) in source.char_indices() {
        all += 1;
        if !('\u{80}'..='\u{9f}').contains(&c) {
            continue;
        }
        let at = line.start + place..line.start + place + c.len_utf8();
        if taken.get(taken.partition_point(|taken| taken.end <= at.start)).is_some_and(|taken| taken.start < at.end) {
            continue;
        }
        controls += 1;
        let is_control = |c: &char| ('\u{80}'..='\u{9f}').contains(c);
        let before = source[..place].chars().next_back();
        let rest = source.get(place + c.len_utf8()..).unwrap_or_default();
        let beside =
            [source[..place].chars().rev().take(limits::CONTROLS).find(|c| !is_control(c)), rest.chars().take(limits::CONTROLS).find(|c| !is_control(c))];
        // Bytes of UTF-8: a letter, and a control in the middle of what follows.
        let inside = before.is_some_and(|c| !c.is_ascii() && c.is_alphabetic() && !is_han(c))
            && rest.chars().next().is_some_and(|c| c.is_alphanumeric() || is_control(&c));
        let line_end = c == '\u{85}' && (rest.trim_end().is_empty() || before.is_some_and(|c| matches!(c, '。' | '！' | '？' | '；')));
        if let Some(mark) = mark(c).filter(|_| !line_end && !inside && beside.into_iter().all(is_plain)) {
            found.push((at, mark));
        }
    }
    if controls > found.len() || controls * limits::MARKS_SHARE > all + limits::MARKS_SHARE { Vec::new() } else { found }
}

/// Whether text without hanzi holds letters or marks beyond ASCII that the decoder which broke others would have broken as well.
pub(super) fn has_good_marks(text: &str, taken: &[Range<usize>], start: usize) -> bool {
    !text.chars().any(is_han)
        && text.char_indices().any(|(place, c)| {
            let at = start + place;
            !c.is_ascii() && !matches!(c, '\u{80}'..='\u{a0}' | '\u{fffd}') && !is_within(taken, at)
        })
}

/// Whether a byte stands in one of some ranges, which are in order and do not overlap.
pub(super) fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    ranges.get(ranges.partition_point(|range| range.end <= at)).is_some_and(|range| range.start <= at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Judge;

    fn read(text: &str) -> String {
        let classes = Classes::new(&Judge::embedded());
        let mut out = text.to_owned();
        for (at, c) in marks(&classes, text, &(0..text.len()), &[]).into_iter().rev() {
            out.replace_range(at, c.encode_utf8(&mut [0; 4]));
        }
        out
    }

    #[test]
    fn controls_within_text_are_marks() {
        assert_eq!(read("il a parlé\u{85} de ça"), "il a parlé… de ça");
        assert_eq!(read("It\u{92}s what they call \u{93}the old town\u{94} \u{96} a mile from here"), "It’s what they call “the old town” – a mile from here");
        assert_eq!(read("所谓\u{93}新常态\u{94}，就是"), "所谓“新常态”，就是");
    }

    #[test]
    fn line_ends_and_bytes_of_something_else_stay() {
        for text in ["第一条。\u{85}第二条。", "the end\u{85}", "å\u{9b}\u{bd}å®¶\u{85}", "a\u{81}b"] {
            assert_eq!(read(text), text);
        }
    }
}
