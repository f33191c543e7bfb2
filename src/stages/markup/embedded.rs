//! The text of a page that stands only in one of its scripts: JSON-LD, or the data from which a program of the page makes what a reader sees.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3, memmem};

use super::limits;
use super::rules;
use super::selection::{Parsed, Verdict, kept};
use super::tags::Element;
use super::tree::Tree;
use crate::chars::is_han;
use crate::edit::Proposal;

/// Names under which programs of pages keep the text of the page.
const NAMES: [&str; 6] = ["ContentNoEncode", "content_noencode", "articleBody", "articleContent", "content", "text_page_info"];

/// The string of a script that is the text of the page, without its quotes: none, where the page has sentences outside its scripts, or its scripts have
/// none. A string that its name says is the text may stand beside a sentence of a footer.
pub(super) fn text(page: &Parsed<'_>, verdicts: &[Option<Verdict>]) -> Option<Range<usize>> {
    // A sentence of a footer counts by how probably it is text.
    let (mut chars, mut stops, mut sentences) = (0, 0, 0.0);
    for (i, block) in kept(page.blocks, verdicts) {
        chars += block.chars as usize;
        stops += block.stops;
        if block.stops > 0 {
            sentences += f64::from(block.chars) * page.labels.get(i).map_or(1.0, |label| f64::from(label.text));
        }
    }
    let scripts = page.tree.nodes.iter().filter(|node| node.element == Element::Raw).map(|node| node.inner as usize..node.end as usize);
    let strings = scripts.flat_map(|script| strings(page.tree.text, script));
    let weighed = strings.map(|string| {
        let han = prose(page.tree.text.get(string.clone()).unwrap_or_default());
        let named = han > 0 && is_named(page.tree.text, string.start);
        (if named { han * limits::NAMED_WEIGHT } else { han }, named, han, string)
    });
    let (_, named, han, string) = weighed.max_by_key(|(weight, ..)| *weight)?;
    let enough = if named { limits::NAMED_HAN } else { limits::SCRIPT_HAN };
    let beside = stops == 0 || named && sentences * limits::NAMED_TIMES <= han as f64;
    (beside && han >= enough && han > chars).then(|| without_quotes(page.tree.text, string))
}

/// A string without the escaped quotes at its two ends.
fn without_quotes(text: &str, string: Range<usize>) -> Range<usize> {
    const QUOTE: &str = "&quot;";
    let inside = text.get(string.clone()).and_then(|inside| inside.strip_prefix(QUOTE)?.strip_suffix(QUOTE));
    if inside.is_some() { string.start + QUOTE.len()..string.end - QUOTE.len() } else { string }
}

/// Whether the name of a string says that it is the text of the page.
fn is_named(text: &str, string: usize) -> bool {
    let before = text.as_bytes().get(string.saturating_sub(limits::NAME_REACH)..string).unwrap_or_default();
    let from = before.iter().rposition(|b| matches!(b, b';' | b'{' | b',' | b'\n')).map_or(0, |at| at + 1);
    let before = before.get(from..).unwrap_or_default();
    NAMES.iter().any(|name| {
        memchr::memmem::find(before, name.as_bytes()).is_some_and(|at| {
            let beside = |b: Option<&u8>| b.is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
            beside(at.checked_sub(1).and_then(|at| before.get(at))) && beside(before.get(at + name.len()))
        })
    })
}

/// The strings of a script, without their quotes.
fn strings(text: &str, script: Range<usize>) -> Vec<Range<usize>> {
    let bytes = &text.as_bytes()[..script.end];
    let mut all = quoted(bytes, script.start, b'"');
    // An apostrophe begins a string where a value stands, and such a string ends in its line.
    for string in quoted(bytes, script.start, b'\'') {
        let before = bytes.get(script.start..string.start - 1).unwrap_or_default().trim_ascii_end().last();
        let inside = bytes.get(string.clone()).unwrap_or_default();
        if before.is_some_and(|b| matches!(b, b'=' | b':' | b'(' | b',' | b'[' | b'|' | b'+' | b'?')) && memchr(b'\n', inside).is_none() {
            all.push(string);
        }
    }
    all
}

/// What stands in a script between two marks of one sort.
fn quoted(bytes: &[u8], start: usize, mark: u8) -> Vec<Range<usize>> {
    let (mut all, mut at) = (Vec::new(), start);
    while let Some(open) = memchr(mark, &bytes[at..]).map(|n| at + n) {
        let mut end = open + 1;
        while let Some(next) = memchr3(mark, b'\\', b'\n', &bytes[end..]).map(|n| end + n) {
            end = next;
            // An apostrophe of a comment is no mark: what it opens ends with the line.
            if bytes[next] == mark || bytes[next] == b'\n' && mark == b'\'' {
                break;
            }
            end = if bytes[next] == b'\n' { next + 1 } else { (next + 2).min(bytes.len()) };
        }
        match bytes.get(end) {
            Some(found) if *found == mark => all.push(open + 1..end),
            Some(b'\n') => {}
            _ => break,
        }
        at = end + 1;
    }
    all
}

/// How many Han a string has, if it has sentences.
fn prose(string: &str) -> usize {
    let escaped = |c: &str| string.matches(c).count();
    let stops = string.contains('。') || escaped("\\u3002") > 0;
    if stops {
        string.chars().filter(|c| is_han(*c)).count() + escaped("\\u4") + escaped("\\u5") + escaped("\\u6") + escaped("\\u7") + escaped("\\u8")
    } else {
        0
    }
}

/// Proposes that nothing but this string is left, and its escapes resolved; gives what comes of it.
pub(super) fn propose(text: &str, string: Range<usize>, out: &mut Proposal) -> String {
    out.delete(0..string.start, rules::IN_SCRIPT, 1.0);
    let mut result = String::new();
    let mut at = string.start;
    // HTML that was escaped as a whole is HTML.
    let source = &text[string.clone()];
    let whole = memchr(b'<', source.as_bytes()).is_none() && source.contains("&lt;/") && source.contains("&gt;");
    let first = if whole { b'&' } else { b'\\' };
    while let Some(next) = memchr2(b'\\', first, &text.as_bytes()[at..string.end]).map(|n| at + n) {
        result.push_str(&text[at..next]);
        let rest = &text[next..string.end];
        let Some((length, means)) = escape(rest).or_else(|| reference(rest)) else {
            result.push_str(&rest[..1]);
            at = next + 1;
            continue;
        };
        let mut buffer = [0; 4];
        // A carriage return has its line feed beside it.
        let with: &str = if means == '\r' { "" } else { means.encode_utf8(&mut buffer) };
        out.replace(next..next + length, with, rules::IN_SCRIPT, 1.0);
        result.push_str(with);
        at = next + length;
    }
    result.push_str(&text[at..string.end]);
    out.replace(string.end..text.len(), "\n", rules::IN_SCRIPT, 1.0);
    result.push('\n');
    result
}

/// The length and the meaning of the reference for a mark of HTML that begins a text.
fn reference(text: &str) -> Option<(usize, char)> {
    const MARKS: [(&str, char); 4] = [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&amp;", '&')];
    MARKS.into_iter().find(|(name, _)| text.starts_with(name)).map(|(name, means)| (name.len(), means))
}

/// The length and the meaning of the escape that begins a text.
fn escape(text: &str) -> Option<(usize, char)> {
    if !text.starts_with('\\') {
        return None;
    }
    let unit = |at: usize| text.get(at..at + 6)?.strip_prefix("\\u").and_then(|code| u32::from_str_radix(code, 16).ok());
    let c = match *text.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'x' => {
            let code = text.get(2..4).and_then(|code| u8::from_str_radix(code, 16).ok()).filter(u8::is_ascii)?;
            return Some((4, char::from(code)));
        }
        b'u' => {
            let first = unit(0)?;
            if let Some(c) = char::from_u32(first) {
                return Some((6, c));
            }
            let pair = char::decode_utf16([first as u16, unit(6)? as u16]).next()?;
            return Some((12, pair.ok()?));
        }
        mark @ (b'"' | b'\\' | b'/' | b'\'') => char::from(mark),
        _ => return None,
    };
    Some((2, c))
}

/// The text that a page draws (`<text>` in `svg`), where it has sentences: the pieces, and whether a line begins with each.
pub(super) fn drawn(tree: &Tree<'_>) -> Option<Vec<(Range<usize>, bool)>> {
    let mut pieces = Vec::new();
    let (mut han, mut stops, mut done) = (0, false, 0);
    for (i, node) in tree.nodes.iter().enumerate() {
        if node.element != Element::Media || (node.start as usize) < done || !tree.is_named(i, "svg") {
            continue;
        }
        done = node.end as usize;
        let bytes = &tree.text.as_bytes()[..done];
        let mut at = node.inner as usize;
        while let Some(open) = memmem::find(&bytes[at..], b"<text").map(|n| at + n) {
            let end = memmem::find(&bytes[open..], b"</text").map_or(done, |n| open + n);
            let (mut from, mut first) = (memchr(b'>', &bytes[open..end]).map_or(end, |n| open + n + 1), true);
            while from < end {
                let to = memchr(b'<', &bytes[from..end]).map_or(end, |n| from + n);
                let piece = tree.text.get(from..to).unwrap_or_default();
                if !piece.trim().is_empty() {
                    han += piece.chars().filter(|c| is_han(*c)).count();
                    stops |= piece.contains(['。', '：', '；']);
                    pieces.push((from..to, std::mem::take(&mut first)));
                }
                from = memchr(b'>', &bytes[to..end]).map_or(end, |n| to + n + 1);
            }
            at = end.max(open + 1);
        }
    }
    (stops && han >= limits::DRAWN_HAN).then_some(pieces)
}

/// Proposes that nothing but these pieces is left; gives what comes of it.
pub(super) fn propose_drawn(text: &str, pieces: &[(Range<usize>, bool)], out: &mut Proposal) -> String {
    let (mut result, mut at) = (String::new(), 0);
    for (piece, first) in pieces {
        let with = if *first && at > 0 { "\n" } else { "" };
        out.replace(at..piece.start, with, rules::MEDIA, 1.0);
        result.push_str(with);
        result.push_str(text.get(piece.clone()).unwrap_or_default());
        at = piece.end;
    }
    out.replace(at..text.len(), "\n", rules::MEDIA, 1.0);
    result.push('\n');
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read() {
        let read = |text: &str| escape(text);
        assert_eq!(read("\\n"), Some((2, '\n')));
        assert_eq!(read("\\u003C"), Some((6, '<')));
        assert_eq!(read("\\ud842\\udfb7"), Some((12, '𠮷')));
        assert_eq!(read("\\ud842x"), None);
        assert_eq!(read("\\u12"), None);
        assert_eq!(read("\\"), None);
    }

    #[test]
    fn strings_are_found() {
        let script = "x=\"a\\\"b\",y=\"\";z=\"c";
        assert_eq!(strings(script, 0..script.len()).into_iter().map(|at| &script[at]).collect::<Vec<_>>(), ["a\\\"b", ""]);
    }

    #[test]
    fn apostrophes_begin_strings_where_values_stand() {
        let script = "// don't\nvar a = '甲\\'乙', b=it's; x(\"丙\",'丁');";
        assert_eq!(strings(script, 0..script.len()).into_iter().map(|at| &script[at]).collect::<Vec<_>>(), ["丙", "甲\\'乙"]);
        assert!(is_named("var ContentNoEncode = window.a || '", 34));
        assert!(!is_named("{\"contents\":\"", 13));
    }
}
