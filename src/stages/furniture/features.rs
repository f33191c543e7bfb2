//! What a line shows, alone and among its neighbours: the features of the model that tells body from furniture.

use std::collections::HashMap;

use super::lexicon::Lexicon;
use super::limits;
use super::page::Line;
use super::periods::periods;
use super::phrases::{Hits, Kind};
use crate::features::features;
use crate::structure::date::date;
use crate::structure::date_line;

/// The features of one line.
pub(super) type Features = [bool; NAMES.len()];

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
    /// See [`is_part_of_document`].
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
            let prose = line.is_prose() && usize::from(hits.legal) < limits::IMPRINT && hits.safe() < limits::NO_PROSE;
            let document = is_part_of_document(line);
            Facts { hits, prose: prose || wrapped, wrapped, copies: copies.get(line.text).copied().unwrap_or(1), document, item: false }
        })
        .collect()
}

/// Whether a line is a part of an official document that no sentence mark shows: an enumerator, a number, bodies, an address, a release note.
pub(super) fn is_part_of_document(line: &Line<'_>) -> bool {
    let of_short_line = || line.enumerator().is_some() || line.is_number() || line.is_release_note() || line.names_issuers();
    line.count <= limits::SHORT_LINE && of_short_line() || line.is_addressee()
}

/// On a page that safe phrases show to be a web page, the sentences of teasers and comments are no prose, unless the page has no other.
pub(super) fn pass_over_items(lines: &[Line<'_>], facts: &mut [Facts], lexicon: &Lexicon) {
    if facts.iter().filter(|fact| fact.hits.safe() > 0).count() < limits::WEB_PROOF {
        return;
    }
    let mut marked = periods(lines, lexicon);
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

/// Finds runs of lines broken at one width: lines of about one length, mostly Han, with marks in half of them and half of them ending inside a
/// sentence.
fn wrapped(lines: &[Line<'_>]) -> Vec<bool> {
    let mut marked = vec![false; lines.len()];
    let fits = |line: &Line<'_>| limits::WRAPPED_COUNT.contains(&line.count) && line.han().0 * 10 >= line.han().1 * limits::WRAPPED_HAN_TENTHS;
    let mut start = 0;
    while start < lines.len() {
        let (mut end, mut low, mut high) = (start, usize::MAX, 0);
        while let Some(line) = lines.get(end).filter(|line| fits(line)) {
            let (l, h) = (low.min(line.count), high.max(line.count));
            if h - l > limits::WRAPPED_SPREAD {
                break;
            }
            (low, high) = (l, h);
            end += 1;
        }
        let run = lines.get(start..end).unwrap_or_default();
        let marks = run.iter().filter(|line| line.text.contains(['，', '。', '、', '；'])).count();
        let open = run.iter().filter(|line| !line.ends_sentence()).count();
        if run.len() >= limits::WRAPPED_LINES && marks * 2 >= run.len() && open * 2 >= run.len() {
            // The last line of a wrapped paragraph is shorter.
            let last = end + usize::from(lines.get(end).is_some_and(|line| line.count < low && (line.ends_sentence() || line.text.contains('，'))));
            marked.iter_mut().take(last).skip(start).for_each(|mark| *mark = true);
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
        sum += if fact.prose {
            limits::SPAN_PROSE.min(line.count as i64)
        } else if fact.document {
            limits::SPAN_DOCUMENT
        } else {
            let hits = limits::SPAN_HIT * fact.hits.safe().min(limits::SPAN_HITS) as i64 + if fact.hits.line.is_some() { limits::SPAN_PHRASE } else { 0 };
            -limits::SPAN_OTHER - hits
        };
        if sum > best {
            (best, best_at) = (sum, (start, at + 1));
        }
    }
    best_at
}

/// Whether a date with its day stands in a text.
fn has_date(text: &str) -> bool {
    text.char_indices().any(|(at, c)| matches!(c, '1' | '2') && text.get(at..).and_then(date).is_some_and(|(date, _)| date.day.is_some()))
}

/// For how many lines before each line of a page something holds: so every window costs the same.
struct Sums(Vec<u32>);

impl Sums {
    fn of(holds: impl Iterator<Item = bool>) -> Sums {
        let mut sum = 0;
        let sums = holds.map(|holds| {
            sum += u32::from(holds);
            sum
        });
        Sums(std::iter::once(0).chain(sums).collect())
    }

    fn before(&self, at: usize) -> u32 {
        self.0.get(at.min(self.0.len() - 1)).copied().unwrap_or(0)
    }

    /// For how many of the lines at most `reach` away.
    fn near(&self, at: usize, reach: usize) -> u32 {
        self.before(at + reach + 1) - self.before(at.saturating_sub(reach))
    }
}

/// A line among its neighbours, with what its features are made of.
struct Seen<'a> {
    line: &'a Line<'a>,
    text: &'a str,
    count: usize,
    fact: &'a Facts,
    hits: &'a Hits,
    commas: usize,
    /// How many of the characters that were looked at are Han.
    han: usize,
    looked: usize,
    /// Whether it is short and a date stands in it.
    date: bool,
    /// Whether it stands in the main span, or how many lines before or after it.
    inside: bool,
    before: usize,
    after: usize,
    /// Lines like it nearby: prose (without the line itself), short lines, lines with safe phrases.
    near_prose: u32,
    near_short: u32,
    near_hits: u32,
    next_prose: bool,
    previous_prose: bool,
    /// Lines since the heading of a list of links.
    list_head: usize,
    at: usize,
    /// Whether no prose stands before it.
    first: bool,
    /// Whether it or a line before it has a safe phrase and stands after the main span.
    tail_hit: bool,
    /// Characters of prose on the page.
    mass: usize,
}

/// The features of all lines of a page.
pub(super) fn features(lines: &[Line<'_>], facts: &[Facts]) -> Vec<Features> {
    let span = main_span(lines, facts);
    let mass: usize = facts.iter().zip(lines).filter(|(fact, _)| fact.prose).map(|(_, line)| line.count).sum();
    let prose = Sums::of(facts.iter().map(|fact| fact.prose));
    let short = Sums::of(lines.iter().map(|line| line.count < limits::PROSE && !line.ends_sentence()));
    let safe = Sums::of(facts.iter().map(|fact| fact.hits.safe() > 0 || fact.hits.line.is_some()));
    let is_prose = |at: usize| facts.get(at).is_some_and(|fact| fact.prose);
    let (mut list_head, mut tail_hit) = (lines.len(), false);
    let mut all = Vec::with_capacity(lines.len());
    for (at, (line, fact)) in lines.iter().zip(facts).enumerate() {
        let hits = &fact.hits;
        list_head = if hits.line == Some(Kind::List) || hits.list > 0 && line.count <= limits::LIST_HEAD { 0 } else { list_head + 1 };
        let after = if at >= span.1 { at + 1 - span.1 } else { 0 };
        tail_hit |= after > 0 && hits.safe() > 0;
        let (han, looked) = line.han();
        all.push(read(&Seen {
            line,
            text: line.text,
            count: line.count,
            fact,
            hits,
            commas: line.text.matches('，').count(),
            han,
            looked,
            date: line.count <= limits::SHORT_LINE && has_date(line.text),
            inside: at >= span.0 && at < span.1,
            before: span.0.saturating_sub(at),
            after,
            near_prose: prose.near(at, 3) - u32::from(fact.prose),
            near_short: short.near(at, 5),
            near_hits: safe.near(at, 4),
            next_prose: is_prose(at + 1),
            previous_prose: at > 0 && is_prose(at - 1),
            list_head,
            at,
            first: prose.before(at) == 0,
            tail_hit,
            mass,
        }));
    }
    all
}

features! {
    pub(super) const NAMES;

    /// Reads the features of a line. Their bounds are no limits of their own: with others the weights must be fitted again.
    fn read(seen: &Seen<'_>) -> [bool] {
        "bias" => true,
        "length_1_4" => seen.count <= 4,
        "length_5_8" => (5..=8).contains(&seen.count),
        "length_9_14" => (9..=14).contains(&seen.count),
        "length_15_24" => (15..=24).contains(&seen.count),
        "length_25_39" => (25..=39).contains(&seen.count),
        "length_40_79" => (40..=79).contains(&seen.count),
        "length_80_149" => (80..=149).contains(&seen.count),
        "length_150" => seen.count >= 150,
        "prose" => seen.fact.prose && !seen.fact.wrapped,
        "ends_sentence" => seen.line.ends_sentence(),
        "has_stop" => seen.text.contains('。'),
        "has_comma" => seen.commas >= 1,
        "commas_3" => seen.commas >= 3,
        "ends_colon" => seen.text.ends_with(['：', ':']),
        "han_low" => seen.han * 10 < seen.looked * 4,
        "han_none" => seen.han == 0,
        "digits_half" => seen.count <= 80 && seen.text.bytes().filter(u8::is_ascii_digit).count() * 2 >= seen.looked,
        "enumerated" => seen.count <= 200 && seen.line.enumerator().is_some(),
        "document_mark" => seen.fact.document,
        "signature" => seen.count <= 60 && (seen.line.names_issuers() || date_line(seen.text).is_some_and(|date| date.time.is_none())),
        "title" => seen.count <= 60 && seen.line.title_form().is_some(),
        "labelled" => seen.count <= 120 && !seen.line.words.labels(seen.text).is_empty(),
        "date" => seen.date && date_line(seen.text).is_some(),
        "date_in_short" => seen.date && date_line(seen.text).is_none(),
        "bars" => seen.count <= 120 && seen.text.contains(['|', '｜', '┊', '│']),
        "arrows" => seen.count <= 120 && seen.text.contains(['>', '»', '<', '«', '＞', '›', '→', '▼', '▲']),
        "ends_dots" => seen.count <= 60 && (seen.text.ends_with("...") || seen.text.ends_with('…')),
        "bullet" => seen.count <= 60 && seen.text.starts_with(['·', '•', '-', '■', '●', '★', '*', '▪', '◆', '※']),
        "address" => seen.count <= 120 && (seen.text.contains("http") || seen.text.contains("www.") || seen.text.contains('@')),
        "line_menu" => seen.hits.line == Some(Kind::Menu),
        "line_account" => seen.hits.line == Some(Kind::Account),
        "line_tool" => seen.hits.line == Some(Kind::Tool),
        "line_list" => seen.hits.line == Some(Kind::List),
        "line_table" => seen.hits.line == Some(Kind::Table),
        "legal" => seen.hits.legal > 0,
        "share" => seen.hits.share > 0,
        "comment" => seen.hits.comment > 0,
        "list" => seen.hits.list > 0,
        "press" => seen.hits.press > 0,
        "chrome" => seen.hits.chrome > 0,
        "hits_2" => seen.hits.safe() >= 2,
        "repeated" => seen.fact.copies == 2,
        "repeated_3" => seen.fact.copies >= 3,
        "wrapped" => seen.fact.wrapped,
        "quoted" => seen.count <= 60 && seen.text.starts_with(['“', '《']),
        "inside" => seen.inside,
        "inside_short" => seen.inside && !seen.fact.prose && seen.count < 25,
        "before_1" => seen.before == 1,
        "before_2_3" => (2..=3).contains(&seen.before),
        "before_4_9" => (4..=9).contains(&seen.before),
        "before_10" => seen.before >= 10,
        "after_1" => seen.after == 1,
        "after_2_3" => (2..=3).contains(&seen.after),
        "after_4_9" => (4..=9).contains(&seen.after),
        "after_10" => seen.after >= 10,
        "near_prose_0" => seen.near_prose == 0,
        "near_prose_1_2" => (1..=2).contains(&seen.near_prose),
        "near_prose_3" => seen.near_prose >= 3,
        "near_short_half" => (5..8).contains(&seen.near_short),
        "near_short_most" => seen.near_short >= 8,
        "near_hits_1_2" => (1..=2).contains(&seen.near_hits),
        "near_hits_3" => seen.near_hits >= 3,
        "near_hits_0" => seen.near_hits == 0,
        "next_prose" => seen.next_prose,
        "previous_prose" => seen.previous_prose,
        "list_head_before" => (1..=12).contains(&seen.list_head) && !seen.fact.prose,
        "head_of_page" => seen.at < 5,
        "all_before_short" => seen.at < 30 && seen.first,
        "mass_small" => seen.mass < 300,
        "mass_large" => seen.mass > 2000,
        "credit" => seen.count <= 40 && seen.line.is_credit(),
        "after_hit_in_tail" => seen.tail_hit,
        "far_prose" => seen.fact.prose && !seen.inside,
    }
}
