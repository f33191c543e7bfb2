//! What cannot be read again: 锟斤拷, U+FFFD and `?` in place of all characters, fill of unset memory.

use std::ops::Range;

use super::chain::GETA;
use super::codec::{Codec, Codecs};
use super::lattice::Slot;
use super::limits;
use super::walk::walk;
use super::words::Words;
use crate::chars::is_han;

/// What became of two U+FFFD.
const KUNKAO: &str = "锟斤拷";

/// Runs of 锟斤拷 in a line with the marks for the characters lost. The run is read as UTF-8 in GBK once more: every U+FFFD was a byte, what stands
/// between two of them survived by chance and is no text. Two bytes make a character of GBK, so 锟斤拷 is one `〓`. A single
/// 锟斤拷 in quotation marks is a word about the damage, not the damage.
pub(super) fn kunkao(codecs: &Codecs, text: &str, line: &Range<usize>) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let (Some(source), Some(table)) = (text.get(..line.end), codecs.table(Codec::Gbk)) else { return found };
    let mut at = line.start;
    while let Some(place) = source.get(at..).and_then(|rest| rest.find(KUNKAO)) {
        let start = at + place;
        let walk = walk(Codec::Gbk, table, source, start, usize::MAX, false);
        // What follows the last U+FFFD may be text that reads as UTF-8 by chance.
        let bytes: Vec<u8> = walk.slots.iter().map(|slot| if let Slot::Byte(byte) = slot { *byte } else { 0xff }).collect();
        let last = memchr::memmem::rfind(&bytes, &[0xef, 0xbf, 0xbd]).map_or(0, |place| place + 3);
        let last = if bytes.last() == Some(&0xff) { bytes.len() } else { last };
        let end = match walk.offsets.get(last.saturating_sub(1)) {
            Some(&offset) => offset + source.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8),
            None => start,
        };
        let end = end.max(start + KUNKAO.len());
        let bytes = bytes.get(..last).unwrap_or_default();
        at = end;
        let quoted = |c: Option<char>| c.is_some_and(|c| "“”‘’\"'「」『』（）()《》`、".contains(c));
        if source.get(start..end) == Some(KUNKAO) && quoted(source[..start].chars().next_back()) && quoted(source[end..].chars().next()) {
            continue;
        }
        let (mut marks, mut lost) = (String::new(), 0usize);
        let close = |marks: &mut String, lost: &mut usize| {
            (0..std::mem::take(lost).div_ceil(2)).for_each(|_| marks.push(GETA));
        };
        for c in String::from_utf8_lossy(bytes).chars() {
            match c {
                '\u{fffd}' => lost += 1,
                _ if c.is_ascii() => {
                    close(&mut marks, &mut lost);
                    marks.push(c);
                }
                _ => lost += c.len_utf8(),
            }
        }
        close(&mut marks, &mut lost);
        found.push((start..end, marks));
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
            _ if c.is_ascii_digit() || c.is_ascii_punctuation() => {}
            _ => written += 1,
        }
    }
    let mut kunkao = text.matches(KUNKAO).count();
    if kunkao >= limits::KUNKAO_MANY {
        // Between them stand halves of them.
        let parts = text.chars().filter(|c| matches!(c, '锟' | '斤' | '拷')).count();
        written = written.saturating_sub(parts) / 3;
        kunkao = parts / 3;
    } else {
        written = written.saturating_sub(3 * kunkao);
    }
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

/// Runs of 烫 or 屯 at the border of a line: what a debugger fills unset memory with. Where the next character makes a sentence of them (烫的, 烫！), they stay.
pub(super) fn fill(words: &Words, text: &str, line: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let Some(source) = text.get(line.clone()) else { return found };
    let is_fill = |c: char| matches!(c, '烫' | '屯');
    // Of both bytes nobody makes a sentence.
    let head = source.len() - source.trim_start_matches(is_fill).len();
    let many = |c: char| source[..head].chars().filter(|&other| other == c).count() >= limits::FILL;
    if many('烫') && many('屯') {
        found.push(line.start..line.start + head);
        return found;
    }
    for c in ['烫', '屯'] {
        let length = |run: &str| run.chars().count();
        let head = &source[..source.len() - source.trim_start_matches(c).len()];
        let tail = &source[source.trim_end_matches(c).len()..];
        let speaks = |c: Option<char>| c.is_some_and(|c| !is_han(c) && !c.is_ascii_alphanumeric());
        if length(head) >= limits::FILL && head.len() < source.len() {
            let rest = &source[head.len()..];
            let next = rest.chars().next();
            let opens = next.is_some_and(|c| "“《（〔【".contains(c));
            if (!speaks(next) || opens) && !next.is_some_and(|c| words.after_scald.contains(&c)) {
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
