//! The calls in order, over one article and over a whole run.
//!
//! A run has a thread that reads, workers that do everything else to batches of articles, and a
//! writer that takes what they made in input order. Queues are bounded, and batches end at a
//! number of bytes, so memory does not grow with the dump; where a batch ends depends on the input
//! alone, and each batch is worked on by one thread, so the result does not depend on how many
//! there are.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use rayon::ThreadPool;
use rayon::iter::{ParallelBridge as _, ParallelIterator as _};

use crate::attribution::{AttributionMemory, Attributor};
use crate::claims::{ClaimMemory, ClaimReader};
use crate::entities::{self, Corrector, EntityMatcher, EntityMemory};
use crate::lexicon::{Correction, Lexicon};
use crate::normalize::{Case, CasedNames, Normalized, Normalizer};
use crate::read::{self, Article, Item, Reject};
use crate::segment::{SegmentMemory, Segmenter};
use crate::tables::{Batch, Document, Form};
use crate::text::CleanText;

/// Everything that is built once and shared by all threads.
#[derive(Debug, Default)]
pub struct Resources {
    /// The gazetteers.
    pub lexicon: Lexicon,
    normalizer: Normalizer,
    segmenter: Segmenter,
    matcher: EntityMatcher,
    attributor: Attributor,
    claims: ClaimReader,
    corrector: Corrector,
    // Made when an article first needs them.
    cased_names: OnceLock<CasedNames>,
    /// Those that no worker uses.
    memories: Mutex<Vec<Memory>>,
    /// Empty ones, for their room: what is handed out anew has to be cleared by the system.
    batches: Mutex<Vec<Batch>>,
}

/// What a worker has seen of words so far. It makes work shorter and never changes its result.
#[derive(Debug, Default)]
struct Memory {
    segment: SegmentMemory,
    entities: EntityMemory,
    attribution: AttributionMemory,
    claims: ClaimMemory,
}

/// Words after which a memory begins anew: those of a thousand articles; some 10 MB.
const MOST_WORDS: usize = 1 << 16;

/// What fills a field of a document from those before it.
type Stage = fn(&Resources, &mut Memory, &mut Document);

impl Resources {
    /// Compiles everything from a lexicon.
    pub fn new(lexicon: Lexicon) -> Self {
        let matcher = EntityMatcher::new(&lexicon);
        Self { lexicon, matcher, attributor: Attributor::built_in(), ..Self::default() }
    }

    /// The same with another model of attribution.
    #[must_use]
    pub fn with_attributor(self, attributor: Attributor) -> Self {
        Self { attributor, ..self }
    }

    /// The same without the repairs of some kinds, which are among `normalize::KINDS`.
    #[must_use]
    pub fn without_repairs(self, kinds: &[String]) -> Self {
        Self { normalizer: self.normalizer.without(kinds), ..self }
    }

    /// The same with corrections of readers, which were loaded with this lexicon.
    #[must_use]
    pub fn with_corrections(self, corrections: Vec<Correction>) -> Self {
        Self { corrector: Corrector::new(corrections), ..self }
    }

    /// Takes one article down the road.
    pub fn annotate(&self, article: Article) -> Document {
        let mut document = Document { article, ..Document::default() };
        let mut memory = Memory::default();
        for stage in Self::STAGES {
            stage(self, &mut memory, &mut document);
        }
        document
    }

    /// What happens to an article, in order. One that is not English goes no further than segments.
    const STAGES: [Stage; 5] =
        [Self::normalize, Self::segment, Self::link, Self::attribute, Self::claim];

    fn normalize(&self, _: &mut Memory, document: &mut Document) {
        document.normalized = self.normalizer.normalize(&document.article.text);
        // Only the subcommand `normalize` lists them.
        document.normalized.suggestions.clear();
        document.normalized.cased = self.cased(&document.normalized);
    }

    /// The text with the usual capitals, of an article that has none or nothing else.
    fn cased(&self, normalized: &Normalized) -> Option<CleanText> {
        let is_odd = normalized.case != Case::Mixed && normalized.is_english();
        let names = || self.cased_names.get_or_init(|| CasedNames::new(&self.lexicon));
        is_odd.then(|| self.normalizer.recased(normalized, names()))
    }

    fn segment(&self, memory: &mut Memory, document: &mut Document) {
        let Document { normalized, segments, .. } = document;
        let (clean, left_out) = (normalized.reading(), &normalized.boilerplate);
        *segments = self.segmenter.segment_after(&mut memory.segment, clean, left_out);
    }

    fn link(&self, Memory { entities: memory, .. }: &mut Memory, document: &mut Document) {
        let Document { article, normalized, segments, .. } = document;
        if normalized.is_english() {
            let (lexicon, clean, date) = (&self.lexicon, normalized.reading(), article.published);
            let found = self.matcher.find_after(memory, lexicon, clean, segments, date);
            let names = [&article.id, &article.doc, &article.url, &article.source];
            let names = entities::Article { names: names.map(String::as_str) };
            document.entities = self.corrector.correct(lexicon, names, clean, segments, found);
        }
    }

    fn attribute(&self, Memory { attribution: memory, .. }: &mut Memory, document: &mut Document) {
        let Document { article, normalized, segments, entities, .. } = document;
        if normalized.is_english() {
            let (lexicon, clean, date) = (&self.lexicon, normalized.reading(), article.published);
            document.attributed =
                self.attributor.find_after(memory, lexicon, clean, segments, entities, date);
        }
    }

    fn claim(&self, Memory { claims: memory, .. }: &mut Memory, document: &mut Document) {
        let Document { article, normalized, segments, entities, attributed, .. } = document;
        if normalized.is_english() {
            let (clean, date) = (normalized.reading(), article.published);
            let said = &attributed.attributions;
            document.claimed =
                self.claims.find_after(memory, clean, segments, entities, said, date);
        }
    }
}

/// Bytes of text after which a batch is full. A batch costs two turns of a queue, so it should take
/// a worker milliseconds; all that are under way are in memory.
const BATCH_BYTES: usize = 128 * 1024;

/// Articles and rejects after which a batch is full, however short they are.
const BATCH_ITEMS: usize = 256;

/// What a run reads, and by how many threads.
#[derive(Debug)]
pub struct Run<'a> {
    /// Files, folders, or `-`.
    pub inputs: &'a [PathBuf],
    /// Which field of a record is what.
    pub options: &'a read::Options,
    /// The workers.
    pub pool: &'a ThreadPool,
    /// Bytes read so far, for whoever shows progress.
    pub n_read: &'a AtomicU64,
}

impl Run<'_> {
    /// Reads the inputs, lets the workers `work` on batches of items, and hands what they made to
    /// `write`, in input order.
    ///
    /// # Errors
    ///
    /// The first one of `write`, which ends the run.
    pub fn each<T: Send, E>(
        &self,
        work: impl Fn(Vec<Item>) -> T + Sync,
        write: impl FnMut(T) -> Result<(), E>,
    ) -> Result<(), E> {
        let n_under_way = 2 * self.pool.current_num_threads() + 2;
        let (tickets, spent) = bounded(n_under_way);
        let (to_work, queue) = bounded(n_under_way);
        let (to_write, results) = bounded(n_under_way);
        let work = &work;
        thread::scope(|scope| {
            scope.spawn(move || self.feed(&tickets, &to_work));
            scope.spawn(move || {
                self.pool.install(|| {
                    queue.into_iter().par_bridge().for_each(|(index, items)| {
                        // The writer is gone when it has failed; then nothing is left to do.
                        let _ = to_write.send((index, work(items)));
                    });
                });
            });
            write_in_order(results, spent, write)
        })
    }

    /// Reads into the queue of the workers; ends early when nobody listens any more.
    ///
    /// Each batch takes a ticket that the writer gives back. Without them one slow batch would let
    /// the others pile up behind it.
    fn feed(&self, tickets: &Sender<()>, to_work: &Sender<(u64, Vec<Item>)>) {
        let (mut index, mut items, mut n_bytes) = (0, Vec::new(), 0);
        let mut send = |items: Vec<Item>| {
            let is_sent = tickets.send(()).is_ok() && to_work.send((index, items)).is_ok();
            index += 1;
            if is_sent { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        let done = read::read(self.inputs, self.options, self.n_read, &mut |item| {
            n_bytes += item.as_ref().map_or(0, |article| article.text.as_str().len());
            items.push(item);
            if n_bytes < BATCH_BYTES && items.len() < BATCH_ITEMS {
                return ControlFlow::Continue(());
            }
            n_bytes = 0;
            send(std::mem::take(&mut items))
        });
        if done.is_continue() && !items.is_empty() {
            let _ = send(items);
        }
    }
}

/// Brings results back into the order of their index.
#[expect(clippy::needless_pass_by_value, reason = "dropped on an error, which ends the reader")]
fn write_in_order<T, E>(
    results: Receiver<(u64, T)>,
    spent: Receiver<()>,
    mut write: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let (mut waiting, mut next) = (BTreeMap::new(), 0);
    for (index, result) in results {
        waiting.insert(index, result);
        while let Some(result) = waiting.remove(&next) {
            write(result)?;
            next += 1;
            let _ = spent.recv();
        }
    }
    Ok(())
}

impl Resources {
    /// Turns the items of a batch into rows.
    ///
    /// All articles go through one stage before the next: what a stage looks up then stays in the
    /// cache, which takes a tenth off the time.
    pub fn rows(&self, items: Vec<Item>, form: Form) -> Batch {
        let n_bytes = items.iter().flatten().map(|article| article.text.as_str().len()).sum();
        let mut batch = locked(&self.batches).pop().unwrap_or_default();
        batch.reserve(n_bytes, form);
        let mut documents: Vec<Result<Document, Reject>> = items
            .into_iter()
            .map(|item| item.map(|article| Document { article, ..Document::default() }))
            .collect();
        let mut memory = locked(&self.memories).pop().unwrap_or_default();
        if memory.segment.n_words() > MOST_WORDS {
            memory = Memory::default();
        }
        for stage in Self::STAGES {
            for slot in &mut documents {
                reject_fault(slot, |document| stage(self, &mut memory, document));
            }
        }
        locked(&self.memories).push(memory);
        for mut slot in documents {
            let mark = batch.mark();
            reject_fault(&mut slot, |document| batch.add(document, &self.lexicon, form));
            if let Err(reject) = slot {
                batch.cut(mark);
                batch.reject(&reject, form);
            }
        }
        batch
    }

    /// Takes a batch back that was written and is empty.
    pub fn take_back(&self, batch: Batch) {
        locked(&self.batches).push(batch);
    }
}

fn locked<T>(all: &Mutex<T>) -> MutexGuard<'_, T> {
    all.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does something with a document. The stages do not panic on any input; should one all the same,
/// that is one article among millions: it is rejected by name and the run goes on.
fn reject_fault(slot: &mut Result<Document, Reject>, work: impl FnOnce(&mut Document)) {
    let Ok(document) = slot else { return };
    if catch_unwind(AssertUnwindSafe(|| work(document))).is_err() {
        let (source, record) = (document.article.source.clone(), document.article.record);
        let reason = "a fault of onrecord itself; please report it with this article";
        *slot = Err(Reject { source, record, reason: reason.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Runs over `n_files` texts with `n_threads`; gives their names in the order of writing, up
    /// to the first that `is_bad`.
    fn check(n_files: usize, n_threads: usize, is_bad: fn(&str) -> bool) -> Result<usize, String> {
        let dir = tempfile::tempdir().unwrap();
        for nth in 0..n_files {
            fs::write(dir.path().join(format!("{nth:04}.txt")), "Words. ".repeat(2_000)).unwrap();
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
        let (inputs, options, n_read) =
            ([dir.path().to_owned()], read::Options::default(), AtomicU64::new(0));
        let run = Run { inputs: &inputs, options: &options, pool: &pool, n_read: &n_read };
        let mut next = 0;
        let names = |items: Vec<Item>| -> Vec<String> {
            items.into_iter().map(|item| item.unwrap().doc).collect()
        };
        run.each(names, |names| {
            for name in names {
                assert_eq!(name, format!("{next:04}"));
                next += 1;
                if is_bad(&name) {
                    return Err(name);
                }
            }
            Ok(())
        })?;
        Ok(next)
    }

    #[test]
    fn results_come_in_input_order() {
        for n_threads in [1, 2, 8] {
            assert_eq!(check(300, n_threads, |_| false), Ok(300));
        }
        assert_eq!(check(0, 2, |_| false), Ok(0));
    }

    #[test]
    fn a_writer_that_fails_ends_the_run() {
        assert_eq!(check(600, 2, |name| name == "0020"), Err("0020".to_owned()));
    }
}
