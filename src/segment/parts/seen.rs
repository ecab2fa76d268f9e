//! One sentence as the tagger sees it: a few numbers a token, and the features made of them.

use crate::lexicon::Memo;
use crate::tagger::Features;
use crate::text::CleanText;

use super::super::{Token, TokenKind};
use super::folded::Folded;
use super::known::{Class, Entry, FIRST_FREE, Known};
use super::{Labels, Part};

/// How capitals are used in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Plain,
    /// `Trump Says Talks Go Well`
    Titled,
    /// `TRUMP SAYS TALKS GO WELL`
    Capitals,
}

/// What is seen of a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// The parts that come into question, 0 for marks.
    pub(super) labels: Labels,
    /// The part, where the token is a mark.
    pub(super) mark: Part,
    /// Hash of the word, capitals folded.
    pub(super) word: u32,
    /// The same of a known word, spread; of others that of their ending.
    key: u64,
    /// The last four bytes in small letters, the last one highest.
    ending: u32,
    /// The class, spread.
    class_mix: u64,
    is_known: bool,
    /// Capitals of the word, whether it opens a sentence, and the style of the sentence.
    shape: u8,
}

impl Seen {
    /// Whether it has a capital at all.
    pub(super) fn has_capital(&self) -> bool {
        self.shape >= 6
    }

    /// Whether it has a capital that does not come from its place or its sentence.
    pub(super) fn has_telling_capital(&self) -> bool {
        self.has_capital() && self.shape.is_multiple_of(6)
    }

    /// Whether its sentence is a title.
    pub(super) fn is_in_title(&self) -> bool {
        !self.shape.is_multiple_of(3)
    }
}

/// Beyond the ends of a sentence.
const BEYOND: Seen = Seen {
    labels: 1,
    mark: Part::Stop,
    word: 0,
    key: 0,
    ending: 0,
    class_mix: 0x51_7CC1_B727_220A,
    is_known: true,
    shape: 0,
};

/// Classes of tokens that no dictionary has.
const SMALL: Class = FIRST_FREE;
const CAPITAL: Class = FIRST_FREE + 6;
const MIXED_NUMBER: Class = FIRST_FREE + 12;
const NUMBER: Class = FIRST_FREE + 13;
const HANDLE: Class = FIRST_FREE + 14;
const ADDRESS: Class = FIRST_FREE + 15;
const MARKS: Class = FIRST_FREE + 16;

/// What is seen of a word wherever it stands; small, as there are as many as words.
#[derive(Debug, Clone, Copy)]
pub(in crate::segment) struct Face {
    /// The labels where its capital tells something, and where it tells nothing.
    labels: [Labels; 2],
    word: u32,
    ending: u32,
    /// The classes, as the labels.
    classes: [Class; 2],
    mark: Part,
    /// That of [`Seen`], without the place in the sentence.
    shape: u8,
    is_known: bool,
    sort: Sort,
}

/// What a face is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Word,
    /// A number in figures and nothing else.
    Number,
    /// A mark after which no sentence begins, a clitic, or another number.
    Other,
    /// A mark after which a sentence may begin.
    Opener,
}

impl Face {
    fn of(text: &[u8], kind: TokenKind, known: &Known) -> Self {
        let is_opener = !matches!(text, [b',' | b'&' | b'$' | b'%' | b'/']);
        let sort = if is_opener { Sort::Opener } else { Sort::Other };
        match kind {
            TokenKind::Quote => Self { sort, ..mark(Part::Quote, text) },
            TokenKind::Punctuation => Self { sort, ..mark(part_of_mark(text), text) },
            TokenKind::Suffix => Self { sort: Sort::Other, ..of_suffix(text, known) },
            TokenKind::Number => of_number(text),
            TokenKind::Word => of_word(text, known),
        }
    }

    /// What is seen of it in a sentence; `is_first` where it may begin one.
    #[inline]
    fn at(&self, is_first: bool, style: Style) -> Seen {
        let is_word = self.sort == Sort::Word;
        let is_open = is_word && self.shape > 0 && (is_first || style != Style::Plain);
        let ([labels, open_labels], [class, open_class]) = (self.labels, self.classes);
        let (labels, class) = if is_open { (open_labels, open_class) } else { (labels, class) };
        let key = if self.is_known { self.word } else { self.ending >> 8 };
        let place = u8::from(is_first) * 3 + style as u8;
        Seen {
            labels,
            mark: self.mark,
            word: self.word,
            key: if self.sort == Sort::Number { 1 } else { spread(key) },
            ending: self.ending,
            class_mix: spread(u32::from(class)),
            is_known: self.is_known,
            shape: self.shape + if is_word { place } else { 0 },
        }
    }
}

/// Fills `made` with what is seen of the tokens of a sentence.
pub(super) fn see(clean: &CleanText, tokens: &[Token], known: &Known, made: &mut Vec<Seen>) {
    let face = |_, token: &Token| Face::of(clean.at(token.span).as_bytes(), token.kind, known);
    see_faces(clean, tokens, face, made);
}

/// The same of tokens with numbers, whose faces are remembered.
pub(super) fn see_again(
    clean: &CleanText,
    (tokens, words): (&[Token], &[u32]),
    (known, faces): (&Known, &mut Memo<Face>),
    made: &mut Vec<Seen>,
) {
    let face = |nth, token: &Token| {
        let look = || Face::of(clean.at(token.span).as_bytes(), token.kind, known);
        match words.get(nth) {
            Some(word) => faces.get(*word, look),
            None => look(),
        }
    };
    see_faces(clean, tokens, face, made);
}

#[inline]
fn see_faces(
    clean: &CleanText,
    tokens: &[Token],
    mut face: impl FnMut(usize, &Token) -> Face,
    made: &mut Vec<Seen>,
) {
    made.clear();
    let style = style(clean, tokens);
    let mut is_first = true;
    made.extend(tokens.iter().enumerate().map(|(nth, token)| {
        let face = face(nth, token);
        let seen = face.at(is_first, style);
        is_first = face.sort == Sort::Opener;
        seen
    }));
}

fn mark(part: Part, text: &[u8]) -> Face {
    let class = MARKS + u16::from((part as u8).saturating_sub(Part::Stop as u8));
    Face {
        labels: [1; 2],
        word: Folded::of(text).hash,
        ending: 0,
        classes: [class; 2],
        mark: part,
        shape: 0,
        is_known: true,
        sort: Sort::Other,
    }
}

fn part_of_mark(text: &[u8]) -> Part {
    match text {
        [b'.' | b'!' | b'?'] | [b'!' | b'?', b'!' | b'?', ..] => Part::Stop,
        [b','] => Part::Comma,
        // The last are dashes and dots of three bytes.
        [b':' | b';' | b'-']
        | [b'-', b'-', ..]
        | [b'.', b'.', ..]
        | [0xe2, 0x80, 0x90..=0x95 | 0xa6] => Part::Colon,
        [b'(' | b')' | b'[' | b']' | b'{' | b'}'] => Part::Bracket,
        _ => Part::Symbol,
    }
}

/// Clitics are known words; a curly apostrophe is as good as a straight one.
fn of_suffix(text: &[u8], known: &Known) -> Face {
    let mut straight = [0_u8; 8];
    let mut length = 0;
    let mut bytes = text;
    while let ([first, rest @ ..], Some(slot)) = (bytes, straight.get_mut(length)) {
        let apostrophe = bytes.strip_prefix("’".as_bytes());
        *slot = if apostrophe.is_some() { b'\'' } else { *first };
        bytes = apostrophe.unwrap_or(rest);
        length += 1;
    }
    of_word(straight.get(..length).unwrap_or_default(), known)
}

fn of_number(text: &[u8]) -> Face {
    let Folded { hash, ending, n_small, n_capital, .. } = Folded::of(text);
    let is_plain = n_small + n_capital == 0;
    let labels = if is_plain {
        Part::Number.bit()
    } else {
        // 1980s, 20-year-old, 5G, 2nd
        set(&[Part::Number, Part::Noun, Part::Nouns, Part::Adjective, Part::Name])
    };
    Face {
        labels: [labels; 2],
        word: hash,
        ending,
        classes: [if is_plain { NUMBER } else { MIXED_NUMBER }; 2],
        mark: Part::Stop,
        shape: 0,
        is_known: is_plain,
        sort: if is_plain { Sort::Number } else { Sort::Other },
    }
}

fn of_word(text: &[u8], known: &Known) -> Face {
    let folded = Folded::of(text);
    let shape = folded.shape();
    let entry = known.get(folded.hash);
    let (labels, classes) = match entry {
        Some(Entry { small, .. }) if shape == 0 => ([known.labels(small); 2], [small; 2]),
        Some(Entry { small, capital }) => {
            let (of_small, of_capital) = (known.labels(small), known.labels(capital));
            ([of_capital, of_small | of_capital], [capital, small])
        }
        None => {
            let (labels, class) = unknown(text, folded.ending, shape, false);
            let (open_labels, open_class) = unknown(text, folded.ending, shape, shape > 0);
            ([labels, open_labels], [class, open_class])
        }
    };
    Face {
        labels,
        word: folded.hash,
        ending: folded.ending,
        classes,
        mark: Part::Other,
        shape: shape * 6,
        is_known: entry.is_some(),
        sort: Sort::Word,
    }
}

/// The parts that a word no dictionary has may be, and its class.
fn unknown(text: &[u8], ending: u32, shape: u8, is_open: bool) -> (Labels, Class) {
    match text {
        [b'@', ..] => return (Part::Name.bit(), HANDLE),
        [b'#', ..] => return (Part::Other.bit(), ADDRESS),
        [b'h', b't', b't', b'p', ..] | [b'w', b'w', b'w', b'.', ..] => {
            return (Part::Other.bit(), ADDRESS);
        }
        _ => {}
    }
    let (small, nth) = match ending.to_be_bytes() {
        [b'g', b'n', b'i', _] => (ING, 1),
        [b'd', b'e', ..] => (ED, 2),
        [b'y', b'l', ..] => (LY, 3),
        [b's', before, ..] if before != b's' => (S, 4),
        _ if text.contains(&b'-') => (OPEN, 5),
        _ => (OPEN, 0),
    };
    match shape {
        0 => (small, SMALL + nth),
        _ if is_open => (small | BIG, CAPITAL + nth),
        _ => (BIG, CAPITAL + nth),
    }
}

const fn set(parts: &[Part]) -> Labels {
    let mut labels = 0;
    let mut rest = parts;
    while let [first, others @ ..] = rest {
        labels |= first.bit();
        rest = others;
    }
    labels
}

const ING: Labels = set(&[Part::Gerund, Part::Noun, Part::Adjective]);
const ED: Labels = set(&[Part::Past, Part::Participle, Part::Adjective, Part::Noun, Part::Base]);
const LY: Labels = set(&[Part::Adverb, Part::Adjective, Part::Noun, Part::Base, Part::Present]);
const S: Labels = set(&[Part::Nouns, Part::Third, Part::Noun, Part::Adjective, Part::Adverb]);
const BIG: Labels = set(&[Part::Name, Part::Noun, Part::Nouns, Part::Adjective]);
const OPEN: Labels = set(&[
    Part::Noun,
    Part::Nouns,
    Part::Name,
    Part::Base,
    Part::Past,
    Part::Participle,
    Part::Third,
    Part::Present,
    Part::Adjective,
    Part::Adverb,
    Part::Number,
    Part::Other,
]);

/// Shorter words say little about how capitals are used: titles leave them small.
const LONG: usize = 4;

/// How a sentence uses capitals.
fn style(clean: &CleanText, tokens: &[Token]) -> Style {
    let (mut n_titled, mut n_capitals) = (0, 0);
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        let text = clean.at(token.span).as_bytes();
        match text {
            [b'a'..=b'z', ..] if text.len() >= LONG => return Style::Plain,
            [b'A'..=b'Z', second, ..] => {
                n_titled += 1;
                n_capitals += usize::from(second.is_ascii_uppercase());
            }
            _ => {}
        }
    }
    match n_titled {
        0..3 => Style::Plain,
        _ if n_capitals * 4 > n_titled * 3 => Style::Capitals,
        _ => Style::Titled,
    }
}

/// The hash of a feature: its template, and what it saw, mixed before and each turned by another
/// number of bits. One multiplication is enough for numbers that are mixed already.
#[inline]
fn join(template: u64, seen: u64) -> u32 {
    let state = (seen ^ template.wrapping_mul(MIX)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    u32::try_from((state ^ state >> 29) >> 32).unwrap_or_default()
}

/// Spreads a number over 64 bits.
#[inline]
fn spread(number: u32) -> u64 {
    (u64::from(number) + 1).wrapping_mul(MIX)
}

const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// The features of a token of a sentence whose part is in doubt.
///
/// Chosen by what they cost: words beside it by themselves, pairs of words and pairs of classes
/// bring 0.1 points of accuracy together, and take as long as all that are here.
#[inline]
pub(super) fn features(sentence: &[Seen], token: usize, into: &mut impl Features) {
    let at = |index: usize| sentence.get(index).unwrap_or(&BEYOND);
    let left = |n: usize| token.checked_sub(n).map_or(&BEYOND, at);
    let (here, before, after) = (at(token), left(1), at(token + 1));
    let (key, own, shape) = (here.key, here.class_mix, spread(u32::from(here.shape)));
    // Neighbors' numbers are turned, lest two of a kind cancel out.
    let (l1, r1) = (before.class_mix.rotate_left(17), after.class_mix.rotate_left(29));
    let (k1, k2) = (before.key.rotate_left(11), after.key.rotate_left(23));
    let l2 = left(2).class_mix.rotate_left(37);
    let r2 = at(token + 2).class_mix.rotate_left(43);
    let mut add = |template: u64, seen: u64| into.add(join(template, seen));
    add(1, key);
    add(3, own ^ shape);
    add(4, l1 ^ key);
    add(5, key ^ r1);
    add(6, l1 ^ key ^ r1);
    add(7, l2 ^ l1 ^ key);
    add(8, l2 ^ l1 ^ own);
    add(9, l1 ^ own ^ r1);
    add(10, own ^ r1 ^ r2);
    add(11, k1);
    add(17, k2);
    add(18, k1 ^ own ^ k2);
    if here.has_capital() {
        add(2, key ^ shape);
    }
    if !here.is_known {
        let ending = |n: u32| spread(here.ending >> (32 - 8 * n));
        add(12, ending(2));
        add(13, ending(4));
        add(14, ending(1) ^ shape);
        add(15, ending(3) ^ l1);
        add(16, ending(2) ^ r1);
    }
}
