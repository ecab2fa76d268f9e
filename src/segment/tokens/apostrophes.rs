//! Apostrophes: inside a word, before a clitic, for letters left out, or as a quotation mark.

use super::{Scanner, TokenKind};

/// Bytes looked ahead for the end of a single quotation.
const HORIZON: usize = 400;

impl Scanner<'_> {
    /// Whether the apostrophe `mark..next` after letters stands inside a word: `O'Neill`.
    pub(super) fn is_inner_apostrophe(&self, mark: usize, next: usize) -> bool {
        self.is_word_at(next) && self.clitic(mark, next).is_none()
    }

    /// Pushes the word `start..end` and the clitics that hang on it.
    pub(super) fn finish(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
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
            None if !self.in_single && is_clipped(self.slice(start..end)) => {
                self.push(start, next, kind)
            }
            None => self.push(start, end, kind),
        }
    }

    /// An apostrophe or single quotation mark with no word before it.
    pub(super) fn apostrophe(&mut self, start: usize, next: usize) -> usize {
        if self.byte(start) == Some(b'\'') && self.byte(next) == Some(b'\'') {
            return self.push(start, next + 1, TokenKind::Quote);
        }
        if self.is_decade(next) {
            return self.number(start, next);
        }
        let letters = self.slice(next..self.letters(next));
        if is_elided(letters) {
            return self.word(start, next);
        }
        let after = next + letters.len();
        if let ("n", Some(mark @ ('\'' | '’'))) = (letters, self.char(after)) {
            return self.push(start, after + mark.len_utf8(), TokenKind::Word);
        }
        let before = self.char_before(start);
        if matches!(letters, "s" | "S")
            && before.is_some_and(|c| matches!(c, '!' | '?' | ')' | ']' | '”' | '%'))
        {
            return self.push(start, next + 1, TokenKind::Suffix);
        }
        let may_open = before.is_none_or(|before| {
            before.is_whitespace()
                || matches!(before, '(' | '[' | '“' | '"' | '—' | '–' | '-' | '/')
        });
        self.in_single = may_open && self.char(next).is_some_and(|next| !next.is_whitespace());
        self.push(start, next, TokenKind::Quote)
    }

    /// The end of the clitic whose apostrophe is `mark..next`, if it is one.
    fn clitic(&self, mark: usize, next: usize) -> Option<usize> {
        let end = self.letters(next);
        let is_clitic = match *self.bytes.get(next..end)? {
            [b's' | b'S' | b'd' | b'D' | b'm' | b'M']
            | [b'r' | b'R' | b'v' | b'V', b'e' | b'E']
            | [b'l' | b'L', b'l' | b'L'] => true,
            [b't' | b'T'] => self.is_negation(mark, next),
            _ => false,
        };
        is_clitic.then_some(end)
    }

    /// Whether the apostrophe `mark..next` stands in `n't`.
    fn is_negation(&self, mark: usize, next: usize) -> bool {
        matches!(self.byte(next), Some(b't' | b'T')) && matches!(self.last(mark), Some(b'n' | b'N'))
    }

    /// The byte before a mark.
    fn last(&self, mark: usize) -> Option<u8> {
        self.bytes.get(mark.wrapping_sub(1)).copied()
    }

    /// Whether the apostrophe `mark..next` at the end of a word makes it possessive (`workers'`)
    /// and does not close a quotation.
    fn is_possessive(&self, mark: usize, next: usize) -> bool {
        if !matches!(self.last(mark), Some(b's' | b'S' | b'x' | b'z')) || self.is_word_at(next) {
            return false;
        }
        // 'the workers' rights': an owner, when a thing follows and the closing mark comes later.
        !self.in_single
            || matches!(self.ahead(next, 2), [b' ', b'a'..=b'z']) && self.has_closing_mark(next)
    }

    /// Whether a single quotation mark closes after `from` before another opens.
    fn has_closing_mark(&self, from: usize) -> bool {
        let ahead = self.ahead(from, HORIZON);
        let next = ahead.windows(3).find_map(|three| match *three {
            [before, b'\'', after] if before.is_ascii_whitespace() => {
                after.is_ascii_alphanumeric().then_some(false)
            }
            [_, b'\'', after] => (!after.is_ascii_alphanumeric()).then_some(true),
            _ if three == "‘".as_bytes() => Some(false),
            _ => (three == "’".as_bytes()).then_some(true),
        });
        next == Some(true)
    }

    /// Whether two digits, perhaps with an `s`, stand here: the year in `'16`, `’90s`.
    fn is_decade(&self, at: usize) -> bool {
        match *self.ahead(at, 4) {
            [b'0'..=b'9', b'0'..=b'9', b's', after] => !after.is_ascii_alphanumeric(),
            [b'0'..=b'9', b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9', b's'] => true,
            [b'0'..=b'9', b'0'..=b'9', after, ..] => {
                !after.is_ascii_alphanumeric() && !matches!(after, b'.' | b',' | b'%' | b'-')
            }
            _ => false,
        }
    }
}

/// Words that lose their first letters to an apostrophe.
fn is_elided(word: &str) -> bool {
    matches!(word, "em" | "til" | "Til" | "tis" | "Tis" | "twas" | "Twas" | "cause" | "cuz")
}

/// Words that lose their last letter to an apostrophe: `goin'`, `ol'`.
fn is_clipped(word: &str) -> bool {
    word.len() > 3 && word.ends_with("in") || matches!(word, "ol" | "o" | "th" | "an" | "n")
}
