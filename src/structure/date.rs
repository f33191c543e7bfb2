//! Dates and times: `2022年11月1日`, `二〇二二年十一月一日`, `2022-11-01 10:30`, and those of the Republic: `民国101年6月4日`.

use std::ops::Range;

use super::limits;
use super::numeral::{arabic_number, han_number, written_year};
pub(crate) use crate::date::Date;

fn small(text: &str) -> Option<(u32, usize)> {
    arabic_number(text, 2).or_else(|| han_number(text).filter(|&(value, _)| value <= 31))
}

/// Skips the single blanks that a fold of widths leaves between the figures of a date.
fn skip(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.len() - rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']).len()
}

/// What stands before a year of the Republic, of which 1912 is the first; the longer names come first.
const ERA: [&str; 4] = ["中华民国", "中華民國", "民国", "民國"];
/// The era as it is put before a date that goes without.
const SHORT_ERA: &str = "民国";
/// The year before the first of the Republic.
pub(crate) const BEFORE_ERA: u32 = 1911;

/// The name of the era at the start of `text`, its letters spread out or not: its length in bytes.
fn era(text: &str) -> Option<usize> {
    ERA.iter().find_map(|name| {
        let mut at = 0;
        for c in name.chars() {
            at = skip(text, at);
            at += text.get(at..)?.strip_prefix(c).map(|_| c.len_utf8())?;
        }
        Some(at)
    })
}

/// A year of the Republic with the name of the era before it: the year of our calendar, and the length in bytes.
fn republic_year(text: &str) -> Option<(u32, usize)> {
    if !text.starts_with(['中', '民']) {
        return None;
    }
    let at = skip(text, era(text)?);
    let rest = text.get(at..)?;
    let first = rest.strip_prefix('元').map(|after| (1, rest.len() - after.len()));
    let (year, length) = first.or_else(|| arabic_number(rest, 3)).or_else(|| han_number(rest)).filter(|&(year, _)| limits::REPUBLIC.contains(&year))?;
    Some((year + BEFORE_ERA, at + length))
}

/// A line that is a date of the Republic without the name of the era (`101年6月4日`, `101/06/04`), with the era before it. Only a page that is of Taiwan
/// writes such dates: elsewhere the same figures are no date, or that of another era.
pub(crate) fn with_era(line: &str) -> Option<String> {
    let bare = line.trim();
    let (year, _) = arabic_number(bare, 3).or_else(|| han_number(bare))?;
    let dated = || format!("{SHORT_ERA}{bare}");
    (limits::BARE_REPUBLIC.contains(&year) && bare.len() <= limits::DATE_BYTES)
        .then(dated)
        .filter(|dated| date_line(dated).is_some_and(|date| date.day.is_some()))
}

/// Reads the date that `text` begins with: the date and its length in bytes.
pub(crate) fn date(text: &str) -> Option<(Date, usize)> {
    let common = || arabic_number(text, 4).or_else(|| written_year(text)).or_else(|| han_number(text)).filter(|&(year, _)| limits::YEARS.contains(&year));
    let (year, length) = republic_year(text).or_else(common)?;
    let at = skip(text, length);
    let mark = text.get(at..)?.chars().next()?;
    let han = match mark {
        '年' => true,
        '-' | '/' | '.' | '－' | '—' => false,
        _ => return None,
    };
    let at = skip(text, at + mark.len_utf8());
    let (month, length) = small(text.get(at..)?).filter(|&(month, _)| (1..=12).contains(&month))?;
    let mut end = at + length;
    let at = skip(text, end);
    let rest = text.get(at..)?;
    let mut found = Date { year: u16::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: None, time: None };
    let mut day_at = None;
    if han {
        let rest = rest.strip_prefix('月')?;
        end = text.len() - rest.len();
        day_at = Some(skip(text, end));
    } else if rest.starts_with(mark) {
        day_at = Some(skip(text, at + mark.len_utf8()));
    }
    if let Some(at) = day_at
        && let Some((day, length)) = small(text.get(at..)?).filter(|&(day, _)| (1..=31).contains(&day))
    {
        let after = skip(text, at + length);
        let rest = text.get(after..)?;
        if !han || rest.starts_with(['日', '号']) {
            found.day = u8::try_from(day).ok();
            end = if han { after + 3 } else { at + length };
        }
    }
    if !han && found.day.is_none() {
        return None; // 2022.11 is as likely a number
    }
    if found.day.is_some()
        && let Some((time, length)) = text.get(end..).and_then(clock)
    {
        found.time = Some(time);
        end += length;
    }
    Some((found, end))
}

type Clock = (u8, u8, Option<u8>);

fn clock(text: &str) -> Option<(Clock, usize)> {
    let part = |at: usize, most: u32| {
        let (value, length) = arabic_number(text.get(at..)?, 2).filter(|&(value, _)| value < most)?;
        Some((u8::try_from(value).ok()?, at + length))
    };
    let colon = |at: usize| text.get(at..).filter(|rest| rest.starts_with([':', '：'])).map(|rest| at + if rest.starts_with(':') { 1 } else { 3 });
    let mut start = skip(text, 0);
    if text.get(start..)?.starts_with('T') {
        start += 1;
    }
    let (hour, at) = part(start, 24)?;
    let (minute, end) = part(colon(at)?, 60)?;
    match colon(end).and_then(|at| part(at, 60)) {
        Some((second, end)) => Some(((hour, minute, Some(second)), end)),
        None => Some(((hour, minute, None), end)),
    }
}

/// Every date in a text, with its byte range.
pub(crate) fn dates(text: &str) -> Vec<(Date, Range<usize>)> {
    let mut found = Vec::new();
    let mut until = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = at >= until && !before.is_ascii_digit() && matches!(c, '1' | '2' | '一' | '二' | '中' | '民');
        before = c;
        if begins && let Some((date, length)) = text.get(at..).and_then(date) {
            until = at + length;
            found.push((date, at..until));
        }
    }
    found
}

/// The date that is the whole line, brackets around it allowed: the line of a date under a signature.
pub(crate) fn date_line(line: &str) -> Option<Date> {
    let bare = line.trim().trim_matches(['（', '）', '(', ')', '[', ']']).trim();
    if bare.len() > limits::DATE_BYTES {
        return None;
    }
    let (found, length) = date(bare)?;
    let rest = bare.get(length..)?.trim().trim_start_matches(['（', '(']);
    (rest.is_empty() || rest.starts_with("星期") && rest.chars().count() == 3).then_some(found)
}

/// The date that is the whole line, with a day and without a time of day: that of a signature.
pub(crate) fn day_line(line: &str) -> Option<Date> {
    date_line(line).filter(|date| date.day.is_some() && date.time.is_none())
}

/// Whether a character stands in dates with a time of day, or beside them.
pub(crate) fn is_of_time(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':' | '：' | '年' | '月' | '日' | '时' | '分' | ' ' | '|' | '｜' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_the_republic_may_leave_out_the_era() {
        for line in ["101年6月4日", "101/06/04", "101-06-04", "一○一年六月四日", "一百零一年六月四日"] {
            assert_eq!(with_era(line).and_then(|line| date_line(&line)).map(|date| date.to_string()).as_deref(), Some("2012-06-04"), "{line}");
        }
        for line in ["12年6月4日", "2012年6月4日", "101年6月", "101年度", "101.6"] {
            assert_eq!(with_era(line), None, "{line}");
        }
    }

    #[test]
    fn reads_dates() {
        for (text, iso) in [
            ("2022年11月1日", "2022-11-01"),
            ("二〇二二年十一月一日", "2022-11-01"),
            ("二○○六年五月二十三日", "2006-05-23"),
            ("二OO六年二月二十日", "2006-02-20"),
            ("二00七年三月五日", "2007-03-05"),
            ("一九九六年十一月五日", "1996-11-05"),
            ("2019年4月", "2019-04"),
            ("2022-11-01 10:30", "2022-11-01T10:30"),
            ("2022/1/5 08:01:59", "2022-01-05T08:01:59"),
            ("2012年04月13日 15：47", "2012-04-13T15:47"),
            ("2022 年 11 月 1 日", "2022-11-01"),
            ("民国101年6月4日", "2012-06-04"),
            ("中華民國101年06月04日", "2012-06-04"),
            ("中华民国一○一年六月四日", "2012-06-04"),
            ("中华民国一百零一年六月四日", "2012-06-04"),
            ("中　华　民　国　101　年　6　月　4　日", "2012-06-04"),
            ("民国101/06/04 12:21", "2012-06-04T12:21"),
            ("民国元年一月一日", "1912-01-01"),
            ("2012年6月4日（星期一）", "2012-06-04"),
        ] {
            assert_eq!(date_line(text).map(|d| d.to_string()).as_deref(), Some(iso), "{text}");
        }
        for text in ["2022年底", "1.2.3", "2022年13月1日", "3000年1月1日", "2022.11", "101年6月4日", "民国时期", "民国1999年1月1日"] {
            assert_eq!(date_line(text), None, "{text}");
        }
        let all: Vec<_> = dates("自2020年1月1日起施行，2019年12月发布。").iter().map(|(d, _)| d.to_string()).collect();
        assert_eq!(all, ["2020-01-01", "2019-12"]);
        let all: Vec<_> = dates("自民国101年6月4日起，至中华民国102年止。").iter().map(|(d, _)| d.to_string()).collect();
        assert_eq!(all, ["2012-06-04"]);
    }
}
