//! Paragraphs, sentences and tokens.
//!
//! Reads a [`CleanText`]; makes [`Segments`]. Tokens lie in order inside sentences, sentences
//! inside paragraphs, and the pieces and the gaps between them, joined, are the clean text.

use std::ops::Range;

use crate::text::{Clean, CleanText, Span};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and periods: `Trump`, `U.S.`, `co-founder`.
    Word,
    /// Begins with a digit: `1,200`, `5G`, `3.5`.
    Number,
    /// An opening or closing quotation mark, straight or curly, single or double (an apostrophe
    /// inside or after a word belongs to the word or to a `Suffix`).
    Quote,
    /// The clitics `'s`, `’s`, `'`, `n't`, `'re`, `'ll`, `'ve`, `'d`, `'m` after a word.
    Suffix,
    /// Any other mark.
    Punctuation,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands; never empty.
    pub span: Span<Clean>,
    /// What it is made of.
    pub kind: TokenKind,
}

/// One sentence, headline, caption or list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at the ends.
    pub span: Span<Clean>,
    /// Its tokens, as indices into [`Segments::tokens`]; never empty.
    pub tokens: Range<u32>,
}

/// One paragraph: what stands between line breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, without white space at the ends.
    pub span: Span<Clean>,
    /// Its sentences, as indices into [`Segments::sentences`]; never empty.
    pub sentences: Range<u32>,
}

/// The pieces of one article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segments {
    /// In order.
    pub paragraphs: Vec<Paragraph>,
    /// In order.
    pub sentences: Vec<Sentence>,
    /// In order.
    pub tokens: Vec<Token>,
}

/// The splitter and its word lists; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct Segmenter {}

impl Segmenter {
    /// Splits a clean text.
    pub fn segment(&self, _clean: &CleanText) -> Segments {
        Segments::default()
    }
}
