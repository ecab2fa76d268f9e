//! The rules in order: phrases and tags first, since they claim what stands left of them; then
//! colons; then what cues take to their right; then quotations that nobody has claimed yet.

use super::found::{Board, Found};
use super::reading::{self, Run};
use super::scene::Scene;
use super::words::Classes;
use super::{according, carry, colon, declined, direct, indirect, transcripts};

/// All attributions of the article, by position of their content.
pub(super) fn attribute(scene: Scene) -> Vec<Found> {
    let mut board = Board::new(scene.reading.segments.tokens.len());
    transcripts::find(scene, &mut board);
    each_sentence(scene, |sentence, _| phrases(scene, &mut board, sentence));
    each_sentence(scene, |sentence, paragraph| tags(scene, &mut board, sentence, paragraph));
    each_sentence(scene, |sentence, paragraph| colons(scene, &mut board, sentence, paragraph));
    each_sentence(scene, |sentence, _| complements(scene, &mut board, sentence));
    carry::carry(scene, &mut board);
    board.into_found()
}

/// Calls with each sentence and its paragraph, in order.
fn each_sentence(scene: Scene, mut call: impl FnMut(&Run, &Run)) {
    for (index, paragraph) in scene.reading.segments.paragraphs.iter().enumerate() {
        let tokens = scene.reading.paragraph(index);
        let text = dateline_end(scene, &tokens);
        for sentence in reading::run(&paragraph.sentences) {
            let mut sentence = scene.reading.sentence(sentence);
            sentence.start = sentence.start.max(text).min(sentence.end);
            call(&sentence, &tokens);
        }
    }
}

/// Where the text of a paragraph begins behind its dateline: `WASHINGTON (AP) — `, `BEIJING --`.
fn dateline_end(scene: Scene, paragraph: &Run) -> usize {
    const LONGEST: usize = 14;
    let reading = scene.reading;
    let part = Classes::CAPITAL
        .or(Classes::NUMBER)
        .or(Classes::COMMA)
        .or(Classes::OPEN)
        .or(Classes::CLOSE)
        .or(Classes::TIME);
    let end = paragraph.end.min(paragraph.start + LONGEST);
    let mut shouted = false;
    let mut wired = false;
    for token in paragraph.start..end {
        if reading.is(token, Classes::DASH) && (shouted || wired) {
            return token + 1;
        }
        if wired && !reading.is(token, Classes::DASH) {
            return token;
        }
        wired = reading.is(token, Classes::CLOSE);
        let text = reading.text(token);
        shouted |= text.len() > 3 && text.chars().all(char::is_uppercase);
        if !reading.is(token, part) && !reading.is_word(token, "date") && !wired {
            break;
        }
    }
    paragraph.start
}

fn tags(scene: Scene, board: &mut Board, sentence: &Run, paragraph: &Run) {
    for verb in sentence.clone() {
        if scene.is_cue(verb)
            && board.is_open(verb)
            && let Some(found) = direct::find(scene, board, verb, sentence, paragraph)
        {
            board.push(found);
        }
    }
}

fn phrases(scene: Scene, board: &mut Board, sentence: &Run) {
    for token in sentence.clone() {
        if board.owner(token).is_none()
            && scene.reading.quotation(token).is_none()
            && let Some(found) = according::find(scene, board, token, sentence)
        {
            board.push(found);
        }
    }
}

fn colons(scene: Scene, board: &mut Board, sentence: &Run, paragraph: &Run) {
    for token in sentence.clone() {
        if scene.reading.is(token, Classes::COLON)
            && board.owner(token).is_none()
            && let Some(found) = colon::find(scene, board, token, sentence, paragraph)
        {
            board.push(found);
        }
    }
}

fn complements(scene: Scene, board: &mut Board, sentence: &Run) {
    for verb in sentence.clone() {
        let declined = declined::find(scene, verb, sentence);
        if let Some(found) = declined {
            board.push(found);
        } else if scene.is_cue(verb)
            && board.is_open(verb)
            && let Some(found) = indirect::find(scene, board, verb, sentence)
        {
            board.push(found);
        }
    }
}
