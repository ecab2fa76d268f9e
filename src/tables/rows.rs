//! Rows of tables that were written by a run: as bytes, with the places of their cells.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::ops::Range;
use std::path::PathBuf;
use std::vec::IntoIter;

use memchr::{memchr_iter, memchr2};

use super::{Dialect, TableError, TableName};

/// Reads the rows of a table from all its files.
#[derive(Debug)]
pub(super) struct Rows {
    table: TableName,
    dialect: Dialect,
    left: IntoIter<PathBuf>,
    open: Option<(PathBuf, BufReader<File>)>,
    // The next row, where it was looked at.
    row: Vec<u8>,
    is_read: bool,
}

impl Rows {
    /// Reads a table from its files, in order.
    pub(super) fn of(table: TableName, dialect: Dialect, files: Vec<PathBuf>) -> Self {
        let left = files.into_iter();
        Self { table, dialect, left, open: None, row: Vec::new(), is_read: false }
    }

    /// The next row with its line end, which comes again until it is taken; none at the end.
    pub(super) fn peek(&mut self) -> Result<Option<&[u8]>, TableError> {
        while !self.is_read {
            match &mut self.open {
                Some((path, file)) => {
                    read_row(file, &mut self.row).map_err(TableError::reading(path))?;
                    self.is_read = !self.row.is_empty();
                    if !self.is_read {
                        self.open = None;
                    }
                }
                None => match self.left.next() {
                    Some(path) => self.open(path)?,
                    None => return Ok(None),
                },
            }
        }
        Ok(Some(&self.row))
    }

    /// Takes the row that was looked at last.
    pub(super) fn take(&mut self) {
        self.is_read = false;
    }

    fn open(&mut self, path: PathBuf) -> Result<(), TableError> {
        let file = File::open(&path).map_err(TableError::reading(&path))?;
        let mut file = BufReader::with_capacity(1 << 17, file);
        read_row(&mut file, &mut self.row).map_err(TableError::reading(&path))?;
        if self.row != super::header(self.table, self.dialect) {
            return Err(TableError::Header(path));
        }
        self.open = Some((path, file));
        Ok(())
    }
}

/// Reads up to the line end behind a row; line ends inside quotation marks belong to cells.
fn read_row(file: &mut BufReader<File>, row: &mut Vec<u8>) -> std::io::Result<()> {
    row.clear();
    let mut n_quotes = 0;
    loop {
        let start = row.len();
        let n_read = file.read_until(b'\n', row)?;
        n_quotes += memchr_iter(b'"', row.get(start..).unwrap_or_default()).count();
        if n_read == 0 || n_quotes % 2 == 0 {
            return Ok(());
        }
    }
}

/// The places of the cells of a row, quotation marks included.
pub(super) fn split(row: &[u8], cells: &mut Vec<Range<usize>>) {
    cells.clear();
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    let row = row.strip_suffix(b"\r").unwrap_or(row);
    let (mut start, mut at, mut is_inside) = (0, 0, false);
    let next = |from: usize| {
        let found = row.get(from..).and_then(|rest| memchr2(b',', b'"', rest));
        found.map(|nth| from + nth)
    };
    while let Some(mark) = next(at) {
        at = mark + 1;
        match row.get(mark) {
            Some(b'"') => is_inside = !is_inside,
            _ if !is_inside => {
                cells.push(start..mark);
                start = at;
            }
            _ => {}
        }
    }
    cells.push(start..row.len());
}

/// What a cell holds.
pub(super) fn text(cell: &[u8]) -> Cow<'_, str> {
    let inside = cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\""));
    let text = String::from_utf8_lossy(inside.unwrap_or(cell));
    if inside.is_some() && text.contains("\"\"") {
        return Cow::Owned(text.replace("\"\"", "\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn rows_are_read_from_all_files() {
        let dir = tempfile::tempdir().unwrap();
        let table = TableName::Rejects;
        let header = String::from_utf8(crate::tables::header(table, Dialect::Plain)).unwrap();
        let row = "\"a, \"\"b\"\"\nc\",7,\"\"\n";
        let files: Vec<PathBuf> = [format!("{header}{row}"), header.clone(), header + row + row]
            .iter()
            .enumerate()
            .map(|(nth, text)| {
                let path = dir.path().join(nth.to_string());
                fs::write(&path, text).unwrap();
                path
            })
            .collect();
        let mut rows = Rows::of(table, Dialect::Plain, files.clone());
        let mut n_rows = 0;
        while let Some(read) = rows.peek().unwrap() {
            assert_eq!(read, row.as_bytes());
            let mut cells = Vec::new();
            split(read, &mut cells);
            let texts: Vec<_> = cells.iter().map(|cell| text(&read[cell.clone()])).collect();
            assert_eq!(texts, ["a, \"b\"\nc", "7", ""]);
            rows.take();
            n_rows += 1;
        }
        assert_eq!(n_rows, 3);
        let mut rows = Rows::of(TableName::Claims, Dialect::Plain, files);
        assert!(matches!(rows.peek(), Err(TableError::Header(_))));
    }
}
