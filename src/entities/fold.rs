//! Words as names are compared: small letters without accents, apostrophes and periods, as a hash,
//! and what their capitals look like.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::atoms::Shape;
use crate::lexicon::{capitals, count, eights_at, mix, smalls, spread};

/// A word as it is compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    pub(super) hash: u64,
    pub(super) shape: Shape,
    pub(super) n_letters: u8,
    pub(super) n_upper: u8,
    /// Whether a hyphen is in it.
    pub(super) has_hyphen: bool,
}

/// The hyphens of compound words.
pub(super) const HYPHENS: [char; 2] = ['-', '\u{2011}'];

/// Folds a word: lower case, no accents, no apostrophes, no periods.
pub(super) fn folded(word: &str) -> Folded {
    folded_at(word, 0..word.len())
}

/// The same of a word in a text.
#[inline]
pub(super) fn folded_at(text: &str, range: Range<usize>) -> Folded {
    of_letters(text, range.clone()).unwrap_or_else(|| of_any(text.get(range).unwrap_or_default()))
}

/// The same of a word of any characters.
fn of_any(word: &str) -> Folded {
    // Half of all that are no words of letters.
    if let [byte @ (b',' | b'.' | b'"' | b'(' | b')' | b'-' | b':')] = word.as_bytes() {
        return of_mark(mark(*byte), *byte == b'-');
    }
    if matches!(word, "“" | "”" | "—" | "–") {
        return of_mark(Fold::default().hash, false);
    }
    let mut fold = Fold::default();
    for byte in word.bytes() {
        if !byte.is_ascii() {
            let mut fold = Fold::default();
            word.chars().for_each(|char| fold.push_char(char));
            return fold.finish(word.contains(HYPHENS));
        }
        fold.push(byte);
    }
    let has_hyphen = fold.seen & HYPHEN != 0;
    fold.finish(has_hyphen)
}

/// A mark without letters and digits.
fn of_mark(hash: u64, has_hyphen: bool) -> Folded {
    Folded { hash, shape: Shape::Mark, n_letters: 0, n_upper: 0, has_hyphen }
}

/// The same for a word of nothing but letters of ASCII, as nearly all are: eight at a time.
#[inline]
fn of_letters(text: &str, word: Range<usize>) -> Option<Folded> {
    let n_bytes = word.len();
    let [first, second, third] = eights_at(text, word)?;
    let (mut n_letters, mut n_upper, mut hash) = (0, 0, 0);
    let mut take = |eight: u64| {
        let upper = capitals(eight);
        let lower = eight | upper >> 2;
        n_letters += count(smalls(lower));
        n_upper += count(upper);
        hash = mix(hash, lower);
    };
    take(first);
    if second > 0 {
        take(second);
        if third > 0 {
            take(third);
        }
    }
    if n_letters == 0 || usize::from(n_letters) < n_bytes {
        return None;
    }
    let shape = match n_upper {
        _ if capitals(first) & 0x80 == 0 => Shape::Lower,
        1 if n_letters == 1 => Shape::Initial,
        _ if n_upper == n_letters => Shape::Upper,
        _ => Shape::Capital,
    };
    Some(Folded { hash: spread(hash), shape, n_letters, n_upper, has_hyphen: false })
}

/// The hash of a word of ours, for tables.
pub(super) fn hash(word: &str) -> u64 {
    folded(word).hash
}

/// The hash of several words as one, such as a surname in two parts; that of one is its own.
pub(super) fn join(hashes: impl IntoIterator<Item = u64>) -> u64 {
    let mut hashes = hashes.into_iter();
    let first = hashes.next().unwrap_or_default();
    hashes.fold(first, |all, next| (all.rotate_left(9) ^ next).wrapping_mul(PRIME))
}

/// The hash of a mark of one byte; a test holds it equal to that of [`folded`].
pub(super) const fn mark(byte: u8) -> u64 {
    spread(mix(0, byte as u64))
}

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

// What a byte is: its class in the high bits, and the byte to hash in the low ones.
const UPPER: u16 = 1 << 8;
const LOWER: u16 = 1 << 9;
const DIGIT: u16 = 1 << 10;
const SILENT: u16 = 1 << 11;
const HYPHEN: u16 = 1 << 12;
/// `#` and `@`: no name begins with them.
const TAG: u16 = 1 << 13;

/// One load a byte instead of a chain of comparisons.
const BYTES: [u16; 128] = bytes();

const fn bytes() -> [u16; 128] {
    let mut table = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        let class = match byte {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            b'.' | b'\'' | b'`' => SILENT,
            b'-' => HYPHEN,
            b'#' | b'@' => TAG,
            _ => 0,
        };
        table[byte as usize] = class | byte.to_ascii_lowercase() as u16;
        byte += 1;
    }
    table
}

#[derive(Default)]
struct Fold {
    hash: u64,
    // The bytes that are not in the hash yet, fewer than eight.
    eight: u64,
    n_eight: u32,
    n_upper: u32,
    n_lower: u32,
    n_digits: u32,
    begins_small: bool,
    // The classes of all bytes.
    seen: u16,
}

impl Fold {
    fn push(&mut self, byte: u8) {
        let class = BYTES.get(usize::from(byte)).copied().unwrap_or_default();
        self.seen |= class;
        let n_before = self.n_upper + self.n_lower;
        if class & SILENT != 0 && n_before > 0 {
            return;
        }
        self.begins_small |= class & LOWER != 0 && n_before == 0;
        self.n_upper += u32::from(class & UPPER != 0);
        self.n_lower += u32::from(class & LOWER != 0);
        self.n_digits += u32::from(class & DIGIT != 0);
        let [byte, _] = class.to_le_bytes();
        self.mix(byte);
    }

    fn mix(&mut self, byte: u8) {
        self.eight |= u64::from(byte) << (8 * self.n_eight);
        self.n_eight += 1;
        if self.n_eight == 8 {
            self.hash = mix(self.hash, self.eight);
            (self.eight, self.n_eight) = (0, 0);
        }
    }

    fn push_char(&mut self, char: char) {
        if let Ok(byte) = u8::try_from(char)
            && byte.is_ascii()
        {
            return self.push(byte);
        }
        if matches!(char, '’' | '‘' | 'ʼ') {
            return self.push(b'\'');
        }
        if let Some(plain) = plain(char) {
            return plain.bytes().for_each(|byte| self.push(byte));
        }
        for part in char.nfkd() {
            if part.is_ascii() {
                self.push_char(part);
            } else if part.is_alphabetic() {
                self.push_letter(part);
            }
        }
    }

    /// A letter of another alphabet.
    fn push_letter(&mut self, letter: char) {
        self.begins_small |= self.n_upper + self.n_lower == 0 && !letter.is_uppercase();
        if letter.is_uppercase() {
            self.n_upper += 1;
        } else {
            self.n_lower += 1;
        }
        for small in letter.to_lowercase() {
            small.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.mix(byte));
        }
    }

    fn finish(self, has_hyphen: bool) -> Folded {
        let n_all = self.n_upper + self.n_lower + self.n_digits;
        let shape = match (self.n_upper, self.n_lower) {
            (0, 0) if self.n_digits > 0 => Shape::Number,
            (0, 0) => Shape::Mark,
            _ if self.seen & TAG != 0 => Shape::Mark,
            _ if self.begins_small => Shape::Lower,
            (1, 0) if self.n_digits == 0 => Shape::Initial,
            (_, 0) => Shape::Upper,
            _ => Shape::Capital,
        };
        let hash = if self.n_eight > 0 { mix(self.hash, self.eight) } else { self.hash };
        let hash = spread(hash);
        let small = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
        Folded { hash, shape, n_letters: small(n_all), n_upper: small(self.n_upper), has_hyphen }
    }
}

/// Letters that have no accent to take off but are written without theirs in plain text.
fn plain(char: char) -> Option<&'static str> {
    Some(match char {
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "Ae",
        'œ' => "oe",
        'Œ' => "Oe",
        'ı' => "i",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_spelling_varies() {
        for (one, other) in [
            ("U.S.", "US"),
            ("Peña", "pena"),
            ("O’Brien", "O'BRIEN"),
            ("Erdoğan", "Erdogan"),
            ("Łódź", "Lodz"),
            ("Günther", "gunther"),
            ("Republican", "Repúblican"),
            ("CONSTITUTIONALISTS", "Constitutionalis’ts"),
            ("O’Shaughnessy-Kowalczykiewicz", "o'shaughnessy-kowalczykiewicz"),
        ] {
            assert_eq!(hash(one), hash(other), "{one}");
        }
        assert_ne!(hash("US"), hash("use"));
        for sign in [b',', b':', b'(', b'&'] {
            assert_eq!(hash(char::from(sign).to_string().as_str()), mark(sign));
            // A mark behind nothing takes the long way.
            let mut fold = Fold::default();
            fold.push(sign);
            assert_eq!(fold.finish(false).hash, mark(sign));
        }
        assert_eq!(hash("“"), hash("\u{201f}"));
    }

    #[test]
    fn tells_shapes() {
        let check = |word: &str, shape: Shape| assert_eq!(folded(word).shape, shape, "{word}");
        check("U.S.", Shape::Upper);
        check("McCain", Shape::Capital);
        check("J.", Shape::Initial);
        check("iPhone", Shape::Lower);
        check("Émile", Shape::Capital);
        check("été", Shape::Lower);
        check("G20", Shape::Upper);
        check("20", Shape::Number);
        check("&", Shape::Mark);
        check("中国", Shape::Lower);
    }
}
