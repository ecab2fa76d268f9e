//! `onrecord normalize`: dumps in, clean texts out.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::run::{self, Reading, Repairing};
use crate::lexicon::Lexicon;
use crate::normalize::Normalizer;
use crate::read::{Article, Item};
use crate::tables::{Batch, Dialect, Document, Form, Provenance, TableName};

/// Write the texts with their noise repaired, and a table of the repairs.
#[derive(Debug, Args)]
pub(super) struct Normalize {
    #[command(flatten)]
    reading: Reading,
    /// Folder for the clean texts, which keep their file names, and the tables of articles,
    /// repairs and rejects; made where it is missing.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    #[command(flatten)]
    repairing: Repairing,
    /// List what is not sure enough to be repaired as well, as suggestions in repairs.csv.
    #[arg(long)]
    suggest: bool,
    /// CSV for programs: no byte order mark, LF, and texts as they are.
    #[arg(long)]
    plain: bool,
}

/// What a worker makes of some articles.
#[derive(Debug, Default)]
struct Clean {
    rows: Batch,
    texts: Vec<(Article, String)>,
}

const TABLES: [TableName; 3] = [TableName::Articles, TableName::Repairs, TableName::Rejects];

impl Normalize {
    /// Writes the texts and tables; exits 1 when there are rejects.
    ///
    /// # Errors
    ///
    /// If the output folder is refused or cannot be written.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let dialect = if self.plain { Dialect::Plain } else { Dialect::Spreadsheet };
        let form = Form { dialect, is_csv: true, is_jsonl: false };
        let options = self.reading.options(&self.output)?;
        let normalizer = Normalizer::default().without(&self.repairing.off);
        let suggestions = if self.suggest { Suggestions::Listed } else { Suggestions::Dropped };
        let mut output = self.reading.output(&self.output, &TABLES, form)?;
        let mut names = Names::default();
        let progress = self.reading.run(
            &options,
            |items| clean(&normalizer, items, suggestions, form),
            |made| {
                for (article, text) in made.texts {
                    let name = names.take(&article, self.reading.inputs());
                    output.write_text(&name, &text)?;
                }
                run::append(&mut output, made.rows, drop)
            },
        )?;
        let provenance = Provenance::without_gazetteers();
        output.finish(&Lexicon::default(), &provenance)?;
        Ok(run::tell(progress, &self.output))
    }
}

/// What becomes of suggestions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Suggestions {
    Listed,
    Dropped,
}

fn clean(normalizer: &Normalizer, items: Vec<Item>, suggestions: Suggestions, form: Form) -> Clean {
    let mut made = Clean::default();
    for item in items {
        match item {
            Err(reject) => made.rows.reject(&reject, form),
            Ok(article) => {
                let mut normalized = normalizer.normalize(&article.text);
                if suggestions == Suggestions::Dropped {
                    normalized.suggestions.clear();
                }
                let document = Document { article, normalized, ..Document::default() };
                made.rows.add_normalized(&document, form);
                let text = document.normalized.clean.as_str().to_owned();
                made.texts.push((document.article, text));
            }
        }
    }
    made
}

/// The file names given out so far.
#[derive(Debug, Default)]
struct Names(BTreeSet<PathBuf>);

impl Names {
    /// A path for the clean text of an article that no other article has.
    fn take(&mut self, article: &Article, inputs: &[PathBuf]) -> PathBuf {
        let mut path = path_of(article, inputs);
        if self.0.contains(&path) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let end = path.extension().unwrap_or_default().to_string_lossy();
            path = path.with_file_name(format!("{stem}-{}.{end}", article.id));
        }
        self.0.insert(path.clone());
        path
    }
}

/// The path inside the input folder for a file that is an article, else the name of the record.
fn path_of(article: &Article, inputs: &[PathBuf]) -> PathBuf {
    let source = Path::new(&article.source);
    let inside = inputs.iter().find_map(|input| source.strip_prefix(input).ok());
    if article.record.is_some() || article.source.contains('!') || inside.is_none() {
        return PathBuf::from(safe(&article.doc) + ".txt");
    }
    let inside = inside.filter(|inside| *inside != Path::new("")).unwrap_or(source);
    let name = Path::new(inside.file_name().unwrap_or_default());
    let is_text = name.extension().is_some_and(|end| end == "txt" || end == "md");
    let name = if is_text { name.to_owned() } else { PathBuf::from(safe(&article.doc) + ".txt") };
    let folders = inside.parent().into_iter().flat_map(Path::components);
    let is_given = inputs.iter().any(|input| input == source);
    let folders = folders.filter(|part| !is_given && matches!(part, Component::Normal(_)));
    folders.collect::<PathBuf>().join(name)
}

/// A name that is a file name on every system: what an input says must not lead anywhere else.
fn safe(name: &str) -> String {
    let is_kept = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.');
    let kept = name.chars().take(100).map(|ch| if is_kept(ch) { ch } else { '_' });
    let name: String = kept.collect();
    let name = name.trim_matches('.');
    if name.is_empty() { "article".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, doc: &str, record: Option<u64>, expected: &str) {
        let article =
            Article { source: source.into(), doc: doc.into(), record, ..Article::default() };
        let inputs = [PathBuf::from("in"), PathBuf::from("a/b.txt")];
        assert_eq!(path_of(&article, &inputs), Path::new(expected), "{source}");
    }

    #[test]
    fn texts_keep_their_names_and_stay_in_the_folder() {
        check("in/x/1.txt", "1", None, "x/1.txt");
        check("a/b.txt", "b", None, "b.txt");
        check("in/2.txt.gz", "2", None, "2.txt");
        check("in/dump.jsonl", "../../etc/passwd", Some(3), "_.._etc_passwd.txt");
        check("in/x.zip!../../y.txt", "y", None, "y.txt");
        check("in/../../z.txt", "z", None, "z.txt");
        check("-", "", None, "article.txt");
    }

    #[test]
    fn names_are_given_once() {
        let article = |id: &str| Article { id: id.into(), doc: "d".into(), ..Article::default() };
        let mut names = Names::default();
        assert_eq!(names.take(&article("art_1"), &[]), Path::new("d.txt"));
        assert_eq!(names.take(&article("art_2"), &[]), Path::new("d-art_2.txt"));
    }
}
