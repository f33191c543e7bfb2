//! The tables of the stage, and the test that lets clean text pass.

use std::collections::HashMap;
use std::ops::Range;

use regex::Regex;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::rule::{RuleBook, RuleError};
use crate::stage::SetupError;

/// What a character stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    /// A radical: this character.
    Radical(char),
    /// A shape of this mark.
    Form(char),
    /// A private-use character with this standard code.
    Private(char),
    /// A private-use sign of a symbol font: this, next to a digit.
    Sign(char),
    /// A bullet of a symbol font.
    Bullet,
}

/// What the rule files say.
pub(super) struct Tables {
    meanings: HashMap<char, Meaning>,
    spelt: HashMap<String, String>,
    parts: Option<Regex>,
}

fn format(file: &str, line: usize, reason: &str) -> SetupError {
    SetupError::Rule(RuleError::Format { file: file.to_owned(), reason: format!("line {line}: {reason}") })
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn code_point(text: &str) -> Option<char> {
    u32::from_str_radix(text, 16).ok().and_then(char::from_u32)
}

impl Tables {
    /// Reads the files under `rules/unicode/`.
    pub(super) fn read(rules: &RuleBook) -> Result<Tables, SetupError> {
        let mut meanings = HashMap::new();
        let mut add = |file: &str, line: usize, from: Option<char>, meaning: Option<Meaning>| -> Result<(), SetupError> {
            let (Some(from), Some(meaning)) = (from, meaning) else {
                return Err(format(file, line, "not a character and what it stands for"));
            };
            if meanings.insert(from, meaning).is_some() {
                return Err(format(file, line, "the character is listed twice"));
            }
            Ok(())
        };
        let file = "unicode/radicals.tsv";
        for (line, row) in rules.rows(file)? {
            add(file, line, row.first().and_then(|c| single(c)), row.get(1).and_then(|c| single(c)).map(Meaning::Radical))?;
        }
        let file = "unicode/forms.tsv";
        for (line, row) in rules.rows(file)? {
            add(file, line, row.first().and_then(|c| code_point(c)), row.get(1).and_then(|c| single(c)).map(Meaning::Form))?;
        }
        let file = "unicode/private.tsv";
        for (line, row) in rules.rows(file)? {
            let signs = row.get(2).is_some_and(|source| source.starts_with("Symbol"));
            let meaning = row.get(1).and_then(|c| single(c)).map(if signs { Meaning::Sign } else { Meaning::Private });
            add(file, line, row.first().and_then(|c| code_point(c)), meaning)?;
        }
        let file = "unicode/bullets.tsv";
        for (line, row) in rules.rows(file)? {
            add(file, line, row.first().and_then(|c| code_point(c)), Some(Meaning::Bullet))?;
        }
        let file = "unicode/spelt.tsv";
        let mut spelt = HashMap::new();
        let mut patterns = Vec::new();
        for (line, row) in rules.rows(file)? {
            let [parts, character] = row[..] else { return Err(format(file, line, "not two columns")) };
            patterns.push(format!("[(（]{}[)）]", regex::escape(parts)));
            if spelt.insert(parts.to_owned(), character.to_owned()).is_some() {
                return Err(format(file, line, "the parts are listed twice"));
            }
        }
        let parts = if patterns.is_empty() { None } else { Some(Regex::new(&patterns.join("|")).map_err(|e| format(file, 0, &e.to_string()))?) };
        Ok(Tables { meanings, spelt, parts })
    }

    /// What a character stands for, if it is in a table.
    pub(super) fn meaning(&self, c: char) -> Option<Meaning> {
        self.meanings.get(&c).copied()
    }

    /// Calls `found` with every place where a character is spelt by its parts.
    pub(super) fn spelt(&self, text: &str, mut found: impl FnMut(Range<usize>, &str)) {
        let Some(parts) = &self.parts else { return };
        for hit in parts.find_iter(text) {
            let inner: String = hit.as_str().chars().filter(|c| !"(（)）".contains(*c)).collect();
            let near_han = text[..hit.start()].chars().next_back().is_some_and(crate::chars::is_han);
            if let Some(with) = self.spelt.get(&inner).filter(|_| near_han) {
                found(hit.range(), with);
            }
        }
    }
}

/// Bytes that need no second look: ASCII but for controls, the ideographs of the basic block, and bytes inside a character.
pub(super) const PASS: [bool; 256] = {
    let mut pass = [false; 256];
    let mut b = 0x20;
    while b < 0x7f {
        pass[b] = true;
        b += 1;
    }
    pass[b'\n' as usize] = true;
    pass[b'\t' as usize] = true;
    b = 0x80;
    while b < 0xc0 {
        pass[b] = true;
        b += 1;
    }
    b = 0xe4;
    while b <= 0xe9 {
        pass[b] = true;
        b += 1;
    }
    // U+00C0 to U+02FF: letters that are composed already, and U+0370 to U+037F begin elsewhere.
    b = 0xc3;
    while b <= 0xcb {
        pass[b] = true;
        b += 1;
    }
    pass
};

/// The length in bytes of the character that begins with this byte.
pub(super) fn length(first: u8) -> usize {
    match first {
        0..=0xbf => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    }
}

/// Whether the character at the start of `bytes` can stay whatever stands beside it. `bytes` is cut from UTF-8 at a character.
pub(super) fn inert_at(bytes: &[u8]) -> bool {
    match *bytes {
        [a, ..] if PASS[a as usize] => true,
        [0..=0x7f, ..] => false,
        [0xc2, b, ..] => !(b < 0xa0 || b == 0xad),
        // CJK marks and kana: tone marks and kana voicing combine.
        [0xe3, b, c, ..] => !((b == 0x80 && (0xaa..=0xaf).contains(&c)) || (b == 0x82 && (c == 0x99 || c == 0x9a))),
        // Full-width forms; from U+FF61 on half-width.
        [0xef, 0xbc, ..] => true,
        [0xef, 0xbd, c, ..] if c <= 0xa0 => true,
        // General punctuation: zero width, separators, directions.
        [0xe2, 0x80, c, ..] => !(c <= 0x81 || (0x8b..=0x8f).contains(&c) || (0xa8..=0xae).contains(&c)),
        [0xe2, 0xba..=0xbf, ..] => false,
        // Hangul syllables.
        [0xea..=0xec, 0xb0..=0xbf, ..] => true,
        [0xe0..=0xef, b, c, ..] => inert(three(bytes[0], b, c)),
        [0xc0..=0xdf, b, ..] => inert(u32::from(bytes[0] & 0x1f) << 6 | u32::from(b & 0x3f)),
        [a @ 0xf0..=0xf7, b, c, d, ..] => inert(u32::from(a & 7) << 18 | u32::from(b & 0x3f) << 12 | u32::from(c & 0x3f) << 6 | u32::from(d & 0x3f)),
        _ => false,
    }
}

fn three(a: u8, b: u8, c: u8) -> u32 {
    u32::from(a & 0xf) << 12 | u32::from(b & 0x3f) << 6 | u32::from(c & 0x3f)
}

/// The slow answer for characters that Chinese text seldom has.
fn inert(code: u32) -> bool {
    let Some(c) = char::from_u32(code) else { return false };
    if matches!(c, '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{e000}'..='\u{f8ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}' | '\u{ff61}'..='\u{ff65}' | '\u{fff0}'..='\u{fffc}' | '\u{fffe}' | '\u{ffff}' | '\u{2060}'..='\u{206f}' | '\u{e0000}'..='\u{e0fff}')
    {
        return false;
    }
    is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes && unicode_normalization::char::canonical_combining_class(c) == 0
}

/// Whether a character may compose with the one before it.
pub(super) fn is_combining(c: char) -> bool {
    is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes || unicode_normalization::char::canonical_combining_class(c) != 0
}
