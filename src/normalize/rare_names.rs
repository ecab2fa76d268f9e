//! Surnames and first names that are too rare for the vocabulary, so that `Andersen` is not taken
//! for a misspelled `Anderson`: a Bloom filter that is read in place.
//!
//! A file is `onrecord names 1` and a line feed, then bytes whose bits are set for the five hashes
//! of each name. It never denies a name that was put in, and takes one word in a hundred for one.

use super::vocabulary;

const HEADER: &[u8] = b"onrecord names 1\n";

/// The filter that is built in; the card of the vocabulary says what it was made from.
static BUILT_IN: &[u8] = include_bytes!("../../models/names.bin");

/// How many bits a name sets.
const N_BITS: u64 = 5;

/// A set of names, in any case.
#[derive(Debug, Clone)]
pub struct RareNames {
    bytes: &'static [u8],
}

impl Default for RareNames {
    fn default() -> Self {
        Self::read(BUILT_IN).expect("the built-in names are whole")
    }
}

impl RareNames {
    /// Takes a filter as it is; none when it is no such filter.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        bytes.strip_prefix(HEADER).filter(|bytes| !bytes.is_empty()).map(|bytes| Self { bytes })
    }

    /// Makes the bytes of a filter, of ten bits a name.
    pub fn build<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
        let names: Vec<_> = names.into_iter().collect();
        let mut bytes = vec![0_u8; names.len() * 10 / 8 + 1];
        let len = bytes.len();
        for name in names {
            for (at, mask) in bits(name, len) {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte |= mask;
                }
            }
        }
        HEADER.iter().copied().chain(bytes).collect()
    }

    /// Whether a word of ASCII letters is such a name.
    pub fn has(&self, word: &str) -> bool {
        bits(word, self.bytes.len())
            .all(|(at, mask)| self.bytes.get(at).is_some_and(|byte| byte & mask != 0))
    }
}

/// The bytes and bits of a name in a filter of some bytes.
fn bits(name: &str, len: usize) -> impl Iterator<Item = (usize, u8)> {
    let first = vocabulary::hash(name.as_bytes()).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let step = (first ^ first >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) | 1;
    (0..N_BITS).map(move |nth| {
        let bit = first.wrapping_add(step.wrapping_mul(nth));
        let low = usize::try_from((bit ^ bit >> 31) & 0xffff_ffff).unwrap_or_default();
        (low.saturating_mul(len) >> 32, 1 << (bit >> 60 & 7))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_what_was_put_in_and_little_else() {
        let names: Vec<String> = (0..1000).map(|n| format!("w{n}")).collect();
        let filter =
            RareNames::read(RareNames::build(names.iter().map(String::as_str)).leak()).unwrap();
        assert!(names.iter().all(|name| filter.has(name)));
        let n_wrong = (0..1000).filter(|n| filter.has(&format!("x{n}"))).count();
        assert!(n_wrong < 40, "{n_wrong} of 1000");
    }

    #[test]
    fn refuses_what_is_no_filter() {
        assert!(RareNames::read(b"onrecord names 1\n").is_none());
        assert!(RareNames::read(b"onrecord manes 1\n1234").is_none());
    }
}
