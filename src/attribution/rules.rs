//! The rules in order: tags first, since they claim what stands left of them; then phrases and
//! colons; then what cues take to their right; then quotations that nobody has claimed yet.

use super::found::{Board, Found};
use super::reading::{self, Run};
use super::scene::Scene;
use super::{according, carry, colon, direct, indirect};

/// All attributions of the article, by position of their content.
pub(super) fn attribute(scene: Scene) -> Vec<Found> {
    let mut board = Board::new(scene.reading.segments.tokens.len());
    each_sentence(scene, |sentence, paragraph| tags(scene, &mut board, sentence, paragraph));
    each_sentence(scene, |sentence, paragraph| phrases(scene, &mut board, sentence, paragraph));
    each_sentence(scene, |sentence, _| complements(scene, &mut board, sentence));
    carry::carry(scene, &mut board);
    board.into_found()
}

/// Calls with each sentence and its paragraph, in order.
fn each_sentence(scene: Scene, mut call: impl FnMut(&Run, &Run)) {
    for (index, paragraph) in scene.reading.segments.paragraphs.iter().enumerate() {
        let tokens = scene.reading.paragraph(index);
        for sentence in reading::run(&paragraph.sentences) {
            call(&scene.reading.sentence(sentence), &tokens);
        }
    }
}

fn tags(scene: Scene, board: &mut Board, sentence: &Run, paragraph: &Run) {
    for verb in sentence.clone() {
        if scene.is_cue(verb)
            && board.owner(verb).is_none()
            && let Some(found) = direct::find(scene, board, verb, sentence, paragraph)
        {
            board.push(found);
        }
    }
}

fn phrases(scene: Scene, board: &mut Board, sentence: &Run, paragraph: &Run) {
    for token in sentence.clone() {
        if board.owner(token).is_some() || scene.reading.quotation(token).is_some() {
            continue;
        }
        let found = according::find(scene, board, token, sentence)
            .or_else(|| colon::find(scene, board, token, sentence, paragraph));
        if let Some(found) = found {
            board.push(found);
        }
    }
}

fn complements(scene: Scene, board: &mut Board, sentence: &Run) {
    for verb in sentence.clone() {
        if scene.is_cue(verb)
            && board.owner(verb).is_none()
            && let Some(found) = indirect::find(scene, board, verb, sentence)
        {
            board.push(found);
        }
    }
}
