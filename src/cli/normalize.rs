//! `onrecord normalize`: dumps in, clean texts out.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;

use crate::normalize::Normalizer;

/// Write the texts with their noise repaired.
#[derive(Debug, Args)]
pub(super) struct Normalize {
    /// Files or folders.
    #[arg(required = true)]
    input: Vec<PathBuf>,
    /// Folder for the clean texts.
    #[arg(short, long)]
    output: PathBuf,
}

impl Normalize {
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        fs::create_dir_all(&self.output)
            .with_context(|| format!("cannot create {}", self.output.display()))?;
        let normalizer = Normalizer::default();
        for article in super::walk::articles(&self.input) {
            let (path, article) = article?;
            let name = path.file_name().unwrap_or_default();
            let normalized = normalizer.normalize(&article.text);
            fs::write(self.output.join(name), normalized.clean.as_str())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
