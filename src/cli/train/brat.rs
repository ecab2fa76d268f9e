//! Brat's standoff: `DOC.ann` beside `DOC.txt`.
//!
//! ```text
//! T1  Source 0 9      Ada Moss
//! T2  Cue 10 14       said
//! T3  Content 15 36;40 45     the bridge is closed ...
//! R1  Says Arg1:T2 Arg2:T1
//! R2  Says Arg1:T2 Arg2:T3
//! E1  Cue:T2 Source:T1 Content:T3
//! ```
//!
//! (tabs after the first and before the third column). Types and roles count in any case, and with
//! a number behind them, as brat gives to the second content of an event: `Content2:T4`. Relations
//! may have any name, and their arguments stand in either order; an event's trigger is its cue
//! whatever its type is. Other types of text, attributes, notes and equivalences are no concern of
//! ours and are passed over; a source or content that no cue is linked to as well.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use walkdir::WalkDir;

use super::corpus::{Line, Marked, byte_of_points};

/// What an annotated stretch, or an argument of an event, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Source,
    Cue,
    Content,
}

impl Role {
    fn named(name: &str) -> Option<Self> {
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
        match name.as_str() {
            "source" => Some(Self::Source),
            "cue" => Some(Self::Cue),
            "content" => Some(Self::Content),
            _ => None,
        }
    }
}

/// The pieces of a stretch, in code points.
type Ranges = Vec<(u32, u32)>;

/// A `T` line.
#[derive(Debug, Clone)]
struct Stretch {
    role: Option<Role>,
    ranges: Ranges,
}

/// Every `.ann` file below a folder, by path.
///
/// # Errors
///
/// If the folder cannot be walked.
pub(super) fn find(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|end| end == "ann") {
            paths.push(entry.into_path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The annotations of one article, and its text.
///
/// # Errors
///
/// If the file or the text beside it cannot be read, or at the first line at fault.
pub(super) fn read(path: &Path) -> anyhow::Result<(Line, String)> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let beside = path.with_extension("txt");
    let text =
        fs::read_to_string(&beside).with_context(|| format!("cannot read {}", beside.display()))?;
    let mut found = Found { bytes: byte_of_points(&text), text: &text, ..Found::default() };
    // Lines come in any order: what is linked must be there before its links.
    for links in [false, true] {
        for (line, number) in lines.lines().zip(1..) {
            found.take(line, links).with_context(|| format!("{}:{number}", path.display()))?;
        }
    }
    let doc = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((Line { doc, attributions: found.cues.into_values().collect() }, text))
}

#[derive(Debug, Default)]
struct Found<'a> {
    text: &'a str,
    bytes: Vec<u32>,
    stretches: BTreeMap<&'a str, Stretch>,
    /// What is linked to each cue, by where the cue stands and its number.
    cues: BTreeMap<(Ranges, &'a str), Marked>,
}

impl<'a> Found<'a> {
    /// Takes a line of stretches, or of links between them.
    fn take(&mut self, line: &'a str, links: bool) -> anyhow::Result<()> {
        let mut columns = line.split('\t');
        let (id, more, covered) = (columns.next(), columns.next(), columns.next());
        let id = id.unwrap_or_default().trim_end();
        match id.bytes().next() {
            Some(b'T') if !links => {
                let stretch =
                    self.stretch(more.unwrap_or_default(), covered.unwrap_or_default())?;
                if self.stretches.insert(id, stretch).is_some() {
                    bail!("{id} was there before");
                }
                Ok(())
            }
            Some(b'R') if links => self.relate(more.unwrap_or_default()),
            Some(b'E') if links => self.event(more.unwrap_or_default()),
            Some(b'T' | b'R' | b'E' | b'A' | b'M' | b'N' | b'#' | b'*') | None => Ok(()),
            _ => bail!("not a line of brat's standoff"),
        }
    }

    /// `Content 15 36;40 45`, and the text that it covers.
    fn stretch(&self, more: &str, covered: &str) -> anyhow::Result<Stretch> {
        let (name, ranges) = more.split_once(' ').context("no type and range")?;
        let mut parts = Vec::new();
        let mut text = Vec::new();
        for range in ranges.split(';') {
            let (start, end) = range.trim().split_once(' ').context("a range is two numbers")?;
            let range = |number: &str| number.parse::<u32>().context("a range is two numbers");
            let (start, end) = (range(start)?, range(end)?);
            if start >= end {
                bail!("{start} {end} is no range");
            }
            text.push(
                self.between(start, end)
                    .with_context(|| format!("{start} {end} is beyond the end of the article"))?,
            );
            parts.push((start, end));
        }
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().concat();
        if !covered.is_empty() && words(covered) != words(&text.concat()) {
            bail!("the text at {ranges} is {:?}, not {covered:?}", text.join(" "));
        }
        Ok(Stretch { role: Role::named(name), ranges: parts })
    }

    fn between(&self, start: u32, end: u32) -> Option<&'a str> {
        let byte = |point: u32| Some(*self.bytes.get(point as usize)? as usize);
        self.text.get(byte(start)?..byte(end)?)
    }

    /// `Says Arg1:T2 Arg2:T1`
    fn relate(&mut self, more: &'a str) -> anyhow::Result<()> {
        let mut ends = more.split_whitespace().skip(1).filter_map(|end| end.split_once(':'));
        let (Some((_, one)), Some((_, other))) = (ends.next(), ends.next()) else {
            bail!("a relation has two arguments");
        };
        if one.starts_with('E') || other.starts_with('E') {
            return Ok(());
        }
        let role = |id| Ok::<_, anyhow::Error>(self.get(id)?.role);
        match (role(one)?, role(other)?) {
            (Some(Role::Cue), Some(what @ (Role::Source | Role::Content))) => {
                self.link(one, other, what)
            }
            (Some(what @ (Role::Source | Role::Content)), Some(Role::Cue)) => {
                self.link(other, one, what)
            }
            (None, _) | (_, None) => Ok(()),
            _ => {
                bail!("a relation links a cue with a source or a content; {one} and {other} do not")
            }
        }
    }

    /// `Cue:T2 Source:T1 Content:T3`
    fn event(&mut self, more: &'a str) -> anyhow::Result<()> {
        let mut ends = more.split_whitespace().filter_map(|end| end.split_once(':'));
        let (_, cue) = ends.next().context("an event has a trigger")?;
        // An event inside an event says nothing that its own line does not say.
        for (name, id) in ends.filter(|(_, id)| !id.starts_with('E')) {
            if let Some(role @ (Role::Source | Role::Content)) = Role::named(name) {
                self.link(cue, id, role)?;
            }
        }
        Ok(())
    }

    fn get(&self, id: &str) -> anyhow::Result<&Stretch> {
        self.stretches.get(id).with_context(|| format!("there is no {id}"))
    }

    fn link(&mut self, cue: &'a str, id: &str, role: Role) -> anyhow::Result<()> {
        let ranges = self.get(id)?.ranges.clone();
        let place = self.get(cue)?.ranges.clone();
        let empty = || Marked { cue: place.clone(), ..Marked::default() };
        let marked = self.cues.entry((place.clone(), cue)).or_insert_with(empty);
        let list = if role == Role::Source { &mut marked.source } else { &mut marked.content };
        list.extend(ranges);
        list.sort_unstable();
        list.dedup();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a text with these lines of standoff gives: source, cue and content of each cue.
    fn check(text: &str, lines: &str, expected: &[[&[(u32, u32)]; 3]]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ann");
        fs::write(folder.path().join("a.txt"), text).unwrap();
        fs::write(&path, lines).unwrap();
        let (line, _) = read(&path).unwrap();
        let found: Vec<[&[(u32, u32)]; 3]> = line
            .attributions
            .iter()
            .map(|marked| [&marked.source, &marked.cue, &marked.content].map(Vec::as_slice))
            .collect();
        assert_eq!(found, expected, "{lines}");
    }

    const TEXT: &str = "“No,” she said, “not now.”\n";

    const STRETCHES: &str = "T1\tsource 6 9\tshe\nT2\tCue 10 14\tsaid\n\
        T3\tContent 0 5;16 26\t“No,” “not now.”\nT4\tPerson 6 9\tshe\n";

    #[test]
    fn stretches_in_pieces_linked_either_way_come_together() {
        let whole: &[[&[(u32, u32)]; 3]] = &[[&[(6, 9)], &[(10, 14)], &[(0, 5), (16, 26)]]];
        for links in [
            "R1\tSays Arg1:T2 Arg2:T1\nR2\tx Arg1:T3 Arg2:T2\nR3\tIs Arg1:T4 Arg2:T1\n",
            "E1\tAttribution:T2 SOURCE:T1 Content2:T3 Topic:T4\nA1\tSure E1\n",
        ] {
            check(TEXT, &format!("{STRETCHES}{links}"), whole);
            // Links may come first.
            check(TEXT, &format!("{links}{STRETCHES}"), whole);
        }
    }

    #[test]
    fn what_no_cue_is_linked_to_is_passed_over() {
        check(TEXT, STRETCHES, &[]);
        check(TEXT, "", &[]);
    }
}
