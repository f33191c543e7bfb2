//! Numbers of pages: of lines that are alike but for their numbers those that count up at the distance of pages.

use std::collections::HashMap;

use super::template::Template;
use super::{Document, Found, Part, limits, probability};
use crate::structure::{breaks_off, enumerator};

/// A line with a number that may be a page's.
#[derive(Clone, Copy, Debug)]
struct Spot {
    line: usize,
    value: u32,
}

/// The chains of numbers that are those of pages.
pub(super) fn find(document: &Document<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for group in &document.groups {
        let Some(template) = group.first().and_then(|&line| document.template(line)) else { continue };
        if template.numbers.is_empty() || group.iter().any(|&line| document.template(line).is_some_and(|t| t.amount)) {
            continue;
        }
        found.extend(of_group(document, group, template));
    }
    found.extend(at_the_foot(document));
    found
}

/// A number that is the last line of a text which breaks off before it: the foot of a single page.
fn at_the_foot(document: &Document<'_>) -> Option<Found> {
    let last = document.lines.len().checked_sub(1)?;
    let template = document.template(last)?;
    let before = document.lines.get(last.saturating_sub(limits::FOOT_LINES)..last)?;
    let wrapped = before.len() == limits::FOOT_LINES && before.iter().all(|line| super::han(line.text) >= limits::FOOT_HAN);
    let open = before.last().is_some_and(|line| breaks_off(line.text));
    let page = *template.numbers.first()?;
    (template.key == "#" && wrapped && open).then_some(Found { line: last, part: Part::Number, probability: limits::FOOT, page: Some(page), torn: false })
}

/// The best chains over one of the numbers of lines that are alike.
fn of_group(document: &Document<'_>, group: &[usize], template: &Template) -> Vec<Found> {
    let mut best: Vec<Found> = Vec::new();
    for slot in 0..template.numbers.len() {
        let mut spots: Vec<Spot> = group.iter().filter_map(|&line| Some(Spot { line, value: *document.template(line)?.numbers.get(slot)? })).collect();
        let all = spots.len();
        let mut found = Vec::new();
        // Numbering may begin anew with each part of a document.
        for _ in 0..limits::PARTS {
            let chain = chain(document, &spots, template.is_bare());
            if chain.is_empty() {
                break;
            }
            let sure = probability(weigh(document, &chain, template, slot, all));
            if f64::from(sure) >= limits::TOLD {
                found.extend(chain.iter().map(|spot| Found { line: spot.line, part: Part::Number, probability: sure, page: Some(spot.value), torn: false }));
            }
            if chain.len() < 2 {
                break;
            }
            let mut members = chain.iter().map(|spot| spot.line).peekable();
            spots.retain(|spot| members.next_if_eq(&spot.line).is_none());
        }
        let weight = |found: &[Found]| found.iter().map(|one| one.probability).sum::<f32>();
        if weight(&found) >= weight(&best) {
            best = found;
        }
    }
    best
}

/// The longest run of numbers that count up, each step of one, two or three, in the order of the text.
fn chain(document: &Document<'_>, spots: &[Spot], bare: bool) -> Vec<Spot> {
    // For every value the best run that ends with it: its weight and the spot.
    let mut ends: HashMap<u32, (f32, usize)> = HashMap::new();
    let mut runs: Vec<(f32, Option<usize>)> = Vec::with_capacity(spots.len());
    for (at, spot) in spots.iter().enumerate() {
        let far = |from: usize| spots.get(from).is_some_and(|before| !bare || is_apart(document, before.line, spot.line));
        let mut run = (1.0, None);
        for step in 1..=limits::STEP {
            let Some((weight, from)) = spot.value.checked_sub(step).and_then(|value| ends.get(&value)).copied() else { continue };
            let weight = weight + 1.0 / step as f32;
            if weight > run.0 && far(from) {
                run = (weight, Some(from));
            }
        }
        let end = ends.entry(spot.value).or_insert((run.0, at));
        if run.0 >= end.0 {
            *end = (run.0, at);
        }
        runs.push(run);
    }
    let last = (0..runs.len()).max_by(|&a, &b| runs[a].0.total_cmp(&runs[b].0).then(b.cmp(&a)));
    let mut chain: Vec<Spot> = std::iter::successors(last, |&at| runs.get(at)?.1).filter_map(|at| spots.get(at).copied()).collect();
    chain.reverse();
    chain
}

/// Whether there is as much between two lines as there is on a page at least.
fn is_apart(document: &Document<'_>, before: usize, after: usize) -> bool {
    let bytes = document.bytes.get(after).zip(document.bytes.get(before)).map_or(0, |(after, before)| after - before);
    after - before > limits::BARE_LINES || bytes >= limits::BARE_BYTES
}

/// The odds that a chain numbers pages.
fn weigh(document: &Document<'_>, chain: &[Spot], template: &Template, slot: usize, all: usize) -> f64 {
    let count = chain.len() as f64;
    let share = |is: &dyn Fn(&Spot) -> bool| chain.iter().filter(|spot| is(spot)).count() as f64 / count;
    let named = document.words.names_pages(&template.key);
    let of_pages = named || template.is_framed() || template.is_fraction() && slot == 0;
    let alone = named && is_mark(template) || template.is_fraction() && slot == 0;
    // Nearly all lines with a number end here.
    if chain.len() < 2 && !alone {
        return f64::NEG_INFINITY;
    }
    let companion = companion(document, chain);
    let headed = is_headed(document, template);
    let fewest = match () {
        () if alone => 1,
        () if of_pages || headed || companion.is_some_and(|(_, share)| share >= 1.0) => 2,
        () => limits::FEWEST,
    };
    let torn = share(&|spot| document.is_torn_around(spot.line));
    let feeds = document.feeds.last().copied().unwrap_or(0);
    let at_feeds = if feeds > 0 { share(&|spot| document.is_near_feed(spot.line, limits::EDGE)) * (feeds as f64 / count).min(1.0) } else { 0.0 };
    // Counting alone makes no page: items, rows, questions and floors of a thread count, too.
    let bare = template.letters() <= template.numbers.len();
    let shown = at_feeds >= limits::SHOWN_FEEDS
        || torn >= limits::SHOWN_TEARS
            && torn * count >= limits::SHOWN_TORN
            && distance(document, chain) >= limits::PAGE_BYTES
            && count >= limits::SHOWN_SHARE * all as f64
        || headed
        || bare && companion.is_some_and(|(group, share)| share >= limits::SHOWN_COMPANION && document.is_like_head(group))
        || template.letters() >= limits::LONG && at_end(template, slot);
    if !(of_pages || shown && template.apart.get(slot) == Some(&true)) {
        return f64::NEG_INFINITY;
    }
    let item = chain.first().and_then(|spot| document.lines.get(spot.line)).is_some_and(|line| enumerator(line.text).is_some());
    if chain.len() < fewest || item && !of_pages {
        return f64::NEG_INFINITY;
    }
    let numbers = |spot: &Spot| document.template(spot.line).map(|template| template.numbers.as_slice()).unwrap_or_default();
    let first = chain.first().map(numbers).unwrap_or_default();
    let steady = |spot: &Spot| first.iter().zip(numbers(spot)).enumerate().all(|(at, (a, b))| at == slot || a == b);
    let mut odds = limits::CHAIN_PRIOR;
    if template.is_fraction() && slot == 0 {
        odds += limits::FRACTION * share(&steady);
    } else if named {
        odds += limits::NAMED;
    } else if template.is_framed() {
        odds += limits::FRAMED;
    } else if template.letters() > template.numbers.len() {
        odds += limits::LETTERS;
        odds += if template.letters() >= limits::LONG && at_end(template, slot) { limits::LONG_LETTERS } else { 0.0 };
        odds += if headed { limits::HEADED } else { 0.0 };
    } else if template.numbers.len() > 1 {
        odds += limits::PREFIXED * share(&steady);
    }
    odds += limits::AT_FEEDS * at_feeds;
    odds += limits::COMPANION * companion.map_or(0.0, |(_, share)| share);
    odds += limits::TEARS * torn.min(limits::TEARS_MOST);
    odds += limits::LONGER * count.log2();
    odds += limits::STRANGERS * (all as f64 - count) / all as f64;
    // A fraction may be a score, a part or the number of an image, too.
    if template.is_fraction() {
        let pages = if chain.len() == 1 { torn >= 1.0 } else { at_feeds >= limits::SHOWN_FEEDS || on_pages(document, chain) >= limits::SHOWN_SENTENCES };
        return if pages { odds } else { f64::NEG_INFINITY };
    }
    // Dashes may frame the numbers of the parts of a text, too, a line or two each.
    let framed = !named && template.is_framed() && torn < limits::SHOWN_TEARS && at_feeds < limits::SHOWN_FEEDS;
    odds + if framed && chain.len() > 1 && distance(document, chain) < limits::FRAMED_BYTES {
        limits::FRAMED_NEAR
    } else if of_pages {
        0.0
    } else {
        regularity(document, chain) + between(document, chain)
    }
}

/// Whether a number is the first or the last of its line.
fn at_end(template: &Template, slot: usize) -> bool {
    slot == 0 && template.key.starts_with('#') || slot + 1 == template.numbers.len() && template.key.ends_with('#')
}

/// Whether lines that begin or end with a number are a line of the document but for the number: a head with the number of the page in it.
fn is_headed(document: &Document<'_>, template: &Template) -> bool {
    let rests = [template.key.strip_prefix('#'), template.key.strip_suffix('#')];
    rests.into_iter().flatten().any(|rest| rest.chars().count() >= limits::HEAD_LETTERS && document.places.contains_key(rest))
}

/// Between how many of the numbers sentences stand, as a share.
fn on_pages(document: &Document<'_>, chain: &[Spot]) -> f64 {
    let pairs = chain.windows(2).filter_map(|pair| document.sentences.get(pair.last()?.line)?.checked_sub(*document.sentences.get(pair.first()?.line)?));
    let (with, all) = pairs.fold((0usize, 0usize), |(with, all), sentences| (with + usize::from(sentences > 0), all + 1));
    with as f64 / all.max(1) as f64
}

/// What stands between the numbers: sentences stand on pages, and none between the numbers of rows.
fn between(document: &Document<'_>, chain: &[Spot]) -> f64 {
    match on_pages(document, chain) {
        _ if chain.len() < 2 => 0.0,
        share if share < limits::ROWS => limits::NO_SENTENCES,
        share => limits::SENTENCES * share,
    }
}

/// Whether it is a mark that only a program makes: dashes or the like around a word of pages and a number.
fn is_mark(template: &Template) -> bool {
    let dash = |c: &char| !c.is_alphanumeric() && *c != '#';
    let left = template.key.chars().take_while(dash).count();
    let right = template.key.chars().rev().take_while(dash).count();
    left >= limits::MARK_DASHES && right >= limits::MARK_DASHES
}

/// The template that comes again beside the numbers most often, and on what share of them.
fn companion(document: &Document<'_>, chain: &[Spot]) -> Option<(usize, f64)> {
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for spot in chain {
        let near = spot.line.saturating_sub(1)..(spot.line + 2).min(document.lines.len());
        for line in near.filter(|line| *line != spot.line) {
            let Some(group) = document.alike.get(line).copied().flatten() else { continue };
            if document.template(line).is_some_and(|t| t.letters() > t.numbers.len() && !t.amount) {
                *counts.entry(group).or_default() += 1;
            }
        }
    }
    let (group, count) = counts.into_iter().max_by_key(|&(group, count)| (count, std::cmp::Reverse(group)))?;
    (count >= 2).then(|| (group, (count as f64 / chain.len() as f64).min(1.0)))
}

/// What the distances say: those of pages are about equal, those of rows short, those of notes of every length.
fn regularity(document: &Document<'_>, chain: &[Spot]) -> f64 {
    let sizes = sizes(document, chain);
    let Some(&median) = sizes.get(sizes.len() / 2) else { return 0.0 };
    // Rows and items are shorter than pages.
    let near = if median < limits::BARE_BYTES as f64 { limits::NEAR * (1.0 - median / limits::BARE_BYTES as f64) } else { 0.0 };
    if sizes.len() < limits::REGULAR_FEWEST {
        return near;
    }
    let alike = sizes.iter().filter(|size| **size >= median * limits::REGULAR.0 && **size <= median * limits::REGULAR.1).count();
    near + limits::REGULAR_ODDS * (alike as f64 / sizes.len() as f64 - limits::REGULAR_CHANCE)
}

/// The bytes from one number to the next, by page, the smallest first.
fn sizes(document: &Document<'_>, chain: &[Spot]) -> Vec<f64> {
    let mut sizes: Vec<f64> = chain
        .windows(2)
        .filter_map(|pair| {
            let &[a, b] = pair else { return None };
            let bytes = document.bytes.get(b.line)? - document.bytes.get(a.line)?;
            Some(bytes as f64 / f64::from(b.value.saturating_sub(a.value).max(1)))
        })
        .collect();
    sizes.sort_by(f64::total_cmp);
    sizes
}

/// The usual distance of two numbers, in bytes by page.
fn distance(document: &Document<'_>, chain: &[Spot]) -> f64 {
    let sizes = sizes(document, chain);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}
