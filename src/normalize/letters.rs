//! A word of up to sixteen letters in one number, so that hundreds of others like it can be looked up
//! without writing any of them down.

use super::vocabulary;

/// The longest word that fits.
const MAX: usize = 16;

/// Lower-case letters, the first lowest, zeros above the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters {
    bits: u128,
    len: usize,
}

impl Letters {
    /// A word of ASCII letters in any case; none when it is too long.
    pub(super) fn of(word: &str) -> Option<Self> {
        let (low, high) = word.as_bytes().split_at(word.len().min(8));
        (word.len() <= MAX).then(|| Self::of_blocks(low, high))
    }

    fn of_blocks(low: &[u8], high: &[u8]) -> Self {
        let bits = |letters| u128::from(vocabulary::block(letters));
        Self { bits: bits(low) | bits(high) << 64, len: low.len() + high.len() }
    }

    /// Two words as one; none when that is too long.
    pub(super) fn joined(left: &str, right: &str) -> Option<Self> {
        let (left, right) = (Self::of(left)?, Self::of(right)?);
        let len = left.len + right.len;
        (len <= MAX && right.len < MAX)
            .then(|| Self { bits: left.bits | right.bits.wrapping_shl(shift(left.len)), len })
    }

    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.len
    }

    /// The letter at a place.
    pub(super) fn at(self, at: usize) -> u8 {
        u8::try_from(self.bits.wrapping_shr(shift(at)) & 0xff).unwrap_or_default()
    }

    /// Its [`vocabulary::hash`].
    pub(super) fn hash(self) -> u64 {
        let half = |bits: u128| u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default();
        let hash = if self.len > 0 {
            vocabulary::add(vocabulary::EMPTY, half(self.bits))
        } else {
            vocabulary::EMPTY
        };
        if self.len > 8 { vocabulary::add(hash, half(self.bits >> 64)) } else { hash }
    }

    /// The letters before a place, and those from it on; neither is empty for a place inside.
    pub(super) fn split(self, at: usize) -> (Self, Self) {
        let left = Self { bits: self.bits & below(at), len: at };
        (left, Self { bits: self.bits.wrapping_shr(shift(at)), len: self.len - at })
    }

    /// With one more letter before a place; for words shorter than the longest.
    pub(super) fn with(self, at: usize, letter: u8) -> Self {
        let (low, high) = (self.bits & below(at), self.bits & !below(at));
        Self { bits: low | u128::from(letter) << shift(at) | high << 8, len: self.len + 1 }
    }

    /// Shows the words that each letter makes of one with a 0 at a place.
    pub(super) fn each_at(self, at: usize, mut show: impl FnMut(u8, Self)) {
        let one = 1_u128.wrapping_shl(shift(at));
        let mut bits = self.bits | u128::from(b'a').wrapping_shl(shift(at));
        for letter in b'a'..=b'z' {
            show(letter, Self { bits, ..self });
            bits = bits.wrapping_add(one);
        }
    }

    /// With another letter at a place.
    pub(super) fn changed(self, at: usize, letter: u8) -> Self {
        let others = self.bits & !(0xff << shift(at));
        Self { bits: others | u128::from(letter) << shift(at), ..self }
    }

    /// Without the letter at a place.
    pub(super) fn without(self, at: usize) -> Self {
        let high = (self.bits >> 8) & !below(at);
        Self { bits: self.bits & below(at) | high, len: self.len - 1 }
    }

    /// The word itself, in small letters.
    pub(super) fn word(self) -> String {
        (0..self.len).map(|at| char::from(self.at(at))).collect()
    }
}

/// The bits of the letters before a place inside.
fn below(at: usize) -> u128 {
    (1_u128 << shift(at)) - 1
}

/// How many bits the letters before a place take.
fn shift(at: usize) -> u32 {
    u32::try_from(at * 8).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_change_as_they_should() {
        let word = Letters::of("Trmup").unwrap();
        assert_eq!(word.word(), "trmup");
        assert_eq!(word.with(2, b'u').word(), "trumup");
        assert_eq!(word.without(2).word(), "trup");
        assert_eq!(word.changed(1, b'x').word(), "txmup");
        assert_eq!(word.split(2).0.word(), "tr");
        assert_eq!(word.split(2).1.word(), "mup");
        assert_eq!(Letters::joined("nego", "tiations").unwrap().word(), "negotiations");
        assert_eq!(Letters::of("seventeen-letters"), None);
    }

    #[test]
    fn hashes_are_those_of_the_vocabulary() {
        for word in ["", "a", "sevenes", "eightlet", "nineletrs", "administrations"] {
            assert_eq!(Letters::of(word).unwrap().hash(), vocabulary::hash(word.as_bytes()));
        }
    }
}
