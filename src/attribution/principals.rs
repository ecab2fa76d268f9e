//! For whom a source speaks.
//!
//! `A spokesman for X`, `X's lawyers`, `the X campaign` speak for X; so does `X spokeswoman Y`, who
//! has a name besides. What hangs on something else does not: `a critic of X's campaign`. Who once
//! spoke for X, as `a former X adviser`, no longer does.

use super::antecedents::{self, Context};
use super::candidates;
use super::definites;
use super::found::Found;
use super::nameless::is_preposition;
use super::nouns::{Noun, Traits};
use super::reading::Run;
use super::speakers::{head, is_joint, kind, mention};
use super::words::Classes;
use super::{Principal, Speaker};
use crate::entities::How;
use crate::lexicon::EntityKind;

/// A noun that speaks for another, in its source.
#[derive(Debug, Clone, Copy)]
struct Envoy<'a, 'b> {
    context: &'a Context<'b>,
    found: &'a Found,
    source: &'a Run,
    noun: Noun,
    token: usize,
}

/// For whom the source speaks, when it does so for another than the speaker.
pub(super) fn principal(
    context: &Context,
    found: &Found,
    source: &Run,
    speaker: &Speaker,
) -> Option<Principal> {
    const LONGEST: usize = 40;
    let reading = context.reading;
    // "Clinton and her campaign"
    if source.len() > 1 && head(reading, source).any(|token| is_joint(reading, token)) {
        return None;
    }
    let mut hangs = false;
    for token in source.clone().take(LONGEST) {
        if reading.mention(token).is_some() {
            continue;
        }
        if reading.is(token, Classes::COMMA) {
            hangs = false;
        } else if reading.is(token, Classes::QUESTION) || reading.is_word(token, "that") {
            break;
        } else if reading.is(token, Classes::PREPOSITION) && token > source.start {
            // "one of Trump's lawyers", "some of his aides"
            let whole = reading.is(token - 1, Classes::PRONOUN.or(Classes::NUMBER));
            hangs |= !(whole && reading.is_word(token, "of"));
        }
        if hangs || reading.is(token, Classes::FUNCTION.or(Classes::COMMA)) {
            continue;
        }
        let noun = noun_at(context, source, token);
        if !noun.traits.has(Traits::FOR) {
            continue;
        }
        let envoy = Envoy { context, found, source, noun, token };
        let chain = envoy.behind().or_else(|| envoy.before());
        if let Some(chain) = chain.filter(|chain| Some(*chain) != speaker.chain) {
            return Some(Principal::Chain(chain));
        }
    }
    let chain = speaker.chain.and_then(|chain| campaigner(context, source, chain));
    chain.map(Principal::Chain).or_else(|| by_office(context, source, speaker))
}

/// The noun at a token, with the word before it where both are one: `press secretary`.
fn noun_at(context: &Context, source: &Run, token: usize) -> Noun {
    let reading = context.reading;
    let alone = context.nouns.get(reading.text(token));
    if !alone.is_known() {
        return alone;
    }
    // "the attorney general", "Office of Management and Budget"
    let is_title = reading.is_word(token + 1, "general")
        || reading.is(token, Classes::CAPITAL) && reading.is_word(token + 1, "of");
    if is_title && token > source.start {
        return Noun::default();
    }
    match token.checked_sub(1).filter(|before| *before >= source.start) {
        Some(before) => context.nouns.get_pair(reading.text(before), reading.text(token)),
        None => alone,
    }
}

impl Envoy<'_, '_> {
    /// `a spokesman for X`, `an adviser to X`, `officials at X`
    fn behind(&self) -> Option<u32> {
        const LONGEST: usize = 16;
        let Self { context, found, source, token, .. } = *self;
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
            let is_end =
                reading.is(at, ends.or(Classes::QUESTION)) && reading.mention(at).is_none();
            let joins =
                is_preposition(context, at) && !(whom.is_none() && reading.is_word(at, "of"));
            if is_end || joins || is_joint(reading, at) {
                stop = at;
                break;
            }
            whom = self.fitting(at, is_at).or(whom);
        }
        let phrase = prep + 1..stop;
        whom.or_else(|| possessor(context, found, phrase.start))
            .or_else(|| definites::resolve(context, found, &phrase)?.chain().filter(|_| is_for))
    }

    /// `X's campaign manager`, `Trump campaign`, `her lawyer`
    fn before(&self) -> Option<u32> {
        let Self { context, found, source, token, .. } = *self;
        let reading = context.reading;
        let mut at = token;
        while at > source.start {
            at -= 1;
            if definites::is_past(context, at) {
                return None;
            }
            if reading.mention(at).is_some() {
                return self.fitting(at, false).filter(|_| !self.is_past_before(at));
            }
            if reading.is(at, Classes::POSSESSIVE) {
                return possessor(context, found, at);
            }
            // "Sanders campaign manager Jeff Weaver": part of a title, no mention.
            let named = reading.is(at, Classes::CAPITAL).then(|| self.in_title(at)).flatten();
            if named.is_some() {
                return named.filter(|_| !self.is_past_before(at));
            }
            let part = Classes::WORD.or(Classes::GENITIVE);
            let ends = Classes::DETERMINER.or(Classes::PREPOSITION).or(Classes::CONJUNCTION);
            if !reading.is(at, part) || reading.is(at, ends) {
                return None;
            }
        }
        None
    }

    /// Whom the words that end at a token name, though no mention stands there.
    fn in_title(&self, last: usize) -> Option<u32> {
        const MOST: usize = 4;
        let Self { context, source, .. } = *self;
        let first = source.start.max(last.saturating_sub(MOST));
        let named = (first..=last).find_map(|first| {
            let span = context.reading.span(&(first..last + 1))?;
            context.named(context.reading.clean.at(span))
        });
        named.or_else(|| context.bearer(&context.reading.text(last).to_lowercase()))
    }

    /// `former Clinton adviser`, `a former top Clinton adviser`, but not `the former senator's
    /// adviser`.
    fn is_past_before(&self, token: usize) -> bool {
        const FARTHEST: usize = 4;
        let Self { context, source, token: noun, .. } = *self;
        let reading = context.reading;
        if (token..noun).any(|at| reading.is(at, Classes::GENITIVE)) {
            return false;
        }
        let start = source.start.max(token.saturating_sub(FARTHEST));
        let before = (start..token).rev().take_while(|at| !reading.is(*at, Classes::COMMA));
        before.into_iter().any(|at| definites::is_past(context, at))
    }

    /// The chain of the mention at a token, when one can speak for it.
    fn fitting(&self, token: usize, is_at: bool) -> Option<u32> {
        let context = self.context;
        let named = mention(context.entities, context.reading.mention(token)?)?;
        let is_state = self.noun.traits.has(Traits::STATE);
        let n_between = self.token.saturating_sub(token);
        let next = context.nouns.get(context.reading.text(token + 1));
        let fits = match kind(context.entities, named)? {
            // "a campaign official in Iowa", "a Cairo airport official"
            EntityKind::Country => is_state && !is_at && n_between < 4,
            EntityKind::Place => is_state && !is_at && n_between < 2,
            // "officials in the Obama administration"
            EntityKind::Person => !is_at || next.traits.has(Traits::FOR),
            _ => named.how != How::Demonym,
        };
        fits.then_some(named.chain)
    }
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

/// Whose the body `Trump campaign` is: the one person of the article with the name, or the one
/// whom the name alone meant last.
fn campaigner(context: &Context, source: &Run, speaker: u32) -> Option<u32> {
    const BACK: usize = 60;
    let chain = context.entities.chains.get(speaker as usize)?;
    let (name, noun) = chain.name.rsplit_once(' ')?;
    let is_campaign = context.nouns.get(noun).traits.has(Traits::FOR);
    if chain.kind == EntityKind::Person || !is_campaign {
        return None;
    }
    let surname = name.rsplit(' ').next()?;
    let last = || {
        let mut before = context.before(source.start).take(BACK);
        let named = before.find(|named| context.reading.clean.at(named.span) == surname)?;
        (kind(context.entities, named)? == EntityKind::Person).then_some(named.chain)
    };
    context.bearer(&surname.to_lowercase()).or_else(last)
}

/// The body that the speaker's office, written beside the name, speaks for: `White House spokesman
/// Josh Earnest`.
fn by_office(context: &Context, source: &Run, speaker: &Speaker) -> Option<Principal> {
    let mention = mention(context.entities, speaker.mention?)?;
    let envoy = |token: usize| noun_at(context, source, token).traits.has(Traits::STATE);
    let is_past = |token: usize| definites::is_past(context, token);
    if !source.clone().any(envoy) || source.clone().any(is_past) {
        return None;
    }
    let office = context.lexicon.office(mention.office?);
    office.agency.map(|agency| {
        context
            .named(&context.lexicon.entity(agency).name)
            .map_or(Principal::Entity(agency), Principal::Chain)
    })
}
