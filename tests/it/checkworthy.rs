//! `onrecord checkworthy` and `onrecord train checkworthy`, on sentences written for it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// What anyone would check.
const FACTS: [&str; 12] = [
    "We have lost 60,000 factories since 2001.",
    "Unemployment has fallen to 4.1 percent, the lowest rate in 50 years.",
    "She voted for the war in Iraq, and then she voted against the troops.",
    "Our trade deficit with China was almost $800 billion last year.",
    "Crime in our big cities has doubled since his law was passed.",
    "My opponent raised taxes on the middle class four times as governor.",
    "More than 20 million people have gained health insurance because of that law.",
    "He signed the bill that cut Medicare by $716 billion.",
    "Premiums are going up by 60 percent in Arizona.",
    "China has devalued its currency, and our companies are moving to Mexico.",
    "The top 1 percent got almost all of the new income.",
    "He paid no federal income tax for 18 years.",
];

/// Opinions, promises, questions, thanks.
const TALK: [&str; 12] = [
    "Thank you very much, it is wonderful to be here tonight.",
    "I think he is a good man, and I like him.",
    "We are going to make this country great again.",
    "Good evening, and welcome to the debate.",
    "What would you say to the voters at home?",
    "I will fight for you every single day.",
    "Please go ahead, Senator.",
    "I hope that we can work together.",
    "God bless you all.",
    "Let me finish, please.",
    "I love the people of Ohio.",
    "We can do better, and we will.",
];

fn check(text: &str) -> Vec<(f64, String, String)> {
    let mut command = Command::cargo_bin("onrecord").unwrap();
    let ran = command.args(["checkworthy", "-"]).write_stdin(text).assert().success();
    let told = String::from_utf8(ran.get_output().stdout.clone()).unwrap();
    let line = |line: &str| {
        let [score, reasons, sentence] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else {
            panic!("not three columns: {line}");
        };
        (score.parse().unwrap(), reasons.to_owned(), sentence.to_owned())
    };
    told.lines().map(line).collect()
}

#[test]
fn facts_stand_over_talk() {
    let text = format!("{}\n{}\n", FACTS.join("\n"), TALK.join("\n"));
    let told = check(&text);
    assert_eq!(told.len(), FACTS.len() + TALK.len());
    let (facts, talk) = told.split_at(FACTS.len());
    for (score, reasons, sentence) in facts {
        assert!(*score > 0.6 && !reasons.is_empty(), "{score} {reasons} {sentence}");
    }
    for (score, reasons, sentence) in talk {
        assert!(*score < 0.45, "{score} {reasons} {sentence}");
    }
    let reasons = |at: usize| facts[at].1.as_str();
    assert_eq!(reasons(1), "figure|comparison");
    assert_eq!(reasons(2), "record");
    assert_eq!(reasons(7), "figure|comparison|record|law");
    assert_eq!(reasons(4), "comparison|record|law");
    assert_eq!(reasons(6), "figure|comparison|cause|law");
}

#[test]
fn a_line_in_gives_a_line_out_in_either_form() {
    let told = check("\u{feff}One\twith a tab.\n\n“É” 🎉\nlast\r\n");
    let sentences: Vec<&str> = told.iter().map(|(.., sentence)| sentence.as_str()).collect();
    assert_eq!(sentences, ["One with a tab.", "", "“É” 🎉", "last"]);
    assert_eq!((told[1].0, told[1].1.as_str()), (0.0, ""));
    assert_eq!(check(""), []);

    let debate = "1\tMOSS\tTaxes rose by 12 percent last year.\t1\n\
        2\tMOSS\tThank you.\n3\tOTTO\tTaxes rose by 12 percent last year.\t0\tmore\n";
    let told = check(debate);
    let sentences: Vec<&str> = told.iter().map(|(.., sentence)| sentence.as_str()).collect();
    let taxes = "Taxes rose by 12 percent last year.";
    assert_eq!(sentences, [taxes, "Thank you.", taxes]);
    assert!(told[0].0 > told[2].0 && told[2].0 > told[1].0, "{told:?}");
    // The label is not looked at.
    let flipped = debate.replace("\t1\n", "\t0\n");
    assert_eq!(check(&flipped), told);
}

#[test]
fn a_missing_file_exits_2() {
    let mut command = Command::cargo_bin("onrecord").unwrap();
    let ran = command.args(["checkworthy", "no-such-file"]).assert().code(2);
    let told = String::from_utf8(ran.get_output().stderr.clone()).unwrap();
    assert!(told.contains("cannot read no-such-file"), "{told}");
}

/// Writes debates of the sentences above.
fn write_debates(folder: &Path) {
    for debate in 0..4 {
        let mut lines = String::new();
        for nth in 0..FACTS.len() {
            let number = 2 * nth + 1;
            let (fact, talk) = (FACTS[nth], TALK[(nth + debate) % TALK.len()]);
            writeln!(lines, "{number}\tMOSS\t{fact}\t1").unwrap();
            writeln!(lines, "{}\tOTTO\t{talk}\t0", number + 1).unwrap();
        }
        fs::write(folder.join(format!("debate-{debate}.tsv")), lines).unwrap();
    }
}

fn train(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::cargo_bin("onrecord").unwrap();
    command.args(["train", "checkworthy", "--corpus"]).arg(folder).args(more);
    command
}

#[test]
fn learns_the_same_bytes_twice_and_tells_of_debates_that_it_never_saw() {
    let folder = tempfile::tempdir().unwrap();
    write_debates(folder.path());
    let learned = |name: &str| {
        let output = folder.path().join(name);
        train(folder.path(), &["-o", output.to_str().unwrap()]).assert().success();
        fs::read(output.join("checkworthy.bin")).unwrap()
    };
    assert!(learned("one") == learned("two"), "two runs learn other weights");

    let ran = train(folder.path(), &["--held-out", "--folds", "3"]).assert().success();
    let output = ran.get_output();
    let lines = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(lines.lines().count(), 3 * 24);
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let is_high = line["alone"].as_f64().unwrap() > 0.5;
        assert_eq!(line["worth"], is_high, "{line}");
    }
    let table = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(table.contains("1.0000"), "{table}");
}

#[test]
fn names_what_is_wrong_with_a_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let check = |lines: &str, expected: &str| {
        fs::write(folder.path().join("a.tsv"), lines).unwrap();
        let ran = train(folder.path(), &[]).assert().code(2);
        let told = String::from_utf8(ran.get_output().stderr.clone()).unwrap();
        assert!(told.contains(expected), "{told}");
    };
    check("1\tMOSS\tYes.\t1\nNo.\n", "a.tsv:2: not number, speaker, sentence and label");
    check("1\tMOSS\tYes.\t2\n", "a.tsv:1: the label is \"2\", not 0 or 1");
    fs::remove_file(folder.path().join("a.tsv")).unwrap();
    let ran = train(folder.path(), &[]).assert().code(2);
    let told = String::from_utf8(ran.get_output().stderr.clone()).unwrap();
    assert!(told.contains("no *.tsv with debates"), "{told}");
}
