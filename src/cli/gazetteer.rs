//! `onrecord gazetteer`: gazetteers from public lists, from two gazetteers, from nothing.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, ensure};
use clap::{Args, Subcommand};

use crate::lexicon::{self, LexiconError, Made, Options};

/// Make gazetteers: import public lists, join two, start one.
#[derive(Debug, Args)]
pub(super) struct Gazetteer {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a gazetteer of public lists. What cannot be placed is printed as path:line: reason.
    ///
    /// Known by their contents: congress-legislators (YAML and CSV) and its committees, results of
    /// Wikidata queries (CSV), targets.simple.csv of `OpenSanctions`, Popolo JSON, names.csv and
    /// terms of `EveryPolitician`, agencies of the Federal Register (JSON and CSV). Any other CSV
    /// with --column.
    Import(Import),
    /// Start an empty gazetteer, with examples beside it.
    New {
        /// Folder to make.
        name: PathBuf,
    },
    /// Join two gazetteers. Where they differ the first one wins, and the difference is printed.
    Merge {
        /// The gazetteer whose ids and names are kept.
        first: PathBuf,
        /// The gazetteer that adds to it.
        second: PathBuf,
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Debug, Args)]
struct Import {
    /// Lists, each in one of the forms above.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
    /// Country of everything whose country the lists do not tell: us, cn, eu.
    #[arg(long, value_name = "CODE", default_value = "")]
    country: String,
    /// Which column of a CSV list is what: name=Holder, or a text with columns in braces:
    /// 'office=Governor of {state}'. Roles are name, aliases, wikidata, key, born, office, start,
    /// end and country; body, kind and parent for lists of agencies.
    #[arg(long = "column", value_name = "ROLE=COLUMN")]
    columns: Vec<String>,
}

#[derive(Debug, Args)]
struct Output {
    /// Folder for the gazetteer; made where it is missing.
    #[arg(short, long, value_name = "DIR", default_value = "gazetteer")]
    output: PathBuf,
    /// Write over a gazetteer that is there.
    #[arg(long)]
    force: bool,
}

impl Gazetteer {
    /// Writes the gazetteer; exits 1 when something was left out.
    ///
    /// # Errors
    ///
    /// If a list cannot be read, or the folder is refused or cannot be written.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        match &self.command {
            Command::Import(import) => import.run(),
            Command::New { name } => {
                refuse(name)?;
                lexicon::start(name).with_context(|| cannot_write(name))?;
                let mut out = io::stdout().lock();
                let name = name.display();
                writeln!(out, "{name}: six files to fill in; {name}/examples shows how")?;
                Ok(ExitCode::SUCCESS)
            }
            Command::Merge { first, second, output } => {
                output.check()?;
                let made = lexicon::merge(first, second).map_err(|faults| all(&faults))?;
                output.write(&made)
            }
        }
    }
}

impl Import {
    fn run(&self) -> anyhow::Result<ExitCode> {
        self.output.check()?;
        let country = self.country.to_lowercase();
        ensure!(
            country.len() < 3 && country.bytes().all(|byte| byte.is_ascii_lowercase()),
            "{:?} is no country code; give us, cn, eu",
            self.country
        );
        let options = Options { country, columns: self.columns.clone() };
        let made = lexicon::import(&self.files, &options).map_err(|fault| anyhow!("{fault}"))?;
        self.output.write(&made)
    }
}

impl Output {
    fn check(&self) -> anyhow::Result<()> {
        if self.force { Ok(()) } else { refuse(&self.output) }
    }

    fn write(&self, made: &Made) -> anyhow::Result<ExitCode> {
        made.write(&self.output).with_context(|| cannot_write(&self.output))?;
        let mut out = io::stdout().lock();
        for note in made.left_out.iter().chain(&made.faults) {
            writeln!(out, "{note}")?;
        }
        let counts = made.counts;
        writeln!(
            out,
            "{}: {} rows: {} new, {} added to, {} known before ({} people by name and country \
             alone); {} tenures new, {} known; {} left out",
            self.output.display(),
            made.n_rows(),
            counts.new,
            counts.added_to,
            counts.known,
            counts.by_name_alone,
            counts.new_tenures,
            counts.known_tenures,
            made.left_out.len(),
        )?;
        let is_whole = made.left_out.is_empty() && made.faults.is_empty();
        Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

fn refuse(dir: &Path) -> anyhow::Result<()> {
    let shown = dir.display();
    ensure!(
        !lexicon::is_gazetteer(dir),
        "{shown} holds a gazetteer; give another folder with -o, or --force"
    );
    Ok(())
}

fn cannot_write(dir: &Path) -> String {
    format!("cannot write {}", dir.display())
}

fn all(faults: &[LexiconError]) -> anyhow::Error {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    anyhow!("gazetteers have faults, which must be mended first:\n{}", faults.join("\n"))
}
