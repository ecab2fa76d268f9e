//! The labels of the tagger: what name an atom begins or goes on with.

use crate::tagger::Chain;

/// What a name is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// One human being.
    Person,
    /// A body of any sort: agency, party, company, band.
    Organization,
    /// A place of any sort.
    Place,
}

impl NameKind {
    /// All of them, in the order of their labels.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organization, Self::Place];
}

/// Labels, and a lane to spare.
pub(super) const LANES: usize = 8;

/// No name.
pub(super) const NONE: u8 = 0;

/// The label of the first atom of a name.
pub(super) fn begins(kind: NameKind) -> u8 {
    1 + 2 * kind as u8
}

/// The label of the other atoms of a name.
pub(super) fn goes_on(kind: NameKind) -> u8 {
    2 + 2 * kind as u8
}

/// The kind of the name that begins with a label.
pub(super) fn begun(label: u8) -> Option<NameKind> {
    NameKind::ALL.into_iter().find(|kind| begins(*kind) == label)
}

/// A chain in which names go on only with what they began with.
pub(super) fn chain() -> Chain<LANES> {
    let number = |label: usize| u8::try_from(label).unwrap_or(NONE);
    Chain::new(1 + 2 * NameKind::ALL.len(), |label, next| {
        let before = number(label);
        NameKind::ALL.into_iter().all(|kind| {
            goes_on(kind) != number(next) || before == begins(kind) || before == goes_on(kind)
        })
    })
}
