//! Text of other languages, to which nothing of this stage may happen.
//!
//! GB2312 has kana, so that Japanese can be read as a torn run like any other text; and text of an unknown script that became question
//! marks says nothing about its bytes.

use super::cells::is_private;
use super::limits;
use super::places::Place;
use super::scan::Run;
use crate::chars::{is_han, is_kana};

/// Whether a character is a letter of Japanese or Korean. The middle dot and the length mark stand in Chinese names as well.
fn is_letter(c: char) -> bool {
    is_kana(c) || matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}')
}

/// How many foreign letters of a text stand three and more in a row, and how many hanzi there are. Shifted bytes show a kana for one hanzi in
/// a hundred, and two for such as 护工, whose trail bytes are both A4.
fn count(text: impl Iterator<Item = char>) -> (usize, usize) {
    let (mut letters, mut han, mut in_a_row) = (0, 0, 0);
    for c in text {
        in_a_row = if is_letter(c) { in_a_row + 1 } else { 0 };
        letters += match in_a_row {
            ..limits::FOREIGN_IN_A_ROW => 0,
            limits::FOREIGN_IN_A_ROW => limits::FOREIGN_IN_A_ROW,
            _ => 1,
        };
        han += usize::from(is_han(c));
    }
    (letters, han)
}

fn is_foreign((letters, han): (usize, usize), share: f64) -> bool {
    letters as f64 > share * (letters + han) as f64
}

/// Takes out the places where Japanese or Korean would be read as damaged Chinese: all on a page of theirs, on others those within or beside it.
pub(super) fn leave(text: &str, places: &mut Vec<Place>) {
    if !places.iter().any(|place| matches!(place, Place::Damaged(..))) {
        return;
    }
    let page = is_foreign(count(text.chars()), limits::FOREIGN_PAGE);
    let kept = std::mem::take(places).into_iter().flat_map(|place| match place {
        Place::Damaged(_, runs) if page || runs.iter().any(|run| runs_beside(text, run)) => marks(text, &runs),
        other => vec![other],
    });
    *places = kept.collect();
}

/// What is still to be marked in runs that are not read: characters that are lost whatever the language.
fn marks(text: &str, runs: &[Run]) -> Vec<Place> {
    let Some(run) = runs.last() else { return Vec::new() };
    let mut places: Vec<Place> = Vec::new();
    for (offset, c) in text.get(run.at.clone()).unwrap_or_default().char_indices() {
        let at = run.at.start + offset..run.at.start + offset + c.len_utf8();
        match (c, places.last_mut()) {
            ('\u{fffd}', Some(Place::Replaced(before))) if before.end == at.start => before.end = at.end,
            ('\u{fffd}', _) => places.push(Place::Replaced(at)),
            (c, _) if is_private(c) => places.push(Place::Private(at)),
            _ => {}
        }
    }
    places
}

/// Whether a place is a run within or beside Japanese or Korean.
pub(super) fn is_beside(text: &str, place: &Place) -> bool {
    matches!(place, Place::Damaged(_, runs) if runs.iter().any(|run| runs_beside(text, run)))
}

fn runs_beside(text: &str, run: &Run) -> bool {
    let (before, inside, after) = (text.get(..run.at.start).unwrap_or_default(), text.get(run.at.clone()), text.get(run.at.end..).unwrap_or_default());
    let near = |c: &char| *c != '\n';
    let before = count(before.chars().rev().take_while(near).take(limits::FOREIGN_NEAR));
    let after = count(after.chars().take_while(near).take(limits::FOREIGN_NEAR));
    before.0 > 0 || after.0 > 0 || is_foreign(count(inside.unwrap_or_default().chars()), limits::FOREIGN_RUN)
}

/// The length of question marks, three and more with blanks between them, that `rest` begins with, if nothing Chinese stands beside them: text
/// of a script that some codec lacked. No mechanism of this stage leaves so many that they are more than is looked at.
pub(super) fn unknown_text(before: &str, rest: &str) -> Option<usize> {
    let lost = |c: char| matches!(c, '?' | '？');
    let looked_at = rest.char_indices().nth(limits::FOREIGN_MARKS).map_or(rest, |(at, _)| &rest[..at]);
    let marks = looked_at.trim_start_matches(|c| lost(c) || c == ' ');
    let shown = looked_at.strip_suffix(marks)?.trim_end_matches(' ');
    if shown.chars().filter(|&c| lost(c)).count() < limits::UNKNOWN_SCRIPT {
        return None;
    }
    let is_chinese =
        |c: char| is_han(c) || is_private(c) || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff5e}' | '\u{2018}'..='\u{201d}' | ';' | ':' | '!');
    let left = before.chars().rev().take(limits::FOREIGN_MARKS).find(|c| *c != ' ');
    let beside = [left, marks.chars().next()];
    (!beside.into_iter().flatten().any(is_chinese)).then_some(shown.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_scripts_say_nothing() {
        assert_eq!(unknown_text("the company (", "??? ????) said"), Some(8));
        assert_eq!(unknown_text("依法处以", "???;情节"), None);
        assert_eq!(unknown_text("what", "?? really"), None);
        assert_eq!(unknown_text("", "??? 保护"), None);
    }
}
