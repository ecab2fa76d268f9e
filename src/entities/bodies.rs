//! Names of bodies by their head word: `American Soybean Association`, `Institute for ...`,
//! `Baker & Sons LLP`.

use super::atoms::{Atom, Gap, Shape};
use super::words::{WordSet, Words};
use crate::lexicon::EntityKind;

/// A name of a body by shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Body {
    /// One past its last atom, counted from where it was looked for.
    pub(super) n_atoms: usize,
    /// The head word, counted likewise.
    pub(super) head: usize,
    pub(super) kind: EntityKind,
}

/// A name longer than this is a list, or a headline.
const MAX_ATOMS: usize = 14;

/// The longest name of a body that begins with the first of these atoms of a line.
pub(super) fn body(atoms: &[Atom], words: &Words) -> Option<Body> {
    let first = atoms.first()?;
    let never = WordSet::HONORIFIC.and(WordSet::TITLE);
    let is_starter = first.is(WordSet::COMMON) && first.is_first || first.is(WordSet::THE);
    if is_starter || first.is(never) && !first.is(WordSet::HEAD) || first.shape == Shape::Initial {
        return None;
    }
    let mut best = None;
    let mut at = 0;
    while let Some(atom) = atoms.get(at).filter(|_| at < MAX_ATOMS) {
        if at > 0 && atom.gap == Gap::Break {
            break;
        }
        if atom.is_capital() && !atom.is(WordSet::TIME) {
            at += 1;
            if atom.is(WordSet::HEAD) && atom.gap != Gap::Joined {
                let end = if atom.is(WordSet::OPEN_HEAD) { complement(atoms, at) } else { at };
                let is_named =
                    |atom: &Atom| atom.is_capital() && !atom.is(WordSet::GROUP.and(WordSet::HEAD));
                if end > at || atoms.get(..at)?.iter().any(is_named) {
                    let kind = words.head_kind(atom.hash).unwrap_or(EntityKind::Organization);
                    best = Some(Body { n_atoms: tail(atoms, end), head: at - 1, kind });
                }
                at = end;
            }
        } else if let Some(n) = link(atoms, at) {
            at += n;
        } else {
            break;
        }
    }
    best
}

/// Capitals that go on behind a name without a head of their own: `Sony Pictures Classics`.
fn tail(atoms: &[Atom], end: usize) -> usize {
    let apart = WordSet::TIME
        .and(WordSet::GROUP)
        .and(WordSet::TITLE)
        .and(WordSet::TITLE_PART)
        .and(WordSet::HONORIFIC)
        .and(WordSet::GIVEN)
        .and(WordSet::COMMON);
    let rest = atoms.get(end..).unwrap_or_default();
    let goes_on =
        |atom: &&Atom| atom.shape == Shape::Capital && atom.gap == Gap::Space && !atom.is(apart);
    end + rest.iter().take(3).take_while(goes_on).count()
}

/// Where a name goes on after its head: `of Natural Resources and the Environment`.
fn complement(atoms: &[Atom], head_end: usize) -> usize {
    let is_small = |atom: &Atom| atom.shape == Shape::Lower && atom.gap == Gap::Space;
    let is_open_on = atoms.get(head_end - 1).is_some_and(|head| head.is(WordSet::OPEN_ON));
    // `Committee on Science and Technology`, but `University of Iowa and Joe Biden`.
    let is_and = |atom: &Atom| atom.is(WordSet::AND);
    let is_name_after = |at: usize| {
        atoms.get(at + 1).is_some_and(|atom| atom.is(WordSet::GIVEN.and(WordSet::HEAD)))
    };
    let opening = if is_open_on { WordSet::OPENING } else { WordSet::OF };
    let mut end = head_end;
    let mut at = head_end;
    match atoms.get(at) {
        Some(of) if is_small(of) && of.is(opening) => at += 1,
        _ => return end,
    }
    while let Some(atom) = atoms.get(at).filter(|_| at < MAX_ATOMS) {
        if atom.gap == Gap::Break {
            break;
        }
        let is_other = atom.is(WordSet::TIME) || atom.is(WordSet::TITLE) && !atom.is(WordSet::HEAD);
        if atom.is_capital() && !is_other {
            at += 1;
            end = at;
        } else if is_and(atom) && (!is_open_on || is_name_after(at)) {
            break;
        } else if is_small(atom) && atom.is(WordSet::LINK) && at < end + 2 {
            at += 1;
        } else {
            break;
        }
    }
    end
}

/// `&` between capitals, and `of` before the head: `University of Iowa Hospital`.
fn link(atoms: &[Atom], at: usize) -> Option<usize> {
    let next = atoms.get(at + 1)?;
    let atom = atoms.get(at)?;
    (at > 0 && atom.is_ampersand() && next.is_capital() && next.gap != Gap::Break).then_some(1)
}
