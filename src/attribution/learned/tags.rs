//! The first pass: every token of a paragraph is source, cue, content or nothing.
//!
//! What it says is evidence for the second pass, proposes cues, and parts the paragraph into chunks.

use crate::tagger::{Features, feature};

use super::super::reading::Run;
use super::TagModel;
use super::labels::{self, TAG_LANES};
use super::sight::{self, At, HERE, Kind, Near, Passage, Spelled};

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
    /// The paragraph parted where a source, cue or content may begin or end.
    pub(super) chunks: Vec<Chunk>,
    /// For each token, and behind the last, what stands before it in the paragraph.
    pub(super) before: Vec<Counts>,
}

/// Tokens that are all source, content or neither, whatever the cue.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) run: Run,
    /// How probably they are source, and content, in steps.
    pub(super) chances: [u32; 2],
}

/// What a paragraph has up to a token.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) cues: u32,
    pub(super) commas: u32,
    pub(super) verbs: u32,
    /// Changes between inside and outside of quotations.
    pub(super) turns: u32,
    /// Contents that the first pass tagged.
    pub(super) contents: u32,
}

/// An edge less probable than this is none.
const LEAST_EDGE: f32 = 0.04;

/// A cue less probable than this is not looked at.
const LEAST_CUE: f32 = 0.1;

/// Tags a paragraph.
pub(super) fn tag(model: &TagModel, passage: &Passage) -> Tagged {
    let paragraph = &passage.run;
    let scores = Frame::new(passage).scores(model);
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
    cues.retain(|cue| !sight::is_deep(passage.near(cue.start)));
    cues.sort_by_key(|cue| cue.start);
    let mut cue_of = vec![0; labels.len()];
    for (run, number) in cues.iter().zip(1..) {
        let places = run.start - paragraph.start..run.end - paragraph.start;
        cue_of.get_mut(places).unwrap_or_default().fill(number);
    }
    let chunks = chunks(passage, &marginals, &cue_of);
    let before = counts(passage, &labels, &cue_of);
    Tagged { labels, cue, cues, cue_of, chunks, before }
}

/// What begins source and content.
const ROLES: [usize; 2] = [labels::SOURCE_TAG as usize, labels::CONTENT_TAG as usize];

/// How probably a token is source, and content.
fn roles(chances: &[f32; TAG_LANES]) -> [f32; 2] {
    ROLES.map(|begins| chances[begins] + chances[begins + 1])
}

/// Whether a source or content may begin or end before the second of two tokens.
fn is_edge(left: &[f32; TAG_LANES], here: &[f32; TAG_LANES]) -> bool {
    let [begins, ends] = ROLES.iter().fold([0.0, 0.0], |[begins, ends], role| {
        let goes_on = role + 1;
        let stops = left[*role] + left[goes_on] - here[goes_on];
        [begins + here[*role], ends + stops.max(0.0)]
    });
    begins.max(ends) > LEAST_EDGE
}

/// The chunks of a paragraph: they end with sentences and quotations, before and behind cues, and
/// wherever an argument may begin or end.
fn chunks(passage: &Passage, marginals: &[[f32; TAG_LANES]], cue_of: &[u32]) -> Vec<Chunk> {
    let tokens = passage.own();
    let is_start = |place: usize| {
        let (left, here) = (&tokens[place - 1], &tokens[place]);
        left.quoted != here.quoted
            || left.sentence != here.sentence
            || cue_of[place - 1] != cue_of[place]
            || is_edge(&marginals[place - 1], &marginals[place])
                && !sight::is_deep(passage.near(passage.run.start + place))
    };
    let mut chunks: Vec<Chunk> = Vec::new();
    let (mut start, mut sums, mut n_tokens) = (0, [0.0; 2], 0.0);
    for place in 0..=tokens.len() {
        if place > start && (place == tokens.len() || is_start(place)) {
            let run = passage.run.start + start..passage.run.start + place;
            chunks.push(Chunk { run, chances: sums.map(|sum| chance(sum / n_tokens)) });
            (start, sums, n_tokens) = (place, [0.0; 2], 0.0);
        }
        if let Some(chances) = marginals.get(place) {
            sums.iter_mut().zip(roles(chances)).for_each(|(sum, role)| *sum += role);
            n_tokens += 1.0;
        }
    }
    chunks
}

/// A probability in steps.
fn chance(probability: f32) -> u32 {
    const STEPS: [f32; 7] = [0.02, 0.08, 0.2, 0.4, 0.6, 0.8, 0.95];
    small(STEPS.partition_point(|step| *step < probability), 7)
}

fn counts(passage: &Passage, labels: &[u8], cue_of: &[u32]) -> Vec<Counts> {
    let seen = passage.own();
    let mut all = Vec::with_capacity(seen.len() + 1);
    let mut counts = Counts::default();
    let (mut quoted, mut was_content) = (false, false);
    for (place, seen) in seen.iter().enumerate() {
        all.push(counts);
        counts.cues += u32::from(cue_of[place] > 0);
        counts.commas += u32::from(seen.is_comma());
        counts.verbs += u32::from(seen.is_verb());
        counts.turns += u32::from(seen.quoted != quoted);
        quoted = seen.quoted;
        let is_content = labels[place] >= labels::CONTENT_TAG;
        counts.contents += u32::from(is_content && !was_content);
        was_content = is_content;
    }
    all.push(counts);
    all
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
    /// For each token how far the nearest likely cues of its sentence are, to the left and to the
    /// right; 0 where there is none.
    near: Vec<[u32; 2]>,
    /// For each sentence whether it has a quotation.
    quotes: Vec<bool>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(passage: &'a Passage<'a>) -> Self {
        let tokens = passage.own();
        let mut quotes = vec![false; tokens.last().map_or(0, |last| last.sentence as usize + 1)];
        for at in tokens.iter().filter(|at| at.quoted) {
            quotes[at.sentence as usize] = true;
        }
        let mut near = vec![[0; 2]; tokens.len()];
        let mut count = Count::default();
        for (at, near) in tokens.iter().zip(&mut near) {
            near[0] = count.step(at);
        }
        count = Count::default();
        for (at, near) in tokens.iter().zip(&mut near).rev() {
            near[1] = count.step(at);
        }
        Self { passage, near, quotes }
    }

    /// Adds the features of a token.
    pub(super) fn features(&self, token: usize, to: &mut impl Features) {
        let near = self.passage.near(token);
        let memo = self.passage.sight.memo;
        let is_deep = sight::is_deep(near);
        if !is_deep {
            for (place, at) in PLACES.iter().enumerate() {
                let at = &near[*at];
                of_word(memo.word(at), word_place(place, at), to);
                of_kind(memo.kind_of(at), place, to);
            }
            together(near, to);
        }
        self.apart(token, near, is_deep, to);
    }

    /// The scores of a token: the same features, those of words and kinds as kept sums.
    fn score(&self, model: &TagModel, token: usize) -> [f32; TAG_LANES] {
        let near = self.passage.near(token);
        let memo = self.passage.sight.memo;
        let is_deep = sight::is_deep(near);
        model.score(|to| {
            if !is_deep {
                for (place, at) in PLACES.iter().enumerate() {
                    let at = &near[*at];
                    to.add_sums(&memo.tag_word(at)[word_place(place, at)]);
                    to.add_sums(&memo.tag_kind(at)[place]);
                }
                together(near, to);
            }
            self.apart(token, near, is_deep, to);
        })
    }

    /// The scores of all tokens.
    pub(super) fn scores(&self, model: &TagModel) -> Vec<[f32; TAG_LANES]> {
        self.passage.run.clone().map(|token| self.score(model, token)).collect()
    }

    /// What the rules say of it, the nearest cues, and whether there are quotations.
    fn apart(&self, token: usize, near: &Near, is_deep: bool, to: &mut impl Features) {
        let here = &near[HERE];
        let place = token - self.passage.run.start;
        let [left, label, right] =
            [HERE - 1, HERE, HERE + 1].map(|place| u32::from(near[place].rule));
        if label + left > 0 {
            to.add(feature(91, &[label, left]));
        }
        if label > 0 {
            to.add(feature(90, &[label]));
        }
        if right > 0 {
            to.add(feature(92, &[label, right]));
        }
        let has_quote = u32::from(self.quotes[here.sentence as usize]);
        to.add(feature(100, &[has_quote, u32::from(here.quoted), u32::from(is_deep)]));
        let [left, right] = self.near[place];
        to.add(feature(101, &[left.min(6), right.min(6)]));
    }
}

/// How far the last likely cue is, while going from token to token.
#[derive(Default)]
struct Count {
    sentence: u32,
    distance: u32,
}

impl Count {
    fn step(&mut self, at: &At) -> u32 {
        if self.sentence != at.sentence {
            *self = Self { sentence: at.sentence, distance: 0 };
        }
        let distance = self.distance;
        if at.is_likely {
            self.distance = 1;
        } else if distance > 0 {
            self.distance += 1;
        }
        distance
    }
}

/// From where words and kinds are looked at.
const PLACES: [usize; N_KIND_PLACES] = [HERE, HERE - 2, HERE - 1, HERE + 1, HERE + 2];
pub(super) const N_KIND_PLACES: usize = 5;
/// A word in a quotation, looked at from its own place, has another than these.
const QUOTED: usize = N_KIND_PLACES;
pub(super) const N_WORD_PLACES: usize = N_KIND_PLACES + 1;

fn word_place(place: usize, at: &At) -> usize {
    if place == 0 && at.quoted { QUOTED } else { place }
}

/// The features of a word, looked at from one of [`PLACES`], or [`QUOTED`].
pub(super) fn of_word(spelled: &Spelled, place: usize, to: &mut impl Features) {
    if (1..QUOTED).contains(&place) {
        to.add(feature([20, 30, 40, 50][place - 1], &[spelled.word]));
        return;
    }
    to.add(feature(1, &[spelled.word]));
    to.add(feature(2, &[spelled.shape]));
    to.add(feature(3, &[spelled.ends[0]]));
    to.add(feature(4, &[spelled.ends[1]]));
    to.add(feature(5, &[spelled.stem]));
    to.add(feature(10, &[spelled.stem, u32::from(place == QUOTED)]));
}

/// The features of the kind of a token, looked at from one of [`PLACES`].
pub(super) fn of_kind(kind: Kind, place: usize, to: &mut impl Features) {
    let [part, quoted, cue] = [kind.part, kind.quoted.into(), kind.cue.into()].map(u32::from);
    let [mention, stance] = [kind.mention, kind.stance].map(u32::from);
    if place > 0 {
        let template = [22, 32, 42, 52][place - 1];
        to.add(feature(template, &[part]));
        to.add(feature(template + 1, &[cue, quoted]));
        return;
    }
    to.add(feature(0, &[]));
    to.add(feature(6, &[quoted, cue]));
    to.add(feature(8, &[part]));
    to.add(feature(9, &[mention, part]));
    if stance > 0 {
        to.add(feature(11, &[stance, part]));
        to.add(feature(12, &[stance, quoted, cue]));
    }
}

/// The features of the parts of speech of a token and those beside it.
fn together(near: &Near, to: &mut impl Features) {
    let [left, here, right] = [HERE - 1, HERE, HERE + 1].map(|place| u32::from(near[place].part));
    to.add(feature(72, &[here, right]));
    to.add(feature(73, &[left, here]));
    to.add(feature(74, &[left, here, right]));
    let stance = u32::from(near[HERE].stance);
    if stance > 0 {
        to.add(feature(81, &[stance, here, left]));
        to.add(feature(82, &[stance, here, right]));
    }
}

/// A number, cut at `most`.
pub(super) fn small(number: usize, most: u32) -> u32 {
    u32::try_from(number).unwrap_or(most).min(most)
}
