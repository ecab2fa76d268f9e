//! One article and what the dump says of it.

use jiff::civil::Date;
use serde::Serialize;

use crate::text::RawText;

/// Where the date of an article was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateSource {
    /// In a field of the record, be it in the address (`/2019/11/26/`).
    Field,
    /// In the first line of the text.
    Dateline,
    /// In the name of the file.
    FileName,
    /// Nowhere.
    #[default]
    None,
}

/// One article as it was read; never changed afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// `art_` and 16 hexadecimal digits of a hash of source, record and text; stable between runs.
    pub id: String,
    /// File stem, or the record's own id where it has one, or stem and record number.
    pub doc: String,
    /// Path as it was given or found, with `!member` for a part of an archive; `-` is standard
    /// input.
    pub source: String,
    /// Number of the record in its file, from 1: the line in JSON Lines, the row below the header in
    /// a table, the place in order in JSON; none where the file is the article.
    pub record: Option<u64>,
    /// The text; never empty.
    pub text: RawText,
    /// Headline, when the dump has one apart from the text.
    pub title: String,
    /// Address, or empty.
    pub url: String,
    /// Publication that the dump names, or empty.
    pub outlet: String,
    /// Byline, or empty.
    pub author: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Where `published` was found.
    pub date_source: DateSource,
    /// Place of the dateline, as written, or empty.
    pub place: String,
    /// Wire agency of the dateline (`AP`, `Reuters`), or empty.
    pub wire: String,
    /// Encoding that was assumed, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
}
