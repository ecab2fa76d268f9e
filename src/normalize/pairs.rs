//! Pairs of words that follow each other in English, with how common each is: a hashed table that
//! is read in place.
//!
//! A file is `onrecord pairs 2` and a line feed, then slots of two bytes, little-endian: 13 bits of
//! the hash of the pair, three of its class, which is never 0. A pair stands in the first free slot
//! after the one its hash points to. One in some thousand pairs that are not in it is taken for one
//! that is.

use super::vocabulary;

const HEADER: &[u8] = b"onrecord pairs 2\n";

/// The table that is built in; the card of the vocabulary says what it was counted from.
static BUILT_IN: &[u8] = include_bytes!("../../models/pairs.bin");

/// A set of pairs of words, in any case, each with a class.
#[derive(Debug, Clone)]
pub struct Pairs {
    slots: &'static [[u8; 2]],
}

impl Default for Pairs {
    fn default() -> Self {
        Self::read(BUILT_IN).expect("the built-in pairs are whole")
    }
}

impl Pairs {
    /// Takes a table as it is; none when it is no such table.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let (slots, rest) = bytes.strip_prefix(HEADER)?.as_chunks::<2>();
        // A search ends at a free slot, so there must be one.
        (rest.is_empty() && slots.contains(&[0; 2])).then_some(Self { slots })
    }

    /// Makes the bytes of a table from pairs with their class, from 1 to 7; those that come first
    /// are found soonest.
    pub fn build<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str, u8)>) -> Vec<u8> {
        let pairs: Vec<_> = pairs.into_iter().collect();
        // Four of five slots full.
        let mut slots = vec![0_u16; pairs.len() * 5 / 4 + 1];
        for (first, second, class) in pairs {
            let hash = |word: &str| vocabulary::hash(word.as_bytes());
            let (print, mut at) = place(hash(first), hash(second), slots.len());
            while slots.get(at).is_some_and(|slot| *slot != 0 && slot >> 3 != print) {
                at = (at + 1) % slots.len();
            }
            if let Some(slot) = slots.get_mut(at).filter(|slot| **slot == 0) {
                *slot = print << 3 | u16::from(class.clamp(1, 7));
            }
        }
        HEADER.iter().copied().chain(slots.into_iter().flat_map(u16::to_le_bytes)).collect()
    }

    /// The class of a pair of words of ASCII letters, from 1, some 300 in a billion pairs, to 7;
    /// two classes are about a factor of 16. None where they are not known to follow each other.
    pub fn class(&self, first: &str, second: &str) -> Option<u8> {
        let hash = |word: &str| vocabulary::hash(word.as_bytes());
        self.class_of(hash(first), hash(second))
    }

    /// The same by the hashes of the two words.
    pub(super) fn class_of(&self, first: u64, second: u64) -> Option<u8> {
        let (print, mut at) = place(first, second, self.slots.len());
        loop {
            let slot = u16::from_le_bytes(*self.slots.get(at)?);
            if slot == 0 {
                return None;
            }
            if slot >> 3 == print {
                return u8::try_from(slot & 7).ok();
            }
            at = if at + 1 < self.slots.len() { at + 1 } else { 0 };
        }
    }

    /// Whether the two words are known to follow each other.
    pub fn has(&self, first: &str, second: &str) -> bool {
        self.class(first, second).is_some()
    }
}

/// The print of a pair, by the hashes of its words, and the slot where it belongs.
fn place(first: u64, second: u64, n_slots: usize) -> (u16, usize) {
    let pair = (first.rotate_left(23) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let pair = (pair ^ pair >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let print = u16::try_from(pair >> 51).unwrap_or_default();
    // The lower half, scaled to the slots: a remainder would cost a division.
    let low = (pair ^ pair >> 32) & 0xffff_ffff;
    let at = usize::try_from(low).unwrap_or_default().saturating_mul(n_slots) >> 32;
    (print, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_what_was_put_in_and_little_else() {
        let names: Vec<String> = (0..400).map(|n| format!("w{n}")).collect();
        let pairs =
            || names.iter().zip(names.iter().skip(1)).map(|(a, b)| (a.as_str(), b.as_str(), 3));
        let table = Pairs::read(Pairs::build(pairs()).leak()).unwrap();
        assert!(pairs().all(|(first, second, _)| table.class(first, second) == Some(3)));
        let n_wrong = pairs().filter(|(first, second, _)| table.has(second, first)).count();
        assert!(n_wrong < 5, "{n_wrong} of 399");
    }

    #[test]
    fn refuses_what_is_no_table() {
        assert!(Pairs::read(b"onrecord pairs 2\n").is_none());
        assert!(Pairs::read(b"onrecord pairs 2\n123").is_none());
        assert!(Pairs::read(b"onrecord pears 2\n1234").is_none());
    }
}
