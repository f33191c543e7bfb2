//! Character references: `&nbsp;`, `&#8220;`, `&#x4E2D;`, and those that were escaped twice (`&amp;nbsp;`).

use std::collections::HashMap;

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
    /// Whether it is written as a number.
    pub(super) numeric: bool,
}

#[derive(Clone, Copy, Debug)]
struct Named {
    means: char,
    /// HTML reads it without the semicolon.
    bare: bool,
}

/// The named references.
#[derive(Debug)]
pub(super) struct Entities {
    names: HashMap<String, Named>,
    longest: usize,
}

impl Entities {
    /// Reads the table.
    pub(super) fn read(rules: &RuleBook) -> Result<Entities, RuleError> {
        let mut names = HashMap::new();
        let mut longest = 0;
        for (line, row) in rules.rows(FILE)? {
            let error = || RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: name, code point, y or -") };
            let [name, code, bare] = row[..] else { return Err(error()) };
            let means = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).ok_or_else(error)?;
            longest = longest.max(name.len());
            names.insert(name.to_owned(), Named { means, bare: bare == "y" });
        }
        Ok(Entities { names, longest })
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
            Some((length, means, numeric)) => Some(Reference { length: 1 + escaped + length, means, numeric }),
            None if escaped > 0 => Some(Reference { length: 1 + escaped, means: '&', numeric: false }),
            None => None,
        }
    }

    /// The characters of a piece of a page, its references resolved.
    pub(super) fn chars(&self, text: &str) -> impl Iterator<Item = char> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let (c, length) = self.at(rest, true).map_or((first, first.len_utf8()), |reference| (reference.means, reference.length));
            rest = &rest[length..];
            Some(c)
        })
    }

    fn after_ampersand(&self, rest: &str, lenient: bool) -> Option<(usize, char, bool)> {
        let bytes = rest.as_bytes();
        if bytes.first() == Some(&b'#') {
            let hex = matches!(bytes.get(1), Some(b'x' | b'X'));
            let from = if hex { 2 } else { 1 };
            let digits = bytes[from..].iter().take(8).take_while(|b| if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() }).count();
            if digits == 0 || (!hex && digits > 7) {
                return None;
            }
            let value = u32::from_str_radix(&rest[from..from + digits], if hex { 16 } else { 10 }).ok()?;
            let closed = bytes.get(from + digits) == Some(&b';');
            if !closed && !lenient {
                return None;
            }
            let means = windows_1252(value)?;
            return Some((from + digits + usize::from(closed), means, true));
        }
        let letters = bytes.iter().take(self.longest + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
        if letters < 2 {
            return None;
        }
        if bytes.get(letters) == Some(&b';')
            && let Some(named) = self.names.get(&rest[..letters])
        {
            return Some((letters + 1, named.means, false));
        }
        if !lenient {
            return None;
        }
        // Without a semicolon the longest name wins; a letter, a digit or `=` after it makes it part of an address.
        if matches!(bytes.get(letters), Some(b'=')) {
            return None;
        }
        let named = self.names.get(&rest[..letters]).filter(|named| named.bare);
        if let Some(named) = named {
            return Some((letters, named.means, false));
        }
        // `&nbsp2005`, `&nbspText`: browsers read these too; only the blank is common enough to be sure.
        rest.starts_with("nbsp").then_some((4, '\u{a0}', false))
    }
}

/// What browsers read for a number: 128–159 are windows-1252, controls and surrogates are nothing.
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
        assert_eq!(read("&copy=1", true), None);
        assert_eq!(read("&nbsp", false), None);
        assert_eq!(read("&nbsp", true), Some((5, '\u{a0}')));
        assert_eq!(read("&#0;", true), None);
        assert_eq!(read("&#99999999;", true), None);
        assert_eq!(read("AT&T", false), None);
    }
}
