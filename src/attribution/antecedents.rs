//! Whom a pronoun, `who` or `the ministry` goes back to.
//!
//! Candidates are the names of the sentences just before. Each is weighed by how near it stands,
//! whether it is the subject of its sentence, whether it spoke last, and its gender; when the two
//! best weigh nearly the same nobody is chosen.

use super::found::Found;
use super::reading::{Reading, Run};
use super::speakers::{kind, mention};
use super::transcripts;
use super::words::Classes;
use crate::entities::{Entities, Gender, How, Mention};
use crate::lexicon::EntityKind;

/// What is known of an article up to the attribution at hand.
#[derive(Debug)]
pub(super) struct Context<'a> {
    reading: &'a Reading<'a>,
    entities: &'a Entities,
    /// First token of the last source, and its chain.
    last: Option<(usize, Option<u32>)>,
    /// Last names in lower case and their chains, sorted; only for transcripts.
    surnames: Vec<(String, u32)>,
}

/// Whom a source without a name goes back to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Antecedent {
    pub(super) chain: u32,
    /// The rule, when the source is a pronoun.
    pub(super) pronoun_rule: Option<&'static str>,
    pub(super) confidence: f32,
}

impl<'a> Context<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, entities: &'a Entities, found: &[Found]) -> Self {
        let is_transcript = found.iter().any(|one| one.rule == transcripts::RULE);
        let surnames = if is_transcript { surnames(entities) } else { Vec::new() };
        Self { reading, entities, last: None, surnames }
    }

    /// Notes that the source at a token spoke.
    pub(super) fn spoke(&mut self, source: usize, chain: Option<u32>) {
        self.last = Some((source, chain));
    }
}

fn surnames(entities: &Entities) -> Vec<(String, u32)> {
    let people = (0_u32..).zip(&entities.chains);
    let people = people.filter(|(_, chain)| chain.kind == EntityKind::Person);
    let named = people.filter_map(|(index, chain)| {
        let surname = chain.name.rsplit(' ').next()?;
        (surname.len() > 2).then(|| (surname.to_lowercase(), index))
    });
    let mut named: Vec<(String, u32)> = named.collect();
    named.sort_unstable();
    named
}

/// What a source that names nobody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person(Option<Gender>),
    Body,
}

/// The antecedent of a source, when evidence decides it.
pub(super) fn resolve(context: &Context, found: &Found, source: &Run) -> Option<Antecedent> {
    let reading = context.reading;
    if found.rule == transcripts::RULE {
        return shouted(context, source);
    }
    if source.len() == 1 {
        let word = reading.text(source.start).to_ascii_lowercase();
        return match word.as_str() {
            "he" => best(context, found, source, Wanted::Person(Some(Gender::Male))),
            "she" => best(context, found, source, Wanted::Person(Some(Gender::Female))),
            "it" => best(context, found, source, Wanted::Body),
            "who" | "which" | "that" => relative(context, source),
            _ => shortened(context, source.start),
        };
    }
    definite(context, source)
}

/// `Taoran` after `Taoran Notes`: the last name, no person's, that begins with the word.
fn shortened(context: &Context, token: usize) -> Option<Antecedent> {
    const BACK: usize = 60;
    let reading = context.reading;
    let word = reading.text(token);
    if !reading.is(token, Classes::CAPITAL) || reading.mention(token).is_some() || word.len() < 4 {
        return None;
    }
    let named = before(context, token).take(BACK).find(|named| {
        let first = reading.clean.at(named.span).split(' ').next();
        first == Some(word)
            && kind(context.entities, named).is_some_and(|kind| kind != EntityKind::Person)
    })?;
    Some(Antecedent { chain: named.chain, pronoun_rule: None, confidence: 0.8 })
}

/// `MENDEZ:` in a transcript: the one person of the article with that last name.
fn shouted(context: &Context, source: &Run) -> Option<Antecedent> {
    let last = context.reading.text(source.end.checked_sub(1)?).to_lowercase();
    let first = context.surnames.partition_point(|(surname, _)| *surname < last);
    let same = context.surnames.get(first..)?.iter().take_while(|(surname, _)| *surname == last);
    let chains: Vec<u32> = same.take(2).map(|(_, chain)| *chain).collect();
    match *chains {
        [chain] => Some(Antecedent { chain, pronoun_rule: None, confidence: 0.9 }),
        _ => None,
    }
}

/// `Smith, who said`: the name right before.
fn relative(context: &Context, source: &Run) -> Option<Antecedent> {
    let reading = context.reading;
    let mut before = source.start.checked_sub(1)?;
    if reading.is(before, Classes::COMMA) {
        before = before.checked_sub(1)?;
    }
    let named = mention(context.entities, reading.mention(before)?)?;
    let who = reading.is_word(source.start, "who");
    let person = kind(context.entities, named)? == EntityKind::Person;
    (named.how != How::Demonym && who == person).then_some(Antecedent {
        chain: named.chain,
        pronoun_rule: Some("relative-pronoun"),
        confidence: 0.9,
    })
}

/// `the ministry`, `the company`: the last body whose name has the word.
fn definite(context: &Context, source: &Run) -> Option<Antecedent> {
    const BACK: usize = 60;
    let reading = context.reading;
    let is_short = source.len() < 4 && reading.is_word(source.start, "the");
    let noun = reading.text(source.end.checked_sub(1)?);
    if !is_short || noun.len() < 4 || reading.is(source.end - 1, Classes::CAPITAL) {
        return None;
    }
    let named = before(context, source.start).take(BACK).find(|named| {
        let chain = chain_name(context, named);
        kind(context.entities, named).is_some_and(|kind| kind != EntityKind::Person)
            && chain.split(' ').any(|word| word.eq_ignore_ascii_case(noun))
    })?;
    Some(Antecedent { chain: named.chain, pronoun_rule: None, confidence: 0.8 })
}

fn chain_name<'a>(context: &Context<'a>, named: &Mention) -> &'a str {
    let chain = usize::try_from(named.chain).ok();
    chain.and_then(|chain| context.entities.chains.get(chain)).map_or("", |chain| &chain.name)
}

/// The mentions before a token, the nearest first.
fn before<'a>(context: &Context<'a>, token: usize) -> impl Iterator<Item = &'a Mention> {
    let start = context.reading.segments.tokens.get(token).map_or(0, |token| token.span.start());
    let mentions = &context.entities.mentions;
    let end = mentions.partition_point(|mention| mention.span.end() <= start);
    mentions.get(..end).unwrap_or_default().iter().rev()
}

/// The candidate that weighs most, when it does so clearly.
fn best(context: &Context, found: &Found, source: &Run, wanted: Wanted) -> Option<Antecedent> {
    const BACK: usize = 40;
    const CLEAR: i32 = 2;
    let mut weights: Vec<(u32, i32)> = Vec::new();
    for named in before(context, source.start).take(BACK) {
        let Some(weight) = weight(context, found, source, named, wanted) else { continue };
        match weights.iter_mut().find(|(chain, _)| *chain == named.chain) {
            Some((_, best)) => *best = (*best).max(weight),
            None => weights.push((named.chain, weight)),
        }
    }
    weights.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let (chain, weight) = *weights.first()?;
    let next = weights.get(1).map_or(i32::MIN / 2, |(_, weight)| *weight);
    if weight <= 0 || weight - next < CLEAR {
        return None;
    }
    let confidence = if weight - next > 4 { 0.9 } else { 0.8 };
    Some(Antecedent { chain, pronoun_rule: Some("pronoun"), confidence })
}

/// How well a mention fits as antecedent; none when it cannot be it.
fn weight(
    context: &Context,
    found: &Found,
    source: &Run,
    named: &Mention,
    wanted: Wanted,
) -> Option<i32> {
    let reading = context.reading;
    let chain = context.entities.chains.get(usize::try_from(named.chain).ok()?)?;
    let mut weight = match (wanted, chain.kind) {
        (Wanted::Person(Some(gender)), EntityKind::Person) => match chain.gender {
            Some(known) if known == gender => 3,
            Some(_) => return None,
            None => 0,
        },
        (Wanted::Person(None), EntityKind::Person) => 0,
        (Wanted::Body, EntityKind::Person | EntityKind::Place) => return None,
        (Wanted::Body, _) if named.how != How::Demonym => 0,
        _ => return None,
    };
    let token = reading.token_at(named.span.start());
    // What the content itself names is not who says it, but what stands before in the sentence is.
    if found.content.iter().any(|run| run.contains(&token)) {
        return None;
    }
    let distance = reading.sentences_between(token, source.start);
    weight += match distance {
        0 => 9,
        1 => 8,
        2 => 5,
        3 => 3,
        4 => 1,
        _ => return None,
    };
    if reading.quotation(token).is_some() {
        weight -= 5;
    }
    let sentence = reading.sentence_of(token);
    let joint = Classes::CONJUNCTION.or(Classes::COMMA).or(Classes::TITLE).or(Classes::CAPITAL);
    let is_first = (sentence.start..token)
        .all(|one| reading.mention(one).is_none() || reading.mention(one) == reading.mention(token))
        // "Mnuchin and Lighthizer": the second is as much the subject as the first.
        || (sentence.start..token).all(|one| reading.is(one, joint));
    let hangs = token > sentence.start
        && reading.is(token - 1, Classes::PREPOSITION.or(Classes::POSSESSIVE));
    if is_first && !hangs {
        weight += 3;
    }
    let after = reading.token_at(named.span.end());
    if reading.is(after, Classes::GENITIVE) {
        weight -= 2;
    }
    if hangs {
        weight -= 2;
    }
    if context.last.is_some_and(|(_, chain)| chain == Some(named.chain)) {
        weight += 4;
    }
    Some(weight)
}
