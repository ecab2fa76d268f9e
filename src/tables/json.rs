//! `articles.jsonl`: one article a line, all that was found in it nested.

use serde::{Serialize, Serializer};

use super::Document;
use super::named::{Behalf, Mentions, Who};
use super::place::Places;
use super::said::SpeakerKind;
use crate::attribution::{Attribution, QuoteKind, Speaker};
use crate::claims::{
    Claim, ClaimDate, ClaimKind, Comparator, Direction, Modality, Polarity, Precision, Quantity,
    Relation,
};
use crate::entities::{How, Mention};
use crate::lexicon::{EntityKind, Lexicon};
use crate::normalize::Repair;

type Range = (u32, u32);

#[derive(Debug, Serialize)]
struct ArticleLine<'a> {
    doc: &'a str,
    article_id: &'a str,
    source: &'a str,
    record: Option<u64>,
    title: &'a str,
    url: &'a str,
    encoding: &'a str,
    language: &'a str,
    published: Option<String>,
    boilerplate: Vec<Range>,
    repairs: Vec<RepairItem<'a>>,
    mentions: Vec<MentionItem<'a>>,
    attributions: Vec<AttributionItem<'a>>,
    quantities: Vec<QuantityItem<'a>>,
    dates: Vec<DateItem<'a>>,
}

#[derive(Debug, Serialize)]
struct QuantityItem<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    unit: &'a str,
    comparator: Comparator,
    direction: Option<Direction>,
}

#[derive(Debug, Serialize)]
struct DateItem<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    value: Option<String>,
    first: Option<String>,
    last: Option<String>,
    precision: Precision,
    relation: Relation,
}

#[derive(Debug, Serialize)]
struct RepairItem<'a> {
    start: u32,
    end: u32,
    raw: &'a str,
    clean: &'a str,
    rule: &'static str,
    #[serde(serialize_with = "three_decimals")]
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct MentionItem<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    kind: EntityKind,
    id: Option<&'a str>,
    name: &'a str,
    wikidata: Option<&'a str>,
    how: How,
    stands_for: Option<&'a str>,
    rule: &'static str,
    #[serde(serialize_with = "three_decimals")]
    confidence: f32,
    rejected: &'a str,
}

#[derive(Debug, Serialize)]
struct AttributionItem<'a> {
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
    quote: QuoteKind,
    claim: Option<ClaimKind>,
    polarity: Option<Polarity>,
    modality: Option<Modality>,
    speaker: SpeakerItem<'a>,
    #[serde(serialize_with = "three_decimals")]
    confidence: f32,
    rule: &'static str,
}

#[derive(Debug, Serialize)]
struct SpeakerItem<'a> {
    mention: Option<u32>,
    id: Option<&'a str>,
    name: Option<&'a str>,
    office: Option<&'a str>,
    kind: Option<SpeakerKind>,
    spoke_for: Option<&'a str>,
    spoke_for_id: Option<&'a str>,
}

/// Writes the line of one article.
pub(super) fn write_line(
    document: &Document,
    lexicon: &Lexicon,
    places: &Places<'_>,
    mentions: &Mentions<'_>,
    out: &mut Vec<u8>,
) {
    let article = &document.article;
    let line = ArticleLine {
        doc: &article.doc,
        article_id: &article.id,
        source: &article.source,
        record: article.record,
        title: &article.title,
        url: &article.url,
        encoding: article.encoding,
        language: document.normalized.language,
        boilerplate: places.ranges(&document.normalized.boilerplate),
        published: article.published.map(|date| date.to_string()),
        repairs: repairs(document, places),
        mentions: mention_items(document, lexicon, places, mentions),
        attributions: attributions(document, lexicon, places, mentions),
        quantities: quantity_items(document, places),
        dates: date_items(document, places),
    };
    serde_json::to_writer(&mut *out, &line).expect("maps have text keys, and memory takes all");
    out.push(b'\n');
}

fn repairs<'a>(document: &'a Document, places: &Places<'a>) -> Vec<RepairItem<'a>> {
    let item = |repair: &'a Repair| {
        let place = places.raw(repair.raw);
        RepairItem {
            start: place.start,
            end: place.end,
            raw: place.text,
            clean: &repair.clean,
            rule: repair.rule,
            confidence: repair.confidence,
        }
    };
    document.normalized.repairs.iter().map(item).collect()
}

fn quantity_items<'a>(document: &'a Document, places: &Places<'a>) -> Vec<QuantityItem<'a>> {
    let clean = &document.normalized.clean;
    let item = |quantity: &'a Quantity| {
        let place = places.clean(quantity.span);
        QuantityItem {
            start: place.start,
            end: place.end,
            text: place.text,
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            unit: quantity.unit.name(clean),
            comparator: quantity.comparator,
            direction: quantity.direction,
        }
    };
    document.claimed.quantities.iter().map(item).collect()
}

fn date_items<'a>(document: &'a Document, places: &Places<'a>) -> Vec<DateItem<'a>> {
    let item = |date: &'a ClaimDate| {
        let place = places.clean(date.span);
        DateItem {
            start: place.start,
            end: place.end,
            text: place.text,
            value: date.value(),
            first: date.first.map(|day| day.to_string()),
            last: date.last.map(|day| day.to_string()),
            precision: date.precision,
            relation: date.relation,
        }
    };
    document.claimed.dates.iter().map(item).collect()
}

fn mention_items<'a>(
    document: &'a Document,
    lexicon: &'a Lexicon,
    places: &Places<'a>,
    mentions: &'a Mentions<'a>,
) -> Vec<MentionItem<'a>> {
    let item = |((idx, mention), rejected): ((u32, &&'a Mention), &'a String)| {
        let (place, who) = (places.clean(mention.span), Who::of(mention.chain, document, lexicon));
        MentionItem {
            start: place.start,
            end: place.end,
            text: place.text,
            kind: who.chain.kind,
            id: who.id(),
            name: who.name(),
            wikidata: who.entity.map(|entity| entity.wikidata.as_str()).filter(|id| !id.is_empty()),
            how: mention.how,
            stands_for: mentions.stands_for(idx).map(|body| lexicon.entity(body).id.as_str()),
            rule: mention.rule,
            rejected,
            confidence: mention.confidence,
        }
    };
    (0..).zip(&mentions.in_order).zip(&mentions.rejected).map(item).collect()
}

fn attributions<'a>(
    document: &'a Document,
    lexicon: &'a Lexicon,
    places: &Places<'a>,
    mentions: &Mentions<'a>,
) -> Vec<AttributionItem<'a>> {
    let mut claims = vec![None; document.attributed.attributions.len()];
    for claim in &document.claimed.claims {
        if let Some(slot) = claims.get_mut(claim.attribution as usize) {
            *slot = Some(claim);
        }
    }
    let item = |(attribution, claim): (&'a Attribution, Option<&Claim>)| {
        let Speaker { chain, mention, office, spoke_for, .. } = attribution.speaker;
        let who = chain.map(|chain| Who::of(chain, document, lexicon));
        let behalf = spoke_for.map(|whom| Behalf::of(whom, document, lexicon));
        AttributionItem {
            source: places.ranges(&attribution.source),
            cue: places.ranges(&attribution.cue),
            content: places.ranges(&attribution.content),
            quote: attribution.kind,
            claim: claim.map(|claim| claim.kind),
            polarity: claim.map(|claim| claim.polarity),
            modality: claim.map(|claim| claim.modality),
            speaker: SpeakerItem {
                mention: mention.and_then(|idx| mentions.index(idx)),
                id: who.and_then(|who| who.id()),
                name: who.map(|who| who.name()),
                office: office.map(|office| lexicon.office(office).name.as_str()),
                kind: SpeakerKind::of(who, attribution.speaker),
                spoke_for: behalf.map(|whom| whom.name()),
                spoke_for_id: behalf.and_then(|whom| whom.id()),
            },
            confidence: attribution.confidence,
            rule: attribution.rule,
        }
    };
    document.attributed.attributions.iter().zip(claims).map(item).collect()
}

/// As in the CSV tables, which also show no more of it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn three_decimals<S: Serializer>(confidence: &f32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((f64::from(*confidence) * 1000.0).round() / 1000.0)
}
