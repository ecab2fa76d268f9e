//! A map from hashes to small numbers, made once and asked for every word of every article.
//!
//! A slot is eight bytes: what tells one hash from another, and the number. So an answer takes one
//! line of memory, where a general map takes two, and the table of all forms of all names half the
//! room. Two hashes are taken for one once in a million million look-ups.

/// The map.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    // A power of two; half of them free, so that a search ends soon. In the low bits the number
    // plus one, in the others those of the hash. Free ones are 0.
    slots: Vec<u64>,
}

/// The bits of a slot that hold the number.
const NUMBER: u64 = (1 << 24) - 1;

impl Slots {
    /// A map of hashes to numbers; of equal hashes the first counts, and numbers beyond 16 million
    /// are left out.
    pub fn of(pairs: &[(u64, u32)]) -> Self {
        let mut slots = vec![0; (2 * pairs.len() + 1).next_power_of_two()];
        for (hash, number) in pairs {
            let number = u64::from(*number) + 1;
            let mut at = place(*hash, slots.len());
            while slots.get(at).is_some_and(|slot| *slot != 0 && (slot ^ hash) > NUMBER) {
                at = (at + 1) & (slots.len() - 1);
            }
            if let Some(slot) = slots.get_mut(at).filter(|slot| **slot == 0 && number <= NUMBER) {
                *slot = hash & !NUMBER | number;
            }
        }
        Self { slots }
    }

    /// The number of a hash.
    #[inline]
    pub fn get(&self, hash: u64) -> Option<u32> {
        let mut at = place(hash, self.slots.len());
        loop {
            let slot = *self.slots.get(at)?;
            if slot == 0 {
                return None;
            }
            if (slot ^ hash) <= NUMBER {
                return u32::try_from((slot & NUMBER) - 1).ok();
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

/// The slot where a hash belongs.
fn place(hash: u64, n_slots: usize) -> usize {
    usize::try_from(hash & NUMBER).unwrap_or_default() & n_slots.wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_what_was_put_in() {
        let hash = |n: u32| u64::from(n).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
        let pairs: Vec<(u64, u32)> = (0..5000).map(|n| (hash(n), n)).collect();
        let slots = Slots::of(&pairs);
        assert!(pairs.iter().all(|(hash, n)| slots.get(*hash) == Some(*n)));
        assert!((5000..9000).all(|n| slots.get(hash(n)).is_none()));
        assert_eq!(Slots::of(&[(7, 1), (7, 2)]).get(7), Some(1));
        assert_eq!(Slots::of(&[(7, u32::MAX)]).get(7), None);
        assert_eq!(Slots::default().get(7), None);
    }
}
