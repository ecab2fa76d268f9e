//! JSON: an array of records, one record, several one after another, or an object around an array
//! of them (`{"status": "ok", "articles": [...]}`).
//!
//! Values are cut out of the stream by their brackets, one at a time, and parsed by themselves; so
//! an array of any length takes the room of one record, and a bad record does not end the rest.

use std::io;
use std::ops::ControlFlow;

use super::Flow;
use super::assemble::Origin;
use super::emit::Emitter;
use super::options::Role;
use super::reject::Fault;
use super::scan::{Cut, Scanner};
use super::source::Source;

/// Members of an object that may hold the records, as an array or in an object that does.
const AROUND: [&str; 14] = [
    "articles",
    "data",
    "docs",
    "documents",
    "entries",
    "hits",
    "items",
    "news",
    "posts",
    "records",
    "response",
    "results",
    "rows",
    "stories",
];

/// How deep an array of records may lie (`{"response": {"results": [...]}}` is 2).
const DEEPEST: u32 = 4;

/// Goes on, or breaks: with an error of the input, or with none when the sink has had enough.
type Walk<T = ()> = ControlFlow<Option<io::Error>, T>;

/// Reads every record of a file; they are numbered in order.
pub(super) fn read(source: &mut Source<'_>, origin: &Origin, emitter: &mut Emitter<'_>) -> Flow {
    let encoding = source.encoding;
    let scanner = Scanner::new(&mut source.bytes, emitter.limit);
    let mut reader = Reader { scanner, origin, emitter, encoding, n_records: 0, n_stray: 0 };
    let walk = reader.values();
    let n_records = reader.n_records;
    match walk {
        ControlFlow::Break(None) => return ControlFlow::Break(()),
        ControlFlow::Break(Some(err)) => {
            return emitter.broken(origin, Some(n_records + 1), source, err);
        }
        ControlFlow::Continue(()) => {}
    }
    emitter.damaged(origin, None, source.take_bad(), "UTF-16")?;
    if n_records == 0 {
        return emitter.reject(origin, None, &Fault::NoRecords);
    }
    ControlFlow::Continue(())
}

struct Reader<'r, 's, 'a, 'e> {
    scanner: Scanner<'s, 'a>,
    origin: &'r Origin,
    emitter: &'r mut Emitter<'e>,
    encoding: Option<&'static str>,
    n_records: u64,
    n_stray: u64,
}

impl Reader<'_, '_, '_, '_> {
    /// The values that stand one after another, usually one.
    fn values(&mut self) -> Walk {
        loop {
            match input(self.scanner.next())? {
                None => return ControlFlow::Continue(()),
                Some(b',') => self.scanner.skip(),
                Some(b'[') => self.array()?,
                Some(b'{') => {
                    if let Some((held, cut)) = self.object(0)? {
                        self.record(&held, cut)?;
                    }
                }
                Some(_) => self.stray()?,
            }
        }
    }

    /// The records of an array.
    fn array(&mut self) -> Walk {
        self.scanner.skip();
        let mut held = Vec::new();
        loop {
            match input(self.scanner.next())? {
                None => return self.reject(None, &Fault::Unclosed),
                Some(b',') => self.scanner.skip(),
                Some(b'}' | b':') => self.stray()?,
                Some(b']') => {
                    self.scanner.skip();
                    return ControlFlow::Continue(());
                }
                Some(_) => {
                    held.clear();
                    let cut = input(self.scanner.value(&mut held))?;
                    self.record(&held, cut)?;
                }
            }
        }
    }

    /// An object: its text, or none where the records of an array in it were read instead.
    fn object(&mut self, depth: u32) -> Walk<Option<(Vec<u8>, Cut)>> {
        self.scanner.skip();
        let mut held = vec![b'{'];
        let mut cut = Cut::Whole;
        let mut is_around = false;
        // A record with a text of its own may hold an array of anything.
        let mut has_text = false;
        loop {
            match input(self.scanner.next())? {
                None => return ControlFlow::Continue(Some((held, Cut::Unclosed))),
                Some(b'}') => break,
                Some(byte @ (b',' | b':')) => {
                    self.scanner.skip();
                    cut = worse(cut, self.hold(&mut held, &[byte]));
                    continue;
                }
                Some(_) => {}
            }
            let start = held.len();
            let part = input(self.scanner.value(&mut held))?;
            cut = worse(cut, part);
            let key = held.get(start..).unwrap_or_default();
            let is_key = input(self.scanner.next())? == Some(b':');
            let Some(key) = name(key).filter(|_| is_key && part == Cut::Whole) else { continue };
            has_text |= self.is_text(key);
            if has_text || !AROUND.contains(&key) || depth >= DEEPEST {
                continue;
            }
            self.scanner.skip();
            held.push(b':');
            match input(self.scanner.next())? {
                Some(b'[') if self.scanner.is_array_of_objects() => {
                    self.array()?;
                    is_around = true;
                }
                Some(b'{') => match self.object(depth + 1)? {
                    None => is_around = true,
                    Some((inner, part)) => {
                        cut = worse(worse(cut, part), self.hold(&mut held, &inner));
                    }
                },
                _ => {}
            }
        }
        self.scanner.skip();
        held.push(b'}');
        ControlFlow::Continue((!is_around).then_some((held, cut)))
    }

    /// Keeps bytes of an object, up to the limit.
    fn hold(&self, held: &mut Vec<u8>, bytes: &[u8]) -> Cut {
        if held.len() + bytes.len() > self.emitter.limit {
            return Cut::TooLong;
        }
        held.extend_from_slice(bytes);
        Cut::Whole
    }

    fn is_text(&self, key: &str) -> bool {
        self.emitter.names.slot(key, key).is_some_and(|slot| slot.role == Role::Text)
    }

    fn record(&mut self, held: &[u8], cut: Cut) -> Walk {
        self.n_records += 1;
        let number = Some(self.n_records);
        match cut {
            Cut::TooLong => self.reject(number, &Fault::TooLong(self.emitter.limit)),
            Cut::Unclosed => self.reject(number, &Fault::Unclosed),
            Cut::Whole => {
                let flow = self.emitter.json(self.origin, self.n_records, held, self.encoding);
                flow.map_break(|()| None)
            }
        }
    }

    /// Passes over what belongs to no record, and tells of it once a file.
    fn stray(&mut self) -> Walk {
        self.scanner.skip();
        input(self.scanner.skip_stray())?;
        self.n_stray += 1;
        if self.n_stray == 1 { self.reject(None, &Fault::Stray) } else { ControlFlow::Continue(()) }
    }

    fn reject(&mut self, number: Option<u64>, fault: &Fault) -> Walk {
        self.emitter.reject(self.origin, number, fault).map_break(|()| None)
    }
}

fn input<T>(result: io::Result<T>) -> Walk<T> {
    match result {
        Ok(value) => ControlFlow::Continue(value),
        Err(err) => ControlFlow::Break(Some(err)),
    }
}

fn worse(a: Cut, b: Cut) -> Cut {
    if a == Cut::Whole { b } else { a }
}

/// What stands between the marks of a key without escapes.
fn name(key: &[u8]) -> Option<&str> {
    let name = key.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    str::from_utf8(name).ok().filter(|name| !name.contains('\\'))
}
