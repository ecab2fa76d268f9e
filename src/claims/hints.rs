//! Which readers of claims have to look at a token, told by one lookup.
//!
//! A hint may be wrong where it is given, never where it is missing: readers pass over the tokens
//! without theirs, which are nearly all, and decide of the others for themselves.

use rustc_hash::FxHashMap;

use crate::lexicon::{Spelling, alphanumerics, count, eights_at};
use crate::segment::{Token, TokenKind};
use crate::text::CleanText;

/// A set of readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Hints(u16);

impl Hints {
    /// A figure may begin here: `7`, `seven`, `a` of `a dozen`, `$`.
    pub(super) const FIGURE: Self = Self(1);
    /// A date may begin here.
    pub(super) const DATE: Self = Self(1 << 1);
    /// It may grade: `may`, `likely`.
    pub(super) const MODAL: Self = Self(1 << 2);
    /// It may open a condition: `if`, `as` of `as long as`.
    pub(super) const CONDITION: Self = Self(1 << 3);
    /// `or`
    pub(super) const OR: Self = Self(1 << 4);
    /// `.`, `!`, `?`
    pub(super) const STOP: Self = Self(1 << 5);
    /// Letters and digits of ASCII, and nothing else.
    pub(super) const PLAIN: Self = Self(1 << 6);
    /// It may be a person's pronoun.
    pub(super) const PRONOUN: Self = Self(1 << 7);
    /// It tells a topic.
    pub(super) const TOPIC: Self = Self(1 << 8);
    /// Any reader.
    const ALL: Self = Self(!(1 << 6));

    /// The readers of either.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two share a reader.
    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

/// The hints of all listed words.
#[derive(Debug)]
pub(super) struct Table {
    by_hash: FxHashMap<u64, Hints>,
}

/// The hints of words that no list has.
const WORDS: [(Hints, &[&str]); 6] = [
    (Hints::FIGURE, &["a", "an", "half", "twice"]),
    (
        Hints::DATE,
        &[
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "jan",
            "feb",
            "mar",
            "apr",
            "jun",
            "jul",
            "aug",
            "sep",
            "sept",
            "oct",
            "nov",
            "dec",
            "jan.",
            "feb.",
            "mar.",
            "apr.",
            "may.",
            "june.",
            "july.",
            "jun.",
            "jul.",
            "aug.",
            "sep.",
            "sept.",
            "oct.",
            "nov.",
            "dec.",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "mon.",
            "tue.",
            "tues.",
            "wed.",
            "thu.",
            "thurs.",
            "fri.",
            "last",
            "this",
            "next",
            "past",
            "previous",
            "current",
            "coming",
            "upcoming",
            "today",
            "tonight",
            "yesterday",
            "tomorrow",
            "early",
            "late",
            "mid",
            "mid-",
            "start",
            "beginning",
            "end",
            "middle",
            "spring",
            "summer",
            "fall",
            "autumn",
            "winter",
            "christmas",
            "thanksgiving",
            "halloween",
            "election",
            "inauguration",
            "labor",
            "memorial",
            "independence",
            "veterans",
            "columbus",
            "new",
            "first",
            "second",
            "third",
            "fourth",
            "'",
            "’",
            "‘",
            "a",
            "an",
        ],
    ),
    (Hints::CONDITION, &["if", "unless", "provided", "as"]),
    (Hints::OR, &["or"]),
    (Hints::STOP, &[".", "!", "?"]),
    (Hints::PRONOUN, &["i", "me", "my", "myself", "he", "him", "his", "she", "her"]),
];

impl Default for Table {
    fn default() -> Self {
        let mut table = Self { by_hash: FxHashMap::default() };
        for (hint, words) in WORDS {
            for word in words {
                table.add(word, hint);
            }
        }
        table
    }
}

impl Table {
    /// Adds a hint to a word, in any case.
    pub(super) fn add(&mut self, word: &str, hint: Hints) {
        if let Some(spelling) = Spelling::of(word) {
            let known = self.by_hash.entry(spelling.hash()).or_default();
            *known = known.or(hint);
        }
    }

    /// The hints of a token.
    pub(super) fn of(&self, clean: &CleanText, token: &Token) -> Hints {
        if token.kind == TokenKind::Number {
            return Hints::FIGURE.or(Hints::DATE);
        }
        let Some(eights) = eights_at(clean.as_str(), token.span.range()) else {
            return Hints::ALL;
        };
        let known = self.by_hash.get(&Spelling::of_eights(eights).hash()).copied();
        let set = |holds: bool, hint| if holds { hint } else { Hints::default() };
        let n_plain: u8 = eights.iter().map(|eight| count(alphanumerics(*eight))).sum();
        let is_plain = u32::from(n_plain) == token.span.len();
        let word = clean.at(token.span).as_bytes();
        known
            .unwrap_or_default()
            .or(set(is_plain, Hints::PLAIN))
            .or(set(!is_plain && word.contains(&b'-'), Hints::FIGURE))
    }
}
