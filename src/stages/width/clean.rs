//! A look at the bytes of a line that tells whether it is canonical already. It may say no of a canonical line; it must never say yes of another.

/// What a first byte promises.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of the line whatever stands beside it.
    Plain,
    /// An ASCII digit.
    Digit,
    /// An ideograph of three bytes.
    Han,
    /// Needs a look.
    Look,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Look; 256];
    let mut b = b'a';
    while b <= b'z' {
        classes[b as usize] = Class::Plain;
        classes[(b - 32) as usize] = Class::Plain;
        b += 1;
    }
    b = b'0';
    while b <= b'9' {
        classes[b as usize] = Class::Digit;
        b += 1;
    }
    b = 0xe4;
    while b <= 0xe9 {
        classes[b as usize] = Class::Han;
        b += 1;
    }
    classes
};

/// Whether nothing in this line needs an edit. `line` is UTF-8 without line feeds.
pub(super) fn is_clean(line: &[u8]) -> bool {
    let mut at = 0;
    let mut han = false;
    // 0: no quote open, 1: “, 2: ‘ inside “.
    let mut quote = 0;
    // The mark just before, if marks may not follow it.
    let mut stop = 0u8;
    while at < line.len() {
        let first = line[at];
        match CLASSES[first as usize] {
            Class::Han => {
                at += 3;
                han = true;
                stop = 0;
                continue;
            }
            Class::Plain | Class::Digit => {
                at += 1;
                stop = 0;
                continue;
            }
            Class::Look => {}
        }
        let before = at.checked_sub(1).map_or(0, |i| line[i]);
        let rest = &line[at..];
        let width = match *rest {
            // Between digits a dot is one; after the number that begins the line it numbers.
            [b'.', next, ..] if before.is_ascii_digit() && (next.is_ascii_digit() || next >= 0xe4 && at <= 3) => 1,
            [b'%', ..] if before.is_ascii_digit() => 1,
            [b'+' | b'/', next, ..] if before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() => 1,
            [b'-', next, ..] if before.is_ascii_alphabetic() && next.is_ascii_alphanumeric() => 1,
            [b' ', next, ..] if before.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() => 1,
            // 第一章 总则
            [b' ', next, ..] if next >= 0xe4 && is_article(&line[..at], rest) => 1,
            [0xe3, 0x80, c, ..] => match c {
                // 、。
                0x81 | 0x82 if stop == 0 => {
                    stop = c;
                    at += 3;
                    continue;
                }
                // 々〇《》【】〓〔〕
                0x85 | 0x87 | 0x8a | 0x8b | 0x90 | 0x91 | 0x93 | 0x94 | 0x95 => {
                    if matches!(c, 0x90) && rest.get(3).is_some_and(u8::is_ascii_digit) || matches!(c, 0x94) && !is_year(&rest[3..]) {
                        return false;
                    }
                    3
                }
                _ => return false,
            },
            [0xef, 0xbc, c, ..] => match c {
                // ，：；！？
                // A colon between digits may be a time's.
                0x9a if before.is_ascii_digit() && rest.get(3).is_some_and(u8::is_ascii_digit) => return false,
                0x8c | 0x9a | 0x9b | 0x81 | 0x9f if stop == 0 => {
                    stop = c;
                    at += 3;
                    continue;
                }
                // （ but for a document's year
                0x88 if !is_year(&rest[3..]) => 3,
                0x89 => 3,
                _ => return false,
            },
            // “”‘’
            [0xe2, 0x80, 0x9c, ..] if quote == 0 => {
                quote = 1;
                3
            }
            [0xe2, 0x80, 0x9d, ..] if quote == 1 => {
                quote = 0;
                3
            }
            [0xe2, 0x80, 0x98, ..] if quote == 1 => {
                quote = 2;
                3
            }
            [0xe2, 0x80, 0x99, ..] if quote == 2 => {
                quote = 1;
                3
            }
            // —— but between years, and — between numbers
            [0xe2, 0x80, 0x94, 0xe2, 0x80, 0x94, ref after @ ..]
                if after.first().is_some_and(|b| *b >= 0xe3)
                    && (at == 0 || before >= 0x80)
                    && !line[..at].ends_with("年".as_bytes())
                    && !line[..at].ends_with("—".as_bytes()) =>
            {
                6
            }
            [0xe2, 0x80, 0x94, next, ..] if (before.is_ascii_digit() || before == b'%') && next.is_ascii_digit() => 3,
            // ……
            [0xe2, 0x80, 0xa6, 0xe2, 0x80, 0xa6, ref after @ ..]
                if before >= 0x80 && !after.starts_with(&[0xe2, 0x80, 0xa6]) && !line[..at].ends_with("…".as_bytes()) =>
            {
                6
            }
            // · in names
            [0xc2, 0xb7, next, ..] if before >= 0x80 && next >= 0xe4 => 2,
            _ => return false,
        };
        at += width;
        stop = 0;
    }
    quote == 0 && (han || line.is_empty() || line.iter().all(|b| b.is_ascii_alphanumeric()))
}

/// Whether four digits of a year begin these bytes.
fn is_year(bytes: &[u8]) -> bool {
    matches!(bytes, [b'1' | b'2', b, c, d, ..] if b.is_ascii_digit() && c.is_ascii_digit() && d.is_ascii_digit())
}

/// Whether a line's head is an article's or a chapter's number, and a word, not a letter set apart, follows the blank.
fn is_article(head: &[u8], rest: &[u8]) -> bool {
    let han = |bytes: &[u8]| bytes.first().is_some_and(|b| (0xe4..=0xe9).contains(b));
    let numeral = |c: char| "〇零一二三四五六七八九十百千".contains(c);
    head.len() <= 27
        && std::str::from_utf8(head).is_ok_and(|head| {
            head.strip_prefix('第')
                .and_then(|head| head.strip_suffix(['条', '章', '节']))
                .is_some_and(|number| !number.is_empty() && number.chars().all(numeral))
        })
        && han(&rest[1..])
        && rest.get(4..).is_some_and(han)
}
