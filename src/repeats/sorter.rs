//! Numbers in order, however many: what does not fit in memory is sorted piece by piece, written
//! to a file without a name, and merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::vec::IntoIter;

/// Numbers of a piece: 32 MB of them.
const PIECE: usize = 1 << 21;

/// Bytes that are read of a piece at a time.
const READ_BYTES: usize = 1 << 16;

/// Takes numbers in any order.
#[derive(Debug)]
pub(super) struct Sorter {
    dir: PathBuf,
    piece: Vec<u128>,
    most: usize,
    written: Vec<File>,
}

impl Sorter {
    /// Files go into a folder that is there.
    pub(super) fn new(dir: &Path) -> Self {
        Self::with_pieces(dir, PIECE)
    }

    fn with_pieces(dir: &Path, most: usize) -> Self {
        Self { dir: dir.to_owned(), piece: Vec::new(), most, written: Vec::new() }
    }

    /// Takes a number.
    pub(super) fn push(&mut self, number: u128) -> io::Result<()> {
        self.piece.push(number);
        if self.piece.len() < self.most {
            return Ok(());
        }
        self.piece.sort_unstable();
        let mut out = BufWriter::new(tempfile::tempfile_in(&self.dir)?);
        for number in self.piece.drain(..) {
            out.write_all(&number.to_le_bytes())?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.written.push(file);
        Ok(())
    }

    /// Gives them back in order.
    pub(super) fn sorted(mut self) -> io::Result<Sorted> {
        self.piece.sort_unstable();
        let mut pieces: Vec<Piece> = vec![Piece::Kept(self.piece.into_iter())];
        let files = self.written.into_iter();
        pieces.extend(files.map(|file| Piece::Written(BufReader::with_capacity(READ_BYTES, file))));
        let mut next = BinaryHeap::with_capacity(pieces.len());
        for (nth, piece) in pieces.iter_mut().enumerate() {
            next.extend(piece.next()?.map(|number| Reverse((number, nth))));
        }
        Ok(Sorted { pieces, next })
    }
}

#[derive(Debug)]
enum Piece {
    Kept(IntoIter<u128>),
    Written(BufReader<File>),
}

impl Piece {
    /// The next number; none at the end.
    fn next(&mut self) -> io::Result<Option<u128>> {
        match self {
            Self::Kept(numbers) => Ok(numbers.next()),
            Self::Written(file) => read(file),
        }
    }
}

/// Numbers in order.
#[derive(Debug)]
pub(super) struct Sorted {
    pieces: Vec<Piece>,
    // The first number of each piece that is left.
    next: BinaryHeap<Reverse<(u128, usize)>>,
}

impl Sorted {
    /// The next number; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<u128>> {
        let Some(mut least) = self.next.peek_mut() else { return Ok(None) };
        let Reverse((number, nth)) = *least;
        match self.pieces.get_mut(nth).map_or(Ok(None), Piece::next)? {
            Some(following) => *least = Reverse((following, nth)),
            None => {
                PeekMut::pop(least);
            }
        }
        Ok(Some(number))
    }

    /// The least number that is left.
    pub(super) fn peek(&self) -> Option<u128> {
        self.next.peek().map(|Reverse((number, _))| *number)
    }
}

fn read(file: &mut BufReader<File>) -> io::Result<Option<u128>> {
    let mut bytes = [0; 16];
    match file.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(u128::from_le_bytes(bytes))),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_one_order() {
        let dir = tempfile::tempdir().unwrap();
        for (n, piece) in [(0, 4), (3, 4), (4, 4), (1000, 7), (1000, 2000)] {
            let mut sorter = Sorter::with_pieces(dir.path(), piece);
            let numbers: Vec<u128> = (0..n).map(|nth: u128| nth * 7919 % 501).collect();
            for number in &numbers {
                sorter.push(*number).unwrap();
            }
            let mut sorted = sorter.sorted().unwrap();
            let mut made = Vec::new();
            while let Some(number) = sorted.next().unwrap() {
                made.push(number);
            }
            let mut expected = numbers;
            expected.sort_unstable();
            assert_eq!(made, expected);
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
