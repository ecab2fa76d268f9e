//! Bytes per second of each stage and of all of them together, on one thread.
//!
//! Measured on the articles that `ONRECORD_BENCH_TEXTS` names, a folder of `.txt` files; without it on
//! `../shared/corpora/polnear-train/text` where that is there, and else on articles made of
//! `benches/corpus/paragraphs.txt`. What was taken is said first, and figures of one are not those of
//! another. Damaged texts are made by `../shared/eval/noise.py`, which damages 20 words in 1000, or
//! where that is not there by a few slips of this file. Nothing of reading files is measured.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::{env, fs};

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord::attribution::{Attributed, Attributor};
use onrecord::claims::ClaimReader;
use onrecord::entities::{Entities, EntityMatcher};
use onrecord::lexicon::Lexicon;
use onrecord::normalize::{Normalized, Normalizer};
use onrecord::pipeline::Resources;
use onrecord::read::Article;
use onrecord::segment::{Part, PartTagger, Segmenter, Segments};
use onrecord::tables::{Batch, Dialect, Document, Form};
use onrecord::text::RawText;

// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PARAGRAPHS: &str = include_str!("corpus/paragraphs.txt");
const N_ARTICLES: usize = 250;
const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared");

#[expect(clippy::print_stdout, reason = "figures are worth nothing without the texts they are of")]
fn main() {
    let from = folder().map_or("benches/corpus".to_owned(), |folder| folder.display().to_string());
    println!("{} articles of {from}", TEXTS.len());
    divan::main();
}

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::new(Lexicon::built_in()));

static TEXTS: LazyLock<Vec<RawText>> = LazyLock::new(|| {
    let texts = folder().map_or_else(|| (0..N_ARTICLES).map(made_up).collect(), |f| read(&f));
    texts.into_iter().map(RawText::new).collect()
});

/// Every article with what the stages made of it.
static DOCUMENTS: LazyLock<Vec<Document>> =
    LazyLock::new(|| articles().into_iter().map(|article| RESOURCES.annotate(article)).collect());

/// The folder of texts, if any is there.
fn folder() -> Option<PathBuf> {
    let shared = Path::new(SHARED).join("corpora/polnear-train/text");
    env::var_os("ONRECORD_BENCH_TEXTS").map(PathBuf::from).or(shared.is_dir().then_some(shared))
}

/// The files of a folder, in order.
fn read(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).expect("texts are in a folder");
    let mut paths: Vec<_> = files.map(|file| file.expect("readable").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).expect("UTF-8")).collect()
}

fn articles() -> Vec<Article> {
    let article = |(nth, text): (usize, &RawText)| Article {
        id: format!("art_{nth:016x}"),
        doc: format!("doc-{nth}"),
        text: text.clone(),
        published: "2019-07-22".parse().ok(),
        ..Article::default()
    };
    TEXTS.iter().enumerate().map(article).collect()
}

/// The texts with 20 damaged words in 1000.
fn damaged() -> Vec<RawText> {
    let script = Path::new(SHARED).join("eval/noise.py");
    let made = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged");
    let by_script = folder().filter(|_| script.is_file()).filter(|folder| {
        let mut command = Command::new("python3");
        command.arg(&script).arg(folder).arg(&made).args(["--seed", "404"]);
        command.status().is_ok_and(|status| status.success())
    });
    let texts = match by_script {
        Some(_) => read(&made),
        None => TEXTS.iter().map(|text| with_slips(text.as_str())).collect(),
    };
    texts.into_iter().map(RawText::new).collect()
}

/// A text in which every fiftieth word has a slip.
fn with_slips(text: &str) -> String {
    let slip = |(nth, word): (usize, &str)| match (word.split_at_checked(4), nth / 50 % 3) {
        (Some((start, end)), 0) if nth % 50 == 49 => format!("{start} {end}"),
        (Some((start, end)), 1) if nth % 50 == 49 => format!("{start}e{end}"),
        (Some(_), 2) if nth % 50 == 49 => format!("{word} {word}"),
        _ => word.to_owned(),
    };
    text.split(' ').enumerate().map(slip).collect::<Vec<_>>().join(" ")
}

/// Twenty paragraphs, other ones in another order for each article.
fn made_up(nth: usize) -> String {
    let paragraphs: Vec<&str> = PARAGRAPHS.lines().collect();
    // A prime step visits different paragraphs before it comes round.
    let step = [1, 3, 7, 11, 13, 17, 19, 23, 29, 31, 37][nth % 11];
    let chosen = (0..20).filter_map(|k| paragraphs.get((nth + k * step) % paragraphs.len()));
    chosen.copied().collect::<Vec<_>>().join("\n\n")
}

/// Measures `work` over all documents.
fn measure<T>(bencher: Bencher<'_, '_>, work: impl Fn(&Document) -> T + Sync) {
    let n_bytes: usize = DOCUMENTS.iter().map(|doc| doc.article.text.as_str().len()).sum();
    bencher.counter(BytesCount::new(n_bytes)).bench(|| {
        for document in DOCUMENTS.iter() {
            divan::black_box(work(document));
        }
    });
}

fn normalize(bencher: Bencher<'_, '_>, texts: &[RawText]) {
    let normalizer = Normalizer::default();
    let n_bytes: usize = texts.iter().map(|text| text.as_str().len()).sum();
    bencher.counter(BytesCount::new(n_bytes)).bench(|| {
        for text in texts {
            let normalized: Normalized = normalizer.normalize(text);
            divan::black_box(normalized);
        }
    });
}

#[divan::bench]
fn a_normalize(bencher: Bencher<'_, '_>) {
    normalize(bencher, &TEXTS);
}

#[divan::bench]
fn a_normalize_damaged(bencher: Bencher<'_, '_>) {
    normalize(bencher, &damaged());
}

#[divan::bench]
fn b_segment(bencher: Bencher<'_, '_>) {
    let segmenter = Segmenter::default();
    measure(bencher, |doc| -> Segments { segmenter.segment(&doc.normalized.clean) });
}

/// Part of the stage before: parts of speech alone.
#[divan::bench]
fn b_segment_parts(bencher: Bencher<'_, '_>) {
    let tagger = PartTagger::default();
    measure(bencher, |doc| -> Vec<Part> { tagger.tag(&doc.normalized.clean, &doc.segments) });
}

#[divan::bench]
fn c_entities(bencher: Bencher<'_, '_>) {
    let lexicon = &RESOURCES.lexicon;
    let matcher = EntityMatcher::new(lexicon);
    measure(bencher, |doc| -> Entities {
        let date = doc.article.published;
        matcher.find(lexicon, &doc.normalized.clean, &doc.segments, date)
    });
}

#[divan::bench]
fn d_attribution(bencher: Bencher<'_, '_>) {
    let lexicon = &RESOURCES.lexicon;
    let attributor = Attributor::default();
    measure(bencher, |doc| -> Attributed {
        let (clean, date) = (&doc.normalized.clean, doc.article.published);
        attributor.find(lexicon, clean, &doc.segments, &doc.entities, date)
    });
}

#[divan::bench]
fn e_claims(bencher: Bencher<'_, '_>) {
    let claims = ClaimReader::default();
    measure(bencher, |doc| {
        let (clean, date) = (&doc.normalized.clean, doc.article.published);
        claims.find(clean, &doc.segments, &doc.entities, &doc.attributed.attributions, date)
    });
}

fn rows(document: &Document, form: Form) -> Batch {
    let mut batch = Batch::default();
    batch.add(document, &RESOURCES.lexicon, form);
    batch
}

#[divan::bench]
fn f_rows_for_spreadsheets(bencher: Bencher<'_, '_>) {
    let form = Form { is_csv: true, ..Form::default() };
    measure(bencher, |doc| rows(doc, form));
}

#[divan::bench]
fn g_rows_plain(bencher: Bencher<'_, '_>) {
    let form = Form { dialect: Dialect::Plain, is_csv: true, is_jsonl: false };
    measure(bencher, |doc| rows(doc, form));
}

#[divan::bench]
fn h_json_lines(bencher: Bencher<'_, '_>) {
    let form = Form { is_jsonl: true, ..Form::default() };
    measure(bencher, |doc| rows(doc, form));
}

#[divan::bench]
fn i_all_stages(bencher: Bencher<'_, '_>) {
    let form = Form { is_csv: true, ..Form::default() };
    measure(bencher, |doc| rows(&RESOURCES.annotate(doc.article.clone()), form));
    // Stages that find nothing are fast and worth nothing.
    let count =
        |count: fn(&Batch) -> u64| DOCUMENTS.iter().map(|doc| count(&rows(doc, form))).sum();
    let (n_mentions, n_quotes): (u64, u64) =
        (count(|rows| rows.counts().n_mentions), count(|rows| rows.counts().n_quotes));
    let n_articles = DOCUMENTS.len() as u64;
    assert!(n_mentions >= 5 * n_articles, "{n_mentions} mentions in {n_articles} articles");
    assert!(n_quotes >= n_articles, "{n_quotes} quotes in {n_articles} articles");
}
