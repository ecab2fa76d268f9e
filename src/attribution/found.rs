//! An attribution as the rules find it, still in tokens, and the board that keeps them apart.

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

/// All attributions found so far, and whose every token is: none is content or cue of two.
#[derive(Debug)]
pub(super) struct Board {
    found: Vec<Found>,
    /// For each token, index plus one of the attribution that has it as content or cue; 0 if free.
    owners: Vec<u32>,
    /// For each token, whether it is part of a source: no cue stands there.
    sources: Vec<bool>,
}

impl Board {
    /// An empty board for an article of so many tokens.
    pub(super) fn new(n_tokens: usize) -> Self {
        Self { found: Vec::new(), owners: vec![0; n_tokens], sources: vec![false; n_tokens] }
    }

    /// The attribution that has the token as content or cue.
    pub(super) fn owner(&self, token: usize) -> Option<usize> {
        let owner = *self.owners.get(token)?;
        usize::try_from(owner).ok()?.checked_sub(1)
    }

    /// Whether nobody has a token of the run.
    pub(super) fn is_free(&self, run: &Run) -> bool {
        self.owners.get(run.clone()).is_some_and(|owners| owners.iter().all(|owner| *owner == 0))
    }

    /// Whether a cue may stand at the token.
    pub(super) fn is_open(&self, token: usize) -> bool {
        self.owner(token).is_none() && !self.sources.get(token).is_some_and(|source| *source)
    }

    pub(super) fn get(&self, index: usize) -> Option<&Found> {
        self.found.get(index)
    }

    /// Adds an attribution; its content is cut where that of others begins, and it is turned away
    /// when nothing is left or its cue is taken.
    pub(super) fn push(&mut self, mut found: Found) {
        for run in &mut found.content {
            let owned = run.clone().find(|token| self.owner(*token).is_some());
            run.end = owned.unwrap_or(run.end);
        }
        found.content.retain(|run| !run.is_empty());
        if found.content.is_empty() || !self.is_free(&found.cue) && !found.cue.is_empty() {
            return;
        }
        let owner = u32::try_from(self.found.len() + 1).unwrap_or_default();
        for run in found.content.iter().chain([&found.cue]) {
            self.claim(run, owner);
        }
        for token in found.source.clone().into_iter().flatten() {
            if let Some(source) = self.sources.get_mut(token) {
                *source = true;
            }
        }
        self.found.push(found);
    }

    /// Gives one more run of content to an attribution, if it is free.
    pub(super) fn extend(&mut self, index: usize, run: Run) {
        if !self.is_free(&run) {
            return;
        }
        let owner = u32::try_from(index + 1).unwrap_or_default();
        self.claim(&run, owner);
        if let Some(found) = self.found.get_mut(index) {
            found.add_content(run);
        }
    }

    fn claim(&mut self, run: &Run, owner: u32) {
        for token in self.owners.get_mut(run.clone()).unwrap_or_default() {
            *token = owner;
        }
    }

    /// The attributions by position of their content.
    pub(super) fn into_found(mut self) -> Vec<Found> {
        self.found.sort_by_key(|found| (found.start(), found.cue.start));
        self.found
    }
}
