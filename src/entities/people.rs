//! Names of people by their shape: two to five capitalized words that begin with a first name, or
//! that stand where people stand.

use super::Gender;
use super::atoms::{Atom, Casing, Gap, Shape};
use super::fold::join;
use super::words::{WordSet, Words};

/// A name of a person by shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FullName {
    /// One past its last atom, counted from where it was looked for.
    pub(super) n_atoms: usize,
    /// What speaks for it.
    pub(super) evidence: Evidence,
}

/// What speaks for a name being a person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// Nothing but the shape.
    Shape,
    /// A verb behind it, but it begins a sentence, as any word may: `Understated Perez said`.
    Start,
    /// The model of names takes it for one.
    Learned,
    /// What stands around it: a title, a verb of speech, an age.
    Place,
    /// A listed first name, or an initial in the middle.
    GivenName,
}

/// The parts of a full name that other mentions repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NameParts {
    /// The family name, both parts of a hyphenated one.
    pub(super) family: u64,
    /// The first name, one hash for all its short forms.
    pub(super) given: u64,
    /// The first name as it stands.
    pub(super) given_as_is: u64,
    /// Initial or middle name, where there is one.
    pub(super) middle: Option<u64>,
    /// `Jr.`, `III`.
    pub(super) generation: Option<u64>,
    /// What the first name tells.
    pub(super) gender: Option<Gender>,
    /// One past the family name, which `Jr.` may follow.
    pub(super) family_atoms: (usize, usize),
}

/// The longest name that may begin with the first of these atoms of a line.
pub(super) fn full_name(atoms: &[Atom], casing: Casing) -> Option<FullName> {
    let first = atoms.first()?;
    if !may_begin(first, casing) {
        return None;
    }
    let walk = walk(atoms, casing);
    let end = walk.end + generation(atoms.get(walk.end..).unwrap_or_default());
    let end =
        if walk.n_words == 1 && walk.n_initials == 0 { surname_title(atoms, end) } else { end };
    let n_words = walk.n_words + usize::from(end > walk.end && walk.n_words == 1);
    if n_words == 0 || n_words + walk.n_initials < 2 || is_cut(atoms.get(end..)?) {
        return None;
    }
    // `Follow Ian Hanchett`, `Republican Jim Smith`: the name begins at the first name.
    let is_late = |pair: &[Atom]| pair.first().is_some_and(|atom| atom.is(WordSet::GIVEN));
    if !first.is(WordSet::GIVEN) && atoms.get(1..end)?.windows(2).any(is_late) {
        return None;
    }
    // In headlines and lists every word has a capital; a first name, one other word, and no more.
    if casing != Casing::Mixed && (n_words != 2 || !first.is(WordSet::GIVEN)) {
        return None;
    }
    let is_given = first.is(WordSet::GIVEN) || walk.n_initials > 0 && !first.is(WordSet::COMMON);
    let evidence = if is_given { Evidence::GivenName } else { Evidence::Shape };
    Some(FullName { n_atoms: end, evidence })
}

/// Where a first name and a family name that is a title too end: `said Richard Nephew`. Not where
/// the title leads on to a name, nor where it is one of the titles that towns have.
fn surname_title(atoms: &[Atom], end: usize) -> usize {
    let is_given = atoms.first().is_some_and(|first| first.is(WordSet::GIVEN));
    let Some(title) = atoms.get(end).filter(|_| is_given && end == 1) else { return end };
    let is_surname = title.shape == Shape::Capital
        && title.gap == Gap::Space
        && title.is(WordSet::TITLE)
        && !title.is(WordSet::RANK.and(WordSet::TITLE_PART));
    let is_last = !atoms.get(end + 1).is_some_and(Atom::is_capital);
    if is_surname && is_last { end + 1 } else { end }
}

/// How far a name goes.
struct Walk {
    /// One past the last atom that can end a name.
    end: usize,
    n_words: usize,
    n_initials: usize,
}

/// Goes over initials, capitalized words, particles and nicknames, five parts at most.
fn walk(atoms: &[Atom], casing: Casing) -> Walk {
    let mut walk = Walk { end: 0, n_words: 0, n_initials: 0 };
    let (mut at, mut n_initials) = (0, 0);
    while let Some(atom) = atoms.get(at).filter(|atom| at == 0 || atom.gap != Gap::Break) {
        if walk.n_words + n_initials == 5 {
            break;
        }
        if atom.shape == Shape::Initial && atom.gap != Gap::Joined {
            n_initials += 1;
            at += 1;
        } else if is_part(atom, casing) && (at == 0 || !is_late_stop(atom)) {
            at += 1 + joined(atoms.get(at + 1..).unwrap_or_default());
            walk.n_words += 1;
            walk.n_initials = n_initials;
            walk.end = at;
        } else if at > 0 && atom.is(WordSet::GENERATION) && atom.is_capital() {
            walk.end = at + 1;
            break;
        } else if at > 0 && atom.is(WordSet::PARTICLE) && particle_goes_on(atoms, at, casing) {
            at += 1;
        } else if at > 0 && is_nickname(atoms, at) {
            at += 3;
        } else {
            break;
        }
    }
    walk
}

fn may_begin(atom: &Atom, casing: Casing) -> bool {
    let is_given = atom.is(WordSet::GIVEN);
    let is_starter = atom.is(WordSet::COMMON) && (atom.is_first || !is_given);
    let titles = WordSet::TITLE.and(WordSet::TITLE_PART).and(WordSet::HONORIFIC);
    let is_title = atom.is(titles) && !is_given;
    (atom.shape == Shape::Initial || is_part(atom, casing)) && !is_starter && !is_title
}

fn is_part(atom: &Atom, casing: Casing) -> bool {
    let has_shape = match atom.shape {
        Shape::Capital => true,
        // `JD Vance`, `PJ O'Rourke`.
        Shape::Upper => casing == Casing::Caps || atom.n_letters == 2 && !atom.is(WordSet::COMMON),
        _ => false,
    };
    let never = WordSet::NO_NAME.and(WordSet::GENERATION);
    let seldom = WordSet::HEAD.and(WordSet::TITLE);
    has_shape
        && !atom.is(never)
        && (!atom.is(seldom) || atom.is(WordSet::GIVEN.and(WordSet::SURNAME_TOO)))
}

/// Whether a word ends a name rather than going on with it: `Hillary Clinton Friday`.
fn is_late_stop(atom: &Atom) -> bool {
    atom.is(WordSet::TIME)
}

/// No name has more parts between hyphens than this.
pub(super) const MAX_JOINED: usize = 6;

/// How many of these atoms hang on the one before by hyphens.
fn joined(atoms: &[Atom]) -> usize {
    let is_joined = |atom: &&Atom| atom.gap == Gap::Joined && atom.is_word();
    atoms.iter().take(MAX_JOINED).take_while(is_joined).count()
}

/// Whether a capital follows the particles that begin here.
fn particle_goes_on(atoms: &[Atom], at: usize, casing: Casing) -> bool {
    let rest = atoms.get(at..).unwrap_or_default();
    let is_particle = |atom: &&Atom| atom.is(WordSet::PARTICLE) && atom.shape == Shape::Lower;
    let n = rest.iter().take(4).take_while(is_particle).count();
    n > 0
        && n < 4
        && rest.get(n).is_some_and(|atom| atom.gap != Gap::Break && is_part(atom, casing))
}

/// `Earl “Buddy” Carter`.
fn is_nickname(atoms: &[Atom], at: usize) -> bool {
    matches!(atoms.get(at..at + 4), Some([open, name, close, after])
        if open.shape == Shape::Quote && close.shape == Shape::Quote && name.shape == Shape::Capital
            && after.shape == Shape::Capital && after.gap == Gap::Space)
}

/// `Jr.` and the like after a name, a comma before them included.
fn generation(atoms: &[Atom]) -> usize {
    match atoms {
        [comma, jr, ..] if comma.is_comma() && jr.is(WordSet::GENERATION) && jr.is_capital() => 2,
        _ => 0,
    }
}

/// Whether the name goes on into something that is no person: `George Washington Bridge`.
fn is_cut(after: &[Atom]) -> bool {
    after.first().is_some_and(|atom| {
        atom.gap != Gap::Break
            && atom.is_capital()
            && atom.is(WordSet::NO_NAME.and(WordSet::HEAD).and(WordSet::LINK))
            && !atom.is(WordSet::TIME.and(WordSet::TITLE))
    })
}

/// Takes a name of a person apart; none for a single word.
pub(super) fn parts(atoms: &[Atom], words: &Words, family_first: FamilyFirst) -> Option<NameParts> {
    let generation = atoms.last().filter(|atom| atom.is(WordSet::GENERATION)).map(|atom| atom.hash);
    let mut end = atoms.len();
    while end > 0
        && atoms.get(end - 1).is_some_and(|atom| atom.is(WordSet::GENERATION) || !atom.is_word())
    {
        end -= 1;
    }
    let atoms = atoms.get(..end)?;
    let first = atoms.first()?;
    let first_end = 1 + joined(atoms.get(1..)?);
    let mut last = end - 1;
    while last > 0 && atoms.get(last)?.gap == Gap::Joined {
        last -= 1;
    }
    if last < first_end {
        return None;
    }
    let middle =
        atoms.get(first_end..last)?.iter().find(|atom| atom.is_capital()).map(|atom| atom.hash);
    let hash = |range: std::ops::Range<usize>| {
        join(atoms.get(range).unwrap_or_default().iter().map(|atom| atom.hash))
    };
    let surname_first = match family_first {
        FamilyFirst::Yes => true,
        FamilyFirst::No => false,
        FamilyFirst::Often => {
            let is_western = first.is(WordSet::GIVEN) && atoms.last()?.is(WordSet::FAMILY_FIRST);
            first.is(WordSet::FAMILY_FIRST) && !is_western
        }
        FamilyFirst::ByName => first.is(WordSet::FAMILY_FIRST) && !first.is(WordSet::GIVEN),
    };
    let (family, given, family_atoms) = if surname_first {
        (hash(0..first_end), hash(last..end), (0, first_end))
    } else {
        (hash(last..end), hash(0..first_end), (last, end))
    };
    let gender = if surname_first { None } else { first.words.gender() };
    Some(NameParts {
        family,
        given: words.full_given(given),
        given_as_is: given,
        middle,
        generation,
        gender,
        family_atoms,
    })
}

/// Whether the family name comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FamilyFirst {
    /// In this country it does.
    Yes,
    /// In this country it does not.
    No,
    /// Mostly it does: `Lou Jiwei`, but not `Carrie Lam`.
    Often,
    /// The first word tells: `Liu He`, but not `Lee Harris`.
    ByName,
}
