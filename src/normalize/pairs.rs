//! Pairs of words that follow each other in English: a Bloom filter that is read in place.
//!
//! A file is `onrecord pairs 1` and a line feed, then a power of two of bytes, whose bits are set
//! for the six hashes of each pair. It never denies a pair that was put in, and takes one in three
//! hundred others for one.

use super::vocabulary;

const HEADER: &[u8] = b"onrecord pairs 1\n";

/// The filter that is built in; the card of the vocabulary says what it was counted from.
static BUILT_IN: &[u8] = include_bytes!("../../models/pairs.bin");

/// How many bits a pair sets.
const N_BITS: u32 = 6;

/// A set of pairs of words, in any case.
#[derive(Debug, Clone)]
pub struct Pairs {
    bytes: &'static [u8],
}

impl Default for Pairs {
    fn default() -> Self {
        Self::read(BUILT_IN).expect("the built-in pairs are whole")
    }
}

impl Pairs {
    /// Takes a filter as it is; none when it is no such filter.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let bytes = bytes.strip_prefix(HEADER)?;
        bytes.len().is_power_of_two().then_some(Self { bytes })
    }

    /// Makes the bytes of a filter, of about twelve bits a pair.
    pub fn build<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
        let pairs: Vec<_> = pairs.into_iter().collect();
        let mut bytes = vec![0_u8; (pairs.len() * 9 / 8).max(1).next_power_of_two()];
        for (first, second) in pairs {
            for bit in bits(first, second) {
                let (at, mask) = place(bit, bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte |= mask;
                }
            }
        }
        HEADER.iter().copied().chain(bytes).collect()
    }

    /// Whether the two words, of ASCII letters, are known to follow each other.
    pub fn has(&self, first: &str, second: &str) -> bool {
        bits(first, second).all(|bit| {
            let (at, mask) = place(bit, self.bytes.len());
            self.bytes.get(at).is_some_and(|byte| byte & mask != 0)
        })
    }
}

/// The hashes of a pair.
fn bits(first: &str, second: &str) -> impl Iterator<Item = u64> {
    let (first, second) = (vocabulary::hash(first.as_bytes()), vocabulary::hash(second.as_bytes()));
    let pair = (first.rotate_left(23) ^ second).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let step = (pair ^ pair >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1;
    (0..N_BITS).map(move |n| {
        let bit = pair.wrapping_add(step.wrapping_mul(u64::from(n)));
        bit ^ bit >> 31
    })
}

/// The byte and the bit of a hash in a filter of a power of two of bytes.
fn place(bit: u64, len: usize) -> (usize, u8) {
    let at = usize::try_from(bit >> 3 & 0xffff_ffff).unwrap_or_default();
    (at & (len - 1), 1 << (bit & 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_what_was_put_in_and_little_else() {
        let names: Vec<String> = (0..400).map(|n| format!("w{n}")).collect();
        let pairs =
            || names.iter().zip(names.iter().skip(1)).map(|(a, b)| (a.as_str(), b.as_str()));
        let filter = Pairs::read(Pairs::build(pairs()).leak()).unwrap();
        assert!(pairs().all(|(first, second)| filter.has(first, second)));
        let n_wrong = pairs().filter(|(first, second)| filter.has(second, first)).count();
        assert!(n_wrong < 10, "{n_wrong} of 399");
    }

    #[test]
    fn refuses_what_is_no_filter() {
        assert!(Pairs::read(b"onrecord pairs 1\n").is_none());
        assert!(Pairs::read(b"onrecord pairs 1\n123").is_none());
        assert!(Pairs::read(b"onrecord pears 1\n1234").is_none());
    }
}
