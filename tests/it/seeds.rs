//! What the three trade-war articles must give, whatever else changes in their tables.
//!
//! Their golden tables are what the stages make of them today, which `golden.rs` holds; these lines hold
//! the tables to what is right.

use std::path::Path;

/// One column of the rows of a golden table in which other columns have these values.
fn cells(article: &str, table: &str, column: &str, with: &[(&str, &str)]) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(article);
    let mut rows = csv::Reader::from_path(path.join(table)).unwrap();
    let headers = rows.headers().unwrap().clone();
    let at = |name: &str| {
        let found = headers.iter().position(|one| one.trim_start_matches('\u{feff}') == name);
        found.unwrap_or_else(|| panic!("{table} has no column {name}"))
    };
    let records = rows.records().map(Result::unwrap);
    let kept = records.filter(|row| with.iter().all(|(name, value)| row[at(name)] == **value));
    kept.map(|row| row[at(column)].to_owned()).collect()
}

#[test]
fn the_census_office_gives_295_billion_dollars_and_2024() {
    let with = [("speaker_name", "United States Census Bureau")];
    let census = |column| cells("seed-002", "claims.csv", column, &with);
    assert_eq!(census("quantities"), ["295000000000 USD"]);
    assert_eq!(census("dates"), ["2024"]);
}

#[test]
fn tariffs_go_down() {
    for (written, value) in [("145%", "145"), ("30%", "30"), ("125%", "125"), ("10%", "10")] {
        let with = [("raw_text", written), ("unit", "percent"), ("direction", "down")];
        assert_eq!(cells("seed-002", "quantities.csv", "value", &with), [value]);
    }
    let with = [("raw_text", "90 days"), ("unit", "days")];
    assert_eq!(cells("seed-002", "quantities.csv", "value", &with), ["90"]);
}

#[test]
fn the_agreement_is_of_may_12() {
    let with = [("raw_text", "May 12")];
    assert_eq!(cells("seed-002", "dates.csv", "value", &with), ["2025-05-12"]);
}

#[test]
fn the_next_step_was_spoken_of_on_july_18() {
    let with = [("speaker_name", "Taoran Notes"), ("spoken", "2019-07-18")];
    let said = cells("seed-001", "claims.csv", "text", &with);
    assert!(said.iter().any(|text| text.contains("“the next step of negotiations,”")), "{said:?}");
}

#[test]
fn the_white_house_gave_no_word() {
    let with = [("speaker_name", "White House"), ("polarity", "declined")];
    assert_eq!(cells("seed-002", "claims.csv", "text", &with), ["comment"]);
}
