//! Acronyms that the article itself defines: `American Soybean Association (ASA)`.

use super::How;
use super::atoms::{Atom, Gap, Shape};
use super::link::Linker;
use super::officials::only;
use super::scan::{Found, What};
use super::words::WordSet;
use crate::lexicon::EntityKind;

impl Linker<'_> {
    /// Links the acronyms that stand in brackets behind the names they stand for, and then the
    /// same capitals wherever they stand alone.
    pub(super) fn link_definitions(&mut self) {
        for open in self.page.brackets.iter().map(|open| *open as usize) {
            let Some([acronym, close]) = self.atoms.get(open + 1..open + 3) else { continue };
            let is_bracketed = acronym.gap == Gap::Joined && close.shape == Shape::Mark;
            if is_bracketed && acronym.shape == Shape::Upper && open > 0 {
                self.define(open);
            }
        }
        if !self.acronyms.is_empty() {
            self.link_acronyms();
        }
    }

    /// Defines the acronym behind a bracket, when the name before it has its letters.
    fn define(&mut self, open: usize) {
        let Some(acronym) = self.atoms.get(open + 1).copied() else { return };
        let letters = self.clean.at(self.span(open + 1, open + 2));
        let n = self.found.partition_point(|found| found.end < open);
        let listed = self.found.get(n).copied().filter(|found| found.end == open);
        let known = listed.filter(|found| {
            (found.start..open).any(|start| {
                self.atoms.get(start).is_some_and(Atom::is_capital)
                    && self.spells(letters, start, open)
            })
        });
        let chain = match known {
            Some(found) => self.defined_chain(n, found),
            None => self.new_chain(letters, open),
        };
        match chain {
            Some(chain) => {
                self.acronyms.insert(acronym.hash, Some(chain));
            }
            None if self.abbreviates(letters, open) => {
                self.acronyms.insert(acronym.hash, None);
            }
            None => {}
        }
    }

    /// Whether capitals in brackets abbreviate small words: `artificial pancreas (AP)`.
    fn abbreviates(&self, letters: &str, open: usize) -> bool {
        let n = letters.chars().filter(|char| char.is_alphabetic()).count();
        let Some(start) = open.checked_sub(n).filter(|start| *start >= self.line_of(open).start)
        else {
            return false;
        };
        let is_small = self
            .atoms
            .get(start..open)
            .is_some_and(|atoms| atoms.iter().any(|atom| atom.shape == Shape::Lower));
        is_small && self.spells(letters, start, open)
    }

    /// The chain of a found name that an acronym stands behind.
    fn defined_chain(&mut self, n: usize, found: Found) -> Option<u32> {
        match found.what {
            What::Body(kind) => {
                let chain = self.chain_named(self.key(found.start, found.end), kind, found);
                self.mention(found, chain, How::Unlisted, "head-word", 0.85);
                self.use_up(n);
                Some(chain)
            }
            What::Listed(node) => {
                let entity = only(self.strong(found, node).map(|(entity, _)| entity))?;
                let is_body =
                    !matches!(self.kind(entity), EntityKind::Person | EntityKind::Country);
                is_body.then(|| self.chain_of(entity))
            }
            What::Person(_) => None,
        }
    }

    /// A chain for a name that only its acronym tells of: the shortest run of capitals before the
    /// bracket that spells it.
    fn new_chain(&mut self, letters: &str, open: usize) -> Option<u32> {
        let line = self.line_of(open);
        let mut start = open;
        while start > line.start && open - start < 2 * letters.len() + 2 {
            start -= 1;
            let atom = self.atoms.get(start)?;
            if !atom.is_capital() && !atom.is(WordSet::LINK) {
                return None;
            }
            if atom.is_capital() && open - start > 1 && self.spells(letters, start, open) {
                break;
            }
        }
        let last = self.atoms.get(open.checked_sub(1)?)?;
        if open - start < 2 || !self.spells(letters, start, open) || last.is(WordSet::NO_BODY) {
            return None;
        }
        let kind =
            self.facts.scanner.words.head_kind(last.hash).unwrap_or(EntityKind::Organization);
        let found =
            Found { start, end: open, what: What::Body(kind), casing: line.casing, sure: 0 };
        let chain = self.chain_named(self.key(start, open), kind, found);
        self.mention(found, chain, How::Unlisted, "defined-acronym", 0.8);
        let (from, to) = (
            self.found.partition_point(|found| found.end <= start),
            self.found.partition_point(|found| found.start < open),
        );
        (from..to).for_each(|n| self.use_up(n));
        Some(chain)
    }

    /// Whether the words of a name spell an acronym: its letters, in order, begin words, and
    /// the first one begins the name.
    fn spells(&self, letters: &str, start: usize, end: usize) -> bool {
        let mut wanted = letters.chars().filter(|char| char.is_alphabetic()).peekable();
        let atoms = self.atoms.get(start..end).unwrap_or_default();
        for (atom, n) in atoms.iter().zip(0..) {
            let word = self.clean.at(self.span(start + n, start + n + 1));
            let n_usable = if atom.shape == Shape::Upper { usize::MAX } else { 1 };
            for char in word.chars().filter(|char| char.is_alphabetic()).take(n_usable) {
                if wanted.next_if(|next| next.eq_ignore_ascii_case(&char)).is_none()
                    && n == 0
                    && !is_country(atom)
                {
                    return false;
                }
            }
        }
        wanted.peek().is_none()
    }

    /// Links defined acronyms that stand alone.
    fn link_acronyms(&mut self) {
        let mut next = 0;
        for at in self.page.capitals.iter().map(|at| *at as usize) {
            while self.found.get(next).is_some_and(|found| found.end <= at) {
                next += 1;
            }
            let Some(atom) = self.atoms.get(at).filter(|atom| atom.shape == Shape::Upper) else {
                continue;
            };
            let Some(&chain) = self.acronyms.get(&atom.hash) else { continue };
            let over = self.found.get(next).copied().filter(|found| found.start <= at);
            if over.is_some_and(|found| found.len() > 1 || self.is_used(next)) {
                continue;
            }
            if let Some(chain) = chain {
                let found = Found::one(at, at + 1, self.line_of(at).casing);
                self.mention(found, chain, How::Acronym, "defined-acronym", 0.9);
            }
            if over.is_some() {
                self.use_up(next);
            }
        }
    }
}

/// `U.S.` may stand before what an acronym spells.
fn is_country(atom: &Atom) -> bool {
    atom.shape == Shape::Upper && atom.n_letters == 2
}
