//! Numbers in digits and words, with their scale.

use crate::segment::TokenKind;

use super::hints::Hints;
use super::view::View;
use super::words::Words;

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `12`
    Digits,
    /// So that its size leaves no doubt that it counts: `1,200`, `3 million`, `2.5`.
    Figure,
    /// `seven`
    Words,
    /// Before a hyphen: `15-an-hour`; money only.
    Joined,
}

/// A number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// Its value, scale included.
    pub(super) value: f64,
    /// What it was multiplied by; 1 without a scale.
    pub(super) scale: f64,
    /// One past its last token.
    pub(super) end: usize,
    /// How it is written.
    pub(super) form: Form,
}

/// The number that begins at `at`.
///
/// Not ordinals, times, ranges, scores and names (`5G`); of compounds only their digits
/// (`15-an-hour`), as [`Form::Joined`].
pub(super) fn read(view: View<'_>, words: &Words, at: usize) -> Option<Number> {
    let number = if view.is_kind(at, TokenKind::Number) {
        Number { end: at + 1, ..digits(words, view.word(at))? }
    } else {
        spelled(view, words, at)?
    };
    let number = with_half(view, number);
    Some(if number.form == Form::Joined { number } else { with_scales(view, words, number) })
}

/// A number in digits, perhaps with a scale of letters: `1,200`, `2.5bn`, `1.5-billion`.
fn digits(words: &Words, token: &str) -> Option<Number> {
    let n_plain = token.bytes().take_while(|byte| byte.is_ascii_digit() || b",.".contains(byte));
    let (plain, rest) = token.split_at_checked(n_plain.count())?;
    let value = plain_value(plain)?;
    let form = if plain.contains([',', '.']) { Form::Figure } else { Form::Digits };
    let number = Number { value, scale: 1.0, end: 0, form };
    if rest.is_empty() {
        return Some(number);
    }
    if let Some(scale) = Words::folded(&words.scales, rest) {
        let value = (value * scale * 1e4).round() / 1e4;
        return Some(Number { value, scale, form: Form::Figure, ..number });
    }
    let joined = rest.strip_prefix('-')?;
    if !joined.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let scale = joined.split('-').next().and_then(|word| Words::folded(&words.scales, word));
    let scale = scale.unwrap_or(1.0);
    Some(Number { value: value * scale, scale, form: Form::Joined, ..number })
}

/// The value of `1,200.5`; none where commas part no thousands.
pub(super) fn plain_value(plain: &str) -> Option<f64> {
    if !plain.contains(',') {
        return plain.parse().ok();
    }
    let (whole, _) = plain.split_once('.').unwrap_or((plain, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_right = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    is_right.then(|| plain.replace(',', "").parse().ok())?
}

/// A number in words: `twenty-one`, `a dozen`, `two hundred and fifty`, `half a million`.
fn spelled(view: View<'_>, words: &Words, at: usize) -> Option<Number> {
    let word = Number { value: 1.0, scale: 1.0, end: at + 1, form: Form::Words };
    if view.is(at, "half") {
        // half a million, half a dozen
        let is_half = view.is_any(at + 1, &["a", "an"]) && is_scale(view, words, at + 2);
        return is_half.then_some(Number { value: 0.5, end: at + 2, ..word });
    }
    if view.is_any(at, &["a", "an"]) {
        return is_scale(view, words, at + 1).then_some(word);
    }
    let mut value = unit(words, view.word(at))?;
    let mut next = at + 1;
    // two hundred (and) fifty
    if view.is(next, "hundred") {
        value *= 100.0;
        next += 1;
        let rest = next + usize::from(view.is(next, "and"));
        if let Some(more) = unit(words, view.word(rest)).filter(|more| *more < 100.0) {
            value += more;
            next = rest + 1;
        }
    }
    let form = if value >= 100.0 { Form::Figure } else { Form::Words };
    Some(Number { value, end: next, form, ..word })
}

/// One word of a number: `seven`, `twenty-one`.
pub(super) fn unit(words: &Words, word: &str) -> Option<f64> {
    if let Some(value) = Words::folded(&words.numbers, word) {
        return Some(value);
    }
    let (tens, ones) = word.split_once('-')?;
    let (tens, ones) = (Words::folded(&words.numbers, tens)?, Words::folded(&words.numbers, ones)?);
    (tens >= 20.0 && (1.0..10.0).contains(&ones)).then_some(tens + ones)
}

/// A number and a half: `4 1/2`, `two and a half`.
fn with_half(view: View<'_>, number: Number) -> Number {
    if number.form == Form::Digits {
        let part = match view.word(number.end) {
            "1/2" | "½" => Some(0.5),
            "1/4" | "¼" => Some(0.25),
            "3/4" | "¾" => Some(0.75),
            _ => None,
        };
        if let Some(part) = part {
            let (value, end) = (number.value + part, number.end + 1);
            return Number { value, end, form: Form::Figure, ..number };
        }
    }
    let is_half = view.is(number.end, "and")
        && view.is_any(number.end + 1, &["a", "one"])
        && view.is(number.end + 2, "half");
    if is_half && number.form != Form::Joined {
        return Number { value: number.value + 0.5, end: number.end + 3, ..number };
    }
    number
}

/// Whether a word multiplies; single letters only do on digits.
fn is_scale(view: View<'_>, words: &Words, at: usize) -> bool {
    view.hints(at).has(Hints::COUNTED)
        && view.word(at).len() > 1
        && Words::folded(&words.scales, view.word(at)).is_some()
}

/// A number and the words that multiply it: `295 billion`, `three dozen`.
fn with_scales(view: View<'_>, words: &Words, mut number: Number) -> Number {
    while is_scale(view, words, number.end) {
        let scale = Words::folded(&words.scales, view.word(number.end)).unwrap_or(1.0);
        // 8.2 billion are no 8199999999.999999.
        number.value = (number.value * scale * 1e4).round() / 1e4;
        number.scale *= scale;
        number.form = Form::Figure;
        number.end += 1;
    }
    // two and a half million; a million and a half
    if number.scale > 1.0 && number.form == Form::Figure {
        let halved = with_half(view, Number { form: Form::Words, ..number });
        if halved.end > number.end {
            number.value += 0.5 * number.scale;
            number.end = halved.end;
        }
    }
    number
}
