//! How much a claim is worth a fact check, and why.
//!
//! Learned from debates and speeches in which people marked the sentences that they checked.
//! `features.rs` says what is looked at: the sentence alone. A score is a probability as if the
//! sentences that are checked and the others were equally many; of a debate, one in forty is
//! checked. What a claim has and a sentence of a debate has not, its cue, only takes away: what is
//! feared, planned or asked is checked less than what is said.

mod debate;
mod features;
mod fit;
mod reasons;
mod teach;

use std::num::NonZeroU8;
use std::ops::Range;

use crate::tagger::{Features, ModelError, Pruned};

use super::view::View;
use super::words::Words;
use super::{Claim, ClaimKind, Modality, Polarity, Quantity};

pub use self::reasons::Reasons;
pub use self::teach::{Sentence, WorthLesson};

/// The weights that are built in; the card beside them says what they were learned from.
static BUILT_IN: &[u8] = include_bytes!("../../../models/checkworthy.bin");

/// Numbers by which the sentences around it change what a sentence is worth.
const N_AROUND: usize = 5;

/// What was learned of sentences that are checked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Worth {
    // None before anything is learned: then all sentences are worth the same.
    model: Option<Pruned<2>>,
    /// From a sum of weights to log-odds: constant and slope.
    fit: [f32; 2],
    /// The same in a debate.
    around: [f32; N_AROUND],
}

/// How much something is worth a check.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Checked {
    /// From 0 to 1.
    pub score: f32,
    /// Why it can be checked.
    pub reasons: Reasons,
}

/// What a word by itself adds; small, as there are many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    stem: u32,
    sum: i16,
    /// Every word has features.
    n: NonZeroU8,
    reasons: Reasons,
}

impl Default for Known {
    fn default() -> Self {
        Self { stem: 0, sum: 0, n: NonZeroU8::MIN, reasons: Reasons::default() }
    }
}

/// Sums the weights of features as they are made.
struct Sum<'a> {
    model: &'a Pruned<2>,
    total: i32,
    n: u32,
}

impl Features for Sum<'_> {
    #[inline]
    fn add(&mut self, hash: u32) {
        let [not, worth] = self.model.row(hash);
        self.total += i32::from(worth) - i32::from(not);
        self.n += 1;
    }
}

impl Worth {
    /// The weights that are built in.
    ///
    /// # Panics
    ///
    /// If they are of another version; a test reads them.
    pub fn built_in() -> Self {
        Self::from_bytes(BUILT_IN).expect("the built-in weights are of this version")
    }

    /// The worth of a claim whose other fields are known; `parts` are the tokens of its content.
    pub(super) fn of_claim(
        &self,
        view: View<'_>,
        known: &[Known],
        parts: &[Range<usize>],
        (claim, quantities): (&Claim, &[Quantity]),
    ) -> Checked {
        let (sum, reasons) = self.sum(view, known, parts, (claim, quantities));
        let odds = self.odds(sum) - of_kind(claim.kind) - of_polarity(claim.polarity);
        let odds = odds - of_modality(claim.modality) - of_length(parts);
        Checked { score: share(odds), reasons }
    }

    /// What the features of a content add up to; `known` is of all tokens.
    fn sum(
        &self,
        view: View<'_>,
        known: &[Known],
        parts: &[Range<usize>],
        (claim, quantities): (&Claim, &[Quantity]),
    ) -> (f32, Reasons) {
        let is_figure = !claim.quantities.is_empty();
        let mut reasons = if is_figure { Reasons::FIGURE } else { Reasons::default() };
        let Some(model) = &self.model else { return (0.0, reasons) };
        let mut sum = Sum { model, total: 0, n: 0 };
        features::add(view, parts, (claim, quantities), &mut sum, |sum, at| {
            let Some(known) = known.get(at) else { return 0 };
            sum.total += i32::from(known.sum);
            sum.n += u32::from(known.n.get());
            reasons = reasons.or(known.reasons);
            known.stem
        });
        (scaled(sum.total, sum.n), reasons)
    }

    /// What the word of a token adds by itself.
    pub(super) fn known(&self, view: View<'_>, words: &Words, at: usize) -> Known {
        let Some(model) = &self.model else { return Known::default() };
        let mut sum = Sum { model, total: 0, n: 0 };
        let stem = features::of_word(view, words, at, &mut sum);
        let reason = words.reasons.get(view.word(at).to_lowercase().as_str());
        // Some features, with a byte each.
        let sum_of_few = i16::try_from(sum.total).unwrap_or_default();
        let n = u8::try_from(sum.n).ok().and_then(NonZeroU8::new).unwrap_or(NonZeroU8::MIN);
        Known { stem, sum: sum_of_few, n, reasons: reason.copied().unwrap_or_default() }
    }

    /// The log-odds that a sum of weights stands for.
    fn odds(&self, sum: f32) -> f32 {
        self.fit[0] + self.fit[1] * sum
    }

    /// The weights as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Some(model) = &self.model {
            model.write(&mut bytes);
        }
        bytes.extend(self.fit.iter().chain(&self.around).flat_map(|number| number.to_le_bytes()));
        bytes
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// If the bytes are of another version or cut short.
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Self, ModelError> {
        let model = Some(Pruned::read(&mut bytes)?);
        let mut numbers = [0.0; 2 + N_AROUND];
        for number in &mut numbers {
            let (first, rest) = bytes.split_first_chunk().ok_or(ModelError::new("too short"))?;
            (*number, bytes) = (f32::from_le_bytes(*first), rest);
        }
        let [constant, slope, around @ ..] = numbers;
        Ok(Self { model, fit: [constant, slope], around })
    }
}

/// A long sentence has more features than a short one, and is not more worth for that.
#[expect(clippy::cast_precision_loss, reason = "numbers of words and small sums")]
fn scaled(sum: i32, n: u32) -> f32 {
    sum as f32 * scale(n)
}

#[expect(clippy::cast_precision_loss, reason = "numbers of words")]
fn scale(n: u32) -> f32 {
    8.0 / (n.max(1) as f32).sqrt()
}

/// The probability of log-odds.
fn share(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

fn of_kind(kind: ClaimKind) -> f32 {
    match kind {
        ClaimKind::Attitude | ClaimKind::Intention => 1.5,
        ClaimKind::Belief => 0.8,
        ClaimKind::Statement
        | ClaimKind::Decision
        | ClaimKind::Perception
        | ClaimKind::Evidence => 0.0,
    }
}

fn of_polarity(polarity: Polarity) -> f32 {
    if polarity == Polarity::Declined { 3.0 } else { 0.0 }
}

/// A few words are no sentence, and debates have none such to learn from: `for the best`.
fn of_length(parts: &[Range<usize>]) -> f32 {
    let n: usize = parts.iter().map(Range::len).sum();
    0.4 * f32::from(u8::try_from(6_usize.saturating_sub(n)).unwrap_or_default())
}

fn of_modality(modality: Modality) -> f32 {
    match modality {
        Modality::Question => 2.5,
        Modality::Promise | Modality::Demand | Modality::Threat => 1.0,
        Modality::Possible | Modality::Probable | Modality::Conditional => 0.4,
        Modality::Certain => 0.0,
    }
}
