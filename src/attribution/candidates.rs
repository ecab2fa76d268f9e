//! Which name before a pronoun fits best.
//!
//! Candidates are the names of the sentences just before. Each is weighed by how near it stands,
//! whether it is the subject of its sentence or spoke there, whether it spoke last, and its gender;
//! when the two best weigh nearly the same nobody is chosen.

use super::antecedents::{Antecedent, Context, Whom};
use super::found::Found;
use super::nameless;
use super::reading::{Reading, Run};
use super::words::{Classes, Forms};
use crate::entities::{Gender, How, Mention};
use crate::lexicon::EntityKind;

/// What a source that names nobody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted<'a> {
    Person(Gender),
    /// One of these people.
    Among(&'a [u32]),
    /// A body, of this kind where a noun tells.
    Body(Option<EntityKind>),
}

/// A pronoun or noun, and what its surroundings tell of whom it is not.
#[derive(Debug)]
struct Search<'a, 'b> {
    context: &'a Context<'b>,
    found: &'a Found,
    wanted: Wanted<'a>,
    /// Chains that quoted words of the content name.
    told_of: Vec<u32>,
    /// Chains that stand right behind the cue.
    behind: Vec<u32>,
    /// Whether the source stands beside its quotation.
    is_tag: bool,
    /// First tokens of the sentences within reach, the nearest first, and how far each is.
    steps: Vec<(usize, usize)>,
}

/// The candidate that weighs most, when it does so clearly.
pub(super) fn best(
    context: &Context,
    found: &Found,
    source: &Run,
    wanted: Wanted,
) -> Option<Antecedent> {
    const BACK: usize = 60;
    let search = Search {
        context,
        found,
        wanted,
        told_of: told_of(context, found),
        behind: behind(context, found, source),
        is_tag: is_tag(context, found, source),
        steps: steps(context, source.start, wanted),
    };
    // "his plan" may be anybody's, "it" anything, "the senator" either of two: more must speak for
    // one of them.
    let is_owner = context.reading.is(source.start, Classes::POSSESSIVE);
    let clear = match wanted {
        Wanted::Among(_) => 5,
        Wanted::Body(_) => 4,
        Wanted::Person(_) => {
            if is_owner {
                4
            } else {
                1
            }
        }
    };
    // A name far back is nobody's but for a noun that says more than a pronoun does.
    let least = if matches!(wanted, Wanted::Person(_)) { 8 } else { 1 };
    let mut weights: Vec<(Whom, i32)> = Vec::with_capacity(16);
    for (index, named) in context.numbered_before(source.start).take(BACK) {
        let (token, after) = context.reading.tokens_of(index);
        let Some(distance) = search.distance(token) else { break };
        let Some(weight) = search.weight(named, (token, after), distance) else { continue };
        match weights.iter_mut().find(|(whom, _)| *whom == Whom::Chain(named.chain)) {
            Some((_, best)) => *best = (*best).max(weight),
            None => weights.push((Whom::Chain(named.chain), weight)),
        }
    }
    weights.extend(search.nameless());
    weights.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    let (whom, weight) = *weights.first()?;
    let next = weights.get(1).map_or(i32::MIN / 2, |(_, weight)| *weight);
    if weight < least || weight - next < clear {
        return None;
    }
    let confidence = if weight - next > 4 { 0.9 } else { 0.8 };
    let pronoun_rule = (!matches!(wanted, Wanted::Among(_))).then_some("pronoun");
    Some(Antecedent { whom, pronoun_rule, confidence })
}

/// The chains that quoted words name: who speaks seldom calls himself by name.
fn told_of(context: &Context, found: &Found) -> Vec<u32> {
    const MOST: usize = 40;
    let reading = context.reading;
    let mentions = &context.entities.mentions;
    let mut chains = Vec::new();
    for span in found.content.iter().filter_map(|run| reading.span(run)) {
        let first = mentions.partition_point(|mention| mention.span.end() <= span.start());
        let inside = (first..).zip(mentions.get(first..).unwrap_or_default()).take(MOST);
        let inside = inside.take_while(|(_, mention)| mention.span.start() < span.end());
        let quoted = inside.filter(|(index, mention)| {
            mention.how != How::Demonym && reading.quotation(reading.tokens_of(*index).0).is_some()
        });
        chains.extend(quoted.map(|(_, mention)| mention.chain));
    }
    chains
}

/// The chains that stand right behind the cue: `he said of Trump`, `he told Tapper`.
fn behind(context: &Context, found: &Found, source: &Run) -> Vec<u32> {
    const FARTHEST: usize = 6;
    let reading = context.reading;
    let start = source.end.max(found.cue.end);
    let ends = Classes::COMMA.or(Classes::STOP).or(Classes::QUOTE).or(Classes::COLON);
    let tokens = (start..start + FARTHEST).take_while(|token| !reading.is(*token, ends));
    chains(context, tokens)
}

/// Whether the source stands beside quoted words that it says: `"...," he said`.
fn is_tag(context: &Context, found: &Found, source: &Run) -> bool {
    const NEAR: usize = 3;
    let near = |token: usize| found.content.iter().any(|run| run.contains(&token));
    (source.start.saturating_sub(NEAR)..source.start)
        .any(|token| context.reading.quotation(token).is_some() && near(token))
}

/// How far the sentences before a token are. One that is a quotation from end to end does not
/// count, nor does one in which a pronoun of the kind goes on and no name that fits stands.
fn steps(context: &Context, token: usize, wanted: Wanted) -> Vec<(usize, usize)> {
    const MOST: usize = 24;
    const FARTHEST: usize = 12;
    let reading = context.reading;
    let mut sentence = reading.sentence_of(token);
    let mut steps = Vec::with_capacity(MOST);
    steps.push((sentence.start, 0));
    let mut distance = 0;
    while distance <= FARTHEST && steps.len() < MOST {
        let Some(before) = sentence.start.checked_sub(1) else { break };
        sentence = reading.sentence_of(before);
        let opening = reading.quotation(sentence.start);
        let whole =
            opening.is_some() && reading.quotation(sentence.end.saturating_sub(1)) == opening;
        // The sentence itself lies between its own names and the token.
        steps.push((sentence.start, distance + usize::from(!whole)));
        distance += usize::from(!whole && !goes_on(context, &sentence, wanted));
    }
    steps
}

/// Whether a sentence speaks of the one who is sought by pronoun only.
fn goes_on(context: &Context, sentence: &Run, wanted: Wanted) -> bool {
    const LONGEST: usize = 80;
    let Wanted::Person(gender) = wanted else { return false };
    let reading = context.reading;
    let pronoun = match gender {
        Gender::Male => "he",
        Gender::Female => "she",
    };
    let mut is_spoken_of = false;
    let run = sentence.start..sentence.end.min(sentence.start + LONGEST);
    let words = run.clone().zip(reading.words_of(&run)).zip(reading.mentions_of(&run));
    for ((token, word), mention) in words {
        // Nearly all tokens are neither subject nor name.
        let is_either = word.classes.has(Classes::SUBJECT) || *mention > 0;
        if !is_either || reading.quotation(token).is_some() {
            continue;
        }
        is_spoken_of |= reading.is(token, Classes::SUBJECT) && reading.is_word(token, pronoun);
        let named = reading.mention(token).and_then(|index| context.chain_of(index));
        let is_rival = named.is_some_and(|chain| {
            chain.kind == EntityKind::Person && chain.gender.is_none_or(|other| other == gender)
        });
        if is_rival {
            return false;
        }
    }
    is_spoken_of && sentence.len() <= LONGEST
}

fn chains(context: &Context, tokens: impl Iterator<Item = usize>) -> Vec<u32> {
    let mentions = &context.entities.mentions;
    let mut chains = Vec::new();
    let mut before = None;
    for token in tokens {
        let mention = context.reading.mention(token);
        if mention != before
            && let Some(named) = mention.and_then(|index| mentions.get(index as usize))
            && named.how != How::Demonym
        {
            chains.push(named.chain);
        }
        before = mention;
    }
    chains
}

impl Search<'_, '_> {
    /// How far the sentence of a token before the source is.
    fn distance(&self, token: usize) -> Option<usize> {
        let step = self.steps.iter().find(|(start, _)| *start <= token)?;
        Some(step.1)
    }

    /// How well a mention fits as antecedent, by its first token, the one after it and how far it
    /// is; none when it cannot be it.
    fn weight(
        &self,
        named: &Mention,
        (token, after): (usize, usize),
        distance: usize,
    ) -> Option<i32> {
        let reading = self.context.reading;
        let mut weight = self.fits(named)?;
        let is_content = self.found.content.iter().any(|run| run.contains(&token));
        if is_content && reading.quotation(token).is_some() || self.behind.contains(&named.chain) {
            return None;
        }
        if is_content {
            weight -= 4;
        }
        weight += self.nearness(distance)?;
        if reading.quotation(token).is_some() {
            weight -= 5;
        }
        if self.told_of.contains(&named.chain) {
            weight -= 4;
        }
        weight += role(self.context, token, after);
        if self.context.last.as_ref().is_some_and(|last| last.speaker.chain == Some(named.chain)) {
            weight += self.heard();
        }
        Some(weight)
    }

    /// What kind and gender tell.
    fn fits(&self, named: &Mention) -> Option<i32> {
        let chain = self.context.entities.chains.get(named.chain as usize)?;
        match (self.wanted, chain.kind) {
            (Wanted::Person(gender), EntityKind::Person) => match chain.gender {
                Some(known) if known == gender => Some(3),
                Some(_) => None,
                None => Some(0),
            },
            (Wanted::Among(chains), _) => chains.contains(&named.chain).then_some(3),
            (Wanted::Body(None), EntityKind::Person | EntityKind::Place) => None,
            (Wanted::Body(Some(kind)), other) if kind != other => None,
            (Wanted::Body(_), _) if named.how != How::Demonym => Some(0),
            _ => None,
        }
    }

    fn nearness(&self, n_sentences: usize) -> Option<i32> {
        const FAR: usize = 12;
        match n_sentences {
            0 => Some(11),
            1 => Some(8),
            2 => Some(4),
            3 => Some(2),
            4 => Some(1),
            // "the senator" goes farther back than "he".
            5..FAR if matches!(self.wanted, Wanted::Among(_)) => Some(0),
            _ => None,
        }
    }

    /// How much the last source is still heard: nothing once others have come in between.
    fn heard(&self) -> i32 {
        let Some(last) = &self.context.last else { return 0 };
        match self.distance(last.source.start) {
            Some(0..=1) if self.is_tag => 4,
            Some(0..=1) => 2,
            Some(2) if self.is_tag => 2,
            Some(2..=3) => 1,
            _ => 0,
        }
    }

    /// The one without a name who spoke last, as a candidate: `A spokesman said ... He added`.
    fn nameless(&self) -> Option<(Whom, i32)> {
        let Wanted::Person(gender) = self.wanted else { return None };
        let last = self.context.last.as_ref()?;
        let known = nameless::person(self.context, &last.source, &last.speaker)?;
        if known.gender.is_some_and(|told| told != gender) {
            return None;
        }
        let near = self.nearness(self.distance(last.source.start)?)?;
        let base = if known.is_pronoun { -3 } else { 2 };
        let told = known.gender.map_or(0, |_| 3);
        Some((Whom::Last, near + base + self.heard() + told))
    }
}

/// What the place of a name in its sentence tells: subjects go on, what hangs on others does not.
fn role(context: &Context, token: usize, after: usize) -> i32 {
    let reading = context.reading;
    let hangs = hangs(reading, token);
    let mut weight = 0;
    // "Mnuchin and Lighthizer met": neither acts more than the other.
    let is_joined = reading.is(after, Classes::CONJUNCTION)
        || token > 0 && reading.is(token - 1, Classes::CONJUNCTION);
    let acts = !hangs && !is_joined && is_before_verb(reading, after) || context.is_source(token);
    if is_first(context, token) && !hangs {
        weight += 3 + i32::from(acts);
    } else if acts {
        weight += 2;
    }
    if reading.is(after, Classes::GENITIVE) || is_modifier(context, token, after) {
        weight -= 2;
    }
    if hangs {
        weight -= 2;
    }
    weight
}

/// Whether a name is the first of its kind in its sentence, or one of the first joined by `and`.
fn is_first(context: &Context, token: usize) -> bool {
    const FARTHEST: usize = 80;
    let reading = context.reading;
    let start = reading.sentence_of(token).start;
    if token - start > FARTHEST {
        return false;
    }
    let joint = Classes::CONJUNCTION.or(Classes::COMMA).or(Classes::TITLE).or(Classes::CAPITAL);
    let is_person = |token: usize| {
        let named = reading.mention(token).and_then(|index| context.chain_of(index));
        named.is_some_and(|chain| chain.kind == EntityKind::Person)
    };
    let person = is_person(token);
    let own = reading.mention(token).map_or(0, |own| own + 1);
    let is_other = |(one, mention): (usize, &u32)| {
        *mention > 0
            && *mention != own
            && reading.quotation(one).is_none()
            && (!person || is_person(one))
    };
    let before = reading.mentions_of(&(start..token));
    !(start..).zip(before).any(is_other)
        // "Mnuchin and Lighthizer": the second is as much the subject as the first.
        || (start..token).all(|one| reading.is(one, joint))
}

/// Whether a name hangs on a preposition or possessive, titles between.
fn hangs(reading: &Reading, token: usize) -> bool {
    let start = reading.sentence_of(token).start;
    token > start && reading.is(token - 1, Classes::PREPOSITION.or(Classes::POSSESSIVE))
}

fn is_before_verb(reading: &Reading, after: usize) -> bool {
    let verb = after + usize::from(reading.is(after, Classes::ADVERB));
    let word = reading.word(verb);
    word.classes.has(Classes::AUXILIARY)
        || word.classes.has(Classes::VERB)
            && !word.classes.has(Classes::NOUN)
            && word.forms.has(Forms::FINITE)
}

/// Whether a name only tells of the noun behind it: `the Cruz campaign`, `Trump supporters`.
fn is_modifier(context: &Context, token: usize, after: usize) -> bool {
    let reading = context.reading;
    let tokens = &reading.segments.tokens;
    let is_next = tokens.get(after).is_some_and(|next| {
        after > token
            && tokens.get(after - 1).is_some_and(|own| next.span.start() <= own.span.end() + 1)
    });
    is_next && context.nouns.get(reading.text(after)).is_known()
}
