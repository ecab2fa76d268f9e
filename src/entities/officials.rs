//! Who the listed people are, by the parts of their names and by the offices they held.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::atoms::Atom;
use super::fold::join;
use super::names::{Form, Forms, Target};
use super::people::{FamilyFirst, NameParts, parts};
use super::words::{WordSet, Words};
use crate::lexicon::{EntityIdx, EntityKind, Lexicon, OfficeIdx, Slots, Tenure};

/// Indices over the people and tenures of a lexicon.
#[derive(Debug, Default)]
pub(super) struct Officials {
    // By first and family name, and by family name.
    by_full: People,
    by_family: People,
    parts: FxHashMap<EntityIdx, NameParts>,
    // By person: their tenures in the lexicon, which has them in this order.
    of_person: Runs,
    // By office: some of the indices behind it, which are of tenures of the lexicon.
    of_office: Runs,
    by_office: Vec<usize>,
    // By office: the words of all its forms, sorted.
    office_words: Vec<Vec<u64>>,
    // By office: whether hundreds hold one like it.
    is_minor: Vec<bool>,
}

impl Officials {
    /// Indexes the people and offices of a lexicon.
    pub(super) fn of(lexicon: &Lexicon, forms: &Forms, words: &Words) -> Self {
        let mut all =
            Self { office_words: vec![Vec::new(); lexicon.offices.len()], ..Self::default() };
        let (mut by_full, mut by_family) = (Vec::new(), Vec::new());
        for (target, form, atoms) in forms.iter() {
            match target {
                Target::Entity(entity) if lexicon.entity(entity).kind == EntityKind::Person => {
                    let order = family_order(&lexicon.entity(entity).country);
                    let Some(parts) = parts(atoms, words, order) else { continue };
                    if form == Form::Weak {
                        continue;
                    }
                    by_full.push((full_key(&parts), entity));
                    by_family.push((parts.family, entity));
                    if form == Form::Name {
                        all.parts.insert(entity, parts);
                    }
                }
                Target::Office(office) => {
                    if let Some(known) = all.office_words.get_mut(office.0 as usize) {
                        known.extend(
                            atoms.iter().filter(|atom| atom.is_word()).map(|atom| atom.hash),
                        );
                    }
                }
                Target::Entity(_) => {}
            }
        }
        for known in &mut all.office_words {
            known.sort_unstable();
            known.dedup();
            let is_minor = known.iter().any(|hash| words.of(*hash).intersects(WordSet::MINOR));
            all.is_minor.push(is_minor);
        }
        all.by_full = People::of(by_full);
        all.by_family = People::of(by_family);
        all.of_person = Runs::of(lexicon.tenures.iter().map(|tenure| tenure.official.0));
        let mut by_office: Vec<(OfficeIdx, usize)> =
            lexicon.tenures.iter().map(|tenure| tenure.office).zip(0..).collect();
        by_office.sort_unstable();
        all.of_office = Runs::of(by_office.iter().map(|(office, _)| office.0));
        all.by_office = by_office.into_iter().map(|(_, tenure)| tenure).collect();
        all
    }

    /// The listed people of a first and a family name.
    pub(super) fn of_full(&self, parts: &NameParts) -> impl Iterator<Item = EntityIdx> {
        self.by_full.called(full_key(parts))
    }

    /// The listed people of a family name.
    pub(super) fn of_family(&self, family: u64) -> impl Iterator<Item = EntityIdx> {
        self.by_family.called(family)
    }

    /// The parts of the name of a listed person; none for people of one name.
    pub(super) fn parts(&self, person: EntityIdx) -> Option<&NameParts> {
        self.parts.get(&person)
    }

    /// The tenures of a person, as [`Lexicon::tenures_of`] gives them, without a search.
    pub(super) fn tenures_of<'a>(&self, lexicon: &'a Lexicon, person: EntityIdx) -> &'a [Tenure] {
        lexicon.tenures.get(self.of_person.at(person.0)).unwrap_or_default()
    }

    /// All tenures of an office, in the order of the lexicon.
    pub(super) fn tenures<'a>(
        &self,
        lexicon: &'a Lexicon,
        office: OfficeIdx,
    ) -> impl Iterator<Item = &'a Tenure> {
        let indices = self.by_office.get(self.of_office.at(office.0)).unwrap_or_default();
        indices.iter().filter_map(|n| lexicon.tenures.get(*n))
    }

    /// Whether an office is called by all these title words (`Secretary`, `Attorney General`).
    pub(super) fn is_called(&self, office: OfficeIdx, title: &[Atom], words: &Words) -> bool {
        let Some(known) = self.office_words.get(office.0 as usize) else { return false };
        title
            .iter()
            .filter(|atom| atom.is_word() && !atom.is(WordSet::COMMON))
            .map(|atom| [atom.hash, words.whole_title(atom.hash)])
            .all(|forms| forms.iter().any(|hash| known.binary_search(hash).is_ok()))
    }

    /// Whether someone never held more than one of those offices that hundreds hold: judge,
    /// ambassador, mayor.
    pub(super) fn holds_only_minor(&self, tenures: &[Tenure]) -> bool {
        tenures
            .iter()
            .all(|tenure| self.is_minor.get(tenure.office.0 as usize).copied().unwrap_or(true))
    }

    /// The office of a person that a title speaks of: of those held on the day, else of those
    /// held before it, when just one fits.
    pub(super) fn office_called(
        &self,
        lexicon: &Lexicon,
        person: EntityIdx,
        title: &[Atom],
        day: Option<Date>,
        words: &Words,
    ) -> Option<OfficeIdx> {
        let fits = |tenure: &&Tenure| self.is_called(tenure.office, title, words);
        choose_office(self.tenures_of(lexicon, person), fits, day)
    }
}

/// The one office among tenures that fit: those that cover the day first, then those before it.
pub(super) fn choose_office(
    tenures: &[Tenure],
    fits: impl Fn(&&Tenure) -> bool,
    day: Option<Date>,
) -> Option<OfficeIdx> {
    let fitting = || tenures.iter().filter(|tenure| fits(tenure));
    let of_day = day.and_then(|day| {
        only(fitting().filter(|tenure| tenure.covers(day)).map(|tenure| tenure.office))
    });
    let is_past = |tenure: &&Tenure| {
        day.is_none_or(|day| tenure.start.is_none_or(|start| start.earliest <= day))
    };
    of_day.or_else(|| only(fitting().filter(is_past).map(|tenure| tenure.office)))
}

/// The one value that an iterator gives, however often it gives it.
pub(super) fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// People by the hash of a name.
#[derive(Debug, Default)]
struct People {
    // Sorted, and by hash where those of it begin.
    all: Vec<(u64, EntityIdx)>,
    starts: Slots,
}

impl People {
    fn of(mut all: Vec<(u64, EntityIdx)>) -> Self {
        all.sort_unstable();
        all.dedup();
        let starts: Vec<(u64, u32)> = all.iter().map(|(hash, _)| *hash).zip(0..).collect();
        Self { starts: Slots::of(&starts), all }
    }

    /// Those of a name, in the order of the lexicon.
    fn called(&self, name: u64) -> impl Iterator<Item = EntityIdx> {
        let start = self.starts.get(name).map_or(self.all.len(), |start| start as usize);
        let rest = self.all.get(start..).unwrap_or_default();
        rest.iter().take_while(move |(hash, _)| *hash == name).map(|(_, person)| *person)
    }
}

/// Where in a sorted list those of each number stand.
#[derive(Debug, Default)]
struct Runs {
    // By number: where they begin, and where the next ones do.
    starts: Vec<u32>,
}

impl Runs {
    /// Those of a list of numbers, which are sorted.
    fn of(numbers: impl Iterator<Item = u32>) -> Self {
        let (mut starts, mut n_all) = (Vec::new(), 0);
        for (number, n) in numbers.zip(0..) {
            // Numbers that none has begin where the next ones do.
            if starts.len() <= number as usize {
                starts.resize(number as usize + 1, n);
            }
            n_all = n + 1;
        }
        starts.push(n_all);
        Self { starts }
    }

    /// The places of those of a number.
    fn at(&self, number: u32) -> Range<usize> {
        let start = |n: usize| self.starts.get(n).copied();
        match (start(number as usize), start(number as usize + 1)) {
            (Some(start), Some(end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }
}

fn full_key(parts: &NameParts) -> u64 {
    join([parts.given, parts.family, parts.generation.unwrap_or_default()])
}

/// Which name comes first in the news of a country.
fn family_order(country: &str) -> FamilyFirst {
    match country {
        "kr" | "kp" => FamilyFirst::Yes,
        "cn" | "tw" | "hk" | "mo" | "sg" | "vn" | "kh" => FamilyFirst::Often,
        _ => FamilyFirst::No,
    }
}
