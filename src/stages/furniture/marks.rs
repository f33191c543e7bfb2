//! Marks of the printed page: jump lines, page numbers, the end mark of a wire report.

use super::Page;
use super::limits;
use super::page::Line;
use crate::chars::is_han;
use crate::code::Code;
use crate::finding::{Fact, Finding, Witness};
use crate::judge::{Judge, State};
use crate::structure::{breaks_off, enumerator, is_page_number};

pub(super) const JUMP_LINE: Code = Code::new("F001");
pub(super) const JUMP_GLUED: Code = Code::new("F002");
const END_MARK: Code = Code::new("F003");
pub(super) const PAGE_NUMBER: Code = Code::new("F004");

/// Jump lines, alone or glued to a sentence, and the end mark.
pub(super) fn jumps_and_ends(page: &mut Page<'_>) {
    for at in 0..page.lines.len() {
        let Some(line) = page.lines.get(at) else { break };
        if let Some(found) = line.words.jump(line.text) {
            let span = line.start + found.span.start..line.start + found.span.end;
            page.findings.push(Finding { fact: Fact::Jump(found.value), witness: Witness::Text, at: span.clone(), rule: JUMP_LINE });
            if found.span.len() == line.text.len() {
                page.drop(at, JUMP_LINE, limits::JUMP, None);
            } else {
                page.cuts.push((span, JUMP_GLUED, limits::JUMP));
            }
            continue;
        }
        if let Some(found) = line.words.end_mark(line.text)
            && line.text.get(..found.start).is_some_and(|before| before.is_empty() || before.ends_with(['。', '！', '？', '”', '…']))
        {
            if found.start == 0 {
                page.drop(at, END_MARK, limits::JUMP, None);
            } else {
                page.cuts.push((line.start + found.start..line.span().end, END_MARK, limits::JUMP));
            }
        }
    }
}

/// Numbers of pages. Framed ones (`— 12 —`, `第3页`) are furniture anywhere; bare numbers where they tear a sentence, or stand between paragraphs of
/// prose and number nothing.
pub(super) fn page_numbers(page: &mut Page<'_>, judge: &Judge) {
    let spots: Vec<usize> = (0..page.lines.len())
        .filter(|&at| !page.dropped(at) && page.line(at).is_some_and(|line| line.count <= limits::PAGE_NUMBER && is_page_number(line.text)))
        .collect();
    let rows = rows(page, &spots);
    let mut bare: Vec<Bare> = Vec::new();
    for (at, is_row) in spots.into_iter().zip(rows) {
        let Some(line) = page.line(at) else { continue };
        if line.text.bytes().all(|b| b.is_ascii_digit()) {
            let value = line.text.parse().unwrap_or(0);
            // No page has the number 0.
            if value > 0
                && let (Some(before), Some(after)) = (page.kept_before(at), page.kept_after(at))
            {
                bare.push(Bare::of(page, judge, value, before, at, after));
            }
        } else if page.lines.len() > limits::FRAMED_LINES || page.kept_before(at).is_some() && page.kept_after(at).is_some() {
            // `- 5` is an item of a list before it is the number of a page, and so is a number with a line or two to the next: it has to tear a sentence.
            let item = line.text.starts_with(['-', '·']) && line.text.ends_with(|c: char| c.is_ascii_digit());
            if !(item || is_row) || tears(page, judge, at) {
                page.drop(at, PAGE_NUMBER, limits::FRAMED_PAGE_NUMBER, None);
            }
        }
    }
    let numbers = bare.len();
    let places: Vec<(usize, u32)> = bare.iter().map(|one| (one.at, one.value)).collect();
    // Where a page sets numbers of its text on lines of their own, more must speak for a page number.
    let needed = bare.iter().any(|one| one.gap != Gap::Other && one.spared < limits::NEEDED);
    let enough = if needed { limits::SPARED_BESIDE_NEEDED } else { limits::SPARED };
    bare.retain(|one| one.gap != Gap::Other && one.spared >= enough);
    let torn = bare.iter().filter(|one| one.gap == Gap::Torn).count();
    // Numbers that follow each other may number items; those of pages tear sentences here and there.
    let pages = torn >= 2 && torn * 2 >= numbers;
    // Scores and amounts come in any order; the numbers of pages grow.
    let grows = places.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a < b));
    for one in &bare {
        let counts_on = |most: usize| {
            let near = |&(at, value): &(usize, u32)| at != one.at && value.abs_diff(one.value) <= 1 && at.abs_diff(one.at) <= most;
            let nth = places.partition_point(|&(at, _)| at < one.at);
            places.get(nth.saturating_sub(1)..places.len().min(nth + 2)).is_some_and(|around| around.iter().any(near))
        };
        let note = match one.gap {
            Gap::Torn => "a number between two halves of a sentence",
            // Rows of a table that are numbered are a few lines long; a page is longer.
            Gap::Likely if pages || !counts_on(limits::ROW_LINES) => "a number between two halves of a sentence",
            Gap::Apart if pages || grows && !counts_on(usize::MAX) => "a number alone between two paragraphs",
            _ => continue,
        };
        page.drop(one.at, PAGE_NUMBER, limits::BARE_PAGE_NUMBER, Some(note.into()));
    }
}

/// For each number whether less stands between it and the one before or after it than on a page.
fn rows(page: &Page<'_>, spots: &[usize]) -> Vec<bool> {
    let is_near = |one: Option<&usize>, next: Option<&usize>| {
        let lines = one.zip(next).map(|(&one, &next)| page.lines.get(one + 1..next).unwrap_or_default());
        // Two numbers with nothing between them are those of two pages side by side.
        lines.is_some_and(|lines| {
            let short = lines.iter().map(|line| line.count).sum::<usize>() <= limits::ROW_CHARS && !lines.iter().any(Line::is_prose);
            (1..=limits::ROW_BETWEEN).contains(&lines.len()) && short
        })
    };
    (0..spots.len()).map(|i| is_near(i.checked_sub(1).and_then(|before| spots.get(before)), spots.get(i)) || is_near(spots.get(i), spots.get(i + 1))).collect()
}

/// Whether a number stands between two halves of a sentence.
fn tears(page: &Page<'_>, judge: &Judge, at: usize) -> bool {
    let beside = page.kept_before(at).and_then(|before| page.line(before)).zip(page.kept_after(at).and_then(|after| page.line(after)));
    beside.is_some_and(|(before, after)| matches!(Gap::of(judge, before, after), Gap::Torn | Gap::Likely))
}

/// A bare number alone on a line.
struct Bare {
    at: usize,
    value: u32,
    gap: Gap,
    /// Nats by which a sentence around it reads better without it.
    spared: f32,
}

impl Bare {
    fn of(page: &Page<'_>, judge: &Judge, value: u32, before: usize, at: usize, after: usize) -> Bare {
        let (Some(previous), Some(number), Some(next)) = (page.line(before), page.line(at), page.line(after)) else {
            return Bare { at, value, gap: Gap::Other, spared: 0.0 };
        };
        let gap = Gap::of(judge, previous, next);
        // A number of the text is set on a line of its own as a whole, and not the middle of its digits.
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let spared = match gap {
            Gap::Torn | Gap::Likely if digit(previous.text.chars().next_back()) || digit(next.text.chars().next()) => f32::INFINITY,
            Gap::Torn | Gap::Likely | Gap::Apart => spared(page, judge, previous.text, number.text, next.text),
            Gap::Other => 0.0,
        };
        Bare { at, value, gap, spared }
    }
}

/// What a bare number stands between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Two halves of a sentence.
    Torn,
    /// Two lines of prose that may be halves of a sentence.
    Likely,
    /// Two paragraphs of prose.
    Apart,
    /// Anything else.
    Other,
}

impl Gap {
    pub(super) fn of(judge: &Judge, previous: &Line<'_>, next: &Line<'_>) -> Gap {
        if previous.count < limits::TORN_END || next.count < limits::TORN_START {
            return Gap::Other;
        }
        let off = breaks_off(previous.text);
        if !off && (previous.ends_sentence() || !previous.text.ends_with(['）', '”', '》', '’', '〉'])) {
            let paragraph = |line: &Line<'_>| line.is_prose() && line.count >= limits::PARAGRAPH;
            let apart = previous.ends_sentence() && next.ends_sentence() && (paragraph(previous) || paragraph(next));
            return if apart && next.enumerator().is_none() { Gap::Apart } else { Gap::Other };
        }
        let (han, looked) = previous.han();
        if !starts_inside(next.text) || han * 2 < looked && !next.is_prose() {
            return Gap::Other; // a column of figures
        }
        // Between lines of prose little else can be meant; in a table much can.
        let long = previous.count >= limits::LONG_END && next.count >= limits::LONG_START || previous.count >= limits::LONG_END_BEFORE_PROSE && next.is_prose();
        let clauses = long && previous.text.contains(['，', '。', '、', '；']);
        // Nothing ends with an opening mark, and nothing begins with a closing one.
        if previous.text.ends_with(['“', '‘', '（', '《', '〈', '〔'])
            || next.text.starts_with(['”', '’', '）', '》', '〉', '〕', '，', '、', '。', '；', '：'])
        {
            return Gap::Torn;
        }
        match joins(judge, previous.text, next.text) {
            // After a closing bracket or quote a block may have ended.
            gain if !off && gain > 0.0 && next.is_prose() => Gap::Likely,
            gain if off && gain > limits::JOIN_GAIN => Gap::Torn,
            gain if off && clauses && gain > -limits::SURE * limits::JOIN_GAIN => Gap::Likely,
            gain if off && next.is_prose() && gain > -limits::JOIN_GAIN => Gap::Likely,
            _ => Gap::Other,
        }
    }
}

/// Whether a line may go on a sentence begun before it.
pub(super) fn starts_inside(line: &str) -> bool {
    enumerator(line).is_none() && line.chars().next().is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || "》〉”’）〕、，。；：！？％%“‘《（".contains(c))
}

/// By how many nats the start of the line `after` is likelier after the end of the line `before` than at the start of a line.
fn joins(judge: &Judge, before: &str, after: &str) -> f32 {
    let next = head(after, limits::FOLLOWS_READS);
    follows(judge, before, next) - judge.score(judge.line_start(), next).1
}

/// By how many nats the sentence around a number reads better without it: little or nothing where it needs it (`将于` `9` `日`).
fn spared(page: &Page<'_>, judge: &Judge, before: &str, number: &str, after: &str) -> f32 {
    let next = head(after, limits::SPARED_READS);
    let with = reads(judge, before, number) + reads(judge, &format!("{}{number}", tail(before, limits::SPARED_READS)), next);
    reads(judge, before, next) - with - if page.lexicon.counted.begin(after) { limits::BEFORE_UNIT } else { 0.0 }
}

/// The first characters of a text.
pub(super) fn head(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The last characters of a text.
fn tail(text: &str, most: usize) -> &str {
    text.char_indices().rev().nth(most.saturating_sub(1)).and_then(|(at, _)| text.get(at..)).unwrap_or(text)
}

/// ln P of `next` after the last characters of `before`.
pub(super) fn follows(judge: &Judge, before: &str, next: &str) -> f32 {
    reads(judge, tail(before, limits::FOLLOWS_AFTER), next)
}

/// ln P of `next` after the end of `before`.
fn reads(judge: &Judge, before: &str, next: &str) -> f32 {
    let (state, _) = judge.score(State::default(), tail(before, limits::SPARED_READS + limits::SPARED_BEFORE));
    judge.score(state, next).1
}
