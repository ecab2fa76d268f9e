//! `entities.csv`: everyone and everything that the run met, counted.

use jiff::civil::Date;

use super::column::{Row as _, Table, rows};
use crate::lexicon::EntityKind;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "entities",
    about: EntityRow::ABOUT,
    columns: EntityRow::COLUMNS,
    key: &["entity_id"],
    references: &[],
};

rows! {
    /// A person or thing that some article of the run mentions.
    pub(super) struct EntityRow<'a> {
        /// Key of this table: the gazetteer's id, or `unlisted/` and the name for one that no
        /// gazetteer lists, with the kind between them where two kinds share the name.
        entity_id: &'a str,
        /// The gazetteer's name, or the name in the articles.
        name: &'a str,
        /// What sort of thing it is.
        kind: EntityKind,
        /// ISO 3166 code in lower case, or `eu`; empty for unlisted and international ones.
        country: Option<&'a str>,
        /// Wikidata id; empty where the gazetteer has none.
        wikidata: Option<&'a str>,
        /// Articles that mention it.
        n_articles: u64,
        /// Its rows in mentions.
        n_mentions: u64,
        /// Its rows in quotes, as speaker.
        n_quotes: u64,
        /// Its rows in claims, as speaker.
        n_claims: u64,
        /// Earliest day of publication among its articles; empty when none is known.
        first_date: Option<Date>,
        /// Latest day of publication among its articles; empty when none is known.
        last_date: Option<Date>,
    }
}
