//! What is seen of an atom of a run, as features.

use rustc_hash::FxHashMap;

use super::runs::{Run, Runs, Told};
use crate::entities::atoms::{Atom, Atoms, Gap, Shape};
use crate::entities::words::WordSet;
use crate::normalize::{Entry, RareNames, Vocabulary};
use crate::segment::{Part, Segments};
use crate::tagger::{Features, feature};
use crate::text::{CleanText, offset};

/// What the other places of a word in the article tell, as bits.
#[derive(Debug, Clone, Copy, Default)]
struct Elsewhere {
    bits: u32,
    n: u32,
}

const AFTER_TITLE: u32 = 1;
const SPEAKS: u32 = 1 << 1;
const LOCATED: u32 = 1 << 2;
const DEFINITE: u32 = 1 << 3;
const OWNS: u32 = 1 << 4;
const INSIDE: u32 = 1 << 5;
const AFTER_GIVEN: u32 = 1 << 6;
const ALONE: u32 = 1 << 7;
const NAMES_PERSON: u32 = 1 << 8;
const NAMES_BODY: u32 = 1 << 9;
const IN_LONGER: u32 = 1 << 10;

/// An article, as runs are seen in it.
#[derive(Debug)]
pub(super) struct Sight<'a> {
    pub(super) clean: &'a CleanText,
    pub(super) segments: &'a Segments,
    pub(super) atoms: &'a Atoms,
    known: &'a Known,
    elsewhere: FxHashMap<u64, Elsewhere>,
}

/// What is known of words apart from this text.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    vocabulary: Vocabulary,
    rare: RareNames,
}

impl Known {
    /// How common a word is in small letters; else whether it is a rare name.
    ///
    /// That a word is known with a capital tells nothing more than a word unknown, since some
    /// texts that models are scored on were counted for the vocabulary.
    fn of(&self, word: &str) -> u32 {
        match self.vocabulary.get(word) {
            Some(Entry { class, is_name: false, is_capitals: false, is_proper: false, .. }) => {
                u32::from(class) + 2
            }
            _ => u32::from(self.rare.has(word)),
        }
    }
}

/// What is seen of an atom wherever it stands.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    word: u32,
    class: u32,
    shape: u32,
    told: u32,
    part: u32,
    known: u32,
    is_capital: bool,
}

/// The atoms of a run, two before them and two after.
#[derive(Debug, Default)]
pub(super) struct Window {
    seen: Vec<Seen>,
}

impl Window {
    fn at(&self, place: usize) -> Seen {
        self.seen.get(place).copied().unwrap_or_default()
    }

    /// How many capitals of a run are common words, and how many are none.
    fn mix(&self, n_atoms: usize) -> u32 {
        let inside = self.seen.get(SIDE..SIDE + n_atoms).unwrap_or_default();
        let n_common = inside.iter().filter(|it| it.known > 2).count();
        let n_names = inside.iter().filter(|it| it.is_capital && it.known < 2).count();
        offset(n_common.min(3) * 4 + n_names.min(3))
    }

    /// Features of what stands around the run.
    fn add_around(
        &self,
        (n_atoms, place, mix): (usize, u32, u32),
        here: Seen,
        into: &mut impl Features,
    ) {
        let (left, left_2) = (self.at(SIDE - 1), self.at(SIDE - 2));
        let (right, right_2) = (self.at(n_atoms + SIDE), self.at(n_atoms + SIDE + 1));
        let mut add = |template: u16, values: &[u32]| into.add(feature(template, values));
        add(9, &[left.word, place]);
        add(10, &[right.word, place]);
        add(11, &[left.part, right.part, here.class, place]);
        add(13, &[left_2.word, left.word]);
        add(14, &[right.word, right_2.word]);
        add(21, &[here.shape, left.part, left.class]);
        add(22, &[here.shape, right.part, right.class]);
        add(30, &[left.word, left_2.known, left_2.shape, place]);
        add(31, &[right.word, right_2.known, right_2.shape, place]);
        add(36, &[mix, left.part, right.part]);
    }
}

/// Atoms on each side of a run.
const SIDE: usize = 2;

impl<'a> Sight<'a> {
    /// Counts what all runs tell of their words.
    pub(super) fn of(
        clean: &'a CleanText,
        segments: &'a Segments,
        atoms: &'a Atoms,
        known: &'a Known,
        runs: &Runs,
    ) -> Self {
        let mut elsewhere: FxHashMap<u64, Elsewhere> = FxHashMap::default();
        let mut told = runs.told.iter();
        for run in &runs.runs {
            for at in run.start..run.end {
                let told = told.next().copied().unwrap_or_default();
                let Some(atom) = atoms.all.get(at).filter(|atom| atom.is_capital()) else {
                    continue;
                };
                if told.is_listed() {
                    continue;
                }
                let known = elsewhere.entry(atom.hash).or_default();
                known.n += 1;
                known.bits |= around(&atoms.all, at, *run, told);
            }
        }
        Self { clean, segments, atoms, known, elsewhere }
    }

    /// Looks at a run; `told` is of its atoms.
    pub(super) fn see(&self, run: Run, told: &[Told], window: &mut Window) {
        window.seen.clear();
        let all = &self.atoms.all;
        let first = all.get(run.start.saturating_sub(SIDE)).map_or(0, |atom| atom.start);
        let tokens = &self.segments.tokens;
        let mut token = tokens.partition_point(|token| token.span.end() <= first);
        // `SIDE` places before the run, though the article may begin with it.
        for place in 0..run.end - run.start + 2 * SIDE {
            let at = (run.start + place).checked_sub(SIDE);
            let atom = at.and_then(|at| all.get(at));
            let (Some(at), Some(atom)) = (at, atom) else {
                window.seen.push(Seen::default());
                continue;
            };
            // Another line tells nothing.
            if self.is_apart(at, run) {
                window.seen.push(Seen::default());
                continue;
            }
            while tokens.get(token).is_some_and(|token| token.span.end() <= atom.start) {
                token += 1;
            }
            let part = self.segments.parts.get(token).copied().unwrap_or(Part::Other);
            let told = at.checked_sub(run.start).and_then(|nth| told.get(nth));
            window.seen.push(Seen {
                word: fold(atom.hash),
                class: class(atom),
                shape: shape(atom),
                told: u32::from(told.copied().unwrap_or_default().0),
                part: part as u32 + 1,
                is_capital: atom.is_capital(),
                known: if atom.is_capital() { self.known.of(self.word(atom)) } else { 0 },
            });
        }
    }

    /// Whether a line ends between an atom and a run.
    fn is_apart(&self, at: usize, run: Run) -> bool {
        let line = |at: usize| self.atoms.line_at.get(at);
        line(at) != line(run.start)
    }

    /// The features of the atom of a run that stands at a place in it.
    pub(super) fn features(&self, window: &Window, run: Run, nth: usize, into: &mut impl Features) {
        let n_atoms = run.end - run.start;
        let here = window.at(nth + SIDE);
        let (before, after) = (window.at(nth + SIDE - 1), window.at(nth + SIDE + 1));
        let (first, last) = (window.at(SIDE), window.at(n_atoms + SIDE - 1));
        let place = match (nth, n_atoms) {
            (_, 1) => 0,
            (0, _) => 1,
            (nth, n) if nth + 1 == n => 2,
            _ => 3,
        };
        let atom = self.atoms.all.get(run.start + nth);
        let own = place | u32::from(atom.is_some_and(|atom| atom.is_first)) << 2;
        let mix = window.mix(n_atoms);
        let mut add = |template: u16, values: &[u32]| into.add(feature(template, values));
        add(1, &[here.word]);
        add(2, &[here.class, here.shape, own]);
        add(3, &[before.class, here.class, after.class]);
        add(4, &[before.class, here.class, place]);
        add(5, &[here.class, after.class, place]);
        add(6, &[here.told, here.class]);
        add(7, &[before.told, here.told]);
        add(8, &[here.told, after.told]);
        add(12, &[here.part, here.shape, own]);
        add(26, &[here.known, here.shape, place]);
        add(27, &[before.known, here.known, after.known, place]);
        add(28, &[here.known, here.class, own]);
        add(29, &[here.known, here.part, own]);
        add(32, &[mix, here.told, place]);
        add(33, &[mix, here.known, place]);
        add(34, &[here.told, here.known, place]);
        add(35, &[first.known, last.known, here.told]);
        if place != 0 {
            add(23, &[before.word]);
            add(24, &[after.word]);
            add(25, &[first.class, last.class, place]);
        }
        window.add_around((n_atoms, place, mix), here, into);
        let Some(atom) = atom else { return };
        self.add_elsewhere(atom, here, place, own, into);
    }

    /// Features of the ending of a word, and of its other places.
    fn add_elsewhere(
        &self,
        atom: &Atom,
        here: Seen,
        place: u32,
        own: u32,
        into: &mut impl Features,
    ) {
        let elsewhere = self.elsewhere.get(&atom.hash);
        let Elsewhere { bits, n } = elsewhere.copied().unwrap_or_default();
        let ending = self.ending(atom);
        let mut add = |template: u16, values: &[u32]| into.add(feature(template, values));
        add(15, &[bits & (AFTER_TITLE | SPEAKS | AFTER_GIVEN | NAMES_PERSON), place]);
        add(16, &[bits & (LOCATED | DEFINITE | OWNS | NAMES_BODY), place]);
        add(17, &[bits & (INSIDE | ALONE | IN_LONGER), n.min(4), own]);
        add(18, &[bits, here.class]);
        add(19, &[ending]);
        add(20, &[ending & 0xFFFF, here.shape, place]);
    }

    fn word(&self, atom: &Atom) -> &str {
        self.clean.as_str().get(atom.start as usize..atom.end as usize).unwrap_or_default()
    }

    /// The last three bytes of a word.
    fn ending(&self, atom: &Atom) -> u32 {
        let last = self.word(atom).as_bytes().iter().rev().take(3);
        last.rev().fold(0, |ending, byte| ending << 8 | u32::from(byte.to_ascii_lowercase()))
    }
}

/// What stands around an atom of a run.
fn around(all: &[Atom], at: usize, run: Run, told: Told) -> u32 {
    let atom = |at: usize| all.get(at).filter(|atom| atom.gap != Gap::Break);
    let before = all
        .get(at)
        .filter(|atom| atom.gap != Gap::Break)
        .and(at.checked_sub(1))
        .and_then(|at| all.get(at));
    let after = atom(at + 1);
    let is = |other: Option<&Atom>, set: WordSet| other.is_some_and(|atom| atom.is(set));
    let mut bits = 0;
    let mut tell = |bit: u32, is_so: bool| bits |= if is_so { bit } else { 0 };
    tell(AFTER_TITLE, is(before, WordSet::TITLE.and(WordSet::HONORIFIC)));
    tell(AFTER_GIVEN, is(before, WordSet::GIVEN));
    let is_last = at + 1 == run.end;
    tell(
        SPEAKS,
        is_last && after.is_some_and(|atom| atom.shape == Shape::Lower && atom.is(WordSet::SPEECH)),
    );
    tell(LOCATED, at == run.start && is(before, WordSet::LOCATIVE));
    tell(DEFINITE, at == run.start && is(before, WordSet::THE));
    tell(OWNS, is_last && after.is_some_and(|atom| atom.shape == Shape::Suffix));
    tell(INSIDE, all.get(at).is_some_and(|atom| !atom.is_first));
    tell(ALONE, run.end - run.start == 1);
    tell(IN_LONGER, run.end - run.start > 1);
    tell(NAMES_PERSON, matches!(told.0 / 2, 11 | 12));
    tell(NAMES_BODY, told.0 / 2 == 14);
    bits
}

fn fold(hash: u64) -> u32 {
    u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or_default()
}

fn shape(atom: &Atom) -> u32 {
    let n = match atom.n_letters {
        0..3 => 0,
        3..5 => 1,
        _ => 2,
    };
    let upper = u32::from(atom.n_upper.min(3));
    atom.shape as u32 | (atom.gap as u32) << 3 | upper << 5 | n << 7
}

/// The one list that says most of a word.
fn class(atom: &Atom) -> u32 {
    let lists = [
        WordSet::HONORIFIC,
        WordSet::RANK,
        WordSet::TITLE,
        WordSet::TIME,
        WordSet::GENERATION,
        WordSet::OPEN_HEAD,
        WordSet::HEAD,
        WordSet::NO_BODY,
        WordSet::GROUP,
        WordSet::DIRECTION,
        WordSet::TITLE_PART,
        WordSet::OF,
        WordSet::THE,
        WordSet::AND,
        WordSet::PARTICLE,
        WordSet::LOCATIVE,
        WordSet::SPEECH,
        WordSet::WHO,
        WordSet::PRONOUN,
    ];
    let nth = lists.iter().position(|list| atom.is(*list)).map_or(0, |nth| offset(nth) + 1);
    let is_given = u32::from(atom.is(WordSet::GIVEN));
    let is_family_first = u32::from(atom.is(WordSet::FAMILY_FIRST));
    let is_common =
        u32::from(atom.is(WordSet::COMMON.and(WordSet::NO_NAME).and(WordSet::AMBIGUOUS)));
    nth | is_given << 5 | is_family_first << 6 | is_common << 7
}
