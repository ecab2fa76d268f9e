//! Shares and ranks: fractions and ratios as percent, ordinals.

use crate::segment::{Part, TokenKind};

use super::hints::Hints;
use super::numbers;
use super::view::View;
use super::words::Words;

/// A value, and one past its last token.
pub(super) type Read = (f64, usize);

/// A share of a whole in percent: `half of`, `two-thirds`, `one in five`, `4 out of 10`.
pub(super) fn share(view: View<'_>, words: &Words, at: usize) -> Option<Read> {
    ratio(view, words, at)
        .or_else(|| ratio_in_one(words, view.word(at)).map(|value| (value, at + 1)))
        .or_else(|| fraction(view, words, at))
        .map(|(value, end)| ((value * 100.0).round() / 100.0, end))
}

/// Whether a word by itself may be a share, the first of one, or a place in a row.
pub(super) fn may_be(words: &Words, word: &str) -> bool {
    ratio_in_one(words, word).is_some()
        || fraction_in_one(words, word).is_some()
        || ordinal_value(words, word).is_some()
}

/// `one in five`, `four out of 11 times`
fn ratio(view: View<'_>, words: &Words, at: usize) -> Option<Read> {
    let (next, is_out) = if view.is(at + 1, "in") {
        (at + 2, false)
    } else if view.is(at + 1, "out") && view.is(at + 2, "of") {
        (at + 3, true)
    } else {
        return None;
    };
    let part = small(view, words, at)?;
    // Every 10: another one.
    let next = next + usize::from(view.is(next, "every"));
    let whole = small(view, words, next)?;
    let is_round = [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 20.0, 25.0, 50.0, 100.0]
        .contains(&whole)
        || whole % 1000.0 == 0.0 && whole < 10_000_000.0;
    let counts = is_length(view, next + 1);
    if part >= whole || !is_out && (!is_round || counts) {
        return None;
    }
    Some((100.0 * part / whole, next + 1 + usize::from(is_out && view.is(next + 1, "times"))))
}

/// Three in five years are no ratio.
fn is_length(view: View<'_>, at: usize) -> bool {
    view.is_any(at, &["days", "weeks", "months", "years", "hours", "minutes", "decades", "%"])
}

/// `three-in-five`
fn ratio_in_one(words: &Words, word: &str) -> Option<f64> {
    if !word.contains('-') {
        return None;
    }
    let (part, whole) = word.split_once("-in-")?;
    let value = |word: &str| word.parse().ok().or_else(|| numbers::unit(words, word));
    let (part, whole): (f64, f64) = (value(part)?, value(whole)?);
    (part < whole && whole > 1.0).then(|| 100.0 * part / whole)
}

/// A plain number of one token.
fn small(view: View<'_>, words: &Words, at: usize) -> Option<f64> {
    if view.is_kind(at, TokenKind::Number) {
        return numbers::plain_value(view.word(at)).filter(|value| *value >= 1.0);
    }
    numbers::unit(words, view.word(at))
}

/// `half the voters`, `nearly half`, `a third of`, `two-thirds`, `three quarters`
fn fraction(view: View<'_>, words: &Words, at: usize) -> Option<Read> {
    if view.is_kind(at, TokenKind::Number) {
        return None;
    }
    if view.word(at).contains('-') {
        return fraction_in_one(words, view.word(at)).map(|share| (share, at + 1));
    }
    if view.is(at, "half") {
        let is_said = view.is_after(at, &HEDGES)
            || view.is(at + 1, "of") && !view.is_after(at, &["first", "second", "other", "latter"])
            || matches!(view.part(at + 1), Part::Determiner | Part::Possessive)
                && !view.is_any(at + 1, &["a", "an"])
                && !view.is_after(at, &["first", "second", "other", "better"]);
        return is_said.then_some((50.0, at + 1));
    }
    if !view.hints(at + 1).has(Hints::COUNTED) {
        return None;
    }
    let count = match view.word(at) {
        "a" | "A" => 1.0,
        word => numbers::unit(words, word)?,
    };
    let part = words.fractions.get(lower(view.word(at + 1)).as_str())?;
    let is_share = view.is(at + 2, "of")
        || count > 1.0
        || view.is_after(at, &HEDGES)
        || view.is(at, "one")
        || !view.is_any(at + 1, &["quarter"]) && !opens_noun(view, at + 2);
    if !is_share || count * part >= 1.0 || view.part(at + 1) == Part::Name {
        return None;
    }
    // A quarter of a percent.
    if view.is(at + 2, "of") && view.is(at + 3, "a") && view.is(at + 4, "percent") {
        return Some((count * part, at + 5));
    }
    Some((100.0 * count * part, at + 2))
}

/// `two-thirds`
fn fraction_in_one(words: &Words, word: &str) -> Option<f64> {
    let (count, part) = word.split_once('-')?;
    let (count, part) = (numbers::unit(words, count)?, words.fractions.get(lower(part).as_str())?);
    (count * part <= 1.0).then_some(100.0 * count * part)
}

/// Words before a share that show that it is one.
const HEDGES: [&str; 21] = [
    "about",
    "almost",
    "approximately",
    "around",
    "at",
    "by",
    "exactly",
    "just",
    "least",
    "nearly",
    "of",
    "only",
    "over",
    "roughly",
    "some",
    "than",
    "under",
    "to",
    "half",
    "virtually",
    "barely",
];

/// Whether a word may stand in a noun phrase.
fn opens_noun(view: View<'_>, at: usize) -> bool {
    matches!(
        view.part(at),
        Part::Noun | Part::Nouns | Part::Name | Part::Adjective | Part::Gerund | Part::Participle
    ) || view.is_kind(at, TokenKind::Number)
        || view.word(at).contains('-')
}

fn lower(word: &str) -> String {
    word.to_ascii_lowercase()
}

/// A place in a row: `the second term`, `12th`, `finished third`.
pub(super) fn ordinal(view: View<'_>, words: &Words, at: usize) -> Option<Read> {
    let (value, is_digits) = ordinal_value(words, view.word(at))?;
    let next = at + 1;
    if is_named(view, at) || is_fixed(view, next, value) {
        return None;
    }
    let before = at.checked_sub(1).map_or(Part::Stop, |before| view.part(before));
    let is_determined = matches!(before, Part::Determiner | Part::Possessive | Part::Genitive)
        && !view.is_after(at, &["that", "this"]);
    let ends = matches!(view.part(next), Part::Stop | Part::Comma | Part::Colon | Part::Quote)
        || view.is_any(next, &["place", "behind", "in", "after", "overall", "nationally", "to"]);
    let is_rank = (view.is_after(at, &["in", "for", "at"]) || view.is(next, "place")) && ends
        || view.is_after(at, &RANKING) && !is_noun(view, next);
    // A closer-than-expected second; for second give.
    let is_rank = is_rank
        || value > 1.0
            && (before == Part::Adjective && ends
                || view.is_after(at, &["for", "in"]) && !opens_noun(view, next));
    let is_first_word = view.is(at, "first") && view.is_after(at, &["at"]);
    (!is_first_word && (is_digits || is_determined || is_rank)).then_some((value, next))
}

fn is_noun(view: View<'_>, at: usize) -> bool {
    matches!(view.part(at), Part::Noun | Part::Nouns | Part::Name)
}

/// Verbs after which an ordinal ranks.
const RANKING: [&str; 15] = [
    "came",
    "come",
    "comes",
    "coming",
    "finish",
    "finished",
    "finishes",
    "finishing",
    "place",
    "placed",
    "places",
    "placing",
    "ran",
    "rank",
    "ranked",
];

/// The value of an ordinal, and whether it is in digits.
fn ordinal_value(words: &Words, word: &str) -> Option<(f64, bool)> {
    if let Some(value) = Words::folded(&words.ordinals, word) {
        return Some((value, false));
    }
    let digits = word.trim_end_matches(|last: char| last.is_ascii_alphabetic());
    let ending = word.strip_prefix(digits)?;
    let is_ending = ["st", "nd", "rd", "th"].iter().any(|end| ending.eq_ignore_ascii_case(end));
    let is_whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_ending && is_whole).then(|| digits.parse().ok().map(|value| (value, true)))?
}

/// Whether the ordinal is part of a name: `First Amendment`, `the 9th Circuit`.
fn is_named(view: View<'_>, at: usize) -> bool {
    let is_name = view.is_capital(at + 1) && !view.is_any(at + 1, &["Term", "Time", "Place"]);
    let is_inside = view.sentence(at).start < at;
    // The First and 14th amendments.
    let is_capital = !view.is_kind(at, TokenKind::Number) && view.is_capital(at) && is_inside;
    is_capital && !is_name && view.is(at + 1, "and")
        || is_name && (view.is_capital(at) || view.is_kind(at, TokenKind::Number))
        || view.is_any(
            at + 1,
            &[
                "amendment",
                "amendments",
                "avenue",
                "century",
                "centuries",
                "circuit",
                "congress",
                "district",
                "fleet",
                "half",
                "quarter",
                "street",
            ],
        )
}

/// Whether a first or second with this word after it ranks nothing: `the first lady`.
fn is_fixed(view: View<'_>, next: usize, value: f64) -> bool {
    if value > 2.0 {
        return false;
    }
    let is_listed = view.is_any(
        next,
        &[
            "couple",
            "daughter",
            "degree",
            "dude",
            "families",
            "family",
            "gentleman",
            "hand",
            "husband",
            "ladies",
            "lady",
            "later",
            "name",
            "names",
            "of",
            "responder",
            "responders",
            "son",
            "thoughts",
        ],
    );
    let is_paired = view.is(next, "and") && view.is(next + 1, "foremost")
        || view.is(next, "place")
            && view.is(next.wrapping_sub(2), "the")
            && view.is(next.wrapping_sub(3), "in");
    // The first three: a choice of three, no rank.
    let counts =
        view.part(next) == Part::Number || view.is_any(next, &["few", "several", "couple"]);
    is_listed || is_paired || counts
}
