//! Which format a file has: by the ending of its name, or by its first bytes.

use std::io::BufRead;

use serde::de::IgnoredAny;

use super::assemble::Origin;
use super::emit::Emitter;
use super::fields::FieldNames;
use super::inputs::Found;
use super::peek::WINDOW;
use super::reject::Fault;
use super::source::{Source, unpacked_name};
use super::{Flow, json, lines, plain, table};

/// A way to read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Plain,
    Lines,
    Json,
    Table,
}

impl Format {
    /// By the ending of the name, under that of a packer.
    ///
    /// # Errors
    ///
    /// The ending, when no format has it.
    pub(super) fn of_name(file: &Found) -> Result<Self, Fault> {
        let name = unpacked_name(&file.identity);
        let name = name.rsplit('/').next().unwrap_or(name);
        let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_ascii_lowercase();
        match end.as_str() {
            "txt" | "text" | "md" | "markdown" => Ok(Self::Plain),
            "jsonl" | "ndjson" | "jl" => Ok(Self::Lines),
            "json" => Ok(Self::Json),
            "csv" | "tsv" | "tab" => Ok(Self::Table),
            _ => Err(Fault::UnknownEnding(end)),
        }
    }

    /// By the first bytes; what looks like no records is plain text.
    fn sniff(head: &[u8], names: &FieldNames) -> Self {
        let head = head.trim_ascii_start();
        let inside = |open: &[u8]| head.strip_prefix(open).map(<[u8]>::trim_ascii_start);
        match (inside(b"{"), inside(b"[")) {
            (Some([b'"', ..]), _) if is_lines(head) => Self::Lines,
            (Some([b'"', ..]), _) | (_, Some([b'{', ..])) => Self::Json,
            _ if table::is_table(head, names) => Self::Table,
            _ => Self::Plain,
        }
    }

    /// Reads all of a source.
    fn read(self, source: &mut Source<'_>, origin: &Origin, emitter: &mut Emitter<'_>) -> Flow {
        match self {
            Self::Plain => plain::read(source, origin, emitter),
            Self::Lines => lines::read(source, origin, emitter),
            Self::Json => json::read(source, origin, emitter),
            Self::Table => table::read(source, origin, emitter),
        }
    }
}

/// Reads a source in its format, or in the one that its first bytes look like.
pub(super) fn read(
    source: &mut Source<'_>,
    format: Option<Format>,
    origin: &Origin,
    emitter: &mut Emitter<'_>,
) -> Flow {
    match source.bytes.fill_buf() {
        Err(err) => return emitter.reject(origin, None, &Fault::Unreadable(err)),
        Ok([]) => return emitter.reject(origin, None, &Fault::Empty),
        Ok(_) => {}
    }
    let format = match format {
        Some(Format::Json) if is_lines(source.bytes.peek(WINDOW)) => Format::Lines,
        Some(Format::Lines) if is_spread(source.bytes.peek(WINDOW)) => Format::Json,
        Some(format) => format,
        None => Format::sniff(source.bytes.peek(WINDOW), &emitter.names),
    };
    format.read(source, origin, emitter)
}

/// Whether the first line is an object of its own: JSON Lines, whatever the name says. A bad line
/// in it then spoils no other.
fn is_lines(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let line = memchr::memchr(b'\n', head).and_then(|end| head.get(..end)).unwrap_or_default();
    line.starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(line).is_ok()
}

/// Whether this is an array or an object spread over lines, whatever the name says.
fn is_spread(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let inside = |open: &[u8]| head.strip_prefix(open).map(<[u8]>::trim_ascii_start);
    inside(b"[").is_some_and(|rest| rest.starts_with(b"{"))
        || head.starts_with(b"{\n")
        || head.starts_with(b"{\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Options;

    #[test]
    fn sniffs() {
        let names = FieldNames::new(&Options::default());
        for (head, expected) in [
            ("{\"text\": \"a\"}\n{\"te", Format::Lines),
            ("{\"text\": \"a\"}", Format::Json),
            (" [\n {\"te", Format::Json),
            ("{\n \"text\"", Format::Json),
            ("[Editor's note] Text", Format::Plain),
            ("{Text in braces}", Format::Plain),
            ("id,title,text\n1,", Format::Table),
            ("date;\"Text\"\n", Format::Table),
            ("Text, title, and more.\n", Format::Plain),
            ("text\n", Format::Plain),
            ("", Format::Plain),
        ] {
            assert_eq!(Format::sniff(head.as_bytes(), &names), expected, "{head}");
        }
    }

    #[test]
    fn goes_by_the_ending_under_the_packing() {
        let format =
            |name: &str| Format::of_name(&Found { identity: name.into(), ..Found::default() });
        assert_eq!(format("a/b.c.TXT").ok(), Some(Format::Plain));
        assert_eq!(format("a.jsonl.gz").ok(), Some(Format::Lines));
        assert_eq!(format("a.CSV.Zst").ok(), Some(Format::Table));
        for name in ["a.gz", "a.txt/b", "a", "a.pdf", ""] {
            assert!(format(name).is_err(), "{name}");
        }
    }
}
