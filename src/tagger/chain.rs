//! The chain: best labels, and how probable each is (Rabiner 1989, with scaling).

use std::f32::consts::{LN_2, LOG2_E};

/// Which label may follow which, and how gladly. Label 0 stands before the first token.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain<const W: usize> {
    /// How many of the `W` labels are used.
    pub n_labels: usize,
    /// Score of the second label after the first; minus infinity where it may not follow.
    pub scores: [[f32; W]; W],
}

/// What a passage says about its labels.
#[derive(Debug, Clone, Default)]
pub struct Marginals<const W: usize> {
    /// For each token the probability of each label.
    pub tokens: Vec<[f32; W]>,
    /// Logarithm of the sum over all labelings.
    pub log_sum: f32,
}

impl<const W: usize> Chain<W> {
    /// A chain of `n_labels` without likings, in which `may_follow(label, next)` decides.
    pub fn new(n_labels: usize, may_follow: impl Fn(usize, usize) -> bool) -> Self {
        let mut scores = [[f32::NEG_INFINITY; W]; W];
        for (label, row) in scores.iter_mut().enumerate().take(n_labels) {
            for (next, score) in row.iter_mut().enumerate().take(n_labels) {
                if may_follow(label, next) {
                    *score = 0.0;
                }
            }
        }
        Self { n_labels, scores }
    }

    /// The labels of highest score; ties go to the lower label.
    ///
    /// `need` maps a label to a set of bits; the labels found have all bits of `needed` between
    /// them, if any labels can. With `needed` 0 this is plain Viterbi; at most 2 bits.
    pub fn best(
        &self,
        scores: &[[f32; W]],
        need: impl Fn(usize) -> usize,
        needed: usize,
    ) -> Vec<u8> {
        let labels = self.viterbi(scores);
        let found = labels.iter().fold(0, |bits, label| bits | need(usize::from(*label)));
        if found & needed == needed {
            return labels;
        }
        let n_sets = needed + 1;
        let mut table = vec![[f32::NEG_INFINITY; W]; scores.len() * n_sets];
        let mut back = vec![[0_u8; W]; scores.len() * n_sets];
        for (token, emitted) in scores.iter().enumerate() {
            let (before, here) = table.split_at_mut(token * n_sets);
            let before = before.get(token.saturating_sub(1) * n_sets..).unwrap_or_default();
            for label in 0..self.n_labels {
                let bits = need(label) & needed;
                if token == 0 {
                    here[bits][label] = self.scores[0][label] + emitted[label];
                    continue;
                }
                for (set, row) in before.iter().enumerate().take(n_sets) {
                    if set & !needed != 0 {
                        continue;
                    }
                    let (from, score) = self.best_before(row, label);
                    let cell = &mut here[set | bits][label];
                    if score + emitted[label] > *cell {
                        *cell = score + emitted[label];
                        back[token * n_sets + (set | bits)][label] = pack(set, from);
                    }
                }
            }
        }
        self.walk_back(&table, &back, scores.len(), n_sets)
    }

    /// The labels of highest score, whichever they are; lanes go in parallel.
    fn viterbi(&self, scores: &[[f32; W]]) -> Vec<u8> {
        let mut back: Vec<[u8; W]> = Vec::with_capacity(scores.len());
        let mut state = [f32::NEG_INFINITY; W];
        for (token, emitted) in scores.iter().enumerate() {
            if token == 0 {
                state = self.scores[0];
                back.push([0; W]);
            } else {
                let mut best = [f32::NEG_INFINITY; W];
                let mut from = [0_u32; W];
                for (label, (score, row)) in (0..).zip(state.iter().zip(&self.scores)) {
                    for ((best, from), step) in best.iter_mut().zip(&mut from).zip(row) {
                        let sum = score + step;
                        *from = if sum > *best { label } else { *from };
                        *best = best.max(sum);
                    }
                }
                state = best;
                back.push(from.map(|label| u8::try_from(label).unwrap_or_default()));
            }
            for (score, emitted) in state.iter_mut().zip(emitted) {
                *score += emitted;
            }
        }
        let (mut label, mut highest) = (0, f32::NEG_INFINITY);
        for (index, score) in state.iter().enumerate().take(self.n_labels) {
            if *score > highest {
                (label, highest) = (index, *score);
            }
        }
        let mut labels = vec![0; scores.len()];
        for (slot, back) in labels.iter_mut().zip(&back).rev() {
            *slot = u8::try_from(label).unwrap_or_default();
            label = usize::from(back[label]);
        }
        labels
    }

    fn best_before(&self, row: &[f32; W], label: usize) -> (usize, f32) {
        let mut best = (0, f32::NEG_INFINITY);
        for (from, score) in row.iter().enumerate().take(self.n_labels) {
            let score = score + self.scores[from][label];
            if score > best.1 {
                best = (from, score);
            }
        }
        best
    }

    /// Follows the pointers from the best end: in the fullest set that can be reached.
    fn walk_back(
        &self,
        table: &[[f32; W]],
        back: &[[u8; W]],
        n_tokens: usize,
        n_sets: usize,
    ) -> Vec<u8> {
        let mut labels = vec![0; n_tokens];
        let Some(last) = n_tokens.checked_sub(1) else { return labels };
        let mut end = (0, 0, f32::NEG_INFINITY);
        for set in (0..n_sets).rev() {
            for (label, score) in table[last * n_sets + set].iter().enumerate().take(self.n_labels)
            {
                if *score > end.2 {
                    end = (set, label, *score);
                }
            }
            if end.2 > f32::NEG_INFINITY {
                break;
            }
        }
        let (mut set, mut label, _) = end;
        for token in (0..n_tokens).rev() {
            labels[token] = u8::try_from(label).unwrap_or_default();
            (set, label) = unpack(back[token * n_sets + set][label]);
        }
        labels
    }

    /// The score of one labeling.
    pub fn score(&self, scores: &[[f32; W]], labels: &[u8]) -> f32 {
        let mut before = 0;
        let mut sum = 0.0;
        for (scores, label) in scores.iter().zip(labels) {
            let label = usize::from(*label);
            sum += scores[label] + self.scores[before][label];
            before = label;
        }
        sum
    }
}

/// The exponentials of a chain's likings, both ways round: what sums over labelings multiply by.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps<const W: usize> {
    n_labels: usize,
    /// By the first label, then the one after it.
    after: [[f32; W]; W],
    /// By the second label, then the one before it.
    before: [[f32; W]; W],
}

/// A passage's scores as factors, the largest of each token 1.
#[derive(Debug, Clone, Default)]
pub struct Emitted<const W: usize> {
    factors: Vec<[f32; W]>,
    /// Logarithm of what the factors were divided by, all tokens together.
    log: f32,
}

impl<const W: usize> Chain<W> {
    /// The exponentials of the likings.
    pub fn steps(&self) -> Steps<W> {
        let after = self.scores.map(|row| row.map(f32::exp));
        let mut before = [[0.0; W]; W];
        for (label, row) in after.iter().enumerate() {
            for (next, step) in row.iter().enumerate() {
                before[next][label] = *step;
            }
        }
        Steps { n_labels: self.n_labels, after, before }
    }
}

impl<const W: usize> Steps<W> {
    /// Scores as factors.
    pub fn emitted(&self, scores: &[[f32; W]]) -> Emitted<W> {
        let mut log = 0.0;
        let factors = scores.iter().map(|scores| {
            let used = scores.iter().take(self.n_labels);
            let highest = used.copied().fold(f32::NEG_INFINITY, f32::max);
            log += highest;
            let mut factors = [0.0; W];
            for (factor, score) in factors.iter_mut().zip(scores) {
                *factor = exp(score - highest);
            }
            for factor in factors.iter_mut().skip(self.n_labels) {
                *factor = 0.0;
            }
            factors
        });
        let factors = factors.collect();
        Emitted { factors, log }
    }

    /// The probability of each label at each token.
    pub fn marginals(&self, emitted: &Emitted<W>) -> Marginals<W> {
        let (mut forward, inverses, log_sum) = self.forward(emitted);
        let mut after = [1.0; W];
        for (token, factors) in emitted.factors.iter().enumerate().rev() {
            let mut sum = 0.0;
            for (probability, after) in forward[token].iter_mut().zip(&after) {
                *probability *= after;
                sum += *probability;
            }
            let mut next = [0.0; W];
            for (label, row) in self.before.iter().enumerate().take(self.n_labels) {
                let weight = factors[label] * after[label] * inverses[token];
                for (next, step) in next.iter_mut().zip(row) {
                    *next += weight * step;
                }
            }
            after = next;
            let inverse = 1.0 / sum;
            forward[token].iter_mut().for_each(|probability| *probability *= inverse);
        }
        Marginals { tokens: forward, log_sum }
    }

    /// Logarithm of the sum over all labelings that use only labels that `allow` allows.
    pub fn log_sum(&self, emitted: &Emitted<W>, allow: impl Fn(usize) -> bool) -> f32 {
        let mut allowed = [0.0; W];
        for (label, allowed) in allowed.iter_mut().enumerate() {
            *allowed = f32::from(u8::from(allow(label)));
        }
        let mut state = [0.0; W];
        state[0] = 1.0;
        let mut product = Product::default();
        for factors in &emitted.factors {
            let mut factors = *factors;
            factors.iter_mut().zip(&allowed).for_each(|(factor, allowed)| *factor *= allowed);
            let (next, sum) = self.step(&state, &factors);
            state = scaled(next, 1.0 / sum);
            product.multiply(sum);
        }
        emitted.log + product.log()
    }

    /// Forward probabilities, scaled to sum to 1 at each token, what they were multiplied by, and
    /// the logarithm of the sum over all labelings.
    pub(super) fn forward(&self, emitted: &Emitted<W>) -> (Vec<[f32; W]>, Vec<f32>, f32) {
        let n_tokens = emitted.factors.len();
        let (mut forward, mut inverses) =
            (Vec::with_capacity(n_tokens), Vec::with_capacity(n_tokens));
        let mut state = [0.0; W];
        state[0] = 1.0;
        let mut product = Product::default();
        for factors in &emitted.factors {
            let (next, sum) = self.step(&state, factors);
            let inverse = 1.0 / sum;
            state = scaled(next, inverse);
            product.multiply(sum);
            forward.push(state);
            inverses.push(inverse);
        }
        (forward, inverses, emitted.log + product.log())
    }

    /// One token on: not yet scaled, and its sum.
    fn step(&self, state: &[f32; W], factors: &[f32; W]) -> ([f32; W], f32) {
        let mut next = [0.0; W];
        for (probability, row) in state.iter().zip(&self.after).take(self.n_labels) {
            for (next, step) in next.iter_mut().zip(row) {
                *next += probability * step;
            }
        }
        let mut sum = 0.0;
        for (next, factor) in next.iter_mut().zip(factors) {
            *next *= factor;
            sum += *next;
        }
        (next, sum.max(f32::MIN_POSITIVE))
    }

    /// The exponential of a liking.
    pub(super) fn after(&self, label: usize, next: usize) -> f32 {
        self.after[label][next]
    }
}

fn scaled<const W: usize>(mut parts: [f32; W], by: f32) -> [f32; W] {
    for part in &mut parts {
        *part *= by;
    }
    parts
}

/// A product of many numbers, with a logarithm taken only when it would grow or shrink too far.
#[derive(Debug, Clone, Copy)]
struct Product {
    number: f64,
    log: f64,
}

impl Default for Product {
    fn default() -> Self {
        Self { number: 1.0, log: 0.0 }
    }
}

impl Product {
    fn multiply(&mut self, by: f32) {
        self.number *= f64::from(by);
        if !(1e-200..1e200).contains(&self.number) {
            self.log += self.number.ln();
            self.number = 1.0;
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "far from the ends of f32")]
    fn log(self) -> f32 {
        (self.log + self.number.ln()) as f32
    }
}

/// The exponential, to one part in 10^5 and without a call, so that lanes go in parallel: 2 to
/// the whole part by the bits of the number, to the rest by a polynomial (Cody and Waite 1980).
/// What is below e^-60 is 0: sums of numbers too small for `f32` take a hundred times as long.
#[inline]
fn exp(x: f32) -> f32 {
    // Added, it leaves a number's whole part in the low bits.
    const ROUND: f32 = 12_582_912.0;
    const LEAST: f32 = -60.0;
    let power_of_2 = x.clamp(LEAST, 87.0) * LOG2_E;
    let rounded = power_of_2 + ROUND;
    let rest = power_of_2 - (rounded - ROUND);
    let factors = [0.001_339_04, 0.009_618_44, 0.055_503_27, 0.240_226_5, LN_2, 1.0];
    let power = factors.into_iter().fold(0.0, |sum, factor| sum * rest + factor);
    let exponential = f32::from_bits(rounded.to_bits().wrapping_add(127) << 23) * power;
    if x < LEAST { 0.0 } else { exponential }
}

fn pack(set: usize, label: usize) -> u8 {
    u8::try_from(set * 64 + label).unwrap_or_default()
}

fn unpack(packed: u8) -> (usize, usize) {
    (usize::from(packed / 64), usize::from(packed % 64))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Labels 0 to 2, where 2 stands only after 1 or 2; and its scores.
    fn chain(likings: &[f32]) -> Chain<4> {
        let mut chain = Chain::new(3, |label, next| next != 2 || label != 0);
        for (score, liking) in chain.scores.iter_mut().flatten().zip(likings) {
            *score += liking;
        }
        chain
    }

    /// Every labeling with its score.
    fn all(chain: &Chain<4>, scores: &[[f32; 4]]) -> Vec<(Vec<u8>, f32)> {
        let mut all = vec![(Vec::new(), 0.0)];
        for scores in scores {
            let longer = all.iter().flat_map(|(labels, score): &(Vec<u8>, f32)| {
                let before = usize::from(labels.last().copied().unwrap_or(0));
                (0..3_u8).map(move |label| {
                    let more =
                        chain.scores[before][usize::from(label)] + scores[usize::from(label)];
                    ([labels.as_slice(), &[label]].concat(), score + more)
                })
            });
            all = longer.collect();
        }
        all.retain(|(_, score)| score.is_finite());
        all
    }

    #[test]
    fn exponentials_are_near() {
        for step in -5_999_i16..8_600 {
            let x = f32::from(step) / 100.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 2e-5, "{x}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_trying_everything(
            likings in prop::collection::vec(-2.0..2.0_f32, 16),
            scores in prop::collection::vec(prop::array::uniform4(-3.0..3.0_f32), 1..6),
            needed in 0..4_usize,
        ) {
            let chain = chain(&likings);
            let all = all(&chain, &scores);
            let sum: f32 = all.iter().map(|(_, score)| score.exp()).sum();
            let steps = chain.steps();
            let emitted = steps.emitted(&scores);
            let marginals = steps.marginals(&emitted);
            prop_assert!((marginals.log_sum - sum.ln()).abs() < 1e-3);
            for (token, probabilities) in marginals.tokens.iter().enumerate() {
                for label in 0..3_u8 {
                    let with = all.iter().filter(|(labels, _)| labels[token] == label);
                    let share = with.map(|(_, score)| score.exp()).sum::<f32>() / sum;
                    prop_assert!((probabilities[usize::from(label)] - share).abs() < 1e-3);
                }
            }
            // Label 1 has the first bit, label 2 the second.
            let bits = |labels: &[u8]| labels.iter().fold(0, |bits, label| bits | usize::from(*label)) & needed;
            let fullest = all.iter().map(|(labels, _)| bits(labels)).max().unwrap();
            if fullest == needed {
                let best = chain.best(&scores, |label| label, needed);
                let score = |labels: &[u8]| all.iter().find(|one| one.0 == labels).map(|one| one.1);
                let highest = all.iter().filter(|one| bits(&one.0) == needed).map(|one| one.1).fold(f32::MIN, f32::max);
                prop_assert_eq!(bits(&best), needed);
                prop_assert!((score(&best).unwrap() - highest).abs() < 1e-3);
            }
            let without: f32 = all.iter().filter(|one| !one.0.contains(&1)).map(|one| one.1.exp()).sum();
            let log_sum = steps.log_sum(&emitted, |label| label != 1);
            prop_assert!((log_sum.exp() - without).abs() < 1e-2 * (1.0 + without));
        }
    }
}
