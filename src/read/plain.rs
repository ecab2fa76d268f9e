//! Plain text: a file is an article.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_64;

use super::inputs::Found;
use super::{Article, Item, Reject};
use crate::text::RawText;

/// Reads a file as one article.
pub(super) fn read(
    file: &Found,
    n_read: &AtomicU64,
    sink: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let reject = |reason| Reject { source: file.source(), record: None, reason };
    let is_text = file.path.extension().is_some_and(|end| end == "txt" || end == "md");
    if file.is_stdin() || !(is_text || file.is_given) {
        return sink(Err(reject("not of a known format".to_owned())));
    }
    let text = match fs::read_to_string(&file.path) {
        Ok(text) => text,
        Err(err) => return sink(Err(reject(err.to_string()))),
    };
    n_read.fetch_add(text.len() as u64, Ordering::Relaxed);
    if text.trim().is_empty() {
        return sink(Err(reject("empty".to_owned())));
    }
    let stem = Path::new(&file.identity).file_stem().unwrap_or_default().to_string_lossy();
    sink(Ok(Article {
        id: format!("art_{:016x}", xxh3_64(text.as_bytes())),
        doc: stem.into_owned(),
        source: file.source(),
        text: RawText::new(text),
        encoding: "UTF-8",
        ..Article::default()
    }))
}
