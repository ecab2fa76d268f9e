//! Titles and offices that stand with a name: before it, or after a comma.

use super::Gender;
use super::atoms::{Atom, Gap, Shape};
use super::names::Node;
use super::scan::Found;
use super::words::WordSet;

/// A title beside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Title {
    /// First atom.
    pub(super) start: usize,
    /// One past the last atom.
    pub(super) end: usize,
    /// The form of an office that it is, when it is one.
    pub(super) office: Option<Node>,
    /// What it tells of the person.
    pub(super) gender: Option<Gender>,
    pub(super) kind: TitleKind,
}

impl Title {
    /// A title that is a listed form of an office.
    pub(super) fn of_office(found: Found, node: Node) -> Self {
        let (start, end) = (found.start, found.end);
        Self { start, end, office: Some(node), gender: None, kind: TitleKind::Office }
    }
}

/// How much a title says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TitleKind {
    /// `Mr.`: a person, and no more.
    Honorific,
    /// `Sen.`, `Treasury Secretary`, `spokesman`.
    Office,
}

/// No title has more words than this.
const MAX_ATOMS: usize = 10;

/// The words of a title that end right before a name.
pub(super) fn before(atoms: &[Atom], line_start: usize, name: usize) -> Option<Title> {
    let last = atoms.get(name.checked_sub(1)?)?;
    if name <= line_start || atoms.get(name)?.gap == Gap::Break {
        return None;
    }
    let gender = last.words.gender();
    if last.is(WordSet::HONORIFIC) && last.is_capital() {
        return Some(Title {
            start: name - 1,
            end: name,
            office: None,
            gender,
            kind: TitleKind::Honorific,
        });
    }
    if !last.is(WordSet::TITLE) || last.shape == Shape::Mark {
        return None;
    }
    let mut start = name - 1;
    while start > line_start
        && name - start < MAX_ATOMS
        && atoms.get(start)?.gap != Gap::Break
        && is_title_part(atoms.get(start - 1)?)
    {
        start -= 1;
    }
    Some(Title { start, end: name, office: None, gender, kind: TitleKind::Office })
}

/// The words of a title that begin after the comma behind a name: `, a campaign spokeswoman`.
pub(super) fn after(atoms: &[Atom], line_end: usize, name_end: usize) -> Option<Title> {
    let rest = atoms.get(name_end..line_end)?;
    let (comma, rest) = rest.split_first()?;
    if !comma.is_comma() {
        return None;
    }
    let n_skipped = n_fillers(rest);
    let rest = rest.get(n_skipped..)?;
    let n = rest.iter().take(MAX_ATOMS).take_while(|atom| is_title_part(atom)).count();
    let head = rest.get(..n)?.iter().rposition(|atom| atom.is(WordSet::TITLE))?;
    let start = name_end + 1 + n_skipped;
    let gender = rest.get(head)?.words.gender();
    Some(Title { start, end: start + head + 1, office: None, gender, kind: TitleKind::Office })
}

/// How many small words stand before a title: `the`, `a former`, `then`.
pub(super) fn n_fillers(atoms: &[Atom]) -> usize {
    let is_filler = |atom: &&Atom| atom.shape == Shape::Lower && atom.is(WordSet::FILLER);
    atoms.iter().take(4).take_while(is_filler).count()
}

fn is_title_part(atom: &Atom) -> bool {
    atom.is_word() && atom.is(WordSet::TITLE.and(WordSet::TITLE_PART))
}
