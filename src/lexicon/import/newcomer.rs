//! What a public list says, in one form, before it finds its place among the rows of a gazetteer.

use rustc_hash::FxHashMap;

use super::clean;
use crate::lexicon::entity::EntityKind;
use crate::lexicon::fault::{LexiconError, LexiconErrorKind};
use crate::lexicon::rows::{Place, Row, TenureRow};
use crate::lexicon::{PartialDate, Slug};

/// A row of a list on its way into a gazetteer.
#[derive(Debug, Clone)]
pub(super) struct Newcomer {
    /// As it would stand in the gazetteer; aliases hold every form the list gives.
    pub(super) row: Row,
    pub(super) identity: Identity,
    /// The newcomer above it, where the list has that too.
    pub(super) above: Option<usize>,
    /// Longer names, for when another has the name already.
    pub(super) spare: Vec<String>,
    pub(super) posts: Vec<Post>,
    /// Which list it comes from: a list has nobody twice.
    pub(super) list: usize,
}

/// Whether the id of a row says who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// The id is the gazetteer's own.
    Given,
    /// The id is a proposal; names and dates say who it is.
    Proposed,
}

/// A tenure on its way.
#[derive(Debug, Clone)]
pub(super) struct Post {
    pub(super) at: Place,
    pub(super) office: OfficeRef,
    pub(super) start: Option<PartialDate>,
    pub(super) end: Option<PartialDate>,
}

/// Which office a tenure is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum OfficeRef {
    New(usize),
    Id(String),
}

/// Everything that the lists give, and what they have that is no use.
#[derive(Debug, Default)]
pub(super) struct Incoming {
    pub(super) all: Vec<Newcomer>,
    pub(super) notes: Vec<LexiconError>,
    pub(super) n_lists: usize,
    /// Tenures of people who have no row of their own, by their ids.
    pub(super) strays: Vec<(String, TenureRow)>,
    // List, key and key of the parent.
    hanging: Vec<(usize, String, String)>,
    // By list, kind of row and key.
    by_key: FxHashMap<(usize, char, String), usize>,
}

impl Incoming {
    /// Begins another list.
    pub(super) fn next_list(&mut self) {
        self.n_lists += 1;
    }

    /// Says why something of the list is left out.
    pub(super) fn leave_out(&mut self, at: &Place, why: impl Into<String>) {
        self.notes.push(at.fault(LexiconErrorKind::LeftOut(why.into())));
    }

    /// The person of a key of this list, made with a name when it is new; none without a usable
    /// name, which is said.
    pub(super) fn person(
        &mut self,
        key: &str,
        name: &str,
        country: &str,
        at: &Place,
    ) -> Option<&mut Newcomer> {
        let Some(name) = clean::name(name) else {
            self.leave_out(at, format!("{name:?} is no name that English news would write"));
            return None;
        };
        let row = Row::new(at.clone(), &name, country, Some(EntityKind::Person));
        // A row without a key of its own is of the one whom the list named so before.
        let same = (self.n_lists, 'n', format!("{country}/{name}"));
        let known = self.by_key.get(&same).copied().filter(|_| key.is_empty());
        if let Some(known) = known {
            return self.all.get_mut(known);
        }
        let at = self.add_at('p', key, row, Identity::Proposed);
        self.by_key.entry(same).or_insert(at);
        self.all.get_mut(at)
    }

    /// The office of a name in a country.
    pub(super) fn office(&mut self, name: &str, country: &str, at: &Place) -> Option<usize> {
        let Some(name) = clean::phrase(name) else {
            self.leave_out(at, format!("{name:?} is no name of an office"));
            return None;
        };
        let name = name.strip_prefix("The Office of ").unwrap_or(&name).to_owned();
        let mut row = Row::new(at.clone(), &name, country, None);
        if let Some((bare, _)) = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")) {
            row.weak_aliases.push(bare.to_owned());
        }
        self.add('o', &format!("{country}/{name}"), row, Identity::Proposed);
        self.by_key.get(&(self.n_lists, 'o', format!("{country}/{name}"))).copied()
    }

    /// The body of a key of this list.
    pub(super) fn body(&mut self, key: &str, row: Row) -> Option<&mut Newcomer> {
        self.add('b', key, row, Identity::Proposed)
    }

    /// The person of a key of this list.
    pub(super) fn known_person(&mut self, key: &str) -> Option<&mut Newcomer> {
        let at = *self.by_key.get(&(self.n_lists, 'p', key.to_owned()))?;
        self.all.get_mut(at)
    }

    /// Takes note that one body of this list hangs under another, which may come later.
    pub(super) fn hang_later(&mut self, key: &str, parent: &str) {
        if !parent.is_empty() && key != parent {
            self.hanging.push((self.n_lists, key.to_owned(), parent.to_owned()));
        }
    }

    /// Hangs what was noted, when all lists are read.
    pub(super) fn hang(&mut self) {
        for (list, key, parent) in std::mem::take(&mut self.hanging) {
            let at = |key: String| self.by_key.get(&(list, 'b', key)).copied();
            if let (Some(body), Some(parent)) = (at(key), at(parent))
                && let Some(body) = self.all.get_mut(body)
            {
                body.above = Some(parent);
            }
        }
    }

    /// Where the body of a key stands.
    pub(super) fn body_at(&self, key: &str) -> Option<usize> {
        self.by_key.get(&(self.n_lists, 'b', key.to_owned())).copied()
    }

    fn add(
        &mut self,
        sort: char,
        key: &str,
        row: Row,
        identity: Identity,
    ) -> Option<&mut Newcomer> {
        let at = self.add_at(sort, key, row, identity);
        self.all.get_mut(at)
    }

    fn add_at(&mut self, sort: char, key: &str, row: Row, identity: Identity) -> usize {
        let key = if key.is_empty() { row.id.clone() } else { key.to_owned() };
        let at = *self.by_key.entry((self.n_lists, sort, key)).or_insert(self.all.len());
        if at == self.all.len() {
            let (spare, posts) = (Vec::new(), Vec::new());
            let list = self.n_lists;
            self.all.push(Newcomer { row, identity, above: None, spare, posts, list });
        }
        at
    }
}

impl Newcomer {
    /// Adds a form of the name, if it is one and is not there yet.
    pub(super) fn add_name(&mut self, name: &str) {
        if let Some(name) = clean::name(name)
            && !self.row.has_form(&name)
        {
            self.row.aliases.push(name);
        }
    }

    /// Adds another form of the name of a body or an office.
    pub(super) fn add_form(&mut self, form: &str) {
        if let Some(form) = clean::phrase(form)
            && !self.row.has_form(&form)
        {
            self.row.aliases.push(form);
        }
    }

    /// Adds a form that counts only with other evidence.
    pub(super) fn add_weak(&mut self, form: &str) {
        if let Some(form) = clean::phrase(form)
            && !self.row.has_form(&form)
        {
            self.row.weak_aliases.push(form);
        }
    }

    /// Adds a longer name.
    pub(super) fn add_spare(&mut self, name: String) {
        if name != self.row.name && !self.spare.contains(&name) {
            self.spare.push(name);
        }
    }
}

impl Row {
    /// A row with a name and an id made of it.
    pub(super) fn new(at: Place, name: &str, country: &str, kind: Option<EntityKind>) -> Self {
        let scope = if country.is_empty() { "int" } else { country };
        Self {
            at,
            id: format!("{scope}/{}", Slug(name)),
            name: name.to_owned(),
            aliases: Vec::new(),
            weak_aliases: Vec::new(),
            demonyms: Vec::new(),
            country: country.to_owned(),
            above: String::new(),
            wikidata: String::new(),
            kind,
            kind_cell: String::new(),
        }
    }

    /// Whether a form stands in it, weak or strong.
    pub(super) fn has_form(&self, form: &str) -> bool {
        self.name == form
            || self.aliases.iter().chain(&self.weak_aliases).any(|known| known == form)
    }
}
