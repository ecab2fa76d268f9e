//! The words of a text that are in doubt, found in one pass; after a repair, only around it.
//!
//! What a word is to be looked at for, `passage` says.

use std::ops::Range;

use super::passage::Passage;
use super::vocabulary::Vocabulary;
use super::windows::{Window, merged, moved};
use crate::text::Change;

/// Words to be looked at, each in order, as byte ranges of the text that was searched.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Doubts {
    /// Words of two letters or more that are unknown.
    pub(super) unknown: Vec<Range<usize>>,
    /// What may be the first letter of a word, alone or with a short word typed behind it: known,
    /// but not common (`sin aid` for `said`), or a single letter (`s inaid`).
    pub(super) heads: Vec<Range<usize>>,
    /// Two known words with a blank between them that can be the parts of a third.
    pub(super) seams: Vec<(Range<usize>, Range<usize>)>,
    /// A word and the same again, in any case, with a blank between them.
    pub(super) doubles: Vec<(Range<usize>, Range<usize>)>,
    /// Two words with a blank between them that differ by their ends alone: `rate rates`.
    pub(super) near_doubles: Vec<(Range<usize>, Range<usize>)>,
    /// Words that begin with two capitals.
    pub(super) capitals: Vec<Range<usize>>,
    /// All words, as they were when the whole text was searched.
    pub(super) n_words: usize,
    /// Those of them that are common.
    pub(super) n_common: usize,
}

/// How far around a word other unknown ones are looked for.
const NEAR: usize = 40;

impl Doubts {
    /// Every word that is in doubt and stands in prose.
    pub(super) fn find(text: &str, vocabulary: &Vocabulary) -> Self {
        let mut doubts = Self::default();
        Passage::new(text, vocabulary).scan(0..text.len(), &mut doubts);
        doubts
    }

    /// The same after changes, of which these doubts were found before: only what stands around the
    /// changes is looked at again.
    pub(super) fn after(self, changes: &[Change], text: &str, vocabulary: &Vocabulary) -> Self {
        let mut found = Self { n_words: self.n_words, n_common: self.n_common, ..Self::default() };
        let mut passage = Passage::new(text, vocabulary);
        let windows: Vec<(Window, Self)> = Window::around(changes, text)
            .into_iter()
            .map(|window| {
                let mut inside = Self::default();
                passage.scan(window.new.clone(), &mut inside);
                (window, inside)
            })
            .collect();
        let single = |word: &Range<usize>| word.clone();
        let pair = |(first, second): &(Range<usize>, Range<usize>)| first.start..second.end;
        let moved = |word: &Range<usize>, by| moved(word, by);
        let moved_pair = |(first, second): &(Range<usize>, Range<usize>), by| {
            (self::moved(first, by), self::moved(second, by))
        };
        found.unknown = merged(&self.unknown, &windows, |d| &d.unknown, single, moved);
        found.heads = merged(&self.heads, &windows, |d| &d.heads, single, moved);
        found.capitals = merged(&self.capitals, &windows, |d| &d.capitals, single, moved);
        found.seams = merged(&self.seams, &windows, |d| &d.seams, pair, moved_pair);
        found.doubles = merged(&self.doubles, &windows, |d| &d.doubles, pair, moved_pair);
        found.near_doubles =
            merged(&self.near_doubles, &windows, |d| &d.near_doubles, pair, moved_pair);
        found
    }

    /// Whether a word stands among other unknown ones, as those of a foreign phrase do: `la guerra y la
    /// cultura politica`.
    pub(super) fn is_foreign(&self, word: &Range<usize>) -> bool {
        let from = self.unknown.partition_point(|other| other.end + NEAR < word.start);
        let near = self.unknown.iter().skip(from).take(8);
        near.take_while(|other| other.start < word.end + NEAR).count() > 2
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Alignment, Span};

    fn check(text: &str, unknown: &[&str], heads: &[&str]) {
        let doubts = Doubts::find(text, &Vocabulary::default());
        let at = |words: &[Range<usize>]| -> Vec<String> {
            words.iter().map(|word| text.get(word.clone()).unwrap().to_owned()).collect()
        };
        assert_eq!(at(&doubts.unknown), unknown, "{text}");
        assert_eq!(at(&doubts.heads), heads, "{text}");
    }

    #[test]
    fn finds_unknown_words_wherever_blocks_begin() {
        for n in 0..20 {
            let blanks = " ".repeat(n);
            check(
                &format!("{blanks}adminstrationwise the{blanks} xqz"),
                &["adminstrationwise", "xqz"],
                &[],
            );
        }
        check("the administration of the United States", &[], &[]);
        check("", &[], &[]);
    }

    #[test]
    fn finds_heads() {
        check("he sin aid t ono each of the sons", &["ono"], &["sin", "t"]);
        check("J. Smith has a plan", &[], &[]);
    }

    #[test]
    fn leaves_runs_of_letters_that_are_no_words() {
        check(&format!("the {} xqz", "a".repeat(1_000_000)), &["xqz"], &[]);
    }

    #[test]
    fn leaves_codes_and_addresses() {
        check("@xqzw xqzw.com www.xqzw http://xqzw xqzw_1 #xqzw é.xqzwé don't", &[], &[]);
        check(
            "(xqzw) “xqzw,” 'xqzw' xqzw-xqzv xqzw's.",
            &["xqzw", "xqzw", "xqzw", "xqzw", "xqzv", "xqzw"],
            &[],
        );
    }

    proptest! {
        #[test]
        fn what_is_found_around_changes_is_what_is_found_anew(
            pieces in prop::collection::vec(
                prop::sample::select(&["the", "xqz", "t", "ono", "nego", "tiations", "sin", "in",
                    "formation", "XI", "Xi", "Beijing", "beijing", "a", "é", "😀", "1", "-", "'", ".",
                    "@", " ", " ", " ", " ", " ", "\n", "\u{a0}", "administration", "\t",
                    "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"][..]),
                0..60),
            changes in prop::collection::vec(
                (0..9_usize, 0..4_usize, prop::sample::select(&["", " ", "the", "x", "-", "😀"][..])),
                0..12),
        ) {
            let vocabulary = Vocabulary::default();
            let text = pieces.concat();
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut at = 0;
            let mut made = Vec::new();
            for (skip, len, to) in changes {
                let (Some(start), Some(end)) = (starts.get(at + skip), starts.get(at + skip + len)) else {
                    break;
                };
                made.push(Change { span: Span::at(*start..*end), text: to.to_owned() });
                at += skip + len + 1;
            }
            let (new, _) = Alignment::default().then(&text, &made);
            let old = Doubts::find(&text, &vocabulary);
            let (n_words, n_common) = (old.n_words, old.n_common);
            let anew = Doubts { n_words, n_common, ..Doubts::find(&new, &vocabulary) };
            prop_assert_eq!(old.after(&made, &new, &vocabulary), anew);
        }
    }
}
