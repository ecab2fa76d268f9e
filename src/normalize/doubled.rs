//! Words typed twice: `the the`, `rate rate`; or once as it should be and once with another ending:
//! `the rate rates rose`.
//!
//! Some doublings are meant: `had had`, `very very`, `Sing Sing`. A list has those; a doubling that
//! the article has twice, or that an emphatic style makes (`no, no`), is left as well.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Fix;
use super::page::Page;
use super::weigh::{Place, is_small};
use super::words;
use crate::lexicon;
use crate::text::Span;

const RULE: &str = "doubled";

static MEANT: &str = include_str!("../../gazetteers/words/doublings.txt");

/// Words that may stand twice in a row.
#[derive(Debug, Clone)]
pub(super) struct Doublings(BTreeSet<&'static str>);

impl Default for Doublings {
    fn default() -> Self {
        Self(lexicon::entries(MEANT).collect())
    }
}

/// Finds words that stand twice and should stand once.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let doubles = &page.doubts().doubles;
    let is_wrong = |(first, second): &&(Range<usize>, Range<usize>)| !is_meant(page, first, second);
    // The first goes: the second is the one that what follows was written behind.
    let fix = |(first, second): &(Range<usize>, Range<usize>)| {
        Fix::new(Span::at(first.start..second.start), "", RULE, 0.95)
    };
    let mut fixes: Vec<Fix> = doubles.iter().filter(is_wrong).map(fix).collect();
    let n_doubles = fixes.len();
    let near = &page.doubts().near_doubles;
    fixes.extend(near.iter().filter_map(|(first, second)| read_near(page, first, second)));
    if n_doubles > 0 && fixes.len() > n_doubles {
        fixes.sort_by_key(|fix| fix.change.span);
    }
    fixes
}

/// Reads two forms of a word as one of them, the one that fits the words around better. In 1,264
/// articles no two forms in small letters stand beside each other by right.
fn read_near(page: &Page<'_>, first: &Range<usize>, second: &Range<usize>) -> Option<Fix> {
    let (left, right) = (page.at(first.clone()), page.at(second.clone()));
    let in_prose = |word: &Range<usize>| words::in_prose(page.text, word.clone());
    let is_known = |word: &str| page.vocabulary.get(word).is_some_and(|entry| !entry.is_name);
    if !(is_small(left) && is_small(right) && is_known(left) && is_known(right)) {
        return None;
    }
    let place = Place::new(page, &(first.start..second.end));
    let (of_left, of_right) = (place.cost([left]), place.cost([right]));
    let is_lost = place.cost([left, right]) > of_left.min(of_right) + AGAIN;
    (is_lost && in_prose(first) && in_prose(second)).then(|| {
        let gone =
            if of_left < of_right { first.end..second.end } else { first.start..second.start };
        Fix::new(Span::at(gone), "", RULE, 0.8)
    })
}

/// What it costs that a word is typed again in another form.
const AGAIN: i32 = 12;

/// Verbs and others that `in`, `on`, `out`, `over` and `up` belong to: `came in in 1979`.
const WITH_PARTICLE: [&str; 39] = [
    "bring", "brought", "brings", "came", "carry", "check", "checked", "come", "comes", "coming",
    "drop", "dropped", "go", "goes", "going", "gone", "kick", "kicked", "live", "lived", "log",
    "logged", "move", "moved", "moving", "pass", "passed", "set", "settled", "step", "sworn",
    "take", "taken", "took", "turn", "turned", "weigh", "weighed", "went",
];

/// Words before which the second of two `that` cannot stand: `that that the`.
const NEVER_AFTER_THAT: [&str; 24] = [
    "a", "an", "any", "at", "by", "for", "from", "he", "her", "his", "if", "in", "it", "its", "my",
    "of", "on", "our", "she", "the", "their", "they", "this", "we",
];

/// Whether a doubling is left alone.
fn is_meant(page: &Page<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
    let (word, again) = (page.at(first.clone()), page.at(second.clone()));
    // "Will will go", "AN an": another case is another word.
    if word != again {
        return true;
    }
    let lower = word.to_ascii_lowercase();
    let before = words::before(page.text, first.start).map(|word| page.at(word));
    let after = words::after(page.text, second.end).map(|word| page.at(word));
    // "ha ha ha": three are a manner of speaking.
    let is_third = [before, after].into_iter().flatten().any(|o| o.eq_ignore_ascii_case(word));
    let in_prose = |word: &Range<usize>| words::in_prose(page.text, word.clone());
    is_third
        || may_be_double(page, &lower, before, after)
        || !in_prose(first)
        || !in_prose(second)
        || (lower != word && is_name(page, first, second))
}

/// Whether a word may stand twice between these two.
fn may_be_double(page: &Page<'_>, word: &str, before: Option<&str>, after: Option<&str>) -> bool {
    let before = before.map(str::to_ascii_lowercase);
    let before = before.as_deref().unwrap_or_default();
    match word {
        "in" | "on" | "out" | "over" | "up" => WITH_PARTICLE.contains(&before),
        // "what it is is that".
        "is" => matches!(before, "it" | "this" | "that" | "he" | "she") || after == Some("that"),
        "that" => !after.is_some_and(|after| NEVER_AFTER_THAT.contains(&after)),
        _ => page.doublings.0.contains(word),
    }
}

/// Whether a doubling with a capital may be a name, or part of one: `Sing Sing`, `Boutros
/// Boutros-Ghali`. One that the article has by itself as well is none.
fn is_name(page: &Page<'_>, first: &Range<usize>, second: &Range<usize>) -> bool {
    let word = page.at(first.clone());
    let is_joined = page.after(second.end).is_some_and(|c| matches!(c, '-' | '.'));
    let entry = page.vocabulary.get(word);
    let n_double = page.near(page.at(first.start..second.end), first.start).count();
    let is_single = || page.near(word, first.start).count() > 2 * n_double;
    // "The Great Debate Debate" is a headline when it comes again.
    // "Fang Fang", "Lang Lang".
    let is_short = word.len() <= 4 && entry.is_none_or(|entry| entry.is_name);
    is_joined
        || is_short
        || n_double > 1
        || !(entry.is_some_and(|entry| !entry.is_name) || is_single())
}
