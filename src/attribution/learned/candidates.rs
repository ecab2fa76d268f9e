//! What an attribution might be: for each likely cue the reading of the second pass, the same with
//! other ends, and what the rules found.

use std::iter::repeat_n;

use super::super::found::{Found, only};
use super::super::reading::Run;
use super::super::scene::Scene;
use super::super::words::Classes;
use super::arguments::View;
use super::sight::{Passage, Sight};
use super::tags::Chunk;
use super::{ArgumentModel, Passes, labels, tags};

/// How a candidate came to its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variant {
    /// As the second pass labels it.
    Read,
    /// Quotations that it cuts taken whole, with the paragraphs that the rules carry it on to.
    Whole,
    /// With a later end.
    Longer,
    /// With an earlier end.
    Shorter,
    /// As the rules have it for the same cue.
    Ruled,
    /// Found by the rules alone.
    Only,
}

/// A possible attribution.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) found: Found,
    /// Candidates of one group stand for the same cue; at most one of them is right.
    pub(super) group: usize,
    pub(super) variant: Variant,
    /// How probable the passes hold its cue, that the cue has a content, that it has a source.
    pub(super) cue: f32,
    pub(super) content: f32,
    pub(super) source: f32,
    /// How probable its whole labeling is.
    pub(super) labeling: f32,
}

impl Candidate {
    /// Whether both have the same cue and source, and contents that begin at the same token.
    pub(super) fn shares_with(&self, other: &Self) -> bool {
        self.group == other.group
            && self.found.source == other.found.source
            && self.found.start() == other.found.start()
    }
}

/// A cue whose content is less probable than this has no candidate.
const LEAST_CONTENT: f32 = 0.2;

/// With a source at least this probable, the best labeling with a source is taken.
const LEAST_SOURCE: f32 = 0.2;

/// The candidates of an article, group by group.
pub(super) fn all(passes: &Passes, scene: Scene, sight: &Sight, rules: &[Found]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut group = 0;
    let mut is_read = vec![false; rules.len()];
    for index in 0..scene.reading.segments.paragraphs.len() {
        let paragraph = scene.reading.paragraph(index);
        let passage = Passage::new(sight, paragraph.clone());
        let tagged = tags::tag(&passes.tags, &passage);
        for cue in &tagged.cues {
            let view = View::new(&passage, &tagged, cue);
            let Some(reading) = Reading::new(&passes.arguments, &view, cue, group) else {
                continue;
            };
            let rule = sight.rule_index(cue);
            if let Some(is_read) = rule.and_then(|index| is_read.get_mut(index)) {
                *is_read = true;
            }
            reading.variants(scene, sight.rule_for(cue), &paragraph, &mut candidates);
            group += 1;
        }
    }
    for (rule, _) in rules.iter().zip(is_read).filter(|(_, is_read)| !is_read) {
        let found = rule.clone();
        let candidate = Candidate {
            found,
            group,
            variant: Variant::Only,
            cue: 0.0,
            content: 0.0,
            source: 0.0,
            labeling: 0.0,
        };
        candidates.push(candidate);
        group += 1;
    }
    candidates
}

/// The second pass's reading of a cue.
struct Reading<'a> {
    model: &'a ArgumentModel,
    chunks: &'a [Chunk],
    /// For each chunk of the window, the score of each label.
    scores: Vec<[f32; labels::ARGUMENT_LANES]>,
    /// Logarithm of the sum over all labelings.
    all: f32,
    read: Candidate,
}

impl<'a> Reading<'a> {
    fn new(model: &'a ArgumentModel, view: &'a View, cue: &Run, group: usize) -> Option<Self> {
        let chunks = view.chunks.as_slice();
        let constants = view.constants(model);
        let mut scores: Vec<_> =
            chunks.iter().map(|chunk| view.score(model, &constants, chunk)).collect();
        let own = chunks.iter().position(|chunk| chunk.run.start == cue.start)?;
        scores[own].iter_mut().skip(1).for_each(|score| *score = f32::NEG_INFINITY);
        let emitted = model.steps.emitted(&scores);
        let [all, no_content] = model.steps.log_sums(&emitted, &labels::ALL_OR_NO_CONTENT);
        let content = 1.0 - (no_content - all).exp();
        if content < LEAST_CONTENT {
            return None;
        }
        let [no_source] = model.steps.log_sums(&emitted, &labels::NO_SOURCE);
        let neither = model.chain.score(&scores, repeat_n(0, scores.len()));
        let no_source = (no_source - all).exp() - (neither - all).exp();
        let source = 1.0 - no_source.max(0.0) / content;
        let needed = if source > LEAST_SOURCE { 3 } else { 2 };
        let labels = model.chain.best(&scores, labels::argument_bit, needed);
        let runs = |begins| labels::chunk_runs(&labels, begins, chunks);
        let found = Found {
            source: runs(labels::SOURCE).into_iter().next(),
            cue: cue.clone(),
            content: runs(labels::CONTENT),
            rule: super::RULE,
            ..Found::default()
        };
        let labeling = (model.chain.score(&scores, labels.iter().copied()) - all).exp();
        let cue = view.cue_probability();
        let variant = Variant::Read;
        let is_empty = found.content.is_empty();
        let read = Candidate { found, group, variant, cue, content, source, labeling };
        (!is_empty).then_some(Self { model, chunks, scores, all, read })
    }

    /// How probable it is that just these tokens are source and content.
    fn labeling(&self, source: Option<&Run>, content: &[Run]) -> f32 {
        let labels = labels::arguments(self.chunks, source, content, &self.read.found.cue);
        (self.model.chain.score(&self.scores, labels) - self.all).exp()
    }

    /// Adds the reading with its variants; what two variants share counts for the first.
    fn variants(
        &self,
        scene: Scene,
        rule: Option<&Found>,
        paragraph: &Run,
        to: &mut Vec<Candidate>,
    ) {
        let first = to.len();
        let mut push = |variant: Variant, content: Vec<Run>, source: Option<&Run>| {
            let is_known = |one: &Candidate| {
                one.found.content == content && one.found.source.as_ref() == source
            };
            if content.is_empty() || to.get(first..).unwrap_or_default().iter().any(is_known) {
                return;
            }
            // Whom it was said to, and where, as the rules found it for the same cue.
            let addressee = rule.and_then(|rule| rule.addressee.clone());
            let venue = rule.and_then(|rule| rule.venue.clone());
            let labeling = self.labeling(source, &content);
            let source = source.cloned();
            let rule = match (variant, rule) {
                (Variant::Ruled, Some(rule)) => rule.rule,
                _ => super::RULE,
            };
            let cue = self.read.found.cue.clone();
            let found = Found { source, cue, content, addressee, venue, rule };
            to.push(Candidate { found, variant, labeling, ..self.read.clone() });
        };
        let found = &self.read.found;
        let source = found.source.as_ref();
        push(Variant::Read, found.content.clone(), source);
        push(Variant::Whole, whole(scene, found, rule, paragraph), source);
        if let Some((last, before)) = found.content.split_last() {
            for end in self.likely_ends(scene, last) {
                let variant = if end < last.end { Variant::Shorter } else { Variant::Longer };
                push(variant, [before, &only(last.start..end)].concat(), source);
            }
        }
        if let Some(rule) = rule {
            push(Variant::Ruled, rule.content.clone(), rule.source.as_ref().or(source));
        }
    }

    /// The likeliest other ends of the last run of the content.
    fn likely_ends(&self, scene: Scene, run: &Run) -> Vec<usize> {
        const MOST: usize = 4;
        let goes_on = usize::from(labels::CONTENT) + 1;
        let likings = &self.model.chain.scores;
        // What it adds to the score of the labeling that the content goes on over a token.
        let gain = |token: usize| {
            let at = self.chunks.partition_point(|chunk| chunk.run.end <= token);
            let (Some(scores), Some(chunk)) = (self.scores.get(at), self.chunks.get(at)) else {
                return f32::NEG_INFINITY;
            };
            let n_tokens = f32::from(u16::try_from(chunk.run.len()).unwrap_or(u16::MAX));
            let gain = scores[goes_on] - scores[0];
            (gain + likings[goes_on][goes_on] - likings[0][0]) / n_tokens
        };
        let ends = ends(scene, &self.read.found, run);
        let mut ranked: Vec<(f32, usize)> = Vec::with_capacity(ends.len());
        let (mut at, mut sum) = (run.end, 0.0);
        for end in ends.iter().copied().filter(|end| *end > run.end) {
            sum += (at..end).map(gain).sum::<f32>();
            at = end;
            ranked.push((sum, end));
        }
        (at, sum) = (run.end, 0.0);
        for end in ends.iter().rev().copied().filter(|end| *end < run.end) {
            sum -= (end..at).map(gain).sum::<f32>();
            at = end;
            ranked.push((sum, end));
        }
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        ranked.into_iter().take(MOST).map(|(_, end)| end).collect()
    }
}

/// Whether a run has no token of the source or of the cue.
fn is_clear(found: &Found, run: &Run) -> bool {
    let apart = |other: &Run| other.end <= run.start || run.end <= other.start;
    apart(&found.cue) && found.source.as_ref().is_none_or(apart)
}

/// The content with the quotations that it cuts, and with what the rules carry it on to in other
/// paragraphs.
fn whole(scene: Scene, found: &Found, rule: Option<&Found>, paragraph: &Run) -> Vec<Run> {
    let mut all = Found { content: Vec::new(), ..found.clone() };
    for run in &found.content {
        let mut run = run.clone();
        let at = [run.start, run.end - 1].map(|token| scene.quotation_at(token));
        for quotation in at.into_iter().flatten().map(|one| &one.run) {
            if is_clear(found, quotation) {
                run = run.start.min(quotation.start)..run.end.max(quotation.end);
            }
        }
        all.add_content(run);
    }
    let parts = rule.into_iter().flat_map(|rule| &rule.content);
    for part in parts.filter(|part| part.end <= paragraph.start || paragraph.end <= part.start) {
        all.add_content(part.clone());
    }
    all.content
}

/// Where a run of content may end instead: at the stop of its sentence, at commas, behind
/// quotations, before words that open a clause or a circumstance.
fn ends(scene: Scene, found: &Found, run: &Run) -> Vec<usize> {
    const MOST: usize = 60;
    let reading = scene.reading;
    let mut last = reading.sentence_of(run.end - 1).end;
    while last > run.end && reading.is(last - 1, Classes::STOP.or(Classes::CLOSE)) {
        last -= 1;
    }
    let last = last.max(run.end).min(run.end + MOST);
    let first = (run.start + 1).max(run.end.saturating_sub(MOST));
    let opens = Classes::COMMA
        .or(Classes::DASH)
        .or(Classes::COLON)
        .or(Classes::OPEN)
        .or(Classes::CONJUNCTION)
        .or(Classes::SUBORDINATOR)
        .or(Classes::QUESTION)
        .or(Classes::PREPOSITION)
        .or(Classes::CIRCUMSTANCE);
    let quoted = |token: usize| reading.quotation(token);
    let is_end = |end: &usize| {
        *end == last
            || quoted(*end - 1).is_some() && quoted(*end) != quoted(*end - 1)
            || quoted(*end).is_none() && reading.is(*end, opens)
    };
    let is_allowed = |end: &usize| *end < run.end || is_clear(found, &(run.end..*end));
    (first..=last).filter(|end| *end != run.end && is_end(end) && is_allowed(end)).collect()
}
