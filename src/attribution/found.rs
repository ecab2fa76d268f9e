//! An attribution as the rules find it, still in tokens, and the record of what is taken.

use super::reading::Run;

/// A content of one run.
pub(super) fn only(run: Run) -> Vec<Run> {
    std::iter::once(run).collect()
}

/// Source, cue and content as runs of tokens.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Found {
    pub(super) source: Option<Run>,
    pub(super) cue: Run,
    /// In order, apart, never empty.
    pub(super) content: Vec<Run>,
    pub(super) addressee: Option<Run>,
    pub(super) venue: Option<Run>,
    pub(super) rule: &'static str,
}

impl Found {
    /// First token of the content.
    pub(super) fn start(&self) -> usize {
        self.content.first().map_or(usize::MAX, |first| first.start)
    }

    /// One past the last token of source, cue and content.
    pub(super) fn end(&self) -> usize {
        let runs = self.content.iter().chain(&self.source).chain([&self.cue]);
        runs.map(|run| run.end).max().unwrap_or_default()
    }

    /// Whether the token is part of the content.
    pub(super) fn covers(&self, token: usize) -> bool {
        self.content.iter().any(|run| run.contains(&token))
    }

    /// Adds a run of content in its place; runs that touch become one.
    pub(super) fn add_content(&mut self, run: Run) {
        let at = self.content.partition_point(|part| part.start < run.start);
        self.content.insert(at, run);
        self.content.dedup_by(|next, part| {
            let touches = next.start <= part.end;
            if touches {
                part.end = part.end.max(next.end);
            }
            touches
        });
    }
}
