//! docs/TABLES.md tells what the row types tell.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use onrecord::tables::{Column, Table, TableName, Type};

/// The tables of the page, between these lines; the rest of it is written by hand.
const BEGIN: &str = "<!-- Made from the row types by UPDATE_GOLDEN=1 cargo test docs. -->\n";
const END: &str = "<!-- The rest is written by hand. -->\n";

fn describe(table: &Table) -> String {
    let mut text = format!("## {}.csv\n\n{}", table.name, table.about.trim());
    match table.key {
        [] => {}
        key => write!(text, " Key: `{}`.", key.join("`, `")).unwrap(),
    }
    for to in table.references {
        write!(text, " `{}` leads to `{}` of {}.", to.column, to.key, to.table).unwrap();
    }
    text.push_str("\n\n| column | type | may be empty | what it is |\n|---|---|---|---|\n");
    for column in table.columns {
        text.push_str(&describe_column(column));
    }
    text
}

fn describe_column(column: &Column) -> String {
    let kind = match column.kind {
        Type::String => "text",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::Date => "date",
    };
    let empty = if column.is_optional { "yes" } else { "no" };
    let mut about = column.about.trim().replace('|', "\\|");
    if !column.values.is_empty() {
        write!(about, " One of `{}`.", column.values.join("`, `")).unwrap();
    }
    format!("| `{}` | {kind} | {empty} | {about} |\n", column.name)
}

#[test]
fn tables_page_equals_the_row_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TABLES.md");
    let page = fs::read_to_string(&path).unwrap();
    let (head, rest) = page.split_once(BEGIN).unwrap();
    let (_, tail) = rest.split_once(END).unwrap();
    let tables: Vec<String> =
        TableName::ALL.map(|table| describe(table.table())).into_iter().collect();
    let made = format!("{head}{BEGIN}\n{}\n{END}{tail}", tables.join("\n"));
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, made).unwrap();
    } else {
        assert!(page == made, "docs/TABLES.md is behind; run UPDATE_GOLDEN=1 cargo test docs");
    }
}

#[test]
fn a_column_that_may_be_empty_tells_when() {
    for table in TableName::ALL.map(TableName::table) {
        for column in table.columns {
            let tells = column.about.contains("empty");
            assert_eq!(tells, column.is_optional, "{}.{}", table.name, column.name);
        }
    }
}
