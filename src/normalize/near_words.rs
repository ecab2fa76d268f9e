//! Unknown words one letter away from a known one that fits: `the negotiatins went on`, `Trmup`.
//!
//! Most unknown words are no misspellings: names, new words, foreign ones. So a word is changed
//! only when it stands once in the article, is not made of known words and no rare name, and one
//! candidate is much likelier at this place than a word that no list has, and than the others.

use std::cell::LazyCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::letters::Letters;
use super::misspellings::is_sic;
use super::page::Page;
use super::vocabulary;
use super::weigh::{Place, Weighed, is_small};
use super::{Fix, words};
use crate::text::Span;

const RULE: &str = "near-word";

/// Shorter words have too many neighbors.
const MIN_LEN: usize = 4;

/// What it costs that a letter is wrong, before it is known how, in half bits.
const WRONG: i32 = 20;

/// How much likelier an unknown word is that has a capital: most are names.
const NAME: i32 = 12;

/// How much likelier a word is that the article has elsewhere.
const AGAIN: i32 = 10;

/// By how much the best candidate must be better than what stands there, and than the next.
///
/// In a fifth of the training articles that the tables were not counted from, 618 of 621 candidates
/// for words in small letters that reach it were right in damaged texts.
const MARGIN: i32 = 8;

/// The same for words with a capital, which may be names that no list has: `Abou`, not `About`.
const BIG_MARGIN: i32 = 14;

/// How much better it must be than a word that is made of known ones.
const DERIVED: i32 = 16;

/// Finds words of which one letter is wrong, missing, added, or swapped with the next.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let unknown = &page.doubts().unknown;
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for doubt in unknown {
        *counts.entry(vocabulary::hash(page.at(doubt.clone()).as_bytes())).or_default() += 1;
    }
    let mut fixes = Vec::new();
    for doubt in unknown {
        let word = page.at(doubt.clone());
        // A form that the article uses again is its own.
        let is_alone = counts.get(&vocabulary::hash(word.as_bytes())) == Some(&1);
        if !is_alone || page.doubts().is_foreign(doubt) || !is_suspect(page, doubt) {
            continue;
        }
        // "Conseil constitutionnel": behind a name it may be another language.
        let is_behind_name =
            || words::before(page.text, doubt.start).is_some_and(|word| !is_small(page.at(word)));
        let reading = read(page, doubt).or_else(|| {
            let is_new = is_behind_name() || is_inflected(page, word);
            if is_new { None } else { read_slips(page, doubt, Slips::Two) }
        });
        let Some(Reading { meant, margin, .. }) = reading else { continue };
        if margin < MARGIN || is_inflected(page, word) || is_half(page, doubt) {
            continue;
        }
        let needed = if is_small(word) { MARGIN } else { BIG_MARGIN };
        let needed = needed + if is_compound(page, word) { DERIVED } else { 0 };
        let span = Span::at(doubt.clone());
        fixes.push(if margin >= needed {
            let confidence = if margin >= 24 { 0.95 } else { 0.85 };
            Fix::new(span, meant, RULE, confidence)
        } else {
            Fix::suggestion(span, meant, RULE)
        });
    }
    fixes
}

/// Whether a word may be a misspelled one.
fn is_suspect(page: &Page<'_>, range: &Range<usize>) -> bool {
    let word = page.at(range.clone());
    // "LSAT": an acronym no list has.
    let is_acronym = word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_even = |letters: &str| {
        let n_big = letters.bytes().filter(u8::is_ascii_uppercase).count();
        n_big == 0 || n_big == letters.len()
    };
    word.len() >= MIN_LEN
        && !is_acronym
        && word.get(1..).is_some_and(is_even)
        && page.vocabulary.get(word).is_none()
        && (is_small(word) || !page.rare_names.has(word))
        && page.before(range.start) != Some('-')
        && !is_joined(page, range.end)
        && !is_sic(page, range.end)
}

/// Whether a word is a part of another: "intra-party", "talkin' about", but not "Trmup's".
fn is_joined(page: &Page<'_>, end: usize) -> bool {
    let mut after = page.at(end..page.text.len()).chars();
    match after.next() {
        Some('-') => true,
        Some('\'' | '’') => {
            after.next() != Some('s') || after.next().is_some_and(char::is_alphabetic)
        }
        _ => false,
    }
}

/// Whether the word and the one beside it are the halves of a known one: `the adminis tration`.
fn is_half(page: &Page<'_>, range: &Range<usize>) -> bool {
    let word = page.at(range.clone());
    let is_known = |left: &str, right: &str| page.vocabulary.get_joined(left, right).is_some();
    words::before(page.text, range.start).is_some_and(|before| is_known(page.at(before), word))
        || words::after(page.text, range.end).is_some_and(|after| is_known(word, page.at(after)))
}

/// What an unknown word may mean.
pub(super) struct Reading {
    pub(super) meant: String,
    /// By how much it is likelier than the word as it stands, or than the next candidate.
    pub(super) margin: i32,
    /// What it costs, with the damage.
    pub(super) cost: i32,
}

/// The likeliest known word one letter away that begins alike: people hardly ever mistake the first
/// letter.
pub(super) fn read(page: &Page<'_>, range: &Range<usize>) -> Option<Reading> {
    read_slips(page, range, Slips::One)
}

/// How many letters are wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Slips {
    One,
    /// For long words in small letters alone.
    Two,
}

fn read_slips(page: &Page<'_>, range: &Range<usize>, slips: Slips) -> Option<Reading> {
    let word = page.at(range.clone());
    let place = LazyCell::new(|| Place::new(page, range));
    let is_big = !is_small(word);
    let n_big = word.bytes().filter(u8::is_ascii_uppercase).count();
    let mut found: Vec<(i32, String)> = Vec::new();
    let mut consider = |hash: u64, slip: i32, word: &dyn Fn() -> String| {
        let entry = page.vocabulary.get_hashed(hash);
        if !entry.is_some_and(|entry| is_big || !entry.is_name) {
            return;
        }
        let mut meant = word();
        if n_big > 1 {
            meant.make_ascii_uppercase();
        } else if let Some(first) = meant.get_mut(..1).filter(|_| is_big) {
            first.make_ascii_uppercase();
        }
        let cost = place.cost_of([Weighed::of(hash, entry, &meant)]) + WRONG + slip;
        match found.iter_mut().find(|(_, known)| *known == meant) {
            Some((other, _)) => *other = cost.min(*other),
            None => found.push((cost, meant)),
        }
    };
    let may_have = |letters: Letters| page.vocabulary.may_have(letters.hash());
    let mut show = |near: Letters, slip: i32| consider(near.hash(), slip, &|| near.word());
    match (Letters::of(word).filter(|letters| letters.len() < 16), slips) {
        (Some(letters), Slips::One) => each_neighbor(letters, page, &mut show),
        (Some(letters), Slips::Two) if letters.len() >= MIN_TWICE && !is_big => {
            each_second_neighbor(letters, may_have, &mut show);
        }
        (None, Slips::One) if !is_big => each_neighbor_of_long(word, page, &mut |near, slip| {
            consider(vocabulary::hash(near), slip, &|| String::from_utf8_lossy(near).into_owned());
        }),
        _ => return None,
    }
    let (best, next) = best_two(page, range, found);
    let (cost, meant) = best?;
    let standing = place.cost([word]) - if is_big { NAME } else { 0 };
    let next = next.map_or(i32::MAX, |(next, _)| next);
    Some(Reading { meant, margin: (standing - cost).min(next.saturating_sub(cost)), cost })
}

/// A word with what it costs.
type Priced = (i32, String);

/// The cheapest two, after those that the article has near by became cheaper.
fn best_two(
    page: &Page<'_>,
    range: &Range<usize>,
    mut found: Vec<Priced>,
) -> (Option<Priced>, Option<Priced>) {
    found.sort();
    let (mut best, mut next): (Option<Priced>, Option<Priced>) = (None, None);
    for (cost, word) in found {
        // The article is searched only for what could come to be one of the two.
        if next.as_ref().is_some_and(|(next, _)| cost - AGAIN > *next) {
            break;
        }
        let again = if page.is_near(&word, range.start) { AGAIN } else { 0 };
        let priced = (cost - again, word);
        if best.as_ref().is_none_or(|best| priced < *best) {
            next = best.replace(priced);
        } else if next.as_ref().is_none_or(|next| priced < *next) {
            next = Some(priced);
        }
    }
    (best, next)
}

/// Shows every word one letter away that has the same first letter and that may be known, and what
/// the slip costs: more for those that are one of many. Hundreds are told from each that is shown,
/// most of them 26 at a time.
fn each_neighbor(word: Letters, page: &Page<'_>, show: &mut impl FnMut(Letters, i32)) {
    let may_be = |hash| page.vocabulary.may_have(hash);
    let hash = word.hash();
    let mut ask = |letters: Letters, slip: &dyn Fn() -> i32| {
        if may_be(letters.hash()) {
            show(letters, slip());
        }
    };
    for at in 1..=word.len() {
        if page.gaps.may_have(hash, at) {
            word.with(at, 0).each_at(at, |_, letters| ask(letters, &|| 8));
        }
        if at == word.len() {
            break;
        }
        let first = word.at(at);
        let rest = word.without(at);
        let hash = rest.hash();
        if may_be(hash) {
            ask(rest, &|| if first == word.at(at - 1) { 6 } else { 14 });
        }
        if page.gaps.may_have(hash, at) {
            word.changed(at, 0).each_at(at, |letter, letters| {
                if letter != first {
                    ask(letters, &|| if is_beside(first, letter) { 12 } else { 16 });
                }
            });
        }
        if at + 1 < word.len() {
            ask(word.changed(at, word.at(at + 1)).changed(at + 1, first), &|| 8);
        }
    }
}

/// Shorter words have too many neighbors at two slips.
const MIN_TWICE: usize = 9;

/// Shows words two slips away, of the kinds that are common in long words: a letter too many, two
/// swapped, one that should stand twice, another vowel.
fn each_second_neighbor(
    word: Letters,
    may_be: impl Fn(Letters) -> bool,
    show: &mut impl FnMut(Letters, i32),
) {
    each_common_slip(word, 1, &mut |at, once| {
        // Two slips that do not touch are the same in either order.
        each_common_slip(once, at.saturating_sub(2).max(1), &mut |_, twice| {
            if twice != word && may_be(twice) {
                show(twice, SECOND);
            }
        });
    });
}

/// What two common slips cost beyond that a letter is wrong.
const SECOND: i32 = 24;

/// Shows the words one common slip away from a place on, and where the slip is.
fn each_common_slip(word: Letters, from: usize, show: &mut impl FnMut(usize, Letters)) {
    for at in from..word.len() {
        let letter = word.at(at);
        show(at, word.without(at));
        if word.len() < 15 {
            show(at, word.with(at, letter));
        }
        if at + 1 < word.len() {
            show(at, word.changed(at, word.at(at + 1)).changed(at + 1, letter));
        }
        if VOWELS.contains(&letter) {
            VOWELS
                .iter()
                .filter(|other| **other != letter)
                .for_each(|other| show(at, word.changed(at, *other)));
        }
    }
}

const VOWELS: [u8; 5] = *b"aeiou";

/// As [`each_neighbor`], for words that are too long to be kept in one number; there are few.
fn each_neighbor_of_long(word: &str, page: &Page<'_>, show: &mut impl FnMut(&[u8], i32)) {
    let letters = word.as_bytes();
    let has_gap = |letters: &[u8], at| page.gaps.may_have(vocabulary::hash(letters), at);
    for at in 1..=letters.len() {
        let (before, rest) = letters.split_at(at);
        if has_gap(letters, at) {
            each_letter_at(&mut [before, b"?", rest].concat(), at, |near| show(near, 8));
        }
        let Some((first, rest)) = rest.split_first() else { break };
        let without = [before, rest].concat();
        show(&without, 10);
        if has_gap(&without, at) {
            each_letter_at(&mut letters.to_vec(), at, |near| show(near, 14));
        }
        if let Some((second, rest)) = rest.split_first() {
            show(&[before, &[*second, *first], rest].concat(), 8);
        }
    }
}

/// Shows what each letter at a place makes of a word.
fn each_letter_at(word: &mut [u8], at: usize, mut show: impl FnMut(&[u8])) {
    for letter in b'a'..=b'z' {
        if let Some(slot) = word.get_mut(at) {
            *slot = letter;
        }
        show(word);
    }
}

/// Whether two keys lie beside each other on an English keyboard.
fn is_beside(first: u8, second: u8) -> bool {
    /// The keys around those of the small letters, in order.
    const AROUND: [&[u8]; 26] = [
        b"qwsz", b"vghn", b"xdfv", b"serfcx", b"wsdr", b"drtgvc", b"ftyhbv", b"gyujnb", b"ujko",
        b"huikmn", b"jiolm", b"kop", b"njk", b"bhjm", b"iklp", b"ol", b"wa", b"edft", b"awedxz",
        b"rfgy", b"yhji", b"cfgb", b"qase", b"zsdc", b"tghu", b"asx",
    ];
    let keys = AROUND.get(usize::from(first.wrapping_sub(b'a')));
    keys.is_some_and(|keys| keys.contains(&second))
}

/// Beginnings that make a new word of one that is known.
const PREFIXES: [&str; 31] = [
    "anti", "arch", "bio", "co", "counter", "cyber", "de", "dis", "eco", "fore", "hyper", "inter",
    "mega", "micro", "mid", "mis", "multi", "non", "out", "over", "post", "pre", "pro", "re",
    "semi", "sub", "super", "trans", "ultra", "un", "under",
];

/// Endings that do so too.
const SUFFIXES: [&str; 33] = [
    "able", "al", "ally", "d", "dom", "ed", "er", "ers", "es", "esque", "est", "fest", "free",
    "ful", "hood", "ing", "ings", "ish", "ism", "ist", "ists", "ization", "ize", "ized", "izing",
    "less", "like", "ly", "ness", "r", "rs", "s", "y",
];

/// Whether an unknown word is two known ones: `frontlines`. Both are common, or long enough not to
/// be found by chance.
fn is_compound(page: &Page<'_>, word: &str) -> bool {
    let is_part = |part: &str| {
        page.vocabulary.get(part).is_some_and(|entry| entry.class >= 6 || part.len() >= 5)
    };
    let mut cuts = 3..=word.len().saturating_sub(3);
    cuts.any(|at| {
        word.split_at_checked(at).is_some_and(|(left, right)| is_part(left) && is_part(right))
    })
}

/// Whether an unknown word is a known one with a beginning or an ending: `reframe`, `cyberthreats`.
pub(super) fn is_inflected(page: &Page<'_>, word: &str) -> bool {
    let is_word = |part: &str| {
        part.len() >= 3 && page.vocabulary.get(part).is_some_and(|entry| !entry.is_name)
    };
    let has = |suffix: &str| {
        words::without_end(word, suffix)
            .is_some_and(|part| is_word(part) || is_stem(page, part, suffix))
    };
    PREFIXES.iter().any(|prefix| words::without_start(word, prefix).is_some_and(is_word))
        || SUFFIXES.iter().any(|suffix| has(suffix))
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
