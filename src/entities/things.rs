//! Listed things that are no people: places, bodies, companies; and bodies by their head word.

use super::How;
use super::atoms::{Casing, Gap, Shape};
use super::link::Linker;
use super::names::{Form, Node, Target};
use super::officials::only;
use super::scan::{Found, What};
use super::words::WordSet;
use crate::lexicon::{EntityIdx, EntityKind};

impl Linker<'_> {
    /// Every listed thing that its own form tells, and every body by shape.
    pub(super) fn link_things(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            match found.what {
                What::Listed(node) => self.link_thing(n, found, node),
                What::Body(kind) => {
                    let chain = self.chain_named(self.key(found.start, found.end), kind, found);
                    self.mention(found, chain, How::Unlisted, "head-word", 0.8);
                    self.use_up(n);
                }
                What::Person(_) => {}
            }
        }
    }

    fn link_thing(&mut self, n: usize, found: Found, node: Node) {
        let things = || {
            self.strong(found, node).filter(|(entity, _)| self.kind(*entity) != EntityKind::Person)
        };
        let Some((first, form)) = things().next() else { return };
        let is_place = matches!(self.kind(first), EntityKind::Place | EntityKind::Country);
        if form != Form::Demonym
            && (self.may_be_else(found) || is_place && self.is_in_longer_name(found))
        {
            return;
        }
        let entity = only(things().map(|(entity, _)| entity))
            .or_else(|| self.of_country(n, things().map(|(entity, _)| entity)));
        let Some(entity) = entity else {
            let kind = self.kind(first);
            let chain = self.chain_named(self.key(found.start, found.end), kind, found);
            self.mention(found, chain, How::Unlisted, "ambiguous-name", 0.7);
            self.use_up(n);
            return;
        };
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
            _ => None,
        }
    }

    /// The country of the place behind a comma: `Manchester, N.H.`.
    fn country_behind(&self, n: usize) -> Option<super::countries::Country> {
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

    /// Whether a place is only a part of a name that nothing knows: `Boston Marathon`.
    fn is_in_longer_name(&self, found: Found) -> bool {
        if found.casing != Casing::Mixed {
            return false;
        }
        let apart = WordSet::TIME
            .and(WordSet::GROUP)
            .and(WordSet::TITLE)
            .and(WordSet::HONORIFIC)
            .and(WordSet::TITLE_PART);
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
                    && !before.is(apart.and(WordSet::COMMON))
                    && !self.is_end(found.start)
            });
        goes_on || began
    }

    /// Weak forms: of what the article names by a strong one, or what its country decides.
    pub(super) fn link_weak(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            let What::Listed(node) = found.what else { continue };
            let Some((entity, rule, confidence)) = self.weak_entity(n, found, node) else {
                continue;
            };
            let chain = self.chain_of(entity);
            self.mention(found, chain, How::Alias, rule, confidence);
            self.use_up(n);
        }
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
        if let Some(entity) = only(entities().filter(|entity| self.by_entity.contains_key(entity)))
        {
            return Some((entity, "weak-alias", 0.85));
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
