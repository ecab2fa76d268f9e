//! Surnames alone: of people named in full elsewhere in the article, of people for whom the
//! surname is enough, and behind a title.

use super::How;
use super::atoms::{Atom, Casing, Gap, Shape};
use super::fold::join;
use super::link::Linker;
use super::officials::only;
use super::people::MAX_JOINED;
use super::scan::{Found, What};
use super::whom::{Meant, Surname, Whom};
use super::words::WordSet;
use crate::lexicon::{EntityIdx, EntityKind};

impl Linker<'_> {
    /// Links every surname that stands alone.
    pub(super) fn link_surnames(&mut self) {
        let (mut next, mut done) = (0, 0);
        for at in self.page.capitals.iter().map(|at| *at as usize) {
            let Some(atom) = self.atoms.get(at).filter(|_| at >= done) else { continue };
            while self.found.get(next).is_some_and(|found| found.end <= at) {
                next += 1;
            }
            let over = self.found.get(next).copied().filter(|found| found.start <= at);
            let is_over = over.is_some_and(|found| self.is_used(next) || found.len() > 1);
            if !is_over && atom.is_capital() && atom.shape != Shape::Initial {
                done = self.link_surname(at, next, over);
            }
        }
    }

    /// Links the surname at an atom, if it is one; gives the atom to go on with. `next` is the
    /// stretch over the atom, or else the first one after it.
    fn link_surname(&mut self, at: usize, next: usize, over: Option<Found>) -> usize {
        let has_title = self.before(at).is_some_and(|before| before.is(TITLES));
        let is_word = self.atoms.get(at).is_some_and(|atom| {
            atom.is_first && atom.is(WordSet::COMMON) || atom.is(WordSet::NO_NAME)
        });
        // `Johnson v. United States` is a case, not a man.
        let is_word = is_word || self.next(at + 1).is_some_and(|next| next.is(WordSet::VERSUS));
        if is_word && !has_title {
            return at + 1;
        }
        let line = self.line_of(at);
        let (family, end) = self.family_at(at, line.end);
        let famous = over.and_then(|found| self.famous(found));
        let is_known = self.bearers.has(family) || famous.is_some();
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
        let surname = Surname { family, at, famous, title, over };
        let Some(Meant { whom, rule, confidence }) = self.meant_by(&surname) else {
            return at + 1;
        };
        let chain = match whom {
            Whom::Chain(chain) => chain,
            Whom::Entity(entity) => self.chain_of(entity),
            Whom::NameOnly => {
                let found = Found::one(at, end, line.casing);
                self.chain_named(family, EntityKind::Person, found)
            }
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
        let n = 1 + rest.iter().skip(1).take(MAX_JOINED).take_while(is_joined).count();
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
}

/// What follows a surname with a capital of its own without going on with the name.
const APART: WordSet = WordSet::TIME
    .and(WordSet::GROUP)
    .and(WordSet::TITLE)
    .and(WordSet::TITLE_PART)
    .and(WordSet::COMMON)
    .and(WordSet::GENERATION);

pub(super) const TITLES: WordSet = WordSet::TITLE.and(WordSet::HONORIFIC);
