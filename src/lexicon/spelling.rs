//! A word of a list as a key that is made, hashed and compared without a loop over its letters.

use std::ops::Range;

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
    pub fn of(word: &str) -> Option<Self> {
        eights(word).map(Self::of_eights)
    }

    /// That of the bytes of a word.
    #[inline]
    pub fn of_eights(eights: [u64; 3]) -> Self {
        Self(eights.map(|eight| eight | capitals(eight) >> 2))
    }

    /// A hash of it; words of at most eight bytes have one each.
    #[inline]
    pub fn hash(self) -> u64 {
        let [first, second, third] = self.0;
        let rest = if second == 0 { mix(0, first) } else { mix(mix(mix(0, first), second), third) };
        spread(rest)
    }

    /// The hash of a word in a text; faster than that of the word by itself.
    #[inline]
    pub fn hash_at(text: &str, word: Range<usize>) -> Option<u64> {
        if let Some(eight) = eight_at(text, &word) {
            return Some(spread(mix(0, eight | capitals(eight) >> 2)));
        }
        Self::of(text.get(word)?).map(Self::hash)
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

/// The bytes of a word of at most [`Spelling::LONGEST`], eight at a time, the first lowest.
#[inline]
pub(super) fn eights(word: &str) -> Option<[u64; 3]> {
    let bytes = word.as_bytes();
    Some(match bytes.len() {
        0..=8 => [upto_eight(bytes), 0, 0],
        9..=16 => [first(bytes), last(bytes, 16), 0],
        17..=24 => [first(bytes), first(bytes.get(8..)?), last(bytes, 24)],
        _ => return None,
    })
}

/// The bytes of a word in a text, as those of a word by itself.
#[inline]
pub fn eights_at(text: &str, word: Range<usize>) -> Option<[u64; 3]> {
    match eight_at(text, &word) {
        Some(eight) => Some([eight, 0, 0]),
        None => eights(text.get(word)?),
    }
}

/// The bytes of a word of at most eight; none for longer ones, and for the last of a text. The
/// text goes on behind all others, so that one load is enough, and no branch has to guess a length.
#[expect(clippy::inline_always, reason = "three instructions, at every token of several stages")]
#[inline(always)]
pub(super) fn eight_at(text: &str, word: &Range<usize>) -> Option<u64> {
    let used = USED.get(word.len())?;
    let ahead = text.as_bytes().get(word.start..)?.first_chunk()?;
    Some(u64::from_le_bytes(*ahead) & used)
}

/// The same of a word of at most sixteen, eight at a time.
#[inline]
pub(super) fn sixteen_at(text: &str, word: &Range<usize>) -> Option<[u64; 2]> {
    let n_bytes = word.len();
    let ahead: &[u8; 16] = text.as_bytes().get(word.start..)?.first_chunk()?;
    let (Some(first), Some(rest)) = (ahead.first_chunk(), ahead.last_chunk()) else { return None };
    let used = |n: usize| USED.get(n).copied();
    let first = u64::from_le_bytes(*first) & used(n_bytes.min(8))?;
    Some([first, u64::from_le_bytes(*rest) & used(n_bytes.saturating_sub(8))?])
}

/// By number of bytes: those bytes.
const USED: [u64; 9] = {
    let mut used = [u64::MAX; 9];
    let mut n = 0;
    while n < 8 {
        used[n] = (1 << (8 * n)) - 1;
        n += 1;
    }
    used
};

/// At most eight bytes. Loads that overlap are cheaper than a loop.
#[inline]
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
#[inline]
fn first(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

/// The last bytes, those that stand at `end - 8` and after; there are more than `end - 8` bytes.
#[inline]
fn last(bytes: &[u8], end: usize) -> u64 {
    bytes.last_chunk().map_or(0, |last| u64::from_le_bytes(*last) >> (8 * (end - bytes.len())))
}

/// Takes eight bytes into a hash.
#[inline]
pub const fn mix(hash: u64, eight: u64) -> u64 {
    (hash.rotate_left(5) ^ eight).wrapping_mul(PRIME)
}

/// The high bits of a product brought down: tables take their places from the low ones.
#[inline]
pub const fn spread(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(PRIME);
    hash ^ (hash >> 29)
}

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

/// The high bit of each of eight bytes that is a capital of ASCII.
#[inline]
pub fn capitals(eight: u64) -> u64 {
    between(eight, b'A', b'Z')
}

/// The high bit of each of eight bytes that is a letter or digit of ASCII.
#[inline]
pub fn alphanumerics(eight: u64) -> u64 {
    capitals(eight) | smalls(eight) | between(eight, b'0', b'9')
}

/// The high bit of each of eight bytes that is a small letter of ASCII.
#[inline]
pub fn smalls(eight: u64) -> u64 {
    between(eight, b'a', b'z')
}

#[inline]
fn between(eight: u64, first: u8, last: u8) -> u64 {
    let low = eight & (0x7F * ONES);
    // The high bit of a byte is set from the first on, and beyond the last.
    let from_first = low + u64::from(0x80 - first) * ONES;
    let beyond_last = low + u64::from(0x7F - last) * ONES;
    from_first & !beyond_last & !eight & HIGH_BITS
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// The high bit of each of eight bytes.
pub const HIGH_BITS: u64 = 0x80 * ONES;

/// How many bytes have their high bit in such a set.
#[inline]
pub fn count(high_bits: u64) -> u8 {
    let [.., sum] = ((high_bits >> 7).wrapping_mul(ONES)).to_le_bytes();
    sum
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
        let text = format!("before{word}behind ");
        let range = 6..6 + word.len();
        assert_eq!(eights_at(&text, range.clone()), eights(word), "{word:?}");
        assert_eq!(Spelling::hash_at(&text, range), Spelling::of(word).map(Spelling::hash));
    }

    #[test]
    fn every_length_is_spelled_out() {
        for n in 0..30 {
            check(&"@AbYZ[`azé{0".chars().cycle().take(n).collect::<String>());
        }
    }

    #[test]
    fn letters_are_counted() {
        for (word, n_capitals, n_smalls) in
            [("", 0, 0), ("aZ@[`{", 1, 1), ("ABCDEFGH", 8, 0), ("abcdéfgh", 0, 7)]
        {
            let n = |of: fn(u64) -> u64| eights(word).unwrap().map(|eight| count(of(eight)));
            assert_eq!(n(capitals).iter().sum::<u8>(), n_capitals, "{word}");
            assert_eq!(n(smalls).iter().sum::<u8>(), n_smalls, "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_word_is_spelled_out(word in ".{0,26}") {
            check(&word);
        }
    }
}
