//! The second pass: for each cue by itself, which chunks around it are its source and its content.
//!
//! Each cue is read on its own, so that features can say where a chunk stands as seen from it:
//! on which side, how far, what lies between. One source can so serve two cues, and the content of
//! one cue can end where that of the next begins.

use crate::tagger::{Features, feature};

use super::super::found::Found;
use super::super::reading::Run;
use super::ArgumentModel;
use super::labels::{ARGUMENT_LANES, ARGUMENT_ROW, CONTENT_TAG};
use super::sight::{self, Kind, Passage, Seen, Spelled};
use super::tags::{Chunk, Counts, Tagged, small};

/// Tokens farther from the cue than this are not looked at.
const REACH: usize = 150;

/// A paragraph as seen from one of its cues.
pub(super) struct View<'a> {
    passage: &'a Passage<'a>,
    tagged: &'a Tagged,
    cue: Run,
    /// The first and the last token of the cue, and the one after it.
    first: Seen,
    last: Seen,
    after: Seen,
    /// What the first pass says of the first, and its cue there.
    label: u32,
    number: u32,
    /// The tokens that are looked at.
    pub(super) window: Run,
    /// The same in chunks, the cue being one.
    pub(super) chunks: Vec<Chunk>,
    found: Option<&'a Found>,
    rule_name: u32,
    /// Whether the rules have this very cue, have another in its place, or none.
    is_ruled: u32,
    /// How probable the cue is, and the same in fifths.
    probability: f32,
    fifth: u32,
}

/// Where a chunk stands as seen from the cue.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Its first token, and the one behind its last.
    start: usize,
    end: usize,
    /// 0 left of the cue, 1 right of it.
    side: u32,
    far: u32,
    /// How many tokens it has, in steps.
    length: u32,
    /// Sentences between, in steps.
    sentences: u32,
    /// What lies between, cut at 3; turns and contents with the chunk's own.
    path: Counts,
    /// What the rules say, for the cue, of the chunk and of the token before it.
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
        let places = cue.start - paragraph.start..cue.end - paragraph.start;
        let probability = tagged.cue[places].iter().copied().fold(0.0, f32::max);
        let fifth = [0.2, 0.4, 0.6, 0.8].iter().map(|step| u32::from(probability > *step)).sum();
        let [first, last, after] =
            [cue.start, cue.end.wrapping_sub(1), cue.end].map(|token| passage.seen(token));
        let place = cue.start - paragraph.start;
        Self {
            passage,
            tagged,
            cue: cue.clone(),
            first,
            last,
            after,
            label: tagged.labels.get(place).map_or(99, |label| u32::from(*label)),
            number: tagged.cue_of.get(place).copied().unwrap_or(0),
            chunks: chunks(&tagged.chunks, &window, cue, found),
            window,
            found,
            rule_name: found.map_or(1, |found| sight::hash(found.rule.as_bytes())),
            is_ruled: found.map_or(9, |found| u32::from(found.cue == *cue)),
            probability,
            fifth,
        }
    }

    /// How probable the first pass holds the cue.
    pub(super) fn cue_probability(&self) -> f32 {
        self.probability
    }

    fn label(&self, token: usize) -> u8 {
        let place = token.wrapping_sub(self.passage.run.start);
        self.tagged.labels.get(place).copied().unwrap_or(99)
    }

    fn is_other_cue(&self, token: usize) -> bool {
        let cue = self.tagged.cue_of.get(token.wrapping_sub(self.passage.run.start));
        cue.is_some_and(|cue| *cue > 0 && *cue != self.number)
    }

    fn place(&self, chunk: &Chunk) -> Place {
        let run = &chunk.run;
        let is_right = run.start >= self.cue.end;
        let distance =
            if is_right { run.start + 1 - self.cue.end } else { self.cue.start + 1 - run.end };
        Place {
            start: run.start,
            end: run.end,
            side: u32::from(is_right),
            far: far(distance),
            length: far(run.len()),
            sentences: (self.passage.at(run.start).sentence + 3)
                .saturating_sub(self.first.sentence)
                .min(6),
            path: self.path(run, is_right),
            said: [run.start, run.start.wrapping_sub(1)].map(|token| self.said(token)),
        }
    }

    /// What lies between the cue and a chunk.
    fn path(&self, run: &Run, is_right: bool) -> Counts {
        let counts = |token: usize| {
            let place = token - self.passage.run.start;
            self.tagged.before.get(place).copied().unwrap_or_default()
        };
        let (between, own) = if is_right {
            (self.cue.end..run.start, self.cue.end..run.start + 1)
        } else {
            (run.end..self.cue.start, run.start..self.cue.start)
        };
        let (from, to) = (counts(between.start), counts(between.end));
        let (with, to_own) = (counts(own.start), counts(own.end));
        Counts {
            cues: (to.cues - from.cues).min(3),
            commas: (to.commas - from.commas).min(3),
            verbs: (to.verbs - from.verbs).min(3),
            turns: (to_own.turns - with.turns).min(3),
            contents: (to_own.contents - with.contents).min(3),
        }
    }

    /// What the rules say of a token for this cue.
    fn said(&self, token: usize) -> u32 {
        let Some(found) = self.found.filter(|_| self.window.contains(&token)) else { return 0 };
        let says = |run: &Run, label: u32| {
            run.contains(&token).then(|| label + u32::from(token != run.start))
        };
        let content = found.content.iter().find_map(|run| says(run, 3));
        content.or_else(|| found.source.as_ref().and_then(|run| says(run, 1))).unwrap_or(0)
    }

    /// Adds the features of a chunk of the window; the cue has but one.
    pub(super) fn features(&self, chunk: &Chunk, to: &mut impl Features) {
        if self.cue.contains(&chunk.run.start) {
            to.add(feature(200, &[]));
            return;
        }
        let place = self.place(chunk);
        let memo = self.passage.sight.memo;
        for (number, token) in word_places(&chunk.run).into_iter().enumerate() {
            of_word(place.side, memo.word(self.passage.at(token)), number, to);
        }
        for (number, token) in kind_places(&chunk.run).into_iter().enumerate() {
            of_kind(place.side, memo.kind_of(self.passage.at(token)), number, to);
        }
        self.of_side(place.side, to);
        if !place.is_ruled() {
            self.unruled(to);
        }
        self.seen_from(chunk, place, to);
    }

    /// The sums of what is the same for all chunks on a side of the cue that the rules say
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

    /// The scores of a chunk of the window: the same features, those of words and kinds as kept
    /// sums.
    pub(super) fn score(
        &self,
        model: &ArgumentModel,
        constants: &[[i16; ARGUMENT_ROW]; 2],
        chunk: &Chunk,
    ) -> [f32; ARGUMENT_LANES] {
        if self.cue.contains(&chunk.run.start) {
            return model.score(|to| self.features(chunk, to));
        }
        let place = self.place(chunk);
        let side = usize::from(place.side > 0);
        let memo = self.passage.sight.memo;
        model.score(|to| {
            for (number, token) in word_places(&chunk.run).into_iter().enumerate() {
                to.add_sums(&memo.argument_word(self.passage.at(token))[side][number]);
            }
            for (number, token) in kind_places(&chunk.run).into_iter().enumerate() {
                to.add_sums(&memo.argument_kind(self.passage.at(token))[side][number]);
            }
            if place.is_ruled() {
                self.of_side(place.side, to);
            } else {
                to.add_sums(&constants[side]);
            }
            self.seen_from(chunk, place, to);
        })
    }

    fn seen_from(&self, chunk: &Chunk, place: Place, to: &mut impl Features) {
        let Run { start, end } = chunk.run;
        let [left, here, next, last, after] =
            [start.wrapping_sub(1), start, start + 1, end - 1, end]
                .map(|token| self.passage.seen(token));
        parts([left, here, next].map(|seen| seen.part), place.side, to);
        self.seen_from_cue(&left, &here, place, to);
        self.of_cue(&here, place, to);
        self.first_pass(chunk, place, to);
        self.rules(&here, place, to);
        self.of_end(&here, &last, &after, place, to);
    }

    /// How it ends.
    fn of_end(&self, here: &Seen, end: &Seen, after: &Seen, place: Place, to: &mut impl Features) {
        let Place { side, length, path, .. } = place;
        let stops = u32::from(after.sentence != end.sentence);
        to.add(feature(340, &[side, length, here.part]));
        to.add(feature(341, &[side, length, end.part, after.part]));
        to.add(feature(342, &[side, end.quoted, after.quoted, stops, path.cues]));
        to.add(feature(343, &[side, self.first.stem, end.part, after.part]));
        to.add(feature(344, &[side, end.word, after.word]));
        to.add(feature(345, &[side, self.first.stem, length]));
    }

    /// Where it stands as seen from the cue.
    fn seen_from_cue(&self, left: &Seen, here: &Seen, place: Place, to: &mut impl Features) {
        let Place { side, far, sentences, path, .. } = place;
        let quoted = self.first.quoted;
        let opens = place.start == self.passage.run.start;
        let starts = u32::from(left.sentence != here.sentence || opens);
        to.add(feature(261, &[side, far, sentences]));
        to.add(feature(265, &[side, sentences, here.quoted, quoted, path.turns]));
        to.add(feature(267, &[side, path.cues, u32::from(self.is_other_cue(place.start))]));
        to.add(feature(270, &[side, path.verbs, path.commas, sentences]));
        to.add(feature(280, &[side, left.word, path.commas, path.cues]));
        to.add(feature(283, &[side, left.quoted, here.quoted, sentences, path.cues]));
        to.add(feature(284, &[side, starts, sentences, here.quoted]));
    }

    /// The same with the words of the cue.
    fn of_cue(&self, here: &Seen, place: Place, to: &mut impl Features) {
        let Place { side, far, sentences, .. } = place;
        let Self { first, last, after, .. } = self;
        to.add(feature(262, &[side, far, first.stem]));
        to.add(feature(271, &[side, first.stem, here.part]));
        to.add(feature(272, &[side, first.stem, here.word]));
        to.add(feature(274, &[side, after.word, here.part]));
        to.add(feature(278, &[side, first.stem, sentences, here.quoted]));
        to.add(feature(288, &[side, first.stance, last.stance, far]));
    }

    /// What the first pass says of the chunk.
    fn first_pass(&self, chunk: &Chunk, place: Place, to: &mut impl Features) {
        let Place { side, sentences, path, length, .. } = place;
        let label = |token: usize| u32::from(self.label(token));
        let own = label(place.start);
        let [left, end, after] = [place.start.wrapping_sub(1), place.end - 1, place.end].map(label);
        let cue = self.tagged.cue[place.start - self.passage.run.start];
        to.add(feature(301, &[side, own, left]));
        to.add(feature(302, &[side, own, end, after]));
        to.add(feature(304, &[own, sentences, side, path.contents]));
        to.add(feature(306, &[own, length, side]));
        to.add(feature(307, &[side, u32::from(cue > 0.1), u32::from(cue > 0.5)]));
        for (chance, role) in chunk.chances.iter().zip(0..) {
            to.add(feature(350 + role, &[side, *chance, path.cues]));
        }
        to.add(feature(354, &[side, chunk.chances[0], chunk.chances[1], length]));
    }

    /// What the rules say of the token: for this cue, and for any.
    fn rules(&self, here: &Seen, place: Place, to: &mut impl Features) {
        let Place { side, said: [own, left], .. } = place;
        to.add(feature(320, &[own, self.is_ruled, side]));
        to.add(feature(326, &[own, here.rule, side]));
        if place.is_ruled() {
            to.add(feature(321, &[own, left, self.is_ruled]));
            to.add(feature(323, &[own, self.rule_name]));
            to.add(feature(324, &[own, u32::from(self.label(place.start))]));
            to.add(feature(329, &[own, left, self.rule_name, here.word]));
        }
    }
}

pub(super) const N_WORD_PLACES: usize = 5;
pub(super) const N_KIND_PLACES: usize = 7;

/// The tokens of a chunk, and around it, whose words are looked at.
fn word_places(&Run { start, end }: &Run) -> [usize; N_WORD_PLACES] {
    [start, start.wrapping_sub(1), start + 1, end - 1, end]
}

/// The features of a word, looked at from one of [`word_places`].
pub(super) fn of_word(side: u32, spelled: &Spelled, place: usize, to: &mut impl Features) {
    let template = [201, 220, 230, 361, 365][place];
    to.add(feature(template, &[side, spelled.word]));
    if place == 0 {
        to.add(feature(202, &[side, spelled.shape]));
        to.add(feature(204, &[side, spelled.stem]));
    }
}

/// The tokens of a chunk, and around it, whose kinds are looked at.
fn kind_places(&Run { start, end }: &Run) -> [usize; N_KIND_PLACES] {
    [start, start.wrapping_sub(2), start.wrapping_sub(1), start + 1, start + 2, end - 1, end]
}

/// The features of the kind of a token, looked at from one of [`kind_places`].
pub(super) fn of_kind(side: u32, kind: Kind, place: usize, to: &mut impl Features) {
    let [mention, quoted, cue] = [kind.mention, kind.quoted, kind.cue].map(u32::from);
    let part = u32::from(kind.part);
    to.add(feature([203, 211, 221, 231, 241, 362, 366][place], &[side, part]));
    match place {
        0 => to.add(feature(206, &[side, mention, part])),
        5 => to.add(feature(363, &[side, mention, part])),
        6 => to.add(feature(367, &[side, cue, quoted])),
        _ => {}
    }
}

/// The features of the parts of speech where a chunk begins.
fn parts([left, here, right]: [u32; 3], side: u32, to: &mut impl Features) {
    to.add(feature(250, &[side, left, here]));
    to.add(feature(251, &[side, here, right]));
    to.add(feature(252, &[left, here, right]));
}

/// The chunks of a window: also parted where the cue and what the rules found for it begin and end.
fn chunks(all: &[Chunk], window: &Run, cue: &Run, found: Option<&Found>) -> Vec<Chunk> {
    let mut edges = vec![cue.start, cue.end];
    if let Some(found) = found {
        for run in found.source.iter().chain(&found.content) {
            edges.extend([run.start, run.end]);
        }
    }
    edges.sort_unstable();
    let mut chunks = Vec::new();
    let first = all.partition_point(|chunk| chunk.run.end <= window.start);
    for chunk in all.iter().skip(first).take_while(|chunk| chunk.run.start < window.end) {
        let mut start = chunk.run.start.max(window.start);
        let end = chunk.run.end.min(window.end);
        for edge in edges.iter().copied().filter(|edge| *edge < end).chain([end]) {
            if edge > start {
                chunks.push(Chunk { run: start..edge, ..chunk.clone() });
                start = edge;
            }
        }
    }
    let parts = chunks.iter().position(|chunk| chunk.run.start == cue.start);
    if let Some(first) = parts {
        let last = chunks.iter().rposition(|chunk| chunk.run.end <= cue.end).unwrap_or(first);
        chunks[first].run.end = cue.end;
        chunks.drain(first + 1..=last);
    }
    chunks
}

/// The tokens of a paragraph that may be source or content of a cue: those of its sentence, and
/// sentences on both sides as long as they hold a quotation, or a content without a cue of its own.
fn window(passage: &Passage, tagged: &Tagged, cue: &Run) -> Run {
    let Passage { sight, run: paragraph, .. } = passage;
    let may_go_on = |sentence: &Run| {
        let places = sentence.start - paragraph.start..sentence.end - paragraph.start;
        let labels = tagged.labels.get(places).unwrap_or_default();
        let is_content = labels.iter().any(|label| *label >= CONTENT_TAG);
        let after = tagged.cues.partition_point(|cue| cue.end <= sentence.start);
        let is_cued = tagged.cues.get(after).is_some_and(|cue| cue.start < sentence.end);
        is_content && !is_cued || sight.run(sentence).iter().any(|at| at.quoted)
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
