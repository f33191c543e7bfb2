//! What cannot be read again: 锟斤拷, U+FFFD and `?` in place of all characters, fill of unset memory.

use std::ops::Range;

use super::repair::GETA;
use crate::judge::{Judge, State};
use crate::text::is_han;
use crate::thresholds::mojibake as limits;

/// What became of two U+FFFD.
const KUNKAO: &str = "锟斤拷";

/// Runs of 锟斤拷 in a line with the marks for the characters lost. Each 锟斤拷 is two U+FFFD, about one character of GBK; what is left of a third
/// counts as one more. A single one in quotation marks is a word about the damage, not the damage.
pub(super) fn kunkao(text: &str, line: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let Some(source) = text.get(line.clone()) else { return found };
    let mut at = 0;
    while let Some(place) = source.get(at..).and_then(|rest| rest.find(KUNKAO)) {
        let start = at + place;
        let rest = &source[start..];
        let whole = rest.len() - rest.trim_start_matches(KUNKAO).len();
        let count = whole / KUNKAO.len();
        let mut end = start + whole;
        let mut marks = count;
        // An odd U+FFFD leaves 锟 and a byte that joined what follows or was lost.
        let tail = &source[end..];
        if let Some(after) = tail.strip_prefix('锟') {
            end += '锟'.len_utf8() + after.chars().next().filter(|&c| c == '?' || c == '\u{fffd}').map_or(0, char::len_utf8);
            marks += 1;
        }
        at = end;
        let quoted = |c: Option<char>| c.is_some_and(|c| "“”‘’\"'「」『』（）()《》`、".contains(c));
        let mention = count == 1 && quoted(source[..start].chars().next_back()) && quoted(source[end..].chars().next());
        if !mention {
            found.push((line.start + start..line.start + end, GETA.to_string().repeat(marks)));
        }
    }
    found
}

/// Why a page cannot be read, if it cannot.
pub(super) fn unreadable(text: &str) -> Option<String> {
    let (mut replaced, mut asked, mut written) = (0usize, 0usize, 0usize);
    for c in text.chars() {
        match c {
            '\u{fffd}' | GETA => replaced += 1,
            '?' | '？' => asked += 1,
            _ if c.is_whitespace() => {}
            // Marks and digits survive where all else became a question mark.
            _ if c.is_ascii_digit() || c.is_ascii_punctuation() => {},
            _ => written += 1,
        }
    }
    let kunkao = text.matches(KUNKAO).count();
    written = written.saturating_sub(3 * kunkao);
    let lost = replaced + asked + kunkao;
    if lost < limits::LOST_LEAST || lost * 100 < (lost + written) * limits::LOST_PERCENT {
        return None;
    }
    Some(if asked > replaced + kunkao {
        format!("{asked} of the page's characters are question marks: it was saved in an encoding without Chinese")
    } else {
        format!("{} of the page's characters are lost (U+FFFD, 锟斤拷): it was decoded in the wrong encoding and saved so", replaced + kunkao)
    })
}

/// Runs of 烫 or 屯 at the border of a line: what a debugger fills unset memory with. Where the neighbouring text speaks of what is hot, they stay.
pub(super) fn fill(judge: &Judge, text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some(source) = text.get(line.clone()) else { return found };
    for c in ['烫', '屯'] {
        let length = |run: &str| run.chars().count();
        let head = &source[..source.len() - source.trim_start_matches(c).len()];
        let tail = &source[source.trim_end_matches(c).len()..];
        let speaks = |c: Option<char>| c.is_some_and(|c| !is_han(c) && !c.is_ascii_alphanumeric());
        if length(head) >= limits::FILL && head.len() < source.len() {
            let rest = &source[head.len()..];
            let next = rest.chars().next();
            // The text must go on better without the fill than with it.
            let start: String = rest.chars().take(limits::CONTEXT).collect();
            let fresh = judge.score(judge.line_start(), &start).1;
            let (after, _) = judge.score(State::default(), &head.chars().take(2).collect::<String>());
            let kept = judge.score(after, &start).1;
            let opens = next.is_some_and(|c| "“《（〔【".contains(c));
            if (!speaks(next) || opens) && !"的得地了着过人手到嘴伤".contains(next.unwrap_or(' ')) && fresh >= kept - limits::FILL_SLACK {
                found.push(line.start..line.start + head.len());
            }
        }
        if length(tail) >= limits::FILL && tail.len() < source.len() {
            let before = source[..source.len() - tail.len()].chars().next_back();
            if before.is_some_and(|c| "。！？；”）》…".contains(c)) {
                found.push(line.end - tail.len()..line.end);
            }
        }
    }
    found
}
