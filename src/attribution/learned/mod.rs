//! Attribution as learned from annotated articles, with the rules as evidence.
//!
//! Two passes of the tagger, as in semantic role labeling (Gildea and Jurafsky 2002): the first
//! says what every token of a paragraph is, and so proposes cues and parts it into chunks, the second
//! reads the chunks around each cue and says which are its source and its content, or that it has none. What
//! the rules found is a feature of both, and where the rules are sure of a quotation without a cue
//! they are kept.

mod arguments;
mod candidates;
mod judge;
mod kinds;
mod labels;
mod sight;
mod tags;
mod teach;

use crate::entities::Entities;
use crate::tagger::{Calibration, Chain, Model, ModelError};

use self::candidates::{Candidate, Variant};
use self::judge::{Case, JUDGE_LANES, JUDGE_ROW, JUDGE_ROWS};
use self::labels::{ARGUMENT_LANES, ARGUMENT_ROW, ARGUMENT_ROWS, TAG_LANES, TAG_ROW, TAG_ROWS};
use self::sight::Sight;
use super::found::Found;
use super::reading::Run;
use super::scene::Scene;
use super::words::Classes;
use super::{confidence, declined, transcripts};

pub(super) use self::kinds::Memo;
#[cfg(test)]
pub(super) use self::teach::compare_scores;
pub(super) use self::teach::{argument_examples, judge_examples, tag_examples, trial};

/// The first pass's weights, in as many lanes as its labels need.
pub type TagModel = Model<TAG_LANES, TAG_ROW, TAG_ROWS>;

/// The second pass's weights.
pub type ArgumentModel = Model<ARGUMENT_LANES, ARGUMENT_ROW, ARGUMENT_ROWS>;

/// The third pass's weights.
pub type JudgeModel = Model<JUDGE_LANES, JUDGE_ROW, JUDGE_ROWS>;

/// The two passes that make candidates.
#[derive(Debug, Clone, PartialEq)]
pub struct Passes {
    /// The first pass: cues.
    pub tags: TagModel,
    /// The second pass: sources and contents.
    pub arguments: ArgumentModel,
}

/// What training makes for attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// What makes candidates.
    pub passes: Passes,
    /// What chooses among them.
    pub judge: JudgeModel,
    /// From what it says of them to their confidence.
    pub calibration: Calibration,
}

impl Weights {
    /// The weights as a file: packed, as two thirds of them are next to nothing.
    ///
    /// # Panics
    ///
    /// If memory cannot be written to.
    pub fn to_bytes(&self) -> Vec<u8> {
        const LEVEL: i32 = 19;
        let mut bytes = Vec::new();
        self.passes.tags.write(&mut bytes);
        self.passes.arguments.write(&mut bytes);
        self.judge.write(&mut bytes);
        self.calibration.write(&mut bytes);
        zstd::encode_all(bytes.as_slice(), LEVEL).expect("memory takes all")
    }

    /// Weights from a file that [`Weights::to_bytes`] made.
    ///
    /// # Errors
    ///
    /// If the file is of another version or cut short.
    pub fn from_bytes(file: &[u8]) -> Result<Self, ModelError> {
        let bytes = zstd::decode_all(file).map_err(|_| ModelError::new("not packed"))?;
        let mut bytes = bytes.as_slice();
        let tags = Model::read(&mut bytes)?;
        let arguments = Model::read(&mut bytes)?;
        let judge = Model::read(&mut bytes)?;
        let calibration = Calibration::read(&mut bytes)?;
        Ok(Self { passes: Passes { tags, arguments }, judge, calibration })
    }

    /// The chains that the three passes learn on, without likings.
    pub fn chains() -> (Chain<TAG_LANES>, Chain<ARGUMENT_LANES>, Chain<JUDGE_LANES>) {
        (labels::tag_chain(), labels::argument_chain(), judge::chain())
    }
}

/// The name of attributions that the model made, in the `rule` column.
const RULE: &str = "model";

/// An attribution whose content is less probably right than this is not reported.
const LEAST_CONTENT: f32 = 0.36;

/// A confidence under which an attribution, its source included, is not worth a row.
pub(super) const LEAST: f32 = 0.2;

/// A candidate with its chances.
struct Judged<'a> {
    candidate: &'a Candidate,
    /// How probably its content is right, whatever the source.
    content: f32,
    /// How probably content and source are right.
    both: f32,
    /// What it is chosen by among those of its group.
    worth: f32,
}

/// The attributions of an article that are at least so sure, by position of their content, each
/// with its confidence.
pub(super) fn attribute(
    weights: &Weights,
    memo: &mut Memo,
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
    least: f32,
) -> Vec<(Found, f32)> {
    let passes = &weights.passes;
    let models = (Some(&passes.tags), Some(&passes.arguments));
    let sight = memo.sight(models, scene, entities, rules);
    let candidates = candidates::all(passes, scene, &sight, rules);
    let readings = readings(&candidates);
    let mut best: Vec<Judged> = Vec::new();
    let mut shared: Option<(&Candidate, [i16; JUDGE_ROW])> = None;
    for candidate in &candidates {
        let rivals = rivals(&readings, candidate);
        let case = Case { scene, sight: &sight, candidate, rivals };
        let sums = match shared {
            Some((other, sums)) if candidate.shares_with(other) => sums,
            _ => weights.judge.sums(|to| case.shared(to)),
        };
        shared = Some((candidate, sums));
        let judged = judged(&weights.judge, &case, sums, candidate);
        match best.last_mut() {
            Some(last) if last.candidate.group == candidate.group => {
                if judged.worth > last.worth {
                    *last = judged;
                }
            }
            _ => best.push(judged),
        }
    }
    best.retain(|judged| judged.content >= LEAST_CONTENT);
    best.sort_by(|one, other| other.content.total_cmp(&one.content));
    let mut taken = vec![false; scene.reading.segments.tokens.len()];
    let mut accepted: Vec<(Found, f32)> = Vec::new();
    for found in rules.iter().filter(|found| is_unlearned(found)) {
        if take(found, &mut taken) {
            accepted.push((found.clone(), confidence::of(found.rule)));
        }
    }
    for judged in best {
        let confidence = weights.calibration.share(judged.both);
        let found = &judged.candidate.found;
        if confidence >= least && !is_unlearned(found) && take(found, &mut taken) {
            accepted.push((finished(scene, &sight, judged.candidate), confidence));
        }
    }
    accepted.sort_by_key(|(found, _)| (found.start(), found.cue.start));
    accepted
}

/// Whether it is what annotators of news do not mark, or mark in another way, so that the judge
/// knows nothing of it: the rules have the word.
fn is_unlearned(found: &Found) -> bool {
    [transcripts::RULE, declined::RULE].contains(&found.rule)
}

/// A candidate as it is reported: without marks at the ends of its runs, and with the rule's own
/// cue where its content is the rule's.
fn finished(scene: Scene, sight: &Sight, candidate: &Candidate) -> Found {
    let reading = scene.reading;
    let ruled = sight.rule_for(&candidate.found.cue);
    let ruled = ruled.filter(|_| candidate.variant == Variant::Ruled);
    let mut found = candidate.found.clone();
    let marks = Classes::COMMA.or(Classes::DASH).or(Classes::COLON);
    let is_mark = |token: usize| reading.is(token, marks) && reading.quotation(token).is_none();
    let trim = |run: &mut Run| {
        while run.len() > 1 && is_mark(run.end - 1) {
            run.end -= 1;
        }
        while run.len() > 1 && is_mark(run.start) {
            run.start += 1;
        }
    };
    found.cue = ruled.map_or(found.cue, |rule| rule.cue.clone());
    let others = [found.addressee.clone(), found.venue.clone()];
    let parts = [&mut found.cue].into_iter().chain(&mut found.source).chain(&mut found.content);
    for part in parts {
        for other in others.iter().flatten() {
            *part = without(part, other);
        }
        trim(part);
    }
    found
}

/// A run without what another has of one of its ends: whom it was said to, and where, is neither
/// source nor content.
fn without(run: &Run, other: &Run) -> Run {
    if other.start <= run.start && other.end < run.end {
        run.start.max(other.end)..run.end
    } else if run.start < other.start && run.end <= other.end {
        run.start..run.end.min(other.start)
    } else {
        run.clone()
    }
}

/// Takes the tokens of a content, unless half of them are another's.
fn take(found: &Found, taken: &mut [bool]) -> bool {
    let content = || found.content.iter().cloned().flatten();
    let n_taken = content().filter(|token| taken[*token]).count();
    if 2 * n_taken > content().count() {
        return false;
    }
    content().for_each(|token| taken[token] = true);
    true
}

/// The readings of cues among the candidates: one of each group, in order.
fn readings(candidates: &[Candidate]) -> Vec<&Candidate> {
    let is_reading = |one: &&Candidate| matches!(one.variant, Variant::Read | Variant::Only);
    candidates.iter().filter(is_reading).collect()
}

/// The readings around that of a candidate.
fn rivals<'a>(readings: &'a [&'a Candidate], candidate: &Candidate) -> &'a [&'a Candidate] {
    const REACH: usize = 12;
    let first = candidate.group.saturating_sub(REACH);
    let last = (candidate.group + REACH).min(readings.len());
    readings.get(first..last).unwrap_or_default()
}

/// How good a candidate is; `shared` are the sums of what it shares with others.
fn judged<'a>(
    model: &JudgeModel,
    case: &Case,
    shared: [i16; JUDGE_ROW],
    candidate: &'a Candidate,
) -> Judged<'a> {
    let scores = model.score(|scores| {
        scores.add_sums(&shared);
        case.own(scores);
    });
    let [wrong, _, near, right] = model.steps.alone(&scores);
    let content = 1.0 - wrong;
    Judged { candidate, content, both: near + right, worth: content + near + 2.0 * right }
}
