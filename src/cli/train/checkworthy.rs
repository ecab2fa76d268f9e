//! `onrecord train checkworthy`: debates in which people marked what they checked in, weights out.
//!
//! A corpus is a folder of `*.tsv`, a debate or speech each; a line is a sentence: number, speaker,
//! text, and 1 where it is worth a check, else 0.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use rayon::prelude::*;
use serde::Serialize;

use crate::claims::{ClaimReader, Worth, WorthLesson};
use crate::cli::checkworthy::{Line, Read};
use crate::segment::Segmenter;

/// A debate and its name.
pub(super) struct Debate {
    name: String,
    numbers: Vec<u64>,
    lessons: Vec<WorthLesson>,
}

/// What a model that never saw a debate says of a sentence.
#[derive(Debug, Serialize)]
struct Told<'a> {
    doc: &'a str,
    line: u64,
    /// Where it stands.
    score: f32,
    /// By itself.
    alone: f32,
    worth: bool,
}

/// The debates of some folders: folder by folder, by name.
///
/// # Errors
///
/// If a folder has none, or a line is at fault.
pub(super) fn read(folders: &[PathBuf]) -> anyhow::Result<Vec<Debate>> {
    let mut paths = Vec::new();
    for folder in folders {
        let before = paths.len();
        let told = || format!("cannot read {}", folder.display());
        for entry in fs::read_dir(folder).with_context(told)? {
            let path = entry.with_context(told)?.path();
            if path.extension().is_some_and(|end| end == "tsv") {
                paths.push(path);
            }
        }
        if paths.len() == before {
            bail!("{}: no *.tsv with debates", folder.display());
        }
        if let Some(found) = paths.get_mut(before..) {
            found.sort();
        }
    }
    let reader = ClaimReader::default().with_worth(Worth::default());
    let segmenter = Segmenter::default();
    paths.par_iter().map(|path| read_debate(path, &segmenter, &reader)).collect()
}

fn read_debate(path: &Path, segmenter: &Segmenter, reader: &ClaimReader) -> anyhow::Result<Debate> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut debate = Debate { name, numbers: Vec::new(), lessons: Vec::new() };
    for (line, number) in text.lines().zip(1..) {
        let place = || format!("{}:{number}", path.display());
        let line = Line::read(line)
            .with_context(|| format!("{}: not number, speaker, sentence and label", place()))?;
        let is_worth = match line.label.trim() {
            "0" => false,
            "1" => true,
            other => bail!("{}: the label is {other:?}, not 0 or 1", place()),
        };
        let sentence = Read::new(segmenter, line.sentence);
        debate.lessons.push(reader.worth_lesson(sentence.said_by(line.speaker), is_worth));
        debate.numbers.push(line.number.parse().unwrap_or(number));
    }
    Ok(debate)
}

/// The weights.
pub(super) fn learn(debates: &[Debate]) -> Worth {
    Worth::learn(&debates.iter().map(|debate| debate.lessons.as_slice()).collect::<Vec<_>>())
}

/// Leaves out each debate in turn, the first `n` of them: what a model of all others says of it, as
/// lines. The average precision of each is told on standard error.
pub(super) fn held_out(debates: &[Debate], n: usize) -> anyhow::Result<String> {
    let told: Vec<Vec<(f32, f32)>> = (0..debates.len().min(n))
        .into_par_iter()
        .map(|index| {
            let others = debates.iter().enumerate().filter(|(other, _)| *other != index);
            let others: Vec<&[WorthLesson]> =
                others.map(|(_, debate)| debate.lessons.as_slice()).collect();
            Worth::learn(&others).trial(&debates[index].lessons)
        })
        .collect();
    let mut lines = String::new();
    for (debate, told) in debates.iter().zip(&told) {
        let sentences = debate.lessons.iter().zip(&debate.numbers).zip(told);
        for ((lesson, line), (alone, score)) in sentences {
            let told = Told {
                doc: &debate.name,
                line: *line,
                score: *score,
                alone: *alone,
                worth: lesson.is_worth(),
            };
            lines.push_str(&serde_json::to_string(&told)?);
            lines.push('\n');
        }
    }
    write!(anstream::stderr(), "{}", precisions(debates, &told))?;
    Ok(lines)
}

/// A table of the average precision of each debate, and their mean.
fn precisions(debates: &[Debate], told: &[Vec<(f32, f32)>]) -> String {
    let mut table = String::from("sentences  worth  where it stands  alone  debate\n");
    let (mut sums, mut n) = ([0.0; 2], 0.0_f64);
    for (debate, told) in debates.iter().zip(told) {
        let worth: Vec<bool> = debate.lessons.iter().map(WorthLesson::is_worth).collect();
        let n_worth = worth.iter().filter(|is_worth| **is_worth).count();
        let of = |score: fn(&(f32, f32)) -> f32| {
            average_precision(told.iter().map(score).zip(worth.iter().copied()).collect())
        };
        let (score, alone) = (of(|one| one.1), of(|one| one.0));
        if n_worth > 0 {
            (sums, n) = ([sums[0] + score, sums[1] + alone], n + 1.0);
        }
        let (n_sentences, name) = (worth.len(), &debate.name);
        let _ = writeln!(table, "{n_sentences:>9} {n_worth:>6} {score:>16.3} {alone:>6.3}  {name}");
    }
    let [score, alone] = sums.map(|sum| if n > 0.0 { sum / n } else { 0.0 });
    let _ = writeln!(table, "     mean        {score:>16.4} {alone:>6.4}");
    table
}

/// The mean, over what is sought, of the share of what is sought among all that are ranked as
/// high; ties stand in input order.
fn average_precision(mut ranked: Vec<(f32, bool)>) -> f64 {
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut found, mut sum) = (0.0, 0.0);
    for ((_, is_sought), rank) in ranked.into_iter().zip(1_u32..) {
        if is_sought {
            found += 1.0;
            sum += found / f64::from(rank);
        }
    }
    if found > 0.0 { sum / found } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ranked: &[(f32, bool)], expected: f64) {
        let got = average_precision(ranked.to_vec());
        assert!((got - expected).abs() < 1e-9, "{ranked:?}: {got}");
    }

    #[test]
    fn precision_is_averaged_over_what_is_sought() {
        check(&[], 0.0);
        check(&[(0.5, false)], 0.0);
        check(&[(0.1, false), (0.9, true)], 1.0);
        check(&[(0.9, false), (0.8, true), (0.7, false), (0.1, true)], 0.5);
    }
}
