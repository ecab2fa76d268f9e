//! The folder of a run: tables appear in it whole or not at all.
//!
//! Everything is written into a hidden folder inside it, synced, and renamed into place when the
//! run is done, `datapackage.json` last: where it stands, the run was finished. A run that fails or
//! is interrupted takes the hidden folder away again.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use walkdir::WalkDir;

use super::batch::{Batch, CsvRows, Form};
use super::package::{self, Provenance};
use super::patch::Patcher;
use super::tally::Tally;
use super::{TableError, TableName, clusters};
use crate::lexicon::Lexicon;
use crate::repeats::{Cell, Cluster, Repeats};

/// The file that says that a run was finished, and what its tables mean.
const PACKAGE: &str = "datapackage.json";

/// Bytes that are gathered before they are written.
const WRITE_BYTES: usize = 1 << 16;

/// The nested form of everything.
const JSON_LINES: &str = "articles.jsonl";

/// A folder that a run writes to.
#[derive(Debug)]
pub struct Output {
    dir: PathBuf,
    hidden: TempDir,
    form: Form,
    is_replacing: bool,
    tables: Vec<TableFiles>,
    json: Option<BufWriter<File>>,
    tally: Tally,
    // Where the clusters are wanted.
    repeats: Option<Repeats>,
}

impl Output {
    /// Opens the folder, and makes it where it is missing. `tables` are those that are wanted.
    ///
    /// # Errors
    ///
    /// If it holds a file that the run would write, or cannot be written.
    pub fn create(dir: &Path, tables: &[TableName], form: Form) -> Result<Self, TableError> {
        if let Some(old) = [PACKAGE, JSON_LINES]
            .map(str::to_owned)
            .into_iter()
            .chain(TableName::ALL.map(|table| file_name(table, 1)))
            .map(|name| dir.join(name))
            .find(|path| path.exists())
        {
            return Err(TableError::Exists(old));
        }
        let output = Self::replace(dir, tables, form)?;
        Ok(Self { is_replacing: false, ..output })
    }

    /// Like [`Output::create`], but writes over what an earlier run left.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written.
    pub fn replace(dir: &Path, tables: &[TableName], form: Form) -> Result<Self, TableError> {
        fs::create_dir_all(dir).map_err(TableError::at(dir))?;
        let hidden = tempfile::Builder::new().prefix(".onrecord-").tempdir_in(dir);
        let hidden = hidden.map_err(TableError::at(dir))?;
        let files = tables.iter().map(|table| TableFiles::open(hidden.path(), *table, form));
        let files = files.collect::<Result<Vec<_>, _>>()?;
        let json = form.is_jsonl.then(|| open(&hidden.path().join(JSON_LINES))).transpose()?;
        let has_clusters = tables.contains(&TableName::Clusters);
        let repeats = has_clusters.then(|| Repeats::new(hidden.path())).transpose();
        let repeats = repeats.map_err(TableError::at(hidden.path()))?;
        let (dir, tally) = (dir.to_owned(), Tally::default());
        Ok(Self { dir, hidden, form, is_replacing: true, tables: files, json, tally, repeats })
    }

    /// The folder that holds everything until the run is done; for taking it away on Ctrl-C.
    pub fn hidden(&self) -> &Path {
        self.hidden.path()
    }

    /// Appends the rows of a batch, and gives it back empty, for its room.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn append(&mut self, mut batch: Batch) -> Result<Batch, TableError> {
        let Batch { csv, json, uttered, .. } = &batch;
        let mut cells: [Vec<Cell>; 2] = Default::default();
        for table in &mut self.tables {
            let cells = match table.name {
                TableName::Quotes => Some(&mut cells[0]),
                TableName::Claims => Some(&mut cells[1]),
                _ => None,
            };
            if let Some(rows) = csv.get(table.name as usize) {
                table.append(rows, cells)?;
            }
        }
        if let Some(repeats) = &mut self.repeats {
            let given = uttered.give(repeats, cells.each_ref().map(Vec::as_slice));
            given.map_err(TableError::at(self.hidden.path()))?;
        }
        if let Some(file) = &mut self.json {
            file.write_all(json).map_err(TableError::at(&self.hidden.path().join(JSON_LINES)))?;
        }
        self.tally.add(batch.clear());
        Ok(batch)
    }

    /// Writes a text that is no table; `path` is inside the folder.
    ///
    /// # Errors
    ///
    /// If it is there already and nothing may be written over, or if it cannot be written.
    pub fn write_text(&self, path: &Path, text: &str) -> Result<(), TableError> {
        let place = self.dir.join(path);
        if !self.is_replacing && place.exists() {
            return Err(TableError::Exists(place));
        }
        let path = self.hidden.path().join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(TableError::at(parent))?;
        }
        fs::write(&path, text).map_err(TableError::at(&path))
    }

    /// Writes what is known only at the end, and puts everything in its place.
    ///
    /// # Errors
    ///
    /// If a file cannot be written or renamed.
    pub fn finish(mut self, lexicon: &Lexicon, provenance: &Provenance) -> Result<(), TableError> {
        self.append_clusters()?;
        self.append_entities(lexicon)?;
        let mut names = Vec::new();
        for table in self.tables {
            names.push((table.name, table.finish()?));
        }
        if let Some(json) = self.json {
            sync(json, &self.hidden.path().join(JSON_LINES))?;
        }
        let json = self.form.is_jsonl.then_some(JSON_LINES);
        let path = self.hidden.path().join(PACKAGE);
        let mut out = open(&path)?;
        let package = package::describe(&names, json, self.form.dialect, provenance);
        out.write_all(package.as_bytes()).map_err(TableError::at(&path))?;
        sync(out, &path)?;
        remove_old(&self.dir)?;
        publish(self.hidden.path(), &self.dir)?;
        self.hidden.close().map_err(TableError::at(&self.dir))
    }

    /// Writes the clusters, and their numbers into the tables of what they are made of.
    fn append_clusters(&mut self) -> Result<(), TableError> {
        let Some(repeats) = self.repeats.take() else { return Ok(()) };
        let (dir, dialect) = (self.hidden.path(), self.form.dialect);
        let mut clusters = repeats.finish().map_err(TableError::at(dir))?;
        let [quotes, claims] = [TableName::Quotes, TableName::Claims].map(|name| {
            let table = self.tables.iter_mut().find(|table| table.name == name);
            table.map_or(Ok(Vec::new()), TableFiles::written)
        });
        let (quotes, claims) = (quotes?, claims?);
        let mut patchers = [&quotes, &claims].map(|names| Patcher::new(dir, names));
        let changed = clusters.each_change(|cells, number| {
            let cells = patchers.iter_mut().zip(cells);
            cells.filter_map(|(patcher, cell)| Some(patcher.put(cell?, number))).collect()
        });
        changed.map_err(TableError::at(dir))?;
        for patcher in patchers {
            patcher.finish().map_err(TableError::at(dir))?;
        }
        let table = self.tables.iter_mut().find(|table| table.name == TableName::Clusters);
        let Some(table) = table else { return Ok(()) };
        let mut rows = CsvRows::default();
        let push = |cluster: &Cluster| {
            rows.clear();
            rows.push(&clusters::row(cluster), dialect);
            table.append(&rows, None).map_err(io::Error::other)
        };
        clusters.each(push).map_err(TableError::at(dir))
    }

    fn append_entities(&mut self, lexicon: &Lexicon) -> Result<(), TableError> {
        let tally = std::mem::take(&mut self.tally);
        let entities = self.tables.iter_mut().find(|table| table.name == TableName::Entities);
        let Some(table) = entities else { return Ok(()) };
        let mut result = Ok(());
        let mut rows = CsvRows::default();
        tally.each_row(lexicon, |row| {
            rows.clear();
            rows.push(row, self.form.dialect);
            if result.is_ok() {
                result = table.append(&rows, None);
            }
        });
        result
    }
}

/// The files of one table: one, or more where it has more rows than a spreadsheet shows.
#[derive(Debug)]
struct TableFiles {
    name: TableName,
    form: Form,
    dir: PathBuf,
    // File names, the open one last.
    names: Vec<String>,
    out: BufWriter<File>,
    // Rows of a file.
    limit: Option<u64>,
    // Rows that the open file still takes.
    room: Option<u64>,
    // Bytes of the open file.
    n_bytes: u64,
}

impl TableFiles {
    fn open(dir: &Path, name: TableName, form: Form) -> Result<Self, TableError> {
        let file = file_name(name, 1);
        let out = open_table(&dir.join(&file), name, form)?;
        let limit = form.dialect.rows_per_file();
        let (dir, names) = (dir.to_owned(), vec![file]);
        let n_bytes = super::header(name, form.dialect).len() as u64;
        Ok(Self { name, form, dir, names, out, limit, room: limit, n_bytes })
    }

    /// Appends rows, and tells where the numbers of clusters are now.
    fn append(
        &mut self,
        rows: &CsvRows,
        mut cells: Option<&mut Vec<Cell>>,
    ) -> Result<(), TableError> {
        let mut first = 0;
        while first < rows.len() {
            if self.room == Some(0) {
                self.go_on_in_next()?;
            }
            let room =
                self.room.map_or(usize::MAX, |room| usize::try_from(room).unwrap_or(usize::MAX));
            let last = rows.len().min(first.saturating_add(room));
            let bytes = rows.bytes(first, last);
            self.out.write_all(bytes).map_err(TableError::at(&self.path()))?;
            if let Some(cells) = &mut cells {
                let part = u16::try_from(self.names.len() - 1).unwrap_or(u16::MAX);
                let n_bytes = self.n_bytes;
                let places = rows.numbers(first, last);
                cells.extend(places.map(|at| Cell { part, at: n_bytes + at as u64 }));
            }
            self.n_bytes += bytes.len() as u64;
            self.room = self.room.map(|room| room - (last - first) as u64);
            first = last;
        }
        Ok(())
    }

    fn go_on_in_next(&mut self) -> Result<(), TableError> {
        let name = file_name(self.name, self.names.len() + 1);
        let next = open_table(&self.dir.join(&name), self.name, self.form)?;
        sync(std::mem::replace(&mut self.out, next), &self.path())?;
        self.names.push(name);
        self.room = self.limit;
        self.n_bytes = super::header(self.name, self.form.dialect).len() as u64;
        Ok(())
    }

    /// The names of its files, in which everything stands that was appended.
    fn written(&mut self) -> Result<Vec<String>, TableError> {
        self.out.flush().map_err(TableError::at(&self.path()))?;
        Ok(self.names.clone())
    }

    fn path(&self) -> PathBuf {
        self.dir.join(self.names.last().map_or("", String::as_str))
    }

    fn finish(self) -> Result<Vec<String>, TableError> {
        let path = self.path();
        sync(self.out, &path)?;
        Ok(self.names)
    }
}

/// `mentions.csv`, then `mentions-2.csv`.
fn file_name(table: TableName, part: usize) -> String {
    let name = table.table().name;
    if part == 1 { format!("{name}.csv") } else { format!("{name}-{part}.csv") }
}

fn open(path: &Path) -> Result<BufWriter<File>, TableError> {
    let out = File::create(path).map(|file| BufWriter::with_capacity(WRITE_BYTES, file));
    out.map_err(TableError::at(path))
}

/// Opens a file of a table and writes its header.
fn open_table(path: &Path, name: TableName, form: Form) -> Result<BufWriter<File>, TableError> {
    let mut out = open(path)?;
    out.write_all(&super::header(name, form.dialect)).map_err(TableError::at(path))?;
    Ok(out)
}

fn sync(out: BufWriter<File>, path: &Path) -> Result<(), TableError> {
    let file = out.into_inner().map_err(|error| TableError::at(path)(error.into_error()))?;
    file.sync_all().map_err(TableError::at(path))
}

/// Takes away what an earlier run left, its mark first.
fn remove_old(dir: &Path) -> Result<(), TableError> {
    let parts = |table: TableName| {
        (1..).map(move |part| dir.join(file_name(table, part))).take_while(|path| path.exists())
    };
    let package = [PACKAGE, JSON_LINES].map(|name| dir.join(name));
    let package = package.into_iter().filter(|path| path.exists());
    for path in package.chain(TableName::ALL.into_iter().flat_map(parts)) {
        fs::remove_file(&path).map_err(TableError::at(&path))?;
    }
    Ok(())
}

/// Renames every file from the hidden folder into its place, the mark of a finished run last.
fn publish(hidden: &Path, dir: &Path) -> Result<(), TableError> {
    let mut last = None;
    for entry in WalkDir::new(hidden).sort_by_file_name() {
        let entry = entry.map_err(|error| TableError::at(hidden)(error.into()))?;
        let Ok(inside) = entry.path().strip_prefix(hidden) else { continue };
        if entry.file_type().is_dir() {
            fs::create_dir_all(dir.join(inside)).map_err(TableError::at(&dir.join(inside)))?;
        } else if inside == Path::new(PACKAGE) {
            last = Some(entry.path().to_owned());
        } else {
            rename(entry.path(), &dir.join(inside))?;
        }
    }
    if let Some(package) = last {
        rename(&package, &dir.join(PACKAGE))?;
    }
    // A rename is on the disk when its folder is.
    #[cfg(unix)]
    File::open(dir).and_then(|dir| dir.sync_all()).map_err(TableError::at(dir))?;
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Result<(), TableError> {
    fs::rename(from, to).map_err(TableError::at(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Reject;
    use crate::tables::header;

    fn rejects(numbers: std::ops::Range<u64>) -> Batch {
        let mut batch = Batch::default();
        for record in numbers {
            let (source, reason) = ("s".to_owned(), "r".to_owned());
            batch.reject(&Reject { source, record: Some(record), reason }, Form::default());
        }
        batch
    }

    #[test]
    fn a_long_table_goes_on_in_further_files() {
        let dir = tempfile::tempdir().unwrap();
        let form = Form { is_csv: true, ..Form::default() };
        let mut output = Output::create(dir.path(), &[TableName::Rejects], form).unwrap();
        for table in &mut output.tables {
            (table.limit, table.room) = (Some(3), Some(3));
        }
        for numbers in [0..2, 2..3, 3..8, 8..9] {
            output.append(rejects(numbers)).unwrap();
        }
        output.finish(&Lexicon::default(), &Provenance::without_gazetteers()).unwrap();
        let header = String::from_utf8(header(TableName::Rejects, form.dialect)).unwrap();
        for (name, numbers) in
            [("rejects.csv", 0..3), ("rejects-2.csv", 3..6), ("rejects-3.csv", 6..9)]
        {
            let rows = numbers.map(|number| format!("\"s\",{number},\"r\"\r\n"));
            let expected = format!("{header}{}", rows.collect::<String>());
            assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), expected);
        }
        let package = fs::read_to_string(dir.path().join(PACKAGE)).unwrap();
        assert!(package.contains("rejects-3.csv") && !package.contains("rejects-4.csv"));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 4);
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut output = Output::create(dir.path(), &TableName::ALL, Form::default()).unwrap();
        output.append(rejects(0..9)).unwrap();
        output.write_text(Path::new("a/b.txt"), "text").unwrap();
        drop(output);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
