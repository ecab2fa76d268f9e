//! Tags: a cue and its source beside a content that stands by itself, quoted or not.
//!
//! `"...," said X`; `"...," X said. "..."`; `the plan, analysts contend, will fail`. What a cue
//! takes to its right is in `indirect`.

use super::clauses::{self, Bound, Opening};
use super::cues::{Cue, Frames};
use super::found::{Board, Found, only};
use super::marks::{Edge, Quotation};
use super::phrases::{self, Reach};
use super::reading::Run;
use super::scene::Scene;
use super::verbs::{self, Voice};
use super::words::{Classes, Forms};

/// A cue with its source, and where its clause begins and ends.
#[derive(Debug, Clone)]
struct Tag {
    source: Run,
    cue: Run,
    start: usize,
    end: usize,
    addressee: Option<Run>,
    venue: Option<Run>,
}

/// Where a tag stands.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    scene: Scene<'a>,
    board: &'a Board,
    sentence: &'a Run,
    paragraph: &'a Run,
}

/// The tag whose verb stands at `verb`, with its content; none when the verb makes no tag.
pub(super) fn find(
    scene: Scene,
    board: &Board,
    verb: usize,
    sentence: &Run,
    paragraph: &Run,
) -> Option<Found> {
    let (cue, after) = scene.cues_at(verb).find(|(cue, _)| cue.frames.has(Frames::TAG))?;
    let group = verbs::verb_group(scene.reading, verb, sentence.start)?;
    if group.voice != Voice::Finite || may_be_noun(scene, group.verb, group.start, sentence.start) {
        return None;
    }
    let place = Place { scene, board, sentence, paragraph };
    let cue_run = group.start..after;
    before_verb(place, cue, cue_run.clone()).or_else(|| after_verb(place, cue, cue_run))
}

/// Whether a word that is a noun more often has no sure subject: `trade issues, including`.
fn may_be_noun(scene: Scene, verb: usize, start: usize, floor: usize) -> bool {
    let reading = scene.reading;
    let word = reading.word(verb);
    let sure = Classes::CAPITAL.or(Classes::SUBJECT).or(Classes::PRONOUN).or(Classes::ADVERB);
    let has_subject = start > floor && reading.is(start - 1, sure) || start < verb;
    word.classes.has(Classes::NOUN) && !word.forms.has(Forms::PAST) && !has_subject
}

/// `"...," X said`
fn before_verb(place: Place, cue: &Cue, cue_run: Run) -> Option<Found> {
    let Place { scene, sentence, .. } = place;
    let reading = scene.reading;
    let source = phrases::subject_before(reading, cue_run.start, sentence.start)?;
    let (end, addressee, venue) = tail(scene, cue, cue_run.end, sentence.end);
    let tag = Tag { start: source.start, source, cue: cue_run, end, addressee, venue };
    if let Some(quotation) = spoken_before(place, tag.start)
        && !goes_right(place, quotation, &tag)
    {
        return Some(quoted(place, quotation, tag, "cue-after-quote"));
    }
    let before = tag.start.checked_sub(1).filter(|before| *before > sentence.start)?;
    if reading.is(before, Classes::COMMA.or(Classes::DASH)) {
        return unquoted(place, tag);
    }
    None
}

/// `"...," said X`
fn after_verb(place: Place, cue: &Cue, cue_run: Run) -> Option<Found> {
    let Place { scene, sentence, .. } = place;
    if !cue.frames.has(Frames::INVERTED) {
        return None;
    }
    let reading = scene.reading;
    let ceiling = sentence.end;
    let source = phrases::noun_phrase_after(reading, cue_run.end, ceiling, Reach::Long)?;
    let (end, venue) = clauses::skip_phrases(reading, source.end, ceiling);
    let start = cue_run.start;
    let tag = Tag { start, source, cue: cue_run, end, addressee: None, venue };
    if let Some(quotation) = spoken_before(place, start) {
        return Some(quoted(place, quotation, tag, "quote-cue-speaker"));
    }
    let before = start.checked_sub(1).filter(|before| *before > sentence.start)?;
    let ends = tag.end >= ceiling || reading.is(tag.end, Classes::STOP);
    if ends && reading.is(before, Classes::COMMA) { unquoted(place, tag) } else { None }
}

/// The quotation right before a tag that begins at `start`, when it ends as speech does before
/// its tag and no words before it bring it in.
fn spoken_before(place: Place<'_>, start: usize) -> Option<&Quotation> {
    let Place { scene, sentence, paragraph, .. } = place;
    let quotation = scene.quotation_before(start, paragraph.start)?;
    let marks = Classes::COMMA.or(Classes::STOP).or(Classes::DASH);
    let ends = scene.reading.is(quotation.last_inside(scene.reading), marks)
        || scene.reading.is(quotation.run.end, marks)
        || quotation.closing == Edge::Missing;
    let floor = sentence.start.min(quotation.run.start);
    (ends && !scene.is_introduced(quotation, floor)).then_some(quotation)
}

/// Where a tag ends: past the one spoken to, time and place.
fn tail(
    scene: Scene,
    cue: &Cue,
    after: usize,
    ceiling: usize,
) -> (usize, Option<Run>, Option<Run>) {
    let addressee = if cue.frames.has(Frames::ADDRESSEE) {
        clauses::addressee(scene.reading, after, ceiling)
    } else {
        None
    };
    let from = addressee.as_ref().map_or(after, |run| run.end);
    let (end, venue) = clauses::skip_phrases(scene.reading, from, ceiling);
    (end, addressee, venue)
}

/// Whether the verb has a content of its own to the right, so that the quotation before it is
/// none of it: `"...." He said that`, `On the "wall," he said, "We ..."`.
fn goes_right(place: Place, quotation: &Quotation, tag: &Tag) -> bool {
    let Place { scene, sentence, .. } = place;
    let reading = scene.reading;
    let is_stopped = reading.text(quotation.last_inside(reading)).starts_with('.');
    let is_whole = tag.end >= sentence.end || reading.is(tag.end, Classes::STOP);
    if is_stopped && !is_whole {
        return true;
    }
    let Some(complement) = clauses::opening(reading, tag.end, sentence.end) else { return false };
    let is_sentence = quotation.run.start <= sentence.start;
    match complement.opening {
        Opening::That | Opening::Clause => !is_sentence,
        Opening::Quote | Opening::Colon => {
            is_stopped
                || !is_sentence
                    && begins_small(place, quotation)
                    && !begins_small_at(place, complement.start)
        }
        _ => false,
    }
}

fn begins_small(place: Place, quotation: &Quotation) -> bool {
    begins_small_at(place, quotation.run.start)
}

/// Whether the quotation whose mark stands at `mark` begins with a small letter.
fn begins_small_at(place: Place, mark: usize) -> bool {
    let text = place.scene.reading.text(mark + 1);
    text.starts_with(|first: char| first.is_lowercase())
}

/// The attribution of a quotation by the tag beside it.
fn quoted(place: Place, quotation: &Quotation, tag: Tag, rule: &'static str) -> Found {
    let start = lead(place, quotation);
    let mut content = only(start..quotation.run.end);
    content.extend(rest_of_sentence(place, tag.end));
    let Tag { source, cue, addressee, venue, .. } = tag;
    Found { source: Some(source), cue, content, addressee, venue, rule }
}

/// Where the content of a quotation begins: with the quotations right before it, and with the
/// words of its sentence when it begins in mid-sentence (`The deal is "very close," Trump said`).
fn lead(place: Place, quotation: &Quotation) -> usize {
    let Place { scene, board, sentence, paragraph } = place;
    let mut start = quotation.run.start;
    while let Some(before) = start.checked_sub(1).filter(|at| *at >= paragraph.start) {
        let Some(one) = scene.quotation_at(before) else { break };
        if one.is_title || !board.is_free(&one.run) || scene.is_introduced(one, paragraph.start) {
            break;
        }
        start = one.run.start;
    }
    if start <= sentence.start {
        return start;
    }
    let floor = free_floor(board, start, sentence.start);
    let is_cut = scene.reading.is(start - 1, Classes::COMMA) && !begins_small_at(place, start);
    let is_loose = scene.reading.is(start - 1, Classes::COLON.or(Classes::DASH)) || floor >= start;
    if is_cut || is_loose { start } else { floor }
}

/// The first token at or after `floor` from which all is free up to `end`.
fn free_floor(board: &Board, end: usize, floor: usize) -> usize {
    const FARTHEST: usize = 150;
    let lowest = floor.max(end.saturating_sub(FARTHEST));
    let owned = (lowest..end).rev().find(|token| board.owner(*token).is_some());
    owned.map_or(lowest, |token| token + 1)
}

/// The quotation that goes on in the sentence of the tag: `"...," he said, "..."`.
fn rest_of_sentence(place: Place, from: usize) -> Option<Run> {
    const FARTHEST: usize = 60;
    let Place { scene, sentence, .. } = place;
    let reading = scene.reading;
    let ceiling = sentence.end.min(from + FARTHEST);
    let open = (from..ceiling).find(|token| scene.quotation_from(*token).is_some())?;
    let quotation = scene.quotation_from(open)?;
    let mark = Classes::COMMA.or(Classes::DASH).or(Classes::COLON);
    let is_joined = reading.is(open.checked_sub(1)?, mark);
    if !is_joined || open > from + 1 && scene.is_introduced(quotation, from) {
        return None;
    }
    let stops = Classes::COMMA.or(Classes::STOP);
    if reading.is(quotation.last_inside(reading), stops) {
        return Some(quotation.run.clone());
    }
    let end = clauses::clause_end(reading, open, sentence.end, Bound::Clause);
    Some(open..end.max(quotation.run.end))
}

/// The attribution of unquoted words by a tag between commas or at the end.
fn unquoted(place: Place, tag: Tag) -> Option<Found> {
    let Place { scene, board, sentence, .. } = place;
    let reading = scene.reading;
    if reading.is(tag.source.start, Classes::QUESTION) {
        return None;
    }
    let at_end = tag.end >= sentence.end || reading.is(tag.end, Classes::STOP);
    if !at_end && !reading.is(tag.end, Classes::COMMA.or(Classes::DASH)) {
        return None;
    }
    let is_quoted = !at_end && scene.quotation_from(tag.end + 1).is_some();
    if is_quoted && !begins_small_at(place, tag.end + 1) {
        return None;
    }
    let left = free_floor(board, tag.start - 1, sentence.start)..tag.start - 1;
    let whole = clauses::is_clause(reading, &left);
    if left.is_empty() || at_end && !whole {
        return None;
    }
    let mut content = Vec::new();
    // "The question of bans, she said, is open": what follows lacks its subject.
    let next = reading.word(tag.end + 1);
    let goes_on = next.classes.has(Classes::AUXILIARY)
        || next.forms.has(Forms::PAST.or(Forms::THIRD)) && !next.classes.has(Classes::NOUN);
    if whole || left.len() < 4 || !at_end && goes_on {
        content.push(left);
    }
    if !at_end {
        let start = tag.end + 1;
        let end = clauses::clause_end(reading, start, sentence.end, Bound::Clause);
        content.push(start..end);
    }
    let rule = if at_end { "cue-after-clause" } else { "cue-in-clause" };
    let Tag { source, cue, addressee, venue, .. } = tag;
    Some(Found { source: Some(source), cue, content, addressee, venue, rule })
}
