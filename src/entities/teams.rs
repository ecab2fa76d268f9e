//! Places that are teams.

use super::atoms::Atom;
use super::fold::hash;
use super::link::Linker;
use super::scan::Found;
use super::words::WordSet;

impl Linker<'_> {
    /// Whether a place plays a match: `during the Alabama versus Florida State football game`.
    pub(super) fn plays(&self, found: Found) -> bool {
        let is_versus = |atom: &Atom| atom.hash == hash("versus") || atom.hash == hash("vs");
        let is_paired = self.next(found.end).is_some_and(is_versus)
            || self.before(found.start).is_some_and(is_versus);
        let line = self.line_of(found.start);
        let atoms = self.atoms.get(line.start..line.end).unwrap_or_default();
        is_paired && atoms.iter().any(|atom| atom.is(WordSet::SPORT))
    }
}
