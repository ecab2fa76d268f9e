//! From bytes to text: which encoding it is, and whether it is text at all.
//!
//! Evidence decides. Bytes that are UTF-8 are UTF-8. Of others, those with at least as many whole
//! UTF-8 characters beyond ASCII as broken ones are damaged UTF-8: the broken ones become U+FFFD
//! and are counted, for `rejects.csv` tells of them. The rest is of the time before UTF-8: an
//! English text with the quotation marks of windows-1252 has no whole UTF-8 character at all.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// How much of a text the detector sees; it reads 50 MB/s, and more text changes no guess.
const DETECTED: usize = 1 << 20;

/// A text with less than one byte in so many beyond ASCII is English with signs and some names:
/// Polish, Czech or Turkish have one in fifteen, Russian or Chinese nearly all. The detector, made
/// for pages of any language, takes one broken name in 10 kB of English for Big5 or windows-1250.
const SPARSE: usize = 50;

/// First bytes of files that are no text but may hold no NUL near their start.
const BINARY: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a sound, film or image"),
    (b"\x7FELF", "a program"),
    (b"\xD0\xCF\x11\xE0", "an office document of before 2007"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
    (b"{\\rtf", "an RTF document"),
];

/// A decoded text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// Name of the encoding that was assumed, as the WHATWG spells it.
    pub(super) encoding: &'static str,
    /// Places that could not be decoded, each a U+FFFD in the text.
    pub(super) n_bad: u64,
}

/// What the first bytes say a binary file is; none for what may be text.
pub(super) fn binary_kind(head: &[u8]) -> Option<&'static str> {
    let known = BINARY.iter().find(|(magic, _)| head.starts_with(magic));
    known.map(|(_, kind)| *kind).or_else(|| {
        let start = head.get(..1024).unwrap_or(head);
        memchr::memchr(0, start).map(|_| "NUL bytes: a binary file, or UTF-16 without its mark")
    })
}

/// Whether this is a stream of bytes and no text: one control character in twenty, or one NUL in a
/// thousand bytes. A stray NUL or form feed in an article is noise for `normalize`.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    // Counted in bytes, 255 at a time, so that the compiler takes many of them at once.
    let count = |part: &[u8]| part.iter().map(|byte| u8::from(is_control(*byte))).sum::<u8>();
    let n_controls: usize = bytes.chunks(255).map(|part| usize::from(count(part))).sum();
    n_controls > 0
        && (n_controls * 20 > bytes.len()
            || memchr::memchr_iter(0, bytes).count() * 1000 > bytes.len())
}

/// Decodes bytes that begin with no byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), n_bad: 0 };
    }
    let (n_whole, n_broken) = evidence(bytes);
    if n_whole >= n_broken || is_cut(bytes, n_broken) {
        let text = String::from_utf8_lossy(bytes);
        return Decoded { text, encoding: UTF_8.name(), n_bad: n_broken };
    }
    let encoding = legacy(bytes);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let n_bad = if had_errors { text.matches(char::REPLACEMENT_CHARACTER).count() } else { 0 };
    Decoded { text, encoding: encoding.name(), n_bad: n_bad as u64 }
}

/// How many characters beyond ASCII are whole, read as UTF-8, and how many are broken.
fn evidence(bytes: &[u8]) -> (u64, u64) {
    bytes.utf8_chunks().fold((0, 0), |(n_whole, n_broken), chunk| {
        let is_beyond = |byte: &u8| *byte >= 0xC0;
        let n = chunk.valid().as_bytes().iter().filter(|byte| is_beyond(byte)).count();
        (n_whole + n as u64, n_broken + u64::from(!chunk.invalid().is_empty()))
    })
}

/// Whether the only fault is a character that the end of the text cuts, most of it there. A single
/// byte is no evidence: `é` of windows-1252 at the end looks the same.
fn is_cut(bytes: &[u8], n_broken: u64) -> bool {
    let tail = bytes.utf8_chunks().last().map_or(0, |chunk| chunk.invalid().len());
    n_broken == 1 && tail >= 2
}

/// The encoding of a text that is not UTF-8.
fn legacy(bytes: &[u8]) -> &'static Encoding {
    // Dashes, marks, signs and fractions that English texts of windows-1252 have; the detector
    // would weigh them as letters of an alphabet that it must choose from few bytes.
    let is_sign = |byte: &u8| {
        matches!(byte, 0..=0x7F | 0x80 | 0x82 | 0x84 | 0x85 | 0x8B | 0x91..=0x97 | 0x99 | 0x9B)
            || matches!(byte, 0xA0 | 0xA2 | 0xA3 | 0xA7 | 0xA9 | 0xAB | 0xAE | 0xB0 | 0xB7)
            || matches!(byte, 0xBB..=0xBE)
    };
    let n_beyond = bytes.iter().filter(|byte| **byte > 0x7F).count();
    if n_beyond * SPARSE < bytes.len() || bytes.iter().all(is_sign) {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..DETECTED).unwrap_or(bytes), bytes.len() <= DETECTED);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, n_bad: u64) {
        let decoded = decode(bytes);
        assert_eq!((&*decoded.text, decoded.encoding, decoded.n_bad), (text, encoding, n_bad));
    }

    #[test]
    fn evidence_decides() {
        check("“plain” café".as_bytes(), "“plain” café", "UTF-8", 0);
        check(b"", "", "UTF-8", 0);
        check(b"don\x92t \x93say\x94 \x97 it", "don’t “say” — it", "windows-1252", 0);
        check(
            b"a caf\xE9 in Montr\xE9al, na\xEFve",
            "a café in Montréal, naïve",
            "windows-1252",
            0,
        );
        let sparse = [&b"English. ".repeat(50)[..], b"Ch\xC3A\xA1vez"].concat();
        check(&sparse, &("English. ".repeat(50) + "ChÃA¡vez"), "windows-1252", 0);
        check(b"caf\xE9", "café", "windows-1252", 0);
        // Whole characters outweigh broken ones.
        check(b"\xE2\x80\x9Cone\xE2\x80\x9D \xFF two", "“one” \u{FFFD} two", "UTF-8", 1);
        // The text was cut inside a closing mark.
        check(b"He said it.\xE2\x80", "He said it.\u{FFFD}", "UTF-8", 1);
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("Президент России заявил в среду");
        check(&russian, "Президент России заявил в среду", "windows-1251", 0);
        let (chinese, _, _) = encoding_rs::GBK.encode("中国商务部星期四表示，双方将继续保持沟通。");
        check(&chinese, "中国商务部星期四表示，双方将继续保持沟通。", "GBK", 0);
    }

    #[test]
    fn tells_text_from_bytes() {
        assert_eq!(binary_kind(b"%PDF-1.4\n1 0 obj"), Some("a PDF document"));
        assert!(binary_kind(b"text\0text").is_some());
        for text in ["", "PK is short for", "%PDF is a format", "a\x0Cb"] {
            assert_eq!(binary_kind(text.as_bytes()), None, "{text}");
        }
        assert!(is_binary(&[1, 2, 3]) && is_binary(&[b'x', 0]));
        let mut article = b"A long article with one stray byte. ".repeat(100);
        article.push(0);
        assert!(!is_binary(&article) && !is_binary(b"") && !is_binary(b"\t\r\n"));
    }
}
