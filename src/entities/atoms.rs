//! Atoms: tokens as the matcher compares them.
//!
//! An atom is a token, or a part of one between hyphens, with a hash of its letters in lower case
//! without accents, apostrophes and periods, so that `U.S.` and `US`, `Peña` and `Pena`, `al-Qaeda`
//! and `al Qaeda` meet. What its capitals look like is kept apart, for the case rules.

use unicode_normalization::UnicodeNormalization as _;

use super::words::{WordSet, Words};
use crate::segment::{Segments, TokenKind};
use crate::text::{CleanText, offset};

/// What the capitals of an atom look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// No capital first: `the`, `iPhone`.
    Lower,
    /// A capital first and a small letter later: `Trump`, `McCain`.
    Capital,
    /// Two capitals or more and nothing else: `FBI`, `U.S.`.
    Upper,
    /// One capital: `J.`, `A`.
    Initial,
    /// Begins with a digit.
    Number,
    /// `'s` and the other clitics.
    Suffix,
    /// A quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// What stands between an atom and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing, or a hyphen inside a token.
    Joined,
    /// Space of any kind, within a line.
    Space,
    /// A line break, or the start of the text.
    Break,
}

/// One atom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    /// Of the folded letters; equal words have equal hashes.
    pub(super) hash: u64,
    /// First byte in the clean text.
    pub(super) start: u32,
    /// One past the last byte.
    pub(super) end: u32,
    /// What the word lists say of it.
    pub(super) words: WordSet,
    pub(super) shape: Shape,
    pub(super) gap: Gap,
    /// How many letters and digits it has, at most 255.
    pub(super) n_letters: u8,
    /// How many capitals it has, at most 255.
    pub(super) n_upper: u8,
    /// Whether a sentence, or speech inside one, begins with it, so that its capital says nothing.
    pub(super) is_first: bool,
}

impl Atom {
    /// Whether it looks like a part of a name: a capital first.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }

    /// Whether it is a word and no mark, number or clitic.
    pub(super) fn is_word(&self) -> bool {
        self.is_capital() || self.shape == Shape::Lower
    }

    /// Whether it is a comma.
    pub(super) fn is_comma(&self) -> bool {
        self.shape == Shape::Mark && self.hash == COMMA
    }

    /// Whether it is an opening bracket.
    pub(super) fn is_bracket(&self) -> bool {
        self.shape == Shape::Mark && self.hash == BRACKET
    }

    /// Whether it is `&`.
    pub(super) fn is_ampersand(&self) -> bool {
        self.shape == Shape::Mark && self.hash == AMPERSAND
    }

    /// Whether one of the lists has it.
    pub(super) fn is(&self, set: WordSet) -> bool {
        self.words.intersects(set)
    }
}

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// Capitals mark names.
    Mixed,
    /// A headline: every long word has a capital.
    Title,
    /// Everything is in capitals.
    Caps,
}

/// A sentence in atoms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Index of its first atom.
    pub(super) start: usize,
    /// One past its last atom.
    pub(super) end: usize,
    pub(super) casing: Casing,
    /// First atom of its paragraph.
    pub(super) paragraph: usize,
}

/// The atoms of an article.
#[derive(Debug, Default)]
pub(super) struct Atoms {
    pub(super) atoms: Vec<Atom>,
    pub(super) lines: Vec<Line>,
}

impl Atoms {
    /// Cuts the tokens of an article into atoms.
    pub(super) fn of(clean: &CleanText, segments: &Segments, words: &Words) -> Self {
        let mut atoms = Vec::with_capacity(segments.tokens.len() + segments.tokens.len() / 16);
        let mut lines = Vec::with_capacity(segments.sentences.len());
        let text = clean.as_str();
        let mut paragraphs = segments.paragraphs.iter().map(|paragraph| paragraph.sentences.start);
        let mut next_paragraph = paragraphs.next();
        let mut paragraph = 0;
        for (n, sentence) in segments.sentences.iter().enumerate() {
            let start = atoms.len();
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            for token in segments.tokens.get(range).unwrap_or_default() {
                push_token(&mut atoms, text, token.span.range(), token.kind, words);
            }
            let Some(line) = atoms.get_mut(start..) else { continue };
            mark_first(line);
            if next_paragraph == Some(offset(n)) {
                next_paragraph = paragraphs.next();
                paragraph = start;
            }
            let end = start + line.len();
            let label = label(line);
            if label > 0 {
                lines.push(Line { start, end: start + label, casing: Casing::Caps, paragraph });
            }
            let casing = casing(line.get(label..).unwrap_or_default());
            lines.push(Line { start: start + label, end, casing, paragraph });
        }
        Self { atoms, lines }
    }
}

/// Marks what a sentence and quoted speech begin with.
fn mark_first(line: &mut [Atom]) {
    let mut opens = true;
    for atom in line {
        atom.is_first = opens;
        // After a colon or a quotation mark speech may begin.
        opens = match atom.shape {
            Shape::Quote => true,
            Shape::Mark => opens || atom.hash == COLON,
            Shape::Number => opens,
            _ => false,
        };
    }
}

const COMMA: u64 = mark(b',');
const AMPERSAND: u64 = mark(b'&');
const BRACKET: u64 = mark(b'(');
const COLON: u64 = mark(b':');

/// The hash of a mark of one byte; a test holds it equal to that of [`folded`].
const fn mark(byte: u8) -> u64 {
    let hash = (byte as u64).wrapping_mul(PRIME);
    hash ^ (hash >> 29)
}

/// How many atoms name the speaker of a transcript: `JAKE TAPPER, HOST:`.
fn label(line: &[Atom]) -> usize {
    let colon =
        line.iter().take(8).position(|atom| atom.shape == Shape::Mark && atom.hash == COLON);
    let Some(label) = colon.and_then(|colon| line.get(..colon)) else { return 0 };
    let is_loud = label.iter().all(|atom| !matches!(atom.shape, Shape::Lower | Shape::Capital));
    let n_long =
        label.iter().filter(|atom| atom.shape == Shape::Upper && atom.n_letters > 2).count();
    if is_loud && n_long > 0 { label.len() + 1 } else { 0 }
}

/// How a sentence uses capitals. Short ones are taken as mixed: `Donald Trump:` tells nothing.
fn casing(line: &[Atom]) -> Casing {
    let (mut n_lower, mut n_capital, mut n_upper, mut n_small) = (0, 0, 0, 0);
    for atom in line {
        match atom.shape {
            // `with`, `from` and `over` stay small in many headlines.
            Shape::Lower if atom.n_letters > 4 => n_lower += 1,
            Shape::Lower => n_small += 1,
            Shape::Capital => n_capital += 1,
            Shape::Upper => n_upper += 1,
            _ => {}
        }
    }
    if n_lower + n_small + n_capital == 0 && n_upper > 1
        || n_upper > 4 && n_upper > 4 * (n_lower + n_small + n_capital)
    {
        Casing::Caps
    } else if n_lower == 0 && n_capital > 3 && n_capital > n_small {
        Casing::Title
    } else {
        Casing::Mixed
    }
}

fn push_token(
    atoms: &mut Vec<Atom>,
    text: &str,
    range: std::ops::Range<usize>,
    kind: TokenKind,
    words: &Words,
) {
    let Some(token) = text.get(range.clone()) else { return };
    let before = atoms.last().map_or(0, |atom| atom.end as usize);
    let mut gap = match text.get(before..range.start) {
        _ if atoms.is_empty() => Gap::Break,
        Some("") => Gap::Joined,
        Some(between) if between.contains('\n') => Gap::Break,
        _ => Gap::Space,
    };
    let mut start = range.start;
    let mut push = |part: &str, at: usize| {
        let Folded { hash, shape, n_letters, n_upper } = folded(part);
        let shape = match kind {
            // `#NeverTrump` and `@handle` are no names.
            TokenKind::Word if part.starts_with(['#', '@']) => Shape::Mark,
            TokenKind::Word => shape,
            TokenKind::Number => Shape::Number,
            TokenKind::Quote => Shape::Quote,
            TokenKind::Suffix => Shape::Suffix,
            TokenKind::Punctuation => Shape::Mark,
        };
        // `'s` must not meet the word `s`.
        let hash = if kind == TokenKind::Suffix { !hash } else { hash };
        atoms.push(Atom {
            hash,
            start: offset(at),
            end: offset(at + part.len()),
            words: words.of(hash),
            shape,
            gap,
            n_letters,
            n_upper,
            is_first: false,
        });
        gap = Gap::Joined;
    };
    if kind == TokenKind::Word && token.len() > 2 && token.contains(['-', '\u{2011}']) {
        for part in token.split(['-', '\u{2011}']) {
            if !part.is_empty() {
                push(part, start);
            }
            start += part.len();
            // One byte for a hyphen, three for the one that does not break.
            start +=
                text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
    } else {
        push(token, start);
    }
}

/// A word as it is compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Folded {
    pub(super) hash: u64,
    pub(super) shape: Shape,
    pub(super) n_letters: u8,
    pub(super) n_upper: u8,
}

/// Folds a word: lower case, no accents, no apostrophes, no periods.
pub(super) fn folded(word: &str) -> Folded {
    let mut fold = Fold::default();
    if word.is_ascii() {
        for byte in word.bytes() {
            fold.push(byte);
        }
    } else {
        for char in word.chars() {
            fold.push_char(char);
        }
    }
    fold.finish()
}

/// The hash of a word of ours, for tables.
pub(super) fn hash(word: &str) -> u64 {
    folded(word).hash
}

/// The hash of several words as one, such as a surname in two parts.
pub(super) fn join(hashes: impl IntoIterator<Item = u64>) -> u64 {
    let mut hashes = hashes.into_iter();
    let first = hashes.next().unwrap_or_default();
    hashes.fold(first, |all, next| (all.rotate_left(9) ^ next).wrapping_mul(PRIME))
}

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

#[derive(Default)]
struct Fold {
    hash: u64,
    n_upper: u32,
    n_lower: u32,
    n_digits: u32,
    begins_small: bool,
}

impl Fold {
    fn push(&mut self, byte: u8) {
        let folded = match byte {
            b'.' | b'\'' | b'`' if self.n_upper + self.n_lower > 0 => return,
            b'A'..=b'Z' => {
                self.n_upper += 1;
                byte | 0x20
            }
            b'a'..=b'z' => {
                self.begins_small |= self.n_upper + self.n_lower == 0;
                self.n_lower += 1;
                byte
            }
            b'0'..=b'9' => {
                self.n_digits += 1;
                byte
            }
            _ => byte,
        };
        self.mix(folded);
    }

    fn mix(&mut self, byte: u8) {
        self.hash = (self.hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(PRIME);
    }

    fn push_char(&mut self, char: char) {
        if let Ok(byte) = u8::try_from(char)
            && byte.is_ascii()
        {
            return self.push(byte);
        }
        if matches!(char, '’' | '‘' | 'ʼ' | '`') {
            return self.push(b'\'');
        }
        if let Some(plain) = plain(char) {
            return plain.bytes().for_each(|byte| self.push(byte));
        }
        for part in char.nfkd() {
            if part.is_ascii() {
                self.push_char(part);
            } else if part.is_alphabetic() {
                self.begins_small |= self.n_upper + self.n_lower == 0 && !part.is_uppercase();
                if part.is_uppercase() {
                    self.n_upper += 1;
                } else {
                    self.n_lower += 1;
                }
                for small in part.to_lowercase() {
                    let mut buffer = [0; 4];
                    small.encode_utf8(&mut buffer).bytes().for_each(|byte| self.mix(byte));
                }
            }
        }
    }

    fn finish(self) -> Folded {
        let n_all = self.n_upper + self.n_lower + self.n_digits;
        let shape = match (self.n_upper, self.n_lower) {
            (0, 0) if self.n_digits > 0 => Shape::Number,
            (0, 0) => Shape::Mark,
            _ if self.begins_small => Shape::Lower,
            (1, 0) if self.n_digits == 0 => Shape::Initial,
            (_, 0) => Shape::Upper,
            _ => Shape::Capital,
        };
        // The low bits of a product are weak; tables take their buckets from them.
        let hash = self.hash ^ (self.hash >> 29);
        let small = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
        Folded { hash, shape, n_letters: small(n_all), n_upper: small(self.n_upper) }
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
        ] {
            assert_eq!(hash(one), hash(other), "{one}");
        }
        assert_ne!(hash("US"), hash("use"));
        assert_eq!((hash(","), hash(":")), (COMMA, COLON));
        assert_eq!((hash("("), hash("&")), (BRACKET, AMPERSAND));
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
