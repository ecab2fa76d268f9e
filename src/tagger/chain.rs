//! The chain: best labels, and how probable each is (Rabiner 1989, with scaling).

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

    /// The probability of each label at each token, given the scores.
    pub fn marginals(&self, scores: &[[f32; W]]) -> Marginals<W> {
        let steps = self.steps();
        let (mut forward, factors, log_sum) = self.forward(scores, &steps);
        let mut after = [1.0; W];
        for token in (0..scores.len()).rev() {
            let mut sum = 0.0;
            for (probability, after) in forward[token].iter_mut().zip(&after) {
                *probability *= after;
                sum += *probability;
            }
            let emitted = exponentials(&scores[token], self.n_labels).0;
            let mut before = [0.0; W];
            for (label, before) in before.iter_mut().enumerate().take(self.n_labels) {
                for next in 0..self.n_labels {
                    *before += steps[label][next] * emitted[next] * after[next];
                }
                *before /= factors[token];
            }
            after = before;
            forward[token].iter_mut().for_each(|probability| *probability /= sum);
        }
        Marginals { tokens: forward, log_sum }
    }

    /// Logarithm of the sum over all labelings that use only labels that `allow` allows.
    pub fn log_sum(&self, scores: &[[f32; W]], allow: impl Fn(usize) -> bool) -> f32 {
        let mut steps = self.steps();
        for row in &mut steps {
            for (label, step) in row.iter_mut().enumerate() {
                if !allow(label) {
                    *step = 0.0;
                }
            }
        }
        let mut state = [0.0; W];
        state[0] = 1.0;
        let mut log_sum = 0.0;
        for scores in scores {
            let (next, factor, highest) = self.step(&state, scores, &steps);
            log_sum += factor.ln() + highest;
            state = next;
        }
        log_sum
    }

    /// Exponentials of the transition scores.
    pub(super) fn steps(&self) -> [[f32; W]; W] {
        self.scores.map(|row| row.map(f32::exp))
    }

    /// Forward probabilities, scaled to sum to 1 at each token, and the factors of scaling.
    pub(super) fn forward(
        &self,
        scores: &[[f32; W]],
        steps: &[[f32; W]; W],
    ) -> (Vec<[f32; W]>, Vec<f32>, f32) {
        let (mut forward, mut factors) =
            (Vec::with_capacity(scores.len()), Vec::with_capacity(scores.len()));
        let mut state = [0.0; W];
        state[0] = 1.0;
        let mut log_sum = 0.0;
        for scores in scores {
            let (next, factor, highest) = self.step(&state, scores, steps);
            log_sum += factor.ln() + highest;
            forward.push(next);
            factors.push(factor);
            state = next;
        }
        (forward, factors, log_sum)
    }

    fn step(
        &self,
        state: &[f32; W],
        scores: &[f32; W],
        steps: &[[f32; W]; W],
    ) -> ([f32; W], f32, f32) {
        let (emitted, highest) = exponentials(scores, self.n_labels);
        let mut next = [0.0; W];
        for (probability, row) in state.iter().zip(steps).take(self.n_labels) {
            for (next, step) in next.iter_mut().zip(row) {
                *next += probability * step;
            }
        }
        let mut sum = 0.0;
        for (next, emitted) in next.iter_mut().zip(&emitted) {
            *next *= emitted;
            sum += *next;
        }
        let factor = if sum > 0.0 { sum } else { f32::MIN_POSITIVE };
        (next.map(|next| next / factor), factor, highest)
    }
}

/// Exponentials of scores less the highest, and the highest; 0 for labels that are not used.
fn exponentials<const W: usize>(scores: &[f32; W], n_labels: usize) -> ([f32; W], f32) {
    let used = || scores.iter().take(n_labels);
    let highest = used().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut exponentials = [0.0; W];
    for (to, score) in exponentials.iter_mut().zip(used()) {
        *to = (score - highest).exp();
    }
    (exponentials, highest)
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
            let marginals = chain.marginals(&scores);
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
            let log_sum = chain.log_sum(&scores, |label| label != 1);
            prop_assert!((log_sum.exp() - without).abs() < 1e-2 * (1.0 + without));
        }
    }
}
