//! Which wordings are worth comparing: those that share fingerprints.
//!
//! Fingerprints are sorted, so that wordings with the same one stand side by side, longest first.
//! A fingerprint that few have makes pairs of all of them. One that many have (a name, a phrase of
//! the year) makes pairs only where the fingerprint behind it is the same too, and then of
//! neighbors in length: so pairs grow with the wordings and not with their square.

use std::collections::VecDeque;
use std::io;

use super::sorter::{Sorted, Sorter};

/// Wordings with a fingerprint up to which all are paired.
const FEW: usize = 8;

/// Longer wordings that one is paired with where many share two fingerprints.
const NEIGHBORS: usize = 12;

/// A wording under one of its fingerprints, as a number to sort by: print, the next print, how
/// short it is, its number.
pub(super) fn entry(print: u64, next: u64, n_letters: u32, wording: u32) -> u128 {
    let rank = 0x00FF_FFFF - n_letters.min(0x00FF_FFFF);
    u128::from(print >> 16) << 80
        | u128::from(next >> 40) << 56
        | u128::from(rank) << 32
        | u128::from(wording)
}

/// Hands over pairs: the shorter wording in front, so that all of one come together when sorted.
pub(super) fn pair(mut entries: Sorted, pairs: &mut Sorter) -> io::Result<()> {
    let (mut few, mut near) = (Vec::new(), VecDeque::new());
    let (mut n_same, mut last) = (0, None);
    while let Some(entry) = entries.next()? {
        let is_same = |shift: u32| last.is_some_and(|last: u128| last >> shift == entry >> shift);
        if !is_same(80) {
            pair_few(&few, n_same, pairs)?;
            few.clear();
            n_same = 0;
        }
        if !is_same(56) {
            near.clear();
        }
        last = Some(entry);
        n_same += 1;
        if n_same <= FEW {
            few.push(entry);
        }
        for longer in &near {
            push(*longer, entry, pairs)?;
        }
        // The longest one stays.
        if near.len() == NEIGHBORS {
            near.remove(1);
        }
        near.push_back(entry);
    }
    pair_few(&few, n_same, pairs)
}

/// Pairs those of a rare fingerprint that another one follows.
fn pair_few(few: &[u128], n_same: usize, pairs: &mut Sorter) -> io::Result<()> {
    if n_same > FEW {
        return Ok(());
    }
    for (nth, entry) in few.iter().enumerate() {
        for other in few.iter().skip(nth + 1).filter(|other| **other >> 56 != entry >> 56) {
            push(*entry, *other, pairs)?;
        }
    }
    Ok(())
}

fn push(a: u128, b: u128, pairs: &mut Sorter) -> io::Result<()> {
    // How short, then the number.
    let [a, b] = [a, b].map(|entry| entry & ((1 << 56) - 1));
    let (longer, shorter) = (a.min(b), a.max(b));
    let [longer, shorter] = [longer, shorter].map(|entry| entry & u128::from(u32::MAX));
    if longer == shorter { Ok(()) } else { pairs.push(shorter << 32 | longer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs of wordings that are given by prints and length.
    fn check(wordings: &[(&[u64], u32)]) -> Vec<(u128, u128)> {
        let dir = tempfile::tempdir().unwrap();
        let mut entries = Sorter::new(dir.path());
        for (number, (prints, n_letters)) in (0..).zip(wordings) {
            for (nth, print) in prints.iter().enumerate() {
                let next = prints.get(nth + 1).map_or(0, |next| next << 40);
                entries.push(entry(print << 16, next, *n_letters, number)).unwrap();
            }
        }
        let mut pairs = Sorter::new(dir.path());
        pair(entries.sorted().unwrap(), &mut pairs).unwrap();
        let mut sorted = pairs.sorted().unwrap();
        let mut made = Vec::new();
        while let Some(pair) = sorted.next().unwrap() {
            made.push((pair >> 32, pair & u128::from(u32::MAX)));
        }
        made
    }

    #[test]
    fn the_shorter_one_comes_first() {
        assert_eq!(check(&[(&[1, 2], 9), (&[1, 3], 5), (&[4], 7)]), [(1, 0)]);
        assert_eq!(check(&[(&[1, 2], 5), (&[1, 2], 5)]), [(1, 0), (1, 0)]);
        assert_eq!(check(&[(&[1, 1], 5)]), []);
    }

    #[test]
    fn what_many_share_needs_a_second_print() {
        let prints: Vec<[u64; 2]> = (0..1000).map(|nth| [7, 100 + nth / 2]).collect();
        let wordings: Vec<(&[u64], u32)> = prints.iter().map(|prints| (&prints[..], 9)).collect();
        let pairs = check(&wordings);
        assert_eq!(pairs.len(), 1000);
        assert!(pairs.iter().all(|(a, b)| *a == b + 1));
        let same: Vec<(&[u64], u32)> = vec![(&[7, 8], 9); 1000];
        assert!(check(&same).len() <= 2 * 1000 * NEIGHBORS);
    }
}
