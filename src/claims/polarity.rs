//! Whether the source affirms the content, by the words of the cue.

use crate::attribution::Attribution;

use super::view::View;
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
    attribution: &Attribution,
    cues: &[(usize, Cue)],
    kind: ClaimKind,
) -> Polarity {
    let mut is_negated = false;
    let mut found = None;
    let mut is_answer = false;
    let mut is_known = false;
    for (at, cue) in cues {
        // "said, without naming him" says: what follows the verb does not negate it.
        is_negated |= !is_known && is_negation(view, *at);
        is_known = is_known || cue.kind.is_some();
        match cue.polarity {
            Some(CuePolarity::Answer) => is_answer = true,
            class => found = found.or(class),
        }
    }
    match (found, is_negated) {
        (Some(CuePolarity::Refused), false) if is_answer || asks(view, words, attribution) => {
            Polarity::Declined
        }
        (None, true)
            if kind == ClaimKind::Statement && (is_answer || asks(view, words, attribution)) =>
        {
            Polarity::Declined
        }
        (Some(_), false) | (None, true) => Polarity::Denied,
        (_, _) => Polarity::Affirmed,
    }
}

/// Whether what is refused is an answer: `declined | to comment`, `| multiple requests`.
fn asks(view: View<'_>, words: &Words, attribution: &Attribution) -> bool {
    let Some(content) = attribution.content.first().map(|span| view.inside(*span)) else {
        return false;
    };
    content
        .take(LONGEST_REQUEST)
        .any(|at| words.cue(view.word(at)).polarity == Some(CuePolarity::Answer))
}

/// `not`, `n't`, `never`, `no`
fn is_negation(view: View<'_>, at: usize) -> bool {
    view.is_any(at, &["not", "n't", "n’t", "never", "no", "neither", "nor", "without", "cannot"])
        && !view.is_any(at + 1, &["only", "just"])
}
