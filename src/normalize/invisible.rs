//! Characters that are not seen: soft hyphens, zero widths, directional marks and controls go, and
//! blanks of other widths become a plain one.

use super::Fix;
use super::page::Page;
use super::signs::USUAL;
use crate::text::Span;

const INVISIBLE: &str = "invisible";
const BLANK: &str = "blank";

/// Finds invisible characters and odd blanks.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let signs = page.signs().filter(|sign| !matches!(sign.first, USUAL | b'\n'));
    signs.filter_map(|sign| judge(page, sign.at)).collect()
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
