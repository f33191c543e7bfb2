//! Texts that are one format from their first character to their last: JSON that parses, and records that all have as many fields as the first. What proves
//! itself needs no weighing.

use serde::de::IgnoredAny;

use super::limits;
use crate::finding::TextKind;
use crate::structure::enumerator;

/// What a whole text is, if it is one of these formats throughout.
pub(super) fn whole(text: &str) -> Option<TextKind> {
    let body = text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if is_json(body) {
        return Some(TextKind::Data);
    }
    let table = fields(body, '\t', limits::FIELDS_OF_TABS) || fields(body, ',', limits::FIELDS_OF_COMMAS);
    table.then_some(TextKind::Table)
}

/// Whether wide gaps part every line of a text into as many cells, the first of which is not the number of an item. Such rows may be of another kind, too:
/// this is asked where most of the text was found to be of none.
pub(super) fn columns(text: &str) -> bool {
    let body = text.trim_matches(['\u{feff}', '\r', '\n']);
    let (mut records, mut first) = (0usize, None);
    for line in body.lines() {
        let (cells, numbered) = cells(line);
        if cells < limits::FIELDS_OF_TABS || numbered || first.is_some_and(|first| first != cells) {
            return false;
        }
        (records, first) = (records + 1, Some(cells));
    }
    records >= limits::RECORDS || records + 1 == limits::RECORDS && first > Some(limits::FIELDS_OF_TABS)
}

/// How many cells wide gaps part a line into, and whether the first of them is the number of an item.
fn cells(line: &str) -> (usize, bool) {
    let line = line.trim();
    let (mut cells, mut gap, mut head) = (1usize, 0usize, None);
    for (at, c) in line.char_indices() {
        match c {
            '\t' | '\u{3000}' => gap += 2,
            ' ' | '\u{a0}' => gap += 1,
            _ => {
                if gap >= 2 {
                    cells += 1;
                    head = head.or(line.get(..at));
                }
                gap = 0;
            }
        }
    }
    (cells, head.is_some_and(|head| enumerator(head).is_some_and(|number| number.span.end >= head.trim_end().len())))
}

/// Whether a text is an object or an array of JSON with a string in it.
fn is_json(body: &str) -> bool {
    let framed = body.starts_with('{') && body.ends_with('}') || body.starts_with('[') && body.ends_with(']');
    framed && body.contains('"') && serde_json::from_str::<IgnoredAny>(body).is_ok()
}

/// Whether a text is records of fields parted by `mark`, quoted as RFC 4180 has it: enough records, all with as many fields as the first.
fn fields(body: &str, mark: char, least: usize) -> bool {
    let (mut records, mut count, mut first) = (0usize, 1usize, None);
    let (mut quoted, mut fresh, mut before) = (false, true, ' ');
    let mut chars = body.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => drop(chars.next()),
            '"' if quoted => quoted = false,
            '"' if fresh => quoted = true,
            _ if quoted => {}
            _ if c == mark => count += 1,
            '\n' => {
                // Sentences with as many commas as each other end with a mark.
                let sentence = mark == ',' && matches!(before, '.' | '。' | '！' | '？' | '!' | '?' | ';' | '；');
                if sentence || count < least || first.is_some_and(|first| first != count) {
                    return false;
                }
                (first, records, count) = (Some(count), records + 1, 1);
            }
            _ => {}
        }
        fresh = !quoted && (c == mark || c == '\n');
        before = if c == '\r' { before } else { c };
    }
    !quoted && count >= least && first == Some(count) && records + 1 >= limits::RECORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_prove_themselves() {
        let json = "{\"name\":\"校训\",\"lines\":[\"勤学,好问。\",\"他说：\\\"好\\\"\"]}\n";
        let csv = "编号,名称,说明\n1,水杯,\"蓝色,有盖\"\n2,雨伞,\"长柄\n黑色\"\n3,书包,\"\"\"大\"\"号\"\n";
        let tabs = "甲\t一\n乙\t二\n丙\t三\n丁\t四\n";
        assert_eq!([json, csv, tabs].map(whole), [Some(TextKind::Data), Some(TextKind::Table), Some(TextKind::Table)]);
        for text in [
            "[1]\n",
            "{并非数据}\n",
            "一,二,三\n四,五\n六,七,八\n九,十,百\n",
            "各地要加强领导,落实责任,完善机制.\n各部门要密切配合,形成合力,抓好落实.\n企业要履行责任,加强管理,保证质量.\n大家要一起努力,坚持到底,取得胜利.\n",
        ] {
            assert_eq!(whole(text), None, "{text}");
        }
    }
}
