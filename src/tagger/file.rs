//! A model as a file: a line of text that says what it is, then integers, lowest byte first.

use std::error::Error;
use std::fmt;

use super::chain::Chain;
use super::model::Model;

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError(pub(super) &'static str);

impl ModelError {
    /// What is wrong with the bytes.
    pub fn new(fault: &'static str) -> Self {
        Self(fault)
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a model of this version: {}; train it again", self.0)
    }
}

impl Error for ModelError {}

pub(super) const MAGIC: &[u8; 8] = b"onrecord";
const VERSION: u32 = 2;

/// Takes integers off the front of bytes.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl Bytes<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (first, rest) = self.0.split_first_chunk().ok_or(ModelError("too short"))?;
        self.0 = rest;
        Ok(*first)
    }

    pub(super) fn number(&mut self) -> Result<usize, ModelError> {
        Ok(u32::from_le_bytes(self.take()?) as usize)
    }

    pub(super) fn float(&mut self) -> Result<f32, ModelError> {
        Ok(f32::from_le_bytes(self.take()?))
    }
}

impl<const W: usize, const R: usize, const N: usize> Model<W, R, N> {
    /// Appends the model to a file.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let n_labels = self.chain.n_labels;
        bytes.extend(MAGIC);
        for number in [VERSION, count(n_labels), count(N)] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(self.scale.to_le_bytes());
        for row in self.chain.scores.iter().take(n_labels) {
            bytes.extend(row.iter().take(n_labels).flat_map(|score| score.to_le_bytes()));
        }
        for (row, first) in self.rows.iter().zip(&self.firsts) {
            bytes.push(first.cast_unsigned());
            // What was a byte less another byte is a byte again.
            let weights = row.iter().take(n_labels - 1);
            bytes.extend(weights.map(|weight| (weight + i16::from(*first)).to_le_bytes()[0]));
        }
    }

    /// Reads a model off the front of a file, and leaves what follows it.
    ///
    /// # Errors
    ///
    /// If the bytes are of another version, cut short, or of other sizes.
    pub fn read(file: &mut &[u8]) -> Result<Self, ModelError> {
        let mut bytes = Bytes(file);
        if &bytes.take::<8>()? != MAGIC || bytes.number()? != VERSION as usize {
            return Err(ModelError("another format"));
        }
        let (n_labels, n_rows) = (bytes.number()?, bytes.number()?);
        if n_labels > W || !(1..=R + 1).contains(&n_labels) || n_rows != N {
            return Err(ModelError("sizes that cannot be"));
        }
        let scale = bytes.float()?;
        let mut scores = [[f32::NEG_INFINITY; W]; W];
        for row in scores.iter_mut().take(n_labels) {
            for score in row.iter_mut().take(n_labels) {
                *score = bytes.float()?;
            }
        }
        let (weights, rest) =
            bytes.0.split_at_checked(N * n_labels).ok_or(ModelError("too short"))?;
        let rows = weights.chunks_exact(n_labels).map(|bytes| {
            let mut row = [0; W];
            for (weight, byte) in row.iter_mut().zip(bytes) {
                *weight = byte.cast_signed();
            }
            row
        });
        *file = rest;
        Ok(Self::new(rows, scale, Chain { n_labels, scores }))
    }
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).expect("tables have under 2^32 rows")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_was_written() {
        let chain = Chain::new(3, |label, next| next != 2 || label > 0);
        let rows = (0..8_i8).map(|row| [row - 4, -127, 3 * row, 0]);
        let model: Model<4, 2, 8> = Model::new(rows, 0.5, chain);
        let mut bytes = Vec::new();
        model.write(&mut bytes);
        bytes.push(7);
        let mut rest = bytes.as_slice();
        assert_eq!(Model::read(&mut rest), Ok(model));
        assert_eq!(rest, [7]);
        assert!(Model::<2, 1, 8>::read(&mut bytes.as_slice()).is_err());
        assert!(Model::<4, 2, 4>::read(&mut bytes.as_slice()).is_err());
        assert!(Model::<4, 2, 8>::read(&mut &bytes[..40]).is_err());
    }
}
