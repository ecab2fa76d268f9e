//! Dates as gazetteers give them: a year, a month or a day.

use std::fmt;

use jiff::civil::Date;

/// A date of one of the precisions `YYYY`, `YYYY-MM` and `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// First day that it may mean.
    pub earliest: Date,
    /// Last day that it may mean; equal to `earliest` where the day is known.
    pub latest: Date,
}

impl PartialDate {
    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nothing else is a date.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut number =
            || parts.next().map(|part| (part.len() == 2).then(|| part.parse().ok())?);
        let (month, day) = (number(), number());
        if text.bytes().any(|byte| !byte.is_ascii_digit() && byte != b'-') || text.len() > 10 {
            return None;
        }
        match (month, day) {
            (None, _) => {
                let earliest = Date::new(year, 1, 1).ok()?;
                Some(Self { earliest, latest: earliest.last_of_year() })
            }
            (Some(month), None) => {
                let earliest = Date::new(year, month?, 1).ok()?;
                Some(Self { earliest, latest: earliest.last_of_month() })
            }
            (Some(month), Some(day)) => {
                let earliest = Date::new(year, month?, day?).ok()?;
                Some(Self { earliest, latest: earliest })
            }
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.earliest, self.latest);
        match (first == last, first.month() == last.month()) {
            (true, _) => write!(f, "{first}"),
            (false, true) => write!(f, "{:04}-{:02}", first.year(), first.month()),
            (false, false) => write!(f, "{:04}", first.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_three_precisions_and_nothing_else() {
        let check = |text: &str, earliest: &str, latest: &str| {
            let date = PartialDate::parse(text).unwrap();
            assert_eq!(
                (date.earliest.to_string(), date.latest.to_string()),
                (earliest.into(), latest.into())
            );
        };
        check("2019", "2019-01-01", "2019-12-31");
        check("2020-02", "2020-02-01", "2020-02-29");
        check("2017-01-20", "2017-01-20", "2017-01-20");
        for bad in
            ["", "19", "2019-2", "2019-13", "2019-02-30", "2019-01-01-01", "soon", "2019-", "+019"]
        {
            assert_eq!(PartialDate::parse(bad), None, "{bad}");
        }
    }
}
