//! What nouns tell of a speaker without a name: `speaker-nouns.txt`, and people from `titles.txt`.

use rustc_hash::FxHashMap;

use crate::entities::Gender;
use crate::lexicon::{EntityKind, entries};

/// A set of the things that a noun may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Traits(u16);

impl Traits {
    /// Speaks on behalf of whom it belongs to: `spokesman`, `campaign`.
    pub(super) const FOR: Self = Self(1);
    /// Also of a country or place: `officials`.
    pub(super) const STATE: Self = Self(1 << 1);
    /// Several people: `critics`.
    pub(super) const GROUP: Self = Self(1 << 2);
    /// Nobody, but what somebody wrote: `report`.
    pub(super) const DOCUMENT: Self = Self(1 << 3);
    /// A person: `senator`.
    pub(super) const PERSON: Self = Self(1 << 4);
    /// The last of two words that are one noun: `press secretary`.
    const PAIRED: Self = Self(1 << 5);

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }
}

/// What one noun tells; nothing of most words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Noun {
    pub(super) traits: Traits,
    /// Of which sex a person so called is.
    pub(super) gender: Option<Gender>,
    /// What kind of body is called so: `airline`.
    pub(super) body: Option<EntityKind>,
    /// What a short form stands for, else the word itself: `senator` for `sen`; people only.
    pub(super) person: &'static str,
}

/// The nouns by spelling, in lower case.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    by_spelling: FxHashMap<&'static str, Noun>,
    /// By first and last letter, a bit for each length that some of them has: what most words are
    /// told from.
    lengths: Vec<u32>,
}

/// The longest spelling.
const LONGEST: usize = 24;

/// The place of a word in [`Nouns::lengths`]; letters are told from others by it, not their case.
fn ends(word: &str) -> usize {
    let low = |byte: Option<&u8>| usize::from(byte.map_or(0, |byte| byte & 31));
    low(word.as_bytes().first()) << 5 | low(word.as_bytes().last())
}

impl Nouns {
    /// Reads the built-in lists.
    pub(super) fn built_in() -> Self {
        let mut nouns = Self::default();
        for entry in entries(include_str!("../../gazetteers/words/titles.txt")) {
            nouns.add_title(entry);
        }
        for entry in entries(include_str!("../../gazetteers/words/speaker-nouns.txt")) {
            let Some((word, told)) = entry.split_once(": ") else { continue };
            let noun = nouns.by_spelling.entry(word).or_default();
            told.split(' ').for_each(|one| noun.add(one));
            if let Some((_, last)) = word.rsplit_once(' ') {
                let noun = nouns.by_spelling.entry(last).or_default();
                noun.traits = noun.traits.or(Traits::PAIRED);
            }
        }
        nouns.lengths = vec![0; 1 << 10];
        let short = nouns.by_spelling.keys().filter(|word| word.len() <= LONGEST);
        short.for_each(|word| {
            if let Some(lengths) = nouns.lengths.get_mut(ends(word)) {
                *lengths |= 1 << word.len();
            }
        });
        nouns
    }

    /// `senators r p =senator`
    fn add_title(&mut self, entry: &'static str) {
        let mut parts = entry.split(' ');
        let Some(word) = parts.next() else { return };
        let noun = self.by_spelling.entry(word).or_default();
        noun.traits = noun.traits.or(Traits::PERSON);
        noun.person = word;
        for part in parts {
            match part {
                "m" => noun.gender = Some(Gender::Male),
                "f" => noun.gender = Some(Gender::Female),
                "p" => noun.traits = noun.traits.or(Traits::GROUP),
                _ => noun.person = part.strip_prefix('=').unwrap_or(noun.person),
            }
        }
    }

    /// What a word tells, in whatever case and with or without a period.
    pub(super) fn get(&self, word: &str) -> Noun {
        let word = word.trim_end_matches('.');
        let lengths = self.lengths.get(ends(word)).copied().unwrap_or_default();
        if word.len() > LONGEST || lengths >> word.len() & 1 == 0 {
            return Noun::default();
        }
        let mut lower = [0_u8; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else { return Noun::default() };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let known = str::from_utf8(lower).ok().and_then(|word| self.by_spelling.get(word));
        known.copied().unwrap_or_default()
    }

    /// What a noun of two words tells, else the second alone: `press secretary`.
    pub(super) fn get_pair(&self, first: &str, second: &str) -> Noun {
        let alone = self.get(second);
        if !alone.traits.has(Traits::PAIRED) {
            return alone;
        }
        let pair = format!("{first} {second}").to_ascii_lowercase();
        self.by_spelling.get(pair.as_str()).copied().unwrap_or(alone)
    }
}

impl Noun {
    fn add(&mut self, told: &str) {
        let more = match told {
            "for" => Traits::FOR,
            "state" => Traits::STATE,
            "group" => Traits::GROUP,
            "document" => Traits::DOCUMENT,
            "person" | "man" | "woman" => Traits::PERSON,
            _ => Traits::default(),
        };
        self.traits = self.traits.or(more);
        match told {
            "man" => self.gender = Some(Gender::Male),
            "woman" => self.gender = Some(Gender::Female),
            _ => {}
        }
        self.body = match told {
            "company" => Some(EntityKind::Company),
            "media" => Some(EntityKind::Media),
            "agency" => Some(EntityKind::Agency),
            "organization" => Some(EntityKind::Organization),
            _ => self.body,
        };
    }

    /// Whether it tells anything.
    pub(super) fn is_known(&self) -> bool {
        *self != Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_lists() {
        let nouns = Nouns::built_in();
        assert_eq!(nouns.get("Sen.").person, "senator");
        assert!(nouns.get("spokeswoman").traits.has(Traits::FOR));
        assert_eq!(nouns.get("Spokeswoman").gender, Some(Gender::Female));
        assert!(nouns.get("officials").traits.has(Traits::GROUP));
        assert_eq!(nouns.get("airline").body, Some(EntityKind::Company));
        assert!(nouns.get_pair("press", "secretary").traits.has(Traits::FOR));
        assert!(!nouns.get_pair("Treasury", "secretary").traits.has(Traits::FOR));
        assert!(!nouns.get("bridge").is_known());
        assert!(!nouns.get("ñandú").is_known());
    }
}
