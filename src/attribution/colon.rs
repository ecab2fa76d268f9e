//! Colons that bring in speech: `Clinton: "Our goal is ..."`, `He fired back: "..."`, `REPORT: ...`.

use super::clauses;
use super::found::{Board, Found, only};
use super::indirect;
use super::phrases;
use super::reading::Run;
use super::scene::Scene;
use super::verbs::{self, Voice};
use super::words::{Classes, Forms};

/// The attribution whose colon stands at `colon`.
pub(super) fn find(
    scene: Scene,
    board: &Board,
    colon: usize,
    sentence: &Run,
    paragraph: &Run,
) -> Option<Found> {
    let reading = scene.reading;
    if !reading.is(colon, Classes::COLON) || reading.quotation(colon).is_some() {
        return None;
    }
    let quotation = scene.quotation_from(colon + 1);
    let head = sentence.start..colon;
    // A colon at the end of a paragraph brings in the quotation that opens the next.
    if head.is_empty() || quotation.is_none() && colon + 1 >= sentence.end {
        return None;
    }
    if is_name(scene, &head) {
        let content = match quotation {
            Some(quotation) => quotation.run.clone(),
            None => colon + 1..paragraph.end,
        };
        let rule = if quotation.is_some() {
            "name-colon-quote"
        } else if paragraph.start == 0 && is_speaker(scene, &head) {
            "headline-colon"
        } else {
            return None;
        };
        // "And from Chairwoman Mendez:"
        let joint = Classes::CONJUNCTION.or(Classes::PREPOSITION);
        let start = head.clone().find(|token| !reading.is(*token, joint)).unwrap_or(head.start);
        return Some(Found {
            source: Some(start..head.end),
            cue: colon..colon + 1,
            content: only(content),
            rule,
            ..Found::default()
        });
    }
    let quotation = quotation?;
    let (source, cue) = speaking(scene, board, colon, sentence)?;
    Some(Found {
        source,
        cue,
        content: only(quotation.run.clone()),
        rule: "cue-colon-quote",
        ..Found::default()
    })
}

/// Whether the head of a headline is one who says what follows: a name, or a report.
fn is_speaker(scene: Scene, head: &Run) -> bool {
    let reading = scene.reading;
    let sources = ["report", "reports", "poll", "polls", "study", "sources", "analysis", "survey"];
    head.clone().any(|token| reading.mention(token).is_some())
        || reading.is(head.end - 1, Classes::TITLE)
        || sources.iter().any(|source| reading.is_word(head.end - 1, source))
}

/// Whether a run is a name or a short noun phrase and nothing else.
fn is_name(scene: Scene, run: &Run) -> bool {
    const LONGEST: usize = 7;
    let reading = scene.reading;
    let never = Classes::AUXILIARY
        .or(Classes::SUBJECT)
        .or(Classes::QUOTE)
        .or(Classes::STOP)
        .or(Classes::QUESTION);
    run.len() <= LONGEST
        && reading.is(run.start, Classes::CAPITAL)
        && !clauses::is_clause(reading, run)
        && !run
            .clone()
            .any(|token| reading.is(token, never) || reading.word(token).forms.has(Forms::ING))
}

/// The source and the verb of the clause before a colon.
fn speaking(
    scene: Scene,
    board: &Board,
    colon: usize,
    sentence: &Run,
) -> Option<(Option<Run>, Run)> {
    const FARTHEST: usize = 60;
    const NEAR: usize = 8;
    let reading = scene.reading;
    let lowest = sentence.start.max(colon.saturating_sub(FARTHEST));
    let is_verb = |token: &usize| {
        let word = reading.word(*token);
        board.owner(*token).is_none()
            && reading.quotation(*token).is_none()
            && word.forms.has(Forms::FINITE.or(Forms::ING))
            && !word.classes.has(Classes::CAPITAL)
    };
    let subject = |token: usize| {
        let group = verbs::verb_group(reading, token, lowest)?;
        if group.voice != Voice::Finite {
            return None;
        }
        let subject = phrases::subject_before(reading, group.start, lowest)?;
        let opens = subject.start == lowest
            || reading.is(subject.start - 1, Classes::COMMA.or(Classes::CONJUNCTION));
        opens.then_some((Some(subject), group.start..colon))
    };
    let verbs = || (lowest..colon).rev().filter(is_verb);
    let cue = verbs()
        .find(|token| scene.is_cue(*token) && verbs::verb_group(reading, *token, lowest).is_some());
    if cue.is_none_or(|cue| cue + NEAR < colon)
        && let Some(main) = verbs().find_map(subject)
    {
        return Some(main);
    }
    let Some(cue) = cue else {
        // "Hill had three words for the council:".
        let source = indirect::main_subject(reading, colon, sentence)?;
        return Some((Some(source), colon..colon + 1));
    };
    let group = verbs::verb_group(reading, cue, lowest)?;
    let source = indirect::source(reading, board, group, sentence);
    Some((source, group.start..colon))
}
