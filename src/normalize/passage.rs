//! The way over a text that finds its words and tells which are to be looked at.
//!
//! One look-up says whether a word is known and how common it is, and most are not looked at twice.
//! Words are taken together by the hundred, in loops that each do one thing and do not branch on it:
//! which words are long, unknown or the like nobody could foresee, and a wrong guess of the processor
//! costs as much as a word does.

use std::ops::Range;

use super::chunks::{self, below, bits_at, n_below};
use super::doubts::Doubts;
use super::vocabulary::{self, FIRST, LOWER, Slot, Vocabulary};
use super::words::{COMMON, REACH, SHORT, in_prose};

/// A word that was passed.
#[derive(Debug, Clone, Copy, Default)]
struct Passed {
    start: usize,
    end: usize,
    /// Its first eight letters, in small ones.
    letters: u64,
    hash: u64,
    slot: Slot,
    /// The bits that say of its first two letters that they are small.
    case: u32,
    /// What it is looked at for.
    what: Verdict,
}

impl Passed {
    /// A word that a scan came to, with the hash of its first eight letters.
    #[inline]
    fn new(bytes: &[u8], start: usize, end: usize) -> Self {
        let block = block_at(bytes, start);
        let case = u32::from(u16::try_from(block & 0x2020).unwrap_or_default());
        let letters = (block | LOWER) & FIRST[(end - start).min(8)];
        let hash = vocabulary::add(vocabulary::EMPTY, letters);
        Self { start, end, letters, hash, slot: Slot::default(), case, what: 0 }
    }

    /// Its hash with the letters behind the first eight.
    fn whole_hash(&self, bytes: &[u8]) -> u64 {
        let (mut hash, mut at) = (self.hash, self.start + 8);
        while at < self.end {
            let block = block_at(bytes, at) | LOWER;
            hash = vocabulary::add(hash, block & FIRST[(self.end - at).min(8)]);
            at += 8;
        }
        hash
    }

    fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The most words that a chunk can end.
const MAX_WORDS: usize = chunks::N / 2;

/// How many words are judged together, with the one before them.
const MANY: usize = 128;

/// A text with the words that were passed last.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    text: &'a str,
    vocabulary: &'a Vocabulary,
    /// The first is only the one before.
    words: [Passed; MANY],
    /// Those of them that are longer than eight letters.
    long: [usize; MANY],
    /// Those of them that are looked at, each from the one before.
    places: [usize; MANY],
}

impl<'a> Passage<'a> {
    pub(super) fn new(text: &'a str, vocabulary: &'a Vocabulary) -> Self {
        let (words, long, places) = ([Passed::default(); MANY], [0; MANY], [0; MANY]);
        Self { text, vocabulary, words, long, places }
    }

    /// Finds what is in doubt in a part of the text, which begins and ends between words.
    pub(super) fn scan(&mut self, part: Range<usize>, doubts: &mut Doubts) {
        let bytes = self.text.as_bytes();
        self.words[0] = Passed::default();
        let (mut n_words, mut n_long) = (1, 0);
        // A word may begin in one chunk and end in the next.
        let (mut start, mut open) = (0, 0);
        let mut base = part.start;
        // One byte behind the end is looked at as well, so that the last word ends.
        while base <= part.end {
            let is_letter = |byte: u8, _| (byte | 0x20).wrapping_sub(b'a') < 26;
            let letters = bits_at(bytes, base, is_letter) & below(part.end - base);
            let follows = letters << 1 | open;
            let (mut starts, mut ends) = (letters & !follows, follows & !letters);
            if open == 0 {
                start = base + n_below(starts);
                starts &= starts.wrapping_sub(1);
            }
            while ends != 0 {
                let end = base + n_below(ends);
                if let Some(next) = self.words.get_mut(n_words) {
                    *next = Passed::new(bytes, start, end);
                }
                if let Some(next) = self.long.get_mut(n_long) {
                    *next = n_words;
                }
                n_words += 1;
                n_long += usize::from(end - start > 8);
                ends &= ends - 1;
                start = base + n_below(starts);
                starts &= starts.wrapping_sub(1);
            }
            open = letters >> 63;
            base += chunks::N;
            if n_words + MAX_WORDS > MANY {
                self.pass(n_words, n_long, doubts);
                (n_words, n_long) = (1, 0);
            }
        }
        self.pass(n_words, n_long, doubts);
    }

    /// Puts the words since the last time among the doubts that belong there; leaves the last.
    fn pass(&mut self, n_words: usize, n_long: usize, doubts: &mut Doubts) {
        doubts.n_words += n_words - 1;
        self.look_up(n_words, n_long);
        let n_chosen = self.choose(n_words, doubts);
        let words = self.words.get(..n_words).unwrap_or_default();
        let bytes = self.text.as_bytes();
        for nth in self.places.get(..n_chosen).unwrap_or_default() {
            let (Some(last), Some(word)) = (words.get(*nth), words.get(nth + 1)) else { continue };
            let is_beside = last.end + 1 == word.start && bytes.get(last.end) == Some(&b' ');
            if word.what & Slot::MAY_FOLLOW != 0
                && is_beside
                && may_be_one(last, word, self.vocabulary)
                && !is_same(bytes, last, word)
            {
                doubts.seams.push((last.range(), word.range()));
            }
            if word.what & IS_OTHER != 0 {
                if word.case == 0 && word.len() > 1 {
                    doubts.capitals.push(word.range());
                }
                if is_beside && is_same(bytes, last, word) {
                    doubts.doubles.push((last.range(), word.range()));
                } else if is_beside && is_form(bytes, last, word) {
                    doubts.near_doubles.push((last.range(), word.range()));
                }
            }
            if word.what & IS_ODD != 0 {
                judge(self.text, word, doubts);
            }
        }
        self.words[0] = self.words[(n_words - 1) % MANY];
    }

    /// Looks words up.
    fn look_up(&mut self, n_words: usize, n_long: usize) {
        let words = self.words.get_mut(..n_words).unwrap_or_default();
        for nth in self.long.get(..n_long).unwrap_or_default() {
            if let Some(word) = words.get_mut(*nth) {
                word.hash = word.whole_hash(self.text.as_bytes());
            }
        }
        let words = words.get_mut(1..).unwrap_or_default();
        let n_elsewhere = list(&mut self.places, words, |word| {
            let (slot, is_its_own) = self.vocabulary.first_slot(word.hash);
            word.slot = slot;
            !is_its_own
        });
        for nth in self.places.get(..n_elsewhere).unwrap_or_default() {
            if let Some(word) = words.get_mut(*nth) {
                word.slot = self.vocabulary.slot(word.hash);
            }
        }
    }

    /// Lists the words that are to be looked at: how many.
    fn choose(&mut self, n_words: usize, doubts: &mut Doubts) -> usize {
        let mut last = self.words[0];
        let words = self.words.get_mut(1..n_words).unwrap_or_default();
        let mut n_common = 0;
        let n_chosen = list(&mut self.places, words, |word| {
            let index = word.slot.low_bits() | (word.case & 0x20) << 1;
            let verdict = VERDICTS.get(index as usize).copied().unwrap_or_default();
            n_common += verdict & IS_COMMON;
            // Equal words, and forms of one, begin alike.
            let is_like = (last.letters ^ word.letters) & FIRST[MIN_NEAR] == 0;
            word.what = verdict & IS_ODD
                | verdict >> 1 & u32::from(is_head(word.letters))
                | u32::from((word.case == 0) | is_like) << 1
                | word.slot.may_follow(last.slot);
            (last.letters, last.slot) = (word.letters, word.slot);
            word.what != 0
        });
        doubts.n_common += usize::try_from(n_common / IS_COMMON).unwrap_or(usize::MAX);
        n_chosen
    }
}

/// Lists the places of some words: how many. Which they are decides no branch.
#[inline]
fn list(
    places: &mut [usize; MANY],
    words: &mut [Passed],
    mut is_one: impl FnMut(&mut Passed) -> bool,
) -> usize {
    let mut n = 0;
    for (nth, word) in words.iter_mut().enumerate() {
        if let Some(next) = places.get_mut(n) {
            *next = nth;
        }
        n += usize::from(is_one(word));
    }
    n
}

/// What the vocabulary says of a word at a glance, or what a word is looked at for, with
/// [`Slot::MAY_FOLLOW`].
type Verdict = u32;

/// Unknown, or a name without its capital, which is as odd: `t ono each`, not `Yoko Ono`.
const IS_ODD: Verdict = 1;
/// Known, but not common; what may be a head then is odd.
const IS_RARE: Verdict = 2;
/// With two capitals, or alike to the one before.
const IS_OTHER: Verdict = 2;
const IS_COMMON: Verdict = 4;

/// The verdict of words by what a slot says first, which is whether they are known, their class and
/// whether that is a name, and in the highest bit by whether the first letter is small.
static VERDICTS: [Verdict; 128] = {
    let mut verdicts = [IS_RARE; 128];
    let mut index = 0;
    while index < verdicts.len() {
        let (is_small, is_known) = (index >> 6 & 1 == 1, index & 1 == 1);
        let (class, is_name) = (index >> 1 & 15, index >> 5 & 1 == 1);
        if class >= COMMON as usize {
            verdicts[index] = IS_COMMON;
        } else if !is_known || (is_name && is_small) {
            verdicts[index] = IS_ODD;
        }
        index += 1;
    }
    verdicts
};

/// Whether two words of which one begins as the other are equal, in any case.
fn is_same(bytes: &[u8], left: &Passed, right: &Passed) -> bool {
    let at = |word: &Passed| bytes.get(word.range()).unwrap_or_default();
    left.len() == right.len()
        && left.letters == right.letters
        && (left.len() <= 8 || at(left).eq_ignore_ascii_case(at(right)))
}

/// Whether two words may make a third.
fn may_be_one(left: &Passed, right: &Passed, vocabulary: &Vocabulary) -> bool {
    let (n_left, n_right) = (left.len(), right.len());
    if n_left > 8 || n_right > 8 {
        return true;
    }
    // The letters of the two in a row, in blocks of eight.
    let n_bits = u32::try_from(8 * n_left).unwrap_or_default();
    let first = left.letters | right.letters.checked_shl(n_bits).unwrap_or(0);
    let second = right.letters.checked_shr(64 - n_bits).unwrap_or(0);
    let hash = vocabulary::add(vocabulary::EMPTY, first);
    let hash = if n_left + n_right > 8 { vocabulary::add(hash, second) } else { hash };
    vocabulary.may_have(hash)
}

/// Words must share more letters than this to be forms of one.
const MIN_NEAR: usize = 4;

/// Whether one of two words is the other with an ending.
fn is_form(bytes: &[u8], left: &Passed, right: &Passed) -> bool {
    let at = |word: &Passed| bytes.get(word.range()).unwrap_or_default();
    let (short, long) = match (at(left), at(right)) {
        (left, right) if left.len() < right.len() => (left, right),
        (left, right) => (right, left),
    };
    let end = long.get(short.len()..).unwrap_or_default();
    matches!(end, b"s" | b"d" | b"es") && long.starts_with(short)
}

/// Puts a word that is odd or may be a head among the doubts, if it belongs there.
fn judge(text: &str, word: &Passed, doubts: &mut Doubts) {
    // A longer run of letters is no word, and each fixer would look at all of it at every letter.
    let (range, len) = (word.range(), word.len());
    if len > REACH {
        return;
    }
    let is_word = word.slot.is_known() && !(word.slot.is_name() && word.case & 0x20 != 0);
    if is_word || len == 1 {
        let is_parted = text.as_bytes().get(word.end) == Some(&b' ');
        if is_parted && in_prose(text, range.clone()) {
            doubts.heads.push(range);
        }
    } else if in_prose(text, range.clone()) {
        doubts.unknown.push(range);
    }
}

/// Eight bytes of the text, the first lowest; zeros behind its end.
fn block_at(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at + 8).and_then(<[u8]>::first_chunk) {
        Some(block) => u64::from_le_bytes(*block),
        None => last_block(bytes, at),
    }
}

#[cold]
fn last_block(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().take(8).rev().fold(0, |block, byte| block << 8 | u64::from(*byte))
}

/// Whether a word is one letter with a short word behind it, by its first eight letters.
#[inline]
fn is_head(letters: u64) -> bool {
    let rest = letters >> 8;
    HEADS.get(place_of_head(rest)).is_some_and(|head| *head == rest)
}

const fn place_of_head(letters: u64) -> usize {
    // A number with which no two of the short words share a place, found by trying.
    (letters.wrapping_mul(0xc2ce_6f44_7ed4_d57b) >> 59) as usize
}

/// All of `SHORT`, as numbers of letters, each at its place; what is no word elsewhere.
static HEADS: [u64; 32] = {
    let mut heads = [u64::MAX; 32];
    let mut nth = 0;
    while nth < SHORT.len() {
        let word = SHORT[nth].as_bytes();
        let (mut letters, mut at) = (0, word.len());
        while at > 0 {
            at -= 1;
            letters = letters << 8 | word[at] as u64;
        }
        let place = place_of_head(letters);
        assert!(heads[place] == u64::MAX, "two short words share a place");
        heads[place] = letters;
        nth += 1;
    }
    heads
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_told_behind_a_letter() {
        assert!(SHORT.iter().all(|short| is_head(block_at(format!("x{short}").as_bytes(), 0))));
        assert!(!is_head(block_at(b"xthey", 0)));
    }
}
