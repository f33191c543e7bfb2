//! OpenCC's text dictionaries, and the table that finds the entry a text begins with.
//!
//! A dictionary is lines of `key<TAB>value value …`; the first value is the one that is put in. Several dictionaries form a
//! group: at a place of the text, the first dictionary that has any key there decides, with its longest one. The table
//! holds a whole group, so that one look at a character tells whether any key begins with it.

use std::collections::{BTreeMap, HashMap};

use crate::rule::RuleError;

/// What an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// One of OpenCC's dictionaries.
    Table,
    /// The exception list.
    Exception,
    /// A character with several readings, for which the entry's value is only the likeliest.
    Open,
}

/// One dictionary of a group, parsed.
#[derive(Clone, Debug)]
pub(super) struct Dictionary {
    /// Key and first value, in the order of the file.
    pub(super) entries: Vec<(String, String)>,
    pub(super) source: Source,
}

/// Parses a text dictionary. `file` is its name in messages.
pub(super) fn parse(file: &str, text: &str) -> Result<Dictionary, RuleError> {
    let mut entries = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let entry = line.split_once('\t').and_then(|(key, values)| Some((key, values.split(' ').next()?)));
        match entry {
            Some((key, value)) if !key.is_empty() && !value.is_empty() => entries.push((key.to_owned(), value.to_owned())),
            _ => {
                let reason = format!("line {}: a row is a key, a tab and values", number + 1);
                return Err(RuleError::Format { file: file.to_owned(), reason });
            }
        }
    }
    Ok(Dictionary { entries, source: Source::Table })
}

/// A stretch of `Lookup::values`.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug)]
struct Value {
    text: Stretch,
    source: Source,
}

/// What begins with one character.
#[derive(Clone, Debug)]
struct Head {
    single: Option<Value>,
    /// Where in `Lookup::branches` the longer keys stand, by their second character.
    branches: Stretch,
}

/// The keys that begin with the same two characters, the one that decides first.
#[derive(Clone, Copy, Debug)]
struct Branch {
    second: char,
    phrases: Stretch,
}

#[derive(Clone, Copy, Debug)]
struct Phrase {
    /// The key after its first character.
    rest: Stretch,
    value: Value,
}

/// The entry that a place of a text begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match<'t> {
    /// Bytes of the key.
    pub(super) length: usize,
    /// What is put in its place.
    pub(super) value: &'t str,
    pub(super) source: Source,
}

/// A group of dictionaries, made ready to be looked up.
#[derive(Clone, Debug)]
pub(super) struct Lookup {
    /// For each code point of the basic plane: 0 where no key begins with it; a code point with a flag where the character is a key, begins
    /// no other, and becomes one other character, as nearly all do; else one more than its place in `heads`.
    basic: Vec<u32>,
    /// What `basic` says, for code points of the other planes.
    beyond: HashMap<u32, u32>,
    heads: Vec<Head>,
    branches: Vec<Branch>,
    phrases: Vec<Phrase>,
    text: String,
}

/// Flags of a slot that holds the character put in.
const FROM_TABLE: u32 = 1 << 30;
const FROM_EXCEPTION: u32 = 1 << 31;

/// What a slot of the table says about the character it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// No key begins with it.
    Nothing,
    /// It becomes this character, whatever follows.
    Becomes(char, Source),
    /// It must be looked up with what follows: [`Lookup::find`].
    Head,
}

impl Lookup {
    /// Makes a group ready. The number of a dictionary is its rank: a lower one decides first; among those of one rank
    /// the longest key does, and of equal keys the first.
    pub(super) fn new<'d>(dictionaries: impl IntoIterator<Item = (usize, &'d Dictionary)>) -> Lookup {
        // By first character: rank, key, value.
        let mut by_head: BTreeMap<char, Vec<(usize, &str, &str, Source)>> = BTreeMap::new();
        for (rank, dictionary) in dictionaries {
            for (key, value) in &dictionary.entries {
                if let Some(first) = key.chars().next() {
                    by_head.entry(first).or_default().push((rank, key, value, dictionary.source));
                }
            }
        }
        let mut table =
            Lookup { basic: vec![0; 0x10000], beyond: HashMap::new(), heads: Vec::new(), branches: Vec::new(), phrases: Vec::new(), text: String::new() };
        for (first, mut rows) in by_head {
            // Stable: of equal keys in dictionaries of one rank, the first stays first.
            rows.sort_by_key(|a| (a.0, std::cmp::Reverse(a.1.len())));
            let mut single = None;
            let mut groups: BTreeMap<char, Vec<(&str, Value)>> = BTreeMap::new();
            for (_, key, value, source) in rows {
                let rest = &key[first.len_utf8()..];
                match rest.chars().next() {
                    // A dictionary after the one with the single character is never asked again.
                    _ if single.is_some() => {}
                    None => single = Some(Value { text: table.keep(value), source }),
                    Some(second) => {
                        let group = groups.entry(second).or_default();
                        if !group.iter().any(|(have, _)| *have == rest) {
                            let value = Value { text: table.keep(value), source };
                            group.push((rest, value));
                        }
                    }
                }
            }
            let start = table.branches.len() as u32;
            for (second, group) in groups {
                let from = table.phrases.len() as u32;
                for (rest, value) in group {
                    let rest = table.keep(rest);
                    table.phrases.push(Phrase { rest, value });
                }
                table.branches.push(Branch { second, phrases: Stretch { start: from, end: table.phrases.len() as u32 } });
            }
            table.heads.push(Head { single, branches: Stretch { start, end: table.branches.len() as u32 } });
            let alone = table.branches.len() as u32 == start;
            let direct = single.filter(|_| alone).and_then(|value| {
                let mut characters = table.show(value.text).chars();
                let becomes = characters.next().filter(|&becomes| becomes != first && characters.next().is_none())?;
                match value.source {
                    Source::Table => Some(becomes as u32 | FROM_TABLE),
                    Source::Exception => Some(becomes as u32 | FROM_EXCEPTION),
                    Source::Open => None,
                }
            });
            let content = direct.unwrap_or(table.heads.len() as u32);
            match table.basic.get_mut(first as usize) {
                Some(slot) => *slot = content,
                None => {
                    table.beyond.insert(first as u32, content);
                }
            }
        }
        table
    }

    fn keep(&mut self, text: &str) -> Stretch {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Stretch { start, end: self.text.len() as u32 }
    }

    fn show(&self, stretch: Stretch) -> &str {
        self.text.get(stretch.start as usize..stretch.end as usize).unwrap_or_default()
    }

    /// What is known of a character by itself.
    #[inline(always)]
    pub(super) fn slot(&self, code_point: u32) -> Slot {
        let content = self.content(code_point);
        let source = match content {
            0 => return Slot::Nothing,
            FROM_EXCEPTION.. => Source::Exception,
            FROM_TABLE.. => Source::Table,
            _ => return Slot::Head,
        };
        match char::from_u32(content & !(FROM_TABLE | FROM_EXCEPTION)) {
            Some(becomes) => Slot::Becomes(becomes, source),
            None => Slot::Nothing,
        }
    }

    #[inline(always)]
    fn content(&self, code_point: u32) -> u32 {
        match self.basic.get(code_point as usize) {
            Some(&content) => content,
            None => self.beyond.get(&code_point).copied().unwrap_or_default(),
        }
    }

    /// The entry that decides where `text` has the character `code_point` of `length` bytes at `at`; only for a [`Slot::Head`].
    #[inline]
    pub(super) fn find(&self, text: &str, at: usize, code_point: u32, length: usize) -> Option<Match<'_>> {
        let head = self.heads.get((self.content(code_point) as usize).wrapping_sub(1))?;
        let branches = self.branches.get(head.branches.start as usize..head.branches.end as usize).unwrap_or_default();
        if !branches.is_empty()
            && let Some(rest) = text.get(at + length..)
            && let Some(second) = rest.chars().next()
            && let Ok(found) = branches.binary_search_by_key(&second, |branch| branch.second)
            && let Some(branch) = branches.get(found)
        {
            let phrases = self.phrases.get(branch.phrases.start as usize..branch.phrases.end as usize).unwrap_or_default();
            for phrase in phrases {
                let key = self.show(phrase.rest);
                if rest.as_bytes().starts_with(key.as_bytes()) {
                    return Some(Match { length: length + key.len(), value: self.show(phrase.value.text), source: phrase.value.source });
                }
            }
        }
        let single = head.single?;
        Some(Match { length, value: self.show(single.text), source: single.source })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chars::decode;

    fn dictionary(text: &str) -> Dictionary {
        parse("test", text).unwrap()
    }

    fn find(table: &Lookup, text: &str) -> Option<String> {
        let (code_point, length) = decode(text.as_bytes(), 0);
        match table.slot(code_point) {
            Slot::Nothing => None,
            Slot::Becomes(c, _) => Some(c.to_string()),
            Slot::Head => table.find(text, 0, code_point, length).map(|m| m.value.to_owned()),
        }
    }

    #[test]
    fn a_character_that_is_a_key_by_itself_is_known_at_once() {
        let table = Lookup::new([(0, &dictionary("a\tA\nb\tb\nc\tC\ncd\tCD\n"))]);
        let slots: Vec<Slot> = "abce".chars().map(|c| table.slot(c as u32)).collect();
        assert_eq!(slots, [Slot::Becomes('A', Source::Table), Slot::Head, Slot::Head, Slot::Nothing]);
    }

    #[test]
    fn the_first_dictionary_with_a_key_decides_with_its_longest() {
        let first = dictionary("ab\tAB\nabcd\tABCD\n");
        let second = dictionary("a\tx\nabc\tXYZ\nb\ty\n");
        let table = Lookup::new([(0, &first), (1, &second)]);
        assert_eq!(find(&table, "abcd").as_deref(), Some("ABCD"));
        assert_eq!(find(&table, "abce").as_deref(), Some("AB"));
        assert_eq!(find(&table, "ac").as_deref(), Some("x"));
        assert_eq!(find(&table, "b").as_deref(), Some("y"));
        assert_eq!(find(&table, "c"), None);
    }

    #[test]
    fn a_single_character_stops_the_dictionaries_after_it() {
        let first = dictionary("a\tA\n");
        let second = dictionary("ab\tAB\n");
        assert_eq!(find(&Lookup::new([(0, &first), (1, &second)]), "ab").as_deref(), Some("A"));
        assert_eq!(find(&Lookup::new([(0, &first), (0, &second)]), "ab").as_deref(), Some("AB"), "of one rank the longest decides");
    }

    #[test]
    fn only_the_first_value_counts_and_malformed_rows_are_named() {
        assert_eq!(dictionary("鍾\t钟 锺\n").entries, [("鍾".to_owned(), "钟".to_owned())]);
        assert!(parse("x.txt", "鍾\n").unwrap_err().to_string().contains("x.txt: line 1"));
    }

    #[test]
    fn characters_beyond_the_basic_plane_are_found() {
        let table = Lookup::new([(0, &dictionary("𠌥\t𠆿\n"))]);
        assert_eq!(find(&table, "𠌥").as_deref(), Some("𠆿"));
        assert_eq!(find(&table, "𠆿"), None);
    }
}
