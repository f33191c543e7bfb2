//! Names of persons: whether a character stands in a given name, and whether a name ends at a place.
//!
//! A surname alone decides nothing, since most are words as well. What stands before it (the beginning of a clause, a title, a member of a list) and
//! behind the name (a title, the next member, a verb that persons are the subject of) is weighed with it.

use std::collections::HashSet;

use super::limits;
use crate::chars::is_han;
use crate::rule::{RuleBook, RuleError};

const FILE: &str = "script/names.tsv";

/// The words by which names are known, in simplified characters.
pub(super) struct Names {
    surnames: HashSet<String>,
    /// Words that end before a name: titles, kinds of bodies.
    before: Vec<Vec<char>>,
    /// Words that join a name to what stands before it.
    joins: Vec<Vec<char>>,
    /// Words that begin behind a name: titles.
    after: Vec<Vec<char>>,
    /// Words that follow a person, and other things as well.
    follows: Vec<Vec<char>>,
}

impl Names {
    /// Reads the list: kind, words, reason.
    pub(super) fn read(rules: &RuleBook) -> Result<Names, RuleError> {
        let mut names = Names { surnames: HashSet::new(), before: Vec::new(), joins: Vec::new(), after: Vec::new(), follows: Vec::new() };
        for (line, row) in rules.rows(FILE)? {
            let wrong = || RuleError::Format { file: FILE.to_owned(), reason: format!("line {line}: a row is a kind, words and a reason") };
            let [kind, words, _reason] = row.as_slice() else { return Err(wrong()) };
            let spelt = words.split(' ').filter(|word| !word.is_empty());
            let list = match *kind {
                "surname" => {
                    names.surnames.extend(spelt.map(str::to_owned));
                    continue;
                }
                "before" => &mut names.before,
                "joins" => &mut names.joins,
                "after" => &mut names.after,
                "follows" => &mut names.follows,
                _ => return Err(wrong()),
            };
            list.extend(spelt.map(|word| word.chars().collect()));
        }
        Ok(names)
    }

    /// The lengths of the surnames that end `left`.
    fn surnames_at_end(&self, left: &[char]) -> impl Iterator<Item = usize> + use<> {
        let is_surname = |length: usize| {
            let from = left.len().checked_sub(length)?;
            let word: String = left.get(from..)?.iter().collect();
            self.surnames.contains(&word).then_some(length)
        };
        [is_surname(2), is_surname(1)].into_iter().flatten()
    }

    /// What speaks for a name beginning behind `left`.
    fn begins(&self, left: &[char]) -> f32 {
        let ends = |words: &[Vec<char>]| words.iter().any(|word| left.ends_with(word));
        match left.last() {
            None => limits::NAME_AT_EDGE,
            Some(c) if !is_han(*c) => limits::NAME_AT_EDGE,
            _ if ends(&self.before) => limits::NAME_BY_TITLE_BEFORE,
            _ if ends(&self.joins) => limits::NAME_JOINED,
            _ => -limits::NAME_INSIDE,
        }
    }

    /// What speaks for a name ending before `right`.
    fn ends(&self, right: &[char]) -> f32 {
        let begins = |words: &[Vec<char>]| words.iter().any(|word| right.starts_with(word));
        match right.first() {
            _ if begins(&self.after) => limits::NAME_BY_TITLE_AFTER,
            None => limits::NAME_AT_EDGE,
            Some(c) if !is_han(*c) => limits::NAME_AT_EDGE,
            _ if begins(&self.follows) => limits::NAME_JOINED,
            _ => -limits::NAME_INSIDE,
        }
    }

    /// How much speaks for a character, with `left` before it and `right` behind it, being part of a given name: 0 where nothing does.
    pub(super) fn given(&self, left: &[char], right: &[char]) -> f32 {
        let mut best = 0.0f32;
        for before in 0..=1 {
            let Some(from) = left.len().checked_sub(before) else { continue };
            let (head, inner) = left.split_at(from);
            if !inner.iter().all(|c| is_han(*c)) {
                continue;
            }
            best = best.max(self.behind_title(head, before, right));
            for length in self.surnames_at_end(head) {
                let begins = self.begins(head.get(..head.len() - length).unwrap_or_default());
                for after in 0..=1 - before {
                    let Some((more, rest)) = right.split_at_checked(after) else { continue };
                    if !more.iter().all(|c| is_han(*c)) {
                        continue;
                    }
                    let two = if before + after == 1 { limits::NAME_OF_TWO } else { 0.0 };
                    best = best.max(limits::SURNAME + begins + self.ends(rest) + two);
                }
            }
        }
        best
    }

    /// The same where a title stands between the surname, which ends what is before the title in `head`, and a given name of two: 吳委員育昇.
    fn behind_title(&self, head: &[char], before: usize, right: &[char]) -> f32 {
        let Some((more, rest)) = right.split_at_checked(1 - before) else { return 0.0 };
        let title = |word: &&Vec<char>| head.ends_with(word) && word.len() > 1;
        if !more.iter().all(|c| is_han(*c)) || self.ends(rest) < 0.0 {
            return 0.0;
        }
        let surnamed = |word: &Vec<char>| {
            let left = head.get(..head.len() - word.len()).unwrap_or_default();
            self.surnames_at_end(left).any(|length| self.begins(left.get(..left.len() - length).unwrap_or_default()) > 0.0)
        };
        let known = self.before.iter().filter(title).any(surnamed);
        if known { limits::SURNAME + limits::NAME_BY_TITLE_BEFORE + self.ends(rest) + limits::NAME_OF_TWO } else { 0.0 }
    }

    /// Whether a whole name ends `left`: a surname and one or two more, where a name may begin.
    pub(super) fn name_ends(&self, left: &[char]) -> bool {
        (1..=2).any(|given| {
            let Some(from) = left.len().checked_sub(given) else { return false };
            let (head, name) = left.split_at(from);
            name.iter().all(|c| is_han(*c))
                && self.surnames_at_end(head).any(|length| self.begins(head.get(..head.len() - length).unwrap_or_default()) >= limits::NAME_AT_EDGE)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str, c: char) -> f32 {
        let names = Names::read(&RuleBook::embedded()).unwrap();
        let all: Vec<char> = text.chars().collect();
        let at = all.iter().position(|&other| other == c).unwrap();
        names.given(&all[..at], &all[at + 1..])
    }

    #[test]
    fn a_name_is_known_by_what_stands_around_it() {
        for text in ["卫生局张文乾局长说明", "秘书王乾坤", "与会者：李志乾、林大同", "委员欧阳乾", "林委员志乾质询", "由林乾生主持"]
        {
            assert!(given(text, '乾') > 5.0, "{text}");
        }
    }

    #[test]
    fn a_surname_alone_is_no_name() {
        for text in ["紧张乾预", "风乾的鱼", "葡萄乾、杏仁", "年成乾旱"] {
            assert!(given(text, '乾') < 3.0, "{text}");
        }
    }
}
