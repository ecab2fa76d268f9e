//! Kinds, polarity, figures and dates of claims, scored on places that a person read.
//!
//! `tests/data/README.md` tells what was labelled, and by what notions. Where the articles are
//! missing the tests say so and score nothing. Kind and polarity are read off the attributions that
//! annotators marked, so only this step is measured; figures and dates off whole articles.
//! `CLAIMS_SHOW=dev` prints what fails in the half that rules may be written by.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use jiff::civil::Date;
use onrecord::attribution::{Attribution, QuoteKind, Speaker};
use onrecord::claims::{Claim, ClaimReader, Quantity};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline::Resources;
use onrecord::read::Article;
use onrecord::tables::Document;
use onrecord::text::{Clean, CodePoints, Raw, RawText, Span};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The folder of a corpus: in `ONRECORD_CORPORA`, else beside the repository.
fn corpus(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let corpora = env::var_os("ONRECORD_CORPORA").map_or(beside, PathBuf::from);
    Some(corpora.join(name)).filter(|folder| folder.is_dir())
}

fn labels<T: DeserializeOwned>(file: &str) -> Vec<T> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
    csv::Reader::from_path(path).unwrap().deserialize().map(Result::unwrap).collect()
}

/// How many were right, and of how many.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Share {
    right: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }

    fn percent(self) -> f64 {
        100.0 * f64::from(u32::try_from(self.right).unwrap())
            / f64::from(u32::try_from(self.of).unwrap())
    }
}

/// Of each half, `dev` and `held`.
type Halves = BTreeMap<String, Share>;

#[expect(clippy::print_stdout, reason = "a score is for reading")]
fn report(name: &str, halves: &Halves, floor: f64) {
    for (half, share) in halves {
        println!("{name}, {half}: {}/{} = {:.1} %", share.right, share.of, share.percent());
    }
    let all = halves.values().fold(Share::default(), |all, one| Share {
        right: all.right + one.right,
        of: all.of + one.of,
    });
    println!("{name}: {}/{} = {:.1} %", all.right, all.of, all.percent());
    assert!(all.percent() >= floor, "{name}: {:.1} % are less than {floor}", all.percent());
}

#[expect(clippy::print_stdout, reason = "a score is for reading")]
fn show(half: &str, text: impl FnOnce() -> String) {
    if env::var("CLAIMS_SHOW").is_ok_and(|shown| shown == half) {
        println!("{}", text());
    }
}

#[expect(clippy::print_stdout, reason = "it must not look as if all were well")]
fn skipped(corpus: &str) {
    println!("skipped: the articles of {corpus} are not here");
}

fn annotate(resources: &Resources, folder: &Path, doc: &str, day: Option<Date>) -> Document {
    let path = folder.join("text").join(format!("{doc}.txt"));
    resources.annotate(Article {
        doc: doc.to_owned(),
        text: RawText::new(fs::read_to_string(path).unwrap()),
        published: day,
        ..Article::default()
    })
}

/// The day that the name of an article of polnear tells.
fn day_of(doc: &str) -> Option<Date> {
    doc.split('_').nth(1).and_then(|day| day.parse().ok())
}

/// One attribution of the corpus.
#[derive(Debug, Deserialize)]
struct Marked {
    source: Vec<(u32, u32)>,
    cue: Vec<(u32, u32)>,
    content: Vec<(u32, u32)>,
}

#[derive(Debug, Deserialize)]
struct Line {
    doc: String,
    attributions: Vec<Marked>,
}

/// A label of an attribution, by the place of its cue.
#[derive(Debug, Deserialize)]
struct CueLabel {
    doc: String,
    start: u32,
    end: u32,
    #[serde(alias = "kind", alias = "polarity")]
    label: String,
    half: String,
}

/// The claim that the program makes of an attribution that an annotator marked.
fn claim(reader: &ClaimReader, document: &Document, marked: &Marked) -> Option<Claim> {
    let raw = document.article.text.as_str();
    let mut bytes: Vec<u32> =
        raw.char_indices().map(|(byte, _)| u32::try_from(byte).unwrap()).collect();
    bytes.push(u32::try_from(raw.len()).unwrap());
    let spans = |ranges: &[(u32, u32)]| -> Vec<Span<Clean>> {
        let span = |&(start, end): &(u32, u32)| {
            let span = Span::<Raw>::new(bytes[start as usize], bytes[end as usize]);
            document.normalized.alignment.to_clean(span)
        };
        ranges.iter().map(span).collect()
    };
    let attribution = Attribution {
        source: spans(&marked.source),
        cue: spans(&marked.cue),
        content: spans(&marked.content),
        kind: QuoteKind::Indirect,
        speaker: Speaker::default(),
        addressee: None,
        venue: None,
        rule: "gold",
        confidence: 1.0,
    };
    let made = reader.find(
        document.normalized.reading(),
        &document.segments,
        &document.entities,
        &[attribution],
        document.article.published,
    );
    made.claims.into_iter().next()
}

/// Scores labels of cues; `told` is what the program says of a claim.
fn score_cues(file: &str, told: impl Fn(&Claim) -> String, floor: f64) {
    let Some(folder) = corpus("polnear-train") else { return skipped("polnear-train") };
    let resources = Resources::new(Lexicon::built_in());
    let reader = ClaimReader::default();
    let gold = fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let lines: BTreeMap<String, Line> = gold
        .lines()
        .map(|line| serde_json::from_str::<Line>(line).unwrap())
        .map(|line| (line.doc.clone(), line))
        .collect();
    let mut halves = Halves::new();
    let mut documents: BTreeMap<String, Document> = BTreeMap::new();
    for row in labels::<CueLabel>(file) {
        let marked = lines[&row.doc].attributions.iter();
        let marked =
            marked.clone().find(|one| one.cue.first() == Some(&(row.start, row.end))).unwrap();
        let document = documents
            .entry(row.doc.clone())
            .or_insert_with(|| annotate(&resources, &folder, &row.doc, day_of(&row.doc)));
        let claim = claim(&reader, document, marked);
        let said = claim.as_ref().map_or(String::new(), &told);
        halves.entry(row.half.clone()).or_default().add(said == row.label);
        if said != row.label {
            show(&row.half, || {
                let chars: Vec<char> = document.article.text.as_str().chars().collect();
                let of = |ranges: &[(u32, u32)]| -> String {
                    let parts = ranges.iter().map(|(start, end)| {
                        chars[*start as usize..*end as usize].iter().take(60).collect::<String>()
                    });
                    parts.collect::<Vec<_>>().join(" … ")
                };
                format!(
                    "{} not {}: [{}] <{}> [{}]",
                    said,
                    row.label,
                    of(&marked.source),
                    of(&marked.cue),
                    of(&marked.content)
                )
            });
        }
    }
    assert_eq!(
        halves.values().map(|share| share.of).sum::<usize>(),
        labels::<CueLabel>(file).len()
    );
    report(file, &halves, floor);
}

#[test]
fn kinds_are_those_that_a_reader_gave() {
    score_cues("claim-kinds.csv", |claim| format!("{:?}", claim.kind).to_lowercase(), 85.0);
}

#[test]
fn polarity_is_what_a_reader_gave() {
    score_cues("claim-polarity.csv", |claim| format!("{:?}", claim.polarity).to_lowercase(), 92.0);
}

/// A figure that was read.
#[derive(Debug, Deserialize)]
struct FigureLabel {
    doc: String,
    start: u32,
    end: u32,
    low: f64,
    high: f64,
    #[serde(default)]
    unit: String,
}

#[derive(Debug, Deserialize)]
struct DocLabel {
    doc: String,
    half: String,
}

fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

fn is_same(document: &Document, label: &FigureLabel, quantity: &Quantity) -> bool {
    let clean = &document.normalized.clean;
    let unit = quantity.unit.name(clean);
    let value = match quantity.value {
        Some(value) => is_near(value, label.low) && is_near(value, label.high),
        None => {
            quantity.low.is_some_and(|low| is_near(low, label.low))
                && quantity.high.is_some_and(|high| is_near(high, label.high))
        }
    };
    value && unit.eq_ignore_ascii_case(&label.unit)
}

#[test]
fn figures_are_those_that_a_reader_found() {
    let Some(folder) = corpus("polnear-train") else { return skipped("polnear-train") };
    let resources = Resources::new(Lexicon::built_in());
    let labels: Vec<FigureLabel> = labels("quantities.csv");
    let (mut precision, mut recall) = (Halves::new(), Halves::new());
    for DocLabel { doc, half } in self::labels::<DocLabel>("quantities-articles.csv") {
        let document = annotate(&resources, &folder, &doc, day_of(&doc));
        let points = CodePoints::of(&document.article.text);
        let chars: Vec<char> = document.article.text.as_str().chars().collect();
        let around = |start: u32, end: u32| -> String {
            let (from, to) =
                ((start as usize).saturating_sub(40), (end as usize + 30).min(chars.len()));
            chars[from..to].iter().collect::<String>().replace('\n', " ")
        };
        let place = |span| points.range(document.normalized.alignment.to_raw(span));
        let mut found: Vec<(&Quantity, (u32, u32), bool)> =
            document.claimed.quantities.iter().map(|one| (one, place(one.span), false)).collect();
        for label in labels.iter().filter(|label| label.doc == doc) {
            let overlaps = |(start, end): (u32, u32)| start < label.end && label.start < end;
            let mut near: Vec<_> = found.iter_mut().filter(|one| overlaps(one.1)).collect();
            let hit = near
                .iter_mut()
                .find(|(quantity, _, is_used)| !is_used && is_same(&document, label, quantity));
            let is_hit = hit.is_some();
            if let Some((_, _, is_used)) = hit {
                *is_used = true;
            }
            recall.entry(half.clone()).or_default().add(is_hit);
            if !is_hit {
                let said: Vec<_> = near
                    .iter()
                    .map(|(one, ..)| (one.value, one.unit.name(&document.normalized.clean)))
                    .collect();
                show(&half, || {
                    format!(
                        "missed {} {}: {said:?} {}",
                        label.low,
                        label.unit,
                        around(label.start, label.end)
                    )
                });
            }
        }
        for (quantity, (start, end), is_used) in found {
            precision.entry(half.clone()).or_default().add(is_used);
            if !is_used {
                let unit = quantity.unit.name(&document.normalized.clean);
                show(&half, || {
                    format!("wrong {:?} {unit}: {}", quantity.value, around(start, end))
                });
            }
        }
    }
    report("figures, precision", &precision, 97.0);
    report("figures, recall", &recall, 93.0);
}

/// A date that was read; `*` where the reader could not tell.
#[derive(Debug, Deserialize)]
struct DateLabel {
    doc: String,
    start: u32,
    end: u32,
    first: String,
    last: String,
}

#[derive(Debug, Deserialize)]
struct Published {
    doc: String,
    published: Option<String>,
}

/// The day of each article of seesaw.
fn days(folder: &Path) -> BTreeMap<String, Option<Date>> {
    let gold = fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let lines = gold.lines().map(|line| serde_json::from_str::<Published>(line).unwrap());
    lines.map(|line| (line.doc, line.published.and_then(|day| day.parse().ok()))).collect()
}

/// Scores the dates of one article: precision and recall.
fn score_dates(document: &Document, mine: &[&DateLabel], half: &str, scores: [&mut Halves; 2]) {
    let [precision, recall] = scores;
    let points = CodePoints::of(&document.article.text);
    let chars: Vec<char> = document.article.text.as_str().chars().collect();
    let around = |start: u32, end: u32| -> String {
        let (from, to) =
            ((start as usize).saturating_sub(50), (end as usize + 30).min(chars.len()));
        chars[from..to].iter().collect::<String>().replace('\n', " ")
    };
    let place = |span| points.range(document.normalized.alignment.to_raw(span));
    let dates = document.claimed.dates.iter();
    let found: Vec<_> =
        dates.filter_map(|date| Some((date.first?, date.last?, place(date.span)))).collect();
    let overlaps =
        |label: &DateLabel, (start, end): (u32, u32)| start < label.end && label.start < end;
    let is_right = |label: &DateLabel, first: Date, last: Date| {
        label.first == "*" || label.first == first.to_string() && label.last == last.to_string()
    };
    for label in mine.iter().filter(|label| label.first != "*") {
        let near: Vec<_> = found.iter().filter(|(.., place)| overlaps(label, *place)).collect();
        let is_hit = near.iter().any(|(first, last, _)| is_right(label, *first, *last));
        recall.entry(half.to_owned()).or_default().add(is_hit);
        if !is_hit {
            let said: Vec<_> = near.iter().map(|(first, last, _)| (first, last)).collect();
            let text = around(label.start, label.end);
            show(half, || format!("missed {}/{}: {said:?} {text}", label.first, label.last));
        }
    }
    for (first, last, place) in found {
        let is_hit =
            mine.iter().any(|label| overlaps(label, place) && is_right(label, first, last));
        precision.entry(half.to_owned()).or_default().add(is_hit);
        if !is_hit {
            show(half, || format!("wrong {first}/{last}: {}", around(place.0, place.1)));
        }
    }
}

#[test]
fn dates_are_those_that_a_reader_found() {
    let Some(folder) = corpus("seesaw-dev") else { return skipped("seesaw-dev") };
    let resources = Resources::new(Lexicon::built_in());
    let days = days(&folder);
    let labels: Vec<DateLabel> = labels("dates.csv");
    let (mut precision, mut recall) = (Halves::new(), Halves::new());
    for DocLabel { doc, half } in self::labels::<DocLabel>("dates-articles.csv") {
        let document = annotate(&resources, &folder, &doc, days[&doc]);
        let mine: Vec<_> = labels.iter().filter(|label| label.doc == doc).collect();
        score_dates(&document, &mine, &half, [&mut precision, &mut recall]);
    }
    report("dates, precision", &precision, 92.0);
    report("dates, recall", &recall, 92.0);
}
