//! From positions in the clean text to the positions and slices of the raw text that rows carry.

use super::Document;
use super::column::{Cell, Type, Value};
use crate::text::{Alignment, Clean, CodePoints, Raw, RawText, Span};

/// A range of one raw text as a row gives it.
///
/// A span that cuts a repair widens to the whole repair, so `text` may hold more than the clean
/// span does, never less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<'a> {
    /// First code point of the raw text.
    pub(super) start: u32,
    /// One past the last code point.
    pub(super) end: u32,
    /// Exactly the raw text `start..end`.
    pub(super) text: &'a str,
}

/// The way from both layers of one article to its [`Place`]s.
///
/// The only place where clean spans become raw ones, and bytes code points.
#[derive(Debug)]
pub(super) struct Places<'a> {
    raw: &'a RawText,
    points: CodePoints,
    alignment: &'a Alignment,
}

impl<'a> Places<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let raw = &document.article.text;
        Self { raw, points: CodePoints::of(raw), alignment: &document.normalized.alignment }
    }

    /// The place of a raw span.
    pub(super) fn raw(&self, span: Span<Raw>) -> Place<'a> {
        let (start, end) = self.points.range(span);
        Place { start, end, text: self.raw.at(span) }
    }

    /// The place that a clean span came from.
    pub(super) fn clean(&self, span: Span<Clean>) -> Place<'a> {
        self.raw(self.alignment.to_raw(span))
    }

    /// From the start of the first span to the end of the last.
    pub(super) fn whole(&self, spans: &[Span<Clean>]) -> Place<'a> {
        let whole = spans.iter().copied().reduce(Span::join);
        self.clean(whole.unwrap_or(Span::new(0, 0)))
    }

    /// The code points of the whole text.
    pub(super) fn n_chars(&self) -> u32 {
        self.points.range(self.raw.span()).1
    }

    /// Start and end of a span.
    pub(super) fn range(&self, span: Span<Clean>) -> (u32, u32) {
        self.points.range(self.alignment.to_raw(span))
    }

    /// Start and end of each span.
    pub(super) fn ranges(&self, spans: &[Span<Clean>]) -> Vec<(u32, u32)> {
        spans.iter().map(|span| self.range(*span)).collect()
    }
}

/// Ranges of an article, found only when they are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'a> {
    places: &'a Places<'a>,
    spans: &'a [Span<Clean>],
}

impl<'a> Parts<'a> {
    pub(super) fn of(places: &'a Places<'a>, spans: &'a [Span<Clean>]) -> Self {
        Self { places, spans }
    }

    /// The same for a cell that may be empty.
    pub(super) fn given(self) -> Option<Self> {
        (!self.spans.is_empty()).then_some(self)
    }

    /// Start and end of each.
    pub(super) fn ranges(self) -> impl Iterator<Item = (u32, u32)> {
        self.spans.iter().map(move |span| self.places.range(*span))
    }
}

impl Cell for Parts<'_> {
    const TYPE: Type = Type::String;

    fn value(&self) -> Value<'_> {
        Value::Parts(*self)
    }
}
