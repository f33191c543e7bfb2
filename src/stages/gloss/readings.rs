//! Which syllables are readings of which character.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

use super::limits;
use crate::rule::{RuleBook, RuleError};
use crate::stage::BuildError;

/// How a gloss shows its tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// Not at all.
    None,
    /// With an accent or a digit.
    Marked,
}

/// Readings of characters, and which characters are common.
pub(super) struct Readings {
    /// Reading with its tone mark → its characters, sorted.
    toned: HashMap<String, Vec<char>>,
    /// Reading without its tone mark → its characters, sorted.
    plain: HashMap<String, Vec<char>>,
    /// Common characters, and whether they have several readings.
    common: HashMap<char, bool>,
    traditional: HashSet<char>,
    /// Words of a text that speaks of readings.
    words: Vec<String>,
}

impl Readings {
    /// Reads the files under `rules/gloss/`.
    pub(super) fn read(rules: &RuleBook) -> Result<Readings, BuildError> {
        let wrong =
            |file: &str, line: usize, what: &str| RuleError::Format { file: file.to_owned(), reason: format!("line {line}: not {what} and its characters") };
        let file = "gloss/readings.tsv";
        let mut toned: HashMap<String, Vec<char>> = HashMap::new();
        let mut plain: HashMap<String, Vec<char>> = HashMap::new();
        for (line, row) in rules.rows(file)? {
            let [reading, characters] = row[..] else { return Err(wrong(file, line, "a reading").into()) };
            toned.entry(reading.to_owned()).or_default().extend(characters.chars());
            plain.entry(toneless(reading)).or_default().extend(characters.chars());
        }
        for list in toned.values_mut().chain(plain.values_mut()) {
            list.sort_unstable();
            list.dedup();
        }
        let file = "gloss/common.tsv";
        let mut common: HashMap<char, bool> = HashMap::new();
        let mut traditional = HashSet::new();
        for (line, kind, characters) in rules.pairs(file)? {
            if !matches!(kind, "simplified" | "traditional") {
                return Err(wrong(file, line, "a script").into());
            }
            common.extend(characters.chars().map(|c| (c, false)));
            if kind == "traditional" {
                traditional.extend(characters.chars());
            }
        }
        let mut seen: HashSet<char> = HashSet::new();
        for c in toned.values().flatten() {
            if let Some(several) = common.get_mut(c) {
                *several |= !seen.insert(*c);
            }
        }
        let file = "gloss/words.tsv";
        let mut words = Vec::new();
        for (line, row) in rules.rows(file)? {
            let [word] = row[..] else { return Err(wrong(file, line, "a word alone").into()) };
            words.push(word.to_owned());
        }
        Ok(Readings { toned, plain, common, traditional, words })
    }

    /// Whether a text speaks of readings.
    pub(super) fn are_spoken_of(&self, text: &str) -> bool {
        self.words.iter().any(|word| text.contains(word))
    }

    /// Whether `inner` holds readings of `character` and nothing else, and how it shows their tones.
    pub(super) fn tone_of(&self, character: char, inner: &str) -> Option<Tone> {
        let mut tone = None;
        for part in inner.split(['/', '、', ',', '，', ';', '；', ' ', '|']).map(str::trim).filter(|part| !part.is_empty()) {
            tone = tone.max(Some(self.tone_of_one(character, part)?));
        }
        tone
    }

    fn tone_of_one(&self, character: char, part: &str) -> Option<Tone> {
        if part.len() > limits::READING {
            return None;
        }
        let folded: String = part.nfc().flat_map(char::to_lowercase).map(fold).collect();
        let reads = |map: &HashMap<String, Vec<char>>, syllable: &str| map.get(syllable).is_some_and(|list| list.binary_search(&character).is_ok());
        if has_tone_mark(&folded) {
            return reads(&self.toned, &folded).then_some(Tone::Marked);
        }
        let base = folded.trim_end_matches(|c: char| ('1'..='5').contains(&c));
        if folded.len() > base.len() + 1 {
            return None;
        }
        let base = base.replace("u:", "ü").replace('v', "ü");
        reads(&self.plain, &base).then_some(if folded.ends_with(|c: char| c.is_ascii_digit()) { Tone::Marked } else { Tone::None })
    }

    /// How little the character needs explaining: 2 for a common one with one reading, 1 for a common one with several, 0 for others.
    pub(super) fn points(&self, character: char) -> usize {
        self.common.get(&character).map_or(0, |several| if *several { 1 } else { 2 })
    }

    /// Whether the character is a common traditional one.
    pub(super) fn is_traditional(&self, character: char) -> bool {
        self.traditional.contains(&character)
    }
}

/// Look-alikes of the letters of a reading.
fn fold(c: char) -> char {
    match c {
        'ɡ' => 'g',
        'ɑ' => 'a',
        'ă' => 'ǎ',
        'ĕ' => 'ě',
        'ĭ' => 'ǐ',
        'ŏ' => 'ǒ',
        'ŭ' => 'ǔ',
        _ => c,
    }
}

fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{304}' | '\u{30c}')
}

/// Whether a letter carries one of the four tone marks.
pub(super) fn has_tone_mark(text: &str) -> bool {
    let mut found = false;
    for c in text.chars().filter(|c| !c.is_ascii()) {
        decompose_canonical(c, |part| found |= is_tone(part));
    }
    found
}

/// A reading without its tone mark.
fn toneless(reading: &str) -> String {
    reading.nfd().filter(|c| !is_tone(*c)).nfc().collect()
}
