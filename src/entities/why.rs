//! Why not somebody else: the candidates that a mention might have meant, and what spoke against
//! them.
//!
//! Read off after linking, from the same indices that linking asked; it decides nothing.

use super::How;
use super::Mention;
use super::link::Linker;
use super::names::{Form, Node, Target};
use super::scan::{Found, What};
use crate::lexicon::{EntityIdx, EntityKind, OfficeIdx, Tenure};

/// Somebody or something that a mention might have meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rejected {
    /// Index in [`Entities::mentions`](super::Entities::mentions).
    pub mention: u32,
    /// Who was not taken.
    pub candidate: Candidate,
    /// What spoke against it, or that nothing spoke for it, in a few words.
    pub why: &'static str,
}

/// Who was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    /// A row of a gazetteer.
    Entity(EntityIdx),
    /// Somebody of the article, by the index of the chain.
    Chain(u32),
}

impl Rejected {
    /// Gives the chain its new number; whether there still is one.
    pub(super) fn renumber(&mut self, order: &[Option<u32>]) -> bool {
        let Candidate::Chain(chain) = &mut self.candidate else { return true };
        match order.get(*chain as usize).copied().flatten() {
            Some(new) => {
                *chain = new;
                true
            }
            None => false,
        }
    }
}

/// No mention tells more of them than this.
const MOST: usize = 3;

impl Linker<'_> {
    /// The rejected candidates of all mentions, which are in order, by mention.
    pub(super) fn rejections(&self) -> Vec<Rejected> {
        let mut all = Vec::new();
        let mut next = 0;
        for (mention, n) in self.mentions.iter().zip(0..) {
            let start = mention.span.start();
            while self.found.get(next).is_some_and(|found| self.first_byte(*found) < start) {
                next += 1;
            }
            let found = self.found.get(next).copied();
            let found = found.filter(|found| self.first_byte(*found) == start);
            let before = all.len();
            self.reject(n, mention, found, &mut all);
            all.truncate(before + MOST);
        }
        all
    }

    fn first_byte(&self, found: Found) -> u32 {
        self.span(found.start, found.end).start()
    }

    fn reject(&self, n: u32, mention: &Mention, found: Option<Found>, all: &mut Vec<Rejected>) {
        let mut add = |candidate, why| {
            let is_known = all.iter().rev().take_while(|known| known.mention == n);
            if is_known.clone().all(|known| known.candidate != candidate) {
                all.push(Rejected { mention: n, candidate, why });
            }
        };
        match (mention.how, found.map(|found| (found, found.what))) {
            (How::Role, Some((found, What::Listed(node)))) => {
                self.other_holders(mention, found, node, &mut add);
            }
            (How::Surname, _) => self.other_bearers(mention, &mut add),
            (_, Some((found, What::Listed(node)))) => {
                self.other_targets(mention, found, node, &mut add);
            }
            (How::Unlisted, Some((found, What::Person(_)))) => self.namesakes(found, &mut add),
            _ => {}
        }
    }

    /// Others whom the same form names.
    fn other_targets(
        &self,
        mention: &Mention,
        found: Found,
        node: Node,
        add: &mut impl FnMut(Candidate, &'static str),
    ) {
        let chosen = self.entity(mention.chain);
        let atoms = self.atoms.get(found.start..found.end).unwrap_or_default();
        for pattern in self.facts.scanner.names.patterns(node) {
            let Target::Entity(entity) = pattern.target else { continue };
            // Most forms are of one alone.
            if Some(entity) == chosen || !pattern.fits(atoms, found.casing) {
                continue;
            }
            let is_person = self.kind(entity) == EntityKind::Person;
            let country = self.country(entity);
            let is_foreign = chosen.is_some_and(|chosen| self.country(chosen) != country);
            let held = self.tenures_of(entity);
            let is_out = || {
                self.date.is_some_and(|day| {
                    !held.is_empty() && !held.iter().any(|tenure| tenure.covers(day))
                })
            };
            add(
                Candidate::Entity(entity),
                if pattern.form == Form::Weak {
                    "the form alone is not enough for it"
                } else if chosen.is_none() && is_person {
                    "a namesake: nothing else here speaks for it"
                } else if is_person && is_out() {
                    "held no office that day"
                } else if is_foreign {
                    "of another country"
                } else {
                    "has the same name"
                },
            );
        }
    }

    /// Others who bear a surname: in the article, and on the lists where only the title or fame
    /// told.
    fn other_bearers(&self, mention: &Mention, add: &mut impl FnMut(Candidate, &'static str)) {
        let end = mention.span.end();
        let last = self.atoms.partition_point(|atom| atom.start < end);
        let Some(family) = last.checked_sub(1).and_then(|last| self.atoms.get(last)) else {
            return;
        };
        for bearer in self.bearers.of(family.hash) {
            if bearer.chain != mention.chain {
                add(Candidate::Chain(bearer.chain), "bears the name too, but not meant here");
            }
        }
        let why = match mention.rule {
            "title-and-surname" => "does not hold the office of the title",
            "title-and-unknown-surname" => "nothing but the surname speaks for it",
            _ => return,
        };
        let chosen = self.entity(mention.chain);
        for entity in self.facts.officials.of_family(family.hash).take(2 * MOST) {
            if Some(entity) != chosen {
                add(Candidate::Entity(entity), why);
            }
        }
    }

    /// Who held the office before and after, and who holds one of the same name elsewhere.
    fn other_holders(
        &self,
        mention: &Mention,
        found: Found,
        node: Node,
        add: &mut impl FnMut(Candidate, &'static str),
    ) {
        let (Some(office), Some(day)) = (mention.office, self.date) else { return };
        let chosen = self.entity(mention.chain);
        let lexicon = self.facts.scanner.lexicon;
        let held = |office: OfficeIdx| {
            let held = self.facts.officials.tenures(lexicon, office);
            held.filter(move |tenure| Some(tenure.official) != chosen)
        };
        let end = |tenure: &Tenure| tenure.end.map(|end| end.latest);
        let start = |tenure: &Tenure| tenure.start.map(|start| start.earliest);
        let before = held(office).filter(|it| end(it).is_some_and(|end| end <= day));
        if let Some(tenure) = before.max_by_key(|tenure| end(tenure)) {
            add(Candidate::Entity(tenure.official), "held the office before that day");
        }
        let after = held(office).filter(|it| start(it).is_some_and(|start| start > day));
        if let Some(tenure) = after.min_by_key(|tenure| start(tenure)) {
            add(Candidate::Entity(tenure.official), "held the office after that day");
        }
        for pattern in self.fitting(found, node) {
            let Target::Office(other) = pattern.target else { continue };
            let holder = held(other).find(|tenure| tenure.covers(day));
            if let Some(tenure) = holder.filter(|_| other != office) {
                add(Candidate::Entity(tenure.official), "holds an office of the name elsewhere");
            }
        }
    }

    /// Listed people whose name an unlisted one bears.
    fn namesakes(&self, found: Found, add: &mut impl FnMut(Candidate, &'static str)) {
        let Some(parts) = self.parts_of(found, None) else { return };
        for entity in self.facts.officials.of_full(&parts).take(MOST) {
            add(Candidate::Entity(entity), "a namesake: nothing else here speaks for it");
        }
    }

    // ---- places that speak for governments

    /// The mentions of places that stand for a body: `Beijing said`.
    pub(super) fn metonyms(&self) -> Vec<(u32, EntityIdx)> {
        let mut all = Vec::new();
        for (mention, n) in self.mentions.iter().zip(0..) {
            let body = self.entity(mention.chain).and_then(|it| self.facts.metonyms.body(it));
            let Some(body) = body else { continue };
            let end = mention.span.end();
            let at = self.atoms.partition_point(|atom| atom.start < end);
            let start = mention.span.start();
            let first = self.atoms.partition_point(|atom| atom.start < start);
            if self.is_subject(first) && self.acts(at) {
                all.push((n, body));
            }
        }
        all
    }

    /// Whether a name may be what a verb behind it is said of: no preposition before it.
    fn is_subject(&self, first: usize) -> bool {
        use super::words::WordSet;
        let before = self.before(first);
        before.is_none_or(|before| !before.is(WordSet::LOCATIVE.and(WordSet::OPENING)))
    }

    /// Whether a verb of saying or deciding stands at an atom, an auxiliary before it or not.
    fn acts(&self, at: usize) -> bool {
        let metonyms = self.facts.metonyms;
        for at in at..at + 3 {
            let Some(word) = self.next(at) else { return false };
            if word.shape != super::atoms::Shape::Lower {
                return false;
            }
            if metonyms.is_act(word.hash) {
                return true;
            }
            if !metonyms.is_before_act(word.hash) {
                return false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_that_are_gone_take_their_rejections_along() {
        let rejected = |candidate| Rejected { mention: 0, candidate, why: "" };
        let order = [None, Some(0)];
        assert!(!rejected(Candidate::Chain(0)).renumber(&order));
        let mut kept = rejected(Candidate::Chain(1));
        assert!(kept.renumber(&order));
        assert_eq!(kept.candidate, Candidate::Chain(0));
        assert!(rejected(Candidate::Entity(EntityIdx(7))).renumber(&order));
    }
}
