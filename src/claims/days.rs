//! What a date is: a stretch of days, how exact, and how what is told lies to it.

use jiff::civil::Date;
use serde::Serialize;

use crate::text::{Clean, Span};

/// How exact a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// `July 18`
    Day,
    /// `last week`
    Week,
    /// `October`
    Month,
    /// `the third quarter`
    Quarter,
    /// `2016`
    Year,
    /// `the 1990s`
    Decade,
    /// `the 20th century`
    Century,
    /// Another stretch: `late June`, `the past two weeks`, a season, a fiscal year.
    Interval,
}

/// How what is told lies to a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// In it.
    In,
    /// From it on.
    Since,
    /// Up to it.
    Until,
    /// At some time up to it.
    By,
    /// Earlier.
    Before,
    /// Later.
    After,
}

/// A date of an article: a row of `dates.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimDate {
    /// As written.
    pub span: Span<Clean>,
    /// Its first day; none where the day of publication decides and is not known.
    pub first: Option<Date>,
    /// Its last day; none with the first.
    pub last: Option<Date>,
    /// How exact it is.
    pub precision: Precision,
    /// How what is told lies to it.
    pub relation: Relation,
    /// Index of the claim with the shortest content around it.
    pub claim: Option<u32>,
}

impl ClaimDate {
    /// In ISO form at its own precision: `2019`, `2019-07`, `2019-W29`, `2019-06-21/2019-06-30`.
    pub fn value(&self) -> Option<String> {
        let (first, last) = (self.first?, self.last?);
        Some(match self.precision {
            Precision::Day => first.to_string(),
            Precision::Week => {
                let week = first.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Precision::Month => format!("{:04}-{:02}", first.year(), first.month()),
            Precision::Quarter => format!("{:04}-Q{}", first.year(), (first.month() + 2) / 3),
            Precision::Year => format!("{:04}", first.year()),
            Precision::Decade | Precision::Century | Precision::Interval => {
                format!("{first}/{last}")
            }
        })
    }
}
