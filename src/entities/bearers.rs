//! Who bears a family name in this article, and whom the name alone means.

use rustc_hash::FxHashMap;

use super::Gender;
use super::people::NameParts;

/// Someone whom the article names in full.
#[derive(Debug, Clone)]
pub(super) struct Bearer {
    pub(super) chain: u32,
    pub(super) given: u64,
    pub(super) gender: Option<Gender>,
    // The first atoms of all full mentions, in order.
    pub(super) at: Vec<usize>,
}

/// The people of an article by family name.
#[derive(Debug, Default)]
pub(super) struct Bearers {
    by_family: FxHashMap<u64, Vec<Bearer>>,
    // A bit for each of them: most surnames that are asked for are no bearer's.
    bits: u64,
    // None where several people share a first name.
    by_given: FxHashMap<u64, Option<u32>>,
}

/// More people of one name than this are a list of names, and a surname in it decides nothing.
const MAX_BEARERS: usize = 16;

impl Bearers {
    /// Takes note of a full mention; they come in order.
    pub(super) fn add(&mut self, parts: &NameParts, chain: u32, at: usize, gender: Option<Gender>) {
        self.bits |= bit(parts.family);
        let bearers = self.by_family.entry(parts.family).or_default();
        let is_full = bearers.len() >= MAX_BEARERS;
        match bearers.iter_mut().find(|bearer| bearer.chain == chain) {
            Some(bearer) => {
                bearer.at.push(at);
                bearer.gender = bearer.gender.or(gender);
            }
            None if !is_full => {
                bearers.push(Bearer { chain, given: parts.given_as_is, gender, at: vec![at] });
            }
            None => {}
        }
    }

    /// Takes note of the first name of a chain.
    pub(super) fn add_given(&mut self, given: u64, chain: u32) {
        let known = self.by_given.entry(given).or_insert(Some(chain));
        if *known != Some(chain) {
            *known = None;
        }
    }

    /// Whether anyone has this first name.
    pub(super) fn has_given(&self, given: u64) -> bool {
        self.by_given.contains_key(&given)
    }

    /// The only one who has this first name.
    pub(super) fn of_given(&self, given: u64) -> Option<u32> {
        self.by_given.get(&given).copied().flatten()
    }

    /// Whether anyone is named in full with this family name.
    pub(super) fn has(&self, family: u64) -> bool {
        self.bits & bit(family) != 0 && self.by_family.contains_key(&family)
    }

    /// Those who are named in full with this family name.
    pub(super) fn of(&self, family: u64) -> &[Bearer] {
        self.by_family.get(&family).map_or(&[], Vec::as_slice)
    }
}

/// The bit of a name.
fn bit(name: u64) -> u64 {
    1 << (name >> 58)
}

impl Bearer {
    /// The last full mention before an atom.
    pub(super) fn last_before(&self, at: usize) -> Option<usize> {
        let n = self.at.partition_point(|mention| *mention < at);
        n.checked_sub(1).and_then(|n| self.at.get(n)).copied()
    }
}
