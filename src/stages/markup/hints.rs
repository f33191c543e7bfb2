//! What the names and styles of elements say about the text inside them.

use std::collections::HashMap;

use regex::Regex;

use super::tags::attributes;
use crate::rule::{RuleBook, RuleError};

/// The file of the words.
const FILE: &str = "markup/hints.tsv";

/// What is known of an element from its names. Weak evidence, but for `hidden`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hint {
    /// It is called the text of the page.
    pub(super) main: bool,
    /// It is called so by a name that widgets do not bear, and outweighs the column it stands in.
    firm: bool,
    /// Navigation, sharing, printing, advertisements.
    pub(super) bar: bool,
    /// Comments.
    pub(super) talk: bool,
    /// Other articles.
    pub(super) more: bool,
    /// Copyright, disclaimers.
    pub(super) note: bool,
    /// What an image shows.
    pub(super) caption: bool,
    /// Browsers do not show it, or it is called a handle of the page's own (edit marks, jump links).
    pub(super) hidden: bool,
}

impl Hint {
    /// The hint of an element inside one with this hint. An element that is called the text outweighs the column it stands in, but not
    /// the comments it stands among.
    pub(super) fn with(self, inner: Hint) -> Hint {
        let outer = if inner.firm && !inner.against() { Hint { bar: false, more: false, note: false, ..self } } else { self };
        Hint {
            main: outer.main || inner.main,
            firm: outer.firm || inner.firm,
            bar: outer.bar || inner.bar,
            talk: outer.talk || inner.talk,
            more: outer.more || inner.more,
            note: outer.note || inner.note,
            caption: outer.caption || inner.caption,
            hidden: outer.hidden || inner.hidden,
        }
    }

    /// Whether it speaks against the text of the page.
    pub(super) fn against(self) -> bool {
        self.bar || self.talk || self.more || self.note
    }
}

/// The words, ready for use.
#[derive(Debug)]
pub(super) struct Hints {
    pattern: Regex,
    /// Word to what it says, and whether it must be a whole word.
    words: HashMap<String, (Says, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    None,
    Main,
    Weak,
    Bar,
    Talk,
    More,
    Note,
    Caption,
    Hidden,
}

impl Hints {
    /// Reads the words.
    pub(super) fn read(rules: &RuleBook) -> Result<Hints, RuleError> {
        let mut words = HashMap::new();
        for (line, row) in rules.rows(FILE)? {
            let error = |reason: &str| RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: {reason}") };
            let [word, says] = row[..] else { return Err(error("a word and what it says")) };
            let says = match says {
                "none" => Says::None,
                "main" => Says::Main,
                "weak" => Says::Weak,
                "bar" => Says::Bar,
                "talk" => Says::Talk,
                "more" => Says::More,
                "note" => Says::Note,
                "caption" => Says::Caption,
                "hidden" => Says::Hidden,
                _ => return Err(error("main, weak, bar, talk, more, note, caption, hidden or none")),
            };
            let bare = word.trim_start_matches('=');
            words.insert(bare.to_owned(), (says, word.starts_with('=')));
        }
        let mut list: Vec<String> = words.keys().map(|w| regex::escape(w)).collect();
        // The longest word is read where two begin at one place.
        list.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        let pattern = Regex::new(&format!("(?i-u:{})", list.join("|"))).map_err(|e| RuleError::Format { file: FILE.to_owned(), reason: e.to_string() })?;
        Ok(Hints { pattern, words })
    }

    /// What the names in a start tag say.
    pub(super) fn of(&self, tag: &str) -> Hint {
        let mut hint = Hint { caption: tag.get(1..11).is_some_and(|name| name.eq_ignore_ascii_case("figcaption")), ..Hint::default() };
        for (name, value) in attributes(tag) {
            let value = &tag[value];
            match name.len() {
                2 if name.eq_ignore_ascii_case("id") => self.add(value, &mut hint),
                4 if name.eq_ignore_ascii_case("role") => self.add(value, &mut hint),
                5 if name.eq_ignore_ascii_case("class") => self.add(value, &mut hint),
                5 if name.eq_ignore_ascii_case("style") => hint.hidden |= hides(value),
                6 if name.eq_ignore_ascii_case("hidden") => hint.hidden = true,
                _ => {}
            }
        }
        hint
    }

    fn add(&self, value: &str, hint: &mut Hint) {
        let bytes = value.as_bytes();
        for found in self.pattern.find_iter(value) {
            let word = found.as_str().to_ascii_lowercase();
            let Some(&(says, whole)) = self.words.get(&word) else { continue };
            if whole {
                // A whole word ends where another sort of character, or a capital, begins.
                let left = found.start() == 0 || !bytes[found.start() - 1].is_ascii_alphabetic() || bytes[found.start()].is_ascii_uppercase();
                let right = bytes.get(found.end()).is_none_or(|b| !b.is_ascii_lowercase());
                if !left || !right {
                    continue;
                }
            }
            match says {
                Says::None => {}
                Says::Main => (hint.main, hint.firm) = (true, true),
                Says::Weak => hint.main = true,
                Says::Bar => hint.bar = true,
                Says::Talk => hint.talk = true,
                Says::More => hint.more = true,
                Says::Note => hint.note = true,
                Says::Caption => hint.caption = true,
                Says::Hidden => hint.hidden = true,
            }
        }
    }
}

/// Whether a style says that the element is not shown.
fn hides(style: &str) -> bool {
    let Some(at) = style.as_bytes().windows(7).position(|w| w.eq_ignore_ascii_case(b"display")) else { return false };
    let rest = style[at + 7..].trim_start().trim_start_matches(':').trim_start();
    rest.get(..4).is_some_and(|v| v.eq_ignore_ascii_case("none"))
}
