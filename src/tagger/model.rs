//! The weights, and how features find theirs.

use super::chain::{Chain, Steps};

/// Takes the features of one token as they are made.
pub trait Features {
    /// One feature, by its hash.
    fn add(&mut self, hash: u32);
}

/// The hash of a feature: which template made it, and what it saw.
///
/// Values are packed, eleven bits apart, so that small ones stand side by side; they are mixed by
/// one multiplication by an odd constant near 2^64 divided by the golden ratio, as in Fibonacci
/// hashing (Knuth, volume 3). The high bits choose the bucket.
#[must_use]
#[inline]
pub fn feature(template: u16, values: &[u32]) -> u32 {
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    // Known when the program is built.
    let own = (u64::from(template) + 1).wrapping_mul(0xD1B5_4A32_D192_ED03).rotate_left(29);
    let packed =
        values.iter().fold(0_u64, |packed, value| packed.rotate_left(11) ^ u64::from(*value));
    u32::try_from((own ^ packed).wrapping_mul(GOLDEN) >> 32).unwrap_or_default()
}

/// Weights for `W` labels at most, of which the chain uses the first ones.
///
/// Rows are bytes, so that the table stays in the cache, summed as integers and scaled once a token.
#[derive(Debug, Clone, PartialEq)]
pub struct Model<const W: usize> {
    pub(super) rows: Vec<[i8; W]>,
    /// What a weight of 1 stands for.
    pub(super) scale: f32,
    /// Which label follows which, and how gladly.
    pub chain: Chain<W>,
    /// The same as factors.
    pub steps: Steps<W>,
}

/// The score of each label at one token, as features add to it.
#[derive(Debug)]
pub struct Scores<'a, const W: usize> {
    rows: &'a [[i8; W]],
    shift: u32,
    sums: [i16; W],
}

impl<const W: usize> Features for Scores<'_, W> {
    #[inline]
    fn add(&mut self, hash: u32) {
        let Some(row) = self.rows.get((hash >> self.shift) as usize) else { return };
        for (sum, weight) in self.sums.iter_mut().zip(row) {
            // 250 features and more fit into `i16`; a token has a hundred.
            *sum = sum.wrapping_add(i16::from(*weight));
        }
    }
}

impl<const W: usize> Scores<'_, W> {
    /// The sums of several features at once.
    #[inline]
    pub fn add_sums(&mut self, sums: &[i16; W]) {
        for (sum, more) in self.sums.iter_mut().zip(sums) {
            *sum = sum.wrapping_add(*more);
        }
    }
}

impl<const W: usize> Model<W> {
    /// The sum of the weights for each label, of the features that `make` adds.
    #[inline]
    pub fn sums(&self, make: impl FnOnce(&mut Scores<'_, W>)) -> [i16; W] {
        let shift = shift(self.rows.len());
        let mut scores = Scores { rows: &self.rows, shift, sums: [0; W] };
        make(&mut scores);
        scores.sums
    }

    /// The score of each label at a token whose features `make` adds.
    #[inline]
    pub fn score(&self, make: impl FnOnce(&mut Scores<'_, W>)) -> [f32; W] {
        self.sums(make).map(|sum| f32::from(sum) * self.scale)
    }
}

/// How far a hash is shifted to give a bucket of a table of so many rows, a power of two.
pub(super) fn shift(n_rows: usize) -> u32 {
    u32::BITS - n_rows.trailing_zeros()
}
