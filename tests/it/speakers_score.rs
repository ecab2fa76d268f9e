//! Who is behind a pronoun or a surname: scored on 200 sources that a person read.
//!
//! `tests/data/speakers.csv` has the place of each source and a name, and no text; the articles are
//! not ours to give on. Where their folder is missing the test says so and scores nothing. Speakers
//! are sought for the attributions that annotators marked, so only this step is measured.
//! `SPEAKERS_SHOW=even` prints what fails in the half that rules may be written by.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use onrecord::attribution::{Annotation, Attributor, Lesson};
use onrecord::lexicon::Lexicon;
use onrecord::pipeline::Resources;
use onrecord::read::Article;
use onrecord::tables::Document;
use onrecord::text::{Clean, CodePoints, Raw, RawText, Span};
use serde::Deserialize;

/// One row of the sample.
#[derive(Debug, Deserialize)]
struct Sample {
    doc: String,
    start: u32,
    end: u32,
    name: String,
}

/// One line of the corpus.
#[derive(Debug, Deserialize)]
struct Line {
    doc: String,
    attributions: Vec<Marked>,
}

#[derive(Debug, Deserialize)]
struct Marked {
    source: Vec<(u32, u32)>,
    cue: Vec<(u32, u32)>,
    content: Vec<(u32, u32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right,
    Wrong,
    Empty,
}

/// Counts of verdicts.
#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    right: usize,
    wrong: usize,
    empty: usize,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Wrong => self.wrong += 1,
            Verdict::Empty => self.empty += 1,
        }
    }

    fn n(self) -> usize {
        self.right + self.wrong + self.empty
    }
}

/// The folder of the corpus: `ONRECORD_CORPORA`, else beside the repository.
fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let corpora = env::var_os("ONRECORD_CORPORA").map_or(beside, PathBuf::from);
    Some(corpora.join("polnear-train")).filter(|folder| folder.is_dir())
}

#[test]
#[expect(clippy::print_stdout, reason = "a score is for reading")]
fn pronouns_and_surnames_have_their_speakers() {
    let Some(corpus) = corpus() else {
        println!("skipped: the articles of the sample are not here");
        return;
    };
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/speakers.csv");
    let rows: Vec<Sample> =
        csv::Reader::from_path(sample).unwrap().deserialize().map(Result::unwrap).collect();
    let gold = fs::read_to_string(corpus.join("gold.jsonl")).unwrap();
    let lines: Vec<Line> =
        gold.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<_>>();
    let lines: BTreeMap<&str, &Line> = lines.iter().map(|line| (line.doc.as_str(), line)).collect();
    let resources = Resources::new(Lexicon::built_in());
    let show = env::var("SPEAKERS_SHOW").unwrap_or_default();
    let mut halves = [Counts::default(); 2];
    let mut kinds = [Counts::default(); 2];
    let mut end_to_end = Counts::default();
    for (index, row) in rows.iter().enumerate() {
        let half = index % 2;
        let path = corpus.join("text").join(format!("{}.txt", row.doc));
        let document = annotate(&resources, &row.doc, fs::read_to_string(path).unwrap());
        let names = by_gold(&resources.lexicon, &document, lines[row.doc.as_str()], row);
        let verdict = judge(row, &names);
        halves[half].add(verdict);
        kinds[usize::from(is_pronoun(&document, row))].add(verdict);
        let found = found_by_rules(&resources.lexicon, &document, row);
        let whole = judge(row, &found);
        end_to_end.add(whole);
        let is_shown = show == ["even", "odd"][half];
        if is_shown && (verdict != Verdict::Right || whole != Verdict::Right) {
            println!(
                "{verdict:?}/{whole:?} {}@{} {:?}: {names:?} {found:?}",
                row.doc, row.start, row.name
            );
        }
    }
    let mut report = String::new();
    let named = [("even rows", halves[0]), ("odd rows", halves[1])].into_iter().chain([
        ("surnames", kinds[0]),
        ("pronouns", kinds[1]),
        ("as extracted", end_to_end),
    ]);
    for (name, Counts { right, wrong, empty }) in named {
        writeln!(report, "{name}: {right} right, {wrong} wrong, {empty} empty").unwrap();
    }
    println!("{report}");
    let (right, wrong) = (halves[0].right + halves[1].right, halves[0].wrong + halves[1].wrong);
    let n = halves[0].n() + halves[1].n();
    assert_eq!(n, 200);
    assert!(right * 100 >= 85 * n && wrong * 100 <= 5 * n, "{report}");
}

/// The article, published on the day that its name tells.
fn annotate(resources: &Resources, doc: &str, text: String) -> Document {
    let published = doc.split('_').nth(1).and_then(|day| day.parse().ok());
    resources.annotate(Article {
        doc: doc.to_owned(),
        text: RawText::new(text),
        published,
        ..Article::default()
    })
}

/// Names by which the speaker of the attribution that an annotator gave this source goes.
fn by_gold(lexicon: &Lexicon, document: &Document, line: &Line, row: &Sample) -> Vec<String> {
    let raw = document.article.text.as_str();
    let mut bytes: Vec<u32> =
        raw.char_indices().map(|(byte, _)| u32::try_from(byte).unwrap()).collect();
    bytes.push(u32::try_from(raw.len()).unwrap());
    let span = |&(start, end): &(u32, u32)| {
        let span = Span::<Raw>::new(bytes[start as usize], bytes[end as usize]);
        document.normalized.alignment.to_clean(span)
    };
    let marked: Vec<&Marked> = line.attributions.iter().filter(|one| !one.cue.is_empty()).collect();
    let gold: Vec<Annotation> = marked
        .iter()
        .map(|one| Annotation {
            source: one.source.iter().map(span).collect(),
            cue: span(&one.cue[0]),
            content: one.content.iter().map(span).collect(),
        })
        .collect();
    let lesson = Lesson {
        clean: &document.normalized.clean,
        segments: &document.segments,
        entities: &document.entities,
        gold: &gold,
    };
    let speakers = Attributor::default().speakers(lexicon, lesson, document.article.published);
    let at = marked.iter().position(|one| one.source.first() == Some(&(row.start, row.end)));
    names(lexicon, document, speakers[at.unwrap()].chain)
}

/// The same for the source as the whole job finds it.
fn found_by_rules(lexicon: &Lexicon, document: &Document, row: &Sample) -> Vec<String> {
    let points = CodePoints::of(&document.article.text);
    let covers = |span: &Span<Clean>| {
        let (start, end) = points.range(document.normalized.alignment.to_raw(*span));
        start < row.end && row.start < end
    };
    let attributions = &document.attributed.attributions;
    let one = attributions.iter().find(|one| one.source.iter().any(covers));
    names(lexicon, document, one.and_then(|one| one.speaker.chain))
}

fn names(lexicon: &Lexicon, document: &Document, chain: Option<u32>) -> Vec<String> {
    let Some(chain) = chain.map(|chain| &document.entities.chains[chain as usize]) else {
        return Vec::new();
    };
    let listed = chain.entity.map(|entity| lexicon.entity(entity));
    let aliases = listed.into_iter().flat_map(|entity| entity.aliases.iter());
    std::iter::once(chain.name.clone())
        .chain(aliases.map(|alias| alias.as_str().to_owned()))
        .collect()
}

fn is_pronoun(document: &Document, row: &Sample) -> bool {
    let text = document.article.text.as_str().chars();
    let text: String = text.skip(row.start as usize).take((row.end - row.start) as usize).collect();
    text == "I" || text.to_lowercase() == text || ["He", "She", "It"].contains(&text.as_str())
}

/// Right when one of the names has all words of the one that was read, or all its words are among
/// them and there are two or more.
fn judge(row: &Sample, names: &[String]) -> Verdict {
    if names.is_empty() {
        return if row.name.is_empty() { Verdict::Right } else { Verdict::Empty };
    }
    let wanted = words(&row.name);
    let is_same = |name: &String| {
        let name = words(name);
        wanted.iter().all(|word| name.contains(word))
            || name.len() > 1 && name.iter().all(|word| wanted.contains(word))
    };
    if !wanted.is_empty() && names.iter().any(is_same) { Verdict::Right } else { Verdict::Wrong }
}

fn words(name: &str) -> Vec<String> {
    let words = name.split(|ch: char| !ch.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !word.is_empty() && word != "the").collect()
}
