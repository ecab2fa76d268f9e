//! The rules in order: tags first, since they claim what stands left of them; then what cues take
//! to their right; then quotations that nobody has claimed yet.

use super::clauses::{self, Bound};
use super::direct::{self, Scene};
use super::found::Found;
use super::indirect;
use super::phrases::{self, Reach};
use super::reading::Run;
use super::words::Classes;

/// All attributions of the article, by position of their content.
pub(super) fn attribute(scene: Scene) -> Vec<Found> {
    let mut all = Vec::new();
    for index in 0..scene.reading.segments.paragraphs.len() {
        let mut found = Vec::new();
        let paragraph = scene.reading.paragraph(index);
        let sentences = scene.reading.segments.paragraphs.get(index);
        let sentences =
            sentences.map_or(0..0, |paragraph| super::reading::run(&paragraph.sentences));
        tags(scene, &sentences, &paragraph, &mut found);
        according(scene, &sentences, &mut found);
        complements(scene, &sentences, &mut found);
        orphans(scene, &paragraph, &mut found);
        all.append(&mut found);
    }
    all.sort_by_key(|found| (found.start(), found.cue.start));
    all
}

fn is_taken(found: &[Found], token: usize) -> bool {
    found.iter().any(|one| one.covers(token) || one.cue.contains(&token))
}

fn tags(scene: Scene, sentences: &Run, paragraph: &Run, found: &mut Vec<Found>) {
    for sentence in sentences.clone().map(|index| scene.reading.sentence(index)) {
        for verb in sentence.clone() {
            if !is_candidate(scene, verb) || is_taken(found, verb) {
                continue;
            }
            let Some(mut tag) = direct::find(scene, verb, &sentence, paragraph) else { continue };
            trim_against(&mut tag, found);
            if !tag.content.is_empty() {
                found.push(tag);
            }
        }
    }
}

/// Takes off what earlier attributions already hold.
fn trim_against(tag: &mut Found, found: &[Found]) {
    tag.content
        .retain(|run| !found.iter().any(|one| one.content.iter().any(|part| overlap(part, run))));
}

fn overlap(one: &Run, other: &Run) -> bool {
    one.start < other.end && other.start < one.end
}

fn is_candidate(scene: Scene, token: usize) -> bool {
    scene.reading.word(token).lemma > 0 && scene.reading.quotation(token).is_none()
}

fn complements(scene: Scene, sentences: &Run, found: &mut Vec<Found>) {
    for sentence in sentences.clone().map(|index| scene.reading.sentence(index)) {
        let mut earlier: Vec<Found> = Vec::new();
        for verb in sentence.clone() {
            if !is_candidate(scene, verb) || is_taken(found, verb) {
                continue;
            }
            let Some(one) = indirect::find(scene, verb, &sentence, &earlier) else { continue };
            let clashes = one.content.iter().any(|run| {
                found.iter().any(|other| {
                    other.content.iter().any(|part| overlap(part, run)) || overlap(&other.cue, run)
                })
            });
            if !clashes {
                earlier.push(one.clone());
                found.push(one);
            }
        }
    }
}

/// `according to X`, before, inside and after its content.
fn according(scene: Scene, sentences: &Run, found: &mut Vec<Found>) {
    let reading = scene.reading;
    for sentence in sentences.clone().map(|index| reading.sentence(index)) {
        for at in sentence.clone() {
            if !reading.is_word(at, "according")
                || !reading.is_word(at + 1, "to")
                || is_taken(found, at)
                || reading.quotation(at).is_some()
            {
                continue;
            }
            let Some(source) =
                phrases::noun_phrase_after(reading, at + 2, sentence.end, Reach::Long)
            else {
                continue;
            };
            let mut content = Vec::new();
            let mut source = source;
            if at == sentence.start {
                if let Some(comma) =
                    (at + 3..source.end).find(|token| reading.is(*token, Classes::COMMA))
                {
                    source.end = comma;
                }
                let start = source.end + usize::from(reading.is(source.end, Classes::COMMA));
                content
                    .push(start..clauses::clause_end(reading, start, sentence.end, Bound::Clause));
            } else {
                let mut end = at;
                if reading.is(end - 1, Classes::COMMA) {
                    end -= 1;
                }
                let mut start = sentence.start;
                for one in found.iter() {
                    if one.end() <= at && one.end() > start && sentence.contains(&one.cue.start) {
                        start = one.end() + usize::from(reading.is(one.end(), Classes::COMMA));
                    }
                }
                if start >= end {
                    continue;
                }
                content.push(start..end);
            }
            content.retain(|run| run.start < run.end);
            if content.is_empty() {
                continue;
            }
            found.push(Found {
                source: Some(source),
                cue: at..at + 2,
                content,
                rule: "according-to",
                ..Found::default()
            });
        }
    }
}

/// Gives quotations that follow an attributed sentence to its attribution.
fn orphans(scene: Scene, paragraph: &Run, found: &mut [Found]) {
    let reading = scene.reading;
    for quotation in scene.quotations.iter().filter(|one| paragraph.contains(&one.run.start)) {
        let run = &quotation.run;
        let begins_sentence = run.start > paragraph.start
            && reading.is(run.start - 1, Classes::STOP.or(Classes::QUOTE));
        if quotation.is_title
            || !begins_sentence
            || run.len() < 4
            || found.iter().any(|one| run.clone().any(|token| one.covers(token)))
        {
            continue;
        }
        let before =
            found.iter_mut().filter(|one| one.end() <= run.start).max_by_key(|one| one.end());
        if let Some(one) = before {
            one.add_content(run.clone());
        }
    }
}
