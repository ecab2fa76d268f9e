//! A blank lost between two words: `thetariffs`, `XiJinping`; or two, between three: `oneofthe`.
//!
//! News is full of new words made of known ones: `farmworkers`, `overpromise`, `NationBuilder`, and
//! of names that look so: `Courtland`. So what counts is how the parts look beside each other: a
//! small word that no compound has (`of the`), a capital inside (`toObama`), or two words that are
//! so much likelier apart that no compound would be.

use std::cell::LazyCell;
use std::ops::Range;

use super::letters::Letters;
use super::page::Page;
use super::vocabulary::Entry;
use super::weigh::{Place, is_small};
use super::words::COMMON;
use super::{Fix, near_words};
use crate::text::Span;

const RULE: &str = "join";

/// What it costs that a blank is lost.
const LOST: i32 = 24;

/// How much likelier two words must be apart that could make a compound.
const COMPOUND: i32 = 20;

/// The same for two words of which neither is a small one. Of those that the training articles write
/// in one word by right, `leadoff` and `drawdown` came nearest, with 0 and -1.
const NEW_WORD: i32 = 6;

/// Particles of names, which join what follows: `deBlasio`.
const PARTICLES: [&str; 14] =
    ["al", "da", "de", "del", "della", "den", "der", "di", "du", "el", "la", "le", "van", "von"];

/// Small words that are the ends of others: `Gainor`, `Hamelin`, `workable`.
const ENDINGS: [&str; 28] = [
    "a", "able", "al", "all", "am", "an", "as", "at", "be", "day", "do", "ed", "he", "her", "in",
    "is", "it", "like", "man", "me", "on", "or", "out", "over", "so", "some", "up", "us",
];

/// Finds unknown words that are two known ones.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let unknown = page.doubts().unknown.iter();
    unknown.filter_map(|word| read(page, word).or_else(|| read_three(page, word))).collect()
}

/// Reads an unknown word as two, if that is likelier.
fn read(page: &Page<'_>, range: &Range<usize>) -> Option<Fix> {
    let word = page.at(range.clone());
    let place = LazyCell::new(|| Place::new(page, range));
    let letters = Letters::of(word);
    let mut best: Option<(i32, &str, &str)> = None;
    for at in 1..word.len() {
        let (left, right) = word.split_at_checked(at)?;
        // Both halves of a short word are looked up without hashing them from their letters.
        let has = |part: Letters| page.vocabulary.get_hashed(part.hash()).is_some();
        if letters.is_some_and(|letters| {
            let (left, right) = letters.split(at);
            !has(left) || !has(right)
        }) {
            continue;
        }
        if known(page, left).is_none() || known(page, right).is_none() {
            continue;
        }
        let cost = place.cost([left, right]);
        if best.is_none_or(|(least, ..)| cost < least) {
            best = Some((cost, left, right));
        }
    }
    let (cost, left, right) = best?;
    let margin = place.cost([word]) - cost - LOST;
    let parts = Parts { page, word, left, right, range: range.clone() };
    let needed = parts.needed()?;
    // "andI" is a letter away from "and", but a capital does not come in by mistake.
    let is_near = is_small(right)
        && near_words::read(page, range).is_some_and(|near| near.cost < cost + LOST);
    if margin <= 0 || needed == i32::MAX || is_near {
        return None;
    }
    let (span, apart) = (Span::at(range.clone()), format!("{left} {right}"));
    Some(if margin > needed {
        Fix::new(span, apart, RULE, 0.95)
    } else {
        Fix::suggestion(span, apart, RULE)
    })
}

/// Shorter words are hardly ever three.
const MIN_THREE: usize = 7;

/// Reads an unknown word in small letters as three that are known to follow each other.
fn read_three(page: &Page<'_>, range: &Range<usize>) -> Option<Fix> {
    let word = page.at(range.clone());
    let letters = Letters::of(word).filter(|letters| letters.len() >= MIN_THREE)?;
    if !is_small(word) || near_words::is_inflected(page, word) {
        return None;
    }
    let has = |part: Letters| page.vocabulary.get_hashed(part.hash()).is_some();
    let mut found: Option<(i32, [&str; 3])> = None;
    let place = LazyCell::new(|| Place::new(page, range));
    for first_end in 1..letters.len() - 2 {
        let (left, rest) = letters.split(first_end);
        if !has(left) {
            continue;
        }
        for second_end in first_end + 1..letters.len() {
            let (middle, right) = rest.split(second_end - first_end);
            if !has(middle) || !has(right) {
                continue;
            }
            let (left, rest) = word.split_at_checked(first_end)?;
            let (middle, right) = rest.split_at_checked(second_end - first_end)?;
            let parts = [left, middle, right];
            let is_phrase = parts.iter().all(|part| known(page, part).is_some())
                && page.pairs.has(left, middle)
                && page.pairs.has(middle, right);
            if !is_phrase {
                continue;
            }
            let cost = place.cost(parts);
            if found.is_none_or(|(least, _)| cost < least) {
                found = Some((cost, parts));
            }
        }
    }
    let (cost, parts) = found?;
    let margin = place.cost([word]) - cost - 2 * LOST;
    let is_near = near_words::read(page, range).is_some_and(|near| near.cost < cost + 2 * LOST);
    (margin > 0 && !is_near).then(|| Fix::new(Span::at(range.clone()), parts.join(" "), RULE, 0.9))
}

/// What is known of a part as it is written.
fn known(page: &Page<'_>, part: &str) -> Option<Entry> {
    let is_long = part.len() > 1 || matches!(part, "a" | "A" | "I");
    page.vocabulary.get(part).filter(|entry| is_long && !(entry.is_name && is_small(part)))
}

/// A word and the two that it may be.
struct Parts<'a> {
    page: &'a Page<'a>,
    word: &'a str,
    left: &'a str,
    right: &'a str,
    range: Range<usize>,
}

impl Parts<'_> {
    /// By how much the two must be likelier than the one; none where they are not what was meant,
    /// however likely.
    fn needed(&self) -> Option<i32> {
        let is_big = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase());
        if is_big(self.word) {
            return (self.word.len() >= 6).then_some(COMPOUND);
        }
        match (is_small(self.left), is_small(self.right)) {
            (true, true) => Some(self.needed_of_small()),
            (true, false) => (self.left.len() > 1 && !PARTICLES.contains(&self.left)).then_some(0),
            (false, true) => self.is_sentence().then_some(0),
            (false, false) => self.is_names().then_some(0),
        }
    }

    /// The same for small letters alone: `thetariffs`.
    fn needed_of_small(&self) -> i32 {
        let has_pair = self.page.pairs.has(self.left, self.right);
        let is_common = |word| known(self.page, word).is_some_and(|entry| entry.class >= COMMON);
        // "a" begins many words, and so do these: "undercount", "outwork", "onboard".
        let is_prefix =
            matches!(self.left, "a" | "an" | "in" | "on" | "over" | "out" | "up" | "be");
        match (is_common(self.left), is_common(self.right)) {
            (true, _) if is_prefix && !has_pair => COMPOUND,
            (_, true) if !has_pair && ENDINGS.contains(&self.right) => COMPOUND / 2,
            (true, _) | (_, true) => 0,
            _ if near_words::is_inflected(self.page, self.word) || self.is_again() => i32::MAX,
            _ => NEW_WORD,
        }
    }

    /// A word with a capital before a small one: a name and what follows it, or the first word of a
    /// sentence and the second.
    fn is_sentence(&self) -> bool {
        let page = self.page;
        let (Some(first), Some(second)) = (known(page, self.left), known(page, self.right)) else {
            return false;
        };
        if page.rare_names.has(self.word) || self.is_again() {
            return false;
        }
        let has_pair = page.pairs.has(self.left, self.right);
        let line = page.line_before(self.range.start).trim_end_matches([' ', '“', '"', '‘']);
        let starts = line.is_empty() || line.ends_with(['.', '!', '?', '”', '"', ':']);
        let is_start = starts && first.class >= COMMON && self.left.len() > 1;
        if first.is_name || first.is_proper {
            return match self.right.len() {
                0 | 1 => false,
                2 | 3 => has_pair,
                _ => has_pair || (first.is_name && second.class >= 5),
            };
        }
        // "Ithink".
        has_pair && (is_start || (self.left == "I" && self.right.len() > 2))
    }

    /// Two words with capitals: names, or two that are often beside each other, or are so elsewhere in
    /// the article.
    fn is_names(&self) -> bool {
        let is_proper =
            |word| known(self.page, word).is_some_and(|entry| entry.is_name || entry.is_proper);
        let n_proper = u8::from(is_proper(self.left)) + u8::from(is_proper(self.right));
        let pair = self.page.pairs.class(self.left, self.right);
        let is_pair = pair >= Some(if n_proper == 1 { 1 } else { 4 });
        let stands =
            || self.page.is_near(&format!("{} {}", self.left, self.right), self.range.start);
        // "McCain" and "PayPal" have no such parts; "NeverTrump" comes again.
        self.left.len() > 1 && (stands() || ((n_proper == 2 || is_pair) && !self.is_again()))
    }

    /// Whether the article has the word elsewhere.
    fn is_again(&self) -> bool {
        self.page.is_near_but(self.word, self.range.start)
    }
}
