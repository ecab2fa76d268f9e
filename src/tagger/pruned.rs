//! A model of the features that matter most, a byte a weight.
//!
//! A row belongs to one feature, told by a check byte, and not to all whose hashes meet there; a
//! feature without a row adds nothing. So a table a tenth as large is as good as the plain one,
//! and features never seen in training are mostly silent. Which features matter is told by a
//! first training in a large table; a second training learns the weights of those that were kept.

use rustc_hash::FxHashMap;

use super::chain::Chain;
use super::file::{Bytes, MAGIC, ModelError, count};
use super::model::{Features, shift};
use super::train::{Example, Training};

/// Features of one token that are looked at; more are left out.
const MOST: usize = 64;

/// Weights for `W` labels at most, in rows that each belong to one feature.
#[derive(Debug, Clone, PartialEq)]
pub struct Pruned<const W: usize> {
    n_labels: usize,
    /// For each row the low byte of the hash of its feature.
    checks: Vec<u8>,
    rows: Vec<[i8; W]>,
    /// Score of the second label after the first, in the unit of the weights.
    pub steps: [[i16; W]; W],
}

/// The rows of one token's features.
#[derive(Debug)]
pub struct Hits<'a> {
    checks: &'a [u8],
    rows: [u32; MOST],
    n: usize,
}

impl Features for Hits<'_> {
    #[inline]
    fn add(&mut self, hash: u32) {
        let row = bucket(hash, self.checks.len());
        let is_hit = self.checks.get(row).is_some_and(|check| *check == check_of(hash));
        // Without a branch, as nobody could foretell it.
        if let Some(slot) = self.rows.get_mut(self.n) {
            *slot = u32::try_from(row).unwrap_or_default();
        }
        self.n += usize::from(is_hit);
    }
}

impl<const W: usize> Pruned<W> {
    /// The score of each label at a token whose features `make` adds.
    #[inline]
    pub fn score(&self, make: impl FnOnce(&mut Hits<'_>)) -> [i16; W] {
        let mut hits = Hits { checks: &self.checks, rows: [0; MOST], n: 0 };
        make(&mut hits);
        let mut sums = [0_i16; W];
        for row in hits.rows.iter().take(hits.n) {
            let Some(row) = self.rows.get(*row as usize) else { continue };
            for (sum, weight) in sums.iter_mut().zip(row) {
                // 64 weights of 127 are far from the end of i16.
                *sum = sum.wrapping_add(i16::from(*weight));
            }
        }
        sums
    }

    /// The weights of one feature.
    #[inline]
    pub fn row(&self, hash: u32) -> [i8; W] {
        let row = bucket(hash, self.checks.len());
        let is_hit = self.checks.get(row).is_some_and(|check| *check == check_of(hash));
        // Without a branch, as nobody could foretell it.
        let kept = -i8::from(is_hit);
        self.rows.get(row).map_or([0; W], |weights| weights.map(|weight| weight & kept))
    }

    /// Learns `n_rows` rows. Features seen fewer than `least` times are left out from the start.
    ///
    /// `training` says how, and how large the first table is.
    ///
    /// # Panics
    ///
    /// If `n_rows` is 0.
    pub fn learn(
        training: &Training,
        chain: &Chain<W>,
        examples: &[&Example],
        n_rows: usize,
        least: u32,
    ) -> Self {
        Self::learn_scaled(training, chain, examples, n_rows, least).0
    }

    /// The same, and what a weight of 1 stands for, which the model itself does not need.
    ///
    /// # Panics
    ///
    /// If `n_rows` is 0.
    pub fn learn_scaled(
        training: &Training,
        chain: &Chain<W>,
        examples: &[&Example],
        n_rows: usize,
        least: u32,
    ) -> (Self, f32) {
        assert!(n_rows > 0, "a table needs a row");
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for hash in examples.iter().flat_map(|example| &example.features) {
            *counts.entry(*hash).or_default() += 1;
        }
        let often = keep(examples, |hash| (counts.get(&hash) >= Some(&least)).then_some(hash));
        let (weights, _) = training.weights(chain.clone(), &often.iter().collect::<Vec<_>>());
        drop(often);
        let mut features: Vec<(u32, u32)> =
            counts.into_iter().filter(|(_, count)| *count >= least).collect();
        features.sort_unstable();
        let owners = owners(&weights, &features, n_rows);
        drop(weights);
        let bits = n_rows.next_power_of_two().trailing_zeros().max(1);
        // A hash whose high bits are the number of the row.
        let row_of = |hash: u32| {
            let row = bucket(hash, n_rows);
            let owner = owners.get(row).copied().flatten()?;
            let high = u32::try_from(row).ok()?.checked_shl(u32::BITS - bits)?;
            (check_of(owner) == check_of(hash)).then_some(high)
        };
        let kept = keep(examples, row_of);
        let second = Training { bits, ..*training };
        let (weights, chain) = second.weights(chain.clone(), &kept.iter().collect::<Vec<_>>());
        Self::narrow(&weights, &chain, &owners)
    }

    /// Makes bytes of weights. One in a thousand is cut to the largest that fits: scaling to
    /// the very largest would leave the others too few steps.
    fn narrow(weights: &[[f32; W]], chain: &Chain<W>, owners: &[Option<u32>]) -> (Self, f32) {
        let mut sizes: Vec<f32> = weights.iter().flatten().map(|weight| weight.abs()).collect();
        sizes.retain(|size| *size > 0.0);
        sizes.sort_unstable_by(f32::total_cmp);
        let largest = sizes.get(sizes.len() - sizes.len() / 1000 - usize::from(!sizes.is_empty()));
        let largest = largest.copied().unwrap_or(1.0);
        let unit = largest / f32::from(i8::MAX);
        let weight = |weight: f32| clip(weight / unit, f32::from(i8::MAX));
        let narrow =
            |weights: &[f32; W]| weights.map(|one| i8::try_from(weight(one)).unwrap_or(i8::MAX));
        let rows = weights.iter().zip(owners);
        let rows = rows.map(|(row, owner)| owner.map_or([0; W], |_| narrow(row))).collect();
        let step = |score: f32| {
            if score == f32::NEG_INFINITY { i16::MIN } else { clip(score / unit, 9e3) }
        };
        let narrowed = Self {
            n_labels: chain.n_labels,
            checks: owners.iter().map(|owner| owner.map_or(0, check_of)).collect(),
            rows,
            steps: chain.scores.map(|row| row.map(step)),
        };
        (narrowed, unit)
    }

    /// Appends the model to a file.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(MAGIC);
        for number in [VERSION, count(self.n_labels), count(self.rows.len())] {
            bytes.extend(number.to_le_bytes());
        }
        for row in self.steps.iter().take(self.n_labels) {
            bytes.extend(row.iter().take(self.n_labels).flat_map(|step| step.to_le_bytes()));
        }
        bytes.extend(&self.checks);
        for row in &self.rows {
            bytes.extend(row.iter().take(self.n_labels).map(|weight| weight.cast_unsigned()));
        }
    }

    /// Reads a model off the front of a file, and leaves what follows it.
    ///
    /// # Errors
    ///
    /// If the bytes are of another version, cut short, or of more labels than `W`.
    pub fn read(file: &mut &[u8]) -> Result<Self, ModelError> {
        let mut bytes = Bytes(file);
        if &bytes.take::<8>()? != MAGIC || bytes.number()? != VERSION as usize {
            return Err(ModelError("another format"));
        }
        let (n_labels, n_rows) = (bytes.number()?, bytes.number()?);
        if n_labels > W || n_rows == 0 {
            return Err(ModelError("sizes that cannot be"));
        }
        let mut steps = [[i16::MIN; W]; W];
        for row in steps.iter_mut().take(n_labels) {
            for step in row.iter_mut().take(n_labels) {
                *step = i16::from_le_bytes(bytes.take()?);
            }
        }
        let n_bytes = n_rows.checked_mul(n_labels + 1).ok_or(ModelError("too short"))?;
        let (table, rest) = bytes.0.split_at_checked(n_bytes).ok_or(ModelError("too short"))?;
        let (checks, weights) = table.split_at_checked(n_rows).unwrap_or_default();
        let mut rows = vec![[0; W]; n_rows];
        for (row, weights) in rows.iter_mut().zip(weights.chunks(n_labels.max(1))) {
            for (weight, byte) in row.iter_mut().zip(weights) {
                *weight = byte.cast_signed();
            }
        }
        *file = rest;
        Ok(Self { n_labels, checks: checks.to_vec(), rows, steps })
    }
}

/// Told from the plain model by its version.
const VERSION: u32 = 0x100 + 1;

/// The row of a feature in a table of any size (Lemire 2019).
#[inline]
fn bucket(hash: u32, n_rows: usize) -> usize {
    usize::try_from((u64::from(hash) * n_rows as u64) >> 32).unwrap_or_default()
}

/// What tells the feature of a row from others: bits that the row does not tell.
#[inline]
fn check_of(hash: u32) -> u8 {
    hash.to_le_bytes()[0]
}

/// The examples with features replaced, or left out where `feature` has none.
fn keep(examples: &[&Example], feature: impl Fn(u32) -> Option<u32>) -> Vec<Example> {
    let filtered = examples.iter().map(|example| {
        let mut kept = Example {
            labels: example.labels.clone(),
            allowed: example.allowed.clone(),
            scales: example.scales.clone(),
            ..Example::default()
        };
        for token in 0..example.labels.len() {
            kept.features.extend(example.token(token).iter().filter_map(|hash| feature(*hash)));
            kept.ends.push(count(kept.features.len()));
        }
        kept
    });
    filtered.collect()
}

/// For each row the feature that gets it: of those that want it, the one whose weights, times
/// how often it is seen, are largest.
fn owners<const W: usize>(
    weights: &[[f32; W]],
    features: &[(u32, u32)],
    n_rows: usize,
) -> Vec<Option<u32>> {
    let mut owners = vec![None; n_rows];
    let mut best = vec![0.0_f32; n_rows];
    for (hash, n_seen) in features {
        let row = weights.get((hash >> shift(weights.len())) as usize);
        let squares = row.into_iter().flatten().map(|weight| weight * weight);
        let size = squares.sum::<f32>().sqrt();
        let n_seen = f32::from(u16::try_from(*n_seen).unwrap_or(u16::MAX));
        let worth = size * n_seen.sqrt();
        let row = bucket(*hash, n_rows);
        if let (Some(owner), Some(best)) = (owners.get_mut(row), best.get_mut(row))
            && worth > *best
        {
            (*owner, *best) = (Some(*hash), worth);
        }
    }
    owners
}

/// The nearest integer within the limits.
#[expect(clippy::cast_possible_truncation, reason = "clamped to at most 9,000, then rounded")]
fn clip(value: f32, most: f32) -> i16 {
    value.clamp(-most, most).round() as i16
}
