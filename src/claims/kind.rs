//! What the source does with the content, by the words of the cue.

use crate::attribution::Attribution;
use crate::text::{Clean, Span};

use super::ClaimKind;
use super::view::View;
use super::words::{Cue, Words};

/// The kind of an attribution: that of the first word of the cue that a list knows.
///
/// A cue of marks alone (`Trump: We will win`) and an unknown one are statements, the most common
/// kind by far. What a document states or finds is evidence.
pub(super) fn find(
    view: View<'_>,
    words: &Words,
    attribution: &Attribution,
    cues: &[(usize, Cue)],
) -> ClaimKind {
    let kind = cues.iter().find_map(|(_, cue)| cue.kind);
    match kind.unwrap_or(ClaimKind::Statement) {
        ClaimKind::Statement | ClaimKind::Perception
            if attribution.source.iter().any(|source| is_evidence(view, words, *source)) =>
        {
            ClaimKind::Evidence
        }
        kind => kind,
    }
}

/// Whether the head of a source is a thing that shows: `a poll by the Journal`, not `the author of
/// the report`.
fn is_evidence(view: View<'_>, words: &Words, source: Span<Clean>) -> bool {
    let tokens = view.inside(source);
    let (start, end) = (tokens.start, tokens.end);
    let head = tokens.take_while(|at| *at == start || !ends_noun(view, *at)).last();
    head.is_some_and(|head| {
        head < end && words.evidence.contains(view.word(head).to_lowercase().as_str())
    })
}

/// Whether a noun ends before this word.
fn ends_noun(view: View<'_>, at: usize) -> bool {
    view.is_any(
        at,
        &[
            "of",
            "by",
            "from",
            "in",
            "on",
            "for",
            "that",
            "which",
            "released",
            "conducted",
            "published",
            "taken",
            "obtained",
            "filed",
            ",",
            "(",
            "this",
            "last",
        ],
    )
}
