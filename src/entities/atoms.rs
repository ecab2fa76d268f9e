//! Atoms: tokens as the matcher compares them.
//!
//! An atom is a token, or a part of one between hyphens, with a hash of its letters in lower case
//! without accents, apostrophes and periods, so that `U.S.` and `US`, `Peña` and `Pena`, `al-Qaeda`
//! and `al Qaeda` meet. What its capitals look like is kept apart, for the case rules.

use super::fold::{Folded, HYPHENS, folded, folded_at, mark};
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
    pub(super) all: Vec<Atom>,
    pub(super) lines: Vec<Line>,
    /// For each atom, the index of its line.
    pub(super) line_at: Vec<u32>,
    /// The atoms with a capital, in order.
    pub(super) capitals: Vec<u32>,
    /// The nouns and titles in small letters, in order.
    pub(super) nouns: Vec<u32>,
    /// The opening brackets, in order.
    pub(super) brackets: Vec<u32>,
    /// Whether it is about games, where the name of a place may be the name of its team.
    pub(super) is_sport: bool,
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
        let capitals = Vec::with_capacity(atoms.len() / 4);
        let mut line_at = Vec::with_capacity(atoms.len());
        for (line, n) in lines.iter().zip(0..) {
            line_at.resize(line.end, n);
        }
        let mut made = Self { lines, line_at, capitals, ..Self::default() };
        let mut n_sport = 0;
        for (atom, n) in atoms.iter().zip(0..) {
            if atom.n_upper > 0 {
                made.capitals.push(n);
            } else if atom.is_bracket() {
                made.brackets.push(n);
            } else if atom.is(WordSet::BODY_NOUN.and(WordSet::TITLE).and(WordSet::SPORT)) {
                n_sport += usize::from(atom.is(WordSet::SPORT));
                made.nouns.push(n);
            }
        }
        made.is_sport = n_sport > 5 && n_sport * 100 > atoms.len();
        made.all = atoms;
        made
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
            Shape::Lower if atom.is(WordSet::SMALL) => n_small += 1,
            Shape::Lower => n_lower += 1,
            Shape::Capital => n_capital += 1,
            Shape::Upper => n_upper += 1,
            _ => {}
        }
    }
    if n_lower + n_small + n_capital == 0 && n_upper > 1
        || n_upper > 4 && n_upper > 4 * (n_lower + n_small + n_capital)
    {
        Casing::Caps
    } else if n_lower == 0 && n_capital > 2 && n_capital > n_small {
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
    let gap = match text.as_bytes().get(before..range.start) {
        _ if atoms.is_empty() => Gap::Break,
        Some([]) => Gap::Joined,
        Some(b" ") => Gap::Space,
        Some(between) if between.contains(&b'\n') => Gap::Break,
        _ => Gap::Space,
    };
    let whole = folded_at(text, range.clone());
    if kind == TokenKind::Word && whole.has_hyphen && token.len() > 2 {
        push_parts(atoms, token, range.start, gap, words);
    } else {
        atoms.push(atom(whole, kind, range, gap, words));
    }
}

/// The parts of a word between its hyphens.
fn push_parts(atoms: &mut Vec<Atom>, token: &str, start: usize, mut gap: Gap, words: &Words) {
    let mut at = start;
    for piece in token.split_inclusive(HYPHENS) {
        let part = piece.trim_end_matches(HYPHENS);
        if !part.is_empty() {
            let range = at..at + part.len();
            atoms.push(atom(folded(part), TokenKind::Word, range, gap, words));
            gap = Gap::Joined;
        }
        at += piece.len();
    }
}

fn atom(
    word: Folded,
    kind: TokenKind,
    range: std::ops::Range<usize>,
    gap: Gap,
    words: &Words,
) -> Atom {
    let (shape, hash) = match kind {
        TokenKind::Word => (word.shape, word.hash),
        TokenKind::Number => (Shape::Number, word.hash),
        TokenKind::Quote => (Shape::Quote, word.hash),
        // `'s` must not meet the word `s`.
        TokenKind::Suffix => (Shape::Suffix, !word.hash),
        TokenKind::Punctuation => (Shape::Mark, word.hash),
    };
    let is_word = matches!(kind, TokenKind::Word | TokenKind::Punctuation);
    Atom {
        hash,
        start: offset(range.start),
        end: offset(range.end),
        words: if is_word { words.of(hash) } else { WordSet::default() },
        shape,
        gap,
        n_letters: word.n_letters,
        n_upper: word.n_upper,
        is_first: false,
    }
}
