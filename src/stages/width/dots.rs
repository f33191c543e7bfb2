//! Dots: full stops, ellipses, middle dots of names, and enumerators that are written in one character.

use crate::chars::is_han;
use crate::code::Code;
use crate::judge::State;

use super::context::{NUMERALS, is_blank, is_stop, is_wide_letter, past_blanks, run, set_two};
use super::limits;
use super::line::Line;

/// A full stop after Han at the end of the line, or where a sentence ends inside it.
const FULL_STOP: Code = Code::new("W006");
/// Han enumerators take 、.
const ENUMERATOR: Code = Code::new("W007");
/// An ellipsis is ……
const ELLIPSIS: Code = Code::new("W008");
/// A middle dot is ·
const DOT: Code = Code::new("W011");
/// ㈠ and ⒈ are （一） and 1.
const ONE_CHARACTER: Code = Code::new("W014");

/// ㈠ ⑴ ⒈ become the characters they are drawn from where they number something: at the start of a line or behind a stop. ① stays, and so does any other
/// that follows a word, as the number of a note does.
pub(super) fn enumerators(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        let before = line.before(i);
        if !(i == 0 || is_blank(before) || is_stop(before) || matches!(before, '：' | ':' | '、')) {
            i += 1;
            continue;
        }
        let written: String = match line.at(i) {
            c @ '\u{3220}'..='\u{3229}' => {
                let numeral = NUMERALS.chars().nth(2 + (u32::from(c) - 0x3220) as usize).unwrap_or(c);
                format!("（{numeral}）")
            }
            c @ '⑴'..='⒇' => format!("（{}）", u32::from(c) - 0x2473),
            c @ '⒈'..='⒛' if !line.at(i + 1).is_ascii_digit() => format!("{}.", u32::from(c) - 0x2487),
            _ => {
                i += 1;
                continue;
            }
        };
        let mut chars = written.chars();
        let Some(first) = chars.next() else { break };
        line.set(i, first, ONE_CHARACTER);
        for c in chars {
            line.double(i, c, ONE_CHARACTER);
            i += 1;
        }
        i += 1;
    }
}

/// Full stops and ellipses.
pub(super) fn mend(line: &mut Line) {
    // 一. 总则
    let numeral = run(line, 0, |c| "一二三四五六七八九十百".contains(c));
    if (1..=limits::PART_NUMBER).contains(&numeral) && matches!(line.at(numeral), '.' | '．') {
        let next = past_blanks(line, numeral + 1);
        if is_wide_letter(line.at(next)) {
            line.set(numeral, '、', ENUMERATOR);
        }
    }
    let mut i = 0;
    while i < line.len() {
        let c = line.at(i);
        if !matches!(c, '.' | '．' | '。' | '…' | '⋯' | '·') {
            i += 1;
            continue;
        }
        let length = run(line, i, |d| d == c);
        let end = i + length;
        let beside = is_wide_letter(line.left(i)) || is_wide_letter(line.right(end - 1));
        // Six dots are an ellipsis, more are leaders of a table of contents.
        let ellipsis = match c {
            '.' | '。' | '·' => limits::ELLIPSIS.contains(&length),
            '⋯' => length <= 2,
            _ => c == '…' && length == 1,
        };
        if ellipsis && beside {
            set_two(line, i..end, '…', ELLIPSIS);
            i += 2;
            continue;
        }
        if length == 1 && matches!(c, '.' | '．') {
            if ends_line(line, end) && ends_sentence(line, i) || divides_sentences(line, i) {
                line.set(i, '。', FULL_STOP);
            } else {
                ask(line, i);
            }
        }
        i = end;
    }
}

/// Whether nothing but closing quotes stands from `i` on.
fn ends_line(line: &Line, i: usize) -> bool {
    line.range(i..line.len()).all(|c| matches!(c, '”' | '’'))
}

/// Whether the dot at `i`, the last of its line, ends a sentence: Han before it, and enough of it for one.
fn ends_sentence(line: &Line, i: usize) -> bool {
    let before = line.before(i);
    (is_wide_letter(before) || matches!(before, '”' | '）' | '》' | ')')) && line.chars().filter(|c| is_wide_letter(*c)).count() >= limits::SENTENCE
}

/// Whether the dot at `i` stands between two sentences: a clause of some length before it, a blank and Han behind it. Without the blank it may
/// stand in a name (卡尔.马克思), after fewer characters behind an enumerator (一是. 坚持).
fn divides_sentences(line: &Line, i: usize) -> bool {
    let next = past_blanks(line, i + 1);
    if !is_wide_letter(line.before(i)) || next == i + 1 || !is_wide_letter(line.at(next)) {
        return false;
    }
    let clause = line.range(i.saturating_sub(limits::CLAUSE)..i).rev();
    let words = clause.take_while(|c| is_wide_letter(*c) || c.is_ascii_alphanumeric() || is_blank(*c));
    words.filter(|c| is_wide_letter(*c)).count() >= limits::SENTENCE
}

/// A dot between two Han without a blank: it ends a sentence, or it stands in a name, where the judge is sure of one of them and a clause of some length goes
/// before the one that ends a sentence. An ASCII dot in a name stays: it may be anything else.
fn ask(line: &mut Line, i: usize) {
    let closing = |c: char| matches!(c, '”' | '）' | ')' | '》');
    let before = line.before(i);
    if !(is_han(before) || closing(before)) || !is_han(line.at(i + 1)) {
        return;
    }
    let scores = ['。', '·', '，', '、'].map(|mark| read_with(line, i, Some(mark)));
    let [stop, dot, comma, member] = scores;
    let none = read_with(line, i, None);
    let clause = line
        .range(i.saturating_sub(limits::CLAUSE)..i)
        .rev()
        .take_while(|c| !matches!(c, '。' | '.' | '．' | '！' | '？' | '；' | '：' | ':' | '!' | '?' | ';'));
    let long = clause.filter(|c| is_wide_letter(*c)).count() >= limits::SENTENCE;
    if long && stop - dot >= limits::STOP_SURE && stop - none >= limits::STOP_OVER_NONE {
        line.set(i, '。', FULL_STOP);
    } else if line.at(i) == '．' && is_han(before) && dot - stop.max(comma).max(member) >= limits::DOT_SURE {
        line.set(i, '·', DOT);
    }
}

/// How likely the judge finds what stands around `i` with another mark in its place, or with none (nats).
fn read_with(line: &Line, i: usize, mark: Option<char>) -> f32 {
    let judge = &line.words.judge;
    let from = i.saturating_sub(limits::ASKED_LEFT);
    let start = if from == 0 { judge.line_start() } else { State::default() };
    let read = |state: State, chars: &mut dyn Iterator<Item = char>| {
        chars.filter(|c| !is_blank(*c)).fold((state, 0.0), |(state, sum), c| {
            let (next, probability) = judge.step(state, c);
            (next, sum + probability)
        })
    };
    let (state, _) = read(start, &mut line.range(from..i));
    read(state, &mut mark.into_iter().chain(line.range(i + 1..i + 1 + limits::ASKED_RIGHT))).1
}

/// Middle dots of names.
pub(super) fn middle(line: &mut Line) {
    for i in 1..line.len() {
        let (before, after) = (line.before(i), line.at(i + 1));
        // Sufin‧Siluko: parts of a name begin with capitals.
        let named = line.at(i) == '‧' && before.is_ascii_lowercase() && after.is_ascii_uppercase();
        if matches!(line.at(i), '・' | '•' | '‧' | '∙' | '⋅' | '･') && (is_han(before) && is_han(after) || named) {
            line.set(i, '·', DOT);
        }
    }
}
