//! The words of a text that the vocabulary does not know, found in one pass.
//!
//! A word here is a run of ASCII letters. What surrounds it decides whether it may be repaired:
//! part of an address, a handle, a code or a word with letters beyond ASCII is left alone.

use std::ops::Range;

use super::letters::Letters;
use super::vocabulary::{self, Slot, Vocabulary};

/// Words to be looked at, each in order, as byte ranges of the text that was searched.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    /// Words of two letters or more that are unknown.
    pub(super) unknown: Vec<Range<usize>>,
    /// What may be the first letter of a word, alone or with a short word typed behind it: known,
    /// but not common (`sin aid` for `said`), or a single letter (`s inaid`).
    pub(super) heads: Vec<Range<usize>>,
    /// Two known words with a blank between them that can be the parts of a third.
    pub(super) seams: Vec<(Range<usize>, Range<usize>)>,
    /// A word and the same again, in any case, with a blank between them.
    pub(super) doubles: Vec<(Range<usize>, Range<usize>)>,
    /// Words that begin with two capitals.
    pub(super) capitals: Vec<Range<usize>>,
}

/// The words that are typed into others.
pub(super) const SHORT: [&str; 16] = [
    "the", "to", "on", "of", "in", "a", "and", "for", "by", "at", "from", "with", "that", "is",
    "as", "it",
];

/// Words of this class and above are common: seen alone they are not looked at twice.
pub(super) const COMMON: u8 = 11;

/// How far around a word what touches it is looked at; a longer run without blanks is no prose.
const REACH: usize = 64;

/// Finds every word that is in doubt and stands in prose.
pub(super) fn find(text: &str, vocabulary: &Vocabulary) -> Doubts {
    let mut doubts = Doubts::default();
    find_in(text, 0..text.len(), vocabulary, &mut doubts);
    doubts
}

/// The same in a part of the text, which begins and ends between words.
fn find_in(text: &str, part: Range<usize>, vocabulary: &Vocabulary, doubts: &mut Doubts) {
    let bytes = text.as_bytes().get(..part.end).unwrap_or_default();
    // The last word, its hash and its slot.
    let (mut last, mut last_hash, mut last_slot) = (0..0, 0, Slot::default());
    let mut at = part.start;
    while at < bytes.len() {
        let start = at;
        let mut hash = vocabulary::EMPTY;
        let mut block = block_at(bytes, at);
        let is_big = block & 0x2020 == 0;
        let mut others = !letters_of(block) & HIGH;
        while others == 0 {
            hash = vocabulary::add(hash, block | LOWER);
            at += 8;
            block = block_at(bytes, at);
            others = !letters_of(block) & HIGH;
        }
        // From one to eight bytes up to the first that is no letter, and on to the next that is
        // one; eight when none is left in the block, which may pass the end of the text.
        let n = n_below(others);
        if n > 0 {
            hash = vocabulary::add(hash, (block | LOWER) & (u64::MAX >> (64 - 8 * n)));
        }
        if at + n > start {
            let slot = vocabulary.slot(hash);
            let word = start..at + n;
            if last.end + 1 == start && (slot.may_follow(last_slot) || hash == last_hash) {
                pair(bytes, &last, &word, vocabulary, doubts);
            }
            if is_big && word.len() > 1 {
                doubts.capitals.push(word.clone());
            }
            (last, last_hash, last_slot) = (word.clone(), hash, slot);
            if slot.class() < COMMON {
                judge(text, word, slot, doubts);
            }
        }
        let next = (others ^ HIGH) & (u64::MAX << (8 * n));
        at += n_below(next);
    }
}

/// Puts two words among the doubts, if a blank parts them and they are equal or may make a third.
#[inline(never)]
fn pair(
    bytes: &[u8],
    left: &Range<usize>,
    right: &Range<usize>,
    vocabulary: &Vocabulary,
    doubts: &mut Doubts,
) {
    if bytes.get(left.end) != Some(&b' ') {
        return;
    }
    let letters = |word: &Range<usize>| {
        let block = (block_at(bytes, word.start) | LOWER) & (u64::MAX >> (64 - 8 * word.len()));
        (u128::from(block), word.len())
    };
    if left.len() > 8 || right.len() > 8 {
        let (first, second) = (bytes.get(left.clone()), bytes.get(right.clone()));
        let is_same = first.zip(second).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
        let pairs = if is_same { &mut doubts.doubles } else { &mut doubts.seams };
        pairs.push((left.clone(), right.clone()));
    } else if left.len() == right.len() && letters(left) == letters(right) {
        doubts.doubles.push((left.clone(), right.clone()));
    } else if Letters::of_parts(letters(left), letters(right))
        .is_some_and(|whole| vocabulary.may_have(whole.hash()))
    {
        doubts.seams.push((left.clone(), right.clone()));
    }
}

/// Puts a word that is not common among the doubts, if it belongs there.
fn judge(text: &str, word: Range<usize>, slot: Slot, doubts: &mut Doubts) {
    // A longer run of letters is no word, and each fixer would look at all of it at every letter.
    if word.len() > REACH {
        return;
    }
    let bytes = text.as_bytes().get(word.clone()).unwrap_or_default();
    let starts_small = || bytes.first().is_some_and(u8::is_ascii_lowercase);
    // A name without its capital is as odd as an unknown word: `t ono each`, not `Yoko Ono`.
    let is_word = slot.is_known() && !(slot.is_name() && starts_small());
    if if is_word { is_head(bytes) } else { bytes.len() == 1 } {
        let is_parted = text.as_bytes().get(word.end) == Some(&b' ');
        if is_parted && in_prose(text, word.clone()) {
            doubts.heads.push(word);
        }
    } else if bytes.len() > 1 && !is_word && in_prose(text, word.clone()) {
        doubts.unknown.push(word);
    }
}

/// A one in each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The bit that makes a letter lower-case, in each of eight bytes.
const LOWER: u64 = 0x20 * ONES;

/// The high bit of each of eight bytes.
const HIGH: u64 = 0x80 * ONES;

/// Eight bytes of the text, the first lowest; zeros behind its end.
fn block_at(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(block) => u64::from_le_bytes(*block),
        None => rest.iter().rev().fold(0, |block, byte| block << 8 | u64::from(*byte)),
    }
}

/// The high bit of each byte that is an ASCII letter. Eight bytes at a time, as a look at each
/// byte by itself took half of the time of all fixers together.
fn letters_of(block: u64) -> u64 {
    let lower = (block | LOWER) & !HIGH;
    let from_a = lower + (0x80 - 0x61) * ONES;
    let past_z = lower + (0x80 - 0x7b) * ONES;
    from_a & !past_z & !block & HIGH
}

/// How many bytes lie below the first high bit that is set; eight when there is none.
fn n_below(high: u64) -> usize {
    usize::try_from(high.trailing_zeros() / 8).unwrap_or(8)
}

/// Whether a word is one letter with a short word behind it.
fn is_head(word: &[u8]) -> bool {
    // All of `SHORT`, as the branches of one comparison by length.
    matches!(
        word.get(1..).unwrap_or_default(),
        b"the"
            | b"to"
            | b"on"
            | b"of"
            | b"in"
            | b"a"
            | b"and"
            | b"for"
            | b"by"
            | b"at"
            | b"from"
            | b"with"
            | b"that"
            | b"is"
            | b"as"
            | b"it"
    )
}

/// How far around a word other unknown ones are looked for.
const NEAR: usize = 40;

impl Doubts {
    /// Whether a word stands among other unknown ones, as those of a foreign phrase do: `la guerra y la
    /// cultura politica`.
    pub(super) fn is_foreign(&self, word: &Range<usize>) -> bool {
        let from = self.unknown.partition_point(|other| other.end + NEAR < word.start);
        let near = self.unknown.iter().skip(from).take(8);
        near.take_while(|other| other.start < word.end + NEAR).count() > 2
    }
}

/// Whether what touches a word is what may touch a word in prose.
pub(super) fn in_prose(text: &str, word: Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text.get(..word.start), text.get(word.end..)) else {
        return false;
    };
    // "don't", "l'amour": an apostrophe behind a letter joins the two, and either may be unknown.
    let joined = before.strip_suffix(['\'', '’', '‘', '`']).unwrap_or(before);
    if joined.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric) {
        return false;
    }
    is_prose(before.chars().rev()) && is_prose(after.chars())
}

/// Whether the characters up to the next blank, or the end of the text, could stand in prose.
fn is_prose(outward: impl Iterator<Item = char>) -> bool {
    let (mut n, mut stop) = (0, false);
    for c in outward.take(REACH).take_while(|c| !c.is_whitespace()) {
        // A stop between letters is an address (`nytimes.com`) or initials (`U.S`).
        let is_code =
            c.is_ascii_digit() || (c.is_ascii_punctuation() && "@/\\_#&=+<>{}".contains(c));
        if is_code || (stop && c.is_alphanumeric()) {
            return false;
        }
        n += 1;
        stop = c == '.';
    }
    n < REACH
}

/// The run of ASCII letters that ends at a position.
pub(super) fn ending_at(text: &str, end: usize) -> Range<usize> {
    let letters = text.as_bytes().get(..end).unwrap_or_default().iter().rev();
    end - letters.take_while(|byte| byte.is_ascii_alphabetic()).take(REACH).count()..end
}

/// The run of ASCII letters that begins at a position.
pub(super) fn starting_at(text: &str, start: usize) -> Range<usize> {
    let letters = text.as_bytes().get(start..).unwrap_or_default().iter();
    start..start + letters.take_while(|byte| byte.is_ascii_alphabetic()).take(REACH).count()
}

/// The word that one blank parts from the word that begins at a position, before it.
pub(super) fn before(text: &str, start: usize) -> Option<Range<usize>> {
    let end = start.checked_sub(1).filter(|end| text.as_bytes().get(*end) == Some(&b' '))?;
    Some(ending_at(text, end)).filter(|word| !word.is_empty())
}

/// The word that one blank parts from the word that ends at a position, after it.
pub(super) fn after(text: &str, end: usize) -> Option<Range<usize>> {
    let start = Some(end + 1).filter(|_| text.as_bytes().get(end) == Some(&b' '))?;
    Some(starting_at(text, start)).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, unknown: &[&str], heads: &[&str]) {
        let doubts = find(text, &Vocabulary::default());
        let at = |words: &[Range<usize>]| -> Vec<String> {
            words.iter().map(|word| text.get(word.clone()).unwrap().to_owned()).collect()
        };
        assert_eq!(at(&doubts.unknown), unknown, "{text}");
        assert_eq!(at(&doubts.heads), heads, "{text}");
    }

    #[test]
    fn finds_unknown_words_wherever_blocks_begin() {
        for n in 0..20 {
            let blanks = " ".repeat(n);
            check(
                &format!("{blanks}adminstrationwise the{blanks} xqz"),
                &["adminstrationwise", "xqz"],
                &[],
            );
        }
        check("the administration of the United States", &[], &[]);
        check("", &[], &[]);
    }

    #[test]
    fn finds_heads() {
        check("he sin aid t ono each of the sons", &["ono"], &["sin", "t"]);
        check("J. Smith has a plan", &[], &[]);
        assert!(SHORT.iter().all(|short| is_head(format!("x{short}").as_bytes())));
    }

    #[test]
    fn leaves_runs_of_letters_that_are_no_words() {
        check(&format!("the {} xqz", "a".repeat(1_000_000)), &["xqz"], &[]);
    }

    #[test]
    fn leaves_codes_and_addresses() {
        check("@xqzw xqzw.com www.xqzw http://xqzw xqzw_1 #xqzw é.xqzwé don't", &[], &[]);
        check(
            "(xqzw) “xqzw,” 'xqzw' xqzw-xqzv xqzw's.",
            &["xqzw", "xqzw", "xqzw", "xqzw", "xqzv", "xqzw"],
            &[],
        );
    }
}
