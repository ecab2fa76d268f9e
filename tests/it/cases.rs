//! Case files under `tests/cases/<stage>/<topic>.txt`: what a stage makes of a short text.
//!
//! A case is `## kind: label`, the input, `---`, and what is expected. Kinds: `wild` (seen in an
//! article), `synthetic`, `negative` (looks like a match and is none) and `known-wrong`, whose
//! expectation is what would be right, and which fails as soon as it comes right. Lines before the
//! first case are remarks. `UPDATE_CASES=1` writes what is made now; the diff is reviewed as code.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const KINDS: [&str; 4] = ["wild", "synthetic", "negative", "known-wrong"];

struct Case {
    head: String,
    input: String,
    expected: String,
}

impl Case {
    fn is_known_wrong(&self) -> bool {
        self.head.starts_with("known-wrong")
    }
}

/// The remarks and cases of a file; a malformed case is a fault, never skipped.
fn parse(path: &Path, text: &str) -> (String, Vec<Case>) {
    let mut parts = format!("\n{text}").split("\n## ").map(str::to_owned).collect::<Vec<_>>();
    let remarks = parts.remove(0).trim_start_matches('\n').to_owned();
    let cases = parts.into_iter().map(|part| {
        let fault = |what: &str| -> ! { panic!("{}: {what} in case:\n{part}", path.display()) };
        let Some((head, body)) = part.split_once('\n') else { fault("no input") };
        let Some((kind, label)) = head.split_once(": ") else { fault("no kind and label") };
        if !KINDS.contains(&kind) || label.trim().is_empty() {
            fault("unknown kind or empty label");
        }
        let Some((input, expected)) = body.split_once("\n---") else { fault("no --- line") };
        Case {
            head: head.to_owned(),
            input: input.to_owned(),
            expected: expected.trim_matches('\n').to_owned(),
        }
    });
    let cases = cases.collect::<Vec<_>>();
    assert!(!cases.is_empty(), "{}: no cases", path.display());
    (remarks, cases)
}

/// The case files of a stage, in order.
fn files(stage: &str) -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(stage);
    let entries = fs::read_dir(&dir).unwrap_or_else(|err| panic!("{}: {err}", dir.display()));
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Runs every case of a stage and lists every failure. `make` gets the topic (the stem of the
/// file) and the input, and gives what the stage makes of it as lines.
pub(crate) fn check(stage: &str, make: impl Fn(&str, &str) -> String) {
    let mut failures = String::new();
    for path in files(stage) {
        let topic = path.file_stem().unwrap().to_str().unwrap();
        let (remarks, cases) = parse(&path, &fs::read_to_string(&path).unwrap());
        let mut updated = remarks;
        for case in cases {
            let made = make(topic, &case.input);
            let made = made.trim_matches('\n');
            if (made == case.expected) == case.is_known_wrong() {
                let (path, Case { head, input, expected }) = (path.display(), &case);
                let why = if case.is_known_wrong() { "came right; make it a case" } else { "" };
                writeln!(
                    failures,
                    "{path}: {head} {why}\n{input}\n--- expected\n{expected}\n--- made\n{made}\n"
                )
                .unwrap();
            }
            let kept = if case.is_known_wrong() { &case.expected } else { made };
            write!(updated, "\n## {}\n{}\n---\n{kept}\n", case.head, case.input).unwrap();
        }
        if std::env::var_os("UPDATE_CASES").is_some() {
            fs::write(&path, updated.trim_start_matches('\n')).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
