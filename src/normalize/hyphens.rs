//! Words hyphenated over a line end: `nego-` and `tiations` on the next line.
//!
//! The hyphen goes where the parts make a known word or one of them is none; where both are words
//! and the whole is not, it was the hyphen of a compound (`front-` and `runner`) and stays. The
//! line end goes with it either way.

use super::page::Page;
use super::{Fix, words};
use crate::text::Span;

const RULE: &str = "hyphen";

/// Finds words that go on in the next line, or did before the lines were joined: `prosecu- tion`.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let bytes = page.text.as_bytes();
    let read = |at: usize| match bytes.get(at) {
        Some(b'\n') => read(page, at),
        _ => read_joined(page, at),
    };
    page.signs_of(*b"\n-").filter_map(read).collect()
}

/// Reads the word that a hyphen and a blank break. "pre- and postwar" has one by right, so the whole
/// must be known and the halves must not both be.
fn read_joined(page: &Page<'_>, hyphen: usize) -> Option<Fix> {
    let (left, right) =
        (words::ending_at(page.text, hyphen), words::starting_at(page.text, hyphen + 2));
    let (first, second) = (page.at(left.clone()), page.at(right.clone()));
    let is_known = |word: &str| page.vocabulary.get(word).is_some_and(|entry| !entry.is_name);
    let is_broken = first.len() >= 2
        && second.len() >= 2
        && goes_on(first, second)
        && !page.before(left.start).is_some_and(|c| c.is_alphanumeric() || c == '-')
        && is_known(&[first, second].concat())
        && !(is_known(first) && is_known(second));
    is_broken.then(|| Fix::new(Span::at(left.end..right.start), "", RULE, 0.95))
}

/// Reads the word that a line end breaks.
fn read(page: &Page<'_>, line_end: usize) -> Option<Fix> {
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
    let bytes = page.text.as_bytes();
    let n_before = bytes.get(..line_end)?.iter().rev().take_while(is_blank).count();
    let line = bytes.get(..line_end - n_before)?;
    // A soft hyphen is two bytes.
    let len =
        if line.ends_with(b"-") { 1 } else { 2 * usize::from(line.ends_with("\u{ad}".as_bytes())) };
    if len == 0 {
        return None;
    }
    let left = words::ending_at(page.text, line.len() - len);
    let start = line_end + 1;
    let n_after = bytes.get(start..)?.iter().take_while(is_blank).count();
    let right = words::starting_at(page.text, start + n_after);
    let (first, second) = (page.at(left.clone()), page.at(right.clone()));
    let is_broken = first.len() >= 2 && second.len() >= 2 && goes_on(first, second);
    // "and-" is a dash in want of a blank; "x-ray-" and "3G-" are something else.
    let is_word = !page.before(left.start).is_some_and(|c| c.is_alphanumeric() || c == '-');
    if !is_broken || !is_word || page.after(right.end).is_some_and(char::is_numeric) {
        return None;
    }
    let is_known = |word: &str| page.vocabulary.get(word).is_some();
    let whole = page.vocabulary.get(&[first, second].concat());
    // "long-term" rather than "longterm".
    let is_pair = page.pairs.class(first, second) >= Some(2);
    let is_whole = whole.is_some_and(|whole| !(is_pair && whole.class < 4));
    let is_apart = len == 1 && is_known(first) && is_known(second);
    let (hyphen, confidence) = match (is_whole, is_apart) {
        (true, _) => ("", 0.98),
        (false, true) => ("-", 0.8),
        (false, false) => ("", 0.9),
    };
    Some(Fix::new(Span::at(left.end..right.start), hyphen, RULE, confidence))
}

/// Whether the case of two parts is that of one word.
fn goes_on(first: &str, second: &str) -> bool {
    let is_small = second.bytes().all(|letter| letter.is_ascii_lowercase());
    let is_big = |part: &str| part.bytes().all(|letter| letter.is_ascii_uppercase());
    is_small || (is_big(first) && is_big(second))
}
