//! Changes numbers of clusters in tables that are written already: they are known only at the end.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use crate::repeats::Cell;

/// Bytes of a file that are changed at a time.
const BLOCK_BYTES: usize = 1 << 18;

/// Hexadecimal digits of a number.
const DIGITS: usize = 16;

/// Changes the files of one table, in order.
#[derive(Debug)]
pub(super) struct Patcher<'a> {
    dir: &'a Path,
    names: &'a [String],
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    part: u16,
    file: File,
    // The bytes that are being changed, and where they begin.
    block: Vec<u8>,
    start: u64,
}

impl<'a> Patcher<'a> {
    /// Changes nothing yet; `names` are those of the parts of the table.
    pub(super) fn new(dir: &'a Path, names: &'a [String]) -> Self {
        Self { dir, names, open: None }
    }

    /// Puts a number in the place of another one.
    pub(super) fn put(&mut self, cell: Cell, number: u64) -> io::Result<()> {
        let digits = format!("{number:016x}");
        let open = self.at(cell)?;
        let from = usize::try_from(cell.at - open.start).unwrap_or(usize::MAX);
        let place = open.block.get_mut(from..from.saturating_add(DIGITS));
        let place =
            place.ok_or_else(|| io::Error::other("a table is shorter than what was written"))?;
        place.copy_from_slice(digits.as_bytes());
        Ok(())
    }

    /// Writes what is left.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.close()
    }

    /// The file with the block that holds a cell.
    fn at(&mut self, cell: Cell) -> io::Result<&mut Open> {
        if self.open.as_ref().is_none_or(|open| open.part != cell.part) {
            self.close()?;
            let file = OpenOptions::new().read(true).write(true).open(self.path(cell.part))?;
            self.open = Some(Open { part: cell.part, file, block: Vec::new(), start: 0 });
        }
        let open = self.open.as_mut().ok_or_else(|| io::Error::other("no table is open"))?;
        let end = cell.at + DIGITS as u64;
        if cell.at < open.start || end > open.start + open.block.len() as u64 {
            open.write()?;
            open.start = cell.at;
            open.file.seek(SeekFrom::Start(cell.at))?;
            (&open.file).take(BLOCK_BYTES as u64).read_to_end(&mut open.block)?;
        }
        Ok(open)
    }

    fn path(&self, part: u16) -> PathBuf {
        self.dir.join(self.names.get(usize::from(part)).map_or("", String::as_str))
    }

    fn close(&mut self) -> io::Result<()> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.write()?;
        open.file.sync_all()
    }
}

impl Open {
    fn write(&mut self) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.start))?;
        self.file.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn numbers_are_put_where_they_belong() {
        let dir = tempfile::tempdir().unwrap();
        let names = ["a.csv".to_owned(), "b.csv".to_owned()];
        let n_bytes = 3 * BLOCK_BYTES;
        for name in &names {
            fs::write(dir.path().join(name), vec![b'-'; n_bytes]).unwrap();
        }
        let last = n_bytes as u64 - 16;
        let cells = [(0, 5), (0, 40), (0, last), (1, 0), (1, BLOCK_BYTES as u64 - 3)];
        let mut patcher = Patcher::new(dir.path(), &names);
        for (number, (part, at)) in (1..).zip(cells) {
            patcher.put(Cell { part, at }, number).unwrap();
        }
        assert!(patcher.put(Cell { part: 1, at: n_bytes as u64 }, 9).is_err());
        patcher.finish().unwrap();
        for (number, (part, at)) in (1..).zip(cells) {
            let bytes = fs::read(dir.path().join(&names[usize::from(part)])).unwrap();
            let at = usize::try_from(at).unwrap();
            assert_eq!(bytes[at..at + 16], *format!("{number:016x}").as_bytes());
            let n_here = cells.iter().filter(|(other, _)| *other == part).count();
            assert_eq!(bytes.split(|byte| *byte == b'-').count() - 1, n_bytes - 16 * n_here);
        }
    }
}
