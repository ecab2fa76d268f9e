//! Numbers that no noun explains: which of them count all the same, and which never do.

use crate::segment::{Part, TokenKind};

use super::Unit;
use super::numbers::{Form, Number};
use super::quantities::Figure;
use super::view::View;
use super::words::Words;

/// Whether a number with a unit counts nothing: `one of them`, `in 2016 voters`, `Boeing 737 jets`.
pub(super) fn is_no_count(
    view: View<'_>,
    words: &Words,
    start: usize,
    number: &Number,
    unit: &Unit,
) -> bool {
    if !matches!(unit, Unit::Noun(_) | Unit::Times) {
        return false;
    }
    if number.value <= 1.0 && number.scale <= 1.0 && number.form == Form::Words {
        return !is_counted_one(view, start, number.end);
    }
    number.form == Form::Digits && (is_year(view, start) || names_thing(view, words, start))
        || number.form == Form::Words && is_numbered(view, words, start)
        || is_time(view, number.end)
        || number.value <= 0.0
}

/// Whether `one` is a number where it stands: `only one account`, `one gallon`.
fn is_counted_one(view: View<'_>, at: usize, next: usize) -> bool {
    view.is(at, "one")
        && (view.is_after(at, &["least", "only", "than", "exactly"])
            || view.is_any(
                next,
                &["gallon", "hour", "inch", "mile", "minute", "ounce", "second", "ton"],
            ))
        && !view.is(next, "of")
}

/// Whether a number without a unit is a figure: by its size, or by the words before it.
pub(super) fn counts(view: View<'_>, words: &Words, figure: &Figure) -> bool {
    let (at, number) = (figure.tokens.start, &figure.number);
    let end = figure.tokens.end;
    if number.value < 1.0
        || is_time(view, end)
        || names_thing(view, words, at)
        || is_after_of_name(view, at)
        || view.is(end, "(")
        || view.is_after(at, &["top", "#"])
    {
        return false;
    }
    let is_of_them = view.is(end, "of")
        && view.is_any(end + 1, &["them", "these", "those", "us", "which", "whom"]);
    match number.form {
        Form::Digits | Form::Words if is_of_them && number.value > 1.0 => !is_year(view, at),
        Form::Figure => number.value >= 100.0 || number.scale > 1.0 || is_led(view, at),
        Form::Digits => !is_year(view, at) && number.value < 100_000.0 && is_led(view, at),
        Form::Words => number.value > 1.0 && is_left_over(view, at, end),
        Form::Joined => false,
    }
}

/// Whether the word before digits shows that they count: `has 129`, `at least 56`, `just 52 have`.
fn is_led(view: View<'_>, at: usize) -> bool {
    let is_second = at.checked_sub(2).is_some_and(|at| view.is_kind(at, TokenKind::Number));
    // 458 to 359 is a score.
    if is_second && view.is_after(at, &["to"]) {
        return false;
    }
    view.is_after(
        at,
        &[
            "about",
            "almost",
            "approximately",
            "around",
            "earned",
            "exactly",
            "gain",
            "gained",
            "had",
            "has",
            "have",
            "having",
            "just",
            "least",
            "nearly",
            "only",
            "roughly",
            "than",
            "to",
            "with",
            "won",
        ],
    )
}

/// Whether a small number in words stands for what was counted before: `all four`, `mother of three`.
fn is_left_over(view: View<'_>, at: usize, end: usize) -> bool {
    let opens = matches!(view.part(end), Part::Noun | Part::Nouns | Part::Name | Part::Adjective);
    !opens
        && (view.is_after(at, &["all", "least", "than", "other"])
            || view.is_after(at, &["of"])
                && at.checked_sub(2).is_some_and(|owner| view.is_any(owner, &["mother", "father"])))
}

/// Whether the number is the name of a thing: `phase one`, `Article 5`, `Boeing 737`.
fn names_thing(view: View<'_>, words: &Words, at: usize) -> bool {
    if is_numbered(view, words, at) {
        return true;
    }
    // A capital in mid-sentence: two words before stands a word that ends no sentence.
    let is_inside = view.before(at, 2).chars().next_back().is_some_and(char::is_alphanumeric);
    let before = view.before(at, 1);
    is_inside && before.chars().next().is_some_and(char::is_uppercase) && before.len() > 1
}

/// Whether a word before the number is one that numbers name things by: `phase one`, `No. 2`.
fn is_numbered(view: View<'_>, words: &Words, at: usize) -> bool {
    let before = view.before(at, 1);
    matches!(before, "No." | "Nos." | "#" | "no." | "№" | "Rep." | "@" | "/" | "=" | "-")
        || Words::folded_set(&words.numbered, before)
}

/// `Group of 20`, `Gang of Eight`
fn is_after_of_name(view: View<'_>, at: usize) -> bool {
    view.is_after(at, &["of"]) && view.before(at, 2).chars().next().is_some_and(char::is_uppercase)
}

/// Four digits that are more often a year than a number.
fn is_year(view: View<'_>, at: usize) -> bool {
    matches!(view.word(at).as_bytes(), [b'1', b'7'..=b'9', _, _] | [b'2', b'0', _, _])
}

/// Whether what follows a number makes it a time of day.
fn is_time(view: View<'_>, at: usize) -> bool {
    view.is_any(at, &["a.m.", "p.m.", "am", "pm", "o'clock", "o’clock", "ET", "GMT", "EST", "EDT"])
        || view.is_kind(at, TokenKind::Punctuation) && view.is(at, ":") && view.is_joined(at)
}
