//! A word of a list as a key that is made, hashed and compared without a loop over its letters.

/// The letters of a word in lower case (those of ASCII; others stay), filled up with zeros.
///
/// Words of lists are short: one that is longer than [`Spelling::LONGEST`] has no such key, and is
/// in no list that is looked up by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Spelling([u64; 3]);

impl Spelling {
    /// Bytes that fit.
    pub const LONGEST: usize = 24;

    /// The key of a word; none for one that is too long.
    #[inline]
    pub fn of(word: &str) -> Option<Self> {
        let bytes = word.as_bytes();
        let eights = match bytes.len() {
            0..=8 => [upto_eight(bytes), 0, 0],
            9..=16 => [first(bytes), last(bytes, 16), 0],
            17..=24 => [first(bytes), first(bytes.get(8..)?), last(bytes, 24)],
            _ => return None,
        };
        Some(Self(eights.map(lower)))
    }

    /// The key of two pieces written as one word; none for one that is too long.
    pub fn joined(stem: &str, end: &str) -> Option<Self> {
        let mut all = [0; Self::LONGEST];
        let n = stem.len() + end.len();
        all.get_mut(..stem.len())?.copy_from_slice(stem.as_bytes());
        all.get_mut(stem.len()..n)?.copy_from_slice(end.as_bytes());
        Self::of(str::from_utf8(all.get(..n)?).ok()?)
    }
}

/// At most eight bytes, the first lowest. Loads that overlap are cheaper than a loop.
fn upto_eight(bytes: &[u8]) -> u64 {
    let n = bytes.len();
    if let (Some(low), Some(high)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (low, high) = (u32::from_le_bytes(*low), u32::from_le_bytes(*high));
        return u64::from(low) | u64::from(high) << (8 * (n - 4));
    }
    let byte = |at: usize| bytes.get(at).map_or(0, |byte| u64::from(*byte) << (8 * at));
    byte(0) | byte(1) | byte(2)
}

/// The first eight bytes.
fn first(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

/// The last bytes, those that stand at `end - 8` and after; there are more than `end - 8` bytes.
fn last(bytes: &[u8], end: usize) -> u64 {
    bytes.last_chunk().map_or(0, |last| u64::from_le_bytes(*last) >> (8 * (end - bytes.len())))
}

/// Eight bytes with the letters of ASCII in lower case.
fn lower(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = eight & (0x7F * ONES);
    // The high bit of a byte is set from `A` on, and beyond `Z`.
    let (from_a, beyond_z) = (low + (0x80 - 0x41) * ONES, low + (0x80 - 0x5B) * ONES);
    let is_upper = from_a & !beyond_z & !eight & (0x80 * ONES);
    eight | is_upper >> 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What the key stands for.
    fn slow(word: &str) -> Option<[u8; 24]> {
        let mut all = [0; 24];
        all.get_mut(..word.len())?.copy_from_slice(word.to_ascii_lowercase().as_bytes());
        Some(all)
    }

    fn check(word: &str) {
        let bytes = |key: Spelling| key.0.map(u64::to_le_bytes).as_flattened().to_vec();
        assert_eq!(Spelling::of(word).map(bytes), slow(word).map(Vec::from), "{word:?}");
    }

    #[test]
    fn every_length_is_spelled_out() {
        for n in 0..30 {
            check(&"@AbYZ[`azé{0".chars().cycle().take(n).collect::<String>());
        }
    }

    proptest! {
        #[test]
        fn any_word_is_spelled_out(word in ".{0,26}") {
            check(&word);
        }
    }
}
