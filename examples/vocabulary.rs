//! Makes `models/vocabulary.bin` and `models/pairs.bin`: counts words and pairs of words in texts
//! and lists, and writes the two tables.
//!
//! ```text
//! cargo run --release --example vocabulary -- FOLDER INPUT...
//! ```
//!
//! An input is a folder of `.txt` articles, which are counted, or a list: a line is a word, or a
//! word and its count, or two words and the count of the pair. `models/vocabulary.md` has the
//! command that made the tables of the repository. The same inputs give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use anyhow::Context;
use onrecord::normalize::{Entry, Pairs, Vocabulary};

/// Words and pairs of texts count from here: what stands once in all of them may be a mistake.
const MIN_COUNT: u64 = 2;

/// Misspellings, which texts have as well.
static WRONG: &str = include_str!("../gazetteers/words/misspellings.txt");

/// All that is known of a word.
#[derive(Default)]
struct Seen {
    /// In texts, beginning with a small letter.
    n_small: u64,
    /// In texts, beginning with a capital.
    n_big: u64,
    /// In a list of frequencies.
    frequency: u64,
    /// In a list of words, beginning with a small letter.
    is_listed_small: bool,
    /// In a list of words, beginning with a capital.
    is_listed_big: bool,
}

#[derive(Default)]
struct Counts {
    words: BTreeMap<String, Seen>,
    pairs: BTreeMap<(String, String), u64>,
}

fn main() -> anyhow::Result<()> {
    let mut args = env::args().skip(1);
    let folder = args.next().context("usage: vocabulary FOLDER INPUT...")?;
    let mut counts = Counts::default();
    for input in args {
        counts.read(Path::new(&input)).with_context(|| format!("cannot read {input}"))?;
    }
    let pairs = counts.pairs.iter().filter(|(_, count)| **count >= MIN_COUNT);
    let pairs = pairs.map(|((first, second), _)| (first.as_str(), second.as_str()));
    let folder = Path::new(&folder);
    fs::write(folder.join("vocabulary.bin"), Vocabulary::build(words(&counts.words)))?;
    fs::write(folder.join("pairs.bin"), Pairs::build(pairs))?;
    Ok(())
}

/// The words that are kept, with their entries.
fn words(seen: &BTreeMap<String, Seen>) -> impl Iterator<Item = (&str, Entry)> {
    let n_counted: u64 = seen.values().map(|word| word.n_small + word.n_big).sum();
    let n_listed: u64 = seen.values().map(|word| word.frequency).sum();
    let wrong: BTreeSet<&str> = WRONG.lines().filter_map(|line| line.split(' ').next()).collect();
    seen.iter().filter_map(move |(word, seen)| {
        let count = seen.n_small + seen.n_big;
        let is_listed = seen.is_listed_small || seen.is_listed_big || seen.frequency > 0;
        let is_long = word.len() > 1 || matches!(word.as_str(), "a" | "i");
        if !is_long || wrong.contains(word.as_str()) || !(is_listed || count >= MIN_COUNT) {
            return None;
        }
        let per_billion = per_billion(count, n_counted).max(per_billion(seen.frequency, n_listed));
        let is_small = seen.n_small > 0 || seen.is_listed_small;
        let is_name = !is_small && (seen.n_big > 0 || seen.is_listed_big);
        Some((word.as_str(), Entry { class: class(per_billion), is_name }))
    })
}

fn per_billion(count: u64, of: u64) -> u64 {
    count.saturating_mul(1_000_000_000).checked_div(of).unwrap_or(0)
}

/// A class is a factor of about 2.8: 0 up to 32 in a billion words, 15 from some 5 in a hundred.
fn class(per_billion: u64) -> u8 {
    let doublings = (per_billion.max(1)).ilog2().saturating_sub(4);
    u8::try_from((doublings * 2 / 3).min(15)).unwrap_or(15)
}

/// Whether a word is one that the tables hold.
fn is_plain(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

impl Counts {
    fn read(&mut self, input: &Path) -> anyhow::Result<()> {
        if !input.is_dir() {
            for line in fs::read_to_string(input)?.trim_start_matches('\u{feff}').lines() {
                self.list(line);
            }
            return Ok(());
        }
        let mut paths = fs::read_dir(input)?
            .map(|entry| Ok(entry?.path()))
            .collect::<anyhow::Result<Vec<_>>>()?;
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ext| ext == "txt")) {
            self.count(&fs::read_to_string(path)?);
        }
        Ok(())
    }

    /// Takes in a line of a list.
    fn list(&mut self, line: &str) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        match (parts.as_slice(), parts.last().and_then(|last| last.parse::<u64>().ok())) {
            ([word], _) if is_plain(word) => {
                let entry = self.words.entry(word.to_ascii_lowercase()).or_default();
                let is_small = word.starts_with(|c: char| c.is_ascii_lowercase());
                entry.is_listed_small |= is_small;
                entry.is_listed_big |= !is_small;
            }
            ([word, _], Some(count)) if is_plain(word) => {
                self.words.entry(word.to_ascii_lowercase()).or_default().frequency += count;
            }
            ([first, second, _], Some(count)) if is_plain(first) && is_plain(second) => {
                let pair = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
                *self.pairs.entry(pair).or_default() += count;
            }
            _ => {}
        }
    }

    /// Counts the words of a text that are runs of ASCII letters with no other letter beside them,
    /// and the pairs that one blank parts.
    fn count(&mut self, text: &str) {
        let mut last: Option<String> = None;
        // A piece ends with what is no letter or digit, if only one such stands there.
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            if !is_plain(word) {
                last = None;
                continue;
            }
            let lower = word.to_ascii_lowercase();
            let entry = self.words.entry(lower.clone()).or_default();
            if word.starts_with(|c: char| c.is_ascii_lowercase()) {
                entry.n_small += 1;
            } else {
                entry.n_big += 1;
            }
            if let Some(first) = last.take() {
                *self.pairs.entry((first, lower.clone())).or_default() += 1;
            }
            last = piece.ends_with(' ').then_some(lower);
        }
    }
}
