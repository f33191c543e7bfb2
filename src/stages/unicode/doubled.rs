//! Bold type that was drawn twice or three times, one glyph beside the other: `项项目目描描述述`.
//!
//! Chinese doubles characters itself (`看看`, `高高兴兴`, `开开心心健健康康`), and numbers have equal digits. So a run of doubled characters is weighed: what the judge says of it
//! as it stands against what it says of the single characters, less what a natural doubling costs; all runs of a page say together whether
//! it is such a page.

use std::ops::Range;

use super::limits;
use super::{DOUBLED, sure};
use crate::chars::is_han;
use crate::edit::Proposal;
use crate::judge::{Judge, State};
use crate::text::Lines;

/// A run of characters each of which stands `times` times.
struct Run {
    at: Range<usize>,
    times: usize,
    units: usize,
    /// How much likelier it was drawn several times than written so, in nats, the page not asked.
    gain: f32,
    /// How many of its characters are Han.
    han: usize,
    /// It has doubled marks beside its Han, as a label has.
    marked: bool,
}

impl Run {
    /// Its characters, each once.
    fn once<'t>(&self, text: &'t str) -> impl Iterator<Item = char> + use<'t> {
        text[self.at.clone()].chars().step_by(self.times)
    }

    /// What speaks for it that no chain of doubled words has (`吵吵闹闹打打杀杀`), in points: marks and digits that are doubled with the words, three copies, the single characters
    /// elsewhere on the page; and an odd number of characters, which such a chain seldom has.
    fn proof(&self, text: &str) -> u32 {
        let once: Vec<char> = self.once(text).collect();
        let mixed = once.iter().any(|c| !is_han(*c));
        let echoed = || once.windows(limits::ECHO).take(limits::ECHOES).any(|words| text.contains(&words.iter().collect::<String>()));
        if mixed || self.times > 2 || echoed() { 2 } else { u32::from(!self.units.is_multiple_of(2)) }
    }
}

/// Proposes the single characters.
pub(super) fn propose(text: &str, judge: &Judge, out: &mut Proposal) {
    let mut lines: Vec<(bool, Vec<Run>)> = Vec::new();
    for line in Lines::of(text) {
        // Three Han doubled in a row, somewhere in the line, are where looking begins.
        if !has_doubles(&text[line.clone()]) {
            continue;
        }
        let runs = runs(text, &line, judge);
        let whole = is_whole(text, &line, &runs);
        lines.push((whole, runs));
    }
    let strong = |whole: bool, run: &Run| {
        run.han >= limits::DOUBLED_UNITS && run.gain > limits::DOUBLED_GAIN && (whole || run.marked || run.units >= limits::DOUBLED_INSIDE)
    };
    let all = || lines.iter().flat_map(|(whole, runs)| runs.iter().filter(|run| strong(*whole, run)));
    // On a long page a few lines look so by chance.
    if all().map(|run| run.gain).sum::<f32>() < limits::DOUBLED_PAGE || all().count() * limits::DOUBLED_SHARE < Lines::of(text).count() {
        return;
    }
    if all().take(limits::DOUBLED_RUNS).map(|run| run.proof(text)).sum::<u32>() < limits::DOUBLED_PROOF {
        return;
    }
    for (whole, runs) in lines {
        for run in runs {
            // In lines that are nothing but doubled, short runs and numbers go with the others.
            if whole || strong(whole, &run) {
                single(text, &run, out);
            }
        }
    }
}

fn has_doubles(line: &str) -> bool {
    let mut before = '\0';
    let mut doubles = 0;
    for c in line.chars() {
        doubles += usize::from(c == before && (is_han(c) || c.is_alphanumeric()));
        before = c;
    }
    doubles >= limits::DOUBLED_LEAST
}

/// Deletes all but one of each.
fn single(text: &str, run: &Run, out: &mut Proposal) {
    for (n, (at, c)) in text[run.at.clone()].char_indices().enumerate() {
        if n % run.times != 0 {
            let at = run.at.start + at;
            out.delete(at..at + c.len_utf8(), DOUBLED, sure(DOUBLED));
        }
    }
}

/// Whether all letters of a line stand in its runs.
fn is_whole(text: &str, line: &Range<usize>, runs: &[Run]) -> bool {
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    let inside: usize = runs.iter().map(|run| letters(&text[run.at.clone()])).sum();
    runs.iter().any(|run| run.han > 0) && inside == letters(&text[line.clone()])
}

fn runs(text: &str, line: &Range<usize>, judge: &Judge) -> Vec<Run> {
    let chars: Vec<(usize, char)> = text[line.clone()].char_indices().map(|(i, c)| (line.start + i, c)).collect();
    let mut all = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        // Of three equal characters in a row two are no pair: three are tried first, then two.
        let found = limits::DRAWN.rev().find_map(|times| run_at(&chars, i, times));
        let Some((times, units)) = found else {
            i += 1;
            continue;
        };
        let taken = chars.get(i..i + times * units).unwrap_or_default();
        let (Some(first), Some(last)) = (taken.first(), taken.last()) else { break };
        let at = first.0..last.0 + last.1.len_utf8();
        let han = taken.iter().filter(|(_, c)| is_han(*c)).count() / times;
        let marked = han > 0 && taken.iter().any(|(_, c)| !c.is_alphanumeric());
        all.push(Run { at, times, units, gain: gain(text, line.start, taken, times, judge), han, marked });
        i += times * units;
    }
    all
}

/// The run of characters that stand `times` times each from `i` on, if there are several: how many.
fn run_at(chars: &[(usize, char)], i: usize, times: usize) -> Option<(usize, usize)> {
    let unit = |from: usize| {
        let all = chars.get(from..from + times)?;
        let first = all.first()?.1;
        (all.iter().all(|(_, c)| *c == first) && !first.is_whitespace()).then_some(first)
    };
    let mut units = 0;
    let mut distinct: Vec<char> = Vec::new();
    while let Some(c) = unit(i + units * times) {
        if units == 0 && !c.is_alphanumeric() {
            return None;
        }
        if !distinct.contains(&c) && distinct.len() < limits::DISTINCT {
            distinct.push(c);
        }
        units += 1;
    }
    // 哈哈哈哈 and drawn lines are one character over and over.
    (units >= 2 && (distinct.len() == limits::DISTINCT || distinct.len() * 3 >= units * 2)).then_some((times, units))
}

/// How much likelier a run was drawn several times than written so: for every character what its copies cost, less what they cost where a language doubles it.
fn gain(text: &str, line: usize, run: &[(usize, char)], times: usize, judge: &Judge) -> f32 {
    let Some((start, _)) = run.first() else { return 0.0 };
    let context: Vec<char> = text[line..*start].chars().rev().take(limits::CONTEXT).collect();
    let state = context.iter().rev().fold(State::default(), |state, c| judge.step(state, *c).0);
    let (mut written, mut single) = (state, state);
    let mut gain = 0.0;
    for copies in run.chunks(times) {
        let Some((_, c)) = copies.first() else { break };
        let mut cost = 0.0;
        for (_, c) in copies {
            let (next, probability) = judge.step(written, *c);
            written = next;
            cost += probability;
        }
        let (next, probability) = judge.step(single, *c);
        single = next;
        // Digits are doubled by chance, one of ten.
        let usual = if c.is_ascii_digit() { limits::DOUBLED_DIGIT } else { limits::DOUBLED_USUAL };
        gain += (probability - cost - usual).clamp(-limits::DOUBLED_MOST, limits::DOUBLED_MOST);
    }
    gain
}

#[cfg(test)]
mod tests {
    fn applied(text: &str) -> String {
        crate::stages::testing::cleaned(&super::super::tests::stage(), text)
    }

    #[test]
    fn bold_type_is_drawn_once() {
        let page = |title: &str| format!("{title}\n本手册介绍字节跳动产品的安装和使用方法，请在使用前仔细阅读。");
        assert_eq!(applied(&page("字字节节跳跳动动用用户户手手册册")), page("字节跳动用户手册"));
        assert_eq!(applied("教教教育育育经经经历历历与与与背背背景景景\n正文。"), "教育经历与背景\n正文。");
    }

    #[test]
    fn what_the_language_doubles_stays() {
        for text in [
            "《岁岁年年柿柿红》播出，共663355个\n时时处处事事讲安全\n以“552255”工程为抓手，推进乡乡镇镇园区",
            "祝大家开开心心健健康康平平安安快快乐乐",
            "寻寻觅觅冷冷清清凄凄惨惨戚戚",
            "人人看看，年年岁岁，1100元和2233元",
            "轰轰烈烈红红火火恍恍惚惚",
            "哈哈哈哈哈哈哈哈",
            "吵吵闹闹打打杀杀哭哭啼啼拉拉扯扯",
        ] {
            assert_eq!(applied(text), text);
        }
    }
}
