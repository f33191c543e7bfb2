//! Marks of the printed page: jump lines, page numbers, running heads, the end mark of a wire report.

use std::collections::{HashMap, HashSet};

use memchr::memmem;

use super::Page;
use super::page::Line;
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
        let Some(line) = page.lines.get(at).filter(|line| line.count <= 16 && !page.dropped(at) && is_page_number(line.text)) else { continue };
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
        let torn = page.line(before).is_some_and(|line| line.count >= 8 && breaks_off(line.text))
            && page.line(after).is_some_and(|line| line.count >= 4 && starts_inside(line.text));
        if torn && joins(page, judge, before, after) > limits::JOIN_GAIN && !belongs(page, judge, before, at, after) {
            page.drop(at, PAGE_NUMBER, limits::BARE_PAGE_NUMBER, Some("a number between two halves of a sentence".into()));
        }
    }
}

/// Whether a line may go on a sentence begun before it.
fn starts_inside(line: &str) -> bool {
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

/// What is known of the head of a page, made once.
struct Head {
    /// The keys of the first lines, run together.
    text: String,
    chars: HashSet<char>,
    /// The keys one by one, each with the bytes of `text` up to its end.
    keys: Vec<(String, usize)>,
}

impl Head {
    fn of(page: &Page<'_>, kept: &[usize]) -> Head {
        let mut text = String::new();
        let mut keys = Vec::new();
        for line in kept.iter().take(HEAD_LINES).filter_map(|&at| page.line(at)) {
            let key = key(head(line.text, 80));
            text.push_str(&key);
            keys.push((key, text.len()));
        }
        Head { chars: text.chars().collect(), text, keys }
    }

    /// The head before the line that is the `upto`th of the page.
    fn before(&self, upto: usize) -> &str {
        let end = upto.checked_sub(1).and_then(|last| self.keys.get(last.min(self.keys.len().saturating_sub(1)))).map_or(0, |(_, end)| *end);
        self.text.get(..end).unwrap_or_default()
    }

    /// Whether a key repeats something of the head before the `upto`th line, misread characters allowed.
    fn has(&self, mine: &str, upto: usize) -> bool {
        let length = mine.chars().count();
        if length < 6 || mine.chars().filter(|c| self.chars.contains(c)).count() * 4 < length * 3 {
            return false;
        }
        self.before(upto).contains(mine) || self.keys.iter().take(upto).any(|(head, _)| head.chars().count() >= 8 && likeness(head, mine) >= limits::LIKE_TITLE)
    }
}

/// Running heads: a line that repeats the title or the first lines of the page, or looks like a title, in the middle of a sentence; and its other copies.
pub(super) fn running_heads(page: &mut Page<'_>, judge: &Judge, headings: &[usize]) {
    let kept: Vec<usize> = (0..page.lines.len()).filter(|&at| !page.dropped(at)).collect();
    if kept.len() < 3 {
        return;
    }
    let candidate = |line: &Line<'_>| (6..=45).contains(&line.count) && !line.ends_sentence() && !line.text.ends_with(['：', ':', '，', '、']);
    let mut copies: HashMap<&str, u32> = HashMap::new();
    let mut open_lines = 0;
    for line in kept.iter().filter_map(|&at| page.line(at)) {
        open_lines += usize::from(breaks_off(line.text));
        if candidate(line) {
            *copies.entry(line.text).or_default() += 1;
        }
    }
    // On a page of narrow columns nearly every line breaks off; elsewhere only a line with the marks of prose is torn.
    let narrow = open_lines * 2 >= kept.len();
    let top = Head::of(page, &kept);
    let mut found = Vec::new();
    for window in kept.windows(3).enumerate() {
        let (nth, &[before, at, after]) = window else { continue };
        let (Some(previous), Some(line), Some(next)) = (page.line(before), page.line(at), page.line(after)) else { continue };
        // Cheap things first: nearly all lines end here.
        if !candidate(line) || previous.count < 6 || !breaks_off(previous.text) || !starts_inside(next.text) || enumerator(line.text).is_some() {
            continue;
        }
        let prose =
            narrow || previous.count >= 15 && previous.text.contains(['，', '。', '、', '；']) || previous.count >= 8 && enumerator(previous.text).is_some();
        if !prose {
            continue;
        }
        let formal = title_form(line.text) == Some(TitleForm::Formal);
        let marked = headings.contains(&line.whole.start) || headings.contains(&line.start);
        let mine = key(line.text);
        // The lines of the head lie at least one line back.
        let in_head = nth >= 2 && top.has(&mine, nth);
        if !(formal || in_head || marked) {
            continue;
        }
        let other = |text: &str| date_line(text).is_some() || number_line(text).is_some() || is_addressee(text) || !issuers_of_line(text).is_empty();
        // A title over two lines, given again: the line before is part of it.
        let title_again =
            previous.count <= 45 && (nth >= 1 && top.before(nth).contains(&key(previous.text)) || title_form(previous.text) == Some(TitleForm::Formal));
        if other(line.text) || other(previous.text) || title_again {
            continue;
        }
        // Does the sentence read on over the line, and does the line itself not belong to it?
        let over = follows(judge, previous.text, head(next.text, 5)) - follows(judge, line.text, head(next.text, 5));
        let into = follows(judge, previous.text, head(line.text, 5)) - judge.score(judge.line_start(), head(line.text, 5)).1;
        let gain = over - into;
        let repeated = copies.get(line.text).copied().unwrap_or(1) - 1;
        let kind = i32::from(formal) * 2 + i32::from(in_head) * 3 + i32::from(marked) * 2;
        if kind >= 2 && gain > limits::JOIN_GAIN || in_head && repeated >= 1 && gain > 0.0 {
            found.push((at, line.text, line.start..line.start + line.text.len()));
        }
    }
    // Where one copy tears a sentence, the others that stand late are running heads, too.
    let torn: HashSet<&str> = found.iter().map(|(_, value, _)| *value).collect();
    let others: Vec<usize> = kept
        .iter()
        .skip(HEAD_LINES)
        .copied()
        .filter(|&at| !torn.is_empty() && page.line(at).is_some_and(|line| torn.contains(line.text)) && !title_follows(page, at))
        .collect();
    for (at, value, span) in found {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, None);
        page.heads.push((value.to_owned(), span, RUNNING_HEAD));
    }
    for at in others {
        page.drop(at, RUNNING_HEAD, limits::RUNNING_HEAD, Some("a copy of a line that tears a sentence elsewhere".into()));
    }
}

/// Whether a line begins a printed document: the lines after it are such as follow a title.
fn title_follows(page: &Page<'_>, at: usize) -> bool {
    page.lines.get(at + 1).is_some_and(|line| {
        number_line(line.text).is_some()
            || is_addressee(line.text)
            || enumerator(line.text).is_some_and(|e| e.number == 1)
            || line.text.strip_prefix('（').is_some_and(|rest| crate::structure::date::date(rest).is_some())
    })
}
