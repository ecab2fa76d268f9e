//! One article as features see it: for each token a few small numbers, made once.

use crate::entities::Entities;
use crate::segment::Part;

use super::super::found::Found;
use super::super::reading::{Reading, Run};
use super::super::scene::Scene;
use super::super::words::{Classes, Forms};
use super::kinds::Kinds;
use super::labels;

/// What features see of one token.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// Number of its kind: all but sentence, rule and triple are the same for one kind.
    pub(super) kind: u32,
    /// Number of its part of speech with those before and after it.
    pub(super) triple: u32,
    /// Hash of the word in lower case.
    pub(super) word: u32,
    /// Hash of the word without the endings of verbs and plurals.
    pub(super) stem: u32,
    /// Hashes of its last two and last three characters.
    pub(super) ends: [u32; 2],
    /// Hash of its shape: `Xx` for `Trump`, `X.X.` for `U.S.`
    pub(super) shape: u32,
    /// Part of speech.
    pub(super) part: u32,
    /// 0 for a token outside quotations, 1 inside.
    pub(super) quoted: u32,
    /// 0 for a word that no cue begins with, 1 for a verb that may attribute, 2 where it stands in
    /// a form that does.
    pub(super) cue: u32,
    /// What a source does by the word: see [`Word::stance`](super::super::words::Word).
    pub(super) stance: u32,
    /// Number of its sentence in the paragraph.
    pub(super) sentence: u32,
    /// What the rules say: label, and hash of the rule.
    pub(super) rule: [u32; 2],
    /// Kind of the mention that it belongs to, plus one; 0 for none.
    pub(super) mention: u32,
    pub(super) is_comma: bool,
    /// `that`, `if`, `whether`
    pub(super) opens_clause: bool,
    pub(super) is_verb: bool,
}

/// A token beyond the ends of a passage.
pub(super) const BEYOND: Seen = Seen {
    kind: 0,
    triple: 0,
    word: 1,
    stem: 1,
    ends: [1, 1],
    shape: 1,
    part: 1,
    quoted: 9,
    cue: 9,
    stance: 9,
    sentence: 0,
    rule: [99, 0],
    mention: 9,
    is_comma: false,
    opens_clause: false,
    is_verb: false,
};

/// What tells the kind of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Face {
    /// Number of its word.
    pub(super) word: u32,
    /// Its part of speech, the kind of its mention plus one, whether it is one's, whether it
    /// stands in a quotation.
    pub(super) numbers: u32,
    /// Those of its classes that tell a part of speech.
    pub(super) classes: Classes,
}

/// The tokens of one article.
#[derive(Debug)]
pub(super) struct Sight<'a> {
    tokens: Vec<Seen>,
    /// What the rules found, and the order of their cues.
    rules: &'a [Found],
    by_cue: Vec<usize>,
}

impl<'a> Sight<'a> {
    pub(super) fn new(
        scene: Scene<'a>,
        entities: &Entities,
        rules: &'a [Found],
        kinds: &mut Kinds,
    ) -> Self {
        let reading = scene.reading;
        let n_tokens = reading.segments.tokens.len();
        let mut tokens: Vec<Seen> =
            (0..n_tokens).map(|token| see(scene, entities, token, kinds)).collect();
        for index in 0..reading.segments.paragraphs.len() {
            number_sentences(reading, index, &mut tokens);
            number_triples(tokens.get_mut(reading.paragraph(index)).unwrap_or_default(), kinds);
        }
        for found in rules {
            let name = hash(found.rule.as_bytes());
            labels::tags(found, |token, tag| {
                if let Some(seen) = tokens.get_mut(token) {
                    seen.rule = [u32::from(tag), name];
                }
            });
        }
        let mut by_cue: Vec<usize> = (0..rules.len()).collect();
        by_cue.sort_by_key(|index| rules[*index].cue.start);
        Self { tokens, rules, by_cue }
    }

    /// What is seen of a token; none beyond the ends of the article.
    pub(super) fn get(&self, token: usize) -> Option<&Seen> {
        self.tokens.get(token)
    }

    /// All tokens of a run.
    pub(super) fn run(&self, run: &Run) -> &[Seen] {
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

/// How many tokens on both sides features look at.
const MARGIN: usize = 4;

/// Place of the token itself in [`Near`].
pub(super) const HERE: usize = MARGIN;

/// A token with those around it.
pub(super) type Near = [Seen; 2 * MARGIN + 1];

/// The tokens of a paragraph; beyond its ends stand tokens like no other.
#[derive(Debug)]
pub(super) struct Passage<'a> {
    pub(super) sight: &'a Sight<'a>,
    pub(super) run: Run,
    /// With the tokens beyond both ends.
    seen: Vec<Seen>,
}

impl<'a> Passage<'a> {
    pub(super) fn new(sight: &'a Sight<'a>, run: Run) -> Self {
        let mut seen = Vec::with_capacity(run.len() + 2 * MARGIN);
        seen.extend([BEYOND; MARGIN]);
        seen.extend(sight.run(&run));
        seen.extend([BEYOND; MARGIN]);
        Self { sight, run, seen }
    }

    /// A token with those around it; only tokens beyond the ends for one that is beyond them.
    #[inline]
    pub(super) fn near(&self, token: usize) -> &Near {
        let place = token.wrapping_sub(self.run.start);
        let around = self.seen.get(place..place.wrapping_add(2 * MARGIN + 1));
        around.and_then(|around| around.try_into().ok()).unwrap_or(&[BEYOND; 2 * MARGIN + 1])
    }

    /// A token, or one beyond the ends.
    pub(super) fn at(&self, token: usize) -> &Seen {
        let place = token.wrapping_sub(self.run.start).wrapping_add(MARGIN);
        self.seen.get(place).unwrap_or(&BEYOND)
    }
}

/// Whether a token stands deep inside a quotation.
pub(super) fn is_deep(near: &Near) -> bool {
    [HERE, HERE - 4, HERE - 2, HERE + 2, HERE + 4].iter().all(|place| near[*place].quoted == 1)
}

fn number_sentences(reading: &Reading, paragraph: usize, tokens: &mut [Seen]) {
    let Some(paragraph) = reading.segments.paragraphs.get(paragraph) else { return };
    for (index, number) in paragraph.sentences.clone().zip(0..) {
        let sentence = reading.sentence(usize::try_from(index).unwrap_or_default());
        for seen in tokens.get_mut(sentence).unwrap_or_default() {
            seen.sentence = number;
        }
    }
}

fn number_triples(tokens: &mut [Seen], kinds: &mut Kinds) {
    let mut before = BEYOND.part;
    for place in 0..tokens.len() {
        let next = tokens.get(place + 1).map_or(BEYOND.part, |next| next.part);
        let seen = &mut tokens[place];
        seen.triple = kinds.triple([before, seen.part, next]);
        before = seen.part;
    }
}

fn see(scene: Scene, entities: &Entities, token: usize, kinds: &mut Kinds) -> Seen {
    let reading = scene.reading;
    let index = reading.mention(token);
    let mention = index.and_then(|index| entities.mentions.get(index as usize));
    let chain = mention.and_then(|mention| entities.chains.get(mention.chain as usize));
    let mention = chain.map_or(0, |chain| chain.kind as u32 + 1);
    let quoted = u32::from(reading.quotation(token).is_some());
    let tagged = reading.segments.parts.get(token).copied().unwrap_or(Part::Other);
    let (tag, is_mention) = (u32::from(tagged as u8), u32::from(index.is_some()));
    let face = reading.segments.words.get(token).map(|number| Face {
        word: *number,
        numbers: tag << 16 | mention << 8 | is_mention << 1 | quoted,
        classes: reading.word(token).classes.and(CLOSED),
    });
    kinds.seen(face, || {
        let (text, word) = (reading.text(token), reading.word(token));
        let is_cue = scene.is_cue(token);
        let attributes = is_cue && word.forms.has(Forms::PAST.or(Forms::THIRD));
        let mut lower = [0_u8; LONGEST];
        let folded = fold(text, &mut lower);
        Seen {
            word: hash(folded),
            stem: hash(stem(folded)),
            ends: [hash(last(folded, 2)), hash(last(folded, 3))],
            shape: shape(text),
            part: part(tagged, word.classes, is_mention),
            quoted,
            cue: u32::from(is_cue) + u32::from(attributes),
            stance: u32::from(word.stance),
            mention,
            is_comma: word.classes.has(Classes::COMMA),
            opens_clause: matches!(folded, b"that" | b"if" | b"whether"),
            is_verb: tagged.is_verb(),
            ..Seen::default()
        }
    })
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

/// All of them.
const CLOSED: Classes = {
    let (mut all, mut index) = (PARTS[0], 1);
    while index < PARTS.len() {
        all = all.or(PARTS[index]);
        index += 1;
    }
    all
};

/// What a token is in its sentence: its part of speech, with the closed class of the rules' lists
/// where it has one, and whether a name is a known mention.
fn part(tagged: Part, classes: Classes, is_mention: u32) -> u32 {
    let closed = PARTS.iter().zip(2_u32..).find(|(class, _)| classes.has(**class));
    let class = match closed {
        Some((_, number)) => number,
        None if tagged == Part::Name => is_mention,
        None => 0,
    };
    class * 32 + u32::from(tagged as u8)
}
