//! Sources told inside of a content: `Xinhua reported | that officials said tariffs would fall`.

use std::ops::Range;

use crate::segment::{Part, TokenKind};
use crate::text::{Clean, Span};

use super::hints::Hints;
use super::triple::{self, Clause};
use super::view::View;
use super::words::Words;

/// Sources one inside the other that a content may have; more are no sentence.
const MOST: usize = 4;

/// Tokens between a verb and the `that` of its content.
const LONGEST_ADJUNCT: usize = 8;

/// The sources that the source names and those inside a content, the outermost first; `clause` is
/// the first of the content, and `seen` are its hints.
pub(super) fn find(
    view: View<'_>,
    words: &Words,
    source: &[Range<usize>],
    (content, clause): (&Range<usize>, Option<&Clause>),
    seen: Hints,
) -> Vec<Span<Clean>> {
    let mut sources: Vec<Span<Clean>> =
        source.iter().filter_map(|source| cited(view, source)).collect();
    let n_cited = sources.len();
    let mut clause = clause.cloned();
    while sources.len() < MOST
        && let Some((source, next)) = ahead(view, words, clause, content.end)
    {
        sources.push(source);
        clause = triple::find(view, &(next..content.end));
    }
    if sources.len() == n_cited && seen.has(Hints::QUOTE) {
        sources.extend(behind(view, words, content));
    }
    sources
}

/// `the Post, citing two officials`: whom a source itself gives as its own.
fn cited(view: View<'_>, tokens: &Range<usize>) -> Option<Span<Clean>> {
    let cites =
        |at: &usize| view.part(*at) == Part::Gerund && view.is_any(*at, &["citing", "quoting"]);
    let start = tokens.clone().find(cites)? + 1;
    let end = (start..tokens.end).find(|at| view.part(*at) == Part::Comma).unwrap_or(tokens.end);
    (start < end).then(|| view.span(start..end))
}

/// `officials said tariffs would fall`: the source, and where its own content begins.
fn ahead(
    view: View<'_>,
    words: &Words,
    clause: Option<Clause>,
    end: usize,
) -> Option<(Span<Clean>, usize)> {
    let Clause { subject, verbs, .. } = clause?;
    let (source, verb) = (subject?, verbs.end.checked_sub(1)?);
    if !states(view, words, verb) || is_pronoun(view, &source) {
        return None;
    }
    // Told reporters (that)
    let told = view.is_any(verb, &["told", "tells", "tell", "informed", "assured"]);
    let mut next = verb + 1;
    while told && next < end && is_person(view, next) {
        next += 1;
    }
    // Said in a statement | that
    if view.part(next) == Part::Preposition && !view.is(next, "that") {
        let adjunct = (next + 1..end).take(LONGEST_ADJUNCT);
        let mut ahead = adjunct.take_while(|at| !is_finite(view, *at));
        next = ahead.find(|at| view.is(*at, "that")).unwrap_or(next);
    }
    let opens = view.is(next, "that")
        || matches!(
            view.part(next),
            Part::Determiner
                | Part::Pronoun
                | Part::Possessive
                | Part::Name
                | Part::Noun
                | Part::Nouns
                | Part::Adjective
                | Part::Number
                | Part::Quote
        );
    // "Said tariffs would fall" goes on with a clause, "said a word" does not.
    let goes_on = (next..end).skip(1).any(|at| is_finite(view, at));
    (next < end && opens && goes_on).then(|| (view.span(source), next))
}

/// `“We will win,” Trump said`: what follows the last mark of quotation.
fn behind(view: View<'_>, words: &Words, content: &Range<usize>) -> Option<Span<Clean>> {
    let last = content.clone().rev().find(|at| view.is_kind(*at, TokenKind::Quote))?;
    let Clause { subject, verbs, .. } = triple::find(view, &(last + 1..content.end))?;
    let verb = verbs.end.checked_sub(1)?;
    let source = subject.filter(|source| states(view, words, verb) && !is_pronoun(view, source))?;
    Some(view.span(source))
}

/// Whether a verb gives on what somebody says: `discussed` and `praised` do not.
fn states(view: View<'_>, words: &Words, verb: usize) -> bool {
    let takes_clauses = view.is_any(
        verb,
        &[
            "acknowledged",
            "acknowledges",
            "added",
            "adds",
            "admitted",
            "announced",
            "argued",
            "argues",
            "claimed",
            "claims",
            "confirmed",
            "confirms",
            "insisted",
            "insists",
            "noted",
            "notes",
            "reported",
            "reports",
            "said",
            "say",
            "says",
            "stated",
            "states",
            "tells",
            "told",
            "warned",
            "warns",
            "writes",
            "wrote",
        ],
    );
    takes_clauses
        && (view.part(verb) == Part::Participle
            || is_finite(view, verb) && words.cue(view.word(verb)).kind.is_some())
}

fn is_finite(view: View<'_>, at: usize) -> bool {
    matches!(view.part(at), Part::Past | Part::Third | Part::Present | Part::Modal)
}

fn is_person(view: View<'_>, at: usize) -> bool {
    matches!(view.part(at), Part::Pronoun | Part::Nouns | Part::Name) && !view.is(at, "that")
}

/// Whether a source is a word that says nothing by itself.
fn is_pronoun(view: View<'_>, tokens: &Range<usize>) -> bool {
    tokens.len() == 1 && matches!(view.part(tokens.start), Part::Pronoun | Part::Determiner)
}
