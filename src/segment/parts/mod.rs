//! Parts of speech: one for each token, learned from tagged texts.
//!
//! Words with one part nearly everywhere have it without further ado; between them the tagger
//! chooses, among the parts that a word is known to have, the best sequence by what stands around
//! (a conditional random field with a dictionary, decoded by Viterbi over one sentence). A word's
//! known parts, those of its neighbours included, are the most telling feature there is.

mod folded;
mod known;
mod seen;
mod teach;

use std::fmt;

use crate::lexicon::Memo;
use crate::tagger::{ModelError, Pruned};
use crate::text::CleanText;

use self::known::Known;
use self::seen::{Seen, features, see_again};
use super::Segments;

pub(super) use self::seen::Face;
pub use self::teach::{PartLesson, PartTraining};

/// What a token is in its sentence: the tags of the Penn treebank, brought down to those that
/// tell who said what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Part {
    /// A common noun in the singular: `report`. NN
    Noun,
    /// A common noun in the plural: `talks`. NNS
    Nouns,
    /// A proper noun: `Trump`, `Democrats`. NNP, NNPS
    Name,
    /// A verb in its plain form: `to say`, `will say`, `say it`. VB
    Base,
    /// A verb in the past: `said`. VBD
    Past,
    /// A past participle: `has said`, `was told`. VBN
    Participle,
    /// A form in -ing: `saying`. VBG
    Gerund,
    /// A verb in the third person of the present: `says`. VBZ
    Third,
    /// A verb in the other persons of the present: `they say`. VBP
    Present,
    /// `will`, `could`, `must`. MD
    Modal,
    /// An adjective, its degrees included: `new`, `better`. JJ, JJR, JJS
    Adjective,
    /// An adverb, its degrees included, and `not`: `often`, `more`. RB, RBR, RBS
    Adverb,
    /// An article or what stands in its place: `the`, `this`, `all`. DT, PDT
    Determiner,
    /// A personal pronoun, and `there` in `there is`: `he`, `them`. PRP, EX
    Pronoun,
    /// A possessive pronoun: `his`. PRP$
    Possessive,
    /// The ending of a possessor: `'s`. POS
    Genitive,
    /// A word that asks or relates: `who`, `which`, `when`. WDT, WP, WP$, WRB
    Wh,
    /// A preposition or subordinator: `of`, `because`, `that` before a clause. IN
    Preposition,
    /// `to`, before a verb or a noun. TO
    To,
    /// `and`, `but`, `or`. CC
    Conjunction,
    /// A number in figures or letters. CD
    Number,
    /// The second part of a verb: `out` in `points out`. RP
    Particle,
    /// Exclamations, foreign words, letters of lists, addresses. UH, FW, LS, GW
    Other,
    /// `.`, `!`, `?`
    Stop,
    /// `,`
    Comma,
    /// `:`, `;`, dashes and dots.
    Colon,
    /// A quotation mark.
    Quote,
    /// A bracket.
    Bracket,
    /// Any other mark: `$`, `%`, pictures, markup.
    Symbol,
}

/// The parts that words can have; the first so many of all. Marks have theirs by what they are.
const WORDS: [Part; 23] = [
    Part::Noun,
    Part::Nouns,
    Part::Name,
    Part::Base,
    Part::Past,
    Part::Participle,
    Part::Gerund,
    Part::Third,
    Part::Present,
    Part::Modal,
    Part::Adjective,
    Part::Adverb,
    Part::Determiner,
    Part::Pronoun,
    Part::Possessive,
    Part::Genitive,
    Part::Wh,
    Part::Preposition,
    Part::To,
    Part::Conjunction,
    Part::Number,
    Part::Particle,
    Part::Other,
];

/// Labels of the tagger: 0 for marks and the start of a sentence, then [`WORDS`].
const LANES: usize = WORDS.len() + 1;

/// A set of labels, as bits.
type Labels = u32;

impl Part {
    /// The part of a tag of the Penn treebank; none for a tag that is unknown.
    ///
    /// Marks have none either: what they are is told by the marks themselves.
    pub fn from_penn(tag: &str) -> Option<Self> {
        Some(match tag {
            "NN" => Self::Noun,
            "NNS" => Self::Nouns,
            "NNP" | "NNPS" => Self::Name,
            "VB" => Self::Base,
            "VBD" => Self::Past,
            "VBN" => Self::Participle,
            "VBG" => Self::Gerund,
            "VBZ" => Self::Third,
            "VBP" => Self::Present,
            "MD" => Self::Modal,
            "JJ" | "JJR" | "JJS" | "AFX" => Self::Adjective,
            "RB" | "RBR" | "RBS" => Self::Adverb,
            "DT" | "PDT" => Self::Determiner,
            "PRP" | "EX" => Self::Pronoun,
            "PRP$" => Self::Possessive,
            "POS" => Self::Genitive,
            "WDT" | "WP" | "WP$" | "WRB" => Self::Wh,
            "IN" => Self::Preposition,
            "TO" => Self::To,
            "CC" => Self::Conjunction,
            "CD" => Self::Number,
            "RP" => Self::Particle,
            "UH" | "FW" | "LS" | "GW" | "XX" | "ADD" => Self::Other,
            _ => return None,
        })
    }

    /// A short name: `noun`, `past`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Noun => "noun",
            Self::Nouns => "nouns",
            Self::Name => "name",
            Self::Base => "base",
            Self::Past => "past",
            Self::Participle => "participle",
            Self::Gerund => "gerund",
            Self::Third => "third",
            Self::Present => "present",
            Self::Modal => "modal",
            Self::Adjective => "adjective",
            Self::Adverb => "adverb",
            Self::Determiner => "determiner",
            Self::Pronoun => "pronoun",
            Self::Possessive => "possessive",
            Self::Genitive => "genitive",
            Self::Wh => "wh",
            Self::Preposition => "preposition",
            Self::To => "to",
            Self::Conjunction => "conjunction",
            Self::Number => "number",
            Self::Particle => "particle",
            Self::Other => "other",
            Self::Stop => "stop",
            Self::Comma => "comma",
            Self::Colon => "colon",
            Self::Quote => "quote",
            Self::Bracket => "bracket",
            Self::Symbol => "symbol",
        }
    }

    /// The part with a number, as by `part as usize`, if it is one of a word.
    pub fn named(number: usize) -> Option<Self> {
        WORDS.get(number).copied()
    }

    /// Whether it is a verb in any form; modals are none.
    pub fn is_verb(self) -> bool {
        (Self::Base..=Self::Present).contains(&self)
    }

    /// Whether it is a common or proper noun.
    pub fn is_noun(self) -> bool {
        (Self::Noun..=Self::Name).contains(&self)
    }

    /// The bit of its label; marks share one.
    #[inline]
    const fn bit(self) -> Labels {
        let label = self as u32 + 1;
        if label <= Self::Other as u32 + 1 { 1 << label } else { 1 }
    }
}

/// The weights that are built in; the card beside them says what they were learned from.
static BUILT_IN: &[u8] = include_bytes!("../../../models/parts.bin");

/// The learned weights and the known words.
#[derive(Clone, PartialEq)]
pub struct PartTagger {
    known: Known,
    model: Pruned<LANES>,
    /// The scores of the steps of the model, by the label they lead to.
    ways: Box<[[i16; WIDE]; LANES]>,
}

/// Labels, filled up so that no index of five bits is beyond.
const WIDE: usize = 32;

impl fmt::Debug for PartTagger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PartTagger").finish_non_exhaustive()
    }
}

impl Default for PartTagger {
    fn default() -> Self {
        Self::from_bytes(BUILT_IN).expect("the built-in parts of speech are whole")
    }
}

impl PartTagger {
    fn new(known: Known, model: Pruned<LANES>) -> Self {
        let mut ways = Box::new([[0; WIDE]; LANES]);
        for (first, steps) in model.steps.iter().enumerate() {
            for (way, step) in ways.iter_mut().zip(steps) {
                way[first] = *step;
            }
        }
        Self { known, model, ways }
    }

    /// The tagger as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.known.write(&mut bytes);
        self.model.write(&mut bytes);
        bytes
    }

    /// A tagger from a file that [`PartTagger::to_bytes`] made.
    ///
    /// # Errors
    ///
    /// If the file is of another version or cut short.
    pub fn from_bytes(mut bytes: &[u8]) -> Result<Self, ModelError> {
        let known = Known::read(&mut bytes)?;
        let model = Pruned::read(&mut bytes)?;
        Ok(Self::new(known, model))
    }

    /// The part of each token of an article, in order.
    pub fn tag(&self, clean: &CleanText, segments: &Segments) -> Vec<Part> {
        self.tag_after(&mut Memo::default(), clean, segments)
    }

    /// The same; `faces` are of words by the numbers that the tokens have.
    pub(super) fn tag_after(
        &self,
        faces: &mut Memo<Face>,
        clean: &CleanText,
        segments: &Segments,
    ) -> Vec<Part> {
        let mut parts = Vec::with_capacity(segments.tokens.len());
        let mut sentence_seen = Vec::new();
        let mut lattice = Lattice { from: Vec::new(), scores: [Scores::NONE; 2] };
        for sentence in &segments.sentences {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let tokens = segments.tokens.get(range.clone()).unwrap_or_default();
            let words = segments.words.get(range).unwrap_or_default();
            see_again(clean, (tokens, words), (&self.known, faces), &mut sentence_seen);
            self.tag_sentence(&sentence_seen, &mut lattice, &mut parts);
        }
        // Every token lies in a sentence; were one left out, the others keep their places.
        parts.resize(segments.tokens.len(), Part::Other);
        parts
    }

    /// Appends the parts of a sentence: one stretch in doubt after another, each between tokens
    /// that leave no choice, and so by itself.
    fn tag_sentence(&self, sentence: &[Seen], lattice: &mut Lattice, parts: &mut Vec<Part>) {
        let mut before = 0;
        let mut token = 0;
        while let Some(seen) = sentence.get(token) {
            if seen.labels.is_power_of_two() {
                before = only_label(seen.labels);
                parts.push(part(before, seen));
                token += 1;
                continue;
            }
            let after = sentence.get(token + 1).map_or(1, |after| after.labels);
            if after.is_power_of_two() {
                parts.push(part(self.only(sentence, (token, before)), seen));
                token += 1;
            } else {
                token = lattice.read(self, sentence, (token, before), parts);
            }
        }
    }

    /// The best label of a stretch of one token, as two of three are; it needs no lattice.
    fn only(&self, sentence: &[Seen], (token, before): (usize, u8)) -> u8 {
        let labels = sentence.get(token).map_or(0, |seen| seen.labels);
        let emitted = self.emitted(sentence, token);
        let on = self.way_on(sentence, token + 1);
        let mut best = (i32::MIN, 0);
        for label in bits(labels) {
            let index = usize::from(label);
            let way = i32::from(self.ways[index][usize::from(before) % WIDE]);
            let score = way + i32::from(emitted[index]) + i32::from(on[index]);
            if score > best.0 {
                best = (score, label);
            }
        }
        best.1
    }

    /// The score of each label at a token. Features are told in this one place, lest they be calls.
    #[inline(never)]
    fn emitted(&self, sentence: &[Seen], token: usize) -> [i16; LANES] {
        self.model.score(|hits| features(sentence, token, hits))
    }

    /// The steps to a token that leaves no choice; at the end of a sentence none leads on.
    fn way_on(&self, sentence: &[Seen], token: usize) -> &[i16; WIDE] {
        let after = sentence.get(token);
        after.map_or(&[0; WIDE], |after| &self.ways[usize::from(only_label(after.labels))])
    }
}

/// The part of a label; that of the mark, where it is the one of marks.
#[inline]
fn part(label: u8, seen: &Seen) -> Part {
    usize::from(label).checked_sub(1).and_then(|word| WORDS.get(word)).copied().unwrap_or(seen.mark)
}

/// A long line without an end is tagged in pieces of so many tokens, lest sums overflow.
const FORGET: i32 = 1 << 24;

/// The labels that a token may have, the lowest first, and the best score of each.
#[derive(Debug, Clone, Copy)]
struct Scores {
    labels: [u8; LANES],
    best: [i32; LANES],
    n: usize,
}

impl Scores {
    const NONE: Self = Self { labels: [0; LANES], best: [0; LANES], n: 0 };

    #[inline]
    fn push(&mut self, label: u8, score: i32) {
        if let (Some(slot), Some(best)) = (self.labels.get_mut(self.n), self.best.get_mut(self.n)) {
            (*slot, *best) = (label, score);
            self.n += 1;
        }
    }

    /// The best way to a label: its score, and the label it comes from, the first among equals.
    #[inline]
    fn lead(&self, way: &[i16; WIDE]) -> (i32, u8) {
        let mut best = (i32::MIN, 0);
        for (first, score) in self.labels.iter().zip(&self.best).take(self.n) {
            let score = score + i32::from(way[usize::from(*first) % WIDE]);
            if score > best.0 {
                best = (score, *first);
            }
        }
        best
    }
}

/// A stretch of tokens in doubt.
#[derive(Debug)]
struct Lattice {
    /// For each label of each token, from which label it came.
    from: Vec<[u8; LANES]>,
    /// Of the token that is read and of the one before it, by turns.
    scores: [Scores; 2],
}

impl Lattice {
    /// Appends the parts of the stretch that begins with a token, and gives the token after it.
    ///
    /// `before` is the label of the token before the stretch; at the start of a sentence that of
    /// marks.
    fn read(
        &mut self,
        tagger: &PartTagger,
        sentence: &[Seen],
        (start, before): (usize, u8),
        parts: &mut Vec<Part>,
    ) -> usize {
        self.from.clear();
        let [mut scores, mut here] = self.scores.each_mut();
        scores.n = 0;
        scores.push(before, 0);
        let mut token = start;
        while let Some(seen) = sentence.get(token).filter(|seen| !seen.labels.is_power_of_two()) {
            let emitted = tagger.emitted(sentence, token);
            here.n = 0;
            let mut from = [0_u8; LANES];
            let mut highest = i32::MIN;
            for label in bits(seen.labels) {
                let index = usize::from(label);
                let (best, first) = scores.lead(&tagger.ways[index]);
                let best = best + i32::from(emitted[index]);
                from[index] = first;
                here.push(label, best);
                highest = highest.max(best);
            }
            if highest.abs() > FORGET {
                for score in here.best.iter_mut().take(here.n) {
                    *score -= highest;
                }
            }
            self.from.push(from);
            (scores, here) = (here, scores);
            token += 1;
        }
        let (_, last) = scores.lead(tagger.way_on(sentence, token));
        self.walk_back(sentence.get(start..token).unwrap_or_default(), last, parts);
        token
    }

    /// Appends the best parts, last to first and turned around.
    fn walk_back(&self, stretch: &[Seen], last: u8, parts: &mut Vec<Part>) {
        let start = parts.len();
        let mut label = last;
        for (from, seen) in self.from.iter().zip(stretch).rev() {
            parts.push(part(label, seen));
            label = from.get(usize::from(label)).copied().unwrap_or_default();
        }
        parts.get_mut(start..).unwrap_or_default().reverse();
    }
}

/// The label of a set that has no other.
#[inline]
fn only_label(labels: Labels) -> u8 {
    bits(labels).next().unwrap_or_default()
}

/// The labels of a set, lowest first.
#[inline]
fn bits(mut labels: Labels) -> impl Iterator<Item = u8> {
    std::iter::from_fn(move || {
        let [label, ..] = labels.trailing_zeros().to_le_bytes();
        labels &= labels.wrapping_sub(1);
        (usize::from(label) < LANES).then_some(label)
    })
}
