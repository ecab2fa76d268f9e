//! The words of a text that the vocabulary does not know, found in one pass.
//!
//! A word here is a run of ASCII letters. What surrounds it decides whether it may be repaired:
//! part of an address, a handle, a code or a word with letters beyond ASCII is left alone.

use std::ops::Range;

use super::vocabulary::{self, Entry, Vocabulary};

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
    let bytes = text.as_bytes();
    let mut doubts = Doubts::default();
    // The last word and its hash, and whether it can be the left part of another.
    let (mut last, mut last_hash, mut is_left) = (0..0, 0, false);
    let mut at = 0;
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
            let entry = vocabulary.get_hashed(hash);
            let word = start..at + n;
            let is_next = last.end + 1 == start && bytes.get(last.end) == Some(&b' ');
            if is_next && is_left && entry.is_some_and(|entry| entry.is_right) {
                doubts.seams.push((last.clone(), word.clone()));
            }
            if is_next && hash == last_hash {
                doubts.doubles.push((last, word.clone()));
            }
            if is_big && word.len() > 1 {
                doubts.capitals.push(word.clone());
            }
            (last, last_hash) = (word.clone(), hash);
            is_left = entry.is_some_and(|entry| entry.is_left);
            judge(text, word, entry, &mut doubts);
        }
        let next = (others ^ HIGH) & (u64::MAX << (8 * n));
        at += n_below(next);
    }
    doubts
}

/// Puts a word among the doubts, if it belongs there.
fn judge(text: &str, word: Range<usize>, entry: Option<Entry>, doubts: &mut Doubts) {
    let bytes = text.as_bytes().get(word.clone()).unwrap_or_default();
    let starts_small = || bytes.first().is_some_and(u8::is_ascii_lowercase);
    let is_odd_head = match entry {
        Some(entry) if entry.class >= COMMON => return,
        // A name without its capital is as odd as an unknown word: `t ono each`, not `Yoko Ono`.
        Some(entry) if !(entry.is_name && starts_small()) => is_head(bytes),
        _ => bytes.len() == 1,
    };
    if is_odd_head {
        let is_parted = text.as_bytes().get(word.end) == Some(&b' ');
        if is_parted && in_prose(text, word.clone()) {
            doubts.heads.push(word);
        }
    } else if bytes.len() > 1
        && entry.is_none_or(|entry| entry.is_name && starts_small())
        && in_prose(text, word.clone())
    {
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
    fn leaves_codes_and_addresses() {
        check("@xqzw xqzw.com www.xqzw http://xqzw xqzw_1 #xqzw é.xqzwé don't", &[], &[]);
        check(
            "(xqzw) “xqzw,” 'xqzw' xqzw-xqzv xqzw's.",
            &["xqzw", "xqzw", "xqzw", "xqzw", "xqzv", "xqzw"],
            &[],
        );
    }
}
