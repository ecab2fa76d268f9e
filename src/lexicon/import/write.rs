//! Gazetteer folders, written.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::lexicon::PartialDate;
use crate::lexicon::rows::{COLUMNS, FILES, Folder, Row, file_of};

/// Writes the files of a folder that have rows, and the list of its shared offices.
///
/// # Errors
///
/// If a file cannot be written.
pub(super) fn write(dir: &Path, folder: &Folder) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    for (file, nth) in FILES.iter().zip(0..) {
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(COLUMNS.get(nth).copied().unwrap_or_default())?;
        let mut n_rows = 0;
        for row in folder.rows.iter().filter(|row| file_of(row) == nth) {
            out.write_record(cells(row, file))?;
            n_rows += 1;
        }
        if *file == "tenures.csv" {
            for tenure in &folder.tenures {
                let date = |date: Option<PartialDate>| {
                    date.map(|date| date.to_string()).unwrap_or_default()
                };
                let (start, end) = (date(tenure.start), date(tenure.end));
                out.write_record([&tenure.official, &tenure.office, &start, &end])?;
                n_rows += 1;
            }
        }
        if n_rows > 0 {
            let bytes = out.into_inner().map_err(|err| io::Error::other(err.to_string()))?;
            put(&dir.join(file), &bytes)?;
        }
    }
    if !folder.shared.is_empty() {
        fs::create_dir_all(dir.join("words"))?;
        let list =
            format!("# Offices that several people hold at once.\n{}\n", folder.shared.join("\n"));
        put(&dir.join("words/shared-offices.txt"), list.as_bytes())?;
    }
    Ok(())
}

fn cells(row: &Row, file: &str) -> Vec<String> {
    let weak = row.weak_aliases.iter().map(|alias| format!("?{alias}"));
    let aliases: Vec<String> = row.aliases.iter().cloned().chain(weak).collect();
    let Row { id, name, country, above, wikidata, kind_cell, .. } = row;
    let mut cells = vec![id.clone(), name.clone(), aliases.join("|")];
    let rest: Vec<&String> = match file {
        "officials.csv" => vec![country, wikidata],
        "offices.csv" => vec![above, country],
        "places.csv" => {
            cells.push(row.demonyms.join("|"));
            vec![kind_cell, country, wikidata]
        }
        _ => vec![kind_cell, country, above, wikidata],
    };
    cells.extend(rest.into_iter().cloned());
    cells
}

/// Writes a file beside its place and moves it there, so that it is whole or not at all.
pub(super) fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
