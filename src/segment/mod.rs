//! Paragraphs, sentences, tokens and parts of speech.
//!
//! Reads a [`CleanText`]; makes [`Segments`]. Tokens lie in order inside sentences, sentences
//! inside paragraphs, and the pieces and the gaps between them, joined, are the clean text.

mod paragraphs;
mod parts;
mod sentences;
mod tokens;
mod words;

use std::ops::Range;

use crate::lexicon::{Memo, Numbering};
use crate::text::{Clean, CleanText, Span, offset};

use self::sentences::Splitter;
use self::tokens::Scanner;
use self::words::Words;

use self::parts::Face;
pub use self::parts::{Part, PartLesson, PartTagger, PartTraining};

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
    /// What each token is in its sentence.
    pub parts: Vec<Part>,
    /// The number of each token's word and kind, for [`Memo`]s; empty when nobody numbered them.
    pub words: Vec<u32>,
}

/// What was seen of words so far, for the articles to come; never changes what is made of one.
#[derive(Debug, Default)]
pub struct SegmentMemory {
    numbering: Numbering,
    faces: Memo<Face>,
}

impl SegmentMemory {
    /// How many different words have a number.
    pub fn n_words(&self) -> usize {
        self.numbering.len()
    }
}

/// The splitter, its word lists and its tagger; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct Segmenter {
    words: Words,
    tagger: PartTagger,
}

impl Segmenter {
    /// Splits a clean text and tags its tokens.
    ///
    /// Every character that is not white space lies in exactly one token.
    pub fn segment(&self, clean: &CleanText) -> Segments {
        self.segment_without(clean, &[])
    }

    /// Splits a clean text without some of its lines, which are in order and become gaps.
    pub fn segment_without(&self, clean: &CleanText, left_out: &[Span<Clean>]) -> Segments {
        self.segment_after(&mut SegmentMemory::default(), clean, left_out)
    }

    /// The same after other articles.
    pub fn segment_after(
        &self,
        memory: &mut SegmentMemory,
        clean: &CleanText,
        left_out: &[Span<Clean>],
    ) -> Segments {
        let mut made = split(&self.words, clean, left_out);
        let words = made.tokens.iter().map(|token| (token.span.range(), token.kind as u8));
        made.words.reserve(made.tokens.len());
        memory.numbering.number_all(clean.as_str(), words, &mut made.words);
        made.parts = self.tagger.tag_after(&mut memory.faces, clean, &made);
        made
    }
}

/// A splitter without a tagger, for learning one.
#[derive(Debug, Default)]
pub struct Splitting {
    words: Words,
}

impl Splitting {
    /// Splits a clean text; parts of speech stay empty.
    pub fn split(&self, clean: &CleanText) -> Segments {
        split(&self.words, clean, &[])
    }
}

fn split(words: &Words, clean: &CleanText, left_out: &[Span<Clean>]) -> Segments {
    let text = clean.as_str();
    let mut made = Segments::default();
    // English news has a token for about 5.2 bytes.
    made.tokens.reserve(text.len() / 5);
    made.sentences.reserve(text.len() / 100);
    made.paragraphs.reserve(text.len() / 200);
    let mut marks = Vec::new();
    for line in paragraphs::lines(text) {
        let start = offset(line.start);
        if left_out.binary_search_by_key(&start, |span| span.start()).is_ok() {
            continue;
        }
        let first_token = made.tokens.len();
        let first_sentence = offset(made.sentences.len());
        marks.clear();
        Scanner::new(words, text, line.end, (&mut made.tokens, &mut marks)).scan(line.start);
        let tokens = made.tokens.get(first_token..).unwrap_or_default();
        let splitter = Splitter { words, text, tokens };
        let marks = marks.iter().map(|mark| *mark as usize - first_token);
        splitter.split(marks, |range, span| {
            let (start, end) = (first_token + range.start, first_token + range.end);
            made.sentences.push(Sentence { span, tokens: offset(start)..offset(end) });
        });
        made.paragraphs.push(Paragraph {
            span: Span::at(line),
            sentences: first_sentence..offset(made.sentences.len()),
        });
    }
    made
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Panics unless the pieces nest, are in order, and leave only white space between them.
    fn check_pieces(text: &str) -> Segments {
        let clean = CleanText::new(text.to_owned());
        let made = Segmenter::default().segment(&clean);
        let mut end = 0;
        for token in &made.tokens {
            assert!(token.span.start() >= end && !token.span.is_empty(), "{text:?}: {token:?}");
            let gap = clean.at(Span::new(end, token.span.start()));
            assert!(gap.chars().all(char::is_whitespace), "{text:?}: {gap:?}");
            end = token.span.end();
        }
        assert!(clean.after(end).chars().all(char::is_whitespace), "{text:?}");
        let mut next = 0;
        for sentence in &made.sentences {
            let tokens = &made.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
            let (first, last) = (tokens.first().unwrap(), tokens.last().unwrap());
            assert_eq!(sentence.span, first.span.join(last.span), "{text:?}");
            assert_eq!(sentence.tokens.start, next, "{text:?}");
            next = sentence.tokens.end;
        }
        assert_eq!(next as usize, made.tokens.len(), "{text:?}");
        next = 0;
        for paragraph in &made.paragraphs {
            let sentences = &made.sentences
                [paragraph.sentences.start as usize..paragraph.sentences.end as usize];
            let (first, last) = (sentences.first().unwrap(), sentences.last().unwrap());
            assert_eq!(paragraph.span, first.span.join(last.span), "{text:?}");
            assert_eq!(paragraph.sentences.start, next, "{text:?}");
            next = paragraph.sentences.end;
        }
        assert_eq!(next as usize, made.sentences.len(), "{text:?}");
        assert_eq!(made.parts.len(), made.tokens.len(), "{text:?}");
        for (token, part) in made.tokens.iter().zip(&made.parts) {
            let is_mark = matches!(token.kind, TokenKind::Punctuation | TokenKind::Quote);
            assert_eq!(*part >= Part::Stop, is_mark, "{text:?}: {token:?} {part:?}");
        }
        made
    }

    #[test]
    fn splits_a_short_article() {
        let made = check_pieces("Headline here\n\nMr. Xi said no. “We won’t.”\n");
        assert_eq!((made.paragraphs.len(), made.sentences.len()), (2, 3));
        assert_eq!(made.tokens.len(), 13);
    }

    #[test]
    fn long_lines_of_one_mark_take_linear_time() {
        for mark in ["'", "s' ", "‘a ", "a.", "a@", "1/", "\"", "(", ". ", "x", "é", "a.b@", "No. "]
        {
            check_pieces(&mark.repeat(50_000));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_covered(text in ".{0,200}") {
            check_pieces(&text);
        }

        #[test]
        fn any_text_of_marks_is_covered(text in "[a-cA-Bs1-2tné.,;:!?'’‘\"“”()\\[\\]@#/&$ \n\u{a0}…—-]{0,60}") {
            check_pieces(&text);
        }
    }
}
