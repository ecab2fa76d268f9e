//! Surnames alone: of people named in full elsewhere in the article, of people for whom the
//! surname is enough, and behind a title.

use super::atoms::{Atom, Casing, Gap, Shape, join};
use super::bearers::Bearer;
use super::link::Linker;
use super::names::Target;
use super::officials::only;
use super::scan::{Found, What};
use super::titles::{Title, TitleKind};
use super::words::WordSet;
use super::{Gender, How};
use crate::lexicon::{EntityIdx, EntityKind};

/// Whom a surname means, by which rule, how surely.
type Meant = (u32, &'static str, f32);

impl Linker<'_> {
    /// Links every surname that stands alone.
    pub(super) fn link_surnames(&mut self) {
        let mut next = 0;
        let mut at = 0;
        while let Some(atom) = self.atoms.get(at) {
            while self.found.get(next).is_some_and(|found| found.end <= at) {
                next += 1;
            }
            let over = self.found.get(next).copied().filter(|found| found.start <= at);
            at = match over {
                Some(found) if self.is_used(next) || found.len() > 1 => found.end,
                _ if atom.is_capital() && atom.shape != Shape::Initial => {
                    self.link_surname(at, next, over)
                }
                _ => at + 1,
            };
        }
    }

    /// Links the surname at an atom, if it is one; gives the atom to go on with. `next` is the
    /// stretch over the atom, or else the first one after it.
    fn link_surname(&mut self, at: usize, next: usize, over: Option<Found>) -> usize {
        let line = self.line_of(at);
        let (family, end) = self.family_at(at, line.end);
        let famous = over.and_then(|found| self.famous(found));
        let is_known = self.bearers.has(family) || famous.is_some();
        let has_title = self.before(at).is_some_and(|before| before.is(TITLES));
        let is_word = self.atoms.get(at).is_some_and(|atom| {
            atom.is_first && atom.is(WordSet::COMMON) || atom.is(WordSet::NO_NAME)
        });
        if is_word && !has_title {
            return at + 1;
        }
        if self.is_inside_name(at, end, line.casing) {
            if over.is_some() && is_known {
                self.use_up(next);
            }
            return at + 1;
        }
        if !is_known && self.link_first_name(at, over.map(|_| next)) {
            return at + 1;
        }
        if !is_known && !has_title {
            return at + 1;
        }
        let title = self.title_before(next, at, line.start);
        let Some((chain, rule, confidence)) =
            self.bearer_of(family, at, famous, title.as_ref(), over)
        else {
            return at + 1;
        };
        let how = if rule == "famous-surname" { How::Alias } else { How::Surname };
        self.add_gender(chain, title.and_then(|title| title.gender));
        let found = Found::one(self.name_start(at, family, chain), end, line.casing);
        self.mention_person(found, chain, how, title, rule, confidence);
        if over.is_some() {
            self.use_up(next);
        }
        end
    }

    /// Links a first name alone: of the one who bears it in the article, or behind `wife` and the
    /// like. Gives whether it did.
    fn link_first_name(&mut self, at: usize, over: Option<usize>) -> bool {
        let Some(atom) = self.atoms.get(at).filter(|atom| atom.shape == Shape::Capital) else {
            return false;
        };
        let next = self.next(at + 1);
        // `Jan. 29`, `David and Charles Koch`.
        let is_other = next.is_some_and(|next| {
            let is_pair = next.is(WordSet::AND) && self.next(at + 2).is_some_and(Atom::is_capital);
            next.is_capital() || next.shape == Shape::Number || is_pair
        });
        let is_alone = !is_other
            && !self.before(at).is_some_and(|before| {
                before.is_capital() && !before.is_first || before.is(WordSet::HONORIFIC)
            });
        if !is_alone || self.line_of(at).casing != Casing::Mixed {
            return false;
        }
        let found = Found::one(at, at + 1, Casing::Mixed);
        let (chain, rule, confidence) = match self.bearers.of_given(atom.hash) {
            // `his son George` is another George, or the same: nothing tells.
            Some(chain) if !self.is_kin(at) => (chain, "first-name", 0.75),
            _ if atom.is(WordSet::GIVEN) && self.is_kin(at) => {
                let chain = self.chain_named(atom.hash, EntityKind::Person, found);
                self.add_gender(chain, atom.words.gender());
                self.bearers.add_given(atom.hash, chain);
                (chain, "kin-and-first-name", 0.75)
            }
            _ => return false,
        };
        let how = if self.entity(chain).is_some() { How::Surname } else { How::Unlisted };
        self.mention(found, chain, how, rule, confidence);
        if let Some(n) = over {
            self.use_up(n);
        }
        true
    }

    /// Whether `wife`, `son` and the like stand before a name, a comma between them or not.
    fn is_kin(&self, at: usize) -> bool {
        let last = self.before(at);
        let last = if last.is_some_and(Atom::is_comma) { self.before(at - 1) } else { last };
        last.is_some_and(|atom| atom.shape == Shape::Lower && atom.is(WordSet::KIN))
    }

    /// The family name at an atom, with the parts that hang on it by hyphens when someone is
    /// called so, and one past its last atom.
    fn family_at(&self, at: usize, line_end: usize) -> (u64, usize) {
        let rest = self.atoms.get(at..line_end).unwrap_or_default();
        let is_joined = |atom: &&Atom| atom.gap == Gap::Joined && atom.is_word();
        let n = 1 + rest.iter().skip(1).take_while(is_joined).count();
        let whole = join(rest.iter().take(n).map(|atom| atom.hash));
        if n > 1 && self.bearers.has(whole) {
            return (whole, at + n);
        }
        (rest.first().map_or(0, |atom| atom.hash), at + 1)
    }

    /// The first name and the particles before a surname belong to the mention, where no full
    /// name was seen: in headlines, and in `van der Walde`.
    fn name_start(&self, at: usize, family: u64, chain: u32) -> usize {
        let mut start = at;
        while self.gap(start) == Gap::Space
            && self
                .before(start)
                .is_some_and(|atom| atom.is(WordSet::PARTICLE) && !atom.is_capital())
        {
            start -= 1;
        }
        let given = self
            .bearers
            .of(family)
            .iter()
            .find(|bearer| bearer.chain == chain)
            .map(|bearer| bearer.given);
        match self.before(start) {
            Some(atom) if Some(atom.hash) == given && atom.is_capital() => start - 1,
            // `el` and `de` before a surname that has none: words of another language.
            _ if start < at && !self.is_particle_known(start, at) => at,
            _ => start,
        }
    }

    fn is_particle_known(&self, start: usize, end: usize) -> bool {
        let particles = self.atoms.get(start..end).unwrap_or_default();
        particles.iter().any(|atom| !atom.is(WordSet::THE.and(WordSet::FILLER)))
    }

    /// The person whom one name is enough for.
    fn famous(&self, found: Found) -> Option<EntityIdx> {
        let What::Listed(node) = found.what else { return None };
        let is_person = |entity: &EntityIdx| self.kind(*entity) == EntityKind::Person;
        only(self.strong(found, node).map(|(entity, _)| entity).filter(is_person))
    }

    /// Whether a surname is only a part of a name that nothing knows: `Clinton Foundation`.
    fn is_inside_name(&self, at: usize, end: usize, casing: Casing) -> bool {
        if casing != Casing::Mixed {
            return false;
        }
        let goes_on = self.next(end).is_some_and(|next| {
            next.shape == Shape::Capital
                && next.gap == Gap::Space
                && !next.is(APART)
                && !self.is_start(end)
        });
        let known = TITLES.and(WordSet::NO_NAME).and(WordSet::COMMON);
        let began = self.gap(at) == Gap::Space
            && self.before(at).is_some_and(|before| {
                before.shape == Shape::Capital && !before.is_first && !before.is(known)
            })
            && !self.is_end(at);
        goes_on || began && !self.is_given_of(at)
    }

    /// Whether the first name of someone of this surname stands before it.
    fn is_given_of(&self, at: usize) -> bool {
        let family = self.atoms.get(at).map_or(0, |atom| atom.hash);
        self.before(at).is_some_and(|before| {
            self.bearers.of(family).iter().any(|bearer| bearer.given == before.hash)
        })
    }

    /// Whom a surname alone means; none where nothing decides.
    fn bearer_of(
        &mut self,
        family: u64,
        at: usize,
        famous: Option<EntityIdx>,
        title: Option<&Title>,
        over: Option<Found>,
    ) -> Option<Meant> {
        let gender = title.and_then(|title| title.gender);
        let agrees = |known: Option<Gender>| gender.is_none() || known.is_none() || gender == known;
        let officials = self.facts.officials;
        let famous =
            famous.filter(|entity| agrees(officials.parts(*entity).and_then(|parts| parts.gender)));
        let bearers = self.bearers.of(family);
        let is_told = |bearer: &&Bearer| gender.is_some() && bearer.gender == gender;
        let is_any_told = bearers.iter().any(|bearer| is_told(&bearer));
        let may_be = |bearer: &&Bearer| agrees(bearer.gender) && !is_any_told || is_told(bearer);
        let bearers: Vec<Bearer> = bearers.iter().filter(may_be).cloned().collect();
        if let Some(held) = self.holder(family, title, &bearers) {
            return Some(held);
        }
        let paragraph = self.line_of(at).paragraph;
        let last_here = |bearer: &Bearer| bearer.last_before(at).filter(|last| *last >= paragraph);
        let near =
            bearers.iter().filter_map(|bearer| Some((last_here(bearer)?, bearer.chain))).max();
        if let Some((_, chain)) = near {
            return Some((chain, "surname-after-name", if bearers.len() > 1 { 0.8 } else { 0.95 }));
        }
        if let Some(entity) = famous {
            return Some((self.chain_of(entity), "famous-surname", 0.93));
        }
        match bearers.as_slice() {
            [] => self.unknown_bearer(family, at, title?),
            [one] if one.last_before(at).is_some() => Some((one.chain, "surname-after-name", 0.93)),
            [one] => Some((one.chain, "surname-before-name", 0.8)),
            many => self.main_bearer(family, many, over),
        }
    }

    /// Who of several is meant far from all their full names: the one whom a list gives the
    /// surname to (`?Clinton`), else the one who is named first and most often, else nobody.
    fn main_bearer(&mut self, family: u64, many: &[Bearer], over: Option<Found>) -> Option<Meant> {
        let listed = over.and_then(|found| match found.what {
            What::Listed(node) => only(self.fitting(found, node).map(|pattern| pattern.target)),
            _ => None,
        });
        let is_listed = |bearer: &&Bearer| {
            self.entity(bearer.chain).is_some_and(|entity| listed == Some(Target::Entity(entity)))
        };
        let rule = "surname-of-main-bearer";
        if let Some(bearer) = many.iter().find(is_listed) {
            return Some((bearer.chain, rule, 0.8));
        }
        let first = many.iter().min_by_key(|bearer| bearer.at.first())?;
        if many.iter().all(|bearer| bearer.at.len() <= first.at.len()) {
            return Some((first.chain, rule, 0.75));
        }
        let at = many.iter().filter_map(|bearer| bearer.at.last()).max().copied()?;
        let found = Found::one(at, at, Casing::Mixed);
        let chain = self.chain_named(family, EntityKind::Person, found);
        Some((chain, "surname-of-several", 0.5))
    }

    /// The one person of the name who holds, or held, the office that the title speaks of.
    fn holder(&mut self, family: u64, title: Option<&Title>, bearers: &[Bearer]) -> Option<Meant> {
        let title = title.filter(|title| title.kind == TitleKind::Office)?;
        let is_called = |entity: EntityIdx| self.office_of(entity, title).is_some();
        let mut known =
            bearers.iter().filter(|bearer| self.entity(bearer.chain).is_some_and(is_called));
        match (known.next(), known.next()) {
            (Some(one), None) => return Some((one.chain, "title-and-surname", 0.95)),
            (Some(_), Some(_)) => return None,
            _ if !bearers.is_empty() => return None,
            _ => {}
        }
        let people = || self.facts.officials.of_family(family).filter(|entity| is_called(*entity));
        let in_office = |entity: &EntityIdx| {
            self.office_of(*entity, title).is_some_and(|office| self.holds(*entity, office))
        };
        let entity = only(people().filter(in_office)).or_else(|| only(people()))?;
        Some((self.chain_of(entity), "title-and-surname", 0.9))
    }

    /// Someone whom only a title and a surname tell of.
    fn unknown_bearer(&mut self, family: u64, at: usize, title: &Title) -> Option<Meant> {
        let atom = self.atoms.get(at)?;
        let is_name = atom.shape == Shape::Capital
            && !atom.is(TITLES.and(WordSet::NO_NAME).and(WordSet::HEAD).and(WordSet::COMMON))
            && self.atoms.get(title.end.checked_sub(1)?)?.is(WordSet::HONORIFIC.and(WordSet::RANK))
            && self.atoms.get(title.end.checked_sub(1)?)?.is_capital()
            && self.line_of(at).casing == Casing::Mixed
            && !self.next(at + 1).is_some_and(|next| next.is_capital() && next.gap != Gap::Break);
        if !is_name {
            return None;
        }
        if let Some(chain) = self.bearers.of_given(family) {
            return Some((chain, "first-name", 0.75));
        }
        let found = Found::one(at, at + 1, Casing::Mixed);
        let chain = self.chain_named(family, EntityKind::Person, found);
        Some((chain, "title-and-unknown-surname", 0.8))
    }
}

/// What follows a surname with a capital of its own without going on with the name.
const APART: WordSet = WordSet::TIME
    .and(WordSet::GROUP)
    .and(WordSet::TITLE)
    .and(WordSet::TITLE_PART)
    .and(WordSet::COMMON)
    .and(WordSet::GENERATION);

const TITLES: WordSet = WordSet::TITLE.and(WordSet::HONORIFIC);
