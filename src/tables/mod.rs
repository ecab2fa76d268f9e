//! What was found as tables: one file a table, and the folder that holds them.
//!
//! Reads [`Document`]s; makes rows as bytes, a [`Batch`] at a time, which [`Output`] appends to the
//! files of a folder. Only here do positions in the clean text become positions in the raw text,
//! and bytes code points. Every row with a range carries the raw text of that range.

mod alone;
mod articles;
mod batch;
mod cell;
mod claims;
mod clusters;
mod column;
mod dates;
mod document;
mod entities;
mod error;
mod json;
mod mentions;
mod merge;
mod named;
mod output;
mod package;
mod patch;
mod place;
mod quantities;
mod quotes;
mod rejects;
mod repairs;
mod rows;
mod said;
mod shard;
mod tally;
mod uttered;

pub use batch::{Batch, Counts, CsvRows, Form};
pub use cell::Dialect;
pub use column::{Column, Reference, Table, Type};
pub use document::Document;
pub use error::TableError;
pub use merge::Merge;
pub(crate) use named::candidate;
pub use output::Output;
pub use package::Provenance;

/// The tables, in the order in which they are told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableName {
    /// What was read.
    Articles,
    /// What was repaired.
    Repairs,
    /// Who and what is mentioned.
    Mentions,
    /// Who is quoted with what.
    Quotes,
    /// What is claimed.
    Claims,
    /// The figures.
    Quantities,
    /// The dates.
    Dates,
    /// What is claimed again and again.
    Clusters,
    /// Everyone and everything of the run.
    Entities,
    /// What could not be read.
    Rejects,
}

impl TableName {
    /// All of them, in order.
    pub const ALL: [Self; 10] = [
        Self::Articles,
        Self::Repairs,
        Self::Mentions,
        Self::Quotes,
        Self::Claims,
        Self::Quantities,
        Self::Dates,
        Self::Clusters,
        Self::Entities,
        Self::Rejects,
    ];

    /// Its columns and keys.
    pub fn table(self) -> &'static Table {
        match self {
            Self::Articles => &articles::TABLE,
            Self::Repairs => &repairs::TABLE,
            Self::Mentions => &mentions::TABLE,
            Self::Quotes => &quotes::TABLE,
            Self::Claims => &claims::TABLE,
            Self::Quantities => &quantities::TABLE,
            Self::Dates => &dates::TABLE,
            Self::Clusters => &clusters::TABLE,
            Self::Entities => &entities::TABLE,
            Self::Rejects => &rejects::TABLE,
        }
    }
}

/// The header of a table in CSV, byte order mark included where there is one.
pub fn header(table: TableName, dialect: Dialect) -> Vec<u8> {
    let names: Vec<&str> = table.table().columns.iter().map(|column| column.name).collect();
    let mut header = dialect.mark().to_vec();
    header.extend_from_slice(names.join(",").as_bytes());
    header.extend_from_slice(dialect.line_end().as_bytes());
    header
}
