//! `quotes.csv`: who is quoted with what.

use super::column::{Cluster, Reference, Row as _, Shown, Table, Word, rows, words};
use super::place::Parts;
use super::said::{Said, SpeakerKind};
use crate::attribution::QuoteKind;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "quotes",
    about: QuoteRow::ABOUT,
    columns: QuoteRow::COLUMNS,
    key: &["article_id", "quote_idx"],
    references: &[
        Reference { column: "article_id", table: "articles", key: "article_id" },
        Reference { column: "speaker_id", table: "entities", key: "entity_id" },
        Reference { column: "spoke_for_id", table: "entities", key: "entity_id" },
        Reference { column: "cluster", table: "clusters", key: "cluster" },
    ],
};

rows! {
    /// A quotation, direct or mixed.
    pub(super) struct QuoteRow<'a> {
        /// Key into articles.
        article_id: Word<'a>,
        /// Order in the article, from 0; with `article_id`, the key of this table.
        quote_idx: u32,
        /// First code point of the raw text that it covers.
        raw_start: u32,
        /// One past the last.
        raw_end: u32,
        /// Exactly the raw text from `raw_start` to `raw_end`, with what stands between the
        /// parts of a quotation that its cue splits.
        raw_text: &'a str,
        /// The ranges of its parts, as `12..45|60..80`; all of `raw_start..raw_end` where it has
        /// one part.
        parts: Parts<'a>,
        /// What is quoted, after repairs: the parts alone, joined by ` … `.
        text: Shown<'a>,
        /// Whether all of it stands inside quotation marks, or only part of it.
        kind: QuoteKind,
        /// The words that attribute it, as written, such as `said`; empty where there are none.
        cue: Option<&'a str>,
        /// The ranges of the cue, written like `parts`; empty without one.
        cue_parts: Option<Parts<'a>>,
        /// Who said it, as written, with title and apposition; empty where nobody is named.
        speaker: Option<&'a str>,
        /// The ranges of the speaker, written like `parts`; empty without one.
        speaker_parts: Option<Parts<'a>>,
        /// With `article_id`, the mention that names the speaker; empty for a speaker carried
        /// over from another sentence.
        speaker_mention_idx: Option<u32>,
        /// Key into entities; empty when no gazetteer lists the speaker, or nobody is known.
        speaker_id: Option<&'a str>,
        /// The gazetteer's name, or the longest form in the article; empty when nobody is known.
        speaker_name: Option<&'a str>,
        /// What sort of thing speaks: `unnamed` for one person or body without a name (`a
        /// spokesman`), `group` for several, named or not, `document` for a report or a poll; empty
        /// when the source does not tell.
        speaker_kind: Option<SpeakerKind>,
        /// The office that the speaker held on the article's day; empty where the gazetteers do not
        /// know it, or the day is not known.
        speaker_office: Option<&'a str>,
        /// Whom it was said to, as written, such as `Fox Business`; empty where nobody is named.
        addressee: Option<&'a str>,
        /// Where it was said, as written; empty where the article does not tell.
        venue: Option<&'a str>,
        /// The rule or model that made it.
        rule: Word<'a>,
        /// From 0 to 1: the share of such quotations that are right.
        confidence: f32,
        /// On whose behalf the speaker speaks, by the gazetteer's name or the longest form in the
        /// article: X of `a spokesman for X`, `X's lawyers`, `the X campaign`, `X spokeswoman Y`;
        /// empty for all who speak for themselves.
        spoke_for: Option<&'a str>,
        /// Key into entities for `spoke_for`; empty when no gazetteer lists the name.
        spoke_for_id: Option<&'a str>,
        /// Key into clusters: equal for all copies of it in the run.
        cluster: Cluster,
    }
}

words!(QuoteKind {
    Direct => "direct",
    Mixed => "mixed",
    Indirect => "indirect",
});

/// The row of an attribution that is a quotation; `text` is its own as tables show it.
pub(super) fn row<'a>(
    said: &'a Said<'_>,
    quote_idx: u32,
    (text, cluster): (&'a str, u64),
) -> QuoteRow<'a> {
    QuoteRow {
        article_id: Word(said.article_id),
        quote_idx,
        raw_start: said.whole.start,
        raw_end: said.whole.end,
        raw_text: said.whole.text,
        parts: said.parts(),
        text: Shown(text),
        kind: said.attribution.kind,
        cue: said.cue(),
        cue_parts: said.cue_parts(),
        speaker: said.speaker(),
        speaker_parts: said.speaker_parts(),
        speaker_mention_idx: said.speaker_mention_idx,
        speaker_id: said.who.and_then(|who| who.id()),
        speaker_name: said.who.map(|who| who.name()),
        speaker_kind: said.kind,
        speaker_office: said.office,
        addressee: said.addressee(),
        venue: said.venue(),
        rule: Word(said.attribution.rule),
        confidence: said.attribution.confidence,
        spoke_for: said.spoke_for.map(|who| who.name()),
        spoke_for_id: said.spoke_for.and_then(|who| who.id()),
        cluster: Cluster(cluster),
    }
}
