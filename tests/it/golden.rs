//! Golden articles: whole texts with all their tables, under `tests/golden/<slug>/`.
//!
//! `article.txt` is read as a file of that name, or the text of the repository that a line
//! `article: PATH` of `about.md` names; a line `date: 2019-07-22` there gives the day of publication
//! where the text does not. `UPDATE_GOLDEN=1` writes what is made now; the diff
//! is reviewed as code.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::AtomicU64;
use std::{env, fs};

use onrecord::lexicon::Lexicon;
use onrecord::pipeline::Resources;
use onrecord::read::{self, Article, DateSource};
use onrecord::tables::{Dialect, Form, Output, Provenance, TableName};

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::new(Lexicon::built_in()));

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cases() -> Vec<PathBuf> {
    let golden = root().join("tests/golden");
    let mut cases: Vec<_> =
        fs::read_dir(golden).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn article(case: &Path) -> Article {
    let about = fs::read_to_string(case.join("about.md")).unwrap();
    let told = |what: &str| about.lines().find_map(|line| line.strip_prefix(what)).map(str::trim);
    let path = told("article: ").map_or(case.join("article.txt"), |path| root().join(path));
    let mut article = None;
    let inputs = [path];
    let _ = read::read(&inputs, &read::Options::default(), &AtomicU64::new(0), &mut |item| {
        article = Some(item.unwrap());
        ControlFlow::Continue(())
    });
    let mut article = article.unwrap();
    // The path of this machine must not be in a table.
    article.source = "article.txt".to_owned();
    if let (None, Some(date)) = (article.published, told("date: ")) {
        article.published = Some(date.parse().unwrap());
        article.date_source = DateSource::Field;
    }
    article
}

/// File name and content of each table of an article.
fn tables(article: Article) -> Vec<(String, String)> {
    let form = Form { dialect: Dialect::Plain, is_csv: true, is_jsonl: false };
    let dir = tempfile::tempdir().unwrap();
    let mut output = Output::create(dir.path(), &TableName::ALL, form).unwrap();
    output.append(RESOURCES.rows(vec![Ok(article)], form)).unwrap();
    output.finish(&RESOURCES.lexicon, &Provenance::without_gazetteers()).unwrap();
    let names = TableName::ALL.into_iter().filter(|table| *table != TableName::Rejects);
    let names = names.map(|table| format!("{}.csv", table.table().name));
    names
        .map(|name| {
            let text = fs::read_to_string(dir.path().join(&name)).unwrap();
            (name, text)
        })
        .collect()
}

/// The lines that two tables do not share, those of the golden one with `-`.
fn diff(golden: &str, made: &str) -> String {
    let missing = golden.lines().filter(|line| !made.lines().any(|other| other == *line));
    let new = made.lines().filter(|line| !golden.lines().any(|other| other == *line));
    let missing = missing.map(|line| format!("- {line}"));
    missing.chain(new.map(|line| format!("+ {line}"))).collect::<Vec<_>>().join("\n")
}

#[test]
fn golden_articles_give_their_tables() {
    let mut changed = Vec::new();
    for case in cases() {
        for (name, made) in tables(article(&case)) {
            let path = case.join(name);
            let golden = fs::read_to_string(&path).unwrap_or_default();
            if env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&path, made).unwrap();
            } else if golden != made {
                changed.push(format!("{}\n{}", path.display(), diff(&golden, &made)));
            }
        }
    }
    assert!(
        changed.is_empty(),
        "{} tables changed; read the difference, then UPDATE_GOLDEN=1 cargo test golden\n{}",
        changed.len(),
        changed.join("\n")
    );
}
