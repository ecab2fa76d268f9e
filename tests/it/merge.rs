//! `onrecord merge`: outputs of several runs are, byte for byte, the output of one.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use predicates::str::contains;

/// A folder with three folders of articles, and the program in it. Quotations stand in several of
/// them, whole, cut and damaged; one article is in two; one is empty; one is no English; names,
/// texts and outlets hold what CSV has to guard.
fn dump() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let copied = "“We have been working very actively to try not to have a trade war with them,” said \
                  Commerce Minister Zhong Shan in a \"statement\" on Monday.\n";
    let cut = "“working very actively to try not to have a trade war,” Zhong Shan said. Prices \
               rose by 10 percent, according to Jenny Leonard, an analyst at =Acme.\n";
    write("a/2019-07-18_one.txt", copied);
    write("a/2019-07-19_two.txt", &cut.repeat(2));
    write("a/empty.txt", "");
    write("a/same.txt", "“No comment,” said Wilbur Ross.\n\n“No\ncomment,” said a spokesman.\n");
    write("b/2019-07-17_three.txt", &copied.replace("actively", "activly"));
    write("b/same.txt", "“No comment,” said Wilbur Ross.\n\n“No\ncomment,” said a spokesman.\n");
    let record = |nth: usize, text: &str| {
        let text = serde_json::to_string(text).unwrap();
        format!(
            "{{\"text\": {text}, \"outlet\": \"@{nth}, \\\"Herald\\\"\", \"title\": \"=1+2\"}}\n"
        )
    };
    let records =
        [copied, copied, cut, "Der Minister hat am Montag gesagt, dass die Preise steigen.\n"];
    let lines = records.iter().enumerate().map(|(nth, text)| record(nth % 2, text));
    write("c/dump.jsonl", &lines.collect::<String>());
    write("c/same.txt", "“No comment,” said Wilbur Ross.\n\n“No\ncomment,” said a spokesman.\n");
    dir
}

fn run(dir: &Path, args: &str, code: i32) {
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.current_dir(dir).args(args.split(' ')).arg("-q").assert().code(code);
}

fn assert_equal(dir: &Path, one: &str, other: &str) {
    let names = |folder: &str| {
        let entries = fs::read_dir(dir.join(folder)).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(one), names(other));
    for name in names(one) {
        let [one, other] =
            [one, other].map(|folder| fs::read_to_string(dir.join(folder).join(&name)).unwrap());
        assert_eq!(one, other, "{name:?}");
    }
}

#[test]
fn shards_make_the_output_of_one_run() {
    for form in ["", " --plain", " --format csv,jsonl", " --plain --format jsonl"] {
        let dump = dump();
        let dir = dump.path();
        run(dir, &format!("extract a b c -o one{form}"), 1);
        for (shard, code) in [("a", 1), ("b", 0), ("c", 0)] {
            run(dir, &format!("extract {shard} -o of-{shard}{form}"), code);
        }
        run(dir, "merge of-a of-b of-c -o three", 1);
        assert_equal(dir, "one", "three");
        run(dir, "merge of-b of-c -o of-bc", 0);
        run(dir, "merge of-a of-bc -o two", 1);
        assert_equal(dir, "one", "two");
        run(dir, "merge one -o same", 1);
        assert_equal(dir, "one", "same");
        run(dir, "merge of-c of-b of-a -o three --force", 1);
        run(dir, &format!("extract c b a -o other{form}"), 1);
        assert_equal(dir, "other", "three");
    }
}

#[test]
fn copies_have_one_number() {
    let dump = dump();
    let dir = dump.path();
    run(dir, "extract a b c -o one --plain", 1);
    let rows = |table: &str| -> Vec<std::collections::HashMap<String, String>> {
        let mut reader = csv::Reader::from_path(dir.join("one").join(table)).unwrap();
        reader.deserialize().map(Result::unwrap).collect()
    };
    let clusters = rows("clusters.csv");
    let war = clusters.iter().find(|row| row["text"].contains("trade war")).unwrap();
    assert_eq!(war["speaker_name"], "Zhong Shan");
    let [copies, wordings, independent, outlets] =
        ["n_copies", "n_wordings", "n_independent", "n_outlets"].map(|column| &*war[column]);
    assert_eq!([copies, wordings, independent, outlets], ["7", "3", "1", "2"]);
    assert_eq!((&*war["first_date"], &*war["last_date"]), ("2019-07-17", "2019-07-19"));
    let quotes = rows("quotes.csv");
    assert_eq!(quotes.iter().filter(|row| row["cluster"] == war["cluster"]).count(), 7);
    // Each copy of a claim is counted once, and each cluster has a row.
    let n_copies: usize =
        clusters.iter().map(|row| row["n_copies"].parse::<usize>().unwrap()).sum();
    assert_eq!(n_copies, rows("claims.csv").len());
    for row in rows("claims.csv").iter().chain(&quotes) {
        assert!(clusters.iter().any(|cluster| cluster["cluster"] == row["cluster"]), "{row:?}");
    }
}

#[test]
fn what_cannot_be_joined_is_refused() {
    let dump = dump();
    let dir = dump.path();
    run(dir, "extract a -o of-a", 1);
    run(dir, "extract b -o of-b --plain", 0);
    run(dir, "normalize b -o clean", 0);
    let check = |args: &str, message: &str| {
        let mut command = Command::new(cargo_bin!("onrecord"));
        command.current_dir(dir).args(args.split(' ')).assert().code(2).stderr(contains(message));
    };
    check("merge of-a of-b -o new", "--plain");
    check("merge of-a a -o new", "no output");
    check("merge clean -o new", "extract");
    check("merge of-a -o of-a", "another folder");
    check("merge of-a -o of-b", "--force");
    check("merge -o new", "OUTPUT");
    assert!(!dir.join("new").exists());
    let quotes = fs::read_to_string(dir.join("of-a/quotes.csv")).unwrap();
    fs::write(dir.join("of-a/quotes.csv"), quotes.replace("art_", "art-")).unwrap();
    check("merge of-a -o new", "without their articles");
    fs::write(dir.join("of-a/quotes.csv"), "mine").unwrap();
    check("merge of-a -o new", "columns");
    assert_eq!(fs::read_dir(dir.join("new")).unwrap().count(), 0);
}
