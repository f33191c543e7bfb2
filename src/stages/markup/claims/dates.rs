//! The words around dates of publication, and dates as pages, addresses and scripts write them.

use std::ops::Range;

use regex::Regex;

use crate::date::Date;
use crate::rule::{RuleBook, RuleError};
use crate::stages::markup::limits;
use crate::structure::date::BEFORE_ERA;

/// The file of the words around dates.
const FILE: &str = "markup/dates.tsv";

/// The words around dates, and how dates are written.
#[derive(Debug)]
pub(super) struct DateWords {
    date: Regex,
    /// What stands before a date of publication, of a change, of signing, of something else.
    pub(super) published: Regex,
    pub(super) time: Regex,
    pub(super) changed: Regex,
    pub(super) signed: Regex,
    pub(super) other: Regex,
    /// What else a line of credits holds.
    pub(super) credits: Regex,
    /// Days of the week, as today's date has them.
    pub(super) week: Regex,
    /// Names of tags and properties that give the date of publication.
    pub(super) tag: Vec<String>,
    script: Regex,
    script_title: Regex,
    address: Regex,
}

impl DateWords {
    /// Reads the words.
    pub(super) fn read(rules: &RuleBook) -> Result<DateWords, RuleError> {
        let wrong = |reason: String| RuleError::Format { file: FILE.to_owned(), reason };
        let rows: Vec<_> = rules.rows(FILE)?.collect();
        let all =
            |sort: &str| rows.iter().filter_map(|(_, row)| if let [name, word] = row[..] { (name == sort).then_some(word) } else { None }).collect::<Vec<_>>();
        let one = |sort: &str| {
            let words = all(sort);
            if words.is_empty() { Err(wrong(format!("no row for {sort}"))) } else { Ok(words.join("|")) }
        };
        let regex = |pattern: String| Regex::new(&pattern).map_err(|error| wrong(error.to_string()));
        let of = |sort: &str| regex(one(sort)?);
        Ok(DateWords {
            date: of("date")?,
            published: of("published")?,
            time: of("time")?,
            changed: of("changed")?,
            signed: of("signed")?,
            other: of("other")?,
            credits: of("credits")?,
            week: of("week")?,
            tag: all("tag").into_iter().map(str::to_owned).collect(),
            script: regex(format!(r#"(?:["'\s{{,]|^)(?:{})["']?\s*[:=]\s*["']?([0-9][0-9T:.\- /]{{7,24}})"#, one("script")?))?,
            script_title: regex(format!(r#"(?:["'\s{{,]|^)(?:{})["']?\s*[:=]\s*"((?:[^"\\]|\\.){{4,200}})""#, one("script_title")?))?,
            address: of("address")?,
        })
    }

    /// All dates of a line with their places: in either calendar, with the time of day where it is given.
    pub(super) fn dates(&self, line: &str) -> Vec<(Date, Range<usize>)> {
        let number = |found: &regex::Captures<'_>, name: &str| found.name(name).and_then(|m| m.as_str().parse::<u32>().ok());
        let read = |found: regex::Captures<'_>| {
            let whole = found.get(0)?;
            // Further figures around it: part of a number.
            let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if figure(line.get(..whole.start())?.chars().next_back()) {
                return None;
            }
            let year = number(&found, "year").or_else(|| number(&found, "minguo").or_else(|| number(&found, "republic")).map(|year| year + BEFORE_ERA))?;
            let (month, day) = (number(&found, "month")?, number(&found, "day")?);
            let clock = number(&found, "hour").filter(|hour| *hour < 24).zip(number(&found, "minute").filter(|minute| *minute < 60));
            let time =
                clock.map(|(hour, minute)| (hour as u8, minute as u8, number(&found, "second").filter(|second| *second < 60).map(|second| second as u8)));
            ((1..=12).contains(&month) && (1..=31).contains(&day) && limits::PUBLISHED_YEARS.contains(&year))
                .then(|| (Date { year: year as u16, month: month as u8, day: Some(day as u8), time }, whole.range()))
        };
        self.date.captures_iter(line).filter_map(read).collect()
    }

    /// The first date of a text.
    pub(super) fn date(&self, text: &str) -> Option<Date> {
        self.dates(text).into_iter().next().map(|(date, _)| date).or_else(|| seconds(text.trim()))
    }

    /// The dates that a script says something was published at.
    pub(super) fn in_script<'s>(&'s self, script: &'s str) -> impl Iterator<Item = (Date, Range<usize>)> + 's {
        self.script.captures_iter(script).filter_map(|found| found.get(1)).filter_map(|value| Some((self.date(value.as_str())?, value.range())))
    }

    /// The titles that a script gives.
    pub(super) fn titles_in_script<'s>(&'s self, script: &'s str) -> impl Iterator<Item = &'s str> + 's {
        self.script_title.captures_iter(script).filter_map(|found| found.get(1)).map(|title| title.as_str())
    }

    /// The date that the address of a page holds.
    pub(super) fn of_address(&self, address: &str) -> Option<Date> {
        let found = self.address.captures(address)?;
        let number = |i: usize| found.get(i)?.as_str().parse::<u32>().ok();
        let (year, month, day) = (number(1)?, number(2)?, number(3)?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Date { year: year as u16, month: month as u8, day: Some(day as u8), time: None })
    }
}

/// Seconds or milliseconds since 1970, read on the clock of China.
fn seconds(text: &str) -> Option<Date> {
    let digits = text.len();
    let value: i64 = text.parse().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()))?;
    let seconds = match digits {
        10 => value,
        13 => value / 1000,
        _ => return None,
    };
    Some(Date::of_seconds(seconds + 8 * 3600)).filter(|date| limits::PUBLISHED_YEARS.contains(&u32::from(date.year)))
}
