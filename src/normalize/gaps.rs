//! Words with a letter left out: what tells at one look whether any of 26 letters put into a word
//! makes a known one.
//!
//! A file is `onrecord gaps 1` and a line feed, then a power of two of bits, of which one is set for
//! each known word and each place in it but the first. It never denies what was put in, and takes one
//! gap in six for one; what it takes for one is looked up letter by letter.

use super::vocabulary;

const HEADER: &[u8] = b"onrecord gaps 1\n";

/// The bits that are built in; the card of the vocabulary says what they were made from.
static BUILT_IN: &[u8] = include_bytes!("../../models/gaps.bin");

/// How many bytes there are.
const N_BYTES: usize = 512 << 10;

/// The gaps of known words, in any case.
#[derive(Debug, Clone)]
pub struct Gaps {
    words: &'static [[u8; 8]],
}

impl Default for Gaps {
    fn default() -> Self {
        Self::read(BUILT_IN).expect("the built-in gaps are whole")
    }
}

impl Gaps {
    /// Takes bits as they are; none when they are no such bits.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let (words, rest) = bytes.strip_prefix(HEADER)?.as_chunks::<8>();
        (rest.is_empty() && words.len().is_power_of_two()).then_some(Self { words })
    }

    /// Makes the bytes of the gaps of words.
    pub fn build<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
        let mut made = vec![0_u64; N_BYTES / 8];
        let mask = made.len() - 1;
        for word in words {
            for at in 1..word.len() {
                let (before, rest) = word.as_bytes().split_at(at);
                let hash = vocabulary::hash(&[before, rest.get(1..).unwrap_or_default()].concat());
                let (nth, bit) = place(hash, at, mask);
                if let Some(word) = made.get_mut(nth) {
                    *word |= bit;
                }
            }
        }
        HEADER.iter().copied().chain(made.into_iter().flat_map(u64::to_le_bytes)).collect()
    }

    /// Whether a letter put in at a place may make a known word of one that has this hash.
    pub(super) fn may_have(&self, hash: u64, at: usize) -> bool {
        let (nth, bit) = place(hash, at, self.words.len() - 1);
        self.words.get(nth).is_some_and(|word| u64::from_le_bytes(*word) & bit != 0)
    }
}

/// The word and the bit of a gap.
fn place(hash: u64, at: usize, mask: usize) -> (usize, u64) {
    let at = u64::try_from(at).unwrap_or_default();
    let mixed = (hash ^ hash >> 32).wrapping_add(at).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = mixed ^ mixed >> 29;
    let nth = usize::try_from(mixed >> 6 & 0xffff_ffff).unwrap_or_default() & mask;
    (nth, 1 << (mixed & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::letters::Letters;

    #[test]
    fn has_what_was_put_in_and_little_else() {
        let gaps = Gaps::read(Gaps::build(["government", "a", "trump"]).leak()).unwrap();
        let has = |word: &str, at| gaps.may_have(Letters::of(word).unwrap().hash(), at);
        assert!(has("goverment", 5) && has("Trmp", 2) && has("trum", 4));
        assert!(!has("goverment", 4) && !has("rump", 0) && !has("trump", 2));
    }

    #[test]
    fn the_built_in_gaps_are_those_of_the_words_that_were_put_in_by_hand() {
        let gaps = Gaps::default();
        let known = include_str!("../../gazetteers/words/known.txt");
        for word in crate::lexicon::entries(known).filter_map(Letters::of) {
            let has = |at: usize| gaps.may_have(word.without(at).hash(), at);
            assert!((1..word.len()).all(has), "made again with the vocabulary: {}", word.word());
        }
    }

    #[test]
    fn refuses_what_are_no_gaps() {
        assert!(Gaps::read(b"onrecord gaps 1\n").is_none());
        assert!(Gaps::read(b"onrecord gasp 1\n12345678").is_none());
        assert!(Gaps::read(b"onrecord gaps 1\n1234").is_none());
    }
}
