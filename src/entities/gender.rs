//! What pronouns tell of people: `Lynch spoke. She said ...`.

use super::atoms::{Atom, Shape};
use super::link::Linker;
use super::words::WordSet;
use super::{Gender, Mention};
use crate::lexicon::EntityKind;

impl Linker<'_> {
    /// Gives the gender of a pronoun that begins a sentence to the one person whom the sentence
    /// before names, where no title and no first name told. Mentions are in order.
    pub(super) fn read_pronouns(&mut self) {
        let mut next = 0;
        for (line, after) in self.lines.iter().zip(self.lines.iter().skip(1)) {
            let end = self.atoms.get(line.end - 1).map_or(0, |atom| atom.end);
            let rest = self.mentions.get(next..).unwrap_or_default();
            let n = rest.iter().take_while(|mention| mention.span.end() <= end).count();
            let here = rest.get(..n).unwrap_or_default();
            next += n;
            let told = self
                .pronoun_at(after.start, after.end)
                .filter(|_| line.paragraph == after.paragraph);
            let Some((gender, chain)) = told.zip(self.one_person(here)) else { continue };
            self.add_gender(chain, Some(gender));
        }
    }

    /// What the first word of a line tells.
    fn pronoun_at(&self, start: usize, end: usize) -> Option<Gender> {
        let line = self.atoms.get(start..end)?;
        let first = line.iter().find(|atom: &&Atom| atom.shape != Shape::Quote)?;
        first.words.gender().filter(|_| first.is(WordSet::PRONOUN))
    }

    /// The one person of a sentence.
    fn one_person(&self, mentions: &[Mention]) -> Option<u32> {
        let is_person = |chain: &u32| {
            self.chains.get(*chain as usize).is_some_and(|chain| chain.kind == EntityKind::Person)
        };
        super::officials::only(mentions.iter().map(|mention| mention.chain).filter(is_person))
    }
}
