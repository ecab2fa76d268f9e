//! Noun phrases before and after a cue.
//!
//! There is no parser behind it: closed classes of words, the verbs of news and the marks between
//! them decide. All runs stay inside the bounds that callers give.

use super::reading::{Reading, Run};
use super::verbs::verb_group;
use super::words::{Classes, Forms};

/// The subject that ends right before `end`: a noun phrase with its title, its apposition between
/// commas and a short relative clause.
pub(super) fn subject_before(reading: &Reading, end: usize, floor: usize) -> Option<Run> {
    let end = before_time(reading, end, floor);
    let mut last = end.checked_sub(1).filter(|last| *last >= floor)?;
    if reading.is(last, Classes::COMMA) {
        let inner = apposition_start(reading, last, floor)?;
        let head = noun_phrase_before(reading, inner, floor)?;
        // "Analysts, however, noted": the adverb is no part of the source.
        let first = reading.word(inner + 1);
        let is_loose = (inner + 1..last).all(|token| reading.is(token, Classes::ADVERB))
            || first.forms.has(Forms::ING)
            || first.classes.has(Classes::ADVERB) && reading.word(inner + 2).forms.has(Forms::ING);
        return Some(head.start..if is_loose { inner } else { last });
    }
    if reading.is(last, Classes::CLOSE) {
        last = opening_bracket(reading, last, floor)?;
        let head = noun_phrase_before(reading, last, floor)?;
        return Some(head.start..end);
    }
    noun_phrase_before(reading, end, floor)
}

/// Where a subject ends that a time follows: `Obama on Friday said`, `officials last week said`.
fn before_time(reading: &Reading, end: usize, floor: usize) -> usize {
    let mut start = end;
    while start > floor
        && reading.is(start - 1, Classes::TIME)
        && !reading.is(start - 1, Classes::MODAL)
        && reading.mention(start - 1).is_none()
    {
        start -= 1;
    }
    if start == end {
        return end;
    }
    let lead = Classes::LOCATING.or(Classes::PAST_TIME);
    while start > floor && reading.is(start - 1, lead) {
        start -= 1;
    }
    let has_subject = start > floor && reading.is(start - 1, Classes::WORD.or(Classes::CLOSE));
    let is_time = start < end && reading.is(start, lead.or(Classes::CAPITAL));
    if has_subject && is_time { start } else { end }
}

/// The comma that opens the parenthesis which ends at the comma `close`: `Hill, a doctor, said`.
fn apposition_start(reading: &Reading, close: usize, floor: usize) -> Option<usize> {
    const LONGEST: usize = 45;
    let lowest = floor.max(close.saturating_sub(LONGEST));
    let mut found = None;
    for token in (lowest..close).rev() {
        if reading.quotation(token).is_some() {
            return found;
        }
        if reading.is(token, Classes::STOP.or(Classes::COLON)) {
            return found;
        }
        if !reading.is(token, Classes::COMMA) || token == floor {
            continue;
        }
        let next = token + 1;
        let opens = Classes::DETERMINER
            .or(Classes::QUESTION)
            .or(Classes::ADVERB)
            .or(Classes::PREPOSITION)
            .or(Classes::TITLE)
            .or(Classes::POSSESSIVE)
            .or(Classes::NUMBER);
        let is_name = reading.is(token - 1, Classes::CLOSE.or(Classes::WORD));
        let is_time = reading.is(token - 1, Classes::TIME.or(Classes::ADVERB))
            && reading.mention(token - 1).is_none();
        if is_name && !is_time {
            let plausible = reading.is(next, opens)
                || reading.is(next, Classes::WORD) && !reading.is(next, Classes::SUBJECT);
            if plausible && found.is_none() {
                found = Some(token);
            }
            // "Smith, R-Fla., chairman of the panel, said": go on to the name.
            if reading.is(token - 1, Classes::CAPITAL.or(Classes::CLOSE)) && plausible {
                found = Some(token);
                if reading.is(next, Classes::QUESTION.or(Classes::DETERMINER)) {
                    return found;
                }
            }
        }
    }
    found
}

fn opening_bracket(reading: &Reading, close: usize, floor: usize) -> Option<usize> {
    (floor..close).rev().take(30).find(|token| reading.is(*token, Classes::OPEN))
}

/// The noun phrase that ends right before `end`.
fn noun_phrase_before(reading: &Reading, end: usize, floor: usize) -> Option<Run> {
    const LONGEST: usize = 40;
    let last = end.checked_sub(1).filter(|last| *last >= floor)?;
    let head = reading.word(last).classes;
    if reading.quotation(last).is_some() || !head.has(Classes::WORD.or(Classes::CLOSE)) {
        return None;
    }
    if head.has(Classes::SUBJECT) || head.has(Classes::QUESTION) && !head.has(Classes::CAPITAL) {
        return is_relative_or_pronoun(reading, last).then_some(last..end);
    }
    if is_bare_function_word(reading, last) {
        return None;
    }
    let mut start = last;
    if head.has(Classes::CLOSE) {
        start = opening_bracket(reading, last, floor)?;
    }
    while start > floor && last - start < LONGEST {
        match step_back(reading, start, floor) {
            Some(next) => start = next,
            None => break,
        }
    }
    let start = after_opening_phrase(reading, start, last);
    Some(start..end)
}

fn is_relative_or_pronoun(reading: &Reading, token: usize) -> bool {
    ["he", "she", "they", "we", "i", "who", "which", "that", "what"]
        .iter()
        .any(|word| reading.is_word(token, word))
}

/// A word that can end no subject: `the`, `of`, `because`, `then`.
fn is_bare_function_word(reading: &Reading, token: usize) -> bool {
    let word = reading.word(token).classes;
    let function = Classes::DETERMINER
        .or(Classes::POSSESSIVE)
        .or(Classes::PREPOSITION)
        .or(Classes::CONJUNCTION)
        .or(Classes::SUBORDINATOR)
        .or(Classes::ADVERB)
        .or(Classes::AUXILIARY)
        .or(Classes::OBJECT);
    let is_name =
        word.has(Classes::CAPITAL) && !word.has(Classes::CONJUNCTION.or(Classes::SUBORDINATOR));
    word.has(function) && !word.has(Classes::PRONOUN) && !is_name
}

/// One word further to the left in a noun phrase that begins at `start`; none at its edge.
fn step_back(reading: &Reading, start: usize, floor: usize) -> Option<usize> {
    let at = start - 1;
    let word = reading.word(at).classes;
    if reading.quotation(at).is_some() {
        return None;
    }
    let here = reading.word(start).classes;
    // A determiner or pronoun begins its phrase; only a preposition leads further out.
    let closed = here.has(Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PRONOUN))
        && !here.has(Classes::ADVERB);
    if word.has(Classes::CLOSE) {
        return opening_bracket(reading, at, floor).filter(|_| !closed);
    }
    if word.has(Classes::PREPOSITION) && !word.has(Classes::SUBORDINATOR) {
        // "officials in the White House": a noun must stand before the preposition.
        let before = at.checked_sub(1).filter(|before| *before >= floor);
        let joins = before.is_some_and(|before| {
            let noun = reading.word(before).classes;
            noun.has(Classes::WORD)
                && !noun.has(Classes::COMMA)
                && !is_verb_here(reading, before, floor)
                && !is_bare_function_word(reading, before)
        });
        return joins.then_some(at);
    }
    if word.has(Classes::CONJUNCTION) {
        let joins = !reading.is_word(at, "but")
            && at > floor
            && reading.is(at - 1, Classes::WORD)
            && !is_verb_here(reading, at - 1, floor);
        return joins.then_some(at);
    }
    if closed {
        return None;
    }
    if word.has(Classes::GENITIVE) {
        return Some(at);
    }
    if !word.has(Classes::WORD) {
        return list_comma(reading, at, floor).then_some(at);
    }
    let stops = Classes::SUBORDINATOR
        .or(Classes::QUESTION)
        .or(Classes::AUXILIARY)
        .or(Classes::NEGATIVE)
        .or(Classes::SUBJECT);
    let function = stops.or(Classes::PREPOSITION).or(Classes::CONJUNCTION);
    let sentence_mark = Classes::STOP.or(Classes::COLON).or(Classes::DASH).or(Classes::OPEN);
    let opens = at == floor
        || reading.quotation(at - 1).is_some()
        || reading.is(at - 1, sentence_mark) && reading.is_after_gap(at);
    let is_name =
        word.has(Classes::CAPITAL) && here.has(Classes::CAPITAL) && !(opens && word.has(function));
    let determines = word.has(Classes::DETERMINER.or(Classes::POSSESSIVE));
    if word.has(stops) && !determines && !is_name {
        return None;
    }
    if is_verb_here(reading, at, floor) && !is_name {
        return relative_start(reading, at, floor);
    }
    Some(at)
}

/// Whether the comma at `at` stands between the parts of a name: `Smith, Jr.`, `Jan. 5, 2016`.
fn list_comma(reading: &Reading, at: usize, floor: usize) -> bool {
    reading.is(at, Classes::COMMA)
        && at > floor
        && reading.is(at - 1, Classes::CAPITAL)
        && ["jr", "jr.", "sr", "sr.", "ii", "iii", "inc", "inc."]
            .iter()
            .any(|part| reading.is_word(at + 1, part))
}

/// Whether a word is a verb where it stands, and no participle before a noun.
fn is_verb_here(reading: &Reading, at: usize, floor: usize) -> bool {
    let word = reading.word(at);
    if !word.classes.has(Classes::VERB) || word.classes.has(Classes::CAPITAL) && at > floor {
        return word.classes.has(Classes::AUXILIARY) && !word.classes.has(Classes::CAPITAL);
    }
    let before = if at > floor { reading.word(at - 1).classes } else { Classes::NONE };
    let modifies =
        Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::GENITIVE).or(Classes::PREPOSITION);
    if before.has(modifies) && !before.has(Classes::PRONOUN) {
        return false;
    }
    if word.classes.has(Classes::NOUN) && !word.forms.has(Forms::PAST) {
        return before.has(Classes::SUBJECT.or(Classes::MODAL))
            || reading.is_word(at.saturating_sub(1), "to");
    }
    at > floor || word.forms.has(Forms::PAST)
}

/// Before the verb of a short relative clause, the place where it begins: `people who know him`.
fn relative_start(reading: &Reading, verb: usize, floor: usize) -> Option<usize> {
    let group = verb_group(reading, verb, floor)?;
    let before = group.start.checked_sub(1).filter(|before| *before > floor)?;
    let opens = reading.is_word(before, "who") || reading.is_word(before, "that");
    (opens && reading.is(before - 1, Classes::WORD)).then_some(before)
}

/// Where the subject begins in a phrase that opens with a preposition and has no comma:
/// `In an interview Trump said`.
fn after_opening_phrase(reading: &Reading, start: usize, last: usize) -> usize {
    let opens = Classes::PREPOSITION.or(Classes::ADVERB).or(Classes::CONJUNCTION);
    let mut start = start;
    while start < last
        && reading.is(start, Classes::CONJUNCTION.or(Classes::ADVERB))
        && !reading.is(start, Classes::PREPOSITION.or(Classes::PRONOUN))
    {
        start += 1;
    }
    if !reading.is(start, opens) || reading.is(start, Classes::PRONOUN) {
        return start;
    }
    // The last name whose left neighbor is no part of it.
    let mut name = last;
    if !reading.is(last, Classes::CAPITAL) {
        return start;
    }
    while name > start + 1 && reading.is(name - 1, Classes::CAPITAL) {
        name -= 1;
    }
    let joint = Classes::PREPOSITION
        .or(Classes::DETERMINER)
        .or(Classes::POSSESSIVE)
        .or(Classes::GENITIVE)
        .or(Classes::CONJUNCTION);
    if reading.is(name - 1, joint) { start } else { name }
}

/// How far a noun phrase to the right of a cue may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Only the name and its words: `told Fox Business`.
    Short,
    /// With its prepositions and apposition: `said Jay Jacobs, the chairman in Nassau County`.
    Long,
}

/// The noun phrase that begins at `start` and ends before `ceiling`.
pub(super) fn noun_phrase_after(
    reading: &Reading,
    start: usize,
    ceiling: usize,
    reach: Reach,
) -> Option<Run> {
    if start >= ceiling || reading.quotation(start).is_some() {
        return None;
    }
    let first = reading.word(start).classes;
    if first.has(Classes::SUBJECT.or(Classes::OBJECT)) && !first.has(Classes::POSSESSIVE) {
        return Some(start..start + 1);
    }
    let opens = first.has(Classes::WORD)
        && !reading.is_word(start, "that")
        && (!is_bare_function_word(reading, start)
            || first.has(Classes::DETERMINER.or(Classes::POSSESSIVE)));
    if !opens || is_adjunct(reading, start) {
        return None;
    }
    let mut end = start + 1;
    let mut in_relative = false;
    while end < ceiling {
        in_relative |= reading.is_word(end, "who");
        if !in_relative && is_surely_verb(reading, end) {
            break;
        }
        match step_ahead(reading, end, ceiling, reach) {
            Some(next) => end = next,
            None => break,
        }
    }
    while end > start + 1 && !reading.is(end - 1, Classes::WORD.or(Classes::CLOSE)) {
        end -= 1;
    }
    Some(start..end)
}

/// Whether a word can only be the verb of a clause.
fn is_surely_verb(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at);
    let finite = word.forms.has(Forms::THIRD) && !word.classes.has(Classes::NOUN)
        || word.forms.has(Forms::PAST) && !word.forms.has(Forms::PARTICIPLE);
    (finite || word.classes.has(Classes::AUXILIARY)) && !word.classes.has(Classes::CAPITAL)
}

/// One step to the right in a noun phrase whose next token is `at`.
fn step_ahead(reading: &Reading, at: usize, ceiling: usize, reach: Reach) -> Option<usize> {
    if reading.quotation(at).is_some() {
        return None;
    }
    let word = reading.word(at).classes;
    let before = reading.word(at - 1).classes;
    if word.has(Classes::GENITIVE) {
        return Some(at + 1);
    }
    if word.has(Classes::OPEN) && reach == Reach::Long {
        let close = (at..ceiling.min(at + 20)).find(|token| reading.is(*token, Classes::CLOSE))?;
        return Some(close + 1);
    }
    let stops = Classes::STOP.or(Classes::COLON).or(Classes::DASH).or(Classes::OPEN);
    if word.has(stops.or(Classes::SUBJECT)) || is_adjunct(reading, at) {
        return None;
    }
    if word.has(Classes::COMMA) {
        return (reach == Reach::Long && is_apposition(reading, at, ceiling)).then_some(at + 1);
    }
    if word.has(Classes::CONJUNCTION) {
        let joins = !reading.is_word(at, "but") && !is_verb_here(reading, at + 1, at);
        return (joins && reading.is(at + 1, Classes::WORD)).then_some(at + 1);
    }
    if reading.is_word(at, "of") {
        return Some(at + 1);
    }
    if word.has(Classes::PREPOSITION) {
        return (reach == Reach::Long).then_some(at + 1);
    }
    let clause = Classes::SUBORDINATOR.or(Classes::QUESTION);
    if word.has(clause) && !word.has(Classes::DETERMINER) || reading.is_word(at, "that") {
        return (reach == Reach::Long && reading.is_word(at, "who")).then_some(at + 1);
    }
    if word.has(Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::PRONOUN)) {
        let joint = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::COMMA);
        return (before.has(joint) || reach == Reach::Long).then_some(at + 1);
    }
    let is_name = word.has(Classes::CAPITAL);
    // "told the Americans China wants": one name ends, another begins.
    let meets = reading.mention(at).is_some()
        && reading.mention(at - 1).is_some()
        && reading.mention(at) != reading.mention(at - 1);
    if reach == Reach::Short && meets {
        return None;
    }
    // "told reporters Trump would": a name begins anew after a plain noun.
    if reach == Reach::Short && is_name && !before.has(Classes::CAPITAL) {
        let joint = Classes::PREPOSITION
            .or(Classes::CONJUNCTION)
            .or(Classes::DETERMINER)
            .or(Classes::POSSESSIVE)
            .or(Classes::GENITIVE);
        return before.has(joint).then_some(at + 1);
    }
    if reach == Reach::Short && (is_verb_here(reading, at, at - 1) || word.has(Classes::AUXILIARY))
    {
        return None;
    }
    word.has(Classes::WORD).then_some(at + 1)
}

/// Whether the comma at `at` opens an apposition: `, a Republican`, `, chairman of`, `, who runs`.
fn is_apposition(reading: &Reading, at: usize, ceiling: usize) -> bool {
    let next = at + 1;
    if next >= ceiling || reading.quotation(next).is_some() {
        return false;
    }
    let word = reading.word(next);
    let never =
        Classes::SUBJECT.or(Classes::CONJUNCTION).or(Classes::SUBORDINATOR).or(Classes::NEGATIVE);
    if reading.is_word(next, "who") {
        // "said Pardo, who said he would": the clause attributes by itself.
        let mut clause = next..ceiling.min(next + 8);
        return !clause
            .any(|token| ["said", "says", "told"].iter().any(|cue| reading.is_word(token, cue)));
    }
    if word.classes.has(never) && !word.classes.has(Classes::DETERMINER) {
        return false;
    }
    let is_verb = word.classes.has(Classes::AUXILIARY)
        || word.forms.has(Forms::PAST) && !word.forms.has(Forms::PARTICIPLE);
    !(word.forms.has(Forms::ING) || is_verb || is_adjunct(reading, next))
        && word.classes.has(Classes::WORD)
        && !reading.is(next, Classes::QUESTION)
}

/// Whether a phrase of time, place of speech or circumstance begins here: `on Monday`, `in an
/// interview`, `during a rally`, `Thursday`.
pub(super) fn is_adjunct(reading: &Reading, at: usize) -> bool {
    let word = reading.word(at).classes;
    if word.has(Classes::TIME) && !word.has(Classes::MODAL) {
        return !matches!(reading.text(at), "day" | "week" | "year" | "month");
    }
    if word.has(Classes::PAST_TIME) {
        // "last week", "this past week".
        return reading.is(at + 1, Classes::TIME)
            || reading.is_word(at + 1, "past") && reading.is(at + 2, Classes::TIME);
    }
    if word.has(Classes::CIRCUMSTANCE) {
        // "such as", "as to": no circumstance.
        return !reading.is_word(at.saturating_sub(1), "such") && !reading.is_word(at + 1, "to");
    }
    if !word.has(Classes::LOCATING) {
        return false;
    }
    (at + 1..at + 6)
        .take_while(|token| reading.is(*token, Classes::WORD.or(Classes::GENITIVE)))
        .take_while(|token| {
            !reading.is(*token, Classes::PREPOSITION) || reading.is(*token, Classes::VENUE)
        })
        .any(|token| {
            reading.is(token, Classes::VENUE) || reading.is(token, Classes::TIME) && token < at + 3
        })
}
