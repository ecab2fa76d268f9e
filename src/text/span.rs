//! Ranges of text that know which layer of an article they index.

use std::cmp::{max, min};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// The layer of the text as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Raw {}

/// The layer of the text as the stages after `normalize` see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clean {}

/// A half-open range `start..end` of UTF-8 bytes in one layer of one article.
///
/// Both ends lie on `char` boundaries of that layer. A `Span<Clean>` slices a
/// [`CleanText`](super::CleanText) and nothing else: the layers drift apart at the first `&amp;`
/// that normalization unescapes, so the mix-up must be a type error, not a wrong row. The reader
/// refuses articles of 4 GiB and more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span<L> {
    // Invariant: start <= end.
    start: u32,
    end: u32,
    layer: PhantomData<L>,
}

impl<L> fmt::Debug for Span<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl<L: Copy> Span<L> {
    /// The range `start..end`.
    ///
    /// # Panics
    ///
    /// If `end` lies before `start`.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start, end, layer: PhantomData }
    }

    /// The span of a range that a search in the layer's text gave.
    ///
    /// # Panics
    ///
    /// If the range runs backwards or passes 4 GiB.
    #[must_use]
    pub fn at(range: Range<usize>) -> Self {
        Self::new(offset(range.start), offset(range.end))
    }

    /// First byte.
    pub fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range for the library calls that want one.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside; a span contains itself.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `position` is covered.
    pub fn covers(self, position: u32) -> bool {
        self.start <= position && position < self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        max(self.start, other.start) < min(self.end, other.end)
    }

    /// The shortest span that covers both and what lies between them.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(min(self.start, other.start), max(self.end, other.end))
    }

    /// The text under it. Layers call this through their `at`; nobody else slices.
    #[expect(clippy::string_slice, reason = "the one place where text is sliced")]
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

/// A byte count of an article as the `u32` that spans hold.
///
/// # Panics
///
/// If it does not fit; the reader refuses articles of 4 GiB and more.
#[must_use]
pub fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("articles are under 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_and_overlaps() {
        let span: Span<Clean> = Span::new(2, 5);
        assert!(span.covers(2) && span.covers(4) && !span.covers(5));
        assert!(span.overlaps(Span::new(4, 9)) && !span.overlaps(Span::new(5, 9)));
        assert!(span.contains(span) && !span.contains(Span::new(1, 3)));
        assert_eq!(span.join(Span::new(7, 8)), Span::new(2, 8));
    }

    #[test]
    #[should_panic(expected = "runs backwards")]
    fn refuses_a_backward_range() {
        let _: Span<Raw> = Span::new(3, 2);
    }
}
