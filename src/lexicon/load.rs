//! From gazetteer folders to one [`Lexicon`].

use std::fs;
use std::path::{Path, PathBuf};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

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
    let (mut rows, mut tenures): (Vec<Row>, Vec<TenureRow>) = (Vec::new(), Vec::new());
    for layer in layers {
        faults.extend(layer.faults);
        faults.extend(same_ids(&layer.rows));
        append(&mut rows, layer.rows);
        append(&mut tenures, layer.tenures);
    }
    let (offices, entities): (Vec<usize>, Vec<usize>) = last_in_order(&rows, |row| &row.id)
        .partition(|at| rows.get(*at).is_some_and(|row| row.kind.is_none()));
    let ids = Ids::of(&rows, &entities, &offices);
    let mut above = |all: &[usize]| -> Vec<Option<EntityIdx>> {
        all.iter().map(|at| ids.above(rows.get(*at)?, &mut faults)).collect()
    };
    let (parents, agencies) = (above(&entities), above(&offices));
    let order = last_in_order(&tenures, |row| (&row.official, row.start, &row.office));
    let mut known = Vec::with_capacity(tenures.len());
    known.extend(order.filter_map(|at| ids.tenure(tenures.get(at)?, &mut faults)));
    let mut rows: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let mut take = |at: &usize| rows.get_mut(*at).and_then(Option::take);
    // Large rows, not moved once more for want of room.
    let mut lexicon = Lexicon {
        entities: Vec::with_capacity(entities.len()),
        offices: Vec::with_capacity(offices.len()),
        tenures: known,
    };
    lexicon.entities.extend(entities.iter().filter_map(&mut take).zip(parents).map(entity));
    lexicon.offices.extend(offices.iter().filter_map(&mut take).zip(agencies).map(office));
    (lexicon, faults)
}

/// Appends rows; those of the first folder, mostly the only one, stay where they are.
fn append<T>(all: &mut Vec<T>, more: Vec<T>) {
    if all.is_empty() {
        *all = more;
    } else {
        all.extend(more);
    }
}

/// The indices of rows in the order of their keys; of equal ones the last.
fn last_in_order<'a, T, K: Ord>(
    rows: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> impl Iterator<Item = usize> {
    let mut order: Vec<(K, usize)> = rows.iter().map(key).zip(0..).collect();
    // Files are in order by themselves: runs that are merged.
    order.sort();
    let mut order = order.into_iter().peekable();
    std::iter::from_fn(move || {
        loop {
            let (key, at) = order.next()?;
            if order.peek().is_none_or(|(next, _)| *next != key) {
                return Some(at);
            }
        }
    })
}

/// The faults of rows whose id stands before in the same folder.
fn same_ids(rows: &[Row]) -> Vec<LexiconError> {
    let mut seen = FxHashSet::with_capacity_and_hasher(rows.len(), FxBuildHasher);
    let again = rows.iter().filter(|row| !seen.insert(row.id.as_str()));
    again.map(|row| row.at.fault(LexiconErrorKind::SameId(row.id.clone()))).collect()
}

/// The index of each id.
struct Ids<'a> {
    entities: FxHashMap<&'a str, EntityIdx>,
    offices: FxHashMap<&'a str, OfficeIdx>,
}

impl<'a> Ids<'a> {
    /// Those of rows in order, which are told by their indices.
    fn of(rows: &'a [Row], entities: &[usize], offices: &[usize]) -> Self {
        let id = |at: &usize| rows.get(*at).map_or("", |row| row.id.as_str());
        Self {
            entities: entities.iter().map(id).zip((0..).map(EntityIdx)).collect(),
            offices: offices.iter().map(id).zip((0..).map(OfficeIdx)).collect(),
        }
    }

    fn above(&self, row: &Row, faults: &mut Vec<LexiconError>) -> Option<EntityIdx> {
        let found = self.entities.get(row.above.as_str()).copied();
        if found.is_none() && !row.above.is_empty() {
            faults.push(row.at.fault(LexiconErrorKind::UnknownId(row.above.clone())));
        }
        found
    }

    fn tenure(&self, row: &TenureRow, faults: &mut Vec<LexiconError>) -> Option<Tenure> {
        let official = self.entities.get(row.official.as_str());
        let office = self.offices.get(row.office.as_str());
        for (id, is_known) in [(&row.official, official.is_some()), (&row.office, office.is_some())]
        {
            if !is_known {
                faults.push(row.at.fault(LexiconErrorKind::UnknownId(id.clone())));
            }
        }
        Some(Tenure { official: *official?, office: *office?, start: row.start, end: row.end })
    }
}

fn entity((row, parent): (Row, Option<EntityIdx>)) -> Entity {
    Entity {
        parent,
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

fn office((row, agency): (Row, Option<EntityIdx>)) -> Office {
    Office {
        agency,
        id: row.id,
        name: row.name,
        aliases: row.aliases,
        weak_aliases: row.weak_aliases,
        country: row.country,
    }
}
