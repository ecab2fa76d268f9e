//! Misspellings of long words: those of a list, and those one letter away from one known word.

use rustc_hash::FxHashMap;

use super::Fix;
use super::page::Page;
use super::vocabulary;
use crate::text::Span;

const LISTED: &str = "misspelling";
const NEAR: &str = "near-word";

/// Words shorter than this are left alone: most have several neighbors, and names and foreign
/// words are among them.
const MIN_LEN: usize = 7;

/// A word that is rarer than this is not taken for what was meant.
const MIN_CLASS: u8 = 4;

/// Common misspellings, each with what is meant, by the former.
static LIST: &str = include_str!("../../gazetteers/words/misspellings.txt");

/// Finds misspelled words.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let long = || page.doubts().unknown.iter().filter(|doubt| doubt.len() >= MIN_LEN);
    if long().next().is_none() {
        return Vec::new();
    }
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for doubt in long() {
        *counts.entry(vocabulary::hash(page.at(doubt.clone()).as_bytes())).or_default() += 1;
    }
    let mut fixes = Vec::new();
    for doubt in long() {
        let word = page.at(doubt.clone());
        let lower = word.to_ascii_lowercase();
        let listed = listed(&lower).map(|meant| (meant.to_owned(), LISTED, 0.99));
        // A form that the article uses again is its own; a capital makes a name likely.
        let alone = || {
            word == lower
                && page.vocabulary.get(word).is_none()
                && counts.get(&vocabulary::hash(word.as_bytes())) == Some(&1)
        };
        let near = || {
            (alone() && !is_derived(page, word))
                .then(|| near(page, word))
                .flatten()
                .map(|meant| (meant, NEAR, 0.9))
        };
        if let Some((meant, rule, confidence)) = listed.or_else(near) {
            fixes.push(Fix::new(
                Span::at(doubt.clone()),
                in_case_of(word, &meant),
                rule,
                confidence,
            ));
        }
    }
    fixes
}

/// What a listed misspelling means.
fn listed(word: &str) -> Option<&'static str> {
    // The list is a few hundred lines, and doubts are few.
    LIST.lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(wrong, _)| *wrong == word)
        .map(|(_, right)| right)
}

/// The one known word that is one letter away: dropped, added, replaced, or swapped with its
/// neighbor; none when there are two.
fn near(page: &Page<'_>, word: &str) -> Option<String> {
    let mut found: Option<String> = None;
    let letters = word.as_bytes();
    let mut consider = |candidate: &[u8]| {
        let known = page.vocabulary.get_hashed(vocabulary::hash(candidate));
        let is_common = known.is_some_and(|entry| entry.class >= MIN_CLASS && !entry.is_name);
        // People hardly ever mistake the first letter.
        if !is_common || candidate.first() != letters.first() {
            return true;
        }
        let candidate = String::from_utf8_lossy(candidate).into_owned();
        let is_only = found.as_ref().is_none_or(|found| *found == candidate);
        found = Some(candidate);
        is_only
    };
    each_neighbor(letters, &mut consider).then_some(())?;
    found
}

/// Beginnings that make a new word of one that is known.
const PREFIXES: [&str; 30] = [
    "anti", "bio", "co", "counter", "cyber", "de", "dis", "eco", "fore", "hyper", "inter", "mega",
    "micro", "mid", "mis", "multi", "non", "out", "over", "post", "pre", "pro", "re", "semi",
    "sub", "super", "trans", "ultra", "un", "under",
];

/// Endings that do so too.
const SUFFIXES: [&str; 33] = [
    "able", "al", "ally", "d", "dom", "ed", "er", "ers", "es", "est", "esque", "fest", "free",
    "ful", "hood", "ing", "ings", "ish", "ism", "ist", "ists", "ization", "ize", "ized", "izing",
    "less", "like", "ly", "ness", "r", "rs", "s", "y",
];

/// Whether an unknown word is made of known ones: `reframe`, `megadeals`, `frontlines`.
fn is_derived(page: &Page<'_>, word: &str) -> bool {
    let is_word = |part: &str| part.len() >= 3 && page.vocabulary.get(part).is_some();
    // "creep|ed", "recus|als" with its lost "e", "program|m|able".
    let is_stem = |part: &str| {
        is_word(part)
            || (part.len() >= 4 && is_word(&format!("{part}e")))
            || (part.len() >= 4
                && part.strip_suffix('i').is_some_and(|stem| is_word(&format!("{stem}y"))))
            || is_doubled(part) && part.get(..part.len() - 1).is_some_and(is_word)
    };
    PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_stem))
        || SUFFIXES.iter().any(|suffix| word.strip_suffix(suffix).is_some_and(is_stem))
        || (3..=word.len().saturating_sub(3)).any(|at| {
            word.split_at_checked(at).is_some_and(|(left, right)| {
                let is_part = |part: &str| {
                    page.vocabulary
                        .get(part)
                        .is_some_and(|entry| entry.class >= 6 || part.len() >= 5)
                };
                is_part(left) && is_part(right)
            })
        })
}

/// Whether a word ends with the same consonant twice.
fn is_doubled(word: &str) -> bool {
    let mut ends = word.bytes().rev();
    ends.next().is_some_and(|last| ends.next() == Some(last))
}

/// Shows every word one letter away until `consider` says no; whether it never did.
fn each_neighbor(word: &[u8], consider: &mut impl FnMut(&[u8]) -> bool) -> bool {
    let mut candidate = Vec::with_capacity(word.len() + 1);
    for at in 0..=word.len() {
        let (before, after) = word.split_at(at);
        let mut show = |middle: &[u8], rest: &[u8]| {
            candidate.clear();
            candidate.extend_from_slice(before);
            candidate.extend_from_slice(middle);
            candidate.extend_from_slice(rest);
            consider(&candidate)
        };
        let mut ok = (b'a'..=b'z').all(|letter| show(&[letter], after));
        if let [_, rest @ ..] = after {
            ok = ok && show(&[], rest) && (b'a'..=b'z').all(|letter| show(&[letter], rest));
        }
        if let [first, second, rest @ ..] = after {
            ok = ok && show(&[*second, *first], rest);
        }
        if !ok {
            return false;
        }
    }
    true
}

/// A word with the capitals of another.
fn in_case_of(model: &str, word: &str) -> String {
    let n_big = model.bytes().filter(u8::is_ascii_uppercase).count();
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if n_big == 1 && model.starts_with(|c: char| c.is_ascii_uppercase()) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ if n_big > 1 => word.to_ascii_uppercase(),
        _ => word.to_owned(),
    }
}
