//! Places that news names for the body that sits there: `Beijing said`, `Foggy Bottom declined`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::fold::hash;
use crate::lexicon::{EntityIdx, Lexicon, entries};

/// Which place stands for which body, and what only the body does.
#[derive(Debug, Default)]
pub(super) struct Metonyms {
    bodies: FxHashMap<EntityIdx, EntityIdx>,
    acts: FxHashSet<u64>,
    before: FxHashSet<u64>,
}

impl Metonyms {
    /// Those of a lexicon: a line of the list is the id of a place, a blank, the id of a body.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let mut made = Self::default();
        for entry in entries(include_str!("../../gazetteers/words/metonyms.txt")) {
            let (place, body) = entry.split_once(' ').unwrap_or_default();
            if let (Some(place), Some(body)) =
                (lexicon.find_entity(place), lexicon.find_entity(body.trim()))
            {
                made.bodies.insert(place, body);
            }
        }
        for entry in entries(include_str!("../../gazetteers/words/acts-of-states.txt")) {
            match entry.split_once(' ') {
                Some((word, _)) => made.before.insert(hash(word)),
                None => made.acts.insert(hash(entry)),
            };
        }
        made
    }

    /// The body that a place stands for.
    pub(super) fn body(&self, place: EntityIdx) -> Option<EntityIdx> {
        self.bodies.get(&place).copied()
    }

    /// Whether a word is a verb of saying or deciding.
    pub(super) fn is_act(&self, hash: u64) -> bool {
        self.acts.contains(&hash)
    }

    /// Whether a word may stand before such a verb: `has`, `also`.
    pub(super) fn is_before_act(&self, hash: u64) -> bool {
        self.before.contains(&hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_and_body_is_listed() {
        let lexicon = Lexicon::built_in();
        for entry in entries(include_str!("../../gazetteers/words/metonyms.txt")) {
            let (place, body) = entry.split_once(' ').unwrap();
            assert!(lexicon.find_entity(place).is_some(), "{place}");
            assert!(lexicon.find_entity(body).is_some(), "{body}");
        }
    }
}
