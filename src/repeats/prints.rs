//! Fingerprints of a text: a few of its runs of words, the same ones wherever the text is cut.
//!
//! Winnowing (Schleimer, Wilkerson, Aiken 2003): of every so many runs side by side, the heaviest
//! is kept. Any stretch of [`SHINGLE`] + [`WINDOW`] - 1 equal words has a fingerprint in common,
//! however much of either text was cut off. Heaviest are the runs with most letters, for those of
//! small words are everywhere.

use super::words::{Word, Words};
use crate::lexicon::mix;

/// Words of a run.
const SHINGLE: usize = 3;

/// Runs of which one is kept.
const WINDOW: usize = 4;

/// Words of a text that are looked at.
const MOST_WORDS: usize = 400;

/// Takes fingerprints; kept for its room.
#[derive(Debug, Default)]
pub(super) struct Printer {
    runs: Vec<(usize, u64)>,
    prints: Vec<u64>,
}

impl Printer {
    /// The fingerprints of a text, in its order. One that is shorter than a run has none.
    pub(super) fn prints(&mut self, words: &Words) -> &[u64] {
        self.runs.clear();
        self.prints.clear();
        let all = words.words();
        let all = all.get(..all.len().min(MOST_WORDS)).unwrap_or_default();
        let runs = all.windows(SHINGLE).enumerate();
        self.runs.extend(runs.map(|(at, run)| {
            let hash = run.iter().fold(0, |hash, word: &Word| mix(hash, word.hash));
            (words.letters_of(at..at + SHINGLE).len(), hash)
        }));
        let window = WINDOW.min(self.runs.len()).max(1);
        for runs in self.runs.windows(window) {
            let heaviest = runs.iter().max().map(|(_, hash)| *hash);
            // One run is often the heaviest of several windows, one after the other.
            if heaviest != self.prints.last().copied() {
                self.prints.extend(heaviest);
            }
        }
        &self.prints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prints(text: &str) -> Vec<u64> {
        let mut words = Words::default();
        words.read(text);
        Printer::default().prints(&words).to_vec()
    }

    #[test]
    fn a_part_shares_fingerprints_with_the_whole() {
        let text: Vec<String> = (0..60_u32).map(|nth| format!("w{}", nth * nth % 977)).collect();
        let whole = prints(&text.join(" "));
        assert!(whole.len() > 12 && whole.len() < 40, "{}", whole.len());
        for part in text.windows(SHINGLE + WINDOW - 1) {
            assert!(prints(&part.join(" ")).iter().any(|print| whole.contains(print)));
        }
        assert!(prints("two words").is_empty());
        assert_eq!(prints("just three words").len(), 1);
    }
}
