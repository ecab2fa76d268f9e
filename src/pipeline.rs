//! The calls in order.

use crate::attribution::Attributor;
use crate::claims::ClaimReader;
use crate::entities::EntityMatcher;
use crate::lexicon::Lexicon;
use crate::normalize::Normalizer;
use crate::read::Article;
use crate::segment::Segmenter;
use crate::tables::Document;

/// Everything that is built once and shared by all threads.
#[derive(Debug, Default)]
pub struct Resources {
    /// The gazetteers.
    pub lexicon: Lexicon,
    normalizer: Normalizer,
    segmenter: Segmenter,
    matcher: EntityMatcher,
    attributor: Attributor,
    claims: ClaimReader,
}

impl Resources {
    /// Compiles everything from a lexicon.
    pub fn new(lexicon: Lexicon) -> Self {
        let matcher = EntityMatcher::new(&lexicon);
        Self { lexicon, matcher, ..Self::default() }
    }

    /// Takes one article down the road.
    pub fn annotate(&self, article: Article) -> Document {
        let date = article.published;
        let normalized = self.normalizer.normalize(&article.text);
        let clean = &normalized.clean;
        let segments = self.segmenter.segment(clean);
        let entities = self.matcher.find(&self.lexicon, clean, &segments, date);
        let attributed = self.attributor.find(&self.lexicon, clean, &segments, &entities, date);
        let claims = self.claims.find(clean, &segments, &entities, &attributed.attributions, date);
        Document { article, normalized, segments, entities, attributed, claims }
    }
}
