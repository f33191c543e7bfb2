//! The code pages of one byte a character: those of encoding_rs, and those of `rules/mojibake/singlebyte.tsv`.
//!
//! A character tells which pages it may have come from; what all characters of a run have in common are the pages that explain all of it.

use std::collections::HashMap;

use encoding_rs::Encoding;

use super::limits;
use crate::rule::RuleBook;
use crate::stage::BuildError;

const FILE: &str = "mojibake/singlebyte.tsv";

/// The pages of encoding_rs, the commoner first, and the names that notes use. Latin-1 is ISO-8859-1 and windows-1252 at once.
static STANDARD: [(&Encoding, &str); 27] = [
    (encoding_rs::WINDOWS_1252, "Latin-1"),
    (encoding_rs::WINDOWS_1251, "windows-1251"),
    (encoding_rs::MACINTOSH, "MacRoman"),
    (encoding_rs::WINDOWS_1250, "windows-1250"),
    (encoding_rs::ISO_8859_2, "ISO-8859-2"),
    (encoding_rs::ISO_8859_15, "ISO-8859-15"),
    (encoding_rs::KOI8_R, "KOI8-R"),
    (encoding_rs::IBM866, "cp866"),
    (encoding_rs::WINDOWS_1254, "windows-1254"),
    (encoding_rs::WINDOWS_1253, "windows-1253"),
    (encoding_rs::WINDOWS_1257, "windows-1257"),
    (encoding_rs::WINDOWS_1258, "windows-1258"),
    (encoding_rs::WINDOWS_1255, "windows-1255"),
    (encoding_rs::WINDOWS_1256, "windows-1256"),
    (encoding_rs::WINDOWS_874, "windows-874"),
    (encoding_rs::ISO_8859_5, "ISO-8859-5"),
    (encoding_rs::ISO_8859_7, "ISO-8859-7"),
    (encoding_rs::X_MAC_CYRILLIC, "MacCyrillic"),
    (encoding_rs::KOI8_U, "KOI8-U"),
    (encoding_rs::ISO_8859_3, "ISO-8859-3"),
    (encoding_rs::ISO_8859_4, "ISO-8859-4"),
    (encoding_rs::ISO_8859_6, "ISO-8859-6"),
    (encoding_rs::ISO_8859_8, "ISO-8859-8"),
    (encoding_rs::ISO_8859_10, "ISO-8859-10"),
    (encoding_rs::ISO_8859_13, "ISO-8859-13"),
    (encoding_rs::ISO_8859_14, "ISO-8859-14"),
    (encoding_rs::ISO_8859_16, "ISO-8859-16"),
];

/// A set of code pages, one bit each.
pub(super) type Set = u64;

#[derive(Debug)]
struct Page {
    name: String,
    /// The bytes of the characters, in the order of the characters.
    bytes: Vec<(char, u8)>,
    /// How usual it is that text is read in it (natural logarithm).
    prior: f32,
}

/// All code pages of one byte.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pages: Vec<Page>,
    sets: HashMap<char, Set>,
}

impl Pages {
    pub(super) fn new(rules: &RuleBook) -> Result<Pages, BuildError> {
        let mut pages = Pages::default();
        for (place, (encoding, name)) in STANDARD.iter().enumerate() {
            let high = (0x80..=0xffu8).filter_map(|byte| {
                let text = encoding.decode_without_bom_handling_and_without_replacement(std::slice::from_ref(&byte))?;
                Some((text.chars().next()?, byte))
            });
            let mut bytes: Vec<(char, u8)> = high.collect();
            // ISO 8859 has controls where the page of Windows has marks.
            if name.starts_with("ISO") || name.starts_with("windows") || *name == "Latin-1" {
                bytes.extend((0x80..=0x9fu8).map(|byte| (char::from(byte), byte)));
            }
            pages.add(name, bytes, if place == 0 { 0.0 } else { limits::OTHER_PAGE });
        }
        for (line, row) in rules.rows(FILE)? {
            let read = || {
                let [name, characters] = row.as_slice() else { return None };
                let mut bytes = Vec::new();
                for (byte, code) in (0x80..=0xffu8).zip(characters.split(' ')) {
                    if code != "-" {
                        bytes.push((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, byte));
                    }
                }
                Some((*name, bytes))
            };
            let (name, bytes) = read().ok_or_else(|| BuildError::Config(format!("{FILE}, line {line}: not a name and 128 characters")))?;
            pages.add(name, bytes, if name == "cp437" || name == "cp850" { limits::OTHER_PAGE } else { limits::RARE_PAGE });
        }
        Ok(pages)
    }

    fn add(&mut self, name: &str, mut bytes: Vec<(char, u8)>, prior: f32) {
        // Stable: the first byte given for a character is the one it is encoded as.
        bytes.sort_by_key(|&(c, _)| c);
        bytes.dedup_by_key(|&mut (c, _)| c);
        let bit = 1u64.checked_shl(self.pages.len() as u32).unwrap_or_default();
        for &(c, _) in bytes.iter().filter(|(c, _)| !c.is_ascii()) {
            *self.sets.entry(c).or_default() |= bit;
        }
        self.pages.push(Page { name: name.to_owned(), bytes, prior });
    }

    /// The pages that have the character; none have hanzi.
    pub(super) fn having(&self, c: char) -> Set {
        self.sets.get(&c).copied().unwrap_or_default()
    }

    /// The pages of a set.
    pub(super) fn of(set: Set) -> impl Iterator<Item = u8> {
        (0..64u8).filter(move |page| set >> page & 1 == 1)
    }

    /// The byte that page reads as the character.
    pub(super) fn byte(&self, page: u8, c: char) -> Option<u8> {
        if c.is_ascii() {
            return Some(c as u8);
        }
        let bytes = &self.pages.get(usize::from(page))?.bytes;
        let place = bytes.binary_search_by_key(&c, |&(c, _)| c).ok()?;
        bytes.get(place).map(|&(_, byte)| byte)
    }

    pub(super) fn name(&self, page: u8) -> &str {
        self.pages.get(usize::from(page)).map_or("", |page| &page.name)
    }

    pub(super) fn prior(&self, page: u8) -> f32 {
        self.pages.get(usize::from(page)).map_or(0.0, |page| page.prior)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_tells_the_pages_it_may_come_from() {
        let pages = Pages::new(&RuleBook::embedded()).unwrap();
        assert!(pages.pages.len() <= 64);
        let named = |text: &str| -> Vec<&str> { Pages::of(text.chars().fold(Set::MAX, |set, c| set & pages.having(c))).map(|page| pages.name(page)).collect() };
        assert!(named("ÖÐ¹ú").contains(&"Latin-1"));
        let boxes = named("╣·╝╥╓╩ц╨");
        assert!(boxes.contains(&"cp866") && !boxes.contains(&"Latin-1"), "{boxes:?}");
        assert!(named("中").is_empty());
        assert_eq!(pages.byte(0, '€'), Some(0x80));
        assert_eq!(pages.byte(0, '\u{81}'), Some(0x81));
    }
}
