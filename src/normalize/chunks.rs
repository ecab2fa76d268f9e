//! Sixty-four bytes of a text at a time, and a bit for each of them that is of some kind.

/// How many bytes a chunk has.
pub(super) const N: usize = 64;

/// A bit for each byte of a chunk, the first lowest, that is of some kind, by it and the next; zeros
/// stand behind the end of the text.
#[inline]
pub(super) fn bits_at(bytes: &[u8], at: usize, is_one: impl Fn(u8, u8) -> bool) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    let mut padded = [0; N + 1];
    let chunk = rest.first_chunk::<{ N + 1 }>().unwrap_or_else(|| {
        padded.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        &padded
    });
    let mut flags = [0; N];
    for (flag, [byte, next]) in flags.iter_mut().zip(chunk.array_windows()) {
        *flag = u8::from(is_one(*byte, *next));
    }
    let (blocks, _) = flags.as_chunks::<8>();
    // The bit of each byte moves to its place in the highest one.
    let bits =
        |block: &[u8; 8]| u64::from_le_bytes(*block).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    blocks.iter().rev().fold(0, |found, block| found << 8 | bits(block))
}

/// The bits of so many bytes.
pub(super) fn below(n: usize) -> u64 {
    !u32::try_from(n).ok().and_then(|n| u64::MAX.checked_shl(n)).unwrap_or(0)
}

/// How many bits lie below the first that is set.
#[inline]
pub(super) fn n_below(bits: u64) -> usize {
    usize::try_from(bits.trailing_zeros()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_bytes_by_those_that_follow() {
        let text = "ab a ".repeat(20);
        let bits = |at| bits_at(text.as_bytes(), at, |byte, next| byte == b'a' && next == b'b');
        assert_eq!((0..N).filter(|at| bits(0) >> at & 1 == 1).count(), 13);
        assert_eq!(bits(95), 1);
        assert_eq!(bits(96), 0);
        assert_eq!(bits(1000), 0);
        assert_eq!((below(0), below(3), below(64), below(1000)), (0, 7, u64::MAX, u64::MAX));
    }
}
