//! The current text as a fixer sees it: the text, the vocabulary, and the words in doubt.

use std::cell::OnceCell;
use std::ops::Range;

use super::Normalizer;
use super::doubled::Doublings;
use super::doubts::Doubts;
use super::gaps::Gaps;
use super::misspellings::Misspellings;
use super::pairs::Pairs;
use super::rare_names::RareNames;
use super::signs::{Sign, Signs};
use super::vocabulary::Vocabulary;

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
    /// Names that the vocabulary does not have.
    pub(super) rare_names: &'a RareNames,
    /// The words that are known, each with a letter left out.
    pub(super) gaps: &'a Gaps,
    /// The misspellings that are known.
    pub(super) misspellings: &'a Misspellings,
    /// The words that may stand twice.
    pub(super) doublings: &'a Doublings,
    signs: OnceCell<Signs>,
    doubts: OnceCell<Doubts>,
}

impl<'a> Page<'a> {
    /// A view of a text; `signs` and `doubts` are those of this very text, when they are known
    /// already.
    pub(super) fn new(
        text: &'a str,
        lists: &'a Normalizer,
        signs: Option<Signs>,
        doubts: Option<Doubts>,
    ) -> Self {
        Self {
            text,
            vocabulary: &lists.vocabulary,
            pairs: &lists.pairs,
            rare_names: &lists.rare_names,
            gaps: &lists.gaps,
            misspellings: &lists.misspellings,
            doublings: &lists.doublings,
            signs: signs.map_or_else(OnceCell::new, OnceCell::from),
            doubts: doubts.map_or_else(OnceCell::new, OnceCell::from),
        }
    }

    /// The words that the vocabulary does not know; found at the first call.
    pub(super) fn doubts(&self) -> &Doubts {
        self.doubts.get_or_init(|| Doubts::find(self.text, self.vocabulary))
    }

    /// The places where fixers of characters look; found at the first call.
    pub(super) fn signs(&self) -> impl Iterator<Item = Sign> {
        self.found_signs().iter()
    }

    /// Where those of them stand that begin with one of some bytes.
    pub(super) fn signs_of<const N: usize>(&self, firsts: [u8; N]) -> impl Iterator<Item = usize> {
        self.found_signs().of(firsts)
    }

    fn found_signs(&self) -> &Signs {
        self.signs.get_or_init(|| Signs::find(self.text))
    }

    /// The signs and doubts, if any fixer asked for them.
    pub(super) fn into_found(self) -> (Option<Signs>, Option<Doubts>) {
        (self.signs.into_inner(), self.doubts.into_inner())
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
        let start = memchr::memrchr(b'\n', self.at(from..position).as_bytes());
        self.at(start.map_or(from, |at| from + at + 1)..position)
    }

    /// What stands after a position in its line, as far as [`Page::line_before`] goes back.
    pub(super) fn line_after(&self, position: usize) -> &'a str {
        let until = self.text.floor_char_boundary(position.saturating_add(MAX_LINE));
        let after = self.at(position..until.max(position));
        let end = memchr::memchr(b'\n', after.as_bytes());
        after.get(..end.unwrap_or(after.len())).unwrap_or_default()
    }

    /// Whether the article has words as they are written, a few thousand bytes around a position.
    pub(super) fn is_near(&self, words: &str, position: usize) -> bool {
        self.near(words, position).next().is_some()
    }

    /// The same, at another place than this position.
    pub(super) fn is_near_but(&self, words: &str, position: usize) -> bool {
        self.near(words, position).any(|at| at != position)
    }

    /// Where words stand as they are written, a few thousand bytes around a position.
    pub(super) fn near<'w>(
        &'w self,
        words: &'w str,
        position: usize,
    ) -> impl Iterator<Item = usize> + 'w {
        let from = self.text.floor_char_boundary(position.saturating_sub(2 * MAX_LINE));
        let until = self.text.floor_char_boundary(position.saturating_add(2 * MAX_LINE));
        let around = self.at(from..until).as_bytes();
        let is_letter = |at: Option<usize>| {
            at.and_then(|at| around.get(at)).is_some_and(u8::is_ascii_alphabetic)
        };
        memchr::memmem::find_iter(around, words.as_bytes())
            .filter(move |at| !is_letter(at.checked_sub(1)) && !is_letter(Some(at + words.len())))
            .map(move |at| from + at)
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
