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
use std::sync::atomic::AtomicU64;
use std::thread;

use crossbeam_channel::{Receiver, Sender, bounded};
use rayon::ThreadPool;
use rayon::iter::{ParallelBridge as _, ParallelIterator as _};

use crate::attribution::Attributor;
use crate::claims::ClaimReader;
use crate::entities::EntityMatcher;
use crate::lexicon::Lexicon;
use crate::normalize::Normalizer;
use crate::read::{self, Article, Item, Reject};
use crate::segment::Segmenter;
use crate::tables::{Batch, Document, Form};

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
}

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

    /// Takes one article down the road.
    pub fn annotate(&self, article: Article) -> Document {
        let date = article.published;
        let mut normalized = self.normalizer.normalize(&article.text);
        // Only the subcommand `normalize` lists them.
        normalized.suggestions.clear();
        let clean = &normalized.clean;
        let segments = self.segmenter.segment_without(clean, &normalized.boilerplate);
        if !normalized.is_english() {
            return Document { article, normalized, segments, ..Document::default() };
        }
        let entities = self.matcher.find(&self.lexicon, clean, &segments, date);
        let attributed = self.attributor.find(&self.lexicon, clean, &segments, &entities, date);
        let claims = self.claims.find(clean, &segments, &entities, &attributed.attributions, date);
        Document { article, normalized, segments, entities, attributed, claims }
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
    /// The stages do not panic on any input. Should one all the same, that is one article among
    /// millions: it is rejected by name and the run goes on.
    pub fn rows(&self, items: Vec<Item>, form: Form) -> Batch {
        let n_bytes = items.iter().flatten().map(|article| article.text.as_str().len()).sum();
        let mut batch = Batch::with_room(n_bytes, form);
        for item in items {
            if let Err(reject) = item.and_then(|article| self.add_rows(article, form, &mut batch)) {
                batch.reject(&reject, form);
            }
        }
        batch
    }

    fn add_rows(&self, article: Article, form: Form, batch: &mut Batch) -> Result<(), Reject> {
        let (source, record) = (article.source.clone(), article.record);
        let mark = batch.mark();
        let added = catch_unwind(AssertUnwindSafe(|| {
            batch.add(&self.annotate(article), &self.lexicon, form);
        }));
        added.map_err(|_| {
            batch.cut(mark);
            let reason = "a fault of onrecord itself; please report it with this article";
            Reject { source, record, reason: reason.to_owned() }
        })
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
