//! What the rules know of a word by itself: its class in a sentence, and whether a verb it is.
//!
//! The lists are `gazetteers/words/grammar.txt`, `verbs.txt` and `irregular-verbs.txt`; this file
//! only bends verbs.

use std::mem;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::lexicon::{Slots, Spelling, entries};
use crate::text::offset;

/// A set of the classes that a word may have; a word often has several (`that`, `report`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Classes(u64);

impl Classes {
    pub(super) const DETERMINER: Self = Self(1);
    pub(super) const POSSESSIVE: Self = Self(1 << 1);
    /// A pronoun that can only be a subject: `he`.
    pub(super) const SUBJECT: Self = Self(1 << 2);
    /// A pronoun that can be a subject: `he`, `it`, `some`.
    pub(super) const PRONOUN: Self = Self(1 << 3);
    /// A pronoun that can be an object: `him`, `it`.
    pub(super) const OBJECT: Self = Self(1 << 4);
    pub(super) const PREPOSITION: Self = Self(1 << 5);
    /// `and`, `or`, `but`
    pub(super) const CONJUNCTION: Self = Self(1 << 6);
    /// Opens a subordinate clause: `that`, `because`.
    pub(super) const SUBORDINATOR: Self = Self(1 << 7);
    /// Opens a question or relative clause: `who`, `whether`.
    pub(super) const QUESTION: Self = Self(1 << 8);
    pub(super) const BE: Self = Self(1 << 9);
    pub(super) const HAVE: Self = Self(1 << 10);
    pub(super) const DO: Self = Self(1 << 11);
    pub(super) const MODAL: Self = Self(1 << 12);
    pub(super) const NEGATIVE: Self = Self(1 << 13);
    pub(super) const ADVERB: Self = Self(1 << 14);
    /// `Monday`, `July`, `week`
    pub(super) const TIME: Self = Self(1 << 15);
    /// Before a word of time: `last`, `early`.
    pub(super) const PAST_TIME: Self = Self(1 << 16);
    /// A word that stands before a name: `Mr.`, `Senator`.
    pub(super) const TITLE: Self = Self(1 << 17);
    /// What speech is made in: `interview`, `statement`.
    pub(super) const VENUE: Self = Self(1 << 18);
    /// A form of a verb.
    pub(super) const VERB: Self = Self(1 << 19);
    /// A form of a verb that is a noun more often.
    pub(super) const NOUN: Self = Self(1 << 20);
    /// Begins with a capital.
    pub(super) const CAPITAL: Self = Self(1 << 21);
    pub(super) const NUMBER: Self = Self(1 << 22);
    pub(super) const COMMA: Self = Self(1 << 23);
    /// `.`, `!`, `?`, `...`
    pub(super) const STOP: Self = Self(1 << 24);
    pub(super) const COLON: Self = Self(1 << 25);
    /// A dash between words, or a semicolon.
    pub(super) const DASH: Self = Self(1 << 26);
    pub(super) const OPEN: Self = Self(1 << 27);
    pub(super) const CLOSE: Self = Self(1 << 28);
    pub(super) const QUOTE: Self = Self(1 << 29);
    /// `'s` and `'`
    pub(super) const GENITIVE: Self = Self(1 << 30);
    /// Any word, number or tag.
    pub(super) const WORD: Self = Self(1 << 31);
    /// Opens a phrase of circumstance: `during`, `when`.
    pub(super) const CIRCUMSTANCE: Self = Self(1 << 33);
    /// Before a time or a place: `in`, `on`.
    pub(super) const LOCATING: Self = Self(1 << 34);
    /// After a comma, what it opens is no part of a reported clause: `but`, `which`, `however`.
    pub(super) const BREAKING: Self = Self(1 << 35);
    /// In a phrase that attributes: `according`, `words` of `in the words of`.
    pub(super) const PHRASE: Self = Self(1 << 37);
    /// A news agency: `AP`.
    pub(super) const AGENCY: Self = Self(1 << 36);
    /// Part of a title of a work, its marks included.
    pub(super) const TITLED: Self = Self(1 << 32);

    pub(super) const AUXILIARY: Self = Self(Self::BE.0 | Self::HAVE.0 | Self::DO.0 | Self::MODAL.0);
    /// Any word of a closed class.
    pub(super) const FUNCTION: Self = Self((1 << 15) - 1);
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    fn by_name(name: &str) -> Option<Self> {
        Some(match name {
            "determiner" => Self::DETERMINER,
            "possessive" => Self::POSSESSIVE,
            "subject" => Self::SUBJECT,
            "pronoun" => Self::PRONOUN,
            "object" => Self::OBJECT,
            "preposition" => Self::PREPOSITION,
            "conjunction" => Self::CONJUNCTION,
            "subordinator" => Self::SUBORDINATOR,
            "question" => Self::QUESTION,
            "be" => Self::BE,
            "have" => Self::HAVE,
            "do" => Self::DO,
            "modal" => Self::MODAL,
            "negative" => Self::NEGATIVE,
            "adverb" => Self::ADVERB,
            "time" => Self::TIME,
            "past-time" => Self::PAST_TIME,
            "title" => Self::TITLE,
            "venue" => Self::VENUE,
            "circumstance" => Self::CIRCUMSTANCE,
            "locating" => Self::LOCATING,
            "number" => Self::NUMBER,
            "breaking" => Self::BREAKING,
            "phrase" => Self::PHRASE,
            _ => return None,
        })
    }
}

/// The forms that a verb may have in one spelling, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Forms(u8);

impl Forms {
    /// `say`
    pub(super) const PLAIN: Self = Self(1);
    /// `says`
    pub(super) const THIRD: Self = Self(2);
    /// `said`, `spoke`
    pub(super) const PAST: Self = Self(4);
    /// `said`, `spoken`
    pub(super) const PARTICIPLE: Self = Self(8);
    /// `saying`
    pub(super) const ING: Self = Self(16);
    pub(super) const FINITE: Self = Self(1 | 2 | 4);

    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What one spelling may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Word {
    pub(super) classes: Classes,
    pub(super) forms: Forms,
    /// Index into the verbs of cues plus one; 0 for every other word.
    pub(super) lemma: u16,
    /// What a source does by the word, as a number from 1 for each kind of `claim-kinds.txt` in
    /// order of its first word; 0 for a word that is not there.
    pub(super) stance: u8,
}

/// All spellings that the rules know, in lower case.
#[derive(Debug, Default)]
pub(super) struct Words {
    by_spelling: FxHashMap<Spelling, Word>,
    /// What the former becomes once all words are in it: by hash, a place among the different
    /// entries, which are few.
    index: Slots,
    all: Vec<Word>,
    /// Past and participle by verb.
    irregular: FxHashMap<&'static str, (&'static str, &'static str)>,
}

impl Words {
    /// Reads the built-in lists.
    pub(super) fn built_in() -> Self {
        let mut words = Self::default();
        for entry in entries(include_str!("../../gazetteers/words/irregular-verbs.txt")) {
            let mut forms = entry.split(' ');
            if let (Some(verb), Some(past), Some(participle)) =
                (forms.next(), forms.next(), forms.next())
            {
                words.irregular.insert(verb, (past, participle));
            }
        }
        for entry in entries(include_str!("../../gazetteers/words/grammar.txt")) {
            let (word, classes) = entry.split_once(": ").unwrap_or((entry, ""));
            let known = words.entry(word);
            for class in classes.split(' ').filter_map(Classes::by_name) {
                known.classes = known.classes.or(class);
            }
        }
        for agency in entries(include_str!("../../gazetteers/words/wire-agencies.txt")) {
            let known = words.entry(agency);
            known.classes = known.classes.or(Classes::AGENCY);
        }
        for entry in entries(include_str!("../../gazetteers/words/verbs.txt")) {
            let (verb, noun) = entry.split_once(' ').unwrap_or((entry, ""));
            let class = if noun.is_empty() { Classes::NONE } else { Classes::NOUN };
            words.add_verb(verb, class, 0);
        }
        words.add_stances();
        words
    }

    /// Reads what sources do by a word; of two readings of a spelling the first stands.
    fn add_stances(&mut self) {
        let mut kinds: Vec<&str> = Vec::new();
        for entry in entries(include_str!("../../gazetteers/words/claim-kinds.txt")) {
            let (word, kind) = entry.split_once(' ').unwrap_or((entry, ""));
            let index = kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
                kinds.push(kind);
                kinds.len() - 1
            });
            let stance = u8::try_from(index + 1).unwrap_or_default();
            for (spelling, _) in self.forms(word) {
                let known = self.entry(&spelling);
                known.stance = if known.stance == 0 { stance } else { known.stance };
            }
        }
    }

    /// Adds all forms of a verb; `lemma` as in [`Word`].
    pub(super) fn add_verb(&mut self, verb: &str, class: Classes, lemma: u16) {
        let be = [
            ("is".to_owned(), Forms::THIRD),
            ("are".to_owned(), Forms::PLAIN),
            ("were".to_owned(), Forms::PAST),
        ];
        let more = if verb == "be" { be.to_vec() } else { Vec::new() };
        for (spelling, form) in self.forms(verb).into_iter().chain(more) {
            let word = self.entry(&spelling);
            let class = if form.has(Forms::PLAIN.or(Forms::THIRD)) { class } else { Classes::NONE };
            word.classes = word.classes.or(Classes::VERB).or(class);
            word.forms = word.forms.or(form);
            word.lemma = word.lemma.max(lemma);
        }
    }

    /// The spellings of a verb, each with its form.
    fn forms(&self, verb: &str) -> [(String, Forms); 5] {
        let irregular = self.irregular.get(verb).copied();
        let past = irregular.map_or_else(|| with_ed(verb), |(past, _)| past.to_owned());
        let participle = irregular.map_or_else(|| with_ed(verb), |(_, last)| last.to_owned());
        [
            (verb.to_owned(), Forms::PLAIN),
            (with_s(verb), Forms::THIRD),
            (past, Forms::PAST),
            (participle, Forms::PARTICIPLE),
            (with_ing(verb), Forms::ING),
        ]
    }

    /// What a spelling may be, in whatever case it is written.
    #[cfg(test)]
    pub(super) fn get(&self, word: &str) -> Word {
        let known = Spelling::of(word).and_then(|key| self.by_spelling.get(&key));
        known.copied().unwrap_or_else(|| suffixed(word))
    }

    /// Makes ready for [`Words::at`], when all verbs are added.
    pub(super) fn close(&mut self) {
        let known = mem::take(&mut self.by_spelling).into_iter();
        let mut known: Vec<(u64, Word)> = known.map(|(key, word)| (key.hash(), word)).collect();
        known.sort_unstable_by_key(|(hash, _)| *hash);
        let order = |word: &Word| (word.classes.0, word.forms.0, word.lemma);
        self.all = known.iter().map(|(_, word)| *word).collect();
        self.all.sort_unstable_by_key(order);
        self.all.dedup();
        let place = |word: &Word| self.all.partition_point(|other| order(other) < order(word));
        let pairs: Vec<_> = known.iter().map(|(hash, word)| (*hash, offset(place(word)))).collect();
        self.index = Slots::of(&pairs);
    }

    /// What a word in a text may be, in whatever case it is written.
    pub(super) fn at(&self, text: &str, word: Range<usize>) -> Word {
        let hash = Spelling::hash_at(text, word.clone());
        let index = hash.and_then(|hash| self.index.get(hash));
        let known = index.and_then(|index| self.all.get(index as usize));
        known.copied().unwrap_or_else(|| suffixed(text.get(word).unwrap_or_default()))
    }

    /// The entry of a spelling; one that is too long is lost in that of no letters.
    fn entry(&mut self, spelling: &str) -> &mut Word {
        let key = Spelling::of(spelling).unwrap_or_default();
        self.by_spelling.entry(key).or_insert_with(|| suffixed(spelling))
    }
}

/// What the end of an unlisted word tells.
fn suffixed(word: &str) -> Word {
    let is_lower = word.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
    if !is_lower || word.len() < 5 {
        return Word::default();
    }
    if word.ends_with("ly") {
        return Word { classes: Classes::ADVERB, ..Word::default() };
    }
    if word.ends_with("ed") {
        let forms = Forms::PAST.or(Forms::PARTICIPLE);
        return Word { classes: Classes::VERB, forms, ..Word::default() };
    }
    Word::default()
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// `carry` -> `carries`, `push` -> `pushes`, `say` -> `says`
fn with_s(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix('y').filter(|stem| !ends_in_vowel(stem)) {
        return format!("{stem}ies");
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end));
    if hisses { format!("{verb}es") } else { format!("{verb}s") }
}

/// `carry` -> `carried`, `argue` -> `argued`, `rebut` -> `rebutted`
fn with_ed(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix('y').filter(|stem| !ends_in_vowel(stem)) {
        return format!("{stem}ied");
    }
    match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => format!("{}ed", doubled(verb)),
    }
}

/// `argue` -> `arguing`, `lie` -> `lying`, `rebut` -> `rebutting`
fn with_ing(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match verb.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'o', 'y'])) {
        Some(stem) => format!("{stem}ing"),
        None => format!("{}ing", doubled(verb)),
    }
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.bytes().next_back().is_some_and(is_vowel)
}

/// The verb with its last consonant twice, when it is written so: `rebut`, not `visit`.
fn doubled(verb: &str) -> String {
    // Two syllables with the weight on the first keep one consonant; these bear it on the last.
    const LATE: [&str; 14] = [
        "admit", "refer", "permit", "commit", "submit", "rebut", "infer", "confer", "prefer",
        "propel", "compel", "expel", "concur", "demur",
    ];
    let bytes = verb.as_bytes();
    let [.., before, vowel, last] = bytes else { return verb.to_owned() };
    // "quip": the u belongs to the q.
    let is_open = !is_vowel(*before) || verb.starts_with("qu") && bytes.len() == 4;
    let short = is_open && is_vowel(*vowel) && !is_vowel(*last);
    let doubles = short && !matches!(last, b'w' | b'x' | b'y');
    let n_vowels = bytes.iter().filter(|byte| is_vowel(**byte)).count();
    if doubles && (n_vowels == 1 || verb == "quip" || verb == "quit" || LATE.contains(&verb)) {
        format!("{verb}{}", char::from(*last))
    } else {
        verb.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bends_verbs() {
        let mut words = Words::built_in();
        for verb in ["deny", "rebut", "tie", "agree", "visit", "swear", "quip", "chant"] {
            words.add_verb(verb, Classes::NONE, 7);
        }
        let known = [
            "denies",
            "denied",
            "denying",
            "rebutted",
            "rebutting",
            "tied",
            "tying",
            "agreeing",
            "agreed",
            "visited",
            "swore",
            "sworn",
            "quipped",
            "chanted",
        ];
        for spelling in known {
            assert_eq!(words.get(spelling).lemma, 7, "{spelling}");
        }
        assert_eq!(words.get("visitted").lemma, 0);
    }

    #[test]
    fn knows_classes() {
        let words = Words::built_in();
        assert!(words.get("That").classes.has(Classes::SUBORDINATOR));
        assert!(words.get("flatly").classes.has(Classes::ADVERB));
        assert!(words.get("Kelly").classes == Classes::NONE);
        assert!(words.get("wrote").forms.has(Forms::PAST));
        assert!(!words.get("wrote").forms.has(Forms::PARTICIPLE));
    }
}
