//! Character references: `&nbsp;`, `&#8220;`, `&#x4E2D;`, and those that were escaped twice (`&amp;nbsp;`).

use std::collections::HashMap;

use super::limits;
use crate::rule::{RuleBook, RuleError};

/// The file of the named references.
const FILE: &str = "markup/entities.tsv";

/// A reference as it stands in the page, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its length in bytes, with `&` and `;`.
    pub(super) length: usize,
    /// The character it stands for.
    pub(super) means: char,
    /// The character after it, of the few that stand for two.
    pub(super) then: Option<char>,
    /// Whether it is written as a number.
    pub(super) numeric: bool,
}

#[derive(Clone, Copy, Debug)]
struct Named {
    means: char,
    then: Option<char>,
    /// HTML reads it without the semicolon.
    bare: bool,
}

/// The named references.
#[derive(Debug)]
pub(super) struct Entities {
    names: HashMap<String, Named>,
    longest: usize,
    longest_bare: usize,
}

impl Entities {
    /// Reads the table.
    pub(super) fn read(rules: &RuleBook) -> Result<Entities, RuleError> {
        let mut entities = Entities { names: HashMap::new(), longest: 0, longest_bare: 0 };
        for (line, row) in rules.rows(FILE)? {
            let error = || RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: name, code points, y or -") };
            let [name, codes, bare] = row[..] else { return Err(error()) };
            let mut codes = codes.split(' ').map(|code| u32::from_str_radix(code, 16).ok().and_then(char::from_u32).ok_or_else(error));
            let named = Named { means: codes.next().ok_or_else(error)??, then: codes.next().transpose()?, bare: bare == "y" };
            entities.longest = entities.longest.max(name.len());
            if named.bare {
                entities.longest_bare = entities.longest_bare.max(name.len());
            }
            entities.names.insert(name.to_owned(), named);
        }
        Ok(entities)
    }

    /// Reads the reference at the start of `text`, which begins with `&`. References that were escaped again
    /// (`&amp;nbsp;`, `&amp;amp;lt;`) are read to the end. In a page of HTML (`lenient`) the semicolon may be missing
    /// where browsers allow it.
    pub(super) fn at(&self, text: &str, lenient: bool) -> Option<Reference> {
        let mut escaped = 0;
        let bytes = text.as_bytes();
        if bytes.first() != Some(&b'&') {
            return None;
        }
        // `&` then any number of `amp;`, then the rest of a reference.
        while bytes[1 + escaped..].starts_with(b"amp;") {
            escaped += 4;
        }
        let rest = &text[1 + escaped..];
        match self.after_ampersand(rest, lenient && escaped == 0) {
            Some(found) => Some(Reference { length: 1 + escaped + found.length, ..found }),
            None if escaped > 0 => Some(Reference { length: 1 + escaped, means: '&', then: None, numeric: false }),
            None => None,
        }
    }

    /// The characters of a piece of a page, its references resolved.
    pub(super) fn chars(&self, text: &str) -> impl Iterator<Item = char> {
        let mut rest = text;
        let mut then = None;
        std::iter::from_fn(move || {
            if let Some(second) = then.take() {
                return Some(second);
            }
            let first = rest.chars().next()?;
            let (c, length) = match self.at(rest, true) {
                Some(reference) => {
                    then = reference.then;
                    (reference.means, reference.length)
                }
                None => (first, first.len_utf8()),
            };
            rest = &rest[length..];
            Some(c)
        })
    }

    /// The reference behind an ampersand, without it. In a page (`lenient`) it is read as browsers read it; elsewhere only what is whole and
    /// stands for a character is one.
    fn after_ampersand(&self, rest: &str, lenient: bool) -> Option<Reference> {
        let bytes = rest.as_bytes();
        if bytes.first() == Some(&b'#') {
            return number(rest, lenient);
        }
        let letters = bytes.iter().take(self.longest + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
        let named = |length: usize, closed: usize, named: &Named| Reference { length: length + closed, means: named.means, then: named.then, numeric: false };
        if bytes.get(letters) == Some(&b';')
            && let Some(found) = self.names.get(&rest[..letters])
        {
            return Some(named(letters, 1, found));
        }
        if !lenient {
            return None;
        }
        // Without a semicolon the longest name that begins there wins, whatever follows.
        (1..=letters.min(self.longest_bare)).rev().find_map(|length| {
            let found = self.names.get(&rest[..length]).filter(|found| found.bare)?;
            Some(named(length, usize::from(bytes.get(length) == Some(&b';')), found))
        })
    }
}

/// The reference by number that begins with the `#`.
fn number(rest: &str, lenient: bool) -> Option<Reference> {
    let bytes = rest.as_bytes();
    let hex = matches!(bytes.get(1), Some(b'x' | b'X'));
    let (from, base) = if hex { (2, 16) } else { (1, 10) };
    let digits = bytes[from..].iter().map_while(|&b| char::from(b).to_digit(base));
    let (count, value) = digits.fold((0, 0u32), |(count, value), digit| (count + 1, value.saturating_mul(base).saturating_add(digit)));
    let closed = bytes.get(from + count) == Some(&b';');
    if count == 0 || !(closed || lenient) {
        return None;
    }
    if let (0xd800..=0xdbff, true) = (value, closed)
        && let Some((length, low)) = low_half(&rest[from + count + 1..])
        && let Some(means) = char::from_u32(0x1_0000 + ((value - 0xd800) << 10) + (low - 0xdc00))
    {
        return Some(Reference { length: from + count + 1 + length, means, then: None, numeric: true });
    }
    let means = if lenient { as_browsers(value) } else { windows_1252(value)? };
    Some(Reference { length: from + count + usize::from(closed), means, then: None, numeric: true })
}

/// The reference for the second half of a surrogate pair at the start of a text: its length and its number. Browsers lose both; programs that write text
/// by UTF-16 write them so, and nothing else can be meant.
fn low_half(rest: &str) -> Option<(usize, u32)> {
    let number = rest.strip_prefix("&#")?;
    let (digits, base) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    let digits = digits.get(..digits.bytes().take(limits::HALF_DIGITS).position(|b| b == b';')?)?;
    let value = u32::from_str_radix(digits, base).ok().filter(|value| (0xdc00..=0xdfff).contains(value))?;
    Some((rest.len() - number.len() + (number.len() - number.trim_start_matches(['x', 'X']).len()) + digits.len() + 1, value))
}

/// What browsers read for a number: 128–159 are windows-1252, what is no character is the mark of one that is lost.
fn as_browsers(value: u32) -> char {
    let plain = char::from_u32(value).filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
    windows_1252(value).unwrap_or(plain)
}

/// The character of a number: 128–159 are windows-1252, controls and surrogates are nothing.
fn windows_1252(value: u32) -> Option<char> {
    match value {
        0..=8 | 11..=31 => None,
        128..=159 => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[value as u8]).0.chars().next().filter(|c| !c.is_control()),
        _ => char::from_u32(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, lenient: bool) -> Option<(usize, char)> {
        let entities = Entities::read(&RuleBook::embedded()).expect("the embedded table is well-formed");
        entities.at(text, lenient).map(|r| (r.length, r.means))
    }

    #[test]
    fn references_are_read() {
        assert_eq!(read("&nbsp;x", false), Some((6, '\u{a0}')));
        assert_eq!(read("&ldquo;", false), Some((7, '“')));
        assert_eq!(read("&#20013;", false), Some((8, '中')));
        assert_eq!(read("&#x4e2d;", false), Some((8, '中')));
        assert_eq!(read("&#147;", false), Some((6, '“')));
        assert_eq!(read("&amp;nbsp;", false), Some((10, '\u{a0}')));
        assert_eq!(read("&amp;amp;lt;", false), Some((12, '<')));
        assert_eq!(read("&amp; B", false), Some((5, '&')));
    }

    #[test]
    fn what_is_no_reference_stays() {
        assert_eq!(read("&", true), None);
        assert_eq!(read("& B", true), None);
        assert_eq!(read("&copy=1", false), None);
        assert_eq!(read("&nbsp", false), None);
        assert_eq!(read("&#0;", false), None);
        assert_eq!(read("&#99999999;", false), None);
        assert_eq!(read("AT&T", false), None);
    }

    #[test]
    fn pages_are_read_as_browsers_read_them() {
        assert_eq!(read("&nbsp", true), Some((5, '\u{a0}')));
        assert_eq!(read("&copy=1", true), Some((5, '©')));
        assert_eq!(read("&notit;", true), Some((4, '¬')));
        assert_eq!(read("&#0;", true), Some((4, '\u{fffd}')));
        assert_eq!(read("&#99999999;", true), Some((11, '\u{fffd}')));
        assert_eq!(read("&#0000000020013", true), Some((15, '中')));
        assert_eq!(read("&#;", true), None);
        assert_eq!(read("&#55362;&#57271;x", true), Some((16, '𠮷')));
        assert_eq!(read("&#xD842;&#xDFB7;", false), Some((16, '𠮷')));
        assert_eq!(read("&#55362;x", true), Some((8, '\u{fffd}')));
    }
}
