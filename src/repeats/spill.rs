//! Bytes that memory need not hold: appended to a file without a name, read back from anywhere.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// Bytes that are gathered before they are written.
const WRITE_BYTES: usize = 1 << 18;

/// In what order the places are that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ahead {
    /// They come in order.
    InOrder,
    /// They come from anywhere; near ones and the same ones often one after the other.
    Anywhere,
}

impl Ahead {
    /// Pieces of the file that are kept, and the bytes of one.
    fn pieces(self) -> (usize, u64) {
        match self {
            Self::InOrder => (1, 1 << 18),
            Self::Anywhere => (1 << 10, 1 << 12),
        }
    }
}

/// Bytes behind a piece that are read with it, for what begins in one and ends in the next.
const OVER: u64 = 1 << 10;

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
        let (n_pieces, piece_bytes) = ahead.pieces();
        let pieces = vec![Piece::default(); n_pieces];
        Reader { spilled: self, ahead, piece_bytes, pieces, long: Piece::default() }
    }
}

/// Reads places of a file.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    spilled: &'a Spilled,
    ahead: Ahead,
    piece_bytes: u64,
    // By the number of the piece, which takes the place of one read before.
    pieces: Vec<Piece>,
    // What is longer than a piece.
    long: Piece,
}

#[derive(Debug, Clone, Default)]
struct Piece {
    start: u64,
    bytes: Vec<u8>,
}

impl Piece {
    fn has(&self, at: u64, end: u64) -> bool {
        at >= self.start && end <= self.start + self.bytes.len() as u64
    }

    /// Reads it anew.
    fn fill(&mut self, mut file: &File, start: u64, n_bytes: u64) -> io::Result<()> {
        self.start = start;
        self.bytes.resize(usize::try_from(n_bytes).map_err(io::Error::other)?, 0);
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut self.bytes).inspect_err(|_| self.start = u64::MAX)
    }
}

impl Reader<'_> {
    /// So many bytes from a place on.
    pub(super) fn read(&mut self, at: u64, n_bytes: usize) -> io::Result<&[u8]> {
        let end = at + n_bytes as u64;
        let number = at / self.piece_bytes;
        let start = match self.ahead {
            Ahead::InOrder => at,
            Ahead::Anywhere => number * self.piece_bytes,
        };
        let most = self.piece_bytes + OVER;
        let slot = usize::try_from(number).unwrap_or_default() % self.pieces.len().max(1);
        let short = self.pieces.get_mut(slot).filter(|_| end - start <= most);
        let piece = short.unwrap_or(&mut self.long);
        if !piece.has(at, end) {
            let left = self.spilled.n_bytes.saturating_sub(start);
            piece.fill(&self.spilled.file, start, left.min(most).max(end - start))?;
        }
        let from = usize::try_from(at - piece.start).unwrap_or(usize::MAX);
        Ok(piece.bytes.get(from..from + n_bytes).unwrap_or_default())
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
        let all = words.concat();
        for (at, n_bytes) in [(5, 100_000), (4_090, 20), (200_000, 5_000), (7, 100_000), (0, 0)] {
            let mut reader = spilled.reader(Ahead::Anywhere);
            let read = reader.read(at as u64, n_bytes).unwrap();
            assert_eq!(read, &all.as_bytes()[at..at + n_bytes]);
        }
        assert!(spilled.reader(Ahead::Anywhere).read(spilled.n_bytes, 1).is_err());
    }
}
