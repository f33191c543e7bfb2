//! What speaks for the readings of open characters: words beside them, names, the subject, what the page itself keeps apart.
//!
//! A row of `rules/script/readings.tsv` gives a reading so much weight in a context. `_` is the character; before and behind it stand characters in
//! their simplified form, `|` (a mark, a blank or the edge of the line), `@` (the name of a person, before the character only), or the sign of a class
//! that a row of the same file declares. `~word` asks for a word nearby, `+c` for a page that writes `c` itself.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::names::Names;
use crate::chars::is_han;
use crate::rule::{RuleBook, RuleError};

const FILE: &str = "script/readings.tsv";

/// The reading of a row that declares a class.
const CLASS: &str = "=";

#[derive(Clone, Debug)]
enum Token {
    Char(char),
    Edge,
    Name,
    OneOf(HashSet<char>),
}

#[derive(Clone, Debug)]
enum Context {
    /// Tokens before the character, the nearest first, and behind it.
    Beside(Vec<Token>, Vec<Token>),
    Near(String),
    Page(char),
}

/// One row.
#[derive(Clone, Debug)]
struct Row {
    reading: String,
    context: Context,
    weight: f32,
}

/// The place of an open character.
pub(super) struct Place<'a> {
    /// The characters before and behind it, simplified; as many as names need.
    pub(super) left: &'a [char],
    pub(super) right: &'a [char],
    /// The line around it, simplified, as far as the subject is looked for.
    pub(super) near: &'a str,
    /// Whether the page writes a character so often that it keeps it apart.
    pub(super) writes: &'a dyn Fn(char) -> bool,
}

/// All rows, by open character.
pub(super) struct Readings {
    rows: BTreeMap<String, Vec<Row>>,
}

fn tokens(text: &str, classes: &HashMap<char, HashSet<char>>) -> Vec<Token> {
    let token = |c: char| match c {
        '|' => Token::Edge,
        '@' => Token::Name,
        _ => classes.get(&c).map_or(Token::Char(c), |class| Token::OneOf(class.clone())),
    };
    text.chars().map(token).collect()
}

impl Readings {
    /// Reads the rows: character, reading, context, weight, reason.
    pub(super) fn read(rules: &RuleBook) -> Result<Readings, RuleError> {
        let mut classes: HashMap<char, HashSet<char>> = HashMap::new();
        let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for (line, row) in rules.rows(FILE)? {
            let wrong = || RuleError::Format {
                file: FILE.to_owned(),
                reason: format!("line {line}: a row is character, reading, context, weight and reason; classes come first"),
            };
            let [character, reading, context, weight, _reason] = row.as_slice() else { return Err(wrong()) };
            if *reading == CLASS {
                classes.insert(character.chars().next().ok_or_else(wrong)?, context.chars().collect());
                continue;
            }
            let weight: f32 = weight.parse().map_err(|_| wrong())?;
            // Contexts that share a weight stand in one row.
            for context in context.split(' ').filter(|context| !context.is_empty()) {
                let context = if let Some(word) = context.strip_prefix('~') {
                    Context::Near(word.to_owned())
                } else if let Some(c) = context.strip_prefix('+').and_then(|rest| rest.chars().next()) {
                    Context::Page(c)
                } else {
                    let (left, right) = context.split_once('_').ok_or_else(wrong)?;
                    let left: String = left.chars().rev().collect();
                    Context::Beside(tokens(&left, &classes), tokens(right, &classes))
                };
                rows.entry((*character).to_owned()).or_default().push(Row { reading: (*reading).to_owned(), context, weight });
            }
        }
        Ok(Readings { rows })
    }

    /// What speaks for `reading` of `character` at a place.
    pub(super) fn weight(&self, character: &str, reading: &str, place: &Place<'_>, names: &Names) -> f32 {
        let rows = self.rows.get(character).map(Vec::as_slice).unwrap_or_default();
        rows.iter().filter(|row| row.reading == reading && row.context.holds(place, names)).map(|row| row.weight).sum()
    }
}

impl Context {
    fn holds(&self, place: &Place<'_>, names: &Names) -> bool {
        match self {
            Context::Beside(left, right) => {
                stands(right.iter(), &mut place.right.iter().copied()) && {
                    let mut read = 0;
                    let plain = left.iter().take_while(|token| !matches!(token, Token::Name));
                    stands(plain, &mut place.left.iter().rev().copied().inspect(|_| read += 1)) && {
                        let mut rest = place.left.get(..place.left.len() - read.min(place.left.len())).unwrap_or_default();
                        // An author's name may be set off by a blank.
                        while let Some((_, before)) = rest.split_last().filter(|(last, _)| last.is_whitespace()) {
                            rest = before;
                        }
                        !left.iter().any(|token| matches!(token, Token::Name)) || names.name_ends(rest)
                    }
                }
            }
            Context::Near(word) => place.near.contains(word.as_str()),
            Context::Page(c) => (place.writes)(*c),
        }
    }
}

/// Whether the characters are what the tokens ask for.
fn stands<'t>(tokens: impl Iterator<Item = &'t Token>, characters: &mut dyn Iterator<Item = char>) -> bool {
    for token in tokens {
        let fits = match token {
            // An edge is not taken out of the text: nothing stands behind it in a context.
            Token::Edge => return characters.next().is_none_or(|c| !is_han(c)),
            Token::Char(c) => characters.next() == Some(*c),
            Token::OneOf(class) => characters.next().is_some_and(|c| class.contains(&c)),
            Token::Name => return true,
        };
        if !fits {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(text: &str, character: char, reading: &str) -> f32 {
        let rules = RuleBook::embedded();
        let all: Vec<char> = text.chars().collect();
        let at = all.iter().position(|&c| c == character).unwrap();
        let place = Place { left: &all[..at], right: &all[at + 1..], near: text, writes: &|_| false };
        Readings::read(&rules).unwrap().weight(&character.to_string(), reading, &place, &Names::read(&rules).unwrap())
    }

    #[test]
    fn an_author_writes_books() {
        assert!(weight("〔清〕李汝珍 著", '著', "著") > 4.0);
        assert!(weight("王大同著，1935年刊行", '著', "著") > 4.0);
        assert!(weight("我们看著，他走了", '著', "著") < 2.0);
    }

    #[test]
    fn trigrams_stand_beside_trigrams() {
        assert!(weight("坎下乾上，需。", '乾', "乾") > 4.0);
        assert!(weight("衣服晒乾了", '乾', "乾") <= 0.0);
    }
}
