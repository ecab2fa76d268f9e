//! Makes `models/vocabulary.bin`: counts words in texts and lists, and writes the hashed table.
//!
//! ```text
//! cargo run --release --example vocabulary -- OUT INPUT...
//! ```
//!
//! An input is a folder of `.txt` articles, whose words are counted; a `.txt` file with `WORD COUNT`
//! lines; or any other file with a word a line. `models/vocabulary.md` has the command that made
//! the table of the repository. The same inputs give the same bytes.

use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

use anyhow::Context;
use onrecord::normalize::{Entry, Vocabulary};

/// Words of texts count from here: what stands once in all of them may be a misspelling.
const MIN_COUNT: u64 = 2;

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

fn main() -> anyhow::Result<()> {
    let mut args = env::args().skip(1);
    let out = args.next().context("usage: vocabulary OUT INPUT...")?;
    let mut seen = BTreeMap::new();
    for input in args {
        read(Path::new(&input), &mut seen).with_context(|| format!("cannot read {input}"))?;
    }
    let n_counted: u64 = seen.values().map(|word| word.n_small + word.n_big).sum();
    let n_listed: u64 = seen.values().map(|word| word.frequency).sum();
    let words = seen.iter().filter_map(|(word, seen)| {
        let count = seen.n_small + seen.n_big;
        let is_listed = seen.is_listed_small || seen.is_listed_big || seen.frequency > 0;
        (word.len() > 1 || matches!(word.as_str(), "a" | "i")).then_some(())?;
        (is_listed || count >= MIN_COUNT).then(|| {
            let per_billion =
                per_billion(count, n_counted).max(per_billion(seen.frequency, n_listed));
            let is_small = seen.n_small > 0 || seen.is_listed_small;
            let is_name = !is_small && (seen.n_big > 0 || seen.is_listed_big);
            (word.as_str(), Entry { class: class(per_billion), is_name })
        })
    });
    fs::write(&out, Vocabulary::build(words)).with_context(|| format!("cannot write {out}"))
}

fn per_billion(count: u64, of: u64) -> u64 {
    count.saturating_mul(1_000_000_000).checked_div(of).unwrap_or(0)
}

/// A class is a power of about 2.8: 0 up to 32 in a billion words, 15 from some 5 in a hundred.
fn class(per_billion: u64) -> u8 {
    let doublings = (per_billion.max(1)).ilog2().saturating_sub(4);
    u8::try_from((doublings * 2 / 3).min(15)).unwrap_or(15)
}

fn read(input: &Path, seen: &mut BTreeMap<String, Seen>) -> anyhow::Result<()> {
    if input.is_dir() {
        let mut paths = fs::read_dir(input)?
            .map(|entry| Ok(entry?.path()))
            .collect::<anyhow::Result<Vec<_>>>()?;
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ext| ext == "txt")) {
            count(&fs::read_to_string(path)?, seen);
        }
        return Ok(());
    }
    for line in fs::read_to_string(input)?.trim_start_matches('\u{feff}').lines() {
        let (word, frequency) = line.split_once(' ').unwrap_or((line, ""));
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            continue;
        }
        let entry = seen.entry(word.to_ascii_lowercase()).or_default();
        match frequency.trim().parse::<u64>() {
            Ok(frequency) => entry.frequency += frequency,
            Err(_) if word.starts_with(|c: char| c.is_ascii_lowercase()) => {
                entry.is_listed_small = true;
            }
            Err(_) => entry.is_listed_big = true,
        }
    }
    Ok(())
}

/// Counts the words of a text that are runs of ASCII letters with no other letter beside them.
fn count(text: &str, seen: &mut BTreeMap<String, Seen>) {
    let words = text.split(|c: char| !c.is_alphanumeric());
    for word in
        words.filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
    {
        let entry = seen.entry(word.to_ascii_lowercase()).or_default();
        if word.starts_with(|c: char| c.is_ascii_lowercase()) {
            entry.n_small += 1;
        } else {
            entry.n_big += 1;
        }
    }
}
