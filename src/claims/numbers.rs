//! Numbers in digits and words, with their scale.

use crate::segment::TokenKind;

use super::view::View;
use super::words::Words;

/// A number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// Its value, scale included.
    pub(super) value: f64,
    /// What it was multiplied by; 1 without a scale.
    pub(super) scale: f64,
    /// One past its last token.
    pub(super) end: usize,
    /// Whether its size leaves no doubt that it counts: `1,200`, `3 million`.
    pub(super) is_figure: bool,
}

/// The number that begins at `at` and ends before `end`.
///
/// Not ordinals, times, ranges, scores, compounds (`10-minute`) and names (`5G`).
pub(super) fn read(view: View<'_>, words: &Words, at: usize, end: usize) -> Option<Number> {
    let number = if view.is_kind(at, TokenKind::Number) {
        digits(words, view.word(at)).map(|number| Number { end: at + 1, ..number })
    } else {
        spelled(view, words, at, end)
    };
    number.map(|number| with_scales(view, words, number, end))
}

/// A number in digits, perhaps with a scale of letters: `1,200`, `2.5bn`.
fn digits(words: &Words, token: &str) -> Option<Number> {
    let letters =
        token.trim_start_matches(|part: char| part.is_ascii_digit() || ",.".contains(part));
    let scale = match letters {
        "" => 1.0,
        letters => Words::folded(&words.scales, letters)?,
    };
    let plain = token.strip_suffix(letters)?;
    let value: f64 = plain.replace(',', "").parse().ok()?;
    let is_figure = scale > 1.0 || plain.contains(',');
    Some(Number { value: value * scale, scale, end: 0, is_figure })
}

/// A number in words: `twenty-one`, `a dozen`, `two hundred and fifty`.
fn spelled(view: View<'_>, words: &Words, at: usize, end: usize) -> Option<Number> {
    let begins = view.is_any(at, &["a", "an"]) && is_scale(view, words, at + 1) && at + 1 < end;
    let (mut value, mut next) = match unit(words, view.word(at)) {
        Some(value) => (value, at + 1),
        None if begins => (1.0, at + 1),
        None => return None,
    };
    // two hundred (and) fifty
    if view.is(next, "hundred") && next < end {
        value *= 100.0;
        next += 1;
        let rest = next + usize::from(view.is(next, "and"));
        if let Some(more) = unit(words, view.word(rest)).filter(|_| rest < end) {
            value += more;
            next = rest + 1;
        }
    }
    Some(Number { value, scale: 1.0, end: next, is_figure: value >= 100.0 })
}

/// One word of a number: `seven`, `twenty-one`.
fn unit(words: &Words, word: &str) -> Option<f64> {
    if let Some(value) = Words::folded(&words.numbers, word) {
        return Some(value);
    }
    let (tens, ones) = word.split_once('-')?;
    let (tens, ones) = (Words::folded(&words.numbers, tens)?, Words::folded(&words.numbers, ones)?);
    (tens >= 20.0 && (1.0..10.0).contains(&ones)).then_some(tens + ones)
}

/// Whether a word multiplies; single letters only do on digits.
fn is_scale(view: View<'_>, words: &Words, at: usize) -> bool {
    view.word(at).len() > 1 && Words::folded(&words.scales, view.word(at)).is_some()
}

/// A number and the words that multiply it: `295 billion`.
fn with_scales(view: View<'_>, words: &Words, mut number: Number, end: usize) -> Number {
    while number.end < end && is_scale(view, words, number.end) {
        let scale = Words::folded(&words.scales, view.word(number.end)).unwrap_or(1.0);
        number.value *= scale;
        number.scale *= scale;
        number.is_figure = true;
        number.end += 1;
    }
    number
}
