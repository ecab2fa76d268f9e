//! How unlikely words are, alone and beside each other: what decides between two readings of a
//! place.
//!
//! Costs are negative logarithms of frequency in half bits: two more are half as likely. A reading
//! is worth what its words cost in their order; whoever compares two adds what the damage between
//! them costs.

use std::ops::Range;

use super::page::Page;
use super::vocabulary::{self, Entry};
use super::words;

/// A word that no list has, before its letters are counted.
const UNKNOWN: i32 = 52;

/// How much rarer two words are beside each other than by chance, when nobody saw them so.
const UNSEEN: i32 = 4;

/// Pairs more frequent than this are in the table.
const SEEN: i32 = 46;

/// A word as the tables know it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    hash: u64,
    /// What it costs alone.
    cost: i32,
    /// Whether it is a word as it is written, which a name in small letters is not.
    pub(super) is_known: bool,
}

/// A place in the text: the words before and after it, where one blank parts them from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    page: &'a Page<'a>,
    before: Option<Weighed>,
    after: Option<Weighed>,
}

impl<'a> Place<'a> {
    /// The place of a range.
    pub(super) fn new(page: &'a Page<'a>, range: &Range<usize>) -> Self {
        let weighed = |word| page.weighed(page.at(word));
        Self {
            page,
            before: words::before(page.text, range.start).map(weighed),
            after: words::after(page.text, range.end).map(weighed),
        }
    }

    /// What words cost here, in their order.
    pub(super) fn cost<const N: usize>(&self, words: [&str; N]) -> i32 {
        self.cost_of(words.map(|word| self.page.weighed(word)))
    }

    /// The same for words that were looked up.
    pub(super) fn cost_of<const N: usize>(&self, words: [Weighed; N]) -> i32 {
        let mut last = self.before;
        let mut sum = 0;
        for word in words.into_iter().chain(self.after) {
            sum += match last {
                Some(last) => self.page.pair_cost(last, word) - last.cost,
                None => word.cost,
            };
            last = Some(word);
        }
        sum
    }
}

impl Page<'_> {
    /// A word as the tables know it.
    pub(super) fn weighed(&self, word: &str) -> Weighed {
        let hash = vocabulary::hash(word.as_bytes());
        Weighed::of(hash, self.vocabulary.get_likely(hash), word)
    }

    /// What two words in a row cost.
    fn pair_cost(&self, first: Weighed, second: Weighed) -> i32 {
        match self.pairs.class_of(first.hash, second.hash) {
            Some(class) => 46 - 4 * i32::from(class),
            None => (first.cost + second.cost + UNSEEN).max(SEEN),
        }
    }
}

impl Weighed {
    /// A word that was looked up by its hash.
    pub(super) fn of(hash: u64, entry: Option<Entry>, word: &str) -> Self {
        let entry = entry.filter(|entry| !(entry.is_name && is_small(word)));
        let cost = match entry {
            Some(entry) => 50 - 3 * i32::from(entry.class),
            None => UNKNOWN + 2 * i32::try_from(word.len()).unwrap_or(i32::MAX / 4),
        };
        Self { hash, cost, is_known: entry.is_some() }
    }
}

/// Whether a word begins with a small letter.
pub(super) fn is_small(word: &str) -> bool {
    word.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
}
