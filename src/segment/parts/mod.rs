//! Parts of speech: one for each token, learned from tagged texts.
//!
//! Words with one part nearly everywhere have it without further ado; between them the tagger
//! chooses, among the parts that a word is known to have, the best sequence by what stands around
//! (a conditional random field with a dictionary, decoded by Viterbi over one sentence). A word's
//! known parts, those of its neighbours included, are the most telling feature there is.

mod known;
mod seen;
mod teach;

use std::fmt;

use crate::tagger::{ModelError, Pruned};
use crate::text::CleanText;

use self::known::Known;
use self::seen::{Seen, features, see};
use super::Segments;

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
}

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
        Ok(Self { known, model })
    }

    /// The part of each token of an article, in order.
    pub fn tag(&self, clean: &CleanText, segments: &Segments) -> Vec<Part> {
        let mut parts = Vec::with_capacity(segments.tokens.len());
        let mut sentence_seen = Vec::new();
        let mut lattice = Lattice::default();
        for sentence in &segments.sentences {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let tokens = segments.tokens.get(range).unwrap_or_default();
            see(clean, tokens, &self.known, &mut sentence_seen);
            lattice.fill(&self.model, &sentence_seen);
            lattice.read(&sentence_seen, &mut parts);
        }
        // Every token lies in a sentence; were one left out, the others keep their places.
        parts.resize(segments.tokens.len(), Part::Other);
        parts
    }
}

/// A long line without an end is tagged in pieces of so many tokens, lest sums overflow.
const FORGET: i32 = 1 << 24;

/// The best score of each label at each token, and from which label it came.
#[derive(Debug, Default)]
struct Lattice {
    from: Vec<[u8; LANES]>,
    last: u8,
}

impl Lattice {
    fn fill(&mut self, model: &Pruned<LANES>, sentence: &[Seen]) {
        self.from.clear();
        let (mut before, mut before_labels) = ([0_i32; LANES], 1_u32);
        for token in 0..sentence.len() {
            let Some(allowed) = sentence.get(token).map(|seen| seen.labels) else { break };
            let mut here = [0_i32; LANES];
            let mut from = [0_u8; LANES];
            let emitted = if allowed.is_power_of_two() {
                [0; LANES]
            } else {
                model.score(|hits| features(sentence, token, hits))
            };
            let mut highest = i32::MIN;
            for label in bits(allowed) {
                let mut best = i32::MIN;
                for first in bits(before_labels) {
                    let score = before[first] + i32::from(model.steps[first][label]);
                    if score > best {
                        best = score;
                        from[label] = u8::try_from(first).unwrap_or_default();
                    }
                }
                here[label] = best + i32::from(emitted[label]);
                highest = highest.max(here[label]);
            }
            if highest.abs() > FORGET {
                for score in &mut here {
                    *score -= highest;
                }
            }
            self.from.push(from);
            (before, before_labels) = (here, allowed);
        }
        let best = bits(before_labels).max_by_key(|label| (before[*label], LANES - label));
        self.last = best.and_then(|label| u8::try_from(label).ok()).unwrap_or_default();
    }

    /// Appends the best parts, last to first and turned around.
    fn read(&self, sentence: &[Seen], parts: &mut Vec<Part>) {
        let start = parts.len();
        let mut label = self.last;
        for (from, seen) in self.from.iter().zip(sentence).rev() {
            let word = usize::from(label).checked_sub(1).and_then(|word| WORDS.get(word));
            parts.push(word.copied().unwrap_or(seen.mark));
            label = from.get(usize::from(label)).copied().unwrap_or_default();
        }
        parts.get_mut(start..).unwrap_or_default().reverse();
    }
}

/// The labels of a set, lowest first.
#[inline]
fn bits(mut labels: Labels) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let label = labels.trailing_zeros() as usize;
        labels &= labels.wrapping_sub(1);
        (label < LANES).then_some(label)
    })
}
