//! CSV and TSV: a header, and a row for a record. Cells may hold line breaks.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr;

use super::Flow;
use super::assemble::Origin;
use super::decode::decode;
use super::emit::Emitter;
use super::fields::{FieldNames, Fields, Slot};
use super::options::Role;
use super::peek::{Peek, WINDOW};
use super::reject::Fault;
use super::source::Source;

/// What may part cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// More cells than this in a row are no table but a broken mark; they are read as one row and lost.
const MOST_CELLS: usize = 1 << 20;

/// Columns that a message names, and how much of each name.
const NAMED: (usize, usize) = (20, 40);

/// Reads every row as a record; they are numbered from 1, without the header.
pub(super) fn read(source: &mut Source<'_>, origin: &Origin, emitter: &mut Emitter<'_>) -> Flow {
    let encoding = source.encoding;
    let dialect = Dialect::sniff(source.bytes.peek(WINDOW));
    if dialect.is_told {
        // Excel's `sep=;` line.
        let n_line = source.bytes.peek(8).iter().position(|byte| *byte == b'\n');
        source.bytes.consume(n_line.map_or(5, |n| n + 1));
    }
    let mut rows = Rows::new(dialect, emitter.limit);
    let header = match rows.next(&mut source.bytes) {
        Err(err) => return emitter.broken(origin, None, source, err),
        Ok(Row::End) => return emitter.reject(origin, None, &Fault::NoRecords),
        Ok(Row::TooLong) => {
            return emitter.reject(origin, None, &Fault::TooLong(emitter.limit));
        }
        Ok(Row::Whole) => Header::of(&rows, &emitter.names),
    };
    if !header.has_text() {
        let told = emitter.names.told(Role::Text).map(str::to_owned);
        return emitter.reject(origin, None, &Fault::NoTextColumn(told, header.named(&rows)));
    }
    for number in 1.. {
        match rows.next(&mut source.bytes) {
            Err(err) => return emitter.broken(origin, Some(number), source, err),
            Ok(Row::End) if number == 1 => {
                return emitter.reject(origin, None, &Fault::NoRecords);
            }
            Ok(Row::End) => break,
            Ok(Row::TooLong) => {
                emitter.reject(origin, Some(number), &Fault::TooLong(emitter.limit))?;
            }
            Ok(Row::Whole) => row(&rows, &header, origin, number, encoding, emitter)?,
        }
        emitter.damaged(origin, Some(number), source.take_bad(), "UTF-16")?;
    }
    ControlFlow::Continue(())
}

/// Whether these first bytes look like a header: short names, one of them that of a text.
pub(super) fn is_table(head: &[u8], names: &FieldNames) -> bool {
    let mut rows = Rows::new(Dialect::sniff(head), WINDOW);
    let mut bytes = Peek::new(Box::new(head));
    let Ok(Row::Whole) = rows.next(&mut bytes) else { return false };
    let is_name = |column| {
        let cell = rows.cell(column).trim_ascii();
        cell.len() <= NAMED.1 && !cell.ends_with(b".")
    };
    rows.n_cells() > 1 && Header::of(&rows, names).has_text() && (0..rows.n_cells()).all(is_name)
}

/// Makes an article of a row.
fn row(
    rows: &Rows,
    header: &Header,
    origin: &Origin,
    number: u64,
    encoding: Option<&'static str>,
    emitter: &mut Emitter<'_>,
) -> Flow {
    let record = Some(number);
    let (n_cells, n_columns) = (rows.n_cells(), header.n_columns);
    if n_cells < n_columns || (n_columns..n_cells).any(|cell| !rows.cell(cell).is_empty()) {
        emitter.reject(origin, record, &Fault::Ragged { n_cells, n_columns })?;
    }
    let mut fields = Fields::default();
    let mut assumed = "UTF-8";
    for (column, slot) in &header.columns {
        let decoded = decode(rows.cell(*column));
        if slot.role == Role::Text && !decoded.text.is_empty() {
            assumed = decoded.encoding;
        }
        emitter.damaged(origin, record, decoded.n_bad, decoded.encoding)?;
        fields.offer(*slot, decoded.text.into_owned());
    }
    emitter.fields(origin, record, fields, encoding.unwrap_or(assumed))
}

/// The columns that have a role.
#[derive(Debug)]
struct Header {
    columns: Vec<(usize, Slot)>,
    n_columns: usize,
}

impl Header {
    fn of(rows: &Rows, names: &FieldNames) -> Self {
        let slot = |column: usize| {
            let name = decode(rows.cell(column)).text.trim().to_owned();
            Some((column, names.slot(&name, &name)?))
        };
        let columns = (0..rows.n_cells()).filter_map(slot).collect();
        Self { columns, n_columns: rows.n_cells() }
    }

    fn has_text(&self) -> bool {
        self.columns.iter().any(|(_, slot)| slot.role == Role::Text)
    }

    /// The names of the columns, for a message.
    fn named(&self, rows: &Rows) -> Vec<String> {
        let name = |column| decode(rows.cell(column)).text.chars().take(NAMED.1).collect();
        (0..self.n_columns.min(NAMED.0)).map(name).collect()
    }
}

/// How a table parts its cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dialect {
    delimiter: u8,
    is_quoted: bool,
    // By a line `sep=;` of its own.
    is_told: bool,
}

impl Dialect {
    /// By the first bytes: the delimiter that parts the header into the most cells.
    fn sniff(head: &[u8]) -> Self {
        if let Some([delimiter, ..]) = head.strip_prefix(b"sep=") {
            return Self { delimiter: *delimiter, is_quoted: true, is_told: true };
        }
        let mut counts = [0; DELIMITERS.len()];
        let mut is_inside = false;
        for byte in head {
            match byte {
                b'"' => is_inside = !is_inside,
                _ if is_inside => {}
                b'\n' | b'\r' => break,
                _ => {
                    for (delimiter, count) in DELIMITERS.iter().zip(&mut counts) {
                        *count += u32::from(delimiter == byte);
                    }
                }
            }
        }
        let likeliest = DELIMITERS.iter().zip(counts).rev().max_by_key(|(_, count)| *count);
        let delimiter = likeliest.map_or(b',', |(delimiter, _)| *delimiter);
        let is_quoted = delimiter != b'\t' || is_quoted_tsv(head);
        Self { delimiter, is_quoted, is_told: false }
    }
}

/// Whether marks at the start of cells are closed before the next tab or line, in all that is
/// seen of a file. Many programs write TSV without quoting: there a quotation at the start of a
/// text would swallow the rows behind it.
fn is_quoted_tsv(head: &[u8]) -> bool {
    let mut at = 0;
    let mut is_start = true;
    while let Some(byte) = head.get(at) {
        at += 1;
        if !(is_start && *byte == b'"') {
            is_start = matches!(byte, b'\t' | b'\n' | b'\r');
            continue;
        }
        while let Some(n) = memchr(b'"', head.get(at..).unwrap_or_default()) {
            at += n + 1;
            if head.get(at) != Some(&b'"') {
                break;
            }
            at += 1;
        }
        if !matches!(head.get(at), None | Some(b'\t' | b'\n' | b'\r')) {
            return false;
        }
    }
    true
}

/// What came of reading a row.
enum Row {
    Whole,
    TooLong,
    End,
}

/// One row at a time, its cells unquoted one after another.
struct Rows {
    reader: Reader,
    limit: usize,
    cells: Vec<u8>,
    // Where each cell ends in `cells`.
    ends: Vec<usize>,
    n_ends: usize,
}

impl Rows {
    fn new(dialect: Dialect, limit: usize) -> Self {
        let mut reader = ReaderBuilder::new();
        let reader = reader.delimiter(dialect.delimiter).quoting(dialect.is_quoted).build();
        Self { reader, limit, cells: vec![0; WINDOW.min(limit)], ends: vec![0; 64], n_ends: 0 }
    }

    /// Reads the next row that is not blank.
    fn next(&mut self, bytes: &mut Peek<'_>) -> io::Result<Row> {
        let mut is_long = false;
        let mut n_out = 0;
        self.n_ends = 0;
        loop {
            let buffer = bytes.fill_buf()?;
            let (cells, ends) = (self.cells.get_mut(n_out..), self.ends.get_mut(self.n_ends..));
            let (cells, ends) = (cells.unwrap_or_default(), ends.unwrap_or_default());
            let (result, n_in, n_cells, n_ends) = self.reader.read_record(buffer, cells, ends);
            bytes.consume(n_in);
            n_out += n_cells;
            self.n_ends += n_ends;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < self.limit => {
                    self.cells.resize(self.limit.min(self.cells.len() * 2), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MOST_CELLS => {
                    self.ends.resize(self.ends.len() * 2, 0);
                }
                // Read on to the end of the row over what is kept of it.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (is_long, n_out, self.n_ends) = (true, 0, 0);
                }
                ReadRecordResult::Record if is_long => return Ok(Row::TooLong),
                ReadRecordResult::Record => return Ok(Row::Whole),
                ReadRecordResult::End => return Ok(Row::End),
            }
        }
    }

    fn n_cells(&self) -> usize {
        self.n_ends
    }

    /// The bytes of a cell; empty where the row has none.
    fn cell(&self, column: usize) -> &[u8] {
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
        let end = if column < self.n_ends { self.ends[column] } else { start };
        self.cells.get(start..end).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &str, limit: usize, expected: &[&[&str]]) {
        let mut peek = Peek::new(Box::new(io::Cursor::new(table.to_owned())));
        let mut rows = Rows::new(Dialect::sniff(peek.peek(WINDOW)), limit);
        let mut made: Vec<Vec<String>> = Vec::new();
        loop {
            match rows.next(&mut peek).unwrap() {
                Row::End => break,
                Row::TooLong => made.push(vec![]),
                Row::Whole => {
                    let cell = |n| String::from_utf8(rows.cell(n).to_vec()).unwrap();
                    made.push((0..rows.n_cells()).map(cell).collect());
                }
            }
        }
        assert_eq!(made, expected, "{table}");
    }

    #[test]
    fn parts_rows_and_cells() {
        check("a,b\n\"x\ny\",\"z \"\"q\"\"\"\n", 99, &[&["a", "b"], &["x\ny", "z \"q\""]]);
        check("a;b,c;d\r\n1;2,5;3", 99, &[&["a", "b,c", "d"], &["1", "2,5", "3"]]);
        check("one\n\n two \n", 99, &[&["one"], &[" two "]]);
        check("a,b\n12345678,9\n1,2\n", 8, &[&["a", "b"], &[], &["1", "2"]]);
        check("", 99, &[]);
        check(&",".repeat(200), 99, &[&[""; 201]]);
    }

    #[test]
    fn quotes_of_tsv_are_told_by_how_they_close() {
        check("a\tb\n\"x\ty\"\tz\n", 99, &[&["a", "b"], &["x\ty", "z"]]);
        check("a\tb\n\"Yes,\" he said\tz\n", 99, &[&["a", "b"], &["\"Yes,\" he said", "z"]]);
        check("a\tb\n\"Yes\tz\n", 99, &[&["a", "b"], &["\"Yes", "z"]]);
    }
}
