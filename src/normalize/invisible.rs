//! Characters that are not seen: soft hyphens, zero widths, directional marks and controls go, and
//! blanks of other widths become a plain one.

use super::Fix;
use super::page::Page;
use crate::text::Span;

const INVISIBLE: &str = "invisible";
const BLANK: &str = "blank";

/// Finds invisible characters and odd blanks.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let bytes = page.text.as_bytes();
    let (blocks, rest) = bytes.as_chunks::<8>();
    let mut look = |start: usize, block: &[u8]| {
        for (byte, at) in block.iter().zip(start..) {
            if may_begin(*byte) && !is_usual(bytes, at) {
                fixes.extend(judge(page, at));
            }
        }
    };
    for (block, start) in blocks.iter().zip((0..).step_by(8)) {
        if may_matter(u64::from_le_bytes(*block)) {
            look(start, block);
        }
    }
    look(bytes.len() - rest.len(), rest);
    fixes
}

/// Judges the character at a position.
fn judge(page: &Page<'_>, at: usize) -> Option<Fix> {
    let c = page.after(at)?;
    let span = Span::at(at..at + c.len_utf8());
    match judgment(c) {
        Judgment::Drop if is_joiner(c) && joins(page, at, c) => None,
        Judgment::Drop => Some(Fix::new(span, "", INVISIBLE, 0.99)),
        Judgment::Blank => Some(Fix::new(span, " ", BLANK, 1.0)),
        Judgment::Keep => None,
    }
}

/// What becomes of a character.
enum Judgment {
    Keep,
    Drop,
    Blank,
}

/// Whether one of eight bytes may be none of plain text: all that [`may_begin`] finds, line ends,
/// and some that stand behind such.
fn may_matter(block: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let is_beyond = block | block.wrapping_add(ONES);
    let is_control = block.wrapping_sub(0x20 * ONES) & !block;
    (is_beyond | is_control) & (0x80 * ONES) != 0
}

/// Whether the three bytes at a position are a dash, quotation mark, bullet or ellipsis, which most
/// that begin so are.
fn is_usual(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at..at + 3), Some([0xe2, 0x80, 0x93..=0xa6]))
}

/// Whether a byte can begin a character that is not kept.
fn may_begin(byte: u8) -> bool {
    matches!(byte, 0..=8 | 0x0e..=0x1f | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xe3 | 0xef)
}

/// Judges one character.
fn judgment(c: char) -> Judgment {
    match c {
        // Controls; soft hyphen, Arabic letter mark, Mongolian vowel separator; zero widths and
        // directional marks; word joiner, invisible operators, isolates; the byte order mark, and
        // the anchors of interlinear notes.
        '\0'..='\u{8}'
        | '\u{e}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => Judgment::Drop,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Judgment::Blank
        }
        _ => Judgment::Keep,
    }
}

/// Zero-width joiner and non-joiner.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner does its work: in an emoji of several, in Persian, in the scripts of India.
fn joins(page: &Page<'_>, at: usize, joiner: char) -> bool {
    let works = |c: Option<char>| {
        c.is_some_and(|c| c >= '\u{590}' && !('\u{2000}'..'\u{2190}').contains(&c))
    };
    works(page.before(at)) && works(page.after(at + joiner.len_utf8()))
}
