//! Short words that were typed into another word: `the Uthe nited States`, `ato dministration`.
//!
//! The cursor stood one word off: the first letters of a word, a short word, a blank, the rest. The
//! short word is taken out. That it belongs before or after the word is possible, but what is seen
//! in dumps is a word that stands there already (`the Uthe nited`) or that the sentence does not
//! want (`the Trump ato dministration`).

use std::ops::Range;

use super::Fix;
use super::page::Page;
use super::vocabulary::Entry;
use super::words::{self, COMMON, SHORT};
use crate::text::Span;

const RULE: &str = "splice";

/// Finds pairs of words that are one word around a short one.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut readings: Vec<Reading> = Vec::new();
    for (first, second) in suspects(page) {
        let Some(reading) = read(page, &first, &second) else { continue };
        match readings.last_mut() {
            Some(last) if last.range.end > reading.range.start => {
                if last.class < reading.class {
                    *last = reading;
                }
            }
            _ => readings.push(reading),
        }
    }
    let fix = |reading: Reading| {
        Fix::new(Span::at(reading.range), reading.word, RULE, reading.confidence)
    };
    readings.into_iter().map(fix).collect()
}

/// Pairs of words with one blank between them of which one is in doubt, in order.
fn suspects(page: &Page<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let doubts = page.doubts();
    let mut pairs = Vec::new();
    for word in &doubts.unknown {
        pairs.extend(words::before(page.text, word.start).map(|first| (first, word.clone())));
    }
    for word in doubts.unknown.iter().chain(&doubts.heads) {
        pairs.extend(words::after(page.text, word.end).map(|second| (word.clone(), second)));
    }
    pairs.sort_by_key(|(first, _)| first.start);
    pairs.dedup();
    pairs
}

/// Two words read as one around a short word.
struct Reading {
    range: Range<usize>,
    word: String,
    class: u8,
    confidence: f32,
}

/// The most frequent word that a pair can be.
fn read(page: &Page<'_>, first: &Range<usize>, second: &Range<usize>) -> Option<Reading> {
    let (left, right) = (page.at(first.clone()), page.at(second.clone()));
    let candidates = SHORT.iter().flat_map(|short| {
        let at_end = words::without_end(left, short).map(|rest| [rest, right]);
        let at_start = words::without_start(right, short).map(|rest| [left, rest]);
        [at_end, at_start]
    });
    let is_whole = |parts: &[&str; 2]| parts.iter().all(|part| !part.is_empty());
    let mut best: Option<Reading> = None;
    for parts in candidates.flatten().filter(is_whole) {
        let word = parts.concat();
        let Some(entry) = page.vocabulary.get(&word).filter(|entry| fits(&word, *entry)) else {
            continue;
        };
        if best.as_ref().is_some_and(|best| best.class >= entry.class) {
            continue;
        }
        let range = first.start..second.end;
        let place = Place { page, left, right, range: range.clone() };
        if let Some(confidence) = place.confidence(&word, entry) {
            best = Some(Reading { range, word, class: entry.class, confidence });
        }
    }
    let in_prose = |word: &Range<usize>| words::in_prose(page.text, word.clone());
    best.filter(|_| in_prose(first) && in_prose(second))
}

/// Whether a word is written as it may be: a name with a capital, and capitals first or everywhere.
pub(super) fn fits(word: &str, entry: Entry) -> bool {
    let mut letters = word.bytes();
    let starts_big = letters.next().is_some_and(|letter| letter.is_ascii_uppercase());
    let n_big = letters.filter(u8::is_ascii_uppercase).count();
    let is_mc = n_big == 1 && (word.starts_with("Mc") || word.starts_with("Mac"));
    (starts_big || !entry.is_name)
        && (n_big == 0 || (starts_big && n_big + 1 == word.len()) || is_mc)
}

/// Two words and where they stand.
struct Place<'a> {
    page: &'a Page<'a>,
    left: &'a str,
    right: &'a str,
    range: Range<usize>,
}

impl Place<'_> {
    /// How sure it is that the two are one word, from what is known of them and their neighbors.
    fn confidence(&self, word: &str, entry: Entry) -> Option<f32> {
        let n_joined = self.n_joined(word);
        let starts_big = self.left.starts_with(|c: char| c.is_ascii_uppercase());
        match (self.known(self.left), self.known(self.right)) {
            (None, None) => (word.len() >= 4 || entry.class >= 12).then_some(0.99),
            // A name that no list has may stand before any word.
            (None, Some(_)) if starts_big => {
                ((n_joined > 0 && entry.class >= 4) || entry.class >= 8).then_some(0.95)
            }
            (None, Some(_)) if self.left.len() == 1 => (n_joined > 0).then_some(0.95),
            // "Ban ki and Ban": what is common stands beside any word.
            (None, Some(part)) if part.class >= COMMON => {
                (word.len() >= 4 && n_joined > self.n_apart()).then_some(0.95)
            }
            (Some(part), None) if part.class >= COMMON => {
                (word.len() >= 4 && n_joined > 0).then_some(0.95)
            }
            (None, Some(_)) | (Some(_), None) => (word.len() >= 4).then_some(0.95),
            (Some(_), Some(_)) => (n_joined > self.n_apart() && entry.class >= 4).then_some(0.9),
        }
    }

    /// What is known of a part; a single letter is no word but for `a` and `I`, and a name without
    /// its capital is none.
    fn known(&self, part: &str) -> Option<Entry> {
        let is_small = part.starts_with(|c: char| c.is_ascii_lowercase());
        let is_word = part.len() > 1 || matches!(part, "a" | "A" | "I");
        self.page.vocabulary.get(part).filter(|entry| is_word && !(entry.is_name && is_small))
    }

    /// How many of the neighbors are known beside the one word.
    fn n_joined(&self, word: &str) -> u8 {
        u8::from(self.follows(word)) + u8::from(self.precedes(word))
    }

    /// How many pairs of the words as they stand are known.
    fn n_apart(&self) -> u8 {
        u8::from(self.follows(self.left))
            + u8::from(self.precedes(self.right))
            + 2 * u8::from(self.page.pairs.has(self.left, self.right))
    }

    fn follows(&self, word: &str) -> bool {
        words::before(self.page.text, self.range.start)
            .is_some_and(|before| self.page.pairs.has(self.page.at(before), word))
    }

    fn precedes(&self, word: &str) -> bool {
        words::after(self.page.text, self.range.end)
            .is_some_and(|after| self.page.pairs.has(word, self.page.at(after)))
    }
}
