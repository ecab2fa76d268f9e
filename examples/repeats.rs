//! How much time and memory the search for repeated claims takes, by itself.
//!
//! `cargo run --release --example repeats -- claims.csv N` reads the texts of a plain table of claims
//! and searches N times as many: a third of them as they are, a third with a letter lost here and there, a
//! third with half of their words changed for others of the table. It prints seconds and counts;
//! memory is for the system to tell (`/usr/bin/time -v`).

use std::error::Error;
use std::io::Write as _;
use std::time::Instant;
use std::{env, io};

use onrecord::repeats::{Keys, Place, Repeats, Utterance};

/// A small generator of numbers, the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or_default() % most.max(1)
    }
}

/// A text as another article may have it.
fn change(dice: &mut Dice, text: &str, words: &[String]) -> String {
    let way = dice.below(3);
    let mut changed = String::with_capacity(text.len() + 16);
    for word in text.split_whitespace() {
        let other = words.get(dice.below(words.len())).map_or(word, String::as_str);
        match way {
            1 if dice.below(20) == 0 => changed.extend(word.chars().skip(1)),
            2 if dice.below(2) == 0 => changed.push_str(other),
            _ => changed.push_str(word),
        }
        changed.push(' ');
    }
    changed
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [path, times] = args.as_slice() else { return Err("usage: repeats claims.csv N".into()) };
    let mut table = csv::Reader::from_path(path)?;
    let columns = table.headers()?.clone();
    let column = |name| columns.iter().position(|column| column == name).ok_or("no such column");
    let (text, name) = (column("text")?, column("speaker_name")?);
    let mut claims: Vec<(String, String)> = Vec::new();
    for row in table.records() {
        let row = row?;
        let cell = |at| row.get(at).unwrap_or_default().to_owned();
        claims.push((cell(text), cell(name)));
    }
    let words: Vec<String> =
        claims.iter().flat_map(|(text, _)| text.split_whitespace().map(str::to_owned)).collect();
    let dir = tempfile::tempdir_in(".")?;
    let (mut repeats, mut keys) = (Repeats::new(dir.path())?, Keys::default());
    let (mut dice, start) = (Dice(88_172_645_463_325_252), Instant::now());
    let mut n_bytes = 0;
    for round in 0..times.parse::<u32>()? {
        for (nth, (text, name)) in (0_u32..).zip(&claims) {
            let text = if round == 0 { text.clone() } else { change(&mut dice, text, &words) };
            let article_id = format!("art_{round:08x}{nth:08x}");
            if nth % 20 == 0 {
                repeats.add_article(&article_id, None, "")?;
            }
            let key = keys.key(&text, name, Place { article_id: &article_id, nth: 0 });
            n_bytes += text.len();
            repeats.add(&Utterance {
                key,
                text: &text,
                prints: keys.prints(),
                speaker_name: name,
                speaker_id: "",
                range: (nth % 20, nth % 20 + 1),
                cells: [None; 2],
            })?;
        }
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{n_bytes} bytes of claims in {:.1} s", start.elapsed().as_secs_f64())?;
    let (mut n_clusters, mut n_copies) = (0_u64, 0_u64);
    let start = Instant::now();
    let mut clusters = repeats.finish()?;
    writeln!(out, "searched in {:.1} s", start.elapsed().as_secs_f64())?;
    clusters.each_change(|_, _| Ok(()))?;
    clusters.each(|cluster| {
        n_clusters += 1;
        n_copies += cluster.n_copies;
        Ok(())
    })?;
    let seconds = start.elapsed().as_secs_f64();
    writeln!(out, "{n_copies} claims in {n_clusters} clusters, all told in {seconds:.1} s")?;
    Ok(())
}
