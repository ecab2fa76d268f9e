//! UTF-8 that was read as Windows-1252 or Latin-1, once or more often: `donâ€™t`, `cafÃ©`; or as Mac
//! Roman: `don‚Äôt`, `caf√©`.
//!
//! Only characters whose bytes are valid UTF-8 again are touched, and only where the result is
//! more plausible than what stands there: `“CAFÉ”` has such bytes by chance.

use std::ops::Range;

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "mojibake";

/// How often a text is undone at most; more than twice was never seen.
const MAX_ROUNDS: usize = 4;

/// The characters of Windows-1252 from 0x80 to 0x9F; its five unassigned bytes are C1 controls.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Finds runs of wrongly decoded characters.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let mut done = 0;
    // The first character of such a run lies from U+0080 to U+00FF, which the first two of these
    // bytes begin, or is a letter and a combining mark, which the third does.
    for hit in page.signs_of([0xc2, 0xc3, 0xcc]) {
        let is_mark = page.text.as_bytes().get(hit) == Some(&0xcc);
        let at = hit.saturating_sub(usize::from(is_mark));
        if at < done || page.after(at).is_none() {
            continue;
        }
        // First, as `Ä¶` is a letter by itself.
        if let Some((range, text)) = mac(page, at) {
            done = range.end;
            fixes.push(Fix::new(Span::at(range), text, RULE, 0.9));
        } else if let Some((len, text, confidence)) = read(page, at) {
            done = at + len;
            fixes.push(Fix::new(Span::at(at..done), text, RULE, confidence));
        }
    }
    let n_western = fixes.len();
    let is_root = |at: &usize| page.after(*at) == Some(ROOT);
    fixes.extend(page.signs_of([0xe2]).filter(is_root).filter_map(|at| read_root(page, at)));
    if fixes.len() > n_western {
        fixes.sort_by_key(|fix| fix.change.span);
    }
    fixes
}

/// What the first byte of most accented letters is in Mac Roman.
const ROOT: char = '√';

/// What Mac Roman makes of the last bytes of marks, whose first two it shows as `‚Ä`.
const MAC_MARKS: [(char, char); 8] = [
    ('ò', '‘'),
    ('ô', '’'),
    ('ú', '“'),
    ('ù', '”'),
    ('ì', '–'),
    ('î', '—'),
    ('¶', '…'),
    ('¢', '•'),
];

/// What it makes of the last bytes of letters.
const MAC_LETTERS: [(char, char); 22] = [
    ('°', 'á'),
    ('©', 'é'),
    ('≠', 'í'),
    ('≥', 'ó'),
    ('∫', 'ú'),
    ('±', 'ñ'),
    ('ß', 'ç'),
    ('£', 'ã'),
    ('µ', 'õ'),
    ('§', 'ä'),
    ('∂', 'ö'),
    ('º', 'ü'),
    ('†', 'à'),
    ('®', 'è'),
    ('¢', 'â'),
    ('™', 'ê'),
    ('¥', 'ô'),
    ('Æ', 'î'),
    ('Ø', 'ï'),
    ('ª', 'û'),
    ('â', 'É'),
    ('•', 'å'),
];

/// Reads a mark that was read as Mac Roman, by its second character: `China‚Äôs`.
fn mac(page: &Page<'_>, at: usize) -> Option<(Range<usize>, String)> {
    let start = at.checked_sub('‚'.len_utf8())?;
    let mut chars = page.at(start..page.text.len()).chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let last = chars.next().filter(|_| (first, second) == ('‚', 'Ä'))?;
    let (_, meant) = MAC_MARKS.iter().find(|(seen, _)| *seen == last)?;
    Some((start..at + second.len_utf8() + last.len_utf8(), meant.to_string()))
}

/// Reads a letter that was read as Mac Roman: `Jos√©`, but not `√2`.
fn read_root(page: &Page<'_>, at: usize) -> Option<Fix> {
    let last = page.after(at + ROOT.len_utf8())?;
    let (_, meant) = MAC_LETTERS.iter().find(|(seen, _)| *seen == last)?;
    let end = at + ROOT.len_utf8() + last.len_utf8();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    (is_letter(page.before(at)) || is_letter(page.after(end)))
        .then(|| Fix::new(Span::at(at..end), meant.to_string(), RULE, 0.9))
}

/// Reads the run that begins at a position: its length, what was meant, how sure that is.
fn read(page: &Page<'_>, at: usize) -> Option<(usize, String, f32)> {
    let text = page.at(at..page.text.len());
    let before = page.before(at);
    let Some((mut len, mut meant)) = undo(text, before) else { return read_rest(text, before) };
    for _ in 1..MAX_ROUNDS {
        let Some(again) = undo_all(&meant) else { break };
        meant = again;
    }
    // "longÃ¢€term": once more wrongly decoded, and a byte lost.
    if let Some(rest) = text.get(len..).and_then(|rest| rest.strip_prefix('€'))
        && let Some(start) = meant.strip_suffix('â')
    {
        len += '€'.len_utf8();
        let before = start.chars().next_back().or(before);
        meant = format!("{start}{}", lost(before, rest.chars().next()));
    }
    let mut meant: String = meant.chars().map(printed).collect();
    if let Some((_, mark)) = meant
        .strip_prefix("‚Ä")
        .and_then(|last| MAC_MARKS.iter().find(|(seen, _)| last.chars().eq([*seen])))
    {
        meant = mark.to_string();
    }
    Some((len, meant, 0.99))
}

/// Reads what is left of a run that lost a part.
fn read_rest(text: &str, before: Option<char>) -> Option<(usize, String, f32)> {
    let mut chars = text.chars();
    match (chars.next()?, chars.next(), chars.next()) {
        ('â', Some('€'), Some('"')) => Some((6, "—".to_owned(), 0.8)),
        ('â', Some('€'), next) => Some((5, lost(before, next).to_owned(), 0.9)),
        // Half of a no-break space whose other half became a blank.
        ('Â', Some(' '), _) if before.is_none_or(|c| !c.is_alphabetic()) => {
            Some((2, String::new(), 0.9))
        }
        (control @ '\u{80}'..='\u{9f}', next, _) if printed(control) != control => {
            let is_line_end = control == '\u{85}' && (next == Some('\n') || before == Some('\n'));
            (!is_line_end).then(|| (2, printed(control).to_string(), 0.95))
        }
        _ => None,
    }
}

/// What lost its last byte: the hyphen (U+2010) and the closing mark end with bytes, 0x90 and
/// 0x9D, that are unassigned and often dropped.
fn lost(before: Option<char>, after: Option<char>) -> &'static str {
    let in_word = [before, after].into_iter().all(|c| c.is_some_and(char::is_alphanumeric));
    if in_word { "-" } else { "”" }
}

/// What Windows-1252 shows for a C1 control; other characters as they are.
fn printed(c: char) -> char {
    let index = u32::from(c).checked_sub(0x80).and_then(|index| usize::try_from(index).ok());
    index.and_then(|index| HIGH.get(index)).copied().unwrap_or(c)
}

/// The byte that a character was read from, if it is one of the upper half.
fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xff => u8::try_from(code).ok(),
        0..0x80 => None,
        _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(at + 0x80).ok()),
    }
}

/// Undoes the longest run of wrongly decoded characters that a text begins with.
fn undo(text: &str, mut before: Option<char>) -> Option<(usize, String)> {
    let (mut len, mut meant) = (0, String::new());
    let (mut n_strong, mut n_weak) = (0, 0);
    while let Some((n, c)) = decode(text.get(len..)?, before) {
        let inside = text.get(len..len + n)?;
        match strength(inside, before, text.get(len + n..)?.chars().next()) {
            Strength::Strong => n_strong += 1,
            Strength::Weak => n_weak += 1,
            // Behind others a character that stands alone by chance is one of them: the second
            // half of `Ã¢â‚¬Å“`.
            Strength::None if n_strong > 0 => n_weak += 1,
            Strength::None => break,
        }
        before = inside.chars().next_back();
        meant.push(c);
        len += n;
    }
    (n_strong > 0 || n_weak > 1).then_some((len, meant))
}

/// Undoes every run of a text; none when there is none.
fn undo_all(text: &str) -> Option<String> {
    let (mut out, mut at, mut found) = (String::new(), 0, false);
    let mut before = None;
    while let Some(c) = text.get(at..)?.chars().next() {
        if let Some((len, meant)) = undo(text.get(at..)?, before) {
            out.push_str(&meant);
            at += len;
            found = true;
        } else {
            out.push(c);
            at += c.len_utf8();
        }
        before = out.chars().next_back();
    }
    found.then_some(out)
}

/// The one character whose bytes a text begins with: how long they are in the text, and it.
fn decode(text: &str, before: Option<char>) -> Option<(usize, char)> {
    let (mut len, lead) = unit(text)?;
    let n_more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    // "RaÃol", never "SÃO": no capital with a tilde stands behind a small letter.
    let in_word = match lead {
        0xc3 => before.is_some_and(|c| c.is_lowercase() || c == '\''),
        0xc2 => before == Some('\u{83}'),
        _ => false,
    };
    let mut bytes = [lead, 0, 0, 0];
    for slot in bytes.iter_mut().skip(1).take(n_more) {
        let rest = text.get(len..)?;
        let (n, byte) = unit(rest)
            .filter(|(_, byte)| (0x80..0xc0).contains(byte))
            .or_else(|| in_word.then(|| folded(rest)).flatten())?;
        *slot = byte;
        len += n;
    }
    let decoded = std::str::from_utf8(bytes.get(..=n_more)?).ok()?;
    Some((len, decoded.chars().next()?))
}

/// The byte that a text begins with, as it was read: one character, or the two or three that
/// compatibility normalization made of it.
fn unit(text: &str) -> Option<(usize, u8)> {
    const COMPOSED: [(&str, u8); 11] = [
        ("A\u{303}", 0xc3),
        ("A\u{302}", 0xc2),
        ("a\u{302}", 0xe2),
        (" \u{308}", 0xa8),
        (" \u{304}", 0xaf),
        (" \u{301}", 0xb4),
        (" \u{327}", 0xb8),
        ("1\u{2044}4", 0xbc),
        ("1\u{2044}2", 0xbd),
        ("3\u{2044}4", 0xbe),
        ("\u{3bc}", 0xb5),
    ];
    let first = text.chars().next()?;
    let composed = || COMPOSED.iter().find(|(parts, _)| text.starts_with(parts));
    byte(first)
        .map(|byte| (first.len_utf8(), byte))
        .or_else(|| composed().map(|(parts, byte)| (parts.len(), *byte)))
}

/// The byte whose character compatibility normalization turned into a letter or digit.
fn folded(text: &str) -> Option<(usize, u8)> {
    let byte = match text.as_bytes().first()? {
        b'a' => 0xaa,
        b'o' => 0xba,
        b'1' => 0xb9,
        b'2' => 0xb2,
        b'3' => 0xb3,
        _ => return None,
    };
    Some((1, byte))
}

/// How much characters look as if they were the bytes of another.
enum Strength {
    /// No text has these by intent.
    Strong,
    /// Only as part of a run.
    Weak,
    None,
}

/// Judges the characters of one decoded character, with those around them.
fn strength(inside: &str, before: Option<char>, after: Option<char>) -> Strength {
    let mut chars = inside.chars();
    let first = match unit(inside) {
        Some((_, byte)) => char::from(byte),
        None => return Strength::None,
    };
    chars.next();
    let has_mark = chars.any(|c| {
        matches!(
            c,
            '‘' | '’'
                | '“'
                | '”'
                | '–'
                | '—'
                | '…'
                | '‚'
                | '„'
                | '‹'
                | '›'
                | '»'
                | '«'
                | '\u{a0}'
        )
    });
    // "cÅ“ur": what could be a mark stands inside a word.
    let in_word = match before {
        Some(before) if before.is_lowercase() => after.is_some_and(char::is_alphabetic),
        Some(before) if before.is_uppercase() => after.is_some_and(char::is_lowercase),
        _ => false,
    };
    match first {
        // "IRMÃ”" in Portuguese.
        'Ã' if has_mark && before.is_some_and(char::is_uppercase) => Strength::None,
        'Â' | 'Ã' | 'â' | 'ï' | 'ð' => Strength::Strong,
        'Ä' | 'Å' if !has_mark || in_word => Strength::Strong,
        'Ä' | 'Å' => Strength::None,
        'à'..='í' if !has_mark => Strength::Strong,
        // "Nguyá»…n".
        'á' if in_word && inside.starts_with("á»") => Strength::Strong,
        _ => Strength::Weak,
    }
}
