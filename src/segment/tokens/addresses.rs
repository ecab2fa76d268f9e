//! Addresses, handles and markup: stretches that are no language and stay whole.

use memchr::memchr2;

use super::{Scanner, TokenKind, is_word};

/// The longest mail name and the longest tag that are looked for.
const LONGEST_NAME: usize = 64;
const LONGEST_TAG: usize = 600;

impl Scanner<'_> {
    /// `@realDonaldTrump` and `#MAGA`, but not `#2`.
    pub(super) fn handle(&mut self, start: usize) -> usize {
        let is_handle = self.char(start + 1).is_some_and(|next| {
            is_word(next) && (self.byte(start) == Some(b'@') || !next.is_numeric())
        });
        if !is_handle {
            return self.push(start, start + 1, TokenKind::Punctuation);
        }
        let end = self.letters(start + 1);
        self.push(start, end, TokenKind::Word)
    }

    /// `<p>`, `</tweet>`, `<a href="x">`: one mark, lest its quotation marks open a quotation.
    /// Not `<5`, `<me and you>`.
    pub(super) fn markup(&mut self, start: usize) -> usize {
        let ahead = self.ahead(start + 1, LONGEST_TAG);
        let length = memchr2(b'<', b'>', ahead).filter(|at| ahead.get(*at) == Some(&b'>'));
        let tag = length.and_then(|length| ahead.get(..length)).unwrap_or_default();
        let name = tag.strip_prefix(b"/").unwrap_or(tag);
        let is_tag = name.first().is_some_and(u8::is_ascii_alphabetic)
            && (!name.contains(&b' ') || name.contains(&b'='))
            || name.starts_with(b"!--");
        let end = if is_tag { start + tag.len() + 2 } else { start + 1 };
        self.push(start, end, TokenKind::Punctuation)
    }

    /// Whether `://` follows the scheme.
    pub(super) fn is_scheme(&self, start: usize, colon: usize) -> bool {
        matches!(self.slice(start..colon), "http" | "https" | "ftp")
            && self.ahead(colon + 1, 2) == b"//"
    }

    /// Whether the name of a mail server begins here.
    pub(super) fn is_mail(&self, at: usize) -> bool {
        let end = self.letters(at);
        end > at && matches!(self.byte(end), Some(b'.' | b'-')) && self.is_word_at(end + 1)
    }

    /// Whether what follows a stop is the rest of the name before the `@` of a mail address.
    pub(super) fn is_mail_name(&self, at: usize) -> bool {
        let rest = self.ahead(at, LONGEST_NAME);
        let end = rest.iter().position(|byte| {
            !byte.is_ascii_alphanumeric() && !matches!(byte, b'.' | b'_' | b'-' | b'+')
        });
        end.is_some_and(|end| rest.get(end) == Some(&b'@') && self.is_mail(at + end + 1))
    }

    /// An address that begins at `start`; from `from` on it goes to white space or a quotation
    /// mark, without the marks at its end.
    pub(super) fn address(&mut self, start: usize, from: usize) -> usize {
        let rest = self.slice(from..self.bytes.len());
        let stops = |c: char| c.is_whitespace() || "\"“”’<>«»".contains(c);
        let length = rest.find(stops).unwrap_or(rest.len());
        let address = rest.split_at_checked(length).map_or("", |(address, _)| address);
        let end = from + address.trim_end_matches(|c| ".,;:!?)]'".contains(c)).len();
        self.push(start, end, TokenKind::Word)
    }
}
