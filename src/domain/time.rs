//! Points in time as UTC milliseconds, and how they are written for people.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Timestamp {
    /// This time moved by `millis` (negative for earlier).
    pub fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// Year, month 1–12 and day 1–31 in UTC (proleptic Gregorian).
    pub fn date(self) -> (i64, u32, u32) {
        // Days since 0000-03-01, so that the leap day ends a year.
        let days = self.0.div_euclid(DAY) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// "12 Nov 2026".
    pub fn day_words(self) -> String {
        let (year, month, day) = self.date();
        format!("{day} {} {year}", MONTHS[month as usize - 1])
    }

    /// "Nov 2026", of a month 1–12.
    pub fn month_words(year: i64, month: u32) -> String {
        format!("{} {year}", MONTHS[month as usize - 1])
    }

    /// "12 Nov 2026, 09:41" in UTC.
    pub fn words(self) -> String {
        let minute = self.0.rem_euclid(DAY) / MINUTE;
        format!("{}, {:02}:{:02}", self.day_words(), minute / 60, minute % 60)
    }

    /// "2026-11-12T09:41:00Z", for `<time datetime>`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.date();
        let second = self.0.rem_euclid(DAY) / SECOND;
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }

    /// How long before `now`: "just now", "5 min ago", "3 h ago", "2 days ago", then the day.
    pub fn ago(self, now: Timestamp) -> String {
        let passed = now.0 - self.0;
        match passed {
            i64::MIN..MINUTE => "just now".to_owned(),
            MINUTE..HOUR => format!("{} min ago", passed / MINUTE),
            HOUR..DAY => format!("{} h ago", passed / HOUR),
            _ if passed < 2 * DAY => "yesterday".to_owned(),
            _ if passed < 7 * DAY => format!("{} days ago", passed / DAY),
            _ => self.day_words(),
        }
    }
}

/// A day of the calendar in UTC, counted from 1970-01-01. Written "2026-11-12".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(i32);

/// The text is not a day between the years 1 and 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day")]
pub struct NotADay;

impl Day {
    /// The day a point in time falls on.
    pub fn of(time: Timestamp) -> Self {
        let days = time.0.div_euclid(DAY);
        Self(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
    }

    /// Its first millisecond.
    pub fn start(self) -> Timestamp {
        Timestamp(i64::from(self.0) * DAY)
    }

    /// The first millisecond of the day after it.
    pub fn end(self) -> Timestamp {
        Timestamp((i64::from(self.0) + 1) * DAY)
    }

    /// "12 Nov 2026".
    pub fn words(self) -> String {
        self.start().day_words()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.start().date();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Self, NotADay> {
        let mut parts = text.split('-').map(|part| (part.len(), part.bytes().all(|byte| byte.is_ascii_digit()), part));
        let mut number = |digits| match parts.next() {
            Some((len, true, part)) if len == digits => part.parse::<i64>().map_err(|_| NotADay),
            _ => Err(NotADay),
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        if parts.next().is_some() || year == 0 || !(1..=12).contains(&month) {
            return Err(NotADay);
        }
        // Years begin in March, so that the leap day ends one.
        let (shifted_year, shifted_month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (era, year_of_era) = (shifted_year.div_euclid(400), shifted_year.rem_euclid(400));
        let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
        let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
        let found = i32::try_from(days).map(Self).map_err(|_| NotADay)?;
        // What the calendar does not have, such as the 31st of June, reads back as another day.
        if found.start().date() == (year, month as u32, day as u32) { Ok(found) } else { Err(NotADay) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (millis, words, iso) in [
            (0, "1 Jan 1970, 00:00", "1970-01-01T00:00:00Z"),
            (951_782_400_000, "29 Feb 2000, 00:00", "2000-02-29T00:00:00Z"),
            (1_794_476_460_000, "12 Nov 2026, 09:41", "2026-11-12T09:41:00Z"),
            (-1, "31 Dec 1969, 23:59", "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(Timestamp(millis).words(), words);
            assert_eq!(Timestamp(millis).iso(), iso);
        }
    }

    #[test]
    fn days() {
        for text in ["1970-01-01", "2000-02-29", "2026-11-12", "0001-01-01", "9999-12-31", "1969-12-31"] {
            let day: Day = text.parse().unwrap();
            assert_eq!(day.to_string(), text);
            assert_eq!((Day::of(day.start()), Day::of(day.end().plus(-1))), (day, day));
            assert_ne!(Day::of(day.end()), day);
        }
        for text in [
            "",
            "2026",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-06-31",
            "2026-1-1",
            "0000-01-01",
            "2026-01-01-01",
            "+026-01-01",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
    }

    #[test]
    fn ago() {
        let now = Timestamp(1_794_476_460_000);
        for (back, words) in [
            (-5, "just now"),
            (59 * SECOND, "just now"),
            (MINUTE, "1 min ago"),
            (3 * HOUR, "3 h ago"),
            (DAY, "yesterday"),
            (3 * DAY, "3 days ago"),
            (9 * DAY, "3 Nov 2026"),
        ] {
            assert_eq!(now.plus(-back).ago(now), words);
        }
    }
}
