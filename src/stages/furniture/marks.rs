//! Marks of the printed page: jump lines, page numbers, the end mark of a wire report.

use memchr::memmem;

use super::Page;
use crate::finding::FindingKind;
use crate::judge::Judge;
use crate::rule::Code;
use crate::structure::{breaks_off, end_mark, enumerator, is_page_number, jump};
use crate::text::is_han;
use crate::thresholds::furniture as limits;

const JUMP_LINE: Code = Code::new("F001");
const JUMP_GLUED: Code = Code::new("F002");
const END_MARK: Code = Code::new("F003");
const PAGE_NUMBER: Code = Code::new("F004");

/// Jump lines, alone or glued to a sentence, and the end mark.
pub(super) fn jumps_and_ends(page: &mut Page<'_>) {
    let bytes = page.text.as_bytes();
    let jumps = ["上接", "下转", "紧接", "转接"].iter().any(|word| memmem::find(bytes, word.as_bytes()).is_some());
    let ends = memmem::find(bytes, "完".as_bytes()).is_some();
    if !jumps && !ends {
        return;
    }
    for at in 0..page.lines.len() {
        let Some(line) = page.lines.get(at) else { break };
        if jumps && let Some(found) = jump(line.text) {
            let span = line.start + found.span.start..line.start + found.span.end;
            page.findings.push((FindingKind::Jump, found.value, span.clone(), JUMP_LINE));
            if found.span.len() == line.text.len() {
                page.drop(at, JUMP_LINE, 1.0, None);
            } else {
                page.cuts.push((span, JUMP_GLUED, 1.0));
            }
            continue;
        }
        if ends
            && let Some(found) = end_mark(line.text)
            && line.text.get(..found.start).is_some_and(|before| before.is_empty() || before.ends_with(['。', '！', '？', '”', '…']))
        {
            if found.start == 0 {
                page.drop(at, END_MARK, 1.0, None);
            } else {
                page.cuts.push((line.start + found.start..line.start + line.text.len(), END_MARK, 1.0));
            }
        }
    }
}

/// Numbers of pages. Framed ones (`— 12 —`, `第3页`) are furniture anywhere; bare numbers where they tear a sentence, or stand between paragraphs of
/// prose and number nothing.
pub(super) fn page_numbers(page: &mut Page<'_>, judge: &Judge) {
    let spots: Vec<usize> =
        (0..page.lines.len()).filter(|&at| !page.dropped(at) && page.line(at).is_some_and(|line| line.count <= 16 && is_page_number(line.text))).collect();
    let mut bare: Vec<Bare> = Vec::new();
    for at in spots {
        let Some(line) = page.line(at) else { continue };
        if line.text.bytes().all(|b| b.is_ascii_digit()) {
            let value = line.text.parse().unwrap_or(0);
            if let (Some(before), Some(after)) = (page.kept_before(at), page.kept_after(at)) {
                bare.push(Bare {
                    at,
                    value,
                    torn: tears(page, judge, before, at, after, limits::JOIN_GAIN),
                    likely: tears(page, judge, before, at, after, -limits::JOIN_GAIN),
                    apart: stands_in_prose(page, before, after),
                });
            }
        } else if page.lines.len() > 3 || page.kept_before(at).is_some() && page.kept_after(at).is_some() {
            page.drop(at, PAGE_NUMBER, limits::FRAMED_PAGE_NUMBER, None);
        }
    }
    let torn = bare.iter().filter(|one| one.torn).count();
    // Numbers that follow each other may number items; those of pages tear sentences here and there.
    let pages = torn >= 2 && torn * 2 >= bare.len();
    for (nth, one) in bare.iter().enumerate() {
        let neighbour = |other: Option<&Bare>| other.is_some_and(|other| other.value.abs_diff(one.value) <= 1);
        let serial = neighbour(nth.checked_sub(1).and_then(|before| bare.get(before))) || neighbour(bare.get(nth + 1));
        if one.torn || one.likely && (pages || !serial) {
            page.drop(one.at, PAGE_NUMBER, limits::BARE_PAGE_NUMBER, Some("a number between two halves of a sentence".into()));
        } else if one.apart && (pages || !serial) {
            page.drop(one.at, PAGE_NUMBER, limits::BARE_PAGE_NUMBER, Some("a number alone between two paragraphs".into()));
        }
    }
}

/// A bare number alone on a line.
struct Bare {
    at: usize,
    value: u32,
    /// It stands between two halves of a sentence.
    torn: bool,
    /// It stands between two lines of prose that may be halves of a sentence.
    likely: bool,
    /// It stands between two paragraphs of prose.
    apart: bool,
}

/// Whether a number at a line stands between the halves of a sentence that does not need it, which read on by so many nats.
fn tears(page: &Page<'_>, judge: &Judge, before: usize, at: usize, after: usize, gain: f32) -> bool {
    let (Some(previous), Some(next)) = (page.line(before), page.line(after)) else { return false };
    if previous.count < 8 || !breaks_off(previous.text) || next.count < 4 || !starts_inside(next.text) || belongs(page, judge, before, at, after) {
        return false;
    }
    let (han, looked) = previous.han();
    if han * 2 < looked {
        return false; // a column of figures
    }
    // Between lines of prose little else can be meant; in a table much can.
    let prose = previous.count >= 15 && previous.text.contains(['，', '。', '、', '；']) && next.count >= 8 || next.is_prose();
    joins(page, judge, before, after) > if prose { gain } else { limits::JOIN_GAIN }
}

/// Whether the lines around a number are paragraphs.
fn stands_in_prose(page: &Page<'_>, before: usize, after: usize) -> bool {
    let paragraph = |at: usize| page.line(at).is_some_and(|line| line.count >= limits::PARAGRAPH && line.is_prose());
    paragraph(before) && paragraph(after) && page.line(after).is_some_and(|line| enumerator(line.text).is_none())
}

/// Whether a line may go on a sentence begun before it.
pub(super) fn starts_inside(line: &str) -> bool {
    enumerator(line).is_none()
        && line
            .chars()
            .next()
            .is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '》' | '”' | '）' | '、' | '，' | '。' | '“' | '《' | '（'))
}

/// By how many nats the start of the line `after` is likelier after the end of the line `before` than at the start of a line.
fn joins(page: &Page<'_>, judge: &Judge, before: usize, after: usize) -> f32 {
    match (page.line(before), page.line(after)) {
        (Some(before), Some(after)) => {
            let next = head(after.text, 5);
            follows(judge, before.text, next) - judge.score(judge.line_start(), next).1
        }
        _ => f32::MIN,
    }
}

/// Whether a number fits between two lines: the sentence reads better with it (`将于` `9` `日`).
fn belongs(page: &Page<'_>, judge: &Judge, before: usize, at: usize, after: usize) -> bool {
    let (Some(before), Some(number), Some(after)) = (page.line(before), page.line(at), page.line(after)) else { return true };
    let next = head(after.text, 5);
    let counted = ["年", "月", "日", "号", "时", "个", "名", "人", "次", "家", "项", "万", "亿", "%", "％", "条", "周", "点", "位", "岁", "倍", "米"]
        .iter()
        .any(|unit| next.starts_with(unit));
    let with = format!("{}{}", tail(before.text, 4), number.text);
    counted || follows(judge, &with, next) > follows(judge, before.text, next)
}

pub(super) fn head(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

fn tail(text: &str, most: usize) -> &str {
    text.char_indices().rev().nth(most.saturating_sub(1)).and_then(|(at, _)| text.get(at..)).unwrap_or(text)
}

/// ln P of `next` after the end of `before`.
pub(super) fn follows(judge: &Judge, before: &str, next: &str) -> f32 {
    let (state, _) = judge.score(crate::judge::State::default(), tail(before, 6));
    judge.score(state, next).1
}
