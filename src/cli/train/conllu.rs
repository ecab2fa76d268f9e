//! CoNLL-U: a word a line, and the text put together from the words.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// A word, and where it stands in the text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its tag of the Penn treebank.
    pub(super) tag: String,
    /// What the last column says of `Entity`.
    pub(super) entity: String,
}

/// Every `*.conllu` in a folder, by name.
///
/// # Errors
///
/// If the folder cannot be read.
pub(super) fn find(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        if path.extension().is_some_and(|end| end == "conllu") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Reads a file: its text and its words.
///
/// # Errors
///
/// If the file cannot be read, or a line is no word.
pub(super) fn read(path: &Path) -> anyhow::Result<(String, Vec<Word>)> {
    let lines =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (mut text, mut words) = (String::new(), Vec::new());
    // The last word of a range of words that are written as one, and whether a blank follows it.
    let mut fused: Option<(&str, bool)> = None;
    for (line, number) in lines.lines().zip(1..) {
        let opens = line.starts_with("# newpar") || line.starts_with("# newdoc");
        if opens && !text.is_empty() {
            text.truncate(text.trim_end().len());
            text.push_str("\n\n");
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, _, _, tag, _, _, _, _, more] = columns.as_slice() else {
            bail!("{}:{number}: a token has ten columns", path.display());
        };
        let is_spaced = !more.split('|').any(|pair| pair == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            fused = Some((last, is_spaced));
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let start = u32::try_from(text.len()).context("a file is under 4 GiB")?;
        text.push_str(form);
        let end = u32::try_from(text.len()).context("a file is under 4 GiB")?;
        let entity = more.split('|').find_map(|pair| pair.strip_prefix("Entity="));
        let (tag, entity) = ((*tag).to_owned(), entity.unwrap_or_default().to_owned());
        words.push(Word { start, end, tag, entity });
        let is_spaced = match fused {
            Some((last, is_spaced)) if last == *id => {
                fused = None;
                is_spaced
            }
            Some(_) => false,
            None => is_spaced,
        };
        if is_spaced {
            text.push(' ');
        }
    }
    Ok((text, words))
}
