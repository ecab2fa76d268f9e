//! Figures: money, shares and counts, in one form.
//!
//! A number counts when a currency, a percent sign or a noun in the plural says what, or when its
//! size leaves no doubt. Dates, times, numbers of things (`phase one`, `Group of 20`, `No. 2`) and
//! compounds (`10-minute`) count nothing.

use std::ops::Range;

use crate::segment::TokenKind;

use super::hints::Hints;
use super::numbers::{self, Number};
use super::view::View;
use super::words::Words;
use super::{ClaimDate, Quantity};

/// Words after a number among which its noun is looked for.
const LONGEST_NOUN: usize = 4;

/// A number and what it counts.
struct Figure {
    /// From the sign of the currency to the unit.
    tokens: Range<usize>,
    number: Number,
    /// None for a number that counts nothing by itself.
    unit: Option<String>,
}

/// Appends the figures among some tokens, by position; `dates` are those already read there.
pub(super) fn find(
    view: View<'_>,
    words: &Words,
    tokens: &Range<usize>,
    dates: &[ClaimDate],
    found: &mut Vec<Quantity>,
) {
    let mut last: Option<Figure> = None;
    let mut at = tokens.start;
    while at < tokens.end {
        if !view.hints(at).has(Hints::FIGURE) {
            at += 1;
            continue;
        }
        let figure = read(view, words, at, tokens.end).filter(|figure| {
            let span = view.span(figure.tokens.clone());
            dates.iter().all(|date| !date.span.overlaps(span))
        });
        let Some(mut figure) = figure else {
            at += 1;
            continue;
        };
        at = figure.tokens.end;
        if let Some(first) = last.take() {
            push(view, share_unit(view, first, &figure), found);
        }
        if figure.unit.is_none() && is_plain_count(view, words, &figure) {
            figure.unit = Some(String::new());
        }
        last = Some(figure);
    }
    if let Some(first) = last {
        push(view, first, found);
    }
}

fn push(view: View<'_>, figure: Figure, found: &mut Vec<Quantity>) {
    if let Some(unit) = figure.unit {
        let span = view.span(figure.tokens);
        found.push(Quantity { span, value: figure.number.value, unit });
    }
}

/// The number at `at` with its unit, before `end`.
fn read(view: View<'_>, words: &Words, at: usize, end: usize) -> Option<Figure> {
    let currency = currency_sign(view, words, at);
    let start = at + currency.map_or(0, |(length, _)| length);
    let number = numbers::read(view, words, start, end)?;
    let (unit, next) = match currency {
        Some((_, code)) => (Some(code.to_owned()), number.end),
        None => match unit(view, words, start, &number, end) {
            Some((unit, next)) => (Some(unit), next),
            None => (None, number.end),
        },
    };
    // A zero too many, or none at all: no figure that a table can hold.
    number.value.is_finite().then_some(Figure { tokens: at..next, number, unit })
}

/// A sign or code before a number, with its length in tokens: `$`, `US$`, `USD`.
fn currency_sign<'w>(view: View<'_>, words: &'w Words, at: usize) -> Option<(usize, &'w str)> {
    let is_sign =
        |at| view.is_kind(at, TokenKind::Punctuation) || view.is_kind(at, TokenKind::Word);
    if !is_sign(at) {
        return None;
    }
    let pair = view.tokens.get(at).zip(view.tokens.get(at + 1));
    if let Some((first, second)) =
        pair.filter(|(first, second)| first.span.end() == second.span.start())
        && let Some(code) = words.currencies.get(view.clean.at(first.span.join(second.span)))
    {
        return Some((2, code));
    }
    // Names stand after the number.
    let sign = view.word(at);
    let is_name = sign.bytes().all(|byte| byte.is_ascii_lowercase());
    words.currencies.get(sign).filter(|_| !is_name).map(|code| (1, *code))
}

/// The unit after a number and where it ends.
fn unit(
    view: View<'_>,
    words: &Words,
    start: usize,
    number: &Number,
    end: usize,
) -> Option<(String, usize)> {
    let at = number.end;
    if at >= end {
        return None;
    }
    if view.is_any(at, &["%", "percent", "pct"]) {
        return Some(("percent".to_owned(), at + 1));
    }
    if view.is(at, "per") && view.is(at + 1, "cent") {
        return Some(("percent".to_owned(), at + 2));
    }
    if view.is_any(at, &["percentage", "basis"]) && view.is_any(at + 1, &["point", "points"]) {
        let unit = if view.is(at, "basis") { "basis points" } else { "percentage points" };
        return Some((unit.to_owned(), at + 2));
    }
    if let Some((code, next)) = currency_name(view, words, at) {
        return Some((code.to_owned(), next));
    }
    if names_thing(view, words, start) || is_year(view, start) || is_time(view, at) {
        return None;
    }
    if is_ratio(view, words, start) {
        return None;
    }
    let is_known = view.is_kind(start, TokenKind::Word)
        && number.value <= 3.0
        && view.is_any(start.wrapping_sub(1), &["the", "these", "those", "both"]);
    let noun = noun(view, words, at, end)?;
    // "The two sides" are two known ones; "the three years" are a length still.
    if is_known && !view.is_any(noun, &["days", "weeks", "months", "years", "decades", "hours"]) {
        return None;
    }
    // "One" is a pronoun, too.
    (number.value > 1.0 || number.scale > 1.0).then(|| (view.word(noun).to_owned(), noun + 1))
}

/// The name of a currency, with its country: `dollars`, `U.S. dollars`, `Canadian dollars`.
fn currency_name<'w>(view: View<'_>, words: &'w Words, at: usize) -> Option<(&'w str, usize)> {
    if let Some(code) = words.currencies.get(view.word(at)) {
        // $ after a number is none: 5$ 3.
        return view.is_kind(at, TokenKind::Word).then_some((*code, at + 1));
    }
    if !view.is_any(at + 1, &["dollar", "dollars"]) {
        return None;
    }
    if view.is_any(at, &["U.S.", "US", "American"]) {
        return Some(("USD", at + 2));
    }
    let name = view.clean.at(view.span(at..at + 2));
    words.currencies.get(name.trim_end_matches('s')).map(|code| (*code, at + 2))
}

/// Whether the number is the name of a thing: `phase one`, `Article 5`, `Boeing 737`, `Group of 20`.
fn names_thing(view: View<'_>, words: &Words, at: usize) -> bool {
    let before = view.before(at, 1);
    if matches!(before, "No." | "Nos." | "#" | "no." | "№") {
        return true;
    }
    if before == "of" {
        return view.before(at, 2).chars().next().is_some_and(char::is_uppercase);
    }
    if words.numbered.contains(before.to_ascii_lowercase().as_str()) {
        return true;
    }
    // A capital in mid-sentence: two words before stands a word that ends no sentence.
    let is_inside = view.before(at, 2).chars().next_back().is_some_and(char::is_alphanumeric);
    is_inside && before.chars().next().is_some_and(char::is_uppercase) && before.len() > 1
}

/// Whether the number ends a ratio, and counts nothing: `3 in 10 voters`, `three of four`.
fn is_ratio(view: View<'_>, words: &Words, at: usize) -> bool {
    let before = view.before(at, 2);
    view.is_any(at.wrapping_sub(1), &["in", "of"])
        && (before.parse::<u32>().is_ok_and(|number| number < 100)
            || Words::folded(&words.numbers, before).is_some()
            || before.eq_ignore_ascii_case("out"))
}

/// Four digits that are more often a year than a number.
fn is_year(view: View<'_>, at: usize) -> bool {
    matches!(view.word(at).as_bytes(), [b'1', b'7'..=b'9', _, _] | [b'2', b'0', _, _])
}

/// Whether what follows a number makes it a time of day.
fn is_time(view: View<'_>, at: usize) -> bool {
    view.is_any(at, &["a.m.", "p.m.", "am", "pm", "o'clock", "o’clock", "ET", "GMT", "EST", "EDT"])
}

/// The noun in the plural that a number counts: `21,000 soybean producers`, `200 of the delegates`.
fn noun(view: View<'_>, words: &Words, start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    if view.is(at, "of")
        && view.is_any(at + 1, &["the", "its", "their", "his", "her", "our", "these", "those"])
    {
        at += 2;
    }
    for at in at..end.min(at + LONGEST_NOUN) {
        if !view.is_kind(at, TokenKind::Word) || view.is_any(at, &BREAKS) {
            return None;
        }
        if is_plural(words, view.word(at)) {
            // The noun may be a compound: state senators' votes end at senators.
            return Some(at);
        }
    }
    None
}

/// Words between a number and a noun that show that the noun is not counted by it.
const BREAKS: [&str; 44] = [
    "a", "about", "after", "against", "and", "are", "as", "at", "because", "before", "but", "by",
    "for", "from", "had", "has", "have", "he", "if", "in", "into", "is", "it", "of", "on", "or",
    "over", "says", "she", "than", "that", "the", "they", "this", "to", "under", "was", "we",
    "were", "when", "which", "who", "with", "does",
];

/// Whether a word looks like a noun in the plural.
fn is_plural(words: &Words, word: &str) -> bool {
    let is_regular = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "ous"].iter().any(|ending| word.ends_with(ending));
    is_regular || words.plurals.contains(word)
}

/// Whether a number without a unit is a figure all the same: by its size, or by what compares it.
fn is_plain_count(view: View<'_>, words: &Words, figure: &Figure) -> bool {
    let at = figure.tokens.start;
    if is_time(view, figure.tokens.end) || names_thing(view, words, at) || is_ratio(view, words, at)
    {
        return false;
    }
    let is_compared = view.is_any(at.wrapping_sub(1), &COMPARERS) && figure.number.value > 1.0;
    figure.number.is_figure || is_compared && !is_year(view, at)
}

/// Words that make the number after them a figure.
const COMPARERS: [&str; 6] = ["than", "least", "nearly", "almost", "approximately", "roughly"];

/// The first of two figures, with the unit and scale that it leaves to the second: `10 to 15
/// percent`, `$3 to $5 million`.
fn share_unit(view: View<'_>, mut first: Figure, second: &Figure) -> Figure {
    let joint = first.tokens.end;
    let is_between = view.before(first.tokens.start, 1).eq_ignore_ascii_case("between");
    let is_range =
        view.is_any(joint, &["to", "or", "-", "–", "—"]) || is_between && view.is(joint, "and");
    // "One or two" is no range worth a row.
    let is_one = first.number.value <= 1.0 && first.unit.is_none();
    if second.tokens.start != joint + 1 || !is_range || is_one {
        return first;
    }
    if matches!(first.unit.as_deref(), None | Some("")) {
        first.unit.clone_from(&second.unit);
    }
    let is_smaller = first.number.value < second.number.value / second.number.scale;
    if first.unit == second.unit && first.number.scale < 2.0 && is_smaller {
        first.number.value *= second.number.scale;
    }
    first
}
