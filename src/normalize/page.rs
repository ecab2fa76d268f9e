//! The current text as a fixer sees it: the text, the vocabulary, and the words in doubt.

use std::cell::OnceCell;
use std::ops::Range;

use super::Normalizer;
use super::misspellings::Misspellings;
use super::pairs::Pairs;
use super::vocabulary::Vocabulary;
use super::words::{self, Doubts};

/// How much of a line is looked at.
const MAX_LINE: usize = 4096;

/// What fixers read.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The whole current text.
    pub(super) text: &'a str,
    /// The words that are known.
    pub(super) vocabulary: &'a Vocabulary,
    /// The pairs of words that are known.
    pub(super) pairs: &'a Pairs,
    /// The misspellings that are known.
    pub(super) misspellings: &'a Misspellings,
    doubts: OnceCell<Doubts>,
}

impl<'a> Page<'a> {
    /// A view of a text; `doubts` are those of this very text, when they are known already.
    pub(super) fn new(text: &'a str, lists: &'a Normalizer, doubts: Option<Doubts>) -> Self {
        Self {
            text,
            vocabulary: &lists.vocabulary,
            pairs: &lists.pairs,
            misspellings: &lists.misspellings,
            doubts: doubts.map_or_else(OnceCell::new, OnceCell::from),
        }
    }

    /// The words that the vocabulary does not know; found at the first call.
    pub(super) fn doubts(&self) -> &Doubts {
        self.doubts.get_or_init(|| words::find(self.text, self.vocabulary))
    }

    /// The doubts, if any fixer asked for them.
    pub(super) fn into_doubts(self) -> Option<Doubts> {
        self.doubts.into_inner()
    }

    /// The text of a range, or nothing where it is none.
    pub(super) fn at(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// What stands before a position in its line, at most a few thousand bytes of it: a bound
    /// that no sentence reaches, and that keeps a line of ten megabytes from being read again for
    /// each of its marks.
    pub(super) fn line_before(&self, position: usize) -> &'a str {
        let from = self.text.floor_char_boundary(position.saturating_sub(MAX_LINE));
        let before = self.at(from..position);
        before.rsplit('\n').next().unwrap_or_default()
    }

    /// What stands after a position in its line, as far as [`Page::line_before`] goes back.
    pub(super) fn line_after(&self, position: usize) -> &'a str {
        let until = self.text.floor_char_boundary(position.saturating_add(MAX_LINE));
        self.at(position..until.max(position)).split('\n').next().unwrap_or_default()
    }

    /// The character that ends at a position.
    pub(super) fn before(&self, position: usize) -> Option<char> {
        self.at(0..position).chars().next_back()
    }

    /// The character that begins at a position.
    pub(super) fn after(&self, position: usize) -> Option<char> {
        self.at(position..self.text.len()).chars().next()
    }
}
