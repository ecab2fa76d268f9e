//! Known misspellings of long words, by a list: `adminstration`.

use super::page::Page;
use super::{Fix, vocabulary};
use crate::lexicon;
use crate::text::Span;

const RULE: &str = "misspelling";

/// Shorter words are not in the list: what is one word's misspelling is another's name.
const MIN_LEN: usize = 7;

static LIST: &str = include_str!("../../gazetteers/words/misspellings.txt");

/// Misspellings, each with what is meant, by the hash of the former.
#[derive(Debug, Clone)]
pub(super) struct Misspellings {
    entries: Vec<(u64, &'static str, &'static str)>,
}

impl Default for Misspellings {
    fn default() -> Self {
        let entry =
            |(wrong, meant): (&'static str, _)| (vocabulary::hash(wrong.as_bytes()), wrong, meant);
        let pairs = lexicon::entries(LIST).filter_map(|entry| entry.split_once(' '));
        let mut entries: Vec<_> = pairs.map(entry).collect();
        entries.sort_unstable();
        Self { entries }
    }
}

impl Misspellings {
    /// What a misspelling in any case means, if it is listed.
    fn meant(&self, word: &str) -> Option<&'static str> {
        let hash = vocabulary::hash(word.as_bytes());
        let at = self.entries.partition_point(|(other, ..)| *other < hash);
        let alike = self.entries.iter().skip(at).take_while(|(other, ..)| *other == hash);
        let mut same = alike.filter(|(_, wrong, _)| wrong.eq_ignore_ascii_case(word));
        same.next().map(|(.., meant)| *meant)
    }
}

/// Finds listed misspellings, in any case.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    for doubt in page.doubts().unknown.iter().filter(|doubt| doubt.len() >= MIN_LEN) {
        let word = page.at(doubt.clone());
        let Some(meant) = page.misspellings.meant(word) else { continue };
        if !is_sic(page, doubt.end) {
            fixes.push(Fix::new(Span::at(doubt.clone()), in_case_of(word, meant), RULE, 0.99));
        }
    }
    fixes
}

/// Whether the writer says that the word before a position stood so: `adminstration [sic]`.
pub(super) fn is_sic(page: &Page<'_>, end: usize) -> bool {
    let after = page.line_after(end).trim_start_matches([' ', '"', '”', '’', ',', '.']);
    after.strip_prefix(['[', '(']).is_some_and(|rest| rest.starts_with("sic"))
}

/// A word with the capitals of another.
fn in_case_of(model: &str, word: &str) -> String {
    let n_big = model.bytes().filter(u8::is_ascii_uppercase).count();
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if n_big == 1 && model.starts_with(|c: char| c.is_ascii_uppercase()) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ if n_big > 1 => word.to_ascii_uppercase(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::normalize::Vocabulary;

    #[test]
    fn every_entry_is_unknown_and_means_a_known_word() {
        let vocabulary = Vocabulary::default();
        for (_, wrong, meant) in Misspellings::default().entries {
            assert!(wrong.len() >= MIN_LEN, "{wrong} is short");
            assert_eq!(vocabulary.get(wrong), None, "{wrong} is a word");
            assert!(vocabulary.get(meant).is_some(), "{meant} is no word");
        }
        let faults = lexicon::check_words(Path::new("misspellings.txt"), LIST);
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn keeps_the_case() {
        assert_eq!(in_case_of("Wrod", "word"), "Word");
        assert_eq!(in_case_of("WROD", "word"), "WORD");
        assert_eq!(in_case_of("wrod", "word"), "word");
    }
}
