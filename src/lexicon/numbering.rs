//! A number for every different word of the texts, so that a stage looks it up once and not at
//! every token.
//!
//! A text says the same few thousand words over and over. Whoever splits it asks a [`Numbering`]
//! for the number of each token; stages keep what they know of a word in a [`Memo`] under that
//! number. Numbers are given in order of first sight and mean nothing by themselves: no result may
//! depend on them.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::spelling::{eights, mix, sixteen_at, spread};

/// The numbers given so far.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    // A power of two, at least half of them free.
    slots: Vec<Slot>,
    // By number: what the key does not tell of a word.
    rests: Vec<u64>,
    // The bytes of words of more than sixteen, and by number where they end.
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// A word of at most sixteen bytes is told by its key, its tag and its rest; a longer one by its
/// bytes too.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u64,
    // Class and length; 0 where the slot is free, as no word is empty.
    tag: u32,
    number: u32,
}

/// What tells a word from others.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    /// The first eight bytes, mixed with the rest.
    key: u64,
    /// The other eight, or a hash of the whole of a longer word.
    rest: u64,
    /// Class and length.
    tag: u32,
}

/// Bytes of words that are told without a look at them.
const SHORT: usize = 16;

/// Words that are looked up side by side.
const AHEAD: usize = 32;

impl Numbering {
    /// How many words have a number.
    pub fn len(&self) -> usize {
        self.rests.len()
    }

    /// Whether no word has one.
    pub fn is_empty(&self) -> bool {
        self.rests.is_empty()
    }

    /// The number of a word of a text, its case included. Words of different classes have
    /// different numbers.
    pub fn number(&mut self, text: &str, word: Range<usize>, class: u8) -> u32 {
        self.find(Word::at(text, &word, class), text, &word)
    }

    /// Appends the numbers of the words of a text, each with its class.
    ///
    /// First the slots of some words are read, then what they have is compared: so the memory
    /// answers for all of them at once.
    pub fn number_all(
        &mut self,
        text: &str,
        mut words: impl Iterator<Item = (Range<usize>, u8)>,
        numbers: &mut Vec<u32>,
    ) {
        let mut ahead = [const { (0..0, Word::ABSENT) }; AHEAD];
        let mut firsts = [Slot::FREE; AHEAD];
        loop {
            let mut n = 0;
            for (slot, (range, class)) in ahead.iter_mut().zip(words.by_ref()) {
                *slot = (range.clone(), Word::at(text, &range, class));
                n += 1;
            }
            for (first, (_, word)) in firsts.iter_mut().zip(&ahead) {
                let slot = self.slots.get(self.place(word.key, word.tag));
                *first = slot.copied().unwrap_or_default();
            }
            for ((range, word), first) in ahead.iter().zip(&firsts).take(n) {
                let is_same = self.is(first, *word) && range.len() <= SHORT;
                numbers.push(if is_same { first.number } else { self.find(*word, text, range) });
            }
            if n < AHEAD {
                break;
            }
        }
    }

    fn find(&mut self, word: Word, text: &str, range: &Range<usize>) -> u32 {
        let mut at = self.place(word.key, word.tag);
        while let Some(slot) = self.slots.get(at) {
            if self.is(slot, word)
                && (range.len() <= SHORT || self.has_bytes(slot.number, text, range))
            {
                return slot.number;
            }
            if slot.tag == 0 {
                break;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.add(word, text.get(range.clone()).unwrap_or_default())
    }

    /// Whether a slot has a word, as far as key, tag and rest tell.
    #[inline]
    fn is(&self, slot: &Slot, word: Word) -> bool {
        let rest = self.rests.get(slot.number as usize).copied().unwrap_or_default();
        // One branch for all three: they are right nearly always.
        (slot.key ^ word.key) | (rest ^ word.rest) | u64::from(slot.tag ^ word.tag) == 0
    }

    /// Whether a long word with a number is this one.
    fn has_bytes(&self, number: u32, text: &str, word: &Range<usize>) -> bool {
        let number = number as usize;
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.copied().unwrap_or_default() as usize;
        let end = self.ends.get(number).copied().unwrap_or_default() as usize;
        self.bytes.get(start..end) == text.as_bytes().get(word.clone())
    }

    #[cold]
    fn add(&mut self, word: Word, text: &str) -> u32 {
        let number = number(self.len());
        if text.len() > SHORT {
            self.bytes.extend_from_slice(text.as_bytes());
        }
        self.rests.push(word.rest);
        self.ends.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        if 2 * self.len() > self.slots.len() {
            let n_slots = (2 * self.slots.len()).max(1024);
            let mut old = std::mem::replace(&mut self.slots, vec![Slot::FREE; n_slots]);
            old.retain(|slot| slot.tag != 0);
            // Common words were seen first, and each shall stand in the first slot that is read.
            old.sort_unstable_by_key(|slot| slot.number);
            for slot in old {
                self.put(slot);
            }
        }
        self.put(Slot { key: word.key, tag: word.tag, number });
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

impl Slot {
    const FREE: Self = Self { key: 0, tag: 0, number: 0 };
}

impl Word {
    const ABSENT: Self = Self { key: 0, rest: 0, tag: 0 };

    #[inline]
    fn at(text: &str, word: &Range<usize>, class: u8) -> Self {
        let [first, rest] = sixteen_at(text, word).unwrap_or_else(|| long(text, word));
        // The odd factor keeps what the rest tells; words of eight bytes are their own key.
        Self { key: first ^ mix(0, rest), rest, tag: tag(word.len(), class) }
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

/// The first eight bytes and the rest of a word that is long, or the last of its text.
#[cold]
fn long(text: &str, word: &Range<usize>) -> [u64; 2] {
    let word = text.get(word.clone()).unwrap_or_default();
    match eights(word) {
        Some([first, second, 0]) => [first, second],
        Some([first, second, third]) => [first, mix(mix(0, second), third)],
        None => [0, xxh3_64(word.as_bytes())],
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

    /// Appends what is known of some words, each a number and what `look` finds it by.
    ///
    /// Where nothing else is done between one and the next, the memory answers for many at once.
    #[inline]
    pub fn get_all<K>(
        &mut self,
        words: impl Iterator<Item = (u32, K)>,
        mut look: impl FnMut(K) -> T,
        all: &mut Vec<T>,
    ) {
        for (number, word) in words {
            all.push(self.get(number, || look(word)));
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
        let (mut each, mut numbers) = (Vec::new(), Vec::new());
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
                each.push((at - word.len()..at, class));
                numbers.push(number);
            }
        }
        assert_eq!(numbering.len(), known.len());
        for mut numbering in [numbering, Numbering::default()] {
            let mut all = Vec::new();
            numbering.number_all(&text, each.iter().cloned(), &mut all);
            assert_eq!(all, numbers);
        }
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
        let mut all = Vec::new();
        memo.get_all([(3, 'x'), (5, 'd'), (7, 'x')].into_iter(), |word| word, &mut all);
        assert_eq!(all, ['c', 'd', 'a']);
    }

    proptest! {
        #[test]
        fn any_words_have_numbers(words in proptest::collection::vec("[ab\0é]{1,12}", 0..40)) {
            check(&words);
        }
    }
}
