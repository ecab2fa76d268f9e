//! `onrecord check`: every fault of gazetteers and word lists.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::ensure;
use clap::Args;

use crate::lexicon;

/// Print every fault of gazetteers and word lists, as path:line: fault.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Gazetteer folders, gazetteer files or word lists; without any, those that are built in.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

impl Check {
    /// Writes the faults to standard output; exits 1 when there is any.
    ///
    /// # Errors
    ///
    /// If a path leads nowhere or standard output cannot be written.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        for path in &self.paths {
            ensure!(path.exists(), "no such file or folder: {}", path.display());
        }
        let faults = if self.paths.is_empty() {
            lexicon::check_built_in()
        } else {
            self.paths.iter().flat_map(|path| lexicon::check(path)).collect()
        };
        let mut out = io::stdout().lock();
        for fault in &faults {
            writeln!(out, "{fault}")?;
        }
        out.flush()?;
        Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
