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

/// The corpus of [`write_corpus`] as brat writes it: relations in even articles, events in odd ones.
fn write_standoff(folder: &Path, gold: &Path) {
    let lines = fs::read_to_string(gold.join("gold.jsonl")).unwrap();
    for (index, line) in lines.lines().enumerate() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let doc = line["doc"].as_str().unwrap();
        let text = fs::read_to_string(gold.join(format!("text/{doc}.txt"))).unwrap();
        let mut ann = String::from("#1\tAnnotatorNotes T1\tan easy one\n");
        for (nth, marked) in line["attributions"].as_array().unwrap().iter().enumerate() {
            let first = 3 * nth + 1;
            for (skip, name) in ["source", "CUE", "Content"].iter().enumerate() {
                let range = &marked[name.to_lowercase()][0];
                let end = |end: usize| usize::try_from(range[end].as_u64().unwrap()).unwrap();
                let (start, end) = (end(0), end(1));
                let covered = text.get(start..end).unwrap();
                writeln!(ann, "T{}\t{name} {start} {end}\t{covered}", first + skip).unwrap();
            }
            let (source, cue, content) = (first, first + 1, first + 2);
            if index % 2 == 0 {
                writeln!(ann, "R{first}\tSays Arg1:T{cue} Arg2:T{source}").unwrap();
                writeln!(ann, "R{cue}\tIs-said Arg1:T{content} Arg2:T{cue}").unwrap();
            } else {
                writeln!(ann, "E{first}\tCue:T{cue} Source:T{source} Content2:T{content}").unwrap();
            }
        }
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(folder.join(format!("deep/{doc}.txt")), text).unwrap();
        fs::write(folder.join(format!("deep/{doc}.ann")), ann).unwrap();
    }
}

#[test]
fn standoff_teaches_what_json_lines_teach() {
    let folder = tempfile::tempdir().unwrap();
    let [gold, brat] = ["gold", "brat"].map(|name| folder.path().join(name));
    fs::create_dir(&gold).unwrap();
    write_corpus(&gold);
    write_standoff(&brat, &gold);
    let learned = |corpus: &Path| {
        train(corpus, &["-o", folder.path().to_str().unwrap()]);
        fs::read(folder.path().join("attribution.bin")).unwrap()
    };
    assert!(learned(&gold) == learned(&brat), "the two forms teach different weights");
}

#[test]
fn names_the_line_of_standoff_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Ada Moss said no.\n").unwrap();
    for (ann, fault) in [
        ("T1\tCue 9 13\tsaid\nT2\tSource 0 99\tAda\n", "a.ann:2: 0 99 is beyond the end"),
        ("T1\tCue 9 13\tsays\n", "a.ann:1: the text at 9 13 is \"said\", not \"says\""),
        ("T1\tCue 9 13\tsaid\nR1\tSays Arg1:T1 Arg2:T9\n", "a.ann:2: there is no T9"),
        ("T1\tCue 9\tsaid\n", "a.ann:1: a range is two numbers"),
        ("said\n", "a.ann:1: not a line of brat's standoff"),
    ] {
        fs::write(folder.path().join("a.ann"), ann).unwrap();
        let told = fault_of(&["attribution", "--corpus"], folder.path());
        assert!(told.contains(fault), "{ann}: {told}");
    }
}

#[test]
fn a_folder_without_annotations_is_no_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let told = fault_of(&["attribution", "--corpus"], folder.path());
    assert!(told.contains("no gold.jsonl, articles.jsonl or *.ann"), "{told}");
    let told = fault_of(&["pos", "--corpus"], folder.path());
    assert!(told.contains("neither tokens.jsonl nor *.conllu"), "{told}");
}

/// What `train` says of a corpus that it cannot read.
fn fault_of(arguments: &[&str], corpus: &Path) -> String {
    let mut command = Command::cargo_bin("onrecord").unwrap();
    let ran = command.arg("train").args(arguments).arg(corpus).assert().code(2);
    String::from_utf8(ran.get_output().stderr.clone()).unwrap()
}

/// Sentences in which each word has one part, tagged by people and by a program.
fn write_tagged(folder: &Path) {
    fs::create_dir(folder.join("text")).unwrap();
    let (nouns, verbs) = (["bridge", "report", "minister"], ["calls", "plans", "fell"]);
    let (mut conllu, mut text, mut tokens) = (String::new(), String::new(), Vec::new());
    for index in 0..30 {
        let tag = if verbs[index % 3] == "fell" { "VBD" } else { "VBZ" };
        let words =
            [("The", "DT"), (nouns[index / 3 % 3], "NN"), (verbs[index % 3], tag), (".", ".")];
        writeln!(conllu, "# sent_id = {index}").unwrap();
        for (nth, (word, tag)) in (1..).zip(words) {
            let glue = if nth == 3 { "SpaceAfter=No" } else { "_" };
            writeln!(conllu, "{nth}\t{word}\t_\t_\t{tag}\t_\t_\t_\t_\t{glue}").unwrap();
            let start = text.len();
            text.push_str(word);
            tokens.push(format!(r#"[{start},{},"{tag}","",{}]"#, text.len(), u8::from(nth == 1)));
            text.push_str(if nth < 3 { " " } else { "" });
        }
        conllu.push('\n');
        text.push('\n');
    }
    for nth in 0..6 {
        fs::write(folder.join(format!("{nth}.conllu")), &conllu).unwrap();
    }
    fs::write(folder.join("text/doc.txt"), text).unwrap();
    let line = format!("{{\"doc\":\"doc\",\"tokens\":[{}]}}\n", tokens.join(","));
    fs::write(folder.join("tokens.jsonl"), line).unwrap();
}

#[test]
fn learns_parts_of_speech() {
    let folder = tempfile::tempdir().unwrap();
    write_tagged(folder.path());
    let run = |more: &[&str]| {
        let mut command = Command::cargo_bin("onrecord").unwrap();
        let ran = command.args(["train", "pos", "--corpus"]).arg(folder.path()).args(more).assert();
        String::from_utf8(ran.success().get_output().stdout.clone()).unwrap()
    };
    let learned = || {
        run(&["-o", folder.path().to_str().unwrap()]);
        fs::read(folder.path().join("parts.bin")).unwrap()
    };
    assert!(learned() == learned(), "two runs learn other weights");
    // Two of six documents by people are held out, and 30 sentences have three words each.
    let told = run(&["--held-out"]);
    for from in ["all", "by hand", "by a program"] {
        let line = format!("learned from {from}: 180 of 180 tokens right, 100.00 %");
        assert!(told.contains(&line), "{told}");
    }
    fs::write(folder.path().join("7.conllu"), "1\tNo\n").unwrap();
    let told = fault_of(&["pos", "--corpus"], folder.path());
    assert!(told.contains("7.conllu:1: a token has ten columns"), "{told}");
}

/// Writes texts in which somebody comes from somewhere, as CoNLL-U with entities.
fn write_names(folder: &Path) {
    let people = ["Ada Moss", "Ben Otto", "Clara Hughes", "Denis Roux", "Eva Klein", "Frank Stone"];
    for (index, person) in people.iter().enumerate() {
        let (given, family) = person.split_once(' ').unwrap();
        let mut lines = String::from("# newdoc\n# newpar\n");
        for place in ["Gelderby", "Ostwick", "Norrvik"] {
            let words = [
                (given, "NNP", "Entity=(1-person-new-x-cf1-1,2-coref"),
                (family, "NNP", "Entity=1)"),
                ("came", "VBD", "_"),
                ("from", "IN", "_"),
                (place, "NNP", "Entity=(2-place-new-x-cf2-1-sgl)|SpaceAfter=No"),
                (".", ".", "_"),
            ];
            for (number, (form, tag, more)) in words.iter().enumerate() {
                let number = number + 1;
                writeln!(lines, "{number}\t{form}\t_\t_\t{tag}\t_\t_\t_\t_\t{more}").unwrap();
            }
            lines.push('\n');
        }
        fs::write(folder.join(format!("doc-{index}.conllu")), lines).unwrap();
    }
}

#[test]
fn learns_names_the_same_twice_and_finds_those_it_never_saw() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).unwrap();
    write_names(&corpus);
    let train = |more: &[&str]| {
        let mut command = Command::cargo_bin("onrecord").unwrap();
        command.args(["train", "names", "--corpus"]).arg(&corpus).args(more).assert().success()
    };
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    train(&["-o", &path("one")]);
    train(&["-o", &path("two")]);
    let read = |name: &str| fs::read(folder.path().join(name).join("names-tagger.bin")).unwrap();
    assert!(read("one") == read("two"), "two runs learn other weights");

    train(&["--held-out", &path("held-out.jsonl")]);
    let lines = fs::read_to_string(folder.path().join("held-out.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), 6);
    assert!(lines.lines().all(|line| line.matches("\"kind\":\"person\"").count() == 3), "{lines}");
}
