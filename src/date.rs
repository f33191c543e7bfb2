//! A calendar date, as documents are signed and pages published.

use std::fmt;
use std::str::FromStr;

/// A calendar date, with the time of day if one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31; `None` where only the month is given.
    pub day: Option<u8>,
    /// Hour, minute and, if given, second.
    pub time: Option<(u8, u8, Option<u8>)>,
}

impl Date {
    /// The day and the time of day so many seconds after the beginning of 1970.
    pub(crate) fn of_seconds(seconds: i64) -> Date {
        let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // Counted in eras of 400 years that begin in March, so that the leap day is the last of a year.
        let shifted = days + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let time = ((rest / 3600) as u8, (rest / 60 % 60) as u8, Some((rest % 60) as u8));
        Date { year: u16::try_from(year).unwrap_or(0), month: month as u8, day: Some(day as u8), time: Some(time) }
    }
}

impl fmt::Display for Date {
    /// ISO 8601: `2022-11-01`, `2022-11`, `2022-11-01T10:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        match self.time {
            Some((hour, minute, Some(second))) => write!(f, "T{hour:02}:{minute:02}:{second:02}"),
            Some((hour, minute, None)) => write!(f, "T{hour:02}:{minute:02}"),
            None => Ok(()),
        }
    }
}

/// What is no date in ISO 8601.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date as YYYY-MM-DD")]
pub struct NoDate(String);

impl FromStr for Date {
    type Err = NoDate;

    /// Reads what [`Date`] displays, a blank in place of the `T` allowed.
    fn from_str(text: &str) -> Result<Date, NoDate> {
        let read = || {
            let (date, time) = match text.split_once(['T', ' ']) {
                Some((date, time)) => (date, Some(time)),
                None => (text, None),
            };
            let mut parts = date.splitn(3, '-');
            let (year, month) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let day = parts.next().map(str::parse).transpose().ok()?;
            let clock = |time: &str| {
                let mut parts = time.splitn(3, ':');
                Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next().map(str::parse).transpose().ok()?))
            };
            let time = match time {
                Some(time) => Some(clock(time)?),
                None => None,
            };
            Some(Date { year, month, day, time })
        };
        read().ok_or_else(|| NoDate(text.to_owned()))
    }
}
