//! Byte order marks read as text: `ï»¿`, `锘?`, and 锘 before a character that swallowed the mark's last byte and a letter.

use std::ops::Range;

use super::codec::{Codec, Codecs};
use super::limits;

/// What stands for a byte order mark at the head of a line, and what shall stand there.
pub(super) fn byte_order_mark(codecs: &Codecs, text: &str, line: &Range<usize>) -> Option<(Range<usize>, String, f32, &'static str)> {
    let source = text.get(line.clone())?;
    let head = source.len() - source.trim_start_matches([' ', '\t', '\u{3000}', '\u{feff}']).len();
    let rest = source.get(head..)?;
    let start = line.start + head;
    if rest.starts_with("ï»¿") {
        let length = rest.len() - rest.trim_start_matches("ï»¿").len();
        return Some((start..start + length, String::new(), 1.0, "UTF-8 byte order mark read as Latin-1"));
    }
    let after = rest.strip_prefix('锘')?;
    let next = after.chars().next()?;
    let end = start + '锘'.len_utf8();
    if next == '?' || next == '\u{fffd}' {
        return Some((
            end - '锘'.len_utf8()..end + next.len_utf8(),
            String::new(),
            limits::MARK_AND_MORE,
            "UTF-8 byte order mark read as GBK; an ASCII mark after it may be lost",
        ));
    }
    let [lead, trail] = codecs.table(Codec::Gbk)?.code(next)?.to_be_bytes();
    (lead == 0xbf && trail < 0x80).then(|| (start..end + next.len_utf8(), char::from(trail).to_string(), 1.0, "UTF-8 byte order mark read as GBK"))
}

/// Marks that Chinese and Western text have alike, which may stand whole around a run.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '‘'..='„' | '–'..='—' | '…' | '·' | '•' | '«' | '»' | '×' | '\u{a0}')
}
