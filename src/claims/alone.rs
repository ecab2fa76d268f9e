//! What a content needs to stand by itself: who its pronouns and bare offices are.

use crate::attribution::{Attribution, QuoteKind};
use crate::entities::{Entities, Gender, How, Mention};
use crate::lexicon::EntityKind;
use crate::text::{Clean, Span};

use crate::segment::TokenKind;

use super::hints::Hints;
use super::view::{Told, View};

/// A name that belongs in brackets behind a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The word: `he`, `the president`.
    pub span: Span<Clean>,
    /// Whose name: index of the chain.
    pub chain: u32,
}

/// The names that a content needs, by position, each once.
///
/// Only what is sure: `I` in the words of a known speaker, `he` in reported speech where it can
/// only be the speaker, offices that the article's day decides.
pub(super) fn find(
    view: View<'_>,
    entities: &Entities,
    (attribution, told): (&Attribution, &Told),
    mentions: &[u32],
) -> Vec<Named> {
    let mut names: Vec<Named> = Vec::new();
    let speaker = speaker(entities, attribution);
    let mut parts = told.content.iter().cloned().flatten();
    let pronoun = parts.find(|at| is_speaker(view, *at, (attribution, told), speaker));
    if let (Some(at), Some((chain, _))) = (pronoun, speaker)
        && !is_after_person(view, entities, mentions, at)
    {
        // “I’ve” is not torn apart.
        let end = at + usize::from(view.is_joined(at) && view.is_kind(at + 1, TokenKind::Suffix));
        names.push(Named { span: view.span(at..end + 1), chain });
    }
    for mention in mentions.iter().filter_map(|at| entities.mentions.get(*at as usize)) {
        let is_known = names.iter().any(|named| named.chain == mention.chain);
        let is_named = mentions
            .iter()
            .filter_map(|at| entities.mentions.get(*at as usize))
            .any(|other| other.chain == mention.chain && other.how != How::Role);
        if mention.how == How::Role && !is_known && !is_named && is_person(entities, mention) {
            // “The president’s” is not torn apart either.
            let last = view.inside(mention.span).end.saturating_sub(1);
            let is_owner = view.is_joined(last) && view.is_kind(last + 1, TokenKind::Suffix);
            let end = if is_owner { view.place(last + 1) } else { mention.span };
            names.push(Named { span: mention.span.join(end), chain: mention.chain });
        }
    }
    names.sort_unstable_by_key(|named| named.span.start());
    names
}

/// The person who speaks, and the gender that is known of them.
fn speaker(entities: &Entities, attribution: &Attribution) -> Option<(u32, Option<Gender>)> {
    let chain = attribution.speaker.chain?;
    let told = entities.chains.get(chain as usize)?;
    (told.kind == EntityKind::Person).then_some((chain, told.gender))
}

fn is_person(entities: &Entities, mention: &Mention) -> bool {
    let chain = entities.chains.get(mention.chain as usize);
    chain.is_some_and(|chain| chain.kind == EntityKind::Person)
}

/// Whether a pronoun is the speaker's.
fn is_speaker(
    view: View<'_>,
    at: usize,
    (attribution, told): (&Attribution, &Told),
    speaker: Option<(u32, Option<Gender>)>,
) -> bool {
    if !view.hints(at).has(Hints::PRONOUN) {
        return false;
    }
    let is_first_person = view.is_any(at, &["i", "me", "my", "myself"]);
    if attribution.kind != QuoteKind::Indirect {
        return is_first_person;
    }
    let gender = match view.word(at).to_ascii_lowercase().as_str() {
        "he" | "his" | "him" => Gender::Male,
        "she" | "her" => Gender::Female,
        _ => return false,
    };
    // "He said he": the source itself tells.
    let source = told.source.first().map(|tokens| tokens.start);
    let is_same = source.is_some_and(|source| match gender {
        Gender::Male => view.is(source, "he"),
        Gender::Female => view.is(source, "she"),
    });
    is_same || speaker.is_some_and(|(_, known)| known == Some(gender))
}

/// Whether another person is named in the content before a pronoun, and could be meant.
fn is_after_person(view: View<'_>, entities: &Entities, mentions: &[u32], at: usize) -> bool {
    if view.is_any(at, &["i", "me", "my", "myself"]) {
        return false;
    }
    let place = view.place(at);
    let before = mentions.iter().filter_map(|at| entities.mentions.get(*at as usize));
    before
        .take_while(|mention| mention.span.end() <= place.start())
        .any(|mention| is_person(entities, mention))
}
