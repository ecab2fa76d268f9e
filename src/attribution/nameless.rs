//! Sources without a name: what sort of speaker they are, and for whom they speak.
//!
//! `A spokesman for X`, `X's lawyers`, `the X campaign` speak for X; so does `X spokeswoman Y`, who
//! has a name besides. What hangs on something else does not: `a critic of X's campaign`. Who once
//! spoke for X, as `a former X adviser`, no longer does.

use super::antecedents::{self, Context};
use super::candidates::{self, Wanted};
use super::definites;
use super::found::Found;
use super::nouns::{Noun, Traits};
use super::reading::Run;
use super::speakers::{head, is_joint, kind, mention};
use super::words::Classes;
use super::{Nameless, Speaker};
use crate::entities::{Gender, How};
use crate::lexicon::EntityKind;

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
    let is_many = reading.is(head.start, Classes::NUMBER) && !first.eq_ignore_ascii_case("one");
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
    let is_name = reading.is(end - 1, Classes::CAPITAL) && !context.nouns.get(word).is_known();
    match noun.traits {
        traits if traits.has(Traits::DOCUMENT) => Some(Nameless::Document),
        traits if traits.has(Traits::GROUP) || is_plural(word) && !is_name => Some(Nameless::Group),
        _ if is_name || reading.is(end - 1, Classes::PRONOUN.or(Classes::GENITIVE)) => None,
        _ if reading.is(end - 1, Classes::POSSESSIVE.or(Classes::OBJECT)) => None,
        _ => Some(Nameless::One),
    }
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

fn is_preposition(context: &Context, token: usize) -> bool {
    context.reading.is(token, Classes::PREPOSITION) && context.reading.mention(token).is_none()
}

/// For whom the source speaks, when it does so for another than the speaker.
pub(super) fn principal(
    context: &Context,
    found: &Found,
    source: &Run,
    speaker: Option<u32>,
) -> Option<u32> {
    const LONGEST: usize = 40;
    let reading = context.reading;
    let mut hangs = false;
    for token in source.clone().take(LONGEST) {
        if reading.is(token, Classes::COMMA) {
            hangs = false;
        } else if ["who", "that", "which"].iter().any(|word| reading.is_word(token, word)) {
            break;
        } else if is_preposition(context, token) && token > source.start {
            // "one of Trump's lawyers", "some of his aides"
            let whole = reading.is(token - 1, Classes::PRONOUN.or(Classes::NUMBER));
            hangs |= !(whole && reading.is_word(token, "of"));
        }
        let noun = noun_at(context, source, token);
        if hangs || !noun.traits.has(Traits::FOR) || reading.mention(token).is_some() {
            continue;
        }
        let principal = behind(context, found, source, token, noun)
            .or_else(|| before(context, found, source, token, noun));
        if let Some(chain) = principal.filter(|chain| Some(*chain) != speaker) {
            return Some(chain);
        }
    }
    campaigner(context, speaker?)
}

/// The noun at a token, with the word before it where both are one: `press secretary`.
fn noun_at(context: &Context, source: &Run, token: usize) -> Noun {
    let reading = context.reading;
    // "the attorney general"
    if reading.is_word(token + 1, "general") {
        return Noun::default();
    }
    match token.checked_sub(1).filter(|before| *before >= source.start) {
        Some(before) => context.nouns.get_pair(reading.text(before), reading.text(token)),
        None => context.nouns.get(reading.text(token)),
    }
}

/// `a spokesman for X`, `an adviser to X`, `officials at X`
fn behind(context: &Context, found: &Found, source: &Run, token: usize, noun: Noun) -> Option<u32> {
    const LONGEST: usize = 16;
    let reading = context.reading;
    let prep = token + 1;
    let is_for = ["for", "to", "of", "with"].iter().any(|word| reading.is_word(prep, word));
    let is_at = ["at", "in", "from"].iter().any(|word| reading.is_word(prep, word));
    let is_past = (source.start..token).any(|token| definites::is_past(context, token));
    if prep >= source.end || !(is_for || is_at) || is_past {
        return None;
    }
    let end = source.end.min(prep + LONGEST);
    let ends = Classes::COMMA.or(Classes::QUOTE).or(Classes::OPEN).or(Classes::DASH);
    let mut whom = None;
    let mut stop = end;
    for at in prep + 1..end {
        let is_end = reading.is(at, ends.or(Classes::QUESTION)) && reading.mention(at).is_none();
        let joins = is_preposition(context, at) && !(whom.is_none() && reading.is_word(at, "of"));
        if is_end || joins || is_joint(reading, at) {
            stop = at;
            break;
        }
        if let Some(chain) = fitting(context, at, noun, is_at) {
            whom = Some(chain);
        }
    }
    whom.or_else(|| {
        let phrase = prep + 1..stop;
        possessor(context, found, phrase.start)
            .or_else(|| definites::resolve(context, found, &phrase)?.chain().filter(|_| is_for))
    })
}

/// `X's campaign manager`, `Trump campaign`, `her lawyer`
fn before(context: &Context, found: &Found, source: &Run, token: usize, noun: Noun) -> Option<u32> {
    let reading = context.reading;
    let mut at = token;
    while at > source.start {
        at -= 1;
        if definites::is_past(context, at) {
            return None;
        }
        if reading.mention(at).is_some() {
            let is_owner = reading.is(reading_end(context, at), Classes::GENITIVE);
            let is_past = !is_owner && at > source.start && is_past_before(context, source, at);
            return fitting(context, at, noun, false).filter(|_| !is_past);
        }
        if reading.is(at, Classes::POSSESSIVE) {
            return possessor(context, found, at);
        }
        let part = Classes::WORD.or(Classes::GENITIVE);
        let ends = Classes::DETERMINER.or(Classes::PREPOSITION).or(Classes::CONJUNCTION);
        if !reading.is(at, part) || reading.is(at, ends) {
            return None;
        }
    }
    None
}

/// One past the mention at a token.
fn reading_end(context: &Context, token: usize) -> usize {
    const LONGEST: usize = 40;
    let reading = context.reading;
    let index = reading.mention(token);
    (token..token + LONGEST).find(|at| reading.mention(*at) != index).unwrap_or(token)
}

/// `former Clinton adviser`, `a former top Clinton adviser`
fn is_past_before(context: &Context, source: &Run, token: usize) -> bool {
    const FARTHEST: usize = 4;
    let start = source.start.max(token.saturating_sub(FARTHEST));
    (start..token)
        .rev()
        .take_while(|at| !context.reading.is(*at, Classes::COMMA))
        .any(|at| definites::is_past(context, at))
}

/// The chain of the mention at a token, when one can speak for it.
fn fitting(context: &Context, token: usize, noun: Noun, is_at: bool) -> Option<u32> {
    let named = mention(context.entities, context.reading.mention(token)?)?;
    let is_state = noun.traits.has(Traits::STATE);
    let fits = match kind(context.entities, named)? {
        // "a campaign official in Iowa"
        EntityKind::Country | EntityKind::Place => is_state && !is_at,
        EntityKind::Person => !is_at,
        _ => named.how != How::Demonym,
    };
    fits.then_some(named.chain)
}

/// Whose `his`, `her` or `its` at a token is.
fn possessor(context: &Context, found: &Found, token: usize) -> Option<u32> {
    let reading = context.reading;
    if !reading.is(token, Classes::POSSESSIVE) {
        return None;
    }
    let wanted = antecedents::wanted(reading.text(token))?;
    candidates::best(context, found, &(token..token + 1), wanted)?.chain()
}

/// `Trump campaign`: the one person of the article with the name.
fn campaigner(context: &Context, speaker: u32) -> Option<u32> {
    let chain = context.entities.chains.get(speaker as usize)?;
    let (name, noun) = chain.name.rsplit_once(' ')?;
    let is_campaign = context.nouns.get(noun).traits.has(Traits::FOR);
    if chain.kind == EntityKind::Person || chain.entity.is_some() || !is_campaign {
        return None;
    }
    context.bearer(&name.rsplit(' ').next()?.to_lowercase())
}
