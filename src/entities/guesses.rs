//! Names that only the model sees: taken where nothing else has made anything of them.

use super::How;
use super::atoms::Casing;
use super::learned::{Guess, NameKind};
use super::link::Linker;
use super::scan::Found;
use crate::lexicon::EntityKind;
use crate::text::{Clean, Span};

impl Linker<'_> {
    /// Links guesses apart from every mention.
    pub(super) fn link_guesses(&mut self, guesses: &[Guess]) {
        if guesses.is_empty() {
            return;
        }
        let mut taken: Vec<Span<Clean>> = self.mentions.iter().map(|it| it.span).collect();
        taken.extend(self.mentions.iter().filter_map(|mention| mention.title));
        taken.sort_unstable_by_key(|span| (span.start(), span.end()));
        for guess in guesses {
            let span = self.span(guess.start, guess.end);
            let n = taken.partition_point(|other| other.end() <= span.start());
            if taken.get(n).is_none_or(|other| other.start() >= span.end()) {
                self.link_guess(guess);
            }
        }
    }

    fn link_guess(&mut self, guess: &Guess) {
        let (kind, rule) = match guess.kind {
            NameKind::Person => (EntityKind::Person, "learned-person"),
            NameKind::Organization => (EntityKind::Organization, "learned-body"),
            NameKind::Place => (EntityKind::Place, "learned-place"),
        };
        let found = Found::one(guess.start, guess.end, Casing::Mixed);
        let chain = self.chain_named(self.key(guess.start, guess.end), kind, found);
        let from = self.found.partition_point(|found| found.end <= guess.start);
        for n in from..self.found.partition_point(|found| found.start < guess.end) {
            self.use_up(n);
        }
        self.mention(found, chain, How::Unlisted, rule, guess.sure);
    }
}
