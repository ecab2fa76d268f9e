//! What is claimed: kind, polarity, modality, figures, dates and check-worthiness of attributions.
//!
//! Reads the clean text, its [`Segments`], [`Entities`] and [`Attribution`]s; makes [`Claim`]s, at
//! most one an attribution.

mod checkworthy;
mod cluster;
mod dates;
mod hints;
mod kind;
mod modality;
mod numbers;
mod polarity;
mod quantities;
mod view;
mod words;

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::attribution::Attribution;
use crate::entities::{Entities, Mention};
use crate::lexicon::Memo;
use crate::segment::Segments;
use crate::text::{Clean, CleanText, Span, offset};

use self::dates::Outlook;
use self::hints::Hints;
use self::view::View;
use self::words::{Cue, Words};

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

/// A figure in a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// As written, with its unit.
    pub span: Span<Clean>,
    /// In units of `unit`: 295000000000 for `295 billion dollar`.
    pub value: f64,
    /// `USD`, `percent`, or the counted noun as written; empty when there is none.
    pub unit: String,
}

/// A date in a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimDate {
    /// As written.
    pub span: Span<Clean>,
    /// ISO form at its own precision: `2019`, `2019-07`, `2019-07-18`.
    pub value: String,
}

/// One claim: a row of `claims.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Index of the attribution it is.
    pub attribution: u32,
    /// What the source does with it.
    pub kind: ClaimKind,
    /// Whether it is affirmed.
    pub polarity: Polarity,
    /// How firmly.
    pub modality: Modality,
    /// Indices of the mentions inside the content.
    pub mentions: Vec<u32>,
    /// Figures, by position.
    pub quantities: Vec<Quantity>,
    /// Dates, by position.
    pub dates: Vec<ClaimDate>,
    /// From 0 to 1: how much it is worth a fact check.
    pub check_worthiness: f32,
    /// Equal for claims whose words are the same, whatever the case and the marks.
    pub cluster: u64,
}

/// The rules and their word lists; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct ClaimReader {
    words: Words,
}

/// What was seen of words so far, for the articles to come; never changes what is read in one.
#[derive(Debug, Default)]
pub struct ClaimMemory {
    hints: Memo<Hints>,
    cues: Memo<Cue>,
}

impl ClaimReader {
    /// Reads the claims off the attributions of an article; `date` is its day of publication.
    ///
    /// Each attribution with a content gives one claim, in their order.
    pub fn find(
        &self,
        clean: &CleanText,
        segments: &Segments,
        entities: &Entities,
        attributions: &[Attribution],
        date: Option<Date>,
    ) -> Vec<Claim> {
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
    ) -> Vec<Claim> {
        let tokens = &segments.tokens;
        let mut hints = vec![Hints::default(); tokens.len()];
        // Buffers for all claims of the article.
        let (mut parts, mut cues, mut letters) = (Vec::new(), Vec::new(), Vec::new());
        let mut claims = Vec::with_capacity(attributions.len());
        for (index, attribution) in attributions.iter().enumerate() {
            let places = View { clean, tokens, hints: &[] };
            parts.clear();
            parts.extend(attribution.content.iter().map(|span| places.inside(*span)));
            if parts.iter().all(Range::is_empty) {
                continue;
            }
            let seen = self.hint(memory, (clean, segments), &parts, &mut hints);
            let view = View { clean, tokens, hints: &hints };
            cues.clear();
            for at in attribution.cue.iter().flat_map(|span| view.inside(*span)) {
                let look = || self.words.cue(view.word(at));
                let word = segments.words.get(at);
                cues.push((at, word.map_or_else(look, |word| memory.cues.get(*word, look))));
            }
            let mut claim = self.read(view, (attribution, &cues), (&parts, seen), date);
            claim.attribution = offset(index);
            claim.mentions = mentions_in(&entities.mentions, &attribution.content);
            claim.check_worthiness = checkworthy::score(view, &self.words, (&parts, seen), &claim);
            claim.cluster = cluster::hash(view, &parts, &mut letters);
            claims.push(claim);
        }
        claims
    }

    /// Gives the tokens of a content their hints, and tells which of them there are.
    fn hint(
        &self,
        memory: &mut ClaimMemory,
        (clean, segments): (&CleanText, &Segments),
        parts: &[Range<usize>],
        hints: &mut [Hints],
    ) -> Hints {
        let mut seen = Hints::default();
        for at in parts.iter().cloned().flatten() {
            let (Some(slot), Some(token)) = (hints.get_mut(at), segments.tokens.get(at)) else {
                continue;
            };
            if !slot.has(Hints::GIVEN) {
                let look = || self.words.hints.of(clean, token);
                let word = segments.words.get(at);
                *slot = word.map_or_else(look, |word| memory.hints.get(*word, look));
            }
            seen = seen.or(*slot);
        }
        seen
    }

    /// All of a claim that its cue and the tokens of its content tell.
    fn read(
        &self,
        view: View<'_>,
        (attribution, cues): (&Attribution, &[(usize, Cue)]),
        (parts, seen): (&[Range<usize>], Hints),
        date: Option<Date>,
    ) -> Claim {
        let kind = kind::find(view, &self.words, attribution, cues);
        let polarity = polarity::find(view, &self.words, attribution, cues, kind);
        let modality = modality::find(view, &self.words, (attribution, seen), cues, kind);
        let outlook = match (kind, modality) {
            (ClaimKind::Intention, _) | (_, Modality::Promise) => Outlook::Future,
            _ => Outlook::Past,
        };
        let (mut dates, mut quantities) = (Vec::new(), Vec::new());
        for part in parts {
            if seen.has(Hints::DATE) {
                dates::find(view, part, date, outlook, &mut dates);
            }
            if seen.has(Hints::FIGURE) {
                quantities::find(view, &self.words, part, &dates, &mut quantities);
            }
        }
        Claim {
            attribution: 0,
            kind,
            polarity,
            modality,
            mentions: Vec::new(),
            quantities,
            dates,
            check_worthiness: 0.0,
            cluster: 0,
        }
    }
}

/// The indices of the mentions inside a content.
fn mentions_in(mentions: &[Mention], content: &[Span<Clean>]) -> Vec<u32> {
    let inside = content.iter().flat_map(|span| {
        let first = mentions.partition_point(|mention| mention.span.start() < span.start());
        let next = mentions.partition_point(|mention| mention.span.end() <= span.end());
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
        for claim in reader.find(clean, &segments, &Entities::default(), attributions, date) {
            let content = attribution.content[0];
            let mut end = content.start();
            for quantity in &claim.quantities {
                assert!(quantity.span.start() >= end, "{clean:?} {quantity:?}");
                assert!(content.contains(quantity.span) && quantity.value.is_finite());
                end = quantity.span.end();
            }
            end = content.start();
            for date in &claim.dates {
                assert!(date.span.start() >= end && content.contains(date.span), "{clean:?}");
                end = date.span.end();
            }
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
        assert_eq!(claims, []);
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
