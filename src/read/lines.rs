//! JSON Lines: a line is a record, and a bad line is nobody else's fault.

use std::io::{self, BufRead};
use std::mem;
use std::ops::ControlFlow;

use memchr::memchr;

use super::Flow;
use super::assemble::Origin;
use super::emit::Emitter;
use super::reject::Fault;
use super::source::Source;

/// Reads every line as a record; its number is that of the line. Blank lines are passed over.
pub(super) fn read(source: &mut Source<'_>, origin: &Origin, emitter: &mut Emitter<'_>) -> Flow {
    let mut held = Held::default();
    let mut n_records = 0;
    for number in 1.. {
        let encoding = source.encoding;
        let limit = emitter.limit;
        let line = held.with_line(&mut source.bytes, limit, |line| match line {
            None => emitter.reject(origin, Some(number), &Fault::TooLong(limit)),
            Some(line) if line.trim_ascii().is_empty() => ControlFlow::Continue(()),
            Some(line) => {
                n_records += 1;
                emitter.json(origin, number, line.trim_ascii(), encoding)
            }
        });
        match line {
            Ok(Some(flow)) => flow?,
            Ok(None) => break,
            Err(err) => return emitter.broken(origin, Some(number), source, err),
        }
        emitter.damaged(origin, Some(number), source.take_bad(), "UTF-16")?;
    }
    if n_records == 0 {
        return emitter.reject(origin, None, &Fault::NoRecords);
    }
    ControlFlow::Continue(())
}

/// A line that does not lie in the reader's buffer as a whole.
#[derive(Debug, Default)]
struct Held {
    bytes: Vec<u8>,
    is_long: bool,
}

impl Held {
    /// Calls `take` with the next line, without its end, or with none where it is longer than
    /// `limit`; gives none at the end of the input.
    ///
    /// A line that breaks off in an error is lost.
    fn with_line<T>(
        &mut self,
        reader: &mut impl BufRead,
        limit: usize,
        take: impl FnOnce(Option<&[u8]>) -> T,
    ) -> io::Result<Option<T>> {
        let mut n_held = 0;
        loop {
            let buffer = reader.fill_buf()?;
            let (part, n_used) = match memchr(b'\n', buffer) {
                Some(end) => (buffer.get(..end).unwrap_or_default(), end + 1),
                None => (buffer, buffer.len()),
            };
            let (is_end, is_whole) = (n_used == 0, n_used > part.len());
            if is_whole && n_held == 0 {
                let taken = take((part.len() <= limit).then_some(part));
                reader.consume(n_used);
                return Ok(Some(taken));
            }
            self.hold(part, limit);
            n_held += n_used;
            reader.consume(n_used);
            if is_whole || is_end {
                let is_long = mem::take(&mut self.is_long);
                let taken = (n_held > 0).then(|| take((!is_long).then_some(&self.bytes)));
                self.bytes.clear();
                return Ok(taken);
            }
        }
    }

    fn hold(&mut self, part: &[u8], limit: usize) {
        if self.is_long || self.bytes.len() + part.len() > limit {
            self.is_long = true;
            self.bytes = Vec::new();
        } else {
            self.bytes.extend_from_slice(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, limit: usize, expected: &[Option<&str>]) {
        for capacity in [1, 3, 100] {
            let mut reader = io::BufReader::with_capacity(capacity, text.as_bytes());
            let mut held = Held::default();
            let mut lines = Vec::new();
            let own =
                |line: Option<&[u8]>| line.map(|line| String::from_utf8(line.into()).unwrap());
            while let Some(line) = held.with_line(&mut reader, limit, own).unwrap() {
                lines.push(line);
            }
            let lines: Vec<_> = lines.iter().map(Option::as_deref).collect();
            assert_eq!(lines, expected, "{text:?} by {capacity}");
        }
    }

    #[test]
    fn gives_lines_and_passes_over_long_ones() {
        check("", 9, &[]);
        check("a\nbc", 9, &[Some("a"), Some("bc")]);
        check("\n\n", 9, &[Some(""), Some("")]);
        check("12345\n123456\n12", 5, &[Some("12345"), None, Some("12")]);
        check("123456789", 5, &[None]);
    }
}
