//! Offices and bodies named by a common noun: `the Treasury secretary`, `the ministry`.
//!
//! A role is linked only when just one person or body can be meant; any other is left out, since
//! a mention without an id tells a reader nothing that the text does not.

use jiff::civil::Date;

use super::atoms::{Atom, Gap, Shape};
use super::countries::Country;
use super::fold::hash;
use super::link::{Linker, Use};
use super::names::{Node, Target};
use super::officials::only;
use super::scan::{Found, What};
use super::words::WordSet;
use super::{Chain, How, Mention};
use crate::lexicon::{EntityIdx, EntityKind, OfficeIdx};

/// How many bytes before a noun another name that it may repeat must not stand.
const RIVAL_REACH: u32 = 800;

/// How many bytes before a noun the name it repeats may stand: three or four paragraphs.
const REACH: u32 = 1500;

impl Linker<'_> {
    /// Links the roles that evidence decides.
    pub(super) fn link_roles(&mut self) {
        for n in 0..self.found.len() {
            let Some(found) = self.found.get(n).copied().filter(|_| !self.is_used(n)) else {
                continue;
            };
            let Some(node) = self.office_node(n).filter(|_| self.is_definite(n, found)) else {
                continue;
            };
            if let Some((person, office, rule, confidence)) = self.holder_of_role(n, found, node) {
                let chain = self.chain_of(person);
                let span = self.span(found.start, found.end);
                let (how, office) = (How::Role, Some(office));
                self.mentions.push(Mention {
                    span,
                    chain,
                    how,
                    office,
                    title: None,
                    rule,
                    confidence,
                });
                self.use_as(n, Use::Role);
            }
        }
        self.link_nouns();
    }

    /// Whether a person holds an office on the day of the article; without a day, nobody does.
    pub(super) fn holds(&self, person: EntityIdx, office: OfficeIdx) -> bool {
        let held = self.tenures_of(person);
        self.date.is_some_and(|day| {
            held.iter().any(|tenure| tenure.office == office && tenure.covers(day))
        })
    }

    /// Whether a role means its holder of the day: `the` or a country before it, and nothing
    /// that makes it another (`a former`, `company's`, `of the club`).
    fn is_definite(&self, n: usize, found: Found) -> bool {
        let inside = self.country_inside(found);
        // `The chancellor for` is of somewhere; `the German chancellor for the first time` is not.
        let opening = if inside.is_some() { WordSet::OF } else { WordSet::OPENING };
        let is_open = self.next(found.end).is_some_and(|next| {
            next.is(opening) || next.is_capital() || next.gap == Gap::Joined && next.is_word()
        });
        let definite = self.before(found.start).is_some_and(|before| before.is(WordSet::THE));
        let is_becoming = definite
            && found
                .start
                .checked_sub(1)
                .and_then(|the| self.before(the))
                .is_some_and(|before| before.is(WordSet::BECOMING));
        let beside = self.country_beside(n).filter(|_| !self.has_place_before(n)).or(inside);
        !is_open && !is_becoming && (definite || beside.is_some())
    }

    /// The country that a form of an office begins or ends with: `Russian president`, `president
    /// of Brazil`.
    pub(super) fn country_inside(&self, found: Found) -> Option<Country> {
        let entity = self.named_inside(found, found.start).or_else(|| {
            let atoms = self.atoms.get(found.start..found.end)?;
            let of = atoms.iter().rposition(|atom| atom.is(WordSet::OF))?;
            self.named_inside(found, found.start + of + 1)
        })?;
        (self.kind(entity) == EntityKind::Country).then(|| self.country(entity))
    }

    /// What is named by a part of a stretch that begins at an atom.
    fn named_inside(&self, found: Found, start: usize) -> Option<EntityIdx> {
        let end = if start == found.start { found.end.checked_sub(1)? } else { found.end };
        let atoms = self.atoms.get(start..end).filter(|atoms| !atoms.is_empty())?;
        let hit = self.facts.scanner.names.longest(atoms, found.casing)?;
        let end = start + hit.n_atoms;
        let inner = Found { start, end, what: What::Listed(hit.node), ..found };
        self.one_named(inner, hit.node)
    }

    /// Whether a form of an office names the place or the body that it is of, so that no other
    /// article could mean another: `Texas governor`, `NATO secretary-general`. Not so `Senate
    /// majority leader`: other countries have senates.
    fn tells_of_what(&self, found: Found) -> bool {
        (found.start..found.end).any(|start| {
            self.named_inside(found, start).is_some_and(|entity| match self.kind(entity) {
                EntityKind::Place | EntityKind::Country => true,
                EntityKind::Agency | EntityKind::Organization => !self.is_common_name(found, start),
                _ => false,
            })
        })
    }

    /// Whether the name that begins at an atom of a stretch is made of words that bodies of all
    /// countries have.
    fn is_common_name(&self, found: Found, start: usize) -> bool {
        let atoms = self.atoms.get(start..found.end).unwrap_or_default();
        let Some(hit) = self.facts.scanner.names.longest(atoms, found.casing) else { return true };
        let name = atoms.get(..hit.n_atoms).unwrap_or_default();
        let is_acronym = name.iter().any(|atom| atom.shape == Shape::Upper);
        let common = WordSet::HEAD.and(WordSet::LINK).and(WordSet::BODY_NOUN);
        !is_acronym && (name.len() < 2 || name.iter().all(|atom| atom.is(common)))
    }

    /// Who is meant by a role, in which office, by which rule, how surely.
    fn holder_of_role(
        &self,
        n: usize,
        found: Found,
        node: Node,
    ) -> Option<(EntityIdx, OfficeIdx, &'static str, f32)> {
        let beside = self.country_inside(found).or_else(|| self.country_beside(n));
        let offices: Vec<OfficeIdx> = self
            .fitting(found, node)
            .filter_map(|pattern| match pattern.target {
                Target::Office(office) => Some(office),
                Target::Entity(_) => None,
            })
            .filter(|office| {
                beside.is_none_or(|country| country == self.facts.countries.office(*office))
            })
            .collect();
        let named = self.named_holders(&offices);
        if let Some((person, office)) = named.first().copied() {
            let is_only = only(named.iter().map(|(person, _)| *person)).is_some();
            return is_only.then_some((person, office, "role-of-named-person", 0.85));
        }
        let day = self.date?;
        let is_told = beside.is_some() || self.tells_of_what(found);
        let of_country = offices.iter().copied().filter(|office| {
            let country = self.facts.countries.office(*office);
            country == 0 || is_told || self.votes.is_dominant(country)
        });
        let holders = of_country
            .flat_map(|office| self.holders_on(office, day).map(move |person| (person, office)));
        let (person, office) = only_person(holders)?;
        Some((person, office, "role-on-day", 0.8))
    }

    /// People of the article who hold one of these offices on its day, or are called by one.
    fn named_holders(&self, offices: &[OfficeIdx]) -> Vec<(EntityIdx, OfficeIdx)> {
        let mut named: Vec<(EntityIdx, OfficeIdx)> = match self.date {
            Some(day) => offices
                .iter()
                .flat_map(|office| self.holders_on(*office, day).map(|person| (person, *office)))
                .filter(|(person, _)| self.by_entity.contains_key(person))
                .collect(),
            None => self
                .offices
                .iter()
                .filter(|(office, _)| offices.contains(office))
                .filter_map(|(office, chain)| Some((self.entity(*chain)?, *office)))
                .collect(),
        };
        named.sort_unstable();
        named.dedup();
        named
    }

    fn holders_on(&self, office: OfficeIdx, day: Date) -> impl Iterator<Item = EntityIdx> {
        let tenures = self.facts.officials.tenures(self.facts.scanner.lexicon, office);
        tenures.filter(move |tenure| tenure.covers(day)).map(|tenure| tenure.official)
    }

    // ---- nouns

    /// `the ministry`, `the senator` after a body or person that is called so.
    fn link_nouns(&mut self) {
        self.mentions.sort_by_key(|mention| mention.span.start());
        let nouns: Vec<Option<u64>> = self.chains.iter().map(|chain| self.noun_of(chain)).collect();
        let mut named: Vec<Named> = Vec::new();
        let mut roles = Vec::new();
        let mut next = 0;
        for at in self.page.nouns.iter().map(|at| *at as usize) {
            let Some(atom) = self.atoms.get(at).filter(|_| at > 0) else { continue };
            while let Some(mention) =
                self.mentions.get(next).filter(|mention| mention.span.start() < atom.start)
            {
                self.note(mention, &nouns, &mut named);
                next += 1;
            }
            let noun = WordSet::BODY_NOUN.and(WordSet::TITLE);
            if atom.shape != Shape::Lower || !atom.is(noun) {
                continue;
            }
            let Some(known) = named.iter_mut().find(|known| known.noun == atom.hash) else {
                continue;
            };
            if !self.is_bare_noun(at, atom) {
                // "A Treasury minister": from here on "the minister" may be another one.
                if !self.is_found(at) {
                    known.rival = Some(atom.start);
                }
                continue;
            }
            let has_rival = known.rival.is_some_and(|rival| atom.start - rival < RIVAL_REACH);
            if atom.start - known.at < REACH && !has_rival {
                let span = self.span(at, at + 1);
                let (how, rule) = (How::Role, "noun-of-named");
                let (office, title, confidence) = (None, None, 0.65);
                roles.push(Mention {
                    span,
                    chain: known.chain,
                    how,
                    office,
                    title,
                    rule,
                    confidence,
                });
            }
        }
        self.mentions.extend(roles);
    }

    /// `the` before it, and nothing after it that makes it another: `the department of ...`,
    /// `the general election`, `the delegate-rich states`.
    fn is_bare_noun(&self, at: usize, atom: &Atom) -> bool {
        let next = self.next(at + 1);
        let is_free = next.is_none_or(|next| {
            let is_more = WordSet::OPENING.and(WordSet::TITLE).and(WordSet::BODY_NOUN);
            !next.is(is_more) && !next.is_capital() && (next.gap == Gap::Space || !next.is_word())
        });
        let is_sure = atom.is(WordSet::BODY_NOUN.and(WordSet::RANK))
            || next.is_some_and(|next| next.is(WordSet::SPEECH));
        self.before(at).is_some_and(|before| before.is(WordSet::THE))
            && !self.is_found(at)
            && is_free
            && is_sure
            && !atom.is(WordSet::NOT_ALONE)
    }

    /// Whether an atom is part of a listed name.
    fn is_found(&self, at: usize) -> bool {
        let n = self.found.partition_point(|found| found.end <= at);
        self.found.get(n).is_some_and(|found| found.start <= at)
    }

    /// Takes note of the noun that a mention may be repeated by.
    fn note(&self, mention: &Mention, nouns: &[Option<u64>], named: &mut Vec<Named>) {
        let (chain, at) = (mention.chain, mention.span.start());
        let of_title = mention.title.and_then(|title| {
            let title = self.clean.at(title);
            let title = title.split(" of ").next().and_then(|title| title.split(" for ").next());
            title?.split_whitespace().last()
        });
        let of_chain = nouns.get(chain as usize).copied().flatten();
        let Some(noun) =
            of_title.map(|word| self.facts.scanner.words.whole_title(hash(word))).or(of_chain)
        else {
            return;
        };
        match named.iter_mut().find(|known| known.noun == noun) {
            Some(known) => {
                let rival = if known.chain == chain { known.rival } else { Some(known.at) };
                *known = Named { noun, chain, at, rival };
            }
            None => named.push(Named { noun, chain, at, rival: None }),
        }
    }

    /// The noun in the name of a body: `ministry`; for any company, `company`.
    fn noun_of(&self, chain: &Chain) -> Option<u64> {
        match chain.kind {
            EntityKind::Person | EntityKind::Country | EntityKind::Place => None,
            EntityKind::Company => Some(hash("company")),
            _ => chain
                .name
                .split_whitespace()
                .map(hash)
                .find(|noun| self.facts.scanner.words.of(*noun).intersects(WordSet::BODY_NOUN)),
        }
    }
}

/// What a noun was last said of.
#[derive(Debug, Clone, Copy)]
struct Named {
    noun: u64,
    chain: u32,
    // First byte of the mention.
    at: u32,
    // First byte of the last mention of another that is called so.
    rival: Option<u32>,
}

/// The one person of all these holders.
fn only_person(
    mut holders: impl Iterator<Item = (EntityIdx, OfficeIdx)>,
) -> Option<(EntityIdx, OfficeIdx)> {
    let first = holders.next()?;
    holders.all(|(person, _)| person == first.0).then_some(first)
}
