//! Figures: money, shares, counts, lengths, ranks, in one form.
//!
//! A number counts when a currency, a percent sign or a noun in the plural says what, or when its
//! size or the words before it leave no doubt. Dates, times, numbers of things (`phase one`, `Group
//! of 20`, `No. 2`) and compounds (`10-minute`) count nothing.

use std::ops::Range;

use super::bounds;
use super::dates::Found;
use super::hints::Hints;
use super::numbers::{self, Form, Number};
use super::plain;
use super::shares;
use super::units;
use super::view::View;
use super::words::Words;
use super::{Comparator, Direction, Quantity, Unit};

/// A number and what it counts.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// From the sign of the currency to the unit.
    pub(super) tokens: Range<usize>,
    pub(super) number: Number,
    /// None for a number that counts nothing by itself.
    pub(super) unit: Option<Unit>,
    /// Set for the second of two that are one range.
    low: Option<f64>,
    direction: Option<Direction>,
}

/// The figures of an article, by position; `dates` are those already read there.
pub(super) fn find(view: View<'_>, words: &Words, dates: &[Found]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut last: Option<Figure> = None;
    let mut dates = dates.iter().filter(|date| !date.counts).peekable();
    let mut at = 0;
    while let Some(next) = view.next(at, Hints::FIGURE) {
        at = next;
        // "A" and "an" by themselves count nothing.
        if view.hints(at).has(Hints::NEXT) && !view.hints(at + 1).has(Hints::COUNTED) {
            at += 1;
            continue;
        }
        while dates.next_if(|date| date.tokens.end <= at).is_some() {}
        if let Some(date) = dates.peek().filter(|date| date.tokens.start <= at) {
            at = date.tokens.end;
            continue;
        }
        let before_date = dates.peek().map_or(usize::MAX, |date| date.tokens.start);
        let figure = read(view, words, at).filter(|figure| figure.tokens.end <= before_date);
        let Some(figure) = figure else {
            at += 1;
            continue;
        };
        at = figure.tokens.end;
        last = Some(match last.take() {
            Some(first) => join(view, words, first, figure, &mut found),
            None => figure,
        });
    }
    if let Some(first) = last {
        push(view, words, first, &mut found);
    }
    found
}

fn push(view: View<'_>, words: &Words, mut figure: Figure, found: &mut Vec<Quantity>) {
    if figure.unit.is_none() && plain::counts(view, words, &figure) {
        figure.unit = Some(Unit::None);
    }
    let Some(unit) = figure.unit else { return };
    let (start, end) = (figure.tokens.start, figure.tokens.end);
    let value = figure.number.value;
    let comparator = if figure.low.is_some() {
        Comparator::Between
    } else {
        bounds::comparator(view, start, end)
    };
    let (low, high) = match comparator {
        Comparator::Exactly => (Some(value), Some(value)),
        Comparator::Between => (figure.low, Some(value)),
        Comparator::MoreThan | Comparator::AtLeast => (Some(value), None),
        Comparator::LessThan | Comparator::AtMost | Comparator::Nearly => (None, Some(value)),
        Comparator::About => (None, None),
    };
    let direction = figure.direction.or_else(|| match unit {
        Unit::Ordinal => None,
        _ => bounds::direction(view, words, start, end),
    });
    found.push(Quantity {
        span: view.span(figure.tokens),
        value: (comparator != Comparator::Between).then_some(value),
        low,
        high,
        unit,
        comparator,
        direction,
        claim: None,
    });
}

/// Whether a figure may begin with a word that is no number in digits, whatever follows.
pub(super) fn may_begin(words: &Words, word: &str) -> bool {
    ["a", "an", "half", "twice"].iter().any(|one| word.eq_ignore_ascii_case(one))
        || numbers::unit(words, word).is_some()
        || shares::may_be(words, word)
        || units::may_open(words, word)
}

/// The figure at `at`.
fn read(view: View<'_>, words: &Words, at: usize) -> Option<Figure> {
    let made = |tokens, number, unit| Figure { tokens, number, unit, low: None, direction: None };
    let plainly = |value, end| Number { value, scale: 1.0, end, form: Form::Figure };
    if let Some((value, end)) = shares::share(view, words, at) {
        return Some(made(at..end, plainly(value, end), Some(Unit::Percent)));
    }
    if let Some((value, end)) = shares::ordinal(view, words, at) {
        return Some(made(at..end, plainly(value, end), Some(Unit::Ordinal)));
    }
    if view.is(at, "twice") && !view.is_after(at, &["think"]) {
        return Some(made(at..at + 1, plainly(2.0, at + 1), Some(Unit::Times)));
    }
    let currency = units::currency_sign(view, words, at);
    let start = at + currency.map_or(0, |(length, _)| length);
    let number = numbers::read(view, words, start)?;
    // A zero too many, or none at all: no figure that a table can hold.
    if !number.value.is_finite() {
        return None;
    }
    if let Some((_, code)) = currency {
        return Some(made(at..number.end, number, Some(Unit::Currency(code))));
    }
    if number.form == Form::Joined {
        return joined(view, start, number).map(|unit| made(at..number.end, number, Some(unit)));
    }
    let unit = units::read(view, words, &number)
        .filter(|(unit, _)| !plain::is_no_count(view, words, start, &number, unit));
    let end = unit.as_ref().map_or(number.end, |(_, end)| *end);
    Some(made(at..end, number, unit.map(|(unit, _)| unit)))
}

/// What a compound counts, if it does: `30-percent`, `400-million-dollar`.
fn joined(view: View<'_>, at: usize, _: Number) -> Option<Unit> {
    let word = view.word(at);
    let ends = |end: &str| word.get(word.len().saturating_sub(end.len())..) == Some(end);
    match word {
        _ if ends("-percent") => Some(Unit::Percent),
        _ if ends("-dollar") => Some(Unit::Currency("USD")),
        _ => None,
    }
}

/// Puts a figure behind one that waits: the first is written, or the two are one range, or the
/// first takes what the second has said of both.
fn join(
    view: View<'_>,
    words: &Words,
    mut first: Figure,
    mut second: Figure,
    found: &mut Vec<Quantity>,
) -> Figure {
    let link = link(view, &first, &second);
    if link == Link::None {
        // "Reduced its 145% prices to 30%": one way for both.
        let (joint, next) = (first.tokens.end, second.tokens.start);
        if next <= joint + FAR
            && view.is_after(next, &["to"])
            && first.unit.is_some()
            && first.unit == second.unit
        {
            second.direction = bounds::direction(view, words, first.tokens.start, joint);
        }
        push(view, words, first, found);
        return second;
    }
    share(&mut first, &second);
    let is_same = first.unit.is_some() && first.unit == second.unit;
    let (low, high) = (first.number.value, second.number.value);
    if is_same && link == Link::Range && low < high && !leads(view, first.tokens.start) {
        // "One or two": a range too.
        second.low = Some(low);
        second.tokens.start = first.tokens.start;
        return second;
    }
    if is_same && matches!(link, Link::Change | Link::Range) {
        let way = if low < high { Direction::Up } else { Direction::Down };
        let is_change = link == Link::Change || low > high && !leads(view, first.tokens.start);
        if is_change {
            (first.direction, second.direction) = (Some(way), Some(way));
        }
    }
    push(view, words, first, found);
    second
}

/// Tokens between two figures of one change.
const FAR: usize = 8;

/// How two figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Not at all.
    None,
    /// `10 to 15`, `between 3 and 5`, `two or three`
    Range,
    /// `from 125% to 10%`
    Change,
    /// `7, 8 percent`, `three, four and five hours`
    List,
}

fn link(view: View<'_>, first: &Figure, second: &Figure) -> Link {
    let (joint, next) = (first.tokens.end, second.tokens.start);
    if first.low.is_some() || matches!(second.unit, Some(Unit::Ordinal)) || next <= joint {
        return Link::None;
    }
    let (is_near, start) = (next == joint + 1, first.tokens.start);
    let is_between = view.is_after(start, &["between"]);
    if is_near
        && (view.is_any(joint, &["or", "-", "–", "—"]) || is_between && view.is(joint, "and"))
    {
        return Link::Range;
    }
    if is_near && view.is(joint, "to") {
        let is_from = view.is_after(start, &["from"]);
        let ranges = start.checked_sub(2).is_some_and(|at| {
            view.is_any(at, &["range", "ranges", "ranged", "ranging", "anywhere", "vary", "varies"])
        });
        return if is_from && !ranges { Link::Change } else { Link::Range };
    }
    let is_listed = is_near && view.is(joint, ",")
        || next <= joint + 3
            && (joint..next).all(|at| view.is_any(at, &[",", "and", "even", "or"]));
    if is_listed && first.unit.is_none() { Link::List } else { Link::None }
}

/// Whether the words before two figures weigh one against the other: `leads 37 to 45 percent`.
fn leads(view: View<'_>, start: usize) -> bool {
    let sentence = view.sentence(start);
    (sentence.start..start).rev().take(6).any(|at| {
        view.is_any(
            at,
            &[
                "ahead", "beat", "beating", "beats", "lead", "leading", "leads", "led", "over",
                "trail", "trailed", "trailing", "trails", "vote", "voted", "won",
            ],
        )
    })
}

/// Gives the first of two figures the unit and scale that it leaves to the second: `10 to 15
/// percent`, `$3 to $5 million`.
fn share(first: &mut Figure, second: &Figure) {
    let is_bare = matches!(first.unit, None | Some(Unit::None));
    if is_bare && second.unit.as_ref().is_some_and(|unit| *unit != Unit::None) {
        first.unit = second.unit;
    }
    let is_money = matches!(first.unit, Some(Unit::Currency(_)));
    let unscaled = second.number.value / second.number.scale;
    if first.unit == second.unit
        && (is_bare || is_money)
        && first.number.scale < 2.0
        && first.number.value < unscaled
    {
        first.number.value *= second.number.scale;
    }
}
