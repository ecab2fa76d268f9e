//! Paragraphs: what stands between line breaks.

use std::ops::Range;

use memchr::memchr_iter;

/// The lines of a text that are not blank, without white space at their ends, in order.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let breaks = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    breaks.filter_map(move |end| {
        let line = text.get(start..end).unwrap_or_default();
        let trimmed = line.trim_start();
        let from = end - trimmed.len();
        start = end + 1;
        let length = trimmed.trim_end().len();
        (length > 0).then_some(from..from + length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let made = lines(text).map(|range| text.get(range).unwrap()).collect::<Vec<_>>();
        assert_eq!(made, expected);
    }

    #[test]
    fn splits_at_line_breaks_and_drops_blank_lines() {
        check("", &[]);
        check(" \n\u{a0}\n", &[]);
        check("one", &["one"]);
        check("\n one \n\n\ttwo\r\nthree\u{3000}\n", &["one", "two", "three"]);
    }
}
