//! The first pass: what stands where, longest first, before anything is linked.

use super::atoms::{Atom, Atoms, Casing, Gap, Line, Shape};
use super::bodies;
use super::names::{Form, Names, Node, Target};
use super::people::{self, Evidence};
use super::words::{WordSet, Words};
use crate::lexicon::{EntityKind, Lexicon};

/// A stretch of atoms that names something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// First atom.
    pub(super) start: usize,
    /// One past the last atom.
    pub(super) end: usize,
    pub(super) what: What,
    pub(super) casing: Casing,
    /// How sure the model is that it is one, in percent; 0 where it was not asked.
    pub(super) sure: u8,
}

impl Found {
    /// A surname or an acronym.
    pub(super) fn one(start: usize, end: usize, casing: Casing) -> Self {
        Self { start, end, what: What::Person(Evidence::Shape), casing, sure: 0 }
    }

    /// How sure the model is, or else a rule.
    pub(super) fn sure_or(self, rule: f32) -> f32 {
        if self.sure > 0 { f32::from(self.sure) / 100.0 } else { rule }
    }

    /// How many atoms it has.
    pub(super) fn len(self) -> usize {
        self.end - self.start
    }
}

/// What it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A form of a gazetteer.
    Listed(Node),
    /// A person in full, by shape.
    Person(Evidence),
    /// A body, by its head word.
    Body(EntityKind),
}

/// What the first pass looks things up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanner<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) names: &'a Names,
    pub(super) words: &'a Words,
}

impl Scanner<'_> {
    /// All stretches of an article, in order and apart.
    pub(super) fn scan(&self, atoms: &Atoms) -> Vec<Found> {
        let mut found = Vec::with_capacity(atoms.all.len() / 12);
        let mut starts = atoms.starts.iter().map(|at| *at as usize).peekable();
        for line in &atoms.lines {
            let mut next = line.start;
            let mut last_person = None;
            while let Some(at) = starts.next_if(|at| *at < line.end) {
                // Inside of the last name.
                if at < next {
                    continue;
                }
                let Some((n_atoms, what)) = self.best(&atoms.all, *line, at, last_person) else {
                    continue;
                };
                let (start, end, casing) = (at, at + n_atoms, line.casing);
                found.push(Found { start, end, what, casing, sure: 0 });
                next = end;
                if self.names_person(what, n_atoms) {
                    last_person = Some(end);
                }
            }
        }
        found
    }

    /// The longest thing that begins at an atom.
    ///
    /// `last` is one past the last person found before.
    fn best(
        &self,
        atoms: &[Atom],
        line: Line,
        at: usize,
        last: Option<usize>,
    ) -> Option<(usize, What)> {
        let first = atoms.get(at)?;
        let rest = atoms.get(at..line.end)?;
        let listed = self.names.longest(rest, line.casing);
        if !first.is_capital() || is_alone(rest) {
            return listed.map(|hit| (hit.n_atoms, What::Listed(hit.node)));
        }
        let n_listed = listed.map_or(0, |hit| hit.n_atoms);
        let n_place = listed.filter(|hit| self.is_place(hit.node)).map_or(0, |hit| hit.n_atoms);
        let person = people::full_name(rest, line.casing)
            .filter(|name| name.n_atoms > n_listed)
            .filter(|_| n_place == 0 || line.casing == Casing::Mixed)
            .filter(|name| !self.swallows(rest, name.n_atoms, n_place))
            .map(|name| {
                let is_paired = last == Some(at.saturating_sub(1)) && is_pair(atoms, at);
                let around =
                    if is_paired { Evidence::Place } else { place(atoms, line, at, name.n_atoms) };
                (name.n_atoms, name.evidence.max(around))
            })
            .filter(|(n_atoms, evidence)| {
                *evidence == Evidence::GivenName
                    || n_listed == 0 && !self.has_listed(rest, *n_atoms)
            })
            .map(|(n_atoms, evidence)| (n_atoms, What::Person(evidence)));
        let is_person = listed.is_some_and(|hit| hit.n_atoms > 1 && self.is_person(hit.node));
        let body = bodies::body(rest, self.words)
            .filter(|_| line.casing == Casing::Mixed)
            .filter(|body| body.n_atoms > n_listed && !is_person)
            .filter(|body| {
                !self.swallows(rest.get(..=body.head).unwrap_or_default(), body.head + 1, n_place)
            })
            .map(|body| (body.n_atoms, What::Body(body.kind)));
        let listed = listed.map(|hit| (hit.n_atoms, What::Listed(hit.node)));
        [body, person, listed].into_iter().flatten().max_by_key(|(n_atoms, _)| *n_atoms)
    }

    /// Whether a form is the name of a place.
    fn is_place(&self, node: Node) -> bool {
        self.names.patterns(node).iter().any(|pattern| match pattern.target {
            Target::Entity(entity) => {
                matches!(self.names.kind(entity), EntityKind::Place | EntityKind::Country)
            }
            Target::Office(_) => false,
        })
    }

    /// Whether a stretch is surely a person in full.
    fn names_person(&self, what: What, n_atoms: usize) -> bool {
        match what {
            What::Listed(node) => n_atoms > 1 && self.is_person(node),
            What::Person(evidence) => evidence > Evidence::Start,
            What::Body(_) => false,
        }
    }

    /// Whether a listed name of any length begins inside a name.
    fn has_listed(&self, rest: &[Atom], n_atoms: usize) -> bool {
        (1..n_atoms).any(|inner| {
            rest.get(inner..).is_some_and(|tail| self.names.longest(tail, Casing::Mixed).is_some())
        })
    }

    /// Whether a form is the name of a person.
    fn is_person(&self, node: Node) -> bool {
        self.names.patterns(node).iter().any(|pattern| match pattern.target {
            Target::Entity(entity) => self.names.kind(entity) == EntityKind::Person,
            Target::Office(_) => false,
        })
    }

    /// Whether a name by shape runs over a listed name of several words that begins inside it:
    /// `Hillary Clinton State Department`, `Florida Marco Rubio`.
    fn swallows(&self, rest: &[Atom], n_atoms: usize, n_place: usize) -> bool {
        (1..n_atoms).any(|inner| {
            let Some(tail) = rest.get(inner..) else { return false };
            self.names.longest(tail, Casing::Mixed).is_some_and(|hit| {
                let is_strong = self.names.patterns(hit.node).iter().any(|pattern| {
                    !matches!(pattern.form, Form::Weak)
                        && matches!(pattern.target, Target::Entity(_))
                });
                // `Texas Supreme Court` is not the Supreme Court: what a place or a people
                // stands before is another thing, and no listed one.
                is_strong
                    && hit.n_atoms > 1
                    && !(n_place == inner && inner + hit.n_atoms == n_atoms)
            })
        })
    }
}

/// Whether a capital stands before a small word that no name goes on with: nearly all do.
fn is_alone(rest: &[Atom]) -> bool {
    let inside = WordSet::PARTICLE.and(WordSet::LINK);
    match rest {
        [_, next, ..] => {
            !next.is_capital() && !next.is(inside) && next.gap == Gap::Space && next.is_word()
        }
        _ => true,
    }
}

/// Whether `and` or a comma stands before an atom.
fn is_pair(atoms: &[Atom], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|before| atoms.get(before))
        .is_some_and(|atom| atom.is(WordSet::AND) || atom.is_comma())
}

/// What stands around a name that may be a person's.
fn place(atoms: &[Atom], line: Line, at: usize, n_atoms: usize) -> Evidence {
    let end = at + n_atoms;
    let after = atoms.get(end..line.end).unwrap_or_default();
    let before = atoms.get(line.start..at).unwrap_or_default();
    let speaks =
        after.first().is_some_and(|verb| verb.shape == Shape::Lower && verb.is(WordSet::SPEECH));
    let is_first = atoms.get(at).is_some_and(|atom| atom.is_first);
    match (is_person_before(before) || is_person_after(after), speaks, is_first) {
        (true, _, _) | (false, true, false) => Evidence::Place,
        (false, true, true) => Evidence::Start,
        (false, false, _) => Evidence::Shape,
    }
}

/// Whether a name of a person may follow: a title, `said`, `By` at the start of a line.
fn is_person_before(before: &[Atom]) -> bool {
    let Some((last, rest)) = before.split_last() else { return false };
    if last.is(WordSet::BY) {
        return rest.last().is_none_or(|atom| atom.is(WordSet::BYLINE));
    }
    last.gap != Gap::Joined
        && last.is_word()
        && last.is(WordSet::TITLE.and(WordSet::HONORIFIC).and(WordSet::SPEECH))
}

/// Whether a name of a person may stand before: an age, `, who`, `, a spokesman`.
fn is_person_after(after: &[Atom]) -> bool {
    match after {
        [comma, who, ..] if comma.is_comma() && who.is(WordSet::WHO) => true,
        [comma, age, end, ..] if comma.is_comma() && age.shape == Shape::Number => {
            end.shape == Shape::Mark && age.n_letters == 2
        }
        [comma, rest @ ..] if comma.is_comma() => {
            let is_title = |atom: &Atom| atom.shape == Shape::Lower && atom.is(WordSet::TITLE);
            let n =
                rest.iter().take(6).take_while(|atom| atom.is_word() && !is_title(atom)).count();
            rest.first().is_some_and(|atom| atom.shape == Shape::Lower)
                && rest.get(n).is_some_and(is_title)
        }
        _ => false,
    }
}
