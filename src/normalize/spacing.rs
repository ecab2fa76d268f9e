//! Blanks before punctuation: `an agreement !!!`, `he said , then left`.

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "spacing";

/// Finds a blank between a word and the punctuation behind it.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let blanks = page.signs_of([b' ']).filter(|blank| is_lost(page, *blank, blank + 1));
    blanks.map(|blank| Fix::new(Span::at(blank..blank + 1), "", RULE, 0.95)).collect()
}

/// Whether a blank before a mark should not be there.
fn is_lost(page: &Page<'_>, blank: usize, at: usize) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '”' | '"' | '’' | '\'' | ')' | '%');
    let rest = page.line_after(at);
    let mark = rest.get(..1).unwrap_or_default();
    // "!!!" and "?!", but no dots: "and . . . then", "he said ...".
    let marks = rest.trim_start_matches(['!', '?']);
    let behind = if matches!(mark, "!" | "?") { marks } else { rest.get(1..).unwrap_or_default() };
    page.before(blank).is_some_and(is_word)
        && (behind.is_empty() || behind.starts_with([' ', '”', '"', '’', '\'', ')']))
        && !behind.trim_start().starts_with(['.', ',', ';', ':', ')'])
        && !(behind.starts_with('\'') && mark == ",")
}
