//! What the words of a sentence say of its worth, as features of the tagger's machine.
//!
//! A sentence is one long token to the machine: its words, their stems, pairs of stems, how many
//! words of each part of speech it has, its figures, dates and modality. What a word adds by itself
//! depends on it alone, so that it can be kept.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::segment::{Part, TokenKind};
use crate::tagger::{Features, feature};

use super::super::view::View;
use super::super::words::Words;
use super::super::{Claim, Quantity, Unit};

// Templates.
const WORD: u16 = 0;
const STEM: u16 = 1;
const PAIR: u16 = 2;
const APART: u16 = 3;
const REASON: u16 = 4;
const NEGATION: u16 = 5;
const TOPIC: u16 = 6;
const PART: u16 = 7;
const FIGURE: u16 = 8;
const FIGURES: u16 = 9;
const DATES: u16 = 10;
const MODALITY: u16 = 11;
const LENGTH: u16 = 12;

/// Words from which on a sentence is that long.
const LENGTHS: [u32; 10] = [3, 5, 7, 9, 12, 15, 20, 25, 30, 40];

/// More of a part of speech count as so many.
const MOST: u8 = 4;

/// The features of a word by itself; gives the hash of its stem.
pub(super) fn of_word(view: View<'_>, words: &Words, at: usize, to: &mut impl Features) -> u32 {
    let word = view.word(at).to_lowercase();
    // Which number it is, is another matter.
    let is_number = view.is_kind(at, TokenKind::Number);
    let hash = if is_number { 0 } else { hash(&word) };
    let stem = if is_number { 0 } else { stem(&word) };
    to.add(feature(WORD, &[hash]));
    to.add(feature(STEM, &[stem]));
    if let Some(reason) = words.reasons.get(word.as_str()) {
        to.add(feature(REASON, &[u32::from(reason.bits())]));
    }
    if matches!(word.as_str(), "not" | "n't" | "n’t" | "never" | "no" | "nothing" | "nobody") {
        to.add(feature(NEGATION, &[]));
    }
    if let Some(topic) = words.topics.get(word.as_str()) {
        to.add(feature(TOPIC, &[self::hash(topic)]));
    }
    stem
}

/// The features of a sentence, or of the `parts` of a content; `word` adds those of a token by
/// itself and gives its stem.
pub(super) fn add<F: Features>(
    view: View<'_>,
    parts: &[Range<usize>],
    (claim, quantities): (&Claim, &[Quantity]),
    to: &mut F,
    mut word: impl FnMut(&mut F, usize) -> u32,
) {
    let mut of_part = [0_u8; 32];
    let (mut n_words, mut last, mut before_last) = (0, u32::MAX, u32::MAX);
    for at in parts.iter().cloned().flatten() {
        let part = view.part(at);
        if part == Part::Quote || part == Part::Stop && view.word(at) == "." {
            continue;
        }
        let stem = word(to, at);
        to.add(feature(PAIR, &[last, stem]));
        to.add(feature(APART, &[before_last, stem]));
        (before_last, last) = (last, stem);
        n_words += 1;
        if let Some(n) = of_part.get_mut(part as usize) {
            *n = n.saturating_add(1);
        }
    }
    for (part, n) in (0_u32..).zip(of_part).filter(|(_, n)| *n > 0) {
        to.add(feature(PART, &[part, u32::from(n.min(MOST))]));
    }
    let figures = claim.quantities.iter().filter_map(|index| quantities.get(*index as usize));
    for (nth, quantity) in (0_u32..).zip(figures) {
        let direction = quantity.direction.map_or(0, |way| way as u32 + 1);
        to.add(feature(FIGURE, &[of_unit(quantity.unit), direction]));
        if nth < 3 {
            to.add(feature(FIGURES, &[nth]));
        }
    }
    for (nth, _) in (0_u32..).zip(claim.dates.iter().take(2)) {
        to.add(feature(DATES, &[nth]));
    }
    to.add(feature(MODALITY, &[claim.modality as u32]));
    for length in LENGTHS.iter().filter(|length| n_words >= **length) {
        to.add(feature(LENGTH, &[*length]));
    }
}

/// The sort of a unit.
fn of_unit(unit: Unit) -> u32 {
    match unit {
        Unit::None => 0,
        Unit::Currency(_) => 1,
        Unit::Percent => 2,
        Unit::PercentagePoints | Unit::BasisPoints => 3,
        Unit::Times => 4,
        Unit::Ordinal => 5,
        Unit::Noun(_) => 6,
    }
}

/// The hash of a word without the ending that it bends with: `jobs` and `job` are one.
fn stem(word: &str) -> u32 {
    const ENDINGS: [(&str, &str); 7] =
        [("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")];
    for (ending, instead) in ENDINGS {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3);
        if let (Some(stem), false) = (stem, word.ends_with("ss")) {
            return if instead.is_empty() { hash(stem) } else { hash(&[stem, instead].concat()) };
        }
    }
    hash(word)
}

fn hash(word: &str) -> u32 {
    u32::try_from(xxh3_64(word.as_bytes()) >> 32).unwrap_or_default()
}
