//! Characters that a scanner took for others: `govemment`, `0bama`, `po1icy`.
//!
//! The word with the character put right must be a known one, and not too rare; what has other
//! digits (`G20`, `401k`, `10am`) is no word.

use std::cell::LazyCell;
use std::ops::Range;

use memchr::memchr3_iter;

use super::Fix;
use super::page::Page;
use super::weigh::{Place, is_small};
use super::words;
use crate::text::Span;

const RULE: &str = "misread";

/// Letters that look alike in print: what was read, and what was printed.
const ALIKE: [(&str, &str); 8] = [
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("d", "cl"),
    ("vv", "w"),
    ("w", "vv"),
    ("ii", "n"),
    ("li", "h"),
];

/// What it costs that a scanner misread a word, in half bits.
const MISREAD: i32 = 28;

/// Words rarer than this may be one of another kind.
const MIN_CLASS: u8 = 5;

/// Finds words with misread letters.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let unknown = page.doubts().unknown.iter();
    let mut fixes: Vec<Fix> = unknown.filter_map(|word| read_letters(page, word)).collect();
    let n_letters = fixes.len();
    let mut done = 0;
    for digit in memchr3_iter(b'0', b'1', b'|', page.text.as_bytes()) {
        if digit < done {
            continue;
        }
        let range = around(page, digit);
        done = range.end;
        fixes.extend(read_digits(page, &range));
    }
    if n_letters > 0 && fixes.len() > n_letters {
        fixes.sort_by_key(|fix| fix.change.span);
    }
    fixes
}

/// Reads an unknown word whose letters look like those of a known one.
fn read_letters(page: &Page<'_>, range: &Range<usize>) -> Option<Fix> {
    let word = page.at(range.clone());
    if word.len() < 5 || !word.bytes().skip(1).all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    let place = LazyCell::new(|| Place::new(page, range));
    let mut best: Option<(i32, String)> = None;
    for (seen, printed) in ALIKE {
        let mut from = 0;
        for at in 0..word.len() {
            let (before, rest) = word.split_at_checked(at)?;
            if at < from || words::without_start(rest, seen).is_none() {
                continue;
            }
            from = at + seen.len();
            let meant = [before, printed, rest.strip_prefix(seen)?].concat();
            if is_plain(page, &meant, !is_small(word)) {
                let cost = place.cost([&meant]);
                if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                    best = Some((cost, meant));
                }
            }
        }
    }
    let (cost, meant) = best?;
    let is_sure = place.cost([word]) > cost + MISREAD && !page.rare_names.has(word);
    is_sure.then(|| Fix::new(Span::at(range.clone()), meant, RULE, 0.9))
}

/// The letters, zeros, ones and bars around one.
fn around(page: &Page<'_>, digit: usize) -> Range<usize> {
    let bytes = page.text.as_bytes();
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'|';
    let before = bytes.get(..digit).unwrap_or_default().iter().rev();
    let after = bytes.get(digit..).unwrap_or_default().iter();
    let n_before = before.take_while(is_part).take(24).count();
    digit - n_before..digit + after.take_while(is_part).take(24).count()
}

/// Reads a word with zeros and ones among its letters.
fn read_digits(page: &Page<'_>, range: &Range<usize>) -> Option<Fix> {
    let word = page.at(range.clone());
    let n_letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let n_digits = word.len() - n_letters;
    if n_letters < 3 || n_letters < 3 * n_digits || word.len() > 24 {
        return None;
    }
    let joins =
        |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_/@#$.&=+".contains(c));
    let behind = page.line_after(range.end);
    // A stop ends a sentence here, or is part of an address.
    let behind = behind.strip_prefix('.').unwrap_or(behind);
    if joins(page.before(range.start)) || joins(behind.chars().next()) {
        return None;
    }
    let as_letter = |one: char| {
        move |c: char| match c {
            '0' => 'o',
            '1' | '|' => one,
            _ => c,
        }
    };
    let mut readings =
        ['l', 'i'].into_iter().map(|one| -> String { word.chars().map(as_letter(one)).collect() });
    let meant = readings.find(|meant| is_plain(page, meant, true))?;
    let meant = match word.strip_prefix('0') {
        Some(rest) => format!("O{}", rest.chars().map(as_letter('l')).collect::<String>()),
        None => meant,
    };
    let is_even = meant.bytes().skip(1).all(|letter| letter.is_ascii_lowercase());
    is_even.then(|| Fix::new(Span::at(range.clone()), meant, RULE, 0.9))
}

/// Whether a word is known, no name where it may be none, and not rare.
fn is_plain(page: &Page<'_>, word: &str, may_be_name: bool) -> bool {
    let entry = page.vocabulary.get(word);
    entry.is_some_and(|entry| entry.class >= MIN_CLASS && (may_be_name || !entry.is_name))
        && words::SHORT.iter().all(|short| *short != word)
}
