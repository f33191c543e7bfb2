//! Readings in brackets after their character go: 進(jìn), 會(huì ), 了(le/liǎo), 好(hǎo)(hǎo), 想(xiang).
//!
//! A gloss is a bracket that holds only readings **of the character before it**. Whether the glosses of a page are noise of a cloned page
//! or what its writer meant (a rare character explained, a dictionary, a lesson) is decided once for the page, from all of them together:
//! see `Glosses::confidence`. So either all go or none, and nothing is left to find afterwards.

mod limits;
mod readings;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::chars::is_han;
use crate::code::Code;
use crate::code::StageName;
use crate::edit::Proposal;
use crate::stage::{BuildError, Resources, Stage};
use crate::text::{Lines, Text};

use readings::{Readings, Tone};

/// A reading with its tone.
const TONED: Code = Code::new("G001");
/// A reading without tone.
const TONELESS: Code = Code::new("G002");

/// The stage.
pub(crate) struct Gloss {
    readings: Readings,
}

impl Gloss {
    /// Sets the stage up.
    pub(crate) fn new(resources: &Resources) -> Result<Self, BuildError> {
        Ok(Self { readings: Readings::read(&resources.rules)? })
    }
}

/// One character's brackets.
struct Found {
    at: Range<usize>,
    character: char,
    tone: Tone,
    /// A blank stands inside the bracket, which no writer does.
    blank: bool,
    /// What the first bracket holds.
    inner: Range<usize>,
}

/// What the glosses of a page look like together.
#[derive(Debug, Default)]
struct Glosses {
    /// How many there are.
    count: usize,
    /// Of how many characters.
    characters: usize,
    /// How many have a tone.
    toned: usize,
    /// How many are of characters nobody needs explained: two points with one reading, one with several.
    points: usize,
    /// Blanks inside the brackets, or traditional characters.
    marked: usize,
    /// How many begin their line, as headwords do.
    headwords: usize,
    /// How many stand in lines where most characters have one.
    dense: usize,
    /// How often the glossed characters occur, with or without.
    occurrences: usize,
    /// Tone-marked words of several syllables in brackets: a text about words.
    words: usize,
    /// Glosses that give a character another reading than it had before: a text that contrasts readings.
    contrasts: usize,
    /// The text speaks of readings.
    about_readings: bool,
}

impl Stage for Gloss {
    fn name(&self) -> StageName {
        StageName::Gloss
    }

    fn propose(&self, text: &Text<'_>, out: &mut Proposal) {
        let text = text.as_str();
        let (found, words) = self.find(text);
        if found.is_empty() {
            return;
        }
        let confidence = self.look(text, &found, words).confidence();
        for gloss in found {
            let rule = if gloss.tone == Tone::Marked { TONED } else { TONELESS };
            out.replace(gloss.at, "", rule, confidence);
        }
    }
}

impl Gloss {
    /// The glosses of a text, and how many brackets hold tone-marked words that are no reading of the character before.
    fn find(&self, text: &str) -> (Vec<Found>, usize) {
        let mut found = Vec::new();
        let mut words = 0;
        let bytes = text.as_bytes();
        let mut done = 0;
        // 0x88 ends the full-width bracket EF BC 88.
        for hit in memchr::memchr2_iter(b'(', 0x88, bytes) {
            let start = if bytes[hit] == b'(' {
                hit
            } else if hit >= 2 && bytes[hit - 2..hit] == [0xef, 0xbc] {
                hit - 2
            } else {
                continue;
            };
            // A cheap look: a gloss begins with a letter or a blank.
            if start < done || !bytes.get(hit + 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b' ' || *b >= 0xc3 && *b <= 0xcc) {
                continue;
            }
            let Some(character) = text[..start].chars().next_back().filter(|c| is_han(*c)) else { continue };
            let mut at = start;
            let mut tone = None;
            let mut blank = false;
            let mut first = 0..0;
            while let Some((inner, end)) = bracket(&text[at..]) {
                match self.readings.tone_of(character, inner) {
                    Some(this) => {
                        tone = tone.max(Some(this));
                        blank |= inner.ends_with(' ');
                        if first.is_empty() {
                            first = hit + 1..hit + 1 + inner.len();
                        }
                        at += end;
                    }
                    None => {
                        words += usize::from(readings::has_tone_mark(inner));
                        break;
                    }
                }
            }
            if let Some(tone) = tone {
                found.push(Found { at: start..at, character, tone, blank, inner: first });
                done = at;
            }
        }
        (found, words)
    }

    /// Looks at all glosses of a page together.
    fn look(&self, text: &str, found: &[Found], words: usize) -> Glosses {
        let mut all = Glosses { count: found.len(), words, about_readings: self.readings.are_spoken_of(text), ..Glosses::default() };
        let mut characters: BTreeMap<char, &str> = BTreeMap::new();
        for gloss in found {
            let inner = text[gloss.inner.clone()].trim();
            all.contrasts += usize::from(*characters.entry(gloss.character).or_insert(inner) != inner);
            all.toned += usize::from(gloss.tone == Tone::Marked);
            all.points += self.readings.points(gloss.character);
            all.marked += usize::from(gloss.blank || self.readings.is_traditional(gloss.character));
        }
        all.characters = characters.len();
        let mut next = found.iter().peekable();
        for line in Lines::of(text) {
            let first = next.peek().map_or(usize::MAX, |gloss| gloss.at.start);
            let line_text = &text[line.clone()];
            if first >= line.end {
                all.occurrences += line_text.chars().filter(|c| is_han(*c) && characters.contains_key(c)).count();
                continue;
            }
            let lead = line_text.find(is_han).map_or(line.end, |i| line.start + i);
            let (mut here, mut han) = (0, 0);
            for c in line_text.chars().filter(|c| is_han(*c)) {
                han += 1;
                all.occurrences += usize::from(characters.contains_key(&c));
            }
            while let Some(gloss) = next.next_if(|gloss| gloss.at.start < line.end) {
                here += 1;
                all.headwords += usize::from(gloss.at.start == lead + gloss.character.len_utf8());
            }
            if here * limits::LESSON_SHARE >= han {
                all.dense += here;
            }
        }
        all
    }
}

impl Glosses {
    /// How sure it is that the glosses of this page are noise.
    ///
    /// A cloned page glosses common characters, the same ones again and again, in running prose. A writer glosses rare characters, once.
    /// A dictionary glosses headwords; a lesson glosses nearly every character of a line, or whole words too.
    fn confidence(&self) -> f32 {
        let n = self.count;
        let most = |some: usize| some * limits::LESSON_SHARE > n;
        let lesson = most(self.headwords) && n > 1 || most(self.dense) || self.words * limits::WORDS_SHARE >= n && self.words > 0;
        let repeats = n - self.characters;
        let explained = (self.about_readings || self.contrasts > 0) && n < limits::MANY;
        let common = self.points >= n;
        if lesson || explained || !common {
            return limits::DOUBTFUL;
        }
        let everywhere = n * 100 >= self.occurrences * limits::EVERYWHERE;
        match n {
            _ if repeats >= limits::REPEATS && everywhere && self.toned > 0 => 1.0,
            _ if repeats >= limits::REPEATS => limits::REPEATED,
            3.. if self.points >= limits::POINTS || self.marked >= limits::MARKED => limits::SEVERAL,
            3.. if self.toned == 0 => limits::TWO,
            2 if self.points >= limits::POINTS || self.marked >= limits::MARKED => limits::TWO,
            2 if self.toned == 0 && (self.points == limits::POINTS - 1 || repeats == 1) => limits::LONE,
            1 if self.toned == 1 && self.marked == 1 => limits::LONE,
            _ => limits::DOUBTFUL,
        }
    }
}

/// The inside of the bracket a text begins with, and the byte after it; `None` where it is too long for a gloss or not one.
fn bracket(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('(').or_else(|| text.strip_prefix('（'))?;
    let open = text.len() - inner.len();
    for (i, c) in inner.char_indices() {
        match c {
            ')' | '）' => return Some((&inner[..i], open + i + c.len_utf8())),
            _ if i > limits::BRACKET || c == '\n' || c == '(' || c == '（' => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests;
