//! The plain texts of files and folders, until the readers of dumps are here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64;

use crate::read::Article;
use crate::text::RawText;

/// The articles of the inputs, folders walked in byte order of path.
pub(super) fn articles(
    inputs: &[PathBuf],
) -> impl Iterator<Item = anyhow::Result<(PathBuf, Article)>> {
    inputs.iter().flat_map(|input| WalkDir::new(input).sort_by_file_name()).filter_map(|entry| {
        match entry {
            Err(error) => Some(Err(error.into())),
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => Some(read(entry.path())),
        }
    })
}

fn read(path: &Path) -> anyhow::Result<(PathBuf, Article)> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let source = path.display().to_string();
    let id = format!("art_{:016x}", xxh3_64(&[source.as_bytes(), &bytes].concat()));
    let doc = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = RawText::new(String::from_utf8_lossy(&bytes).into_owned());
    Ok((path.to_owned(), Article { id, doc, source, text, ..Article::default() }))
}
