//! Line ends of every kind become one line feed; lines are never joined here.

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "line-end";

/// Finds carriage returns, form feeds, and the line ends of Unicode.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let bytes = page.text.as_bytes();
    let mut fixes = Vec::new();
    let mut fix = |at: usize, len: usize, text: &str| {
        fixes.push(Fix::new(Span::at(at..at + len), text, RULE, 1.0));
    };
    for at in memchr::memchr3_iter(b'\r', 0x0b, 0x0c, bytes) {
        match bytes.get(at..) {
            // Only the first of the two goes, so that the rows of a whole dump stay short.
            Some([b'\r', b'\n', ..]) => fix(at, 1, ""),
            _ => fix(at, 1, "\n"),
        }
    }
    if bytes.is_ascii() {
        return fixes;
    }
    let n_ascii = fixes.len();
    let mut fix = |at: usize, len: usize, text: &str| {
        fixes.push(Fix::new(Span::at(at..at + len), text, RULE, 1.0));
    };
    for at in memchr::memmem::find_iter(bytes, "\u{85}") {
        fix(at, 2, "\n");
    }
    for at in memchr::memmem::find_iter(bytes, "\u{2028}") {
        fix(at, 3, "\n");
    }
    for at in memchr::memmem::find_iter(bytes, "\u{2029}") {
        // The end of a paragraph, which a blank line is everywhere else.
        fix(at, 3, "\n\n");
    }
    if fixes.len() > n_ascii {
        fixes.sort_by_key(|fix| fix.change.span);
    }
    fixes
}
