//! Tagged texts as words and examples for the tagger.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::tagger::{Chain, Example, Pruned, Training};
use crate::text::{Clean, CleanText, Span};

use super::super::{Segments, TokenKind};
use super::known::{Class, Entry, FIRST_FREE, Known};
use super::seen::{Seen, features, see};
use super::{LANES, Labels, Part, PartTagger};

/// One tagged text.
#[derive(Debug, Clone)]
pub struct PartLesson {
    /// The text.
    pub clean: CleanText,
    /// Its pieces.
    pub segments: Segments,
    /// The part of each token; none where it is not known.
    pub parts: Vec<Option<Part>>,
    /// Whether people tagged it; a program's tags of titles are not believed.
    pub by_hand: bool,
}

/// How to learn parts of speech.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartTraining {
    /// How the tagger learns, and how large its table is before features are pruned.
    pub training: Training,
    /// Features that are kept, at most.
    pub n_rows: usize,
    /// A feature counts from so many times on.
    pub least_feature: u32,
    /// A word is known from so many times on.
    pub least_word: u32,
    /// A part counts for a word with this share of its times at least.
    pub least_share: f32,
    /// Times that a text tagged by people counts.
    pub n_by_hand: usize,
    /// One sentence in so many is also learned as a title.
    pub titled: usize,
}

impl Default for PartTraining {
    fn default() -> Self {
        Self {
            training: Training { n_rounds: 5, step: 0.1, decay: 1e-4, bits: 19, seed: 1 },
            n_rows: 23_552,
            least_feature: 3,
            least_word: 3,
            least_share: 0.004,
            n_by_hand: 8,
            titled: 12,
        }
    }
}

impl PartTraining {
    /// Learns from tagged texts; the same texts in the same order give the same bytes.
    pub fn learn(&self, lessons: &[PartLesson]) -> PartTagger {
        let known = self.words(lessons);
        let mut examples = Vec::new();
        for lesson in lessons {
            let copies = if lesson.by_hand { self.n_by_hand } else { 1 };
            for _ in 0..copies {
                teach(&lesson.clean, lesson, &known, |_| true, &mut examples);
            }
            let titled = titled(&lesson.clean);
            let nth = |index: usize| index.is_multiple_of(self.titled.max(1));
            teach(
                &titled,
                &PartLesson { by_hand: true, ..lesson.clone() },
                &known,
                nth,
                &mut examples,
            );
        }
        let chain = Chain::<LANES>::new(LANES, |_, _| true);
        let examples: Vec<&Example> = examples.iter().collect();
        let model =
            Pruned::learn(&self.training, &chain, &examples, self.n_rows, self.least_feature);
        PartTagger::new(known, model)
    }

    /// The words that are often enough, with the parts that they have.
    fn words(&self, lessons: &[PartLesson]) -> Known {
        let mut counts: FxHashMap<u32, Counts> = FxHashMap::default();
        let (nothing, mut sentence) = (Known::default(), Vec::new());
        for lesson in lessons {
            for (range, _) in sentences(lesson) {
                let tokens = lesson.segments.tokens.get(range.clone()).unwrap_or_default();
                see(&lesson.clean, tokens, &nothing, &mut sentence);
                let parts = lesson.parts.get(range).unwrap_or_default();
                for ((seen, part), token) in sentence.iter().zip(parts).zip(tokens) {
                    let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Suffix);
                    if let (true, Some(part)) = (is_word, part) {
                        counts.entry(seen.word).or_default().count(seen, *part);
                    }
                }
            }
        }
        let mut words: Vec<(u32, u32, Labels, Labels)> = counts
            .into_iter()
            .filter_map(|(hash, counts)| {
                let n = counts.n();
                let (small, capital) = counts.sets(self.least_share);
                (n >= self.least_word).then_some((hash, n, small, capital))
            })
            .collect();
        // Common words first, so that each stands in the first slot that is looked at.
        words.sort_unstable_by_key(|(hash, n, ..)| (u32::MAX - n, *hash));
        let sets = classes(&words);
        let class = |set: Labels| class_of(&sets, set);
        let entries: Vec<(u32, Entry)> = words
            .iter()
            .map(|(hash, _, small, capital)| {
                (*hash, Entry { small: class(*small), capital: class(*capital) })
            })
            .collect();
        Known::new(sets, &entries)
    }
}

/// How often a word had each label.
#[derive(Debug, Default)]
struct Counts {
    small: [u32; LANES],
    capital: [u32; LANES],
}

impl Counts {
    fn count(&mut self, seen: &Seen, part: Part) {
        // A capital at the start of a sentence says nothing; the part does.
        let is_capital = seen.has_telling_capital() || seen.has_capital() && part == Part::Name;
        let counts = if is_capital { &mut self.capital } else { &mut self.small };
        counts[part.bit().trailing_zeros() as usize] += 1;
    }

    fn n(&self) -> u32 {
        self.small.iter().chain(&self.capital).sum()
    }

    /// The labels in small letters and with a capital.
    fn sets(&self, least_share: f32) -> (Labels, Labels) {
        let n_capital: u32 = self.capital.iter().sum();
        let (mut small, mut capital) =
            (set(&self.small, least_share), set(&self.capital, least_share));
        // Rare as they may be, verbs are what this is for: "the ministry states its case".
        for part in [Part::Base, Part::Past, Part::Third] {
            let n = self.small.get(part.bit().trailing_zeros() as usize);
            if n >= Some(&2) {
                small |= part.bit();
            }
        }
        if small == 0 {
            small = capital | Part::Noun.bit() | Part::Adjective.bit() | Part::Name.bit();
        }
        if n_capital < ENOUGH {
            capital |= small | Part::Name.bit();
        }
        (small, capital)
    }
}

/// What is seen less often may have parts that were never seen.
const ENOUGH: u32 = 6;
const PLENTY: u32 = 30;

#[expect(clippy::cast_precision_loss, reason = "counts of words are under 2^24")]
fn set(counts: &[u32; LANES], least_share: f32) -> Labels {
    let n: u32 = counts.iter().sum();
    let labels = counts
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0 && **count as f32 >= least_share * n as f32);
    let mut set: Labels = labels.map(|(label, _)| 1 << label).sum();
    let both = |set: &mut Labels, one: Part, other: Part| {
        if *set & (one.bit() | other.bit()) != 0 {
            *set |= one.bit() | other.bit();
        }
    };
    both(&mut set, Part::Base, Part::Present);
    if n < PLENTY {
        both(&mut set, Part::Past, Part::Participle);
    }
    if n < ENOUGH {
        both(&mut set, Part::Nouns, Part::Third);
        both(&mut set, Part::Noun, Part::Adjective);
    }
    set
}

/// The sets of labels of all words: the most common ones, and one that holds all.
fn classes(words: &[(u32, u32, Labels, Labels)]) -> Vec<Labels> {
    let mut n_words: BTreeMap<Labels, u32> = BTreeMap::new();
    for (_, n, small, capital) in words {
        *n_words.entry(*small).or_default() += n;
        *n_words.entry(*capital).or_default() += 1;
    }
    let mut sets: Vec<(Labels, u32)> = n_words.into_iter().collect();
    sets.sort_by_key(|(set, n)| (u32::MAX - n, *set));
    sets.truncate(usize::from(FIRST_FREE) - 2);
    let all = (1 << LANES) - 2;
    // Class 0 is no class.
    std::iter::once(0).chain(sets.into_iter().map(|(set, _)| set)).chain([all]).collect()
}

/// The smallest class that holds a set.
fn class_of(sets: &[Labels], set: Labels) -> Class {
    let holding = (0..).zip(sets).skip(1).filter(|(_, class)| *class & set == set);
    holding.min_by_key(|(_, class)| class.count_ones()).map_or(1, |(class, _)| class)
}

/// The sentences of a text, as ranges of its tokens and spans.
fn sentences(lesson: &PartLesson) -> impl Iterator<Item = (std::ops::Range<usize>, Span<Clean>)> {
    lesson.segments.sentences.iter().map(|sentence| {
        (sentence.tokens.start as usize..sentence.tokens.end as usize, sentence.span)
    })
}

/// Appends an example for each sentence that `wanted` wants by its number.
fn teach(
    clean: &CleanText,
    lesson: &PartLesson,
    known: &Known,
    wanted: impl Fn(usize) -> bool,
    examples: &mut Vec<Example>,
) {
    let mut sentence = Vec::new();
    for (index, (range, _)) in sentences(lesson).enumerate() {
        if !wanted(index) {
            continue;
        }
        let tokens = lesson.segments.tokens.get(range.clone()).unwrap_or_default();
        see(clean, tokens, known, &mut sentence);
        if !lesson.by_hand && sentence.iter().any(Seen::is_in_title) {
            continue;
        }
        let mut example = Example::default();
        for (token, part) in lesson.parts.get(range).unwrap_or_default().iter().enumerate() {
            let labels = sentence.get(token).map_or(1, |seen| seen.labels);
            let right = part.map_or(1, Part::bit);
            if labels.is_power_of_two() {
                example.end_token_among(label(labels), labels);
            } else if labels & right == 0 {
                // Unknown, or taken for impossible: the sentence begins anew.
                example.end_token_among(0, 1);
            } else {
                features(&sentence, token, &mut example);
                example.end_token_among(label(right), labels);
            }
        }
        examples.push(example);
    }
}

fn label(labels: Labels) -> u8 {
    u8::try_from(labels.trailing_zeros()).unwrap_or_default()
}

/// The text as a title: each word that is not short with a capital. Spans stay.
fn titled(clean: &CleanText) -> CleanText {
    let mut titled = String::with_capacity(clean.as_str().len());
    for word in clean.as_str().split_inclusive([' ', '\n']) {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if word.len() > 4 && first.is_ascii_lowercase() => {
                titled.push(first.to_ascii_uppercase());
                titled.push_str(letters.as_str());
            }
            _ => titled.push_str(word),
        }
    }
    CleanText::new(titled)
}
