//! Character references that were left in the text: `&rsquo;`, `&#8220;`, `&amp;nbsp;`, `caf&eacute`.

use super::Fix;
use super::page::Page;
use crate::text::Span;

const RULE: &str = "reference";

/// The longest name there is, `CounterClockwiseContourIntegral`, and then some.
const MAX_NAME: usize = 40;

/// Names that HTML reads without a semicolon, and that are no word after an ampersand. The others
/// it reads (`&copy`, `&not`, `&times`) stand in addresses and in names of firms.
const OPEN_NAMES: [&str; 6] = ["amp", "quot", "lt", "gt", "nbsp", "AMP"];

/// Endings of the names of accented letters, which HTML reads without a semicolon too.
const ACCENTS: [&str; 9] =
    ["acute", "grave", "circ", "tilde", "uml", "cedil", "ring", "slash", "lig"];

/// Finds references, however often the ampersand itself was escaped.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let mut done = 0;
    for at in page.signs_of([b'&']) {
        let Some((len, text, confidence)) =
            (at >= done).then(|| read(page.at(at..page.text.len()))).flatten()
        else {
            continue;
        };
        done = at + len;
        fixes.push(Fix::new(Span::at(at..done), text, RULE, confidence));
    }
    fixes
}

/// Reads the reference that a text begins with: its length, what it stands for, how sure that is.
fn read(text: &str) -> Option<(usize, String, f32)> {
    let mut inner = text.get(1..)?;
    let mut n_escapes = 0;
    while let Some(rest) = inner.strip_prefix("amp;") {
        inner = rest;
        n_escapes += 1;
    }
    let skipped = text.len() - inner.len();
    let reference = match inner.strip_prefix('#') {
        Some(number) => read_number(number).map(|(len, text)| (len + 1, text, 1.0)),
        None => read_name(inner),
    };
    match reference {
        Some((len, text, confidence)) => Some((skipped + len, text, confidence)),
        None if n_escapes > 0 => Some((skipped, "&".to_owned(), 1.0)),
        None => None,
    }
}

/// Reads the number of a reference after its `#`, and the semicolon if there is one.
fn read_number(text: &str) -> Option<(usize, String)> {
    let (sign, radix) = match text.strip_prefix(['x', 'X']) {
        Some(_) => (1, 16),
        None => (0, 10),
    };
    let digits = text.get(sign..)?;
    let n_digits =
        digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).take(8).count();
    // `&#1` with no more is a place in a list rather than a character.
    let code =
        u32::from_str_radix(digits.get(..n_digits)?, radix).ok().filter(|code| *code >= 32)?;
    char::from_u32(code)?;
    let closed = digits.get(n_digits..)?.starts_with(';');
    let len = sign + n_digits + usize::from(closed);
    let text = htmlize::unescape(format!("&#{code};")).into_owned();
    Some((len, text))
}

/// Reads the name of a reference, and its semicolon.
fn read_name(text: &str) -> Option<(usize, String, f32)> {
    let len = text.bytes().take_while(u8::is_ascii_alphanumeric).take(MAX_NAME).count();
    let name = text.get(..len).filter(|name| !name.is_empty())?;
    let rest = text.get(len..)?;
    if rest.starts_with(';') {
        return decode(name).map(|text| (len + 1, text, 1.0));
    }
    let accented = |ending: &&str| {
        name.strip_suffix(*ending).is_some_and(|letter| matches!(letter.len(), 1 | 2))
    };
    let may_be_open = OPEN_NAMES.contains(&name) || ACCENTS.iter().any(accented);
    // As HTML has it in attributes: `?a=1&lt=2` is an address.
    let is_open = may_be_open && !rest.starts_with('=');
    is_open.then(|| decode(name)).flatten().map(|text| (len, text, 0.95))
}

/// What a name stands for, if it is one.
fn decode(name: &str) -> Option<String> {
    let reference = format!("&{name};");
    let text = htmlize::unescape(reference.as_str());
    // `&notit;` gives `¬it;`: only a part of it is a name.
    let is_whole = text != reference.as_str() && (name == "semi" || !text.ends_with(';'));
    is_whole.then(|| text.into_owned())
}
