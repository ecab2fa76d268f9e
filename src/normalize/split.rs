//! A blank typed into a word: `nego tiations`, `in formation`.
//!
//! Where a part is no word the whole is soon told. Where both are, only the words around them can
//! tell, and the whole must be much the likelier reading.

use std::ops::Range;

use super::Fix;
use super::letters::Letters;
use super::page::Page;
use super::splice::fits;
use super::vocabulary::{self, Entry};
use super::weigh::{Place, Weighed, is_small};
use super::words::{self, COMMON};
use crate::text::Span;

const RULE: &str = "split";

/// What it costs that a blank came into a word, when one part is unknown, or both.
const UNKNOWN: i32 = 24;

/// The same when both parts are words.
const KNOWN: i32 = 30;

/// Particles of names: `Bab el-Mandeb`, `Dar es Salaam`.
const PARTICLES: [&str; 20] = [
    "al", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "es",
    "ibn", "la", "le", "van", "von", "y",
];

/// Finds pairs of words that are one word.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes: Vec<(i32, Fix)> = Vec::new();
    for (first, second) in suspects(page) {
        let Some((margin, fix)) = read(page, &first, &second) else { continue };
        match fixes.last_mut() {
            Some((last, other)) if other.change.span.end() > fix.change.span.start() => {
                if *last < margin {
                    (*last, *other) = (margin, fix);
                }
            }
            _ => fixes.push((margin, fix)),
        }
    }
    fixes.into_iter().map(|(_, fix)| fix).collect()
}

/// Pairs of words with one blank between them that may be one, in order.
fn suspects(page: &Page<'_>) -> Vec<(Range<usize>, Range<usize>)> {
    let doubts = page.doubts();
    let mut pairs = Vec::new();
    // "t hat": a letter that is no word.
    let letters = doubts.heads.iter().filter(|head| head.len() == 1);
    for word in doubts.unknown.iter().chain(letters) {
        pairs.extend(words::before(page.text, word.start).map(|first| (first, word.clone())));
        pairs.extend(words::after(page.text, word.end).map(|second| (word.clone(), second)));
    }
    pairs.extend(doubts.seams.iter().cloned());
    pairs.sort_by_key(|(first, _)| first.start);
    pairs.dedup();
    pairs
}

/// Reads two words as one, if that is likelier, and by how much.
fn read(page: &Page<'_>, first: &Range<usize>, second: &Range<usize>) -> Option<(i32, Fix)> {
    let (left, right) = (page.at(first.clone()), page.at(second.clone()));
    let hash = match Letters::joined(left, right) {
        Some(letters) => letters.hash(),
        None => vocabulary::hash([left, right].concat().as_bytes()),
    };
    let entry = page.vocabulary.get_hashed(hash).filter(|entry| entry.class >= 1)?;
    // Nearly all pairs end here, so what costs more comes later.
    let has_big = [left, right].iter().any(|part| part.bytes().any(|b| b.is_ascii_uppercase()));
    let may_fit = if has_big { fits(&[left, right].concat(), entry) } else { !entry.is_name };
    if !may_fit {
        return None;
    }
    let range = first.start..second.end;
    let place = Place::new(page, &range);
    let parts = [page.weighed(left), page.weighed(right)];
    let both = parts.iter().all(|part| part.is_known);
    // It begins as its left part does.
    let margin = place.cost_of(parts)
        - place.cost_of([Weighed::of(hash, Some(entry), left)])
        - if both { KNOWN } else { UNKNOWN };
    let in_prose = |word: &Range<usize>| words::in_prose(page.text, word.clone());
    if margin <= 0 || !in_prose(first) || !in_prose(second) {
        return None;
    }
    let needed = needed(page, left, right, entry);
    if needed == i32::MAX {
        return None;
    }
    let (span, whole) = (Span::at(range), [left, right].concat());
    let confidence = if both { 0.9 } else { 0.97 };
    Some(if margin > needed {
        (margin, Fix::new(span, whole, RULE, confidence))
    } else {
        (margin, Fix::suggestion(span, whole, RULE))
    })
}

/// By how much the whole must be the likelier reading, for the looks of the parts.
fn needed(page: &Page<'_>, left: &str, right: &str, whole: Entry) -> i32 {
    let is_big = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase());
    let class = |word: &str| page.vocabulary.get(word).map(|entry| entry.class);
    let is_content = |word: &str| class(word).is_some_and(|class| class < COMMON) && word.len() > 3;
    if !is_small(left) && PARTICLES.contains(&right) {
        return i32::MAX;
    }
    // "BFM TV", "LA CROSSE".
    if is_big(left) && is_big(right) {
        return SURE;
    }
    // "Jacques Hamel in Normandy": a name that no list has, and a small word.
    if !is_small(left) && class(right) >= Some(COMMON) && whole.class < 5 {
        return SURE;
    }
    // "night club" is one way to write it.
    if is_content(left) && is_content(right) { SURE } else { 0 }
}

/// By how much where the looks are against it.
const SURE: i32 = 24;
