//! Runs: words with capitals that the lists leave open, with the small words between them.
//!
//! The tagger is asked about these alone, which are one word in thirty: what a list names, and the
//! surname of someone named in full, needs no opinion.

use rustc_hash::FxHashSet;

use crate::entities::atoms::{Atom, Atoms, Casing, Gap, Shape};
use crate::entities::names::{Form, Target};
use crate::entities::people::Evidence;
use crate::entities::scan::{Found, Scanner, What};
use crate::entities::words::WordSet;
use crate::lexicon::EntityKind;

/// A run of atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// First atom.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
}

/// A longer run is a list, and is cut.
const MAX_ATOMS: usize = 24;

/// What the lists and the rules say of an atom: a sort, and whether the name begins there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Told(pub(super) u8);

impl Told {
    /// The lowest sort that is no answer of a list.
    const WEAK: u8 = 10;

    fn of(sort: u8, is_first: bool) -> Self {
        Self(2 * sort + u8::from(is_first))
    }

    /// Whether a list names it by a form that needs no evidence.
    pub(super) fn is_listed(self) -> bool {
        (2..2 * Self::WEAK).contains(&self.0)
    }
}

/// What a stretch is by the lists, or by the rules.
fn sort_of(scanner: &Scanner, found: Found, atoms: &[Atom]) -> u8 {
    match found.what {
        What::Person(Evidence::GivenName) => 11,
        What::Person(Evidence::Place) => 12,
        What::Person(_) => 13,
        What::Body(_) => 14,
        What::Listed(node) => {
            let inside = atoms.get(found.start..found.end).unwrap_or_default();
            let patterns = scanner.names.patterns(node).iter();
            let strong = patterns
                .filter(|pattern| pattern.form != Form::Weak && pattern.fits(inside, found.casing));
            strong
                .map(|pattern| sort_of_target(scanner, pattern.target, pattern.form))
                .min()
                .unwrap_or(Told::WEAK)
        }
    }
}

/// Whether a stretch is a listed form that counts only with other evidence.
pub(super) fn is_weak(scanner: &Scanner, found: Found, atoms: &[Atom]) -> bool {
    sort_of(scanner, found, atoms) == Told::WEAK
}

fn sort_of_target(scanner: &Scanner, target: Target, form: Form) -> u8 {
    let Target::Entity(entity) = target else { return 8 };
    match scanner.names.kind(entity) {
        _ if form == Form::Demonym => 9,
        EntityKind::Person => 1,
        EntityKind::Country => 2,
        EntityKind::Place => 3,
        EntityKind::Agency => 4,
        EntityKind::Organization => 5,
        EntityKind::Company => 6,
        EntityKind::Media => 7,
    }
}

/// The runs of an article, in order, and what is told of all their atoms, one after the other.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) runs: Vec<Run>,
    pub(super) told: Vec<Told>,
}

impl Runs {
    /// Finds them among what the first pass found.
    pub(super) fn of(scanner: &Scanner, atoms: &Atoms, found: &[Found]) -> Self {
        let named = named(scanner, atoms, found);
        let mut made = Self::default();
        let (mut next, mut done) = (0, 0);
        for at in atoms.capitals.iter().map(|at| *at as usize) {
            if at < done {
                continue;
            }
            let Some(line) = atoms.line_at.get(at).and_then(|n| atoms.lines.get(*n as usize))
            else {
                continue;
            };
            if line.casing == Casing::Caps {
                continue;
            }
            let inside = atoms.all.get(at..line.end).unwrap_or_default();
            let Some(first) = inside.first().filter(|atom| atom.is_capital()) else { continue };
            if first.is_first && first.is(WordSet::COMMON) {
                continue;
            }
            let end = at + length(inside);
            done = end;
            while found.get(next).is_some_and(|found| found.end <= at) {
                next += 1;
            }
            let first_told = made.told.len();
            made.tell(scanner, &atoms.all, (at, end), found.get(next..).unwrap_or_default());
            let told = made.told.get(first_told..).unwrap_or_default();
            let mut pairs = atoms.all.get(at..end).unwrap_or_default().iter().zip(told);
            let is_single = end == at + 1;
            let is_open = pairs.any(|(atom, told)| {
                !told.is_listed() && atom.is_capital() && !(is_single && is_plain(atom, &named))
            });
            if is_open {
                made.runs.push(Run { start: at, end });
            } else {
                made.told.truncate(first_told);
            }
        }
        made
    }

    /// Appends what is told of the atoms of a run.
    fn tell(
        &mut self,
        scanner: &Scanner,
        all: &[Atom],
        (start, end): (usize, usize),
        found: &[Found],
    ) {
        let first = self.told.len();
        self.told.resize(first + end - start, Told::default());
        for found in found.iter().take_while(|found| found.start < end) {
            let sort = sort_of(scanner, *found, all);
            for at in found.start.max(start)..found.end.min(end) {
                if let Some(told) = self.told.get_mut(first + at - start) {
                    *told = Told::of(sort, at == found.start);
                }
            }
        }
    }
}

/// First and last parts of the names of people in full: alone they are of those people.
fn named(scanner: &Scanner, atoms: &Atoms, found: &[Found]) -> FxHashSet<u64> {
    let mut named = FxHashSet::default();
    for found in found.iter().filter(|found| found.len() > 1) {
        let is_person = match found.what {
            What::Person(evidence) => evidence == Evidence::GivenName,
            What::Listed(_) => sort_of(scanner, *found, &atoms.all) == 1,
            What::Body(_) => false,
        };
        if is_person {
            let inside = atoms.all.get(found.start..found.end).unwrap_or_default();
            named.extend([inside.first(), inside.last()].into_iter().flatten().map(|it| it.hash));
        }
    }
    named
}

/// Whether a word alone is no question: part of a name that the article has in full, a day, a
/// title, one letter.
fn is_plain(atom: &Atom, named: &FxHashSet<u64>) -> bool {
    let plain = WordSet::TIME.and(WordSet::TITLE).and(WordSet::HONORIFIC).and(WordSet::GROUP);
    atom.shape == Shape::Initial
        || atom.n_letters < 2
        || atom.is(plain)
        || atom.is_first && atom.is(WordSet::NO_NAME)
        || named.contains(&atom.hash)
}

/// How many of these atoms are capitals and what may stand between them.
fn length(atoms: &[Atom]) -> usize {
    let mut end = 1;
    let mut at = 1;
    while let Some(atom) = atoms.get(at).filter(|atom| atom.gap != Gap::Break && at < MAX_ATOMS) {
        let is_joined = atom.gap == Gap::Joined && (atom.is_word() || atom.shape == Shape::Number);
        let is_link = atom.shape == Shape::Lower && atom.is(WordSet::LINK.and(WordSet::PARTICLE))
            || atom.is_ampersand();
        if atom.is_capital() || is_joined {
            at += 1;
            end = at;
        } else if is_link && at < end + 2 {
            at += 1;
        } else {
            break;
        }
    }
    end
}
