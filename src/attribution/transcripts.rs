//! Transcripts and interviews in print: paragraphs that open with a name and a colon.
//!
//! `TAPPER: Do you think so?`, `Q: What happened?`. One such paragraph is a headline or a list;
//! an article is a transcript when names come back, or a question is followed by its answer. Then
//! a paragraph without a name goes on with the speaker before it.

use super::found::{Board, Found, only};
use super::reading::Run;
use super::scene::Scene;
use super::words::Classes;

/// The rule of its attributions.
pub(super) const RULE: &str = "transcript-turn";

/// A paragraph that opens with a name and a colon.
#[derive(Debug, Clone)]
struct Turn {
    paragraph: usize,
    name: Run,
    /// From behind the colon to the end of the paragraph.
    speech: Run,
}

/// Gives the paragraphs of a transcript to their speakers.
pub(super) fn find(scene: Scene, board: &mut Board) {
    let turns = turns(scene);
    if !is_transcript(scene, &turns) {
        return;
    }
    let n_paragraphs = scene.reading.segments.paragraphs.len();
    for (index, turn) in turns.iter().enumerate() {
        let mut content = only(turn.speech.clone());
        let next = turns.get(index + 1).map_or(n_paragraphs, |next| next.paragraph);
        for paragraph in turn.paragraph + 1..next {
            let run = scene.reading.paragraph(paragraph);
            if !goes_on(scene, &run, index + 1 == turns.len()) {
                break;
            }
            content.push(run);
        }
        board.push(Found {
            source: Some(turn.name.clone()),
            cue: turn.name.end..turn.name.end + 1,
            content,
            rule: RULE,
            ..Found::default()
        });
    }
}

fn turns(scene: Scene) -> Vec<Turn> {
    let paragraphs = 0..scene.reading.segments.paragraphs.len();
    paragraphs.filter_map(|paragraph| turn(scene, paragraph)).collect()
}

fn turn(scene: Scene, paragraph: usize) -> Option<Turn> {
    const LONGEST: usize = 8;
    let reading = scene.reading;
    let run = reading.paragraph(paragraph);
    let start = run.start + usize::from(reading.is(run.start, Classes::QUOTE));
    let end = run.end.min(start + LONGEST);
    let colon = (start..end).find(|token| reading.is(*token, Classes::COLON))?;
    let name = start..colon;
    let speech = colon + 1..run.end;
    let is_name = !name.is_empty() && name.clone().all(|token| is_shouted(reading.text(token)));
    (is_name && speech.len() > 1).then_some(Turn { paragraph, name, speech })
}

/// Whether a token may be part of a speaker's name in capitals: `SEN.`, `McCAIN`, `Q`, `(D-N.Y.)`.
fn is_shouted(word: &str) -> bool {
    let n_small = word.chars().filter(|letter| letter.is_lowercase()).count();
    let n_capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    n_small == 0 || n_capitals > 2 * n_small && n_small < 3
}

/// Whether the speakers come back, or questions have answers.
fn is_transcript(scene: Scene, turns: &[Turn]) -> bool {
    let name =
        |turn: &Turn| scene.reading.span(&turn.name).map(|span| scene.reading.clean.at(span));
    let names: Vec<&str> = turns.iter().filter_map(name).collect();
    let has = |wanted: &str| names.contains(&wanted);
    let mut sorted = names.clone();
    sorted.sort_unstable();
    let comes_back = sorted.windows(2).any(|pair| pair.first() == pair.last());
    names.len() >= 3 && comes_back || has("Q") && has("A")
}

/// Whether a paragraph behind a turn is still speech: after the last turn only a bracket or a
/// short line tells, so nothing is taken there.
fn goes_on(scene: Scene, paragraph: &Run, is_last: bool) -> bool {
    !is_last && !scene.reading.is(paragraph.start, Classes::OPEN)
}
