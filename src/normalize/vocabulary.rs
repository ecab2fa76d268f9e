//! The words that are known, with how common each is: a hashed table that is read in place.
//!
//! A file is `onrecord vocabulary 2` and a line feed, then a power of two of slots of four bytes,
//! little-endian: 22 bits of the hash of the lower-cased word, a bit for words that some name has in
//! capitals, one for words that are seldom seen but with one capital, two for words that can be the left or right part of another, a bit for
//! words seen only with a capital, four bits of class, a bit that is set. A word stands in the first free slot after the one its hash points to. Two
//! words share a print once in some million look-ups of unknown words.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::letters::Letters;

const HEADER: &[u8] = b"onrecord vocabulary 2\n";

/// The table that is built in; its card beside it says what it was counted from.
static BUILT_IN: &[u8] = include_bytes!("../../models/vocabulary.bin");

/// A set of lower-case words of ASCII letters, each with a class.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    slots: &'static [[u8; 4]],
    mask: usize,
    // A bit for each print that a slot has, by its lower bits: most words that are no words are told
    // from it alone, in a tenth of the memory that a search visits.
    prints: Box<[u64]>,
}

/// The bits of a print that the bit map has a place for.
const PRINTS: u32 = (1 << 20) - 1;

/// A slot that was found, or an empty one where the word is unknown.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slot(u32);

impl Slot {
    pub(super) fn is_known(self) -> bool {
        self.0 != 0
    }

    pub(super) fn class(self) -> u8 {
        u8::try_from(self.0 >> 1 & 15).unwrap_or_default()
    }

    pub(super) fn is_name(self) -> bool {
        self.0 >> 5 & 1 == 1
    }

    /// The bit [`MAY_FOLLOW`] where a word with the first slot can be the left part of one whose right
    /// part has this, else none.
    ///
    /// [`MAY_FOLLOW`]: Self::MAY_FOLLOW
    pub(super) fn may_follow(self, left: Self) -> u32 {
        left.0 >> 1 & self.0 & Self::MAY_FOLLOW
    }

    pub(super) const MAY_FOLLOW: u32 = 1 << 6;

    /// Whether it is known, its class and whether it is a name, in the lowest six bits.
    pub(super) fn low_bits(self) -> u32 {
        self.0 & 0x3f
    }

    fn entry(self) -> Option<Entry> {
        let flag = |nth: u32| self.0 >> nth & 1 == 1;
        let (is_right, is_left) = (flag(6), flag(7));
        let (is_proper, is_capitals) = (flag(8), flag(9));
        let (class, is_name) = (self.class(), self.is_name());
        let entry = Entry { class, is_name, is_capitals, is_proper, is_left, is_right };
        self.is_known().then_some(entry)
    }
}

/// What is known of a word.
#[expect(clippy::struct_excessive_bools, reason = "flags of one slot, each asked by itself")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Entry {
    /// From 0, in a list but never counted, to 15, such as `the`; two classes are about a factor
    /// of seven in frequency.
    pub class: u8,
    /// Seen only with a capital.
    pub is_name: bool,
    /// In capitals in the name of some body: `NATO`, `FOX`.
    pub is_capitals: bool,
    /// Written with one capital nearly everywhere: `Trump`, for all that there is a verb, but not
    /// `NATO`.
    pub is_proper: bool,
    /// With another known word behind it, it makes a third that is not much rarer than the two:
    /// `in`, of `information`. Told by [`Vocabulary::build`].
    pub is_left: bool,
    /// The same with another before it: `formation`.
    pub is_right: bool,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self::read(BUILT_IN).expect("the built-in vocabulary is whole")
    }
}

impl Vocabulary {
    /// Takes a table as it is; none when it is no such table.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let (slots, rest) = bytes.strip_prefix(HEADER)?.as_chunks::<4>();
        // A search ends at a free slot, so there must be one.
        let whole = rest.is_empty() && slots.len().is_power_of_two() && slots.contains(&[0; 4]);
        if !whole {
            return None;
        }
        let mut prints = vec![0_u64; (PRINTS as usize + 1) / 64].into_boxed_slice();
        for slot in slots.iter().map(|slot| u32::from_le_bytes(*slot)).filter(|slot| *slot != 0) {
            let (word, bit) = print_bit(slot >> 10);
            if let Some(word) = prints.get_mut(word) {
                *word |= bit;
            }
        }
        Some(Self { slots, mask: slots.len() - 1, prints })
    }

    /// Makes the bytes of a table; of a word that comes twice, the first counts.
    pub fn build<'a>(words: impl IntoIterator<Item = (&'a str, Entry)>) -> Vec<u8> {
        // Common words first, so that each stands in the first slot that is looked at.
        let mut words: Vec<_> = words.into_iter().collect();
        words.sort_by_key(|(_, entry)| Reverse(entry.class));
        mark_parts(&mut words);
        // Every other slot is free, so that a search ends where it begins, or beside it.
        let n_slots = (words.len() * 2 + 1).next_power_of_two();
        let mut slots = vec![0_u32; n_slots];
        for (word, entry) in words {
            let (print, mut at) = place(hash(word.as_bytes()), n_slots - 1);
            while slots.get(at).is_some_and(|slot| *slot != 0 && slot >> 10 != print) {
                at = (at + 1) & (n_slots - 1);
            }
            if let Some(slot) = slots.get_mut(at).filter(|slot| **slot == 0) {
                let Entry { is_capitals, is_proper, is_left, is_right, is_name, .. } = entry;
                let flags = [is_capitals, is_proper, is_left, is_right, is_name];
                let flags = flags.into_iter().fold(0, |bits, flag| bits << 1 | u32::from(flag));
                *slot = print << 10 | flags << 5 | u32::from(entry.class.min(15)) << 1 | 1;
            }
        }
        HEADER.iter().copied().chain(slots.into_iter().flat_map(u32::to_le_bytes)).collect()
    }

    /// What is known of a word of ASCII letters, in any case.
    pub fn get(&self, word: &str) -> Option<Entry> {
        self.get_hashed(hash(word.as_bytes()))
    }

    /// What is known of two words as one.
    pub(super) fn get_joined(&self, left: &str, right: &str) -> Option<Entry> {
        match Letters::joined(left, right) {
            Some(letters) => self.get_hashed(letters.hash()),
            None => self.get(&[left, right].concat()),
        }
    }

    /// The same by its [`hash`]; quick where the word is likely to be unknown.
    pub(super) fn get_hashed(&self, hash: u64) -> Option<Entry> {
        if self.may_have(hash) { self.slot(hash).entry() } else { None }
    }

    /// Whether a word may be known, by its [`hash`]; one in ten others may be too.
    pub(super) fn may_have(&self, hash: u64) -> bool {
        let (word, bit) = print_bit(place(hash, self.mask).0);
        self.prints.get(word).is_some_and(|word| word & bit != 0)
    }

    /// What is known of a word by its [`hash`]; quick where the word is likely to be known.
    pub(super) fn get_likely(&self, hash: u64) -> Option<Entry> {
        self.slot(hash).entry()
    }

    /// The first slot where a word may be by its [`hash`], and whether that is its [`slot`].
    ///
    /// [`slot`]: Self::slot
    #[expect(clippy::needless_bitwise_bool, reason = "which it is nobody could foresee")]
    pub(super) fn first_slot(&self, hash: u64) -> (Slot, bool) {
        let (print, at) = place(hash, self.mask);
        let slot = self.slots.get(at).map_or(0, |slot| u32::from_le_bytes(*slot));
        (Slot(slot), (slot == 0) | (slot >> 10 == print))
    }

    /// The slot of a word by its [`hash`]; quick where the word is likely to be known.
    pub(super) fn slot(&self, hash: u64) -> Slot {
        let (print, mut at) = place(hash, self.mask);
        loop {
            let slot = self.slots.get(at).map_or(0, |slot| u32::from_le_bytes(*slot));
            if slot == 0 || slot >> 10 == print {
                return Slot(slot);
            }
            at = (at + 1) & self.mask;
        }
    }
}

/// The word and the bit of a print in the bit map.
fn print_bit(print: u32) -> (usize, u64) {
    let low = print & PRINTS;
    ((low >> 6) as usize, 1 << (low & 63))
}

/// The shortest word that is looked at as two.
const MIN_WHOLE: usize = 4;

/// Marks the words that are parts of others.
fn mark_parts(words: &mut [(&str, Entry)]) {
    let classes: FxHashMap<&str, u8> =
        words.iter().rev().map(|(word, entry)| (*word, entry.class)).collect();
    let mut parts: FxHashMap<&str, (bool, bool)> = FxHashMap::default();
    for (whole, entry) in words.iter().filter(|(whole, _)| whole.len() >= MIN_WHOLE) {
        for at in 2..whole.len() - 1 {
            let Some((left, right)) = whole.split_at_checked(at) else { continue };
            let (Some(first), Some(second)) = (classes.get(left), classes.get(right)) else {
                continue;
            };
            // Two common words beside each other are likelier than a rare one taken apart.
            if first + second <= entry.class + MAX_ODDS {
                parts.entry(left).or_default().0 = true;
                parts.entry(right).or_default().1 = true;
            }
        }
    }
    for (word, entry) in words {
        (entry.is_left, entry.is_right) = parts.get(*word).copied().unwrap_or_default();
    }
}

/// By how many classes two words together may be more frequent than the one they make.
const MAX_ODDS: u8 = 11;

/// Hash of a word before its first letter.
pub(super) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of a word and up to eight more letters, which are lower-case, the first lowest, with
/// zeros above the last. A scan over text hashes as it goes, so words are hashed in such blocks
/// from their first letter, and only the last may be short.
pub(super) fn add(hash: u64, block: u64) -> u64 {
    (hash.rotate_left(29) ^ block).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a word of ASCII letters, in any case.
pub(super) fn hash(word: &[u8]) -> u64 {
    if word.len() <= 8 && !word.is_empty() {
        return add(EMPTY, block(word));
    }
    word.chunks(8).fold(EMPTY, |hash, letters| add(hash, block(letters)))
}

/// Up to eight letters, made lower-case, the first lowest, zeros above the last.
pub(super) fn block(letters: &[u8]) -> u64 {
    let n = letters.len();
    let shifted = |bits: u64, at: usize| bits << (8 * (at & 7));
    let bits = if let (Some(first), Some(last)) = (letters.first_chunk(), letters.last_chunk()) {
        let half = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
        // What both halves have is the same in both.
        half(first) | shifted(half(last), n - 4)
    } else {
        let at = |at: usize| shifted(u64::from(letters.get(at).copied().unwrap_or(0)), at);
        at(0) | at(1) | at(2)
    };
    (bits | LOWER) & FIRST.get(n).copied().unwrap_or(u64::MAX)
}

/// The bit that makes a letter lower-case, in each of eight bytes.
pub(super) const LOWER: u64 = 0x2020_2020_2020_2020;

/// All bits of the first bytes of eight, by how many.
pub(super) const FIRST: [u64; 9] = {
    let mut first = [0; 9];
    let mut n = 1;
    while n < first.len() {
        first[n] = first[n - 1] << 8 | 0xff;
        n += 1;
    }
    first
};

/// The print of a hash, which is never 0 with its set bit, and the slot where it belongs.
fn place(hash: u64, mask: usize) -> (u32, usize) {
    let mixed = (hash ^ hash >> 32).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let print = u32::try_from(mixed >> 42).unwrap_or_default();
    (print, usize::try_from(mixed & 0xffff_ffff).unwrap_or_default() & mask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_put_in() {
        let entry = |class, is_name| Entry { class, is_name, ..Entry::default() };
        let words =
            [("the", entry(15, false)), ("beijing", entry(6, true)), ("zax", entry(0, false))];
        let table = Vocabulary::read(Vocabulary::build(words).leak()).unwrap();
        assert_eq!(table.get("The"), Some(entry(15, false)));
        assert_eq!(table.get("Beijing"), Some(entry(6, true)));
        assert_eq!(table.get("zax"), Some(entry(0, false)));
        assert_eq!(table.get("teh"), None);
        assert_eq!(table.get(""), None);
    }

    #[test]
    fn knows_parts_of_words() {
        let words = [("in", 14), ("formation", 8), ("information", 11), ("the", 15)];
        let words = words.map(|(word, class)| (word, Entry { class, ..Entry::default() }));
        let table = Vocabulary::read(Vocabulary::build(words).leak()).unwrap();
        let parts = |word: &str| table.get(word).map(|entry| (entry.is_left, entry.is_right));
        assert_eq!(parts("in"), Some((true, false)));
        assert_eq!(parts("formation"), Some((false, true)));
        assert_eq!(parts("information"), Some((false, false)));
        assert_eq!(parts("the"), Some((false, false)));
    }

    #[test]
    fn refuses_what_is_no_table() {
        assert!(Vocabulary::read(b"onrecord vocabulary 1\n").is_none());
        assert!(Vocabulary::read(b"onrecord vocabulary 2\n").is_none());
        assert!(Vocabulary::read(b"onrecord vocabulary 2\n12345").is_none());
        assert!(Vocabulary::read(b"onrecord vocabulary 2\n1234").is_none());
    }

    #[test]
    fn the_built_in_table_has_the_words_that_were_put_in_by_hand() {
        let table = Vocabulary::default();
        let known = include_str!("../../gazetteers/words/known.txt");
        let missing: Vec<_> =
            crate::lexicon::entries(known).filter(|word| table.get(word).is_none()).collect();
        assert!(missing.is_empty(), "not in the table, which must be made again: {missing:?}");
    }
}
