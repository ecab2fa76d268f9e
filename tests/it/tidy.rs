//! What holds of the files of this repository and no compiler checks: which module uses which, what
//! a stage must not touch, headers, sizes, lists in order, sources named.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord::lexicon::check_words;

/// The modules, each of which uses only itself and those above it.
const MODULES: [&str; 14] = [
    "text",
    "lexicon",
    "tagger",
    "read",
    "normalize",
    "segment",
    "entities",
    "attribution",
    "claims",
    "repeats",
    "tables",
    "pipeline",
    "progress",
    "cli",
];

/// The stages that are pure functions of one article.
const PURE: [&str; 5] = ["normalize", "segment", "entities", "attribution", "claims"];

/// What a pure function has no use for.
const IMPURE: [&str; 12] = [
    "std::fs",
    "std::io",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "crossbeam",
    "indicatif",
    "rayon",
    "static mut",
    "thread_local!",
];

const MAX_LINES: usize = 500;

/// Files that are too long today and wait for their split; a file that no longer is must leave.
const TOO_LONG: [&str; 0] = [];

const MAX_LIST_BYTES: usize = 64 * 1024;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files under a folder of the repository whose names end so, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn rust_files() -> Vec<PathBuf> {
    ["src", "tests", "benches", "examples"].iter().flat_map(|folder| files(folder, ".rs")).collect()
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().display().to_string()
}

/// The lines of code above the unit tests, with their numbers; comments are left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    (1..).zip(lines).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The module of a file under src, and its place in the order; none for `lib.rs` and `main.rs`.
fn module(path: &Path) -> Option<usize> {
    let inside = path.strip_prefix(root().join("src")).ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    if ["lib", "main"].contains(&module) {
        return None;
    }
    let place = MODULES.iter().position(|known| *known == module);
    assert!(place.is_some(), "{}: a module that the order does not know", name(path));
    place
}

fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn modules_use_only_those_above_them() {
    let mut faults = Vec::new();
    for path in files("src", ".rs") {
        let Some(own) = module(&path) else { continue };
        for (number, line) in code(&fs::read_to_string(&path).unwrap()) {
            for used in line.split("crate::").skip(1) {
                let used: String =
                    used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if MODULES.iter().position(|known| *known == used).is_none_or(|used| used > own) {
                    let own = MODULES[own];
                    faults.push(format!("{}:{number}: {own} uses {used}", name(&path)));
                }
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn modules_stand_in_their_order() {
    let text = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let listed: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let known: Vec<&str> = MODULES.into_iter().filter(|module| listed.contains(module)).collect();
    assert_eq!(listed, known);
}

#[test]
fn stages_are_pure() {
    let mut faults = Vec::new();
    for path in PURE.iter().flat_map(|stage| files(&format!("src/{stage}"), ".rs")) {
        for (number, line) in code(&fs::read_to_string(&path).unwrap()) {
            for word in IMPURE.iter().filter(|word| line.contains(**word)) {
                faults.push(format!("{}:{number}: a stage must not use {word}", name(&path)));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn files_open_with_what_they_are_for() {
    let faults: Vec<String> = rust_files()
        .iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| format!("{}: does not open with //!", name(path)))
        .collect();
    assert_none(&faults);
}

#[test]
fn files_are_not_too_long() {
    let n_lines = |path: &PathBuf| fs::read_to_string(path).unwrap().lines().count();
    let faults: Vec<String> = rust_files()
        .iter()
        .filter(|path| (n_lines(path) > MAX_LINES) != TOO_LONG.contains(&name(path).as_str()))
        .map(|path| format!("{}: {} lines, split at {MAX_LINES}", name(path), n_lines(path)))
        .collect();
    assert_none(&faults);
}

#[test]
fn nothing_is_put_off_or_left_out() {
    // Put together, or this file would find itself.
    let words = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("#[", "ignore")];
    let mut paths = rust_files();
    paths.extend(files("docs", ".md"));
    paths.extend(files("python", ".py"));
    paths.extend(files("gazetteers", ".txt"));
    paths.extend(files("tests/cases", ".txt"));
    let mut faults = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            for word in words.iter().filter(|word| line.contains(**word)) {
                faults.push(format!("{}:{number}: {word}", name(&path)));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn nothing_is_imported_unnamed() {
    let mut faults = Vec::new();
    for path in rust_files() {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines().map(str::trim)) {
            let is_glob = line.starts_with("use ") && line.ends_with("::*;");
            // What proptest asks for.
            if is_glob && line != "use super::*;" && !line.ends_with("::prelude::*;") {
                faults.push(format!("{}:{number}: {line}", name(&path)));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn word_lists_are_small_and_in_order() {
    let mut faults = Vec::new();
    for path in files("gazetteers/words", "") {
        let list = fs::read_to_string(&path).unwrap();
        faults.extend(check_words(&path, &list).iter().map(ToString::to_string));
        if list.len() >= MAX_LIST_BYTES {
            faults.push(format!("{}: {} bytes", name(&path), list.len()));
        }
        if path.extension().is_none_or(|end| end != "txt") || !list.starts_with("# ") {
            faults.push(format!("{}: no .txt file that opens with a remark", name(&path)));
        }
    }
    assert_none(&faults);
}

#[test]
fn word_lists_are_all_used() {
    let code: String =
        files("src", ".rs").iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let faults: Vec<String> = files("gazetteers/words", ".txt")
        .iter()
        .map(|path| name(path))
        .filter(|path| !code.contains(path.as_str()))
        .map(|path| format!("{path}: nothing includes it"))
        .collect();
    assert_none(&faults);
}

#[test]
fn every_gazetteer_names_its_sources() {
    let folder = root().join("gazetteers");
    let mut here: BTreeSet<String> = files("gazetteers", "")
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned())
        .collect();
    for page in ["README.md", "SOURCES.csv"] {
        assert!(here.remove(page), "gazetteers/{page} is missing");
    }
    let mut rows = csv::Reader::from_path(folder.join("SOURCES.csv")).unwrap();
    let told: BTreeSet<String> =
        rows.records().map(|row| row.unwrap().get(0).unwrap().to_owned()).collect();
    let missing: Vec<_> = here.symmetric_difference(&told).collect();
    assert!(missing.is_empty(), "in SOURCES.csv or in the folder, not in both: {missing:?}");
}

#[test]
fn every_dependency_is_used_and_explained() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let page = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let code: String = rust_files().iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let mut section = "";
    let mut told = BTreeSet::new();
    let mut faults = Vec::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]")
            && let Some((name, _)) = line.split_once(" = ")
        {
            told.insert(name);
            if !page.contains(&format!("\n| {name} |")) {
                faults.push(format!("ARCHITECTURE.md has no line for {name}"));
            }
            if section == "[dependencies]"
                && !code.contains(&format!("{}::", name.replace('-', "_")))
            {
                faults.push(format!("nothing uses {name}"));
            }
        }
    }
    let table = page.split("\n| crate |").nth(1).unwrap();
    for line in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let name = line.split('|').nth(1).unwrap().trim();
        if !told.contains(name) {
            faults.push(format!("ARCHITECTURE.md explains {name}, which is no dependency"));
        }
    }
    assert_none(&faults);
}
