//! Cuts JSON values out of a stream by their brackets and quotation marks, without parsing them.

use std::io::{self, BufRead};

use memchr::memchr3;

use super::peek::Peek;

/// How a value ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// At its last bracket or mark, or where another record began in the middle of its string.
    Whole,
    /// As `Whole`, but it is longer than the limit, and not all of it was kept.
    TooLong,
    /// At the end of the input.
    Unclosed,
}

/// What is known of the value that is being cut.
#[derive(Debug, Default)]
struct State {
    depth: u32,
    is_string: bool,
    is_escape: bool,
    // In a string: what was seen of a line break, `{` and `"`, which begin a record.
    lost: Lost,
}

/// A string without its closing mark would swallow the rest of the file. JSON allows no line break
/// in a string, and a line of text does not begin with `{"`, so there a new record begins.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Lost {
    #[default]
    No,
    Line,
    Brace,
}

/// Where a value ends in a stretch of bytes.
enum End {
    After(usize),
    /// The marks `{"` of the next record are read already.
    InNext(usize),
}

/// Reads values from a stream.
#[derive(Debug)]
pub(super) struct Scanner<'s, 'a> {
    bytes: &'s mut Peek<'a>,
    limit: usize,
    // Bytes that stand before the stream again.
    pushed: &'static [u8],
}

impl<'s, 'a> Scanner<'s, 'a> {
    pub(super) fn new(bytes: &'s mut Peek<'a>, limit: usize) -> Self {
        Self { bytes, limit, pushed: b"" }
    }

    /// The next byte that is no white space, which stays; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<u8>> {
        if let Some(byte) = self.pushed.first() {
            return Ok(Some(*byte));
        }
        loop {
            let buffer = self.bytes.fill_buf()?;
            let n_blank = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (byte, is_end) = (buffer.get(n_blank).copied(), buffer.is_empty());
            self.bytes.consume(n_blank);
            if byte.is_some() || is_end {
                return Ok(byte);
            }
        }
    }

    /// Passes over one byte.
    pub(super) fn skip(&mut self) {
        match self.pushed.split_first() {
            Some((_, rest)) => self.pushed = rest,
            None => self.bytes.consume(1),
        }
    }

    /// Whether an array stands next and an object is the first thing in it.
    pub(super) fn is_array_of_objects(&mut self) -> bool {
        let head = self.bytes.peek(256).strip_prefix(b"[").unwrap_or_default();
        self.pushed.is_empty() && head.trim_ascii_start().starts_with(b"{")
    }

    /// Passes over bytes that belong to no value, up to a bracket that opens one.
    pub(super) fn skip_stray(&mut self) -> io::Result<()> {
        while !matches!(self.next()?, None | Some(b'{' | b'[')) {
            self.skip();
        }
        Ok(())
    }

    /// Puts the next value behind what `held` holds; there must be one.
    pub(super) fn value(&mut self, held: &mut Vec<u8>) -> io::Result<Cut> {
        let is_scalar = !matches!(self.next()?, Some(b'{' | b'[' | b'"'));
        let mut state = State::default();
        let mut is_long = false;
        let mut n_passed = 0;
        loop {
            let is_pushed = !self.pushed.is_empty();
            let buffer = if is_pushed { self.pushed } else { self.bytes.fill_buf()? };
            if buffer.is_empty() {
                return Ok(if is_scalar { Cut::Whole } else { Cut::Unclosed });
            }
            let end =
                if is_scalar { scalar_end(buffer, n_passed) } else { state.value_end(buffer) };
            let n = match end {
                Some(End::After(n) | End::InNext(n)) => n,
                None => buffer.len(),
            };
            let part = buffer.get(..n).unwrap_or_default();
            is_long |= held.len() + part.len() > self.limit;
            if !is_long {
                held.extend_from_slice(part);
            }
            n_passed += n;
            if is_pushed {
                self.pushed = self.pushed.get(n..).unwrap_or_default();
            } else {
                self.bytes.consume(n);
            }
            if let Some(End::InNext(_)) = end {
                self.pushed = b"{\"";
            }
            if end.is_some() {
                return Ok(if is_long { Cut::TooLong } else { Cut::Whole });
            }
        }
    }
}

/// Where a number or word ends; a value of which `n_passed` bytes are read has at least one.
fn scalar_end(buffer: &[u8], n_passed: usize) -> Option<End> {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b",:[]{}\"".contains(byte);
    let first = usize::from(n_passed == 0);
    let rest = buffer.get(first..).unwrap_or_default();
    rest.iter().position(is_end).map(|n| End::After(first + n))
}

impl State {
    /// Where the value ends in the next bytes of it, if it does.
    fn value_end(&mut self, bytes: &[u8]) -> Option<End> {
        let mut at = 0;
        while let Some(byte) = bytes.get(at).copied() {
            if self.is_string {
                let rest = bytes.get(at..).unwrap_or_default();
                let (n, is_next) = self.string_step(rest, byte);
                at += n;
                if is_next {
                    return Some(End::InNext(at));
                }
                if self.is_string || self.depth > 0 {
                    continue;
                }
                return Some(End::After(at));
            }
            at += 1;
            match byte {
                b'"' => self.is_string = true,
                b'{' | b'[' => self.depth = self.depth.saturating_add(1),
                b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                _ => continue,
            }
            if self.depth == 0 && !self.is_string {
                return Some(End::After(at));
            }
        }
        None
    }

    /// One step inside a string: how many bytes it takes, and whether the next record began.
    fn string_step(&mut self, rest: &[u8], byte: u8) -> (usize, bool) {
        if self.is_escape {
            self.is_escape = false;
            return (1, false);
        }
        if self.lost != Lost::No {
            let is_next = self.lost == Lost::Brace && byte == b'"';
            self.lost = match (self.lost, byte) {
                (lost, b' ' | b'\t' | b'\r' | b'\n') => lost,
                (Lost::Line, b'{') => Lost::Brace,
                _ => Lost::No,
            };
            if is_next || self.lost != Lost::No {
                return (1, is_next);
            }
        }
        let Some(n) = memchr3(b'"', b'\\', b'\n', rest) else { return (rest.len(), false) };
        match rest.get(n) {
            Some(b'"') => self.is_string = false,
            Some(b'\\') => self.is_escape = true,
            _ => self.lost = Lost::Line,
        }
        (n + 1, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives as many bytes a call as it is told.
    struct By(io::Cursor<Vec<u8>>, usize);

    impl io::Read for By {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let n = self.1.min(out.len());
            self.0.read(&mut out[..n])
        }
    }

    fn check(json: &str, limit: usize, expected: &[(&str, Cut)]) {
        for by in [1, 2, 5, 1000] {
            let bytes = By(io::Cursor::new(json.into()), by);
            let mut peek = Peek::new(Box::new(bytes));
            let mut scanner = Scanner::new(&mut peek, limit);
            let mut values = Vec::new();
            while scanner.next().unwrap().is_some() {
                let mut held = Vec::new();
                let cut = scanner.value(&mut held).unwrap();
                // Of a value that is too long, any part may be kept.
                let kept = if cut == Cut::TooLong { Vec::new() } else { held };
                values.push((String::from_utf8(kept).unwrap(), cut));
            }
            let values: Vec<_> = values.iter().map(|(text, cut)| (text.as_str(), *cut)).collect();
            assert_eq!(values, expected, "{json} by {by}");
        }
    }

    #[test]
    fn cuts_values() {
        let whole = |text| (text, Cut::Whole);
        check("", 99, &[]);
        check(
            r#" {"a": "}\"{"} 12 "x" "#,
            99,
            &[whole(r#"{"a": "}\"{"}"#), whole("12"), whole("\"x\"")],
        );
        check("[1, [2]]null{}", 99, &[whole("[1, [2]]"), whole("null"), whole("{}")]);
        check("}: ,", 99, &[whole("}"), whole(":"), whole(",")]);
        check(r#"{"a": ["b"}"#, 99, &[(r#"{"a": ["b"}"#, Cut::Unclosed)]);
        check(r#""12345" {}"#, 5, &[("", Cut::TooLong), whole("{}")]);
    }

    #[test]
    fn a_new_record_ends_a_lost_string() {
        let (lost, next) = (r#"{"a": "lost},"#, r#"{"b": 1}"#);
        check(
            &format!("{lost}\n {next}"),
            99,
            &[(&format!("{lost}\n {{\""), Cut::Whole), (next, Cut::Whole)],
        );
        // A line break that should have been escaped, and no record behind it.
        let loose = "{\"a\": \"one\n\n two { three\"}";
        check(loose, 99, &[(loose, Cut::Whole)]);
    }
}
