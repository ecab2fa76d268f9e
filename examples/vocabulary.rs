//! Makes `models/vocabulary.bin`, `pairs.bin`, `names.bin` and `gaps.bin`: counts words and pairs of
//! words in texts and lists, and writes the four tables.
//!
//! ```text
//! cargo run --release --example vocabulary -- FOLDER INPUT...
//! ```
//!
//! An input is a folder or a list. Of a folder the `.txt` articles are counted, the sentences of
//! `.conllu` and the third column of `.tsv` files too, and of `.csv` files the names and aliases
//! are listed. A line of a list is a word, or a word and its count, or two words and the count of
//! the pair, or a name and three numbers, as the US census has them. `models/vocabulary.md` has the
//! command that made the tables of the repository. The same inputs give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use anyhow::Context;
use onrecord::normalize::{Entry, Gaps, Pairs, RareNames, Vocabulary};

/// Words of texts count from here: what stands once in all of them may be a mistake.
const MIN_COUNT: u64 = 2;

/// Two words without a blank, as in handles, count from here: `HuffPost`, but not `BernieSanders`.
const MIN_CAMEL: u64 = 20;

/// How many pairs are kept, the most frequent ones.
const MAX_PAIRS: usize = 314_000;

/// Misspellings, which texts have as well.
static WRONG: &str = include_str!("../gazetteers/words/misspellings.txt");

/// Words that no list below has.
static KNOWN: &str = include_str!("../gazetteers/words/known.txt");

/// All that is known of a word.
#[derive(Default)]
struct Seen {
    /// In texts, beginning with a small letter.
    n_small: u64,
    /// In texts, beginning with a capital.
    n_big: u64,
    /// With a capital inside.
    n_camel: u64,
    /// Of those with a capital, in capitals alone.
    n_capitals: u64,
    /// In a list of frequencies.
    frequency: u64,
    /// In a list of words, beginning with a small letter.
    is_listed_small: bool,
    /// In a list of words, beginning with a capital.
    is_listed_big: bool,
    /// In a gazetteer, in capitals alone.
    is_listed_capitals: bool,
}

#[derive(Default)]
struct Counts {
    words: BTreeMap<String, Seen>,
    pairs: BTreeMap<(String, String), SeenPair>,
    names: BTreeSet<String>,
}

/// All that is known of a pair.
#[derive(Default, Clone, Copy)]
struct SeenPair {
    /// In texts.
    count: u64,
    /// In a list of frequencies.
    frequency: u64,
}

fn main() -> anyhow::Result<()> {
    let mut args = env::args().skip(1);
    let folder = args.next().context("usage: vocabulary FOLDER INPUT...")?;
    let mut counts = Counts::default();
    KNOWN.lines().filter(|line| !line.starts_with('#')).for_each(|line| counts.list(line));
    for input in args {
        counts.read(Path::new(&input)).with_context(|| format!("cannot read {input}"))?;
    }
    let folder = Path::new(&folder);
    let kept: BTreeMap<&str, Entry> = words(&counts.words).collect();
    let pairs = pairs(&counts, &kept);
    let names = counts.names.iter().map(String::as_str).filter(|name| !kept.contains_key(name));
    fs::write(folder.join("names.bin"), RareNames::build(names))?;
    fs::write(folder.join("gaps.bin"), Gaps::build(kept.keys().copied()))?;
    fs::write(folder.join("pairs.bin"), Pairs::build(pairs))?;
    fs::write(folder.join("vocabulary.bin"), Vocabulary::build(kept))?;
    Ok(())
}

/// The most frequent pairs of known words, with their classes.
fn pairs<'a>(
    counts: &'a Counts,
    known: &BTreeMap<&str, Entry>,
) -> impl Iterator<Item = (&'a str, &'a str, u8)> {
    let n_counted: u64 = counts.words.values().map(|word| word.n_small + word.n_big).sum();
    // How many pairs a list was counted from it does not say: as many as make its frequent pairs
    // as frequent as the texts have them.
    let common = counts.pairs.values().filter(|pair| pair.count >= 200 && pair.frequency > 0);
    let (count, frequency) = common.fold((0, 0), |(count, frequency), pair| {
        (count + pair.count, frequency + u128::from(pair.frequency))
    });
    let n_listed = frequency * u128::from(n_counted) / u128::from(count.max(1));
    let mut pairs: Vec<_> = counts
        .pairs
        .iter()
        .filter(|((first, second), _)| {
            known.contains_key(first.as_str()) && known.contains_key(second.as_str())
        })
        .map(|(words, pair)| {
            // What was seen a few times was seen by chance, in part.
            let counted = u128::from(pair.count) * 1_000_000_000 / u128::from(n_counted.max(1));
            let counted = counted - counted * 3 / (5 * u128::from(pair.count.max(1)));
            let listed = u128::from(pair.frequency) * 1_000_000_000 / n_listed.max(1);
            (counted.max(listed), words)
        })
        .collect();
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    pairs.truncate(MAX_PAIRS);
    pairs.into_iter().map(|(per_billion, (first, second))| {
        let class = per_billion.max(1).ilog2().saturating_sub(8) / 2 + 1;
        (first.as_str(), second.as_str(), u8::try_from(class.min(7)).unwrap_or(7))
    })
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
        let is_camel = seen.n_camel > 0 && count < MIN_CAMEL;
        let is_seen = is_listed || (count >= MIN_COUNT && !is_camel);
        if !is_long || wrong.contains(word.as_str()) || !is_seen {
            return None;
        }
        let per_billion = per_billion(count, n_counted).max(per_billion(seen.frequency, n_listed));
        // Addresses and handles have names in small letters.
        let is_big = seen.is_listed_big || seen.n_big > 0;
        let is_name = is_big && !seen.is_listed_small && seen.n_small * 20 <= seen.n_big;
        let n_usual = seen.n_big - seen.n_capitals;
        let is_proper = n_usual >= 3 && n_usual >= 4 * (seen.n_capitals + seen.n_small);
        let class = class(per_billion);
        Some((
            word.as_str(),
            Entry {
                class,
                is_name,
                is_capitals: seen.is_listed_capitals,
                is_proper,
                ..Entry::default()
            },
        ))
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

/// Whether a word has a capital behind three small letters or more, and two letters behind it.
fn is_camel(word: &str) -> bool {
    let bytes = word.as_bytes();
    let is_seam = |at: &usize| {
        bytes.get(*at).is_some_and(u8::is_ascii_uppercase)
            && bytes.get(at - 1).is_some_and(u8::is_ascii_lowercase)
    };
    (3..bytes.len().saturating_sub(2)).any(|at| is_seam(&at))
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
        for path in paths {
            match path.extension().and_then(|end| end.to_str()) {
                Some("txt") => self.count(&fs::read_to_string(path)?),
                Some("conllu") => {
                    let text = fs::read_to_string(path)?;
                    text.lines()
                        .filter_map(|line| line.strip_prefix("# text = "))
                        .for_each(|line| self.count(line));
                }
                Some("tsv") => {
                    let text = fs::read_to_string(path)?;
                    text.lines()
                        .filter_map(|line| line.split('\t').nth(2))
                        .for_each(|line| self.count(line));
                }
                Some("csv") => self.list_names(&path)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes in the names and aliases of a gazetteer.
    fn list_names(&mut self, path: &Path) -> anyhow::Result<()> {
        let mut reader = csv::Reader::from_path(path)?;
        let head = reader.headers()?.clone();
        let is_name = |column: &str| matches!(column, "name" | "aliases");
        for row in reader.records() {
            for (_, cell) in head.iter().zip(&row?).filter(|(column, _)| is_name(column)) {
                for word in cell.split(|c: char| !c.is_alphanumeric()).filter(|word| {
                    word.len() > 1 && is_plain(word) && !word.starts_with(char::is_lowercase)
                }) {
                    let lower = word.to_ascii_lowercase();
                    let entry = self.words.entry(lower).or_default();
                    entry.is_listed_big = true;
                    entry.is_listed_capitals |= word.bytes().all(|byte| byte.is_ascii_uppercase());
                }
            }
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
                self.pairs.entry(pair).or_default().frequency += count;
            }
            ([name, _, _, _], Some(_)) if is_plain(name) => {
                self.names.insert(name.to_ascii_lowercase());
            }
            _ => {}
        }
    }

    /// Counts the words of a text that are runs of ASCII letters with no other letter beside them,
    /// and the pairs that one blank parts.
    fn count(&mut self, text: &str) {
        let (mut last, mut is_handle): (Option<String>, bool) = (None, false);
        // A piece ends with what is no letter or digit, if only one such stands there.
        for piece in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            let follows_mark = std::mem::replace(&mut is_handle, piece.ends_with(['@', '#']));
            if !is_plain(word) || follows_mark {
                last = None;
                continue;
            }
            let lower = word.to_ascii_lowercase();
            let entry = self.words.entry(lower.clone()).or_default();
            entry.n_camel += u64::from(is_camel(word));
            if word.starts_with(|c: char| c.is_ascii_lowercase()) {
                entry.n_small += 1;
            } else {
                entry.n_big += 1;
                let is_capitals = word.bytes().all(|byte| byte.is_ascii_uppercase());
                entry.n_capitals += u64::from(is_capitals && word.len() > 1);
            }
            if let Some(first) = last.take() {
                self.pairs.entry((first, lower.clone())).or_default().count += 1;
            }
            last = piece.ends_with(' ').then_some(lower);
        }
    }
}
