//! `onrecord train pos`: texts with parts of speech in, weights out.
//!
//! A corpus is a folder with `tokens.jsonl`, a line an article of `text/DOC.txt` with what a
//! program took each token for, or with `*.conllu` files, tagged by people. Their tokens differ
//! from ours, so tags come to our tokens by position.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::segment::{Part, PartLesson, PartTagger, PartTraining, Segments, Splitting};
use crate::text::CleanText;

use super::{conllu, tokens};

/// One in so many documents tagged by people is held out.
const N_FOLDS: usize = 5;

/// A tag and the bytes it covers.
type Tagged = (u32, u32, Option<Part>);

/// The tagged texts of some folders, in order.
pub(super) fn read(folders: &[PathBuf]) -> anyhow::Result<Vec<PartLesson>> {
    tokens::read(
        folders,
        |marked| {
            let tagged = marked.tokens.iter();
            let tagged = tagged.map(|one| (one.start, one.end, Part::from_penn(&one.tag)));
            lesson(marked.text, &tagged.collect::<Vec<_>>(), false)
        },
        read_conllu,
    )
}

/// Reads a file of CoNLL-U.
fn read_conllu(path: &Path) -> anyhow::Result<PartLesson> {
    let (text, words) = conllu::read(path)?;
    let tagged = words.iter().map(|word| (word.start, word.end, Part::from_penn(&word.tag)));
    Ok(lesson(text, &tagged.collect::<Vec<_>>(), true))
}

/// Cuts a text into our tokens and gives each the tag that covers it.
fn lesson(text: String, tagged: &[Tagged], by_hand: bool) -> PartLesson {
    let clean = CleanText::new(text);
    let segments = Splitting::default().split(&clean);
    let parts = align(&clean, &segments, tagged);
    PartLesson { clean, segments, parts, by_hand }
}

fn align(clean: &CleanText, segments: &Segments, tagged: &[Tagged]) -> Vec<Option<Part>> {
    let mut first = 0;
    let part = |token: &crate::segment::Token| {
        let (start, end) = (token.span.start(), token.span.end());
        while tagged.get(first).is_some_and(|tag| tag.1 <= start) {
            first += 1;
        }
        let covering = tagged.get(first..).unwrap_or_default();
        let n = covering.iter().take_while(|tag| tag.0 < end).count();
        let covering = covering.get(..n).unwrap_or_default();
        match (clean.at(token.span), covering) {
            // "to" before a noun is a preposition to some.
            ("to" | "To" | "TO", _) => Some(Part::To),
            (_, [(from, to, part)]) if *from >= start && *to <= end => *part,
            (_, [(from, ..), .., (_, to, last)]) if *from >= start && *to <= end => {
                // Parts of a hyphenated word; of itself it is what its last part is.
                match last {
                    Some(Part::Participle | Part::Gerund | Part::Past) => Some(Part::Adjective),
                    other => *other,
                }
            }
            _ => None,
        }
    };
    segments.tokens.iter().map(part).collect()
}

/// Right and all, by part.
#[derive(Debug, Default, Clone)]
struct Tally {
    right: [u32; 32],
    all: [u32; 32],
    taken: [u32; 32],
}

fn score(tagger: &PartTagger, lessons: &[&PartLesson]) -> Tally {
    let mut tally = Tally::default();
    for lesson in lessons {
        let made = tagger.tag(&lesson.clean, &lesson.segments);
        for (gold, made) in lesson.parts.iter().zip(made) {
            if let Some(gold) = gold {
                tally.all[*gold as usize] += 1;
                tally.taken[made as usize] += 1;
                tally.right[*gold as usize] += u32::from(*gold == made);
            }
        }
    }
    tally
}

/// Learns without a fifth of the documents tagged by people, from both kinds of text and from
/// each alone, and tells how many tokens of that fifth come out right.
pub(super) fn held_out(lessons: Vec<PartLesson>, training: &PartTraining) -> String {
    let by_hand = lessons.iter().any(|lesson| lesson.by_hand);
    let mut nth = 0;
    let (held, taught): (Vec<PartLesson>, Vec<PartLesson>) =
        lessons.into_iter().partition(|lesson| {
            let counts = lesson.by_hand == by_hand;
            nth += usize::from(counts);
            counts && (nth - 1) % N_FOLDS == 0
        });
    let held: Vec<&PartLesson> = held.iter().collect();
    let (hand, silver): (Vec<PartLesson>, Vec<PartLesson>) =
        taught.iter().cloned().partition(|lesson| lesson.by_hand);
    let mut told = String::new();
    for (name, lessons) in [("all", &taught), ("by hand", &hand), ("by a program", &silver)] {
        if lessons.is_empty() || name != "all" && lessons.len() == taught.len() {
            continue;
        }
        let tagger = training.learn(lessons);
        tell(&mut told, name, &score(&tagger, &held));
    }
    told
}

fn tell(told: &mut String, name: &str, tally: &Tally) {
    let (right, all): (u32, u32) = (tally.right.iter().sum(), tally.all.iter().sum());
    let share = 100.0 * f64::from(right) / f64::from(all.max(1));
    let _ = writeln!(told, "learned from {name}: {right} of {all} tokens right, {share:.2} %");
    for (index, n) in tally.all.iter().enumerate().filter(|(_, n)| **n > 0) {
        let (right, taken) = (tally.right[index], tally.taken[index]);
        let recall = 100.0 * f64::from(right) / f64::from(*n);
        let precision = 100.0 * f64::from(right) / f64::from(taken.max(1));
        let part = Part::named(index).map_or("", Part::name);
        let _ = writeln!(told, "  {part}: {n}, recall {recall:.1}, precision {precision:.1}");
    }
}
