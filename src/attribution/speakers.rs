//! From the words of a source to the person or body behind it.
//!
//! A name decides when it heads the source (`Sanders campaign spokesman Michael Briggs`); a name
//! that only belongs to it does not (`a spokesman for Sanders`, `Trump's advisers`). Pronouns and
//! `the ministry` go back to what was named last and fits. What evidence does not decide stays
//! without a chain: a missing speaker is better than a wrong one.

use jiff::civil::Date;

use super::Speaker;
use super::antecedents::{self, Antecedent, Context, Known, Last, Whom};
use super::found::Found;
use super::nameless;
use super::principals;
use super::reading::{Reading, Run};
use super::words::Classes;
use crate::entities::{Entities, How, Mention};
use crate::lexicon::{EntityKind, Lexicon, OfficeIdx};

/// The speaker of each attribution, and mentions by pronoun that stand behind some of them.
pub(super) fn find(
    reading: &Reading,
    entities: &Entities,
    known: Known,
    found: &[Found],
) -> (Vec<Speaker>, Vec<Mention>) {
    let mut context = Context::new(reading, entities, known, found);
    let mut pronouns: Vec<Mention> = Vec::new();
    let mut unnamed: Option<Run> = None;
    let speakers = found.iter().map(|one| {
        let Some(source) = &one.source else { return Speaker::default() };
        let source = &whole(reading, one, source);
        // "A minister ... the minister": still nobody by name.
        let is_again = is_again(reading, unnamed.as_ref(), source);
        let mut speaker = if is_again {
            Speaker::default()
        } else {
            speaker(&context, one, source, &mut pronouns)
        };
        if speaker.chain.is_none() && !is_again && reading.is(source.start, Classes::DETERMINER) {
            unnamed = Some(head(reading, source));
        }
        if speaker.chain.is_none() && speaker.nameless.is_none() {
            speaker.nameless = nameless::sort(&context, source);
        }
        speaker.spoke_for =
            speaker.spoke_for.or_else(|| principals::principal(&context, one, source, &speaker));
        context.last = Some(Last { source: source.clone(), speaker });
        speaker.office = office(known.lexicon, entities, &speaker, known.date);
        speaker
    });
    let speakers = speakers.collect();
    pronouns.sort_by_key(|mention| mention.span);
    pronouns.dedup_by_key(|mention| mention.span);
    (speakers, pronouns)
}

/// A source with the noun phrase that its possessive opens: `Her campaign manager, Phil Strand,`
/// where it ends at `Her`.
fn whole(reading: &Reading, found: &Found, source: &Run) -> Run {
    const LONGEST: usize = 12;
    let is_cut = source.len() == 1 && reading.is(source.start, Classes::POSSESSIVE);
    let rest = source.end..found.cue.start;
    let is_phrase = !rest.is_empty()
        && rest.len() <= LONGEST
        && rest.clone().all(|token| {
            let part = Classes::WORD.or(Classes::COMMA).or(Classes::GENITIVE);
            reading.is(token, part) && reading.quotation(token).is_none()
        });
    if is_cut && is_phrase { source.start..rest.end } else { source.clone() }
}

/// Who is named by a source, or whom it goes back to.
fn speaker(context: &Context, found: &Found, source: &Run, pronouns: &mut Vec<Mention>) -> Speaker {
    let mut speaker = named(context, source);
    if speaker.chain.is_some() {
        return speaker;
    }
    let Some(antecedent) = antecedents::resolve(context, found, source) else { return speaker };
    match (antecedent.whom, &context.last) {
        (Whom::Chain(chain), _) => {
            speaker.chain = Some(chain);
            let Antecedent { pronoun_rule, confidence, .. } = antecedent;
            let rule = pronoun_rule;
            pronouns.extend(
                rule.and_then(|rule| pronoun(context.reading, source, chain, rule, confidence)),
            );
        }
        (Whom::Last, Some(last)) => {
            let Speaker { spoke_for, nameless, .. } = last.speaker;
            speaker = Speaker { spoke_for, nameless, ..speaker };
        }
        (Whom::Last, None) => {}
    }
    speaker
}

/// Whether a source is `the` and the noun of the one that was named by no name before.
fn is_again(reading: &Reading, unnamed: Option<&Run>, source: &Run) -> bool {
    let noun = |run: &Run| run.end.checked_sub(1).map(|last| reading.text(last));
    let is_indefinite = |run: &&Run| {
        ["a", "an", "one", "another"].iter().any(|word| reading.is_word(run.start, word))
    };
    source.len() == 2
        && reading.is_word(source.start, "the")
        && unnamed.filter(is_indefinite).is_some_and(|run| noun(run) == noun(source))
}

fn pronoun(
    reading: &Reading,
    source: &Run,
    chain: u32,
    rule: &'static str,
    confidence: f32,
) -> Option<Mention> {
    let span = reading.span(source)?;
    Some(Mention { span, chain, how: How::Pronoun, office: None, title: None, rule, confidence })
}

/// The speaker that a source names.
fn named(context: &Context, source: &Run) -> Speaker {
    let Context { reading, entities, .. } = *context;
    let head = head(reading, source);
    if head.clone().any(|token| is_joint(reading, token)) {
        return Speaker::default();
    }
    let index =
        last_mention(context, &head).or_else(|| named_with_place(context, &head)).or_else(|| {
            // "The secretary of the Treasury, Scott Bessent": the name stands behind the comma.
            let rest = head.end + 1..source.end;
            let next = head_of(reading, rest.start, rest.end);
            let index = last_mention(context, &next)?;
            let mention = mention(entities, index)?;
            (kind(entities, mention)? == EntityKind::Person).then_some(index)
        });
    let Some(mention) = index.and_then(|index| mention(entities, index)) else {
        return Speaker::default();
    };
    if mention.how == How::Demonym {
        return Speaker::default();
    }
    Speaker { chain: Some(mention.chain), mention: index, ..Speaker::default() }
}

/// `Angela Merkel of Germany`: the person before the first preposition.
fn named_with_place(context: &Context, head: &Run) -> Option<u32> {
    let Context { reading, entities, .. } = *context;
    let is_joint = |token: &usize| {
        reading.is(*token, Classes::PREPOSITION) && reading.mention(*token).is_none()
    };
    let joint = head.clone().find(is_joint)?;
    let index = last_mention(context, &(head.start..joint))?;
    let person = kind(entities, mention(entities, index)?)? == EntityKind::Person;
    person.then_some(index)
}

pub(super) fn mention(entities: &Entities, index: u32) -> Option<&Mention> {
    entities.mentions.get(usize::try_from(index).ok()?)
}

pub(super) fn kind(entities: &Entities, mention: &Mention) -> Option<EntityKind> {
    let chain = entities.chains.get(usize::try_from(mention.chain).ok()?)?;
    Some(chain.kind)
}

/// The part of a source before its first comma, bracket or relative clause.
pub(super) fn head(reading: &Reading, source: &Run) -> Run {
    head_of(reading, source.start, source.end)
}

fn head_of(reading: &Reading, start: usize, end: usize) -> Run {
    let ends = Classes::COMMA.or(Classes::OPEN).or(Classes::QUOTE).or(Classes::DASH);
    let is_end = |token: &usize| {
        reading.is(*token, ends) || *token > start && reading.is_word(*token, "who")
    };
    let end = end.max(start);
    start..(start..end).find(is_end).unwrap_or(end)
}

/// Whether `and` stands here outside a name: two people speak.
pub(super) fn is_joint(reading: &Reading, token: usize) -> bool {
    reading.is(token, Classes::CONJUNCTION) && reading.mention(token).is_none()
}

/// The mention that ends a noun phrase and does not hang on a preposition: `Secretary of State
/// John Kerry`, not `officials in the White House`.
fn last_mention(context: &Context, head: &Run) -> Option<u32> {
    let reading = context.reading;
    let mut last = head.end.checked_sub(1).filter(|last| *last >= head.start)?;
    // "Donald Trump's", of a plan of his.
    if reading.is(last, Classes::GENITIVE) && last > head.start {
        last -= 1;
    }
    // "the Xinhua report": what a body puts out speaks for it.
    if reading.is(last, Classes::VENUE) && reading.mention(last).is_none() && last > head.start {
        last -= 1;
    }
    let index = reading.mention(last)?;
    let mut first = last;
    while first > head.start && reading.mention(first - 1) == Some(index) {
        first -= 1;
    }
    let mut before = first;
    let skip = Classes::DETERMINER.or(Classes::TITLE).or(Classes::CAPITAL);
    while before > head.start
        && reading.is(before - 1, skip)
        && !reading.is(before - 1, Classes::PREPOSITION)
    {
        before -= 1;
    }
    let hangs = before > head.start && reading.is(before - 1, Classes::PREPOSITION);
    (!hangs || is_titled(context, before, first)).then_some(index)
}

/// Whether the words from `start` to a name are part of a title that a preposition joins:
/// `Secretary of State John Kerry`, not `a spokesman for Mr. Clinton`, `a friend of President Obama`.
fn is_titled(context: &Context, start: usize, name: usize) -> bool {
    let reading = context.reading;
    let owner = context.nouns.get(reading.text(start));
    let is_own = reading.is(start, Classes::TITLE) || !owner.person.is_empty();
    start < name
        && reading.is_word(start - 1, "of")
        && !is_own
        && !reading.is(start, Classes::DETERMINER)
        && (start..name).any(|token| reading.mention(token).is_none())
}

/// The office that stands beside the name, else the one office that the official held that day.
fn office(
    lexicon: &Lexicon,
    entities: &Entities,
    speaker: &Speaker,
    date: Option<Date>,
) -> Option<OfficeIdx> {
    let chain = entities.chains.get(usize::try_from(speaker.chain?).ok()?)?;
    let beside = speaker.mention.and_then(|index| mention(entities, index)?.office);
    let official = chain.entity.filter(|_| chain.kind == EntityKind::Person);
    let Some((official, date)) = official.zip(date) else { return beside };
    let tenures = lexicon.tenures_of(official);
    let mut held = tenures.iter().filter(|tenure| tenure.covers(date)).map(|tenure| tenure.office);
    match (held.next(), held.next()) {
        (Some(only), None) => Some(only),
        _ => beside,
    }
}
