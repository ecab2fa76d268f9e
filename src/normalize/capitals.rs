//! A name in capitals among words that are not: `President XI said`, `the TREASURY Department`.
//!
//! Acronyms, headlines, datelines and emphasis are in capitals by right. So a word changes only when
//! the article has it in its usual form, more often than in capitals, and it is a name, or stands
//! beside the same word there.

use std::ops::Range;

use super::page::Page;
use super::weigh::is_small;
use super::{Fix, words};
use crate::text::Span;

const RULE: &str = "capitals";

/// Finds words in capitals that the article writes otherwise.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let capitals = &page.doubts().capitals;
    capitals.iter().filter_map(|word| read(page, word)).collect()
}

fn read(page: &Page<'_>, range: &Range<usize>) -> Option<Fix> {
    let word = page.at(range.clone());
    let is_big = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_big(word) {
        return None;
    }
    let entry = page.vocabulary.get(word);
    if entry.is_some_and(|entry| entry.is_capitals) {
        return None;
    }
    // "MICHAEL B. THOMAS": an initial is in capitals as well.
    let is_big = |word: &str| {
        !word.is_empty()
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && !matches!(word, "a" | "A" | "I")
    };
    let is_alone = ![next_before(page, range.start), next_after(page, range.end)]
        .into_iter()
        .any(|word| is_big(page.at(word)));
    if !is_alone || is_head(page, range) || !words::in_prose(page.text, range.clone()) {
        return None;
    }
    let (first, rest) = word.split_at_checked(1)?;
    let usual = [first, &rest.to_ascii_lowercase()].concat();
    let fix = |confidence| Some(Fix::new(Span::at(range.clone()), &usual, RULE, confidence));
    if STARTS.contains(&usual.as_str()) && starts_sentence(page, range) {
        return fix(0.85);
    }
    let n_usual = page.near(&usual, range.start).take(8).count();
    // "VT", "MO": states in dateline style.
    let is_proper = word.len() >= 4 && entry.is_some_and(|entry| entry.is_proper);
    // It stands here in capitals at least.
    if n_usual < 2 && !is_proper {
        return None;
    }
    let n_big = page.near(word, range.start).take(4).count();
    if n_usual >= 2 * n_big && entry.is_none_or(|entry| entry.is_name || entry.is_proper) {
        return fix(0.95);
    }
    if is_proper && n_big < 2 {
        return fix(0.85);
    }
    // "the Treasury Department" elsewhere, for the words that are no names by themselves.
    let stands = |phrase: String| page.is_near(&phrase, range.start);
    if n_usual < 2 * n_big {
        return None;
    }
    let before = words::before(page.text, range.start).map(|word| page.at(word));
    let after = words::after(page.text, range.end).map(|word| page.at(word));
    let is_phrase = before.is_some_and(|word| !is_small(word) && stands(format!("{word} {usual}")))
        || after.is_some_and(|word| !is_small(word) && stands(format!("{usual} {word}")));
    if is_phrase || n_inside(page, &usual, range.start) >= 2 {
        return fix(0.9);
    }
    None
}

/// The word before a position, whatever marks and blanks of the line lie between.
fn next_before(page: &Page<'_>, position: usize) -> Range<usize> {
    let line = page.line_before(position);
    let n_other = line.len() - line.trim_end_matches(|c: char| !c.is_ascii_alphabetic()).len();
    words::ending_at(page.text, position - n_other)
}

/// The word after a position, as [`next_before`].
fn next_after(page: &Page<'_>, position: usize) -> Range<usize> {
    let line = page.line_after(position);
    let line = line.strip_prefix(['\'', '’']).unwrap_or(line);
    let line = line.strip_prefix("s ").unwrap_or(line);
    let rest = line.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let start = position + page.line_after(position).len() - rest.len();
    words::starting_at(page.text, start)
}

/// Words that begin sentences and that nobody stresses there.
const STARTS: [&str; 18] = [
    "After", "As", "At", "By", "During", "For", "From", "Her", "His", "If", "Its", "Of", "Since",
    "The", "Their", "To", "When", "While",
];

/// Whether a sentence begins with a word, and goes on in small letters.
fn starts_sentence(page: &Page<'_>, range: &Range<usize>) -> bool {
    let line = page.line_before(range.start).trim_end_matches([' ', '“', '"', '‘']);
    let goes_on = words::after(page.text, range.end).is_some_and(|word| is_small(page.at(word)));
    goes_on && (line.is_empty() || line.ends_with(['.', '!', '?', '”', '"']))
}

/// How often a word with a capital stands near a position behind a word without: `for Trump`. At
/// most a few are counted.
fn n_inside(page: &Page<'_>, word: &str, position: usize) -> usize {
    let places = page.near(word, position).filter(|at| {
        let before = words::before(page.text, *at);
        before.is_some_and(|before| page.at(before).bytes().all(|byte| byte.is_ascii_lowercase()))
    });
    places.take(4).count()
}

/// Whether a word begins a line or sentence as a dateline, a speaker or a label does: `BEIJING (AP)`,
/// `MOSCOW, May 3`, `TRUMP:`.
fn is_head(page: &Page<'_>, range: &Range<usize>) -> bool {
    let line = page.line_before(range.start).trim_end();
    let is_first = line.is_empty() || line.ends_with(['.', '!', '?', '”', '"']);
    let goes_on = words::after(page.text, range.end).is_some_and(|word| is_small(page.at(word)));
    let is_owner = page.line_after(range.end).starts_with(['\'', '’']);
    page.after(range.end) == Some(':') || (is_first && !goes_on && !is_owner)
}
