//! Names that no list knows, by a model learned from annotated texts.
//!
//! Reads what the first pass found, by lists and by rules. Where words with capitals stand that no
//! list decides (`runs`), a chain of labels says which of them are names of people, of bodies, of
//! places, and how surely (`seen`: by the words themselves and around them, by what the rules took
//! them for, by the other places of the word in the article). What the rules found by shape and
//! the model holds for unlikely is dropped; what it finds beside is added. No listed name is
//! touched, but one that is a part of a longer name.

mod labels;
mod runs;
mod seen;
mod teach;

use std::fmt;

use rustc_hash::FxHashMap;

use super::atoms::Atoms;
use super::people::Evidence;
use super::scan::{Found, Scanner, What};
use crate::lexicon::EntityKind;
use crate::segment::Segments;
use crate::tagger::{Calibration, Chain, ModelError, Pruned, Steps};
use crate::text::CleanText;

use labels::{LANES, begins, begun, goes_on};
use runs::{Run, Runs};
use seen::{Known, Sight, Window};

pub use labels::NameKind;
pub use teach::{NameLesson, NameTraining};

/// A name that the model sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    /// First atom.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    pub(super) kind: NameKind,
    /// The share of such guesses that is right.
    pub(super) sure: f32,
}

impl Guess {
    fn is_alone(&self) -> bool {
        self.end == self.start + 1
    }
}

/// What the first pass found, as the model has it.
#[derive(Debug, Default)]
pub(super) struct Revised {
    /// In order and apart.
    pub(super) found: Vec<Found>,
    /// Names that the linker takes last, where nothing else explains them; in order.
    pub(super) guesses: Vec<Guess>,
    /// Words alone that are hardly names; in order.
    pub(super) refused: Vec<usize>,
}

/// The learned weights.
#[derive(Clone)]
pub struct NameTagger {
    model: Pruned<LANES>,
    /// What a weight of 1 stands for.
    unit: f32,
    chain: Chain<LANES>,
    steps: Steps<LANES>,
    calibration: Calibration,
    known: Known,
}

impl fmt::Debug for NameTagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NameTagger").finish_non_exhaustive()
    }
}

/// The weights that are built in; the card beside them says what they were learned from.
static BUILT_IN: &[u8] = include_bytes!("../../../models/names-tagger.bin");

/// A name by shape that is less probable than this is none.
const LEAST: f32 = 0.3;

/// A guess counts from here on: about where every second one is right. Titles of works, laws and
/// products look like bodies, people like nothing else.
fn likely(kind: NameKind) -> f32 {
    if kind == NameKind::Person { 0.5 } else { 0.65 }
}

/// What only looks like a person is one from here on, though no surname confirms it: names of
/// people explain other words of the article, so that a wrong one makes more.
const SURE: f32 = 0.7;

/// A word alone that is less probable than this is no name by its capitals either.
const HARDLY: f32 = 0.05;

impl NameTagger {
    fn new(model: Pruned<LANES>, unit: f32, calibration: Calibration) -> Self {
        let mut chain = labels::chain();
        for (scores, steps) in chain.scores.iter_mut().zip(&model.steps) {
            for (score, step) in scores.iter_mut().zip(steps) {
                if *step > i16::MIN && *score > f32::NEG_INFINITY {
                    *score = f32::from(*step) * unit;
                }
            }
        }
        Self { model, unit, steps: chain.steps(), chain, calibration, known: Known::default() }
    }

    /// The tagger as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.model.write(&mut bytes);
        bytes.extend(self.unit.to_le_bytes());
        self.calibration.write(&mut bytes);
        bytes
    }

    /// A tagger from a file that [`NameTagger::to_bytes`] made.
    ///
    /// # Errors
    ///
    /// If the file is of another version or cut short.
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Self, ModelError> {
        let model = Pruned::read(&mut bytes)?;
        let (unit, mut rest) = bytes.split_first_chunk().ok_or(ModelError::new("too short"))?;
        let unit = f32::from_le_bytes(*unit);
        Ok(Self::new(model, unit, Calibration::read(&mut rest)?))
    }

    /// The one that is built in.
    ///
    /// # Panics
    ///
    /// If it is broken, which a test excludes.
    pub fn built_in() -> Self {
        Self::from_bytes(BUILT_IN).expect("the built-in names are whole")
    }

    /// What the first pass found, revised.
    pub(super) fn revise(
        &self,
        scanner: &Scanner,
        (clean, segments): (&CleanText, &Segments),
        atoms: &Atoms,
        found: Vec<Found>,
    ) -> Revised {
        let runs = Runs::of(scanner, atoms, &found);
        if runs.runs.is_empty() {
            return Revised { found, ..Revised::default() };
        }
        let sight = Sight::of(clean, segments, atoms, &self.known, &runs);
        let (mut guesses, mut singles) = (Vec::new(), Vec::new());
        let mut kept = Vec::with_capacity(found.len());
        let mut rest = found.into_iter().peekable();
        self.read(&sight, &runs, |run, labels, tokens| {
            if let ([only], Some(atom)) = (tokens, atoms.all.get(run.start)) {
                singles.push((run.start, atom.hash, *only));
            }
            while let Some(one) = rest.next_if(|one| one.start < run.end) {
                kept.extend(if one.start < run.start {
                    Some(one)
                } else {
                    self.weigh(one, run, tokens)
                });
            }
            names(labels, |start, end, kind| {
                let sure = sureness(kind, tokens.get(start..end).unwrap_or_default());
                guesses.push(Guess { start: run.start + start, end: run.start + end, kind, sure });
            });
        });
        kept.extend(rest);
        vote(&singles, &mut guesses);
        let refused = guesses.iter().filter(|guess| guess.is_alone() && guess.sure < HARDLY);
        let refused = refused.map(|guess| guess.start).collect();
        let likely = guesses.into_iter().filter(|guess| guess.sure >= likely(guess.kind));
        Revised { refused, ..self.merge(scanner, atoms, kept, likely) }
    }

    /// Reads all runs: their labels, and how probable each label is of each atom.
    fn read(&self, sight: &Sight, runs: &Runs, mut take: impl FnMut(Run, &[u8], &[[f32; LANES]])) {
        let mut window = Window::default();
        let mut scores = Vec::new();
        let mut told = runs.told.as_slice();
        for run in &runs.runs {
            let (own, rest) = told.split_at_checked(run.end - run.start).unwrap_or_default();
            told = rest;
            sight.see(*run, own, &mut window);
            scores.clear();
            for nth in 0..run.end - run.start {
                let sums = self.model.score(|hits| sight.features(&window, *run, nth, hits));
                scores.push(sums.map(|sum| f32::from(sum) * self.unit));
            }
            let labels = self.chain.best(&scores, |_| 0, 0);
            let marginals = self.steps.marginals(&self.steps.emitted(&scores));
            take(*run, &labels, &marginals.tokens);
        }
    }

    /// What a list or a rule found at a run, as probable as the model has it; none where that is
    /// too little.
    fn weigh(&self, one: Found, run: Run, tokens: &[[f32; LANES]]) -> Option<Found> {
        let kinds: &[NameKind] = match one.what {
            What::Listed(_) => return Some(one),
            What::Person(_) => &[NameKind::Person],
            What::Body(_) => &[NameKind::Organization, NameKind::Place],
        };
        let inside = tokens.get(one.start - run.start..one.end.min(run.end) - run.start);
        let probable = kinds.iter().map(|kind| sureness(*kind, inside.unwrap_or_default()));
        let most = probable.fold(0.0, f32::max);
        let what = match one.what {
            What::Person(evidence) if most >= SURE => What::Person(evidence.max(Evidence::Learned)),
            what => what,
        };
        let sure = percent(self.calibration.share(most));
        (most >= LEAST).then_some(Found { what, sure, ..one })
    }

    /// Brings what was found and what is guessed together: nothing that was found gives way, but
    /// for forms of names that count only with other evidence.
    fn merge(
        &self,
        scanner: &Scanner,
        atoms: &Atoms,
        found: Vec<Found>,
        guesses: impl Iterator<Item = Guess>,
    ) -> Revised {
        let mut made = Revised::default();
        let mut found = found.into_iter().peekable();
        let mut under = Vec::new();
        for guess in guesses {
            while let Some(one) = found.next_if(|one| one.end <= guess.start) {
                made.found.push(one);
            }
            while let Some(one) = found.next_if(|one| one.start < guess.end) {
                under.push(one);
            }
            let is_weak = |one: &Found| runs::is_weak(scanner, *one, &atoms.all);
            if !under.iter().all(is_weak) {
                made.found.append(&mut under);
                continue;
            }
            let sure = self.calibration.share(guess.sure);
            let what = match guess.kind {
                _ if guess.is_alone() => None,
                NameKind::Person => Some(What::Person(Evidence::Learned)),
                NameKind::Organization => Some(What::Body(body_kind(scanner, atoms, &guess))),
                NameKind::Place => None,
            };
            if let Some(what) = what {
                let Guess { start, end, .. } = guess;
                let casing = atoms.casing_at(start);
                made.found.push(Found { start, end, what, casing, sure: percent(sure) });
                under.clear();
            } else {
                made.found.append(&mut under);
                made.guesses.push(Guess { sure, ..guess });
            }
        }
        made.found.extend(found);
        made
    }
}

/// The kind of body that the words of a name tell.
fn body_kind(scanner: &Scanner, atoms: &Atoms, guess: &Guess) -> EntityKind {
    let inside = atoms.all.get(guess.start..guess.end).unwrap_or_default();
    let kind = inside.iter().rev().find_map(|atom| scanner.words.head_kind(atom.hash));
    kind.unwrap_or(EntityKind::Organization)
}

/// Lets all places of a word that stands alone speak for each other: what they are, all are.
fn vote(singles: &[(usize, u64, [f32; LANES])], guesses: &mut Vec<Guess>) {
    let mut sums: FxHashMap<u64, (f32, [f32; LANES])> = FxHashMap::default();
    for (_, hash, only) in singles {
        let (n, sum) = sums.entry(*hash).or_default();
        *n += 1.0;
        sum.iter_mut().zip(only).for_each(|(sum, one)| *sum += one);
    }
    guesses.retain(|guess| singles.binary_search_by_key(&guess.start, |one| one.0).is_err());
    for (start, hash, _) in singles {
        let Some((n, sum)) = sums.get(hash) else { continue };
        let best = NameKind::ALL.into_iter().map(|kind| {
            (sum.get(usize::from(begins(kind))).copied().unwrap_or_default() / n, kind)
        });
        let best = best.max_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((sure, kind)) = best {
            guesses.push(Guess { start: *start, end: start + 1, kind, sure });
        }
    }
    guesses.sort_unstable_by_key(|guess| guess.start);
}

/// How probable it is that all these atoms are one name of a kind, at most.
fn sureness(kind: NameKind, tokens: &[[f32; LANES]]) -> f32 {
    let mut label = begins(kind);
    let mut least = 1.0_f32;
    for token in tokens {
        least = least.min(token.get(usize::from(label)).copied().unwrap_or_default());
        label = goes_on(kind);
    }
    if tokens.is_empty() { 0.0 } else { least }
}

/// Gives each name that labels make.
fn names(labels: &[u8], mut take: impl FnMut(usize, usize, NameKind)) {
    let mut at = 0;
    while let Some(label) = labels.get(at) {
        let Some(kind) = begun(*label) else {
            at += 1;
            continue;
        };
        let rest = labels.get(at + 1..).unwrap_or_default();
        let end = at + 1 + rest.iter().take_while(|label| **label == goes_on(kind)).count();
        take(at, end, kind);
        at = end;
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
fn percent(share: f32) -> u8 {
    (share * 100.0).round().clamp(1.0, 100.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_labels_begin_and_go_on_with() {
        let mut made = Vec::new();
        let labels = [0, 1, 2, 1, 3, 4, 4, 0, 5, 2];
        names(&labels, |start, end, kind| made.push((start, end, kind)));
        let (person, body, place) = (NameKind::Person, NameKind::Organization, NameKind::Place);
        assert_eq!(made, [(1, 3, person), (3, 4, person), (4, 7, body), (8, 9, place)]);
        assert!(labels::chain().scores[1][4] < f32::MIN);
        assert!(labels::chain().scores[3][4].abs() < f32::EPSILON);
    }

    #[test]
    fn places_of_a_word_agree() {
        let likely = |person: f32, body: f32| {
            let mut all = [0.0; LANES];
            (all[0], all[1], all[3]) = (1.0 - person - body, person, body);
            all
        };
        let singles =
            [(2, 7, likely(0.9, 0.0)), (5, 7, likely(0.2, 0.6)), (9, 8, likely(0.1, 0.0))];
        let multi = Guess { start: 3, end: 5, kind: NameKind::Place, sure: 0.8 };
        let mut guesses = vec![multi];
        vote(&singles, &mut guesses);
        let told: Vec<_> = guesses.iter().map(|it| (it.start, it.kind, it.sure > 0.5)).collect();
        let person = NameKind::Person;
        let expected =
            [(2, person, true), (3, NameKind::Place, true), (5, person, true), (9, person, false)];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_built_in_model_is_small_and_reads_back() {
        let tagger = NameTagger::built_in();
        assert_eq!(tagger.to_bytes(), BUILT_IN);
        assert!(BUILT_IN.len() <= 250_000, "{}", BUILT_IN.len());
        assert!(NameTagger::from_bytes(BUILT_IN.split_at(1000).0).is_err());
    }
}
