//! `onrecord normalize`: dumps in, clean texts out.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::AtomicU64;

use anyhow::Context as _;
use clap::Args;

use crate::normalize::Normalizer;
use crate::read::{Options, read};

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
        let mut result = Ok(());
        let _ = read(&self.input, &Options::default(), &AtomicU64::new(0), &mut |item| {
            let Ok(article) = item else { return ControlFlow::Continue(()) };
            let name = Path::new(&article.source).file_name().unwrap_or_default();
            let normalized = normalizer.normalize(&article.text);
            result = fs::write(self.output.join(name), normalized.clean.as_str());
            if result.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        result?;
        Ok(ExitCode::SUCCESS)
    }
}
