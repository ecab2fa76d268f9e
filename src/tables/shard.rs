//! The output of a finished run, to be joined with others.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::package::{FilePath, Provenance};
use super::rows::Rows;
use super::{Dialect, Form, TableError, TableName};

/// The file that says what the tables of a run are.
const PACKAGE: &str = "datapackage.json";

/// A folder with the tables of a finished run.
#[derive(Debug)]
pub(super) struct Shard {
    dir: PathBuf,
    package: Package,
    pub(super) form: Form,
}

#[derive(Debug, Deserialize)]
struct Package {
    #[serde(rename = "onrecord")]
    provenance: Provenance,
    resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
struct Resource {
    name: String,
    path: FilePath,
    dialect: Option<CsvDialect>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CsvDialect {
    line_terminator: String,
}

impl Shard {
    /// Opens a folder.
    ///
    /// # Errors
    ///
    /// If no run was finished there, or one of another version, or of a kind that is not joined.
    pub(super) fn open(dir: &Path) -> Result<Self, TableError> {
        let path = dir.join(PACKAGE);
        let text = fs::read_to_string(&path).map_err(|_| TableError::NoOutput(dir.to_owned()))?;
        let package: Package = serde_json::from_str(&text)
            .map_err(|error| TableError::reading(&path)(error.into()))?;
        let mut form = Form::default();
        for resource in &package.resources {
            form.is_csv |= resource.name == TableName::Clusters.table().name;
            form.is_jsonl |= resource.name == JSON_LINES;
            if resource.dialect.as_ref().is_some_and(|csv| csv.line_terminator == "\n") {
                form.dialect = Dialect::Plain;
            }
        }
        if package.provenance.version != env!("CARGO_PKG_VERSION")
            || !(form.is_csv || form.is_jsonl)
        {
            return Err(TableError::OtherOutput(dir.to_owned()));
        }
        Ok(Self { dir: dir.to_owned(), package, form })
    }

    /// What made it.
    pub(super) fn provenance(&self) -> &Provenance {
        &self.package.provenance
    }

    /// Whether it was written like another: by the same lists, in the same form.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.form == other.form && self.provenance() == other.provenance()
    }

    /// The folder.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// The rows of a table; none when it has no such table.
    pub(super) fn rows(&self, table: TableName) -> Rows {
        Rows::of(table, self.form.dialect, self.files(table.table().name))
    }

    /// The nested form of its articles, where it has one.
    pub(super) fn json_lines(&self) -> Option<PathBuf> {
        self.files(JSON_LINES).pop()
    }

    /// The files of a resource, in order. A name that leads out of the folder is none of ours.
    fn files(&self, name: &str) -> Vec<PathBuf> {
        let resource = self.package.resources.iter().find(|resource| resource.name == name);
        let paths = match resource.map(|resource| &resource.path) {
            Some(FilePath::One(path)) => std::slice::from_ref(path),
            Some(FilePath::Parts(paths)) => paths,
            None => &[],
        };
        let names = paths.iter().filter_map(|path| Path::new(path).file_name());
        names.map(|name| self.dir.join(name)).collect()
    }
}

/// The resource of the nested form.
const JSON_LINES: &str = "articles-jsonl";
