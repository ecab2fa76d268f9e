//! The words of a text that are in doubt, found in one pass; after a repair, only around it.
//!
//! One look-up says whether a word is known and how common it is, and most are not looked at twice.
//! The pass reads eight bytes at a time, as a look at each byte by itself took half of the time of
//! all fixers together.

use std::ops::Range;

use super::letters::Letters;
use super::vocabulary::{self, Slot, Vocabulary};
use super::windows::{Window, merged, moved};
use super::words::{COMMON, REACH, in_prose};
use crate::text::Change;

/// Words to be looked at, each in order, as byte ranges of the text that was searched.
#[derive(Debug, Default, PartialEq)]
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
    /// Two words with a blank between them that differ by their ends alone: `rate rates`.
    pub(super) near_doubles: Vec<(Range<usize>, Range<usize>)>,
    /// Words that begin with two capitals.
    pub(super) capitals: Vec<Range<usize>>,
    /// All words, as they were when the whole text was searched.
    pub(super) n_words: usize,
    /// Those of them that are common.
    pub(super) n_common: usize,
}

/// How far around a word other unknown ones are looked for.
const NEAR: usize = 40;

impl Doubts {
    /// Every word that is in doubt and stands in prose.
    pub(super) fn find(text: &str, vocabulary: &Vocabulary) -> Self {
        let mut doubts = Self::default();
        scan(text, 0..text.len(), vocabulary, &mut doubts);
        doubts
    }

    /// The same after changes, of which these doubts were found before: only what stands around the
    /// changes is looked at again.
    pub(super) fn after(self, changes: &[Change], text: &str, vocabulary: &Vocabulary) -> Self {
        let mut found = Self { n_words: self.n_words, n_common: self.n_common, ..Self::default() };
        let windows: Vec<(Window, Self)> = Window::around(changes, text)
            .into_iter()
            .map(|window| {
                let mut inside = Self::default();
                scan(text, window.new.clone(), vocabulary, &mut inside);
                (window, inside)
            })
            .collect();
        let single = |word: &Range<usize>| word.clone();
        let pair = |(first, second): &(Range<usize>, Range<usize>)| first.start..second.end;
        let moved = |word: &Range<usize>, by| moved(word, by);
        let moved_pair = |(first, second): &(Range<usize>, Range<usize>), by| {
            (self::moved(first, by), self::moved(second, by))
        };
        found.unknown = merged(&self.unknown, &windows, |d| &d.unknown, single, moved);
        found.heads = merged(&self.heads, &windows, |d| &d.heads, single, moved);
        found.capitals = merged(&self.capitals, &windows, |d| &d.capitals, single, moved);
        found.seams = merged(&self.seams, &windows, |d| &d.seams, pair, moved_pair);
        found.doubles = merged(&self.doubles, &windows, |d| &d.doubles, pair, moved_pair);
        found.near_doubles =
            merged(&self.near_doubles, &windows, |d| &d.near_doubles, pair, moved_pair);
        found
    }

    /// Whether a word stands among other unknown ones, as those of a foreign phrase do: `la guerra y la
    /// cultura politica`.
    pub(super) fn is_foreign(&self, word: &Range<usize>) -> bool {
        let from = self.unknown.partition_point(|other| other.end + NEAR < word.start);
        let near = self.unknown.iter().skip(from).take(8);
        near.take_while(|other| other.start < word.end + NEAR).count() > 2
    }
}

/// A word that was passed.
#[derive(Debug, Clone, Copy, Default)]
struct Passed {
    start: usize,
    end: usize,
    hash: u64,
    slot: Slot,
    /// Its first eight letters, in small ones.
    letters: u64,
    /// Whether it begins with two capitals, or is one.
    is_big: bool,
}

impl Passed {
    /// Looks a word up that a scan came to.
    #[inline]
    fn new(bytes: &[u8], start: usize, end: usize, vocabulary: &Vocabulary) -> Self {
        let mut block = block_at(bytes, start);
        let is_big = block & 0x2020 == 0;
        let letters = (block | LOWER) & FIRST[(end - start).min(8)];
        let mut hash = vocabulary::EMPTY;
        let mut at = start;
        while end - at > 8 {
            hash = vocabulary::add(hash, block | LOWER);
            at += 8;
            block = block_at(bytes, at);
        }
        hash = vocabulary::add(hash, (block | LOWER) & FIRST[(end - at).min(8)]);
        Self { start, end, hash, slot: vocabulary.slot(hash), letters, is_big }
    }

    fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The most words that 64 bytes can end.
const MAX_WORDS: usize = 33;

/// Finds what is in doubt in a part of the text, which begins and ends between words.
///
/// Words are looked up first, some dozen at a time, and judged then: both loops are short enough for
/// the registers there are, and the second mostly passes by.
fn scan(text: &str, part: Range<usize>, vocabulary: &Vocabulary, doubts: &mut Doubts) {
    let bytes = text.as_bytes().get(..part.end).unwrap_or_default();
    let mut words = [Passed::default(); MAX_WORDS];
    // The first of a chunk is the last of the one before.
    let mut start = None;
    let mut base = part.start;
    // One byte behind the end is looked at as well, so that the last word ends.
    while base <= part.end {
        let mut n_words = 1;
        let found = letters_of(bytes, base);
        let mut edges = found ^ (found << 1 | u64::from(start.is_some()));
        while edges != 0 {
            let edge = base + n_below(edges);
            edges &= edges - 1;
            let Some(from) = start.take() else {
                start = Some(edge);
                continue;
            };
            if let Some(word) = words.get_mut(n_words) {
                *word = Passed::new(bytes, from, edge, vocabulary);
            }
            n_words += 1;
        }
        let seen = words.get(..n_words).unwrap_or_default();
        pass(text, seen, vocabulary, doubts);
        if let Some(last) = seen.last() {
            words[0] = *last;
        }
        base += 64;
    }
}

/// Puts words among the doubts that belong there; the first is only the one before.
fn pass(text: &str, words: &[Passed], vocabulary: &Vocabulary, doubts: &mut Doubts) {
    doubts.n_words += words.len() - 1;
    for [last, word] in words.array_windows() {
        let slot = word.slot;
        if last.end + 1 == word.start && (slot.may_follow(last.slot) || word.hash == last.hash) {
            pair(text.as_bytes(), last, word, vocabulary, doubts);
        }
        if (last.letters ^ word.letters) & FIRST[MIN_NEAR] == 0 {
            near_double(text.as_bytes(), last, word, doubts);
        }
        let len = word.end - word.start;
        if word.is_big && len > 1 {
            doubts.capitals.push(word.range());
        }
        if slot.class() >= COMMON {
            doubts.n_common += 1;
        } else if !slot.is_known() || slot.is_name() || len <= LONGEST_HEAD {
            judge(text, word.range(), slot, doubts);
        }
    }
}

/// Puts two words among the doubts, if a blank parts them and they are equal or may make a third.
#[inline(never)]
fn pair(bytes: &[u8], left: &Passed, right: &Passed, vocabulary: &Vocabulary, doubts: &mut Doubts) {
    if bytes.get(left.end) != Some(&b' ') {
        return;
    }
    let (n_left, n_right) = (left.end - left.start, right.end - right.start);
    if n_left > 8 || n_right > 8 {
        let (first, second) = (bytes.get(left.range()), bytes.get(right.range()));
        let is_same = first.zip(second).is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
        let pairs = if is_same { &mut doubts.doubles } else { &mut doubts.seams };
        pairs.push((left.range(), right.range()));
    } else if n_left == n_right && left.letters == right.letters {
        doubts.doubles.push((left.range(), right.range()));
    } else {
        let whole = Letters::of_parts((left.letters, n_left), (right.letters, n_right));
        if vocabulary.may_have(whole.hash()) {
            doubts.seams.push((left.range(), right.range()));
        }
    }
}

/// Words must share more letters than this to be forms of one.
const MIN_NEAR: usize = 4;

/// Puts two words among the doubts, if a blank parts them and one is the other with an ending.
#[inline(never)]
fn near_double(bytes: &[u8], left: &Passed, right: &Passed, doubts: &mut Doubts) {
    let at = |word: &Passed| bytes.get(word.range()).unwrap_or_default();
    let (short, long) = match (at(left), at(right)) {
        (left, right) if left.len() < right.len() => (left, right),
        (left, right) => (right, left),
    };
    let end = long.get(short.len()..).unwrap_or_default();
    let is_form = matches!(end, b"s" | b"d" | b"es") && long.starts_with(short);
    if left.end + 1 == right.start && bytes.get(left.end) == Some(&b' ') && is_form {
        doubts.near_doubles.push((left.range(), right.range()));
    }
}

/// Puts a word that is not common among the doubts, if it belongs there.
#[inline(never)]
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

/// All bits of the first bytes of eight, by how many.
const FIRST: [u64; 9] = {
    let mut first = [0; 9];
    let mut n = 1;
    while n < first.len() {
        first[n] = first[n - 1] << 8 | 0xff;
        n += 1;
    }
    first
};

/// Eight bytes of the text, the first lowest; zeros behind its end.
fn block_at(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk::<8>() {
        Some(block) => u64::from_le_bytes(*block),
        None => rest.iter().rev().fold(0, |block, byte| block << 8 | u64::from(*byte)),
    }
}

/// A bit for each of 64 bytes of the text, the first lowest, that is an ASCII letter.
fn letters_of(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    let mut padded = [0; 64];
    let chunk = rest.first_chunk::<64>().unwrap_or_else(|| {
        padded.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        &padded
    });
    let (blocks, _) = chunk.as_chunks::<8>();
    blocks
        .iter()
        .rev()
        .fold(0, |bits, block| bits << 8 | letters_of_block(u64::from_le_bytes(*block)))
}

/// The same for eight bytes.
fn letters_of_block(block: u64) -> u64 {
    let lower = (block | LOWER) & !HIGH;
    let from_a = lower + (0x80 - 0x61) * ONES;
    let past_z = lower + (0x80 - 0x7b) * ONES;
    let found = from_a & !past_z & !block & HIGH;
    // Each bit moves to its place in the highest byte.
    (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// How many bits lie below the first that is set.
fn n_below(bits: u64) -> usize {
    usize::try_from(bits.trailing_zeros()).unwrap_or_default()
}

/// One letter and the longest of the short words.
const LONGEST_HEAD: usize = 5;

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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::normalize::words::SHORT;
    use crate::text::{Alignment, Span};

    fn check(text: &str, unknown: &[&str], heads: &[&str]) {
        let doubts = Doubts::find(text, &Vocabulary::default());
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

    proptest! {
        #[test]
        fn what_is_found_around_changes_is_what_is_found_anew(
            pieces in prop::collection::vec(
                prop::sample::select(&["the", "xqz", "t", "ono", "nego", "tiations", "sin", "in",
                    "formation", "XI", "Xi", "Beijing", "beijing", "a", "é", "😀", "1", "-", "'", ".",
                    "@", " ", " ", " ", " ", " ", "\n", "\u{a0}", "administration", "\t",
                    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"][..]),
                0..60),
            changes in prop::collection::vec(
                (0..9_usize, 0..4_usize, prop::sample::select(&["", " ", "the", "x", "-", "😀"][..])),
                0..12),
        ) {
            let vocabulary = Vocabulary::default();
            let text = pieces.concat();
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at = 0;
            let mut made = Vec::new();
            for (skip, len, to) in changes {
                let (Some(start), Some(end)) = (starts.get(at + skip), starts.get(at + skip + len)) else {
                    break;
                };
                made.push(Change { span: Span::at(*start..*end), text: to.to_owned() });
                at += skip + len + 1;
            }
            let (new, _) = Alignment::default().then(&text, &made);
            let old = Doubts::find(&text, &vocabulary);
            let (n_words, n_common) = (old.n_words, old.n_common);
            let anew = Doubts { n_words, n_common, ..Doubts::find(&new, &vocabulary) };
            prop_assert_eq!(old.after(&made, &new, &vocabulary), anew);
        }
    }
}
