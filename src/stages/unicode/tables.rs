//! The tables of the stage, and the test that lets clean text pass.

use std::collections::HashMap;
use std::ops::Range;

use regex::Regex;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::chars::{decode, is_han};
use crate::rule::{RuleBook, RuleError};
use crate::stage::BuildError;

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
pub(super) struct Meanings {
    meanings: HashMap<char, Meaning>,
    ticks: HashMap<char, char>,
    spelt: HashMap<String, String>,
    parts: Option<Regex>,
}

fn format(file: &str, line: usize, reason: &str) -> BuildError {
    BuildError::Rule(RuleError::Format { file: file.to_owned(), reason: format!("line {line}: {reason}") })
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn code_point(text: &str) -> Option<char> {
    u32::from_str_radix(text, 16).ok().and_then(char::from_u32)
}

/// What the second cell of a row is, made a meaning.
fn second(row: &[&str], meaning: fn(char) -> Meaning) -> Option<Meaning> {
    row.get(1).and_then(|c| single(c)).map(meaning)
}

/// A file of meanings, how its first cell names a character, and what a row makes of it.
type File = (&'static str, fn(&str) -> Option<char>, fn(&[&str]) -> Option<Meaning>);

const FILES: [File; 4] = [
    ("unicode/radicals.tsv", single, |row| second(row, Meaning::Radical)),
    ("unicode/forms.tsv", code_point, |row| second(row, Meaning::Form)),
    ("unicode/private.tsv", code_point, |row| {
        let sign = row.get(2).is_some_and(|source| source.starts_with("Symbol"));
        second(row, if sign { Meaning::Sign } else { Meaning::Private })
    }),
    ("unicode/bullets.tsv", code_point, |_| Some(Meaning::Bullet)),
];

impl Meanings {
    /// Reads the files under `rules/unicode/`.
    pub(super) fn read(rules: &RuleBook) -> Result<Meanings, BuildError> {
        let mut meanings = HashMap::new();
        for (file, key, meaning) in FILES {
            for (line, row) in rules.rows(file)? {
                let (Some(from), Some(meaning)) = (row.first().and_then(|cell| key(cell)), meaning(&row)) else {
                    return Err(format(file, line, "not a character and what it stands for"));
                };
                if meanings.insert(from, meaning).is_some() {
                    return Err(format(file, line, "the character is listed twice"));
                }
            }
        }
        let mut ticks = HashMap::new();
        for (line, row) in rules.rows("unicode/boxes.tsv")? {
            let cells = row.first().and_then(|cell| code_point(cell)).zip(row.get(1).and_then(|cell| single(cell)));
            let (from, to) = cells.ok_or_else(|| format("unicode/boxes.tsv", line, "not a code point and a box"))?;
            ticks.insert(from, to);
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
        Ok(Meanings { meanings, ticks, spelt, parts })
    }

    /// What a character stands for, if it is in a table.
    pub(super) fn of(&self, c: char) -> Option<Meaning> {
        self.meanings.get(&c).copied()
    }

    /// The box to tick that a private-use character draws.
    pub(super) fn tick(&self, c: char) -> Option<char> {
        self.ticks.get(&c).copied()
    }

    /// Calls `found` with every place where a character is spelt by its parts.
    pub(super) fn spelt(&self, text: &str, mut found: impl FnMut(Range<usize>, &str)) {
        let Some(parts) = &self.parts else { return };
        for hit in parts.find_iter(text) {
            let inner: String = hit.as_str().chars().filter(|c| !"(（)）".contains(*c)).collect();
            let near_han = text[..hit.start()].chars().next_back().is_some_and(is_han);
            if let Some(with) = self.spelt.get(&inner).filter(|_| near_han) {
                found(hit.range(), with);
            }
        }
    }
}

/// Bytes that need no second look: ASCII but for controls, the ideographs of the basic block, bytes inside a character, and the first bytes of
/// U+00C0 to U+02FF, letters that are composed already.
pub(super) const PASS: [bool; 256] = {
    let mut pass = [false; 256];
    let mut b = 0;
    while b < pass.len() {
        pass[b] = matches!(b as u8, b'\n' | b'\t' | 0x20..=0x7e | 0x80..=0xbf | 0xc3..=0xcb | 0xe4..=0xe9);
        b += 1;
    }
    pass
};

/// Whether the character at the start of `bytes` can stay whatever stands beside it. `bytes` is cut from UTF-8 at a character.
pub(super) fn inert_at(bytes: &[u8]) -> bool {
    match *bytes {
        [a, ..] if PASS[a as usize] => true,
        [0..=0x7f, ..] => false,
        [0xc2, b, ..] => !(b < 0xa0 || b == 0xad),
        // CJK marks and kana: tone marks and kana voicing combine; ㄧ may stand for a numeral.
        [0xe3, b, c, ..] => !((b == 0x80 && (0xaa..=0xaf).contains(&c)) || (b == 0x82 && (c == 0x99 || c == 0x9a)) || (b == 0x84 && c == 0xa7)),
        // Full-width forms; from U+FF61 on half-width.
        [0xef, 0xbc, ..] => true,
        [0xef, 0xbd, c, ..] if c <= 0xa0 => true,
        // General punctuation: zero width, separators, directions.
        [0xe2, 0x80, c, ..] => !(c <= 0x81 || (0x8b..=0x8f).contains(&c) || (0xa8..=0xae).contains(&c)),
        [0xe2, 0xba..=0xbf, ..] => false,
        // Hangul syllables.
        [0xea..=0xec, 0xb0..=0xbf, ..] => true,
        _ => inert(decode(bytes, 0).0),
    }
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
