//! The middle dot of names and titles that a codec without it turned into `?`.

use std::collections::BTreeSet;

use super::DOT;
use super::limits;
use crate::chars::is_han;
use crate::edit::Proposal;

/// What speaks for a dot.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Evidence {
    /// The name in Latin letters follows in brackets, with as many words as the name has parts.
    LatinName,
    /// Characters of foreign names on both sides.
    Name,
    /// A title in 《》, as 《史记·高祖本纪》.
    Title,
}

/// A `?` between two hanzi, and what makes a dot of it.
#[derive(Debug)]
struct Mark {
    at: usize,
    evidence: Option<Evidence>,
}

/// Proposes the dots of a text where nothing else has been proposed.
pub(super) fn restore(text: &str, names: &BTreeSet<char>, out: &mut Proposal) {
    let marks = marks(text, names);
    let known = marks.iter().filter(|mark| mark.evidence.is_some()).count();
    // Where most `?` stand for something else, one beside a name may do so, too.
    let alike = known as f64 >= limits::DOTS_SHARE * marks.len() as f64;
    let named = marks.iter().filter(|mark| matches!(mark.evidence, Some(Evidence::Name | Evidence::LatinName))).count();
    let mut taken: Vec<_> = out.places().collect();
    taken.sort_by_key(|range| (range.start, range.end));
    for mark in &marks {
        let confidence = match mark.evidence {
            Some(Evidence::LatinName) => limits::DOT_LATIN_NAME,
            Some(Evidence::Name) if alike && named > 1 => limits::DOT_NAMES,
            Some(Evidence::Name) if alike => limits::DOT_NAME,
            Some(Evidence::Title) if alike && known > 1 => limits::DOT_TITLE,
            _ => continue,
        };
        let at = mark.at..mark.at + 1;
        let next = taken.partition_point(|range| range.end <= at.start);
        if taken.get(next).is_none_or(|range| range.start >= at.end) {
            out.replace(at, "·", DOT, confidence);
        }
    }
}

/// Every `?` between two hanzi.
fn marks(text: &str, names: &BTreeSet<char>) -> Vec<Mark> {
    let mut marks = Vec::new();
    for at in memchr::memchr_iter(b'?', text.as_bytes()) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        if before.chars().next_back().is_some_and(is_han) && after.chars().next().is_some_and(is_han) {
            marks.push(Mark { at, evidence: evidence(before, after, names) });
        }
    }
    marks
}

fn evidence(before: &str, after: &str, names: &BTreeSet<char>) -> Option<Evidence> {
    let of_names = |text: &mut dyn Iterator<Item = char>| text.take(limits::DOT_NAME_CHARACTERS).take_while(|c| names.contains(c)).count();
    let (left, right) = (of_names(&mut before.chars().rev()), of_names(&mut after.chars()));
    let enough = limits::DOT_NAME_CHARACTERS;
    if left.max(right) >= enough && is_latin_name(before, after) {
        return Some(Evidence::LatinName);
    }
    if left >= enough && right >= enough {
        return Some(Evidence::Name);
    }
    is_title(before, after).then_some(Evidence::Title)
}

/// Whether hanzi and then a Latin name in brackets follow, of as many words as the hanzi have parts.
fn is_latin_name(before: &str, after: &str) -> bool {
    let part = |c: &char| is_han(*c) || matches!(c, '?' | '·');
    let dots = |part: &str| part.chars().filter(|c| !is_han(*c)).count();
    let near = |text: &str| text.char_indices().nth(limits::DOT_REACH).map_or(text.len(), |(at, _)| at);
    let whole = after.get(..near(after)).unwrap_or_default();
    let rest = whole.trim_start_matches(|c| part(&c));
    let name = whole.strip_suffix(rest).unwrap_or_default();
    let earlier: String = before.chars().rev().take(limits::DOT_REACH).take_while(part).collect();
    let Some(latin) = rest.trim_start_matches(' ').strip_prefix(['(', '（']) else { return false };
    let latin = latin.split([')', '）', ',', '，']).next().unwrap_or_default();
    let words: Vec<&str> = latin.split([' ', '·', '-', '?']).filter(|word| !word.is_empty()).collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_uppercase()) && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’'));
    // Another name may stand before this one, with dots of its own.
    words.len() > dots(name) + 1 && words.len() <= dots(name) + dots(&earlier) + 2 && words.iter().all(capital)
}

/// Whether the place is within a title of hanzi in two parts.
fn is_title(before: &str, after: &str) -> bool {
    // A part of the title lies between the place and its bracket.
    let part = |text: &mut dyn Iterator<Item = char>, bracket: char| {
        let end = text.take(limits::DOT_TITLE_PART + 1).enumerate().find(|&(_, c)| !is_han(c));
        end.is_some_and(|(length, c)| c == bracket && length > 1)
    };
    part(&mut before.chars().rev(), '《') && part(&mut after.chars(), '》')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn restored(text: &str) -> String {
        let names = "尔斯德拉克特里阿马姆卡布罗伊亚兹巴史密约翰".chars().collect();
        let mut out = Proposal::default();
        restore(text, &names, &mut out);
        crate::edit::Layer::decide(text, out, crate::config::ACCEPT).unwrap().apply(text).unwrap()
    }

    #[test]
    fn names_get_their_dot() {
        assert_eq!(restored("宇航员卡尔?罗宾森(Carl Robinson)说"), "宇航员卡尔·罗宾森(Carl Robinson)说");
        assert_eq!(restored("约翰?史密斯与阿里?马克两人"), "约翰·史密斯与阿里·马克两人");
        assert_eq!(restored("见《史记?高祖本纪》《诗经?关雎》。"), "见《史记·高祖本纪》《诗经·关雎》。");
    }

    #[test]
    fn questions_and_lost_characters_stay() {
        for text in [
            "怎么办?我们一起想",
            "《你是谁?》",
            "他叫卡尔?罗宾森也去?大家说?行",
            "《人?日报》",
            "见《粮食流通?管理条例》。",
            "卡尔?(Carl)罗",
            "北京?上海(Beijing)",
        ] {
            assert_eq!(restored(text), text);
        }
    }
}
