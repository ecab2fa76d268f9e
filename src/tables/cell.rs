//! How a cell is written in CSV, for spreadsheets and for programs.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use std::io::Write as _;

use jiff::civil::Date;
use memchr::memchr;

use super::column::Value;
use super::place::Parts;

/// For whom a CSV file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// For Excel, LibreOffice and Google Sheets: with a byte order mark and CRLF; no cell breaks a
    /// line, is a formula or is longer than they hold; no file has more rows than they show.
    #[default]
    Spreadsheet,
    /// For programs: no byte order mark, LF, every text as it is.
    Plain,
}

/// UTF-16 units of a cell before it is cut; Excel holds 32,767.
const CELL_UNITS: usize = 32_000;

/// What stands for a line break inside a cell.
const BREAK: &str = " ¶ ";

impl Dialect {
    /// What a file begins with. Excel takes a file without the mark for windows-1252.
    pub(super) fn mark(self) -> &'static [u8] {
        match self {
            Self::Spreadsheet => b"\xEF\xBB\xBF",
            Self::Plain => b"",
        }
    }

    /// What a row ends with.
    pub(super) fn line_end(self) -> &'static str {
        match self {
            Self::Spreadsheet => "\r\n",
            Self::Plain => "\n",
        }
    }

    /// Rows of a file before the table goes on in another, the header not counted.
    pub(super) fn rows_per_file(self) -> Option<u64> {
        match self {
            Self::Spreadsheet => Some(1_000_000),
            Self::Plain => None,
        }
    }

    /// What a spreadsheet shows of a text: the text itself, or the form that is safe there.
    pub(super) fn shown(self, text: &str) -> Cow<'_, str> {
        let is_safe = seen(text) & ODD == 0 && text.len() <= CELL_UNITS && !is_formula(text);
        if self == Self::Plain || is_safe {
            return Cow::Borrowed(text);
        }
        let line = one_line(text);
        let kept = head(&line);
        let guard = if is_formula(text) { "'" } else { "" };
        let mut shown = [guard, kept].concat();
        if kept.len() < line.len() {
            let count = text.chars().count();
            // Writing to memory cannot fail.
            let _ = write!(shown, " … [cut: {count} characters in all]");
        }
        Cow::Owned(shown)
    }

    /// Writes one cell: text in quotation marks, everything else bare, nothing for nothing.
    ///
    /// Inlined where the sort of value is known, which leaves one arm of it.
    #[expect(clippy::inline_always, reason = "each cell would ask again what it is")]
    #[inline(always)]
    pub(super) fn write(self, value: Value<'_>, out: &mut Vec<u8>) {
        match value {
            Value::Missing => {}
            Value::Text(text) => self.push_text(text, out),
            Value::Shown(text) => {
                out.push(b'"');
                push_quoted(text, out);
                out.push(b'"');
            }
            Value::Word(word) => push_word(word, out),
            Value::Integer(number) => push_integer(number, out),
            Value::Share(share) => push_share(share, out),
            Value::Number(number) => push_number(number, out),
            Value::Date(date) => push_date(date, out),
            Value::Hash(letters, hash) => push_hash(letters, hash, out),
            Value::Texts(texts) => self.push_texts(texts, out),
            Value::Integers(numbers) => push_integers(numbers, out),
            Value::Parts(parts) => push_parts(parts, out),
        }
    }

    fn push_text(self, text: &str, out: &mut Vec<u8>) {
        let seen = seen(text);
        if seen & ODD == 0 && text.len() <= CELL_UNITS && !is_formula(text) {
            // Nearly all texts.
            out.push(b'"');
            if seen & QUOTE == 0 {
                out.extend_from_slice(text.as_bytes());
            } else {
                push_quoted(text, out);
            }
            out.push(b'"');
        } else {
            self.push_odd_text(text, out);
        }
    }

    /// A text that a spreadsheet could take for something else.
    #[cold]
    fn push_odd_text(self, text: &str, out: &mut Vec<u8>) {
        out.push(b'"');
        push_quoted(&self.shown(text), out);
        out.push(b'"');
    }

    /// Texts with bars between, as one text.
    fn push_texts(self, texts: &[&str], out: &mut Vec<u8>) {
        let is_plain = texts.iter().all(|text| seen(text) == 0)
            && texts.iter().map(|text| text.len() + 1).sum::<usize>() <= CELL_UNITS
            && texts.first().is_some_and(|first| !is_formula(first));
        if is_plain {
            push_list(texts, out, |text, out| out.extend_from_slice(text.as_bytes()));
        } else {
            self.push_text(&texts.join("|"), out);
        }
    }
}

fn push_word(word: &str, out: &mut Vec<u8>) {
    out.reserve(word.len() + 2);
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
}

/// A number as short as it can be told.
fn push_number(number: f64, out: &mut Vec<u8>) {
    if number.fract() == 0.0 && (1.0..1e8).contains(&number) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of eight digits at most"
        )]
        push_integer(number as u64, out);
    } else {
        push_displayed(number, out);
    }
}

fn push_displayed(value: impl Display, out: &mut Vec<u8>) {
    // Writing to memory cannot fail.
    let _ = write!(out, "{value}");
}

fn push_date(date: Date, out: &mut Vec<u8>) {
    let [month, day] = [date.month(), date.day()].map(i8::unsigned_abs).map(u32::from);
    let year = u32::try_from(date.year()).ok();
    match year.and_then(|year| eight_digits(10_000 * year + 100 * month + day)) {
        Some(digits) => {
            let digits = (digits | u64::from_le_bytes([b'0'; 8])).to_le_bytes();
            // Two of the century, of the year in it, of the month and of the day.
            for (nth, pair) in digits.as_chunks::<2>().0.iter().enumerate() {
                out.extend((nth > 1).then_some(b'-'));
                out.extend_from_slice(pair);
            }
        }
        None => push_displayed(date, out),
    }
}

fn push_hash(letters: &str, hash: u64, out: &mut Vec<u8>) {
    let digits = hash.to_be_bytes().map(|byte| [byte >> 4, byte & 15]);
    let digit = |digit: &u8| if *digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
    out.push(b'"');
    out.extend_from_slice(letters.as_bytes());
    out.extend(digits.as_flattened().iter().map(digit));
    out.push(b'"');
}

fn push_integers(numbers: &[u32], out: &mut Vec<u8>) {
    push_list(numbers, out, |number, out| push_integer(u64::from(*number), out));
}

fn push_parts(parts: Parts<'_>, out: &mut Vec<u8>) {
    push_list(parts.ranges(), out, |(start, end), out| {
        push_integer(u64::from(start), out);
        out.extend_from_slice(b"..");
        push_integer(u64::from(end), out);
    });
}

/// The digits of a number. Most cells are numbers, and `fmt` takes ten times as long.
fn push_integer(number: u64, out: &mut Vec<u8>) {
    if let Some(digits) = u32::try_from(number).ok().and_then(eight_digits) {
        // At least one digit is left of a 0.
        let n_zeros = (digits.trailing_zeros() / 8).min(7);
        let digits = (digits | u64::from_le_bytes([b'0'; 8])) >> (8 * n_zeros);
        out.extend_from_slice(&digits.to_le_bytes());
        out.truncate(out.len() - n_zeros as usize);
        return;
    }
    // Writing to memory cannot fail.
    let _ = write!(out, "{number}");
}

/// The eight digits of a number that has no more, a byte each, the first lowest.
#[inline]
fn eight_digits(number: u32) -> Option<u64> {
    if number >= 100_000_000 {
        return None;
    }
    // Two numbers of four digits, then four of two, then eight of one, all at once. The products
    // are those of divisions by 100 and by 10, right up to there.
    let fours = u64::from(number / 10_000) | u64::from(number % 10_000) << 32;
    let hundreds = ((fours * 10_486) >> 20) & 0x0000_007F_0000_007F;
    let twos = hundreds | (fours - 100 * hundreds) << 16;
    let tens = ((twos * 103) >> 10) & 0x000F_000F_000F_000F;
    Some(tens | (twos - 10 * tens) << 8)
}

/// A share as short as it can be told. Three decimals are more than a confidence means.
fn push_share(share: f32, out: &mut Vec<u8>) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is beyond the range would be cut off, and nothing is"
    )]
    let thousandths = (f64::from(share) * 1000.0 + 0.5) as u64;
    push_integer(thousandths / 1000, out);
    let decimals = [thousandths / 100 % 10, thousandths / 10 % 10, thousandths % 10];
    let [first, second, third] =
        decimals.map(|digit| b'0' + u8::try_from(digit).unwrap_or_default());
    match [first, second, third] {
        [b'0', b'0', b'0'] => {}
        [_, b'0', b'0'] => out.extend_from_slice(&[b'.', first]),
        [_, _, b'0'] => out.extend_from_slice(&[b'.', first, second]),
        _ => out.extend_from_slice(&[b'.', first, second, third]),
    }
}

/// A list as text, with bars between: with a hyphen, spreadsheets would read the fourth of May.
fn push_list<T>(
    items: impl IntoIterator<Item = T>,
    out: &mut Vec<u8>,
    push: impl Fn(T, &mut Vec<u8>),
) {
    out.push(b'"');
    for (nth, item) in items.into_iter().enumerate() {
        if nth > 0 {
            out.push(b'|');
        }
        push(item, out);
    }
    out.push(b'"');
}

/// Whether a spreadsheet could take the text for a formula. White space before it is no
/// protection: some imports trim it. A hyphen alone is standard input, and no formula.
#[inline]
fn is_formula(text: &str) -> bool {
    match text.as_bytes() {
        // Letters, digits and quotation marks: nearly all texts.
        [b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'"' | b'\'', ..]
        | [0xE2, 0x80, 0x90..=0xA7, ..]
        | b"-" => false,
        _ => {
            text.starts_with(['\t', '\r', '\n'])
                || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        }
    }
}

/// The text with its quotation marks doubled.
fn push_quoted(text: &str, out: &mut Vec<u8>) {
    let mut rest = text.as_bytes();
    while let Some((piece, after)) =
        memchr(b'"', rest).and_then(|quote| rest.split_at_checked(quote + 1))
    {
        out.extend_from_slice(piece);
        out.push(b'"');
        rest = after;
    }
    out.extend_from_slice(rest);
}

/// Somewhere in a text is a quotation mark.
const QUOTE: u8 = 1;
/// Somewhere in a text is a byte that may be part of a control character or a line break.
const ODD: u8 = 2;

/// Which of the two a text has.
fn seen(text: &str) -> u8 {
    let bytes = text.as_bytes();
    let Some(last) = bytes.last_chunk() else { return seen_in_few(bytes) };
    let mut all = [0_u8; SIDE_BY_SIDE];
    // Some bytes are looked at twice.
    for bytes in bytes.as_chunks::<SIDE_BY_SIDE>().0.iter().chain([last]) {
        for (byte, seen) in bytes.iter().zip(&mut all) {
            let control = u8::from(*byte < b' ') | u8::from(*byte == 0x7F);
            // The last bytes of U+0085, U+2028 and U+2029.
            let line_break = u8::from(*byte == 0x85) | u8::from(*byte & !1 == 0xA8);
            *seen |= u8::from(*byte == b'"') * QUOTE;
            *seen |= (control | line_break) * ODD;
        }
    }
    all.iter().fold(0, |all, seen| all | seen)
}

/// Bytes that processors compare at once.
const SIDE_BY_SIDE: usize = 16;

/// The same in fewer bytes, eight or four at a time.
fn seen_in_few(bytes: &[u8]) -> u8 {
    let (eight, four) = (bytes.first_chunk::<8>(), bytes.first_chunk::<4>());
    // Some bytes are looked at twice.
    let shown = if let Some((first, last)) = eight.zip(bytes.last_chunk()) {
        let [first, last] = [first, last].map(|eight| shows(u64::from_le_bytes(*eight)));
        (first.0 | last.0, first.1 | last.1)
    } else if let Some((first, last)) = four.zip(bytes.last_chunk()) {
        let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
        shows(first | last << 32)
    } else {
        // The letter shows nothing.
        let byte = |at: usize| bytes.get(at).copied().unwrap_or(b'a');
        shows(u64::from_le_bytes([byte(0), byte(1), byte(2), b'a', b'a', b'a', b'a', b'a']))
    };
    (u8::from(shown.0 != 0) * QUOTE) | (u8::from(shown.1 != 0) * ODD)
}

/// What eight bytes show, in the highest bit of each: quotation marks, and bytes that may be part
/// of a control character or a line break. All at once and without a branch, as this looks at every
/// byte that is written.
#[inline]
fn shows(eight: u64) -> (u64, u64) {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGHEST: u64 = ONES << 7;
    let is_ascii = !eight & HIGHEST;
    // With seven bits to a byte, a sum stays in its byte and tells in the eighth what it reached.
    let low = eight & !HIGHEST;
    let is_not = |byte: u64| (low ^ (byte * ONES)) + 0x7F * ONES;
    let quotes = !is_not(u64::from(b'"')) & is_ascii;
    let printed = low + (0x80 - u64::from(b' ')) * ONES;
    let control = (!printed | (low + ONES)) & is_ascii;
    // The last bytes of U+0085, U+2028 and U+2029.
    let separator = ((low & !ONES) ^ (0x28 * ONES)) + 0x7F * ONES;
    let breaks = !(is_not(0x05) & separator) & eight & HIGHEST;
    (quotes, control | breaks)
}

/// The text on one line and without control characters.
fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|ch| is_break(ch) || ch.is_ascii_control() && ch != '\t') {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        let space = rest.len() - rest.trim_start().len();
        let (piece, after) = match rest.split_at_checked(space.max(ch.len_utf8())) {
            Some((run, after)) if space > 0 && run.contains(is_break) => (BREAK, after),
            Some((_, after)) if space == 0 && ch.is_ascii_control() => ("\u{FFFD}", after),
            Some(halves) => halves,
            None => break,
        };
        line.push_str(piece);
        rest = after;
    }
    Cow::Owned(line)
}

/// As much of a text as a cell holds.
fn head(text: &str) -> &str {
    // A UTF-16 unit takes at least a byte of UTF-8.
    if text.len() <= CELL_UNITS {
        return text;
    }
    let mut units = 0;
    let beyond = text.char_indices().find(|(_, ch)| {
        units += ch.len_utf16();
        units > CELL_UNITS
    });
    beyond.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// Whether a spreadsheet could begin a new line at it.
fn is_break(ch: char) -> bool {
    matches!(ch, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, spreadsheet: &str, plain: &str) {
        for (dialect, expected) in [(Dialect::Spreadsheet, spreadsheet), (Dialect::Plain, plain)] {
            let mut out = Vec::new();
            dialect.write(Value::Text(text), &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{text:?}");
        }
    }

    #[test]
    fn texts_are_quoted_and_on_one_line() {
        check("007", "\"007\"", "\"007\"");
        check("he said \"no\"", "\"he said \"\"no\"\"\"", "\"he said \"\"no\"\"\"");
        check("“a”\r\n\r\n“b”", "\"“a” ¶ “b”\"", "\"“a”\r\n\r\n“b”\"");
        check("a \u{2028} b\u{a0}c  d", "\"a ¶ b\u{a0}c  d\"", "\"a \u{2028} b\u{a0}c  d\"");
        check("a\u{0}b\u{7}", "\"a\u{FFFD}b\u{FFFD}\"", "\"a\u{0}b\u{7}\"");
    }

    #[test]
    fn every_byte_shows_what_it_is() {
        let texts = (0..=u8::MAX).map(char::from).chain(['\u{2028}', '\u{2029}', '“', '🙂']);
        for (ch, length) in texts.flat_map(|ch| (1..40).map(move |length| (ch, length))) {
            for at in 0..length {
                let text: String = (0..length).map(|n| if n == at { ch } else { 'x' }).collect();
                let is_odd = text
                    .bytes()
                    .any(|byte| byte.is_ascii_control() || matches!(byte, 0x85 | 0xA8 | 0xA9));
                let expected = (u8::from(ch == '"') * QUOTE) | (u8::from(is_odd) * ODD);
                assert_eq!(seen(&text), expected, "{text:?}");
            }
        }
    }

    #[test]
    fn formulas_are_guarded_and_nothing_else() {
        check("=1+2", "\"'=1+2\"", "\"=1+2\"");
        check("+1", "\"'+1\"", "\"+1\"");
        check("-1", "\"'-1\"", "\"-1\"");
        check("@SUM(A1)", "\"'@SUM(A1)\"", "\"@SUM(A1)\"");
        check("＝1", "\"'＝1\"", "\"＝1\"");
        check("\t=1", "\"'\t=1\"", "\"\t=1\"");
        check(" \n-x", "\"' ¶ -x\"", "\" \n-x\"");
        check("\tx", "\"'\tx\"", "\"\tx\"");
        for safe in ["-", "“=1+2”", "1-2", "'=1", "—dash", "a=b"] {
            check(safe, &format!("\"{safe}\""), &format!("\"{safe}\""));
        }
    }

    #[test]
    fn numbers_stand_bare_and_lists_as_texts() {
        let mut out = Vec::new();
        let numbers = [3, 14];
        for value in [
            Value::Integer(0),
            Value::Integer(u64::MAX),
            Value::Integer(12_345_678),
            Value::Integer(100_000_000),
            Value::Integers(&numbers),
            Value::Texts(&["=a", "b"]),
            Value::Hash("clu_", 0x0123_4567_89ab_cdef),
        ] {
            Dialect::Spreadsheet.write(value, &mut out);
            out.push(b' ');
        }
        assert_eq!(out, b"0 18446744073709551615 12345678 100000000 \"3|14\" \"'=a|b\" \"clu_0123456789abcdef\" ");
    }

    #[test]
    fn shares_have_three_decimals_at_most() {
        for thousandths in 0..=1000_u16 {
            let share = f32::from(thousandths) / 1000.0;
            let mut out = Vec::new();
            Dialect::Plain.write(Value::Share(share), &mut out);
            let expected = (f64::from(share) * 1000.0).round() / 1000.0;
            assert_eq!(String::from_utf8(out).unwrap(), expected.to_string());
        }
    }

    #[test]
    fn long_cells_are_cut_with_a_marker() {
        let write = |text: &str| {
            let mut out = Vec::new();
            Dialect::Spreadsheet.write(Value::Text(text), &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(write(&"x".repeat(32_000)).len(), 32_002);
        let cut = write(&"x".repeat(32_001));
        assert!(cut.ends_with("xx … [cut: 32001 characters in all]\""));
        // An emoji is two units to Excel.
        let cut = write(&"🙂".repeat(20_000));
        assert_eq!(cut.matches('🙂').count(), 16_000);
    }
}
