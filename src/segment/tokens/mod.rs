//! Tokens of one paragraph: words with inner marks, numbers, clitics, quotation marks, the rest.
//!
//! Every character that is not white space lies in exactly one token, so that tokens and gaps,
//! joined, are the paragraph. Looking ahead goes a bounded way only, so that a line of any length
//! takes linear time.

mod addresses;
mod apostrophes;
mod stops;

use std::ops::Range;

use crate::lexicon::{HIGH_BITS, smalls};
use crate::text::{Span, offset};

use super::words::Words;
use super::{Token, TokenKind};

/// Reads one paragraph from left to right.
pub(super) struct Scanner<'a> {
    words: &'a Words,
    text: &'a str,
    /// The text up to the end of the paragraph.
    bytes: &'a [u8],
    tokens: &'a mut Vec<Token>,
    /// The tokens that may end a sentence or quote.
    marks: &'a mut Vec<u32>,
    /// Whether a single quotation mark was opened and not closed.
    in_single: bool,
}

impl<'a> Scanner<'a> {
    /// A scanner that appends to `tokens` those of `text` up to `end`, and to `marks` those of
    /// them that are no mere words.
    pub(super) fn new(
        words: &'a Words,
        text: &'a str,
        end: usize,
        (tokens, marks): (&'a mut Vec<Token>, &'a mut Vec<u32>),
    ) -> Self {
        let bytes = text.as_bytes().get(..end).unwrap_or_default();
        Self { words, text, bytes, tokens, marks, in_single: false }
    }

    /// Reads from `start` to the end of the paragraph.
    pub(super) fn scan(&mut self, start: usize) {
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            // Word after word, before all that may stand between them.
            if byte.is_ascii_alphabetic() {
                let end = self.letters(at);
                // Nine words of ten end here.
                at = match self.byte(end) {
                    Some(b' ') => self.push_word(at, end) + 1,
                    Some(b',') | None => self.push_word(at, end),
                    Some(_) => self.word_from(at, end),
                };
                continue;
            }
            at = match byte {
                b' ' | b'\t'..=b'\r' => at + 1,
                b'_' => self.word(at, at),
                b'0'..=b'9' => self.number(at, at),
                b'\'' => self.apostrophe(at, at + 1),
                b'"' => self.push(at, at + 1, TokenKind::Quote),
                b'`' => self.run(at, TokenKind::Quote),
                b'@' | b'#' => self.handle(at),
                b'<' => self.markup(at),
                b'.' | b'-' | b'*' | b'=' | b'~' | b'+' => self.run(at, TokenKind::Punctuation),
                b'!' | b'?' => self.exclamation(at),
                0..128 => self.push(at, at + 1, TokenKind::Punctuation),
                _ => self.other(at),
            };
        }
    }

    /// A word that begins at `start`; its first letters are read from `at` on.
    fn word(&mut self, start: usize, at: usize) -> usize {
        let end = self.letters(at);
        self.word_from(start, end)
    }

    /// A word that begins at `start`, and whose first letters end at `end`.
    fn word_from(&mut self, start: usize, mut end: usize) -> usize {
        // Where the letters after the last inner mark begin.
        let mut part = start;
        while let Some(mark) = self.char(end) {
            let next = end + mark.len_utf8();
            let goes_on = match mark {
                '-' | '\u{2010}' | '\u{2011}' | '&' => self.is_word_at(next),
                '\'' | '’' => self.is_inner_apostrophe(end, next),
                '.' => self.is_inner_stop(start, part, end),
                '@' => self.is_mail(next),
                ':' => self.is_scheme(start, end),
                _ => false,
            };
            if goes_on && (matches!(mark, '@' | ':') || self.slice(start..end) == "www") {
                return self.address(start, next);
            } else if goes_on {
                (part, end) = (next, self.letters(next));
            } else if mark == '.' && self.keeps_stop(start, part, end) {
                end = next;
                // U.S.-led goes on, U.S. does not.
                if !(self.byte(end) == Some(b'-') && self.is_word_at(end + 1)) {
                    break;
                }
            } else if mark == '/' && part > start && self.is_site(part, end) {
                return self.address(start, end);
            } else {
                break;
            }
        }
        self.finish(start, end, TokenKind::Word)
    }

    /// A number that begins at `start`; it is read from `at` on.
    fn number(&mut self, start: usize, at: usize) -> usize {
        let mut end = self.letters(at);
        while let Some(mark) = self.char(end) {
            let next = end + mark.len_utf8();
            let goes_on = match mark {
                ',' => self.is_thousands(next),
                '.' | ':' | '/' => self.is_digit(next),
                '-' | '\u{2010}' | '\u{2011}' | '&' => self.is_word_at(next),
                '\'' | '’' => self.is_inner_apostrophe(end, next),
                _ => false,
            };
            if !goes_on {
                break;
            }
            end = self.letters(next);
        }
        // Feet and inches: 5'10".
        if self.byte(end) == Some(b'"') && self.slice(start..end).contains('\'') {
            return self.push(start, end + 1, TokenKind::Number);
        }
        self.finish(start, end, TokenKind::Number)
    }

    /// Three digits and no more: `1,200`, but not `5,6` or `2015,2016`.
    fn is_thousands(&self, at: usize) -> bool {
        (at..at + 3).all(|at| self.is_digit(at)) && !self.is_digit(at + 3)
    }

    /// A mark repeated: `...`, `--`.
    fn run(&mut self, start: usize, kind: TokenKind) -> usize {
        let mark = self.byte(start);
        let mut end = start + 1;
        while self.byte(end) == mark {
            end += 1;
        }
        self.push(start, end, kind)
    }

    /// `!`, `?`, `?!`, `!!!`
    fn exclamation(&mut self, start: usize) -> usize {
        let mut end = start + 1;
        while matches!(self.byte(end), Some(b'!' | b'?')) {
            end += 1;
        }
        self.push(start, end, TokenKind::Punctuation)
    }

    /// A character that is not ASCII.
    fn other(&mut self, start: usize) -> usize {
        let Some(first) = self.char(start) else { return self.bytes.len() };
        let next = start + first.len_utf8();
        match first {
            '’' | '‘' | '‛' | 'ʼ' => self.apostrophe(start, next),
            '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '「' | '」' | '『' | '』'
            | '＂' => self.push(start, next, TokenKind::Quote),
            '—' | '–' | '…' => self.push(start, next, TokenKind::Punctuation),
            _ if first.is_whitespace() => next,
            _ if first.is_numeric() => self.number(start, next),
            _ if is_word(first) => self.word(start, start),
            _ if is_emoji(first) => {
                let mut end = next;
                while let Some(part) = self.char(end).filter(|part| is_emoji(*part)) {
                    end += part.len_utf8();
                }
                self.push(start, end, TokenKind::Punctuation)
            }
            _ => self.push(start, next, TokenKind::Punctuation),
        }
    }

    /// The end of the letters and digits from `at` on.
    #[inline]
    fn letters(&self, mut at: usize) -> usize {
        // Eight bytes hold the letters of most words, and a loop over them ends each time where no
        // processor foresees it.
        while let Some(eight) = self.bytes.get(at..).and_then(<[u8]>::first_chunk) {
            // As a small letter; no other byte becomes a letter by that bit.
            let others = !smalls(u64::from_le_bytes(*eight) | SMALL_BITS) & HIGH_BITS;
            at += usize::try_from(others.trailing_zeros() / 8).unwrap_or_default();
            if others > 0 {
                let is_end = !matches!(self.byte(at), Some(b'0'..=b'9' | b'_' | 128..));
                return if is_end { at } else { self.more_letters(at) };
            }
        }
        self.more_letters(at)
    }

    /// As [`Self::letters`], a byte at a time.
    fn more_letters(&self, mut at: usize) -> usize {
        loop {
            match self.bytes.get(at) {
                Some(byte) if is_plain(*byte) => at += 1,
                Some(128..) => return self.letters_beyond_ascii(at),
                _ => return at,
            }
        }
    }

    /// As [`Self::letters`], from a character on that is not ASCII.
    fn letters_beyond_ascii(&self, mut at: usize) -> usize {
        while let Some(part) = self.char(at).filter(|part| is_word(*part)) {
            at += part.len_utf8();
        }
        at
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        if kind != TokenKind::Word || self.byte(end.wrapping_sub(1)) == Some(b'.') {
            self.marks.push(offset(self.tokens.len()));
        }
        self.tokens.push(Token { span: Span::at(start..end), kind });
        end
    }

    /// A word of letters alone.
    #[inline]
    fn push_word(&mut self, start: usize, end: usize) -> usize {
        self.tokens.push(Token { span: Span::at(start..end), kind: TokenKind::Word });
        end
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn char(&self, at: usize) -> Option<char> {
        match self.byte(at)? {
            byte @ 0..128 => Some(char::from(byte)),
            _ => self.slice(at..self.bytes.len()).chars().next(),
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.slice(0..at).chars().next_back()
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// At most `length` bytes from `at` on.
    fn ahead(&self, at: usize, length: usize) -> &'a [u8] {
        self.bytes.get(at..self.bytes.len().min(at + length)).unwrap_or_default()
    }

    fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_some_and(|byte| byte.is_ascii_digit())
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.char(at).is_some_and(is_word)
    }
}

/// The bit of each of eight bytes that tells small letters from capitals.
const SMALL_BITS: u64 = 0x2020_2020_2020_2020;

/// Whether a byte by itself belongs into words; read from a table, as this runs for each byte.
fn is_plain(byte: u8) -> bool {
    const PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0u8;
        while byte < 128 {
            plain[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
            byte += 1;
        }
        plain
    };
    PLAIN[usize::from(byte)]
}

/// Whether a character belongs into words: letters, digits, marks on them, joiners.
fn is_word(part: char) -> bool {
    match part {
        '_'
        | '\u{ad}'
        | '\u{300}'..='\u{36f}'
        | '\u{200c}'
        | '\u{200d}'
        | '\u{fe20}'..='\u{fe2f}' => true,
        // Quotation marks and dashes, before the tables of all scripts are asked.
        '\u{2000}'..='\u{206f}' => false,
        _ => part.is_alphanumeric(),
    }
}

/// Pictures and what joins and colors them.
fn is_emoji(part: char) -> bool {
    matches!(part, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{20e3}')
}
