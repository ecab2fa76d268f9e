//! The words of a text that are in doubt, found in one pass; after a repair, only around it.
//!
//! One look-up says whether a word is known and how common it is, and most are not looked at twice.
//! The pass reads eight bytes at a time, as a look at each byte by itself took half of the time of
//! all fixers together.

use std::ops::Range;

use super::letters::Letters;
use super::vocabulary::{self, Slot, Vocabulary};
use super::windows::{Window, merged, moved};
use super::words::{COMMON, REACH, SHORT, in_prose};
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
    /// Its first eight letters, in small ones.
    letters: u64,
    slot: Slot,
    /// The bits that say of its first two letters that they are small.
    case: u32,
}

impl Passed {
    /// Looks a word up that a scan came to.
    #[inline]
    fn new(bytes: &[u8], start: usize, end: usize, vocabulary: &Vocabulary) -> Self {
        let block = block_at(bytes, start);
        let case = u32::from(u16::try_from(block & 0x2020).unwrap_or_default());
        let letters = (block | LOWER) & FIRST[(end - start).min(8)];
        let mut hash = vocabulary::add(vocabulary::EMPTY, letters);
        let mut at = start + 8;
        while at < end {
            let block = block_at(bytes, at) | LOWER;
            hash = vocabulary::add(hash, block & FIRST[(end - at).min(8)]);
            at += 8;
        }
        Self { start, end, letters, slot: vocabulary.slot(hash), case }
    }

    fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    fn len(&self) -> usize {
        self.end - self.start
    }
}

/// The most words that 64 bytes can end.
const MAX_WORDS: usize = 33;

/// Finds what is in doubt in a part of the text, which begins and ends between words.
///
/// Words are looked up first, some dozen at a time, and judged then: both loops are short enough for
/// the registers there are, and the second mostly passes by.
fn scan(text: &str, part: Range<usize>, vocabulary: &Vocabulary, doubts: &mut Doubts) {
    let bytes = text.as_bytes();
    let mut words = [Passed::default(); MAX_WORDS];
    // The first of a chunk is the last of the one before; a word may begin in one and end in the next.
    let (mut start, mut open) = (0, 0);
    let mut base = part.start;
    // One byte behind the end is looked at as well, so that the last word ends.
    while base <= part.end {
        let rest = u32::try_from(part.end - base).unwrap_or(u32::MAX);
        let letters = letters_of(bytes, base) & !u64::MAX.checked_shl(rest).unwrap_or(0);
        let follows = letters << 1 | open;
        let (mut starts, mut ends) = (letters & !follows, follows & !letters);
        if open == 0 {
            start = base + n_below(starts);
            starts &= starts.wrapping_sub(1);
        }
        let mut n_words = 1;
        while ends != 0 {
            if let Some(word) = words.get_mut(n_words) {
                *word = Passed::new(bytes, start, base + n_below(ends), vocabulary);
            }
            n_words += 1;
            ends &= ends - 1;
            start = base + n_below(starts);
            starts &= starts.wrapping_sub(1);
        }
        open = letters >> 63;
        let seen = words.get(..n_words).unwrap_or_default();
        pass(text, seen, vocabulary, doubts);
        if let Some(last) = seen.last() {
            words[0] = *last;
        }
        base += 64;
    }
}

/// Puts words among the doubts that belong there; the first is only the one before.
///
/// What is to be looked at is told without a branch, for which words they are nobody could foresee.
fn pass(text: &str, words: &[Passed], vocabulary: &Vocabulary, doubts: &mut Doubts) {
    doubts.n_words += words.len() - 1;
    let (mut odd, mut seams, mut others) = (0_u64, 0_u64, 0_u64);
    for (nth, [last, word]) in words.array_windows().enumerate() {
        let index = word.slot.low_bits() << 1 | word.case >> 5 & 1;
        let verdict = VERDICTS.get(index as usize).copied().unwrap_or_default();
        doubts.n_common += usize::from(verdict & IS_COMMON);
        let is_head = (verdict & IS_RARE != 0) & is_head(word.letters);
        // Equal words, and forms of one, begin alike.
        let is_like = (last.letters ^ word.letters) & FIRST[MIN_NEAR] == 0;
        odd |= u64::from((verdict & IS_ODD != 0) | is_head) << nth;
        seams |= u64::from(word.slot.may_follow(last.slot)) << nth;
        others |= u64::from((word.case == 0) | is_like) << nth;
    }
    let bytes = text.as_bytes();
    let is_beside = |last: &Passed, word: &Passed| {
        last.end + 1 == word.start && bytes.get(last.end) == Some(&b' ')
    };
    for (last, word) in pairs(words, seams) {
        if is_beside(last, word)
            && !is_same(bytes, last, word)
            && may_be_one(last, word, vocabulary)
        {
            doubts.seams.push((last.range(), word.range()));
        }
    }
    for (last, word) in pairs(words, others) {
        if word.case == 0 && word.len() > 1 {
            doubts.capitals.push(word.range());
        }
        if is_beside(last, word) && is_same(bytes, last, word) {
            doubts.doubles.push((last.range(), word.range()));
        } else if is_beside(last, word) && is_form(bytes, last, word) {
            doubts.near_doubles.push((last.range(), word.range()));
        }
    }
    for (_, word) in pairs(words, odd) {
        judge(text, word, doubts);
    }
}

/// The words of some bits, each with the one before it.
fn pairs(words: &[Passed], mut bits: u64) -> impl Iterator<Item = (&Passed, &Passed)> {
    std::iter::from_fn(move || {
        let nth = (bits != 0).then(|| n_below(bits))?;
        bits &= bits - 1;
        Some((words.get(nth)?, words.get(nth + 1)?))
    })
}

/// What the vocabulary says of a word at a glance.
type Verdict = u8;

const IS_COMMON: Verdict = 1;
/// Unknown, or a name without its capital, which is as odd: `t ono each`, not `Yoko Ono`.
const IS_ODD: Verdict = 2;
/// Known, but not common.
const IS_RARE: Verdict = 4;

/// The verdict of words by whether the first letter is small, in the lowest bit, and what a slot says
/// first: whether they are known, their class, whether that is a name.
static VERDICTS: [Verdict; 128] = {
    let mut verdicts = [IS_RARE; 128];
    let mut index = 0;
    while index < verdicts.len() {
        let (is_small, is_known) = (index & 1 == 1, index >> 1 & 1 == 1);
        let (class, is_name) = (index >> 2 & 15, index >> 6 & 1 == 1);
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
    n_left > 8 || n_right > 8 || {
        let whole = Letters::of_parts((left.letters, n_left), (right.letters, n_right));
        vocabulary.may_have(whole.hash())
    }
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

/// A one in each of eight bytes.
const ONES: u64 = 0x0101_0101_0101_0101;

/// The bit that makes a letter lower-case, in each of eight bytes.
const LOWER: u64 = 0x20 * ONES;

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

/// A bit for each of 64 bytes of the text, the first lowest, that is an ASCII letter.
fn letters_of(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    let mut padded = [0; 64];
    let chunk = rest.first_chunk::<64>().unwrap_or_else(|| {
        padded.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        &padded
    });
    let letters = chunk.map(|byte| u8::from((byte | 0x20).wrapping_sub(b'a') < 26));
    let (blocks, _) = letters.as_chunks::<8>();
    // The bit of each byte moves to its place in the highest one.
    let bits =
        |block: &[u8; 8]| u64::from_le_bytes(*block).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    blocks.iter().rev().fold(0, |found, block| found << 8 | bits(block))
}

/// How many bits lie below the first that is set.
fn n_below(bits: u64) -> usize {
    usize::try_from(bits.trailing_zeros()).unwrap_or_default()
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
    use proptest::prelude::*;

    use super::*;
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
        assert!(SHORT.iter().all(|short| is_head(block_at(format!("x{short}").as_bytes(), 0))));
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
