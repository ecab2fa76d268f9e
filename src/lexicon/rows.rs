//! The CSV files of a gazetteer folder, row by row.

use std::path::Path;
use std::sync::Arc;

use csv::StringRecord;
use memchr::memchr_iter;
use serde::Deserialize;

use super::PartialDate;
use super::entity::EntityKind;
use super::fault::{LexiconError, LexiconErrorKind};

/// The files that a gazetteer folder may hold, in the order in which they are read.
pub(super) const FILES: [&str; 6] = [
    "officials.csv",
    "agencies.csv",
    "organizations.csv",
    "places.csv",
    "offices.csv",
    "tenures.csv",
];

/// The columns of each, in order.
pub(super) const COLUMNS: [&[&str]; 6] = [
    &["id", "name", "aliases", "country", "wikidata"],
    &["id", "name", "aliases", "kind", "country", "parent", "wikidata"],
    &["id", "name", "aliases", "kind", "country", "parent", "wikidata"],
    &["id", "name", "aliases", "demonyms", "kind", "country", "wikidata"],
    &["id", "name", "aliases", "agency", "country"],
    &["official", "office", "start", "end"],
];

/// An example of each file, which stands in a gazetteer that was just started.
pub(super) const TEMPLATES: [(&str, &str); 6] = [
    ("officials.csv", include_str!("../../examples/gazetteer/officials.csv")),
    ("agencies.csv", include_str!("../../examples/gazetteer/agencies.csv")),
    ("organizations.csv", include_str!("../../examples/gazetteer/organizations.csv")),
    ("places.csv", include_str!("../../examples/gazetteer/places.csv")),
    ("offices.csv", include_str!("../../examples/gazetteer/offices.csv")),
    ("tenures.csv", include_str!("../../examples/gazetteer/tenures.csv")),
];

const AGENCY_KINDS: [&str; 14] = [
    "agency",
    "bureau",
    "central-bank",
    "commission",
    "court",
    "department",
    "legislature",
    "military",
    "ministry",
    "mission",
    "office",
    "party-body",
    "police",
    "regulator",
];

/// A row as it stands in one of the files, with its place for later complaints.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) at: Place,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) weak_aliases: Vec<String>,
    pub(super) demonyms: Vec<String>,
    pub(super) country: String,
    /// The parent of an entity, the agency of an office; may be empty.
    pub(super) above: String,
    pub(super) wikidata: String,
    /// What it is; none for an office.
    pub(super) kind: Option<EntityKind>,
    /// The cell that tells the kind; empty for officials and offices.
    pub(super) kind_cell: String,
}

/// A row of tenures.csv.
#[derive(Debug, Clone)]
pub(super) struct TenureRow {
    pub(super) at: Place,
    pub(super) official: String,
    pub(super) office: String,
    pub(super) start: Option<PartialDate>,
    pub(super) end: Option<PartialDate>,
}

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) path: Arc<Path>,
    pub(super) line: u64,
}

impl Place {
    pub(super) fn fault(&self, kind: LexiconErrorKind) -> LexiconError {
        LexiconError { path: self.path.to_path_buf(), line: self.line, kind }
    }
}

/// All rows of one folder, in file order, and every fault that a row shows by itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Folder {
    pub(super) rows: Vec<Row>,
    pub(super) tenures: Vec<TenureRow>,
    /// Offices of the folder that several people hold at once, as in `words/shared-offices.txt`.
    pub(super) shared: Vec<String>,
    pub(super) faults: Vec<LexiconError>,
}

#[derive(Deserialize)]
struct Cells<'a> {
    id: &'a str,
    name: &'a str,
    aliases: &'a str,
    #[serde(default)]
    demonyms: &'a str,
    #[serde(default)]
    kind: &'a str,
    country: &'a str,
    #[serde(default, alias = "agency")]
    parent: &'a str,
    #[serde(default)]
    wikidata: &'a str,
}

#[derive(Deserialize)]
struct TenureCells<'a> {
    official: &'a str,
    office: &'a str,
    start: &'a str,
    end: &'a str,
}

impl Folder {
    /// Reads one file, whose name is one of [`FILES`]; goes on past bad rows.
    pub(super) fn read(&mut self, path: &Path, text: &str) {
        let whole = Place { path: path.into(), line: 1 };
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let Some(file) = FILES.iter().position(|known| *known == name) else {
            return self.faults.push(whole.fault(LexiconErrorKind::UnknownFile));
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(false)
            .delimiter(delimiter(text))
            .from_reader(text.as_bytes());
        let headers = match reader.headers() {
            Ok(headers) => headers.clone(),
            Err(err) => return self.faults.push(whole.fault(unreadable(&err))),
        };
        let before = self.faults.len();
        for column in
            COLUMNS[file].iter().filter(|column| !headers.iter().any(|head| head == **column))
        {
            self.faults.push(whole.fault(LexiconErrorKind::MissingColumn(column)));
        }
        for head in headers.iter().filter(|head| !COLUMNS[file].contains(head)) {
            self.faults.push(whole.fault(LexiconErrorKind::UnknownColumn(head.to_owned())));
        }
        if self.faults.len() > before {
            return;
        }
        // Nearly every line is a row: rows are large, and moved when their room grows.
        let n_lines = memchr_iter(b'\n', text.as_bytes()).count();
        if name == "tenures.csv" {
            self.tenures.reserve(n_lines);
        } else {
            self.rows.reserve(n_lines);
        }
        for record in reader.into_records() {
            match record {
                Ok(record) => self.take(name, &whole, &headers, &record),
                Err(err) => {
                    let line = err.position().map_or(1, csv::Position::line);
                    self.faults.push(Place { line, ..whole.clone() }.fault(unreadable(&err)));
                }
            }
        }
    }

    fn take(&mut self, name: &str, whole: &Place, headers: &StringRecord, record: &StringRecord) {
        let line = record.position().map_or(1, csv::Position::line);
        let at = Place { line, ..whole.clone() };
        if name == "tenures.csv" {
            match record.deserialize(Some(headers)) {
                Ok(cells) => self.take_tenure(at, &cells),
                Err(err) => self.faults.push(at.fault(unreadable(&err))),
            }
        } else {
            match record.deserialize(Some(headers)) {
                Ok(cells) => self.take_row(name, at, &cells),
                Err(err) => self.faults.push(at.fault(unreadable(&err))),
            }
        }
    }

    fn take_tenure(&mut self, at: Place, cells: &TenureCells<'_>) {
        let mut date = |text: &str| {
            let date = PartialDate::parse(text);
            if date.is_none() && !text.is_empty() {
                self.faults.push(at.fault(LexiconErrorKind::BadDate(text.to_owned())));
            }
            date
        };
        let (start, end) = (date(cells.start), date(cells.end));
        if let (Some(start), Some(end)) = (start, end)
            && end.latest < start.earliest
        {
            self.faults.push(at.fault(LexiconErrorKind::EndsBeforeStart));
        }
        let (official, office) = (cells.official.to_owned(), cells.office.to_owned());
        self.tenures.push(TenureRow { at, official, office, start, end });
    }

    fn take_row(&mut self, file: &str, at: Place, cells: &Cells<'_>) {
        let mut faults = Vec::new();
        if !is_id(cells.id) {
            faults.push(LexiconErrorKind::BadId(cells.id.to_owned()));
        }
        if cells.name.trim().is_empty() {
            faults.push(LexiconErrorKind::EmptyName);
        }
        let wikidata = cells.wikidata.strip_prefix('Q').unwrap_or("?");
        if !cells.wikidata.is_empty() && !wikidata.bytes().all(|byte| byte.is_ascii_digit()) {
            faults.push(LexiconErrorKind::BadWikidata(cells.wikidata.to_owned()));
        }
        let kind = kind(file, cells.kind);
        if kind.is_none() && file != "offices.csv" {
            faults.push(LexiconErrorKind::BadKind(cells.kind.to_owned()));
        }
        let (mut aliases, mut weak_aliases) = (Vec::new(), Vec::new());
        for alias in split(cells.aliases) {
            let form = alias.strip_prefix('?').unwrap_or(alias);
            let is_known = aliases.iter().chain(&weak_aliases).any(|known| known == form);
            let list = if form.len() < alias.len() { &mut weak_aliases } else { &mut aliases };
            if form.trim().is_empty() {
                faults.push(LexiconErrorKind::EmptyAlias);
            } else if form == cells.name || is_known {
                faults.push(LexiconErrorKind::SameAlias(form.to_owned()));
            } else {
                list.push(form.to_owned());
            }
        }
        self.faults.extend(faults.into_iter().map(|kind| at.fault(kind)));
        self.rows.push(Row {
            at,
            id: cells.id.to_owned(),
            name: cells.name.to_owned(),
            aliases,
            weak_aliases,
            demonyms: split(cells.demonyms).map(str::to_owned).collect(),
            country: cells.country.to_owned(),
            above: cells.parent.to_owned(),
            wikidata: cells.wikidata.to_owned(),
            kind,
            kind_cell: cells.kind.to_owned(),
        });
    }
}

/// The number of the file in [`FILES`] that a row stands in.
pub(super) fn file_of(row: &Row) -> usize {
    match row.kind {
        Some(EntityKind::Person) => 0,
        Some(EntityKind::Agency) => 1,
        Some(EntityKind::Organization | EntityKind::Company | EntityKind::Media) => 2,
        Some(EntityKind::Country | EntityKind::Place) => 3,
        None => 4,
    }
}

/// What parts the cells: a semicolon where a European spreadsheet wrote the file.
pub(super) fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    if header.contains(';') && !header.contains(',') { b';' } else { b',' }
}

fn unreadable(err: &csv::Error) -> LexiconErrorKind {
    LexiconErrorKind::Unreadable(err.to_string())
}

/// The parts of a cell; none for an empty one.
fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').filter(move |_| !cell.is_empty())
}

/// `scope/slug`: at least one `/`, and nothing that a spreadsheet could take for a number.
fn is_id(id: &str) -> bool {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"/-".contains(&byte);
    id.bytes().all(allowed)
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && id.split('/').count() >= 2
        && id.split('/').all(|part| !part.is_empty())
}

/// The kind of a row by its file and its own `kind` cell; none when the cell is not known there.
pub(super) fn kind(file: &str, cell: &str) -> Option<EntityKind> {
    match (file, cell) {
        ("officials.csv", _) => Some(EntityKind::Person),
        ("agencies.csv", cell) => AGENCY_KINDS.contains(&cell).then_some(EntityKind::Agency),
        ("organizations.csv", "company" | "bank" | "fund" | "exchange") => {
            Some(EntityKind::Company)
        }
        ("organizations.csv", "media") => Some(EntityKind::Media),
        (
            "organizations.csv",
            "organization" | "party" | "ngo" | "think-tank" | "university" | "union" | "alliance",
        ) => Some(EntityKind::Organization),
        ("places.csv", "country") => Some(EntityKind::Country),
        ("places.csv", "state" | "city" | "region" | "landmark") => Some(EntityKind::Place),
        _ => None,
    }
}
