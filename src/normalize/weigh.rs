//! How unlikely words are, alone and beside each other: what decides between two readings of a
//! place.
//!
//! Costs are negative logarithms of frequency in half bits: two more are half as likely. A reading
//! is worth what its words cost in their order; whoever compares two adds what the damage between
//! them costs.

use std::ops::Range;

use super::page::Page;
use super::words;

/// A word that no list has, before its letters are counted.
const UNKNOWN: i32 = 52;

/// How much rarer two words are beside each other than by chance, when nobody saw them so.
const UNSEEN: i32 = 4;

/// Pairs more frequent than this are in the table.
const SEEN: i32 = 46;

/// A place in the text: the words before and after it, where one blank parts them from it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    page: &'a Page<'a>,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The place of a range.
    pub(super) fn new(page: &'a Page<'a>, range: &Range<usize>) -> Self {
        Self {
            page,
            before: words::before(page.text, range.start).map(|word| page.at(word)),
            after: words::after(page.text, range.end).map(|word| page.at(word)),
        }
    }

    /// What words cost here, in their order.
    pub(super) fn cost(&self, words: &[&str]) -> i32 {
        let mut last = self.before;
        let mut sum = 0;
        for word in words.iter().copied().chain(self.after) {
            sum += match last {
                Some(last) => self.page.pair_cost(last, word) - self.page.word_cost(last),
                None => self.page.word_cost(word),
            };
            last = Some(word);
        }
        sum
    }
}

impl Page<'_> {
    /// What one word costs.
    pub(super) fn word_cost(&self, word: &str) -> i32 {
        match self.vocabulary.get(word) {
            Some(entry) if !(entry.is_name && is_small(word)) => 50 - 3 * i32::from(entry.class),
            _ => UNKNOWN + 2 * i32::try_from(word.len()).unwrap_or(i32::MAX / 4),
        }
    }

    /// What two words in a row cost.
    pub(super) fn pair_cost(&self, first: &str, second: &str) -> i32 {
        match self.pairs.class(first, second) {
            Some(class) => 46 - 4 * i32::from(class),
            None => (self.word_cost(first) + self.word_cost(second) + UNSEEN).max(SEEN),
        }
    }
}

/// Whether a word begins with a small letter.
pub(super) fn is_small(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
}
