//! 150 short dated texts, written before the program saw them: at least 95 in 100 come out right,
//! and nothing that is wrong is said with a confidence over 0.9.
//!
//! `cargo test --test it dated_names -- --nocapture` prints what is not right.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use onrecord::entities::{Entities, EntityMatcher};
use onrecord::lexicon::{EntityKind, Lexicon};
use onrecord::segment::Segmenter;
use onrecord::text::CleanText;

/// Words that are judged: where they stand, the id they mean, the body a place speaks for.
struct Judged {
    start: usize,
    end: usize,
    id: String,
    body: Option<String>,
}

/// A text without its brackets, and what stood in them.
fn parse(text: &str) -> (String, Vec<Judged>) {
    let (mut plain, mut judged) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, after) = after.split_once(']').unwrap();
        let (words, id) = inside.split_once('|').unwrap();
        plain.push_str(before);
        let start = plain.len();
        plain.push_str(words);
        let (id, body) = match id.split_once('>') {
            Some((id, body)) => (id, Some(body.to_owned())),
            None => (id, None),
        };
        judged.push(Judged { start, end: plain.len(), id: id.to_owned(), body });
        rest = after;
    }
    plain.push_str(rest);
    (plain, judged)
}

/// What is wrong with the answer to a judgment, and how sure the wrong answer is.
fn fault(judged: &Judged, made: &Entities, lexicon: &Lexicon) -> Option<(String, f32)> {
    let over: Vec<usize> = (0..made.mentions.len())
        .filter(|&n| {
            let span = made.mentions[n].span;
            (span.start() as usize) < judged.end && judged.start < span.end() as usize
        })
        .collect();
    let id = |n: usize| {
        let chain = &made.chains[made.mentions[n].chain as usize];
        chain.entity.map_or("-", |entity| lexicon.entity(entity).id.as_str())
    };
    // Countries and bodies inside a role are mentions of their own: `British prime minister`.
    let is_person =
        |n: usize| made.chains[made.mentions[n].chain as usize].kind == EntityKind::Person;
    // `The New York Times` has its article.
    let begins = |n: usize| {
        let start = made.mentions[n].span.start() as usize;
        start <= judged.start && judged.start <= start + 4
    };
    let wanted = lexicon.find_entity(&judged.id).map(|entity| lexicon.entity(entity).kind);
    let answer = over.iter().rev().copied().find(|&n| match wanted {
        Some(EntityKind::Person) => is_person(n),
        Some(_) => begins(n),
        None => is_person(n) || begins(n),
    });
    let given = answer.map_or("-", id);
    if given != judged.id {
        let sure = answer.map_or(0.0, |n| made.mentions[n].confidence);
        return Some((format!("{given} for {}", judged.id), if given == "-" { 0.0 } else { sure }));
    }
    let body = judged.body.as_ref()?;
    let told = answer.and_then(|answer| {
        let told = made.metonyms.iter().find(|(mention, _)| *mention as usize == answer);
        told.map(|(_, body)| lexicon.entity(*body).id.as_str())
    });
    let told = told.unwrap_or("-");
    (told != body).then(|| (format!("speaks for {told}, not {body}"), 0.0))
}

#[test]
#[expect(clippy::print_stdout, reason = "what is not right is for people to read")]
fn dated_names() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/dated/names.txt");
    let texts = fs::read_to_string(path).unwrap();
    let lexicon = Lexicon::built_in();
    let matcher = EntityMatcher::new(&lexicon);
    let segmenter = Segmenter::default();
    let (mut n_texts, mut n_right, mut n_sure, mut told) = (0, 0, 0, String::new());
    for block in texts.split("\n\n") {
        let Some((day, text)) = block.trim().split_once('\n') else { continue };
        if day.starts_with('#') {
            continue;
        }
        let (plain, judged) = parse(text);
        let clean = CleanText::new(plain);
        let segments = segmenter.segment(&clean);
        let made = matcher.find(&lexicon, &clean, &segments, day.parse().ok());
        let faults: Vec<(String, f32)> =
            judged.iter().filter_map(|judged| fault(judged, &made, &lexicon)).collect();
        assert!(!judged.is_empty() && (day == "undated" || day.len() == 10), "{block}");
        n_texts += 1;
        n_right += usize::from(faults.is_empty());
        for (fault, sure) in faults {
            n_sure += usize::from(sure > 0.9);
            writeln!(told, "{day} {text}\n    {fault} ({sure:.2})").unwrap();
        }
    }
    println!("{told}{n_right} of {n_texts} right, {n_sure} wrong with a confidence over 0.9");
    assert!(n_texts >= 150, "{n_texts}");
    assert!(
        n_right * 100 >= n_texts * 95 && n_sure == 0,
        "{n_right} of {n_texts}, {n_sure} sure\n{told}"
    );
}
