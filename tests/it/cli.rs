//! The program as users call it: exit codes, refusals, pipes.

use std::fs;
use std::path::Path;
use std::process::{self, Stdio};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

const ARTICLE: &str = "“Prices will rise,” said Commerce Secretary Wilbur Ross on Monday.\n";

/// The program in a folder that holds one article, `in/a.txt`.
fn onrecord() -> (TempDir, Command) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    fs::write(dir.path().join("in/a.txt"), ARTICLE).unwrap();
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.current_dir(&dir).env_remove("CLICOLOR_FORCE");
    (dir, command)
}

fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn extract_writes_all_tables_and_tells_of_it() {
    let (dir, mut command) = onrecord();
    let run = command.args(["extract", "in", "--format", "csv,jsonl"]).assert().code(0);
    run.stdout(is_empty()).stderr(contains("1 articles")).stderr(contains("output"));
    assert_eq!(
        names(&dir.path().join("output")),
        [
            "articles.csv",
            "articles.jsonl",
            "claims.csv",
            "clusters.csv",
            "datapackage.json",
            "dates.csv",
            "entities.csv",
            "mentions.csv",
            "quantities.csv",
            "quotes.csv",
            "rejects.csv",
            "repairs.csv",
        ]
    );
}

#[test]
fn quiet_is_quiet() {
    let (_dir, mut command) = onrecord();
    command.args(["extract", "in", "--quiet"]).assert().code(0).stdout("").stderr("");
}

#[test]
fn rejects_exit_1_and_are_named() {
    let (dir, mut command) = onrecord();
    fs::write(dir.path().join("in/b.txt"), "").unwrap();
    command.args(["extract", "in", "nowhere.txt"]).assert().code(1);
    let rejects = fs::read_to_string(dir.path().join("output/rejects.csv")).unwrap();
    assert!(rejects.contains("b.txt") && rejects.contains("nowhere.txt"), "{rejects}");
    let articles = fs::read_to_string(dir.path().join("output/articles.csv")).unwrap();
    assert_eq!(articles.lines().count(), 2, "{articles}");
}

#[test]
fn a_finished_run_is_not_written_over_without_force() {
    let (dir, mut command) = onrecord();
    command.args(["extract", "in", "-q"]).assert().code(0);
    command.assert().code(2).stderr(contains("--force")).stderr(contains("-o"));
    command.args(["--force", "--format", "jsonl"]).assert().code(0);
    // What the earlier run wrote and this one did not is gone.
    assert_eq!(
        names(&dir.path().join("output")),
        ["articles.jsonl", "datapackage.json", "rejects.csv"]
    );
}

#[test]
fn files_of_others_are_not_written_over() {
    let (dir, mut command) = onrecord();
    fs::create_dir(dir.path().join("output")).unwrap();
    fs::write(dir.path().join("output/quotes.csv"), "mine").unwrap();
    command.args(["extract", "in"]).assert().code(2).stderr(contains("quotes.csv"));
    assert_eq!(names(&dir.path().join("output")), ["quotes.csv"]);
    command.args(["-o", "in"]).assert().code(2).stderr(contains("another folder"));
}

#[test]
fn what_cannot_run_exits_2_and_leaves_nothing() {
    let check = |args: &[&str], message: &str| {
        let (dir, mut command) = onrecord();
        command.args(args).assert().code(2).stdout("").stderr(contains(message));
        assert_eq!(names(dir.path()), ["in"], "{args:?}");
    };
    check(&["extract", "nowhere"], "nowhere");
    check(&["extract"], "INPUT");
    check(&["extract", "in", "--field", "txt=body"], "txt");
    check(&["extract", "in", "--field", "text"], "text=body");
    check(&["extract", "in", "--gazetteer", "nowhere"], "nowhere");
    check(&["extract", "in", "--format", "xlsx"], "csv, jsonl");
    check(&["extract", "in", "--threads", "0"], "threads");
    check(&["normalize", "in"], "--output");
    check(&["show", "nowhere.txt"], "nowhere.txt");
    check(&["check", "nowhere"], "nowhere");
}

#[test]
fn standard_input_is_read() {
    let (dir, mut command) = onrecord();
    command.args(["extract", "-", "-q"]).write_stdin(ARTICLE).assert().code(0);
    let articles = fs::read_to_string(dir.path().join("output/articles.csv")).unwrap();
    assert!(articles.contains("\"-\""), "{articles}");
    let (dir, mut command) = onrecord();
    let line = format!("{{\"story\": {ARTICLE:?}, \"title\": \"=1+2\"}}\n");
    command.args(["extract", "-", "-q", "--field", "text=story"]).write_stdin(line);
    command.assert().code(0);
    let articles = fs::read_to_string(dir.path().join("output/articles.csv")).unwrap();
    assert!(articles.contains("\"'=1+2\""), "{articles}");
}

#[test]
fn an_output_folder_inside_the_input_is_not_read_again() {
    let (dir, mut command) = onrecord();
    let args = ["extract", ".", "-q", "--force"];
    command.args(args).assert().code(0);
    let first = fs::read(dir.path().join("output/articles.csv")).unwrap();
    command.assert().code(0);
    assert_eq!(fs::read(dir.path().join("output/articles.csv")).unwrap(), first);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let (dir, _) = onrecord();
    for args in [["show", "in/a.txt"], ["check", "in"]] {
        // Enough faults to fill any pipe, and enough text.
        fs::write(dir.path().join("in/officials.csv"), "id\n".repeat(100_000)).unwrap();
        fs::write(dir.path().join("in/a.txt"), ARTICLE.repeat(2_000)).unwrap();
        let mut command = process::Command::new(cargo_bin!("onrecord"));
        command.current_dir(&dir).args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let done = child.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&done.stderr), "", "{args:?}");
    }
}

#[test]
fn normalize_keeps_file_names() {
    let (dir, mut command) = onrecord();
    fs::create_dir(dir.path().join("in/sub")).unwrap();
    fs::write(dir.path().join("in/sub/b.md"), "Fish &amp; chips.\r\n").unwrap();
    command.args(["normalize", "in", "-o", "out"]).assert().code(0);
    let text = fs::read_to_string(dir.path().join("out/sub/b.md")).unwrap();
    assert_eq!(text, "Fish & chips.\n");
    assert_eq!(fs::read_to_string(dir.path().join("out/a.txt")).unwrap(), ARTICLE);
    let repairs = fs::read_to_string(dir.path().join("out/repairs.csv")).unwrap();
    assert!(repairs.contains("\"&amp;\",\"&\""), "{repairs}");
}

#[test]
fn repairs_can_be_turned_off_and_suggested() {
    let (dir, mut command) = onrecord();
    let noisy = "He read the the negotiatins &amp; left with Ms. Clintom for a townhall.\n";
    fs::write(dir.path().join("in/noisy.txt"), noisy).unwrap();
    let clean = || fs::read_to_string(dir.path().join("out/noisy.txt")).unwrap();
    command.args(["normalize", "in", "-o", "out", "--force"]).assert().code(0);
    assert_eq!(clean(), "He read the negotiations & left with Ms. Clintom for a townhall.\n");
    let repairs = || fs::read_to_string(dir.path().join("out/repairs.csv")).unwrap();
    assert!(!repairs().contains("suggested"));
    command.args(["--no-repair", "doubled,near-word", "--suggest"]).assert().code(0);
    assert_eq!(clean(), "He read the the negotiatins & left with Ms. Clintom for a townhall.\n");
    command.args(["--no-repair", "nothing"]).assert().code(2).stderr(contains("near-word"));
}

#[test]
fn an_article_in_another_language_is_passed_and_counted() {
    let (dir, mut command) = onrecord();
    let german =
        "„Die Gespräche gehen weiter“, sagte Angela Merkel am Montag in Berlin. ".repeat(9);
    fs::write(dir.path().join("in/de.txt"), german).unwrap();
    command.args(["extract", "in", "-o", "out"]);
    command.assert().code(0).stderr(contains("passed    1 articles not in English"));
    let articles = fs::read_to_string(dir.path().join("out/articles.csv")).unwrap();
    assert!(articles.contains("\"deu\""), "{articles}");
    let mentions = fs::read_to_string(dir.path().join("out/mentions.csv")).unwrap();
    assert!(!mentions.contains("Merkel"), "{mentions}");
}

#[test]
fn show_marks_by_brackets_or_color() {
    let (_dir, mut command) = onrecord();
    command.args(["show", "in/a.txt", "--date", "2019-07-20"]);
    let brackets =
        command.assert().code(0).stdout(contains("us/wilbur-ross, Secretary of Commerce"));
    brackets.stdout(contains("{“Prices will rise,”}")).stdout(contains("\u{1b}").count(0));
    command.env("CLICOLOR_FORCE", "1");
    command.assert().code(0).stdout(contains("\u{1b}[33m“Prices"));
    command.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").args(["--record", "2"]);
    command.assert().code(2).stderr(contains("no such record"));
}

#[test]
fn check_names_every_fault() {
    let (dir, mut command) = onrecord();
    let list = dir.path().join("list.txt");
    fs::write(&list, "b\na\n").unwrap();
    command.args(["check", "list.txt"]);
    command.assert().code(1).stdout(contains("list.txt:2: "));
    fs::write(&list, "a\nb\n").unwrap();
    command.assert().code(0).stdout("");
}
