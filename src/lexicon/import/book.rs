//! The rows of gazetteers as a list is placed among them: who of the list is who of the book.

use rustc_hash::{FxHashMap, FxHashSet};

use super::newcomer::{Identity, Newcomer};
use crate::lexicon::check::folded;
use crate::lexicon::entity::EntityKind;
use crate::lexicon::fault::{LexiconError, LexiconErrorKind};
use crate::lexicon::rows::{Folder, Row, TenureRow};

/// Rows, what they are found by, and which of them are to be written.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub(super) rows: Vec<Row>,
    pub(super) tenures: Vec<TenureRow>,
    /// Rows that are new or changed, by index; the others are compiled in and stay there.
    pub(super) own: FxHashSet<usize>,
    pub(super) own_tenures: FxHashSet<usize>,
    /// Longer names of rows, for when another has the name already.
    pub(super) spare: FxHashMap<usize, Vec<String>>,
    /// Offices that several hold at once.
    pub(super) shared: Vec<String>,
    pub(super) notes: Vec<LexiconError>,
    pub(super) counts: Counts,
    pub(super) by_id: FxHashMap<String, usize>,
    pub(super) by_official: FxHashMap<String, Vec<usize>>,
    by_office: FxHashMap<String, Vec<usize>>,
    by_wikidata: FxHashMap<String, usize>,
    // Names and strong aliases as they are compared; offices apart, in small letters.
    by_form: FxHashMap<String, Vec<usize>>,
    offices: FxHashMap<String, Vec<usize>>,
    // By row: the list that somebody of it is already.
    claimed: FxHashMap<usize, usize>,
}

/// What became of the rows of the lists.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Rows that no gazetteer had.
    pub new: usize,
    /// Rows that a gazetteer had, with other forms or ids.
    pub added_to: usize,
    /// Rows that brought nothing new.
    pub known: usize,
    /// Of those not new, people whom only their name and country tell.
    pub by_name_alone: usize,
    /// Tenures that no gazetteer had.
    pub new_tenures: usize,
    /// Tenures that a gazetteer had, or an end that it lacked.
    pub known_tenures: usize,
}

/// Whether rows of a folder are to be written again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Below,
    Own,
}

/// People whose times in office are further apart than this are not the same, in days: 30 years.
const LIFETIME: i64 = 30 * 365;

impl Book {
    /// Lays a folder over what there is.
    pub(super) fn lay(&mut self, folder: Folder, layer: Layer) {
        for row in folder.rows {
            let at = self.by_id.get(&row.id).copied().unwrap_or(self.rows.len());
            if at == self.rows.len() {
                self.rows.push(row);
            } else if let Some(known) = self.rows.get_mut(at) {
                *known = row;
            }
            self.index(at);
            if layer == Layer::Own {
                self.own.insert(at);
            }
        }
        for tenure in folder.tenures {
            self.push_tenure(tenure, layer);
        }
        self.shared.extend(folder.shared);
    }

    pub(super) fn push_tenure(&mut self, tenure: TenureRow, layer: Layer) {
        let at = self.tenures.len();
        self.by_official.entry(tenure.official.clone()).or_default().push(at);
        self.by_office.entry(tenure.office.clone()).or_default().push(at);
        self.tenures.push(tenure);
        if layer == Layer::Own {
            self.own_tenures.insert(at);
        }
    }

    /// Places somebody or something: gives the row it is.
    pub(super) fn place(&mut self, newcomer: &Newcomer, held: &[TenureRow]) -> usize {
        let at = match self.find(newcomer, held) {
            Some(at) => {
                self.absorb(at, newcomer);
                at
            }
            None => self.add(newcomer),
        };
        self.claimed.insert(at, newcomer.list);
        at
    }

    fn find(&mut self, newcomer: &Newcomer, held: &[TenureRow]) -> Option<usize> {
        let row = &newcomer.row;
        if newcomer.identity == Identity::Given
            && let Some(at) = self.by_id.get(&row.id)
        {
            return Some(*at);
        }
        if let Some(at) = self.by_wikidata.get(&row.wikidata)
            && self.rows.get(*at).is_some_and(|known| known.kind == row.kind)
        {
            return Some(*at);
        }
        match row.kind {
            None => self.find_office(row),
            Some(EntityKind::Person) => self.find_person(newcomer, held),
            Some(_) => self.find_body(row),
        }
    }

    /// An office of the country that has one of the forms.
    fn find_office(&self, row: &Row) -> Option<usize> {
        let forms = std::iter::once(&row.name).chain(&row.aliases).chain(&row.weak_aliases);
        let mut found = forms.flat_map(|form| {
            let known = self.offices.get(&office_form(form)).map_or(&[][..], Vec::as_slice);
            known.iter().copied()
        });
        found.find(|at| self.rows.get(*at).is_some_and(|known| known.country == row.country))
    }

    /// The one body that has one of the forms, in the same country.
    fn find_body(&self, row: &Row) -> Option<usize> {
        let mut found: Vec<usize> = self.with_forms(row).collect();
        found.retain(|at| {
            self.rows.get(*at).is_some_and(|known| {
                !matches!(known.kind, None | Some(EntityKind::Person))
                    && (known.kind == Some(EntityKind::Place))
                        == (row.kind == Some(EntityKind::Place))
                    && known.country == row.country
                    && are_one(&known.wikidata, &row.wikidata)
            })
        });
        found.sort_unstable();
        found.dedup();
        // The name decides where an acronym is shared.
        let has_name = |at: &usize| {
            let known = self.rows.get(*at);
            known.is_some_and(|known| has_folded(known, &row.name))
        };
        match found.as_slice() {
            [one] => Some(*one),
            _ => found.into_iter().find(has_name),
        }
    }

    /// The person of one of the names who held one of the offices then, or else the only one of
    /// the country and time.
    fn find_person(&mut self, newcomer: &Newcomer, held: &[TenureRow]) -> Option<usize> {
        let row = &newcomer.row;
        let mut found: Vec<usize> = self.with_forms(row).collect();
        found.sort_unstable();
        found.dedup();
        let is_like = |at: &usize| {
            self.rows.get(*at).is_some_and(|known| {
                known.kind == Some(EntityKind::Person) && are_one(&known.wikidata, &row.wikidata)
            })
        };
        found.retain(is_like);
        let shares_office = |at: &usize| {
            self.held_by(*at).any(|known| {
                held.iter().any(|tenure| tenure.office == known.office && touch(tenure, known))
            })
        };
        let of_office = found.iter().copied().find(shares_office);
        if let Some(at) = of_office.or_else(|| self.holder_like(row, held).filter(is_like)) {
            return Some(at);
        }
        found.retain(|at| {
            self.rows.get(*at).is_some_and(|known| are_one(&known.country, &row.country))
        });
        let is_of_time = |at: &usize| {
            held.is_empty()
                || self.held_by(*at).next().is_none()
                || self.held_by(*at).any(|known| {
                    held.iter()
                        .any(|tenure| distance(tenure, known).is_none_or(|days| days < LIFETIME))
                })
        };
        let at = match found.as_slice() {
            // A list has nobody twice: whoever comes second by a name alone is somebody else.
            [at] if self.claimed.get(at) != Some(&newcomer.list) => Some(*at).filter(is_of_time),
            _ => None,
        };
        self.counts.by_name_alone += usize::from(at.is_some());
        at
    }

    /// Who held one of the offices then under a longer or shorter form of the name: `Rodrigo
    /// Chaves`, `Rodrigo Alberto de Jesús Chaves Robles`.
    fn holder_like(&self, row: &Row, held: &[TenureRow]) -> Option<usize> {
        let words = |name: &str| -> FxHashSet<String> {
            folded(name).to_lowercase().split(' ').map(str::to_owned).collect()
        };
        let wanted = words(&row.name);
        let mut holders = held.iter().flat_map(|tenure| {
            let known = self.by_office.get(&tenure.office).map_or(&[][..], Vec::as_slice);
            let known = known.iter().filter_map(|at| self.tenures.get(*at));
            known.filter(|known| touch(tenure, known))
        });
        let holder = holders.find(|known| {
            let at = self.by_id.get(&known.official);
            at.and_then(|at| self.rows.get(*at)).is_some_and(|known| {
                let known = words(&known.name);
                let n_shared = known.intersection(&wanted).count();
                n_shared > 1 && n_shared == known.len().min(wanted.len())
            })
        })?;
        self.by_id.get(&holder.official).copied()
    }

    fn with_forms(&self, row: &Row) -> impl Iterator<Item = usize> {
        let forms = std::iter::once(&row.name).chain(&row.aliases);
        forms.flat_map(|form| self.by_form.get(&folded(form)).into_iter().flatten().copied())
    }

    /// The tenures of a row.
    pub(super) fn held_by(&self, at: usize) -> impl Iterator<Item = &TenureRow> {
        let id = self.rows.get(at).map(|row| row.id.as_str()).unwrap_or_default();
        let held = self.by_official.get(id).map_or(&[][..], Vec::as_slice);
        held.iter().filter_map(|at| self.tenures.get(*at))
    }

    /// Adds to a row what it lacks.
    fn absorb(&mut self, at: usize, newcomer: &Newcomer) {
        let Some(known) = self.rows.get(at).cloned() else { return };
        let mut row = known.clone();
        let new = &newcomer.row;
        if newcomer.identity == Identity::Given {
            self.tell_conflicts(&known, new);
        }
        for form in std::iter::once(&new.name).chain(&new.aliases) {
            // `Secretary of the Navy (United States)` is for those who are not known.
            if !has_folded(&row, form) && !form.ends_with(')') {
                let is_taken = self.is_taken(form, at, row.kind);
                let list = if is_taken { &mut row.weak_aliases } else { &mut row.aliases };
                list.push(form.clone());
            }
        }
        for form in &new.weak_aliases {
            if !has_folded(&row, form) {
                row.weak_aliases.push(form.clone());
            }
        }
        for (ours, theirs) in [(&mut row.wikidata, &new.wikidata), (&mut row.country, &new.country)]
        {
            if ours.is_empty() {
                ours.clone_from(theirs);
            }
        }
        if row.above.is_empty() && new.above != row.id {
            row.above.clone_from(&new.above);
        }
        let is_same = row.aliases == known.aliases
            && row.weak_aliases == known.weak_aliases
            && row.wikidata == known.wikidata
            && row.country == known.country
            && row.above == known.above;
        if is_same {
            self.counts.known += 1;
            return;
        }
        self.counts.added_to += 1;
        self.set(at, row);
    }

    /// Says what two gazetteers tell differently of one row.
    fn tell_conflicts(&mut self, ours: &Row, theirs: &Row) {
        let cells = [
            ("name", &ours.name, &theirs.name),
            ("country", &ours.country, &theirs.country),
            ("wikidata", &ours.wikidata, &theirs.wikidata),
            ("kind", &ours.kind_cell, &theirs.kind_cell),
        ];
        for (column, ours_is, theirs_is) in cells {
            if !are_one(ours_is, theirs_is) {
                let why = format!("{} has {column} {ours_is:?}, kept; not {theirs_is:?}", ours.id);
                self.notes.push(theirs.at.fault(LexiconErrorKind::LeftOut(why)));
            }
        }
    }

    /// Adds a row with an id of its own.
    fn add(&mut self, newcomer: &Newcomer) -> usize {
        let mut row = newcomer.row.clone();
        let mut n = 2;
        while self.by_id.contains_key(&row.id) {
            row.id = format!("{}-{n}", newcomer.row.id);
            n += 1;
        }
        let at = self.rows.len();
        let aliases = std::mem::take(&mut row.aliases);
        for form in aliases {
            let is_taken = self.is_taken(&form, at, row.kind);
            if !has_folded(&row, &form) {
                if is_taken { row.weak_aliases.push(form) } else { row.aliases.push(form) }
            }
        }
        self.counts.new += 1;
        self.rows.push(row.clone());
        self.spare.insert(at, newcomer.spare.clone());
        self.set(at, row);
        at
    }

    /// Whether another row of the sort has a form.
    fn is_taken(&self, form: &str, at: usize, kind: Option<EntityKind>) -> bool {
        let known = match kind {
            None => self.offices.get(&office_form(form)),
            Some(_) => self.by_form.get(&folded(form)),
        };
        known.is_some_and(|known| known.iter().any(|other| *other != at))
    }

    /// Puts a row in a place, to be written.
    pub(super) fn set(&mut self, at: usize, row: Row) {
        if let Some(known) = self.rows.get_mut(at) {
            *known = row;
            self.own.insert(at);
            self.index(at);
        }
    }

    fn index(&mut self, at: usize) {
        let Some(row) = self.rows.get(at) else { return };
        self.by_id.insert(row.id.clone(), at);
        if !row.wikidata.is_empty() {
            self.by_wikidata.insert(row.wikidata.clone(), at);
        }
        let strong = std::iter::once(&row.name).chain(&row.aliases);
        // "Prime Minister" of a country is its own, however many there are.
        let weak = row.weak_aliases.iter().filter(|_| row.kind.is_none());
        for form in strong.chain(weak) {
            let (forms, key) = match row.kind {
                None => (&mut self.offices, office_form(form)),
                Some(_) => (&mut self.by_form, folded(form)),
            };
            let known = forms.entry(key).or_default();
            if !known.contains(&at) {
                known.push(at);
            }
        }
    }
}

/// An office's form as it is compared: case says nothing, nor does `the`.
fn office_form(form: &str) -> String {
    folded(form).to_lowercase().replace(" the ", " ").replace("defence", "defense")
}

/// Whether a row has a form, weak or strong, as the matcher compares them.
pub(super) fn has_folded(row: &Row, form: &str) -> bool {
    let form = folded(form);
    std::iter::once(&row.name)
        .chain(&row.aliases)
        .chain(&row.weak_aliases)
        .any(|known| folded(known) == form)
}

/// Whether two cells do not speak against each other.
fn are_one(one: &str, other: &str) -> bool {
    one.is_empty() || other.is_empty() || one == other
}

/// Whether two tenures overlap, or one begins within a month of the other's end.
pub(super) fn touch(one: &TenureRow, other: &TenureRow) -> bool {
    distance(one, other).is_none_or(|days| days < 32)
}

/// How many days lie between two tenures at least; none where dates are missing.
fn distance(one: &TenureRow, other: &TenureRow) -> Option<i64> {
    let gap = |before: &TenureRow, after: &TenureRow| {
        let (end, start) = (before.end?.latest, after.start?.earliest);
        Some(i64::from(end.until(start).ok()?.get_days()))
    };
    match (gap(one, other), gap(other, one)) {
        (None, None) => None,
        (Some(days), None) | (None, Some(days)) => Some(days),
        (Some(one), Some(other)) => Some(one.max(other)),
    }
}
