//! The tokens of an article as the readers of claims look at them.

use std::ops::Range;

use crate::segment::{Token, TokenKind};
use crate::text::{Clean, CleanText, Span};

use super::hints::Hints;

/// Tokens by index; anything outside the article is an empty word.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) clean: &'a CleanText,
    pub(super) tokens: &'a [Token],
    /// One for each token; those outside of all contents are told nothing of.
    pub(super) hints: &'a [Hints],
}

impl<'a> View<'a> {
    /// The text of a token.
    pub(super) fn word(self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| self.clean.at(token.span))
    }

    /// The text of the token `n` before one.
    pub(super) fn before(self, at: usize, n: usize) -> &'a str {
        at.checked_sub(n).map_or("", |at| self.word(at))
    }

    /// Which readers have to look at a token.
    pub(super) fn hints(self, at: usize) -> Hints {
        self.hints.get(at).copied().unwrap_or_default()
    }

    /// Whether a token is this word in any case.
    pub(super) fn is(self, at: usize, word: &str) -> bool {
        let span = self.tokens.get(at).map_or(Span::new(0, 0), |token| token.span);
        span.range().len() == word.len() && self.clean.at(span).eq_ignore_ascii_case(word)
    }

    /// Whether a token is one of these words in any case.
    pub(super) fn is_any(self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        words.iter().any(|one| word.eq_ignore_ascii_case(one))
    }

    /// Whether a token is made of this.
    pub(super) fn is_kind(self, at: usize, kind: TokenKind) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == kind)
    }

    /// The tokens that lie wholly inside a span.
    pub(super) fn inside(self, span: Span<Clean>) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.start() < span.start());
        let next = self.tokens.partition_point(|token| token.span.end() <= span.end());
        first..next.max(first)
    }

    /// The place of some tokens; there is at least one.
    pub(super) fn span(self, tokens: Range<usize>) -> Span<Clean> {
        let first = self.tokens.get(tokens.start).map(|token| token.span);
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        match (first, last) {
            (Some(first), Some(last)) => first.join(last.span),
            _ => Span::new(0, 0),
        }
    }
}
