//! Whom a surname alone means: its title, the names around it, fame, in this order.

use super::Gender;
use super::atoms::{Atom, Casing, Gap, Shape};
use super::bearers::Bearer;
use super::link::Linker;
use super::names::Target;
use super::officials::only;
use super::scan::{Found, What};
use super::surnames::TITLES;
use super::titles::{Title, TitleKind};
use super::words::WordSet;
use crate::lexicon::EntityIdx;

/// A surname that stands alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surname {
    pub(super) family: u64,
    /// Its first atom.
    pub(super) at: usize,
    /// Whom one name is enough for.
    pub(super) famous: Option<EntityIdx>,
    /// What stands before it.
    pub(super) title: Option<Title>,
    /// The listed form that it is.
    pub(super) over: Option<Found>,
}

/// Whom a surname means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    Chain(u32),
    Entity(EntityIdx),
    /// Someone of whom only the surname is known.
    NameOnly,
}

/// Whom a surname means, by which rule, how surely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Meant {
    pub(super) whom: Whom,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
}

impl Meant {
    fn new(whom: Whom, rule: &'static str, confidence: f32) -> Self {
        Self { whom, rule, confidence }
    }
}

impl Linker<'_> {
    /// Whom a surname alone means; none where nothing decides.
    pub(super) fn meant_by(&self, surname: &Surname) -> Option<Meant> {
        if let Some(held) = self.holder(surname) {
            return Some(held);
        }
        let at = surname.at;
        let paragraph = self.line_of(at).paragraph;
        let last_here = |bearer: &Bearer| bearer.last_before(at).filter(|last| *last >= paragraph);
        let near =
            self.bearers_of(surname).filter_map(|bearer| Some((last_here(bearer)?, bearer.chain)));
        let n_bearers = self.bearers_of(surname).count();
        if let Some((_, chain)) = near.max() {
            let confidence = if n_bearers > 1 { 0.8 } else { 0.95 };
            return Some(Meant::new(Whom::Chain(chain), "surname-after-name", confidence));
        }
        let officials = self.facts.officials;
        let famous = surname.famous.filter(|entity| {
            surname.agrees(officials.parts(*entity).and_then(|parts| parts.gender))
        });
        if let Some(entity) = famous {
            return Some(Meant::new(Whom::Entity(entity), "famous-surname", 0.93));
        }
        match (self.bearers_of(surname).next(), n_bearers) {
            (None, _) => self.unknown_bearer(surname),
            (Some(one), 1) if one.last_before(at).is_some() => {
                Some(Meant::new(Whom::Chain(one.chain), "surname-after-name", 0.93))
            }
            (Some(one), 1) => Some(Meant::new(Whom::Chain(one.chain), "surname-before-name", 0.8)),
            _ => self.main_bearer(surname),
        }
    }

    /// Those named in full with the surname whom its title does not rule out: where `Mr.` fits
    /// someone for sure, nobody else.
    fn bearers_of(&self, surname: &Surname) -> impl Iterator<Item = &Bearer> {
        let bearers = self.bearers.of(surname.family);
        let is_any_told = bearers.iter().any(|bearer| surname.is_told(bearer));
        bearers.iter().filter(move |bearer| {
            surname.is_told(bearer) || !is_any_told && surname.agrees(bearer.gender)
        })
    }

    /// Who of several is meant far from all their full names: the one whom a list gives the
    /// surname to (`?Clinton`) if named first or most often, else the one who is both, else
    /// nobody.
    fn main_bearer(&self, surname: &Surname) -> Option<Meant> {
        let many = || self.bearers_of(surname);
        let listed = surname.over.and_then(|found| match found.what {
            What::Listed(node) => only(self.fitting(found, node).map(|pattern| pattern.target)),
            _ => None,
        });
        let is_listed = |bearer: &&Bearer| {
            self.entity(bearer.chain).is_some_and(|entity| listed == Some(Target::Entity(entity)))
        };
        let rule = "surname-of-main-bearer";
        let first = many().min_by_key(|bearer| bearer.at.first())?;
        let is_most = |bearer: &&Bearer| many().all(|other| other.at.len() <= bearer.at.len());
        if let Some(bearer) =
            many().filter(is_listed).find(|bearer| is_most(bearer) || bearer.chain == first.chain)
        {
            return Some(Meant::new(Whom::Chain(bearer.chain), rule, 0.8));
        }
        if is_most(&first) {
            return Some(Meant::new(Whom::Chain(first.chain), rule, 0.75));
        }
        Some(Meant::new(Whom::NameOnly, "surname-of-several", 0.5))
    }

    /// The one person of the name who holds, or held, the office that the title speaks of.
    fn holder(&self, surname: &Surname) -> Option<Meant> {
        let title = surname.title.filter(|title| title.kind == TitleKind::Office)?;
        let is_called = |entity: EntityIdx| self.office_of(entity, &title).is_some();
        let mut known = self
            .bearers_of(surname)
            .filter(|bearer| self.entity(bearer.chain).is_some_and(is_called));
        let rule = "title-and-surname";
        match (known.next(), known.next()) {
            (Some(one), None) => return Some(Meant::new(Whom::Chain(one.chain), rule, 0.95)),
            (Some(_), Some(_)) => return None,
            _ if self.bearers_of(surname).next().is_some() => return None,
            _ => {}
        }
        let people =
            || self.facts.officials.of_family(surname.family).filter(|entity| is_called(*entity));
        let in_office = |entity: &EntityIdx| {
            self.office_of(*entity, &title).is_some_and(|office| self.holds(*entity, office))
        };
        let entity = only(people().filter(in_office)).or_else(|| only(people()))?;
        Some(Meant::new(Whom::Entity(entity), rule, 0.9))
    }

    /// Someone whom only a title and a surname tell of.
    fn unknown_bearer(&self, surname: &Surname) -> Option<Meant> {
        let at = surname.at;
        let atom = self.atoms.get(at)?;
        let last = self.atoms.get(surname.title?.end.checked_sub(1)?)?;
        let never = TITLES.and(WordSet::NO_NAME).and(WordSet::HEAD).and(WordSet::COMMON);
        let is_name = atom.shape == Shape::Capital
            && !atom.is(never)
            && last.is(WordSet::HONORIFIC.and(WordSet::RANK))
            && last.is_capital()
            && self.line_of(at).casing == Casing::Mixed;
        let goes_on = |next: &Atom| next.is_capital() && next.gap == Gap::Space;
        if !is_name || self.next(at + 1).is_some_and(goes_on) {
            return None;
        }
        Some(match self.bearers.of_given(surname.family) {
            Some(chain) => Meant::new(Whom::Chain(chain), "first-name", 0.75),
            None => Meant::new(Whom::NameOnly, "title-and-unknown-surname", 0.8),
        })
    }
}

impl Surname {
    /// Whether what the title tells does not speak against someone.
    fn agrees(&self, known: Option<Gender>) -> bool {
        match (self.title.and_then(|title| title.gender), known) {
            (Some(told), Some(known)) => told == known,
            _ => true,
        }
    }

    /// Whether what the title tells is surely true of someone.
    fn is_told(&self, bearer: &Bearer) -> bool {
        let told = self.title.and_then(|title| title.gender);
        told.is_some() && told == bearer.gender
    }
}
