//! Text and positions: two layers of one article, typed spans, and the way between the layers.
//!
//! Everything else stands on this module. Nothing here knows what a word is.

mod alignment;
mod layers;
mod points;
mod span;

pub use alignment::{Alignment, Change, Edit};
pub use layers::{CleanText, RawText};
pub use points::CodePoints;
pub use span::{Clean, Raw, Span, offset};
