//! The tokens of an article as the readers of claims look at them.

use std::ops::Range;

use crate::attribution::Attribution;
use crate::segment::{Part, Segments, Token, TokenKind};
use crate::text::{Clean, CleanText, Span};

use super::hints::Hints;

/// Tokens by index; anything outside the article is an empty word.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) clean: &'a CleanText,
    pub(super) segments: &'a Segments,
    /// One for each token.
    pub(super) hints: &'a [Hints],
}

/// Tokens to both sides among which another one is looked for first.
const NEAR: usize = 64;

/// The tokens of an attribution, by its spans.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) source: Vec<Range<usize>>,
    pub(super) cue: Vec<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
    /// A token of what was last taken in.
    near: usize,
}

impl Told {
    /// Takes the tokens of another attribution in.
    pub(super) fn fill(&mut self, view: View<'_>, attribution: &Attribution) {
        let lists = [
            (&mut self.source, &attribution.source),
            (&mut self.cue, &attribution.cue),
            (&mut self.content, &attribution.content),
        ];
        // They stand near each other, and near those of the attribution before.
        for (tokens, spans) in lists {
            tokens.clear();
            for span in spans {
                let inside = view.inside_near(self.near, *span);
                self.near = inside.start;
                tokens.push(inside);
            }
        }
    }
}

impl<'a> View<'a> {
    /// How many tokens there are.
    pub(super) fn len(self) -> usize {
        self.segments.tokens.len()
    }

    /// Where a token stands.
    pub(super) fn place(self, at: usize) -> Span<Clean> {
        self.segments.tokens.get(at).map_or(Span::new(0, 0), |token| token.span)
    }

    /// The text of a token.
    pub(super) fn word(self, at: usize) -> &'a str {
        self.clean.at(self.place(at))
    }

    /// The text of the token `n` before one.
    pub(super) fn before(self, at: usize, n: usize) -> &'a str {
        at.checked_sub(n).map_or("", |at| self.word(at))
    }

    /// What a token is in its sentence; a stop outside the article.
    pub(super) fn part(self, at: usize) -> Part {
        self.segments.parts.get(at).copied().unwrap_or(Part::Stop)
    }

    /// Which readers have to look at a token.
    pub(super) fn hints(self, at: usize) -> Hints {
        self.hints.get(at).copied().unwrap_or_default()
    }

    /// The next token from `at` on at which some readers have to look.
    pub(super) fn next(self, at: usize, readers: Hints) -> Option<usize> {
        let rest = self.hints.get(at..)?;
        rest.iter().position(|hints| hints.has(readers)).map(|n| at + n)
    }

    /// Whether a token is this word in any case.
    pub(super) fn is(self, at: usize, word: &str) -> bool {
        let span = self.place(at);
        span.range().len() == word.len() && self.clean.at(span).eq_ignore_ascii_case(word)
    }

    /// Whether a token is one of these words in any case.
    pub(super) fn is_any(self, at: usize, words: &[&str]) -> bool {
        let word = self.word(at);
        words.iter().any(|one| word.eq_ignore_ascii_case(one))
    }

    /// Whether the token before one is one of these words in any case.
    pub(super) fn is_after(self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_any(before, words))
    }

    /// Whether a token is made of this.
    pub(super) fn is_kind(self, at: usize, kind: TokenKind) -> bool {
        self.segments.tokens.get(at).is_some_and(|token| token.kind == kind)
    }

    /// Whether a token begins with a capital.
    pub(super) fn is_capital(self, at: usize) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether nothing stands between a token and the next.
    pub(super) fn is_joined(self, at: usize) -> bool {
        at + 1 < self.len() && self.place(at).end() == self.place(at + 1).start()
    }

    /// The tokens of the sentence that a token belongs to.
    pub(super) fn sentence(self, at: usize) -> Range<usize> {
        let sentences = &self.segments.sentences;
        let after = sentences.partition_point(|sentence| sentence.tokens.start as usize <= at);
        let sentence = after.checked_sub(1).and_then(|index| sentences.get(index));
        sentence.map_or(at..at + 1, |one| one.tokens.start as usize..one.tokens.end as usize)
    }

    /// The tokens that lie wholly inside a span.
    pub(super) fn inside(self, span: Span<Clean>) -> Range<usize> {
        let tokens = &self.segments.tokens;
        let first = tokens.partition_point(|token| token.span.start() < span.start());
        self.inside_from(first, span)
    }

    /// The same, found faster where a token is near.
    fn inside_near(self, near: usize, span: Span<Clean>) -> Range<usize> {
        let is_before = |token: &Token| token.span.start() < span.start();
        let tokens = &self.segments.tokens;
        let (start, end) = (near.saturating_sub(NEAR), tokens.len().min(near + NEAR));
        match tokens.get(start..end) {
            Some(all @ [first, .., last]) if is_before(first) && !is_before(last) => {
                self.inside_from(start + all.partition_point(is_before), span)
            }
            _ => self.inside(span),
        }
    }

    /// The same, from the first that does not begin before it.
    fn inside_from(self, first: usize, span: Span<Clean>) -> Range<usize> {
        let tokens = &self.segments.tokens;
        // No token is empty.
        let most = tokens.len().min(first.saturating_add(span.range().len()));
        let rest = tokens.get(first..most).unwrap_or_default();
        first..first + rest.partition_point(|token| token.span.end() <= span.end())
    }

    /// The place of some tokens; there is at least one.
    pub(super) fn span(self, tokens: Range<usize>) -> Span<Clean> {
        self.place(tokens.start).join(self.place(tokens.end.saturating_sub(1)))
    }
}
