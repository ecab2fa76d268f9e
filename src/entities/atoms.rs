//! Atoms: tokens as the matcher compares them.
//!
//! An atom is a token, or a part of one between hyphens, with a hash of its letters in lower case
//! without accents, apostrophes and periods, so that `U.S.` and `US`, `Peña` and `Pena`, `al-Qaeda`
//! and `al Qaeda` meet. What its capitals look like is kept apart, for the case rules.

use std::ops::Range;

use super::fold::{HYPHENS, folded_at, mark};
use super::names::{Begin, Names};
use super::words::{WordSet, Words};
use crate::lexicon::Memo;
use crate::segment::{Segments, Token, TokenKind};
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
    /// What listed names begin with it.
    pub(super) begin: Begin,
}

/// What is known of a token wherever it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    hash: u64,
    words: WordSet,
    shape: Shape,
    n_letters: u8,
    n_upper: u8,
    begin: Begin,
    /// Whether it is cut at its hyphens.
    has_parts: bool,
}

/// What tokens are looked up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lists<'a> {
    pub(super) words: &'a Words,
    /// None while the names are being read.
    pub(super) names: Option<&'a Names>,
}

impl Atom {
    /// Whether it looks like a part of a name: a capital first.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }

    /// Whether a name may begin with it.
    pub(super) fn may_begin(&self) -> bool {
        self.is_capital() || !self.begin.is_none()
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
    /// The atoms that a name may begin with, in order.
    pub(super) starts: Vec<u32>,
    /// The nouns and titles in small letters, in order.
    pub(super) nouns: Vec<u32>,
    /// The opening brackets, in order.
    pub(super) brackets: Vec<u32>,
    /// Whether it is about games, where the name of a place may be the name of its team.
    pub(super) is_sport: bool,
}

impl Atoms {
    /// Cuts the tokens of an article into atoms.
    ///
    /// `pieces` are of tokens by the numbers of their words.
    pub(super) fn of(
        clean: &CleanText,
        segments: &Segments,
        lists: Lists,
        pieces: &mut Memo<Piece>,
    ) -> Self {
        let n_tokens = segments.tokens.len();
        let mut made = Self {
            all: Vec::with_capacity(n_tokens + n_tokens / 16),
            lines: Vec::with_capacity(segments.sentences.len()),
            line_at: Vec::with_capacity(n_tokens + n_tokens / 16),
            capitals: Vec::with_capacity(n_tokens / 4),
            starts: Vec::with_capacity(n_tokens / 3),
            ..Self::default()
        };
        let text = clean.as_str();
        let pieces = lists.pieces(text, segments, pieces);
        let mut paragraphs = segments.paragraphs.iter().map(|paragraph| paragraph.sentences.start);
        let mut next_paragraph = paragraphs.next();
        let (mut paragraph, mut n_sport) = (0, 0);
        for (n, sentence) in segments.sentences.iter().enumerate() {
            let start = made.all.len();
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let tokens = segments.tokens.get(range.clone()).unwrap_or_default();
            for (token, piece) in tokens.iter().zip(pieces.get(range).unwrap_or_default()) {
                push_token(&mut made.all, text, token.span.range(), piece, lists);
            }
            if next_paragraph == Some(offset(n)) {
                next_paragraph = paragraphs.next();
                paragraph = start;
            }
            n_sport += made.add_line(start, paragraph);
        }
        made.is_sport = n_sport > 5 && n_sport * 100 > made.all.len();
        made
    }

    /// Adds the line of the atoms from one on: marks those that it and quoted speech begin with,
    /// and lists those that later passes look at. Gives how many are of games.
    fn add_line(&mut self, start: usize, paragraph: usize) -> usize {
        let noun = WordSet::BODY_NOUN.and(WordSet::TITLE).and(WordSet::SPORT);
        let line = self.all.get_mut(start..).unwrap_or_default();
        let (mut opens, mut has_colon, mut n_sport) = (true, false, 0);
        let mut shapes = Shapes::default();
        for (atom, n) in line.iter_mut().zip(offset(start)..) {
            atom.is_first = opens;
            // After a colon or a quotation mark speech may begin.
            let is_mark = atom.shape == Shape::Mark;
            let is_colon = is_mark && atom.hash == COLON;
            let goes_on = is_mark || atom.shape == Shape::Number;
            opens = opens && goes_on || is_colon || atom.shape == Shape::Quote;
            has_colon |= is_colon;
            shapes.count(atom);
            if atom.may_begin() {
                self.starts.push(n);
            }
            if atom.n_upper > 0 {
                self.capitals.push(n);
            } else if atom.is(noun) {
                n_sport += usize::from(atom.is(WordSet::SPORT));
                self.nouns.push(n);
            } else if atom.is_bracket() {
                self.brackets.push(n);
            }
        }
        let label = if has_colon { label(line) } else { 0 };
        let end = start + line.len();
        if label > 0 {
            shapes = Shapes::default();
            line.iter().skip(label).for_each(|atom| shapes.count(atom));
            let casing = Casing::Caps;
            self.push_line(Line { start, end: start + label, casing, paragraph });
        }
        self.push_line(Line { start: start + label, end, casing: shapes.casing(), paragraph });
        n_sport
    }

    /// How the line of an atom uses capitals.
    pub(super) fn casing_at(&self, at: usize) -> Casing {
        let line = self.line_at.get(at).and_then(|n| self.lines.get(*n as usize));
        line.map_or(Casing::Mixed, |line| line.casing)
    }

    fn push_line(&mut self, line: Line) {
        self.line_at.resize(line.end, offset(self.lines.len()));
        self.lines.push(line);
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

/// How many atoms of a sentence have which shape: first those that may stay small in headlines, then
/// all others.
#[derive(Debug, Clone, Copy, Default)]
struct Shapes([[u32; 8]; 2]);

impl Shapes {
    #[inline]
    fn count(&mut self, atom: &Atom) {
        let Self(counts) = self;
        counts[usize::from(!atom.is(WordSet::SMALL))][atom.shape as usize % 8] += 1;
    }

    /// How the sentence uses capitals. Short ones are taken as mixed: `Donald Trump:` tells nothing.
    fn casing(self) -> Casing {
        let Self([smalls, others]) = self;
        let (small, lower) = (smalls[Shape::Lower as usize], others[Shape::Lower as usize]);
        let all = |shape: Shape| smalls[shape as usize] + others[shape as usize];
        let (capital, upper) = (all(Shape::Capital), all(Shape::Upper));
        if lower + small + capital == 0 && upper > 1
            || upper > 4 && upper > 4 * (lower + small + capital)
        {
            Casing::Caps
        } else if lower == 0 && capital > 2 && capital > small {
            Casing::Title
        } else {
            Casing::Mixed
        }
    }
}

#[inline]
fn push_token(atoms: &mut Vec<Atom>, text: &str, range: Range<usize>, piece: &Piece, lists: Lists) {
    let gap = match atoms.last() {
        Some(before) => gap(text.as_bytes(), before.end as usize..range.start),
        None => Gap::Break,
    };
    if piece.has_parts {
        push_parts(atoms, text, range, gap, lists);
    } else {
        atoms.push(piece.at(range, gap));
    }
}

/// What the bytes between two atoms are.
#[inline]
fn gap(text: &[u8], between: Range<usize>) -> Gap {
    match (between.len(), text.get(between.start)) {
        (0, _) => Gap::Joined,
        (1, Some(b' ')) => Gap::Space,
        _ if text.get(between).is_some_and(|between| between.contains(&b'\n')) => Gap::Break,
        _ => Gap::Space,
    }
}

/// The parts of a word between its hyphens.
fn push_parts(atoms: &mut Vec<Atom>, text: &str, range: Range<usize>, mut gap: Gap, lists: Lists) {
    let mut at = range.start;
    for piece in text.get(range).unwrap_or_default().split_inclusive(HYPHENS) {
        let part = piece.trim_end_matches(HYPHENS);
        if !part.is_empty() {
            let range = at..at + part.len();
            atoms.push(lists.piece(part, 0..part.len(), TokenKind::Word).at(range, gap));
            gap = Gap::Joined;
        }
        at += piece.len();
    }
}

impl Piece {
    /// The atom that it is in a text.
    #[inline]
    fn at(&self, range: Range<usize>, gap: Gap) -> Atom {
        Atom {
            hash: self.hash,
            start: offset(range.start),
            end: offset(range.end),
            words: self.words,
            shape: self.shape,
            gap,
            n_letters: self.n_letters,
            n_upper: self.n_upper,
            is_first: false,
            begin: self.begin,
        }
    }
}

impl Lists<'_> {
    /// What is known of each token, of those with a number from memory.
    fn pieces(self, text: &str, segments: &Segments, known: &mut Memo<Piece>) -> Vec<Piece> {
        let Segments { tokens, words, .. } = segments;
        let look = |token: &Token| self.piece(text, token.span.range(), token.kind);
        let mut pieces = Vec::with_capacity(tokens.len());
        if words.len() == tokens.len() {
            known.get_all(words.iter().copied().zip(tokens), look, &mut pieces);
        } else {
            pieces.extend(tokens.iter().map(look));
        }
        pieces
    }

    fn piece(self, text: &str, range: Range<usize>, kind: TokenKind) -> Piece {
        let has_room = range.len() > 2;
        let word = folded_at(text, range);
        let (shape, hash) = match kind {
            TokenKind::Word => (word.shape, word.hash),
            TokenKind::Number => (Shape::Number, word.hash),
            TokenKind::Quote => (Shape::Quote, word.hash),
            // `'s` must not meet the word `s`.
            TokenKind::Suffix => (Shape::Suffix, !word.hash),
            TokenKind::Punctuation => (Shape::Mark, word.hash),
        };
        let is_word = matches!(kind, TokenKind::Word | TokenKind::Punctuation);
        Piece {
            hash,
            words: if is_word { self.words.of(hash) } else { WordSet::default() },
            shape,
            n_letters: word.n_letters,
            n_upper: word.n_upper,
            begin: self.names.map_or(Begin::default(), |names| names.begin(hash, word.n_upper)),
            has_parts: kind == TokenKind::Word && word.has_hyphen && has_room,
        }
    }
}
