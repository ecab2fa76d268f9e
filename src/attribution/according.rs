//! Phrases that attribute without a verb: `according to X`, `in the words of X`.

use super::clauses::{self, Bound};
use super::found::{Board, Found, only};
use super::phrases::{self, Reach};
use super::reading::Run;
use super::scene::Scene;
use super::words::{Classes, Forms};

/// The words of the phrase around its head at `at`: `according to`, `in the words of`.
fn phrase(scene: Scene, at: usize) -> Option<Run> {
    let reading = scene.reading;
    if !reading.is(at, Classes::PHRASE) || reading.quotation(at).is_some() {
        return None;
    }
    if reading.is_word(at, "according") {
        return reading.is_word(at + 1, "to").then_some(at..at + 2);
    }
    let start = at.checked_sub(2)?;
    let is_whole = reading.is_word(start, "in")
        && reading.is_word(at - 1, "the")
        && reading.is_word(at + 1, "of");
    is_whole.then_some(start..at + 2)
}

/// The attribution whose phrase has its head at `head`.
pub(super) fn find(scene: Scene, board: &Board, head: usize, sentence: &Run) -> Option<Found> {
    let reading = scene.reading;
    let cue = phrase(scene, head)?;
    let at = cue.start;
    let mut source = phrases::noun_phrase_after(reading, cue.end, sentence.end, Reach::Long)?;
    let rule = if cue.len() == 2 { "according-to" } else { "in-the-words-of" };
    let found = Found { cue, rule, ..Found::default() };
    let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
    let leads = before
        .is_none_or(|before| before < sentence.start + 2 && board.owner(before).is_none())
        && scene.quotation_before(at, sentence.start).is_none();
    if leads {
        // "According to a poll, the plan ...": the first comma ends the source.
        let comma = (source.start..source.end).find(|token| reading.is(*token, Classes::COMMA));
        source.end = comma.unwrap_or(source.end);
        let (mut start, _) = clauses::skip_adjuncts(reading, source.end, sentence.end);
        if reading.is(start, Classes::COMMA) {
            start += 1;
        }
        let mut end = clauses::clause_end(reading, start, sentence.end, Bound::Clause);
        end = end.max(scene.quotation_at(end.saturating_sub(1)).map_or(0, |one| one.run.end));
        return Some(Found { source: Some(source), content: only(start..end.max(start)), ..found });
    }
    let left = before_phrase(scene, board, at, sentence)?;
    let mut content = only(left.clone());
    // "Other gaps, according to the poll, include": what follows lacks its subject.
    let next = reading.word(source.end + 1);
    let lacks_subject = next.classes.has(Classes::AUXILIARY)
        || next.forms.has(Forms::PAST.or(Forms::THIRD).or(Forms::PLAIN));
    if reading.is(source.end, Classes::COMMA)
        && source.end + 1 < sentence.end
        && (lacks_subject || !clauses::is_clause(reading, &left))
    {
        let start = source.end + 1;
        content.push(start..clauses::clause_end(reading, start, sentence.end, Bound::Clause));
    }
    Some(Found { source: Some(source), content, ..found })
}

/// The content that ends before the phrase at `at`: the free part of its sentence, or the whole
/// quotation that stands there.
fn before_phrase(scene: Scene, board: &Board, at: usize, sentence: &Run) -> Option<Run> {
    const FARTHEST: usize = 150;
    let reading = scene.reading;
    let mut end = at;
    while end > sentence.start
        && reading.is(end - 1, Classes::COMMA.or(Classes::DASH))
        && reading.quotation(end - 1).is_none()
    {
        end -= 1;
    }
    let mut start = sentence.start.max(end.saturating_sub(FARTHEST));
    if let Some(owned) = (start..end).rev().find(|token| board.owner(*token).is_some()) {
        start = owned + 1;
    }
    if let Some(quotation) = end.checked_sub(1).and_then(|last| scene.quotation_at(last))
        && quotation.run.start < start
        && board.is_free(&quotation.run)
    {
        start = quotation.run.start;
    }
    let loose = Classes::COMMA.or(Classes::CONJUNCTION).or(Classes::STOP);
    while start < end && reading.is(start, loose) {
        start += 1;
    }
    (start < end).then_some(start..end)
}
