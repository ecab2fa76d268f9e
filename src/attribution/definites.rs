//! Whom `the senator`, `the ministry` or `the airline` goes back to.
//!
//! A person must be called by the noun somewhere in the article, before the name or behind it, or
//! hold such an office on its day; a body must bear the noun in its name or be of that kind.

use super::antecedents::{Antecedent, Context};
use super::candidates::{self, Wanted};
use super::found::Found;
use super::nouns::{Noun, Traits};
use super::reading::Run;
use super::speakers::{kind, mention};
use super::words::Classes;
use crate::entities::{How, Mention};
use crate::lexicon::EntityKind;

/// The antecedent of a source that is `the` and a noun, with a few words between.
pub(super) fn resolve(context: &Context, found: &Found, source: &Run) -> Option<Antecedent> {
    const LONGEST: usize = 7;
    let reading = context.reading;
    let last = source.end.checked_sub(1)?;
    let is_definite = source.len() < LONGEST && reading.is_word(source.start, "the");
    if !is_definite || reading.is(last, Classes::CAPITAL) || reading.mention(last).is_some() {
        return None;
    }
    let noun = context.nouns.get(reading.text(last));
    if source.len() < 4
        && let Some(body) = bearer_of_noun(context, source)
    {
        return Some(body);
    }
    if let Some(body) = noun.body.filter(|_| source.len() == 2) {
        return candidates::best(context, found, source, Wanted::Body(Some(body)))
            .and_then(Antecedent::chain)
            .map(Antecedent::noun);
    }
    person(context, found, source, noun)
}

/// `the ministry`, `the budget office`: the last body whose name has all the words.
fn bearer_of_noun(context: &Context, source: &Run) -> Option<Antecedent> {
    const BACK: usize = 60;
    let reading = context.reading;
    let noun = reading.text(source.end.checked_sub(1)?);
    if noun.len() < 4 {
        return None;
    }
    let has = |name: &str, token: usize| {
        name.split(' ').any(|word| word.eq_ignore_ascii_case(reading.text(token)))
    };
    let named = context.before(source.start).take(BACK).find(|named| {
        let name = chain_name(context, named);
        kind(context.entities, named).is_some_and(|kind| kind != EntityKind::Person)
            && (source.start + 1..source.end).all(|token| has(name, token))
    })?;
    Some(Antecedent::noun(named.chain))
}

fn chain_name<'a>(context: &Context<'a>, named: &Mention) -> &'a str {
    let chain = context.entities.chains.get(named.chain as usize);
    chain.map_or("", |chain| &chain.name)
}

/// `the senator`: of the people who are called so the one that the text speaks of.
fn person(context: &Context, found: &Found, source: &Run, noun: Noun) -> Option<Antecedent> {
    if noun.person.is_empty() || noun.traits.has(Traits::GROUP) {
        return None;
    }
    let is_past = source.clone().any(|token| is_past(context, token));
    let called = context.called(noun.person).filter(|(past, _)| *past == is_past);
    let fits = |chain: &u32| fits(context, *chain, noun, source);
    let people: Vec<u32> = called.map(|(_, chain)| chain).filter(fits).collect();
    if people.is_empty() {
        return None;
    }
    candidates::best(context, found, source, Wanted::Among(&people))
}

/// Whether gender and place do not speak against someone: `the actress`, `the Florida senator`.
fn fits(context: &Context, chain: u32, noun: Noun, source: &Run) -> bool {
    let known = context.entities.chains.get(chain as usize).and_then(|chain| chain.gender);
    if noun.gender.zip(known).is_some_and(|(told, known)| told != known) {
        return false;
    }
    let Some(place) = source.clone().find_map(|token| place(context, token)) else { return true };
    let mut offices = offices(context, chain).filter(|(_, office)| {
        words_of_office(office).any(|word| context.nouns.get(word).person == noun.person)
    });
    let Some((_, first)) = offices.next() else { return true };
    first.contains(place) || offices.any(|(_, office)| office.contains(place))
}

/// The place that stands at a token: `Florida` of `the Florida senator`.
fn place<'a>(context: &Context<'a>, token: usize) -> Option<&'a str> {
    let named = mention(context.entities, context.reading.mention(token)?)?;
    let is_place = kind(context.entities, named)? == EntityKind::Place;
    (is_place && named.how != How::Demonym).then(|| context.reading.clean.at(named.span))
}

pub(super) fn is_past(context: &Context, token: usize) -> bool {
    ["former", "ex", "onetime", "then"].iter().any(|word| context.reading.is_word(token, word))
}

/// The offices that the one behind a chain holds on the day, and has held before, told by `true`.
fn offices<'a>(context: &Context<'a>, chain: u32) -> impl Iterator<Item = (bool, &'a str)> {
    let lexicon = context.lexicon;
    let entity = context.entities.chains.get(chain as usize).and_then(|chain| chain.entity);
    let tenures = entity.map_or(&[][..], |entity| lexicon.tenures_of(entity));
    let day = context.date;
    tenures.iter().filter_map(move |tenure| {
        let day = day?;
        let is_begun = tenure.start.is_none_or(|start| start.earliest <= day);
        is_begun.then(|| (!tenure.covers(day), lexicon.office(tenure.office).name.as_str()))
    })
}

/// The words of an office that are said of its holder: `United States Senator` of `United States
/// Senator from Florida`.
fn words_of_office(office: &str) -> impl Iterator<Item = &str> {
    office.split(' ').take_while(|word| !["of", "for", "from", "to"].contains(word))
}

/// What people of the article are called, whether they were that once, and their chains, sorted.
pub(super) fn called(context: &Context) -> Vec<(&'static str, bool, u32)> {
    let mut called = Vec::new();
    for named in &context.entities.mentions {
        if kind(context.entities, named) == Some(EntityKind::Person) {
            beside(context, named, |noun, past| called.push((noun, past, named.chain)));
        }
    }
    for (chain, _) in (0_u32..).zip(&context.entities.chains) {
        for (past, office) in offices(context, chain) {
            let nouns = words_of_office(office).map(|word| context.nouns.get(word).person);
            called.extend(nouns.filter(|noun| !noun.is_empty()).map(|noun| (noun, past, chain)));
        }
    }
    called.sort_unstable();
    called.dedup();
    called
}

/// What stands beside a name: `Sen. Marco Rubio`, `neurosurgeon Ben Carson`, `Ben Carson, a
/// retired neurosurgeon`.
fn beside(context: &Context, named: &Mention, mut push: impl FnMut(&'static str, bool)) {
    const BEFORE: usize = 4;
    const BEHIND: usize = 9;
    let reading = context.reading;
    let mut tell = |token: usize, past: bool| {
        let noun = context.nouns.get(reading.text(token));
        let is_one = !noun.person.is_empty() && !noun.traits.has(Traits::GROUP);
        if is_one {
            push(noun.person, past);
        }
        is_one
    };
    let first = reading.token_at(named.span.start());
    let title = named.title.filter(|title| title.end() <= named.span.start());
    let start = title.map_or(first, |title| reading.token_at(title.start()));
    let start = (first.saturating_sub(BEFORE)..first)
        .rev()
        .take_while(|token| is_part(context, *token))
        .last()
        .map_or(start, |token| token.min(start));
    let was = (start.saturating_sub(2)..first).any(|token| is_past(context, token));
    for token in start..first {
        tell(token, was);
    }
    let after = reading.token_at(named.span.end());
    if !reading.is(after, Classes::COMMA) {
        return;
    }
    let ends = Classes::COMMA.or(Classes::STOP).or(Classes::QUOTE).or(Classes::PREPOSITION);
    let opens = Classes::DETERMINER;
    let mut was = false;
    for token in after + 1..after + BEHIND {
        was |= is_past(context, token);
        let is_open = reading.is(after + 1, opens) || was || token == after + 1;
        if reading.is(token, ends) || !is_open || tell(token, was) && !is_part(context, token + 1) {
            break;
        }
    }
}

/// Whether a token may stand between a noun and the name that it is said of.
fn is_part(context: &Context, token: usize) -> bool {
    let reading = context.reading;
    context.nouns.get(reading.text(token)).is_known() && reading.mention(token).is_none()
}
