//! A text as words that are compared: small letters and digits, what each word can mean for it.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::lexicon::{HIGH_BITS, alphanumerics, capitals, entries};

/// Words whose coming and going matters, or does not.
const LIST: &str = include_str!("../../gazetteers/words/repeated-claims.txt");
const NUMBERS: &str = include_str!("../../gazetteers/words/number-words.txt");

/// What a word is to the claim that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Weight {
    /// Nothing by itself: `the`, `that`.
    Light,
    /// It may be said otherwise.
    #[default]
    Plain,
    /// With a capital, not at the start of a sentence.
    Name,
    /// A figure, in digits or in words.
    Number,
    /// `not`, `never`
    Negation,
}

/// One word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Of its letters and digits.
    pub(super) hash: u64,
    /// Whether it is written with a capital that no sentence asks for.
    pub(super) is_capital: bool,
    // Into the letters.
    start: usize,
    end: usize,
}

/// The words of one text; kept from text to text for its room.
#[derive(Debug, Default)]
pub(super) struct Words {
    letters: Vec<u8>,
    words: Vec<Word>,
}

impl Words {
    /// Takes the place of what was here.
    ///
    /// Letters and digits are words, in lower case; apostrophes, points inside words and marks
    /// that nobody sees do not part them, commas inside numbers neither, and points inside numbers
    /// count. A word that stands twice side by side counts once: that is a slip of the pen.
    pub(super) fn read(&mut self, text: &str) {
        self.letters.clear();
        self.words.clear();
        let (mut start, mut is_capital, mut is_first, mut last) = (0, false, true, ' ');
        let mut rest = text;
        loop {
            // Nearly all of a text are runs of plain letters with a space between.
            let is_begun = self.letters.len() > start;
            if let Some((first, end)) = self.take_plain(&mut rest) {
                if !is_begun {
                    is_capital = first.is_ascii_uppercase() && !is_first;
                }
                last = char::from(end);
            }
            if let Some(after) = rest.strip_prefix(' ') {
                is_first &= !self.end_begun(start, is_capital);
                (start, last, rest) = (self.letters.len(), ' ', after);
                continue;
            }
            let mut chars = rest.chars();
            let Some(ch) = chars.next() else { break };
            rest = chars.as_str();
            if is_alphanumeric(ch) {
                if self.letters.len() == start {
                    is_capital = ch.is_uppercase() && !is_first;
                }
                self.push(ch);
                last = ch;
                continue;
            }
            if is_unseen(ch) {
                continue;
            }
            let inside = match ch {
                '.' | ',' => chars.next().filter(|next| is_alphanumeric(*next)),
                _ => None,
            };
            let is_number = last.is_ascii_digit() && inside.is_some_and(|ch| ch.is_ascii_digit());
            if inside.is_some() && last != ' ' && (is_number || ch == '.') {
                if is_number && ch == '.' {
                    self.letters.push(b'.');
                }
                continue;
            }
            is_first &= !self.end_begun(start, is_capital);
            is_first |= matches!(ch, '.' | '!' | '?' | ':' | '“' | '"' | '…');
            start = self.letters.len();
            last = ' ';
            if let Some(word) = spelled(ch) {
                self.letters.extend_from_slice(word);
                self.end_word(start, false);
                start = self.letters.len();
            }
        }
        self.end_begun(start, is_capital);
    }

    /// Takes the letters and digits of ASCII that a text begins with; gives the first and the last.
    #[inline]
    fn take_plain(&mut self, text: &mut &str) -> Option<(u8, u8)> {
        let n_before = self.letters.len();
        self.push_plain(text.as_bytes());
        let (run, rest) = text.split_at_checked(self.letters.len() - n_before)?;
        *text = rest;
        Some((*run.as_bytes().first()?, *run.as_bytes().last()?))
    }

    /// The same, eight at a time.
    #[inline]
    fn push_plain(&mut self, text: &[u8]) {
        let (eights, rest) = text.as_chunks();
        for eight in eights {
            let eight = u64::from_le_bytes(*eight);
            let others = !alphanumerics(eight) & HIGH_BITS;
            let small = eight | capitals(eight) >> 2;
            self.letters.extend_from_slice(&small.to_le_bytes());
            if others != 0 {
                let n_others = 8 - others.trailing_zeros() as usize / 8;
                self.letters.truncate(self.letters.len() - n_others);
                return;
            }
        }
        let rest = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric());
        self.letters.extend(rest.map(u8::to_ascii_lowercase));
    }

    fn push(&mut self, ch: char) {
        match u8::try_from(ch) {
            Ok(byte) if byte.is_ascii() => self.letters.push(byte.to_ascii_lowercase()),
            _ => {
                for small in ch.to_lowercase() {
                    self.letters.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
        }
    }

    /// Ends a word if one is begun, and tells whether.
    fn end_begun(&mut self, start: usize, is_capital: bool) -> bool {
        let is_begun = self.letters.len() > start;
        if is_begun {
            self.end_word(start, is_capital);
        }
        is_begun
    }

    fn end_word(&mut self, start: usize, is_capital: bool) {
        let end = self.letters.len();
        let hash = xxh3_64(self.letters.get(start..).unwrap_or_default());
        if self.words.last().is_some_and(|last| last.hash == hash) {
            self.letters.truncate(start);
        } else {
            self.words.push(Word { hash, is_capital, start, end });
        }
    }

    /// The words, in order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// All letters and digits, without gaps: words that were split or joined have the same.
    pub(super) fn letters(&self) -> &[u8] {
        &self.letters
    }

    /// Those of some words.
    pub(super) fn letters_of(&self, words: Range<usize>) -> &[u8] {
        let all = self.words.get(words).unwrap_or_default();
        let (Some(first), Some(last)) = (all.first(), all.last()) else { return &[] };
        self.letters.get(first.start..last.end).unwrap_or_default()
    }

    /// What a word is to its claim.
    pub(super) fn weight(&self, word: usize) -> Weight {
        let letters = self.letters_of(word..word + 1);
        if letters.iter().any(u8::is_ascii_digit) {
            return Weight::Number;
        }
        let known = str::from_utf8(letters).ok().and_then(|word| WEIGHTS.get(word));
        let is_capital = self.words.get(word).is_some_and(|word| word.is_capital);
        match known {
            Some(weight) => *weight,
            None if is_capital => Weight::Name,
            None => Weight::Plain,
        }
    }
}

/// Whether a sign is a letter or digit. Quotation marks and dashes of print are none, which takes
/// a search in tables to tell otherwise.
fn is_alphanumeric(ch: char) -> bool {
    !matches!(ch, '\u{2000}'..='\u{206F}') && ch.is_alphanumeric()
}

/// Marks that do not part words: apostrophes and those that nobody sees.
fn is_unseen(mark: char) -> bool {
    matches!(
        mark,
        '\'' | '’' | 'ʼ' | '‘' | '`' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Marks that are words.
fn spelled(mark: char) -> Option<&'static [u8]> {
    match mark {
        '%' => Some(b"percent"),
        '&' => Some(b"and"),
        _ => None,
    }
}

static WEIGHTS: LazyLock<FxHashMap<&'static str, Weight>> = LazyLock::new(|| {
    let numbers = entries(NUMBERS).filter_map(|entry| entry.split(' ').next());
    let listed = entries(LIST).filter_map(|entry| entry.split_once(' '));
    let listed = listed.map(|(word, class)| match class {
        "negation" => (word, Weight::Negation),
        _ => (word, Weight::Light),
    });
    numbers.map(|word| (word, Weight::Number)).chain(listed).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut words = Words::default();
        words.read(text);
        let all: Vec<&str> = (0..words.words().len())
            .map(|word| str::from_utf8(words.letters_of(word..word + 1)).unwrap())
            .collect();
        assert_eq!(all.join(" "), expected, "{text}");
    }

    #[test]
    fn words_are_letters_and_digits() {
        check("“Phase-one,” ¶ he said…", "phase one he said");
        check(
            "It’s 1,200.5% of the the U.S. GDP, not 3.",
            "its 1200.5 percent of the us gdp not 3",
        );
        check("a\u{AD}b R&D, 5,then .5 end.Next", "ab r and d 5 then 5 endnext");
        check("ÉTÉ 习近平", "été 习近平");
        check("…!", "");
    }

    #[test]
    fn marks_of_print_are_no_letters() {
        assert!(!('\u{2000}'..='\u{206F}').any(char::is_alphanumeric));
    }

    #[test]
    fn words_have_weights() {
        let mut words = Words::default();
        words.read("He won’t tell China of ten 5G nets. Nobody will.");
        let weights: Vec<Weight> = (0..words.words().len()).map(|at| words.weight(at)).collect();
        let (light, plain) = (Weight::Light, Weight::Plain);
        let (number, negation) = (Weight::Number, Weight::Negation);
        assert_eq!(
            weights,
            [light, negation, plain, Weight::Name, light, number, number, plain, negation, light]
        );
    }
}
