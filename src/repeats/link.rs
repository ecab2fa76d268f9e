//! Which claims are the same: equal ones by their keys, near ones by pairs that are compared.
//!
//! Every wording is joined to at most one longer one, the nearest. So a short wording that stands
//! in two long ones does not make these one claim, as it would if all that are near were joined.

use std::cmp::Reverse;
use std::io;
use std::path::Path;

use super::Kept;
use super::near::{self, Comparer, Nearness, Speakers};
use super::pairs;
use super::record::Head;
use super::sorter::{Sorted, Sorter};
use super::spill::Ahead;
use super::words::Words;

/// Longer wordings that one is compared with, those with most fingerprints in common.
const MOST_COMPARED: usize = 8;

/// Fingerprints from which on two have to be shared, where the speakers are not the same.
const MANY_PRINTS: u32 = 6;

/// Which claim each one is joined to; itself, for the first of each cluster.
#[derive(Debug)]
pub(super) struct Forest {
    parents: Vec<u32>,
    // A bit each: whether it says the same as its parent in other words.
    reworded: Vec<u64>,
}

impl Forest {
    /// Joins what is the same; `keys` has the number of each claim behind its key.
    pub(super) fn grow(kept: &Kept, keys: Sorter, dir: &Path) -> io::Result<Self> {
        let n = kept.n_claims as usize;
        let mut forest =
            Self { parents: (0..kept.n_claims).collect(), reworded: vec![0; n.div_ceil(64)] };
        forest.join_equal(keys.sorted()?)?;
        let mut pairs = Sorter::new(dir);
        pairs::pair(forest.prints(kept, dir)?.sorted()?, &mut pairs)?;
        forest.join_near(kept, pairs.sorted()?)?;
        forest.turn();
        Ok(forest)
    }

    /// The first claim of the cluster of a claim.
    pub(super) fn root(&mut self, claim: u32) -> u32 {
        let mut at = claim;
        loop {
            let parent = self.parent(at);
            let above = self.parent(parent);
            if parent == above {
                return parent;
            }
            self.set_parent(at, above);
            at = above;
        }
    }

    /// Whether a claim says the same as a longer wording, in other words.
    pub(super) fn is_reworded(&self, claim: u32) -> bool {
        let bits = self.reworded.get(claim as usize / 64).copied().unwrap_or_default();
        bits >> (claim % 64) & 1 == 1
    }

    fn parent(&self, claim: u32) -> u32 {
        self.parents.get(claim as usize).copied().unwrap_or(claim)
    }

    fn set_parent(&mut self, claim: u32, parent: u32) {
        if let Some(slot) = self.parents.get_mut(claim as usize) {
            *slot = parent;
        }
    }

    /// Joins claims of one key to the first of them.
    fn join_equal(&mut self, mut keys: Sorted) -> io::Result<()> {
        let mut first = (None, 0);
        while let Some(number) = keys.next()? {
            let key = Some(number >> 32);
            let claim = u32::try_from(number & u128::from(u32::MAX)).unwrap_or_default();
            if first.0 == key {
                self.set_parent(claim, first.1);
            } else {
                first = (key, claim);
            }
        }
        Ok(())
    }

    /// The fingerprints of the first claim of each wording.
    fn prints(&self, kept: &Kept, dir: &Path) -> io::Result<Sorter> {
        let (mut heads, mut prints) =
            (kept.heads.reader(Ahead::InOrder), kept.prints.reader(Ahead::InOrder));
        let mut sorter = Sorter::new(dir);
        // Those of all claims stand one after the other.
        let mut at = 0;
        for claim in 0..kept.n_claims {
            let head = Head::read(&mut heads, claim)?;
            let n_bytes = 8 * head.n_prints as usize;
            if self.parent(claim) == claim {
                let all = prints.read(at, n_bytes)?.as_chunks().0;
                for (nth, print) in all.iter().enumerate() {
                    let next = all.get(nth + 1).copied().unwrap_or_default();
                    let [print, next] = [*print, next].map(u64::from_le_bytes);
                    sorter.push(pairs::entry(print, next, head.n_letters, claim))?;
                }
            }
            at += n_bytes as u64;
        }
        Ok(sorter)
    }

    /// Joins each wording to the nearest of the longer ones that it is paired with.
    fn join_near(&mut self, kept: &Kept, mut pairs: Sorted) -> io::Result<()> {
        let mut near = Near::new(kept);
        let mut longer: Vec<(u32, usize)> = Vec::new();
        while let Some(pair) = pairs.next()? {
            let [short, long] = [pair >> 32, pair & u128::from(u32::MAX)].map(u32::try_from);
            let (Ok(short), Ok(long)) = (short, long) else { continue };
            match longer.last_mut() {
                Some((last, count)) if *last == long => *count += 1,
                _ => longer.push((long, 1)),
            }
            if pairs.peek().is_some_and(|next| next >> 32 == pair >> 32) {
                continue;
            }
            longer.sort_unstable_by_key(|(long, count)| (Reverse(*count), *long));
            if let Some((nearness, long)) = near.nearest(short, &longer)? {
                self.set_parent(short, long);
                if let Some(bits) = self.reworded.get_mut(short as usize / 64) {
                    *bits |= u64::from(nearness.is_reworded) << (short % 64);
                }
            }
            longer.clear();
        }
        Ok(())
    }

    /// Makes the first claim of each cluster its root, in the place of the longest.
    fn turn(&mut self) {
        for claim in (0_u32..).take(self.parents.len()) {
            let root = self.root(claim);
            // The roots of clusters that were met before stand before the claim.
            if root > claim {
                self.set_parent(root, claim);
                self.set_parent(claim, claim);
            }
        }
    }
}

/// Compares wordings that it fetches.
struct Near<'a> {
    kept: &'a Kept,
    readers: [super::Readers<'a>; 2],
    short: Words,
    long: Words,
    comparer: Comparer,
}

impl<'a> Near<'a> {
    fn new(kept: &'a Kept) -> Self {
        Self {
            kept,
            readers: [kept.readers(Ahead::InOrder), kept.readers(Ahead::Anywhere)],
            short: Words::default(),
            long: Words::default(),
            comparer: Comparer::default(),
        }
    }

    /// The nearest of some longer wordings, in words, then in length; they come with the number of
    /// shared fingerprints, most first.
    fn nearest(
        &mut self,
        short: u32,
        longer: &[(u32, usize)],
    ) -> io::Result<Option<(Nearness, u32)>> {
        let [in_order, anywhere] = &mut self.readers;
        let head = Head::read(&mut in_order.heads, short)?;
        // Those with one fingerprint of many in common are no copies; the same in other words,
        // it may be.
        let is_many = head.n_prints >= MANY_PRINTS;
        let is_worth = |(long, count): &&(u32, usize)| {
            !is_many || *count > 1 || self.kept.may_be_one(short, *long)
        };
        let mut others = Vec::with_capacity(MOST_COMPARED);
        for (long, count) in longer.iter().filter(is_worth).take(MOST_COMPARED) {
            let other = Head::read(&mut anywhere.heads, *long)?;
            // What is told inside of a claim is not the claim again.
            if !head.overlaps(&other) {
                others.push((Reverse(*count), other.n_letters, *long, other));
            }
        }
        others.sort_unstable_by_key(|(count, n_letters, long, _)| (*count, *n_letters, *long));
        let mut nearest = None;
        let mut is_read = false;
        for (_, n_letters, long, other) in others {
            let speakers = speakers(&head, &other);
            if !near::is_enough([head.n_words, other.n_words].map(|n| n as usize), speakers) {
                continue;
            }
            if !is_read {
                self.short.read(&head.text(&mut in_order.texts)?);
                is_read = true;
            }
            self.long.read(&other.text(&mut anywhere.texts)?);
            let nearness = self.comparer.compare(&self.short, &self.long, speakers);
            let found = nearness.map(|nearness| (nearness, n_letters, long));
            nearest = [nearest, found].into_iter().flatten().min();
            // Nothing is nearer than what is the same, and has as much in common.
            if nearness.is_some_and(|nearness| nearness.changed == 0) {
                break;
            }
        }
        Ok(nearest.map(|(nearness, _, long)| (nearness, long)))
    }
}

fn speakers(a: &Head, b: &Head) -> Speakers {
    match (a.surname, b.surname) {
        (0, _) | (_, 0) => Speakers::Unknown,
        (a, b) if a == b => Speakers::Same,
        _ => Speakers::Different,
    }
}
