//! `articles.csv`: what was read.

use jiff::civil::Date;

use super::Document;
use super::column::{Row as _, Table, Word, given, rows, words};
use crate::read::DateSource;
use crate::segment::TokenKind;
use crate::text::offset;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "articles",
    about: ArticleRow::ABOUT,
    columns: ArticleRow::COLUMNS,
    key: &["article_id"],
    references: &[],
};

rows! {
    /// An article that was read.
    pub(super) struct ArticleRow<'a> {
        /// Key of this table: `art_` and 16 hexadecimal digits, the same on every run over the
        /// same input.
        article_id: Word<'a>,
        /// File stem, or the id that the record itself has; `doc` in JSON Lines.
        doc: &'a str,
        /// Path as it was given or found, with `!` before a part of an archive; `-` is standard
        /// input.
        source: &'a str,
        /// Number of the record in its file, from 1; empty where the file is the article.
        record: Option<u64>,
        /// Headline; empty where the dump has none apart from the text.
        title: Option<&'a str>,
        /// Address; empty where the dump gives none.
        url: Option<&'a str>,
        /// Publication; empty where the dump names none.
        outlet: Option<&'a str>,
        /// Byline; empty where the dump has none apart from the text.
        author: Option<&'a str>,
        /// Day of publication; empty when it was found nowhere.
        published: Option<Date>,
        /// Where the day of publication was found.
        date_source: DateSource,
        /// Place of the dateline, as written; empty without one.
        place: Option<&'a str>,
        /// Wire agency of the dateline, such as `AP`; empty without one.
        wire: Option<&'a str>,
        /// Encoding that was assumed, such as `UTF-8`.
        encoding: &'a str,
        /// Language as an ISO 639-3 code, a guess among sixteen; an article that is not `eng` is
        /// passed as it is, and nothing is looked for in it.
        language: &'a str,
        /// Share of its words that were damaged, from 0 to 1, by what was repaired.
        noise: f32,
        /// Lines such as share buttons and cookie notices, which were left out.
        n_boilerplate: u32,
        /// Code points of the raw text: no position in other tables is higher.
        n_chars: u32,
        /// Words and numbers; empty from `normalize`, which does not look.
        n_words: Option<u32>,
        /// Its rows in repairs.
        n_repairs: u32,
        /// Its rows in mentions; empty from `normalize`.
        n_mentions: Option<u32>,
        /// Its rows in quotes; empty from `normalize`.
        n_quotes: Option<u32>,
        /// Its rows in claims; empty from `normalize`.
        n_claims: Option<u32>,
    }
}

words!(DateSource {
    Field => "field",
    Dateline => "dateline",
    FileName => "file-name",
    None => "none",
});

impl<'a> ArticleRow<'a> {
    /// The row of an article of which only the clean text is known.
    pub(super) fn normalized(document: &'a Document, n_chars: u32) -> Self {
        let (article, normalized) = (&document.article, &document.normalized);
        Self {
            article_id: Word(&article.id),
            doc: &article.doc,
            source: &article.source,
            record: article.record,
            title: given(&article.title),
            url: given(&article.url),
            outlet: given(&article.outlet),
            author: given(&article.author),
            published: article.published,
            date_source: article.date_source,
            place: given(&article.place),
            wire: given(&article.wire),
            encoding: article.encoding,
            language: normalized.language,
            noise: normalized.noise(),
            n_boilerplate: offset(normalized.boilerplate.len()),
            n_chars,
            n_words: None,
            n_repairs: offset(normalized.repairs.len()),
            n_mentions: None,
            n_quotes: None,
            n_claims: None,
        }
    }
}

/// How many words and numbers an article has.
pub(super) fn n_words(document: &Document) -> u32 {
    let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    offset(document.segments.tokens.iter().filter(|token| is_word(token.kind)).count())
}
