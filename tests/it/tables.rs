//! What holds of the tables of every run.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use onrecord::tables::{Dialect, TableName, header};
use tempfile::TempDir;

const TABLES_WITH_RANGES: [&str; 6] =
    ["repairs", "mentions", "quotes", "claims", "quantities", "dates"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of the repository: examples and golden articles.
fn texts() -> Vec<PathBuf> {
    let golden = fs::read_dir(root().join("tests/golden")).unwrap();
    let golden = golden.map(|entry| entry.unwrap().path().join("article.txt"));
    let golden = golden.filter(|path| path.exists());
    let mut texts: Vec<PathBuf> =
        golden.map(|path| path.strip_prefix(root()).unwrap().to_owned()).collect();
    texts.sort();
    texts.push(PathBuf::from("examples/articles"));
    texts
}

/// Runs `extract` over inputs of the repository and gives the output folder.
fn extract(inputs: &[PathBuf], args: &[&str]) -> TempDir {
    let output = tempfile::tempdir().unwrap();
    let mut command = Command::new(cargo_bin!("onrecord"));
    command.current_dir(root()).arg("extract").args(inputs).arg("-o").arg(output.path());
    command.args(["--quiet", "--format", "csv,jsonl"]).args(args).assert().code(0);
    output
}

/// The rows of a plain table, by column.
fn rows(output: &Path, table: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(output.join(table).with_extension("csv")).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The slice of a text that Python would give for `text[start:end]`.
fn slice(text: &str, start: &str, end: &str) -> String {
    let (start, end) = (start.parse::<usize>().unwrap(), end.parse::<usize>().unwrap());
    text.chars().skip(start).take(end - start).collect()
}

/// The raw text of an article, read by other means than those of the reader.
fn text(source: &str, record: &str) -> String {
    let path = root().join(source);
    let nth = record.parse::<usize>().map_or(0, |record| record - 1);
    let record: serde_json::Value = match path.extension().unwrap().to_str().unwrap() {
        "jsonl" => {
            let lines = fs::read_to_string(path).unwrap();
            serde_json::from_str(lines.lines().nth(nth).unwrap()).unwrap()
        }
        "gz" => {
            let file = flate2::read::GzDecoder::new(fs::File::open(path).unwrap());
            serde_json::from_reader::<_, Vec<_>>(file).unwrap().remove(nth)
        }
        "csv" => {
            let mut reader = csv::Reader::from_path(path).unwrap();
            let row: HashMap<String, String> = reader.deserialize().nth(nth).unwrap().unwrap();
            serde_json::to_value(row).unwrap()
        }
        _ => return fs::read_to_string(path).unwrap(),
    };
    let fields = ["text", "body", "content", "maintext"];
    fields.iter().find_map(|field| record.get(field)?.as_str()).unwrap().to_owned()
}

#[test]
fn every_row_proves_itself() {
    let output = extract(&texts(), &["--plain"]);
    let texts: HashMap<String, String> = rows(output.path(), "articles")
        .iter()
        .map(|row| (row["article_id"].clone(), text(&row["source"], &row["record"])))
        .collect();
    let mut n_rows = 0;
    for table in TABLES_WITH_RANGES {
        for row in rows(output.path(), table) {
            n_rows += 1;
            let text = &texts[&row["article_id"]];
            assert_eq!(slice(text, &row["raw_start"], &row["raw_end"]), row["raw_text"], "{row:?}");
            for part in ["cue", "speaker"] {
                let Some(parts) = row.get(&format!("{part}_parts")) else { continue };
                let parts = parts.split('|').filter_map(|range| range.split_once(".."));
                let parts: Vec<_> = parts.map(|(start, end)| slice(text, start, end)).collect();
                assert_eq!(parts.join(" … "), row[part], "{row:?}");
            }
        }
    }
    assert!(n_rows > 100, "{n_rows}");
}

#[test]
fn the_number_of_threads_does_not_change_a_byte() {
    let dump = tempfile::tempdir().unwrap();
    let articles: Vec<PathBuf> = fs::read_dir(root().join("examples/articles"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    for nth in 0..120 {
        for article in &articles {
            let name = format!("{nth:03}-{}", article.file_name().unwrap().to_str().unwrap());
            let bytes = fs::read(article).unwrap();
            let bytes = match str::from_utf8(&bytes) {
                Ok(text) => text.replace("20", &format!("{nth}")).into_bytes(),
                Err(_) => bytes,
            };
            fs::write(dump.path().join(name), bytes).unwrap();
        }
    }
    let outputs = ["1", "2", "8"].map(|n| extract(&[dump.path().to_owned()], &["--threads", n]));
    let [one, more @ ..] = &outputs;
    for entry in fs::read_dir(one.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        for other in more {
            let other = fs::read(other.path().join(path.file_name().unwrap())).unwrap();
            assert!(bytes == other, "{} differs", path.display());
        }
    }
    assert_eq!(
        fs::read_dir(one.path()).unwrap().count(),
        fs::read_dir(outputs[2].path()).unwrap().count()
    );
}

#[test]
fn empty_tables_have_headers() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), "Nothing to see.\n").unwrap();
    for (args, dialect) in [(&[][..], Dialect::Spreadsheet), (&["--plain"], Dialect::Plain)] {
        let output = extract(&[dir.path().to_owned()], args);
        for table in TableName::ALL {
            let path = output.path().join(table.table().name).with_extension("csv");
            let header = String::from_utf8(header(table, dialect)).unwrap();
            let text = fs::read_to_string(path).unwrap();
            assert!(text.starts_with(&header), "{text}");
            let is_empty = table != TableName::Articles;
            assert_eq!(text == header, is_empty, "{text}");
        }
    }
}

#[test]
fn columns_have_a_name_a_meaning_and_keys_that_exist() {
    for table in TableName::ALL.map(TableName::table) {
        let has = |name: &str| table.columns.iter().any(|column| column.name == name);
        for column in table.columns {
            assert!(column.about.trim().ends_with('.'), "{}: {}", column.name, column.about);
        }
        assert!(table.key.iter().all(|name| has(name)), "{}", table.name);
        for reference in table.references {
            let there = TableName::ALL.map(TableName::table);
            let there = there.iter().find(|other| other.name == reference.table).unwrap();
            assert!(has(reference.column) && there.key == [reference.key]);
        }
    }
}

#[test]
fn spreadsheets_get_no_line_break_inside_a_cell() {
    let output = extract(&texts(), &[]);
    for table in TableName::ALL {
        let path = output.path().join(table.table().name).with_extension("csv");
        let text = fs::read_to_string(path).unwrap();
        assert!(text.starts_with('\u{FEFF}') && text.ends_with("\r\n"));
        let n_lines = text.matches('\n').count();
        let n_rows = csv::Reader::from_reader(text.as_bytes()).into_records().count();
        assert_eq!(n_lines, n_rows + 1, "{}", table.table().name);
    }
}
