//! One article as the rules read it: for each token what it is, and in which quotation it stands.

use std::ops::Range;

use crate::segment::{Segments, TokenKind};
use crate::text::{Clean, CleanText, Span};

use super::words::{Classes, Word, Words};

/// A run of tokens, half-open, as indices into [`Segments::tokens`].
pub(super) type Run = Range<usize>;

/// The tokens of one article with their classes.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) clean: &'a CleanText,
    pub(super) segments: &'a Segments,
    /// One for each token.
    words: Vec<Word>,
    /// One for each token: index plus one of the quotation that it stands in, or 0.
    quoted: Vec<u32>,
}

impl<'a> Reading<'a> {
    /// Classifies every token; no token is in a quotation yet.
    pub(super) fn new(words: &Words, clean: &'a CleanText, segments: &'a Segments) -> Self {
        let read = |token: &crate::segment::Token| read(words, clean.at(token.span), token.kind);
        let words = segments.tokens.iter().map(read).collect();
        Self { clean, segments, words, quoted: vec![0; segments.tokens.len()] }
    }

    /// What the token is; nothing beyond the ends of the article.
    pub(super) fn word(&self, token: usize) -> Word {
        self.words.get(token).copied().unwrap_or_default()
    }

    /// Whether the token is of any of these classes.
    pub(super) fn is(&self, token: usize, classes: Classes) -> bool {
        self.word(token).classes.has(classes)
    }

    /// The text of a token; empty beyond the ends.
    pub(super) fn text(&self, token: usize) -> &'a str {
        self.segments.tokens.get(token).map_or("", |token| self.clean.at(token.span))
    }

    /// Whether the token is this word, in whatever case.
    pub(super) fn is_word(&self, token: usize, lower: &str) -> bool {
        self.text(token).eq_ignore_ascii_case(lower)
    }

    /// Whether white space, or nothing, stands before the token.
    pub(super) fn is_after_gap(&self, token: usize) -> bool {
        let Some(before) = token.checked_sub(1) else { return true };
        let tokens = &self.segments.tokens;
        match (tokens.get(before), tokens.get(token)) {
            (Some(before), Some(token)) => before.span.end() < token.span.start(),
            _ => true,
        }
    }

    /// The text under a run; the run must not be empty and not pass the end.
    pub(super) fn span(&self, run: &Run) -> Option<Span<Clean>> {
        let tokens = self.segments.tokens.get(run.clone())?;
        Some(tokens.first()?.span.join(tokens.last()?.span))
    }

    /// Index of the quotation that the token stands in, its marks included.
    pub(super) fn quotation(&self, token: usize) -> Option<usize> {
        let index = *self.quoted.get(token)?;
        usize::try_from(index).ok()?.checked_sub(1)
    }

    /// Says that a run is a quotation.
    pub(super) fn set_quotation(&mut self, run: &Run, index: usize) {
        let index = u32::try_from(index + 1).unwrap_or_default();
        for token in self.quoted.get_mut(run.clone()).unwrap_or_default() {
            *token = index;
        }
    }

    /// The tokens of a sentence.
    pub(super) fn sentence(&self, index: usize) -> Run {
        self.segments.sentences.get(index).map_or(0..0, |sentence| run(&sentence.tokens))
    }

    /// The tokens of a paragraph.
    pub(super) fn paragraph(&self, index: usize) -> Run {
        let Some(paragraph) = self.segments.paragraphs.get(index) else { return 0..0 };
        let sentences = run(&paragraph.sentences);
        let first = self.sentence(sentences.start);
        let last = self.sentence(sentences.end.saturating_sub(1));
        first.start..last.end.max(first.start)
    }
}

/// A range of indices for use with slices.
pub(super) fn run(range: &Range<u32>) -> Run {
    usize::try_from(range.start).unwrap_or_default()..usize::try_from(range.end).unwrap_or_default()
}

fn read(words: &Words, text: &str, kind: TokenKind) -> Word {
    let classes = match kind {
        TokenKind::Word => {
            let mut word = words.get(text);
            word.classes = word.classes.or(Classes::WORD);
            if text.starts_with(|first: char| first.is_uppercase() || first == '@') {
                word.classes = word.classes.or(Classes::CAPITAL);
            }
            return word;
        }
        TokenKind::Number => Classes::NUMBER.or(Classes::WORD),
        TokenKind::Quote => Classes::QUOTE,
        TokenKind::Suffix => suffix(text),
        TokenKind::Punctuation => punctuation(text),
    };
    Word { classes, ..Word::default() }
}

fn suffix(text: &str) -> Classes {
    if text.starts_with(['n', 'N']) {
        return Classes::NEGATIVE;
    }
    match text.trim_start_matches(['\'', '’']) {
        "ll" | "d" => Classes::MODAL,
        "re" | "m" => Classes::BE,
        "ve" => Classes::HAVE,
        _ => Classes::GENITIVE,
    }
}

fn punctuation(text: &str) -> Classes {
    match text.chars().next() {
        Some(',') => Classes::COMMA,
        Some('.' | '!' | '?' | '…') => Classes::STOP,
        Some(':') => Classes::COLON,
        Some(';' | '—' | '–' | '-' | '―') => Classes::DASH,
        Some('(' | '[' | '{') => Classes::OPEN,
        Some(')' | ']' | '}') => Classes::CLOSE,
        _ => Classes::NONE,
    }
}
