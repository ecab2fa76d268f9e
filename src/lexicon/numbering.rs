//! A number for every different word of the texts, so that a stage looks it up once and not at
//! every token.
//!
//! A text says the same few thousand words over and over. Whoever splits it asks a [`Numbering`]
//! for the number of each token; stages keep what they know of a word in a [`Memo`] under that
//! number. Numbers are given in order of first sight and mean nothing by themselves: no result may
//! depend on them.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::spelling::{eight_at, eights, mix, spread};

/// The numbers given so far.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    // A power of two, at least a quarter of them free.
    slots: Vec<Slot>,
    // The bytes of words that are longer than eight, and by number where they end.
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// A word of at most eight bytes is told by them and its tag alone; a longer one by its hash, its
/// tag and its bytes.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    // Class and length; 0 where the slot is free, as no word is empty.
    tag: u32,
    number: u32,
}

/// Bytes of words that are told by their key alone.
const SHORT: usize = 8;

impl Numbering {
    /// How many words have a number.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether no word has one.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of a word of a text, its case included. Words of different classes have
    /// different numbers.
    #[inline]
    pub fn number(&mut self, text: &str, word: Range<usize>, class: u8) -> u32 {
        let tag = tag(word.len(), class);
        let key = eight_at(text, &word).unwrap_or_else(|| key(text, word.clone()));
        let mut at = self.place(key, tag);
        while let Some(slot) = self.slots.get(at) {
            if slot.key == key
                && slot.tag == tag
                && (word.len() <= SHORT || self.is(slot.number, text, &word))
            {
                return slot.number;
            }
            if slot.tag == 0 {
                break;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.add(Slot { key, tag, number: 0 }, text.get(word).unwrap_or_default())
    }

    /// Whether a longer word with a number is this one.
    #[inline]
    fn is(&self, number: u32, text: &str, word: &Range<usize>) -> bool {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.copied().unwrap_or_default() as usize;
        let end = self.ends.get(number).copied().unwrap_or_default() as usize;
        self.bytes.get(start..end) == text.as_bytes().get(word.clone())
    }

    #[cold]
    fn add(&mut self, slot: Slot, word: &str) -> u32 {
        let number = number(self.ends.len());
        if word.len() > SHORT {
            self.bytes.extend_from_slice(word.as_bytes());
        }
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        if 4 * self.ends.len() > 3 * self.slots.len() {
            let n_slots = (2 * self.slots.len()).max(1024);
            let old = std::mem::replace(&mut self.slots, vec![Slot::default(); n_slots]);
            old.into_iter().filter(|slot| slot.tag != 0).for_each(|slot| self.put(slot));
        }
        self.put(Slot { number, ..slot });
        number
    }

    fn put(&mut self, slot: Slot) {
        let mut at = self.place(slot.key, slot.tag);
        while self.slots.get(at).is_some_and(|other| other.tag != 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(at) {
            *free = slot;
        }
    }

    /// The slot where a word belongs.
    #[inline]
    fn place(&self, key: u64, tag: u32) -> usize {
        let hash = spread(mix(u64::from(tag), key));
        usize::try_from(hash & 0xFFFF_FFFF).unwrap_or_default() & self.slots.len().wrapping_sub(1)
    }
}

/// Class and length of a word.
#[inline]
fn tag(length: usize, class: u8) -> u32 {
    const LONGEST: u32 = (1 << 24) - 1;
    (u32::from(class) + 1) << 24 | u32::try_from(length).unwrap_or(LONGEST).min(LONGEST)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("articles are under 4 GiB")
}

/// The key of a word that is long, or the last of its text.
fn key(text: &str, word: Range<usize>) -> u64 {
    let word = text.get(word).unwrap_or_default();
    match eights(word) {
        Some([first, 0, 0]) => first,
        Some([first, second, third]) => mix(mix(mix(0, first), second), third),
        None => xxh3_64(word.as_bytes()),
    }
}

/// What is known of words, by their number.
#[derive(Debug, Clone)]
pub struct Memo<T> {
    known: Vec<Option<T>>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { known: Vec::new() }
    }
}

impl<T: Copy> Memo<T> {
    /// What is known of a word; the first time, what `look` finds.
    #[inline]
    pub fn get(&mut self, number: u32, look: impl FnOnce() -> T) -> T {
        match self.known.get(number as usize) {
            Some(Some(known)) => *known,
            _ => self.keep(number as usize, look()),
        }
    }

    #[cold]
    fn keep(&mut self, number: usize, known: T) -> T {
        if number >= self.known.len() {
            self.known.resize_with((number + 1).max(2 * self.known.len()), || None);
        }
        if let Some(slot) = self.known.get_mut(number) {
            *slot = Some(known);
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    /// Panics unless equal words, and only those, have equal numbers, wherever they stand.
    fn check(words: &[String]) {
        let mut numbering = Numbering::default();
        let mut known: HashMap<(&str, u8), u32> = HashMap::new();
        let text = words.join(" ");
        for class in [0, 1] {
            let mut at = 0;
            for word in words.iter().filter(|word| !word.is_empty()) {
                at += text.get(at..).and_then(|rest| rest.find(word.as_str())).unwrap();
                let number = numbering.number(&text, at..at + word.len(), class);
                at += word.len();
                let next = u32::try_from(known.len()).unwrap();
                assert_eq!(*known.entry((word, class)).or_insert(next), number, "{word:?}");
                // At the end of a text there is less to load.
                assert_eq!(numbering.number(word, 0..word.len(), class), number, "{word:?}");
            }
        }
        assert_eq!(numbering.len(), known.len());
    }

    #[test]
    fn numbers_of_all_lengths_grow() {
        let words: Vec<String> = (0..3000).map(|n| "ab".repeat(n % 40) + &n.to_string()).collect();
        check(&words);
    }

    #[test]
    fn memos_look_once() {
        let mut memo = Memo::default();
        assert_eq!(memo.get(7, || 'a'), 'a');
        assert_eq!(memo.get(7, || 'b'), 'a');
        assert_eq!(memo.get(3, || 'c'), 'c');
    }

    proptest! {
        #[test]
        fn any_words_have_numbers(words in proptest::collection::vec("[ab\0é]{1,12}", 0..40)) {
            check(&words);
        }
    }
}
