//! The weights, and how features find theirs.

use super::chain::{Chain, Steps};

/// Takes the features of one token as they are made.
pub trait Features {
    /// One feature, by its hash.
    fn add(&mut self, hash: u32);
}

/// The hash of a feature: which template made it, and what it saw.
///
/// Values are packed, eleven bits apart, so that small ones stand side by side; two multiplications
/// by an odd constant near 2^64 divided by the golden ratio, as in Fibonacci hashing (Knuth,
/// volume 3), mix them: with one, the features of a token meet those of others more often, which
/// cost attribution half a point. The high bits choose the bucket.
#[must_use]
#[inline]
pub fn feature(template: u16, values: &[u32]) -> u32 {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    let packed = values
        .iter()
        .fold(u64::from(template) + 1, |packed, value| packed.rotate_left(11) ^ u64::from(*value));
    let mixed = packed.wrapping_mul(GOLDEN);
    u32::try_from((mixed ^ mixed >> 32).wrapping_mul(GOLDEN) >> 32).unwrap_or_default()
}

/// Weights in `N` rows, a power of two, for a chain of `W` lanes.
///
/// A row has a weight for each label but the first, less that of the first, whose score is so 0:
/// only differences count. It takes `R` lanes. Rows are integers, so that the table stays near and
/// sums need no rounding, and are scaled once a token.
#[derive(Debug, Clone, PartialEq)]
pub struct Model<const W: usize, const R: usize, const N: usize> {
    pub(super) rows: Box<[[i16; R]; N]>,
    /// The weights of the first label, which only files need.
    pub(super) firsts: Vec<i8>,
    /// What a weight of 1 stands for.
    pub(super) scale: f32,
    /// Which label follows which, and how gladly.
    pub chain: Chain<W>,
    /// The same as factors.
    pub steps: Steps<W>,
}

/// Sums of weights at one token, as features add to them.
#[derive(Debug)]
pub struct Scores<'a, const R: usize, const N: usize> {
    rows: &'a [[i16; R]; N],
    sums: [i16; R],
}

impl<const R: usize, const N: usize> Features for Scores<'_, R, N> {
    #[inline]
    fn add(&mut self, hash: u32) {
        let Some(row) = self.rows.get((hash >> shift(N)) as usize) else { return };
        self.add_sums(row);
    }
}

impl<const R: usize, const N: usize> Scores<'_, R, N> {
    /// The sums of several features at once.
    #[inline]
    pub fn add_sums(&mut self, sums: &[i16; R]) {
        for (sum, more) in self.sums.iter_mut().zip(sums) {
            // 129 features and more fit into `i16`; a token has half as many.
            *sum = sum.wrapping_add(*more);
        }
    }
}

impl<const W: usize, const R: usize, const N: usize> Model<W, R, N> {
    /// A model of rows of weights for all labels.
    ///
    /// # Panics
    ///
    /// If there are not `N` rows.
    pub(super) fn new(weights: impl Iterator<Item = [i8; W]>, scale: f32, chain: Chain<W>) -> Self {
        let mut rows = Vec::with_capacity(N);
        let mut firsts = Vec::with_capacity(N);
        for row in weights {
            let mut differences = [0; R];
            for (to, weight) in differences.iter_mut().zip(row.iter().skip(1)) {
                *to = i16::from(*weight) - i16::from(row[0]);
            }
            rows.push(differences);
            firsts.push(row[0]);
        }
        let rows = rows.into_boxed_slice().try_into().expect("there are N rows");
        Self { rows, firsts, scale, steps: chain.steps(), chain }
    }

    /// The sums of weights of the features that `make` adds, for each label but the first.
    #[inline]
    pub fn sums(&self, make: impl FnOnce(&mut Scores<'_, R, N>)) -> [i16; R] {
        let mut scores = Scores { rows: &self.rows, sums: [0; R] };
        make(&mut scores);
        scores.sums
    }

    /// The score of each label at a token whose features `make` adds.
    #[inline]
    pub fn score(&self, make: impl FnOnce(&mut Scores<'_, R, N>)) -> [f32; W] {
        let mut scores = [0.0; W];
        for (score, sum) in scores.iter_mut().skip(1).zip(self.sums(make)) {
            *score = f32::from(sum) * self.scale;
        }
        scores
    }
}

/// How far a hash is shifted to give a bucket of a table of so many rows, a power of two.
pub(super) const fn shift(n_rows: usize) -> u32 {
    u32::BITS - n_rows.trailing_zeros()
}
