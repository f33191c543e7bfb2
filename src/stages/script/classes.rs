//! What a character says about the script of the text it stands in.

use std::collections::HashSet;
use std::ops::Range;

use super::limits;
use crate::chars::decode;
use crate::rule::{RuleBook, RuleError};

/// A character that is traditional and nothing else: it becomes simplified wherever it stands.
pub(super) const TRADITIONAL: u8 = 1;
/// A character that is simplified and nothing else.
pub(super) const SIMPLIFIED: u8 = 2;
/// A character that some entry may change, but that simplified text has too.
pub(super) const EITHER: u8 = 4;
/// Kana.
pub(super) const KANA: u8 = 8;
/// Hangul.
pub(super) const HANGUL: u8 = 16;
/// Any other Han character.
pub(super) const HAN: u8 = 32;
/// A Han character that only Japanese writes.
pub(super) const JAPANESE: u8 = 64;

/// The characters by class.
pub(super) struct Classes {
    basic: Vec<u8>,
    /// Characters beyond the basic plane that some entry may change.
    beyond: HashSet<u32>,
}

/// How many characters of each class a stretch of text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Census {
    pub(super) traditional: u32,
    pub(super) simplified: u32,
    pub(super) either: u32,
    pub(super) kana: u32,
    pub(super) hangul: u32,
    /// Forms of characters that only Japanese has.
    pub(super) japanese: u32,
    /// All Han characters, those of the classes above included.
    pub(super) han: u32,
}

impl Census {
    fn add(&mut self, other: Census) {
        self.traditional += other.traditional;
        self.simplified += other.simplified;
        self.either += other.either;
        self.kana += other.kana;
        self.hangul += other.hangul;
        self.japanese += other.japanese;
        self.han += other.han;
    }

    /// Whether so much is written in kana and hangul that the stretch is Japanese or Korean.
    pub(super) fn is_foreign(&self) -> bool {
        let foreign = self.kana + self.hangul;
        foreign >= limits::EVIDENCE && f64::from(foreign) >= limits::FOREIGN_SHARE * f64::from(foreign + self.han)
    }

    /// Whether there is anything of another language.
    pub(super) fn shows_other(&self) -> bool {
        self.kana + self.hangul + self.japanese > 0
    }
}

/// A line in which something may change.
#[derive(Clone, Debug)]
pub(super) struct Suspect {
    /// Its bytes, without the line feed.
    pub(super) line: Range<usize>,
    pub(super) census: Census,
}

/// What a whole text consists of.
#[derive(Clone, Debug, Default)]
pub(super) struct Survey {
    pub(super) census: Census,
    /// Lines with a character that is traditional, or may be.
    pub(super) suspects: Vec<Suspect>,
    /// The simplified characters of the other lines that are Japanese or Korean by their letters: they say nothing of the Chinese on the page.
    pub(super) aside: u32,
}

/// Simplified characters and the traditional ones they stand for.
fn candidates(rules: &RuleBook, file: &str) -> Result<Vec<(char, Vec<char>)>, RuleError> {
    Ok(rules
        .rows(file)?
        .filter_map(|(_, row)| {
            let key = row.first()?.chars().next()?;
            Some((key, row.get(1)?.split(' ').filter_map(|value| value.chars().next()).collect()))
        })
        .collect())
}

impl Classes {
    /// Reads the classes out of OpenCC's tables, our list of characters that both scripts have, and the keys and values of every entry
    /// that the engine has (`entries`), and from the forms that only Japanese writes.
    pub(super) fn read<'e>(
        rules: &RuleBook,
        entries: impl Iterator<Item = (&'e str, &'e str)>,
        japanese: impl Iterator<Item = char>,
    ) -> Result<Classes, RuleError> {
        let mut classes = Classes { basic: vec![0; 0x10000], beyond: HashSet::new() };
        for (range, class) in [
            ('\u{3041}'..='\u{3096}', KANA),
            ('\u{30a1}'..='\u{30fa}', KANA),
            ('\u{31f0}'..='\u{31ff}', KANA),
            ('\u{ff66}'..='\u{ff9d}', KANA),
            ('\u{1100}'..='\u{11ff}', HANGUL),
            ('\u{3130}'..='\u{318f}', HANGUL),
            ('\u{ac00}'..='\u{d7a3}', HANGUL),
            ('\u{3400}'..='\u{4dbf}', HAN),
            ('\u{4e00}'..='\u{9fff}', HAN),
        ] {
            for c in range {
                classes.put(c, class);
            }
        }
        // Simplified alone: OpenCC knows only other characters for it in traditional text.
        for (c, values) in candidates(rules, "script/STCharacters.txt")? {
            if !values.is_empty() && !values.contains(&c) {
                classes.put(c, SIMPLIFIED);
            }
        }
        // But for the forms that Hong Kong or Taiwan write in traditional text: 群, 床, 温, 税.
        for file in ["script/HKVariantsRev.txt", "script/TWVariantsRev.txt"] {
            for (c, _) in candidates(rules, file)? {
                classes.put(c, HAN);
            }
        }
        for c in japanese {
            if classes.of(c as u32) == HAN {
                classes.put(c, JAPANESE);
            }
        }
        // Whatever any entry may change. Where the lengths differ, each character of the key.
        for (key, value) in entries {
            let same_length = key.chars().count() == value.chars().count();
            for (was, becomes) in key.chars().zip(value.chars().chain(std::iter::repeat('\0'))) {
                if !same_length || was != becomes {
                    classes.either(was);
                }
            }
        }
        // Traditional alone: the table changes it, and it is not itself among what the table would put there.
        let legal: HashSet<char> = rules.rows("script/both.tsv")?.filter_map(|(_, row)| row.first()?.chars().next()).collect();
        for (c, values) in candidates(rules, "script/TSCharacters.txt")? {
            // A value beyond the basic plane is a simplification by analogy that few texts make: simplified pages have the old form.
            let usual = values.first().is_some_and(|&value| value != c && (value as u32) < 0x10000);
            if usual && !values.contains(&c) && !legal.contains(&c) {
                classes.put(c, TRADITIONAL);
            }
        }
        Ok(classes)
    }

    fn put(&mut self, c: char, class: u8) {
        if let Some(slot) = self.basic.get_mut(c as usize) {
            *slot = class;
        }
    }

    fn either(&mut self, c: char) {
        match self.basic.get_mut(c as usize) {
            Some(slot) => *slot = EITHER,
            None => {
                self.beyond.insert(c as u32);
            }
        }
    }

    /// The class of a code point; 0 for what says nothing.
    #[inline(always)]
    pub(super) fn of(&self, code_point: u32) -> u8 {
        match self.basic.get(code_point as usize) {
            Some(&class) => class,
            None if self.beyond.contains(&code_point) => EITHER,
            None if (0x20000..0x40000).contains(&code_point) => HAN,
            None => 0,
        }
    }

    /// Counts one character.
    #[inline(always)]
    fn count(&self, code_point: u32, census: &mut Census) {
        let class = self.of(code_point);
        census.traditional += u32::from(class & 1);
        census.simplified += u32::from(class >> 1 & 1);
        census.either += u32::from(class >> 2 & 1);
        if class & (KANA | HANGUL | JAPANESE) != 0 {
            census.kana += u32::from(class == KANA);
            census.hangul += u32::from(class == HANGUL);
            census.japanese += u32::from(class == JAPANESE);
            census.han += u32::from(class == JAPANESE);
        } else {
            census.han += u32::from(class != 0);
        }
    }

    /// Counts a stretch of text.
    pub(super) fn census(&self, text: &str) -> Census {
        let mut census = Census::default();
        text.chars().for_each(|c| self.count(c as u32, &mut census));
        census
    }

    /// Counts a text in one pass and marks the lines that need a second look.
    pub(super) fn survey(&self, text: &str) -> Survey {
        let bytes = text.as_bytes();
        let mut survey = Survey::default();
        let mut start = 0;
        while start < bytes.len() {
            let mut census = Census::default();
            let mut at = start;
            while let Some(&byte) = bytes.get(at) {
                if byte < 0x80 {
                    if byte == b'\n' {
                        break;
                    }
                    at += 1;
                    continue;
                }
                let (code_point, length) = decode(bytes, at);
                at += length;
                self.count(code_point, &mut census);
            }
            survey.census.add(census);
            if census.traditional + census.either > 0 {
                survey.suspects.push(Suspect { line: start..at, census });
            } else if census.is_foreign() {
                survey.aside += census.simplified;
            }
            start = at + 1;
        }
        survey
    }
}
