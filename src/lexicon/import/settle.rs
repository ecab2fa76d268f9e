//! Newcomers become rows and tenures of a book, and what `check` finds wrong with them is mended.

use std::sync::Arc;

use super::book::{Book, Layer, touch};
use super::newcomer::{Identity, Incoming, Newcomer, OfficeRef, Post};
use crate::lexicon::PartialDate;
use crate::lexicon::check::{check_folder, folded};
use crate::lexicon::entity::EntityKind;
use crate::lexicon::fault::{LexiconError, LexiconErrorKind};
use crate::lexicon::rows::{FILES, Folder, Place, Row, TenureRow, file_of};

/// Mending one fault may bring another to light, but not for long.
const MAX_ROUNDS: usize = 12;

impl Book {
    /// Places everything that came: offices and bodies first, by which people are told.
    pub(super) fn settle(&mut self, mut incoming: Incoming) {
        incoming.hang();
        self.notes.append(&mut incoming.notes);
        let mut placed: Vec<Option<usize>> = vec![None; incoming.all.len()];
        let is_person = |newcomer: &Newcomer| newcomer.row.kind == Some(EntityKind::Person);
        for (newcomer, at) in incoming.all.iter_mut().zip(placed.iter_mut()) {
            if !is_person(newcomer) {
                if newcomer.row.kind.is_none() {
                    self.tell_country(newcomer);
                }
                *at = Some(self.place(newcomer, &[]));
            }
        }
        for (newcomer, at) in incoming.all.iter().zip(&placed) {
            let above = newcomer.above.and_then(|above| placed.get(above).copied().flatten());
            if let (Some(at), Some(above)) = (*at, above) {
                self.hang(at, above);
            }
        }
        for newcomer in incoming.all.iter().filter(|newcomer| is_person(newcomer)) {
            let mut held: Vec<TenureRow> =
                newcomer.posts.iter().filter_map(|post| self.tenure(post, &placed)).collect();
            join_terms(&mut held);
            let at = self.place(newcomer, &held);
            for tenure in held {
                self.add_tenure(at, tenure, newcomer.identity);
            }
        }
        for (official, tenure) in incoming.strays {
            if let Some(at) = self.by_id.get(&official).copied() {
                self.add_tenure(at, tenure, Identity::Given);
            } else {
                let why = format!("there is no official {official}");
                self.notes.push(tenure.at.fault(LexiconErrorKind::LeftOut(why)));
            }
        }
    }

    /// A bare `Secretary of the Navy` is any country's; the country makes it one's own.
    fn tell_country(&self, newcomer: &mut Newcomer) {
        let row = &mut newcomer.row;
        let Some(country) = self
            .rows
            .iter()
            .find(|known| known.kind == Some(EntityKind::Country) && known.country == row.country)
        else {
            return;
        };
        let name = folded(&row.name);
        let forms = std::iter::once(&country.name).chain(&country.aliases);
        let is_told = forms.chain(&country.demonyms).any(|form| name.contains(&folded(form)));
        if !is_told {
            let whole = format!("{} ({})", row.name, country.name);
            let bare = std::mem::replace(&mut row.name, whole);
            row.weak_aliases.push(bare);
        }
    }

    /// Hangs a body under another, unless it hangs somewhere.
    fn hang(&mut self, at: usize, above: usize) {
        let Some(id) = self.rows.get(above).map(|row| row.id.clone()) else { return };
        if let Some(mut row) = self.rows.get(at).cloned()
            && row.above.is_empty()
            && row.id != id
        {
            row.above = id;
            self.set(at, row);
        }
    }

    fn tenure(&mut self, post: &Post, placed: &[Option<usize>]) -> Option<TenureRow> {
        let office = match &post.office {
            OfficeRef::Id(id) => self.by_id.get(id).copied(),
            OfficeRef::New(n) => placed.get(*n).copied().flatten(),
        };
        let office = office.and_then(|office| self.rows.get(office)).map(|row| row.id.clone());
        let Some(office) = office else {
            let OfficeRef::Id(id) = &post.office else { return None };
            let why = format!("there is no office {id}");
            self.notes.push(post.at.fault(LexiconErrorKind::LeftOut(why)));
            return None;
        };
        let (at, start, end) = (post.at.clone(), post.start, post.end);
        Some(TenureRow { at, official: String::new(), office, start, end })
    }

    /// Adds a tenure, unless it is known; an open one is closed when a list says when.
    fn add_tenure(&mut self, at: usize, mut tenure: TenureRow, identity: Identity) {
        let Some(official) = self.rows.get(at).map(|row| row.id.clone()) else { return };
        tenure.official = official;
        let held = self.by_official.get(&tenure.official).cloned().unwrap_or_default();
        let known = held.into_iter().find(|at| {
            self.tenures
                .get(*at)
                .is_some_and(|known| known.office == tenure.office && touch(known, &tenure))
        });
        let Some(at) = known else {
            self.counts.new_tenures += 1;
            return self.push_tenure(tenure, Layer::Own);
        };
        self.counts.known_tenures += 1;
        if let Some(known) = self.tenures.get(at).filter(|_| identity == Identity::Given)
            && (known.start != tenure.start || known.end != tenure.end)
        {
            let said = |row: &TenureRow| {
                let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
                let (start, end) = (date(row.start), date(row.end));
                format!("{}..{}", start.unwrap_or_default(), end.unwrap_or_default())
            };
            let (ours, theirs) = (said(known), said(&tenure));
            let why = format!("{} as {}: {ours} kept; not {theirs}", known.official, known.office);
            self.notes.push(tenure.at.fault(LexiconErrorKind::LeftOut(why)));
        }
        if let Some(known) = self.tenures.get_mut(at)
            && known.end.is_none()
            && tenure.end.is_some()
        {
            known.end = tenure.end;
            self.own_tenures.insert(at);
        }
    }

    /// Mends what `check` finds wrong, and gives what is to be written, in order.
    pub(super) fn finish(mut self, below: &[Folder]) -> (Folder, Vec<LexiconError>, Self) {
        for _ in 0..MAX_ROUNDS {
            let folder = self.folder();
            let mut faults = check_folder(folder.clone(), below.to_vec());
            faults.retain(|fault| !matches!(fault.kind, LexiconErrorKind::Unsorted { .. }));
            if faults.is_empty() {
                return (folder, Vec::new(), self);
            }
            for fault in &faults {
                self.mend(fault, &folder);
            }
        }
        let folder = self.folder();
        let left = check_folder(folder.clone(), below.to_vec());
        (folder, left, self)
    }

    /// Does something about a fault: weaker forms, longer names, offices of several seats; what
    /// cannot be mended is left out.
    fn mend(&mut self, fault: &LexiconError, folder: &Folder) {
        let nth = usize::try_from(fault.line).unwrap_or_default().saturating_sub(2);
        let file = fault.path.to_str().unwrap_or_default();
        if file == "tenures.csv" {
            let Some(tenure) = folder.tenures.get(nth) else { return };
            return self.mend_tenure(fault, tenure);
        }
        let mut rows = folder.rows.iter().filter(|row| *row.at.path == *fault.path);
        let Some(at) = rows.nth(nth).and_then(|row| self.by_id.get(&row.id).copied()) else {
            return;
        };
        match &fault.kind {
            LexiconErrorKind::SharedForm { form, .. } => self.part_forms(at, form),
            LexiconErrorKind::SameAlias(alias) => {
                self.change(at, |row| {
                    let name = row.name.clone();
                    row.weak_aliases.retain(|weak| weak != alias && *weak != name);
                    row.aliases.retain(|strong| *strong != name);
                    row.aliases.dedup();
                });
            }
            LexiconErrorKind::BadWikidata(_) => self.change(at, |row| row.wikidata.clear()),
            LexiconErrorKind::UnknownId(_) => self.change(at, |row| row.above.clear()),
            _ => {
                self.own.remove(&at);
                self.leave_out(at, &fault.kind);
            }
        }
    }

    fn change(&mut self, at: usize, change: impl FnOnce(&mut Row)) {
        if let Some(mut row) = self.rows.get(at).cloned() {
            change(&mut row);
            self.set(at, row);
        }
    }

    fn leave_out(&mut self, at: usize, why: &LexiconErrorKind) {
        let Some(row) = self.rows.get(at) else { return };
        let whole =
            LexiconError { path: row.at.path.to_path_buf(), line: row.at.line, kind: why.clone() };
        let why = format!("{}: {whole}", row.name);
        self.notes.push(row.at.fault(LexiconErrorKind::LeftOut(why)));
    }

    /// A form that two rows have is weak in this one; a name, which cannot be, becomes longer.
    fn part_forms(&mut self, at: usize, form: &str) {
        let Some(row) = self.rows.get(at) else { return };
        let same = |known: &String| match row.kind {
            None => folded(known).to_lowercase() == folded(form).to_lowercase(),
            Some(_) => folded(known) == folded(form),
        };
        let is_name = same(&row.name);
        let weak: Vec<String> = row.aliases.iter().filter(|alias| same(alias)).cloned().collect();
        let longer = self.spare.get_mut(&at).and_then(Vec::pop);
        let longer = is_name.then(|| longer.unwrap_or_else(|| self.longer(at)));
        self.change(at, |row| {
            row.aliases.retain(|alias| !weak.contains(alias));
            row.weak_aliases.extend(weak);
            if let Some(longer) = longer {
                row.aliases.retain(|alias| *alias != longer);
                row.weak_aliases.retain(|alias| *alias != longer);
                let bare = std::mem::replace(&mut row.name, longer);
                if !bare.ends_with(')') {
                    row.weak_aliases.push(bare);
                }
            }
        });
    }

    /// A name with the office or the country behind it, or at last the end of the id.
    fn longer(&self, at: usize) -> String {
        let Some(row) = self.rows.get(at) else { return String::new() };
        let bare = row.name.split(" (").next().unwrap_or_default();
        let office = self.held_by(at).next().and_then(|held| self.by_id.get(&held.office));
        let office = office.and_then(|office| self.rows.get(*office)).map(|row| &row.name);
        match office {
            Some(office) if !row.name.contains(" (") => format!("{bare} ({office})"),
            _ => format!("{bare} ({})", row.id),
        }
    }

    /// Two in one seat: an office of the list has several; one of the gazetteers keeps its holder.
    fn mend_tenure(&mut self, fault: &LexiconError, tenure: &TenureRow) {
        let key = |row: &TenureRow| (row.official.clone(), row.office.clone(), row.start);
        let wanted = key(tenure);
        let found = self.by_official.get(&tenure.official).and_then(|held| {
            let own = held.iter().filter(|at| self.own_tenures.contains(at));
            own.copied().find(|at| self.tenures.get(*at).is_some_and(|row| key(row) == wanted))
        });
        let office = self.by_id.get(&tenure.office).copied();
        let is_new = office.is_some_and(|office| self.spare.contains_key(&office));
        if matches!(fault.kind, LexiconErrorKind::Overlap { .. }) && is_new {
            if !self.shared.contains(&tenure.office) {
                self.shared.push(tenure.office.clone());
            }
            return;
        }
        let Some(at) = found else { return };
        self.own_tenures.remove(&at);
        self.counts.new_tenures = self.counts.new_tenures.saturating_sub(1);
        if let Some(row) = self.tenures.get(at) {
            let place = Place { path: Arc::from("tenures.csv".as_ref()), line: 1 };
            let why = place.fault(fault.kind.clone()).to_string();
            let why = why.strip_prefix("tenures.csv:1: ").unwrap_or(&why);
            let why = format!("{} as {}: {why}", row.official, row.office);
            self.notes.push(row.at.fault(LexiconErrorKind::LeftOut(why)));
        }
    }

    /// What is to be written: sorted, each row with its place in its file.
    fn folder(&self) -> Folder {
        let mut rows: Vec<Row> =
            self.own.iter().filter_map(|at| self.rows.get(*at)).cloned().collect();
        rows.sort_unstable_by(|a, b| (file_of(a), &a.id).cmp(&(file_of(b), &b.id)));
        let mut lines = [1; FILES.len()];
        let paths = FILES.map(|file| Arc::from(std::path::Path::new(file)));
        for row in &mut rows {
            let file = file_of(row);
            if let (Some(line), Some(path)) = (lines.get_mut(file), paths.get(file)) {
                *line += 1;
                row.at = Place { path: Arc::clone(path), line: *line };
            }
        }
        let mut tenures: Vec<TenureRow> =
            self.own_tenures.iter().filter_map(|at| self.tenures.get(*at)).cloned().collect();
        let key = |row: &TenureRow| (row.official.clone(), row.start, row.office.clone());
        tenures.sort_by_key(key);
        tenures.dedup_by_key(|row| key(row));
        let path: Arc<std::path::Path> = Arc::from(std::path::Path::new("tenures.csv"));
        for (tenure, line) in tenures.iter_mut().zip(2..) {
            tenure.at = Place { path: Arc::clone(&path), line };
        }
        let mut shared = self.shared.clone();
        shared.sort_unstable();
        shared.dedup();
        Folder { rows, tenures, shared, ..Folder::default() }
    }
}

/// Terms in one office that follow each other are one tenure.
fn join_terms(held: &mut Vec<TenureRow>) {
    held.sort_by(|a, b| (&a.office, a.start, a.end).cmp(&(&b.office, b.start, b.end)));
    held.dedup_by(|next, before| {
        let is_one = next.office == before.office && touch(before, next);
        if is_one {
            let later = before.end.zip(next.end).map(|(a, b)| a.max(b));
            // An open end among several terms is the last one's.
            before.end = if next.end.is_none() && next.start.is_some() { None } else { later };
        }
        is_one
    });
}
