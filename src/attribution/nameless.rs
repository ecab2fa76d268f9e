//! Sources without a name: what sort of speaker they are.

use super::antecedents::{self, Context};
use super::candidates::Wanted;
use super::nouns::{Noun, Traits};
use super::reading::Run;
use super::speakers::{head, is_joint};
use super::words::Classes;
use super::{Nameless, Speaker};
use crate::entities::{Gender, How};

/// What sort of speaker a source without a known person or body is.
pub(super) fn sort(context: &Context, source: &Run) -> Option<Nameless> {
    let reading = context.reading;
    let head = head(reading, source);
    let last = head.end.checked_sub(1).filter(|last| *last >= head.start)?;
    if head.clone().any(|token| is_joint(reading, token)) {
        return Some(Nameless::Group);
    }
    let first = reading.text(head.start);
    if ["no", "nobody", "none"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return None;
    }
    if first.eq_ignore_ascii_case("one") {
        // "one in four voters"
        let is_share = reading.is_word(head.start + 1, "in");
        return Some(if is_share { Nameless::Group } else { Nameless::One });
    }
    if source.len() == 1 && reading.is(head.start, Classes::QUESTION.or(Classes::SUBORDINATOR)) {
        return None;
    }
    let is_many = reading.is(head.start, Classes::NUMBER);
    let group_of =
        reading.is_word(head.start + 1, "group") && reading.is_word(head.start + 2, "of");
    if is_many || group_of || context.nouns.get(first).traits.has(Traits::GROUP) {
        return Some(Nameless::Group);
    }
    let joint = |token: &usize| *token > head.start && is_preposition(context, *token);
    let end = head.clone().find(joint).unwrap_or(last + 1);
    let noun = (head.start..end)
        .rev()
        .filter(|token| reading.mention(*token).is_none())
        .map(|token| context.nouns.get(reading.text(token)))
        .find(Noun::is_known)
        .unwrap_or_default();
    let word = reading.text(end - 1);
    if reading.mention(end - 1).is_some_and(|index| is_people(context, index)) {
        return Some(if is_plural(word) { Nameless::Group } else { Nameless::One });
    }
    // A capital tells nothing of the first word of a sentence, unless it is all there is.
    let is_told =
        source.len() == 1 && !is_plural(word) || end - 1 > reading.sentence_of(end - 1).start;
    let singular = word.strip_suffix('s').unwrap_or(word);
    let is_known = context.nouns.get(word).is_known() || context.nouns.get(singular).is_known();
    let is_name = is_told && reading.is(end - 1, Classes::CAPITAL) && !is_known;
    match noun.traits {
        traits if traits.has(Traits::DOCUMENT) => Some(Nameless::Document),
        traits if traits.has(Traits::GROUP) || is_plural(word) && !is_name => Some(Nameless::Group),
        _ if is_name || reading.is(end - 1, Classes::PRONOUN.or(Classes::GENITIVE)) => None,
        _ if reading.is(end - 1, Classes::POSSESSIVE.or(Classes::OBJECT)) => None,
        _ => Some(Nameless::One),
    }
}

/// Whether a mention is of a people or party: `Republicans`, `the Texan`.
fn is_people(context: &Context, mention: u32) -> bool {
    let named = context.entities.mentions.get(mention as usize);
    named.is_some_and(|named| named.how == How::Demonym)
}

/// One person without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) gender: Option<Gender>,
    /// Whether it is a pronoun that nothing decided.
    pub(super) is_pronoun: bool,
}

/// The one person of a source without a name, and of what gender: `a spokeswoman`, `Bob`, a `he`
/// that nothing decided. None for `the senator`, who has been named before.
pub(super) fn person(context: &Context, source: &Run, speaker: &Speaker) -> Option<Unknown> {
    let reading = context.reading;
    if speaker.chain.is_some()
        || matches!(speaker.nameless, Some(Nameless::Group | Nameless::Document))
    {
        return None;
    }
    let owned = Classes::POSSESSIVE.or(Classes::PRONOUN).or(Classes::SUBJECT).or(Classes::QUESTION);
    if let Some(Wanted::Person(gender)) = antecedents::wanted(reading.text(source.start)) {
        let is_open = source.len() == 1 && !reading.is(source.start, Classes::POSSESSIVE);
        return is_open.then_some(Unknown { gender: Some(gender), is_pronoun: true });
    }
    let is_back = reading.is_word(source.start, "the")
        || reading.is(source.start, owned) && !reading.is_word(source.start, "one");
    let head = head(reading, source);
    let nouns = head.clone().map(|token| context.nouns.get(reading.text(token)));
    let noun = nouns.rev().find(|noun| noun.traits.has(Traits::PERSON));
    let is_name = |token: usize| {
        reading.is(token, Classes::CAPITAL)
            && reading.mention(token).is_none()
            && !reading.is(token, Classes::DETERMINER)
    };
    let last = head.end.checked_sub(1)?;
    if is_back || noun.is_none() && !is_name(last) {
        return None;
    }
    Some(Unknown { gender: noun.and_then(|noun| noun.gender), is_pronoun: false })
}

/// Whether a word ends as plurals do: `voters`, not `business`, `census` or `news`.
fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "news"].iter().any(|end| word.ends_with(end))
}

pub(super) fn is_preposition(context: &Context, token: usize) -> bool {
    context.reading.is(token, Classes::PREPOSITION) && context.reading.mention(token).is_none()
}
