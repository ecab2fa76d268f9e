//! What the subcommands that read dumps share: arguments, and the run itself.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fs, thread};

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::interrupt;
use crate::normalize;
use crate::pipeline::Run;
use crate::progress::Progress;
use crate::read::{self, Item};
use crate::tables::{Batch, Counts, Form, Output, TableError, TableName};

/// Arguments of every subcommand that reads dumps.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// Files, folders (walked in order of path), or - for standard input: .txt, .md, JSON Lines,
    /// JSON, CSV and TSV, each also inside .gz, .zst, .bz2 or .xz.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Tell which field of a record is what, when its name does not: text=story, date=when. Roles
    /// are text, title, date, url, source, author and id.
    #[arg(long = "field", value_name = "ROLE=NAME")]
    fields: Vec<String>,
    /// Threads that work; the result is the same for any number.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
    /// Write over what an earlier run left in the output folder.
    #[arg(long)]
    force: bool,
    /// Show neither progress nor the summary.
    #[arg(short, long)]
    quiet: bool,
}

/// Arguments of every subcommand that repairs texts.
#[derive(Debug, Args)]
pub(super) struct Repairing {
    /// Leave out the repairs of a kind; may be given several times, or with commas.
    #[arg(
        long = "no-repair",
        value_name = "KIND",
        value_delimiter = ',',
        value_parser = PossibleValuesParser::new(normalize::KINDS)
    )]
    pub(super) off: Vec<String>,
}

impl Reading {
    pub(super) fn inputs(&self) -> &[PathBuf] {
        &self.inputs
    }

    /// How to read, once it is sure that there is something to read and that `dir` is no input.
    pub(super) fn options(&self, dir: &Path) -> anyhow::Result<read::Options> {
        let missing = read::missing(&self.inputs);
        if missing.len() == self.inputs.len() {
            let names: Vec<_> = missing.iter().map(|path| path.display().to_string()).collect();
            bail!("no such file or folder: {}", names.join(", "));
        }
        refuse_input(dir, &self.inputs)?;
        Ok(read::Options::parse(&self.fields)?)
    }

    /// Opens the output folder.
    pub(super) fn output(
        &self,
        dir: &Path,
        tables: &[TableName],
        form: Form,
    ) -> anyhow::Result<Output> {
        let output = if self.force {
            Output::replace(dir, tables, form)
        } else {
            Output::create(dir, tables, form)
        };
        let output = output?;
        interrupt::removes(output.hidden().to_owned()).context("cannot listen for Ctrl-C")?;
        Ok(output)
    }

    /// Reads everything, works on it with `work` and hands the results to `write`, in order.
    /// Gives the counts, and the progress to finish.
    pub(super) fn run<T: Send>(
        &self,
        options: &read::Options,
        work: impl Fn(Vec<Item>) -> T + Sync,
        mut write: impl FnMut(T) -> Result<Counts, TableError>,
    ) -> anyhow::Result<Progress> {
        let n_threads = self.threads.map_or_else(default_threads, usize::from);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build()?;
        let mut progress = if self.quiet {
            Progress::quiet()
        } else {
            Progress::new(read::total_bytes(&self.inputs))
        };
        let n_read = AtomicU64::new(0);
        let run = Run { inputs: &self.inputs, options, pool: &pool, n_read: &n_read };
        run.each(work, |made| {
            let counts = write(made)?;
            progress.add(&counts, n_read.load(Ordering::Relaxed));
            Ok::<(), TableError>(())
        })?;
        Ok(progress)
    }
}

fn default_threads() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Appends a batch and gives what it counted; `spent` takes it back, empty.
pub(super) fn append(
    output: &mut Output,
    batch: Batch,
    spent: impl FnOnce(Batch),
) -> Result<Counts, TableError> {
    let counts = *batch.counts();
    spent(output.append(batch)?);
    Ok(counts)
}

/// Tells what came of a run whose tables are in their place, and gives the exit code.
pub(super) fn tell(progress: Progress, dir: &Path) -> ExitCode {
    let n_rejects = progress.counts().n_rejects;
    let rejects = if n_rejects == 0 { "" } else { ", rejects in rejects.csv there" };
    progress.finish(&format_args!("{}{rejects}", dir.display()));
    if n_rejects == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Refuses an output folder that is an input too: the next run would read what this one wrote.
fn refuse_input(dir: &Path, inputs: &[PathBuf]) -> anyhow::Result<()> {
    let Ok(dir) = fs::canonicalize(dir) else { return Ok(()) };
    for input in inputs {
        let is_same = fs::canonicalize(input)
            .is_ok_and(|input| dir == input || input.is_file() && input.parent() == Some(&dir));
        ensure!(
            !is_same,
            "{} is read from and cannot be written to; give another folder with -o",
            dir.display()
        );
    }
    Ok(())
}
