//! Annotated articles: read in either form, and brought to the clean text that stages see.
//!
//! A corpus is a folder. Its articles are annotated in `gold.jsonl`, a line an article of
//! `text/DOC.txt`, or in `articles.jsonl`, as `extract --format jsonl` writes it, or in brat's
//! standoff: `*.ann` beside `*.txt` anywhere below.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::attribution::{Annotation, Lesson};
use crate::pipeline::Resources;
use crate::read::Article;
use crate::tables::Document;
use crate::text::{Clean, Raw, RawText, Span};

use super::brat;

/// A line of `gold.jsonl`, and of what is predicted.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Line {
    pub(super) doc: String,
    pub(super) attributions: Vec<Marked>,
}

/// Ranges are code points of the raw text, half-open.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Marked {
    pub(super) source: Vec<(u32, u32)>,
    pub(super) cue: Vec<(u32, u32)>,
    pub(super) content: Vec<(u32, u32)>,
    #[serde(default)]
    pub(super) confidence: f32,
}

/// An annotated article, read by the stages before attribution.
pub(super) struct Annotated {
    pub(super) document: Document,
    gold: Vec<Annotation>,
}

impl Annotated {
    pub(super) fn lesson(&self) -> Lesson<'_> {
        Lesson {
            clean: &self.document.normalized.clean,
            segments: &self.document.segments,
            entities: &self.document.entities,
            gold: &self.gold,
        }
    }
}

/// The annotated articles of some folders: folder by folder, those of JSON Lines first, then those
/// of brat by path.
///
/// # Errors
///
/// If a folder has none, or one of them is at fault, with its path and line.
pub(super) fn read(folders: &[PathBuf], resources: &Resources) -> anyhow::Result<Vec<Annotated>> {
    let mut corpus = Vec::new();
    for folder in folders {
        let before = corpus.len();
        let names = ["gold.jsonl", "articles.jsonl"].map(|name| folder.join(name));
        if let Some(path) = names.iter().find(|path| path.is_file()) {
            corpus.extend(read_lines(folder, path, resources)?);
        }
        let paths = brat::find(folder)?;
        let read = paths.par_iter().map(|path| {
            let (line, text) = brat::read(path)?;
            annotated(&line, text, resources).with_context(|| path.display().to_string())
        });
        corpus.extend(read.collect::<anyhow::Result<Vec<_>>>()?);
        if corpus.len() == before {
            let folder = folder.display();
            bail!("{folder}: no gold.jsonl, articles.jsonl or *.ann with annotated articles");
        }
    }
    Ok(corpus)
}

fn read_lines(folder: &Path, path: &Path, resources: &Resources) -> anyhow::Result<Vec<Annotated>> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines: Vec<(usize, &str)> =
        (1..).zip(lines.lines()).filter(|(_, line)| !line.is_empty()).collect();
    let read = |(number, line): &(usize, &str)| {
        let place = || format!("{}:{number}", path.display());
        let line: Line = serde_json::from_str(line)
            .with_context(|| format!("{}: not an annotated article", place()))?;
        let path = folder.join("text").join(format!("{}.txt", line.doc));
        let text = fs::read_to_string(&path)
            .with_context(|| format!("{}: cannot read {}", place(), path.display()))?;
        annotated(&line, text, resources).with_context(place)
    };
    lines.par_iter().map(read).collect()
}

/// Takes an article to where attribution begins, and its marks to the clean text.
fn annotated(line: &Line, text: String, resources: &Resources) -> anyhow::Result<Annotated> {
    let article = Article { doc: line.doc.clone(), text: RawText::new(text), ..Article::default() };
    let document = resources.annotate(article);
    let bytes = byte_of_points(document.article.text.as_str());
    let span = |&(start, end): &(u32, u32)| -> anyhow::Result<Span<Clean>> {
        let (Some(start), Some(end)) = (bytes.get(start as usize), bytes.get(end as usize)) else {
            bail!("{}: {start}..{end} is beyond the end of the article", line.doc);
        };
        if start > end {
            bail!("{}: a range runs backwards", line.doc);
        }
        Ok(document.normalized.alignment.to_clean(Span::<Raw>::new(*start, *end)))
    };
    let spans = |ranges: &[(u32, u32)]| ranges.iter().map(span).collect::<anyhow::Result<Vec<_>>>();
    let mut gold = Vec::new();
    for marked in &line.attributions {
        let Some(cue) = marked.cue.first() else { continue };
        let (source, content) = (spans(&marked.source)?, spans(&marked.content)?);
        gold.push(Annotation { source, cue: span(cue)?, content });
    }
    Ok(Annotated { document, gold })
}

/// The byte of each code point, and of the end.
pub(super) fn byte_of_points(text: &str) -> Vec<u32> {
    let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    bytes.map(|byte| u32::try_from(byte).unwrap_or(u32::MAX)).collect()
}
