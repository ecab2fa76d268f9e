//! `quantities.csv`: every figure of an article, in claims and outside.

use super::Document;
use super::column::{Reference, Row as _, Table, Word, given, rows, words};
use super::place::Places;
use crate::claims::{Comparator, Direction};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "quantities",
    about: QuantityRow::ABOUT,
    columns: QuantityRow::COLUMNS,
    key: &["article_id", "quantity_idx"],
    references: &[Reference { column: "article_id", table: "articles", key: "article_id" }],
};

rows! {
    /// A figure: money, a share, a count, a length of time, a rank.
    pub(super) struct QuantityRow<'a> {
        /// Key into articles.
        article_id: Word<'a>,
        /// Order in the article, from 0; with `article_id`, the key of this table.
        quantity_idx: u32,
        /// First code point of the raw text that it covers.
        raw_start: u32,
        /// One past the last.
        raw_end: u32,
        /// Exactly the raw text from `raw_start` to `raw_end`.
        raw_text: &'a str,
        /// The number in units of `unit`: 295000000000 for `295 billion dollar`; fractions and ratios
        /// are percent; empty for a range.
        value: Option<f64>,
        /// The least that it may be; empty where the words set no lower bound.
        low: Option<f64>,
        /// The most that it may be; empty where the words set no upper bound.
        high: Option<f64>,
        /// A currency's code, `percent`, `percentage points`, `basis points`, `times`, `ordinal`, or
        /// the noun that is counted, as written; empty where the article said it before.
        unit: Option<&'a str>,
        /// How the words beside it bound it: `more than`, `up to`, `about`.
        comparator: Comparator,
        /// Which way it went; empty where the words beside it do not tell.
        direction: Option<Direction>,
        /// With `article_id`, the claim with the shortest text around it; empty outside of claims.
        claim_idx: Option<u32>,
    }
}

words!(Comparator {
    Exactly => "exactly",
    About => "about",
    Nearly => "nearly",
    MoreThan => "more-than",
    AtLeast => "at-least",
    LessThan => "less-than",
    AtMost => "at-most",
    Between => "between",
});

words!(Direction {
    Up => "up",
    Down => "down",
});

/// The rows of an article.
pub(super) fn rows<'a>(
    document: &'a Document,
    places: &'a Places<'a>,
) -> impl Iterator<Item = QuantityRow<'a>> {
    let clean = &document.normalized.clean;
    (0..).zip(&document.claimed.quantities).map(move |(quantity_idx, quantity)| {
        let place = places.clean(quantity.span);
        QuantityRow {
            article_id: Word(&document.article.id),
            quantity_idx,
            raw_start: place.start,
            raw_end: place.end,
            raw_text: place.text,
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            unit: given(quantity.unit.name(clean)),
            comparator: quantity.comparator,
            direction: quantity.direction,
            claim_idx: quantity.claim,
        }
    })
}
