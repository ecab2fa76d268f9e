//! The second pass: which of the found stretches are the same person or thing, and which row of
//! the gazetteers that is.
//!
//! Full names come first, wherever they stand; then what other forms say by themselves; then what
//! needs them as evidence: surnames, weak forms, roles. A missing id is better than a wrong one,
//! so each step drops what it cannot decide.

use std::mem;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::atoms::{Atom, Atoms, Casing, Gap, Line};
use super::bearers::Bearers;
use super::countries::{Countries, Country, Votes};
use super::fold::join;
use super::learned::Guess;
use super::metonyms::Metonyms;
use super::names::{Form, Node, Pattern, Target};
use super::officials::{Officials, only};
use super::scan::{Found, Scanner, What};
use super::titles::Title;
use super::words::WordSet;
use super::{Chain, Entities, Gender, How, Mention};
use crate::lexicon::{EntityIdx, EntityKind, OfficeIdx, Tenure};
use crate::text::{Clean, CleanText, Span, offset};

/// What linking looks things up in; built once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub(super) scanner: Scanner<'a>,
    pub(super) officials: &'a Officials,
    pub(super) countries: &'a Countries,
    pub(super) metonyms: &'a Metonyms,
}

/// What has been made of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing yet.
    None,
    /// A mention or a title.
    Mention,
    /// The mention of a role.
    Role,
}

/// One article on its way from stretches to mentions.
#[derive(Debug)]
pub(super) struct Linker<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) clean: &'a CleanText,
    pub(super) page: &'a Atoms,
    pub(super) atoms: &'a [Atom],
    pub(super) lines: &'a [Line],
    pub(super) found: &'a [Found],
    pub(super) date: Option<Date>,
    pub(super) votes: Votes,
    // By stretch: what has been made of it.
    uses: Vec<Use>,
    // By stretch: whether it has a form of an office.
    pub(super) has_office: Vec<bool>,
    pub(super) chains: Vec<Chain>,
    pub(super) by_entity: FxHashMap<EntityIdx, u32>,
    // Chains without an entity, by name.
    by_name: FxHashMap<u64, u32>,
    // Chains by the acronym that the article gives them; none for what is no name.
    pub(super) acronyms: FxHashMap<u64, Option<u32>>,
    pub(super) bearers: Bearers,
    pub(super) mentions: Vec<Mention>,
    // Where the last full name ended, and its title.
    pub(super) last_title: Option<(usize, Title)>,
    // Who is called by which office beside the name.
    pub(super) offices: Vec<(OfficeIdx, u32)>,
}

impl<'a> Linker<'a> {
    /// A linker of what the first pass found.
    pub(super) fn new(
        facts: Facts<'a>,
        clean: &'a CleanText,
        atoms: &'a Atoms,
        found: &'a [Found],
        date: Option<Date>,
    ) -> Self {
        Self {
            facts,
            clean,
            page: atoms,
            atoms: &atoms.all,
            lines: &atoms.lines,
            found,
            date,
            votes: Votes::new(facts.countries),
            uses: vec![Use::None; found.len()],
            has_office: vec![false; found.len()],
            chains: Vec::new(),
            by_entity: FxHashMap::default(),
            by_name: FxHashMap::default(),
            acronyms: FxHashMap::default(),
            bearers: Bearers::default(),
            mentions: Vec::with_capacity(found.len()),
            last_title: None,
            offices: Vec::new(),
        }
    }

    /// Links everything.
    pub(super) fn link(mut self, guesses: &[Guess], refused: &[usize]) -> Entities {
        self.count_votes();
        self.link_full_names();
        self.link_definitions();
        self.link_things();
        self.link_surnames();
        self.link_weak();
        self.link_guesses(guesses);
        self.link_loose(refused);
        self.link_roles();
        self.link_inner_places();
        self.finish()
    }

    /// Counts what speaks for each country, and for politics.
    fn count_votes(&mut self) {
        let is_party = |atom: &Atom| atom.is(WordSet::GROUP);
        let mut capitals = self.page.capitals.iter().filter_map(|at| self.atoms.get(*at as usize));
        if capitals.any(is_party) {
            self.votes.add_politics();
        }
        for (n, found) in self.found.iter().enumerate() {
            let What::Listed(node) = found.what else { continue };
            let is_office = |pattern: &Pattern| matches!(pattern.target, Target::Office(_));
            if self.fitting(*found, node).any(is_office) {
                if let Some(has_office) = self.has_office.get_mut(n) {
                    *has_office = true;
                }
                self.votes.add_politics();
                if let Some(country) = self.country_inside(*found) {
                    self.votes.add_place(country);
                }
            }
            let strong = self.strong(*found, node);
            let Some(entity) = only(strong.map(|(entity, _)| entity)) else { continue };
            let country = self.country(entity);
            match self.kind(entity) {
                EntityKind::Person if found.len() > 1 => self.votes.add_person(country, entity),
                EntityKind::Person => {}
                EntityKind::Place | EntityKind::Country => self.votes.add_place(country),
                EntityKind::Agency => {
                    self.votes.add_politics();
                    self.votes.add_thing(country);
                }
                _ => self.votes.add_thing(country),
            }
        }
    }

    /// Mentions in order and apart, chains in order of first mention.
    fn finish(mut self) -> Entities {
        self.mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
        let mut end = 0;
        self.mentions.retain(|mention| {
            let is_apart = mention.span.start() >= end;
            if is_apart {
                end = mention.span.end();
            }
            is_apart
        });
        self.read_pronouns();
        let (mut rejected, metonyms) = (self.rejections(), self.metonyms());
        let mut order: Vec<Option<u32>> = vec![None; self.chains.len()];
        let mut chains = Vec::new();
        for mention in &mut self.mentions {
            let old = mention.chain as usize;
            let (Some(new), Some(chain)) = (order.get_mut(old), self.chains.get_mut(old)) else {
                continue;
            };
            mention.chain = *new.get_or_insert_with(|| {
                chains.push(Chain { name: mem::take(&mut chain.name), ..*chain });
                offset(chains.len() - 1)
            });
        }
        rejected.retain_mut(|rejected| rejected.renumber(&order));
        Entities { mentions: self.mentions, chains, rejected, metonyms }
    }

    // ---- what a stretch may mean

    /// The forms of a stretch that its capitals allow.
    pub(super) fn fitting(
        &self,
        found: Found,
        node: Node,
    ) -> impl Iterator<Item = &'a Pattern> + use<'a> {
        let atoms = self.atoms.get(found.start..found.end).unwrap_or_default();
        let patterns = self.facts.scanner.names.patterns(node).iter();
        patterns.filter(move |pattern| pattern.fits(atoms, found.casing))
    }

    /// The entities that a stretch names by a form that needs no evidence.
    pub(super) fn strong(
        &self,
        found: Found,
        node: Node,
    ) -> impl Iterator<Item = (EntityIdx, Form)> + use<'a> {
        self.fitting(found, node).filter_map(|pattern| match pattern.target {
            Target::Entity(entity) if pattern.form != Form::Weak => Some((entity, pattern.form)),
            _ => None,
        })
    }

    /// The one thing that a stretch names, a country before others: `British` is of the kingdom.
    pub(super) fn one_named(&self, found: Found, node: Node) -> Option<EntityIdx> {
        let all = || self.strong(found, node).map(|(entity, _)| entity);
        only(all()).or_else(|| only(all().filter(|it| self.kind(*it) == EntityKind::Country)))
    }

    pub(super) fn kind(&self, entity: EntityIdx) -> EntityKind {
        self.facts.scanner.names.kind(entity)
    }

    pub(super) fn country(&self, entity: EntityIdx) -> Country {
        self.facts.countries.entity(entity)
    }

    /// The tenures of a person, earliest first.
    pub(super) fn tenures_of(&self, person: EntityIdx) -> &'a [Tenure] {
        self.facts.officials.tenures_of(self.facts.scanner.lexicon, person)
    }

    /// The country that stands right before a stretch (`China's`, `Chinese`) or after it with
    /// `of`.
    pub(super) fn country_beside(&self, n: usize) -> Option<Country> {
        let found = self.found.get(n)?;
        let of_country = |other: &Found| {
            let What::Listed(node) = other.what else { return None };
            let entity = self.one_named(*other, node)?;
            matches!(self.kind(entity), EntityKind::Country | EntityKind::Place)
                .then(|| self.country(entity))
        };
        let before = n.checked_sub(1).and_then(|before| self.found.get(before));
        let after = self.found.get(n + 1);
        let gap = |start: usize, end: usize| self.atoms.get(start..end).unwrap_or_default();
        before
            .filter(|before| match gap(before.end, found.start) {
                [] => self.gap(found.start) == Gap::Space,
                [clitic] => clitic.shape == super::atoms::Shape::Suffix,
                _ => false,
            })
            .and_then(of_country)
            .or_else(|| {
                after
                    .filter(|after| matches!(gap(found.end, after.start), [of] if of.is(WordSet::OPENING)))
                    .and_then(of_country)
            })
    }

    // ---- chains and mentions

    /// The chain of a listed entity.
    pub(super) fn chain_of(&mut self, entity: EntityIdx) -> u32 {
        let next = offset(self.chains.len());
        let chain = *self.by_entity.entry(entity).or_insert(next);
        if chain == next {
            let row = self.facts.scanner.lexicon.entity(entity);
            let gender = self.facts.officials.parts(entity).and_then(|parts| parts.gender);
            let name = row.name.clone();
            self.chains.push(Chain { kind: row.kind, entity: Some(entity), name, gender });
        }
        chain
    }

    /// The chain of a name that no gazetteer lists.
    pub(super) fn chain_named(&mut self, key: u64, kind: EntityKind, found: Found) -> u32 {
        let next = offset(self.chains.len());
        let chain = *self.by_name.entry(key).or_insert(next);
        let name = self.clean.at(self.span(found.start, found.end));
        match self.chains.get_mut(chain as usize) {
            Some(known) if known.name.len() < name.len() => known.name = plain_name(name),
            Some(_) => {}
            None => {
                let name = plain_name(name);
                self.chains.push(Chain { kind, entity: None, name, gender: None });
            }
        }
        chain
    }

    /// The entity of a chain.
    pub(super) fn entity(&self, chain: u32) -> Option<EntityIdx> {
        self.chains.get(chain as usize).and_then(|chain| chain.entity)
    }

    /// Takes note of what the text tells of a person, if nothing did before.
    pub(super) fn add_gender(&mut self, chain: u32, gender: Option<Gender>) {
        if let Some(chain) = self.chains.get_mut(chain as usize) {
            chain.gender = chain.gender.or(gender);
        }
    }

    /// A mention without title.
    pub(super) fn mention(
        &mut self,
        found: Found,
        chain: u32,
        how: How,
        rule: &'static str,
        confidence: f32,
    ) {
        let span = self.span(found.start, found.end);
        self.mentions.push(Mention {
            span,
            chain,
            how,
            office: None,
            title: None,
            rule,
            confidence,
        });
    }

    // ---- atoms

    /// The text from one atom to before another.
    pub(super) fn span(&self, start: usize, end: usize) -> Span<Clean> {
        let first = self.atoms.get(start).map_or(0, |atom| atom.start);
        let last = end.checked_sub(1).and_then(|last| self.atoms.get(last));
        Span::new(first, last.map_or(first, |atom| atom.end.max(first)))
    }

    /// What stands between an atom and the one before it.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.atoms.get(at).map_or(Gap::Break, |atom| atom.gap)
    }

    /// The atom before another, in the same line.
    pub(super) fn before(&self, at: usize) -> Option<&'a Atom> {
        if self.gap(at) == Gap::Break { None } else { self.atoms.get(at.checked_sub(1)?) }
    }

    /// The atom at a place, when it is in the same line as the one before.
    pub(super) fn next(&self, at: usize) -> Option<&'a Atom> {
        self.atoms.get(at).filter(|atom| atom.gap != Gap::Break)
    }

    /// Whether a stretch has become a mention or a title.
    pub(super) fn is_used(&self, n: usize) -> bool {
        self.uses.get(n).is_none_or(|used| *used != Use::None)
    }

    /// Whether a stretch has become the mention of a role.
    pub(super) fn is_role(&self, n: usize) -> bool {
        self.uses.get(n).is_none_or(|used| *used == Use::Role)
    }

    /// Takes note that a stretch has become a mention or a title, or is none for good.
    pub(super) fn use_up(&mut self, n: usize) {
        self.use_as(n, Use::Mention);
    }

    /// Takes note of what a stretch has become.
    pub(super) fn use_as(&mut self, n: usize, made: Use) {
        if let Some(used) = self.uses.get_mut(n) {
            *used = made;
        }
    }

    /// The line that an atom is in.
    pub(super) fn line_of(&self, at: usize) -> Line {
        let line = self.page.line_at.get(at).and_then(|n| self.lines.get(*n as usize));
        let alone = Line { start: at, end: at + 1, casing: Casing::Mixed, paragraph: at };
        line.copied().unwrap_or(alone)
    }

    /// One hash for all atoms of a stretch.
    pub(super) fn key(&self, start: usize, end: usize) -> u64 {
        join(self.atoms.get(start..end).unwrap_or_default().iter().map(|atom| atom.hash))
    }

    /// Whether a stretch begins at an atom.
    pub(super) fn is_start(&self, at: usize) -> bool {
        self.found.binary_search_by_key(&at, |found| found.start).is_ok()
    }

    /// Whether a stretch ends before an atom.
    pub(super) fn is_end(&self, at: usize) -> bool {
        self.found.binary_search_by_key(&at, |found| found.end).is_ok()
    }
}

/// A name as tables show it and as articles share it: straight apostrophes, single spaces.
fn plain_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().map(|char| if char == '’' { '\'' } else { char }));
    }
    plain
}
