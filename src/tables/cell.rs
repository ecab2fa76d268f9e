//! How a cell is written in CSV, for spreadsheets and for programs.

use std::io::Write as _;

use super::column::Value;

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

    /// Writes one cell: text in quotation marks, everything else bare, nothing for nothing.
    pub(super) fn write(self, value: Value<'_>, out: &mut Vec<u8>) {
        // Writing to memory cannot fail.
        let _ = match value {
            Value::Missing => Ok(()),
            Value::Text(text) => {
                self.write_text(text, out);
                Ok(())
            }
            Value::Integer(number) => write!(out, "{number}"),
            Value::Number(number) => write!(out, "{number}"),
            Value::Date(date) => write!(out, "{date}"),
        };
    }

    fn write_text(self, text: &str, out: &mut Vec<u8>) {
        out.push(b'"');
        match self {
            Self::Plain => push_quoted(text, out),
            Self::Spreadsheet => {
                if is_formula(text) {
                    out.push(b'\'');
                }
                push_one_line(text, out);
            }
        }
        out.push(b'"');
    }
}

/// Whether a spreadsheet could take the text for a formula. White space before it is no
/// protection: some imports trim it. A hyphen alone is standard input, and no formula.
fn is_formula(text: &str) -> bool {
    if text == "-" {
        return false;
    }
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// The text with its quotation marks doubled.
fn push_quoted(text: &str, out: &mut Vec<u8>) {
    for piece in text.split_inclusive('"') {
        out.extend_from_slice(piece.as_bytes());
        if piece.ends_with('"') {
            out.push(b'"');
        }
    }
}

/// The text on one line, without control characters, and no longer than a cell holds.
fn push_one_line(text: &str, out: &mut Vec<u8>) {
    let is_short = text.len() <= CELL_UNITS;
    if is_short && !text.bytes().any(|byte| byte.is_ascii_control() || matches!(byte, 0xC2 | 0xE2))
    {
        return push_quoted(text, out);
    }
    let mut units = 0;
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        let run = rest.len() - rest.trim_start().len();
        let (piece, after) = match rest.split_at_checked(run.max(ch.len_utf8())) {
            Some((space, after)) if run > 0 && space.contains(is_break) => (BREAK, after),
            Some((_, after)) if run == 0 && ch.is_ascii_control() => ("\u{FFFD}", after),
            Some(halves) => halves,
            None => break,
        };
        let size = piece.chars().map(char::len_utf16).sum::<usize>();
        if units + size > CELL_UNITS {
            let count = text.chars().count();
            // Writing to memory cannot fail.
            let _ = write!(out, " … [cut: {count} characters in all]");
            return;
        }
        units += size;
        push_quoted(piece, out);
        rest = after;
    }
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
    fn numbers_are_never_guarded() {
        let mut out = Vec::new();
        for value in [Value::Number(-1.5), Value::Integer(7), Value::Number(295e9)] {
            Dialect::Spreadsheet.write(value, &mut out);
            out.push(b' ');
        }
        assert_eq!(out, b"-1.5 7 295000000000 ");
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
