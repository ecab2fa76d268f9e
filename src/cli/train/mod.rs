//! `onrecord train`: annotated articles in, weights out.

mod brat;
mod corpus;
mod pos;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use rayon::prelude::*;

use crate::attribution::{Attributor, TagModel, Weights};
use crate::lexicon::Lexicon;
use crate::pipeline::Resources;
use crate::segment::PartTraining;
use crate::tables::Document;
use crate::tagger::{Example, Training};
use crate::text::{Clean, CodePoints, Span};

use self::corpus::{Annotated, Line, Marked};

/// Learn the weights of a stage from annotated articles.
#[derive(Debug, Args)]
pub(super) struct Train {
    /// What to learn.
    #[arg(value_enum)]
    task: Task,
    /// Folders to learn from: with `gold.jsonl` (or `articles.jsonl`) and the articles it speaks of
    /// as `text/DOC.txt`, or with brat's `*.ann` beside `*.txt`; for parts of speech with `tokens.jsonl` and `text/DOC.txt`, or with `*.conllu`.
    #[arg(long, value_name = "DIR", num_args = 1.., required = true)]
    corpus: Vec<PathBuf>,
    /// Folder for the weights.
    #[arg(short, long, value_name = "DIR", default_value = "models")]
    output: PathBuf,
    /// Instead of writing weights, write what models that never saw an article say of it, five
    /// folds by article, as JSON Lines; for parts of speech, the share of tokens that is right in
    /// a fifth of the documents. Without FILE, to standard output.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    held_out: Option<PathBuf>,
    /// With `--held-out`: only the first N folds.
    #[arg(long, value_name = "N", default_value_t = N_FOLDS)]
    folds: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Task {
    Pos,
    Attribution,
}

const N_FOLDS: usize = 5;

impl Train {
    /// Learns and writes.
    ///
    /// # Errors
    ///
    /// If the corpus cannot be read or the weights cannot be written.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        match self.task {
            Task::Pos => self.run_pos(),
            Task::Attribution => self.run_attribution(),
        }
    }

    fn run_attribution(&self) -> anyhow::Result<ExitCode> {
        let resources = Resources::new(Lexicon::built_in());
        let resources = resources.with_attributor(Attributor::default());
        let corpus = corpus::read(&self.corpus, &resources)?;
        if let Some(path) = &self.held_out {
            return write_held_out(path, &held_out(&corpus, self.folds.min(N_FOLDS))?);
        }
        let bytes = learn(&corpus.iter().collect::<Vec<_>>()).to_bytes();
        self.write("attribution.bin", corpus.len(), &bytes)
    }

    fn run_pos(&self) -> anyhow::Result<ExitCode> {
        let lessons = pos::read(&self.corpus)?;
        let training = PartTraining::default();
        if let Some(path) = &self.held_out {
            return write_held_out(path, &pos::held_out(lessons, &training));
        }
        self.write("parts.bin", lessons.len(), &training.learn(&lessons).to_bytes())
    }

    /// Writes weights, and tells of it.
    fn write(&self, name: &str, n_articles: usize, bytes: &[u8]) -> anyhow::Result<ExitCode> {
        let path = self.output.join(name);
        fs::create_dir_all(&self.output)
            .and_then(|()| fs::write(&path, bytes))
            .with_context(|| format!("cannot write {}", path.display()))?;
        let (path, n_bytes) = (path.display(), bytes.len());
        writeln!(
            anstream::stderr(),
            "{path}: learned from {n_articles} articles, {n_bytes} bytes"
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Writes what held-out models say; `-` is standard output.
fn write_held_out(path: &Path, told: &str) -> anyhow::Result<ExitCode> {
    if path == Path::new("-") {
        std::io::stdout().write_all(told.as_bytes())?;
    } else {
        fs::write(path, told).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Learns both passes. The second learns from what first passes say of articles they never saw.
fn learn(corpus: &[&Annotated]) -> Weights {
    let (tag_chain, argument_chain) = Weights::chains();
    let training = Training::default();
    let attributor = Attributor::default();
    let tags: Vec<Vec<Example>> =
        corpus.par_iter().map(|one| attributor.tag_examples(one.lesson())).collect();
    let half = |keep: Option<usize>| -> TagModel {
        let kept =
            tags.iter().enumerate().filter(|(index, _)| keep.is_none_or(|keep| index % 2 == keep));
        let examples: Vec<&Example> = kept.flat_map(|(_, examples)| examples).collect();
        training.learn(tag_chain.clone(), &examples)
    };
    let ((even, odd), all) =
        rayon::join(|| rayon::join(|| half(Some(0)), || half(Some(1))), || half(None));
    drop(tags);
    let arguments = corpus.par_iter().enumerate().map(|(index, one)| {
        let unseen = if index % 2 == 0 { &odd } else { &even };
        attributor.argument_examples(one.lesson(), unseen)
    });
    let arguments: Vec<Vec<Example>> = arguments.collect();
    let examples: Vec<&Example> = arguments.iter().flatten().collect();
    Weights { tags: all, arguments: training.learn(argument_chain, &examples) }
}

/// What models that never saw an article say of it, as lines.
fn held_out(corpus: &[Annotated], n_folds: usize) -> anyhow::Result<String> {
    let mut lines = String::new();
    let lexicon = Lexicon::built_in();
    for fold in 0..n_folds {
        let in_fold = |index: usize| index % N_FOLDS == fold;
        let others = corpus.iter().enumerate().filter(|(index, _)| !in_fold(*index));
        let attributor =
            Attributor::learned(learn(&others.map(|(_, one)| one).collect::<Vec<_>>()));
        for (_, one) in corpus.iter().enumerate().filter(|(index, _)| in_fold(*index)) {
            lines.push_str(&serde_json::to_string(&predict(&attributor, &lexicon, &one.document))?);
            lines.push('\n');
        }
    }
    Ok(lines)
}

fn predict(attributor: &Attributor, lexicon: &Lexicon, document: &Document) -> Line {
    let Document { article, normalized, segments, entities, .. } = document;
    let date = article.published;
    let attributed = attributor.find(lexicon, &normalized.clean, segments, entities, date);
    let points = CodePoints::of(&article.text);
    let range = |span: &Span<Clean>| points.range(normalized.alignment.to_raw(*span));
    let ranges = |spans: &[Span<Clean>]| spans.iter().map(range).collect::<Vec<_>>();
    let marked = attributed.attributions.iter().map(|one| Marked {
        source: ranges(&one.source),
        cue: ranges(&one.cue),
        content: ranges(&one.content),
        confidence: one.confidence,
    });
    Line { doc: article.doc.clone(), attributions: marked.collect() }
}
