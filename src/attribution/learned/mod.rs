//! Attribution as learned from annotated articles, with the rules as evidence.
//!
//! Two passes of the tagger, as in semantic role labeling (Gildea and Jurafsky 2002): the first
//! says what every token of a paragraph is and so proposes cues, the second reads the paragraph
//! from each cue and says which tokens are its source and its content, or that it has none. What
//! the rules found is a feature of both, and where the rules are sure of a quotation without a cue
//! they are kept.

mod arguments;
mod labels;
mod sight;
mod tags;
mod teach;

use crate::entities::Entities;
use crate::tagger::{Model, ModelError};

use self::arguments::View;
use self::labels::{ARGUMENT_LANES, TAG_LANES};
use self::sight::Sight;
use super::found::Found;
use super::reading::Run;
use super::scene::Scene;

pub(super) use self::teach::{argument_examples, tag_examples};

/// The first pass's weights, in as many lanes as its labels need.
pub type TagModel = Model<TAG_LANES>;

/// The second pass's weights.
pub type ArgumentModel = Model<ARGUMENT_LANES>;

/// What training makes for attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// The first pass: cues.
    pub tags: TagModel,
    /// The second pass: sources and contents.
    pub arguments: ArgumentModel,
}

impl Weights {
    /// The weights as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.tags.write(&mut bytes);
        self.arguments.write(&mut bytes);
        bytes
    }

    /// Weights from a file that [`Weights::to_bytes`] made.
    ///
    /// # Errors
    ///
    /// If the file is of another version or cut short.
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Self, ModelError> {
        let tags = Model::read(&mut bytes)?;
        let arguments = Model::read(&mut bytes)?;
        Ok(Self { tags, arguments })
    }

    /// The chains that the two passes learn on, without likings.
    pub fn chains() -> (crate::tagger::Chain<TAG_LANES>, crate::tagger::Chain<ARGUMENT_LANES>) {
        (labels::tag_chain(), labels::argument_chain())
    }
}

/// The name of attributions that the model made, in the `rule` column.
const RULE: &str = "model";

/// A content less probable than this is not reported.
const LEAST_CONTENT: f32 = 0.4;

/// With a source at least this probable, the best labeling with a source is taken.
const LEAST_SOURCE: f32 = 0.2;

/// An attribution with the probability that its cue has a content.
struct Proposal {
    found: Found,
    probability: f32,
}

/// The attributions of an article, by position of their content, each with its probability.
pub(super) fn attribute(
    weights: &Weights,
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
) -> Vec<(Found, f32)> {
    let sight = Sight::new(scene, entities, rules);
    let mut accepted: Vec<Proposal> = Vec::new();
    let mut taken = vec![false; scene.reading.segments.tokens.len()];
    for index in 0..scene.reading.segments.paragraphs.len() {
        let paragraph = scene.reading.paragraph(index);
        let mut proposals = propose(weights, &sight, &paragraph);
        proposals.sort_by(|one, other| other.probability.total_cmp(&one.probability));
        for proposal in proposals {
            accept(proposal, &mut taken, &mut accepted);
        }
    }
    for found in rules.iter().filter(|found| found.cue.is_empty()) {
        accept(Proposal { found: found.clone(), probability: 1.0 }, &mut taken, &mut accepted);
    }
    accepted.sort_by_key(|one| (one.found.start(), one.found.cue.start));
    accepted.into_iter().map(|one| (one.found, one.probability)).collect()
}

/// Keeps an attribution unless half of its content, or its cue, is another's.
fn accept(proposal: Proposal, taken: &mut [bool], accepted: &mut Vec<Proposal>) {
    let content = || proposal.found.content.iter().cloned().flatten();
    let n_taken = content().filter(|token| taken[*token]).count();
    if 2 * n_taken > content().count() {
        return;
    }
    content().for_each(|token| taken[token] = true);
    accepted.push(proposal);
}

/// For each cue of a paragraph that may have a content, the best one.
fn propose(weights: &Weights, sight: &Sight, paragraph: &Run) -> Vec<Proposal> {
    let tagged = tags::tag(&weights.tags, sight, paragraph);
    let read = |cue: &Run| {
        let view = View::new(sight, paragraph, &tagged, cue);
        let proposal = read_cue(&weights.arguments, &view, cue)?;
        Some(Proposal { found: with_rule(proposal.found, sight), ..proposal })
    };
    tagged.cues.iter().filter_map(read).collect()
}

/// Whom it was said to, and where, as the rules found it for the same cue.
fn with_rule(found: Found, sight: &Sight) -> Found {
    let Some(rule) = sight.rule_for(&found.cue) else { return found };
    Found { addressee: rule.addressee.clone(), venue: rule.venue.clone(), ..found }
}

fn read_cue(model: &ArgumentModel, view: &View, cue: &Run) -> Option<Proposal> {
    let mut scores: Vec<_> = view
        .window
        .clone()
        .map(|token| model.score(|scores| view.features(token, scores)))
        .collect();
    for token in cue.clone() {
        let fixed = scores.get_mut(token - view.window.start)?;
        fixed.iter_mut().skip(1).for_each(|score| *score = f32::NEG_INFINITY);
    }
    let share =
        |allow: fn(usize) -> bool, all: f32| (model.chain.log_sum(&scores, allow) - all).exp();
    let all = model.chain.log_sum(&scores, |_| true);
    let content = 1.0 - share(|label| label < usize::from(labels::CONTENT), all);
    if content < LEAST_CONTENT {
        return None;
    }
    let without_source = share(|label| labels::argument_bit(label) != 1, all);
    let without_both = share(|label| label == 0, all);
    let source = 1.0 - (without_source - without_both).max(0.0) / content;
    let needed = if source > LEAST_SOURCE { 3 } else { 2 };
    let labels = model.chain.best(&scores, labels::argument_bit, needed);
    let runs = |begins| labels::runs(&labels, begins, view.window.start);
    let found = Found {
        source: runs(labels::SOURCE).into_iter().next(),
        cue: cue.clone(),
        content: runs(labels::CONTENT),
        rule: RULE,
        ..Found::default()
    };
    (!found.content.is_empty()).then_some(Proposal { found, probability: content })
}
