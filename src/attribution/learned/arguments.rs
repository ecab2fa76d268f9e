//! The second pass: for each cue by itself, which tokens around it are its source and its content.
//!
//! Each cue is read on its own, so that features can say where a token stands as seen from it:
//! on which side, how far, what lies between. One source can so serve two cues, and the content of
//! one cue can end where that of the next begins.

use crate::tagger::{Features, feature};

use super::super::reading::Run;
use super::ArgumentModel;
use super::kinds::{Memo, PLACES};
use super::labels::{ARGUMENT_LANES, ARGUMENT_ROW, CONTENT_LEFT};
use super::sight::{self, HERE, Near, Passage, Seen};
use super::tags::{Tagged, small};

/// Tokens farther from the cue than this are not looked at.
const REACH: usize = 150;

/// A paragraph as seen from one of its cues.
pub(super) struct View<'a> {
    passage: &'a Passage<'a>,
    tagged: &'a Tagged,
    cue: Run,
    /// The first and the last token of the cue, those before and after it.
    first: Seen,
    last: Seen,
    before: Seen,
    after: Seen,
    /// What the first pass says of the first, and its cue there.
    label: u32,
    number: u32,
    /// The tokens that are looked at.
    pub(super) window: Run,
    /// For each token of the window.
    paths: Vec<Path>,
    /// For each token of the window, what the rules say of it for this very cue.
    rule: Vec<u32>,
    rule_name: u32,
    /// Whether the rules have this very cue, have another in its place, or none.
    is_ruled: u32,
    /// How probable the cue is, and the same in fifths.
    probability: f32,
    fifth: u32,
}

/// What lies between the cue and a token.
#[derive(Debug, Clone, Copy, Default)]
struct Path {
    cues: u32,
    commas: u32,
    clauses: u32,
    verbs: u32,
    /// Changes between inside and outside of quotations.
    turns: u32,
    /// Contents that the first pass tagged, this token's own included.
    contents: u32,
}

/// Where a token stands as seen from the cue.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// 0 left of the cue, 1 right of it.
    side: u32,
    far: u32,
    /// Sentences between, in steps.
    sentences: u32,
    path: Path,
    /// What the rules say, for the cue, of the token and of the one before it.
    said: [u32; 2],
}

impl Place {
    fn is_ruled(&self) -> bool {
        self.said != [0, 0]
    }
}

impl<'a> View<'a> {
    pub(super) fn new(passage: &'a Passage<'a>, tagged: &'a Tagged, cue: &Run) -> Self {
        let Passage { sight, run: paragraph, .. } = passage;
        let window = window(passage, tagged, cue);
        let found = sight.rule_for(cue);
        let mut rule = vec![0; window.len()];
        let mut put = |run: &Run, label: u32| {
            for token in run.clone().filter(|token| window.contains(token)) {
                rule[token - window.start] = label + u32::from(token != run.start);
            }
        };
        if let Some(found) = found {
            found.source.iter().for_each(|run| put(run, 1));
            found.content.iter().for_each(|run| put(run, 3));
        }
        let places = cue.start - paragraph.start..cue.end - paragraph.start;
        let probability = tagged.cue[places].iter().copied().fold(0.0, f32::max);
        let fifth = [0.2, 0.4, 0.6, 0.8].iter().map(|step| u32::from(probability > *step)).sum();
        let [first, last, before, after] =
            [cue.start, cue.end.wrapping_sub(1), cue.start.wrapping_sub(1), cue.end]
                .map(|token| *passage.at(token));
        let place = cue.start - paragraph.start;
        let mut view = Self {
            passage,
            tagged,
            cue: cue.clone(),
            first,
            last,
            before,
            after,
            label: tagged.labels.get(place).map_or(99, |label| u32::from(*label)),
            number: tagged.cue_of.get(place).copied().unwrap_or(0),
            paths: vec![Path::default(); window.len()],
            window,
            rule,
            rule_name: found.map_or(1, |found| sight::hash(found.rule.as_bytes())),
            is_ruled: found.map_or(9, |found| u32::from(found.cue == *cue)),
            probability,
            fifth,
        };
        view.walk(cue.end..view.window.end);
        view.walk((view.window.start..cue.start).rev());
        view
    }

    /// How probable the first pass holds the cue.
    pub(super) fn cue_probability(&self) -> f32 {
        self.probability
    }

    /// Counts along the way from the cue.
    fn walk(&mut self, tokens: impl Iterator<Item = usize>) {
        let mut path = Path::default();
        let mut quoted = self.first.quoted;
        let mut in_content = false;
        for token in tokens {
            let seen = self.passage.at(token);
            path.turns = (path.turns + u32::from(seen.quoted != quoted)).min(3);
            quoted = seen.quoted;
            let is_content = (CONTENT_LEFT..99).contains(&self.label(token, 0));
            path.contents = (path.contents + u32::from(is_content && !in_content)).min(3);
            in_content = is_content;
            self.paths[token - self.window.start] = path;
            path.cues = (path.cues + u32::from(self.is_other_cue(token))).min(3);
            path.commas = (path.commas + u32::from(seen.is_comma)).min(3);
            path.clauses |= u32::from(seen.opens_clause);
            path.verbs = (path.verbs + u32::from(seen.is_verb)).min(3);
        }
    }

    fn label(&self, token: usize, distance: isize) -> u8 {
        let place = token.wrapping_add_signed(distance).wrapping_sub(self.passage.run.start);
        self.tagged.labels.get(place).copied().unwrap_or(99)
    }

    fn is_other_cue(&self, token: usize) -> bool {
        let cue = self.tagged.cue_of.get(token.wrapping_sub(self.passage.run.start));
        cue.is_some_and(|cue| *cue > 0 && *cue != self.number)
    }

    fn place(&self, token: usize, here: &Seen) -> Place {
        let is_right = token >= self.cue.end;
        let distance = if is_right { token + 1 - self.cue.end } else { self.cue.start - token };
        Place {
            side: u32::from(is_right),
            far: far(distance),
            sentences: (here.sentence + 3).saturating_sub(self.first.sentence).min(6),
            path: self.paths[token - self.window.start],
            said: self.said(token),
        }
    }

    /// What the rules say, for this cue, of the token and of the one before it.
    fn said(&self, token: usize) -> [u32; 2] {
        let place = token - self.window.start;
        [place, place.wrapping_sub(1)].map(|place| self.rule.get(place).copied().unwrap_or(0))
    }

    /// Adds the features of a token of the window; inside the cue there is but one.
    pub(super) fn features(&self, token: usize, to: &mut impl Features) {
        if self.cue.contains(&token) {
            to.add(feature(200, &[]));
            return;
        }
        let near = self.passage.near(token);
        let place = self.place(token, &near[HERE]);
        if sight::is_deep(near) {
            to.add(feature(207, &[place.side]));
        } else {
            for (number, at) in PLACES.iter().enumerate() {
                alone(place.side, &near[*at], number, to);
            }
            triple(place.side, [HERE - 1, HERE, HERE + 1].map(|at| near[at].part), to);
            pair(near, to);
        }
        self.of_side(place.side, to);
        if !place.is_ruled() {
            self.unruled(to);
        }
        self.seen_from(token, near, place, to);
    }

    /// The sums of what is the same for all tokens on a side of the cue that the rules say
    /// nothing of.
    pub(super) fn constants(&self, model: &ArgumentModel) -> [[i16; ARGUMENT_ROW]; 2] {
        [0, 1].map(|side| {
            model.sums(|to| {
                self.of_side(side, to);
                self.unruled(to);
            })
        })
    }

    fn of_side(&self, side: u32, to: &mut impl Features) {
        to.add(feature(281, &[side, self.fifth, self.label]));
    }

    fn unruled(&self, to: &mut impl Features) {
        to.add(feature(321, &[0, 0, self.is_ruled]));
        to.add(feature(323, &[0, self.rule_name]));
    }

    /// The scores of a token of the window outside the cue: the same features, those of kinds as
    /// kept sums.
    pub(super) fn score(
        &self,
        model: &ArgumentModel,
        memo: &Memo,
        constants: &[[i16; ARGUMENT_ROW]; 2],
        token: usize,
    ) -> [f32; ARGUMENT_LANES] {
        if self.cue.contains(&token) {
            return model.score(|to| self.features(token, to));
        }
        let near = self.passage.near(token);
        let place = self.place(token, &near[HERE]);
        model.score(|to| {
            if sight::is_deep(near) {
                to.add(feature(207, &[place.side]));
            } else {
                for (number, at) in PLACES.iter().enumerate() {
                    to.add_sums(&memo.arguments(place.side, near[*at].kind)[number]);
                }
                let triple = memo.triple(near[HERE].triple);
                to.add_sums(triple.1.get(place.side as usize).unwrap_or(&[0; ARGUMENT_ROW]));
                pair(near, to);
            }
            if place.is_ruled() {
                self.of_side(place.side, to);
            } else {
                to.add_sums(constants.get(place.side as usize).unwrap_or(&[0; ARGUMENT_ROW]));
            }
            self.seen_from(token, near, place, to);
        })
    }

    fn seen_from(&self, token: usize, near: &Near, place: Place, to: &mut impl Features) {
        self.seen_from_cue(token, near, place, to);
        self.of_cue(&near[HERE], place, to);
        self.first_pass(token, &near[HERE], place, to);
        self.rules(token, &near[HERE], place, to);
    }

    /// Where it stands as seen from the cue.
    fn seen_from_cue(&self, token: usize, near: &Near, place: Place, to: &mut impl Features) {
        let Place { side, far, sentences, path, .. } = place;
        let (here, left) = (&near[HERE], &near[HERE - 1]);
        let quoted = self.first.quoted;
        let opens = token == self.passage.run.start;
        let starts = u32::from(left.sentence != here.sentence || opens);
        to.add(feature(261, &[side, far, sentences]));
        to.add(feature(265, &[side, sentences, here.quoted, quoted, path.turns]));
        to.add(feature(267, &[side, path.cues, u32::from(self.is_other_cue(token))]));
        to.add(feature(270, &[side, path.verbs, path.commas, sentences]));
        to.add(feature(280, &[side, left.word, path.commas, path.cues]));
        to.add(feature(283, &[side, left.quoted, here.quoted, sentences, path.cues]));
        to.add(feature(284, &[side, starts, sentences, here.quoted]));
        to.add(feature(285, &[side, u32::from(opens), sentences]));
        to.add(feature(286, &[side, path.verbs, here.part]));
    }

    /// The same with the words of the cue.
    fn of_cue(&self, here: &Seen, place: Place, to: &mut impl Features) {
        let Place { side, far, sentences, path, .. } = place;
        let Self { first, last, before, after, .. } = self;
        to.add(feature(262, &[side, far, first.stem]));
        to.add(feature(271, &[side, first.stem, here.part]));
        to.add(feature(272, &[side, first.stem, here.word]));
        to.add(feature(274, &[side, after.word, here.part]));
        to.add(feature(276, &[side, first.stem, after.word, far.min(3)]));
        to.add(feature(277, &[side, first.part, after.part, before.part, here.part]));
        to.add(feature(278, &[side, first.stem, sentences, here.quoted]));
        to.add(feature(279, &[side, first.stem, path.commas, path.verbs]));
        to.add(feature(288, &[side, first.stance, last.stance, far]));
        to.add(feature(289, &[side, first.stance, first.part, here.part, after.part]));
        to.add(feature(290, &[side, first.stance, here.word]));
    }

    /// What the first pass says of the token.
    fn first_pass(&self, token: usize, here: &Seen, place: Place, to: &mut impl Features) {
        let Place { side, far, sentences, path, .. } = place;
        let label = |distance| u32::from(self.label(token, distance));
        let own = label(0);
        let cue = self.tagged.cue[token - self.passage.run.start];
        to.add(feature(301, &[side, own, label(-1)]));
        to.add(feature(302, &[side, own, label(1)]));
        to.add(feature(303, &[own, path.cues, side]));
        to.add(feature(304, &[own, sentences, side, path.contents]));
        to.add(feature(305, &[own, far, side]));
        to.add(feature(307, &[side, u32::from(cue > 0.1), u32::from(cue > 0.5)]));
        to.add(feature(308, &[side, own, here.part, path.commas]));
        to.add(feature(309, &[self.fifth, own, side]));
    }

    /// What the rules say of the token: for this cue, and for any.
    fn rules(&self, token: usize, here: &Seen, place: Place, to: &mut impl Features) {
        let Place { side, said: [own, left], .. } = place;
        to.add(feature(320, &[own, self.is_ruled, side]));
        to.add(feature(326, &[own, here.rule[0], side]));
        if place.is_ruled() {
            to.add(feature(321, &[own, left, self.is_ruled]));
            to.add(feature(323, &[own, self.rule_name]));
            to.add(feature(324, &[own, u32::from(self.label(token, 0))]));
            to.add(feature(329, &[own, left, self.rule_name, here.word]));
        }
    }
}

/// The features of a token with the one before it.
fn pair(near: &Near, to: &mut impl Features) {
    to.add(feature(254, &[near[HERE - 1].word, near[HERE].word]));
}

/// The features of a token by itself on a side of the cue, as seen from one of [`PLACES`].
pub(super) fn alone(side: u32, seen: &Seen, place: usize, to: &mut impl Features) {
    let Some(template) = [210, 220, 230, 240].get(place.wrapping_sub(1)) else {
        to.add(feature(201, &[side, seen.word]));
        to.add(feature(202, &[side, seen.shape]));
        to.add(feature(203, &[side, seen.part]));
        to.add(feature(204, &[side, seen.stem]));
        to.add(feature(206, &[side, seen.mention, seen.part]));
        return;
    };
    to.add(feature(template + 1, &[side, seen.part]));
    if matches!(place, 2 | 3) {
        to.add(feature(*template, &[side, seen.word]));
    }
}

/// The features of the parts of speech of a token and those beside it.
pub(super) fn triple(side: u32, [left, here, right]: [u32; 3], to: &mut impl Features) {
    to.add(feature(250, &[side, left, here]));
    to.add(feature(251, &[side, here, right]));
    to.add(feature(252, &[left, here, right]));
}

/// The tokens of a paragraph that may be source or content of a cue: those of its sentence, and
/// sentences on both sides as long as they hold a quotation, or a content without a cue of its own.
fn window(passage: &Passage, tagged: &Tagged, cue: &Run) -> Run {
    let Passage { sight, run: paragraph, .. } = passage;
    let may_go_on = |sentence: &Run| {
        let places = sentence.start - paragraph.start..sentence.end - paragraph.start;
        let labels = tagged.labels.get(places).unwrap_or_default();
        let is_content = labels.iter().any(|label| *label >= CONTENT_LEFT);
        let after = tagged.cues.partition_point(|cue| cue.end <= sentence.start);
        let is_cued = tagged.cues.get(after).is_some_and(|cue| cue.start < sentence.end);
        is_content && !is_cued || sight.run(sentence).iter().any(|seen| seen.quoted > 0)
    };
    let number = |token: usize| passage.at(token).sentence;
    let first = paragraph.start.max(cue.start.saturating_sub(REACH));
    let last = paragraph.end.min(cue.end + REACH);
    let start_of = |token: usize| {
        (first..token).rev().take_while(|at| number(*at) == number(token)).last().unwrap_or(token)
    };
    let end_of =
        |token: usize| (token..last).find(|at| number(*at) != number(token)).unwrap_or(last);
    let mut window = start_of(cue.start)..end_of(cue.end - 1);
    while window.start > first {
        let before = start_of(window.start - 1);
        if !may_go_on(&(before..window.start)) {
            break;
        }
        window.start = before;
    }
    while window.end < last {
        let after = end_of(window.end);
        if !may_go_on(&(window.end..after)) {
            break;
        }
        window.end = after;
    }
    window
}

/// A distance in tokens, in steps that grow.
fn far(distance: usize) -> u32 {
    match distance {
        0..=6 => small(distance, 6),
        7..=9 => 7,
        10..=14 => 8,
        15..=24 => 9,
        25..=49 => 10,
        _ => 11,
    }
}
