//! Learning the weights from examples.

use super::chain::{Chain, Emitted, Steps};
use super::model::{Features, Model, shift};

/// One passage with its right labels.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// The features of all tokens, one after the other.
    pub features: Vec<u32>,
    /// For each token, where its features end in `features`.
    pub ends: Vec<u32>,
    /// For each token its label; the chain allows them in this order.
    pub labels: Vec<u8>,
    /// For each token the labels that come into question, as bits, its own among them; tokens
    /// beyond the end of the list may have any.
    pub allowed: Vec<u32>,
    /// For each token what its sums of weights are multiplied with; tokens beyond the end of the
    /// list take theirs as they are.
    pub scales: Vec<f32>,
}

impl Features for Example {
    fn add(&mut self, hash: u32) {
        self.features.push(hash);
    }
}

impl Example {
    /// Ends the token whose features were added last.
    ///
    /// # Panics
    ///
    /// If the passage has 2^32 features or more.
    pub fn end_token(&mut self, label: u8) {
        self.ends
            .push(u32::try_from(self.features.len()).expect("a passage has under 2^32 features"));
        self.labels.push(label);
    }

    /// The same for a token that can have only the labels whose bits are set, or this one.
    pub fn end_token_among(&mut self, label: u8, allowed: u32) {
        self.allowed.resize(self.labels.len(), u32::MAX);
        self.allowed.push(allowed | 1 << label);
        self.end_token(label);
    }

    pub(super) fn token(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.features.get(start..self.ends[token] as usize).unwrap_or_default()
    }
}

/// How to learn: stochastic gradient descent on the likelihood of the labels, with a step of its
/// own for each weight (`AdaGrad`, Duchi et al. 2011), weights of the later rounds averaged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Training {
    /// Rounds over all examples.
    pub n_rounds: u32,
    /// First step.
    pub step: f32,
    /// Pull of each weight towards 0, at each update.
    pub decay: f32,
    /// Rows of the table, as a power of two.
    pub bits: u32,
    /// Where the shuffling starts.
    pub seed: u64,
}

impl Default for Training {
    fn default() -> Self {
        Self { n_rounds: 9, step: 0.01, decay: 3e-4, bits: 17, seed: 1 }
    }
}

/// Weights while they are learned.
struct Learner<const W: usize> {
    training: Training,
    shift: u32,
    chain: Chain<W>,
    rows: Vec<[f32; W]>,
    squares: Vec<[f32; W]>,
    chain_squares: [[f32; W]; W],
}

impl Training {
    /// Learns a model of `N` rows, whatever `bits` say; the same examples in the same order give
    /// the same bytes.
    pub fn learn<const W: usize, const R: usize, const N: usize>(
        &self,
        chain: Chain<W>,
        examples: &[&Example],
    ) -> Model<W, R, N> {
        let sized = Self { bits: N.trailing_zeros(), ..*self };
        let (weights, chain) = sized.weights(chain, examples);
        quantize(&weights, chain)
    }

    /// The same before integers are made of it: a row for each bucket.
    pub(super) fn weights<const W: usize>(
        &self,
        chain: Chain<W>,
        examples: &[&Example],
    ) -> (Vec<[f32; W]>, Chain<W>) {
        let n_rows = 1_usize << self.bits;
        let mut learner = Learner {
            training: *self,
            shift: shift(n_rows),
            chain,
            rows: vec![[0.0; W]; n_rows],
            squares: vec![[0.0; W]; n_rows],
            chain_squares: [[0.0; W]; W],
        };
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = self.seed.max(1);
        let mut sums = vec![[0.0_f32; W]; n_rows];
        let mut chain_sums = [[0.0_f32; W]; W];
        let first_averaged = self.n_rounds / 3;
        for round in 0..self.n_rounds {
            shuffle(&mut order, &mut random);
            for index in &order {
                learner.learn(examples[*index]);
            }
            if round >= first_averaged {
                add(&mut sums, &learner.rows);
                add(&mut chain_sums, &learner.chain.scores);
            }
        }
        let n_averaged =
            f32::from(u16::try_from(self.n_rounds - first_averaged).unwrap_or(u16::MAX));
        let scores = chain_sums.map(|row| row.map(|sum| sum / n_averaged));
        let chain = Chain { n_labels: learner.chain.n_labels, scores };
        sums.iter_mut().flatten().for_each(|sum| *sum /= n_averaged);
        (sums, chain)
    }
}

fn add<const W: usize>(sums: &mut [[f32; W]], weights: &[[f32; W]]) {
    for (sum, weight) in sums.iter_mut().flatten().zip(weights.iter().flatten()) {
        *sum += weight;
    }
}

/// Fisher and Yates's shuffle on Marsaglia's xorshift.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let below = *random % (last as u64 + 1);
        order.swap(last, usize::try_from(below).unwrap_or_default());
    }
}

/// Makes bytes of weights. One weight in ten thousand is cut to the largest that fits: scaling to
/// the very largest would leave the others too few steps.
#[expect(clippy::cast_possible_truncation, reason = "clamped to fit, then rounded")]
fn quantize<const W: usize, const R: usize, const N: usize>(
    weights: &[[f32; W]],
    chain: Chain<W>,
) -> Model<W, R, N> {
    let mut sizes: Vec<f32> =
        weights.iter().flatten().map(|weight| weight.abs()).filter(|size| *size > 0.0).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let largest = sizes.len().checked_sub(1 + sizes.len() / 10_000);
    let largest = largest.and_then(|index| sizes.get(index)).copied().unwrap_or(1.0);
    let most = f32::from(i8::MAX);
    let scale = largest / most;
    let narrow = |weight: f32| (weight / scale).clamp(-most, most).round() as i8;
    Model::new(weights.iter().map(|row| row.map(narrow)), scale, chain)
}

impl<const W: usize> Learner<W> {
    fn scores(&self, example: &Example) -> Vec<[f32; W]> {
        let score = |token| {
            let mut sums = [0.0; W];
            for hash in example.token(token) {
                for (sum, weight) in sums.iter_mut().zip(&self.rows[(hash >> self.shift) as usize])
                {
                    *sum += weight;
                }
            }
            if let Some(scale) = example.scales.get(token) {
                sums = sums.map(|sum| sum * scale);
            }
            if let Some(allowed) = example.allowed.get(token) {
                for (label, sum) in sums.iter_mut().enumerate() {
                    if allowed >> label & 1 == 0 {
                        *sum = f32::NEG_INFINITY;
                    }
                }
            }
            sums
        };
        (0..example.labels.len()).map(score).collect()
    }

    /// One step towards the labels of one example.
    fn learn(&mut self, example: &Example) {
        let steps = self.chain.steps();
        let emitted = steps.emitted(&self.scores(example));
        let marginals = steps.marginals(&emitted);
        let Training { step, decay, .. } = self.training;
        for (token, probabilities) in marginals.tokens.iter().enumerate() {
            let mut gradient = probabilities.map(|probability| -probability);
            gradient[usize::from(example.labels[token])] += 1.0;
            if gradient.iter().all(|part| part.abs() < 1e-3) {
                continue;
            }
            if let Some(scale) = example.scales.get(token) {
                gradient = gradient.map(|part| part * scale);
            }
            for hash in example.token(token) {
                let row = (hash >> self.shift) as usize;
                let (weights, squares) = (&mut self.rows[row], &mut self.squares[row]);
                for ((weight, square), part) in weights.iter_mut().zip(squares).zip(&gradient) {
                    let part = part - decay * *weight;
                    *square += part * part;
                    *weight += step * part / (square.sqrt() + 0.1);
                }
            }
        }
        self.learn_chain(example, &steps, &emitted, &marginals.tokens);
    }

    /// The same for the transitions: seen less expected.
    fn learn_chain(
        &mut self,
        example: &Example,
        steps: &Steps<W>,
        emitted: &Emitted<W>,
        tokens: &[[f32; W]],
    ) {
        let mut gradient = self.expected(steps, emitted, tokens);
        let mut before = 0;
        for label in &example.labels {
            gradient[before][usize::from(*label)] += 1.0;
            before = usize::from(*label);
        }
        let rows = self.chain.scores.iter_mut().zip(&mut self.chain_squares).zip(&gradient);
        for ((weights, squares), parts) in rows {
            for ((weight, square), part) in weights.iter_mut().zip(squares).zip(parts) {
                *square += part * part;
                *weight += self.training.step * part / (square.sqrt() + 1.0);
            }
        }
    }

    /// Minus the expected number of each transition; `tokens` are the marginals.
    fn expected(
        &self,
        steps: &Steps<W>,
        emitted: &Emitted<W>,
        tokens: &[[f32; W]],
    ) -> [[f32; W]; W] {
        let (forward, _) = steps.forward(emitted);
        let mut expected = [[0.0; W]; W];
        let mut start = [0.0; W];
        start[0] = 1.0;
        let befores = std::iter::once(&start).chain(&forward);
        for (before, after) in befores.zip(tokens) {
            // P(a, b) = P(b) P(a | b), and P(a | b) is as forward(a) step(a, b).
            for next in 0..self.chain.n_labels {
                let share = |(label, p): (usize, &f32)| p * steps.after(label, next);
                let all: f32 = before.iter().enumerate().map(share).sum();
                if all <= 0.0 {
                    continue;
                }
                for (label, p) in before.iter().enumerate() {
                    expected[label][next] -= after[next] * share((label, p)) / all;
                }
            }
        }
        expected
    }
}
