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
        self.best_with(scores, need, needed)
    }

    /// The same by a walk for each set of bits seen so far.
    fn best_with(
        &self,
        scores: &[[f32; W]],
        need: impl Fn(usize) -> usize,
        needed: usize,
    ) -> Vec<u8> {
        let mut bits = [0; W];
        for (label, bits) in bits.iter_mut().enumerate().take(self.n_labels) {
            *bits = need(label) & needed;
        }
        // Scores of the best labelings up to each token, by the bits that they have.
        let mut states: Vec<[[f32; W]; N_SETS]> = Vec::with_capacity(scores.len());
        let mut before = [[f32::NEG_INFINITY; W]; N_SETS];
        before[0][0] = 0.0;
        for emitted in scores {
            let mut here = [[f32::NEG_INFINITY; W]; N_SETS];
            for (set, state) in before.iter().enumerate().take(needed + 1) {
                let best = self.best_before(state);
                for target in (set..=needed).filter(|target| set & !target == 0) {
                    for label in 0..W {
                        let is_there = set | bits[label] == target;
                        let score = if is_there { best[label] } else { f32::NEG_INFINITY };
                        let slot = &mut here[target][label];
                        *slot = if score > *slot { score } else { *slot };
                    }
                }
            }
            for state in &mut here {
                state.iter_mut().zip(emitted).for_each(|(score, emitted)| *score += emitted);
            }
            states.push(here);
            before = here;
        }
        let mut labels = vec![0; scores.len()];
        let Some(last) = states.last() else { return labels };
        let ends = last.iter().enumerate().rev().map(|(set, state)| (set, highest(state)));
        let end = ends.into_iter().find(|(set, label)| last[*set][*label] > f32::NEG_INFINITY);
        let (mut set, mut label) = end.unwrap_or_default();
        for token in (0..scores.len()).rev() {
            labels[token] = u8::try_from(label).unwrap_or_default();
            let Some(before) = token.checked_sub(1).map(|before| &states[before]) else { break };
            let mut best = (0, 0, f32::NEG_INFINITY);
            for (from, state) in before.iter().enumerate().take(needed + 1) {
                if from | bits[label] == set {
                    let (index, score) = self.best_from(state, label);
                    best = if score > best.2 { (from, index, score) } else { best };
                }
            }
            (set, label) = (best.0, best.1);
        }
        labels
    }

    /// For each label the best score before it.
    #[inline]
    fn best_before(&self, state: &[f32; W]) -> [f32; W] {
        let mut best = [f32::NEG_INFINITY; W];
        for (score, row) in state.iter().zip(&self.scores) {
            for (best, step) in best.iter_mut().zip(row) {
                let sum = score + step;
                *best = if sum > *best { sum } else { *best };
            }
        }
        best
    }

    /// The label from which a label is reached best, and the score there.
    fn best_from(&self, state: &[f32; W], label: usize) -> (usize, f32) {
        let mut best = (0, f32::NEG_INFINITY);
        for (from, score) in state.iter().enumerate().take(self.n_labels) {
            let score = score + self.scores[from][label];
            best = if score > best.1 { (from, score) } else { best };
        }
        best
    }

    /// The labels of highest score, whichever they are.
    fn viterbi(&self, scores: &[[f32; W]]) -> Vec<u8> {
        let mut states: Vec<[f32; W]> = Vec::with_capacity(scores.len());
        let mut state = [f32::NEG_INFINITY; W];
        state[0] = 0.0;
        for emitted in scores {
            state = self.best_before(&state);
            state.iter_mut().zip(emitted).for_each(|(score, emitted)| *score += emitted);
            states.push(state);
        }
        let mut labels = vec![0; scores.len()];
        let mut label = states.last().map_or(0, highest);
        // Where the best came from is found again on the way back: once a token, not once a label.
        for token in (0..scores.len()).rev() {
            labels[token] = u8::try_from(label).unwrap_or_default();
            let Some(before) = token.checked_sub(1).map(|before| &states[before]) else { break };
            label = self.best_from(before, label).0;
        }
        labels
    }

    /// The score of one labeling.
    pub fn score(&self, scores: &[[f32; W]], labels: impl IntoIterator<Item = u8>) -> f32 {
        let mut before = 0;
        let mut sum = 0.0;
        for (scores, label) in scores.iter().zip(labels) {
            let label = usize::from(label);
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
    /// 1 for a label that the chain uses, 0 for one that it does not.
    used: [f32; W],
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
        let mut used = [0.0; W];
        used.iter_mut().take(self.n_labels).for_each(|used| *used = 1.0);
        Steps { n_labels: self.n_labels, used, after, before }
    }
}

impl<const W: usize> Steps<W> {
    /// Scores as factors.
    pub fn emitted(&self, scores: &[[f32; W]]) -> Emitted<W> {
        let mut log = 0.0;
        let mut factors = vec![[0.0; W]; scores.len()];
        for (factors, scores) in factors.iter_mut().zip(scores) {
            let (made, highest) = self.factors(scores);
            *factors = made;
            log += highest;
        }
        Emitted { factors, log }
    }

    /// The scores of one token as factors, the largest 1, and the score of that one.
    #[inline]
    fn factors(&self, scores: &[f32; W]) -> ([f32; W], f32) {
        let mut highest = scores[0];
        for score in scores.iter().take(self.n_labels) {
            highest = if *score > highest { *score } else { highest };
        }
        let mut factors = [0.0; W];
        for label in 0..W {
            let below = scores[label] - highest;
            let below = if below < 0.0 { below } else { 0.0 };
            factors[label] = exp(below) * self.used[label];
        }
        (factors, highest)
    }

    /// The probability of each label of a passage of one token.
    pub fn alone(&self, scores: &[f32; W]) -> [f32; W] {
        let (factors, _) = self.factors(scores);
        let mut sum = 0.0;
        let mut chances = self.after[0];
        for (chance, factor) in chances.iter_mut().zip(factors) {
            *chance *= factor;
            sum += *chance;
        }
        chances.map(|chance| chance / sum)
    }

    /// The probability of each label at each token.
    pub fn marginals(&self, emitted: &Emitted<W>) -> Marginals<W> {
        let (mut forward, log_sum) = self.forward(emitted);
        let mut after = [1.0; W];
        for (token, factors) in emitted.factors.iter().enumerate().rev() {
            let mut sum = 0.0;
            for (probability, after) in forward[token].iter_mut().zip(&after) {
                *probability *= after;
                sum += *probability;
            }
            let inverse = 1.0 / sum;
            forward[token].iter_mut().for_each(|probability| *probability *= inverse);
            after.iter_mut().zip(factors).for_each(|(after, factor)| *after *= factor);
            after = product(&after, &self.before);
            let sum: f32 = after.iter().sum();
            if !NEAR_1.contains(&sum) {
                after = scaled(after, 1.0 / sum.max(f32::MIN_POSITIVE));
            }
        }
        Marginals { tokens: forward, log_sum }
    }

    /// Logarithms of the sums over all labelings that use only labels that are allowed: 1 for a
    /// label that is, 0 for one that is not.
    pub fn log_sums<const N: usize>(
        &self,
        emitted: &Emitted<W>,
        allowed: &[[f32; W]; N],
    ) -> [f32; N] {
        let mut walks = [Walk::new(); N];
        for factors in &emitted.factors {
            // Side by side, since each waits for its own step before.
            for (walk, allowed) in walks.iter_mut().zip(allowed) {
                let mut factors = *factors;
                factors.iter_mut().zip(allowed).for_each(|(factor, allowed)| *factor *= allowed);
                walk.step(self, &factors);
            }
        }
        walks.map(|walk| emitted.log + walk.log())
    }

    /// Forward probabilities, scaled to sums near 1, and the logarithm of the sum over all
    /// labelings.
    pub(super) fn forward(&self, emitted: &Emitted<W>) -> (Vec<[f32; W]>, f32) {
        let mut walk = Walk::new();
        let mut forward = Vec::with_capacity(emitted.factors.len());
        for factors in &emitted.factors {
            walk.step(self, factors);
            forward.push(walk.state);
        }
        (forward, emitted.log + walk.log())
    }

    /// The exponential of a liking.
    pub(super) fn after(&self, label: usize, next: usize) -> f32 {
        self.after[label][next]
    }
}

/// Sums in these bounds are left as they are; others are made 1.
const NEAR_1: std::ops::Range<f32> = 1e-9..1e9;

/// A walk over a passage: the sum over all labelings up to a token, by the label there.
#[derive(Debug, Clone, Copy)]
struct Walk<const W: usize> {
    state: [f32; W],
    /// Logarithm of what the state was divided by.
    log: f32,
}

impl<const W: usize> Walk<W> {
    fn new() -> Self {
        let mut state = [0.0; W];
        state[0] = 1.0;
        Self { state, log: 0.0 }
    }

    /// One token on.
    #[inline]
    fn step(&mut self, steps: &Steps<W>, factors: &[f32; W]) {
        self.state = product(&self.state, &steps.after);
        self.state.iter_mut().zip(factors).for_each(|(state, factor)| *state *= factor);
        let sum: f32 = self.state.iter().sum();
        if !NEAR_1.contains(&sum) {
            let sum = sum.max(f32::MIN_POSITIVE);
            self.state = scaled(self.state, 1.0 / sum);
            self.log += sum.ln();
        }
    }

    fn log(&self) -> f32 {
        self.log + self.state.iter().sum::<f32>().max(f32::MIN_POSITIVE).ln()
    }
}

/// A row times a matrix, in two sums, as each addition waits for the one before.
#[inline]
fn product<const W: usize>(state: &[f32; W], rows: &[[f32; W]; W]) -> [f32; W] {
    let (mut even, mut odd) = ([0.0; W], [0.0; W]);
    for half in 0..W / 2 {
        let label = 2 * half;
        for next in 0..W {
            even[next] += state[label] * rows[label][next];
            odd[next] += state[label + 1] * rows[label + 1][next];
        }
    }
    for next in 0..W {
        even[next] += odd[next];
    }
    even
}

fn scaled<const W: usize>(mut parts: [f32; W], by: f32) -> [f32; W] {
    for part in &mut parts {
        *part *= by;
    }
    parts
}

/// The exponential, to one part in 10^5 and without a call, so that lanes go in parallel: 2 to
/// the whole part by the bits of the number, to the rest by a polynomial (Cody and Waite 1980).
/// Only for numbers that are not positive. What is below e^-60 is 0: sums of numbers too small for `f32` take a hundred times as long.
#[inline]
fn exp(x: f32) -> f32 {
    // Added, it leaves a number's whole part in the low bits.
    const ROUND: f32 = 12_582_912.0;
    const LEAST: f32 = -60.0;
    let at_least = if x > LEAST { x } else { LEAST };
    let power_of_2 = at_least * LOG2_E;
    let rounded = power_of_2 + ROUND;
    let rest = power_of_2 - (rounded - ROUND);
    let power = 0.001_339_04_f32;
    let power = power * rest + 0.009_618_44;
    let power = power * rest + 0.055_503_27;
    let power = power * rest + 0.240_226_5;
    let power = power * rest + LN_2;
    let power = power * rest + 1.0;
    let exponential = f32::from_bits(rounded.to_bits().wrapping_add(127) << 23) * power;
    if x < LEAST { 0.0 } else { exponential }
}

/// Sets of two bits.
const N_SETS: usize = 4;

/// The label of the highest score, the lowest one of several.
fn highest<const W: usize>(state: &[f32; W]) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (label, score) in state.iter().enumerate() {
        best = if *score > best.1 { (label, *score) } else { best };
    }
    best.0
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
        for step in -5_999_i16..=0 {
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
            let [all_of_them, some] = steps.log_sums(&emitted, &[[1.0; 4], [1.0, 0.0, 1.0, 1.0]]);
            prop_assert!((all_of_them.exp() - sum).abs() < 1e-2 * (1.0 + sum));
            prop_assert!((some.exp() - without).abs() < 1e-2 * (1.0 + without));
        }
    }
}
