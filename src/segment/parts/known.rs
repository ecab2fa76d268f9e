//! The words that are known, with the parts that they can have.

use crate::tagger::ModelError;

use super::{Labels, Part};

/// A number for a set of labels, as neighbours see it; from [`FIRST_FREE`] on those that no
/// dictionary needs.
pub(super) type Class = u16;

/// Classes from here on are not of known words.
pub(super) const FIRST_FREE: Class = 4096;

/// What is known of one word, in small letters and with a capital that does not come from the
/// place in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Entry {
    pub(super) small: Class,
    pub(super) capital: Class,
}

/// A hash table of words, and what each class stands for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Known {
    /// Classes of sets of labels; 0 is of none.
    sets: Vec<Labels>,
    /// Check and classes of a word, in the first free slot from the one its hash points to;
    /// a power of two, one in four free.
    slots: Vec<Slot>,
}

/// Check and the two classes; all 0 when free, as no word has class 0.
type Slot = [u16; 3];

impl Known {
    /// Makes a table of words by hash, in their order, and of the sets of their classes.
    pub(super) fn new(sets: Vec<Labels>, words: &[(u32, Entry)]) -> Self {
        let n_slots = (words.len() * 4 / 3 + 1).next_power_of_two();
        let mut slots = vec![FREE; n_slots];
        for (hash, entry) in words {
            let mut at = place(*hash, n_slots);
            while slots[at] != FREE {
                at = (at + 1) & (n_slots - 1);
            }
            slots[at] = [check(*hash), entry.small, entry.capital];
        }
        Self { sets, slots }
    }

    /// What is known of a word by its hash.
    #[inline]
    pub(super) fn get(&self, hash: u32) -> Option<Entry> {
        let wanted = check(hash);
        let mut at = place(hash, self.slots.len());
        loop {
            match *self.slots.get(at)? {
                FREE => return None,
                [check, small, capital] if check == wanted => {
                    return Some(Entry { small, capital });
                }
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// The labels of a class.
    #[inline]
    pub(super) fn labels(&self, class: Class) -> Labels {
        self.sets.get(usize::from(class)).copied().filter(|set| *set != 0).unwrap_or(OTHER)
    }

    pub(super) fn write(&self, bytes: &mut Vec<u8>) {
        let n_sets = u16::try_from(self.sets.len()).unwrap_or(u16::MAX);
        bytes.extend(MAGIC);
        bytes.extend(n_sets.to_le_bytes());
        bytes.push(u8::try_from(self.slots.len().trailing_zeros()).unwrap_or(u8::MAX));
        bytes.extend(self.sets.iter().flat_map(|set| set.to_le_bytes()));
        bytes.extend(self.slots.iter().flatten().flat_map(|number| number.to_le_bytes()));
    }

    pub(super) fn read(file: &mut &[u8]) -> Result<Self, ModelError> {
        let rest = file.strip_prefix(MAGIC).ok_or(ModelError::new("another format"))?;
        let short = || ModelError::new("too short");
        let ([low, high, bits], rest) = rest.split_first_chunk().ok_or_else(short)?;
        let n_sets = usize::from(u16::from_le_bytes([*low, *high]));
        let (sets, rest) = rest.split_at_checked(n_sets * 4).ok_or_else(short)?;
        let n_slots = 1_usize.checked_shl(u32::from(*bits)).ok_or_else(short)?;
        let (slots, rest) = rest.split_at_checked(n_slots.saturating_mul(6)).ok_or_else(short)?;
        let slots: Vec<Slot> = slots
            .as_chunks::<6>()
            .0
            .iter()
            .map(|&[a, b, c, d, e, f]| [[a, b], [c, d], [e, f]].map(u16::from_le_bytes))
            .collect();
        // A search ends at a free slot.
        if !slots.contains(&FREE) {
            return Err(ModelError::new("no free slot"));
        }
        *file = rest;
        let sets = sets.as_chunks::<4>().0.iter().map(|set| u32::from_le_bytes(*set)).collect();
        Ok(Self { sets, slots })
    }
}

const MAGIC: &[u8] = b"onrecord parts 1\n";

const OTHER: Labels = Part::Other.bit();

const FREE: Slot = [0; 3];

/// The low bits of a hash.
fn check(hash: u32) -> u16 {
    let [low, high, ..] = hash.to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// Where a word belongs in a table of a power of two of slots.
#[inline]
fn place(hash: u32, n_slots: usize) -> usize {
    // The high bits, as the low ones are the check.
    usize::try_from(hash.wrapping_mul(0x9E37_79B1) >> 16).unwrap_or_default()
        & n_slots.wrapping_sub(1)
}
