//! `corrections.csv`: what readers of the tables found wrong, applied in every run.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::entity::{EntityIdx, Lexicon};
use super::fault::{LexiconError, LexiconErrorKind};
use super::load::unreadable;
use super::rows::delimiter;

/// One row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is to be done.
    pub action: Action,
    /// The article that it is about, by id, file stem, address or path; empty for all.
    pub article: String,
    /// The words of the text that it is about; empty where the action needs none.
    pub form: String,
    /// Whom it is about; none where the action needs nobody.
    pub whom: Option<Whom>,
    /// Who it is instead, or what the name is instead.
    pub to: Option<Whom>,
}

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// `entity` is the same as `to`.
    Merge,
    /// What is called `form` (or all, where it is empty) and was taken for `entity` is `to`.
    Split,
    /// `entity` is shown as `to`.
    Rename,
    /// `form` names nobody and nothing.
    Never,
    /// `form` is `to` wherever it stands.
    Always,
}

/// Somebody or something, listed or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whom {
    /// A row of a gazetteer.
    Listed(EntityIdx),
    /// A name that no gazetteer lists.
    Named(String),
}

#[derive(Deserialize)]
struct Cells {
    action: Action,
    #[serde(default)]
    article: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    entity: String,
    #[serde(default)]
    to: String,
    /// For people; not read.
    #[serde(default, rename = "reason")]
    _reason: String,
}

impl Correction {
    /// Reads a file of corrections; goes on past bad rows, to tell of all.
    ///
    /// # Errors
    ///
    /// Every row that cannot be used.
    pub fn load(path: &Path, lexicon: &Lexicon) -> Result<Vec<Self>, Vec<LexiconError>> {
        let text =
            fs::read_to_string(path).map_err(|err| vec![unreadable(path, err.to_string())])?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(delimiter(text))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for (cells, row) in reader.deserialize::<Cells>().zip(2..) {
            let line = match &cells {
                Err(err) => err.position().map_or(row, csv::Position::line),
                Ok(_) => row,
            };
            match cells.map_err(|err| err.to_string()).and_then(|cells| read(cells, lexicon)) {
                Ok(correction) => all.push(correction),
                Err(why) => {
                    let kind = LexiconErrorKind::Unreadable(why);
                    faults.push(LexiconError { path: path.to_owned(), line, kind });
                }
            }
        }
        if faults.is_empty() { Ok(all) } else { Err(faults) }
    }
}

fn read(cells: Cells, lexicon: &Lexicon) -> Result<Correction, String> {
    use Action::{Always, Merge, Never, Rename, Split};
    let action = cells.action;
    let needs = |column: &str, cell: &str, actions: &[Action]| {
        let is_missing = cell.is_empty() && actions.contains(&action);
        if is_missing { Err(format!("{column} is empty, which {action:?} needs")) } else { Ok(()) }
    };
    needs("entity", &cells.entity, &[Merge, Split, Rename])?;
    needs("to", &cells.to, &[Merge, Split, Rename, Always])?;
    needs("form", &cells.form, &[Never, Always])?;
    let to = match action {
        Rename => Some(Whom::Named(cells.to)),
        _ => whom(&cells.to, lexicon)?,
    };
    Ok(Correction {
        action,
        article: cells.article,
        form: cells.form,
        whom: whom(&cells.entity, lexicon)?,
        to,
    })
}

/// The entity of an id, or a name; `unlisted/jon-smyth.2` of entities.csv is the name `jon-smyth`.
fn whom(cell: &str, lexicon: &Lexicon) -> Result<Option<Whom>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    if let Some(id) = cell.strip_prefix("unlisted/") {
        let slug = id.rsplit('/').next().unwrap_or_default();
        let slug = slug.split('.').next().unwrap_or_default();
        return Ok(Some(Whom::Named(slug.to_owned())));
    }
    match lexicon.find_entity(cell) {
        Some(entity) => Ok(Some(Whom::Listed(entity))),
        None if cell.contains('/') => Err(format!("id {cell:?} is in no gazetteer")),
        None => Ok(Some(Whom::Named(cell.to_owned()))),
    }
}
