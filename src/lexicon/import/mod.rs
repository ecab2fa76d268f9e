//! Gazetteers from public lists, and from two gazetteers: `onrecord gazetteer`.
//!
//! A reader for each form turns a list into newcomers (`congress`, `table`, `sanctions`, `register`,
//! `popolo`); `book` says who of them is known already, by Wikidata id, or by name, country, office
//! and dates; `settle` adds the rest, and mends what `check` finds wrong until it finds nothing:
//! a form that two have becomes weak, a name longer, a second holder of one seat is left out. What
//! is left out is said, with the line of the list that has it.

mod book;
mod clean;
mod columns;
mod congress;
mod countries;
mod newcomer;
mod popolo;
mod register;
mod sanctions;
mod settle;
mod table;
mod write;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use book::Counts;

use self::book::{Book, Layer};
use self::countries::Countries;
use self::newcomer::{Identity, Incoming, Newcomer, OfficeRef, Post};
use super::entity::Lexicon;
use super::fault::LexiconError;
use super::load::{built_in, read_folder, unreadable};
use super::rows::{FILES, Folder, Place, TEMPLATES, TenureRow};

/// What the user tells of the lists.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The country of everything whose country the list does not tell; a code, or empty.
    pub country: String,
    /// Which columns of a CSV list are what: `ROLE=COLUMN`.
    pub columns: Vec<String>,
}

/// A gazetteer that was made, and what was left out.
#[derive(Debug)]
pub struct Made {
    folder: Folder,
    /// What became of the rows.
    pub counts: Counts,
    /// What the lists have that is not in it, and why.
    pub left_out: Vec<LexiconError>,
    /// What `check` says of it all the same; nothing, unless lists contradict themselves.
    pub faults: Vec<LexiconError>,
}

impl Made {
    /// Writes it.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn write(&self, dir: &Path) -> io::Result<()> {
        write::write(dir, &self.folder)
    }

    /// How many rows are written, tenures among them.
    pub fn n_rows(&self) -> usize {
        self.folder.rows.len() + self.folder.tenures.len()
    }
}

/// Whether a folder holds a gazetteer already.
pub fn is_gazetteer(dir: &Path) -> bool {
    FILES.iter().any(|file| dir.join(file).exists())
}

/// Makes a gazetteer of lists, as it would lie over the one that is compiled in.
///
/// # Errors
///
/// A list that cannot be read at all, or in no form that is known.
pub fn import(paths: &[PathBuf], options: &Options) -> Result<Made, LexiconError> {
    let countries = Countries::of(&Lexicon::built_in());
    let mut incoming = Incoming::default();
    for path in paths {
        let whole = Place { path: path.as_path().into(), line: 1 };
        let text = fs::read_to_string(path).map_err(|err| unreadable(path, err.to_string()))?;
        incoming.next_list();
        read(&text, &whole, options, &countries, &mut incoming)
            .map_err(|why| unreadable(path, why))?;
    }
    let mut book = Book::default();
    book.lay(built_in(), Layer::Below);
    book.settle(incoming);
    Ok(made(book, &[built_in()]))
}

fn read(
    text: &str,
    whole: &Place,
    options: &Options,
    countries: &Countries,
    incoming: &mut Incoming,
) -> Result<(), String> {
    let end = whole.path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    match end.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => congress::read_yaml(text, whole, incoming),
        "json" => {
            match serde_json::from_str(text).map_err(|err| err.to_string())? {
                Json::Popolo(popolo) => popolo::read(&popolo, whole, options, incoming),
                Json::Agencies(agencies) | Json::Wrapped { agencies } => {
                    register::read_agencies(&agencies, whole, incoming);
                }
            }
            Ok(())
        }
        _ => table::read(text, whole, options, countries, incoming),
    }
}

/// The JSON forms that are known.
#[derive(Deserialize)]
#[serde(untagged, expecting = "neither Popolo (persons) nor agencies of the Federal Register")]
enum Json {
    Popolo(popolo::Popolo),
    Agencies(Vec<register::Agency>),
    Wrapped { agencies: Vec<register::Agency> },
}

fn made(book: Book, below: &[Folder]) -> Made {
    let (folder, faults, mut book) = book.finish(below);
    book.notes.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    Made { folder, counts: book.counts, left_out: book.notes, faults }
}

/// Joins two gazetteers: rows of the second that are somebody of the first, by id, Wikidata id, or
/// name and dates, add to his row; where both tell something differently, the first wins, and
/// it is said.
///
/// # Errors
///
/// Every fault of either that makes a row unusable.
pub fn merge(first: &Path, second: &Path) -> Result<Made, Vec<LexiconError>> {
    let (one, other) = (read_folder(first), read_folder(second));
    let faults = one.faults.iter().chain(&other.faults);
    let faults: Vec<LexiconError> =
        faults.filter(|fault| !fault.kind.is_style()).cloned().collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut book = Book::default();
    book.lay(built_in(), Layer::Below);
    book.lay(one, Layer::Own);
    let shared = other.shared.clone();
    book.settle(newcomers(other));
    book.shared.extend(shared);
    Ok(made(book, &[built_in()]))
}

/// The rows of a gazetteer as newcomers.
fn newcomers(folder: Folder) -> Incoming {
    let mut held: std::collections::BTreeMap<String, Vec<TenureRow>> =
        std::collections::BTreeMap::default();
    for tenure in folder.tenures {
        held.entry(tenure.official.clone()).or_default().push(tenure);
    }
    let offices: rustc_hash::FxHashMap<String, usize> = folder
        .rows
        .iter()
        .zip(0..)
        .filter(|(row, _)| row.kind.is_none())
        .map(|(row, n)| (row.id.clone(), n))
        .collect();
    let mut incoming = Incoming::default();
    for row in folder.rows {
        let post = |tenure: TenureRow| Post {
            at: tenure.at,
            office: offices
                .get(&tenure.office)
                .map_or(OfficeRef::Id(tenure.office), |n| OfficeRef::New(*n)),
            start: tenure.start,
            end: tenure.end,
        };
        let posts = held.remove(&row.id).unwrap_or_default().into_iter().map(post).collect();
        let (identity, spare) = (Identity::Given, Vec::new());
        incoming.all.push(Newcomer { row, identity, above: None, spare, posts, list: 1 });
    }
    // Tenures of people who are compiled in, and have no row here.
    for (official, tenures) in held {
        incoming.strays.extend(tenures.into_iter().map(|tenure| (official.clone(), tenure)));
    }
    incoming
}

/// Starts an empty gazetteer: the header of every file, and a folder of examples beside them.
///
/// # Errors
///
/// If a file cannot be written.
pub fn start(dir: &Path) -> io::Result<()> {
    fs::create_dir_all(dir.join("examples"))?;
    for (file, text) in TEMPLATES {
        let header = text.lines().next().unwrap_or_default();
        write::put(&dir.join(file), format!("{header}\n").as_bytes())?;
        write::put(&dir.join("examples").join(file), text.as_bytes())?;
    }
    Ok(())
}
