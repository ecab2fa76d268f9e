//! What could not be read, and why.

use std::fmt;
use std::io;
use std::path::PathBuf;

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

/// Why something was not read, or only in part.
#[derive(Debug)]
pub(super) enum Fault {
    /// A path on the command line that leads nowhere.
    Missing,
    /// A link to nothing.
    Dangling,
    /// A link to a folder that holds it.
    Loop(PathBuf),
    /// A pipe, socket or device in a folder.
    NotAFile,
    /// It cannot be opened or listed, or its first byte not read.
    Unreadable(io::Error),
    /// An ending that no format has, in a folder.
    UnknownEnding(String),
    /// No byte.
    Empty,
    /// It is packed or marked as text, but is none; what it is.
    Binary(&'static str),
    /// White space or marks alone.
    NoText,
    /// A file of records that holds none.
    NoRecords,
    /// A record without a field for the text; the field that was told to hold it.
    NoTextField(Option<String>),
    /// A table without a column for the text: the field that was told, and the columns.
    NoTextColumn(Option<String>, Vec<String>),
    /// A record that is no JSON object.
    Json(serde_json::Error),
    /// A JSON value that the end of the file cuts.
    Unclosed,
    /// Bytes between two JSON values.
    Stray,
    /// Longer than the limit on one article, in bytes.
    TooLong(usize),
    /// Reading broke off: after so many bytes of text, packed in this way.
    Broken { n_bytes: u64, packing: Option<&'static str>, err: io::Error },
    /// Places that could not be decoded.
    Damaged { n_bad: u64, encoding: &'static str },
    /// A row with another number of cells than the header.
    Ragged { n_cells: usize, n_columns: usize },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file or folder"),
            Self::Dangling => f.write_str("a link to nothing"),
            Self::Loop(ancestor) => write!(f, "a link that loops back to {}", ancestor.display()),
            Self::NotAFile => f.write_str("neither a file nor a folder"),
            Self::Unreadable(err) => write!(f, "cannot be read: {err}"),
            Self::UnknownEnding(end) if end.is_empty() => {
                f.write_str("skipped: the name has no ending; name the file itself to have it read")
            }
            Self::UnknownEnding(end) => write!(
                f,
                "skipped: .{end} is no known ending; name the file itself to have it read"
            ),
            Self::Empty => f.write_str("empty"),
            Self::Binary(kind) => write!(f, "no text but {kind}"),
            Self::NoText => f.write_str("no text in it"),
            Self::NoRecords => f.write_str("no records in it"),
            Self::NoTextField(Some(name)) => write!(f, "no field {name}, or none with text in it"),
            Self::NoTextField(None) => {
                f.write_str("no field of text; name it with --field text=NAME")
            }
            Self::NoTextColumn(Some(name), columns) => {
                write!(f, "no column {name}; the columns are {}", columns.join(", "))
            }
            Self::NoTextColumn(None, columns) => write!(
                f,
                "no column of text among {}; name it with --field text=NAME",
                columns.join(", ")
            ),
            Self::Json(err) => {
                let what = err.to_string();
                // serde_json counts lines, but of the record, where users take them for the file's.
                let what = what.split(" at line ").next().unwrap_or_default();
                match (err.line(), err.column()) {
                    (0 | 1, column) => write!(f, "no JSON record: {what}, at its byte {column}"),
                    (line, column) => {
                        write!(f, "no JSON record: {what}, at its line {line}, byte {column}")
                    }
                }
            }
            Self::Unclosed => f.write_str("a JSON record that the end of the file cuts"),
            Self::Stray => f.write_str("read in part: stray text between two JSON records"),
            Self::TooLong(limit) => write!(f, "longer than {} MiB", limit >> 20),
            Self::Broken { n_bytes, packing: None, err } => {
                write!(f, "read in part: breaks off after {n_bytes} bytes: {err}")
            }
            Self::Broken { n_bytes, packing: Some(packing), err } => write!(
                f,
                "read in part: the {packing} stream breaks off after {n_bytes} bytes of text: {err}"
            ),
            Self::Damaged { n_bad, encoding } => write!(
                f,
                "read in part: {n_bad} places are no {encoding} and became replacement characters"
            ),
            Self::Ragged { n_cells, n_columns } => write!(
                f,
                "read in part: {n_cells} cells where the header has {n_columns}, \
                 so the text may be cut"
            ),
        }
    }
}
