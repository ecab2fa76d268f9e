//! Tokens that look alike, and what their features add up to, counted once.
//!
//! Half of the features of both passes are of one token alone, by itself or as a neighbor, or of
//! the parts of speech of three in a row. Their sums are kept for each kind of token and for each
//! such triple; a text has few kinds for its length, and the same ones as the text before. What is
//! kept depends on the weights only, so results are the same whatever was read before.

use rustc_hash::FxHashMap;

use crate::entities::Entities;

use super::super::found::Found;
use super::super::scene::Scene;
use super::labels::{ARGUMENT_ROW, TAG_ROW};
use super::sight::{BEYOND, Face, HERE, Seen, Sight};
use super::{ArgumentModel, TagModel, arguments, tags};

/// Sums of features that are kept for so many kinds of tokens, or triples, at most.
const MOST: usize = 1 << 15;

/// Numbers for kinds of tokens, and for triples of parts of speech.
#[derive(Debug)]
pub(super) struct Kinds {
    numbers: FxHashMap<Face, u32>,
    /// For each number of a word its latest kind.
    latest: Vec<Option<(Face, u32)>>,
    seen: Vec<Seen>,
    triple_numbers: FxHashMap<u64, u32>,
    triples: Vec<[u32; 3]>,
}

impl Default for Kinds {
    /// The first kind is that of tokens beyond the ends.
    fn default() -> Self {
        Self {
            numbers: FxHashMap::default(),
            latest: Vec::new(),
            seen: vec![BEYOND],
            triple_numbers: FxHashMap::default(),
            triples: Vec::new(),
        }
    }
}

impl Kinds {
    /// What is seen of a token by its face; `see` makes it where the face is new. A token whose
    /// word has no number, and so no face, is a kind of its own.
    #[inline]
    pub(super) fn seen(&mut self, face: Option<Face>, see: impl FnOnce() -> Seen) -> Seen {
        let latest = face.and_then(|face| *self.latest.get(face.word as usize)?);
        let number = match (face, latest) {
            (Some(face), Some((known, number))) if known == face => number,
            _ => self.number(face, see),
        };
        self.seen.get(number as usize).copied().unwrap_or(BEYOND)
    }

    /// The number of a kind that is not the latest of its word.
    fn number(&mut self, face: Option<Face>, see: impl FnOnce() -> Seen) -> u32 {
        let next = u32::try_from(self.seen.len()).unwrap_or_default();
        let number = face.map_or(next, |face| *self.numbers.entry(face).or_insert(next));
        if number == next {
            self.seen.push(Seen { kind: number, ..see() });
        }
        if let Some(face) = face {
            let word = face.word as usize;
            if word >= self.latest.len() {
                self.latest.resize((word + 1).max(2 * self.latest.len()), None);
            }
            if let Some(latest) = self.latest.get_mut(word) {
                *latest = Some((face, number));
            }
        }
        number
    }

    /// The number of the parts of speech of three tokens in a row.
    pub(super) fn triple(&mut self, parts: [u32; 3]) -> u32 {
        let key = parts.iter().fold(0, |packed, part| packed << 16 | u64::from(*part));
        let next = u32::try_from(self.triples.len()).unwrap_or_default();
        let number = *self.triple_numbers.entry(key).or_insert(next);
        if number == next {
            self.triples.push(parts);
        }
        number
    }
}

/// Sums of weights by the place from which a token is looked at: its own, and that of the token
/// two after it, one after it, one before it, two before it.
type ByPlace<const W: usize> = [[i16; W]; 5];

/// What features add up to.
#[derive(Debug, Default)]
struct Rows {
    tags: Vec<ByPlace<TAG_ROW>>,
    /// For tokens left of the cue, and right of it.
    arguments: Vec<[ByPlace<ARGUMENT_ROW>; 2]>,
    triples: Vec<([i16; TAG_ROW], [[i16; ARGUMENT_ROW]; 2])>,
}

/// Kinds with the sums for them by one pair of passes.
#[derive(Debug, Default)]
pub(in crate::attribution) struct Memo {
    kinds: Kinds,
    rows: Rows,
}

impl Memo {
    /// What is seen of an article, with the sums for kinds that are new; without those of the
    /// second pass while there is none.
    pub(super) fn sight<'a>(
        &mut self,
        (tags, arguments): (&TagModel, Option<&ArgumentModel>),
        scene: Scene<'a>,
        entities: &Entities,
        rules: &'a [Found],
    ) -> Sight<'a> {
        if self.kinds.seen.len() > MOST || self.kinds.triples.len() > MOST {
            *self = Self::default();
        }
        let Self { kinds, rows } = self;
        let sight = Sight::new(scene, entities, rules, kinds);
        for seen in kinds.seen.iter().skip(rows.tags.len()) {
            rows.tags.push(by_place(|place| tags.sums(|to| tags::alone(seen, place, to))));
            let Some(model) = arguments else { continue };
            let sums = |side, place| model.sums(|to| arguments::alone(side, seen, place, to));
            rows.arguments.push([0, 1].map(|side| by_place(|place| sums(side, place))));
        }
        for parts in kinds.triples.iter().skip(rows.triples.len()) {
            let sums = |side| {
                arguments.map_or([0; ARGUMENT_ROW], |model| {
                    model.sums(|to| arguments::triple(side, *parts, to))
                })
            };
            let tags = tags.sums(|to| tags::triple(*parts, to));
            rows.triples.push((tags, [0, 1].map(sums)));
        }
        sight
    }

    /// The sums of the first pass for a kind.
    pub(super) fn tags(&self, kind: u32) -> &ByPlace<TAG_ROW> {
        self.rows.tags.get(kind as usize).unwrap_or(&[[0; TAG_ROW]; 5])
    }

    /// The sums of the second pass for a kind on a side of the cue.
    pub(super) fn arguments(&self, side: u32, kind: u32) -> &ByPlace<ARGUMENT_ROW> {
        let sides = self.rows.arguments.get(kind as usize);
        sides.and_then(|sides| sides.get(side as usize)).unwrap_or(&[[0; ARGUMENT_ROW]; 5])
    }

    /// The sums of both passes for a triple; of the second by side.
    pub(super) fn triple(&self, triple: u32) -> &([i16; TAG_ROW], [[i16; ARGUMENT_ROW]; 2]) {
        const NONE: ([i16; TAG_ROW], [[i16; ARGUMENT_ROW]; 2]) =
            ([0; TAG_ROW], [[0; ARGUMENT_ROW]; 2]);
        self.rows.triples.get(triple as usize).unwrap_or(&NONE)
    }
}

/// Where the token looked at stands among those around, in the order of the places.
pub(super) const PLACES: [usize; 5] = [HERE, HERE - 2, HERE - 1, HERE + 1, HERE + 2];

fn by_place<const W: usize>(sum: impl Fn(usize) -> [i16; W]) -> ByPlace<W> {
    [0, 1, 2, 3, 4].map(sum)
}
