//! A number that equal claims share: a hash of their words.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::segment::TokenKind;

use super::hints::Hints;
use super::view::View;

/// The hash of the letters and digits of a content, in small letters; marks and spaces do not
/// count, so that `“Phase one,”` and `phase-one` are equal. Stops inside numbers do.
pub(super) fn hash(view: View<'_>, parts: &[Range<usize>], letters: &mut Vec<u8>) -> u64 {
    letters.clear();
    for at in parts.iter().cloned().flatten() {
        if view.hints(at).has(Hints::PLAIN) {
            push_word(view, at, letters);
            continue;
        }
        let is_number = view.is_kind(at, TokenKind::Number);
        for part in view.word(at).chars() {
            if let (true, Ok(byte)) = (part.is_ascii(), u8::try_from(part)) {
                if byte.is_ascii_alphanumeric() || is_number && byte == b'.' {
                    letters.push(byte);
                }
            } else if part.is_alphanumeric() {
                for small in part.to_lowercase() {
                    letters.extend_from_slice(small.encode_utf8(&mut [0; 4]).as_bytes());
                }
            }
        }
    }
    letters.make_ascii_lowercase();
    xxh3_64(letters)
}

/// Adds a token whole. Most words are short: eight bytes in one step, and those behind the word
/// taken off again, cost less than a copy of any length.
#[inline]
fn push_word(view: View<'_>, at: usize, letters: &mut Vec<u8>) {
    let Some(token) = view.segments.tokens.get(at) else { return };
    let range = token.span.range();
    let ahead = view.clean.as_str().as_bytes().get(range.start..).unwrap_or_default();
    match ahead.first_chunk::<8>() {
        Some(eight) if range.len() <= 8 => {
            letters.extend_from_slice(eight);
            letters.truncate(letters.len() - (8 - range.len()));
        }
        _ => letters.extend_from_slice(view.word(at).as_bytes()),
    }
}
