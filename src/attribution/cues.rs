//! The lexicon of cues: verbs and phrases that attribute, and what each of them takes.
//!
//! An entry of `gazetteers/words/cues.txt` is a verb in its plain form, perhaps with words that
//! follow it (`call for`, `make clear`), a colon, and its frames.

use crate::lexicon::entries;

use super::words::{Classes, Words};

/// What a cue takes, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Frames(u16);

impl Frames {
    /// A clause with `that`.
    pub(super) const THAT: Self = Self(1);
    /// A clause without `that`.
    pub(super) const CLAUSE: Self = Self(1 << 1);
    /// `whether`, `how`, `why` and a clause.
    pub(super) const QUESTION: Self = Self(1 << 2);
    /// `to` and a verb.
    pub(super) const TO: Self = Self(1 << 3);
    /// An object: `criticized the plan`.
    pub(super) const OBJECT: Self = Self(1 << 4);
    /// A quotation right after it.
    pub(super) const QUOTE: Self = Self(1 << 5);
    /// Content before it: `the plan failed, he noted`.
    pub(super) const TAG: Self = Self(1 << 6);
    /// The source may follow: `said Trump`.
    pub(super) const INVERTED: Self = Self(1 << 7);
    /// The one spoken to stands between: `told reporters that`.
    pub(super) const ADDRESSEE: Self = Self(1 << 8);
    /// In the passive with the content as its subject: `is expected to`.
    pub(super) const PASSIVE: Self = Self(1 << 9);
    /// The content is its subject and the rest, and nobody is its source: `seems to be winning`.
    pub(super) const RAISING: Self = Self(1 << 11);
    /// A verb in `-ing`: `denied taking`.
    pub(super) const GERUND: Self = Self(1 << 10);

    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "that" => Self::THAT,
            "clause" => Self::CLAUSE,
            "question" => Self::QUESTION,
            "to" => Self::TO,
            "object" => Self::OBJECT,
            "quote" => Self::QUOTE,
            "tag" => Self::TAG,
            "inverted" => Self::INVERTED,
            "addressee" => Self::ADDRESSEE,
            "passive" => Self::PASSIVE,
            "gerund" => Self::GERUND,
            "raising" => Self::RAISING,
            _ => return None,
        })
    }
}

/// One entry: a verb, the words after it, its frames.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// The words that must follow, in lower case: `for` in `call for`.
    pub(super) tail: Vec<&'static str>,
    pub(super) frames: Frames,
}

/// The verbs of cues; those of one verb with the longest tail first.
#[derive(Debug, Default)]
pub(super) struct Cues {
    by_lemma: Vec<Vec<Cue>>,
}

impl Cues {
    /// Reads the built-in list and tells `words` the forms of its verbs.
    pub(super) fn built_in(words: &mut Words) -> Self {
        let mut cues = Self::default();
        let mut above = "";
        for entry in entries(include_str!("../../gazetteers/words/cues.txt")) {
            let (phrase, frames) = entry.split_once(": ").unwrap_or((entry, ""));
            let (verb, tail) = phrase.split_once(' ').unwrap_or((phrase, ""));
            if verb != above {
                cues.by_lemma.push(Vec::new());
                let lemma = u16::try_from(cues.by_lemma.len()).unwrap_or_default();
                words.add_verb(verb, Classes::NONE, lemma);
                above = verb;
            }
            let tail: Vec<&str> = tail.split(' ').filter(|word| !word.is_empty()).collect();
            let frames = frames.split(' ').filter_map(Frames::by_name);
            let frames = frames.fold(Frames::default(), |all, one| Frames(all.0 | one.0));
            if let Some(same) = cues.by_lemma.last_mut() {
                same.push(Cue { tail, frames });
            }
        }
        for same in &mut cues.by_lemma {
            same.sort_by_key(|cue| std::cmp::Reverse(cue.tail.len()));
        }
        cues
    }

    /// The entries of a verb, by [`Word::lemma`](super::words::Word); none for 0.
    pub(super) fn of(&self, lemma: u16) -> &[Cue] {
        usize::from(lemma)
            .checked_sub(1)
            .and_then(|index| self.by_lemma.get(index))
            .map_or(&[], Vec::as_slice)
    }
}
