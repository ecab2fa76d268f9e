//! Words as the tagger compares them: small letters as a hash, their ending, and their capitals.

use crate::lexicon::{capitals, smalls};

/// A word in small letters, as a hash, and what its letters were.
pub(super) struct Folded {
    pub(super) hash: u32,
    /// The last four bytes in small letters, the last one highest.
    pub(super) ending: u32,
    is_first_capital: bool,
    pub(super) n_capital: u32,
    pub(super) n_small: u32,
}

impl Folded {
    #[inline]
    pub(super) fn of(text: &[u8]) -> Self {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let (mut n_capital, mut n_small) = (0, 0);
        let (mut before, mut last) = (0_u64, 0_u64);
        let mut length = 0;
        for bytes in text.chunks(8) {
            let block = match bytes.first_chunk::<8>() {
                Some(block) => u64::from_le_bytes(*block),
                None => bytes.iter().rev().fold(0, |block, byte| block << 8 | u64::from(*byte)),
            };
            let capitals = capitals(block);
            n_capital += capitals.count_ones();
            n_small += smalls(block).count_ones();
            // A capital's small letter has the bit 0x20.
            (before, last, length) = (last, block | capitals >> 2, bytes.len());
            state = (state.rotate_left(23) ^ last).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            state ^= state >> 29;
        }
        // The last four bytes of the last two blocks put together.
        let both = u128::from(before) | u128::from(last) << 64;
        let ending = both << (8 * (8 - length.min(8))) >> 96;
        Self {
            hash: u32::try_from(state.wrapping_mul(0x94D0_49BB_1331_11EB) >> 32)
                .unwrap_or_default(),
            ending: u32::try_from(ending).unwrap_or_default(),
            is_first_capital: text.first().is_some_and(u8::is_ascii_uppercase)
                || text.first() == Some(&0xc3) && text.get(1).is_some_and(|byte| *byte < 0xa0),
            n_capital,
            n_small,
        }
    }

    /// 0 for small letters, 1 for a capital before small ones, 2 for capitals, 3 for both mixed.
    #[inline]
    pub(super) fn shape(&self) -> u8 {
        match (self.is_first_capital, self.n_capital, self.n_small) {
            (true, 2.., 0) => 2,
            (true, 0..=1, _) => 1,
            (_, 0, _) => 0,
            _ => 3,
        }
    }
}
