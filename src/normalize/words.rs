//! Words as runs of ASCII letters: where they begin and end, and whether they stand in prose.
//!
//! What surrounds a word decides whether it may be repaired: part of an address, a handle, a code or
//! a word with letters beyond ASCII is left alone.

use std::ops::Range;

/// The words that are typed into others.
pub(super) const SHORT: [&str; 16] = [
    "the", "to", "on", "of", "in", "a", "and", "for", "by", "at", "from", "with", "that", "is",
    "as", "it",
];

/// Words of this class and above are common: seen alone they are not looked at twice.
pub(super) const COMMON: u8 = 11;

/// How far around a word what touches it is looked at; a longer run without blanks is no prose.
pub(super) const REACH: usize = 64;

/// Whether what touches a word is what may touch a word in prose.
pub(super) fn in_prose(text: &str, word: Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text.get(..word.start), text.get(word.end..)) else {
        return false;
    };
    // Most stand between blanks.
    let is_blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\n'));
    if is_blank(before.as_bytes().last()) {
        return is_blank(after.as_bytes().first())
            || (!after.starts_with(char::is_alphanumeric) && is_prose(after.chars()));
    }
    // "don't", "l'amour": an apostrophe behind a letter joins the two, and either may be unknown.
    let joined = before.strip_suffix(['\'', '’', '‘', '`']).unwrap_or(before);
    if joined.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
        return false;
    }
    is_prose(before.chars().rev()) && is_prose(after.chars())
}

/// Whether the characters up to the next blank, or the end of the text, could stand in prose.
fn is_prose(outward: impl Iterator<Item = char>) -> bool {
    let (mut n, mut stop) = (0, false);
    for c in outward.take(REACH).take_while(|c| !c.is_whitespace()) {
        // A stop between letters is an address (`nytimes.com`) or initials (`U.S`).
        let is_code =
            c.is_ascii_digit() || (c.is_ascii_punctuation() && "@/\\_#&=+<>{}".contains(c));
        if is_code || (stop && c.is_alphanumeric()) {
            return false;
        }
        n += 1;
        stop = c == '.';
    }
    n < REACH
}

/// A word without another at its end; most have another last letter.
pub(super) fn without_end<'w>(word: &'w str, end: &str) -> Option<&'w str> {
    if word.as_bytes().last() == end.as_bytes().last() { word.strip_suffix(end) } else { None }
}

/// A word without another at its start; most have another first letter.
pub(super) fn without_start<'w>(word: &'w str, start: &str) -> Option<&'w str> {
    let is_alike = word.as_bytes().first() == start.as_bytes().first();
    if is_alike { word.strip_prefix(start) } else { None }
}

/// The run of ASCII letters that ends at a position.
pub(super) fn ending_at(text: &str, end: usize) -> Range<usize> {
    let letters = text.as_bytes().get(..end).unwrap_or_default().iter().rev();
    end - letters.take_while(|byte| byte.is_ascii_alphabetic()).take(REACH).count()..end
}

/// The run of ASCII letters that begins at a position.
pub(super) fn starting_at(text: &str, start: usize) -> Range<usize> {
    let letters = text.as_bytes().get(start..).unwrap_or_default().iter();
    start..start + letters.take_while(|byte| byte.is_ascii_alphabetic()).take(REACH).count()
}

/// The word that one blank parts from the word that begins at a position, before it.
pub(super) fn before(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start.checked_sub(1).filter(|end| text.as_bytes().get(*end) == Some(&b' '))?;
    Some(ending_at(text, end)).filter(|word| !word.is_empty())
}

/// The word that one blank parts from the word that ends at a position, after it.
pub(super) fn after(text: &str, end: usize) -> Option<Range<usize>> {
    let start = Some(end + 1).filter(|_| text.as_bytes().get(end) == Some(&b' '))?;
    Some(starting_at(text, start)).filter(|word| !word.is_empty())
}
