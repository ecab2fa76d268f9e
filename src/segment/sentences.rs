//! Sentences of one paragraph: at which of its tokens one ends.
//!
//! Where the evidence is thin two sentences stay joined: a quotation cut from its speaker costs
//! more than a sentence too long.

use std::ops::Range;

use crate::text::{Clean, Span};

use super::words::{Abbreviation, Words};
use super::{Token, TokenKind};

/// Tokens that a speaker's name and titles may take before the verb that closes a quotation.
const LONGEST_SPEAKER: usize = 9;

/// Finds where the sentences of one paragraph end.
pub(super) struct Splitter<'a> {
    pub(super) words: &'a Words,
    pub(super) text: &'a str,
    /// The tokens of the paragraph.
    pub(super) tokens: &'a [Token],
}

/// A mark that may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// `.`
    Full,
    /// `!`, `?`
    Loud,
    /// `...`
    Ellipsis,
    /// The stop of a word: `Corp.`
    Abbreviated,
}

impl Splitter<'_> {
    /// Gives each sentence as its tokens and its place.
    ///
    /// `marks` are the tokens that are no mere words, in order.
    pub(super) fn split(
        &self,
        marks: impl Iterator<Item = usize>,
        mut give: impl FnMut(Range<usize>, Span<Clean>),
    ) {
        let mut first = 0;
        let mut next = 0;
        // Whether a straight double mark was opened and not closed.
        let mut in_straight = false;
        for at in marks {
            let Some(token) = self.tokens.get(at).filter(|_| at >= next) else { continue };
            if token.kind == TokenKind::Quote && self.at(at) == "\"" {
                in_straight = !in_straight;
            }
            let Some(stop) = self.stop(at, token) else { continue };
            next = self.after_closers(at + 1, &mut in_straight);
            if self.ends(stop, first, at, next) {
                give(first..next, self.span(first, next));
                first = next;
            }
        }
        if first < self.tokens.len() {
            give(first..self.tokens.len(), self.span(first, self.tokens.len()));
        }
    }

    fn span(&self, first: usize, next: usize) -> Span<Clean> {
        match (self.tokens.get(first), self.tokens.get(next - 1)) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::new(0, 0),
        }
    }

    fn at(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |token| self.of(token))
    }

    fn of(&self, token: &Token) -> &str {
        self.text.get(token.span.range()).unwrap_or_default()
    }

    fn first_char(&self, token: usize) -> Option<char> {
        self.at(token).chars().next()
    }

    /// Whether white space stands before a token; also before the first and after the last.
    fn has_gap(&self, token: usize) -> bool {
        let before = token.checked_sub(1).and_then(|before| self.tokens.get(before));
        match (before, self.tokens.get(token)) {
            (Some(before), Some(token)) => before.span.end() < token.span.start(),
            _ => true,
        }
    }

    /// The mark that may end a sentence with the token `at`.
    fn stop(&self, at: usize, token: &Token) -> Option<Stop> {
        let last = *self.text.as_bytes().get(token.span.range().end - 1)?;
        match (token.kind, last) {
            (TokenKind::Word, b'.') => Some(Stop::Abbreviated),
            (TokenKind::Punctuation, b'.') if token.span.len() > 1 => Some(Stop::Ellipsis),
            // The last of ". . .".
            (TokenKind::Punctuation, b'.') if self.at(at.wrapping_sub(1)) == "." => {
                Some(Stop::Ellipsis)
            }
            (TokenKind::Punctuation, b'.') => Some(Stop::Full),
            (TokenKind::Punctuation, b'!' | b'?') => Some(Stop::Loud),
            (TokenKind::Punctuation, 128..) => match self.of(token) {
                "…" => Some(Stop::Ellipsis),
                "。" => Some(Stop::Full),
                "！" | "？" | "‼" | "⁉" => Some(Stop::Loud),
                _ => None,
            },
            _ => None,
        }
    }

    /// The first token from `at` on that closes nothing before it.
    fn after_closers(&self, mut at: usize, in_straight: &mut bool) -> usize {
        while let Some(token) = self.tokens.get(at) {
            if !self.closes(at, token, *in_straight) {
                break;
            }
            if self.of(token) == "\"" {
                *in_straight = !*in_straight;
            }
            at += 1;
        }
        at
    }

    fn closes(&self, at: usize, token: &Token, in_straight: bool) -> bool {
        let gap_after = self.has_gap(at + 1);
        match (self.of(token), self.has_gap(at)) {
            (")" | "]" | "”" | "»", false) => true,
            ("\"", false) => gap_after || in_straight,
            ("\"", true) => gap_after && in_straight,
            (")" | "]" | "”" | "»", true) => gap_after,
            // Turned the wrong way, or an apostrophe that closes.
            (_, false) if token.kind == TokenKind::Quote => gap_after,
            // A picture goes with what it comments on.
            (mark, _) if token.kind == TokenKind::Punctuation => {
                mark.chars().next().is_some_and(|mark| mark >= '\u{1f000}')
            }
            _ => false,
        }
    }

    /// Whether the sentence from `first` on ends with the mark `at` when `next` is the first token
    /// after it and its closing marks.
    fn ends(&self, stop: Stop, first: usize, at: usize, next: usize) -> bool {
        if next == self.tokens.len() {
            return true;
        }
        // A mark alone at the end of a line opens what stands in the next one.
        if next + 1 == self.tokens.len()
            && self.tokens.get(next).is_some_and(|token| token.kind == TokenKind::Quote)
        {
            return false;
        }
        let is_quoted = self
            .tokens
            .get(at + 1..next)
            .is_some_and(|closers| closers.iter().any(|token| token.kind == TokenKind::Quote));
        match stop {
            Stop::Abbreviated if !is_quoted => self.abbreviation_ends(first, at, next),
            Stop::Ellipsis if !is_quoted => self.is_opener(next),
            Stop::Full if self.is_item_number(first, at) => false,
            Stop::Loud if self.words.is_written_with_mark(self.at(at.wrapping_sub(1))) => {
                self.is_opener(next)
            }
            _ => self.may_open(next) && !(is_quoted && self.is_cued(stop, next)),
        }
    }

    /// `1. First things first`: a number or letter at the beginning counts an item.
    fn is_item_number(&self, first: usize, at: usize) -> bool {
        at == first + 1
            && self
                .tokens
                .get(first)
                .is_some_and(|token| token.kind == TokenKind::Number && token.span.len() <= 3)
    }

    fn abbreviation_ends(&self, first: usize, at: usize, next: usize) -> bool {
        let word = self.at(at).trim_end_matches('.');
        if at == first {
            // Q. and A. in an interview, No. 1 in a list.
            return false;
        }
        // then-Sen. is a title as Sen. is.
        match self.words.abbreviation_ending(word) {
            Some(Abbreviation::BeforeNumber) => false,
            // ST. LOUIS is one place; "went to the SEC. Trump said" are two sentences.
            Some(Abbreviation::BeforeName) if is_capitals(word) => {
                self.is_opener(next) || self.may_open(next) && !is_capitals(self.at(next))
            }
            // Wall St. The, but not St. Louis.
            Some(Abbreviation::BeforeName) => word == "St" && self.is_opener(next),
            _ if word == "etc" => self.may_open(next),
            Some(Abbreviation::Anywhere) | None => self.is_opener(next),
        }
    }

    /// Whether a sentence surely begins at the token: a word that opens many, marks before it or not.
    fn is_opener(&self, mut at: usize) -> bool {
        while self.is_opening_mark(at) {
            at += 1;
        }
        self.words.is_opener(self.at(at))
    }

    fn is_opening_mark(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let is_mark = token.kind == TokenKind::Quote || matches!(self.of(token), "(" | "[");
        is_mark && !self.has_gap(at + 1)
    }

    /// Whether a sentence can begin at the token after a stop.
    fn may_open(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        let Some(first) = self.first_char(at) else { return false };
        match token.kind {
            TokenKind::Word => {
                matches!(first, '@' | '#')
                    || !first.is_lowercase() && first.is_alphabetic()
                    // iPhone, wikiHow.
                    || self.of(token).contains(char::is_uppercase)
                    || self.of(token).starts_with("http")
            }
            TokenKind::Number => self.has_gap(at),
            TokenKind::Quote => self.has_gap(at) || first == '“',
            TokenKind::Suffix => false,
            TokenKind::Punctuation => match first {
                '(' | '[' => !self.first_char(at + 1).is_some_and(char::is_lowercase),
                '$' | '£' | '€' | '•' | '*' | '▪' | '■' | '●' | '·' | '¿' | '¡' => {
                    true
                }
                _ => false,
            },
        }
    }

    /// Whether a speaker and a verb of saying at `at` belong to the quotation before them:
    /// `“We will win.” Trump said.`, but not `“We will win.” Trump said that he was sure`.
    fn is_cued(&self, stop: Stop, at: usize) -> bool {
        let end = self.tokens.len().min(at + LONGEST_SPEAKER);
        let cue = (at..end).find(|at| self.words.is_closing_cue(self.at(*at)));
        let Some(cue) = cue.filter(|cue| *cue > at) else { return false };
        let is_speaker = (at..cue).all(|at| {
            let token = self.at(at);
            let is_capital = token.chars().next().is_some_and(char::is_uppercase);
            is_capital || matches!(token, "of" | "the" | "for" | "and" | "de" | "van" | "’s" | "'s")
        });
        is_speaker && self.is_last_clause(stop, cue)
    }

    /// Whether nothing that was said follows the verb: the sentence ends, or goes on with a place
    /// or time, briefly if the quotation had a full stop.
    fn is_last_clause(&self, stop: Stop, cue: usize) -> bool {
        match self.at(cue + 1) {
            "" | "." => true,
            // Trump said, "And: what he said begins anew.
            "," => self.tokens.get(cue + 2).is_some_and(|token| token.kind != TokenKind::Quote),
            "on" | "in" | "at" | "during" | "as" | "to" => {
                let ahead = cue + 2..self.tokens.len().min(cue + 7);
                stop == Stop::Loud || ahead.into_iter().any(|at| self.at(at) == ".")
            }
            _ => false,
        }
    }
}

/// Whether a word is two capitals or more.
fn is_capitals(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())
}
