//! Stretches of the calendar, and the words for months and weekdays.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Precision;

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct When {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) precision: Precision,
}

/// A season; of three months each, from March on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

/// Which third of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Third {
    Early,
    Mid,
    Late,
}

impl When {
    pub(super) fn day(day: Date) -> Self {
        Self { first: day, last: day, precision: Precision::Day }
    }

    /// From one day to another, in whatever order they come.
    pub(super) fn between(one: Date, other: Date, precision: Precision) -> Self {
        Self { first: one.min(other), last: one.max(other), precision }
    }

    /// A week from Monday, `shift` weeks from that of a day.
    ///
    /// On a Sunday, American papers speak of the week to come as this one.
    pub(super) fn week(day: Date, shift: i64) -> Option<Self> {
        let day = if day.weekday() == Weekday::Sunday { day.tomorrow().ok()? } else { day };
        let back = i64::from(day.weekday().to_monday_zero_offset());
        let monday = day.checked_add((7 * shift - back).days()).ok()?;
        let sunday = monday.checked_add(6.days()).ok()?;
        Some(Self { first: monday, last: sunday, precision: Precision::Week })
    }

    /// Saturday and Sunday of a week.
    pub(super) fn weekend(day: Date, shift: i64) -> Option<Self> {
        let sunday = Self::week(day, shift)?.last;
        Some(Self { first: sunday.yesterday().ok()?, last: sunday, precision: Precision::Interval })
    }

    pub(super) fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self { first, last: first.last_of_month(), precision: Precision::Month })
    }

    /// The month `shift` months from that of a day.
    pub(super) fn month_from(day: Date, shift: i64) -> Option<Self> {
        let first = day.first_of_month().checked_add(shift.months()).ok()?;
        Self::month(first.year(), first.month())
    }

    pub(super) fn quarter(year: i16, quarter: i8) -> Option<Self> {
        let first = Date::new(year, 3 * quarter - 2, 1).ok()?;
        let last = Date::new(year, 3 * quarter, 1).ok()?.last_of_month();
        Some(Self { first, last, precision: Precision::Quarter })
    }

    /// The quarter `shift` quarters from that of a day.
    pub(super) fn quarter_from(day: Date, shift: i64) -> Option<Self> {
        let day = day.first_of_month().checked_add((3 * shift).months()).ok()?;
        Self::quarter(day.year(), (day.month() + 2) / 3)
    }

    pub(super) fn season(year: i16, season: Season) -> Option<Self> {
        let (year_of_last, from, to) = match season {
            Season::Spring => (year, 3, 5),
            Season::Summer => (year, 6, 8),
            Season::Fall => (year, 9, 11),
            Season::Winter => (year.checked_add(1)?, 12, 2),
        };
        let first = Date::new(year, from, 1).ok()?;
        let last = Date::new(year_of_last, to, 1).ok()?.last_of_month();
        Some(Self { first, last, precision: Precision::Interval })
    }

    pub(super) fn year(year: i16) -> Option<Self> {
        let first = Date::new(year, 1, 1).ok()?;
        Some(Self { first, last: Date::new(year, 12, 31).ok()?, precision: Precision::Year })
    }

    /// From a year to a later one.
    pub(super) fn years(first: i16, last: i16, precision: Precision) -> Option<Self> {
        let (first, last) = (Self::year(first)?.first, Self::year(last)?.last);
        (first <= last).then_some(Self { first, last, precision })
    }

    /// The fiscal year of the United States, which ends in September of that year.
    pub(super) fn fiscal_year(year: i16) -> Option<Self> {
        let first = Date::new(year.checked_sub(1)?, 10, 1).ok()?;
        Some(Self { first, last: Date::new(year, 9, 30).ok()?, precision: Precision::Interval })
    }

    /// A third of it: ten days of a month, four months of a year.
    pub(super) fn third(self, third: Third) -> Option<Self> {
        let year = self.first.year();
        let (first, last) = match (self.precision, third) {
            (Precision::Day | Precision::Week, _) => return Some(self),
            (Precision::Month, Third::Early) => {
                (self.first, self.first.checked_add(9.days()).ok()?)
            }
            (Precision::Month, Third::Mid) => {
                (self.first.checked_add(10.days()).ok()?, self.first.checked_add(19.days()).ok()?)
            }
            (Precision::Month, Third::Late) => (self.first.checked_add(20.days()).ok()?, self.last),
            (Precision::Year, Third::Early) => {
                (self.first, Date::new(year, 4, 1).ok()?.last_of_month())
            }
            (Precision::Year, Third::Mid) => {
                (Date::new(year, 5, 1).ok()?, Date::new(year, 8, 1).ok()?.last_of_month())
            }
            (Precision::Year, Third::Late) => (Date::new(year, 9, 1).ok()?, self.last),
            (Precision::Decade, Third::Early) => (self.first, Date::new(year + 3, 12, 31).ok()?),
            (Precision::Decade, Third::Mid) => {
                (Date::new(year + 4, 1, 1).ok()?, Date::new(year + 6, 12, 31).ok()?)
            }
            (Precision::Decade, Third::Late) => (Date::new(year + 7, 1, 1).ok()?, self.last),
            // A season or a quarter: its first, second, last month.
            (_, Third::Early) => (self.first, self.first.last_of_month()),
            (_, Third::Mid) => {
                let middle = self.first.checked_add(1.month()).ok()?;
                (middle, middle.last_of_month())
            }
            (_, Third::Late) => (self.last.first_of_month(), self.last),
        };
        Some(Self { first, last, precision: Precision::Interval })
    }
}

/// The day of the month of `17`, `17th`.
pub(super) fn day(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    let digits = digits.unwrap_or(word);
    let day: i8 = (digits.len() <= 2).then(|| digits.parse().ok())??;
    (1..=31).contains(&day).then_some(day)
}

/// A year of four digits.
pub(super) fn year(word: &str) -> Option<i16> {
    let is_digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year: i16 = is_digits.then(|| word.parse().ok())??;
    (1600..2200).contains(&year).then_some(year)
}

pub(super) fn month(word: &str) -> Option<i8> {
    Some(match word.strip_suffix('.').unwrap_or(word) {
        "January" | "Jan" | "JANUARY" | "JAN" => 1,
        "February" | "Feb" | "FEBRUARY" | "FEB" => 2,
        "March" | "Mar" | "MARCH" => 3,
        "April" | "Apr" | "APRIL" => 4,
        "May" | "MAY" => 5,
        "June" | "Jun" | "JUNE" => 6,
        "July" | "Jul" | "JULY" => 7,
        "August" | "Aug" | "AUGUST" | "AUG" => 8,
        "September" | "Sept" | "Sep" | "SEPTEMBER" | "SEPT" => 9,
        "October" | "Oct" | "OCTOBER" | "OCT" => 10,
        "November" | "Nov" | "NOVEMBER" | "NOV" => 11,
        "December" | "Dec" | "DECEMBER" | "DEC" => 12,
        _ => return None,
    })
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "Monday" | "Mon." | "MONDAY" => Weekday::Monday,
        "Tuesday" | "Tue." | "Tues." | "TUESDAY" => Weekday::Tuesday,
        "Wednesday" | "Wed." | "WEDNESDAY" => Weekday::Wednesday,
        "Thursday" | "Thu." | "Thurs." | "THURSDAY" => Weekday::Thursday,
        "Friday" | "Fri." | "FRIDAY" => Weekday::Friday,
        "Saturday" | "SATURDAY" => Weekday::Saturday,
        "Sunday" | "SUNDAY" => Weekday::Sunday,
        _ => return None,
    })
}

pub(super) fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" | "Spring" => Season::Spring,
        "summer" | "Summer" => Season::Summer,
        "fall" | "autumn" | "Fall" | "Autumn" => Season::Fall,
        "winter" | "Winter" => Season::Winter,
        _ => return None,
    })
}

/// A feast or another day that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// The same day each year.
    Fixed(i8, i8),
    /// The nth weekday of a month; negative from its end.
    Nth(i8, Weekday, i8),
    /// The Tuesday after the first Monday of November in even years.
    Election,
    /// January 20 after an election of a president.
    Inauguration,
}

impl Feast {
    pub(super) fn of(word: &str, next: &str) -> Option<(Self, usize)> {
        let named = match (word, next) {
            ("Christmas", "Eve") => Self::Fixed(12, 24),
            ("Christmas", "Day") => Self::Fixed(12, 25),
            ("Election", "Day") => Self::Election,
            ("Inauguration", "Day") => Self::Inauguration,
            ("Labor", "Day") => Self::Nth(9, Weekday::Monday, 1),
            ("Memorial", "Day") => Self::Nth(5, Weekday::Monday, -1),
            ("Independence", "Day") => Self::Fixed(7, 4),
            ("Veterans", "Day") => Self::Fixed(11, 11),
            ("Columbus", "Day") => Self::Nth(10, Weekday::Monday, 2),
            ("Thanksgiving", "Day") => Self::Nth(11, Weekday::Thursday, 4),
            ("Christmas", _) => return Some((Self::Fixed(12, 25), 1)),
            ("Thanksgiving", _) => return Some((Self::Nth(11, Weekday::Thursday, 4), 1)),
            ("Halloween", _) => return Some((Self::Fixed(10, 31), 1)),
            _ => return None,
        };
        Some((named, 2))
    }

    /// Its day in a year; none where there is none.
    pub(super) fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, weekday, nth) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Self::Election if year % 2 == 0 => {
                let november = Date::new(year, 11, 1).ok()?;
                november.nth_weekday_of_month(1, Weekday::Monday).ok()?.tomorrow().ok()
            }
            Self::Inauguration if year % 4 == 1 => Date::new(year, 1, 20).ok(),
            Self::Election | Self::Inauguration => None,
        }
    }
}
