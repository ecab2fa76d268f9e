//! The rules in order: phrases and tags first, since they claim what stands left of them; then
//! colons; then what cues take to their right; then quotations that nobody has claimed yet.

use super::found::{Board, Found};
use super::reading::{self, Run};
use super::scene::Scene;
use super::words::Classes;
use super::{according, carry, colon, declined, direct, indirect, releases, transcripts};

/// A sentence and what the rules look at in it.
#[derive(Debug)]
struct Place {
    sentence: Run,
    paragraph: Run,
    /// Verbs of cues and openers of phrases, outside quotations.
    words: Vec<usize>,
    colons: Vec<usize>,
}

/// All attributions of the article, by position of their content.
pub(super) fn attribute(scene: Scene) -> Vec<Found> {
    let mut board = Board::new(scene.reading.segments.tokens.len());
    let places = places(scene);
    transcripts::find(scene, &mut board);
    releases::find(scene, &mut board);
    for place in &places {
        phrases(scene, &mut board, place);
    }
    for place in &places {
        tags(scene, &mut board, place);
    }
    for place in &places {
        colons(scene, &mut board, place);
    }
    for place in &places {
        complements(scene, &mut board, place);
    }
    carry::carry(scene, &mut board);
    board.into_found()
}

/// The sentences that have something to look at, in order.
fn places(scene: Scene) -> Vec<Place> {
    let reading = scene.reading;
    let mut places = Vec::new();
    for (index, paragraph) in reading.segments.paragraphs.iter().enumerate() {
        let tokens = reading.paragraph(index);
        let text = dateline_end(scene, &tokens);
        for sentence in reading::run(&paragraph.sentences) {
            let mut sentence = reading.sentence(sentence);
            sentence.start = sentence.start.max(text).min(sentence.end);
            let (mut words, mut colons) = (Vec::new(), Vec::new());
            for (token, word) in (sentence.start..).zip(reading.words_of(&sentence)) {
                if word.lemma == 0 && !word.classes.has(Classes::COLON.or(Classes::PHRASE)) {
                    continue;
                }
                if word.classes.has(Classes::COLON) {
                    colons.push(token);
                } else if reading.quotation(token).is_none() {
                    words.push(token);
                }
            }
            if !words.is_empty() || !colons.is_empty() {
                places.push(Place { sentence, paragraph: tokens.clone(), words, colons });
            }
        }
    }
    places
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
    let mut is_shouted = false;
    for token in paragraph.start..end {
        if reading.is(token, Classes::DASH) && is_shouted {
            return token + 1;
        }
        let is_wire = reading.is(token, Classes::OPEN)
            && reading.is(token + 1, Classes::AGENCY)
            && reading.is(token + 2, Classes::CLOSE);
        if is_wire {
            return token + 3 + usize::from(reading.is(token + 3, Classes::DASH));
        }
        if !reading.is(token, part) && !reading.is_word(token, "date") {
            break;
        }
        let text = reading.text(token);
        is_shouted |= text.len() > 3 && text.chars().all(char::is_uppercase);
    }
    paragraph.start
}

fn phrases(scene: Scene, board: &mut Board, place: &Place) {
    for token in &place.words {
        if let Some(found) = according::find(scene, board, *token, &place.sentence) {
            board.push(found);
        }
    }
}

fn tags(scene: Scene, board: &mut Board, place: &Place) {
    for verb in &place.words {
        if scene.is_cue(*verb)
            && board.is_open(*verb)
            && let Some(found) =
                direct::find(scene, board, *verb, &place.sentence, &place.paragraph)
        {
            board.push(found);
        }
    }
}

fn colons(scene: Scene, board: &mut Board, place: &Place) {
    for colon in &place.colons {
        if board.owner(*colon).is_none()
            && let Some(found) =
                colon::find(scene, board, *colon, &place.sentence, &place.paragraph)
        {
            board.push(found);
        }
    }
}

fn complements(scene: Scene, board: &mut Board, place: &Place) {
    for verb in &place.words {
        if !scene.is_cue(*verb) || !board.is_open(*verb) {
            continue;
        }
        let found = declined::find(scene, *verb, &place.sentence)
            .or_else(|| indirect::find(scene, board, *verb, &place.sentence));
        if let Some(found) = found {
            board.push(found);
        }
    }
}
