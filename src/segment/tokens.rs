//! Tokens of one paragraph: words with inner marks, numbers, clitics, quotation marks, the rest.
//!
//! Every character that is not white space lies in exactly one token, so that tokens and gaps,
//! joined, are the paragraph.

use std::ops::Range;

use crate::text::Span;

use super::words::{Abbreviation, Words};
use super::{Token, TokenKind};

/// Bytes looked ahead for the end of a mail address or of a single quotation.
const HORIZON: usize = 400;

/// Reads one paragraph from left to right.
pub(super) struct Scanner<'a> {
    words: &'a Words,
    text: &'a str,
    bytes: &'a [u8],
    /// End of the paragraph.
    end: usize,
    tokens: &'a mut Vec<Token>,
    /// Whether a single quotation mark was opened and not closed.
    in_single: bool,
}

impl<'a> Scanner<'a> {
    /// A scanner that appends to `tokens` those of `text` up to `end`.
    pub(super) fn new(
        words: &'a Words,
        text: &'a str,
        end: usize,
        tokens: &'a mut Vec<Token>,
    ) -> Self {
        Self { words, text, bytes: text.as_bytes(), end, tokens, in_single: false }
    }

    /// Reads from `start` to the end of the paragraph.
    pub(super) fn scan(&mut self, start: usize) {
        let mut at = start;
        while let Some(byte) = self.byte(at) {
            at = match byte {
                b' ' | b'\t'..=b'\r' => at + 1,
                b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word(at, at),
                b'0'..=b'9' => self.number(at, at),
                b'\'' => self.single(at, at + 1),
                b'"' => self.push(at, at + 1, TokenKind::Quote),
                b'`' => self.run(at, TokenKind::Quote),
                b'@' | b'#' => self.tag(at),
                b'.' | b'-' | b'*' | b'=' | b'~' | b'+' => self.run(at, TokenKind::Punctuation),
                b'!' | b'?' => self.exclamation(at),
                0..128 => self.push(at, at + 1, TokenKind::Punctuation),
                _ => self.other(at),
            };
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        if at < self.end { self.bytes.get(at).copied() } else { None }
    }

    fn char(&self, at: usize) -> Option<char> {
        match self.byte(at)? {
            byte @ 0..128 => Some(char::from(byte)),
            _ => self.slice(at..self.end).chars().next(),
        }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        self.tokens.push(Token { span: Span::at(start..end), kind });
        end
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

    /// `@realDonaldTrump` and `#MAGA`, but not `#2`.
    fn tag(&mut self, start: usize) -> usize {
        let is_tag = match self.byte(start) {
            Some(b'@') => self.char(start + 1).is_some_and(is_word),
            _ => self.char(start + 1).is_some_and(|next| is_word(next) && !next.is_numeric()),
        };
        if !is_tag {
            return self.push(start, start + 1, TokenKind::Punctuation);
        }
        let end = self.letters(start + 1);
        self.push(start, end, TokenKind::Word)
    }

    /// A character that is not ASCII.
    fn other(&mut self, start: usize) -> usize {
        let Some(first) = self.char(start) else { return self.end };
        let next = start + first.len_utf8();
        match first {
            '’' | '‘' | '‛' | 'ʼ' => self.single(start, next),
            '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '「' | '」' | '『' | '』'
            | '＂' => self.push(start, next, TokenKind::Quote),
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
    fn letters(&self, mut at: usize) -> usize {
        loop {
            match self.byte(at) {
                Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_') => at += 1,
                Some(128..) => match self.char(at) {
                    Some(part) if is_word(part) => at += part.len_utf8(),
                    _ => return at,
                },
                _ => return at,
            }
        }
    }

    /// A word that begins at `start`; its first letters are read from `at` on.
    fn word(&mut self, start: usize, at: usize) -> usize {
        let mut end = self.letters(at);
        // Where the letters after the last inner mark begin.
        let mut part = start;
        while let Some(mark) = self.char(end) {
            let next = end + mark.len_utf8();
            let goes_on = match mark {
                '-' | '\u{2010}' | '\u{2011}' | '&' => self.is_word_at(next),
                '\'' | '’' => self.is_word_at(next) && self.clitic(end, next).is_none(),
                '.' => self.is_inner_stop(start, part, end),
                '@' => self.is_mail(next),
                ':' => self.is_address(start, end),
                _ => false,
            };
            if !goes_on {
                break;
            }
            if matches!(mark, '@' | ':') || is_www(self.slice(start..end)) {
                return self.address(start, next);
            }
            part = next;
            end = self.letters(next);
        }
        if self.byte(end) == Some(b'.') && self.keeps_stop(start, part, end) {
            end += 1;
        } else if self.byte(end) == Some(b'/') && self.is_site(part, end) && part > start {
            return self.address(start, end);
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
                '\'' | '’' => self.is_digit(next) || self.is_plain_inner(end, next),
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

    fn is_digit(&self, at: usize) -> bool {
        self.byte(at).is_some_and(|byte| byte.is_ascii_digit())
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.char(at).is_some_and(is_word)
    }

    /// An apostrophe inside a number that is no clitic.
    fn is_plain_inner(&self, mark: usize, next: usize) -> bool {
        self.is_word_at(next) && self.clitic(mark, next).is_none()
    }

    /// Three digits and no more: `1,200`, but not `5,6` or `2015,2016`.
    fn is_thousands(&self, at: usize) -> bool {
        (at..at + 3).all(|at| self.is_digit(at)) && !self.is_digit(at + 3)
    }

    /// Pushes the word and the clitics that hang on it.
    fn finish(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        let Some(mark @ ('\'' | '’')) = self.char(end) else {
            return self.push(start, end, kind);
        };
        let next = end + mark.len_utf8();
        match self.clitic(end, next) {
            // don't: do n't.
            Some(stop) if self.is_negation(end, next) && end > start + 1 => {
                self.push(start, end - 1, kind);
                self.finish(end - 1, stop, TokenKind::Suffix)
            }
            Some(stop) => {
                self.push(start, end, kind);
                self.finish(end, stop, TokenKind::Suffix)
            }
            None if self.is_possessive(end, next) => {
                self.push(start, end, kind);
                self.push(end, next, TokenKind::Suffix)
            }
            None => self.push(start, end, kind),
        }
    }

    /// The end of the clitic whose apostrophe is `mark..next`, if it is one.
    fn clitic(&self, mark: usize, next: usize) -> Option<usize> {
        let end = self.letters(next);
        let is_clitic = match *self.bytes.get(next..end)? {
            [b's' | b'S' | b'd' | b'D' | b'm' | b'M']
            | [b'r' | b'R' | b'v' | b'V', b'e' | b'E']
            | [b'l' | b'L', b'l' | b'L'] => true,
            [b't' | b'T'] => matches!(self.bytes.get(mark.wrapping_sub(1)), Some(b'n' | b'N')),
            _ => false,
        };
        is_clitic.then_some(end)
    }

    /// Whether the clitic after the apostrophe `mark..next` is the end of `n't`.
    fn is_negation(&self, mark: usize, next: usize) -> bool {
        matches!(self.byte(next), Some(b't' | b'T'))
            && matches!(self.bytes.get(mark.wrapping_sub(1)), Some(b'n' | b'N'))
    }

    /// Whether the apostrophe `mark..next` at the end of a word makes it possessive (`workers'`)
    /// and does not close a quotation.
    fn is_possessive(&self, mark: usize, next: usize) -> bool {
        let after_s =
            matches!(self.bytes.get(mark.wrapping_sub(1)), Some(b's' | b'S' | b'x' | b'z'));
        if !after_s || self.is_word_at(next) {
            return false;
        }
        if !self.in_single {
            return true;
        }
        // 'the workers' rights': an owner, when a thing follows and the closing mark comes later.
        let rest = self.bytes.get(next..self.end.min(next + HORIZON)).unwrap_or_default();
        rest.first() == Some(&b' ')
            && rest.get(1).is_some_and(u8::is_ascii_lowercase)
            && self.has_closing_mark(next)
    }

    /// Whether a single quotation mark closes after `from`.
    fn has_closing_mark(&self, from: usize) -> bool {
        let rest = self.bytes.get(from..self.end.min(from + HORIZON)).unwrap_or_default();
        rest.windows(3).any(|three| match *three {
            [before, b'\'', after] => {
                !before.is_ascii_whitespace() && !after.is_ascii_alphanumeric()
            }
            _ => false,
        }) || rest.windows(3).any(|three| three == "’".as_bytes())
    }

    /// An apostrophe or single quotation mark with no word before it.
    fn single(&mut self, start: usize, next: usize) -> usize {
        if self.byte(start) == Some(b'\'') && self.byte(next) == Some(b'\'') {
            return self.push(start, next + 1, TokenKind::Quote);
        }
        if self.is_digit(next) && self.is_decade(next) {
            return self.number(start, next);
        }
        if is_elided(self.slice(next..self.letters(next))) {
            return self.word(start, next);
        }
        let after_gap = self.char_before(start).is_none_or(|before| {
            before.is_whitespace() || matches!(before, '(' | '[' | '“' | '"' | '—' | '–' | '-')
        });
        self.in_single = after_gap && self.char(next).is_some_and(|c| !c.is_whitespace());
        self.push(start, next, TokenKind::Quote)
    }

    /// `'90s`, `'16`: two digits, perhaps an `s`.
    fn is_decade(&self, at: usize) -> bool {
        let end = self.letters(at);
        matches!(
            self.bytes.get(at..end),
            Some([b'0'..=b'9', b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9', b's'])
        )
    }

    /// Whether the stop at `at` stands inside the word `start..`, whose last part begins at `part`.
    fn is_inner_stop(&self, start: usize, part: usize, at: usize) -> bool {
        let next = at + 1;
        if !self.is_word_at(next) {
            return false;
        }
        let end = self.letters(next);
        let after = self.slice(next..end);
        let one_letter = at == part + 1 && is_one_letter(after);
        one_letter
            || self.words.is_domain_ending(after)
            || is_www(self.slice(start..at))
            || self.words.abbreviation(self.slice(start..end)).is_some()
            || self.is_mail_name(next)
    }

    /// Whether the stop at `end` belongs to the word `start..end`.
    fn keeps_stop(&self, start: usize, part: usize, end: usize) -> bool {
        if self.is_word_at(end + 1) || self.byte(end + 1) == Some(b'.') {
            return false;
        }
        let word = self.slice(start..end);
        let last = self.slice(part..end);
        if part > start && is_one_letter(last) && word.contains('.') {
            return true;
        }
        if part == start
            && is_one_letter(word)
            && word != "I"
            && word.chars().all(char::is_uppercase)
        {
            return !self.is_last(end + 1);
        }
        match self.words.abbreviation(word) {
            Some(Abbreviation::BeforeNumber) => {
                let rest = self.slice(end + 1..self.end).trim_start();
                rest.starts_with(|next: char| next.is_ascii_digit())
            }
            Some(_) => true,
            None => false,
        }
    }

    /// Whether only closing marks stand between `at` and the end of the paragraph.
    fn is_last(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..self.end).unwrap_or_default();
        rest.len() < 8 && !rest.iter().any(u8::is_ascii_alphanumeric)
    }

    fn is_site(&self, part: usize, end: usize) -> bool {
        self.words.is_domain_ending(self.slice(part..end)) && self.is_word_at(end + 1)
    }

    /// Whether `://` follows the scheme.
    fn is_address(&self, start: usize, colon: usize) -> bool {
        matches!(self.slice(start..colon), "http" | "https" | "ftp")
            && self.bytes.get(colon + 1..colon + 3) == Some(b"//")
    }

    fn is_mail(&self, at: usize) -> bool {
        let end = self.letters(at);
        end > at && matches!(self.byte(end), Some(b'.' | b'-')) && self.is_word_at(end + 1)
    }

    /// Whether what follows a stop is the rest of the name before the `@` of a mail address.
    fn is_mail_name(&self, at: usize) -> bool {
        let rest = self.bytes.get(at..self.end.min(at + 64)).unwrap_or_default();
        let end = rest.iter().position(|byte| {
            !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'_' | b'-' | b'+')
        });
        end.is_some_and(|end| rest.get(end) == Some(&b'@') && self.is_mail(at + end + 1))
    }

    /// An address that begins at `start`; it goes on to white space, without marks at its end.
    fn address(&mut self, start: usize, from: usize) -> usize {
        let rest = self.slice(from..self.end);
        let stop = |c: char| {
            c.is_whitespace() || matches!(c, '"' | '“' | '”' | '’' | '<' | '>' | '«' | '»')
        };
        let length = rest.find(stop).unwrap_or(rest.len());
        let marks = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'');
        let kept = rest.split_at_checked(length).map_or("", |(kept, _)| kept);
        let end = from + kept.trim_end_matches(marks).len();
        self.push(start, end, TokenKind::Word)
    }
}

/// Whether a character belongs into words: letters, digits, marks on them, joiners.
fn is_word(part: char) -> bool {
    part.is_alphanumeric()
        || matches!(
            part,
            '_' | '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe20}'..='\u{fe2f}'
        )
}

/// Pictures and what joins and colors them.
fn is_emoji(part: char) -> bool {
    matches!(part, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}' | '\u{20e3}')
}

fn is_one_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn is_www(word: &str) -> bool {
    word == "www"
}

/// Words that are written with an apostrophe for their first letters.
fn is_elided(word: &str) -> bool {
    matches!(
        word,
        "em" | "til"
            | "till"
            | "tis"
            | "Tis"
            | "twas"
            | "Twas"
            | "cause"
            | "cuz"
            | "bout"
            | "round"
            | "Til"
    )
}
