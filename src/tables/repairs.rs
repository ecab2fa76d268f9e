//! `repairs.csv`: what was changed before anything else looked at the text.

use super::Document;
use super::column::{Reference, Row as _, Table, Word, given, rows, words};
use super::place::Places;
use crate::normalize::Repair;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "repairs",
    about: RepairRow::ABOUT,
    columns: RepairRow::COLUMNS,
    key: &["article_id", "repair_idx"],
    references: &[Reference { column: "article_id", table: "articles", key: "article_id" }],
};

rows! {
    /// A repair of noisy text.
    pub(super) struct RepairRow<'a> {
        /// Key into articles.
        article_id: Word<'a>,
        /// Order in the article, from 0; with `article_id`, the key of this table.
        repair_idx: u32,
        /// First code point of the raw text that was replaced.
        raw_start: u32,
        /// One past the last; equal to `raw_start` where something was put in.
        raw_end: u32,
        /// Exactly the raw text from `raw_start` to `raw_end`; empty where something was put in.
        raw_text: Option<&'a str>,
        /// What stands there in the clean text; empty where something was left out.
        clean_text: Option<&'a str>,
        /// The fixer's rule, such as `splice`.
        rule: Word<'a>,
        /// From 0 to 1: the share of such repairs that are right.
        confidence: f32,
        /// Whether it was made, or is a suggestion that the clean text does not have; those are
        /// listed behind the others of the article, by `normalize --suggest` alone.
        state: State,
    }
}

/// Whether a repair was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Made,
    Suggested,
}

words!(State {
    Made => "made",
    Suggested => "suggested",
});

/// The rows of an article.
pub(super) fn rows<'a>(
    document: &'a Document,
    places: &Places<'a>,
) -> impl Iterator<Item = RepairRow<'a>> {
    let normalized = &document.normalized;
    let made = normalized.repairs.iter().map(|repair| (repair, State::Made));
    let suggested = normalized.suggestions.iter().map(|repair| (repair, State::Suggested));
    let row = |(repair_idx, (repair, state)): (u32, (&'a Repair, State))| {
        let place = places.raw(repair.raw);
        RepairRow {
            article_id: Word(&document.article.id),
            repair_idx,
            raw_start: place.start,
            raw_end: place.end,
            raw_text: given(place.text),
            clean_text: given(repair.clean.as_str()),
            rule: Word(repair.rule),
            confidence: repair.confidence,
            state,
        }
    };
    (0..).zip(made.chain(suggested)).map(row)
}
