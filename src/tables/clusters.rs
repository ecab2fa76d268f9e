//! `clusters.csv`: claims with all their copies in the run.

use jiff::civil::Date;

use super::column::{Cluster as Number, Reference, Row as _, Shown, Table, given, rows};
use crate::repeats::Cluster;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "clusters",
    about: ClusterRow::ABOUT,
    columns: ClusterRow::COLUMNS,
    key: &["cluster"],
    references: &[
        Reference { column: "speaker_id", table: "entities", key: "entity_id" },
        Reference { column: "first_article_id", table: "articles", key: "article_id" },
    ],
};

rows! {
    /// A claim or quotation with all its copies in the run, however cut or damaged, and with its
    /// other wordings by the same speaker.
    pub(super) struct ClusterRow<'a> {
        /// Key of this table: `clu_` and 16 hexadecimal digits, made of the words of the copy that
        /// comes first in the input; of few words, of the speaker's name too.
        cluster: Number,
        /// The longest wording, after repairs.
        text: Shown<'a>,
        /// Who said it, by the first copy that tells; empty when nobody is known.
        speaker_name: Option<Shown<'a>>,
        /// Key into entities; empty when no gazetteer lists the speaker, or nobody is known.
        speaker_id: Option<Shown<'a>>,
        /// How often it stands in the run: its rows in claims, and those in quotes that have none
        /// there.
        n_copies: u64,
        /// Articles with a copy.
        n_articles: u64,
        /// Outlets with a copy, of those that the dump names.
        n_outlets: u64,
        /// Texts of copies that differ in more than case, spaces and marks.
        n_wordings: u64,
        /// Wordings that are independent: neither a part of another nor the same but for slips.
        n_independent: u64,
        /// Earliest day of publication of a copy; empty when none is known.
        first_date: Option<Date>,
        /// Key into articles: where it stands on that day, or at all when no day is known; of
        /// several, the first of the input.
        first_article_id: Shown<'a>,
        /// Outlet of that article; empty where the dump names none.
        first_outlet: Option<Shown<'a>>,
        /// Latest day of publication of a copy; empty when none is known.
        last_date: Option<Date>,
    }
}

/// The row of a cluster.
pub(super) fn row(cluster: &Cluster) -> ClusterRow<'_> {
    let shown = |text| given(text).map(|text: &String| Shown(text));
    ClusterRow {
        cluster: Number(cluster.number),
        text: Shown(&cluster.text),
        speaker_name: shown(&cluster.speaker_name),
        speaker_id: shown(&cluster.speaker_id),
        n_copies: cluster.n_copies,
        n_articles: cluster.n_articles,
        n_outlets: cluster.n_outlets,
        n_wordings: cluster.n_wordings,
        n_independent: cluster.n_independent,
        first_date: cluster.first_date,
        first_article_id: Shown(&cluster.first_article_id),
        first_outlet: shown(&cluster.first_outlet),
        last_date: cluster.last_date,
    }
}
