//! What is claimed: kind, polarity, modality, figures, dates and check-worthiness of attributions.
//!
//! Reads the clean text, its [`Segments`], [`Entities`] and [`Attribution`]s; makes [`Claim`]s, at
//! most one an attribution.

use jiff::civil::Date;
use serde::Serialize;

use crate::attribution::Attribution;
use crate::entities::Entities;
use crate::segment::Segments;
use crate::text::{Clean, CleanText, Span};

/// What the source does with the content; the `kind` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// Says it.
    Statement,
    /// Thinks it so.
    Belief,
    /// Means to do it.
    Intention,
    /// Likes, fears, opposes it.
    Attitude,
    /// Rules or resolves it.
    Decision,
    /// Sees, learns, knows it.
    Perception,
    /// Shows it, as a document, poll or record does.
    Evidence,
}

/// Whether the content is affirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Yes.
    Affirmed,
    /// No: `denied`, `rejected`.
    Denied,
    /// No word: `declined to comment`.
    Declined,
}

/// How firmly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Without reserve.
    Certain,
    /// `likely`, `should`
    Probable,
    /// `may`, `could`
    Possible,
    /// `if`, `unless`
    Conditional,
    /// Asked.
    Question,
    /// `must`, `called on`
    Demand,
    /// `will`, `pledged`
    Promise,
    /// `or else`, `warned that it would`
    Threat,
}

/// A figure in a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// As written, with its unit.
    pub span: Span<Clean>,
    /// In units of `unit`: 295000000000 for `295 billion dollar`.
    pub value: f64,
    /// `USD`, `percent`, or the counted noun as written; empty when there is none.
    pub unit: String,
}

/// A date in a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimDate {
    /// As written.
    pub span: Span<Clean>,
    /// ISO form at its own precision: `2019`, `2019-07`, `2019-07-18`.
    pub value: String,
}

/// One claim: a row of `claims.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Index of the attribution it is.
    pub attribution: u32,
    /// What the source does with it.
    pub kind: ClaimKind,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// Indices of the mentions inside the content.
    pub mentions: Vec<u32>,
    /// Figures, by position.
    pub quantities: Vec<Quantity>,
    /// Dates, by position.
    pub dates: Vec<ClaimDate>,
    /// From 0 to 1: how much it is worth a fact check.
    pub check_worthiness: f32,
    /// Equal for claims whose words are the same, whatever the case and the marks.
    pub cluster: u64,
}

/// The rules and their word lists; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct ClaimReader {}

impl ClaimReader {
    /// Reads the claims off the attributions of an article; `date` is its day of publication.
    pub fn find(
        &self,
        _clean: &CleanText,
        _segments: &Segments,
        _entities: &Entities,
        _attributions: &[Attribution],
        _date: Option<Date>,
    ) -> Vec<Claim> {
        Vec::new()
    }
}
