//! How much a claim is worth a fact check: a sum of plain reasons, squeezed between 0 and 1.
//!
//! | reason | weight |
//! |---|---|
//! | bias | -1.5 |
//! | each figure, up to three | 0.7 |
//! | a comparison or change (`highest`, `doubled`, `more than`) | 0.7 |
//! | told in the past (`was`, `had`, `voted`) | 0.5 |
//! | each entity, up to three | 0.3 |
//! | a year or day | 0.3 |
//! | evidence by kind | 0.3 |
//! | opinion: attitude or belief by kind, `I think`, `I hope` | -0.6 |
//! | promise, demand, threat, condition, or intention by kind | -0.8 |
//! | question | -1.2 |
//! | under six words | -1.0 |
//! | no word given | -2.0 |

use std::ops::Range;

use crate::segment::TokenKind;

use super::hints::Hints;
use super::view::View;
use super::words::Words;
use super::{Claim, ClaimKind, Modality, Polarity};

/// The score of a claim whose other fields are known; `parts` are the tokens of its content, and
/// `hints` all of theirs.
pub(super) fn score(
    view: View<'_>,
    words: &Words,
    (parts, hints): (&[Range<usize>], Hints),
    claim: &Claim,
) -> f32 {
    let mut seen = Seen::default();
    for part in parts {
        let tokens = view.segments.tokens.get(part.clone()).unwrap_or_default();
        seen.n_words += tokens.iter().filter(|token| token.kind == TokenKind::Word).count();
    }
    if hints.has(Hints::COMPARING.or(Hints::PAST).or(Hints::SELF)) {
        look(view, words, parts, &mut seen);
    }
    let sum = -1.5
        + 0.7 * upto_three(claim.quantities.len())
        + 0.3 * upto_three(claim.mentions.len())
        + weight(!claim.dates.is_empty(), 0.3)
        + weight(seen.compares, 0.7)
        + weight(seen.is_past, 0.5)
        + weight(seen.is_opinion, -0.6)
        + weight(seen.n_words < 6, -1.0)
        + weight(claim.polarity == Polarity::Declined, -2.0)
        + of_kind(claim.kind)
        + of_modality(claim.modality);
    1.0 / (1.0 + (-sum).exp())
}

fn upto_three(n: usize) -> f32 {
    f32::from(u8::try_from(n.min(3)).unwrap_or(3))
}

fn weight(holds: bool, weight: f32) -> f32 {
    if holds { weight } else { 0.0 }
}

fn of_kind(kind: ClaimKind) -> f32 {
    match kind {
        ClaimKind::Evidence => 0.3,
        ClaimKind::Attitude | ClaimKind::Belief => -0.6,
        ClaimKind::Intention => -0.8,
        ClaimKind::Statement | ClaimKind::Decision | ClaimKind::Perception => 0.0,
    }
}

fn of_modality(modality: Modality) -> f32 {
    match modality {
        Modality::Question => -1.2,
        Modality::Promise | Modality::Demand | Modality::Threat | Modality::Conditional => -0.8,
        Modality::Possible | Modality::Probable => -0.3,
        Modality::Certain => 0.0,
    }
}

/// What the words of a content show.
#[derive(Debug, Default)]
struct Seen {
    n_words: usize,
    compares: bool,
    is_past: bool,
    is_opinion: bool,
}

fn look(view: View<'_>, words: &Words, parts: &[Range<usize>], seen: &mut Seen) {
    let telling = Hints::COMPARING.or(Hints::PAST).or(Hints::SELF);
    for at in parts.iter().cloned().flatten() {
        if !view.hints(at).has(telling) || !view.is_kind(at, TokenKind::Word) {
            continue;
        }
        let word = view.word(at);
        seen.compares = seen.compares || words.comparisons.contains(word);
        seen.is_past = seen.is_past || is_past(word);
        seen.is_opinion = seen.is_opinion
            || word == "I"
                && view.is_any(
                    at + 1,
                    &["think", "hope", "believe", "feel", "want", "love", "like", "guess"],
                );
    }
}

/// Whether a word looks like a verb in the past.
fn is_past(word: &str) -> bool {
    matches!(word, "was" | "were" | "had" | "did" | "been")
        || word.len() > 4 && word.ends_with("ed")
}
