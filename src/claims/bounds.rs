//! What stands around a figure: `more than`, `up to`, `about`, and which way it went.

use super::hints::Hints;
use super::view::View;
use super::words::Words;
use super::{Comparator, Direction};

/// Tokens before and after a figure among which a word of change is looked for.
const AROUND: usize = 4;

/// How the figure from `start` to `end` is bounded by the words at its sides.
pub(super) fn comparator(view: View<'_>, start: usize, end: usize) -> Comparator {
    let is_bound = start.checked_sub(1).is_some_and(|at| view.hints(at).has(Hints::BOUND));
    if !is_bound && !view.hints(end).has(Hints::OR) {
        return Comparator::Exactly;
    }
    let before =
        |n: usize, words: &[&str]| start.checked_sub(n).is_some_and(|at| view.is_any(at, words));
    if before(2, &["no", "not"]) && before(1, &["than"]) {
        return Comparator::Exactly;
    }
    if before(1, &["than"]) {
        let is_negated = before(3, &["no", "not"]);
        if before(
            2,
            &["more", "greater", "higher", "longer", "larger", "bigger", "better", "older"],
        ) {
            return if is_negated { Comparator::AtMost } else { Comparator::MoreThan };
        }
        if before(2, &["less", "fewer", "lower", "shorter", "smaller", "younger"]) {
            return if is_negated { Comparator::AtLeast } else { Comparator::LessThan };
        }
    }
    let is_after = |words: &[&str]| view.is_any(end, &["or"]) && view.is_any(end + 1, words);
    if before(1, &["least"]) && before(2, &["at"]) || is_after(&["more", "higher"]) {
        return Comparator::AtLeast;
    }
    let is_limit = before(1, &["to"]) && before(2, &["up", "limited"])
        || before(1, &["most"]) && before(2, &["at"])
        || before(1, &["as"]) && before(2, &["many", "much", "high", "long"])
        || is_after(&["less", "fewer"]);
    if is_limit {
        return Comparator::AtMost;
    }
    if before(1, &["over", "above", "exceeding", "surpassing", "topping"]) && !before(2, &["took"])
    {
        return Comparator::MoreThan;
    }
    if before(1, &["under", "below"]) {
        return Comparator::LessThan;
    }
    if before(1, &["nearly", "almost"])
        || before(1, &["of", "under"]) && before(2, &["shy", "just"])
    {
        return Comparator::Nearly;
    }
    let is_about = before(
        1,
        &["about", "approximately", "around", "roughly", "some", "estimated", "circa", "~"],
    ) || before(1, &["to"]) && before(2, &["close"])
        || is_after(&["so"]);
    if is_about { Comparator::About } else { Comparator::Exactly }
}

/// Which way a figure went, by the nearest word of change in its sentence.
pub(super) fn direction(
    view: View<'_>,
    words: &Words,
    start: usize,
    end: usize,
) -> Option<Direction> {
    let sentence = view.sentence(start);
    // "Up to" bounds; it tells no way.
    let told = |at: usize| {
        if !view.hints(at).has(Hints::WAY) {
            return None;
        }
        let is_bound = view.is(at, "up") && view.is(at + 1, "to");
        Words::folded(&words.directions, view.word(at)).filter(|_| !is_bound)
    };
    let before = (sentence.start..start).rev().take(AROUND).find_map(told);
    before.or_else(|| {
        // 12 percent more, a 5 percent increase.
        (end..sentence.end).take(2).find_map(told)
    })
}
