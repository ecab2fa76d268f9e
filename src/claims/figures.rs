//! What a figure is: value, unit, bounds.

use serde::Serialize;

use crate::text::{Clean, CleanText, Span};

/// What a figure is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// The article does not say, or said it before.
    None,
    /// Money, by its code: `USD`.
    Currency(&'static str),
    /// `%`; fractions and ratios, too.
    Percent,
    /// Hundredths between two shares.
    PercentagePoints,
    /// Hundredths of them.
    BasisPoints,
    /// `twice`, `three times`
    Times,
    /// A place in a row: `third`.
    Ordinal,
    /// The noun that is counted, as written.
    Noun(Span<Clean>),
}

impl Unit {
    /// How tables write it; empty for [`Unit::None`].
    pub fn name<'a>(&self, clean: &'a CleanText) -> &'a str {
        match *self {
            Self::None => "",
            Self::Currency(code) => code,
            Self::Percent => "percent",
            Self::PercentagePoints => "percentage points",
            Self::BasisPoints => "basis points",
            Self::Times => "times",
            Self::Ordinal => "ordinal",
            Self::Noun(span) => clean.at(span),
        }
    }
}

/// How a figure is bounded by the words at its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// As it stands.
    Exactly,
    /// `about`, `some`, `or so`
    About,
    /// `nearly`, `almost`
    Nearly,
    /// `more than`, `over`
    MoreThan,
    /// `at least`, `or more`
    AtLeast,
    /// `less than`, `under`
    LessThan,
    /// `up to`, `as many as`
    AtMost,
    /// `10 to 15`, `between 3 and 5`
    Between,
}

/// Which way a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// `rose`
    Up,
    /// `fell`
    Down,
}

/// A figure of an article: a row of `quantities.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// As written, with its unit.
    pub span: Span<Clean>,
    /// In units of `unit`: 295000000000 for `295 billion dollar`; none for a range.
    pub value: Option<f64>,
    /// The least that it may be, as far as the words tell.
    pub low: Option<f64>,
    /// The most that it may be, as far as the words tell.
    pub high: Option<f64>,
    /// What it is of.
    pub unit: Unit,
    /// How the words beside it bound it.
    pub comparator: Comparator,
    /// Which way it went, where the words beside it tell.
    pub direction: Option<Direction>,
    /// Index of the claim with the shortest content around it.
    pub claim: Option<u32>,
}
