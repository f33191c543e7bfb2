//! What a line shows, alone and among its neighbours: the features of the model that tells body from furniture.

use std::collections::HashMap;

use super::limits;
use super::page::Line;
use super::periods::periods;
use super::phrases::{Hits, Kind};
use crate::structure::{date_line, enumerator};

/// The names of the features, in order; `rules/furniture/weights.tsv` gives each its weight.
pub(super) const NAMES: [&str; COUNT] = [
    "bias",
    "length_1_4",
    "length_5_8",
    "length_9_14",
    "length_15_24",
    "length_25_39",
    "length_40_79",
    "length_80_149",
    "length_150",
    "prose",
    "ends_sentence",
    "has_stop",
    "has_comma",
    "commas_3",
    "ends_colon",
    "han_low",
    "han_none",
    "digits_half",
    "enumerated",
    "document_mark",
    "signature",
    "title",
    "labelled",
    "date",
    "date_in_short",
    "bars",
    "arrows",
    "ends_dots",
    "bullet",
    "address",
    "line_menu",
    "line_account",
    "line_tool",
    "line_list",
    "line_table",
    "legal",
    "share",
    "comment",
    "list",
    "press",
    "chrome",
    "hits_2",
    "repeated",
    "repeated_3",
    "wrapped",
    "quoted",
    "inside",
    "inside_short",
    "before_1",
    "before_2_3",
    "before_4_9",
    "before_10",
    "after_1",
    "after_2_3",
    "after_4_9",
    "after_10",
    "near_prose_0",
    "near_prose_1_2",
    "near_prose_3",
    "near_short_half",
    "near_short_most",
    "near_hits_1_2",
    "near_hits_3",
    "near_hits_0",
    "next_prose",
    "previous_prose",
    "list_head_before",
    "head_of_page",
    "all_before_short",
    "mass_small",
    "mass_large",
    "credit",
    "after_hit_in_tail",
    "far_prose",
];

/// How many features there are.
pub(super) const COUNT: usize = 74;

/// The features of one line; each is 0 or 1.
pub(super) type Features = [bool; COUNT];

/// What is known of a line before its neighbours are looked at.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// What the lexicon says.
    pub(super) hits: Hits,
    /// Whether it is prose, by itself or as part of a wrapped paragraph.
    pub(super) prose: bool,
    /// Whether it belongs to a run of lines wrapped at one width.
    pub(super) wrapped: bool,
    /// How often the line stands on the page.
    pub(super) copies: u32,
    /// Whether it is a part of an official document that no sentence mark shows: an enumerator, a number, a date, bodies, an address, a release note.
    pub(super) document: bool,
    /// Whether it stands in a list of teasers or comments, see [`pass_over_items`].
    pub(super) item: bool,
}

/// Reads the facts of all lines.
pub(super) fn facts(lines: &[Line<'_>], hits: &[Hits]) -> Vec<Facts> {
    let mut copies: HashMap<&str, u32> = HashMap::new();
    for line in lines {
        *copies.entry(line.text).or_default() += 1;
    }
    let wrapped = wrapped(lines);
    lines
        .iter()
        .zip(hits)
        .zip(wrapped)
        .map(|((line, &hits), wrapped)| {
            let prose = line.is_prose() && hits.legal < 2 && hits.safe() < 3;
            let document = line.count <= 60
                && (enumerator(line.text).is_some()
                    || line.words.number_line(line.text).is_some()
                    || line.words.is_release_note(line.text)
                    || !line.words.issuers_of_line(line.text).is_empty())
                || line.words.is_addressee(line.text);
            Facts { hits, prose: prose || wrapped, wrapped, copies: copies.get(line.text).copied().unwrap_or(1), document, item: false }
        })
        .collect()
}

/// On a page that safe phrases show to be a web page, the sentences of teasers and comments are no prose, unless the page has no other.
pub(super) fn pass_over_items(lines: &[Line<'_>], facts: &mut [Facts]) {
    if facts.iter().filter(|fact| fact.hits.safe() > 0).count() < limits::WEB_PROOF {
        return;
    }
    let mut marked = periods(lines);
    // The first item stands above the first time, under the heading of the list.
    for first in (1..marked.len()).filter(|&at| marked.get(at) == Some(&true) && marked.get(at - 1) == Some(&false)).collect::<Vec<_>>() {
        let head = (first.saturating_sub(limits::ITEM_LINES)..first).rfind(|&at| facts.get(at).is_some_and(|fact| fact.hits.line == Some(Kind::List)));
        marked.iter_mut().take(first).skip(head.unwrap_or(first)).for_each(|slot| *slot = true);
    }
    let beside: usize = lines.iter().zip(&*facts).zip(&marked).filter(|((_, fact), marked)| fact.prose && !**marked).map(|((line, _), _)| line.count).sum();
    if beside < limits::BESIDE_ITEMS {
        return;
    }
    for (fact, _) in facts.iter_mut().zip(marked).filter(|(_, marked)| *marked) {
        fact.prose = false;
        fact.item = true;
    }
}

/// Finds runs of lines broken at one width: at least four in a row that are of one length (two characters more or less), of at least ten
/// characters, mostly Han, with most of them ending inside a sentence.
fn wrapped(lines: &[Line<'_>]) -> Vec<bool> {
    let mut marked = vec![false; lines.len()];
    let fits = |line: &Line<'_>| {
        (10..=60).contains(&line.count) && {
            let (han, all) = line.han();
            han * 10 >= all * 6
        }
    };
    let mut start = 0;
    while start < lines.len() {
        let Some(first) = lines.get(start) else { break };
        if !fits(first) {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        let (mut low, mut high) = (first.count, first.count);
        while let Some(line) = lines.get(end).filter(|line| fits(line)) {
            let (l, h) = (low.min(line.count), high.max(line.count));
            if h - l > 3 {
                break;
            }
            (low, high) = (l, h);
            end += 1;
        }
        let run = lines.get(start..end).unwrap_or_default();
        let marks = run.iter().filter(|line| line.text.contains(['，', '。', '、', '；'])).count();
        let open = run.iter().filter(|line| !line.ends_sentence()).count();
        if run.len() >= 4 && marks * 2 >= run.len() && open * 2 >= run.len() {
            // The last line of a wrapped paragraph is shorter.
            let last = end + usize::from(lines.get(end).is_some_and(|line| line.count < low && (line.ends_sentence() || line.text.contains('，'))));
            for mark in marked.iter_mut().take(last).skip(start) {
                *mark = true;
            }
        }
        start = end.max(start + 1);
    }
    marked
}

/// The span of lines that holds most of the body: the largest sum of prose minus what does not look like it.
pub(super) fn main_span(lines: &[Line<'_>], facts: &[Facts]) -> (usize, usize) {
    let (mut best, mut best_at, mut sum, mut start) = (0i64, (0, 0), 0i64, 0);
    for (at, (line, fact)) in lines.iter().zip(facts).enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        let length = i64::try_from(line.count).unwrap_or(0);
        sum += if fact.prose {
            length.min(160)
        } else if fact.document {
            6
        } else {
            -10 - 18 * i64::try_from(fact.hits.safe().min(4)).unwrap_or(0) - if fact.hits.line.is_some() { 8 } else { 0 }
        };
        if sum > best {
            (best, best_at) = (sum, (start, at + 1));
        }
    }
    best_at
}

fn has_date(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        matches!(c, '1' | '2') && text.get(at..).is_some_and(|rest| crate::structure::date::date(rest).is_some_and(|(date, _)| date.day.is_some()))
    })
}

/// The features of all lines of a page.
pub(super) fn features(lines: &[Line<'_>], facts: &[Facts]) -> Vec<Features> {
    let span = main_span(lines, facts);
    let mass: usize = facts.iter().zip(lines).filter(|(fact, _)| fact.prose).map(|(_, line)| line.count).sum();
    let count = lines.len();
    // Running sums make every window cost the same.
    let sums = |value: &dyn Fn(usize) -> u32| -> Vec<u32> {
        let mut sums = vec![0u32; count + 1];
        let mut sum = 0;
        for at in 0..count {
            sum += value(at);
            if let Some(slot) = sums.get_mut(at + 1) {
                *slot = sum;
            }
        }
        sums
    };
    let fact = |at: usize| facts.get(at);
    let prose = sums(&|at| u32::from(fact(at).is_some_and(|f| f.prose)));
    let short = sums(&|at| u32::from(lines.get(at).is_some_and(|l| l.count < 18 && !l.ends_sentence())));
    let safe = sums(&|at| u32::from(fact(at).is_some_and(|f| f.hits.safe() > 0 || f.hits.line.is_some())));
    let window = |sums: &[u32], at: usize, reach: usize| {
        let (from, to) = (at.saturating_sub(reach), (at + reach + 1).min(count));
        sums.get(to).copied().unwrap_or(0) - sums.get(from).copied().unwrap_or(0)
    };
    let mut list_head = count; // lines since a heading of a list of links
    let mut tail_hit = false;
    let mut all = Vec::with_capacity(count);
    for (at, line) in lines.iter().enumerate() {
        let Some(fact) = fact(at) else { continue };
        let text = line.text;
        let hits = &fact.hits;
        let n = line.count;
        let mut set = [false; COUNT];
        let mut next = 0;
        let mut put = |value: bool| {
            if let Some(slot) = set.get_mut(next) {
                *slot = value;
            }
            next += 1;
        };
        put(true);
        put(n <= 4);
        put((5..=8).contains(&n));
        put((9..=14).contains(&n));
        put((15..=24).contains(&n));
        put((25..=39).contains(&n));
        put((40..=79).contains(&n));
        put((80..=149).contains(&n));
        put(n >= 150);
        put(fact.prose && !fact.wrapped);
        put(line.ends_sentence());
        put(text.contains('。'));
        let commas = text.matches('，').count();
        put(commas >= 1);
        put(commas >= 3);
        put(text.ends_with(['：', ':']));
        let (han, looked) = line.han();
        put(han * 10 < looked * 4);
        put(han == 0);
        put(n <= 80 && text.bytes().filter(u8::is_ascii_digit).count() * 2 >= looked);
        put(n <= 200 && enumerator(text).is_some());
        put(fact.document);
        put(n <= 60 && (!line.words.issuers_of_line(text).is_empty() || date_line(text).is_some_and(|date| date.time.is_none())));
        put(n <= 60 && line.words.title_form(text).is_some());
        put(n <= 120 && !line.words.labels(text).is_empty());
        let date = n <= 60 && has_date(text);
        put(date && date_line(text).is_some());
        put(date && date_line(text).is_none());
        put(n <= 120 && text.matches(['|', '｜', '┊', '│']).count() >= 1);
        put(n <= 120 && text.contains(['>', '»', '<', '«', '＞', '›', '→', '▼', '▲']));
        put(n <= 60 && (text.ends_with("...") || text.ends_with('…')));
        put(n <= 60 && text.starts_with(['·', '•', '-', '■', '●', '★', '*', '▪', '◆', '※']));
        put(n <= 120 && (text.contains("http") || text.contains("www.") || text.contains('@')));
        put(hits.line == Some(Kind::Menu));
        put(hits.line == Some(Kind::Account));
        put(hits.line == Some(Kind::Tool));
        put(hits.line == Some(Kind::List));
        put(hits.line == Some(Kind::Table));
        put(hits.legal > 0);
        put(hits.share > 0);
        put(hits.comment > 0);
        put(hits.list > 0);
        put(hits.press > 0);
        put(hits.chrome > 0);
        put(hits.safe() >= 2);
        put(fact.copies == 2);
        put(fact.copies >= 3);
        put(fact.wrapped);
        put(n <= 60 && text.starts_with(['“', '《']));
        let inside = at >= span.0 && at < span.1;
        put(inside);
        put(inside && !fact.prose && n < 25);
        let before = span.0.saturating_sub(at);
        put(before == 1);
        put((2..=3).contains(&before));
        put((4..=9).contains(&before));
        put(before >= 10);
        let after = if at >= span.1 { at + 1 - span.1 } else { 0 };
        put(after == 1);
        put((2..=3).contains(&after));
        put((4..=9).contains(&after));
        put(after >= 10);
        let near_prose = window(&prose, at, 3) - u32::from(fact.prose);
        put(near_prose == 0);
        put((1..=2).contains(&near_prose));
        put(near_prose >= 3);
        let near_short = window(&short, at, 5);
        put((5..8).contains(&near_short));
        put(near_short >= 8);
        let near_hits = window(&safe, at, 4);
        put((1..=2).contains(&near_hits));
        put(near_hits >= 3);
        put(near_hits == 0);
        put(facts.get(at + 1).is_some_and(|f| f.prose));
        put(at > 0 && facts.get(at - 1).is_some_and(|f| f.prose));
        if hits.line == Some(Kind::List) || hits.list > 0 && n <= 24 {
            list_head = 0;
        } else {
            list_head += 1;
        }
        put((1..=12).contains(&list_head) && !fact.prose);
        put(at < 5);
        put(at < 30 && prose.get(at).copied().unwrap_or(0) == 0);
        put(mass < 300);
        put(mass > 2000);
        put(n <= 40 && line.words.is_credit(text));
        if after > 0 && hits.safe() > 0 {
            tail_hit = true;
        }
        put(tail_hit);
        put(fact.prose && !inside);
        all.push(set);
    }
    all
}
