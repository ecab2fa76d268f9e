//! Line ends of every kind become one line feed; lines are never joined here.

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "line-end";

/// Finds carriage returns, form feeds, and the line ends of Unicode.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let fix = |at: usize| {
        let rest = page.text.as_bytes().get(at..)?;
        let (len, text) = match rest {
            // Only the first of the two goes, so that the rows of a whole dump stay short.
            [b'\r', b'\n', ..] => (1, ""),
            [b'\r' | 0x0b | 0x0c, ..] => (1, "\n"),
            [0xc2, 0x85, ..] => (2, "\n"),
            [0xe2, 0x80, 0xa8, ..] => (3, "\n"),
            // The end of a paragraph, which a blank line is everywhere else.
            [0xe2, 0x80, 0xa9, ..] => (3, "\n\n"),
            _ => return None,
        };
        Some(Fix::new(Span::at(at..at + len), text, RULE, 1.0))
    };
    page.signs_of([b'\r', 0x0b, 0x0c, 0xc2, 0xe2]).filter_map(fix).collect()
}
