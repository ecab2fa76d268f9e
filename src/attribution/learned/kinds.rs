//! Words and kinds of tokens, and what their features add up to, counted once.
//!
//! Most features of both passes are of one word, or of one token but its word, by itself or as a
//! neighbor. Their sums are kept for each word and for each kind of token; a text has few of both
//! for its length, and the same ones as the text before. What is kept depends on the weights only,
//! so results are the same whatever was read before.

use rustc_hash::FxHashMap;

use crate::entities::Entities;
use crate::lexicon;

use super::super::found::Found;
use super::super::scene::Scene;
use super::labels::{ARGUMENT_ROW, TAG_ROW};
use super::sight::{self, At, Kind, NO_KIND, NO_WORD, Seen, Sight, Spelled};
use super::{ArgumentModel, TagModel, arguments, tags};

/// As many words, or kinds, are kept at most.
const MOST: usize = 1 << 16;

/// What is known of a word.
#[derive(Debug, Clone, Copy)]
struct Known {
    spelled: Spelled,
    /// Its latest kind, and the number of that.
    kind: Kind,
    number: u32,
}

/// Sums of the first pass by the place from which a word is looked at.
type TagWord = [[i16; TAG_ROW]; tags::N_WORD_PLACES];
type TagKind = [[i16; TAG_ROW]; tags::N_KIND_PLACES];
/// Those of the second, for chunks left of the cue and right of it.
type ArgumentWord = [[[i16; ARGUMENT_ROW]; arguments::N_WORD_PLACES]; 2];
type ArgumentKind = [[[i16; ARGUMENT_ROW]; arguments::N_KIND_PLACES]; 2];

/// Words and kinds seen so far, with the sums for them by one pair of passes.
#[derive(Debug)]
pub(in crate::attribution) struct Memo {
    /// By the number that a token has of its word, index into `words`.
    by_number: lexicon::Memo<u32>,
    /// The first is that of tokens beyond the ends.
    words: Vec<Known>,
    by_kind: FxHashMap<Kind, u32>,
    kinds: Vec<Kind>,
    tag_words: Vec<TagWord>,
    tag_kinds: Vec<TagKind>,
    argument_words: Vec<ArgumentWord>,
    argument_kinds: Vec<ArgumentKind>,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            by_number: lexicon::Memo::default(),
            words: vec![Known { spelled: NO_WORD, kind: NO_KIND, number: 0 }],
            by_kind: FxHashMap::default(),
            kinds: vec![NO_KIND],
            tag_words: Vec::new(),
            tag_kinds: Vec::new(),
            argument_words: Vec::new(),
            argument_kinds: Vec::new(),
        }
    }
}

impl Memo {
    /// What is seen of an article, with the sums for words and kinds that are new; without those of
    /// a pass while there is none.
    pub(super) fn sight<'a>(
        &'a mut self,
        (tags, arguments): (Option<&TagModel>, Option<&ArgumentModel>),
        scene: Scene,
        entities: &Entities,
        rules: &'a [Found],
    ) -> Sight<'a> {
        if self.words.len() > MOST || self.kinds.len() > MOST {
            *self = Self::default();
        }
        let tokens = sight::tokens(scene, entities, rules, self);
        if let Some(model) = tags {
            for known in self.words.iter().skip(self.tag_words.len()) {
                let sums = |place| model.sums(|to| tags::of_word(&known.spelled, place, to));
                self.tag_words.push(by_place(sums));
            }
            for kind in self.kinds.iter().skip(self.tag_kinds.len()) {
                let sums = |place| model.sums(|to| tags::of_kind(*kind, place, to));
                self.tag_kinds.push(by_place(sums));
            }
        }
        if let Some(model) = arguments {
            for Known { spelled, .. } in self.words.iter().skip(self.argument_words.len()) {
                let sums =
                    |side, place| model.sums(|to| arguments::of_word(side, spelled, place, to));
                self.argument_words.push([0, 1].map(|side| by_place(|place| sums(side, place))));
            }
            for kind in self.kinds.iter().skip(self.argument_kinds.len()) {
                let sums =
                    |side, place| model.sums(|to| arguments::of_kind(side, *kind, place, to));
                self.argument_kinds.push([0, 1].map(|side| by_place(|place| sums(side, place))));
            }
        }
        Sight::new(self, tokens, rules)
    }

    /// What is seen of a word, with the number that it has here; `look` makes it where it is new.
    /// A token whose word has no number is a word of its own.
    #[inline]
    pub(super) fn spelled(
        &mut self,
        number: Option<u32>,
        look: impl FnOnce() -> Spelled,
    ) -> (u32, Spelled) {
        let Self { by_number, words, .. } = self;
        let add = || {
            words.push(Known { spelled: look(), kind: NO_KIND, number: 0 });
            u32::try_from(words.len() - 1).unwrap_or_default()
        };
        let word = match number {
            Some(number) => by_number.get(number, add),
            None => add(),
        };
        (word, self.words.get(word as usize).map_or(NO_WORD, |known| known.spelled))
    }

    /// The number of a kind, of a token of that word.
    #[inline]
    pub(super) fn kind(&mut self, word: u32, kind: Kind) -> u32 {
        match self.words.get_mut(word as usize) {
            Some(known) if known.kind == kind => known.number,
            Some(known) => {
                let next = u32::try_from(self.kinds.len()).unwrap_or_default();
                let number = *self.by_kind.entry(kind).or_insert(next);
                if number == next {
                    self.kinds.push(kind);
                }
                (known.kind, known.number) = (kind, number);
                number
            }
            None => 0,
        }
    }

    /// The word of a token.
    pub(super) fn word(&self, at: &At) -> &Spelled {
        self.words.get(at.word as usize).map_or(&NO_WORD, |known| &known.spelled)
    }

    /// The kind of a token.
    pub(super) fn kind_of(&self, at: &At) -> Kind {
        self.kinds.get(at.kind as usize).copied().unwrap_or(NO_KIND)
    }

    /// All that features see of a token.
    pub(super) fn seen(&self, at: &At) -> Seen {
        let (word, kind) = (self.word(at), self.kind_of(at));
        Seen {
            word: word.word,
            stem: word.stem,
            part: u32::from(kind.part),
            mention: u32::from(kind.mention),
            quoted: u32::from(kind.quoted),
            stance: u32::from(kind.stance),
            sentence: at.sentence,
            rule: u32::from(at.rule),
        }
    }

    /// The sums of the first pass for the word of a token.
    pub(super) fn tag_word(&self, at: &At) -> &TagWord {
        const NONE: TagWord = [[0; TAG_ROW]; tags::N_WORD_PLACES];
        self.tag_words.get(at.word as usize).unwrap_or(&NONE)
    }

    /// The same for its kind.
    pub(super) fn tag_kind(&self, at: &At) -> &TagKind {
        const NONE: TagKind = [[0; TAG_ROW]; tags::N_KIND_PLACES];
        self.tag_kinds.get(at.kind as usize).unwrap_or(&NONE)
    }

    /// The sums of the second pass for the word of a token.
    pub(super) fn argument_word(&self, at: &At) -> &ArgumentWord {
        const NONE: ArgumentWord = [[[0; ARGUMENT_ROW]; arguments::N_WORD_PLACES]; 2];
        self.argument_words.get(at.word as usize).unwrap_or(&NONE)
    }

    /// The same for its kind.
    pub(super) fn argument_kind(&self, at: &At) -> &ArgumentKind {
        const NONE: ArgumentKind = [[[0; ARGUMENT_ROW]; arguments::N_KIND_PLACES]; 2];
        self.argument_kinds.get(at.kind as usize).unwrap_or(&NONE)
    }
}

fn by_place<const P: usize, const W: usize>(sum: impl Fn(usize) -> [i16; W]) -> [[i16; W]; P] {
    std::array::from_fn(sum)
}
