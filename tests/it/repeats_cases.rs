//! Cases of `repeats`: which of some texts are the same claim.
//!
//! An input is a text a line, with who said it in front (`Xi: ...`) where somebody is known. What is
//! made is a line for each cluster: the numbers of its texts, and what is told of it.

use std::collections::BTreeMap;

use onrecord::repeats::{Cell, Cluster, Keys, Place, Repeats, Utterance};
use proptest::prelude::*;

use crate::cases;

/// The clusters of some texts by some speakers, each with the places of its texts, from 1.
fn clusters(said: &[(&str, &str)]) -> Vec<(Vec<u64>, Cluster)> {
    let dir = tempfile::tempdir().unwrap();
    let mut repeats = Repeats::new(dir.path()).unwrap();
    let mut keys = Keys::default();
    let mut numbers = BTreeMap::new();
    for (at, (speaker, text)) in (1_u32..).zip(said) {
        let article_id = format!("art_{at}");
        let key = keys.key(text, speaker, Place { article_id: &article_id, nth: 0 });
        numbers.insert(u64::from(at), key.number);
        repeats.add_article(&article_id, None, "").unwrap();
        let cells = [None, Some(Cell { part: 0, at: u64::from(at) })];
        let (prints, range) = (keys.prints(), (0, 0));
        let one =
            Utterance { key, text, prints, speaker_name: speaker, speaker_id: "", range, cells };
        repeats.add(&one).unwrap();
    }
    let mut clusters = repeats.finish().unwrap();
    clusters
        .each_change(|[_, cell], number| {
            numbers.insert(cell.unwrap().at, number);
            Ok(())
        })
        .unwrap();
    let mut made = Vec::new();
    let copies = |number| {
        let those = numbers.iter().filter(|(_, other)| **other == number);
        those.map(|(at, _)| *at).collect::<Vec<u64>>()
    };
    clusters
        .each(|cluster| {
            made.push((copies(cluster.number), cluster.clone()));
            Ok(())
        })
        .unwrap();
    made
}

#[test]
fn repeats_cases() {
    cases::check("repeats", |_, input| {
        let said: Vec<(&str, &str)> =
            input.lines().map(|line| line.split_once(": ").unwrap_or(("", line))).collect();
        let lines = clusters(&said).into_iter().map(|(copies, cluster)| {
            let copies: Vec<String> = copies.iter().map(u64::to_string).collect();
            let wordings = match (cluster.n_wordings, cluster.n_independent) {
                (1, 1) => String::new(),
                (wordings, 1) => format!(", {wordings} wordings"),
                (wordings, independent) => {
                    format!(", {wordings} wordings, {independent} independent")
                }
            };
            format!("{}{wordings}\n", copies.join(" "))
        });
        lines.collect()
    });
}

/// Sentences that are cut from a few longer ones, some with a word changed.
fn said() -> impl Strategy<Value = Vec<(String, String)>> {
    let word = prop::sample::select(vec![
        "tariffs", "jobs", "China", "the", "10", "25", "not", "wall", "deal", "we", "steel", "fair",
    ]);
    let long = prop::collection::vec(word.clone(), 4..40);
    let one =
        (0..4_usize, 0..30_usize, 3..30_usize, prop::option::of((0..30_usize, word)), 0..3_usize);
    (prop::collection::vec(long, 4), prop::collection::vec(one, 0..30)).prop_map(|(long, all)| {
        let cut = |(nth, start, n, change, speaker): (usize, usize, usize, _, usize)| {
            let words = &long[nth];
            let start = start.min(words.len() - 1);
            let mut words = words[start..words.len().min(start + n)].to_vec();
            if let Some((at, word)) = change {
                let at = at % words.len();
                words[at] = word;
            }
            (["", "Xi", "Trump"][speaker].to_owned(), words.join(" "))
        };
        all.into_iter().map(cut).collect()
    })
}

proptest! {
    /// Each text is in one cluster; numbers tell clusters apart, and come from the first text.
    #[test]
    fn clusters_part_the_texts(said in said()) {
        let said: Vec<(&str, &str)> =
            said.iter().map(|(speaker, text)| (speaker.as_str(), text.as_str())).collect();
        let made = clusters(&said);
        let mut all: Vec<u64> = made.iter().flat_map(|(copies, _)| copies.clone()).collect();
        let firsts: Vec<u64> = made.iter().map(|(copies, _)| copies[0]).collect();
        prop_assert!(firsts.is_sorted());
        all.sort_unstable();
        prop_assert_eq!(all, (1..=said.len() as u64).collect::<Vec<_>>());
        for (copies, cluster) in &made {
            prop_assert_eq!(cluster.n_copies, copies.len() as u64);
            prop_assert!(cluster.n_independent <= cluster.n_wordings);
            prop_assert_eq!(&cluster.first_article_id, &format!("art_{}", copies[0]));
            let texts: Vec<&str> =
                copies.iter().map(|copy| said[usize::try_from(*copy).unwrap() - 1].1).collect();
            prop_assert!(texts.contains(&cluster.text.as_str()));
        }
        prop_assert_eq!(clusters(&said), made);
    }
}
