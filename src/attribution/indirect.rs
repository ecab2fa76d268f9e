//! What a cue takes to its right: a clause, a question, an infinitive, an object, a quotation.

use super::clauses::{self, Bound, Opening};
use super::cues::{Cue, Frames};
use super::direct::{Scene, fits};
use super::found::{Found, only};
use super::phrases::{self, Reach, VerbGroup, Voice};
use super::reading::{Reading, Run};
use super::words::Classes;

/// The attribution whose verb stands at `verb` and whose content follows. `earlier` are those
/// found before it in its sentence, for verbs that share a subject.
pub(super) fn find(scene: Scene, verb: usize, sentence: &Run, earlier: &[Found]) -> Option<Found> {
    let reading = scene.reading;
    let group = phrases::verb_group(reading, verb, sentence.start)?;
    let fitting =
        scene.cues.of(reading.word(verb).lemma).iter().filter(|cue| fits(reading, cue, verb));
    for cue in fitting {
        let after = verb + 1 + cue.tail.len();
        let (at, addressee, venue) = before_content(reading, cue, after, sentence.end);
        let Some(complement) = clauses::opening(reading, at, sentence.end) else { continue };
        let Some(rule) = rule(cue.frames, complement.opening) else { continue };
        let source = source(reading, group, sentence, earlier);
        if group.voice == Voice::Passive {
            continue;
        }
        let bound = bound(reading, group, source.as_ref(), sentence, complement.opening);
        let mut end = clauses::clause_end(reading, complement.start, sentence.end, bound);
        if complement.opening == Opening::Quote {
            end = end.max(quotation_end(scene, complement.start));
        }
        if end <= complement.start {
            continue;
        }
        return Some(Found {
            source,
            cue: group.start..after,
            content: only(complement.start..end),
            addressee,
            venue,
            rule,
        });
    }
    None
}

fn quotation_end(scene: Scene, token: usize) -> usize {
    let index = scene.reading.quotation(token);
    index.and_then(|index| scene.quotations.get(index)).map_or(0, |quotation| quotation.run.end)
}

/// Passes the one spoken to, time and place between cue and content.
fn before_content(
    reading: &Reading,
    cue: &Cue,
    after: usize,
    ceiling: usize,
) -> (usize, Option<Run>, Option<Run>) {
    let (mut at, mut venue) = clauses::skip_adjuncts(reading, after, ceiling);
    let mut addressee = None;
    if cue.frames.has(Frames::ADDRESSEE) && !reading.is_word(at, "that") {
        addressee = clauses::addressee(reading, at, ceiling);
        if let Some(run) = &addressee {
            let (next, place) = clauses::skip_adjuncts(reading, run.end, ceiling);
            at = next;
            venue = venue.or(place);
        }
    } else if reading.is_word(at, "to") {
        // "said to reporters that"
        let to = phrases::noun_phrase_after(reading, at + 1, ceiling, Reach::Short);
        if let Some(run) = to.filter(|run| reading.is_word(run.end, "that")) {
            at = run.end;
            addressee = Some(run);
        }
    }
    (at, addressee, venue)
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

/// Who says it.
fn source(reading: &Reading, group: VerbGroup, sentence: &Run, earlier: &[Found]) -> Option<Run> {
    if group.voice == Voice::Finite {
        let joint = Classes::CONJUNCTION.or(Classes::ADVERB);
        let before = group.start.checked_sub(1)?;
        let shared = before >= sentence.start
            && reading.is(before, joint)
            && !reading.is(before, Classes::PRONOUN);
        if !shared
            && let Some(subject) = phrases::subject_before(reading, group.start, sentence.start)
        {
            return Some(subject);
        }
    }
    let last = earlier.iter().rev().find(|found| sentence.contains(&found.cue.start));
    if let Some(source) = last.and_then(|found| found.source.clone()) {
        return Some(source);
    }
    main_subject(reading, group.start, sentence)
}

/// The subject of the sentence: before its first finite verb, past a leading phrase.
fn main_subject(reading: &Reading, before: usize, sentence: &Run) -> Option<Run> {
    let is_leading = before < sentence.start + 3;
    let from = if is_leading {
        (before..sentence.end).find(|token| reading.is(*token, Classes::COMMA))?
    } else {
        sentence.start
    };
    let to = if is_leading { sentence.end } else { before };
    for verb in from..to {
        let word = reading.word(verb);
        let finite =
            word.forms.has(super::words::Forms::FINITE) || word.classes.has(Classes::AUXILIARY);
        if !finite || reading.quotation(verb).is_some() || word.classes.has(Classes::CAPITAL) {
            continue;
        }
        let group = phrases::verb_group(reading, verb, from);
        let start = group.map_or(verb, |group| group.start);
        if group.is_some_and(|group| matches!(group.voice, Voice::Infinitive | Voice::Participle)) {
            continue;
        }
        if let Some(subject) = phrases::subject_before(reading, start, from) {
            return Some(subject);
        }
    }
    None
}

fn bound(
    reading: &Reading,
    group: VerbGroup,
    source: Option<&Run>,
    sentence: &Run,
    opening: Opening,
) -> Bound {
    let leads = group.voice == Voice::Participle && group.start < sentence.start + 3;
    let relative = source.is_some_and(|run| {
        reading.is(run.start, Classes::QUESTION)
            && reading.is(run.start.saturating_sub(1), Classes::COMMA)
    });
    if leads || relative {
        Bound::Comma
    } else if opening == Opening::Object {
        Bound::Object
    } else {
        Bound::Clause
    }
}
