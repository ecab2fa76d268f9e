//! Repairs noisy text: one file a fixer, one list in order.
//!
//! Reads a [`RawText`]; makes a [`CleanText`], the [`Alignment`] between them, and the list of
//! [`Repair`]s. Every change of the text has its repair row, and text that needs none passes
//! through unchanged.

use crate::text::{Alignment, CleanText, Raw, RawText, Span};

/// One repair: a row of `repairs.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// What was replaced.
    pub raw: Span<Raw>,
    /// What stands there in the clean text; may be empty.
    pub clean: String,
    /// The fixer's rule, such as `splice`.
    pub rule: &'static str,
    /// From 0 to 1: the share of such repairs that are right.
    pub confidence: f32,
}

/// A text made readable.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Normalized {
    /// What later stages read.
    pub clean: CleanText,
    /// The way back.
    pub alignment: Alignment,
    /// What was changed, by raw position.
    pub repairs: Vec<Repair>,
}

/// The fixers and their word lists; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct Normalizer {}

impl Normalizer {
    /// Makes a text readable.
    pub fn normalize(&self, raw: &RawText) -> Normalized {
        Normalized { clean: CleanText::new(raw.as_str().to_owned()), ..Normalized::default() }
    }
}
