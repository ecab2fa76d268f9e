//! From gazetteer folders to one [`Lexicon`].

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::entity::{Entity, EntityIdx, Lexicon, Office, OfficeIdx, Tenure};
use super::fault::{LexiconError, LexiconErrorKind};
use super::rows::{FILES, Folder, Place, Row, TenureRow};
use super::words::entries;

/// The gazetteers that the binary holds: path in the repository, and text.
pub(super) const BUILT_IN: [(&str, &str); 6] = [
    ("gazetteers/officials.csv", include_str!("../../gazetteers/officials.csv")),
    ("gazetteers/agencies.csv", include_str!("../../gazetteers/agencies.csv")),
    ("gazetteers/organizations.csv", include_str!("../../gazetteers/organizations.csv")),
    ("gazetteers/places.csv", include_str!("../../gazetteers/places.csv")),
    ("gazetteers/offices.csv", include_str!("../../gazetteers/offices.csv")),
    ("gazetteers/tenures.csv", include_str!("../../gazetteers/tenures.csv")),
];

impl Lexicon {
    /// The gazetteers that are compiled in, and over them those of `folders`, later ones first in
    /// rank: a row of theirs replaces the row of the same id.
    ///
    /// # Errors
    ///
    /// Every fault of every file that makes a row unusable. Faults of style, such as the order of
    /// rows, are left to [`check`](super::check()).
    pub fn load(folders: &[PathBuf]) -> Result<Self, Vec<LexiconError>> {
        let mut layers = vec![built_in()];
        layers.extend(folders.iter().map(|folder| read_folder(folder)));
        let (lexicon, mut faults) = join(layers);
        faults.retain(|fault| !fault.kind.is_style());
        if faults.is_empty() { Ok(lexicon) } else { Err(faults) }
    }

    /// Only the gazetteers that are compiled in.
    ///
    /// # Panics
    ///
    /// If they are faulty, which a test of this repository rules out.
    pub fn built_in() -> Self {
        Self::load(&[]).expect("built-in gazetteers are checked by a test")
    }
}

/// The rows that are compiled in.
pub(super) fn built_in() -> Folder {
    let mut folder = Folder::default();
    for (path, text) in BUILT_IN {
        folder.read(Path::new(path), text);
    }
    folder
}

/// The rows of a folder; files that are not there are left out, but there must be one.
pub(super) fn read_folder(path: &Path) -> Folder {
    let mut folder = Folder::default();
    let mut n_read = 0;
    for file in FILES.map(|file| path.join(file)) {
        match fs::read_to_string(&file) {
            Ok(text) => folder.read(&file, &text),
            Err(err) if err.kind() == std::io::ErrorKind::NotFound => continue,
            Err(err) => folder.faults.push(unreadable(&file, err.to_string())),
        }
        n_read += 1;
    }
    if let Ok(list) = fs::read_to_string(path.join("words/shared-offices.txt")) {
        folder.shared = entries(&list).map(str::to_owned).collect();
    }
    if n_read == 0 {
        folder.faults.push(unreadable(path, format!("folder holds none of {}", FILES.join(", "))));
    }
    folder
}

pub(super) fn unreadable(path: &Path, why: String) -> LexiconError {
    Place { path: path.into(), line: 1 }.fault(LexiconErrorKind::Unreadable(why))
}

/// Puts layers over each other: later rows win over earlier rows of the same id.
pub(super) fn join(layers: Vec<Folder>) -> (Lexicon, Vec<LexiconError>) {
    let mut faults = Vec::new();
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut tenures: BTreeMap<_, TenureRow> = BTreeMap::new();
    for layer in layers {
        faults.extend(layer.faults);
        let mut seen: BTreeMap<String, Row> = BTreeMap::new();
        for row in layer.rows {
            if seen.contains_key(&row.id) {
                faults.push(row.at.fault(LexiconErrorKind::SameId(row.id.clone())));
            }
            seen.insert(row.id.clone(), row);
        }
        rows.extend(seen);
        let key = |row: &TenureRow| (row.official.clone(), row.start, row.office.clone());
        tenures.extend(layer.tenures.into_iter().map(|row| (key(&row), row)));
    }
    let (offices, entities): (Vec<Row>, Vec<Row>) =
        rows.into_values().partition(|row| row.kind.is_none());
    let ids = Ids::of(&entities, &offices);
    let lexicon = Lexicon {
        entities: entities.into_iter().map(|row| ids.entity(row, &mut faults)).collect(),
        offices: offices.into_iter().map(|row| ids.office(row, &mut faults)).collect(),
        tenures: tenures.into_values().filter_map(|row| ids.tenure(&row, &mut faults)).collect(),
    };
    (lexicon, faults)
}

/// The index of each id.
struct Ids {
    entities: BTreeMap<String, EntityIdx>,
    offices: BTreeMap<String, OfficeIdx>,
}

impl Ids {
    fn of(entities: &[Row], offices: &[Row]) -> Self {
        let id = |row: &Row| row.id.clone();
        Self {
            entities: entities.iter().map(id).zip((0..).map(EntityIdx)).collect(),
            offices: offices.iter().map(id).zip((0..).map(OfficeIdx)).collect(),
        }
    }

    fn above(&self, row: &Row, faults: &mut Vec<LexiconError>) -> Option<EntityIdx> {
        let found = self.entities.get(&row.above).copied();
        if found.is_none() && !row.above.is_empty() {
            faults.push(row.at.fault(LexiconErrorKind::UnknownId(row.above.clone())));
        }
        found
    }

    fn entity(&self, row: Row, faults: &mut Vec<LexiconError>) -> Entity {
        Entity {
            parent: self.above(&row, faults),
            kind: row.kind.expect("rows without a kind are offices"),
            id: row.id,
            name: row.name,
            aliases: row.aliases,
            weak_aliases: row.weak_aliases,
            demonyms: row.demonyms,
            country: row.country,
            wikidata: row.wikidata,
        }
    }

    fn office(&self, row: Row, faults: &mut Vec<LexiconError>) -> Office {
        Office {
            agency: self.above(&row, faults),
            id: row.id,
            name: row.name,
            aliases: row.aliases,
            weak_aliases: row.weak_aliases,
            country: row.country,
        }
    }

    fn tenure(&self, row: &TenureRow, faults: &mut Vec<LexiconError>) -> Option<Tenure> {
        let (official, office) = (self.entities.get(&row.official), self.offices.get(&row.office));
        for (id, is_known) in [(&row.official, official.is_some()), (&row.office, office.is_some())]
        {
            if !is_known {
                faults.push(row.at.fault(LexiconErrorKind::UnknownId(id.clone())));
            }
        }
        Some(Tenure { official: *official?, office: *office?, start: row.start, end: row.end })
    }
}
