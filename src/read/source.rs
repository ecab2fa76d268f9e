//! One input opened: counted, unpacked and, from UTF-16, turned to UTF-8.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::decode::binary_kind;
use super::inputs::Found;
use super::peek::Peek;
use super::reject::Fault;
use super::utf16::Utf16;

/// Memory that unpacking `.xz` may take; `xz -9` needs 65 MiB.
const XZ_MEMORY: u64 = 256 << 20;

/// Endings that packers add.
const PACKED: [&str; 5] = [".gz", ".zst", ".zstd", ".bz2", ".xz"];

/// A file or standard input, at its first byte of text.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// UTF-8, or what must be told record by record; after any byte order mark.
    pub(super) bytes: Peek<'a>,
    /// The encoding, where a mark told it.
    pub(super) encoding: Option<&'static str>,
    /// How it is packed, for messages.
    pub(super) packing: Option<&'static str>,
    // Code units that UTF-16 does not allow, so far.
    n_bad: Rc<Cell<u64>>,
}

impl Source<'_> {
    /// Places that could not be decoded since this was last asked.
    pub(super) fn take_bad(&self) -> u64 {
        self.n_bad.take()
    }
}

/// The name of a file without the ending that a packer added.
pub(super) fn unpacked_name(name: &str) -> &str {
    let end = PACKED.iter().find_map(|end| {
        let (stem, tail) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
        tail.eq_ignore_ascii_case(end).then_some(stem)
    });
    end.unwrap_or(name)
}

/// Opens a file with a buffer to read into, unpacks it by what its first bytes say (endings lie), and looks for a byte order
/// mark.
///
/// # Errors
///
/// When it cannot be opened, is empty, or is no text.
pub(super) fn open<'a>(
    file: &Found,
    n_read: &'a AtomicU64,
    buffer: Vec<u8>,
) -> Result<Source<'a>, Fault> {
    let inner: Box<dyn Read> = if file.is_stdin() {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(&file.path).map_err(Fault::Unreadable)?)
    };
    open_bytes(Box::new(Counted { inner, n_read }), buffer)
}

/// Like [`open`], for anything that gives bytes.
///
/// # Errors
///
/// When it is empty or no text.
pub(super) fn open_bytes<'a>(
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
) -> Result<Source<'a>, Fault> {
    let mut packed = Peek::with_buffer(inner, buffer);
    let packing = packing(packed.peek(10));
    let bytes = match packing {
        Some(packing) => unpack(packed, packing).map_err(Fault::Unreadable)?,
        None => packed,
    };
    decoded(bytes, packing)
}

fn decoded<'a>(mut bytes: Peek<'a>, packing: Option<&'static str>) -> Result<Source<'a>, Fault> {
    let n_bad = Rc::new(Cell::new(0));
    let (mark, utf16) = match bytes.peek(3) {
        [0xEF, 0xBB, 0xBF] => (3, None),
        [0xFF, 0xFE, ..] => (2, Some(UTF_16LE)),
        [0xFE, 0xFF, ..] => (2, Some(UTF_16BE)),
        _ => (0, None),
    };
    bytes.consume(mark);
    let mut encoding = (mark == 3).then_some("UTF-8");
    if let Some(utf16) = utf16 {
        encoding = Some(utf16.name());
        bytes = Peek::new(Box::new(Utf16::new(bytes, utf16, Rc::clone(&n_bad))));
    }
    if let Some(kind) = binary_kind(bytes.peek(1024)) {
        return Err(Fault::Binary(kind));
    }
    Ok(Source { bytes, encoding, packing, n_bad })
}

/// How the bytes are packed, by their first ten.
fn packing(head: &[u8]) -> Option<&'static str> {
    match head {
        [0x1F, 0x8B, 8, ..] => Some("gzip"),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some("zstd"),
        [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some("xz"),
        // The block or the end that follows is told by digits of pi or of its root, so that a text
        // that begins with `BZh` is none.
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]
        | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90] => Some("bzip2"),
        _ => None,
    }
}

fn unpack<'a>(packed: Peek<'a>, packing: &'static str) -> io::Result<Peek<'a>> {
    let inner: Box<dyn Read + 'a> = match packing {
        "gzip" => Box::new(flate2::bufread::MultiGzDecoder::new(packed)),
        "zstd" => Box::new(zstd::Decoder::with_buffer(packed)?),
        "bzip2" => Box::new(bzip2::bufread::MultiBzDecoder::new(packed)),
        _ => {
            let stream = liblzma::stream::Stream::new_stream_decoder(
                XZ_MEMORY,
                liblzma::stream::CONCATENATED,
            )?;
            Box::new(liblzma::bufread::XzDecoder::new_stream(packed, stream))
        }
    };
    Ok(Peek::new(inner))
}

/// Counts what passes, for the progress bar.
struct Counted<'a> {
    inner: Box<dyn Read>,
    n_read: &'a AtomicU64,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(out)?;
        self.n_read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
