//! Quotations without a tag of their own: they belong to the one who speaks before them, over
//! sentences and paragraphs.

use super::found::{Board, Found, only};
use super::indirect;
use super::marks::{Edge, Quotation};
use super::reading::Run;
use super::scene::Scene;
use super::words::Classes;

/// Gives quotations that nobody has yet to the attributions they go on from.
pub(super) fn carry(scene: Scene, board: &mut Board) {
    let mut speaking = None;
    let mut behind: Vec<Run> = Vec::new();
    for index in 0..scene.reading.segments.paragraphs.len() {
        let paragraph = scene.reading.paragraph(index);
        let before = speaking;
        speaking = None;
        for quotation in scene.quotations_in(&paragraph) {
            let owner = board.owner(quotation.run.start);
            if owner.is_some() || quotation.is_title || quotation.run.len() < 4 {
                speaking = owner.or(speaking);
                continue;
            }
            let to = if quotation.run.start == paragraph.start {
                let is_whole = quotation.run.end + 1 >= paragraph.end
                    && (quotation.closing == Edge::Marked || quotation.goes_on);
                before.filter(|_| is_whole)
            } else {
                sentence_before(scene, board, quotation, &paragraph)
            };
            if let Some(to) = to {
                board.extend(to, quotation.run.clone());
                speaking = Some(to);
            } else if let Some(found) = told_before(scene, quotation, &paragraph) {
                board.push(found);
                speaking = board.owner(quotation.run.start);
            }
        }
        // Paragraphs left open go on in the next; their tag may stand there.
        match board.owner(paragraph.start) {
            Some(owner) => {
                for open in behind.drain(..).rev() {
                    board.extend(owner, open);
                }
            }
            None if left_open(scene, board, &paragraph).is_none() => behind.clear(),
            None => {}
        }
        behind.extend(left_open(scene, board, &paragraph));
        speaking = speaking.or_else(|| last_speaking(board, &paragraph));
    }
}

/// The attribution of the sentence that ends right before a quotation that begins a sentence.
fn sentence_before(
    scene: Scene,
    board: &Board,
    quotation: &Quotation,
    paragraph: &Run,
) -> Option<usize> {
    const FARTHEST: usize = 80;
    let reading = scene.reading;
    let end = quotation.run.start;
    let stops = Classes::STOP.or(Classes::QUOTE).or(Classes::COLON);
    if end <= paragraph.start || !reading.is(end - 1, stops) {
        return None;
    }
    let lowest = paragraph.start.max(end.saturating_sub(FARTHEST));
    let mut best: Option<(usize, usize)> = None;
    for token in (lowest..end - 1).rev() {
        let ends_sentence = reading.is(token, Classes::STOP) && reading.quotation(token).is_none();
        if ends_sentence && best.is_some() {
            break;
        }
        if let Some(owner) = board.owner(token) {
            let rank = board.get(owner).map_or(0, |found| {
                usize::from(found.rule.contains("quote")) * 2 + usize::from(found.source.is_some())
            });
            if best.is_none_or(|(_, other)| rank >= other) {
                best = Some((owner, rank));
            }
        }
    }
    best.map(|(owner, _)| owner)
}

/// The attribution of a quotation that stands as a sentence of its own behind one whose subject
/// is a person: `Hill took aim at the mayor. "He never came."`.
fn told_before(scene: Scene, quotation: &Quotation, paragraph: &Run) -> Option<Found> {
    const SHORTEST: usize = 7;
    let reading = scene.reading;
    let start = quotation.run.start;
    let whole = reading.is(quotation.last_inside(reading), Classes::STOP);
    if start <= paragraph.start || !whole || quotation.run.len() < SHORTEST {
        return None;
    }
    let sentence = reading.sentence_of(start - 1);
    let is_new = reading.is(start - 1, Classes::STOP) && sentence.end == start;
    let source = indirect::main_subject(reading, start, &sentence).filter(|_| is_new)?;
    let is_person = reading.is(source.start, Classes::SUBJECT)
        || source.clone().any(|token| reading.mention(token).is_some());
    let content = only(quotation.run.clone());
    is_person.then(|| Found {
        source: Some(source.clone()),
        cue: source.end..source.end,
        content,
        rule: "sentence-before-quote",
        ..Found::default()
    })
}

/// The quotation of a paragraph that the next paragraph goes on with, when nobody has it.
fn left_open(scene: Scene, board: &Board, paragraph: &Run) -> Option<Run> {
    let last = scene.quotations_in(paragraph).last()?;
    (last.goes_on && board.is_free(&last.run)).then(|| last.run.clone())
}

/// The attribution that stands last in a paragraph.
fn last_speaking(board: &Board, paragraph: &Run) -> Option<usize> {
    const FARTHEST: usize = 60;
    let lowest = paragraph.start.max(paragraph.end.saturating_sub(FARTHEST));
    (lowest..paragraph.end).rev().find_map(|token| board.owner(token))
}
