//! Learning from debates, and scoring the sentences of one.

use std::ops::Range;

use crate::entities::Entities;
use crate::segment::Segments;
use crate::tagger::{Chain, Example, Features as _, Pruned, Training};
use crate::text::CleanText;

use super::super::hints::Hints;
use super::super::view::View;
use super::super::{Claim, ClaimReader, Quantity};
use super::debate::around;
use super::features;
use super::fit::fit;
use super::{Checked, Reasons, Worth, scale, scaled, share};

/// A sentence by itself, and who says it where that is known.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'a> {
    /// Its text and no other.
    pub clean: &'a CleanText,
    /// The pieces of it.
    pub segments: &'a Segments,
    /// Empty where nobody is known.
    pub speaker: &'a str,
}

/// A sentence of a debate, and whether people found it worth a check.
#[derive(Debug, Clone)]
pub struct WorthLesson {
    /// Who says it.
    pub speaker: String,
    /// What it is to the machine; its label is 1 if it is worth a check.
    example: Example,
    /// How many features it has.
    n_features: u32,
}

/// All tokens, as the only part of a content.
fn whole(view: View<'_>) -> Vec<Range<usize>> {
    std::iter::once(0..view.len()).collect()
}

/// Rows of the table.
const N_ROWS: usize = 20_000;

/// Features that are seen less often are left out.
const LEAST: u32 = 4;

impl WorthLesson {
    /// Whether people found it worth a check.
    pub fn is_worth(&self) -> bool {
        self.example.labels.first() == Some(&1)
    }
}

impl ClaimReader {
    /// The same with other weights for what is worth a check.
    #[must_use]
    pub fn with_worth(self, worth: Worth) -> Self {
        Self { worth, ..self }
    }

    /// What a sentence of a debate teaches.
    pub fn worth_lesson(&self, sentence: Sentence<'_>, is_worth: bool) -> WorthLesson {
        let mut example = Example::default();
        self.look(sentence, |view, claim, quantities| {
            let word = |to: &mut Example, at| features::of_word(view, &self.words, at, to);
            features::add(view, &whole(view), (claim, quantities), &mut example, word);
        });
        let n_features = u32::try_from(example.features.len()).unwrap_or(u32::MAX);
        example.end_token(u8::from(is_worth));
        example.scales.push(scale(n_features));
        WorthLesson { speaker: sentence.speaker.to_owned(), example, n_features }
    }

    /// How much each of some sentences is worth a check, by itself.
    pub fn check(&self, sentences: &[Sentence<'_>]) -> Vec<Checked> {
        let odds = self.odds(sentences);
        odds.map(|(odds, reasons)| Checked { score: share(odds), reasons }).collect()
    }

    /// The same for the sentences of a debate in order.
    pub fn check_debate(&self, sentences: &[Sentence<'_>]) -> Vec<Checked> {
        let (odds, reasons): (Vec<f32>, Vec<Reasons>) = self.odds(sentences).unzip();
        let speakers = sentences.iter().map(|sentence| sentence.speaker);
        let scores = self.worth.in_debate(&speakers.zip(odds).collect::<Vec<_>>());
        let checked = scores.into_iter().zip(reasons);
        checked.map(|(score, reasons)| Checked { score, reasons }).collect()
    }

    fn odds(&self, sentences: &[Sentence<'_>]) -> impl Iterator<Item = (f32, Reasons)> {
        sentences.iter().map(|sentence| {
            let mut told = (0.0, Reasons::default());
            self.look(*sentence, |view, claim, quantities| {
                let all = 0..view.len();
                let known: Vec<_> = all.map(|at| self.worth.known(view, &self.words, at)).collect();
                told = self.worth.sum(view, &known, &whole(view), (claim, quantities));
            });
            (self.worth.odds(told.0), told.1)
        })
    }

    /// Reads a sentence as the content of a claim without cue.
    fn look(&self, sentence: Sentence<'_>, see: impl FnOnce(View<'_>, &Claim, &[Quantity])) {
        let Sentence { clean, segments, .. } = sentence;
        let attribution = super::super::whole(clean);
        let said = std::slice::from_ref(&attribution);
        let made = self.find(clean, segments, &Entities::default(), said, None);
        let tokens = segments.tokens.iter();
        let hints: Vec<Hints> = tokens.map(|token| self.words.hints_of(clean, token)).collect();
        let view = View { clean, segments, hints: &hints };
        if let Some(claim) = made.claims.first() {
            see(view, claim, &made.quantities);
        }
    }
}

impl Worth {
    /// Learns from debates; the same debates in the same order give the same bytes.
    ///
    /// How sums of weights become probabilities is learned from what a model of every other debate
    /// says of the rest.
    pub fn learn(debates: &[&[WorthLesson]]) -> Self {
        let half = |side: usize| debates.iter().skip(side).step_by(2).copied().collect::<Vec<_>>();
        let halves = [0, 1].map(|side| learn(&half(side)));
        let mut sums = Vec::new();
        for (index, debate) in debates.iter().enumerate() {
            let told = debate.iter().map(|one| (sum(&halves[1 - index % 2], one), one.is_worth()));
            sums.push(told.collect::<Vec<_>>());
        }
        let alone: Vec<_> =
            sums.iter().flatten().map(|(sum, is_worth)| ([1.0, *sum], *is_worth)).collect();
        let mut worth = Self { model: None, fit: fit(&alone), around: [0.0; super::N_AROUND] };
        let mut context = Vec::new();
        for (debate, sums) in debates.iter().zip(&sums) {
            let odds = sums.iter().map(|(sum, _)| worth.odds(*sum));
            let said: Vec<_> = debate.iter().map(|one| one.speaker.as_str()).zip(odds).collect();
            context.extend(around(&said).into_iter().zip(debate.iter().map(WorthLesson::is_worth)));
        }
        worth.around = fit(&context);
        worth.model = Some(learn(debates));
        worth
    }

    /// The scores of the sentences of a debate: of each alone, and of each where it stands.
    pub fn trial(&self, debate: &[WorthLesson]) -> Vec<(f32, f32)> {
        let odds = debate.iter().map(|one| {
            let sum = self.model.as_ref().map_or(0.0, |model| sum(model, one));
            (one.speaker.as_str(), self.odds(sum))
        });
        let said: Vec<_> = odds.collect();
        let alone = said.iter().map(|(_, odds)| share(*odds));
        alone.zip(self.in_debate(&said)).collect()
    }
}

fn learn(debates: &[&[WorthLesson]]) -> Pruned<2> {
    let training = Training { n_rounds: 12, step: 0.01, decay: 3e-3, bits: 16, seed: 1 };
    let examples: Vec<&Example> =
        debates.iter().copied().flatten().map(|lesson| &lesson.example).collect();
    Pruned::learn(&training, &Chain::new(2, |_, _| true), &examples, N_ROWS, LEAST)
}

fn sum(model: &Pruned<2>, lesson: &WorthLesson) -> f32 {
    let mut sum = super::Sum { model, total: 0, n: 0 };
    lesson.example.features.iter().for_each(|hash| sum.add(*hash));
    scaled(sum.total, lesson.n_features)
}
