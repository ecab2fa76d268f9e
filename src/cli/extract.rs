//! `onrecord extract`: dumps in, tables out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, ValueEnum};

use super::run::{self, Reading, Repairing};
use crate::lexicon::{Correction, Lexicon};
use crate::pipeline::Resources;
use crate::tables::{Dialect, Form, Provenance, TableName};

/// Read articles and write tables of mentions, quotes and claims.
#[derive(Debug, Args)]
pub(super) struct Extract {
    #[command(flatten)]
    reading: Reading,
    /// Folder for the tables; made where it is missing.
    #[arg(short, long, value_name = "DIR", default_value = "output")]
    output: PathBuf,
    /// What to write: tables for spreadsheets, or one nested line an article.
    #[arg(long, value_delimiter = ',', default_value = "csv")]
    format: Vec<Format>,
    /// Folder with gazetteers of your own, in the form of the built-in ones; rows of the same id
    /// replace those.
    #[arg(long = "gazetteer", value_name = "DIR")]
    gazetteers: Vec<PathBuf>,
    /// Table of corrections: who is the same, who is another, what is nobody. They are applied in
    /// every run that it is given to; gazetteers/README.md tells how it looks.
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    #[command(flatten)]
    repairing: Repairing,
    /// CSV for programs: no byte order mark, LF, and texts as they are, where spreadsheets need
    /// line breaks, formulas and long cells kept out.
    #[arg(long)]
    plain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Jsonl,
}

impl Extract {
    /// Writes the tables; exits 1 when there are rejects.
    ///
    /// # Errors
    ///
    /// If the gazetteers are faulty, or the output folder is refused or cannot be written.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let form = Form {
            dialect: if self.plain { Dialect::Plain } else { Dialect::Spreadsheet },
            is_csv: self.format.contains(&Format::Csv),
            is_jsonl: self.format.contains(&Format::Jsonl),
        };
        let tables = if form.is_csv { TableName::ALL.as_slice() } else { &[TableName::Rejects] };
        let options = self.reading.options(&self.output)?;
        let lexicon = load(&self.gazetteers)?;
        let corrections = corrections(self.corrections.as_deref(), &lexicon)?;
        let resources = Resources::new(lexicon)
            .with_corrections(corrections)
            .without_repairs(&self.repairing.off);
        let mut output = self.reading.output(&self.output, tables, form)?;
        let progress = self.reading.run(
            &options,
            |items| resources.rows(items, form),
            |batch| run::append(&mut output, batch, |spent| resources.take_back(spent)),
        )?;
        output.finish(&resources.lexicon, &Provenance::of(&resources.lexicon))?;
        Ok(run::tell(progress, &self.output))
    }
}

/// The corrections of a file; none without one.
pub(super) fn corrections(
    file: Option<&Path>,
    lexicon: &Lexicon,
) -> anyhow::Result<Vec<Correction>> {
    let Some(file) = file else { return Ok(Vec::new()) };
    Correction::load(file, lexicon).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow!("corrections have faults, which must be mended first:\n{}", faults.join("\n"))
    })
}

/// The gazetteers, built in and the user's.
pub(super) fn load(folders: &[PathBuf]) -> anyhow::Result<Lexicon> {
    Lexicon::load(folders).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow!("gazetteers have faults, which must be mended first:\n{}", faults.join("\n"))
    })
}
