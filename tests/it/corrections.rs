//! `--corrections`: what readers found wrong is right in every run.

use std::fs;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use predicates::str::contains;
use tempfile::TempDir;

const ARTICLE: &str = "Jon Smyth met Ron Johnson in Columbus. Mr. Johnson, who sells lamps, said Smyth \
    would win. Will Power won. The Lamp Guild of Ohio watched Senator Sherrod Brown.\n";

fn setup(corrections: &str) -> (TempDir, Command) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("in")).unwrap();
    fs::write(dir.path().join("in/story.txt"), ARTICLE).unwrap();
    let text = format!("action,article,form,entity,to,reason\n{corrections}");
    fs::write(dir.path().join("corrections.csv"), text).unwrap();
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.current_dir(&dir).args([
        "extract",
        "in",
        "--plain",
        "--corrections",
        "corrections.csv",
    ]);
    (dir, command)
}

/// The words, id, name and rule of every mention.
fn mentions(corrections: &str) -> Vec<String> {
    let (dir, mut command) = setup(corrections);
    command.assert().code(0);
    let mut table = csv::Reader::from_path(dir.path().join("output/mentions.csv")).unwrap();
    let head = table.headers().unwrap().clone();
    let columns = ["raw_text", "entity_id", "entity_name", "rule"]
        .map(|name| head.iter().position(|column| column == name).unwrap());
    let line = |row: csv::StringRecord| columns.map(|column| row[column].to_owned()).join(" | ");
    table.records().map(|row| line(row.unwrap())).collect()
}

fn has(made: &[String], line: &str) {
    assert!(made.iter().any(|known| known == line), "no {line:?} in {made:#?}");
}

#[test]
fn what_is_the_same_is_merged_and_what_is_not_is_split() {
    let made = mentions(
        "merge,,,unlisted/jon-smyth,us/ron-johnson,\n\
         split,story,,us/sherrod-brown,Sherrod Brown (painter),\n",
    );
    has(&made, "Jon Smyth | us/ron-johnson | Ron Johnson | corrected");
    has(&made, "Smyth | us/ron-johnson | Ron Johnson | corrected");
    has(&made, "Sherrod Brown |  | Sherrod Brown (painter) | corrected");
}

#[test]
fn names_are_never_or_always_matched_or_shown_otherwise() {
    let made = mentions(
        "never,,Will Power,,,\nalways,story,The Lamp Guild of Ohio,,us/democratic-party,\n\
         always,elsewhere,Columbus,,country/china,\nrename,,,unlisted/jon-smyth,Jon B. Smyth,\n",
    );
    assert!(!made.iter().any(|line| line.starts_with("Will")), "{made:#?}");
    has(&made, "The Lamp Guild of Ohio | us/democratic-party | Democratic Party | corrected");
    assert!(!made.iter().any(|line| line.contains("country/china")), "{made:#?}");
    assert!(made.iter().any(|line| line.starts_with("Jon Smyth |  | Jon B. Smyth |")), "{made:#?}");
}

#[test]
fn rows_that_cannot_be_used_are_all_named() {
    let (_dir, mut command) =
        setup("marry,,,us/ron-johnson,x,\nmerge,,,,x,\nalways,,Bo,,xx/nobody,\n");
    command
        .assert()
        .code(2)
        .stderr(contains("corrections.csv:2: "))
        .stderr(contains("corrections.csv:3: entity is empty, which Merge needs"))
        .stderr(contains("corrections.csv:4: id \"xx/nobody\" is in no gazetteer"));
}

#[test]
fn why_tells_the_rule_and_the_rejected() {
    let dir = tempfile::tempdir().unwrap();
    let article = "Bill Clinton praised Hillary Clinton in Washington. Mrs. Clinton thanked the \
        Senate.\n";
    fs::write(dir.path().join("a.txt"), article).unwrap();
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.current_dir(&dir).args(["show", "a.txt", "--why", "--date", "2016-07-27"]);
    let run = command.assert().code(0);
    run.stdout(contains("\"Clinton\": surname by"))
        .stdout(contains("not us/bill-clinton: bears the name too, but not meant here"));
}
