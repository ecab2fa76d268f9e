//! Damaged texts by the thousand, to find what `normalize` does not bear.
//!
//! A test runs this for a moment; `ONRECORD_FUZZ_MINUTES=10 cargo test --test it fuzz` for longer, with
//! other texts each time. What fails is printed whole, so that it can become a case.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, fs};

use onrecord::normalize::Normalizer;
use onrecord::text::RawText;

use crate::normalize_properties::check;

/// How many texts are tried when nobody asks for minutes.
const N_TEXTS: u64 = 300;

/// What is put anywhere into a text.
const DAMAGE: [&str; 56] = [
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "- ",
    "-\n",
    "\u{ad}\n",
    "&amp;",
    "&rsquo;",
    "&amp;amp;",
    "&#8220;",
    "&#xd800;",
    "&#",
    "&",
    "â€™",
    "â€œ",
    "â€",
    "Ã©",
    "Ã¢â‚¬â„¢",
    "Â ",
    "\u{93}",
    "“",
    "”",
    "``",
    "''",
    ",,",
    "\"",
    "'",
    "’s",
    "\u{ad}",
    "\u{200b}",
    "\u{a0}",
    "\u{feff}",
    "\u{202e}",
    "ﬁ",
    "Ａ",
    "the the ",
    "XI",
    "0bama",
    "po1icy",
    "…",
    "😀",
    "é",
    "e\u{301}",
    "\u{2028}",
    "a",
    "THE ",
    "ofthe",
    "nego tiations",
    "Uthe nited",
    "\0",
    "𝕏",
    "!!!",
    " ,",
    " .",
];

/// Numbers that look random, the same for the same seed (xorshift).
struct Dice(u64);

impl Dice {
    /// From 0 to one below a bound.
    fn roll(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

/// A piece of an article, damaged in some places.
fn damaged(article: &str, dice: &mut Dice) -> String {
    let mut text: Vec<char> = article.chars().collect();
    let from = dice.roll(text.len());
    let until = text.len().min(from + dice.roll(3000));
    text = text[from..until].to_vec();
    for _ in 0..dice.roll(40) {
        let at = dice.roll(text.len() + 1);
        let end = text.len().min(at + dice.roll(20));
        match dice.roll(7) {
            0 | 1 => {
                let damage = DAMAGE[dice.roll(DAMAGE.len())];
                text.splice(at..at, damage.chars());
            }
            2 => drop(text.drain(at..end.min(at + 3))),
            3 => {
                let any = char::from_u32(u32::try_from(dice.roll(0x3000)).unwrap()).unwrap_or('x');
                text.splice(at..at, [any]);
            }
            4 => {
                let again = text[at..end].to_vec();
                text.splice(at..at, again);
            }
            5 => text[at..end].iter_mut().for_each(char::make_ascii_uppercase),
            _ => {
                if let [.., first, second] = &mut text[at..end] {
                    std::mem::swap(first, second);
                }
            }
        }
    }
    text.into_iter().collect()
}

#[test]
fn fuzz() {
    let minutes: Option<f64> = env::var("ONRECORD_FUZZ_MINUTES").ok().map(|n| n.parse().unwrap());
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let mut dice = Dice(if minutes.is_some() { now | 1 } else { 88_172_645_463_325_252 });
    let end = Instant::now() + Duration::from_secs_f64(60.0 * minutes.unwrap_or(60.0));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts: Vec<String> = paths
        .iter()
        .filter_map(|path| fs::read_to_string(path.join("article.txt")).ok())
        .chain([include_str!("../../benches/corpus/paragraphs.txt").to_owned()])
        .collect();
    assert!(texts.len() > 3, "no articles in {folder}");
    let normalizer = Normalizer::default();
    let mut n_texts = 0;
    while (minutes.is_some() || n_texts < N_TEXTS) && Instant::now() < end {
        let text = damaged(&texts[dice.roll(texts.len())], &mut dice);
        n_texts += 1;
        let begun = Instant::now();
        let outcome = std::panic::catch_unwind(|| check(&normalizer, text.clone()));
        let took = begun.elapsed();
        assert!(matches!(outcome, Ok(Ok(()))), "text {n_texts}: {outcome:?}\n{text:?}");
        assert!(took < Duration::from_secs(2), "text {n_texts} took {took:?}\n{text:?}");
        let raw = RawText::new(text);
        let again = normalizer.normalize(&raw);
        assert_eq!(again, normalizer.normalize(&raw), "not the same twice");
    }
    assert!(n_texts >= N_TEXTS, "only {n_texts} texts in the time");
}

/// Texts that [`fuzz`] found a fault with.
#[test]
fn faults_stay_mended() {
    let normalizer = Normalizer::default();
    let text = "ederal Communications Coons Commiomion regula'' interstate communicaitons\u{e2}\u{20ac}\u{2122} \
        by rad television, wire, satelliion, wire,i wire, sa-\ntellite \0aanD CABEL.\n\n###\n\n\
        Media Contact: Dana Whitfield, (202) 555-0143\n";
    check(&normalizer, text.to_owned()).unwrap();
}
