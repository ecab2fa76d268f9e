//! Unknown words one letter away from a known one that fits: `the negotiatins went on`.
//!
//! Most unknown words are no misspellings: names, new words, foreign ones. So a word is changed
//! only when it is lower-case, stands once in the article, is not made of known words, and one
//! candidate fits its neighbors or is alone and long.

use rustc_hash::FxHashMap;

use super::misspellings::is_sic;
use super::page::Page;
use super::vocabulary::{self, Entry};
use super::{Fix, words};
use crate::text::Span;

const RULE: &str = "near-word";

/// Shorter words have too many neighbors.
const MIN_LEN: usize = 5;

/// Finds words of which one letter is wrong, missing, added, or swapped with the next.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let unknown = &page.doubts().unknown;
    let is_long = |word: &str| word.len() >= MIN_LEN;
    let is_small = |word: &str| word.bytes().all(|letter| letter.is_ascii_lowercase());
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for doubt in unknown {
        *counts.entry(vocabulary::hash(page.at(doubt.clone()).as_bytes())).or_default() += 1;
    }
    let mut fixes = Vec::new();
    for doubt in unknown {
        let word = page.at(doubt.clone());
        // A form that the article uses again is its own.
        let is_alone = || counts.get(&vocabulary::hash(word.as_bytes())) == Some(&1);
        let is_suspect = is_long(word)
            && is_small(word)
            && page.vocabulary.get(word).is_none()
            // "intra-party", "talkin' about".
            && !page.after(doubt.end).is_some_and(|c| matches!(c, '-' | '\'' | '’'))
            && is_alone()
            && !is_derived(page, word)
            && !is_sic(page, doubt.end);
        if !is_suspect {
            continue;
        }
        let before = words::before(page.text, doubt.start).map(|word| page.at(word));
        let after = words::after(page.text, doubt.end).map(|word| page.at(word));
        if is_half(page, word, before, after) {
            continue;
        }
        if let Some((meant, confidence)) = best(page, word, before, after) {
            fixes.push(Fix::new(Span::at(doubt.clone()), meant, RULE, confidence));
        }
    }
    fixes
}

/// Whether the word and the one beside it are the halves of a known one: `the adminis tration`.
fn is_half(page: &Page<'_>, word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let is_known =
        |left: &str, right: &str| page.vocabulary.get(&format!("{left}{right}")).is_some();
    before.is_some_and(|before| is_known(before, word))
        || after.is_some_and(|after| is_known(word, after))
}

/// A known word one letter away.
struct Candidate {
    word: String,
    entry: Entry,
    /// How many of the neighbors it is known beside.
    n_fitting: u8,
}

impl Candidate {
    /// How likely it is what was meant, in classes of frequency: a neighbor that it is known
    /// beside is worth several.
    fn score(&self) -> u8 {
        self.entry.class + 4 * self.n_fitting
    }
}

/// What was meant, if one candidate stands out, and how sure that is.
fn best(
    page: &Page<'_>,
    word: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Option<(String, f32)> {
    let mut candidates = candidates(page, word, before, after);
    candidates.sort_by(|a, b| b.score().cmp(&a.score()).then_with(|| a.word.cmp(&b.word)));
    candidates.dedup_by(|a, b| a.word == b.word);
    let best = candidates.first()?;
    let margin = best.score() - candidates.get(1).map_or(0, Candidate::score);
    let sure = match (best.n_fitting, word.len()) {
        (2, _) => best.score() >= 12 && margin >= 2,
        (1, 7..) => best.score() >= 7 && margin >= 2,
        (1, _) => best.score() >= 10 && margin >= 3,
        (_, 8..) => best.entry.class >= 3 && margin >= 3,
        (_, 7..) => best.entry.class >= 7 && margin >= 6,
        _ => false,
    };
    sure.then(|| (best.word.clone(), if best.n_fitting > 0 { 0.9 } else { 0.8 }))
}

/// All known words one letter away that begin alike: people hardly ever mistake the first letter.
fn candidates(
    page: &Page<'_>,
    word: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    each_neighbor(word.as_bytes(), &mut |letters| {
        let entry = page.vocabulary.get_hashed(vocabulary::hash(letters));
        let Some(entry) = entry.filter(|entry| !entry.is_name) else { return };
        let word = String::from_utf8_lossy(letters).into_owned();
        let follows = before.is_some_and(|before| page.pairs.has(before, &word));
        let precedes = after.is_some_and(|after| page.pairs.has(&word, after));
        let n_fitting = u8::from(follows) + u8::from(precedes);
        found.push(Candidate { word, entry, n_fitting });
    });
    found
}

/// Shows every word one letter away that has the same first letter.
fn each_neighbor(word: &[u8], show: &mut impl FnMut(&[u8])) {
    let mut candidate = Vec::with_capacity(word.len() + 1);
    for at in 1..=word.len() {
        let (before, after) = word.split_at(at);
        let mut show = |middle: &[u8], rest: &[u8]| {
            candidate.clear();
            candidate.extend_from_slice(before);
            candidate.extend_from_slice(middle);
            candidate.extend_from_slice(rest);
            show(&candidate);
        };
        (b'a'..=b'z').for_each(|letter| show(&[letter], after));
        if let [_, rest @ ..] = after {
            show(&[], rest);
            (b'a'..=b'z').for_each(|letter| show(&[letter], rest));
        }
        if let [first, second, rest @ ..] = after {
            show(&[*second, *first], rest);
        }
    }
}

/// Beginnings that make a new word of one that is known.
const PREFIXES: [&str; 30] = [
    "anti", "bio", "co", "counter", "cyber", "de", "dis", "eco", "fore", "hyper", "inter", "mega",
    "micro", "mid", "mis", "multi", "non", "out", "over", "post", "pre", "pro", "re", "semi",
    "sub", "super", "trans", "ultra", "un", "under",
];

/// Endings that do so too.
const SUFFIXES: [&str; 33] = [
    "able", "al", "ally", "d", "dom", "ed", "er", "ers", "es", "esque", "est", "fest", "free",
    "ful", "hood", "ing", "ings", "ish", "ism", "ist", "ists", "ization", "ize", "ized", "izing",
    "less", "like", "ly", "ness", "r", "rs", "s", "y",
];

/// Whether an unknown word is made of known ones: `reframe`, `megadeals`, `frontlines`.
fn is_derived(page: &Page<'_>, word: &str) -> bool {
    let is_word = |part: &str| part.len() >= 3 && page.vocabulary.get(part).is_some();
    // Both parts of a compound are common, or long enough not to be found by chance.
    let is_part = |part: &str| {
        page.vocabulary.get(part).is_some_and(|entry| entry.class >= 6 || part.len() >= 5)
    };
    let is_compound = |at: usize| {
        word.split_at_checked(at).is_some_and(|(left, right)| is_part(left) && is_part(right))
    };
    let is_inflected = |suffix: &str| {
        word.strip_suffix(suffix).is_some_and(|part| is_word(part) || is_stem(page, part, suffix))
    };
    PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_word))
        || SUFFIXES.iter().any(|suffix| is_inflected(suffix))
        || (3..=word.len().saturating_sub(3)).any(is_compound)
}

/// Whether a part is what a known word becomes before an ending: "recus|als" of "recuse",
/// "happi|ness" of "happy", "programm|able" of "program".
fn is_stem(page: &Page<'_>, part: &str, suffix: &str) -> bool {
    let is_word = |stem: &str, end: &str| {
        stem.len() >= 3 && page.vocabulary.get(&[stem, end].concat()).is_some()
    };
    let is_soft = suffix.starts_with(['a', 'e', 'i', 'y']);
    let doubled = || {
        let last = part.get(part.len().checked_sub(1)?..)?;
        part.strip_suffix(last).filter(|short| short.ends_with(last))
    };
    part.strip_suffix('i').is_some_and(|stem| is_word(stem, "y"))
        || (is_soft && is_word(part, "e"))
        || (is_soft && doubled().is_some_and(|stem| is_word(stem, "")))
}
