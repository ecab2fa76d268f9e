//! `dates.csv`: every date of an article, in claims and outside.

use jiff::civil::Date;
use serde::Serialize;

use super::Document;
use super::column::{Reference, Row as _, Table, Word, rows, words};
use super::place::Places;
use crate::claims::{Precision, Relation};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "dates",
    about: DateRow::ABOUT,
    columns: DateRow::COLUMNS,
    key: &["article_id", "date_idx"],
    references: &[Reference { column: "article_id", table: "articles", key: "article_id" }],
};

/// What a date is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Role {
    /// The day on which a claim was said.
    Spoken,
    /// What a claim is about.
    About,
    /// What the article tells by itself.
    Told,
}

words!(Role {
    Spoken => "spoken",
    About => "about",
    Told => "told",
});

rows! {
    /// A date: of the calendar, or told from the day of publication or of speaking.
    pub(super) struct DateRow<'a> {
        /// Key into articles.
        article_id: Word<'a>,
        /// Order in the article, from 0; with `article_id`, the key of this table.
        date_idx: u32,
        /// First code point of the raw text that it covers.
        raw_start: u32,
        /// One past the last.
        raw_end: u32,
        /// Exactly the raw text from `raw_start` to `raw_end`.
        raw_text: &'a str,
        /// In ISO form at its own precision: `2019-07-18`, `2019-W29`, `2019-07`, `2019-Q3`, `2019`,
        /// `2019-06-21/2019-06-30`; empty where it stays relative, as without a day of publication.
        value: Option<String>,
        /// Its first day; empty where it stays relative.
        first_day: Option<Date>,
        /// Its last day; empty where it stays relative.
        last_day: Option<Date>,
        /// How exact it is.
        precision: Precision,
        /// How what is told lies to it: `since 2018`, `by Friday`.
        relation: Relation,
        /// Whether it is the day on which a claim was said, what a claim is about, or what the
        /// article tells by itself.
        role: Role,
        /// With `article_id`, the claim with the shortest text around it; empty outside of claims.
        claim_idx: Option<u32>,
    }
}

words!(Precision {
    Day => "day",
    Week => "week",
    Month => "month",
    Quarter => "quarter",
    Year => "year",
    Decade => "decade",
    Century => "century",
    Interval => "interval",
});

words!(Relation {
    In => "in",
    Since => "since",
    Until => "until",
    By => "by",
    Before => "before",
    After => "after",
});

/// The rows of an article.
pub(super) fn rows<'a>(
    document: &'a Document,
    places: &'a Places<'a>,
) -> impl Iterator<Item = DateRow<'a>> {
    let claimed = &document.claimed;
    let mut spoken: Vec<u32> = claimed.claims.iter().filter_map(|claim| claim.spoken).collect();
    spoken.sort_unstable();
    (0..).zip(&claimed.dates).map(move |(date_idx, date)| {
        let place = places.clean(date.span);
        DateRow {
            article_id: Word(&document.article.id),
            date_idx,
            raw_start: place.start,
            raw_end: place.end,
            raw_text: place.text,
            value: date.value(),
            first_day: date.first,
            last_day: date.last,
            precision: date.precision,
            relation: date.relation,
            role: match date.claim {
                _ if spoken.binary_search(&date_idx).is_ok() => Role::Spoken,
                Some(_) => Role::About,
                None => Role::Told,
            },
            claim_idx: date.claim,
        }
    })
}
