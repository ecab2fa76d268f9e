//! From byte offsets of the raw text to the code points that tables give.

use super::span::{Raw, Span, offset};

/// Bytes between two checkpoints: a position costs at most this many bytes of counting.
const STRIDE: usize = 64;

/// Code point positions of one raw text, computed once per article.
///
/// An all-ASCII text needs no table. Otherwise one count is kept for each `STRIDE` bytes, and a
/// position counts the rest, so the index is a sixteenth of the text.
#[derive(Debug)]
pub struct CodePoints<'a> {
    bytes: &'a [u8],
    // Code points that begin before byte `STRIDE * i`; empty when all of the text is ASCII.
    before: Vec<u32>,
}

impl<'a> CodePoints<'a> {
    /// Indexes a raw text.
    pub fn of(raw: &'a super::RawText) -> Self {
        let bytes = raw.as_str().as_bytes();
        if bytes.is_ascii() {
            return Self { bytes, before: Vec::new() };
        }
        let mut before = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut points = 0;
        for block in bytes.chunks(STRIDE) {
            before.push(points);
            points += starts(block);
        }
        before.push(points);
        Self { bytes, before }
    }

    /// The code point at, or nearest after, a byte position.
    pub fn position(&self, byte: u32) -> u32 {
        let at = byte as usize;
        match self.before.get(at / STRIDE) {
            None => byte,
            Some(points) => {
                let block = at / STRIDE * STRIDE;
                points + starts(self.bytes.get(block..at).unwrap_or_default())
            }
        }
    }

    /// Both ends of a span, as `(start, end)` in code points, half-open.
    pub fn range(&self, span: Span<Raw>) -> (u32, u32) {
        (self.position(span.start()), self.position(span.end()))
    }
}

/// How many code points begin in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    offset(bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count())
}

#[cfg(test)]
mod tests {
    use super::super::RawText;
    use super::*;

    #[test]
    fn counts_like_chars() {
        for text in ["", "plain", "“a” 🇨🇳 é", &"é🙂x".repeat(300)] {
            let raw = RawText::new(text.to_owned());
            let points = CodePoints::of(&raw);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.position(offset(byte)), offset(n), "{text}");
            }
            assert_eq!(points.position(offset(text.len())), offset(text.chars().count()));
        }
    }
}
