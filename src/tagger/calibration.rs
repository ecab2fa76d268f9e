//! From what a model says to the share of such answers that are right.
//!
//! Isotonic regression by pooling adjacent violators (Zadrozny and Elkan 2002), on articles that
//! the model never saw; between the middles of the pools the share is interpolated.

use super::file::ModelError;

/// What was said, and the share that was right: both grow. Without points nothing is changed.
/// A share is never 0: nothing is reported that could not be right.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calibration(Vec<(f32, f32)>);

/// A pool is at least so many answers: its share is right within a few points.
const LEAST: usize = 150;

/// Answers that were said to be about equally sure.
#[derive(Debug, Clone, Copy)]
struct Pool {
    n: f32,
    said: f32,
    right: f32,
}

impl Pool {
    fn share(self) -> f32 {
        self.right / self.n
    }
}

impl Calibration {
    /// Learns from probabilities and whether what they were said of was right.
    #[expect(clippy::cast_precision_loss, reason = "counts of answers")]
    pub fn learn(mut said: Vec<(f32, bool)>) -> Self {
        said.sort_by(|one, other| one.0.total_cmp(&other.0));
        let mut pools: Vec<Pool> = Vec::new();
        for chunk in said.chunks(LEAST) {
            let n_right = chunk.iter().filter(|(_, is_right)| *is_right).count();
            let sum = chunk.iter().map(|(said, _)| said).sum();
            let mut pool = Pool { n: chunk.len() as f32, said: sum, right: n_right as f32 };
            while let Some(last) = pools.last().filter(|last| last.share() >= pool.share()) {
                pool = Pool {
                    n: last.n + pool.n,
                    said: last.said + pool.said,
                    right: last.right + pool.right,
                };
                pools.pop();
            }
            pools.push(pool);
        }
        Self(pools.into_iter().map(|pool| (pool.said / pool.n, pool.share().max(0.01))).collect())
    }

    /// The share that is right of what is said to be so probable.
    pub fn share(&self, said: f32) -> f32 {
        let after = self.0.partition_point(|point| point.0 < said);
        let before = after.checked_sub(1).and_then(|index| self.0.get(index));
        match (before, self.0.get(after)) {
            (None, None) => said.clamp(0.01, 1.0),
            (Some(only), None) | (None, Some(only)) => only.1,
            (Some(low), Some(high)) => {
                let way = (said - low.0) / (high.0 - low.0).max(f32::MIN_POSITIVE);
                low.1 + way * (high.1 - low.1)
            }
        }
    }

    /// Appends the points to a file.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(u32::try_from(self.0.len()).unwrap_or_default().to_le_bytes());
        for (said, share) in &self.0 {
            bytes.extend(said.to_le_bytes());
            bytes.extend(share.to_le_bytes());
        }
    }

    /// Reads them off the front of a file, and leaves what follows.
    ///
    /// # Errors
    ///
    /// If the file is cut short.
    pub fn read(bytes: &mut &[u8]) -> Result<Self, ModelError> {
        let mut number = || {
            let (first, rest) =
                bytes.split_first_chunk::<4>().ok_or(ModelError::new("too short"))?;
            *bytes = rest;
            Ok(*first)
        };
        let n_points = u32::from_le_bytes(number()?);
        let mut points = Vec::new();
        for _ in 0..n_points {
            points.push((f32::from_le_bytes(number()?), f32::from_le_bytes(number()?)));
        }
        Ok(Self(points))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_was_right() {
        // Of those said to be 0.2 half are right, of those said to be 0.9 all.
        let low = (0..400).map(|index| (0.2, index % 2 == 0));
        let high = (0..300).map(|_| (0.9, true));
        let calibration = Calibration::learn(low.chain(high).collect());
        assert!((calibration.share(0.2) - 0.5).abs() < 0.05);
        assert!((calibration.share(0.95) - 1.0).abs() < 1e-6);
        let middle = calibration.share(0.55);
        assert!(0.5 < middle && middle < 1.0);
        let mut bytes = Vec::new();
        calibration.write(&mut bytes);
        let mut rest = bytes.as_slice();
        assert_eq!(Calibration::read(&mut rest), Ok(calibration));
        assert!(rest.is_empty());
        assert!(Calibration::read(&mut &bytes[..7]).is_err());
    }

    #[test]
    fn without_points_changes_nothing() {
        assert!((Calibration::default().share(0.3) - 0.3).abs() < f32::EPSILON);
    }
}
