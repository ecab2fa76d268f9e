//! What the sentences around it say of the worth of a sentence in a debate.
//!
//! Whoever has begun with facts goes on with them, and what comes early in a debate is checked more
//! than what comes late: by then much has been said before.

use super::{N_AROUND, Worth, share};

impl Worth {
    /// The scores of the sentences of a debate in order, from who says each and its log-odds when
    /// it stands alone.
    pub(super) fn in_debate(&self, said: &[(&str, f32)]) -> Vec<f32> {
        let of = |numbers: [f32; N_AROUND]| -> f32 {
            numbers.iter().zip(self.around).map(|(number, weight)| number * weight).sum()
        };
        around(said).into_iter().map(|numbers| share(of(numbers))).collect()
    }
}

/// For each sentence: a constant, its log-odds alone, the part of the debate that is over, and how
/// much the two sentences before it are worth if the same person says them.
#[expect(clippy::cast_precision_loss, reason = "numbers of sentences")]
pub(super) fn around(said: &[(&str, f32)]) -> Vec<[f32; N_AROUND]> {
    let n = said.len().max(1) as f32;
    let before = |at: usize, who: &str, n: usize| {
        let other = at.checked_sub(n).and_then(|before| said.get(before));
        other.filter(|(other, _)| *other == who).map_or(0.0, |(_, odds)| share(odds - RARE))
    };
    let numbers = said.iter().enumerate().map(|(at, (who, odds))| {
        [1.0, *odds, at as f32 / n, before(at, who, 1), before(at, who, 2)]
    });
    numbers.collect()
}

/// Log-odds of which a sentence is likelier checked than not.
const RARE: f32 = 2.0;
