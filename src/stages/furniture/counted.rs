//! Numbers of pages that say of how many: `3 / 12`, `Page 3 of 12`. A fraction, a score and the number of an image look the same, so that what stands around
//! them decides: others of as many that count on, with prose between them, or a sentence that they tear.

use super::Page;
use super::limits;
use super::marks::{Gap, PAGE_NUMBER};
use crate::judge::Judge;
use crate::structure::counted_page;

/// A line that may be one.
struct Spot {
    at: usize,
    number: u32,
    count: u32,
}

/// Marks them.
pub(super) fn page_numbers(page: &mut Page<'_>, judge: &Judge) {
    let mut spots: Vec<Spot> = Vec::new();
    for at in 0..page.lines.len() {
        let Some(line) = page.line(at).filter(|line| line.count <= limits::PAGE_NUMBER && !page.dropped(at)) else { continue };
        if let Some((number, count)) = counted_page(line.text) {
            spots.push(Spot { at, number, count });
        }
    }
    let prose = |from: usize, to: usize| (from + 1..to).any(|at| page.line(at).is_some_and(|line| line.is_prose() || line.ends_sentence()));
    let counts_on = |one: &Spot, next: &Spot| one.count == next.count && one.number + 1 == next.number && prose(one.at, next.at);
    let mut marked = Vec::new();
    for (nth, spot) in spots.iter().enumerate() {
        let before = nth.checked_sub(1).and_then(|before| spots.get(before));
        if before.is_some_and(|before| counts_on(before, spot)) || spots.get(nth + 1).is_some_and(|next| counts_on(spot, next)) {
            marked.push((spot.at, "a number that counts on with those of other pages"));
        } else if let (Some(previous), Some(next)) = (page.kept_before(spot.at), page.kept_after(spot.at))
            && let (Some(previous), Some(next)) = (page.line(previous), page.line(next))
            && Gap::of(judge, previous, next) == Gap::Torn
        {
            marked.push((spot.at, "a number between two halves of a sentence"));
        }
    }
    for (at, note) in marked {
        page.drop(at, PAGE_NUMBER, limits::COUNTED_PAGE_NUMBER, Some(note.into()));
    }
}
