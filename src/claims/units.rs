//! What a number counts: money, percent, a noun.

use crate::segment::{Part, TokenKind};

use super::Unit;
use super::numbers::Number;
use super::view::View;
use super::words::Words;

/// Words after a number among which its noun is looked for.
const LONGEST_NOUN: usize = 8;

/// A sign or code before a number, with its length in tokens: `$`, `US$`, `USD`.
pub(super) fn currency_sign(
    view: View<'_>,
    words: &Words,
    at: usize,
) -> Option<(usize, &'static str)> {
    if !view.is_kind(at, TokenKind::Punctuation) && !view.is_kind(at, TokenKind::Word) {
        return None;
    }
    if view.is_joined(at)
        && let Some(code) = words.currencies.get(view.clean.at(view.span(at..at + 2)))
    {
        return Some((2, *code));
    }
    // Names stand after the number.
    let sign = view.word(at);
    let is_name = sign.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_name { None } else { words.currencies.get(sign).map(|code| (1, *code)) }
}

/// Whether a word may be a sign or code before a number, or the letters of one: `US` of `US$`.
pub(super) fn may_open(words: &Words, word: &str) -> bool {
    let is_name = word.bytes().all(|byte| byte.is_ascii_lowercase());
    words.currencies.keys().any(|code| code.starts_with(word) && !(is_name && *code == word))
}

/// The unit after a number and where it ends.
pub(super) fn read(view: View<'_>, words: &Words, number: &Number) -> Option<(Unit, usize)> {
    let at = number.end;
    measure(view, words, at).or_else(|| noun(view, words, number))
}

/// A unit that is no plain noun: `%`, `percentage points`, `yuan`, `times`.
pub(super) fn measure(view: View<'_>, words: &Words, at: usize) -> Option<(Unit, usize)> {
    if view.is_any(at, &["%", "percent", "pct"]) {
        return Some((Unit::Percent, at + 1));
    }
    if view.is(at, "per") && view.is(at + 1, "cent") {
        return Some((Unit::Percent, at + 2));
    }
    if view.is_any(at, &["percentage", "basis"]) && view.is_any(at + 1, &["point", "points"]) {
        let is_basis = view.is(at, "basis");
        return Some((if is_basis { Unit::BasisPoints } else { Unit::PercentagePoints }, at + 2));
    }
    if view.is(at, "times") {
        return Some((Unit::Times, at + 1));
    }
    currency_name(view, words, at).map(|(code, next)| (Unit::Currency(code), next))
}

/// The name of a currency, with its country: `dollars`, `U.S. dollars`, `Canadian dollars`.
fn currency_name(view: View<'_>, words: &Words, at: usize) -> Option<(&'static str, usize)> {
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

/// The noun that a number counts, and its end: `21,000 soybean producers`, `200 of the delegates`.
fn noun(view: View<'_>, words: &Words, number: &Number) -> Option<(Unit, usize)> {
    let (start, is_alone) = after_of(view, number.end)?;
    let (unit, end) = noun_from(view, words, number, start)?;
    // Three of his 15 co-defendants: the second number is a figure of its own.
    Some((unit, if is_alone { end } else { number.end }))
}

fn noun_from(
    view: View<'_>,
    words: &Words,
    number: &Number,
    start: usize,
) -> Option<(Unit, usize)> {
    let is_one = number.value <= 1.0 && number.scale <= 1.0;
    let mut last_plural = None;
    let mut last_noun = None;
    let mut at = start;
    while at < start + LONGEST_NOUN {
        if is_length(view, at) {
            // "In two days negotiators will": lengths end their phrase.
            return (last_plural.is_none()).then(|| noun_at(view, at));
        }
        match role(view, words, at) {
            // "Arms dealers", but not "cents does": after a plural only another plain one goes on.
            Role::Plural if last_plural.is_none() || view.part(at) == Part::Nouns => {
                last_plural = Some(at);
            }
            _ if last_plural.is_some_and(|plural| view.part(plural) != Part::Name) => break,
            Role::Noun => last_noun = Some(at),
            Role::Modifier if last_plural.is_none() => {}
            Role::Link if at > start && last_plural.is_none() && is_linked(view, words, at) => {}
            _ => break,
        }
        at += 1;
    }
    let head = if is_one { last_plural.or(last_noun) } else { last_plural };
    head.map(|head| noun_at(view, head))
}

fn noun_at(view: View<'_>, at: usize) -> (Unit, usize) {
    (Unit::Noun(view.place(at)), at + 1)
}

/// Where the noun phrase after a number begins, and whether no other number stands before it: `of
/// the first`, `or so` are passed over.
fn after_of(view: View<'_>, number_end: usize) -> Option<(usize, bool)> {
    let mut at = number_end + usize::from(view.is(number_end, "plus"));
    if view.is_any(at, &["or"]) && view.is_any(at + 1, &["so", "more", "fewer"]) {
        at += 2;
    }
    if !view.is(at, "of") {
        return Some((at, true));
    }
    at += 1;
    let opens = matches!(view.part(at), Part::Determiner | Part::Possessive) && !view.is(at, "all");
    let is_owned = (1..5).any(|n| view.part(at + n) == Part::Genitive);
    if !opens && !is_owned {
        return None;
    }
    at += usize::from(opens);
    let mut is_alone = true;
    while view.part(at) == Part::Number
        || view.is_any(at, &["first", "last", "past", "next", "remaining"])
    {
        is_alone &= view.part(at) != Part::Number;
        at += 1;
    }
    // The state's delegates: the owner is passed over, if it is near.
    let owner = (at..at + 5).find(|at| view.part(*at) == Part::Genitive);
    Some((owner.filter(|_| is_owned).map_or(at, |owner| owner + 1), is_alone))
}

/// What a word is in a noun phrase.
#[derive(Debug, PartialEq, Eq)]
enum Role {
    Plural,
    Noun,
    Modifier,
    Link,
    None,
}

fn role(view: View<'_>, words: &Words, at: usize) -> Role {
    if view.is_kind(at, TokenKind::Number) {
        // 650 18-hole courses
        return if view.word(at).contains('-') { Role::Modifier } else { Role::None };
    }
    if !view.is_kind(at, TokenKind::Word) {
        return Role::None;
    }
    let word = view.word(at);
    match view.part(at) {
        Part::Nouns => Role::Plural,
        Part::Name if is_plural(words, word) => Role::Plural,
        Part::Name | Part::Noun if words.plurals.contains(word) => Role::Plural,
        Part::Noun | Part::Name => Role::Noun,
        // Two debates: often taken for a verb.
        Part::Third
            if is_plural(words, word)
                && !view.is_any(at, &["is", "has", "was", "says", "does"]) =>
        {
            Role::Plural
        }
        Part::Adjective | Part::Participle | Part::Gerund | Part::Past => Role::Modifier,
        Part::Adverb if !view.is_any(at, &["ago", "later", "earlier", "not", "away"]) => {
            Role::Modifier
        }
        Part::Conjunction => Role::Link,
        _ => Role::None,
    }
}

/// Whether `and` joins what modifies one noun: `Latin American and Caribbean countries`.
fn is_linked(view: View<'_>, words: &Words, at: usize) -> bool {
    view.is_any(at, &["and", "or"])
        && matches!(view.part(at + 1), Part::Adjective | Part::Noun | Part::Name | Part::Participle)
        && matches!(role(view, words, at + 2), Role::Plural | Role::Noun)
}

/// Whether a word is a length of time in the plural.
fn is_length(view: View<'_>, at: usize) -> bool {
    view.is_any(
        at,
        &[
            "seconds",
            "minutes",
            "hours",
            "days",
            "weeks",
            "months",
            "years",
            "decades",
            "centuries",
        ],
    )
}

/// Whether a word looks like a noun in the plural.
pub(super) fn is_plural(words: &Words, word: &str) -> bool {
    let is_regular = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "ous"].iter().any(|ending| word.ends_with(ending));
    is_regular || words.plurals.contains(word)
}
