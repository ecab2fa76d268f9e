//! From byte offsets of the raw text to the code points that tables give.

use super::span::{Raw, Span};

/// Bytes of a block: as many as a word of the processor has bits.
const BLOCK: usize = 64;

/// Code point positions of one raw text, computed once per article.
///
/// An all-ASCII text needs no table. Otherwise each block of 64 bytes has a count and a bit a
/// byte, so the index is a fifth of the text and a position costs no loop.
#[derive(Debug)]
pub struct CodePoints {
    // Empty when all of the text is ASCII.
    blocks: Vec<Block>,
}

#[derive(Debug, Clone, Copy)]
struct Block {
    // Code points that begin before it.
    before: u32,
    // Those of its bytes, the first lowest, that begin one.
    starts: u64,
}

impl CodePoints {
    /// Indexes a raw text.
    pub fn of(raw: &super::RawText) -> Self {
        let bytes = raw.as_str().as_bytes();
        if bytes.is_ascii() {
            return Self { blocks: Vec::new() };
        }
        let mut blocks = Vec::with_capacity(bytes.len() / BLOCK + 2);
        let mut before = 0;
        for block in bytes.chunks(BLOCK) {
            let starts = starts(block);
            blocks.push(Block { before, starts });
            before += starts.count_ones();
        }
        blocks.push(Block { before, starts: 0 });
        Self { blocks }
    }

    /// The code point at, or nearest after, a byte position.
    pub fn position(&self, byte: u32) -> u32 {
        let at = byte as usize;
        match self.blocks.get(at / BLOCK) {
            None => byte,
            Some(block) => {
                let inside = (1 << (at % BLOCK)) - 1;
                block.before + (block.starts & inside).count_ones()
            }
        }
    }

    /// Both ends of a span, as `(start, end)` in code points, half-open.
    pub fn range(&self, span: Span<Raw>) -> (u32, u32) {
        (self.position(span.start()), self.position(span.end()))
    }
}

/// The bytes of a block that begin a code point, as bits.
fn starts(block: &[u8]) -> u64 {
    let (eights, rest) = block.as_chunks::<8>();
    let mut starts = 0;
    for (eight, nth) in eights.iter().zip(0..) {
        starts |= starts_of_eight(u64::from_le_bytes(*eight)) << (8 * nth);
    }
    for (byte, nth) in rest.iter().zip(8 * eights.len()..) {
        starts |= u64::from(byte & 0xC0 != 0x80) << nth;
    }
    starts
}

/// The same of eight bytes, the first lowest.
fn starts_of_eight(eight: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let continued = (eight >> 7) & !(eight >> 6) & ONES;
    // Brings the lowest bits of all bytes together in the highest byte.
    (continued ^ ONES).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::super::{RawText, offset};
    use super::*;

    #[test]
    fn counts_like_chars() {
        let whole_blocks = "é".repeat(64);
        for text in ["", "plain", "“a” 🇨🇳 é", &"é🙂x".repeat(300), &whole_blocks] {
            let raw = RawText::new(text.to_owned());
            let points = CodePoints::of(&raw);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.position(offset(byte)), offset(n), "{text}");
            }
            assert_eq!(points.position(offset(text.len())), offset(text.chars().count()));
        }
    }
}
