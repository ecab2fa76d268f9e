//! Annotated articles as examples for the tagger.

use crate::entities::Entities;
use crate::tagger::Example;

use super::super::found::Found;
use super::super::reading::Run;
use super::super::scene::Scene;
use super::arguments::View;
use super::candidates;
use super::judge::{self, Case};
use super::kinds::Memo;
use super::labels;
use super::sight::Passage;
use super::tags::{self, Frame};
use super::{Passes, TagModel, Weights};

/// An example for the first pass from each paragraph.
pub(in crate::attribution) fn tag_examples(
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
    gold: &[Found],
) -> Vec<Example> {
    let mut memo = Memo::default();
    let sight = memo.sight((None, None), scene, entities, rules);
    let mut all = vec![0; scene.reading.segments.tokens.len()];
    // Cues last: a token of two roles is a cue first of all.
    for found in gold {
        labels::tags(found, |token, label, _| all[token] = label);
    }
    for found in gold {
        for token in found.cue.clone() {
            all[token] = labels::CUE + u8::from(token != found.cue.start);
        }
    }
    let example = |index: usize| {
        let paragraph = scene.reading.paragraph(index);
        let mut labels = all[paragraph.clone()].to_vec();
        labels::mend(&mut labels);
        let passage = Passage::new(&sight, paragraph.clone());
        let frame = Frame::new(&passage);
        let mut example = Example::default();
        for (token, label) in paragraph.zip(labels) {
            frame.features(token, &mut example);
            example.end_token(label);
        }
        example
    };
    (0..scene.reading.segments.paragraphs.len()).map(example).collect()
}

/// An example for the second pass from each cue that is annotated, and from each that `model`
/// takes for one; those that share a token with an annotated cue stand for it.
pub(in crate::attribution) fn argument_examples(
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
    gold: &[Found],
    model: &TagModel,
) -> Vec<Example> {
    let mut memo = Memo::default();
    let sight = memo.sight((Some(model), None), scene, entities, rules);
    let mut examples = Vec::new();
    for index in 0..scene.reading.segments.paragraphs.len() {
        let paragraph = scene.reading.paragraph(index);
        let passage = Passage::new(&sight, paragraph.clone());
        let tagged = tags::tag(model, &passage);
        let mut left: Vec<&Found> =
            gold.iter().filter(|found| paragraph.contains(&found.cue.start)).collect();
        for cue in &tagged.cues {
            let annotated = |found: &&Found| found.cue.start < cue.end && cue.start < found.cue.end;
            let found = left.iter().position(annotated).map(|at| left.remove(at));
            let view = View::new(&passage, &tagged, cue);
            examples.push(argument_example(&view, cue, found));
        }
        for found in left {
            let cue = found.cue.start..found.cue.end.min(paragraph.end);
            let view = View::new(&passage, &tagged, &cue);
            examples.push(argument_example(&view, &cue, Some(found)));
        }
    }
    examples
}

fn argument_example(view: &View, cue: &Run, found: Option<&Found>) -> Example {
    let source = found.and_then(|found| found.source.as_ref());
    let content = found.map_or(&[][..], |found| &found.content);
    let labels = labels::arguments(&view.chunks, source, content, cue);
    let mut example = Example::default();
    for (chunk, label) in view.chunks.iter().zip(labels) {
        view.features(chunk, &mut example);
        example.end_token(label);
    }
    example
}

/// An example for the third pass from each candidate that `passes`, which never saw the article,
/// make of it.
pub(in crate::attribution) fn judge_examples(
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
    gold: &[Found],
    passes: &Passes,
) -> Vec<Example> {
    let mut memo = Memo::default();
    let models = (Some(&passes.tags), Some(&passes.arguments));
    let sight = memo.sight(models, scene, entities, rules);
    let candidates = candidates::all(passes, scene, &sight, rules);
    let readings = super::readings(&candidates);
    let example = |candidate| {
        let rivals = super::rivals(&readings, candidate);
        let mut example = Example::default();
        Case { scene, sight: &sight, candidate, rivals }.features(&mut example);
        example.end_token(judge::label(scene, &candidate.found, gold));
        example
    };
    candidates.iter().map(example).collect()
}

/// What `weights`, which never saw the article, say of it: for each attribution its confidence,
/// and whether content and source are right.
pub(in crate::attribution) fn trial(
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
    gold: &[Found],
    weights: &Weights,
) -> Vec<(f32, bool)> {
    let found = super::attribute(weights, &mut Memo::default(), scene, entities, rules, 0.0);
    let is_right = |found: &Found| judge::is_right(judge::label(scene, found, gold));
    found.iter().map(|(found, confidence)| (*confidence, is_right(found))).collect()
}

/// Compares the scores of all tokens by sums kept for kinds with those by features one by one;
/// gives how many were compared.
#[cfg(test)]
pub(in crate::attribution) fn compare_scores(
    weights: &Weights,
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
) -> usize {
    let Passes { tags, arguments } = &weights.passes;
    let mut memo = Memo::default();
    let mut n_compared = 0;
    for _ in 0..2 {
        let sight = memo.sight((Some(tags), Some(arguments)), scene, entities, rules);
        for index in 0..scene.reading.segments.paragraphs.len() {
            let paragraph = scene.reading.paragraph(index);
            let passage = Passage::new(&sight, paragraph.clone());
            let frame = Frame::new(&passage);
            for (token, kept) in paragraph.clone().zip(frame.scores(tags)) {
                let plain = tags.score(|to| frame.features(token, to)).map(f32::to_bits);
                assert_eq!(kept.map(f32::to_bits), plain, "token {token}");
                n_compared += 1;
            }
            let tagged = tags::tag(tags, &passage);
            for cue in &tagged.cues {
                let view = View::new(&passage, &tagged, cue);
                let constants = view.constants(arguments);
                for chunk in &view.chunks {
                    let plain = arguments.score(|to| view.features(chunk, to)).map(f32::to_bits);
                    let kept = view.score(arguments, &constants, chunk);
                    assert_eq!(kept.map(f32::to_bits), plain, "{chunk:?}, cue {cue:?}");
                    n_compared += 1;
                }
            }
        }
    }
    n_compared
}
