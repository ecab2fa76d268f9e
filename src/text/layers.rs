//! The two layers of an article: the text as read, and the text as normalized.

use super::span::{Clean, Raw, Span, offset};

/// The text of one article as it was read, after decoding; never changed.
///
/// It begins after a byte order mark, keeps its line ends as they were, and is under 4 GiB.
/// Positions in all tables count the code points of this text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawText(String);

/// The text that all stages after `normalize` read: line ends are `\n`, references are resolved,
/// damaged words are repaired. It is never shown without the way back to the raw text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CleanText(String);

impl RawText {
    /// Takes a decoded text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text under a span of this article.
    ///
    /// # Panics
    ///
    /// If the span is of another article and out of bounds here.
    pub fn at(&self, span: Span<Raw>) -> &str {
        span.of(&self.0)
    }

    /// The whole text as a span.
    pub fn span(&self) -> Span<Raw> {
        Span::new(0, offset(self.0.len()))
    }
}

impl CleanText {
    /// Takes a normalized text; only `normalize` and tests make one.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text under a span of this article.
    ///
    /// # Panics
    ///
    /// If the span is of another article and out of bounds here.
    pub fn at(&self, span: Span<Clean>) -> &str {
        span.of(&self.0)
    }

    /// The whole text as a span.
    pub fn span(&self) -> Span<Clean> {
        Span::new(0, offset(self.0.len()))
    }

    /// The text from `position` to the end, for looking ahead.
    pub fn after(&self, position: u32) -> &str {
        self.at(Span::new(position, offset(self.0.len())))
    }

    /// The text before `position`, for looking back.
    pub fn before(&self, position: u32) -> &str {
        self.at(Span::new(0, position))
    }
}
