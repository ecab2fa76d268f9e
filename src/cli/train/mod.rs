//! `onrecord train`: annotated articles in, weights out.

mod brat;
mod checkworthy;
mod conllu;
mod corpus;
mod names;
mod pos;
mod tokens;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use rayon::prelude::*;

use crate::attribution::{Attributor, Passes, Weights};
use crate::entities::{EntityMatcher, NameLesson, NameTraining};
use crate::lexicon::Lexicon;
use crate::pipeline::Resources;
use crate::segment::PartTraining;
use crate::tables::Document;
use crate::tagger::{Calibration, Chain, Example, Model, Training};
use crate::text::{Clean, CodePoints, Span};

use self::corpus::{Annotated, Line, Marked};

/// Learn the weights of a stage from annotated articles.
#[derive(Debug, Args)]
pub(super) struct Train {
    /// What to learn.
    #[arg(value_enum)]
    task: Task,
    /// Folders to learn from: with `gold.jsonl` (or `articles.jsonl`) and the articles it speaks of
    /// as `text/DOC.txt`, or with brat's `*.ann` beside `*.txt`; for parts of speech with `tokens.jsonl` and `text/DOC.txt`, or with `*.conllu`;
    /// for what is worth a check with `*.tsv`, a debate each: number, speaker, sentence, 1 or 0.
    #[arg(long, value_name = "DIR", num_args = 1.., required = true)]
    corpus: Vec<PathBuf>,
    /// Folder for the weights.
    #[arg(short, long, value_name = "DIR", default_value = "models")]
    output: PathBuf,
    /// Instead of writing weights, write what models that never saw an article say of it, five
    /// folds by article, as JSON Lines; for parts of speech, the share of tokens that is right in
    /// a fifth of the documents; for what is worth a check, leaving out each debate in turn.
    /// Without FILE, to standard output.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    held_out: Option<PathBuf>,
    /// With `--held-out`: only the first N folds.
    #[arg(long, value_name = "N")]
    folds: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Task {
    Pos,
    Names,
    Attribution,
    Checkworthy,
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
            Task::Names => self.run_names(),
            Task::Attribution => self.run_attribution(),
            Task::Checkworthy => self.run_checkworthy(),
        }
    }

    fn run_attribution(&self) -> anyhow::Result<ExitCode> {
        let resources = Resources::new(Lexicon::built_in());
        let resources = resources.with_attributor(Attributor::default());
        let corpus = corpus::read(&self.corpus, &resources)?;
        if let Some(path) = &self.held_out {
            return write_held_out(
                path,
                &held_out(&corpus, self.folds.unwrap_or(N_FOLDS).min(N_FOLDS))?,
            );
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

    fn run_checkworthy(&self) -> anyhow::Result<ExitCode> {
        let debates = checkworthy::read(&self.corpus)?;
        if let Some(path) = &self.held_out {
            let n = self.folds.unwrap_or(debates.len());
            return write_held_out(path, &checkworthy::held_out(&debates, n)?);
        }
        let bytes = checkworthy::learn(&debates).to_bytes();
        self.write("checkworthy.bin", debates.len(), &bytes)
    }

    fn run_names(&self) -> anyhow::Result<ExitCode> {
        let (resources, texts) = names::read(&self.corpus)?;
        let training = NameTraining::default();
        if let Some(path) = &self.held_out {
            let folds = self.folds.unwrap_or(N_FOLDS).min(N_FOLDS);
            return write_held_out(
                path,
                &names::held_out(&resources, texts, &self.corpus, &training, folds)?,
            );
        }
        let lessons: Vec<&NameLesson> = texts.iter().map(|text| &text.lesson).collect();
        let matcher = EntityMatcher::new(&resources.lexicon).with_tagger(None);
        let tagger = training.learn(&matcher, &resources.lexicon, &lessons);
        self.write("names-tagger.bin", lessons.len(), &tagger.to_bytes())
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

/// Parts of the articles, by their index: a model of all parts but one tells the next pass of that
/// one. With two parts, models of half of the articles would teach it to expect a worse one than
/// it gets.
const N_PARTS: usize = 4;

/// Learns the three passes. Each learns from what passes before it say of articles that they never
/// saw.
fn learn(corpus: &[&Annotated]) -> Weights {
    let (tag_chain, argument_chain, judge_chain) = Weights::chains();
    let training = Training::default();
    let attributor = Attributor::default();
    let (part_tags, tags) =
        by_parts(&training, &tag_chain, corpus, |one, _| attributor.tag_examples(one.lesson()));
    let (part_arguments, arguments) = by_parts(&training, &argument_chain, corpus, |one, part| {
        attributor.argument_examples(one.lesson(), &part_tags[part])
    });
    let both = part_tags.into_iter().zip(part_arguments);
    let part_passes: Vec<Passes> =
        both.map(|(tags, arguments)| Passes { tags, arguments }).collect();
    let (part_judges, judge) = by_parts(&training, &judge_chain, corpus, |one, part| {
        attributor.judge_examples(one.lesson(), &part_passes[part])
    });
    let whole = |(passes, judge)| Weights { passes, judge, calibration: Calibration::default() };
    let parts: Vec<Weights> = part_passes.into_iter().zip(part_judges).map(whole).collect();
    let said = corpus
        .par_iter()
        .enumerate()
        .flat_map_iter(|(index, one)| attributor.trial(one.lesson(), &parts[index % N_PARTS]));
    let calibration = Calibration::learn(said.collect());
    Weights { passes: Passes { tags, arguments }, judge, calibration }
}

/// For each part of the articles a model of the others, and a model of all. `examples` makes those
/// of an article, told its part.
fn by_parts<const W: usize, const R: usize, const N: usize>(
    training: &Training,
    chain: &Chain<W>,
    corpus: &[&Annotated],
    examples: impl Fn(&Annotated, usize) -> Vec<Example> + Sync,
) -> (Vec<Model<W, R, N>>, Model<W, R, N>) {
    let examples: Vec<Vec<Example>> =
        corpus.par_iter().enumerate().map(|(index, one)| examples(one, index % N_PARTS)).collect();
    let learn = |without: Option<usize>| {
        let kept = examples
            .iter()
            .enumerate()
            .filter(|(index, _)| without.is_none_or(|without| index % N_PARTS != without));
        training.learn(chain.clone(), &kept.flat_map(|(_, examples)| examples).collect::<Vec<_>>())
    };
    rayon::join(
        || (0..N_PARTS).into_par_iter().map(|part| learn(Some(part))).collect(),
        || learn(None),
    )
}

/// What models that never saw an article say of it, as lines.
fn held_out(corpus: &[Annotated], n_folds: usize) -> anyhow::Result<String> {
    let mut lines = String::new();
    let mut said: Vec<(f32, bool)> = Vec::new();
    let lexicon = Lexicon::built_in();
    for fold in 0..n_folds {
        let in_fold = |index: usize| index % N_FOLDS == fold;
        let others = corpus.iter().enumerate().filter(|(index, _)| !in_fold(*index));
        let weights = learn(&others.map(|(_, one)| one).collect::<Vec<_>>());
        let attributor = Attributor::learned(weights.clone());
        for (_, one) in corpus.iter().enumerate().filter(|(index, _)| in_fold(*index)) {
            said.extend(attributor.trial(one.lesson(), &weights));
            lines.push_str(&serde_json::to_string(&predict(&attributor, &lexicon, &one.document))?);
            lines.push('\n');
        }
    }
    write!(anstream::stderr(), "{}", reliability(&said))?;
    Ok(lines)
}

/// For each tenth of confidence how many attributions there are, how sure they say they are, and
/// the share that is right, content and source.
#[expect(clippy::cast_precision_loss, reason = "counts of attributions")]
fn reliability(said: &[(f32, bool)]) -> String {
    let mut table = String::from("confidence      n  said  right\n");
    for tenth in 0..10_u8 {
        let low = f32::from(tenth) / 10.0;
        let is_in = |said: f32| low <= said && (said < low + 0.1 || tenth == 9);
        let inside: Vec<_> = said.iter().filter(|(said, _)| is_in(*said)).collect();
        if inside.is_empty() {
            continue;
        }
        let n = inside.len() as f32;
        let sum: f32 = inside.iter().map(|(said, _)| said).sum();
        let right = inside.iter().filter(|(_, is_right)| *is_right).count() as f32;
        let (high, said, right) = (low + 0.1, sum / n, right / n);
        let row = format!("{low:.1} to {high:.1} {n:>6}  {said:.2}   {right:.2}\n");
        table.push_str(&row);
    }
    table
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
