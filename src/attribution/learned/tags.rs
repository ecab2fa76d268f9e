//! The first pass: every token of a paragraph is source, cue, content or nothing.

use crate::tagger::{Features, feature};

use super::super::reading::Run;
use super::TagModel;
use super::kinds::{Memo, PLACES};
use super::labels::{self, TAG_LANES};
use super::sight::{self, HERE, Near, Passage, Seen};

/// What the first pass says of a paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Tagged {
    /// For each token its best label.
    pub(super) labels: Vec<u8>,
    /// For each token how probably it is part of a cue.
    pub(super) cue: Vec<f32>,
    /// Runs that may be cues, in order and apart, as tokens of the article.
    pub(super) cues: Vec<Run>,
    /// For each token the index plus one of its cue, or 0.
    pub(super) cue_of: Vec<u32>,
}

/// A cue less probable than this is not looked at.
const LEAST_CUE: f32 = 0.1;

/// Tags a paragraph.
pub(super) fn tag(model: &TagModel, memo: &Memo, passage: &Passage) -> Tagged {
    let frame = Frame::new(passage);
    let paragraph = &passage.run;
    let scores: Vec<_> = paragraph.clone().map(|token| frame.score(model, memo, token)).collect();
    let marginals = model.steps.marginals(&model.steps.emitted(&scores)).tokens;
    let mut labels: Vec<u8> = marginals.iter().map(likeliest).collect();
    labels::mend(&mut labels);
    let begins = |place: usize| marginals[place][usize::from(labels::CUE)];
    let goes_on = |place: usize| marginals[place][usize::from(labels::CUE) + 1];
    let cue = (0..labels.len()).map(|place| begins(place) + goes_on(place)).collect();
    let mut cues = labels::runs(&labels, labels::CUE, paragraph.start);
    let mut place = 0;
    while place < labels.len() {
        let is_cue = labels[place] == labels::CUE || labels[place] == labels::CUE + 1;
        let mut end = place + 1;
        if !is_cue && begins(place) > LEAST_CUE {
            let mut before = begins(place);
            while end < labels.len() && goes_on(end) > 0.5 * before && labels[end] != labels::CUE {
                before = goes_on(end);
                end += 1;
            }
            cues.push(paragraph.start + place..paragraph.start + end);
        }
        place = end;
    }
    cues.sort_by_key(|cue| cue.start);
    let mut cue_of = vec![0; labels.len()];
    for (run, number) in cues.iter().zip(1..) {
        let places = run.start - paragraph.start..run.end - paragraph.start;
        cue_of.get_mut(places).unwrap_or_default().fill(number);
    }
    Tagged { labels, cue, cues, cue_of }
}

fn likeliest(probabilities: &[f32; TAG_LANES]) -> u8 {
    let mut best = (0, 0.0);
    for (label, probability) in (0..).zip(probabilities) {
        if *probability > best.1 {
            best = (label, *probability);
        }
    }
    best.0
}

/// A paragraph and what lies far from a token in it.
pub(super) struct Frame<'a> {
    passage: &'a Passage<'a>,
    /// For each token the nearest likely cue of its sentence, to the left and to the right.
    near: Vec<[Option<usize>; 2]>,
    /// For each token how many commas, and openers of clauses, stand before it.
    before: Vec<[u32; 2]>,
    /// For each sentence whether it has a quotation.
    quotes: Vec<bool>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(passage: &'a Passage<'a>) -> Self {
        let seen = passage.sight.run(&passage.run);
        let mut near = vec![[None; 2]; seen.len()];
        let mut quotes = vec![false; seen.last().map_or(0, |last| last.sentence as usize + 1)];
        let mut before = Vec::with_capacity(seen.len());
        let mut counts = [0; 2];
        let mut last: Option<usize> = None;
        for place in 0..seen.len() {
            before.push(counts);
            counts[0] += u32::from(seen[place].is_comma);
            counts[1] += u32::from(seen[place].opens_clause);
            near[place][0] = last.filter(|last| seen[*last].sentence == seen[place].sentence);
            last = if is_likely(&seen[place]) { Some(place) } else { last };
            quotes[seen[place].sentence as usize] |= seen[place].quoted > 0;
        }
        last = None;
        for place in (0..seen.len()).rev() {
            near[place][1] = last.filter(|last| seen[*last].sentence == seen[place].sentence);
            last = if is_likely(&seen[place]) { Some(place) } else { last };
        }
        Self { passage, near, before, quotes }
    }

    /// Adds the features of a token.
    pub(super) fn features(&self, token: usize, to: &mut impl Features) {
        let near = self.passage.near(token);
        if sight::is_deep(near) {
            to.add(feature(13, &[]));
        } else {
            for (number, place) in PLACES.iter().enumerate() {
                alone(&near[*place], number, to);
            }
            triple([HERE - 1, HERE, HERE + 1].map(|place| near[place].part), to);
            around(near, to);
        }
        rules(near, to);
        self.far(token, &near[HERE], to);
    }

    /// The scores of a token: the same features, those of kinds as kept sums.
    pub(super) fn score(&self, model: &TagModel, memo: &Memo, token: usize) -> [f32; TAG_LANES] {
        let near = self.passage.near(token);
        model.score(|to| {
            if sight::is_deep(near) {
                to.add(feature(13, &[]));
            } else {
                for (number, place) in PLACES.iter().enumerate() {
                    to.add_sums(&memo.tags(near[*place].kind)[number]);
                }
                to.add_sums(&memo.triple(near[HERE].triple).0);
                around(near, to);
            }
            rules(near, to);
            self.far(token, &near[HERE], to);
        })
    }

    /// The nearest cues, and where in the paragraph it stands.
    fn far(&self, token: usize, here: &Seen, to: &mut impl Features) {
        let paragraph = &self.passage.run;
        let (place, n_tokens) = (token - paragraph.start, paragraph.len());
        let [left, right] = self.near[place];
        let has_quote = u32::from(self.quotes[here.sentence as usize]);
        to.add(feature(100, &[has_quote, here.quoted]));
        to.add(feature(101, &[u32::from(left.is_some()), u32::from(right.is_some())]));
        to.add(feature(102, &[u32::from(place == 0), u32::from(n_tokens < 18)]));
        to.add(feature(103, &[small(place, 5), small(n_tokens / 6, 5)]));
        for (cue, template) in [(left, 110), (right, 120)] {
            let Some(cue) = cue else { continue };
            let run = place.min(cue) + 1..place.max(cue);
            let [from, to_end] = [self.before[run.start], self.before[run.end]];
            let [comma, clause] = [0, 1].map(|which| u32::from(from[which] < to_end[which]));
            let cue = self.passage.at(paragraph.start + cue);
            to.add(feature(template + 1, &[small(run.len(), 5)]));
            to.add(feature(template + 2, &[comma, clause]));
            to.add(feature(template + 3, &[cue.stem, here.part]));
        }
    }
}

/// What stands around it.
fn around(near: &Near, to: &mut impl Features) {
    for (place, template) in [(HERE - 3, 60), (HERE + 3, 61)] {
        let seen = &near[place];
        to.add(feature(template, &[seen.cue, seen.quoted]));
    }
    let [_, _, _, left, here, right, right2, ..] = near;
    to.add(feature(70, &[left.word, here.word]));
    to.add(feature(71, &[here.word, right.word]));
    to.add(feature(77, &[here.stem, right.part]));
    to.add(feature(79, &[here.stem, right.word]));
    to.add(feature(80, &[here.stem, right.part, right2.part]));
    if here.stance > 0 {
        to.add(feature(81, &[here.stance, here.part, left.part]));
        to.add(feature(82, &[here.stance, here.part, right.part]));
        to.add(feature(84, &[here.stance, right.word]));
        to.add(feature(85, &[here.stance, left.word]));
        to.add(feature(87, &[left.mention, here.stance, right.part]));
    }
}

/// What the rules say of it.
fn rules(near: &Near, to: &mut impl Features) {
    let here = &near[HERE];
    let [left, label, right] = [HERE - 1, HERE, HERE + 1].map(|place| near[place].rule[0]);
    to.add(feature(91, &[label, left]));
    to.add(feature(92, &[label, right]));
    if label > 0 {
        to.add(feature(90, &[label]));
        to.add(feature(93, &[label, here.rule[1]]));
    }
    if label == 1 || label == 2 {
        to.add(feature(97, &[here.stem]));
    }
}

/// The features of a token by itself, as seen from one of [`PLACES`].
pub(super) fn alone(seen: &Seen, place: usize, to: &mut impl Features) {
    let Some(template) = [20, 30, 40, 50].get(place.wrapping_sub(1)) else {
        return own(seen, to);
    };
    to.add(feature(*template, &[seen.word]));
    to.add(feature(template + 2, &[seen.part]));
    to.add(feature(template + 3, &[seen.cue, seen.quoted]));
}

fn own(seen: &Seen, to: &mut impl Features) {
    to.add(feature(0, &[]));
    to.add(feature(1, &[seen.word]));
    to.add(feature(2, &[seen.shape]));
    to.add(feature(3, &[seen.ends[0]]));
    to.add(feature(4, &[seen.ends[1]]));
    to.add(feature(5, &[seen.stem]));
    to.add(feature(6, &[seen.quoted, seen.cue]));
    to.add(feature(8, &[seen.part]));
    to.add(feature(9, &[seen.mention, seen.part]));
    to.add(feature(10, &[seen.stem, seen.quoted]));
    if seen.stance > 0 {
        to.add(feature(11, &[seen.stance, seen.part]));
        to.add(feature(12, &[seen.stance, seen.quoted, seen.cue]));
    }
}

/// The features of the parts of speech of a token and those beside it.
pub(super) fn triple([left, here, right]: [u32; 3], to: &mut impl Features) {
    to.add(feature(72, &[here, right]));
    to.add(feature(73, &[left, here]));
    to.add(feature(74, &[left, here, right]));
}

/// Whether a token is likely the verb of a cue.
fn is_likely(seen: &Seen) -> bool {
    seen.cue > 0 && seen.quoted == 0
}

/// A number, cut at `most`.
pub(super) fn small(number: usize, most: u32) -> u32 {
    u32::try_from(number).unwrap_or(most).min(most)
}
