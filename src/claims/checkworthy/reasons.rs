//! Why a claim can be checked: it gives a figure, compares, tells a record, a cause or a law.

/// A set of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reasons(u8);

/// All reasons, by name, in the order of their bits.
const NAMES: [&str; 5] = ["figure", "comparison", "record", "cause", "law"];

impl Reasons {
    /// It has a figure.
    pub(super) const FIGURE: Self = Self(1);

    /// The reason of that name.
    pub(in super::super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().position(|known| *known == name).map(|bit| Self(1 << bit))
    }

    /// Those of either.
    #[must_use]
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// One bit a reason.
    pub(super) const fn bits(self) -> u8 {
        self.0
    }

    /// Their names: `figure`, `comparison`, `record`, `cause`, `law`.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        NAMES.iter().zip(0..).filter(move |(_, bit)| self.0 >> bit & 1 == 1).map(|(name, _)| *name)
    }
}
