//! The one learned machine: hashed features, a linear chain of labels, and its training.
//!
//! A conditional random field (Lafferty and others, 2001) over the tokens of a passage.
//! Features are hashed as they are made, without strings (Weinberger et al. 2009); each bucket of
//! the table holds a row of weights, one for each label. Nothing here knows what a word, a cue or a
//! content is: stages give features and read labels.

mod calibration;
mod chain;
mod file;
mod model;
mod pruned;
mod train;

pub use calibration::Calibration;
pub use chain::{Chain, Emitted, Marginals, Steps};
pub use file::ModelError;
pub use model::{Features, Model, Scores, feature};
pub use pruned::{Hits, Pruned};
pub use train::{Example, Training};
