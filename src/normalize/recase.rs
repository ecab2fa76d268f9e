//! The usual capitals for articles that have none, or nothing else: `PRESIDENT OBAMA MET CONGRESS`,
//! `president obama met congress`.
//!
//! Nothing that is shown changes: the stages that follow read a text of the same length, byte for
//! byte, in which the vocabulary, the gazetteers and the beginnings of sentences say what has a
//! capital. Other articles cost nothing.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::doubts::Doubts;
use super::vocabulary::Vocabulary;
use crate::lexicon::{self, Lexicon};

/// How an article uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Case {
    /// As usual.
    #[default]
    Mixed,
    /// For all letters, or nearly all.
    Capitals,
    /// For hardly any letter.
    Small,
}

/// Texts of fewer words may be headlines.
const MIN_WORDS: usize = 12;

/// More capitals than this are not there by chance.
const MAX_CAPITALS: usize = 3;

impl Case {
    /// The case of a text whose words were counted.
    pub(super) fn of(text: &str, doubts: &Doubts) -> Self {
        if doubts.n_words < MIN_WORDS {
            return Self::Mixed;
        }
        // Single letters have no second capital, and a signature may be in small letters.
        if doubts.capitals.len() * 5 >= doubts.n_words * 4 {
            return Self::Capitals;
        }
        let mut capitals = text.bytes().filter(u8::is_ascii_uppercase);
        if capitals.nth(MAX_CAPITALS).is_none() { Self::Small } else { Self::Mixed }
    }
}

/// Names of several words as the gazetteers write them, by their first word in small letters.
#[derive(Debug, Default)]
pub struct CasedNames {
    names: FxHashMap<String, Vec<String>>,
}

impl CasedNames {
    /// The names, other forms and offices of the gazetteers.
    pub fn new(lexicon: &Lexicon) -> Self {
        let of_entities = lexicon.entities.iter().flat_map(|entity| {
            let others = entity.aliases.iter().chain(&entity.weak_aliases).chain(&entity.demonyms);
            others.chain([&entity.name])
        });
        let of_offices = lexicon.offices.iter().map(|office| &office.name);
        let mut all: Vec<&String> = of_entities
            .chain(of_offices)
            .filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
            .collect();
        // The longest first.
        all.sort_by_key(|name| (Reverse(name.len()), *name));
        all.dedup();
        let mut names: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for name in all {
            if let Some((first, _)) = name.split_once(' ') {
                names.entry(first.to_ascii_lowercase()).or_default().push(name.clone());
            }
        }
        Self { names }
    }

    /// The longest name that a text begins with, in any case; a word ends there.
    fn at(&self, first: &str, rest: &str) -> Option<&str> {
        let forms = self.names.get(&first.to_ascii_lowercase())?;
        let is_there = |form: &&String| {
            let there =
                rest.get(..form.len()).is_some_and(|there| there.eq_ignore_ascii_case(form));
            there
                && !rest
                    .get(form.len()..)
                    .is_some_and(|after| after.starts_with(char::is_alphanumeric))
        };
        forms.iter().find(is_there).map(String::as_str)
    }
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Small,
    Capital,
    Capitals,
}

/// What decides how words are written.
#[derive(Debug)]
pub(super) struct Recaser<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) names: &'a CasedNames,
}

impl Recaser<'_> {
    /// The text with the usual capitals; of the same length.
    pub(super) fn recased(&self, text: &str) -> String {
        let titles = titles();
        let words = words(text);
        let mut styles: Vec<Style> = words.iter().map(|word| self.style(text, word)).collect();
        // "president obama": a title has a capital before a name.
        for nth in (1..words.len()).rev() {
            let (title, name) = (&words[nth - 1], &words[nth]);
            let between = at(text, &(title.end..name.start));
            if matches!(between, " " | ". ")
                && styles[nth] == Style::Capital
                && titles.contains(at(text, title).to_ascii_lowercase().as_str())
                && !starts_sentence(text, name.start)
            {
                styles[nth - 1] = Style::Capital;
            }
        }
        let mut made: String = text.chars().map(lowered).collect();
        for (word, style) in words.iter().zip(styles) {
            write(&mut made, word, style);
        }
        let mut done = 0;
        for word in &words {
            let rest = text.get(word.start..).unwrap_or_default();
            let name = self.names.at(at(text, word), rest).filter(|_| word.start >= done);
            if let Some(name) = name {
                done = word.start + name.len();
                made.replace_range(word.start..done, name);
            }
        }
        made
    }

    fn style(&self, text: &str, word: &Range<usize>) -> Style {
        let letters = at(text, word);
        let mut before = text.get(..word.start).unwrap_or_default().chars().rev();
        let after = text.get(word.end..).unwrap_or_default();
        if matches!(before.next(), Some('\'' | '’'))
            && before.next().is_some_and(char::is_alphabetic)
        {
            // "o'brien", but "trump's" and "don't".
            let is_name = letters.len() > 2 && !before.next().is_some_and(char::is_alphabetic);
            return if is_name { Style::Capital } else { Style::Small };
        }
        let is_start = starts_sentence(text, word.start);
        if letters.chars().count() == 1 {
            let is_small =
                letters.eq_ignore_ascii_case("a") && !is_start && !after.starts_with('.');
            return if is_small { Style::Small } else { Style::Capital };
        }
        if letters.eq_ignore_ascii_case("us") {
            return if is_country(text, word) { Style::Capitals } else { Style::Small };
        }
        let entry = if letters.is_ascii() { self.vocabulary.get(letters) } else { None };
        let has_vowel = letters.contains(|c: char| "aeiouyAEIOUY".contains(c) || !c.is_ascii());
        match entry {
            Some(entry) if entry.is_name && entry.is_capitals && !entry.is_proper => {
                Style::Capitals
            }
            None if !has_vowel && letters.len() <= 5 => Style::Capitals,
            Some(entry) if !(entry.is_name || entry.is_proper || is_start) => Style::Small,
            _ => Style::Capital,
        }
    }
}

/// Titles that have a capital before a name.
fn titles() -> BTreeSet<&'static str> {
    let entries = lexicon::entries(TITLES).filter_map(|entry| entry.split_once(' '));
    entries
        .filter(|(_, flags)| flags.split(' ').any(|flag| flag == "r"))
        .map(|(title, _)| title)
        .collect()
}

static TITLES: &str = include_str!("../../gazetteers/words/titles.txt");

/// Runs of letters.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
        match words.last_mut() {
            Some(last) if last.end == at => last.end += c.len_utf8(),
            _ => words.push(at..at + c.len_utf8()),
        }
    }
    words
}

fn at<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// A small letter, if it takes as many bytes.
fn lowered(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}

/// The mirror of [`lowered`].
fn raised(c: char) -> char {
    let mut big = c.to_uppercase();
    match (big.next(), big.next()) {
        (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
        _ => c,
    }
}

/// Writes a word, which stands there in small letters, in its style.
fn write(made: &mut String, word: &Range<usize>, style: Style) {
    let n_big = match style {
        Style::Small => return,
        Style::Capital => 1,
        Style::Capitals => usize::MAX,
    };
    let letters = at(made, word).chars();
    let letters: String =
        letters.enumerate().map(|(nth, c)| if nth < n_big { raised(c) } else { c }).collect();
    made.replace_range(word.clone(), &letters);
}

/// Whether a sentence or line begins at a position.
fn starts_sentence(text: &str, position: usize) -> bool {
    let is_mark = |c: char| matches!(c, ' ' | '“' | '"' | '‘' | '\'' | '(' | '[' | '`');
    let before = text.get(..position).unwrap_or_default().trim_end_matches(is_mark);
    if before.is_empty() || before.ends_with(['\n', '!', '?']) {
        return true;
    }
    // "u.s. officials", "sen. smith".
    before.strip_suffix('.').is_some_and(|before| {
        let n_letters = before.chars().rev().take(5).take_while(|c| c.is_alphabetic()).count();
        let word = before.len().checked_sub(n_letters).and_then(|at| before.get(at..));
        let is_short = word
            .is_some_and(|word| ABBREVIATIONS.iter().any(|short| short.eq_ignore_ascii_case(word)));
        n_letters != 1 && !is_short
    })
}

/// What has a period in the middle of a sentence.
const ABBREVIATIONS: [&str; 14] =
    ["adm", "col", "dr", "gen", "gov", "lt", "mr", "mrs", "ms", "rep", "reps", "sen", "sens", "st"];

/// Whether the letters `us` are the country: not behind what has an object, unless a word follows that
/// no clause begins with.
fn is_country(text: &str, word: &Range<usize>) -> bool {
    let before = text.get(..word.start).unwrap_or_default().trim_end();
    let last = before.rsplit([' ', '\n']).next().unwrap_or_default().to_ascii_lowercase();
    matches!(last.as_str(), "the" | "a" | "former" | "in" | "" | "current")
        || before.is_empty()
        || starts_sentence(text, word.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let (vocabulary, names) = (Vocabulary::default(), CasedNames::new(&Lexicon::built_in()));
        let recaser = Recaser { vocabulary: &vocabulary, names: &names };
        assert_eq!(recaser.recased(text), expected);
        assert_eq!(recaser.recased(&text.to_ascii_uppercase()), expected);
        assert_eq!(recaser.recased(&text.to_ascii_lowercase()), expected);
    }

    #[test]
    fn names_and_sentences_get_their_capitals() {
        check(
            "president obama met sen. barbara boxer in california on monday. he said \"it's a start.\"",
            "President Obama met Sen. Barbara Boxer in California on Monday. He said \"it's a start.\"",
        );
        check(
            "the commerce department and the epa said so",
            "The Commerce Department and the EPA said so",
        );
        check(
            "i told conor o'brien of nato that we don't",
            "I told Conor O'Brien of NATO that we don't",
        );
        check("officials of the us told us", "Officials of the US told us");
        check("", "");
    }

    #[test]
    fn lengths_stay() {
        let (vocabulary, names) = (Vocabulary::default(), CasedNames::default());
        let recaser = Recaser { vocabulary: &vocabulary, names: &names };
        for text in ["PEÑA İSTANBUL ẞ ǅ", "ﬁ ŉ ß 𝒳 😀 é", "É. Ñ? ’s 's"] {
            assert_eq!(recaser.recased(text).len(), text.len(), "{text}");
        }
    }

    #[test]
    fn tells_the_case() {
        let vocabulary = Vocabulary::default();
        let case = |text: &str| Case::of(text, &Doubts::find(text, &vocabulary));
        let mixed =
            "President Obama met Congress on Monday, and said that it had to act on taxes now.";
        assert_eq!(case(mixed), Case::Mixed);
        assert_eq!(case(&mixed.to_ascii_uppercase()), Case::Capitals);
        assert_eq!(case(&mixed.to_ascii_lowercase()), Case::Small);
        assert_eq!(case("TRUMP WINS"), Case::Mixed);
        assert_eq!(case(""), Case::Mixed);
    }
}
