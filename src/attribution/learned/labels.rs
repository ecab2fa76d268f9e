//! The labels of the two passes, and how attributions become labels and back.

use crate::tagger::Chain;

use super::super::found::Found;
use super::super::reading::Run;
use super::tags::Chunk;

/// A label of the first pass: what a token is, and whether it goes on from the token before. 0 is
/// nothing; an odd label begins a run, the even one after it goes on.
pub(super) const CUE: u8 = 1;
pub(super) const SOURCE_TAG: u8 = 3;
pub(super) const CONTENT_TAG: u8 = 5;

/// Lanes and labels of the first pass.
pub(super) const TAG_LANES: usize = 8;
const N_TAGS: usize = 7;
/// Lanes of a row of weights: one for each label but the first, and as many more as make it one
/// vector of 16 bytes.
pub(super) const TAG_ROW: usize = 8;
pub(super) const TAG_ROWS: usize = 1 << 17;

/// Lanes and labels of the second pass: nothing, source and content of one cue.
pub(super) const ARGUMENT_LANES: usize = 6;
const N_ARGUMENTS: usize = 5;
pub(super) const ARGUMENT_ROW: usize = N_ARGUMENTS - 1;
pub(super) const ARGUMENT_ROWS: usize = 1 << 18;
pub(super) const SOURCE: u8 = 1;
pub(super) const CONTENT: u8 = 3;

/// Whether a label that goes on stands behind one of its own kind, for either pass.
fn may_follow(label: usize, next: usize) -> bool {
    next == 0 || next % 2 == 1 || next == label || next == label + 1
}

pub(super) fn tag_chain() -> Chain<TAG_LANES> {
    Chain::new(N_TAGS, may_follow)
}

pub(super) fn argument_chain() -> Chain<ARGUMENT_LANES> {
    Chain::new(N_ARGUMENTS, may_follow)
}

/// Which of the two, source and content, a label of the second pass is, as a bit.
pub(super) fn argument_bit(label: usize) -> usize {
    [0, 1, 1, 2, 2].get(label).copied().unwrap_or(0)
}

/// Which labels of the second pass are allowed: all, and those without a content.
pub(super) const ALL_OR_NO_CONTENT: [[f32; ARGUMENT_LANES]; 2] =
    [[1.0, 1.0, 1.0, 1.0, 1.0, 0.0], [1.0, 1.0, 1.0, 0.0, 0.0, 0.0]];

/// The same without a source.
pub(super) const NO_SOURCE: [[f32; ARGUMENT_LANES]; 1] = [[1.0, 0.0, 0.0, 1.0, 1.0, 0.0]];

/// Gives every token of an attribution with its label of the first pass, and whether it stands to
/// the right of the cue; the cue comes last and wins.
pub(super) fn tags(found: &Found, mut put: impl FnMut(usize, u8, bool)) {
    let mut run = |run: &Run, label: u8| {
        for token in run.clone() {
            put(token, label + u8::from(token != run.start), run.start >= found.cue.start);
        }
    };
    for part in &found.content {
        run(part, CONTENT_TAG);
    }
    if let Some(source) = &found.source {
        run(source, SOURCE_TAG);
    }
    run(&found.cue, CUE);
}

/// The labels of the second pass over the chunks around one cue: a chunk belongs to a run that has
/// half of its tokens.
pub(super) fn arguments(
    chunks: &[Chunk],
    source: Option<&Run>,
    content: &[Run],
    cue: &Run,
) -> Vec<u8> {
    let mut labels = vec![0; chunks.len()];
    let mut put = |run: &Run, first: u8| {
        let mut label = first;
        let start = chunks.partition_point(|chunk| chunk.run.end <= run.start);
        for (chunk, to) in chunks.iter().zip(&mut labels).skip(start) {
            if chunk.run.start >= run.end {
                break;
            }
            let both = chunk.run.start.max(run.start)..chunk.run.end.min(run.end);
            if 2 * both.len() >= chunk.run.len() && !cue.contains(&chunk.run.start) {
                *to = label;
                label = first + 1;
            }
        }
    };
    if let Some(source) = source {
        put(source, SOURCE);
    }
    for run in content {
        put(run, CONTENT);
    }
    mend(&mut labels);
    labels
}

/// Makes labels lawful: one that goes on from nothing begins.
pub(super) fn mend(labels: &mut [u8]) {
    let mut before = 0;
    for label in labels {
        if !may_follow(usize::from(before), usize::from(*label)) {
            *label -= 1;
        }
        before = *label;
    }
}

/// The runs that begin with a label, the first token being `offset`.
pub(super) fn runs(labels: &[u8], begins: u8, offset: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (label, token) in labels.iter().zip(offset..) {
        if *label == begins {
            runs.push(token..token + 1);
        } else if *label == begins + 1
            && let Some(run) = runs.last_mut()
        {
            run.end = token + 1;
        }
    }
    runs
}

/// The same over chunks.
pub(super) fn chunk_runs(labels: &[u8], begins: u8, chunks: &[Chunk]) -> Vec<Run> {
    let mut runs = runs(labels, begins, 0);
    for run in &mut runs {
        *run = chunks[run.start].run.start..chunks[run.end - 1].run.end;
    }
    runs
}
