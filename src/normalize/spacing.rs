//! Blanks before punctuation: `an agreement !!!`, `he said , then left`.

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "spacing";

/// Finds a blank between a word and the punctuation behind it.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let bytes = page.text.as_bytes();
    let mut fixes = Vec::new();
    for start in (0..bytes.len()).step_by(N) {
        let rest = bytes.get(start..).unwrap_or_default();
        if rest.first_chunk().is_some_and(|chunk| !has_blank_before_mark(chunk)) {
            continue;
        }
        let pairs = rest.array_windows().take(N).enumerate();
        for (nth, _) in pairs.filter(|(_, [blank, mark])| *blank == b' ' && is_mark(*mark)) {
            let blank = start + nth;
            if is_lost(page, blank, blank + 1) {
                fixes.push(Fix::new(Span::at(blank..blank + 1), "", RULE, 0.95));
            }
        }
    }
    fixes
}

/// How many bytes are looked at together.
const N: usize = 32;

/// Whether any of some bytes is a blank with punctuation behind it; without a branch, so that many are
/// compared at once.
fn has_blank_before_mark(chunk: &[u8; N + 1]) -> bool {
    let pairs = chunk.iter().zip(chunk.iter().skip(1));
    pairs.fold(false, |found, (blank, mark)| found | ((*blank == b' ') & is_mark(*mark)))
}

fn is_mark(byte: u8) -> bool {
    byte & 0xfd == b',' || byte & 0xfe == b':' || byte == b'!' || byte == b'?'
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
