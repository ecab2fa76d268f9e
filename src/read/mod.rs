//! Reads dumps: from files, folders and standard input to articles.
//!
//! Makes [`Article`]s in input order, one at a time, and tells of everything that it could not
//! read, or only in part, as [`Reject`]s. A file is opened when its turn comes and left when its
//! last record is handed on, so memory holds one record, however large the dump. Nothing in an
//! input stops the run.

mod article;
mod inputs;
mod options;
mod plain;
mod reject;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

pub use article::{Article, DateSource};
pub use inputs::{missing, total_bytes};
pub use options::{OptionError, Options, Role};
pub use reject::Reject;

/// An article, or a row of `rejects.csv`.
pub type Item = Result<Article, Reject>;

/// Reads all inputs in order and hands every article and every reject to `sink`, until it breaks.
///
/// An input is a file, a folder (walked in byte order of path, hidden files left out) or `-` for
/// standard input. A missing input is a reject like any other; [`missing`] tells of them before
/// the run. `n_read` counts the bytes that were read from disk, compressed where the files are, so
/// that it can be held against [`total_bytes`].
pub fn read(
    inputs: &[PathBuf],
    options: &Options,
    n_read: &AtomicU64,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let _ = options;
    for found in inputs::walk(inputs) {
        match found {
            Ok(file) => plain::read(&file, n_read, sink)?,
            Err(reject) => sink(Err(reject))?,
        }
    }
    ControlFlow::Continue(())
}
