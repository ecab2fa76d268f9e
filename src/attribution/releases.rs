//! Names behind a dash after a quotation, as press releases and round-ups have them:
//! `"The bridge is safe." - Commissioner Mendez`.

use super::clauses;
use super::found::{Board, Found, only};
use super::reading::Run;
use super::scene::Scene;
use super::words::Classes;

/// Gives quotations to the names behind a dash, in their own paragraph or the next.
pub(super) fn find(scene: Scene, board: &mut Board) {
    let reading = scene.reading;
    for quotation in scene.quotations {
        let dash = quotation.run.end;
        if quotation.is_title
            || quotation.run.len() < 5
            || !reading.is(dash, Classes::DASH)
            || !board.is_free(&quotation.run)
        {
            continue;
        }
        let paragraph = reading.paragraph_of(dash);
        let name = dash + 1..name_end(scene, dash + 1, paragraph.end);
        let is_signed = is_signature(scene, &name, &paragraph)
            && (quotation.run.start == reading.paragraph_of(quotation.run.start).start);
        if is_signed {
            board.push(Found {
                source: Some(name),
                cue: dash..dash + 1,
                content: only(quotation.run.clone()),
                rule: "quote-dash-name",
                ..Found::default()
            });
        }
    }
}

/// Where the name ends: at a comma, stop or bracket, else with the paragraph.
fn name_end(scene: Scene, start: usize, ceiling: usize) -> usize {
    const FARTHEST: usize = 20;
    let ends = Classes::STOP.or(Classes::OPEN).or(Classes::QUOTE);
    let ceiling = ceiling.min(start + FARTHEST);
    (start..ceiling).find(|token| scene.reading.is(*token, ends)).unwrap_or(ceiling)
}

/// Whether a run is a name that stands alone at the end of its paragraph.
fn is_signature(scene: Scene, name: &Run, paragraph: &Run) -> bool {
    const LONGEST: usize = 16;
    let reading = scene.reading;
    let head_end = (name.start..name.end).find(|token| reading.is(*token, Classes::COMMA));
    let head = name.start..head_end.unwrap_or(name.end);
    !head.is_empty()
        && name.len() <= LONGEST
        && name.end + 2 >= paragraph.end
        && reading.is(head.start, Classes::CAPITAL)
        && !clauses::is_clause(reading, &head)
}
