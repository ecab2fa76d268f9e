//! Letters in other forms than the usual: ligatures of print (`ﬁ`), and the full-width letters and
//! marks of East Asian fonts (`ＡＢＣ！`).

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "form";

/// Finds characters that stand for plain ones.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    for at in page.signs_of([0xef]) {
        let Some(c) = page.after(at) else { continue };
        let Some(plain) = plain(c) else { continue };
        // Among Chinese or Japanese a full-width mark is the usual one.
        let is_eastern =
            |c: Option<char>| c.is_some_and(|c| ('\u{2e80}'..='\u{9fff}').contains(&c));
        let end = at + c.len_utf8();
        if !is_eastern(page.before(at)) && !is_eastern(page.after(end)) {
            fixes.push(Fix::new(Span::at(at..end), plain, RULE, 0.98));
        }
    }
    fixes
}

/// What a character stands for.
fn plain(c: char) -> Option<String> {
    let ligature = match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        '\u{ff01}'..='\u{ff5e}' => {
            return char::from_u32(u32::from(c) - 0xfee0).map(String::from);
        }
        _ => return None,
    };
    Some(ligature.to_owned())
}
