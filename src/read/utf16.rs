//! UTF-16 read as UTF-8, so that lines and cells can be told apart byte by byte.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use encoding_rs::{Decoder, DecoderResult, Encoding};

use super::peek::Peek;

/// Room that one step of decoding always has; `encoding_rs` asks for 4 bytes and more.
const STEP: usize = 1024;

/// Gives the bytes behind a byte order mark as UTF-8.
pub(super) struct Utf16<'a> {
    inner: Peek<'a>,
    decoder: Decoder,
    // Decoded and not yet given.
    ready: Vec<u8>,
    start: usize,
    is_done: bool,
    n_bad: Rc<Cell<u64>>,
}

impl<'a> Utf16<'a> {
    /// Decodes what follows; code units that stand for nothing become U+FFFD and count in `n_bad`.
    pub(super) fn new(inner: Peek<'a>, encoding: &'static Encoding, n_bad: Rc<Cell<u64>>) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { inner, decoder, ready: Vec::new(), start: 0, is_done: false, n_bad }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let bytes = self.inner.fill_buf()?;
        let is_last = bytes.is_empty();
        self.ready.resize(bytes.len().max(STEP) * 2, 0);
        let (result, n_read, n_written) =
            self.decoder.decode_to_utf8_without_replacement(bytes, &mut self.ready, is_last);
        self.is_done = is_last && result == DecoderResult::InputEmpty;
        self.inner.consume(n_read);
        self.ready.truncate(n_written);
        self.start = 0;
        if let DecoderResult::Malformed(..) = result {
            self.ready.extend("\u{FFFD}".as_bytes());
            self.n_bad.set(self.n_bad.get() + 1);
        }
        Ok(())
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.start == self.ready.len() && !self.is_done {
            self.decode_more()?;
        }
        let n = self.ready.get(self.start..).unwrap_or_default().read(out)?;
        self.start += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{UTF_16BE, UTF_16LE};

    fn check(bytes: Vec<u8>, encoding: &'static Encoding, expected: &str, expected_bad: u64) {
        let n_bad = Rc::new(Cell::new(0));
        let inner = Peek::new(Box::new(io::Cursor::new(bytes)));
        let mut text = String::new();
        Utf16::new(inner, encoding, Rc::clone(&n_bad)).read_to_string(&mut text).unwrap();
        assert_eq!((text.as_str(), n_bad.get()), (expected, expected_bad));
    }

    #[test]
    fn decodes_both_orders_and_counts_faults() {
        let text = "“a” 🙂 中".repeat(20_000);
        let units = || text.encode_utf16();
        check(units().flat_map(u16::to_le_bytes).collect(), UTF_16LE, &text, 0);
        check(units().flat_map(u16::to_be_bytes).collect(), UTF_16BE, &text, 0);
        check(vec![b'a', 0, 0, 0xD8, b'b', 0, b'c'], UTF_16LE, "a\u{FFFD}b\u{FFFD}", 2);
        check(vec![b'a', 0, 0, 0xD8, 1], UTF_16LE, "a\u{FFFD}", 1);
        check(vec![], UTF_16LE, "", 0);
    }
}
