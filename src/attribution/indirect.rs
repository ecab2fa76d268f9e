//! What a cue takes to its right: a clause, a question, an infinitive, an object, a quotation.

use super::clauses::{self, Bound, Complement, Opening};
use super::cues::{Cue, Frames};
use super::found::{Board, Found, only};
use super::phrases::{self, Reach};
use super::reading::{Reading, Run};
use super::scene::Scene;
use super::verbs::{self, VerbGroup, Voice};
use super::words::{Classes, Forms};

/// The attribution whose verb stands at `verb` and whose content follows.
pub(super) fn find(scene: Scene, board: &Board, verb: usize, sentence: &Run) -> Option<Found> {
    let reading = scene.reading;
    let group = verbs::verb_group(reading, verb, sentence.start)?;
    for (cue, after) in scene.cues_at(verb) {
        if group.voice == Voice::Passive {
            if let Some(found) = passive(reading, cue, group, after, sentence) {
                return Some(found);
            }
            continue;
        }
        if cue.frames.has(Frames::RAISING) {
            return raising(reading, group, after, sentence);
        }
        let content = before_content(reading, cue, after, sentence.end);
        let Some(complement) = content.complement else { continue };
        let Some(rule) = rule(cue.frames, complement.opening) else { continue };
        let source = source(reading, board, group, sentence);
        let bound = bound(reading, group, source.as_ref(), sentence, complement.opening);
        let end = content_end(scene, &complement, sentence, bound);
        if end <= complement.start {
            continue;
        }
        return Some(Found {
            source,
            cue: group.start..after,
            content: only(complement.start..end),
            addressee: content.addressee,
            venue: content.venue,
            rule,
        });
    }
    None
}

/// Where a content ends; a quotation that it ends in is taken whole, over the sentence's end.
pub(super) fn content_end(
    scene: Scene,
    complement: &Complement,
    sentence: &Run,
    bound: Bound,
) -> usize {
    let start = complement.start;
    let end = clauses::clause_end(scene.reading, start, sentence.end, bound);
    let whole = |token: usize| scene.quotation_at(token).map_or(0, |quotation| quotation.run.end);
    let first = if complement.opening == Opening::Quote { whole(start) } else { 0 };
    // "shouted, "Shame," Hill said": the quotation closes by itself.
    let closes = Classes::COMMA.or(Classes::STOP);
    if let Some(quotation) = scene.quotation_from(start)
        && scene.reading.is(quotation.last_inside(scene.reading), closes)
    {
        return first;
    }
    end.max(first).max(whole(end.saturating_sub(1)))
}

/// What stands between a cue and its content, and the content's opening.
struct Approach {
    complement: Option<Complement>,
    addressee: Option<Run>,
    venue: Option<Run>,
}

/// Passes the one spoken to, time and place between cue and content.
fn before_content(reading: &Reading, cue: &Cue, after: usize, ceiling: usize) -> Approach {
    let (mut at, mut venue) = clauses::skip_adjuncts(reading, after, ceiling);
    let mut addressee = None;
    if cue.frames.has(Frames::ADDRESSEE) && !reading.is_word(at, "that") {
        addressee = clauses::addressee(reading, at, ceiling);
        if let Some(run) = &addressee {
            let (next, place) = clauses::skip_adjuncts(reading, run.end, ceiling);
            at = next;
            venue = venue.or(place);
        }
    }
    let mut complement = clauses::opening(reading, at, ceiling);
    if let (Some(person), Some(one)) = (&addressee, &mut complement) {
        if one.opening == Opening::To && cue.frames.has(Frames::OBJECT) {
            // "urged voters to wait": the voters are part of what is urged.
            *one = Complement { opening: Opening::Object, start: person.start };
        } else if one.opening == Opening::Object {
            one.opening = Opening::Clause;
        }
    }
    let loose = Classes::PREPOSITION.or(Classes::ADVERB).or(Classes::PAST_TIME);
    let is_clear = complement
        .as_ref()
        .is_some_and(|one| !matches!(one.opening, Opening::Object | Opening::Clause | Opening::To));
    if !is_clear
        && cue.frames.has(Frames::THAT)
        && (addressee.is_some() || reading.is(at, loose) || reading.is_word(at, "it"))
        && let Some(that) = that_ahead(reading, at, ceiling)
    {
        if reading.is_word(at, "to") && addressee.is_none() {
            addressee = phrases::noun_phrase_after(reading, at + 1, that, Reach::Short);
        }
        complement = Some(Complement { opening: Opening::That, start: that });
    }
    Approach { complement, addressee, venue }
}

/// A `that` behind phrases without a verb: `told customers at a breakfast spot that`.
fn that_ahead(reading: &Reading, from: usize, ceiling: usize) -> Option<usize> {
    const FARTHEST: usize = 14;
    let begins =
        reading.is(from, Classes::PREPOSITION) || from > 0 && reading.is(from - 1, Classes::WORD);
    if !begins {
        return None;
    }
    let stops = Classes::COMMA
        .or(Classes::STOP)
        .or(Classes::COLON)
        .or(Classes::DASH)
        .or(Classes::QUOTE)
        .or(Classes::AUXILIARY)
        .or(Classes::SUBJECT)
        .or(Classes::QUESTION);
    for token in from..ceiling.min(from + FARTHEST) {
        let word = reading.word(token);
        if reading.is_word(token, "that") {
            // "at a theater that left": a relative clause.
            let next = reading.word(token + 1);
            let relative = next.classes.has(Classes::AUXILIARY)
                || next.forms.has(Forms::PAST.or(Forms::THIRD)) && !next.classes.has(Classes::NOUN);
            return (!relative).then_some(token);
        }
        let is_verb = word.forms.has(Forms::PAST.or(Forms::THIRD))
            && !word.classes.has(Classes::NOUN.or(Classes::CAPITAL));
        if word.classes.has(stops) || is_verb {
            return None;
        }
    }
    None
}

/// The rule for a complement, when the cue takes such a one.
fn rule(frames: Frames, opening: Opening) -> Option<&'static str> {
    let (frame, rule) = match opening {
        Opening::That => (Frames::THAT, "cue-that"),
        Opening::Question => (Frames::QUESTION, "cue-question"),
        Opening::To => (Frames::TO, "cue-infinitive"),
        Opening::Quote => (Frames::QUOTE, "cue-before-quote"),
        Opening::Colon => (Frames::QUOTE, "cue-colon"),
        Opening::Gerund => (Frames::GERUND, "cue-gerund"),
        Opening::Clause => (Frames::CLAUSE, "cue-clause"),
        Opening::Object => (Frames::OBJECT, "cue-object"),
    };
    frames.has(frame).then_some(rule)
}

/// `X is expected to win`: what is expected is X and the rest; `X was praised by Y`: X, by Y.
fn passive(
    reading: &Reading,
    cue: &Cue,
    group: VerbGroup,
    after: usize,
    sentence: &Run,
) -> Option<Found> {
    if !cue.frames.has(Frames::PASSIVE) {
        return None;
    }
    let subject = phrases::subject_before(reading, group.start, sentence.start)?;
    let found = Found { cue: group.start..after, rule: "cue-passive", ..Found::default() };
    if reading.is_word(after, "by") {
        let source = phrases::noun_phrase_after(reading, after + 1, sentence.end, Reach::Long);
        return Some(Found { source, content: only(subject), rule: "cue-passive-by", ..found });
    }
    let is_open = matches!(
        clauses::opening(reading, after, sentence.end)?.opening,
        Opening::To | Opening::That | Opening::Question | Opening::Quote | Opening::Gerund
    );
    if !is_open && cue.tail.is_empty() {
        return None;
    }
    let end = clauses::clause_end(reading, after, sentence.end, Bound::Clause);
    let mut content = only(subject);
    content.push(after..end);
    Some(Found { content, ..found })
}

/// `X seems to win`: what seems is X and the rest.
fn raising(reading: &Reading, group: VerbGroup, after: usize, sentence: &Run) -> Option<Found> {
    let never = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::ADVERB);
    let opens = reading.is(after, Classes::WORD)
        && (!reading.is(after, never) || reading.is_word(after, "to"));
    if !opens || group.voice != Voice::Finite {
        return None;
    }
    let end = clauses::clause_end(reading, after, sentence.end, Bound::Clause);
    let subject = phrases::subject_before(reading, group.start, sentence.start)?;
    // "It appears that": the pronoun stands for what follows.
    let is_empty = reading.is_word(subject.start, "it") && subject.len() == 1;
    let mut content = if is_empty { Vec::new() } else { only(subject) };
    content.push(after..end);
    Some(Found { cue: group.start..after, content, rule: "cue-raising", ..Found::default() })
}

/// Who says it.
pub(super) fn source(
    reading: &Reading,
    board: &Board,
    group: VerbGroup,
    sentence: &Run,
) -> Option<Run> {
    let before = group.start.checked_sub(1).filter(|before| *before >= sentence.start);
    match (group.voice, before) {
        (Voice::Finite, Some(before)) => {
            let joint = Classes::CONJUNCTION.or(Classes::ADVERB);
            let shared = reading.is(before, joint) && !reading.is(before, Classes::PRONOUN);
            // "when asked whether": nobody says who asked.
            if reading.is_word(before, "when") {
                return None;
            }
            let subject = phrases::subject_before(reading, group.start, sentence.start);
            if let Some(subject) = subject.filter(|_| !shared) {
                return Some(subject);
            }
        }
        // "Asked whether ...".
        (Voice::Finite, None) => return None,
        (_, Some(before)) => {
            if reading.is(before, Classes::OBJECT) && !reading.is(before, Classes::PREPOSITION) {
                return Some(before..group.start);
            }
            let is_noun = reading.is(before, Classes::WORD)
                && !reading
                    .is(before, Classes::FUNCTION.without(Classes::TITLE.or(Classes::VENUE)))
                && !reading.is(before, Classes::VERB);
            if group.voice == Voice::Participle && is_noun {
                return phrases::subject_before(reading, group.start, sentence.start);
            }
        }
        _ => {}
    }
    earlier_source(board, group.start, sentence)
        .or_else(|| main_subject(reading, group.start, sentence))
}

/// The source of the attribution whose cue stands last before a token of the same sentence.
fn earlier_source(board: &Board, before: usize, sentence: &Run) -> Option<Run> {
    const FARTHEST: usize = 80;
    let lowest = sentence.start.max(before.saturating_sub(FARTHEST));
    let mut tokens = (lowest..before).rev();
    tokens.find_map(|token| {
        let found = board.get(board.owner(token)?)?;
        let is_here = sentence.contains(&found.cue.start) && found.cue.start < before;
        if is_here { found.source.clone() } else { None }
    })
}

/// The subject of the sentence: before its first finite verb, past a leading phrase.
pub(super) fn main_subject(reading: &Reading, before: usize, sentence: &Run) -> Option<Run> {
    const FARTHEST: usize = 120;
    let range = if leads(reading, before, sentence) {
        let ceiling = sentence.end.min(before + FARTHEST);
        let comma = (before..ceiling).find(|token| reading.is(*token, Classes::COMMA))?;
        comma + 1..ceiling
    } else {
        sentence.start.max(before.saturating_sub(FARTHEST))..before
    };
    range.clone().find_map(|verb| {
        let word = reading.word(verb);
        let finite = word.forms.has(Forms::FINITE) || word.classes.has(Classes::AUXILIARY);
        if !finite || word.classes.has(Classes::CAPITAL) || reading.quotation(verb).is_some() {
            return None;
        }
        let group = verbs::verb_group(reading, verb, range.start);
        if group.is_some_and(|group| matches!(group.voice, Voice::Infinitive | Voice::Participle)) {
            return None;
        }
        let start = group.map_or(verb, |group| group.start);
        phrases::subject_before(reading, start, range.start)
    })
}

/// Whether no clause stands in the sentence before the token: `After arguing that ..., he said`.
fn leads(reading: &Reading, before: usize, sentence: &Run) -> bool {
    const FARTHEST: usize = 8;
    before < sentence.start + FARTHEST
        && !clauses::is_clause(reading, &(sentence.start..before))
        && !(sentence.start..before).any(|token| reading.is(token, Classes::SUBJECT))
}

fn bound(
    reading: &Reading,
    group: VerbGroup,
    source: Option<&Run>,
    sentence: &Run,
    opening: Opening,
) -> Bound {
    let is_leading = group.start == sentence.start
        || group.voice == Voice::Participle && leads(reading, group.start, sentence);
    let is_inner = source.is_some_and(|run| {
        let before = run.start.saturating_sub(1);
        let relative =
            reading.is(run.start, Classes::QUESTION) && reading.is(before, Classes::COMMA);
        // "While Comey said ..., he ...".
        let subordinate = run.start > sentence.start
            && before <= sentence.start + 1
            && reading.is(before, Classes::SUBORDINATOR)
            && !reading.is_word(before, "that");
        relative || subordinate
    });
    if is_leading || is_inner {
        Bound::Comma
    } else if opening == Opening::Object {
        Bound::Object
    } else {
        Bound::Clause
    }
}
