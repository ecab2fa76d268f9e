//! Who the listed people are, by the parts of their names and by the offices they held.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::atoms::Atom;
use super::fold::join;
use super::names::{Form, Forms, Target};
use super::people::{FamilyFirst, NameParts, parts};
use super::words::{WordSet, Words};
use crate::lexicon::{EntityIdx, EntityKind, Lexicon, OfficeIdx, Tenure};

/// Indices over the people and tenures of a lexicon.
#[derive(Debug, Default)]
pub(super) struct Officials {
    // By first and family name, and by family name; both sorted.
    by_full: Vec<(u64, EntityIdx)>,
    by_family: Vec<(u64, EntityIdx)>,
    parts: FxHashMap<EntityIdx, NameParts>,
    // Sorted by office; the second is an index into the tenures of the lexicon.
    by_office: Vec<(OfficeIdx, usize)>,
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
        for (target, form, atoms) in forms.iter() {
            match target {
                Target::Entity(entity) if lexicon.entity(entity).kind == EntityKind::Person => {
                    let order = family_order(&lexicon.entity(entity).country);
                    let Some(parts) = parts(atoms, words, order) else { continue };
                    if form == Form::Weak {
                        continue;
                    }
                    all.by_full.push((full_key(&parts), entity));
                    all.by_family.push((parts.family, entity));
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
        all.by_office = lexicon.tenures.iter().map(|tenure| tenure.office).zip(0..).collect();
        all.by_office.sort_unstable();
        for list in [&mut all.by_full, &mut all.by_family] {
            list.sort_unstable();
            list.dedup();
        }
        all
    }

    /// The listed people of a first and a family name.
    pub(super) fn of_full(&self, parts: &NameParts) -> impl Iterator<Item = EntityIdx> {
        equal(&self.by_full, full_key(parts))
    }

    /// The listed people of a family name.
    pub(super) fn of_family(&self, family: u64) -> impl Iterator<Item = EntityIdx> {
        equal(&self.by_family, family)
    }

    /// The parts of the name of a listed person; none for people of one name.
    pub(super) fn parts(&self, person: EntityIdx) -> Option<&NameParts> {
        self.parts.get(&person)
    }

    /// All tenures of an office, in the order of the lexicon.
    pub(super) fn tenures<'a>(
        &self,
        lexicon: &'a Lexicon,
        office: OfficeIdx,
    ) -> impl Iterator<Item = &'a Tenure> {
        equal(&self.by_office, office).filter_map(|n| lexicon.tenures.get(n))
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
        choose_office(lexicon.tenures_of(person), fits, day)
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

fn equal<K: Ord + Copy, V: Copy>(sorted: &[(K, V)], key: K) -> impl Iterator<Item = V> {
    let start = sorted.partition_point(|(at, _)| *at < key);
    sorted
        .get(start..)
        .unwrap_or_default()
        .iter()
        .take_while(move |(at, _)| *at == key)
        .map(|(_, value)| *value)
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
