//! Who does what to whom, where the grammar of a content is plain.

use std::ops::Range;

use crate::segment::{Part, TokenKind};
use crate::text::{Clean, Span};

use super::view::View;

/// Tokens that a subject, a verb and an object may have; longer ones are not plain.
const LONGEST: usize = 7;

/// The main clause of a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triple {
    /// None for an infinitive, whose subject is the source: `plans | to raise tariffs`.
    pub subject: Option<Span<Clean>>,
    /// The verb with its helpers: `will not raise`.
    pub predicate: Span<Clean>,
    /// None for a verb that has none next to it.
    pub object: Option<Span<Clean>>,
}

/// The same in tokens.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    pub(super) subject: Option<Range<usize>>,
    /// There is at least one.
    pub(super) verbs: Range<usize>,
    object: Option<Range<usize>>,
}

impl Clause {
    /// Where it stands.
    pub(super) fn triple(&self, view: View<'_>) -> Triple {
        Triple {
            subject: self.subject.clone().map(|tokens| view.span(tokens)),
            predicate: view.span(self.verbs.clone()),
            object: self.object.clone().map(|tokens| view.span(tokens)),
        }
    }
}

/// The first clause of a content.
pub(super) fn find(view: View<'_>, content: &Range<usize>) -> Option<Clause> {
    let start = opening(view, content)?;
    let (subject, verb) = if view.part(start) == Part::To {
        (None, start + 1)
    } else {
        let end = phrase(view, start, content.end)?;
        (Some(start..end), end)
    };
    let verb_end = verbs(view, verb, content.end, subject.is_some())?;
    Some(Clause { subject, verbs: verb..verb_end, object: object(view, verb_end, content.end) })
}

/// The first token that is no mark and no `that`.
fn opening(view: View<'_>, content: &Range<usize>) -> Option<usize> {
    content.clone().take(4).find(|at| {
        !view.is_kind(*at, TokenKind::Quote)
            && !view.is_any(*at, &["that", ",", "and", "but", "how"])
    })
}

/// The end of the noun phrase that begins at a token; none where there is none, or a long one.
fn phrase(view: View<'_>, start: usize, limit: usize) -> Option<usize> {
    let is_inner = |at: usize| {
        matches!(
            view.part(at),
            Part::Determiner
                | Part::Possessive
                | Part::Genitive
                | Part::Adjective
                | Part::Noun
                | Part::Nouns
                | Part::Name
                | Part::Number
                | Part::Pronoun
                | Part::Symbol
        ) || view.is(at, "of") && at > start
    };
    let end = (start..limit).find(|at| !is_inner(*at)).unwrap_or(limit);
    let ends_well = end.checked_sub(1).is_some_and(|last| {
        matches!(
            view.part(last),
            Part::Noun | Part::Nouns | Part::Name | Part::Number | Part::Pronoun | Part::Symbol
        ) || view.is_any(last, &["this", "that", "these", "those"])
    });
    (end > start && end <= start + LONGEST && ends_well).then_some(end)
}

/// The end of the verbs that begin at a token; the first must be finite if there is a subject.
fn verbs(view: View<'_>, start: usize, limit: usize, has_subject: bool) -> Option<usize> {
    let is_finite = |part| matches!(part, Part::Past | Part::Third | Part::Present | Part::Modal);
    let is_verb = |at: usize| {
        let part = view.part(at);
        is_finite(part) || matches!(part, Part::Base | Part::Participle | Part::Gerund)
    };
    let mut end = start;
    let mut last = None;
    let mut has_finite = false;
    while end < limit && end < start + LONGEST {
        if is_verb(end) {
            has_finite |= is_finite(view.part(end));
            last = Some(end);
        } else if !(view.part(end) == Part::Adverb
            || view.is_any(end, &["n't", "n’t"])
            || view.part(end) == Part::To && is_verb(end + 1))
        {
            break;
        }
        end += 1;
    }
    let last = last?;
    // "Raised tariffs": what begins as a participle is no verb of a clause.
    (has_finite || !has_subject && view.part(start) == Part::Base).then_some(last + 1)
}

/// The noun phrase or adjective right after the verb, with one preposition in between at most.
fn object(view: View<'_>, start: usize, limit: usize) -> Option<Range<usize>> {
    if let Some(end) = phrase(view, start, limit) {
        return Some(start..end);
    }
    if view.part(start) == Part::Preposition && start < limit {
        return phrase(view, start + 1, limit).map(|end| start..end);
    }
    let is_adjective = view.part(start) == Part::Adjective && start < limit;
    is_adjective.then_some(start..start + 1)
}
