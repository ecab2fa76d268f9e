//! `onrecord extract`: dumps in, tables out.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;

use anyhow::Context as _;
use clap::Args;

use crate::lexicon::Lexicon;
use crate::pipeline::Resources;
use crate::read::{Options, read};
use crate::tables::write_line;

/// Read articles and write tables of mentions, quotes and claims.
#[derive(Debug, Args)]
pub(super) struct Extract {
    /// Files or folders.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Folder for the tables.
    #[arg(short, long, default_value = "output")]
    output: PathBuf,
    /// What to write.
    #[arg(long, default_value = "jsonl")]
    format: String,
}

impl Extract {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        anyhow::ensure!(self.format == "jsonl", "unknown format {}: use jsonl", self.format);
        fs::create_dir_all(&self.output)
            .with_context(|| format!("cannot create {}", self.output.display()))?;
        let mut out = BufWriter::new(File::create(self.output.join("articles.jsonl"))?);
        let resources = Resources::new(Lexicon::built_in());
        let mut result = Ok(());
        let _ = read(&self.input, &Options::default(), &AtomicU64::new(0), &mut |item| {
            let Ok(article) = item else { return ControlFlow::Continue(()) };
            result = write_line(&resources.annotate(article), &resources.lexicon, &mut out);
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        result?;
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}
