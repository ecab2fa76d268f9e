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
    /// Those of [`Places::words`] that are its own, and of [`Places::colons`].
    words: Run,
    colons: Run,
}

/// The sentences of an article that have something to look at, in order.
#[derive(Debug, Default)]
struct Places {
    all: Vec<Place>,
    /// Verbs of cues and openers of phrases, outside quotations.
    words: Vec<usize>,
    colons: Vec<usize>,
}

impl Places {
    fn words(&self, place: &Place) -> &[usize] {
        self.words.get(place.words.clone()).unwrap_or_default()
    }

    fn colons(&self, place: &Place) -> &[usize] {
        self.colons.get(place.colons.clone()).unwrap_or_default()
    }
}

/// All attributions of the article, by position of their content.
pub(super) fn attribute(scene: Scene) -> Vec<Found> {
    let mut board = Board::new(scene.reading.segments.tokens.len());
    let places = places(scene);
    transcripts::find(scene, &mut board);
    releases::find(scene, &mut board);
    for place in &places.all {
        phrases(scene, &mut board, place, places.words(place));
    }
    for place in &places.all {
        tags(scene, &mut board, place, places.words(place));
    }
    for place in &places.all {
        colons(scene, &mut board, place, places.colons(place));
    }
    for place in &places.all {
        complements(scene, &mut board, place, places.words(place));
    }
    carry::carry(scene, &mut board);
    board.into_found()
}

fn places(scene: Scene) -> Places {
    let reading = scene.reading;
    let mut places = Places::default();
    let n_sentences = reading.segments.sentences.len();
    places.all.reserve(n_sentences);
    places.words.reserve(3 * n_sentences);
    for (index, paragraph) in reading.segments.paragraphs.iter().enumerate() {
        let tokens = reading.paragraph(index);
        let text = dateline_end(scene, &tokens);
        for sentence in reading::run(&paragraph.sentences) {
            let mut sentence = reading.sentence(sentence);
            sentence.start = sentence.start.max(text).min(sentence.end);
            let (first_word, first_colon) = (places.words.len(), places.colons.len());
            for (token, word) in (sentence.start..).zip(reading.words_of(&sentence)) {
                if word.lemma == 0 && !word.classes.has(Classes::COLON.or(Classes::PHRASE)) {
                    continue;
                }
                if word.classes.has(Classes::COLON) {
                    places.colons.push(token);
                } else if reading.quotation(token).is_none() {
                    places.words.push(token);
                }
            }
            let words = first_word..places.words.len();
            let colons = first_colon..places.colons.len();
            if !words.is_empty() || !colons.is_empty() {
                places.all.push(Place { sentence, paragraph: tokens.clone(), words, colons });
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

fn phrases(scene: Scene, board: &mut Board, place: &Place, words: &[usize]) {
    for token in words {
        if let Some(found) = according::find(scene, board, *token, &place.sentence) {
            board.push(found);
        }
    }
}

fn tags(scene: Scene, board: &mut Board, place: &Place, words: &[usize]) {
    for verb in words {
        if scene.is_cue(*verb)
            && board.is_open(*verb)
            && let Some(found) =
                direct::find(scene, board, *verb, &place.sentence, &place.paragraph)
        {
            board.push(found);
        }
    }
}

fn colons(scene: Scene, board: &mut Board, place: &Place, colons: &[usize]) {
    for colon in colons {
        if board.owner(*colon).is_none()
            && let Some(found) =
                colon::find(scene, board, *colon, &place.sentence, &place.paragraph)
        {
            board.push(found);
        }
    }
}

fn complements(scene: Scene, board: &mut Board, place: &Place, words: &[usize]) {
    for verb in words {
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
