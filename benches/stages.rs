//! Bytes per second of each stage and of all of them together, on one thread.
//!
//! `cargo bench` measures on articles made of `benches/corpus/paragraphs.txt`. To measure on texts
//! of your own, name a folder of `.txt` files in `ONRECORD_BENCH_TEXTS`.

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

const PARAGRAPHS: &str = include_str!("corpus/paragraphs.txt");
const N_ARTICLES: usize = 250;

fn main() {
    divan::main();
}

static RESOURCES: LazyLock<Resources> = LazyLock::new(|| Resources::new(Lexicon::built_in()));

/// Every article with what the stages made of it.
static DOCUMENTS: LazyLock<Vec<Document>> =
    LazyLock::new(|| articles().into_iter().map(|article| RESOURCES.annotate(article)).collect());

fn articles() -> Vec<Article> {
    let texts = match env::var_os("ONRECORD_BENCH_TEXTS") {
        None => (0..N_ARTICLES).map(made_up).collect(),
        Some(folder) => {
            let files = fs::read_dir(folder).expect("ONRECORD_BENCH_TEXTS is a folder");
            let mut paths: Vec<_> = files.map(|file| file.expect("readable").path()).collect();
            paths.sort();
            let read = |path| fs::read_to_string(path).expect("UTF-8");
            paths.into_iter().map(read).collect::<Vec<_>>()
        }
    };
    let article = |(nth, text)| Article {
        id: format!("art_{nth:016x}"),
        doc: format!("doc-{nth}"),
        text: RawText::new(text),
        published: "2019-07-22".parse().ok(),
        ..Article::default()
    };
    texts.into_iter().enumerate().map(article).collect()
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

#[divan::bench]
fn a_normalize(bencher: Bencher<'_, '_>) {
    let normalizer = Normalizer::default();
    measure(bencher, |doc| -> Normalized { normalizer.normalize(&doc.article.text) });
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
