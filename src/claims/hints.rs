//! Which readers of claims have to look at a token, told by one lookup.
//!
//! A hint may be wrong where it is given, never where it is missing: readers pass over the tokens
//! without theirs, which are nearly all, and decide of the others for themselves. Only
//! [`Hints::NEXT`] is given to no word that is not meant.

use rustc_hash::FxHashMap;

use crate::lexicon::{Spelling, eights_at};
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
    /// A mark of quotation.
    pub(super) const QUOTE: Self = Self(1 << 6);
    /// It may be a person's pronoun.
    pub(super) const PRONOUN: Self = Self(1 << 7);
    /// It tells a topic.
    pub(super) const TOPIC: Self = Self(1 << 8);
    /// It may be counted, or tell how much: `year`, `million`, `third`.
    pub(super) const COUNTED: Self = Self(1 << 9);
    /// It is part of a figure or date only before one of the former, or before what may begin
    /// either: `a`, `this`, `last`.
    pub(super) const NEXT: Self = Self(1 << 10);
    /// It may tell which way a figure went: `rose`.
    pub(super) const WAY: Self = Self(1 << 11);
    /// It may be a thing that shows: `poll`.
    pub(super) const EVIDENCE: Self = Self(1 << 12);
    /// It may bound the figure behind it: `than`, `about`.
    pub(super) const BOUND: Self = Self(1 << 13);
    /// A date may begin here if it is written with a capital: `March`.
    const NAMED_DATE: Self = Self(1 << 14);
    /// As part of a cue or first in a source, it may tell more than its list: `called`, `not`.
    pub(super) const TELLING: Self = Self(1 << 15);
    /// What a word may be that follows one of [`Hints::NEXT`].
    pub(super) const BEHIND: Self = Self::COUNTED.or(Self::DATE).or(Self::FIGURE);
    /// Any reader.
    const ALL: Self = Self(!(1 << 10));

    /// The readers of either.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those without some.
    pub(super) const fn without(self, some: Self) -> Self {
        Self(self.0 & !some.0)
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
const WORDS: [(Hints, &[&str]); 11] = [
    (
        Hints::TELLING,
        &[
            "call",
            "calls",
            "called",
            "calling",
            "warn",
            "warns",
            "warned",
            "warning",
            "see",
            "sees",
            "saw",
            "seen",
            "seeing",
            "view",
            "views",
            "viewed",
            "opinion",
            "opinions",
            "impression",
            "not",
            "n't",
            "n’t",
            "never",
            "no",
            "neither",
            "nor",
            "without",
            "cannot",
            "hardly",
            "to",
            "for",
            "none",
            "nobody",
            "few",
        ],
    ),
    (Hints::FIGURE, &["a", "an", "half", "twice"]),
    (
        Hints::NAMED_DATE,
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
        ],
    ),
    (
        Hints::DATE,
        &[
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
    (
        Hints::COUNTED,
        &[
            "hour",
            "hours",
            "day",
            "days",
            "week",
            "weeks",
            "month",
            "months",
            "quarter",
            "quarters",
            "year",
            "years",
            "decade",
            "decades",
            "century",
            "centuries",
            "morning",
            "afternoon",
            "evening",
            "night",
            "weekend",
            "fiscal",
            "january.",
            "february.",
            "march.",
            "april.",
            "august.",
            "september.",
            "october.",
            "november.",
            "december.",
            "$",
        ],
    ),
    (
        Hints::NEXT,
        &[
            "a", "an", "last", "past", "previous", "this", "current", "next", "coming", "upcoming",
            "new",
        ],
    ),
    (
        Hints::BOUND,
        &[
            "than",
            "least",
            "to",
            "most",
            "as",
            "over",
            "above",
            "exceeding",
            "surpassing",
            "topping",
            "under",
            "below",
            "nearly",
            "almost",
            "of",
            "about",
            "approximately",
            "around",
            "roughly",
            "some",
            "estimated",
            "circa",
            "~",
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
        let known = known.unwrap_or_default();
        let word = clean.at(token.span).as_bytes();
        let is_capital = word.first().is_some_and(u8::is_ascii_uppercase);
        known
            .without(Hints::NAMED_DATE)
            .or(set(is_capital && known.has(Hints::NAMED_DATE), Hints::DATE))
            .or(set(token.kind == TokenKind::Quote, Hints::QUOTE))
            // Beyond ASCII there is more than one way to write a letter small.
            .or(set(!word.is_ascii(), Hints::EVIDENCE))
            .or(set(word.contains(&b'-'), Hints::FIGURE))
    }
}
