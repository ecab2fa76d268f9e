//! `datapackage.json`: what the tables mean, for programs (Frictionless Data Package).

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::column::Type;
use super::{Column, Dialect, Table, TableName};
use crate::lexicon::{Entity, EntityIdx, Lexicon, Office, PartialDate, Tenure};

/// What made the tables: the same provenance and the same input give the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// Version of the program.
    pub version: String,
    /// Hash of all rows of all gazetteers, the user's included; none where none was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazetteers: Option<String>,
    /// Name and hash of each learned model.
    pub models: Vec<(String, String)>,
}

impl Provenance {
    /// The program of this build with the gazetteers of a lexicon.
    pub fn of(lexicon: &Lexicon) -> Self {
        Self { gazetteers: Some(hash(lexicon)), ..Self::without_gazetteers() }
    }

    /// The program of this build alone.
    pub fn without_gazetteers() -> Self {
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), gazetteers: None, models: Vec::new() }
    }
}

#[derive(Debug, Serialize)]
struct Package<'a> {
    profile: &'static str,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    #[serde(rename = "onrecord")]
    provenance: &'a Provenance,
    resources: Vec<Resource>,
}

/// Where a resource lies.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum FilePath {
    One(String),
    Parts(Vec<String>),
}

#[derive(Debug, Serialize)]
struct Resource {
    // Programs that know the type take tables for files of rows and leave other files alone.
    #[serde(rename = "type")]
    kind: &'static str,
    profile: &'static str,
    name: &'static str,
    description: &'static str,
    path: FilePath,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<CsvDialect>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CsvDialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<Field>,
    missing_values: [&'static str; 1],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Debug, Serialize)]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    description: String,
    #[serde(skip_serializing_if = "Constraints::is_empty")]
    constraints: Constraints,
}

#[derive(Debug, Serialize)]
struct Constraints {
    #[serde(skip_serializing_if = "is_false")]
    required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<u8>,
    #[serde(rename = "enum", skip_serializing_if = "<[_]>::is_empty")]
    values: &'static [&'static str],
}

#[derive(Debug, Serialize)]
struct ForeignKey {
    fields: &'static str,
    reference: Target,
}

#[derive(Debug, Serialize)]
struct Target {
    resource: &'static str,
    fields: &'static str,
}

impl Constraints {
    fn is_empty(&self) -> bool {
        !self.required && self.minimum.is_none() && self.values.is_empty()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_false(flag: &bool) -> bool {
    !flag
}

/// The package of the files of each table, as JSON.
pub(super) fn describe(
    files: &[(TableName, Vec<String>)],
    json: Option<&'static str>,
    dialect: Dialect,
    provenance: &Provenance,
) -> String {
    let tables: Vec<&str> = files.iter().map(|(name, _)| name.table().name).collect();
    let table =
        |(name, paths): &(TableName, Vec<String>)| csv(name.table(), paths, dialect, &tables);
    let package = Package {
        profile: "data-package",
        name: "onrecord",
        title: "Who is mentioned, who said what and what is claimed",
        description: about(dialect),
        provenance,
        resources: files.iter().map(table).chain(json.map(json_lines)).collect(),
    };
    let json = serde_json::to_string_pretty(&package);
    json.expect("maps have text keys, and memory takes all") + "\n"
}

fn about(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Spreadsheet => {
            "Positions count Unicode code points of the raw article text, the end is one past the \
             last. Cells are made for spreadsheets: a stretch of white space with a line break is \
             ' \u{b6} ', a control character is U+FFFD, a text that could be taken for a formula \
             begins with an apostrophe, a text over 32,000 characters is cut and says so. Run \
             with --plain for texts as they are."
        }
        Dialect::Plain => {
            "Positions count Unicode code points of the raw article text, the end is one past the \
             last. Every text is as it is."
        }
    }
}

fn json_lines(path: &str) -> Resource {
    Resource {
        kind: "file",
        profile: "data-resource",
        name: "articles-jsonl",
        description: "One article a line, with everything that was found in it, nested.",
        path: FilePath::One(path.to_owned()),
        format: "jsonl",
        mediatype: "application/jsonl",
        encoding: "utf-8",
        dialect: None,
        schema: None,
    }
}

fn csv(table: &Table, paths: &[String], dialect: Dialect, present: &[&str]) -> Resource {
    let references = table.references.iter().filter(|to| present.contains(&to.table));
    let foreign_keys = references.map(|to| ForeignKey {
        fields: to.column,
        reference: Target { resource: to.table, fields: to.key },
    });
    Resource {
        kind: "table",
        profile: "tabular-data-resource",
        name: table.name,
        description: table.about.trim(),
        path: match paths {
            [path] => FilePath::One(path.clone()),
            paths => FilePath::Parts(paths.to_vec()),
        },
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        dialect: Some(CsvDialect {
            delimiter: ",",
            line_terminator: dialect.line_end(),
            quote_char: "\"",
            double_quote: true,
            header: true,
        }),
        schema: Some(Schema {
            fields: table.columns.iter().map(field).collect(),
            missing_values: [""],
            primary_key: table.key,
            foreign_keys: foreign_keys.collect(),
        }),
    }
}

fn field(column: &Column) -> Field {
    let (kind, minimum) = match column.kind {
        Type::String => ("string", None),
        Type::Integer => ("integer", Some(0)),
        Type::Number => ("number", Some(0)),
        Type::Date => ("date", None),
    };
    Field {
        name: column.name,
        kind,
        description: column.about.trim().to_owned(),
        constraints: Constraints { required: !column.is_optional, minimum, values: column.values },
    }
}

/// A hash of everything that rows of gazetteers say.
fn hash(lexicon: &Lexicon) -> String {
    let mut hash = Xxh3::new();
    // Lengths before texts: no two lexicons give the same bytes.
    let mut add = |texts: &[&str]| {
        for text in texts {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    };
    let id_of =
        |entity: Option<EntityIdx>| entity.map_or("", |idx| lexicon.entity(idx).id.as_str());
    for entity in &lexicon.entities {
        let Entity { id, name, kind, aliases, weak_aliases, demonyms, country, parent, wikidata } =
            entity;
        add(&[id, name, super::column::word(kind), country, id_of(*parent), wikidata]);
        add(&[&aliases.join("|"), &weak_aliases.join("|"), &demonyms.join("|")]);
    }
    for office in &lexicon.offices {
        let Office { id, name, aliases, weak_aliases, agency, country } = office;
        add(&[id, name, country, id_of(*agency), &aliases.join("|"), &weak_aliases.join("|")]);
    }
    let days = |date: Option<PartialDate>| {
        date.map_or(String::new(), |date| format!("{}/{}", date.earliest, date.latest))
    };
    for Tenure { official, office, start, end } in &lexicon.tenures {
        let office = &lexicon.office(*office).id;
        add(&[id_of(Some(*official)), office, &days(*start), &days(*end)]);
    }
    format!("xxh3:{:016x}", hash.digest())
}
