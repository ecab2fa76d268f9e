//! `rejects.csv`: what could not be read.

use super::column::{Row as _, Table, rows};
use crate::read::Reject;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "rejects",
    about: RejectRow::ABOUT,
    columns: RejectRow::COLUMNS,
    key: &[],
    references: &[],
};

rows! {
    /// An input that could not be read, or only in part.
    pub(super) struct RejectRow<'a> {
        /// Path as it was given or found; `-` is standard input.
        source: &'a str,
        /// Number of the record in its file, from 1; empty where all of the file is meant.
        record: Option<u64>,
        /// What is wrong; begins with `read in part:` where something was read after all.
        reason: &'a str,
    }
}

impl<'a> From<&'a Reject> for RejectRow<'a> {
    fn from(reject: &'a Reject) -> Self {
        Self { source: &reject.source, record: reject.record, reason: &reject.reason }
    }
}
