//! Tags: a cue and its source beside a content that stands by itself, quoted or not.
//!
//! `"...," said X`; `"...," X said. "..."`; `the plan, analysts contend, will fail`. What a cue
//! takes to its right is in `indirect`.

use super::clauses::{self, Bound, Opening};
use super::cues::{Cue, Cues, Frames};
use super::found::{Found, only};
use super::marks::{Edge, Quotation};
use super::phrases::{self, Reach, VerbGroup, Voice};
use super::reading::{Reading, Run};
use super::words::Classes;

/// What the rules of a paragraph read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) quotations: &'a [Quotation],
    pub(super) cues: &'a Cues,
}

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

impl Scene<'_> {
    /// The quotation that ends right before `token`, a comma or dash between.
    fn quotation_before(&self, token: usize, floor: usize) -> Option<&Quotation> {
        let mut last = token.checked_sub(1).filter(|last| *last >= floor)?;
        let between = Classes::COMMA.or(Classes::DASH).or(Classes::STOP);
        if self.reading.quotation(last).is_none() && self.reading.is(last, between) {
            last = last.checked_sub(1).filter(|last| *last >= floor)?;
        }
        let quotation = self.quotations.get(self.reading.quotation(last)?)?;
        (quotation.run.end == last + 1).then_some(quotation)
    }

    /// Whether a quotation ends as speech before its tag does: with a comma, stop or dash.
    fn ends_for_tag(&self, quotation: &Quotation) -> bool {
        let marks = Classes::COMMA.or(Classes::STOP).or(Classes::DASH);
        let end = quotation.run.end;
        let inner = end.checked_sub(2).is_some_and(|last| self.reading.is(last, marks));
        inner || self.reading.is(end, marks) || quotation.closing == Edge::Missing
    }
}

/// The tag whose verb stands at `verb`, with its content; none when the verb makes no tag.
pub(super) fn find(scene: Scene, verb: usize, sentence: &Run, paragraph: &Run) -> Option<Found> {
    let reading = scene.reading;
    let cue =
        scene.cues.of(reading.word(verb).lemma).iter().find(|cue| fits(reading, cue, verb))?;
    if !cue.frames.has(Frames::TAG) {
        return None;
    }
    let group = phrases::verb_group(reading, verb, sentence.start)?;
    if group.voice != Voice::Finite {
        return None;
    }
    let after = verb + 1 + cue.tail.len();
    before_verb(scene, cue, group, after, sentence, paragraph)
        .or_else(|| after_verb(scene, cue, group, after, sentence, paragraph))
}

/// Whether the words after the verb are those of the cue.
pub(super) fn fits(reading: &Reading, cue: &Cue, verb: usize) -> bool {
    cue.tail.iter().zip(verb + 1..).all(|(word, token)| reading.is_word(token, word))
}

/// `"...," X said`
fn before_verb(
    scene: Scene,
    cue: &Cue,
    group: VerbGroup,
    after: usize,
    sentence: &Run,
    paragraph: &Run,
) -> Option<Found> {
    let reading = scene.reading;
    let source = phrases::subject_before(reading, group.start, sentence.start)?;
    let (end, addressee, venue) = tail(reading, cue, after, sentence.end);
    let tag = Tag { start: source.start, source, cue: group.start..after, end, addressee, venue };
    if let Some(quotation) = scene.quotation_before(tag.start, paragraph.start)
        && !quotation.is_title
        && scene.ends_for_tag(quotation)
        && (!takes_more(reading, after, sentence.end) || stands_alone(scene, quotation, sentence))
    {
        return Some(quoted(scene, quotation, tag, sentence, "cue-after-quote"));
    }
    if reading.is(tag.start.checked_sub(1)?, Classes::COMMA.or(Classes::DASH)) {
        return unquoted(scene, tag, sentence);
    }
    None
}

/// `"...," said X`
fn after_verb(
    scene: Scene,
    cue: &Cue,
    group: VerbGroup,
    after: usize,
    sentence: &Run,
    paragraph: &Run,
) -> Option<Found> {
    let reading = scene.reading;
    if !cue.frames.has(Frames::INVERTED) {
        return None;
    }
    let source = phrases::noun_phrase_after(reading, after, sentence.end, Reach::Long)?;
    let (end, venue) = clauses::skip_adjuncts(reading, source.end, sentence.end);
    let tag =
        Tag { start: group.start, source, cue: group.start..after, end, addressee: None, venue };
    if let Some(quotation) = scene.quotation_before(tag.start, paragraph.start)
        && !quotation.is_title
        && scene.ends_for_tag(quotation)
    {
        return Some(quoted(scene, quotation, tag, sentence, "quote-cue-speaker"));
    }
    if reading.is(tag.start.checked_sub(1)?, Classes::COMMA) {
        return unquoted(scene, tag, sentence);
    }
    None
}

/// Where a tag ends: past the one spoken to, time and place.
fn tail(
    reading: &Reading,
    cue: &Cue,
    after: usize,
    ceiling: usize,
) -> (usize, Option<Run>, Option<Run>) {
    let addressee = if cue.frames.has(Frames::ADDRESSEE) {
        clauses::addressee(reading, after, ceiling)
    } else {
        None
    };
    let from = addressee.as_ref().map_or(after, |run| run.end);
    let (end, venue) = clauses::skip_adjuncts(reading, from, ceiling);
    (end, addressee, venue)
}

/// Whether the verb has a clause of its own to the right, so that what stands left is none of it.
fn takes_more(reading: &Reading, after: usize, ceiling: usize) -> bool {
    let (at, _) = clauses::skip_adjuncts(reading, after, ceiling);
    match clauses::opening(reading, at, ceiling) {
        Some(complement) => matches!(complement.opening, Opening::That | Opening::Clause),
        None => false,
    }
}

/// Whether a quotation is the whole of the sentence before its tag.
fn stands_alone(scene: Scene, quotation: &Quotation, sentence: &Run) -> bool {
    quotation.run.start <= sentence.start
        || scene.reading.is(quotation.run.end.saturating_sub(2), Classes::STOP)
}

/// The attribution of a quotation by the tag after it.
fn quoted(
    scene: Scene,
    quotation: &Quotation,
    tag: Tag,
    sentence: &Run,
    rule: &'static str,
) -> Found {
    let reading = scene.reading;
    let mut start = quotation.run.start;
    // `The deal is "very close," Trump said`: the words before the mark are content too.
    let before = sentence.start..start;
    let is_lead = !before.is_empty()
        && !(sentence.start..start)
            .any(|token| reading.word(token).lemma > 0 && reading.quotation(token).is_none())
        && !reading.is(start - 1, Classes::COLON.or(Classes::COMMA));
    if is_lead {
        start = sentence.start;
    }
    let mut found = Found {
        source: Some(tag.source),
        cue: tag.cue,
        content: only(start..quotation.run.end),
        addressee: tag.addressee,
        venue: tag.venue,
        rule,
    };
    if let Some(rest) = rest_of_sentence(scene, tag.end, sentence) {
        found.add_content(rest);
    }
    found
}

/// The quotation that goes on in the sentence of the tag: `"...," he said, "..."`.
fn rest_of_sentence(scene: Scene, from: usize, sentence: &Run) -> Option<Run> {
    let reading = scene.reading;
    let open = (from..sentence.end).find(|token| reading.quotation(*token).is_some())?;
    let mark = Classes::COMMA.or(Classes::DASH).or(Classes::COLON);
    let quotation = scene.quotations.get(reading.quotation(open)?)?;
    let joined = reading.is(open.checked_sub(1)?, mark) && !quotation.is_title;
    let inner = (from..open).all(|token| reading.word(token).lemma == 0);
    if !joined || !inner {
        return None;
    }
    let end = clauses::clause_end(reading, open, sentence.end, Bound::Clause);
    Some(open..end.max(quotation.run.end))
}

/// The attribution of unquoted words by a tag between commas or at the end.
fn unquoted(scene: Scene, tag: Tag, sentence: &Run) -> Option<Found> {
    let reading = scene.reading;
    let closes = Classes::COMMA.or(Classes::DASH);
    let at_end = tag.end >= sentence.end || reading.is(tag.end, Classes::STOP);
    if !at_end && !reading.is(tag.end, closes) {
        return None;
    }
    let left = sentence.start..tag.start - 1;
    if left.is_empty() {
        return None;
    }
    let whole = clauses::is_clause(reading, &left);
    let mut content = Vec::new();
    if at_end && !whole {
        return None;
    }
    if whole || left.len() < 4 {
        content.push(left);
    }
    if !at_end {
        let start = tag.end + 1;
        let end = clauses::clause_end(reading, start, sentence.end, Bound::Clause);
        if start < end {
            content.push(start..end);
        }
    }
    if content.is_empty() {
        return None;
    }
    let rule = if at_end { "cue-after-clause" } else { "cue-in-clause" };
    Some(Found {
        source: Some(tag.source),
        cue: tag.cue,
        content,
        addressee: tag.addressee,
        venue: tag.venue,
        rule,
    })
}
