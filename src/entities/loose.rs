//! Single words that nothing else explains: first names alone that an article keeps using,
//! capitals such as `JDRF`, and words with a capital inside such as `JustGiving`.

use rustc_hash::FxHashMap;

use super::How;
use super::atoms::{Atom, Casing, Shape};
use super::link::Linker;
use super::scan::Found;
use super::words::WordSet;
use crate::lexicon::EntityKind;

/// What a single word looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loose {
    FirstName,
    Acronym,
    InnerCapital,
}

impl Linker<'_> {
    /// Links what is left of single words.
    ///
    /// `refused` are atoms that the model holds for no names.
    pub(super) fn link_loose(&mut self, refused: &[usize]) {
        let mut seen: Vec<(usize, Loose)> = Vec::new();
        let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
        let mut next = 0;
        for at in self.page.capitals.iter().map(|at| *at as usize) {
            let Some(atom) = self.atoms.get(at) else { continue };
            while self.found.get(next).is_some_and(|found| found.end <= at) {
                next += 1;
            }
            let is_found = self.found.get(next).is_some_and(|found| found.start <= at);
            if is_found || refused.binary_search(&at).is_ok() {
                continue;
            }
            if let Some(loose) = self.loose(at, atom) {
                seen.push((at, loose));
                *counts.entry(atom.hash).or_default() += 1;
            }
        }
        for (at, loose) in seen {
            let Some(atom) = self.atoms.get(at) else { continue };
            let is_repeated = counts.get(&atom.hash).is_some_and(|count| *count > 1);
            if is_repeated {
                self.link_word(at, atom.hash, loose);
            }
        }
    }

    fn link_word(&mut self, at: usize, hash: u64, loose: Loose) {
        let found = Found::one(at, at + 1, Casing::Mixed);
        let (kind, rule) = match loose {
            Loose::FirstName => (EntityKind::Person, "first-name-repeated"),
            Loose::Acronym => (EntityKind::Organization, "capitals-repeated"),
            Loose::InnerCapital => (EntityKind::Organization, "capital-inside"),
        };
        let chain = self.chain_named(hash, kind, found);
        if loose == Loose::FirstName {
            let gender = self.atoms.get(at).and_then(|atom| atom.words.gender());
            self.add_gender(chain, gender);
        }
        self.mention(found, chain, How::Unlisted, rule, 0.5);
    }

    /// What a word alone between small ones looks like, when it looks like a name at all.
    fn loose(&self, at: usize, atom: &Atom) -> Option<Loose> {
        let apart = WordSet::COMMON.and(WordSet::NO_NAME).and(WordSet::TIME).and(WordSet::TITLE);
        let is_capital =
            |atom: Option<&Atom>| atom.is_some_and(|atom| atom.is_capital() && !atom.is_first);
        if atom.is(apart) || is_capital(self.before(at)) || is_capital(self.next(at + 1)) {
            return None;
        }
        let loose = match atom.shape {
            Shape::Capital if atom.n_upper > 1 => {
                self.has_inner_capital(at).then_some(Loose::InnerCapital)
            }
            Shape::Capital => {
                let is_known = self.bearers.has_given(atom.hash) || self.bearers.has(atom.hash);
                let is_name = atom.is(WordSet::GIVEN) && !atom.is(WordSet::AMBIGUOUS);
                (is_name && !atom.is_first && !is_known).then_some(Loose::FirstName)
            }
            Shape::Upper => {
                let is_long = (3..7).contains(&atom.n_letters);
                let never = WordSet::NO_ACRONYM.and(WordSet::GENERATION).and(WordSet::GIVEN);
                (is_long && !atom.is(never)).then_some(Loose::Acronym)
            }
            _ => None,
        };
        loose.filter(|_| self.line_of(at).casing == Casing::Mixed)
    }

    /// Whether a capital stands after a small letter, and not as in `McCain` or `DeSantis`.
    fn has_inner_capital(&self, at: usize) -> bool {
        let word = self.clean.at(self.span(at, at + 1));
        let inner = word.char_indices().skip(1).find(|(_, char)| char.is_uppercase());
        let Some((head, _)) = inner.and_then(|(inner, _)| word.split_at_checked(inner)) else {
            return false;
        };
        let is_small = head.chars().skip(1).all(char::is_lowercase);
        head.chars().count() > 3 && is_small && !matches!(head, "Fitz" | "Vander" | "Vanden")
    }
}
