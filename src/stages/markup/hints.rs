//! What the names and styles of elements say about the text inside them, from the words of `rules/markup/hints.tsv`.

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};

use regex::Regex;

use super::tags::{attribute, attributes};
use crate::rule::{RuleBook, RuleError};

/// The file of the words.
const FILE: &str = "markup/hints.tsv";

/// What is known of an element from its names: a set of hints. Weak evidence, but for `HIDDEN`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hint(u8);

impl Hint {
    /// Nothing.
    const NONE: Hint = Hint(0);
    /// It is called the text of the page.
    pub(super) const MAIN: Hint = Hint(1);
    /// It is called so by a name that widgets do not bear, and outweighs the column it stands in.
    const FIRM: Hint = Hint(1 << 1);
    /// Navigation, sharing, printing, advertisements.
    pub(super) const BAR: Hint = Hint(1 << 2);
    /// Comments.
    pub(super) const TALK: Hint = Hint(1 << 3);
    /// Other articles.
    pub(super) const MORE: Hint = Hint(1 << 4);
    /// Copyright, disclaimers.
    pub(super) const NOTE: Hint = Hint(1 << 5);
    /// What an image shows.
    pub(super) const CAPTION: Hint = Hint(1 << 6);
    /// Browsers do not show it, or it is called a handle of the page's own (edit marks, jump links).
    pub(super) const HIDDEN: Hint = Hint(1 << 7);
    /// Comments, other articles, copyright: named parts that are larger than bars.
    pub(super) const OTHER: Hint = Hint(Hint::TALK.0 | Hint::MORE.0 | Hint::NOTE.0);
    /// All that speaks against the text of the page.
    pub(super) const AGAINST: Hint = Hint(Hint::OTHER.0 | Hint::BAR.0);

    /// Whether one of `any` is among these.
    pub(super) fn has(self, any: Hint) -> bool {
        self.0 & any.0 != 0
    }

    /// One bit a kind, as the labelling of blocks counts them.
    pub(super) fn bits(self) -> u8 {
        self.0
    }

    /// The hint of an element inside one with this hint. An element that is called the text outweighs the column it stands in, but not
    /// the comments it stands among.
    pub(super) fn with(self, inner: Hint) -> Hint {
        let outweighs = inner.has(Hint::FIRM) && !inner.has(Hint::AGAINST);
        let column = Hint::BAR | Hint::MORE | Hint::NOTE;
        Hint(if outweighs { self.0 & !column.0 } else { self.0 } | inner.0)
    }

    fn named(name: &str) -> Option<Hint> {
        Some(match name {
            "none" => Hint::NONE,
            "main" => Hint::MAIN | Hint::FIRM,
            "weak" => Hint::MAIN,
            "bar" => Hint::BAR,
            "talk" => Hint::TALK,
            "more" => Hint::MORE,
            "note" => Hint::NOTE,
            "caption" => Hint::CAPTION,
            "hidden" => Hint::HIDDEN,
            _ => return None,
        })
    }
}

impl BitOr for Hint {
    type Output = Hint;

    fn bitor(self, other: Hint) -> Hint {
        Hint(self.0 | other.0)
    }
}

impl BitOrAssign for Hint {
    fn bitor_assign(&mut self, other: Hint) {
        *self = *self | other;
    }
}

/// The words, ready for use.
#[derive(Debug)]
pub(super) struct Hints {
    pattern: Regex,
    /// Word to its hint, and whether it must be a whole word.
    words: HashMap<String, (Hint, bool)>,
}

impl Hints {
    /// Reads the words.
    pub(super) fn read(rules: &RuleBook) -> Result<Hints, RuleError> {
        let error = |reason: String| RuleError::Format { file: FILE.to_owned(), reason };
        let mut words = HashMap::new();
        for (line, row) in rules.rows(FILE)? {
            let &[word, hint] = &*row else { return Err(error(format!("line {line}: a word and a hint"))) };
            let hint = Hint::named(hint).ok_or_else(|| error(format!("line {line}: no such hint {hint:?}")))?;
            words.insert(word.trim_start_matches('=').to_owned(), (hint, word.starts_with('=')));
        }
        let mut list: Vec<String> = words.keys().map(|w| regex::escape(w)).collect();
        // The longest word is read where two begin at one place.
        list.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        let pattern = Regex::new(&format!("(?i-u:{})", list.join("|"))).map_err(|e| error(e.to_string()))?;
        Ok(Hints { pattern, words })
    }

    /// What the names in a start tag say.
    pub(super) fn of(&self, tag: &str) -> Hint {
        let figure = tag.get(1..11).is_some_and(|name| name.eq_ignore_ascii_case("figcaption"));
        let mut hint = if figure { Hint::CAPTION } else { Hint::NONE };
        for (name, value) in attributes(tag) {
            let value = &tag[value];
            let is = |known: &str| name.eq_ignore_ascii_case(known);
            if is("id") || is("role") || is("class") {
                hint |= self.of_names(value);
            } else if is("hidden") || is("style") && hides(value) {
                hint |= Hint::HIDDEN;
            }
        }
        hint
    }

    fn of_names(&self, value: &str) -> Hint {
        let bytes = value.as_bytes();
        let mut hint = Hint::NONE;
        for found in self.pattern.find_iter(value) {
            let Some(&(says, whole)) = self.words.get(&found.as_str().to_ascii_lowercase()) else { continue };
            // A whole word ends where another sort of character, or a capital, begins.
            let left = || found.start() == 0 || !bytes[found.start() - 1].is_ascii_alphabetic() || bytes[found.start()].is_ascii_uppercase();
            let right = || bytes.get(found.end()).is_none_or(|b| !b.is_ascii_lowercase());
            if !whole || left() && right() {
                hint |= says;
            }
        }
        hint
    }
}

/// Whether a style says that the element is not shown.
fn hides(style: &str) -> bool {
    let Some(at) = style.as_bytes().windows(7).position(|w| w.eq_ignore_ascii_case(b"display")) else { return false };
    let rest = style[at + 7..].trim_start().trim_start_matches(':').trim_start();
    rest.get(..4).is_some_and(|v| v.eq_ignore_ascii_case("none"))
}

/// Whether the style of a start tag puts its text where nobody reads it. What stands in elements of its own inside may say otherwise.
pub(super) fn is_out_of_sight(tag: &str) -> bool {
    let style = attribute(tag, "style").unwrap_or_default();
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| puts_out_of_sight(name.trim(), value.trim()))
}

/// Whether a property of a style puts the text where nobody reads it: letters without a size, lines moved far off the page.
fn puts_out_of_sight(name: &str, value: &str) -> bool {
    let number = |value: &str| value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%' || c == '!' || c == ' ').parse::<f64>().ok();
    let far = |value: &str| number(value).is_some_and(|number| number <= -1000.0);
    match () {
        () if name.eq_ignore_ascii_case("font-size") => number(value) == Some(0.0),
        () if ["text-indent", "left", "top", "margin-left"].iter().any(|known| name.eq_ignore_ascii_case(known)) => far(value),
        () => name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_put_text_out_of_sight() {
        let hides = |style: &str| is_out_of_sight(&format!("<span style=\"{style}\">"));
        for style in ["color:red;font-size:0", "font-size: 0px", "position:absolute;left:-9999px", "text-indent:-3000px"] {
            assert!(hides(style), "{style}");
        }
        for style in ["font-size:0.9em", "font-size:10px", "text-indent:-2em", "display:block", "left:0"] {
            assert!(!hides(style), "{style}");
        }
    }
}
