//! Where the fixers of characters have to look, found in one pass over the text; after a repair, only
//! at it.
//!
//! Most of a text is letters, blanks and single marks that concern none of them. So each goes through
//! this short list rather than through the text.

use super::chunks::{self, below, bits_at, n_below};
use crate::text::Change;

/// The places of line feeds and other controls, of characters beyond ASCII, of ampersands, of blanks
/// before a mark, hyphens before a blank, and marks that open quotations in pairs; in order.
#[derive(Debug, Default)]
pub(super) struct Signs {
    found: Vec<Sign>,
    /// A bit for each first byte of one, or of what was one before some change.
    firsts: [u64; 4],
}

/// A place, and what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign {
    pub(super) at: usize,
    /// The first byte, or [`USUAL`].
    pub(super) first: u8,
}

/// In the place of its first byte, which others have too: a dash, quotation mark, bullet or ellipsis.
pub(super) const USUAL: u8 = 0x80;

impl Signs {
    /// Those of a whole text.
    pub(super) fn find(text: &str) -> Self {
        // Few texts have more.
        let mut found = Self { found: Vec::with_capacity(text.len() / 32), ..Self::default() };
        scan(text.as_bytes(), 0, text.len(), &mut found);
        found
    }

    /// The same after changes, of which these were found before.
    pub(super) fn after(self, changes: &[Change], text: &str) -> Self {
        let mut found = Self { found: Vec::with_capacity(self.found.len()), firsts: self.firsts };
        let mut old = self.found.into_iter().peekable();
        let moved = |sign: Sign, by| Sign { at: sign.at.saturating_add_signed(by), ..sign };
        let (mut drift, mut done) = (0_isize, 0);
        for Change { span, text: made } in changes {
            let span = span.range();
            // The byte before looks at the one behind it.
            let edge = span.start.saturating_sub(1);
            while let Some(sign) = old.next_if(|sign| sign.at < edge) {
                found.found.push(moved(sign, drift));
            }
            while old.next_if(|sign| sign.at < span.end).is_some() {}
            let end = span.start.saturating_add_signed(drift) + made.len();
            scan(text.as_bytes(), edge.saturating_add_signed(drift).max(done), end, &mut found);
            done = end;
            drift = drift.saturating_add_unsigned(made.len()).saturating_sub_unsigned(span.len());
        }
        found.found.extend(old.map(|sign| moved(sign, drift)));
        found
    }

    fn push(&mut self, at: usize, text: &[u8]) {
        let first = match text.get(at..) {
            Some([0xe2, 0x80, 0x93..=0xa6, ..]) => USUAL,
            Some([first, ..]) => *first,
            _ => return,
        };
        self.found.push(Sign { at, first });
        if let Some(firsts) = self.firsts.get_mut(usize::from(first >> 6)) {
            *firsts |= 1 << (first & 63);
        }
    }

    /// All of them, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = Sign> {
        self.found.iter().copied()
    }

    /// Where those stand that begin with one of some bytes, in order.
    pub(super) fn of<const N: usize>(&self, firsts: [u8; N]) -> impl Iterator<Item = usize> {
        let may_be = |first: u8| {
            self.firsts
                .get(usize::from(first >> 6))
                .is_some_and(|bits| bits >> (first & 63) & 1 == 1)
        };
        let found = if firsts.into_iter().any(may_be) { self.found.as_slice() } else { &[] };
        found.iter().filter(move |sign| firsts.contains(&sign.first)).map(|sign| sign.at)
    }
}

/// Finds the signs of a part of the text.
fn scan(bytes: &[u8], from: usize, until: usize, found: &mut Signs) {
    for start in (from..until).step_by(chunks::N) {
        let mut bits = bits_at(bytes, start, is_sign) & below(until - start);
        while bits != 0 {
            found.push(start + n_below(bits), bytes);
            bits &= bits - 1;
        }
    }
}

/// Whether a sign begins with a byte before another.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many are told at once")]
fn is_sign(byte: u8, next: u8) -> bool {
    // Controls, and the first bytes of characters beyond ASCII.
    let is_odd = (byte.cast_signed() < 0x20) & (byte.cast_signed() >= 0xc2_u8.cast_signed());
    (is_odd & (byte != b'\t'))
        | (byte == 0x7f)
        | (byte == b'&')
        | ((byte == b' ') & is_mark(next))
        | ((byte == b'-') & (next == b' '))
        | ((byte == next) & ((byte == b',') | (byte == b'`')))
}

/// Whether a byte is punctuation that no blank stands before.
#[expect(clippy::needless_bitwise_bool, reason = "without a branch many are told at once")]
fn is_mark(byte: u8) -> bool {
    (byte & 0xfd == b',') | (byte & 0xfe == b':') | (byte == b'!') | (byte == b'?')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Alignment, Span};

    #[test]
    fn finds_signs_wherever_chunks_begin() {
        for n in 0..40 {
            let text = format!("{}a &b é\u{7f} ,pre- x,,y``z\r\n\t–", "x".repeat(n));
            let signs: Vec<usize> = Signs::find(&text).iter().map(|sign| sign.at - n).collect();
            assert_eq!(signs, [2, 5, 7, 8, 13, 16, 19, 22, 23, 25], "{text}");
        }
        assert_eq!(Signs::find(&"He left, then came; who? - no one. ".repeat(9)).iter().count(), 9);
    }

    proptest! {
        #[test]
        fn what_is_found_at_changes_is_what_is_found_anew(
            pieces in prop::collection::vec(
                prop::sample::select(
                    &["a", " ", ",", "-", "é", "&", "\n", "`", "the end of "][..]), 0..60),
            changes in prop::collection::vec(
                (0..9_usize, 0..4_usize, prop::sample::select(&["", " ", ",", "-", "é", "x"][..])),
                0..12),
        ) {
            let text = pieces.concat();
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at = 0;
            let mut made = Vec::new();
            for (skip, len, to) in changes {
                let (Some(start), Some(end)) = (starts.get(at + skip), starts.get(at + skip + len)) else {
                    break;
                };
                made.push(Change { span: Span::at(*start..*end), text: to.to_owned() });
                at += skip + len;
            }
            let (new, _) = Alignment::default().then(&text, &made);
            let after = Signs::find(&text).after(&made, &new);
            prop_assert_eq!(after.found, Signs::find(&new).found);
        }
    }
}
