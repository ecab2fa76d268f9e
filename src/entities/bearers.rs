//! Who bears a family name in this article, and whom the name alone means.

use rustc_hash::FxHashMap;

use super::Gender;
use super::link::Linker;
use super::people::NameParts;
use super::titles::{Title, TitleKind};
use crate::lexicon::EntityIdx;

/// Someone whom the article names in full.
#[derive(Debug, Clone)]
pub(super) struct Bearer {
    pub(super) chain: u32,
    pub(super) gender: Option<Gender>,
    // The first atoms of all full mentions, in order.
    at: Vec<usize>,
}

/// The people of an article by family name.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    by_family: FxHashMap<u64, Vec<Bearer>>,
}

/// More people of one name than this are a list of names, and a surname in it decides nothing.
const MAX_BEARERS: usize = 16;

impl Bearers {
    /// Takes note of a full mention; they come in order.
    pub(super) fn add(&mut self, parts: &NameParts, chain: u32, at: usize, gender: Option<Gender>) {
        let bearers = self.by_family.entry(parts.family).or_default();
        let is_full = bearers.len() >= MAX_BEARERS;
        match bearers.iter_mut().find(|bearer| bearer.chain == chain) {
            Some(bearer) => {
                bearer.at.push(at);
                bearer.gender = bearer.gender.or(gender);
            }
            None if !is_full => {
                bearers.push(Bearer { chain, gender, at: vec![at] });
            }
            None => {}
        }
    }

    /// Whether anyone is named in full with this family name.
    pub(super) fn has(&self, family: u64) -> bool {
        self.by_family.contains_key(&family)
    }

    fn of(&self, family: u64) -> &[Bearer] {
        self.by_family.get(&family).map_or(&[], Vec::as_slice)
    }
}

impl Bearer {
    /// The last full mention before an atom.
    fn last_before(&self, at: usize) -> Option<usize> {
        let n = self.at.partition_point(|mention| *mention < at);
        n.checked_sub(1).and_then(|n| self.at.get(n)).copied()
    }
}

/// Whom a surname means, by which rule, how surely.
pub(super) type Meant = (u32, &'static str, f32);

impl Linker<'_> {
    /// Whom a surname alone means; none where nothing decides.
    pub(super) fn bearer_of(
        &mut self,
        family: u64,
        at: usize,
        famous: Option<EntityIdx>,
        title: Option<&Title>,
    ) -> Option<Meant> {
        let gender = title.and_then(|title| title.gender);
        let agrees = |known: Option<Gender>| match (gender, known) {
            (Some(told), Some(known)) => told == known,
            _ => true,
        };
        let famous = famous
            .filter(|entity| agrees(self.officials.parts(*entity).and_then(|parts| parts.gender)));
        let bearers: Vec<Bearer> = self
            .bearers
            .of(family)
            .iter()
            .filter(|bearer| agrees(bearer.gender))
            .cloned()
            .collect();
        if let Some(held) = self.holder(family, title, &bearers) {
            return Some(held);
        }
        let paragraph = self.paragraph_of(at);
        let near = bearers
            .iter()
            .filter_map(|bearer| {
                Some((bearer.last_before(at).filter(|last| *last >= paragraph)?, bearer.chain))
            })
            .max();
        if let Some((_, chain)) = near {
            return Some((chain, "surname-after-name", if bearers.len() > 1 { 0.8 } else { 0.95 }));
        }
        if let Some(entity) = famous {
            return Some((self.chain_of(entity), "famous-surname", 0.93));
        }
        match bearers.as_slice() {
            [] => None,
            [one] if one.last_before(at).is_some() => Some((one.chain, "surname-after-name", 0.93)),
            [one] => Some((one.chain, "surname-before-name", 0.8)),
            many => {
                let main = many.iter().rev().max_by_key(|bearer| bearer.at.len())?;
                Some((main.chain, "surname-of-main-bearer", 0.7))
            }
        }
    }

    /// The one person of the name who holds, or held, the office that the title speaks of.
    fn holder(&mut self, family: u64, title: Option<&Title>, bearers: &[Bearer]) -> Option<Meant> {
        let title = title.filter(|title| title.kind == TitleKind::Office)?;
        let mut known = bearers.iter().filter(|bearer| {
            self.chains
                .get(bearer.chain as usize)
                .and_then(|chain| chain.entity)
                .is_some_and(|entity| self.office_of(entity, title).is_some())
        });
        match (known.next(), known.next()) {
            (Some(one), None) => return Some((one.chain, "title-and-surname", 0.95)),
            (Some(_), Some(_)) => return None,
            (None, _) if !bearers.is_empty() => return None,
            _ => {}
        }
        let holders = || {
            self.officials
                .of_family(family)
                .filter(|entity| self.office_of(*entity, title).is_some())
        };
        let in_office = |entity: &EntityIdx| {
            self.office_of(*entity, title).is_some_and(|office| self.holds(*entity, office))
        };
        let entity = super::officials::only(holders().filter(in_office))
            .or_else(|| super::officials::only(holders()))?;
        Some((self.chain_of(entity), "title-and-surname", 0.9))
    }
}
