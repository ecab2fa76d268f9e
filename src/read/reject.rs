//! What could not be read, and why.

use serde::Serialize;

/// One row of `rejects.csv`: an input that could not be read, or only in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reject {
    /// Path as it was given or found; `-` is standard input.
    pub source: String,
    /// Number of the record in its file, as in [`Article::record`](super::Article::record); none
    /// where all of the file is meant.
    pub record: Option<u64>,
    /// What is wrong, for people; begins with `read in part:` where something was read after all.
    pub reason: String,
}
