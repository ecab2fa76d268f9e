//! The second pass: which of the found stretches are the same person or thing, and which row of
//! the gazetteers that is.
//!
//! Full names come first, wherever they stand; then what other forms say by themselves; then what
//! needs them as evidence: surnames, weak forms. A missing id is better than a wrong one, so each
//! step drops what it cannot decide.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::atoms::{Atom, Atoms, Casing, Gap, Line, Shape, join};
use super::bearers::Bearers;
use super::names::{Form, Node, Pattern, Target};
use super::officials::{Officials, choose_office, only};
use super::people::{self, Evidence, FamilyFirst, NameParts};
use super::scan::{Found, Scanner, What};
use super::titles::{self, Title, TitleKind};
use super::words::WordSet;
use super::{Chain, Entities, How, Mention};
use crate::lexicon::{EntityIdx, EntityKind, OfficeIdx};
use crate::text::CleanText;

/// One article on its way from stretches to mentions.
#[derive(Debug)]
pub(super) struct Linker<'a> {
    pub(super) scanner: Scanner<'a>,
    pub(super) officials: &'a Officials,
    pub(super) clean: &'a CleanText,
    pub(super) atoms: &'a [Atom],
    pub(super) lines: &'a [Line],
    pub(super) found: &'a [Found],
    pub(super) date: Option<Date>,
    // By stretch: whether a mention or a title has been made of it.
    pub(super) is_used: Vec<bool>,
    pub(super) chains: Vec<Chain>,
    pub(super) by_entity: FxHashMap<EntityIdx, u32>,
    // Chains without an entity, by name.
    pub(super) by_name: FxHashMap<u64, u32>,
    pub(super) bearers: Bearers,
    pub(super) mentions: Vec<Mention>,
    // Holders named beside each office.
    pub(super) offices: Vec<(OfficeIdx, u32)>,
}

impl<'a> Linker<'a> {
    /// A linker of what the first pass found.
    pub(super) fn new(
        scanner: Scanner<'a>,
        officials: &'a Officials,
        clean: &'a CleanText,
        atoms: &'a Atoms,
        found: &'a [Found],
        date: Option<Date>,
    ) -> Self {
        Self {
            scanner,
            officials,
            clean,
            atoms: &atoms.atoms,
            lines: &atoms.lines,
            found,
            date,
            is_used: vec![false; found.len()],
            chains: Vec::new(),
            by_entity: FxHashMap::default(),
            by_name: FxHashMap::default(),
            bearers: Bearers::default(),
            mentions: Vec::new(),
            offices: Vec::new(),
        }
    }

    /// Links everything.
    pub(super) fn link(mut self) -> Entities {
        self.link_full_names();
        self.link_listed();
        self.link_surnames();
        self.link_weak();
        self.finish()
    }

    /// Mentions in order and apart, chains in order of first mention.
    fn finish(mut self) -> Entities {
        self.mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
        let mut end = 0;
        self.mentions.retain(|mention| {
            let is_apart = mention.span.start() >= end;
            end = end.max(mention.span.end());
            is_apart
        });
        let mut order: Vec<Option<u32>> = vec![None; self.chains.len()];
        let mut chains = Vec::new();
        for mention in &mut self.mentions {
            let old = mention.chain as usize;
            let (Some(new), Some(chain)) = (order.get_mut(old), self.chains.get(old)) else {
                continue;
            };
            mention.chain = *new.get_or_insert_with(|| {
                chains.push(chain.clone());
                crate::text::offset(chains.len() - 1)
            });
        }
        Entities { mentions: self.mentions, chains }
    }

    // ---- full names

    /// Every person who is named in full.
    fn link_full_names(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied() else { continue };
            let person = match found.what {
                What::Listed(node) => self.listed_person(found, node),
                What::Person(evidence) => Some(Person { entity: None, form: Form::Name, evidence }),
                What::Body(_) => None,
            };
            if let Some(person) = person {
                self.link_person(n, found, person);
            }
        }
    }

    /// The person that a listed form of two words or more names, when it names just one.
    fn listed_person(&self, found: Found, node: Node) -> Option<Person> {
        if found.end - found.start < 2 {
            return None;
        }
        let people = || {
            self.fitting(found, node).filter_map(|pattern| match pattern.target {
                Target::Entity(entity) if self.kind(entity) == EntityKind::Person => {
                    Some((entity, pattern.form))
                }
                _ => None,
            })
        };
        let (first, form) = people().find(|(_, form)| *form != Form::Weak)?;
        let entity = only(people().map(|(entity, _)| entity)).or_else(|| {
            let of_day = |entity: &EntityIdx| {
                self.date.is_some_and(|day| {
                    self.scanner.lexicon.tenures_of(*entity).iter().any(|tenure| tenure.covers(day))
                })
            };
            only(people().map(|(entity, _)| entity).filter(of_day))
        });
        let _ = first;
        Some(Person { entity, form, evidence: Evidence::GivenName })
    }

    fn link_person(&mut self, n: usize, found: Found, mut person: Person) {
        let Some(atoms) = self.atoms.get(found.start..found.end) else { return };
        let order = match person.entity.and_then(|entity| self.officials.parts(entity)) {
            Some(parts)
                if atoms.first().is_some_and(|atom| atom.hash == parts.family)
                    && parts.family_atoms.0 == 0 =>
            {
                FamilyFirst::Yes
            }
            _ if person.entity.is_some() => FamilyFirst::No,
            _ => FamilyFirst::ByName,
        };
        let parts = people::parts(atoms, self.scanner.words, order);
        let title = self.title_of(n, found);
        let mut rule = "full-name";
        if person.entity.is_none()
            && let Some(parts) = &parts
        {
            person.entity = self.by_parts(parts, title.as_ref());
            rule = if person.entity.is_some() { "name-parts" } else { "person-shape" };
        }
        let how = match (person.entity, person.form) {
            (None, _) => How::Unlisted,
            (Some(_), Form::Name) if rule == "full-name" => How::Name,
            (Some(_), _) => How::Alias,
        };
        let key = parts.as_ref().map_or_else(
            || join(atoms.iter().map(|atom| atom.hash)),
            |parts| join([parts.given, parts.family]),
        );
        let chain = match person.entity {
            Some(entity) => self.chain_of(entity),
            None => self.chain_named(key, EntityKind::Person, found),
        };
        let gender = title
            .and_then(|title| title.gender)
            .or_else(|| parts.as_ref().and_then(|parts| parts.gender));
        self.add_gender(chain, gender);
        if let Some(parts) = parts {
            self.bearers.add(&parts, chain, found.start, gender);
        }
        let confidence = match (person.entity.is_some(), person.evidence) {
            (true, _) => 0.97,
            (false, Evidence::GivenName) => 0.9,
            (false, _) => 0.8,
        };
        self.mention_person(found, chain, how, title, rule, confidence);
        self.use_up(n);
    }

    /// The listed person of a first and a family name, where middle name, title and date do not
    /// speak against it.
    fn by_parts(&self, parts: &NameParts, title: Option<&Title>) -> Option<EntityIdx> {
        let entity = only(self.officials.of_full(parts))?;
        let known = self.officials.parts(entity)?;
        let has_office = title.is_some_and(|title| self.office_of(entity, title).is_some());
        let is_named = self.by_entity.contains_key(&entity);
        let is_same_middle = parts.middle.is_some() && parts.middle == known.middle;
        (has_office
            || is_named
            || is_same_middle
            || parts.middle.is_none() && known.given_as_is == parts.given_as_is)
            .then_some(entity)
    }

    /// The title of a name, and the stretch of an office that it is made of.
    pub(super) fn title_of(&mut self, n: usize, found: Found) -> Option<Title> {
        let line = self.line_of(found.start);
        self.office_before(n, found)
            .or_else(|| titles::before(self.atoms, line.0, found.start))
            .or_else(|| self.office_after(n, found))
            .or_else(|| titles::after(self.atoms, line.1, found.end))
    }

    /// The listed form of an office that ends right before a name, or a comma before it.
    fn office_before(&mut self, n: usize, found: Found) -> Option<Title> {
        let before = n.checked_sub(1)?;
        let office = *self.found.get(before)?;
        let node = self.office_node(office)?;
        let is_near = match found.start - office.end {
            0 => self.atoms.get(found.start)?.gap == Gap::Space,
            1 => self.atoms.get(office.end)?.is_comma() && self.begins_definite(office.start),
            _ => false,
        };
        if !is_near || self.is_used.get(before).copied()? {
            return None;
        }
        self.use_up(before);
        Some(Title {
            start: office.start,
            end: office.end,
            office: Some(node),
            gender: None,
            kind: TitleKind::Office,
        })
    }

    /// The listed form of an office behind the comma after a name.
    fn office_after(&mut self, n: usize, found: Found) -> Option<Title> {
        let office = *self.found.get(n + 1)?;
        let node = self.office_node(office)?;
        let between = self.atoms.get(found.end..office.start)?;
        let (comma, rest) = between.split_first()?;
        let is_near = comma.is_comma() && titles::n_fillers(rest) == rest.len();
        if !is_near || self.is_used.get(n + 1).copied()? {
            return None;
        }
        self.use_up(n + 1);
        Some(Title {
            start: office.start,
            end: office.end,
            office: Some(node),
            gender: None,
            kind: TitleKind::Office,
        })
    }

    fn begins_definite(&self, start: usize) -> bool {
        start
            .checked_sub(1)
            .and_then(|at| self.atoms.get(at))
            .is_some_and(|atom| atom.is(WordSet::FILLER))
    }

    /// The node of a stretch that has a form of an office.
    pub(super) fn office_node(&self, found: Found) -> Option<Node> {
        let What::Listed(node) = found.what else { return None };
        self.fitting(found, node)
            .any(|pattern| matches!(pattern.target, Target::Office(_)))
            .then_some(node)
    }

    /// The office of a person that a title names.
    pub(super) fn office_of(&self, person: EntityIdx, title: &Title) -> Option<OfficeIdx> {
        let lexicon = self.scanner.lexicon;
        if let Some(node) = title.office {
            let patterns = self.scanner.names.patterns(node);
            let office = choose_office(
                lexicon.tenures_of(person),
                |tenure| {
                    patterns.iter().any(|pattern| pattern.target == Target::Office(tenure.office))
                },
                self.date,
            );
            if office.is_some() {
                return office;
            }
        }
        if title.kind == TitleKind::Honorific {
            return None;
        }
        let words = self.atoms.get(title.start..title.end)?;
        self.officials.office_called(lexicon, person, words, self.date)
    }

    // ---- everything listed

    /// Every listed name that stands for itself: no title, no single surname, nothing weak.
    fn link_listed(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            match found.what {
                What::Listed(node) => self.link_thing(n, found, node),
                What::Body(kind) => {
                    let chain = self.chain_named(self.key(found), kind, found);
                    self.mention(found, chain, How::Unlisted, "head-word", 0.8);
                    self.use_up(n);
                }
                What::Person(_) => {}
            }
        }
    }

    fn link_thing(&mut self, n: usize, found: Found, node: Node) {
        let things = || {
            self.fitting(found, node).filter_map(|pattern| match pattern.target {
                Target::Entity(entity) if pattern.form != Form::Weak => {
                    Some((entity, pattern.form))
                }
                _ => None,
            })
        };
        let Some((entity, form)) = things().next() else { return };
        if self.kind(entity) == EntityKind::Person {
            return;
        }
        let is_one = only(things().map(|(entity, _)| entity)).is_some();
        if !is_one {
            return;
        }
        let (how, rule) = match form {
            Form::Name => (How::Name, "gazetteer-name"),
            Form::Acronym => (How::Acronym, "gazetteer-acronym"),
            Form::Demonym => (How::Demonym, "demonym"),
            Form::Alias | Form::Weak => (How::Alias, "gazetteer-alias"),
        };
        let chain = self.chain_of(entity);
        self.mention(found, chain, how, rule, 0.95);
        self.use_up(n);
    }

    /// Weak forms of what the article names by a strong one.
    fn link_weak(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            let What::Listed(node) = found.what else { continue };
            let known =
                only(self.fitting(found, node).filter_map(|pattern| match pattern.target {
                    Target::Entity(entity) => self.by_entity.get(&entity).map(|_| entity),
                    Target::Office(_) => None,
                }));
            if let Some(entity) = known {
                let chain = self.chain_of(entity);
                self.mention(found, chain, How::Alias, "weak-alias", 0.8);
                self.use_up(n);
            }
        }
    }

    // ---- surnames

    /// Surnames alone: of people named in full, and of those whom one name is enough for.
    fn link_surnames(&mut self) {
        let mut next = 0;
        let mut at = 0;
        while let Some(atom) = self.atoms.get(at) {
            while self.found.get(next).is_some_and(|found| found.end <= at) {
                next += 1;
            }
            let over = self.found.get(next).copied().filter(|found| found.start <= at);
            match over {
                Some(found) if self.is_used(next) || found.end - found.start > 1 => at = found.end,
                _ if atom.is_capital() && atom.shape != Shape::Initial => {
                    at = self.link_surname(at, over.map(|found| (next, found)));
                }
                _ => at += 1,
            }
        }
    }

    /// Links the surname at an atom, if it is one; gives the atom to go on with.
    fn link_surname(&mut self, at: usize, over: Option<(usize, Found)>) -> usize {
        let (line_start, line_end, casing) = self.line_of(at);
        let rest = self.atoms.get(at..line_end).unwrap_or_default();
        let n_joined = rest
            .iter()
            .skip(1)
            .take_while(|atom| atom.gap == Gap::Joined && atom.is_word())
            .count();
        let first_only = rest.first().map_or(0, |atom| atom.hash);
        let whole = join(rest.iter().take(1 + n_joined).map(|atom| atom.hash));
        let (family, n_atoms) = if n_joined > 0 && self.bearers.has(whole) {
            (whole, 1 + n_joined)
        } else {
            (first_only, 1)
        };
        let end = at + n_atoms;
        let found = Found { start: at, end, what: What::Person(Evidence::Shape), casing };
        let famous = over.and_then(|(_, found)| self.famous(found));
        let title = self.title_before(over.map(|(n, _)| n), line_start, at);
        let gender = title.and_then(|title| title.gender);
        if !self.bearers.has(family) && famous.is_none() && title.is_none()
            || self.is_inside_name(at, end, line_end, casing)
        {
            return at + 1;
        }
        let Some((chain, rule, confidence)) = self.bearer_of(family, at, famous, title.as_ref())
        else {
            return at + 1;
        };
        let how = if rule == "famous-surname" { How::Alias } else { How::Surname };
        self.add_gender(chain, gender);
        self.mention_person(found, chain, how, title, rule, confidence);
        if let Some((n, _)) = over {
            self.use_up(n);
        }
        end
    }

    /// Whether a surname is only a part of a name that nothing knows: `Clinton Foundation`.
    fn is_inside_name(&self, at: usize, end: usize, line_end: usize, casing: Casing) -> bool {
        if casing != Casing::Mixed {
            return false;
        }
        let is_start =
            |at: usize| self.found.binary_search_by_key(&at, |found| found.start).is_ok();
        let next = self.atoms.get(end).filter(|_| end < line_end);
        let goes_on = next.is_some_and(|next| {
            next.is_capital()
                && next.gap == Gap::Space
                && next.is(WordSet::HEAD.and(WordSet::NO_NAME))
                && !next.is(WordSet::TIME)
                && !is_start(end)
        });
        let before = at.checked_sub(1).and_then(|before| self.atoms.get(before));
        let gap = self.atoms.get(at).map_or(Gap::Break, |atom| atom.gap);
        let known =
            WordSet::TITLE.and(WordSet::HONORIFIC).and(WordSet::NO_NAME).and(WordSet::COMMON);
        let ends_here = self.found.binary_search_by_key(&at, |found| found.end).is_ok();
        let began = before.is_some_and(|before| {
            gap == Gap::Space
                && before.shape == Shape::Capital
                && !before.is_first
                && !before.is(known)
                && !ends_here
        });
        goes_on || began
    }

    fn title_before(&mut self, over: Option<usize>, line_start: usize, at: usize) -> Option<Title> {
        let n = over.unwrap_or_else(|| self.found.partition_point(|found| found.start < at));
        let fake = Found {
            start: at,
            end: at + 1,
            what: What::Person(Evidence::Shape),
            casing: Casing::Mixed,
        };
        self.office_before(n, fake).or_else(|| titles::before(self.atoms, line_start, at))
    }

    /// The person whom one name is enough for.
    fn famous(&self, found: Found) -> Option<EntityIdx> {
        let What::Listed(node) = found.what else { return None };
        only(self.fitting(found, node).filter_map(|pattern| match pattern.target {
            Target::Entity(entity)
                if pattern.form != Form::Weak && self.kind(entity) == EntityKind::Person =>
            {
                Some(entity)
            }
            _ => None,
        }))
    }

    // ---- chains and mentions

    /// The forms of a stretch that its capitals allow.
    pub(super) fn fitting(&self, found: Found, node: Node) -> impl Iterator<Item = &'a Pattern> {
        let atoms = self.atoms.get(found.start..found.end).unwrap_or_default();
        self.scanner
            .names
            .patterns(node)
            .iter()
            .filter(move |pattern| pattern.fits(atoms, found.casing))
    }

    pub(super) fn kind(&self, entity: EntityIdx) -> EntityKind {
        self.scanner.lexicon.entity(entity).kind
    }
}

/// A person in full.
#[derive(Debug, Clone, Copy)]
struct Person {
    entity: Option<EntityIdx>,
    form: Form,
    evidence: Evidence,
}
