//! Short words that were typed into another word: `the Uthe nited States`, `ato dministration`.
//!
//! The cursor stood one word off: the first letters of a word, a short word, a blank, the rest. The
//! short word is taken out. That it belongs before or after the word is possible, but what is seen
//! in dumps is a word that stands there already (`the Uthe nited`) or that the sentence does not
//! want (`the Trump ato dministration`).

use std::ops::Range;

use super::page::Page;
use super::vocabulary::Entry;
use super::{Fix, words};
use crate::text::Span;

const RULE: &str = "splice";

/// The words that are typed into others.
const SHORT: [&str; 16] = [
    "the", "to", "on", "of", "in", "a", "and", "for", "by", "at", "from", "with", "that", "is",
    "as", "it",
];

/// Finds pairs of words, one of them unknown at least, that are one word around a short one.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    let mut done = 0;
    for doubt in page.doubts() {
        let pairs = [pair_before(page, doubt), pair_after(page, doubt)];
        let best = pairs
            .into_iter()
            .flatten()
            .filter(|(first, _)| first.start >= done)
            .filter_map(|(first, second)| read(page, first, second))
            .max_by_key(|reading| reading.class);
        if let Some(reading) = best {
            done = reading.range.end;
            fixes.push(Fix::new(Span::at(reading.range), reading.word, RULE, reading.confidence));
        }
    }
    fixes
}

/// A doubt and the word before it, if one blank parts them.
fn pair_before(page: &Page<'_>, doubt: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let end = doubt.start.checked_sub(1).filter(|end| page.at(*end..doubt.start) == " ")?;
    Some((words::ending_at(page.text, end), doubt.clone())).filter(|(first, _)| !first.is_empty())
}

/// A doubt and the word after it, if one blank parts them.
fn pair_after(page: &Page<'_>, doubt: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let start = Some(doubt.end + 1).filter(|start| page.at(doubt.end..*start) == " ")?;
    Some((doubt.clone(), words::starting_at(page.text, start))).filter(|(_, next)| !next.is_empty())
}

/// Two words read as one around a short word.
struct Reading {
    range: Range<usize>,
    word: String,
    class: u8,
    confidence: f32,
}

/// The most frequent word that a pair can be.
fn read(page: &Page<'_>, first: Range<usize>, second: Range<usize>) -> Option<Reading> {
    let in_prose = |word: &Range<usize>| words::in_prose(page.text, word.clone());
    if !in_prose(&first) || !in_prose(&second) {
        return None;
    }
    let (left, right) = (page.at(first.clone()), page.at(second.clone()));
    let (known_left, known_right) = (known(page, left), known(page, right));
    let candidates = SHORT.iter().flat_map(|short| {
        let at_end = left.strip_suffix(short).map(|rest| [rest, right]);
        let at_start = right.strip_prefix(short).map(|rest| [left, rest]);
        [at_end, at_start]
    });
    let mut best: Option<Reading> = None;
    for [start, end] in
        candidates.flatten().filter(|parts| !parts.iter().any(|part| part.is_empty()))
    {
        let word = [start, end].concat();
        let Some(entry) = page.vocabulary.get(&word).filter(|entry| fits(&word, *entry)) else {
            continue;
        };
        let Some(confidence) = confidence(word.len(), entry, known_left, known_right) else {
            continue;
        };
        if best.as_ref().is_none_or(|best| best.class < entry.class) {
            best = Some(Reading {
                range: first.start..second.end,
                word,
                class: entry.class,
                confidence,
            });
        }
    }
    best
}

/// What is known of a part; a single letter is no word but for `a` and `I`.
fn known(page: &Page<'_>, part: &str) -> Option<Entry> {
    let is_small = part.starts_with(|c: char| c.is_ascii_lowercase());
    let is_word = part.len() > 1 || matches!(part, "a" | "A" | "I");
    page.vocabulary.get(part).filter(|entry| is_word && !(entry.is_name && is_small))
}

/// Whether a word is written as it may be: a name with a capital, and capitals first or everywhere.
fn fits(word: &str, entry: Entry) -> bool {
    let mut letters = word.bytes();
    let starts_big = letters.next().is_some_and(|letter| letter.is_ascii_uppercase());
    let n_big = letters.filter(u8::is_ascii_uppercase).count();
    (starts_big || !entry.is_name) && (n_big == 0 || (starts_big && n_big + 1 == word.len()))
}

/// How sure a reading is, from how well known the word and its parts are.
fn confidence(len: usize, word: Entry, left: Option<Entry>, right: Option<Entry>) -> Option<f32> {
    match (left, right) {
        (None, None) if len >= 4 || word.class >= 12 => Some(0.98),
        (None, Some(part)) | (Some(part), None) if len >= 4 && word.class > part.class.min(6) => {
            Some(0.9)
        }
        _ => None,
    }
}
