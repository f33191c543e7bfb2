//! Tags that a text speaks of, `换行用<br>表示`, beside those that it was written with.

use super::Tables;
use super::lexicon::{Lexicon, Sort};
use super::limits;
use super::tags::{Shape, Tag};
use super::vocabulary::Elements;
use crate::chars::is_han;

/// What was decided of the last tag: where its line ends and whether the text speaks of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Last {
    end: usize,
    spoken: bool,
}

/// Whether the text speaks of a tag and does not use it: quoted (`` `<p>` ``), or called a tag (`使用<br>标签`), or two of these: a word before it after
/// which a thing is named, one behind it that says something of it, no partner where it needs one, nothing but a word like 和 between it and its partner,
/// another tag in the line that is spoken of.
pub(super) fn is_spoken_of(text: &str, start: usize, tag: &Tag<'_>, tables: &Tables, last: &mut Last) -> bool {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(tag.end..).unwrap_or_default());
    let quoted = before.ends_with(['`', '“', '"', '‘', '\'', '「']) && after.starts_with(['`', '”', '"', '’', '\'', '」']);
    if quoted || tables.lexicon.is(Sort::Term, after) {
        return true;
    }
    let in_line = start < last.end;
    let spoken = tag.plain && beside_han(before, after) && {
        let words = named(before, &tables.lexicon) + usize::from(tables.lexicon.is(Sort::Spoken, after));
        words + alone(before, after, tag, &tables.elements, &tables.lexicon) + usize::from(in_line && last.spoken) >= limits::SPOKEN
    };
    if !in_line || spoken {
        let end = tag.end + memchr::memchr(b'\n', after.as_bytes()).unwrap_or(after.len());
        *last = Last { end, spoken };
    }
    spoken
}

/// Whether Han, or a mark between them, stands on both sides: the tag is a word of a sentence.
fn beside_han(before: &str, after: &str) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '、' | '，' | '（' | '）' | '：' | '<' | '>'));
    word(before.chars().next_back()) && word(after.chars().next())
}

/// One where a word after which a thing is named ends before the tag.
fn named(before: &str, lexicon: &Lexicon) -> usize {
    let from = before.char_indices().rev().take(limits::SPOKEN_WORD).last().map_or(0, |(at, _)| at);
    usize::from(before.get(from..).is_some_and(|word| lexicon.is(Sort::Named, word)))
}

/// One where an element that has to end, and begin, does not in its line, or where no more than a word like 和 stands between the two.
fn alone(before: &str, after: &str, tag: &Tag<'_>, elements: &Elements, lexicon: &Lexicon) -> usize {
    let optional = matches!(tag.name.to_ascii_lowercase().as_str(), "p" | "li" | "td" | "tr" | "th" | "dd" | "dt" | "option");
    if optional || elements.named(tag.name).is_none_or(|element| element.is_void()) {
        return 0;
    }
    let reach = limits::STRAY_TAG_BYTES;
    let between = if tag.shape == Shape::Open {
        let to = crate::chars::floor_boundary(after, reach.min(after.len()));
        let line = after.get(..to).unwrap_or_default().split('\n').next().unwrap_or_default();
        line.find(&format!("</{}>", tag.name)).and_then(|end| line.get(..end))
    } else {
        let from = crate::chars::floor_boundary(before, before.len().saturating_sub(reach));
        let line = before.get(from..).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        line.rfind(&format!("<{}>", tag.name)).and_then(|at| line.get(at + tag.name.len() + 2..))
    };
    usize::from(between.is_none_or(|between| between.chars().nth(1).is_none() && lexicon.is(Sort::Spoken, between)))
}
