//! What the source does with the content, by the words of the cue.

use std::ops::Range;

use super::ClaimKind;
use super::hints::Hints;
use super::view::{Told, View};
use super::words::{Cue, Words};

/// The kind of an attribution: that of the first word of the cue that a list knows.
///
/// A cue of marks alone (`Trump: We will win`) and an unknown one are statements, the most common
/// kind by far. What a document states or finds is evidence.
pub(super) fn find(
    view: View<'_>,
    words: &Words,
    told: &Told,
    cues: &[(usize, Cue)],
) -> (ClaimKind, Option<usize>) {
    if let Some(found) = by_frame(view, told, cues) {
        return found;
    }
    let known = cues.iter().find_map(|(at, cue)| Some((cue.kind?, *at)));
    let kind = known.map_or(ClaimKind::Statement, |(kind, _)| kind);
    match kind {
        ClaimKind::Statement | ClaimKind::Perception
            if told.source.iter().any(|source| is_evidence(view, words, source)) =>
        {
            (ClaimKind::Evidence, known.map(|(_, at)| at))
        }
        kind => (kind, known.map(|(_, at)| at)),
    }
}

/// Kinds that no single word tells: `| To | many, ...`, `see | it as ...`, `views of`.
fn by_frame(
    view: View<'_>,
    told: &Told,
    cues: &[(usize, Cue)],
) -> Option<(ClaimKind, Option<usize>)> {
    let is_telling = |at: &usize| view.hints(*at).has(Hints::TELLING);
    if let [(at, _)] = cues
        && is_telling(at)
        && view.is_any(*at, &["to", "for"])
        && !told.source.is_empty()
    {
        return Some((ClaimKind::Belief, Some(*at)));
    }
    let content = told.content.first()?;
    for at in cues.iter().map(|(at, _)| at).filter(|at| is_telling(at)) {
        let views =
            view.is_any(*at, &["see", "sees", "saw", "seen", "seeing", "view", "views", "viewed"]);
        if views && content.clone().take(12).any(|at| view.is(at, "as")) {
            return Some((ClaimKind::Belief, Some(*at)));
        }
        let opinion = view.is_any(*at, &["view", "views", "opinion", "opinions", "impression"]);
        if opinion
            && view.is_any(at + 1, &["of", "on"])
            && cues.iter().any(|(of, _)| of == &(at + 1))
        {
            return Some((ClaimKind::Attitude, Some(*at)));
        }
    }
    None
}

/// Whether the head of a source is a thing that shows: `a poll by the Journal`, not `the author of
/// the report`.
fn is_evidence(view: View<'_>, words: &Words, source: &Range<usize>) -> bool {
    if !source.clone().any(|at| view.hints(at).has(Hints::EVIDENCE)) {
        return false;
    }
    let (start, end) = (source.start, source.end);
    let head = source.clone().take_while(|at| *at == start || !ends_noun(view, *at)).last();
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
