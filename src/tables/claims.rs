//! `claims.csv`: what is claimed, by whom, how firmly.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::alone;
use super::column::{
    Cluster, Reference, Row as _, Shown, Table, Word, given, given_list, rows, words,
};
use super::named::{Mentions, Who};
use super::place::Parts;
use super::said::{Said, SpeakerKind};
use crate::attribution::QuoteKind;
use crate::claims::{Claim, ClaimDate, ClaimKind, Modality, Polarity, Quantity};
use crate::text::CleanText;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "claims",
    about: ClaimRow::ABOUT,
    columns: ClaimRow::COLUMNS,
    key: &["article_id", "claim_idx"],
    references: &[
        Reference { column: "article_id", table: "articles", key: "article_id" },
        Reference { column: "speaker_id", table: "entities", key: "entity_id" },
        Reference { column: "spoke_for_id", table: "entities", key: "entity_id" },
        Reference { column: "cluster", table: "clusters", key: "cluster" },
    ],
};

rows! {
    /// A claim: what a source says, thinks, wants, decides, sees or shows.
    pub(super) struct ClaimRow<'a> {
        /// Key into articles.
        article_id: Word<'a>,
        /// Order in the article, from 0; with `article_id`, the key of this table.
        claim_idx: u32,
        /// First code point of the raw text that it covers.
        raw_start: u32,
        /// One past the last.
        raw_end: u32,
        /// Exactly the raw text from `raw_start` to `raw_end`, with what stands between its parts.
        raw_text: &'a str,
        /// The ranges of its parts, as `12..45|60..80`; all of `raw_start..raw_end` where it has
        /// one part.
        parts: Parts<'a>,
        /// What is claimed, after repairs: the parts alone, joined by ` … `.
        text: Shown<'a>,
        /// What the source does with it.
        kind: ClaimKind,
        /// Whether the source affirms it, denies it, or declines to say.
        polarity: Polarity,
        /// How firmly.
        modality: Modality,
        /// Whether it stands in quotation marks: all of it, part of it, or nothing.
        quote: QuoteKind,
        /// With `article_id`, the quotation that it rests on; empty for indirect speech.
        quote_idx: Option<u32>,
        /// The words that attribute it, as written; empty where there are none.
        cue: Option<&'a str>,
        /// The ranges of the cue, written like `parts`; empty without one.
        cue_parts: Option<Parts<'a>>,
        /// Whose claim it is, as written; empty where nobody is named.
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
        /// What sort of thing claims it: `unnamed` for one person or body without a name (`a
        /// spokesman`), `group` for several, named or not, `document` for a report or a poll; empty
        /// when the source does not tell.
        speaker_kind: Option<SpeakerKind>,
        /// The office that the speaker held on the article's day; empty where the gazetteers do not
        /// know it, or the day is not known.
        speaker_office: Option<&'a str>,
        /// The `mention_idx` of each mention inside, joined by `|`; empty without any.
        mention_idxs: Option<Vec<u32>>,
        /// The `entity_id` of each that a gazetteer lists, once, joined by `|`; empty without any.
        entity_ids: Option<Vec<&'a str>>,
        /// The names of all that is mentioned inside, each once, joined by `|`; empty without any.
        entity_names: Option<Vec<&'a str>>,
        /// Figures inside with their units, such as `295000000000 USD`, joined by `|`; empty
        /// without any.
        quantities: Option<String>,
        /// Dates inside at their own precision, such as `2019-07-18|2019`; empty without any.
        dates: Option<String>,
        /// From 0 to 1: how much it is worth a fact check; over 0.5 where such sentences would be
        /// checked more often than not, if as many were checked as are not.
        check_worthiness: f32,
        /// Key into clusters: equal for all copies of the claim in the run, direct and indirect.
        cluster: Cluster,
        /// The rule or model that made it.
        rule: Word<'a>,
        /// From 0 to 1: the share of such claims that are right.
        confidence: f32,
        /// On whose behalf the speaker speaks, by the gazetteer's name or the longest form in the
        /// article: X of `a spokesman for X`, `X's lawyers`, `the X campaign`, `X spokeswoman Y`;
        /// empty for all who speak for themselves.
        spoke_for: Option<&'a str>,
        /// Key into entities for `spoke_for`; empty when no gazetteer lists the name.
        spoke_for_id: Option<&'a str>,
        /// What is claimed, made to stand by itself: without quotation marks and cue, the names of
        /// `he`, `I` and `the president` in brackets behind them where they are sure.
        standalone: Cow<'a, str>,
        /// The word that shows the kind, as written; empty where none does.
        kind_word: Option<&'a str>,
        /// The word that shows the polarity; empty where it is affirmed.
        polarity_word: Option<&'a str>,
        /// The word that shows the modality; empty where it is certain.
        modality_word: Option<&'a str>,
        /// With `article_id`, the claim inside of which this one is told, as in `Xinhua reported that
        /// officials said`; empty where the article itself tells it.
        within_claim_idx: Option<u32>,
        /// The sources through whom it came, the outermost first, joined by `|`: those around this
        /// speaker, the speaker, those whom it cites, and those that the claim itself names; empty
        /// where there is only one.
        told_through: Option<String>,
        /// The day on which it was said; empty where the sentence does not tell.
        spoken: Option<Date>,
        /// With `article_id`, the row of dates that tells the day; empty without one.
        spoken_date_idx: Option<u32>,
        /// The `quantity_idx` of each figure inside, joined by `|`; empty without any.
        quantity_idxs: Option<&'a [u32]>,
        /// The `date_idx` of each date inside, joined by `|`; empty without any.
        date_idxs: Option<&'a [u32]>,
        /// The subject of its first clause, as written; empty where the grammar is not plain, or
        /// the source itself is the subject (`plans to raise tariffs`).
        subject: Option<&'a str>,
        /// The verb of its first clause, with its helpers; empty where the grammar is not plain.
        predicate: Option<&'a str>,
        /// What stands next to that verb; empty without it.
        object: Option<&'a str>,
        /// What it is about, by the words of topics.txt, joined by `|`; empty without any.
        topics: Option<&'a [&'a str]>,
        /// Why it can be checked, joined by `|`: `figure`, `comparison`, `record` (what somebody did,
        /// or the first or most of its kind), `cause`, `law`; empty where no word tells.
        check_reasons: Option<Vec<&'a str>>,
    }
}

words!(ClaimKind {
    Statement => "statement",
    Belief => "belief",
    Intention => "intention",
    Attitude => "attitude",
    Decision => "decision",
    Perception => "perception",
    Evidence => "evidence",
});

words!(Polarity {
    Affirmed => "affirmed",
    Denied => "denied",
    Declined => "declined",
});

words!(Modality {
    Certain => "certain",
    Probable => "probable",
    Possible => "possible",
    Conditional => "conditional",
    Question => "question",
    Demand => "demand",
    Promise => "promise",
    Threat => "threat",
});

/// The row of a claim; `text` is its own as tables show it.
pub(super) fn row<'a>(
    claim: &'a Claim,
    claim_idx: u32,
    said: &'a Said<'_>,
    quote_idx: Option<u32>,
    mentions: &Mentions<'_>,
    (text, cluster): (&'a str, u64),
) -> ClaimRow<'a> {
    ClaimRow {
        article_id: Word(said.article_id),
        claim_idx,
        raw_start: said.whole.start,
        raw_end: said.whole.end,
        raw_text: said.whole.text,
        parts: said.parts(),
        text: Shown(text),
        kind: claim.kind,
        polarity: claim.polarity,
        modality: claim.modality,
        quote: said.attribution.kind,
        quote_idx,
        cue: said.cue(),
        cue_parts: said.cue_parts(),
        speaker: said.speaker(),
        speaker_parts: said.speaker_parts(),
        speaker_mention_idx: said.speaker_mention_idx,
        speaker_id: said.who.and_then(|who| who.id()),
        speaker_name: said.who.map(|who| who.name()),
        speaker_kind: said.kind,
        speaker_office: said.office,
        mention_idxs: given_list(
            claim.mentions.iter().filter_map(|mention| mentions.index(*mention)).collect(),
        ),
        entity_ids: given_list(said.inside(claim, Who::id)),
        entity_names: given_list(said.inside(claim, |who| Some(who.name()))),
        quantities: list(said.quantities(claim), push_figure),
        dates: list(said.dates(claim).filter_map(ClaimDate::value), |text, date| {
            text.write_str(&date)
        }),
        check_worthiness: claim.check_worthiness,
        cluster: Cluster(cluster),
        rule: Word(said.attribution.rule),
        confidence: said.attribution.confidence,
        spoke_for: said.spoke_for.map(|who| who.name()),
        spoke_for_id: said.spoke_for.and_then(|who| who.id()),
        standalone: alone::text(said, claim),
        kind_word: claim.shown.kind.map(|span| said.clean(span)),
        polarity_word: claim.shown.polarity.map(|span| said.clean(span)),
        modality_word: claim.shown.modality.map(|span| said.clean(span)),
        within_claim_idx: claim.within,
        told_through: said.told_through(claim),
        spoken: said.spoken(claim),
        spoken_date_idx: claim.spoken,
        quantity_idxs: given_list(claim.quantities.as_slice()),
        date_idxs: given_list(claim.dates.as_slice()),
        subject: claim.triple.and_then(|triple| triple.subject).map(|span| said.clean(span)),
        predicate: claim.triple.map(|triple| said.clean(triple.predicate)),
        object: claim.triple.and_then(|triple| triple.object).map(|span| said.clean(span)),
        topics: given_list(claim.topics.as_slice()),
        check_reasons: given_list(claim.check_reasons.names().collect()),
    }
}

/// A figure in normal form: `295000000000 USD`, `10..15 percent`.
pub(super) fn push_figure(
    text: &mut String,
    (quantity, clean): (&Quantity, &CleanText),
) -> std::fmt::Result {
    match (quantity.value, quantity.low, quantity.high) {
        (Some(value), ..) => write!(text, "{value}")?,
        (None, Some(low), Some(high)) => write!(text, "{low}..{high}")?,
        _ => {}
    }
    let unit = quantity.unit.name(clean);
    if !unit.is_empty() {
        write!(text, " {unit}")?;
    }
    Ok(())
}

/// Items in one cell, joined by `|`; none without any.
fn list<T>(
    items: impl IntoIterator<Item = T>,
    push: impl Fn(&mut String, T) -> std::fmt::Result,
) -> Option<String> {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push('|');
        }
        // Writing to memory cannot fail.
        let _ = push(&mut text, item);
    }
    given(text)
}
