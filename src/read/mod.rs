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

use std::mem;
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
pub use ids::Ids;
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
    let mut buffer = Vec::new();
    for (file, fault) in inputs::walk(inputs) {
        let origin = Origin::of(&file);
        let opened = match fault {
            Some(fault) => Err(fault),
            None => open(&file, n_read, mem::take(&mut buffer)),
        };
        match opened {
            Ok((mut source, format)) => {
                format::read(&mut source, format, &origin, &mut emitter)?;
                buffer = source.bytes.into_buffer();
            }
            Err(fault) => emitter.reject(&origin, None, &fault)?,
        }
    }
    ControlFlow::Continue(())
}

/// Opens a file that has a format by its name, or that was named itself and is to be sniffed.
fn open<'a>(
    file: &Found,
    n_read: &'a AtomicU64,
    buffer: Vec<u8>,
) -> Result<(source::Source<'a>, Option<Format>), Fault> {
    let format = match Format::of_name(file) {
        Err(fault) if !file.is_given => return Err(fault),
        format => format.ok(),
    };
    Ok((source::open(file, n_read, buffer)?, format))
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use proptest::prelude::*;

    use super::*;

    /// Gives a few bytes a call, as a pipe may.
    struct Sips<'a>(&'a [u8], usize);

    impl Read for Sips<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(out.len());
            self.0.read(&mut out[..n])
        }
    }

    /// Reads bytes in a format, all at once and in sips: the same must come of both.
    fn read_bytes(bytes: &[u8], format: Option<Format>, limit: usize) -> Vec<Item> {
        let read = |sip: usize| {
            let mut items = Vec::new();
            let mut sink = |item| {
                items.push(item);
                ControlFlow::Continue(())
            };
            let mut emitter = Emitter::new(&Options::default(), &mut sink);
            emitter.limit = limit;
            let origin = Origin { stem: "stem".to_owned(), ..Origin::default() };
            let done = match source::open_bytes(Box::new(Sips(bytes, sip)), Vec::new()) {
                Ok(mut source) => format::read(&mut source, format, &origin, &mut emitter),
                Err(fault) => emitter.reject(&origin, None, &fault),
            };
            assert!(done.is_continue());
            items
        };
        let items = read(usize::MAX);
        assert_eq!(items, read(7));
        items
    }

    /// Pieces of records, so that chance makes nearly good files.
    fn pieces() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            Just(b"{\"text\": \"One two.\"}".to_vec()),
            Just(b"{\"articles\": [".to_vec()),
            Just(b"\"text\":".to_vec()),
            Just(b"text,date\n".to_vec()),
            Just(b"\"One, \"\"two\"\".\",2019-01-02\n".to_vec()),
            Just(b"WASHINGTON (AP) - ".to_vec()),
            Just("“é🙂”".as_bytes().to_vec()),
            Just(b"\\ud83d".to_vec()),
            Just(b"\xFF\xFE".to_vec()),
            Just(b"\x1F\x8B\x08".to_vec()),
            "[\\[\\]{}\":,\\\\\n\t a0-]{1,3}".prop_map(String::into_bytes),
            any::<Vec<u8>>(),
        ];
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn reads_anything(bytes in pieces(), limit in 1_usize..200) {
            use Format::{Json, Lines, Plain, Table};
            for format in [None, Some(Plain), Some(Lines), Some(Json), Some(Table)] {
                let items = read_bytes(&bytes, format, limit);
                prop_assert!(!items.is_empty(), "nothing is told of {format:?}");
                for article in items.iter().flatten() {
                    prop_assert!(article.text.as_str().chars().any(char::is_alphanumeric));
                    prop_assert!(article.id.starts_with("art_") && article.id.len() == 20);
                }
            }
        }

        #[test]
        fn heads_and_dates_of_anything(text in ".{0,200}") {
            let _ = (dateline(&text), date_in_field(&text), date_in_path(&text));
        }
    }
}
