//! How firmly the content is put: by the cue first, then by the first sentence of the content.

use std::ops::Range;

use crate::segment::TokenKind;

use super::hints::Hints;
use super::view::View;
use super::words::{Cue, Modal, Words};
use super::{ClaimKind, Modality};

/// The modality of an attribution; `seen` are all hints of its content.
pub(super) fn find(
    view: View<'_>,
    words: &Words,
    (parts, seen): (&[Range<usize>], Hints),
    cues: &[(usize, Cue)],
    kind: ClaimKind,
) -> (Modality, Option<usize>) {
    let Some(content) = parts.first().cloned() else { return (Modality::Certain, None) };
    if let Some((modality, at)) = of_cue(view, cues, &content) {
        return (modality, Some(at));
    }
    let sentence = first_sentence(view, &content);
    let last = sentence.end.wrapping_sub(1);
    if view.is(last, "?") {
        return (Modality::Question, Some(last));
    }
    if seen.has(Hints::OR)
        && let Some(at) = threat(view, &content)
    {
        return (Modality::Threat, Some(at));
    }
    if seen.has(Hints::CONDITION)
        && let Some(at) = condition(view, &sentence)
    {
        return (Modality::Conditional, Some(at));
    }
    let graded = seen.has(Hints::MODAL).then(|| of_words(view, words, &sentence, kind));
    match graded.flatten() {
        Some((modality, at)) => (modality, Some(at)),
        None => (Modality::Certain, None),
    }
}

/// What the cue says: `vowed`, `asked whether`, `called on`, `warned that it would`.
fn of_cue(
    view: View<'_>,
    cues: &[(usize, Cue)],
    content: &Range<usize>,
) -> Option<(Modality, usize)> {
    for &(at, cue) in cues {
        let is_telling = view.hints(at).has(Hints::TELLING);
        let calls = is_telling && view.is_any(at, &["call", "calls", "called", "calling"]);
        if calls && view.is_any(at + 1, &["on", "for"]) {
            return Some((Modality::Demand, at));
        }
        let warns = is_telling && view.is_any(at, &["warn", "warns", "warned", "warning"]);
        if warns && speaks_of_self(view, content) {
            return Some((Modality::Threat, at));
        }
        match cue.modality {
            Some(Modality::Question) => return Some((question(view, content)?, at)),
            Some(modality) => return Some((modality, at)),
            None => {}
        }
    }
    None
}

/// What asking asks for: an answer, or that something be done (`asked the court to`).
fn question(view: View<'_>, content: &Range<usize>) -> Option<Modality> {
    let is_inquiry = view.is_any(content.start, &QUESTION_WORDS)
        || view.is_kind(content.start, TokenKind::Quote)
        || content.clone().any(|at| view.is(at, "?"));
    if is_inquiry {
        return Some(Modality::Question);
    }
    content.clone().any(|at| view.is(at, "to")).then_some(Modality::Demand)
}

/// Words that open an indirect question, or what it is about.
const QUESTION_WORDS: [&str; 14] = [
    "about", "how", "if", "on", "what", "when", "where", "whether", "which", "who", "whom",
    "whose", "why", "a",
];

/// The first sentence of a content, its stop included.
fn first_sentence(view: View<'_>, content: &Range<usize>) -> Range<usize> {
    let is_stop = |at: &usize| {
        view.hints(*at).has(Hints::STOP)
            && view.is_kind(*at, TokenKind::Punctuation)
            && matches!(view.word(*at), "." | "!" | "?")
    };
    let stop = content.clone().find(is_stop);
    content.start..stop.map_or(content.end, |stop| stop + 1)
}

/// `or else`
fn threat(view: View<'_>, content: &Range<usize>) -> Option<usize> {
    content.clone().find(|&at| {
        view.hints(at).has(Hints::OR)
            && view.is(at, "or")
            && view.is(at + 1, "else")
            && view.is_any(at + 2, &["", ".", "!", ",", "”", "\""])
    })
}

/// `if`, `unless`, `as long as`, but not `as if`, `even if`, `what if`, `if not`.
fn condition(view: View<'_>, sentence: &Range<usize>) -> Option<usize> {
    let mut openers = sentence.clone().filter(|at| view.hints(*at).has(Hints::CONDITION));
    openers.find(|&at| match view.word(at) {
        "unless" | "Unless" => true,
        "if" | "If" => {
            let asks = ["as", "even", "what", "see", "know", "ask", "wonder", "tell", "me"];
            let trails = ["not", "any", "anything", "only", "ever", "anyone", "necessary", "so"];
            !view.is_any(at.wrapping_sub(1), &asks) && !view.is_any(at + 1, &trails)
        }
        "provided" | "Provided" => view.is(at + 1, "that"),
        "as" | "As" => view.is(at + 1, "long") && view.is(at + 2, "as"),
        _ => false,
    })
}

/// What the first word that grades says.
fn of_words(
    view: View<'_>,
    words: &Words,
    sentence: &Range<usize>,
    kind: ClaimKind,
) -> Option<(Modality, usize)> {
    let mut hinted = sentence.clone().filter(|at| view.hints(*at).has(Hints::MODAL));
    let modal = hinted.find_map(|at| {
        let word = view.word(at);
        // May is a month.
        if word == "May" { None } else { Some((Words::folded(&words.modals, word)?, at)) }
    });
    let (modal, at) = modal?;
    match modal {
        Modal::Graded(modality) => Some((modality, at)),
        Modal::Firm => {
            // "They think it would": what one believes or fears is no promise.
            let may_promise = matches!(kind, ClaimKind::Statement | ClaimKind::Intention);
            (may_promise && speaks_of_self(view, sentence)).then_some((Modality::Promise, at))
        }
    }
}

/// Whether a content begins with what the source itself will do: `it would pay`, `“We will win`,
/// but not `it would be hard`, `I would think`.
fn speaks_of_self(view: View<'_>, content: &Range<usize>) -> bool {
    let skipped = |at: usize| {
        view.is_kind(at, TokenKind::Quote) || view.is_any(at, &["that", "and", "but", ","])
    };
    let Some(at) = content.clone().take(4).find(|at| !skipped(*at)) else { return false };
    let verb = at + 1;
    let is_willing = match view.word(at).to_ascii_lowercase().as_str() {
        "i" | "we" => view.is_any(verb, &["will", "'ll", "’ll", "shall", "wo"]),
        "he" | "she" | "it" | "they" => view.is_any(verb, &["will", "would", "'ll", "’ll"]),
        _ => false,
    };
    is_willing
        && !view.is_any(verb + 1, &["be", "think", "like", "prefer", "love", "rather", "have"])
}
