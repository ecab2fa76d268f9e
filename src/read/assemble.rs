//! From the fields of a record to an article: text, date, place.

use std::path::Path;

use jiff::civil::Date;

use super::article::{Article, DateSource};
use super::date;
use super::dateline::dateline;
use super::fields::Fields;
use super::inputs::Found;
use super::options::Role;
use super::reject::Fault;
use super::source::unpacked_name;
use crate::text::RawText;

/// What all records of a file share.
#[derive(Debug, Default)]
pub(super) struct Origin {
    /// [`Article::source`].
    pub(super) source: String,
    /// [`Found::identity`].
    pub(super) identity: String,
    /// Name of the file without its endings.
    pub(super) stem: String,
    /// The one date in the name of the file or of its folders.
    pub(super) date: Option<Date>,
}

impl Origin {
    pub(super) fn of(file: &Found) -> Self {
        let name = Path::new(unpacked_name(&file.identity));
        let stem = match name.file_stem() {
            Some(stem) if !file.is_stdin() => stem.to_string_lossy().into_owned(),
            _ => "stdin".to_owned(),
        };
        let date = date::in_path(unpacked_name(&file.identity));
        Self { source: file.source(), identity: file.identity.clone(), stem, date }
    }
}

/// Makes an article of what a record holds; its id is still to be made.
///
/// # Errors
///
/// When there is no letter or digit in the text.
pub(super) fn assemble(
    origin: &Origin,
    record: Option<u64>,
    mut fields: Fields,
    encoding: &'static str,
) -> Result<Article, Fault> {
    let text = fields.take(Role::Text);
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Fault::NoText);
    }
    let mut line = |role| fields.take(role).split_whitespace().collect::<Vec<_>>().join(" ");
    let (title, url, outlet) = (line(Role::Title), line(Role::Url), line(Role::Outlet));
    let (author, date, own_id) = (people(line(Role::Author)), line(Role::Date), line(Role::Id));
    let head = dateline(&text);
    let (published, date_source) = [
        (date::in_field(&date), DateSource::Field),
        (head.published, DateSource::Dateline),
        (date::in_url(&url), DateSource::Field),
        // The name of a file of many records tells when the dump was made.
        (origin.date.filter(|_| record.is_none()), DateSource::FileName),
    ]
    .into_iter()
    .find(|(date, _)| date.is_some())
    .unwrap_or_default();
    let doc = match (own_id.as_str(), record) {
        ("", None) => origin.stem.clone(),
        ("", Some(record)) => format!("{}-{record}", origin.stem),
        _ => own_id,
    };
    Ok(Article {
        id: String::new(),
        doc,
        source: origin.source.clone(),
        record,
        text: RawText::new(text),
        title,
        url,
        outlet,
        author,
        published,
        date_source,
        place: head.place,
        wire: head.wire,
        encoding,
    })
}

/// Names that a list in Python's spelling holds, as tables made by pandas have them: `['A', 'B']`
/// becomes `A; B`, and anything else stays.
fn people(author: String) -> String {
    let Some(list) = author.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return author;
    };
    let names = list.split(", ").map(|name| name.trim_matches(['\'', '"', ' ']));
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_of_names() {
        for (written, expected) in [
            ("['Ann Lee', \"Tim O'Neil\"]", "Ann Lee; Tim O'Neil"),
            ("[]", ""),
            ("Ann Lee, Bob Ray", "Ann Lee, Bob Ray"),
            ("[desk", "[desk"),
        ] {
            assert_eq!(people(written.into()), expected);
        }
    }
}
