//! Candidates for the date of publication, and what is seen of each.

use std::ops::Range;

use super::dates::DateWords;
use super::machine::{Machine, Teller, Told};
use super::{Candidate, Place, yes};
use crate::date::Date;
use crate::features::features;
use crate::stages::markup::blocks::Block;
use crate::stages::markup::lexicon::{Field, Sort};
use crate::stages::markup::limits;
use crate::stages::markup::selection::{Parsed, Selection};
use crate::stages::markup::tags::Element;

/// What is seen of a candidate.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    published: bool,
    time: bool,
    changed: bool,
    signed: bool,
    other: bool,
    credits: bool,
    week: bool,
    alone: bool,
    clock: bool,
    chars: u32,
    text: f32,
    credit: bool,
    linked: bool,
    from_title: Option<i64>,
    before: bool,
    inside: bool,
    below: bool,
    far_below: bool,
    distance: f32,
    record_published: bool,
    record_signed: bool,
    like: usize,
    order: usize,
    only: bool,
    tag: bool,
    script: bool,
    address: bool,
    again: usize,
    latest: bool,
    data: bool,
    heading: bool,
}

features! {
    pub const FEATURES;

    /// The features of a candidate; *none* has 0 everywhere.
    fn features_of(seen: &Seen) -> [f32] {
        "bias" => 1.0,
        "called publication" => yes(seen.published),
        "called time or date" => yes(seen.time),
        "called a change" => yes(seen.changed),
        "called signing" => yes(seen.signed),
        "called something else" => yes(seen.other),
        "other credits in the line" => yes(seen.credits),
        "a day of the week" => yes(seen.week),
        "alone in its line" => yes(seen.alone),
        "with a time of day" => yes(seen.clock),
        "in a line of thirty characters and less" => yes(seen.chars <= limits::SHORT_CREDIT),
        "in a line of more than eighty characters" => yes(seen.chars > limits::CREDIT_CHARS),
        "the label says text" => seen.text,
        "the label says credit" => yes(seen.credit),
        "in a link" => yes(seen.linked),
        "within two lines under the title" => yes(seen.from_title.is_some_and(|n| (0..=2).contains(&n))),
        "three to six lines under the title" => yes(seen.from_title.is_some_and(|n| (3..=6).contains(&n))),
        "further under the title" => yes(seen.from_title.is_some_and(|n| n > 6)),
        "within two lines above the title" => yes(seen.from_title.is_some_and(|n| (-2..0).contains(&n))),
        "further above the title" => yes(seen.from_title.is_some_and(|n| n < -2)),
        "above the text" => yes(seen.before),
        "within the text" => yes(seen.inside),
        "right below the text" => yes(seen.below),
        "far below the text" => yes(seen.far_below),
        "distance from the text" => seen.distance,
        "the record says publication" => yes(seen.record_published),
        "the record says signing" => yes(seen.record_signed),
        "three and more lines like it" => yes(seen.like >= 3),
        "seven and more lines like it" => yes(seen.like >= 7),
        "the first of the page" => yes(seen.order == 0),
        "the second of the page" => yes(seen.order == 1),
        "the only one of the page" => yes(seen.only),
        "a tag says the same" => yes(seen.tag),
        "a script says the same" => yes(seen.script),
        "the address says the same" => yes(seen.address),
        "stands on the page again" => yes(seen.again > 1),
        "the latest of the page" => yes(seen.latest),
        "in a table" => yes(seen.data),
        "in a heading" => yes(seen.heading),
        "called publication, in a line of labels and values or alone" => yes(seen.published && (seen.data || seen.alone)),
        "called publication above the text" => yes(seen.published && seen.before),
        "called publication under the title" => yes(seen.published && seen.from_title.is_some_and(|n| (0..=6).contains(&n))),
        "with credits under the title" => yes((seen.credits || seen.clock) && seen.from_title.is_some_and(|n| (0..=6).contains(&n))),
    }
}

/// All candidates of a page: each day once, visible ones first.
pub(super) fn candidates(
    page: &Parsed<'_>,
    chosen: &Selection,
    place: &Place,
    title: Option<usize>,
    machine: &Machine,
    words: &DateWords,
) -> Vec<Candidate<Date>> {
    let mut found = visible(page, chosen, place, title, words);
    found.truncate(limits::DATE_CANDIDATES);
    let latest = found.iter().map(|(date, ..)| day(date)).max();
    let days = {
        let mut days: Vec<_> = found.iter().map(|(date, ..)| day(date)).collect();
        days.sort_unstable();
        days.dedup();
        days.len()
    };
    for (date, _, seen) in &mut found {
        let told = |by: Teller| machine.dates.iter().any(|told| told.by == by && day(&told.date) == day(date));
        (seen.tag, seen.script, seen.address) = (told(Teller::Tag), told(Teller::Script), told(Teller::Address));
        (seen.latest, seen.only) = (Some(day(date)) == latest, days == 1);
    }
    // Of a day that stands in several places the best place speaks.
    let mut all: Vec<(Date, Range<usize>, Seen)> = Vec::new();
    for (date, at, seen) in found {
        let known = all.iter().position(|(known, ..)| day(known) == day(&date));
        let Some((known, place, old)) = known.and_then(|known| all.get_mut(known)) else {
            all.push((date, at, Seen { again: 1, ..seen }));
            continue;
        };
        let again = old.again + 1;
        if goodness(&seen) > goodness(old) {
            (*old, *place) = (seen, at);
            known.time = date.time.or(known.time);
        }
        known.time = known.time.or(date.time);
        old.again = again;
    }
    let mut all: Vec<Candidate<Date>> =
        all.into_iter().map(|(value, at, seen)| Candidate { value, at, visible: true, features: features_of(&seen).to_vec() }).collect();
    // What only machines are told is no candidate of the model: it stands where nothing else is found.
    let mut told: Vec<&Told> = machine.dates.iter().filter(|told| told.by != Teller::Address).collect();
    told.sort_by_key(|told| told.by != Teller::Tag);
    let mut hidden = None;
    for Told { date, at, .. } in told {
        match all.iter().position(|known| day(&known.value) == day(date)).and_then(|known| all.get_mut(known)) {
            Some(known) => known.value.time = known.value.time.or(date.time),
            None => hidden = hidden.or_else(|| Some(Candidate { value: *date, at: at.clone(), visible: false, features: Vec::new() })),
        }
    }
    all.extend(hidden);
    all
}

fn day(date: &Date) -> (u16, u8, Option<u8>) {
    (date.year, date.month, date.day)
}

/// Which of two places with the same day is the one to look at.
fn goodness(seen: &Seen) -> f32 {
    4.0 * yes(seen.record_published) + 3.0 * yes(seen.published) + 2.0 * yes(seen.time) + yes(seen.credits) + yes(seen.clock) + yes(seen.before)
        - 2.0 * yes(seen.linked)
        - 2.0 * yes(seen.changed || seen.signed || seen.other)
        - seen.distance / 2.0
}

/// The dates in the lines of a page.
fn visible(page: &Parsed<'_>, chosen: &Selection, place: &Place, title: Option<usize>, words: &DateWords) -> Vec<(Date, Range<usize>, Seen)> {
    let blocks = &page.blocks.all;
    let mut like = vec![0usize; page.tree.nodes.len()];
    let shape = |block: &Block| page.tree.nodes[block.owner as usize].parent as usize;
    let dated: Vec<Vec<(Date, Range<usize>)>> = blocks.iter().map(|block| if block.digits >= 4 { words.dates(&block.text) } else { Vec::new() }).collect();
    for (block, dates) in blocks.iter().zip(&dated) {
        if let Some(count) = like.get_mut(shape(block)).filter(|_| !dates.is_empty()) {
            *count += 1;
        }
    }
    let mut all = Vec::new();
    let mut order = 0;
    for (i, (block, dates)) in blocks.iter().zip(&dated).enumerate() {
        for (date, span) in dates {
            let line = block.text.as_str();
            let own_before = line.get(..span.start).unwrap_or_default();
            // A label may stand in a line of its own.
            let beside =
                i.checked_sub(1).and_then(|before| blocks.get(before)).filter(|before| own_before.trim().is_empty() && before.chars <= limits::DATE_LABEL);
            let before = tail(if own_before.trim().is_empty() { beside.map_or("", |block| block.text.as_str()) } else { own_before });
            let recorded = |field: Field| {
                chosen.record.iter().any(|record| record.0 == field && record.2 == i && words.date(&record.1).is_some_and(|d| day(&d) == day(date)))
            };
            let label = page.labels.get(i);
            let rest = line.get(span.end..).unwrap_or_default();
            let is_inside = (place.first..=place.last).contains(&i) && place.last < blocks.len();
            let image_free = page.tree.nodes.get(block.from as usize).is_some_and(|node| node.element == Element::Text);
            all.push((
                *date,
                page.place(i),
                Seen {
                    published: words.published.is_match(before),
                    time: words.time.is_match(before),
                    changed: words.changed.is_match(before),
                    signed: words.signed.is_match(before),
                    other: words.other.is_match(before),
                    credits: words.credits.is_match(line) || page.lexicon.is(Sort::Imprint, &block.line()),
                    week: words.week.is_match(rest),
                    alone: own_before.trim().is_empty() && rest.trim().is_empty() && image_free,
                    clock: date.time.is_some(),
                    chars: block.chars,
                    text: label.map_or(0.0, |label| label.text),
                    credit: label.is_some_and(|label| label.text < limits::DOUBTED && label.furniture == crate::blocks::Kind::Credit),
                    linked: block.linked * 2 > block.chars,
                    from_title: title.map(|title| i as i64 - title as i64),
                    before: i < place.first,
                    inside: is_inside,
                    below: i > place.last && i <= place.last.saturating_add(limits::TAIL_BLOCKS),
                    far_below: i > place.last.saturating_add(limits::TAIL_BLOCKS),
                    distance: (place.first.abs_diff(i) as f32).ln_1p(),
                    record_published: recorded(Field::Published),
                    record_signed: recorded(Field::Signed),
                    like: like.get(shape(block)).copied().unwrap_or_default(),
                    order,
                    data: block.data,
                    heading: block.heading > 0,
                    ..Seen::default()
                },
            ));
            order += 1;
        }
    }
    all
}

/// The end of what stands before a date.
fn tail(text: &str) -> &str {
    let from = text.char_indices().rev().nth(limits::DATE_LABEL as usize - 1).map_or(0, |(at, _)| at);
    text.get(from..).unwrap_or_default()
}
