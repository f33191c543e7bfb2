//! Numerals: Han (`二十三`, `二〇二二`), Arabic, circled.

/// The digit a Han character stands for in positional writing (`二〇二二`), capitals (`壹`) excluded.
fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' | 'О' | 'O' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Reads a Han numeral at the start of `text`: its value and its length in bytes. Both ways of writing are read,
/// by units (`二百一十三`) and by digits (`二〇二二`); at most 9,999. A lone Latin `O` is no zero.
pub(crate) fn han_number(text: &str) -> Option<(u32, usize)> {
    let (mut total, mut digits, mut positional) = (0u32, 0usize, 0u32);
    let (mut pending, mut units, mut length) = (None, false, 0);
    for (at, c) in text.char_indices() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => 0,
        };
        if unit > 0 {
            total += pending.take().unwrap_or(1) * unit;
            units = true;
        } else if let Some(digit) = han_digit(c) {
            if at == 0 && matches!(c, 'O' | 'О' | '○') {
                return None;
            }
            positional = positional.saturating_mul(10).saturating_add(digit);
            digits += 1;
            pending = (digit > 0 || !units).then_some(digit);
        } else {
            break;
        }
        length = at + c.len_utf8();
        if total > 9_999 || digits > 4 {
            return None;
        }
    }
    if length == 0 {
        return None;
    }
    let value = if units { total + pending.unwrap_or(0) } else { positional };
    (value <= 9_999).then_some((value, length))
}

/// Reads a year written in four digits of which some are Han and the zeros may be Latin (`二00七`, `二OO六`, `二０一○`): value and length in bytes.
pub(crate) fn written_year(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut length) = (0, 0);
    for (place, (at, c)) in text.char_indices().take(4).enumerate() {
        let digit = if matches!(c, '0' | '０' | 'o' | 'Ｏ') { Some(0) } else { han_digit(c) }?;
        if place == 0 && !(1..=2).contains(&digit) {
            return None;
        }
        value = value * 10 + digit;
        length = at + c.len_utf8();
    }
    (value >= 1000).then_some((value, length))
}

/// Writes a number below 1,000 as enumerators have it: 三, 十, 二十三, 一百零五; larger ones in Arabic figures.
pub(crate) fn to_han(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |place: u32| usize::try_from(number / place % 10).ok().and_then(|at| DIGITS.get(at)).copied().unwrap_or_default();
    let (hundreds, tens, ones) = (digit(100), digit(10), digit(1));
    match (number, hundreds, tens) {
        (0 | 1000.., ..) => number.to_string(),
        (_, "", "") => ones.to_owned(),
        (_, "", "一") => format!("十{ones}"),
        (_, "", _) => format!("{tens}十{ones}"),
        (_, _, "") if ones.is_empty() => format!("{hundreds}百"),
        (_, _, "") => format!("{hundreds}百零{ones}"),
        _ => format!("{hundreds}百{tens}十{ones}"),
    }
}

/// Reads an Arabic numeral at the start of `text`, of at most `most` digits (ASCII or full-width): value and length in bytes.
pub(crate) fn arabic_number(text: &str, most: usize) -> Option<(u32, usize)> {
    let (mut value, mut length, mut count) = (0u32, 0, 0);
    for (at, c) in text.char_indices() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        count += 1;
        if count > most {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(digit)?;
        length = at + c.len_utf8();
    }
    (count > 0).then_some((value, length))
}

/// Reads a Han or an Arabic numeral.
pub(crate) fn number(text: &str, most: usize) -> Option<(u32, usize)> {
    arabic_number(text, most).or_else(|| han_number(text))
}

/// The number in a circle (`①` is 1), black circles included.
pub(crate) fn circled_number(c: char) -> Option<u32> {
    let code = c as u32;
    match c {
        '①'..='⑳' => Some(code - '①' as u32 + 1),
        '❶'..='❿' => Some(code - '❶' as u32 + 1),
        '➀'..='➉' => Some(code - '➀' as u32 + 1),
        '㉑'..='㉟' => Some(code - '㉑' as u32 + 21),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_ways_of_writing() {
        for (text, value) in [
            ("一", 1),
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("三十五", 35),
            ("一百", 100),
            ("一百零八", 108),
            ("二百一十三", 213),
            ("二〇二二", 2022),
            ("一千零一", 1001),
        ] {
            assert_eq!(han_number(text), Some((value, text.len())), "{text}");
        }
        assert_eq!(han_number("二十三、加强"), Some((23, 9)));
        assert_eq!(han_number("加强"), None);
        assert_eq!(han_number("O2O"), None);
        assert_eq!(arabic_number("2022年", 4), Some((2022, 4)));
        assert_eq!(arabic_number("20221年", 4), None);
        assert_eq!(circled_number('⑫'), Some(12));
    }
}
