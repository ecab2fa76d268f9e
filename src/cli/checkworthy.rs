//! `onrecord checkworthy`: sentences in, how much each is worth a fact check out.

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;

use crate::claims::{Checked, ClaimReader, Sentence};
use crate::segment::{Segmenter, Segments};
use crate::text::CleanText;

/// Tell of each sentence of a file how much it is worth a fact check.
///
/// Prints a line for each: a score from 0 to 1, why it can be checked, and the sentence, with tabs
/// between; several reasons have `|` between them.
#[derive(Debug, Args)]
pub(super) struct Checkworthy {
    /// Sentences, one a line; or, with tabs between, the lines of a debate in order: number,
    /// speaker, sentence, and anything more, which is not looked at. `-` is standard input.
    file: PathBuf,
}

/// A line of a debate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) number: &'a str,
    pub(super) speaker: &'a str,
    pub(super) sentence: &'a str,
    /// What follows it: in debates to learn from, `1` where it is worth a check and `0` elsewhere.
    pub(super) label: &'a str,
}

impl<'a> Line<'a> {
    /// The fields of a line; none for a plain sentence.
    pub(super) fn read(line: &'a str) -> Option<Self> {
        let mut fields = line.splitn(4, '\t');
        let (number, speaker, sentence) = (fields.next()?, fields.next()?, fields.next()?);
        let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let label = fields.next().unwrap_or_default();
        is_number.then_some(Self { number, speaker, sentence, label })
    }
}

/// A sentence, read as far as learning and telling need it.
pub(super) struct Read {
    clean: CleanText,
    segments: Segments,
}

impl Read {
    pub(super) fn new(segmenter: &Segmenter, sentence: &str) -> Self {
        let clean = CleanText::new(sentence.to_owned());
        let segments = segmenter.segment(&clean);
        Self { clean, segments }
    }

    pub(super) fn said_by<'a>(&'a self, speaker: &'a str) -> Sentence<'a> {
        Sentence { clean: &self.clean, segments: &self.segments, speaker }
    }
}

impl Checkworthy {
    /// Prints the lines.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or standard output cannot be written.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let text = read(&self.file)?;
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
        let mut out = io::BufWriter::new(io::stdout().lock());
        for (checked, sentence) in tell(&lines) {
            let score = if sentence.trim().is_empty() { 0.0 } else { checked.score };
            let reasons: Vec<&str> = checked.reasons.names().collect();
            writeln!(out, "{score:.3}\t{}\t{}", reasons.join("|"), sentence.replace('\t', " "))?;
        }
        out.flush()?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The worth of each line and its sentence. All lines are of one form: the first that is not empty
/// tells which.
fn tell<'a>(lines: &[&'a str]) -> Vec<(Checked, &'a str)> {
    let first = lines.iter().find(|line| !line.trim().is_empty());
    let is_debate = first.is_some_and(|line| Line::read(line).is_some());
    let of = |line: &&'a str| match Line::read(line) {
        Some(line) if is_debate => (line.speaker, line.sentence),
        _ => ("", *line),
    };
    let said: Vec<(&str, &str)> = lines.iter().map(of).collect();
    let segmenter = Segmenter::default();
    let read: Vec<Read> = said.iter().map(|(_, one)| Read::new(&segmenter, one)).collect();
    let sentences: Vec<Sentence> =
        read.iter().zip(&said).map(|(read, (speaker, _))| read.said_by(speaker)).collect();
    let reader = ClaimReader::default();
    let checked =
        if is_debate { reader.check_debate(&sentences) } else { reader.check(&sentences) };
    checked.into_iter().zip(said).map(|(checked, (_, sentence))| (checked, sentence)).collect()
}

/// The text of a file; bytes that are no UTF-8 do no harm.
fn read(path: &Path) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
