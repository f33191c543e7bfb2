//! The places of a text that need a decision.

use std::ops::Range;

use super::cells::is_private;
use super::scan::{Forms, Run, is_lone, next_trigger};
use super::score::Score;
use super::{SHIFTED, TORN, foreign, limits};
use crate::chars::is_han;
use crate::code::Code;

/// A place that needs a decision.
#[derive(Debug)]
pub(super) enum Place {
    /// It may be damage of a known mechanism: the runs it may consist of.
    Damaged(Code, Vec<Run>),
    /// So many bytes of replacement characters.
    Replaced(Range<usize>),
    Private(Range<usize>),
}

impl Place {
    pub(super) fn start(&self) -> usize {
        match self {
            Place::Damaged(_, runs) => runs.first().map_or(0, |run| run.at.start),
            Place::Replaced(at) | Place::Private(at) => at.start,
        }
    }
}

/// The places that begin in a range of a text, in order. The tables are built only when a place looks like damage.
pub(super) fn collect<'f, M: Score>(text: &str, range: Range<usize>, forms: impl Fn() -> &'f Forms, model: &M) -> Vec<Place> {
    let mut places = Vec::new();
    let mut from = range.start;
    let mut line = from;
    while let Some(at) = next_trigger(text, from, range.end) {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let end = at + c.len_utf8();
        let before = from;
        from = end;
        if places.len() >= limits::PLACES {
            break;
        }
        if is_lone(c) {
            let rest = text.get(end..).unwrap_or_default();
            if let Some(length) = foreign::unknown_text(text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default()) {
                from = at + length;
                continue;
            }
            let same = rest.chars().take_while(|&other| other == c).count();
            if c != '\u{fffd}' && same >= limits::ROW_OF_MARKS {
                from = end + same * c.len_utf8();
                continue;
            }
            if rest.chars().next().is_some_and(may_be_delimiter) {
                let runs = forms().torn(text, at);
                if let Some(last) = runs.last() {
                    from = last.at.end;
                    places.push(Place::Damaged(TORN, runs));
                    continue;
                }
            }
            // 何以堪?” in a text that the judge finds odd: a question before a closing quote is a question.
            let asks = c == '?' && rest.starts_with(['”', '’', '"', '」', '』', '）']);
            // Two signs for a character that did not decode are no byte that was lost before them.
            if c != '？' && !asks && !(c == '\u{fffd}' && same > 0) {
                let line = memchr::memrchr(b'\n', text.as_bytes().get(before..at).unwrap_or_default()).map_or(before, |newline| before + newline + 1);
                if reads_badly(model, text.get(line..at).unwrap_or_default())
                    && let Some(run) = forms().shifted(text, line, at)
                {
                    from = run.at.end.max(end);
                    places.push(Place::Damaged(SHIFTED, vec![run]));
                    continue;
                }
            }
            if c == '\u{fffd}' {
                // What lies beyond the stretch that is looked at is a place of its own.
                from = (end + same * c.len_utf8()).min(range.end).max(end);
                if !is_in_word(text, at..from) {
                    places.push(Place::Replaced(at..from));
                }
            }
        } else if is_private(c) {
            if let Some(newline) = memchr::memrchr(b'\n', text.as_bytes().get(before..at).unwrap_or_default()) {
                line = before + newline + 1;
            }
            let floor = line.max(before);
            match forms().shifted(text, floor, at) {
                Some(run) => {
                    from = run.at.end.max(end);
                    places.push(Place::Damaged(SHIFTED, vec![run]));
                }
                None => places.push(Place::Private(at..end)),
            }
        }
    }
    none_dropped(&mut places);
    places
}

/// Whether a sign stands for a letter of a Latin word, and nothing Chinese is beside it: there it stays what it is, as `〓` is a hanzi's.
fn is_in_word(text: &str, at: Range<usize>) -> bool {
    let before = text.get(..at.start).and_then(|before| before.chars().next_back());
    let after = text.get(at.end..).and_then(|after| after.chars().next());
    let is_latin = |c: char| c.is_alphabetic() && c < '\u{250}';
    let is_edge = |c: char| is_latin(c) || c.is_ascii() && !c.is_ascii_digit();
    let beside = [before, after];
    beside.into_iter().flatten().any(is_latin) && beside.into_iter().flatten().all(is_edge)
}

/// A cleaner drops all private-use characters of a page or none: where one run shows some, no other one lacks any.
fn none_dropped(places: &mut [Place]) {
    if places.iter().any(|place| matches!(place, Place::Damaged(_, runs) if runs.iter().any(|run| run.gaps == 0))) {
        for place in places {
            if let Place::Damaged(_, runs) = place {
                runs.iter_mut().for_each(|run| run.gaps = 0);
            }
        }
    }
}

/// Whether the end of a line's beginning makes so little sense that it may be shifted by a byte.
fn reads_badly<M: Score>(model: &M, text: &str) -> bool {
    let tail = preceding(text, limits::BAD_TAIL);
    let (mut state, mut sum, mut count) = (M::State::default(), 0.0, 0);
    for c in tail.chars() {
        let (next, score) = M::step(&model.after(state), c);
        state = next;
        if count > 0 || is_han(c) {
            count += 1;
            sum += f64::from(score);
        }
    }
    count >= limits::BAD_TAIL / 2 && sum < limits::BAD_MEAN * count as f64
}

/// Whether a false delimiter may look like this. Cheap, because it is asked at every question mark.
pub(super) fn may_be_delimiter(c: char) -> bool {
    matches!(c, '?' | '!' | ';' | ':' | '。' | '\u{ff01}'..='\u{ff5e}' | '￥' | '￣')
}

/// The last `count` characters of a text.
pub(super) fn preceding(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// At most `count` characters from `start` to the end of the line or to what may be damaged itself.
pub(super) fn following(text: &str, start: usize, count: usize) -> &str {
    let rest = text.get(start..).unwrap_or_default();
    let end = rest.char_indices().take(count).find(|&(_, c)| c == '\n' || is_lone(c) || is_private(c)).map(|(at, _)| at);
    let end = end.or_else(|| rest.char_indices().nth(count).map(|(at, _)| at)).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}
