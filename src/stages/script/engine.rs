//! The engines that walk the tables, and the project's own one.

use std::ops::Range;

use crate::chars::decode;
use crate::code::Code;
use crate::edit::{Layer, Proposal};

use super::chain::{Chain, Group};
use super::dictionary::{Lookup, Match, Slot, Source};
use super::{BY_EXCEPTION, BY_SENSE, BY_TABLE};

/// What an engine wants changed in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// Byte range of the line.
    pub at: Range<usize>,
    /// What it becomes. With [`BY_SENSE`] it may be what stands there already.
    pub with: &'a str,
    /// Who says so: [`BY_TABLE`] for OpenCC's dictionaries, [`BY_EXCEPTION`] for the exception list, [`BY_SENSE`] for the likeliest
    /// reading of a character that has several.
    pub rule: Code,
}

/// Something that converts by dictionary. The stage decides what of it is done.
pub trait Engine: Send + Sync {
    /// Calls `report` with every change to `line`, from left to right, none overlapping. A change covers characters that change and
    /// no others, and a single character where the key and its value have equally many. `line` has no line feed.
    fn convert(&self, line: &str, report: &mut dyn FnMut(Change<'_>));
}

/// The project's own engine: forward maximum matching over tables in memory, exactly as OpenCC does it.
pub(super) struct TableEngine {
    normalization: Vec<Lookup>,
    segmentation: Option<Lookup>,
    steps: Vec<Lookup>,
    /// Whether every character that normalisation knows is a compatibility ideograph, so that most lines need not be looked at.
    normalization_is_rare: bool,
}

/// The first compatibility ideograph.
const COMPATIBILITY: char = '\u{f900}';

impl TableEngine {
    pub(super) fn new(chain: &Chain) -> TableEngine {
        let table = |group: &Group| Lookup::new(group.iter().map(|(rank, dictionary)| (*rank, dictionary)));
        let mut entries = chain.normalization.iter().flatten().flat_map(|(_, dictionary)| &dictionary.entries);
        TableEngine {
            normalization: chain.normalization.iter().map(table).collect(),
            segmentation: chain.segmentation.as_ref().map(table),
            steps: chain.steps.iter().map(table).collect(),
            normalization_is_rare: entries.all(|(key, _)| key.starts_with(|c| c >= COMPATIBILITY)),
        }
    }

    /// Whether normalisation may have something to do.
    fn may_normalize(&self, line: &str) -> bool {
        if self.normalization.is_empty() || !self.normalization_is_rare {
            return !self.normalization.is_empty();
        }
        let bytes = line.as_bytes();
        // Compatibility ideographs begin with EF A4 to EF AB, or lie beyond the basic plane.
        let in_block = |at: usize| matches!(bytes.get(at + 1), Some(0xa4..=0xab));
        memchr::memchr_iter(0xef, bytes).any(in_block) || memchr::memchr(0xf0, bytes).is_some()
    }

    /// The chain step by step, for everything but the plain case of one step.
    fn convert_in_steps(&self, line: &str, report: &mut dyn FnMut(Change<'_>)) {
        let mut text = line.to_owned();
        let mut whole = Layer::default();
        let mut bounds: Vec<usize> = Vec::new();
        let stages = self.normalization.iter().map(|table| (table, false)).chain(self.steps.iter().map(|table| (table, true)));
        let mut segmented = false;
        for (table, in_chain) in stages {
            if in_chain && !segmented {
                segmented = true;
                if let Some(segmentation) = &self.segmentation {
                    walk(segmentation, &text, 0..text.len(), &mut |at, _| bounds.extend([at.start, at.end]));
                }
            }
            let mut proposal = Proposal::default();
            let mut start = 0;
            let ends = bounds.iter().copied().chain([text.len()]);
            for end in ends {
                walk(table, &text, start..end, &mut |at, entry| {
                    changes(&text, at, &entry, &mut |change| {
                        proposal.replace(change.at, change.with, change.rule, 1.0);
                    });
                });
                start = end;
            }
            if proposal.is_empty() {
                continue;
            }
            // Both can fail only where edits overlap, and a walk goes forward.
            let Ok(layer) = Layer::decide(&text, proposal, 0.0) else { return };
            let Ok(output) = layer.apply(&text) else { return };
            text = output;
            for bound in &mut bounds {
                *bound = layer.to_output(*bound..*bound).start;
            }
            whole = whole.compose(&layer);
        }
        for edit in whole.edits() {
            let entry = (edit.with, edit.rule);
            pairs(edit.old, edit.at, entry, report);
        }
    }
}

impl Engine for TableEngine {
    fn convert(&self, line: &str, report: &mut dyn FnMut(Change<'_>)) {
        match self.steps.as_slice() {
            [table] if self.segmentation.is_none() && !self.may_normalize(line) => {
                walk(table, line, 0..line.len(), &mut |at, entry| changes(line, at, &entry, report));
            }
            _ => self.convert_in_steps(line, report),
        }
    }
}

/// Goes through a stretch of a text and hands over every entry matched.
#[inline]
fn walk<'t>(table: &'t Lookup, text: &str, stretch: Range<usize>, found: &mut impl FnMut(Range<usize>, Found<'t>)) {
    let Some(text) = text.get(..stretch.end) else { return };
    let bytes = text.as_bytes();
    let mut at = stretch.start;
    while at < bytes.len() {
        let (code_point, length) = decode(bytes, at);
        match table.slot(code_point) {
            Slot::Nothing => at += length,
            Slot::Becomes(c, source) => {
                found(at..at + length, Found::Character(c, source));
                at += length;
            }
            Slot::Head => match table.find(text, at, code_point, length) {
                Some(entry) => {
                    found(at..at + entry.length, Found::Entry(entry));
                    at += entry.length;
                }
                None => at += length,
            },
        }
    }
}

/// What a place begins with.
enum Found<'t> {
    Character(char, Source),
    Entry(Match<'t>),
}

fn rule_of(source: Source) -> Code {
    match source {
        Source::Table => BY_TABLE,
        Source::Exception => BY_EXCEPTION,
        Source::Open => BY_SENSE,
    }
}

/// What an entry changes, character by character where key and value have equally many.
#[inline]
fn changes(text: &str, at: Range<usize>, found: &Found<'_>, report: &mut (impl FnMut(Change<'_>) + ?Sized)) {
    let entry = match found {
        Found::Character(c, source) => return report(Change { at, with: c.encode_utf8(&mut [0; 4]), rule: rule_of(*source) }),
        Found::Entry(entry) => entry,
    };
    let Some(key) = text.get(at.clone()) else { return };
    if entry.source == Source::Open {
        report(Change { at, with: entry.value, rule: BY_SENSE });
    } else if key != entry.value {
        pairs(key, at, (entry.value, rule_of(entry.source)), report);
    }
}

/// The difference between an old and a new wording, as small changes.
pub(super) fn pairs(old: &str, at: Range<usize>, (new, rule): (&str, Code), report: &mut (impl FnMut(Change<'_>) + ?Sized)) {
    if old.chars().count() == new.chars().count() {
        let mut place = at.start;
        for (was, (start, becomes)) in old.chars().zip(new.char_indices()) {
            let end = place + was.len_utf8();
            if was != becomes {
                let with = new.get(start..start + becomes.len_utf8()).unwrap_or_default();
                report(Change { at: place..end, with, rule });
            }
            place = end;
        }
        return;
    }
    let before: usize = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let (old_rest, new_rest) = (old.get(before..).unwrap_or_default(), new.get(before..).unwrap_or_default());
    let after: usize = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let with = new_rest.get(..new_rest.len() - after).unwrap_or_default();
    report(Change { at: at.start + before..at.end - after, with, rule });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ScriptProfile;
    use crate::rule::RuleBook;

    /// Converts a text whole.
    pub(crate) fn convert(engine: &dyn Engine, text: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        engine.convert(text, &mut |change| {
            out.push_str(&text[done..change.at.start]);
            out.push_str(change.with);
            done = change.at.end;
        });
        out + &text[done..]
    }

    fn tables(profile: ScriptProfile) -> TableEngine {
        TableEngine::new(&Chain::read(&RuleBook::embedded(), profile).unwrap())
    }

    #[test]
    fn the_longest_key_of_the_first_dictionary_decides() {
        let t2s = tables(ScriptProfile::T2s);
        assert_eq!(convert(&t2s, "乾坤與乾淨"), "乾坤与干净");
        assert_eq!(convert(&t2s, "擊沈了，沈先生"), "击沉了，沈先生");
        assert_eq!(convert(&t2s, "情有獨鍾"), "情有独钟");
    }

    #[test]
    fn compatibility_ideographs_are_normalised_first() {
        assert_eq!(convert(&tables(ScriptProfile::T2s), "\u{f934}人"), "老人");
        assert_eq!(convert(&tables(ScriptProfile::T2s), "\u{f91b}世"), "乱世");
    }

    #[test]
    fn steps_follow_one_another_and_words_may_change_their_length() {
        assert_eq!(convert(&tables(ScriptProfile::Tw2s), "裡面"), "里面");
        assert_eq!(convert(&tables(ScriptProfile::Tw2sp), "軟體的品質和資訊"), "软件的品质和信息");
    }

    #[test]
    fn changes_are_small() {
        let mut seen = Vec::new();
        tables(ScriptProfile::T2s).convert("的扭轉乾坤", &mut |change| seen.push((change.at, change.with.to_owned())));
        assert_eq!(seen, [(6..9, "转".to_owned())]);
    }
}
