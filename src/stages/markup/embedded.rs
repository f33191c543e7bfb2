//! The text of a page that stands only in one of its scripts: JSON-LD, or the data from which a program of the page makes what a reader sees.

use std::ops::Range;

use memchr::{memchr, memchr2};

use super::limits;
use super::rules;
use super::selection::{Parsed, Verdict, kept};
use super::tags::Element;
use crate::chars::is_han;
use crate::edit::Proposal;

/// The string of a script that is the text of the page, without its quotes: none, where the page has sentences outside its scripts, or its scripts have
/// none.
pub(super) fn text(page: &Parsed<'_>, verdicts: &[Option<Verdict>]) -> Option<Range<usize>> {
    let (mut chars, mut stops) = (0, 0);
    for (_, block) in kept(page.blocks, verdicts) {
        chars += block.chars as usize;
        stops += block.stops;
    }
    if stops > 0 {
        return None;
    }
    let scripts = page.tree.nodes.iter().filter(|node| node.element == Element::Raw).map(|node| node.inner as usize..node.end as usize);
    let strings = scripts.flat_map(|script| strings(page.tree.text, script));
    let longest = strings.map(|string| (prose(page.tree.text.get(string.clone()).unwrap_or_default()), string)).max_by_key(|(han, _)| *han);
    longest.filter(|(han, _)| *han >= limits::SCRIPT_HAN && *han > chars).map(|(_, string)| string)
}

/// The strings in double quotes of a script, without their quotes.
fn strings(text: &str, script: Range<usize>) -> Vec<Range<usize>> {
    let bytes = &text.as_bytes()[..script.end];
    let (mut all, mut at) = (Vec::new(), script.start);
    while let Some(open) = memchr(b'"', &bytes[at..]).map(|n| at + n) {
        let mut end = open + 1;
        while let Some(next) = memchr2(b'"', b'\\', &bytes[end..]).map(|n| end + n) {
            end = next;
            if bytes[next] == b'"' {
                break;
            }
            end = (next + 2).min(bytes.len());
        }
        if bytes.get(end) != Some(&b'"') {
            break;
        }
        all.push(open + 1..end);
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
    while let Some(next) = memchr(b'\\', &text.as_bytes()[at..string.end]).map(|n| at + n) {
        result.push_str(&text[at..next]);
        let Some((length, means)) = escape(&text[next..string.end]) else {
            result.push('\\');
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

/// The length and the meaning of the escape that begins a text.
fn escape(text: &str) -> Option<(usize, char)> {
    let unit = |at: usize| text.get(at..at + 6)?.strip_prefix("\\u").and_then(|code| u32::from_str_radix(code, 16).ok());
    let c = match *text.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
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
}
