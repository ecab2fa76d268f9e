//! Reads dumps: from files, folders and standard input to articles.
//!
//! Makes [`Article`]s in input order, one at a time, and tells of everything that it could not
//! read, or only in part, as [`Reject`]s. A file is opened when its turn comes and left when its
//! last record is handed on, so memory holds one record, however large the dump. Nothing in an
//! input stops the run.

mod article;
mod assemble;
mod date;
mod dateline;
mod decode;
mod emit;
mod fields;
mod format;
mod ids;
mod inputs;
mod json;
mod lines;
mod mend;
mod opening;
mod options;
mod peek;
mod plain;
mod record;
mod reject;
mod scan;
mod source;
mod table;
mod utf16;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;

use assemble::Origin;
use emit::Emitter;
use format::Format;
use inputs::Found;
use reject::Fault;

pub use article::{Article, DateSource};
pub use date::{in_field as date_in_field, in_path as date_in_path};
pub use dateline::{Dateline, dateline};
pub use inputs::{missing, total_bytes};
pub use options::{OptionError, Options, Role};
pub use reject::Reject;

/// An article, or a row of `rejects.csv`.
pub type Item = Result<Article, Reject>;

/// Whether to go on reading.
type Flow = ControlFlow<()>;

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
    let mut emitter = Emitter::new(options, sink);
    for (file, fault) in inputs::walk(inputs) {
        let origin = Origin::of(&file);
        let opened = match fault {
            Some(fault) => Err(fault),
            None => open(&file, n_read),
        };
        match opened {
            Ok((source, format)) => format::read(source, format, &origin, &mut emitter)?,
            Err(fault) => emitter.reject(&origin, None, &fault)?,
        }
    }
    ControlFlow::Continue(())
}

/// Opens a file that has a format by its name, or that was named itself and is to be sniffed.
fn open<'a>(
    file: &Found,
    n_read: &'a AtomicU64,
) -> Result<(source::Source<'a>, Option<Format>), Fault> {
    let format = match Format::of_name(file) {
        Err(fault) if !file.is_given => return Err(fault),
        format => format.ok(),
    };
    Ok((source::open(file, n_read)?, format))
}
