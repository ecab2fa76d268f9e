//! Bytes that memory need not hold: appended to a file without a name, read back from anywhere.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// Bytes that are gathered before they are written.
const WRITE_BYTES: usize = 1 << 18;

/// Bytes ahead of a place that are read with it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ahead {
    /// Places come in order.
    InOrder = 1 << 18,
    /// Places come from anywhere.
    Anywhere = 1 << 11,
}

/// A file that grows.
#[derive(Debug)]
pub(super) struct Spill {
    file: File,
    pending: Vec<u8>,
    n_written: u64,
}

impl Spill {
    /// The file goes into a folder that is there.
    pub(super) fn new(dir: &Path) -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile_in(dir)?, pending: Vec::new(), n_written: 0 })
    }

    /// Bytes so far, where the next go.
    pub(super) fn len(&self) -> u64 {
        self.n_written + self.pending.len() as u64
    }

    /// Adds bytes at the end.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= WRITE_BYTES { self.write() } else { Ok(()) }
    }

    fn write(&mut self) -> io::Result<()> {
        self.file.write_all(&self.pending)?;
        self.n_written += self.pending.len() as u64;
        self.pending.clear();
        Ok(())
    }

    /// All of it, for reading.
    pub(super) fn finish(mut self) -> io::Result<Spilled> {
        self.write()?;
        Ok(Spilled { file: self.file, n_bytes: self.n_written })
    }
}

/// A file that grows no more.
#[derive(Debug)]
pub(super) struct Spilled {
    file: File,
    n_bytes: u64,
}

impl Spilled {
    /// A way to read it; there may be several.
    pub(super) fn reader(&self, ahead: Ahead) -> Reader<'_> {
        Reader { spilled: self, ahead, start: 0, bytes: Vec::new() }
    }
}

/// Reads places of a file.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    spilled: &'a Spilled,
    ahead: Ahead,
    start: u64,
    bytes: Vec<u8>,
}

impl Reader<'_> {
    /// So many bytes from a place on.
    pub(super) fn read(&mut self, at: u64, n_bytes: usize) -> io::Result<&[u8]> {
        let end = at + n_bytes as u64;
        if at < self.start || end > self.start + self.bytes.len() as u64 {
            let left = self.spilled.n_bytes.saturating_sub(at);
            let ahead = usize::try_from(left).unwrap_or(usize::MAX).min(self.ahead as usize);
            self.start = at;
            self.bytes.resize(ahead.max(n_bytes), 0);
            let mut file = &self.spilled.file;
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut self.bytes)?;
        }
        let from = usize::try_from(at - self.start).unwrap_or(usize::MAX);
        Ok(self.bytes.get(from..from + n_bytes).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_read_from_anywhere() {
        let dir = tempfile::tempdir().unwrap();
        let mut spill = Spill::new(dir.path()).unwrap();
        let words: Vec<String> = (0..50_000).map(|nth| format!("word {nth}")).collect();
        let mut places = Vec::new();
        for word in &words {
            places.push(spill.len());
            spill.append(word.as_bytes()).unwrap();
        }
        let spilled = spill.finish().unwrap();
        for ahead in [Ahead::InOrder, Ahead::Anywhere] {
            let mut reader = spilled.reader(ahead);
            for nth in (0..words.len()).step_by(7).chain([0, 49_999, 25_000]) {
                let read = reader.read(places[nth], words[nth].len()).unwrap();
                assert_eq!(read, words[nth].as_bytes());
            }
        }
        assert!(spilled.reader(Ahead::Anywhere).read(spilled.n_bytes, 1).is_err());
    }
}
