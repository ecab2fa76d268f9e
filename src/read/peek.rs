//! A buffered reader that lets its next bytes be seen before they are read.

use std::fmt;
use std::io::{self, BufRead, ErrorKind, Read};

/// Bytes that can be seen ahead, and the most that one read takes.
pub(super) const WINDOW: usize = 64 * 1024;

/// A buffered reader over anything.
///
/// An error that comes while looking ahead is kept until the bytes before it are read.
pub(super) struct Peek<'a> {
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    // The bytes of `buffer` that are read but not consumed.
    start: usize,
    end: usize,
    fault: Option<io::Error>,
    is_done: bool,
    n_consumed: u64,
}

impl<'a> Peek<'a> {
    pub(super) fn new(inner: Box<dyn Read + 'a>) -> Self {
        Self::with_buffer(inner, Vec::new())
    }

    /// With the buffer of a reader before; small files take longer to get one than to be read.
    pub(super) fn with_buffer(inner: Box<dyn Read + 'a>, mut buffer: Vec<u8>) -> Self {
        buffer.resize(WINDOW, 0);
        Self { inner, buffer, start: 0, end: 0, fault: None, is_done: false, n_consumed: 0 }
    }

    /// The next `n` bytes, or all that are left; `n` is at most [`WINDOW`].
    pub(super) fn peek(&mut self, n: usize) -> &[u8] {
        if self.end - self.start < n && self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        }
        if self.end - self.start < n {
            self.fill();
        }
        self.buffered().get(..n).unwrap_or(self.buffered())
    }

    /// The buffer, for the next reader.
    pub(super) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// Bytes consumed so far.
    pub(super) fn n_consumed(&self) -> u64 {
        self.n_consumed
    }

    fn buffered(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Reads until the buffer is full, so that a pipe is cut in the same places on every run: of a
    /// packed stream that breaks, how much is unpacked before the error depends on them.
    fn fill(&mut self) {
        while self.end < self.buffer.len() && self.more() {}
    }

    /// Reads once behind what is buffered; whether there was anything.
    fn more(&mut self) -> bool {
        if self.is_done {
            return false;
        }
        let free = self.buffer.get_mut(self.end..).unwrap_or_default();
        match self.inner.read(free) {
            // No reader may claim more than it was given, and a bug in one must not panic here.
            Ok(n) if n > 0 => self.end = self.buffer.len().min(self.end + n),
            Ok(_) => self.is_done = true,
            Err(err) if err.kind() == ErrorKind::Interrupted => {}
            Err(err) => (self.fault, self.is_done) = (Some(err), true),
        }
        !self.is_done
    }
}

impl BufRead for Peek<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
            self.fill();
            if self.end == 0
                && let Some(err) = self.fault.take()
            {
                return Err(err);
            }
        }
        Ok(self.buffered())
    }

    fn consume(&mut self, n: usize) {
        self.start = self.end.min(self.start + n);
        self.n_consumed += n as u64;
    }
}

impl Read for Peek<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.fill_buf()?.read(out)?;
        self.consume(n);
        Ok(n)
    }
}

impl fmt::Debug for Peek<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peek").field("n_consumed", &self.n_consumed).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte a call, then an error.
    struct Slow(Vec<u8>);

    impl Read for Slow {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            out[0] = self.0.remove(0);
            Ok(1)
        }
    }

    #[test]
    fn sees_ahead_and_keeps_the_error_for_its_place() {
        let mut peek = Peek::new(Box::new(Slow(b"abcdef".to_vec())));
        assert_eq!(peek.peek(3), b"abc");
        peek.consume(2);
        assert_eq!(peek.peek(100), b"cdef");
        let mut text = Vec::new();
        assert!(peek.read_to_end(&mut text).is_err());
        assert_eq!((text.as_slice(), peek.n_consumed()), (&b"cdef"[..], 6));
        assert_eq!(peek.peek(1), b"");
    }
}
