//! What is claimed: kind, polarity, modality, figures, dates and check-worthiness of attributions.
//!
//! Reads the clean text, its [`Segments`], [`Entities`] and [`Attribution`]s; makes [`Claim`]s, at
//! most one an attribution.

mod alone;
mod bounds;
mod calendar;
mod checkworthy;
mod dates;
mod days;
mod figures;
mod hints;
mod inner;
mod kind;
mod modality;
mod numbers;
mod owners;
mod plain;
mod polarity;
mod quantities;
mod relative;
mod shares;
mod spoken;
mod stretches;
mod tenses;
mod topics;
mod triple;
mod units;
mod view;
mod words;

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::attribution::{Attribution, QuoteKind, Speaker};
use crate::entities::Entities;
use crate::lexicon::Memo;
use crate::segment::Segments;
use crate::text::{Clean, CleanText, Span, offset};

use self::checkworthy::Known;
use self::dates::Found;
use self::hints::Hints;
use self::view::{Told, View};
use self::words::{Cue, Words};

pub use self::alone::Named;
pub use self::checkworthy::{Checked, Reasons, Sentence, Worth, WorthLesson};
pub use self::days::{ClaimDate, Precision, Relation};
pub use self::figures::{Comparator, Direction, Quantity, Unit};
pub use self::triple::Triple;

/// What the source does with the content; the `kind` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ClaimKind {
    /// Says it.
    Statement,
    /// Thinks it so.
    Belief,
    /// Means to do it.
    Intention,
    /// Likes, fears, opposes it.
    Attitude,
    /// Rules or resolves it.
    Decision,
    /// Sees, learns, knows it.
    Perception,
    /// Shows it, as a document, poll or record does.
    Evidence,
}

/// Whether the content is affirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Yes.
    Affirmed,
    /// No: `denied`, `rejected`.
    Denied,
    /// No word: `declined to comment`.
    Declined,
}

/// How firmly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// Without reserve.
    Certain,
    /// `likely`, `should`
    Probable,
    /// `may`, `could`
    Possible,
    /// `if`, `unless`
    Conditional,
    /// Asked.
    Question,
    /// `must`, `called on`
    Demand,
    /// `will`, `pledged`
    Promise,
    /// `or else`, `warned that it would`
    Threat,
}

/// One claim: a row of `claims.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Index of the attribution it is.
    pub attribution: u32,
    /// Index of the claim inside of which this one is told: `Xinhua reported that officials said`.
    pub within: Option<u32>,
    /// Sources that the source or the content itself names, the outermost first.
    pub inner_sources: Vec<Span<Clean>>,
    /// What the source does with it.
    pub kind: ClaimKind,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// The words that show kind, polarity and modality.
    pub shown: Shown,
    /// Indices of the mentions inside the content.
    pub mentions: Vec<u32>,
    /// Indices of the figures inside the content.
    pub quantities: Vec<u32>,
    /// Indices of the dates inside the content.
    pub dates: Vec<u32>,
    /// Index of the date on which it was said.
    pub spoken: Option<u32>,
    /// Its main clause, where the grammar is plain.
    pub triple: Option<Triple>,
    /// What it is about, by the list of topics.
    pub topics: Vec<&'static str>,
    /// The names that its text needs to stand by itself, by position.
    pub named: Vec<Named>,
    /// From 0 to 1: how much it is worth a fact check.
    pub check_worthiness: f32,
    /// Why it can be checked.
    pub check_reasons: Reasons,
}

/// The words that show what a claim is; none where nothing but its absence shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shown {
    /// For the kind.
    pub kind: Option<Span<Clean>>,
    /// For the polarity.
    pub polarity: Option<Span<Clean>>,
    /// For the modality.
    pub modality: Option<Span<Clean>>,
}

/// What the stage reads off one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Claimed {
    /// In the order of their attributions.
    pub claims: Vec<Claim>,
    /// All figures, by position.
    pub quantities: Vec<Quantity>,
    /// All dates, by position.
    pub dates: Vec<ClaimDate>,
}

/// The rules and their word lists; built once, shared by all threads.
#[derive(Debug)]
pub struct ClaimReader {
    words: Words,
    worth: Worth,
}

impl Default for ClaimReader {
    fn default() -> Self {
        Self { words: Words::default(), worth: Worth::built_in() }
    }
}

/// What was seen of words so far, for the articles to come; never changes what is read in one.
#[derive(Debug, Default)]
pub struct ClaimMemory {
    facts: Memo<(Hints, Known)>,
    cues: Memo<Cue>,
}

impl ClaimReader {
    /// Reads figures and dates off an article, and claims off its attributions; `date` is its day
    /// of publication.
    ///
    /// Each attribution with a content gives one claim, in their order.
    pub fn find(
        &self,
        clean: &CleanText,
        segments: &Segments,
        entities: &Entities,
        attributions: &[Attribution],
        date: Option<Date>,
    ) -> Claimed {
        self.find_after(&mut ClaimMemory::default(), clean, segments, entities, attributions, date)
    }

    /// The same after other articles; `memory` is of the numbers that their tokens and these have.
    pub fn find_after(
        &self,
        memory: &mut ClaimMemory,
        clean: &CleanText,
        segments: &Segments,
        entities: &Entities,
        attributions: &[Attribution],
        date: Option<Date>,
    ) -> Claimed {
        let (hints, known) = self.facts(memory, clean, segments);
        let view = View { clean, segments, hints: &hints };
        let found = dates::find(view, &self.words, date);
        let mut made = Claimed {
            quantities: quantities::find(view, &self.words, &found),
            dates: found.iter().map(|found| dated(view, found)).collect(),
            claims: Vec::with_capacity(attributions.len()),
        };
        // Buffers for all claims of the article.
        let (mut told, mut cues) = (Told::default(), Vec::new());
        for (index, attribution) in attributions.iter().enumerate() {
            told.fill(view, attribution);
            if told.content.iter().all(Range::is_empty) {
                continue;
            }
            let tokens = told.content.iter().filter_map(|part| hints.get(part.clone()));
            let seen = tokens.flatten().fold(Hints::default(), |seen, hint| seen.or(*hint));
            cues.clear();
            for at in told.cue.iter().cloned().flatten() {
                let look = || self.words.cue(view.word(at));
                let word = segments.words.get(at);
                cues.push((at, word.map_or_else(look, |word| memory.cues.get(*word, look))));
            }
            let mut claim = self.read(view, (&told, &cues), seen);
            claim.attribution = offset(index);
            claim.mentions = inside(&entities.mentions, |one| one.span, &attribution.content);
            if seen.has(Hints::PRONOUN) || !claim.mentions.is_empty() {
                claim.named = alone::find(view, entities, (attribution, &told), &claim.mentions);
            }
            claim.quantities = inside(&made.quantities, |one| one.span, &attribution.content);
            claim.dates = inside(&made.dates, |one| one.span, &attribution.content);
            claim.spoken = spoken::find(view, (attribution, &told), &made.dates);
            let read = (&claim, made.quantities.as_slice());
            let checked = self.worth.of_claim(view, &known, &told.content, read);
            (claim.check_worthiness, claim.check_reasons) = (checked.score, checked.reasons);
            made.claims.push(claim);
        }
        owners::give(&mut made, attributions);
        spoken::shift(&mut made, &found, attributions, date);
        made
    }

    /// The hints of all tokens, and what each adds to the worth of a claim.
    fn facts(
        &self,
        memory: &mut ClaimMemory,
        clean: &CleanText,
        segments: &Segments,
    ) -> (Vec<Hints>, Vec<Known>) {
        let view = View { clean, segments, hints: &[] };
        let tokens = segments.tokens.iter().enumerate();
        let fact = |(at, token)| {
            let look =
                || (self.words.hints_of(clean, token), self.worth.known(view, &self.words, at));
            let word = segments.words.get(at);
            word.map_or_else(look, |word| memory.facts.get(*word, look))
        };
        tokens.map(fact).unzip()
    }

    /// All of a claim that its cue and the tokens of its content tell; `seen` are their hints.
    fn read(&self, view: View<'_>, (told, cues): (&Told, &[(usize, Cue)]), seen: Hints) -> Claim {
        let parts = told.content.as_slice();
        let (kind, kind_at) = kind::find(view, &self.words, told, cues);
        let (polarity, polarity_at) = polarity::find(view, &self.words, told, cues, kind);
        // "Declined to comment" is a way to speak, "declined to sign" is not.
        let kind = if polarity == Polarity::Declined { ClaimKind::Statement } else { kind };
        let (modality, modality_at) = modality::find(view, &self.words, (parts, seen), cues, kind);
        let shown = |at: Option<usize>| at.map(|at| view.place(at));
        let topics = if seen.has(Hints::TOPIC) {
            topics::find(view, &self.words, parts)
        } else {
            Vec::new()
        };
        let clause = parts.first().and_then(|content| triple::find(view, content));
        Claim {
            attribution: 0,
            within: None,
            inner_sources: parts.first().map_or_else(Vec::new, |content| {
                let content = (content, clause.as_ref());
                inner::find(view, &self.words, &told.source, content, seen)
            }),
            kind,
            polarity,
            modality,
            shown: Shown {
                kind: shown(kind_at),
                polarity: shown(polarity_at),
                modality: shown(modality_at),
            },
            mentions: Vec::new(),
            quantities: Vec::new(),
            dates: Vec::new(),
            spoken: None,
            triple: clause.map(|clause| clause.triple(view)),
            topics,
            named: Vec::new(),
            check_worthiness: 0.0,
            check_reasons: Reasons::default(),
        }
    }
}

/// An attribution of a whole text to nobody.
fn whole(clean: &CleanText) -> Attribution {
    Attribution {
        source: Vec::new(),
        cue: Vec::new(),
        content: vec![Span::at(0..clean.as_str().len())],
        kind: QuoteKind::Indirect,
        speaker: Speaker::default(),
        addressee: None,
        venue: None,
        rule: "",
        confidence: 1.0,
    }
}

fn dated(view: View<'_>, found: &Found) -> ClaimDate {
    ClaimDate {
        span: view.span(found.tokens.clone()),
        first: found.when.map(|when| when.first),
        last: found.when.map(|when| when.last),
        precision: found.precision,
        relation: found.relation,
        claim: None,
    }
}

/// The indices of things in order that lie inside a content.
fn inside<T>(things: &[T], span: impl Fn(&T) -> Span<Clean>, content: &[Span<Clean>]) -> Vec<u32> {
    let inside = content.iter().flat_map(|part| {
        let first = things.partition_point(|thing| span(thing).start() < part.start());
        let next = things.partition_point(|thing| span(thing).end() <= part.end());
        first..next.max(first)
    });
    inside.map(offset).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::attribution::{QuoteKind, Speaker};
    use crate::segment::Segmenter;

    use super::*;

    fn attribution(clean: &CleanText, cue: usize, content: usize) -> Attribution {
        let spans = |range| vec![Span::at(range)];
        Attribution {
            source: spans(0..cue),
            cue: spans(cue..content),
            content: spans(content..clean.as_str().len()),
            kind: QuoteKind::Indirect,
            speaker: Speaker::default(),
            addressee: None,
            venue: None,
            rule: "test",
            confidence: 1.0,
        }
    }

    /// Holds of the claim of any text: its parts lie in order inside the content.
    fn check_parts(clean: &CleanText, attribution: &Attribution, date: Option<Date>) {
        let segments = Segmenter::default().segment(clean);
        let reader = ClaimReader::default();
        let attributions = std::slice::from_ref(attribution);
        let made = reader.find(clean, &segments, &Entities::default(), attributions, date);
        let mut end = 0;
        for quantity in &made.quantities {
            assert!(quantity.span.start() >= end, "{clean:?} {quantity:?}");
            assert!(quantity.value.or(quantity.low).is_some_and(f64::is_finite), "{quantity:?}");
            end = quantity.span.end();
        }
        end = 0;
        for date in &made.dates {
            assert!(date.span.start() >= end && date.first <= date.last, "{clean:?} {date:?}");
            end = date.span.end();
        }
        for claim in &made.claims {
            let content = attribution.content[0];
            let spans = claim.quantities.iter().map(|at| made.quantities[*at as usize].span);
            let dates = claim.dates.iter().map(|at| made.dates[*at as usize].span);
            assert!(spans.chain(dates).all(|span| content.contains(span)), "{clean:?}");
            assert!((0.0..=1.0).contains(&claim.check_worthiness));
        }
    }

    #[test]
    fn an_empty_content_is_no_claim() {
        let clean = CleanText::new("He said nothing".to_owned());
        let segments = Segmenter::default().segment(&clean);
        let mut attribution = attribution(&clean, 2, 7);
        attribution.content = vec![Span::new(15, 15)];
        let claims = ClaimReader::default().find(
            &clean,
            &segments,
            &Entities::default(),
            &[attribution],
            None,
        );
        assert_eq!(claims.claims, []);
    }

    proptest! {
        #[test]
        fn parts_lie_in_the_content(
            words in prop::collection::vec(
                "[0-9]{1,5}|[$€%,.?”“-]|1,200|million|percent|to|and|between|July|May|Tuesday|of|in\
                 |last|year|2018|US|dollars|people|a|no|not|if|will|we|denied|é|🎉",
                0..30,
            ),
            cut in 0usize..30,
            more in 0usize..30,
        ) {
            let text = words.join(" ");
            let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
            let cue = boundary(cut).unwrap();
            let content = boundary(cut + more).unwrap();
            let clean = CleanText::new(text.clone());
            let attribution = attribution(&clean, cue, content);
            for date in [None, Date::new(2019, 7, 18).ok(), Some(Date::MIN), Some(Date::MAX)] {
                check_parts(&clean, &attribution, date);
            }
        }
    }
}
