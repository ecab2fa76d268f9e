//! One article with everything that the stages found in it: what rows are made of.

use crate::attribution::Attributed;
use crate::claims::Claimed;
use crate::entities::Entities;
use crate::normalize::Normalized;
use crate::read::Article;
use crate::segment::Segments;

/// One article and all that the stages made of it.
#[derive(Debug, Default)]
pub struct Document {
    /// As read.
    pub article: Article,
    /// Clean text, alignment, repairs.
    pub normalized: Normalized,
    /// Pieces.
    pub segments: Segments,
    /// Mentions and chains.
    pub entities: Entities,
    /// Attributions, and the pronouns they resolve.
    pub attributed: Attributed,
    /// Claims.
    pub claimed: Claimed,
}
