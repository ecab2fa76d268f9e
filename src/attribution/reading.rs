//! One article as the rules read it: for each token what it is, and in which quotation it stands.

use std::ops::Range;

use crate::entities::Entities;
use crate::lexicon::Memo;
use crate::segment::{Segments, Token, TokenKind};
use crate::text::{Clean, CleanText, Span, offset};

use super::words::{Classes, Word, Words};

/// A run of tokens, half-open, as indices into [`Segments::tokens`].
pub(super) type Run = Range<usize>;

/// What words are, by the numbers that tokens have.
pub(super) type WordMemo = Memo<Word>;

/// The tokens of one article with their classes.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) clean: &'a CleanText,
    pub(super) segments: &'a Segments,
    /// One for each token.
    words: Vec<Word>,
    /// One for each token: index plus one of the quotation that it stands in, or 0.
    quoted: Vec<u32>,
    /// One for each token: index plus one of its mention, or 0.
    mentions: Vec<u32>,
    /// One for each mention: its first token, and the first after it.
    mention_runs: Vec<(u32, u32)>,
    /// One for each token: index of its sentence.
    sentences: Vec<u32>,
}

impl<'a> Reading<'a> {
    /// Classifies every token; no token is in a quotation yet.
    ///
    /// `memory` is of words by the numbers that tokens have.
    pub(super) fn new(
        words: &Words,
        memory: &mut WordMemo,
        clean: &'a CleanText,
        segments: &'a Segments,
        entities: &Entities,
    ) -> Self {
        let n_tokens = segments.tokens.len();
        let words = segments.tokens.iter().enumerate().map(|(n, token)| {
            let look = || read(words, clean, token);
            segments.words.get(n).map_or_else(look, |word| memory.get(*word, look))
        });
        let mut reading = Self {
            clean,
            segments,
            words: words.collect(),
            quoted: vec![0; n_tokens],
            mentions: mentions(segments, entities),
            mention_runs: mention_runs(&segments.tokens, entities),
            sentences: Vec::with_capacity(n_tokens),
        };
        for (sentence, index) in segments.sentences.iter().zip(0..) {
            reading.sentences.resize(run(&sentence.tokens).end, index);
        }
        for index in 0..segments.sentences.len() {
            let sentence = reading.sentence(index);
            if reading.is_title_case(&sentence) {
                reading.ignore_capitals(&sentence);
            }
        }
        reading
    }

    /// Whether capitals tell nothing in a sentence: a headline, or a story all in capitals.
    fn is_title_case(&self, sentence: &Run) -> bool {
        let (mut n_words, mut n_small) = (0, 0);
        let tokens = self.segments.tokens.get(sentence.clone()).unwrap_or_default();
        for (token, word) in tokens.iter().zip(self.words_of(sentence)) {
            if token.span.len() > 3 && word.classes.has(Classes::WORD) {
                n_words += 1;
                n_small += usize::from(!word.classes.has(Classes::CAPITAL));
                // Too many by now, whatever follows.
                if n_small * 5 > tokens.len() {
                    return false;
                }
            }
        }
        n_words > 3 && n_small * 5 <= n_words
    }

    /// Takes the capitals off verbs and function words, so that they count as such.
    fn ignore_capitals(&mut self, sentence: &Run) {
        let mentions = self.mentions.get(sentence.clone()).unwrap_or_default();
        let words = self.words.get_mut(sentence.clone()).unwrap_or_default();
        for (word, mention) in words.iter_mut().zip(mentions) {
            let is_known = word.classes.has(Classes::VERB.or(Classes::FUNCTION));
            if is_known && *mention == 0 {
                word.classes = word.classes.without(Classes::CAPITAL);
            }
        }
    }

    /// Index of the mention that the token belongs to.
    pub(super) fn mention(&self, token: usize) -> Option<u32> {
        self.mentions.get(token)?.checked_sub(1)
    }

    /// The first token of a mention, and the first after it.
    pub(super) fn tokens_of(&self, mention: usize) -> (usize, usize) {
        let (first, after) = self.mention_runs.get(mention).copied().unwrap_or_default();
        (first as usize, after as usize)
    }

    /// Indices plus one of the mentions of tokens; 0 where there is none.
    pub(super) fn mentions_of(&self, run: &Run) -> &[u32] {
        self.mentions.get(run.clone()).unwrap_or_default()
    }

    /// What the token is; nothing beyond the ends of the article.
    pub(super) fn word(&self, token: usize) -> Word {
        self.words.get(token).copied().unwrap_or_default()
    }

    /// What the tokens of a run are.
    pub(super) fn words_of(&self, run: &Run) -> &[Word] {
        self.words.get(run.clone()).unwrap_or_default()
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
        // Nearly all words are other words by their length already.
        let span = self.segments.tokens.get(token).map_or(Span::new(0, 0), |token| token.span);
        span.range().len() == lower.len() && self.clean.at(span).eq_ignore_ascii_case(lower)
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

    /// Says that a run is a title of a work, not speech.
    pub(super) fn set_title(&mut self, run: &Run) {
        for word in self.words.get_mut(run.clone()).unwrap_or_default() {
            word.classes = word.classes.or(Classes::TITLED).without(Classes::QUOTE);
        }
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

    /// The token at a byte of the text, or the next one.
    pub(super) fn token_at(&self, position: u32) -> usize {
        self.segments.tokens.partition_point(|token| token.span.end() <= position)
    }

    /// The tokens of the paragraph that a token stands in.
    pub(super) fn paragraph_of(&self, token: usize) -> Run {
        let sentence = self.sentence_index(token);
        let paragraphs = &self.segments.paragraphs;
        let after = paragraphs.partition_point(|one| run(&one.sentences).start <= sentence);
        self.paragraph(after.saturating_sub(1))
    }

    /// One past the last token that begins before a byte of the text.
    pub(super) fn token_before(&self, position: u32) -> usize {
        self.segments.tokens.partition_point(|token| token.span.start() < position)
    }

    fn sentence_index(&self, token: usize) -> usize {
        let last = || self.segments.sentences.len().saturating_sub(1);
        self.sentences.get(token).map_or_else(last, |index| *index as usize)
    }

    /// The tokens of the sentence that a token stands in.
    pub(super) fn sentence_of(&self, token: usize) -> Run {
        self.sentence(self.sentence_index(token))
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

/// For each token, index plus one of its mention.
fn mentions(segments: &Segments, entities: &Entities) -> Vec<u32> {
    let mut all = vec![0; segments.tokens.len()];
    let mut token = 0;
    for (mention, number) in entities.mentions.iter().zip(1..) {
        while segments.tokens.get(token).is_some_and(|one| one.span.end() <= mention.span.start()) {
            token += 1;
        }
        while segments.tokens.get(token).is_some_and(|one| one.span.start() < mention.span.end()) {
            if let Some(slot) = all.get_mut(token) {
                *slot = number;
            }
            token += 1;
        }
    }
    all
}

/// For each mention, the token at its start and the token at its end, as [`Reading::token_at`]
/// finds them.
fn mention_runs(tokens: &[Token], entities: &Entities) -> Vec<(u32, u32)> {
    let mut first = 0;
    let runs = entities.mentions.iter().map(|mention| {
        while tokens.get(first).is_some_and(|one| one.span.end() <= mention.span.start()) {
            first += 1;
        }
        let mut after = first;
        while tokens.get(after).is_some_and(|one| one.span.end() <= mention.span.end()) {
            after += 1;
        }
        (offset(first), offset(after))
    });
    runs.collect()
}

/// A range of indices for use with slices.
pub(super) fn run(range: &Range<u32>) -> Run {
    usize::try_from(range.start).unwrap_or_default()..usize::try_from(range.end).unwrap_or_default()
}

fn read(words: &Words, clean: &CleanText, token: &Token) -> Word {
    let text = clean.at(token.span);
    let classes = match token.kind {
        TokenKind::Word => {
            let mut word = words.at(clean.as_str(), token.span.range());
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
