//! `onrecord train` on a corpus small enough to learn by heart.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// Writes a corpus of sentences in which somebody says something, with what an annotator marks.
fn write_corpus(folder: &Path) {
    fs::create_dir(folder.join("text")).unwrap();
    let people = ["Ada Moss", "Ben Otto", "Clara Hughes", "Denis Roux", "Eva Klein", "Frank Stone"];
    let contents = ["the bridge is closed", "taxes will rise", "nobody was told"];
    let mut gold = String::new();
    for (index, person) in people.iter().enumerate() {
        let (mut text, mut marks) = (String::new(), Vec::new());
        for content in contents {
            let start = text.chars().count();
            let [source, cue, said] =
                [0, 1, 6].map(|skip| start + skip + person.len() * usize::from(skip > 0));
            marks.push(format!(
                r#"{{"source":[[{source},{}]],"cue":[[{cue},{}]],"content":[[{said},{}]]}}"#,
                source + person.len(),
                cue + 4,
                said + content.len(),
            ));
            writeln!(text, "{person} said {content}.").unwrap();
        }
        fs::write(folder.join(format!("text/doc-{index}.txt")), text).unwrap();
        let marks = marks.join(",");
        writeln!(gold, r#"{{"doc":"doc-{index}","attributions":[{marks}]}}"#).unwrap();
    }
    fs::write(folder.join("gold.jsonl"), gold).unwrap();
}

fn train(corpus: &Path, more: &[&str]) {
    let mut command = Command::cargo_bin("onrecord").unwrap();
    command.args(["train", "attribution", "--corpus"]).arg(corpus).args(more).assert().success();
}

#[test]
fn learns_the_same_bytes_twice_and_predicts_what_it_never_saw() {
    let folder = tempfile::tempdir().unwrap();
    write_corpus(folder.path());
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    train(folder.path(), &["-o", &path("one")]);
    train(folder.path(), &["-o", &path("two")]);
    let read = |name: &str| fs::read(folder.path().join(name).join("attribution.bin")).unwrap();
    assert!(read("one") == read("two"), "two runs learn other weights");

    train(folder.path(), &["--held-out", &path("held-out.jsonl")]);
    let lines = fs::read_to_string(folder.path().join("held-out.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 6);
    for line in lines {
        let doc = line["doc"].as_str().unwrap();
        let found = line["attributions"].as_array().unwrap();
        assert_eq!(found.len(), 3, "{doc}: {found:?}");
        let text = fs::read_to_string(folder.path().join(format!("text/{doc}.txt"))).unwrap();
        let range = &found[0]["content"][0];
        let at = |end: usize| usize::try_from(range[end].as_u64().unwrap()).unwrap();
        // The articles are ASCII: code points are bytes.
        let content = text.get(at(0)..at(1)).unwrap();
        assert!(content.starts_with("the bridge is closed"), "{doc}: {content}");
    }
}

#[test]
fn names_what_is_wrong_with_a_corpus() {
    let folder = tempfile::tempdir().unwrap();
    write_corpus(folder.path());
    let gold = "{\"doc\":\"doc-0\",\"attributions\":[{\"source\":[],\"cue\":[[0,9999]],\"content\":[]}]}\n";
    fs::write(folder.path().join("gold.jsonl"), gold).unwrap();
    let mut command = Command::cargo_bin("onrecord").unwrap();
    let ran =
        command.args(["train", "attribution", "--corpus"]).arg(folder.path()).assert().code(2);
    let told = String::from_utf8(ran.get_output().stderr.clone()).unwrap();
    assert!(told.contains("doc-0: 0..9999 is beyond the end of the article"), "{told}");
}
