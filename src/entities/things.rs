//! Listed things that are no people: places, bodies, companies; and bodies by their head word.

use super::How;
use super::atoms::{Atom, Casing, Gap, Shape};
use super::countries::Country;
use super::link::Linker;
use super::names::{Form, Node, Target};
use super::officials::only;
use super::scan::{Found, What};
use super::words::WordSet;
use crate::lexicon::{EntityIdx, EntityKind};

/// What a listed name is part of.
#[derive(Debug, Clone, Copy)]
enum Wider {
    /// A part of a place.
    Place(Found),
    /// A team that is called by its place.
    Team(Found),
    /// Something that has its name.
    Unknown,
}

impl Linker<'_> {
    /// Every listed thing that its own form tells, and every body by shape.
    pub(super) fn link_things(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            match found.what {
                What::Listed(node) => self.link_thing(n, found, node),
                What::Body(kind) => self.link_body(n, found, kind),
                What::Person(_) => {}
            }
        }
    }

    /// A body by its head word; a listed one where a country stands before a name that bodies of
    /// several countries share (`Dutch Foreign Ministry`).
    fn link_body(&mut self, n: usize, found: Found, kind: EntityKind) {
        self.use_up(n);
        if let Some(entity) = self.body_of_country(found) {
            let chain = self.chain_of(entity);
            self.mention(found, chain, How::Alias, "country-and-body", 0.9);
            return;
        }
        let chain = self.chain_named(self.key(found.start, found.end), kind, found);
        let last = self.atoms.get(found.start..found.end).unwrap_or_default();
        let is_headed = last.iter().any(|atom| atom.is(WordSet::HEAD));
        let rule = if is_headed { "head-word" } else { "learned-body" };
        self.mention(found, chain, How::Unlisted, rule, found.sure_or(0.8));
    }

    /// The listed body whose country begins a name, and whose own name is the rest of it.
    fn body_of_country(&self, found: Found) -> Option<EntityIdx> {
        let names = self.facts.scanner.names;
        let atoms = self.atoms.get(found.start..found.end)?;
        let first = names.longest(atoms, found.casing)?;
        let rest = atoms.get(first.n_atoms..)?;
        let last = names.longest(rest, found.casing).filter(|last| last.n_atoms == rest.len())?;
        let entities = |node| {
            names.patterns(node).iter().filter_map(|pattern| match pattern.target {
                Target::Entity(entity) => Some(entity),
                Target::Office(_) => None,
            })
        };
        let is_country = |entity: &EntityIdx| self.kind(*entity) == EntityKind::Country;
        let country = only(entities(first.node).filter(is_country))?;
        only(entities(last.node).filter(|entity| {
            self.kind(*entity) == EntityKind::Agency
                && self.country(*entity) == self.country(country)
        }))
    }

    fn link_thing(&mut self, n: usize, found: Found, node: Node) {
        let things = || {
            self.strong(found, node).filter(|(entity, _)| self.kind(*entity) != EntityKind::Person)
        };
        let Some((first, form)) = things().next() else { return };
        let kind = self.kind(first);
        if form != Form::Demonym && self.may_be_else(found) {
            return;
        }
        if let Some(wider) = self.wider_name(found, kind, form) {
            self.use_up(n);
            self.link_wider_name(wider);
            return;
        }
        let entity = only(things().map(|(entity, _)| entity))
            .or_else(|| self.of_country(n, things().map(|(entity, _)| entity)))
            .filter(|entity| !self.is_of_another_country(n, *entity));
        let Some(entity) = entity else {
            self.use_up(n);
            if form != Form::Demonym {
                let chain = self.chain_named(self.key(found.start, found.end), kind, found);
                self.mention(found, chain, How::Unlisted, "ambiguous-name", 0.7);
            }
            return;
        };
        if let Some(country) = self.state_behind(n, found, entity) {
            self.link_town(n, found, node, country);
            return;
        }
        let other = self.weaker_place(found, node, entity);
        if let Some(other) = other {
            let chain = self.chain_of(other);
            self.mention(found, chain, How::Alias, "country-of-article", 0.75);
            self.use_up(n);
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

    /// The country of the state behind a comma, where it is not that of the place before it:
    /// `Jordan, Montana`, `London, Ontario`. Not in a list: `in Jordan, Texas and Iowa`.
    fn state_behind(&self, n: usize, found: Found, entity: EntityIdx) -> Option<Country> {
        let is_place = matches!(self.kind(entity), EntityKind::Place | EntityKind::Country);
        let after = self.found.get(n + 1).filter(|_| is_place)?;
        let What::Listed(node) = after.what else { return None };
        let [comma] = self.atoms.get(found.end..after.start)? else { return None };
        let (state, form) = only(self.strong(*after, node))?;
        let is_state = self.kind(state) == EntityKind::Place && form != Form::Demonym;
        let goes_on = self.next(after.end).is_some_and(|next| {
            let then = self.next(after.end + 1);
            next.is(WordSet::AND) || next.is_comma() && then.is_some_and(Atom::is_capital)
        });
        let country = self.country(state);
        let is_other = comma.is_comma() && is_state && country != self.country(entity);
        (is_other && !goes_on).then_some(country)
    }

    /// A town that has the name of a place in another country; without an id where no list has it.
    fn link_town(&mut self, n: usize, found: Found, node: Node, country: Country) {
        self.use_up(n);
        let towns = self.fitting(found, node).filter_map(|pattern| match pattern.target {
            Target::Entity(town) if self.kind(town) == EntityKind::Place => Some(town),
            _ => None,
        });
        let town = only(towns.filter(|town| self.country(*town) == country));
        let (chain, how) = if let Some(town) = town {
            (self.chain_of(town), How::Alias)
        } else {
            let key = self.key(found.start, found.end);
            (self.chain_named(key, EntityKind::Place, found), How::Unlisted)
        };
        self.mention(found, chain, how, "town-of-state", 0.85);
    }

    /// A place that has the name as a weak form, where the article is about its country and names
    /// nothing else of the other's: `Tbilisi, the capital of Georgia`.
    fn weaker_place(&self, found: Found, node: Node, entity: EntityIdx) -> Option<EntityIdx> {
        if self.kind(entity) != EntityKind::Place {
            return None;
        }
        let country = self.country(entity);
        let other = only(self.fitting(found, node).filter_map(|pattern| match pattern.target {
            Target::Entity(other) if pattern.form == Form::Weak && other != entity => Some(other),
            _ => None,
        }))?;
        let is_place = matches!(self.kind(other), EntityKind::Place | EntityKind::Country);
        if !is_place || self.country(other) == country || self.votes.of(self.country(other)) == 0 {
            return None;
        }
        let same = |other: &&Found| other.what == What::Listed(node);
        let n_same = self.found.iter().filter(same).count();
        (self.votes.of(country) as usize <= n_same).then_some(other)
    }

    /// The one of several things of a name whose country stands beside it, or is what the
    /// article is about.
    fn of_country(&self, n: usize, things: impl Iterator<Item = EntityIdx>) -> Option<EntityIdx> {
        if let Some(beside) = self.country_beside(n).or_else(|| self.country_behind(n)) {
            return only(things.filter(|entity| self.country(*entity) == beside));
        }
        let mut votes: Vec<(u32, EntityIdx)> =
            things.map(|entity| (self.votes.of(self.country(entity)), entity)).collect();
        votes.sort_unstable();
        match votes.as_slice() {
            [.., (second, _), (first, best)] if *first > 2 * *second => Some(*best),
            // `gb/london` beside `ca/london-ontario`: the bare name is the better known.
            _ => only(
                votes.iter().map(|(_, entity)| *entity).filter(|entity| self.has_bare_id(*entity)),
            ),
        }
    }

    /// Whether an id is its scope and its name, and nothing that tells it from another.
    fn has_bare_id(&self, entity: EntityIdx) -> bool {
        let row = self.facts.scanner.lexicon.entity(entity);
        let slug = row.id.split('/').nth(1).unwrap_or_default();
        let n_words = row.name.split([' ', '-']).count();
        self.kind(entity) == EntityKind::Place && slug.split('-').count() == n_words
    }

    /// Whether a body of one country stands beside the name of another, or of one of its places:
    /// `Pakistan's Supreme Court`, `the Iraqi Navy`, `Ohio's Senate`.
    fn is_of_another_country(&self, n: usize, entity: EntityIdx) -> bool {
        let country = self.country(entity);
        self.kind(entity) == EntityKind::Agency
            && country > 0
            && (self.country_beside(n).is_some_and(|beside| beside != country)
                || self.has_place_before(n)
                || self.votes.is_elsewhere(country) && self.is_common_body(n))
    }

    /// Whether a body has a name as other countries have one: `Senate`, `Treasury Department`.
    fn is_common_body(&self, n: usize) -> bool {
        let Some(atoms) =
            self.found.get(n).and_then(|found| self.atoms.get(found.start..found.end))
        else {
            return false;
        };
        let common = WordSet::HEAD
            .and(WordSet::NO_NAME)
            .and(WordSet::GROUP)
            .and(WordSet::LINK)
            .and(WordSet::TITLE_PART);
        atoms.iter().all(|atom| atom.is(common) && atom.shape != Shape::Upper)
            && atoms.last().is_some_and(|last| last.is(WordSet::HEAD))
    }

    /// Whether a place that is no country stands right before a stretch.
    pub(super) fn has_place_before(&self, n: usize) -> bool {
        let (Some(found), Some(before)) =
            (self.found.get(n), n.checked_sub(1).and_then(|n| self.found.get(n)))
        else {
            return false;
        };
        let What::Listed(node) = before.what else { return false };
        let is_near = match self.atoms.get(before.end..found.start).unwrap_or_default() {
            [] => self.gap(found.start) == Gap::Space,
            [clitic] => clitic.shape == Shape::Suffix,
            _ => false,
        };
        let form = self.strong(*before, node).next();
        is_near
            && form.is_some_and(|(entity, form)| {
                self.kind(entity) == EntityKind::Place && form != Form::Demonym
            })
    }

    /// The country of the place behind a comma: `Manchester, N.H.`.
    fn country_behind(&self, n: usize) -> Option<Country> {
        let (found, after) = (self.found.get(n)?, self.found.get(n + 1)?);
        let What::Listed(node) = after.what else { return None };
        let [comma] = self.atoms.get(found.end..after.start)? else { return None };
        let entity = only(self.strong(*after, node).map(|(entity, _)| entity))?;
        (comma.is_comma() && self.kind(entity) != EntityKind::Person).then(|| self.country(entity))
    }

    /// Whether one word may mean something else here: a common word with the capital of its
    /// place, or someone whom the article names in full.
    fn may_be_else(&self, found: Found) -> bool {
        let [atom] = self.atoms.get(found.start..found.end).unwrap_or_default() else {
            return false;
        };
        let is_bare_word =
            atom.is(WordSet::AMBIGUOUS) && (atom.is_first || found.casing != Casing::Mixed);
        let is_name = self.bearers.has(atom.hash) || self.bearers.has_given(atom.hash);
        let is_located =
            self.before(found.start).is_some_and(|before| before.is(WordSet::LOCATIVE));
        is_bare_word || is_name && !is_located && atom.shape == Shape::Capital
    }

    /// The wider name that a listed one is part of: `South Bronx` is another place, `Samoa` a team,
    /// and of `Boston Marathon` nothing is known.
    fn wider_name(&self, found: Found, kind: EntityKind, form: Form) -> Option<Wider> {
        if form == Form::Demonym {
            return None;
        }
        let is_place = matches!(kind, EntityKind::Place | EntityKind::Country);
        let before =
            self.before(found.start).filter(|_| is_place && self.gap(found.start) == Gap::Space);
        let is_located = before.is_some_and(|before| before.is(WordSet::LOCATIVE));
        let is_turned = before.is_some_and(|before| {
            before.is(WordSet::DIRECTION)
                && before.shape == Shape::Capital
                && !self.is_end(found.start)
        });
        if is_turned && form != Form::Acronym {
            return Some(Wider::Place(Found { start: found.start - 1, ..found }));
        }
        if is_place && (self.page.is_sport && !is_located || self.plays(found)) {
            return Some(Wider::Team(found));
        }
        self.is_part_of_name(found, kind, form).then_some(Wider::Unknown)
    }

    fn link_wider_name(&mut self, wider: Wider) {
        let (found, kind, rule) = match wider {
            Wider::Place(found) => (found, EntityKind::Place, "direction-and-place"),
            Wider::Team(found) => (found, EntityKind::Organization, "place-as-team"),
            Wider::Unknown => return,
        };
        let chain = self.chain_named(self.key(found.start, found.end), kind, found);
        self.mention(found, chain, How::Unlisted, rule, 0.6);
    }

    /// Whether a listed name is only a part of one that nothing knows: `Boston Marathon`,
    /// `IHS Life Sciences`, `Victorian Supreme Court`. Names of companies and media are told
    /// from their products by nothing, and stay.
    fn is_part_of_name(&self, found: Found, kind: EntityKind, form: Form) -> bool {
        match (kind, form) {
            (EntityKind::Country, Form::Acronym) => false,
            (EntityKind::Place | EntityKind::Country, _) => self.is_in_longer_name(found),
            (EntityKind::Agency | EntityKind::Organization, Form::Acronym) => {
                found.len() == 1 && self.is_in_longer_name(found)
            }
            (EntityKind::Agency, _) => {
                self.is_in_longer_name(Found { end: self.atoms.len(), ..found })
            }
            _ => found.casing == Casing::Mixed && self.is_part_of_event(found),
        }
    }

    /// Whether a company or the like gives its name to something: `Charles Schwab Cup`; or is the
    /// common word in another name: `Premier League`.
    fn is_part_of_event(&self, found: Found) -> bool {
        let goes_on = self.next(found.end).is_some_and(|next| {
            let apart = WordSet::TIME.and(WordSet::GROUP).and(WordSet::TITLE_PART);
            next.shape == Shape::Capital
                && next.gap == Gap::Space
                && next.is(WordSet::NO_NAME)
                && !next.is(apart)
                && !self.is_start(found.end)
        });
        let is_word = found.len() == 1
            && self.atoms.get(found.start).is_some_and(|atom| atom.is(WordSet::AMBIGUOUS));
        let began = self
            .before(found.start)
            .is_some_and(|before| before.shape == Shape::Capital && !before.is_first);
        goes_on || is_word && began && self.gap(found.start) == Gap::Space
    }

    /// Whether a word with a capital that nothing explains stands before or after a name.
    fn is_in_longer_name(&self, found: Found) -> bool {
        if found.casing != Casing::Mixed {
            return false;
        }
        let apart = WordSet::TIME
            .and(WordSet::GROUP)
            .and(WordSet::TITLE)
            .and(WordSet::HONORIFIC)
            .and(WordSet::TITLE_PART)
            .and(WordSet::COMMON)
            .and(WordSet::GENERATION);
        let goes_on = self.next(found.end).is_some_and(|next| {
            next.shape == Shape::Capital
                && next.gap == Gap::Space
                && !next.is(apart)
                && !self.is_start(found.end)
        });
        let began = self.gap(found.start) == Gap::Space
            && self.before(found.start).is_some_and(|before| {
                matches!(before.shape, Shape::Capital | Shape::Initial)
                    && !before.is_first
                    && !before.is(apart)
                    && !self.is_end(found.start)
            });
        goes_on || began
    }

    /// Places inside titles and offices that made no mention: `Vermont Sen. Bernie Sanders`, `as
    /// governor of Arkansas`.
    pub(super) fn link_inner_places(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|found| found.len() > 1) else {
                continue;
            };
            if self.is_role(n) || self.office_node(n).is_none() {
                continue;
            }
            let mut at = found.start;
            while at < found.end {
                // Not the whole of it again.
                let end = if at == found.start { found.end - 1 } else { found.end };
                let atoms = self.atoms.get(at..end).unwrap_or_default();
                let Some(hit) = self.facts.scanner.names.longest(atoms, found.casing) else {
                    at += 1;
                    continue;
                };
                let inner = Found {
                    start: at,
                    end: at + hit.n_atoms,
                    what: What::Listed(hit.node),
                    ..found
                };
                at = inner.end;
                let place = only(self.strong(inner, hit.node)).filter(|(entity, form)| {
                    let is_place =
                        matches!(self.kind(*entity), EntityKind::Place | EntityKind::Country);
                    is_place && matches!(form, Form::Name | Form::Alias)
                });
                if let Some((entity, form)) = place {
                    let chain = self.chain_of(entity);
                    let how = if form == Form::Name { How::Name } else { How::Alias };
                    self.mention(inner, chain, how, "place-in-title", 0.9);
                }
            }
        }
    }

    /// Weak forms: of what the article names by a strong one, or what its country decides.
    pub(super) fn link_weak(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            let What::Listed(node) = found.what else { continue };
            let is_numbered =
                self.before(found.start).is_some_and(|before| before.shape == Shape::Number);
            let is_part = self.is_in_longer_name(found) || self.is_behind_body(n, found);
            if is_numbered || is_part && !self.is_behind_town(found) {
                continue;
            }
            let Some((entity, rule, confidence)) = self.weak_entity(n, found, node) else {
                continue;
            };
            let chain = self.chain_of(entity);
            self.mention(found, chain, How::Alias, rule, confidence);
            self.use_up(n);
        }
    }

    /// Whether a weak form goes on with the name of a body: `Oakland Unified School District`.
    fn is_behind_body(&self, n: usize, found: Found) -> bool {
        let before = n.checked_sub(1).and_then(|before| self.found.get(before));
        before.is_some_and(|before| {
            matches!(before.what, What::Body(_))
                && before.end == found.start
                && self.gap(found.start) == Gap::Space
        })
    }

    /// Whether a short form of a state stands where states stand: `Worcester, Mass.`, `D-Mass.`.
    fn is_behind_town(&self, found: Found) -> bool {
        let (Some(before), Some(atom)) = (self.before(found.start), self.atoms.get(found.start))
        else {
            return false;
        };
        // `MD` is a state, `M.D.` a doctor.
        if atom.shape == Shape::Upper && atom.end - atom.start > u32::from(atom.n_letters) {
            return false;
        }
        let is_party = before.shape == Shape::Initial && self.gap(found.start) == Gap::Joined;
        let town = found.start.checked_sub(1).and_then(|comma| self.before(comma));
        is_party || before.is_comma() && town.is_some_and(Atom::is_capital)
    }

    /// What a weak form means, by which rule, how surely.
    fn weak_entity(
        &self,
        n: usize,
        found: Found,
        node: Node,
    ) -> Option<(EntityIdx, &'static str, f32)> {
        let entities = || {
            self.fitting(found, node).filter_map(|pattern| match pattern.target {
                Target::Entity(entity) => Some(entity),
                Target::Office(_) => None,
            })
        };
        let is_named = |entity: &EntityIdx| {
            self.by_entity.contains_key(entity) && !self.is_of_another_country(n, *entity)
        };
        if let Some(entity) = only(entities().filter(is_named)) {
            return Some((entity, "weak-alias", 0.85));
        }
        if let Some(place) = only(entities()).filter(|place| self.kind(*place) == EntityKind::Place)
            && self.is_behind_town(found)
        {
            return Some((place, "place-behind-town", 0.9));
        }
        let bodies = || entities().filter(|entity| self.kind(*entity) == EntityKind::Agency);
        if let Some(beside) = self.country_beside(n) {
            let entity = only(bodies().filter(|entity| self.country(*entity) == beside))?;
            return Some((entity, "country-beside", 0.9));
        }
        let entity = only(bodies().filter(|entity| self.votes.is_dominant(self.country(*entity))))?;
        Some((entity, "country-of-article", 0.75))
    }
}
