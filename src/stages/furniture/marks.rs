//! Marks of the printed page: jump lines, page numbers, running heads, the end mark of a wire report.

use std::collections::HashMap;

use memchr::memmem;

use super::page::Line;
use super::Page;
use crate::finding::FindingKind;
use crate::judge::Judge;
use crate::rule::Code;
use crate::structure::{TitleForm, breaks_off, date_line, end_mark, enumerator, is_addressee, is_page_number, issuers_of_line, jump, number_line, title_form};
use crate::text::is_han;
use crate::thresholds::furniture as limits;

const JUMP_LINE: Code = Code::new("F001");
const JUMP_GLUED: Code = Code::new("F002");
const END_MARK: Code = Code::new("F003");
const PAGE_NUMBER: Code = Code::new("F004");
const RUNNING_HEAD: Code = Code::new("F005");

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

/// Numbers of pages. Framed ones (`— 12 —`, `第3页`) are furniture anywhere; bare numbers only where they tear a sentence.
pub(super) fn page_numbers(page: &mut Page<'_>, judge: &Judge) {
    for at in 0..page.lines.len() {
        let Some(line) = page.lines.get(at).filter(|line| line.count <= 16 && is_page_number(line.text)) else { continue };
        let bare = line.text.bytes().all(|b| b.is_ascii_digit());
        let (Some(before), Some(after)) = (page.kept_before(at), page.kept_after(at)) else {
            if !bare && page.lines.len() > 3 {
                page.drop(at, PAGE_NUMBER, limits::FRAMED_PAGE_NUMBER, None);
            }
            continue;
        };
        if !bare {
            page.drop(at, PAGE_NUMBER, limits::FRAMED_PAGE_NUMBER, None);
            continue;
        }
        let torn = page.line(before).is_some_and(|line| line.count >= 8 && breaks_off(line.text)) && page.line(after).is_some_and(|line| line.count >= 4 && starts_inside(line.text));
        if torn && joins(page, judge, before, after) > limits::JOIN_GAIN && !belongs(page, judge, before, at, after) {
            page.drop(at, PAGE_NUMBER, limits::BARE_PAGE_NUMBER, Some("a number between two halves of a sentence".into()));
        }
    }
}

/// Whether a line may go on a sentence begun before it.
fn starts_inside(line: &str) -> bool {
    enumerator(line).is_none() && line.chars().next().is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '》' | '”' | '）' | '、' | '，' | '。' | '“' | '《' | '（'))
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
    let counted = ["年", "月", "日", "号", "时", "个", "名", "人", "次", "家", "项", "万", "亿", "%", "％", "条", "周", "点", "位", "岁", "倍", "米"].iter().any(|unit| next.starts_with(unit));
    let with = format!("{}{}", tail(before.text, 4), number.text);
    counted || follows(judge, &with, next) + limits::JOIN_GAIN > follows(judge, before.text, next)
}

fn head(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

fn tail(text: &str, most: usize) -> &str {
    text.char_indices().rev().nth(most.saturating_sub(1)).and_then(|(at, _)| text.get(at..)).unwrap_or(text)
}

/// ln P of `next` after the end of `before`.
fn follows(judge: &Judge, before: &str, next: &str) -> f32 {
    let (state, _) = judge.score(crate::judge::State::default(), tail(before, 6));
    judge.score(state, next).1
}

/// The characters of a line that count when lines are compared.
fn key(text: &str) -> String {
    text.chars().filter(|c| is_han(*c) || c.is_alphanumeric()).collect()
}

/// How alike two keys are, by their pairs of characters: 1 is equal. Robust against a character misread here and there.
pub(super) fn likeness(a: &str, b: &str) -> f32 {
    let pairs = |text: &str| -> HashMap<(char, char), i32> {
        let mut all = HashMap::new();
        let chars: Vec<char> = text.chars().collect();
        for pair in chars.windows(2) {
            if let [x, y] = pair {
                *all.entry((*x, *y)).or_default() += 1;
            }
        }
        all
    };
    let (a, b) = (pairs(a), pairs(b));
    let total: i32 = a.values().sum::<i32>() + b.values().sum::<i32>();
    let common: i32 = a.iter().map(|(pair, n)| (*n).min(b.get(pair).copied().unwrap_or(0))).sum();
    if total == 0 { 0.0 } else { 2.0 * common as f32 / total as f32 }
}

/// Lines at the head of the page that a running head may repeat.
const HEAD_LINES: usize = 12;

/// Running heads: a line that repeats the title or the first lines of the page, or looks like a title, in the middle of a sentence; or one that comes again and again.
pub(super) fn running_heads(page: &mut Page<'_>, judge: &Judge, headings: &[usize]) {
    let count = page.lines.len();
    if count < 3 {
        return;
    }
    let candidate = |line: &Line<'_>| (6..=45).contains(&line.count) && !line.ends_sentence() && !line.text.ends_with(['：', ':', '，', '、']);
    let mut copies: HashMap<&str, u32> = HashMap::new();
    for line in page.lines.iter().filter(|line| candidate(line)) {
        *copies.entry(line.text).or_default() += 1;
    }
    let head_keys: Vec<String> = page.lines.iter().take(HEAD_LINES).map(|line| key(head(line.text, 80))).collect();
    let head_text: String = head_keys.concat();
    let mut found = Vec::new();
    for at in 1..count {
        let Some(line) = page.lines.get(at).filter(|line| candidate(line)) else { continue };
        if page.dropped(at) || enumerator(line.text).is_some() {
            continue;
        }
        let formal = title_form(line.text) == Some(TitleForm::Formal);
        let repeated = copies.get(line.text).copied().unwrap_or(1) - 1;
        let marked = headings.contains(&line.whole.start) || headings.contains(&line.start);
        // Cheap things first: nearly all lines end here.
        let (Some(before), Some(after)) = (page.kept_before(at), page.kept_after(at)) else { continue };
        let (Some(previous), Some(next)) = (page.line(before), page.line(after)) else { continue };
        let mine = key(line.text);
        let length = mine.chars().count();
        let late = at >= HEAD_LINES.min(count / 3).max(3);
        let in_head = late && length >= 6 && (head_text.contains(&mine) || head_keys.iter().any(|head| head.chars().count() >= 8 && likeness(head, &mine) >= limits::LIKE_TITLE));
        if !(formal || in_head || repeated >= 2 || marked) {
            continue;
        }
        if date_line(line.text).is_some() || number_line(line.text).is_some() || is_addressee(line.text) || !issuers_of_line(line.text).is_empty() {
            continue;
        }
        let open = previous.count >= 6 && breaks_off(previous.text) && !issuers_of_line(previous.text).iter().any(|_| true) && date_line(previous.text).is_none() && title_form(previous.text) != Some(TitleForm::Formal);
        let torn = open && starts_inside(next.text);
        // Does the sentence read on over the line, and does the line itself not belong to it?
        let over = if torn { follows(judge, previous.text, head(next.text, 5)) - follows(judge, line.text, head(next.text, 5)) } else { 0.0 };
        let into = if torn { follows(judge, previous.text, head(line.text, 5)) - judge.score(judge.line_start(), head(line.text, 5)).1 } else { 0.0 };
        let gain = over - into;
        let kind = i32::from(formal) * 2 + i32::from(in_head) * 3 + i32::from(marked) + i32::from(repeated >= 1) + i32::from(repeated >= 2);
        // A title over two lines, given again: the line before is part of it.
        let title_again = head_text.contains(&key(previous.text)) && previous.count <= 45;
        let sure = torn && !title_again && (kind >= 2 && gain > limits::JOIN_GAIN || in_head && gain > -limits::JOIN_GAIN && repeated >= 1);
        if sure {
            found.push((at, mine, line.text.to_owned(), line.start..line.start + line.text.len()));
        }
    }
    // Where one copy tears a sentence, the others that stand late are running heads, too.
    let torn: Vec<&str> = found.iter().map(|(_, _, value, _)| value.as_str()).collect();
    let others: Vec<usize> = (HEAD_LINES..count)
        .filter(|&at| page.lines.get(at).is_some_and(|line| torn.contains(&line.text)) && !page.dropped(at) && !found.iter().any(|(known, ..)| *known == at) && !title_follows(page, at))
        .collect();
    for at in others {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, None);
    }
    for (at, _, value, span) in found {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, None);
        page.heads.push((value, span, RUNNING_HEAD));
    }
}

/// Whether a line begins a printed document: the lines after it are such as follow a title.
fn title_follows(page: &Page<'_>, at: usize) -> bool {
    page.lines.get(at + 1).is_some_and(|line| number_line(line.text).is_some() || is_addressee(line.text) || enumerator(line.text).is_some_and(|e| e.number == 1) || line.text.starts_with('（'))
}
