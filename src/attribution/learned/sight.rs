//! One article as features see it: for each token a few small numbers, made once.

use crate::entities::Entities;
use crate::segment::Part;

use super::super::found::Found;
use super::super::reading::Run;
use super::super::scene::Scene;
use super::super::words::{Classes, Forms};
use super::kinds::Memo;
use super::labels;

/// What features see of a word by itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelled {
    /// Hash of the word in lower case.
    pub(super) word: u32,
    /// Hash of the word without the endings of verbs and plurals.
    pub(super) stem: u32,
    /// Hashes of its last two and last three characters.
    pub(super) ends: [u32; 2],
    /// Hash of its shape: `Xx` for `Trump`, `X.X.` for `U.S.`
    pub(super) shape: u32,
    /// Number of its closed class; 0 for a word of an open one.
    closed: u8,
    /// What a source does by it: see [`Word::stance`](super::super::words::Word).
    stance: u8,
    /// 0 for a word that no cue begins with, 1 for a verb that may attribute, 2 in a form that does.
    cue: u8,
}

/// The word of a token beyond the ends of a paragraph.
pub(super) const NO_WORD: Spelled =
    Spelled { word: 1, stem: 1, ends: [1, 1], shape: 1, closed: 0, stance: 9, cue: 9 };

impl Spelled {
    fn new(scene: Scene, token: usize) -> Self {
        let (text, word) = (scene.reading.text(token), scene.reading.word(token));
        let mut lower = [0_u8; LONGEST];
        let folded = fold(text, &mut lower);
        let attributes = word.forms.has(Forms::PAST.or(Forms::THIRD));
        Self {
            word: hash(folded),
            stem: hash(stem(folded)),
            ends: [hash(last(folded, 2)), hash(last(folded, 3))],
            shape: shape(text),
            closed: closed(word.classes),
            stance: word.stance,
            cue: if word.lemma > 0 { 1 + u8::from(attributes) } else { 0 },
        }
    }
}

/// What features see of a token but its word: many tokens are alike in this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Kind {
    /// Part of speech, with the closed class of the rules' lists where it has one.
    pub(super) part: u16,
    /// Kind of the mention that it belongs to, plus one; 0 for none.
    pub(super) mention: u8,
    /// 0 for a token outside quotations, 1 inside.
    pub(super) quoted: u8,
    /// As of the word; 0 inside quotations.
    pub(super) cue: u8,
    pub(super) stance: u8,
}

/// That of a token beyond the ends of a paragraph.
pub(super) const NO_KIND: Kind = Kind { part: 1, mention: 9, quoted: 9, cue: 9, stance: 9 };

/// A token: numbers of its word and its kind, and where it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct At {
    pub(super) word: u32,
    pub(super) kind: u32,
    /// Number of its sentence in the paragraph.
    pub(super) sentence: u32,
    /// As of its kind.
    pub(super) part: u16,
    pub(super) stance: u8,
    /// Twice the label of the first pass that the rules give it, one more to the right of the cue.
    pub(super) rule: u8,
    /// Whether it stands in a quotation.
    pub(super) quoted: bool,
    /// Whether it is likely the verb of a cue.
    pub(super) is_likely: bool,
}

impl At {
    pub(super) fn is_comma(&self) -> bool {
        self.part / N_TAGS == u16::from(COMMA)
    }

    pub(super) fn is_verb(&self) -> bool {
        (Part::Base as u16..=Part::Present as u16).contains(&(self.part % N_TAGS))
    }
}

/// A token beyond the ends of a paragraph.
const BEYOND: At = At {
    word: 0,
    kind: 0,
    sentence: 0,
    part: NO_KIND.part,
    stance: 0,
    rule: 99,
    quoted: false,
    is_likely: false,
};

/// All that features see of a token, as numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    pub(super) word: u32,
    pub(super) stem: u32,
    pub(super) part: u32,
    pub(super) mention: u32,
    pub(super) quoted: u32,
    pub(super) stance: u32,
    pub(super) sentence: u32,
    pub(super) rule: u32,
}

/// The tokens of one article.
#[derive(Debug)]
pub(super) struct Sight<'a> {
    pub(super) memo: &'a Memo,
    tokens: Vec<At>,
    /// What the rules found, and the order of their cues.
    rules: &'a [Found],
    by_cue: Vec<usize>,
}

impl<'a> Sight<'a> {
    pub(super) fn new(memo: &'a Memo, tokens: Vec<At>, rules: &'a [Found]) -> Self {
        let mut by_cue: Vec<usize> = (0..rules.len()).collect();
        by_cue.sort_by_key(|index| rules[*index].cue.start);
        Self { memo, tokens, rules, by_cue }
    }

    /// What is seen of a token; nothing beyond the ends of the article.
    pub(super) fn seen(&self, token: usize) -> Seen {
        self.tokens.get(token).map_or(Seen::default(), |at| self.memo.seen(at))
    }

    /// All tokens of a run.
    pub(super) fn run(&self, run: &Run) -> &[At] {
        self.tokens.get(run.clone()).unwrap_or_default()
    }

    /// What the rules found for a cue that shares a token with this one.
    pub(super) fn rule_for(&self, cue: &Run) -> Option<&'a Found> {
        self.rules.get(self.rule_index(cue)?)
    }

    /// Where that stands among what the rules found.
    pub(super) fn rule_index(&self, cue: &Run) -> Option<usize> {
        let first = self.by_cue.partition_point(|index| self.rules[*index].cue.end <= cue.start);
        let index = *self.by_cue.get(first)?;
        (self.rules[index].cue.start < cue.end).then_some(index)
    }
}

/// The tokens of an article by the numbers of their words and kinds.
pub(super) fn tokens(
    scene: Scene,
    entities: &Entities,
    rules: &[Found],
    memo: &mut Memo,
) -> Vec<At> {
    let reading = scene.reading;
    let mut tokens: Vec<At> = Vec::with_capacity(reading.segments.tokens.len());
    for index in 0..reading.segments.tokens.len() {
        let number = reading.segments.words.get(index).copied();
        let (word, spelled) = memo.spelled(number, || Spelled::new(scene, index));
        let kind = kind(scene, entities, index, &spelled);
        tokens.push(At {
            word,
            kind: memo.kind(word, kind),
            part: kind.part,
            stance: kind.stance,
            quoted: kind.quoted > 0,
            is_likely: kind.cue > 0,
            ..At::default()
        });
    }
    for paragraph in &reading.segments.paragraphs {
        for (index, number) in paragraph.sentences.clone().zip(0..) {
            let sentence = reading.sentence(index as usize);
            for at in tokens.get_mut(sentence).unwrap_or_default() {
                at.sentence = number;
            }
        }
    }
    for found in rules {
        labels::tags(found, |token, label, is_right| {
            if let Some(at) = tokens.get_mut(token) {
                at.rule = 2 * label + u8::from(is_right);
            }
        });
    }
    tokens
}

fn kind(scene: Scene, entities: &Entities, token: usize, spelled: &Spelled) -> Kind {
    let reading = scene.reading;
    let index = reading.mention(token);
    let mention = index.and_then(|index| entities.mentions.get(index as usize));
    let chain = mention.and_then(|mention| entities.chains.get(mention.chain as usize));
    let tagged = reading.segments.parts.get(token).copied().unwrap_or(Part::Other);
    let is_quoted = reading.quotation(token).is_some();
    // A mark of a title is none of a quotation, whatever marks are elsewhere.
    let classes = reading.word(token).classes;
    let closed = if classes.has(Classes::TITLED) { closed(classes) } else { spelled.closed };
    let class = match closed {
        0 if tagged == Part::Name => u8::from(index.is_some()),
        _ => closed,
    };
    Kind {
        part: u16::from(class) * N_TAGS + tagged as u16,
        mention: chain.map_or(0, |chain| chain.kind as u8 + 1),
        quoted: u8::from(is_quoted),
        cue: if is_quoted { 0 } else { spelled.cue },
        stance: spelled.stance,
    }
}

/// How many tokens on both sides features look at.
const MARGIN: usize = 4;

/// Place of the token itself in [`Near`].
pub(super) const HERE: usize = MARGIN;

/// A token with those around it.
pub(super) type Near = [At; 2 * MARGIN + 1];

/// The tokens of a paragraph; beyond its ends stand tokens like no other.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    pub(super) sight: &'a Sight<'a>,
    pub(super) run: Run,
    /// With the tokens beyond both ends.
    tokens: Vec<At>,
}

impl<'a> Passage<'a> {
    pub(super) fn new(sight: &'a Sight<'a>, run: Run) -> Self {
        let mut tokens = Vec::with_capacity(run.len() + 2 * MARGIN);
        tokens.extend([BEYOND; MARGIN]);
        tokens.extend(sight.run(&run));
        tokens.extend([BEYOND; MARGIN]);
        Self { sight, run, tokens }
    }

    /// The tokens, without those beyond the ends.
    pub(super) fn own(&self) -> &[At] {
        self.sight.run(&self.run)
    }

    /// A token with those around it; only tokens beyond the ends for one that is beyond them.
    #[inline]
    pub(super) fn near(&self, token: usize) -> &Near {
        let place = token.wrapping_sub(self.run.start);
        let around = self.tokens.get(place..place.wrapping_add(2 * MARGIN + 1));
        around.and_then(|around| around.try_into().ok()).unwrap_or(&[BEYOND; 2 * MARGIN + 1])
    }

    /// A token, or one beyond the ends.
    pub(super) fn at(&self, token: usize) -> &At {
        let place = token.wrapping_sub(self.run.start).wrapping_add(MARGIN);
        self.tokens.get(place).unwrap_or(&BEYOND)
    }

    /// What is seen of it.
    pub(super) fn seen(&self, token: usize) -> Seen {
        self.sight.memo.seen(self.at(token))
    }
}

/// Whether a token stands deep inside a quotation.
pub(super) fn is_deep(near: &Near) -> bool {
    [HERE, HERE - 4, HERE - 2, HERE + 2, HERE + 4].iter().all(|place| near[*place].quoted)
}

/// Longer words are told by their first bytes.
const LONGEST: usize = 32;

fn fold<'a>(text: &str, lower: &'a mut [u8; LONGEST]) -> &'a [u8] {
    let length = text.len().min(LONGEST);
    let (lower, _) = lower.split_at_mut(length);
    lower.copy_from_slice(text.as_bytes().get(..length).unwrap_or_default());
    lower.make_ascii_lowercase();
    lower
}

/// A hash of bytes, four at a time.
pub(super) fn hash(bytes: &[u8]) -> u32 {
    let mut state = 0x9E37_79B9_u32;
    for chunk in bytes.chunks(4) {
        let word = chunk.iter().fold(1_u32, |word, byte| word << 8 | u32::from(*byte));
        state = (state.rotate_left(5) ^ word).wrapping_mul(0x85EB_CA6B);
        state ^= state >> 15;
    }
    state
}

fn last(bytes: &[u8], n: usize) -> &[u8] {
    bytes.get(bytes.len().saturating_sub(n)..).unwrap_or_default()
}

/// The word without an ending of a verb or a plural, when enough is left.
fn stem(word: &[u8]) -> &[u8] {
    for suffix in [b"ing".as_slice(), b"ied", b"ies", b"ed", b"es", b"s", b"d"] {
        if let Some(stem) = word.strip_suffix(suffix)
            && stem.len() > 2
        {
            return stem;
        }
    }
    word
}

/// A hash of the kinds of characters, runs of one kind taken once.
fn shape(text: &str) -> u32 {
    let (mut state, mut before) = (0_u32, 0_u32);
    for character in text.chars() {
        let kind = match character {
            _ if character.is_uppercase() => 1,
            _ if character.is_lowercase() => 2,
            _ if character.is_numeric() => 3,
            _ => u32::from(character),
        };
        if kind != before {
            state = (state.rotate_left(5) ^ kind).wrapping_mul(0x85EB_CA6B);
        }
        before = kind;
    }
    state
}

/// The classes that tell a part of speech, the most telling first.
const PARTS: [Classes; 25] = [
    Classes::QUOTE,
    Classes::COMMA,
    Classes::STOP,
    Classes::COLON,
    Classes::DASH,
    Classes::OPEN,
    Classes::CLOSE,
    Classes::GENITIVE,
    Classes::NEGATIVE,
    Classes::MODAL,
    Classes::BE,
    Classes::HAVE,
    Classes::DO,
    Classes::NUMBER,
    Classes::POSSESSIVE,
    Classes::SUBJECT,
    Classes::DETERMINER,
    Classes::PRONOUN,
    Classes::OBJECT,
    Classes::QUESTION,
    Classes::SUBORDINATOR,
    Classes::CONJUNCTION,
    Classes::PREPOSITION,
    Classes::ADVERB,
    Classes::TIME,
];

/// More than there are parts of speech.
const N_TAGS: u16 = 32;

/// Number of commas among these classes, as [`closed`] gives it.
const COMMA: u8 = 3;

/// The closed class of the rules' lists that a word has, from 2; 0 for a word of none.
fn closed(classes: Classes) -> u8 {
    let closed = PARTS.iter().zip(2_u8..).find(|(class, _)| classes.has(**class));
    closed.map_or(0, |(_, number)| number)
}
