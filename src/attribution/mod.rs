//! Who said what: sources, cues and contents, and the speakers behind the sources.
//!
//! Reads the clean text, its [`Segments`] and [`Entities`]; makes [`Attributed`].

mod according;
mod antecedents;
mod candidates;
mod carry;
mod clauses;
mod colon;
mod confidence;
mod cues;
mod declined;
mod definites;
mod direct;
mod found;
mod indirect;
mod learned;
mod marks;
mod nameless;
mod nouns;
mod phrases;
mod principals;
mod reading;
mod releases;
mod rules;
mod scene;
mod speakers;
mod transcripts;
mod verbs;
mod words;

use jiff::civil::Date;
use serde::Serialize;

use crate::entities::{Entities, Mention};
use crate::lexicon::{EntityIdx, Lexicon, OfficeIdx};
use crate::segment::Segments;
use crate::tagger::Example;
use crate::text::{Clean, CleanText, Span};

use self::antecedents::Known;
use self::cues::Cues;
use self::found::Found;
use self::learned::Memo;
use self::marks::Quotation;
use self::nouns::Nouns;
use self::reading::{Reading, Run, WordMemo};
use self::scene::Scene;
use self::words::{Classes, Words};

pub use self::learned::{ArgumentModel, JudgeModel, Passes, TagModel, Weights};

/// How the speech is reported; the `kind` column of quotes and `quote` of JSON Lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// All of the content stands inside quotation marks, or is a turn of a transcript.
    Direct,
    /// Part of it does.
    Mixed,
    /// None of it does.
    Indirect,
}

/// What sort of speaker a source without a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Nameless {
    /// One person or body: `a spokesman`, `the campaign`.
    One,
    /// Several: `officials`, `they`, `Trump and Cruz`.
    Group,
    /// What somebody wrote: `the report`.
    Document,
}

/// On whose behalf somebody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    /// Index of the chain in [`Entities::chains`].
    Chain(u32),
    /// A row of the gazetteers that only the speaker's office tells: `White House spokesman`.
    Entity(EntityIdx),
}

/// Who spoke, as far as the article decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Speaker {
    /// Index of the chain in [`Entities::chains`]; none when nobody is known.
    pub chain: Option<u32>,
    /// The mention in the source span that names the speaker; none for a pronoun or a carried
    /// speaker.
    pub mention: Option<u32>,
    /// The office the speaker held on the article's date, when the lexicon knows it.
    pub office: Option<OfficeIdx>,
    /// On whose behalf the speaker speaks: X of `a spokesman for X`, `X's campaign`, `X spokeswoman
    /// Y`; none for all who speak for themselves.
    pub spoke_for: Option<Principal>,
    /// What sort of speaker it is, where nobody is known by name; none with a chain, and where the
    /// source does not tell.
    pub nameless: Option<Nameless>,
}

/// One attribution: a source says, by a cue, a content.
///
/// Spans of one role are in order and apart; content is never empty, source and cue may be.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Who, as written, with title and apposition: `Commerce Secretary Wilbur Ross`.
    pub source: Vec<Span<Clean>>,
    /// The words that attribute: `said`, `according to`.
    pub cue: Vec<Span<Clean>>,
    /// What is attributed, quotation marks included; in parts when the cue splits it.
    pub content: Vec<Span<Clean>>,
    /// How it is reported.
    pub kind: QuoteKind,
    /// The person or body behind the source.
    pub speaker: Speaker,
    /// Whom it was said to, as written: `Fox Business`.
    pub addressee: Option<Span<Clean>>,
    /// Where it was said, as written: `the television program "Fox and Friends"`.
    pub venue: Option<Span<Clean>>,
    /// The rule or model that made it, in kebab-case.
    pub rule: &'static str,
    /// From 0 to 1: the share of such attributions that are right.
    pub confidence: f32,
}

/// What the stage found in one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Attributed {
    /// By position of the first content.
    pub attributions: Vec<Attribution>,
    /// Mentions by pronoun, for pronouns that are sources and whose person is known; by position.
    pub pronouns: Vec<Mention>,
}

/// The rules and their word lists; built once, shared by all threads.
#[derive(Debug)]
pub struct Attributor {
    words: Words,
    cues: Cues,
    nouns: Nouns,
    weights: Option<Weights>,
}

/// What was seen of words so far, for the articles to come; never changes what is found in one.
#[derive(Debug, Default)]
pub struct AttributionMemory {
    words: WordMemo,
    /// Sums of weights for kinds of tokens.
    sums: Memo,
}

impl Default for Attributor {
    fn default() -> Self {
        let mut words = Words::built_in();
        let cues = Cues::built_in(&mut words);
        words.close();
        Self { words, cues, nouns: Nouns::built_in(), weights: None }
    }
}

/// An article as training needs it.
#[derive(Debug, Clone, Copy)]
pub struct Lesson<'a> {
    /// Its text.
    pub clean: &'a CleanText,
    /// Its pieces.
    pub segments: &'a Segments,
    /// Who is mentioned in it.
    pub entities: &'a Entities,
    /// What an annotator marked.
    pub gold: &'a [Annotation],
}

/// An attribution as an annotator marked it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Who; may be empty.
    pub source: Vec<Span<Clean>>,
    /// The words that attribute.
    pub cue: Span<Clean>,
    /// What is attributed; never empty.
    pub content: Vec<Span<Clean>>,
}

/// The model that comes with the program; its card is beside it.
static BUILT_IN: &[u8] = include_bytes!("../../models/attribution.bin");

impl Attributor {
    /// The rules with the built-in model at the heart; without it when it is of another version,
    /// so that a new one can be trained.
    pub fn built_in() -> Self {
        Self { weights: Weights::from_bytes(BUILT_IN).ok(), ..Self::default() }
    }

    /// The rules with a model at the heart.
    pub fn learned(weights: Weights) -> Self {
        Self { weights: Some(weights), ..Self::default() }
    }

    /// Examples for the first pass, one a paragraph.
    pub fn tag_examples(&self, lesson: Lesson) -> Vec<Example> {
        self.teach(lesson, |scene, rules, gold| {
            learned::tag_examples(scene, lesson.entities, rules, gold)
        })
    }

    /// Examples for the second pass, one a cue; `model` is of articles other than this one.
    pub fn argument_examples(&self, lesson: Lesson, model: &TagModel) -> Vec<Example> {
        self.teach(lesson, |scene, rules, gold| {
            learned::argument_examples(scene, lesson.entities, rules, gold, model)
        })
    }

    /// Who is behind the source of each annotation; `date` is the day of publication.
    pub fn speakers(&self, lexicon: &Lexicon, lesson: Lesson, date: Option<Date>) -> Vec<Speaker> {
        let Lesson { clean, segments, entities, gold } = lesson;
        let mut reading =
            Reading::new(&self.words, &mut WordMemo::default(), clean, segments, entities);
        marks::pair(&mut reading);
        // In the order that rules and models bring them in.
        let mut found: Vec<(usize, Found)> = (0..)
            .zip(gold)
            .filter_map(|(index, one)| Some((index, annotated(&reading, one)?)))
            .collect();
        found.sort_by_key(|(_, found)| (found.start(), found.cue.start));
        let (places, found): (Vec<usize>, Vec<Found>) = found.into_iter().unzip();
        let known = Known { nouns: &self.nouns, lexicon, date };
        let (made, _) = speakers::find(&reading, entities, known, &found);
        let mut speakers = vec![Speaker::default(); gold.len()];
        for (place, speaker) in places.into_iter().zip(made) {
            if let Some(slot) = speakers.get_mut(place) {
                *slot = speaker;
            }
        }
        speakers
    }

    /// Examples for the third pass, one a candidate; `passes` are of articles other than this one.
    pub fn judge_examples(&self, lesson: Lesson, passes: &Passes) -> Vec<Example> {
        self.teach(lesson, |scene, rules, gold| {
            learned::judge_examples(scene, lesson.entities, rules, gold, passes)
        })
    }

    /// What `weights` say of articles that they never saw, as [`crate::tagger::Calibration`] learns from it: the
    /// confidence of each attribution, and whether it is right.
    pub fn trial(&self, lesson: Lesson, weights: &Weights) -> Vec<(f32, bool)> {
        self.teach(lesson, |scene, rules, gold| {
            learned::trial(scene, lesson.entities, rules, gold, weights)
        })
    }

    fn teach<T>(&self, lesson: Lesson, call: impl FnOnce(Scene, &[Found], &[Found]) -> T) -> T {
        let Lesson { clean, segments, entities, gold } = lesson;
        let mut reading =
            Reading::new(&self.words, &mut WordMemo::default(), clean, segments, entities);
        let quotations = marks::pair(&mut reading);
        let scene = Scene { reading: &reading, quotations: &quotations, cues: &self.cues };
        let gold: Vec<Found> = gold.iter().filter_map(|one| annotated(&reading, one)).collect();
        call(scene, &rules::attribute(scene), &gold)
    }
}

/// An annotation in tokens; none when its cue is under no token.
fn annotated(reading: &Reading, annotation: &Annotation) -> Option<Found> {
    let run = |span: &Span<Clean>| {
        let run = reading.token_at(span.start())..reading.token_before(span.end());
        (!run.is_empty()).then_some(run)
    };
    Some(Found {
        source: annotation.source.iter().find_map(run),
        cue: run(&annotation.cue)?,
        content: annotation.content.iter().filter_map(run).collect(),
        ..Found::default()
    })
}

impl Attributor {
    /// Finds the attributions of an article; `date` is its day of publication.
    pub fn find(
        &self,
        lexicon: &Lexicon,
        clean: &CleanText,
        segments: &Segments,
        entities: &Entities,
        date: Option<Date>,
    ) -> Attributed {
        self.find_after(&mut AttributionMemory::default(), lexicon, clean, segments, entities, date)
    }

    /// The same after other articles; `memory` is of the numbers that their tokens and these have.
    pub fn find_after(
        &self,
        memory: &mut AttributionMemory,
        lexicon: &Lexicon,
        clean: &CleanText,
        segments: &Segments,
        entities: &Entities,
        date: Option<Date>,
    ) -> Attributed {
        let mut reading = Reading::new(&self.words, &mut memory.words, clean, segments, entities);
        let quotations = marks::pair(&mut reading);
        let scene = Scene { reading: &reading, quotations: &quotations, cues: &self.cues };
        let ruled = rules::attribute(scene);
        let (found, confidences): (Vec<Found>, Vec<f32>) = if let Some(weights) = &self.weights {
            let (sums, least) = (&mut memory.sums, learned::LEAST);
            learned::attribute(weights, sums, scene, entities, &ruled, least).into_iter().unzip()
        } else {
            let sure = ruled.iter().map(|found| confidence::of(found.rule)).collect();
            (ruled, sure)
        };
        let known = Known { nouns: &self.nouns, lexicon, date };
        let (speakers, pronouns) = speakers::find(&reading, entities, known, &found);
        let attributions = found.iter().zip(speakers).zip(confidences).filter_map(
            |((one, speaker), confidence)| {
                attribution(&reading, &quotations, one, speaker, confidence)
            },
        );
        Attributed { attributions: attributions.collect(), pronouns }
    }
}

fn attribution(
    reading: &Reading,
    quotations: &[Quotation],
    found: &Found,
    speaker: Speaker,
    confidence: f32,
) -> Option<Attribution> {
    let spans = |runs: &[Run]| runs.iter().filter_map(|run| reading.span(run)).collect::<Vec<_>>();
    let content = spans(&found.content);
    if content.is_empty() {
        return None;
    }
    Some(Attribution {
        source: found.source.iter().filter_map(|run| reading.span(run)).collect(),
        cue: reading.span(&found.cue).into_iter().collect(),
        content,
        kind: kind(reading, quotations, found),
        speaker,
        addressee: found.addressee.as_ref().and_then(|run| reading.span(run)),
        venue: found.venue.as_ref().and_then(|run| reading.span(&place(reading, run))),
        rule: found.rule,
        confidence,
    })
}

/// A phrase of place without its preposition: `the program` of `on the program`.
fn place(reading: &Reading, phrase: &Run) -> Run {
    let skip = reading.is(phrase.start, Classes::LOCATING.or(Classes::CIRCUMSTANCE));
    phrase.start + usize::from(skip && phrase.len() > 1)..phrase.end
}

/// How much of the content stands between marks; titles of works do not count.
fn kind(reading: &Reading, quotations: &[Quotation], found: &Found) -> QuoteKind {
    if found.rule == transcripts::RULE {
        return QuoteKind::Direct;
    }
    let (mut n_words, mut n_quoted) = (0_u32, 0_u32);
    for token in found.content.iter().cloned().flatten() {
        if !reading.is(token, Classes::WORD) {
            continue;
        }
        n_words += 1;
        let quotation = reading.quotation(token).and_then(|index| quotations.get(index));
        n_quoted += u32::from(quotation.is_some_and(|quotation| !quotation.is_title));
    }
    match n_quoted {
        0 => QuoteKind::Indirect,
        _ if n_quoted == n_words => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use crate::pipeline::Resources;
    use crate::read::Article;
    use crate::tables::Document;
    use crate::text::RawText;

    use super::*;

    #[test]
    fn the_built_in_model_is_of_this_version() {
        assert!(Weights::from_bytes(BUILT_IN).is_ok());
    }

    #[test]
    fn sums_kept_for_kinds_are_those_of_their_features() {
        let text = "\u{201c}Prices will fall, and they will fall soon,\u{201d} Mayor Ann Field said on Monday, \
            adding that nobody should worry.\n\nThe council, according to two members, has not been told: \
            \u{201c}We heard it on the radio,\u{201d} one of them complained. She denied that.";
        let resources = Resources::new(Lexicon::built_in());
        let document = resources
            .annotate(Article { text: RawText::new(text.to_owned()), ..Article::default() });
        let attributor = Attributor::built_in();
        let weights = attributor.weights.as_ref().unwrap();
        let Document { normalized, segments, entities, .. } = &document;
        let lesson = Lesson { clean: &normalized.clean, segments, entities, gold: &[] };
        let n_compared = attributor.teach(lesson, |scene, rules, _| {
            learned::compare_scores(weights, scene, entities, rules)
        });
        assert!(n_compared > 200, "{n_compared}");
    }
}
