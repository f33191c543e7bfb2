//! A look at the bytes of a line that tells whether it is canonical already. It may say no of a canonical line; it must never say yes of
//! another: a property test holds it against the whole stage.

use super::limits;

/// What a first byte promises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// An ASCII letter or digit: part of the line whatever stands beside it.
    Plain,
    /// An ideograph of three bytes.
    Han,
    /// Needs a look.
    Look,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Look; 256];
    let mut b = 0;
    while b < classes.len() {
        classes[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => Class::Plain,
            0xe4..=0xe9 => Class::Han,
            _ => Class::Look,
        };
        b += 1;
    }
    classes
};

/// Which quotation mark is open.
#[derive(Clone, Copy)]
enum Open {
    None,
    Double,
    /// ‘ inside “.
    Single,
}

/// Whether nothing in this line needs an edit. `line` is UTF-8 without line feeds.
pub(super) fn is_clean(line: &[u8]) -> bool {
    let (mut at, mut han, mut after_stop, mut open) = (0, false, false, Open::None);
    while let Some(&first) = line.get(at) {
        let mut stop = false;
        at += match (CLASSES[first as usize], &line[at..]) {
            (Class::Plain, _) => 1,
            // 一 between digits may be a dash that was misread.
            (Class::Han, [0xe4, 0xb8, 0x80, next, ..]) if next.is_ascii_digit() && at > 0 && line.get(at - 1).is_some_and(u8::is_ascii_digit) => return false,
            (Class::Han, _) => {
                han = true;
                3
            }
            // “”‘’
            (_, [0xe2, 0x80, quote @ (0x98 | 0x99 | 0x9c | 0x9d), ..]) => {
                open = match (open, quote) {
                    (Open::None, 0x9c) | (Open::Single, 0x99) => Open::Double,
                    (Open::Double, 0x9d) => Open::None,
                    (Open::Double, 0x98) => Open::Single,
                    _ => return false,
                };
                3
            }
            // 、。，：；！？ one by one.
            (_, [0xe3, 0x80, 0x81 | 0x82, ..] | [0xef, 0xbc, 0x81 | 0x8c | 0x9a | 0x9b | 0x9f, ..]) if !after_stop && !is_ratio(line, at) => {
                stop = true;
                3
            }
            (_, rest) => match length(&line[..at], rest) {
                Some(length) => length,
                None => return false,
            },
        };
        after_stop = stop;
    }
    matches!(open, Open::None) && (han || line.iter().all(u8::is_ascii_alphanumeric))
}

/// The length of the mark that `rest` begins with, behind `head`, where it can stay as it stands.
fn length(head: &[u8], rest: &[u8]) -> Option<usize> {
    let before = head.last().copied().unwrap_or_default();
    match *rest {
        // Between digits a dot is one; after the number that begins the line it numbers.
        [b'.', next, ..] if before.is_ascii_digit() && (next.is_ascii_digit() || next >= 0xe4 && head.len() <= limits::CLEAN_NUMBER) => Some(1),
        [b'%', ..] if before.is_ascii_digit() => Some(1),
        [b'+' | b'/' | b' ', next, ..] if before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() => Some(1),
        [b'-', next, ..] if before.is_ascii_alphabetic() && next.is_ascii_alphanumeric() => Some(1),
        // 第一章 总则
        [b' ', ..] if is_article(head, rest) => Some(1),
        // 【 before a number and 〔 before all but a year may belong to a document number.
        [0xe3, 0x80, 0x90, next, ..] if next.is_ascii_digit() => None,
        [0xe3, 0x80, 0x94, ref after @ ..] if !is_year(after) => None,
        // 々〇《》【】〓〔〕
        [0xe3, 0x80, 0x85 | 0x87 | 0x8a | 0x8b | 0x90 | 0x91 | 0x93..=0x95, ..] => Some(3),
        // （ but for a document's year, and ）
        [0xef, 0xbc, 0x88, ref after @ ..] if !is_year(after) => Some(3),
        [0xef, 0xbc, 0x89, ..] => Some(3),
        // —— but between years, and — between numbers
        [0xe2, 0x80, 0x94, 0xe2, 0x80, 0x94, next, ..]
            if next >= 0xe3 && (head.is_empty() || before >= 0x80) && !head.ends_with("年".as_bytes()) && !head.ends_with("—".as_bytes()) =>
        {
            Some(6)
        }
        [0xe2, 0x80, 0x94, next, ..] if (before.is_ascii_digit() || before == b'%') && next.is_ascii_digit() => Some(3),
        // ……
        [0xe2, 0x80, 0xa6, 0xe2, 0x80, 0xa6, ref after @ ..] if before >= 0x80 && !after.starts_with("…".as_bytes()) && !head.ends_with("…".as_bytes()) => {
            Some(6)
        }
        // · in names
        [0xc2, 0xb7, next, ..] if before >= 0x80 && next >= 0xe4 => Some(2),
        _ => None,
    }
}

/// Whether the mark at `at` is a full-width colon between digits, which may be a time's.
fn is_ratio(line: &[u8], at: usize) -> bool {
    let digit = |i: usize| line.get(i).is_some_and(u8::is_ascii_digit);
    line.get(at + 2) == Some(&0x9a) && at > 0 && digit(at - 1) && digit(at + 3)
}

/// Whether four digits of a year begin these bytes.
fn is_year(bytes: &[u8]) -> bool {
    matches!(bytes, [b'1' | b'2', b, c, d, ..] if b.is_ascii_digit() && c.is_ascii_digit() && d.is_ascii_digit())
}

/// Whether a line's head is an article's or a chapter's number, and a word, not a letter set apart, follows the blank.
fn is_article(head: &[u8], rest: &[u8]) -> bool {
    let han = |bytes: &[u8]| bytes.first().is_some_and(|b| (0xe4..=0xe9).contains(b));
    head.len() <= limits::CLEAN_HEADING
        && std::str::from_utf8(head).is_ok_and(|head| {
            head.strip_prefix('第')
                .and_then(|head| head.strip_suffix(['条', '章', '节']))
                .is_some_and(|number| !number.is_empty() && number.chars().all(super::context::is_numeral))
        })
        && rest.get(1..).is_some_and(han)
        && rest.get(4..).is_some_and(han)
}
