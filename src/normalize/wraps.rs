//! Line ends in mid-sentence, as texts of a fixed width have them: they become blanks, for a line end
//! is the end of a paragraph to the stages that follow.
//!
//! A line is taken to go on where it is long, ends with a small letter or a comma, and the next one
//! begins with a small letter. Where an article has many such, all its long lines that do not end a
//! sentence go on, whatever the next begins with.

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "wrap";

/// Shorter lines are headlines, items of lists, or the last of a paragraph.
const MIN_LINE: usize = 45;

/// An article of fixed width has at least as many lines that surely go on.
const MIN_SURE: usize = 3;

/// Finds line ends in mid-sentence.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let (mut breaks, mut n_single, mut n_sure) = (Vec::new(), 0, 0);
    let mut start = 0;
    for end in page.signs_of([b'\n']) {
        let len = end - start;
        start = end + 1;
        let (Some(before), Some(after)) = (page.before(end), page.after(end + 1)) else { continue };
        if before.is_whitespace() || after.is_whitespace() {
            continue;
        }
        n_single += 1;
        let goes_on = len >= MIN_LINE && (before.is_alphanumeric() || before == ',');
        if goes_on {
            let is_sure = (before.is_lowercase() || before == ',') && after.is_lowercase();
            n_sure += usize::from(is_sure);
            breaks.push((end, is_sure));
        }
    }
    let is_fixed = n_sure >= MIN_SURE && 4 * n_sure >= n_single;
    let fix = |(end, is_sure): (usize, bool)| {
        let confidence = if is_sure { 0.9 } else { 0.8 };
        Fix::new(Span::at(end..end + 1), " ", RULE, confidence)
    };
    // A quotation mark or a dash may begin a line of a list.
    let is_kept = |(end, is_sure): &(usize, bool)| {
        *is_sure || (is_fixed && page.after(end + 1).is_some_and(char::is_alphanumeric))
    };
    breaks.into_iter().filter(is_kept).map(fix).collect()
}
