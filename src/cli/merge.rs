//! `onrecord merge`: outputs of several runs as that of one.

use std::path::PathBuf;
use std::process::ExitCode;
use std::{fs, io};

use anyhow::{Context as _, ensure};
use clap::Args;

use super::interrupt;
use crate::tables::{Merge as Joined, Output};

/// Join outputs of `extract` into what one run over all inputs, in the same order, would have
/// written.
#[derive(Debug, Args)]
pub(super) struct Merge {
    /// Folders that `extract` or `merge` wrote, all in the same form and with the same gazetteers.
    #[arg(required = true, value_name = "OUTPUT")]
    outputs: Vec<PathBuf>,
    /// Folder for the joined tables; made where it is missing.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write over what an earlier run left in the output folder.
    #[arg(long)]
    force: bool,
    /// Do not tell what was joined.
    #[arg(short, long)]
    quiet: bool,
}

impl Merge {
    /// Writes the joined tables; exits 1 when there are rejects, as the one run would.
    ///
    /// # Errors
    ///
    /// If an output is missing or unlike the others, or the folder is refused or cannot be written.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let own = fs::canonicalize(&self.output).ok();
        for output in &self.outputs {
            let is_own = own.is_some() && fs::canonicalize(output).ok() == own;
            ensure!(
                !is_own,
                "{} is read from and cannot be written to; give another folder with -o",
                output.display()
            );
        }
        let joined = Joined::open(&self.outputs)?;
        let (tables, form) = (joined.tables(), joined.form());
        let output = if self.force {
            Output::replace(&self.output, tables, form)
        } else {
            Output::create(&self.output, tables, form)
        };
        let output = output?;
        interrupt::removes(output.hidden().to_owned()).context("cannot listen for Ctrl-C")?;
        let counts = joined.write(output)?;
        if !self.quiet {
            let told = format!(
                "joined    {} outputs, {} articles, {} quotes, {} claims, {} rejects\nwritten   {}",
                self.outputs.len(),
                counts.n_articles,
                counts.n_quotes,
                counts.n_claims,
                counts.n_rejects,
                self.output.display()
            );
            // With standard error closed there is nobody to tell.
            let _ = io::Write::write_fmt(&mut io::stderr(), format_args!("{told}\n"));
        }
        Ok(if counts.n_rejects == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
