//! The word lists that tell a stop that ends a sentence from one that ends an abbreviation.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::entries;

const ANYWHERE: &str = include_str!("../../gazetteers/words/abbreviations.txt");
const BEFORE_NAME: &str = include_str!("../../gazetteers/words/abbreviations-before-name.txt");
const BEFORE_NUMBER: &str = include_str!("../../gazetteers/words/abbreviations-before-number.txt");
const OPENERS: &str = include_str!("../../gazetteers/words/sentence-openers.txt");
const DOMAIN_ENDINGS: &str = include_str!("../../gazetteers/words/domain-endings.txt");
const WITH_MARKS: &str = include_str!("../../gazetteers/words/names-with-marks.txt");
const CUES: &str = include_str!("../../gazetteers/words/closing-cues.txt");

/// What may follow the stop of an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Anything; a sentence may end there: `Corp.`
    Anywhere,
    /// A name, so no sentence ends there: `Sen.`
    BeforeName,
    /// A number, else it is a plain word: `No.`
    BeforeNumber,
}

/// The lists, ready for lookup.
#[derive(Debug)]
pub(super) struct Words {
    abbreviations: FxHashMap<&'static str, Abbreviation>,
    openers: FxHashSet<&'static str>,
    domain_endings: FxHashSet<&'static str>,
    with_marks: FxHashSet<&'static str>,
    cues: FxHashSet<&'static str>,
}

/// The longest key of `abbreviations`; longer words need no lookup.
const LONGEST: usize = 8;

impl Words {
    /// The abbreviation that a word before a stop is, by its letters without that stop.
    pub(super) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        if word.len() > LONGEST {
            return None;
        }
        if let Some(kind) = self.abbreviations.get(word) {
            return Some(*kind);
        }
        // In capitals only what must be followed by a name or number: MR., NO. 2, but not MASS.
        let kind = self.abbreviations.get(capitalized(word)?.as_str())?;
        (*kind != Abbreviation::Anywhere).then_some(*kind)
    }

    /// The same of a word or of its last part between hyphens.
    pub(super) fn abbreviation_ending(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviation(word).or_else(|| {
            let hyphen = word.bytes().rposition(|byte| byte == b'-')?;
            self.abbreviation(word.get(hyphen + 1..)?)
        })
    }

    /// Whether a sentence begins with this word more often than a name does.
    pub(super) fn is_opener(&self, word: &str) -> bool {
        self.openers.contains(word)
            || capitalized(word).is_some_and(|word| self.openers.contains(word.as_str()))
    }

    /// Whether the word is the last part of a site's name.
    pub(super) fn is_domain_ending(&self, word: &str) -> bool {
        self.domain_endings.contains(word)
    }

    /// Whether an exclamation mark belongs to this name.
    pub(super) fn is_written_with_mark(&self, word: &str) -> bool {
        self.with_marks.contains(word)
    }

    /// Whether the verb after a speaker's name closes a quotation.
    pub(super) fn is_closing_cue(&self, word: &str) -> bool {
        self.cues.contains(word)
    }
}

/// A word of two capitals and more with only the first one left: `THE` gives `The`.
fn capitalized(word: &str) -> Option<String> {
    if word.len() < 2 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let (first, rest) = word.split_at_checked(1)?;
    Some(first.to_owned() + &rest.to_ascii_lowercase())
}

impl Default for Words {
    fn default() -> Self {
        let mut abbreviations = FxHashMap::default();
        for (list, kind) in [
            (ANYWHERE, Abbreviation::Anywhere),
            (BEFORE_NAME, Abbreviation::BeforeName),
            (BEFORE_NUMBER, Abbreviation::BeforeNumber),
        ] {
            abbreviations.extend(entries(list).map(|entry| (entry, kind)));
        }
        Self {
            abbreviations,
            openers: entries(OPENERS).collect(),
            domain_endings: entries(DOMAIN_ENDINGS).collect(),
            with_marks: entries(WITH_MARKS).collect(),
            cues: entries(CUES).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_without_repeats_and_apart() {
        for list in
            [ANYWHERE, BEFORE_NAME, BEFORE_NUMBER, OPENERS, DOMAIN_ENDINGS, WITH_MARKS, CUES]
        {
            let entries = entries(list).collect::<Vec<_>>();
            let faults = entries.windows(2).filter(|two| two[0] >= two[1]).collect::<Vec<_>>();
            assert!(faults.is_empty(), "{faults:?}");
        }
        let words = Words::default();
        let n_listed = [ANYWHERE, BEFORE_NAME, BEFORE_NUMBER].map(|list| entries(list).count());
        assert_eq!(words.abbreviations.len(), n_listed.iter().sum::<usize>());
        assert!(words.abbreviations.keys().all(|entry| entry.len() <= LONGEST));
    }
}
