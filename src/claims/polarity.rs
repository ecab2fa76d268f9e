//! Whether the source affirms the content, by the words of the cue.

use std::ops::Range;

use super::hints::Hints;
use super::view::{Told, View};
use super::words::{Cue, CuePolarity, Words};
use super::{ClaimKind, Polarity};

/// Tokens of a content among which the answer that is refused is looked for.
const LONGEST_REQUEST: usize = 4;

/// The polarity of an attribution.
///
/// A negated cue gives no word (`did not respond`), denies (`does not believe`) or, if it denies
/// itself, affirms (`did not deny`). Negations inside the content are part of what is affirmed.
pub(super) fn find(
    view: View<'_>,
    words: &Words,
    told: &Told,
    cues: &[(usize, Cue)],
    kind: ClaimKind,
) -> (Polarity, Option<usize>) {
    let mut negated = None;
    let mut found = None;
    let mut is_answer = false;
    let mut is_known = false;
    for (at, cue) in cues {
        // "said, without naming him" says: what follows the verb does not negate it.
        if !is_known && is_negation(view, *at) {
            negated = Some(*at);
        }
        is_known = is_known || cue.kind.is_some();
        match cue.polarity {
            Some(CuePolarity::Answer) => is_answer = true,
            class => found = found.or(class.map(|class| (class, *at))),
        }
    }
    let negated = negated.or_else(|| denying(view, told, cues));
    let shown = negated.or(found.map(|(_, at)| at));
    let polarity = match (found.map(|(class, _)| class), negated.is_some()) {
        (Some(CuePolarity::Silent), false) => Polarity::Declined,
        (Some(CuePolarity::Refused), false) if is_answer || asks(view, words, told) => {
            Polarity::Declined
        }
        (None, true) if kind == ClaimKind::Statement && (is_answer || asks(view, words, told)) => {
            Polarity::Declined
        }
        (Some(_), false) | (None, true) => Polarity::Denied,
        (_, _) => return (Polarity::Affirmed, None),
    };
    (polarity, shown)
}

/// Where the source or the first word of the content negates the cue: `Neither man | responded`,
/// `would prefer | not to`.
fn denying(view: View<'_>, told: &Told, cues: &[(usize, Cue)]) -> Option<usize> {
    let first = |tokens: &[Range<usize>]| Some(tokens.first()?.start);
    let source = first(&told.source)
        .filter(|at| view.hints(*at).has(Hints::TELLING))
        .filter(|at| view.is_any(*at, &["neither", "none", "nobody", "no", "few"]))
        .filter(|at| !view.is(*at, "few") || !view.is(at.wrapping_sub(1), "a"));
    source.or_else(|| {
        let content = first(&told.content)?;
        let cue = cues.last().map(|(at, _)| *at)?;
        (content == cue + 1
            && view.is(content, "not")
            && view.is(content + 1, "to")
            && cues.iter().any(|(_, cue)| matches!(cue.kind, Some(ClaimKind::Attitude))))
        .then_some(content)
    })
}

/// Whether what is refused is an answer: `declined | to comment`, `| multiple requests`.
fn asks(view: View<'_>, words: &Words, told: &Told) -> bool {
    let Some(content) = told.content.first() else { return false };
    content
        .clone()
        .take(LONGEST_REQUEST)
        .any(|at| words.cue(view.word(at)).polarity == Some(CuePolarity::Answer))
}

/// `not`, `n't`, `never`, `no`
fn is_negation(view: View<'_>, at: usize) -> bool {
    view.hints(at).has(Hints::TELLING)
        && view.is_any(
            at,
            &["not", "n't", "n’t", "never", "no", "neither", "nor", "without", "cannot", "hardly"],
        )
        && !view.is_any(at + 1, &["only", "just"])
}
