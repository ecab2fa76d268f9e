//! A number that equal claims share: a hash of their words.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use crate::segment::TokenKind;

use super::hints::Hints;
use super::view::View;

/// The hash of the letters and digits of a content, in small letters; marks and spaces do not
/// count, so that `“Phase one,”` and `phase-one` are equal. Stops inside numbers do.
pub(super) fn hash(view: View<'_>, parts: &[Range<usize>], letters: &mut String) -> u64 {
    letters.clear();
    for at in parts.iter().cloned().flatten() {
        if view.hints(at).has(Hints::PLAIN) {
            letters.push_str(view.word(at));
            continue;
        }
        let is_number = view.is_kind(at, TokenKind::Number);
        for part in view.word(at).chars() {
            if part.is_ascii() {
                if part.is_ascii_alphanumeric() || is_number && part == '.' {
                    letters.push(part);
                }
            } else if part.is_alphanumeric() {
                letters.extend(part.to_lowercase());
            }
        }
    }
    letters.make_ascii_lowercase();
    xxh3_64(letters.as_bytes())
}
