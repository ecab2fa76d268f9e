//! The stop after letters: inside a word, part of its end, or none of its business.

use super::Scanner;
use crate::segment::words::Abbreviation;

/// Parts between stops that the name of a site may have.
const LONGEST_SITE: usize = 4;

impl Scanner<'_> {
    /// Whether the stop at `at` stands inside the word `start..`, whose last part begins at `part`:
    /// `U.S`, `Ph.D`, `Amazon.com`. A stop with its space forgotten (`end.The`) is none.
    pub(super) fn is_inner_stop(&self, start: usize, part: usize, at: usize) -> bool {
        let next = at + 1;
        if !self.is_word_at(next) {
            return false;
        }
        let end = self.letters(next);
        let after = self.slice(next..end);
        // W.Va., H.J.Res.: an initial before an abbreviation, too.
        at == part + 1 && (is_one_letter(after) || self.words.abbreviation(after).is_some())
            || self.is_site_from(next, end)
            || self.slice(start..at) == "www"
            || self.words.abbreviation(self.slice(start..end)).is_some()
            || self.is_mail_name(next)
    }

    /// Whether one of the next parts ends the name of a site.
    fn is_site_from(&self, mut start: usize, mut end: usize) -> bool {
        for _ in 0..LONGEST_SITE {
            if self.is_ending(start, end) {
                return true;
            }
            if self.byte(end) != Some(b'.') {
                return false;
            }
            start = end + 1;
            end = self.letters(start);
        }
        false
    }

    /// Whether a path follows the name of a site that ends with `part..end`.
    pub(super) fn is_site(&self, part: usize, end: usize) -> bool {
        self.is_ending(part, end) && self.is_word_at(end + 1)
    }

    fn is_ending(&self, start: usize, end: usize) -> bool {
        self.words.is_domain_ending(self.slice(start..end))
    }

    /// Whether the stop at `end` belongs to the word `start..end`, whose last part begins at `part`.
    pub(super) fn keeps_stop(&self, start: usize, part: usize, end: usize) -> bool {
        if self.is_word_at(end + 1) || self.byte(end + 1) == Some(b'.') {
            return false;
        }
        let word = self.slice(start..end);
        if part > start && is_one_letter(self.slice(part..end)) && word.contains('.') {
            // U.S., but not the plural D.V.M.s.
            return !word.ends_with('s') || word.chars().all(|c| c == '.' || c.is_lowercase());
        }
        // Mark A. Smith, but not Plan B. at the end; "I" is a word.
        if part == start && is_one_letter(word) && word != "I" && !is_lowercase(word) {
            return !self.is_last(end + 1);
        }
        // then-Sen., R-Fla.
        match self.words.abbreviation_ending(word) {
            Some(Abbreviation::BeforeNumber) => match self.ahead(end + 1, 2) {
                [b' ', b'0'..=b'9'] | [b'0'..=b'9', ..] => true,
                // Jan. or Feb., but not "said no. he".
                [b' ', b'a'..=b'z'] => word.len() > 2 && !is_lowercase(word),
                _ => false,
            },
            Some(_) => true,
            None => false,
        }
    }

    /// Whether only closing marks stand between `at` and the end of the paragraph.
    fn is_last(&self, at: usize) -> bool {
        let rest = self.ahead(at, 8);
        rest.len() < 8 && !rest.iter().any(u8::is_ascii_alphanumeric)
    }
}

fn is_one_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

fn is_lowercase(word: &str) -> bool {
    word.chars().all(char::is_lowercase)
}
