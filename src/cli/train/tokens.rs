//! Folders of texts whose tokens are marked: by a program in `tokens.jsonl`, a line an article of
//! `text/DOC.txt`, or by people in `*.conllu` files.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use serde::Deserialize;

use super::conllu;
use super::corpus::byte_of_points;

/// An article with what a program took its tokens for.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) doc: String,
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Token {
    /// First byte, and the one after the last.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Part of speech by the Penn tags.
    pub(super) tag: String,
    pub(super) entity: String,
    /// Whether a sentence begins with it.
    pub(super) opens: bool,
}

/// What is made of the articles of some folders, in order.
///
/// # Errors
///
/// If a folder has none, or one of them is at fault.
pub(super) fn read<T: Send>(
    folders: &[PathBuf],
    of_program: impl Fn(Marked) -> T + Sync,
    of_people: impl Fn(&Path) -> anyhow::Result<T> + Sync,
) -> anyhow::Result<Vec<T>> {
    let mut made = Vec::new();
    for folder in folders {
        let before = made.len();
        let path = folder.join("tokens.jsonl");
        if path.is_file() {
            made.extend(read_lines(folder, &path, &of_program)?);
        }
        let read = conllu::find(folder)?.into_par_iter().map(|path| of_people(&path));
        made.extend(read.collect::<anyhow::Result<Vec<_>>>()?);
        if made.len() == before {
            bail!("{}: neither tokens.jsonl nor *.conllu", folder.display());
        }
    }
    Ok(made)
}

/// A line of `tokens.jsonl`: start and end in code points, tag, entity, opens a sentence.
#[derive(Debug, Deserialize)]
struct Line {
    doc: String,
    tokens: Vec<(u32, u32, String, String, u8)>,
}

fn read_lines<T: Send>(
    folder: &Path,
    path: &Path,
    make: &(impl Fn(Marked) -> T + Sync),
) -> anyhow::Result<Vec<T>> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines: Vec<&str> = lines.lines().collect();
    let read = |(line, number): (&&str, usize)| {
        let line: Line = serde_json::from_str(line)
            .with_context(|| format!("{}:{number}: not tokens of an article", path.display()))?;
        let path = folder.join("text").join(format!("{}.txt", line.doc));
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let bytes = byte_of_points(&text);
        let byte = |point: u32| bytes.get(point as usize).copied().unwrap_or(u32::MAX);
        let token = |(start, end, tag, entity, opens)| Token {
            start: byte(start),
            end: byte(end),
            tag,
            entity,
            opens: opens != 0,
        };
        let tokens = line.tokens.into_iter().map(token).collect();
        Ok(make(Marked { doc: line.doc, text, tokens }))
    };
    lines.par_iter().zip(1..lines.len() + 1).map(read).collect()
}
