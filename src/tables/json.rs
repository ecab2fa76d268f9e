//! `articles.jsonl`: one article a line, all that was found in it nested.

use std::io::{self, Write};

use serde::Serialize;

use super::Document;
use super::named::{Mentions, Who};
use super::place::Places;
use crate::attribution::{Attribution, QuoteKind};
use crate::claims::{ClaimKind, Polarity};
use crate::entities::How;
use crate::lexicon::{EntityKind, Lexicon};

type Range = (u32, u32);

#[derive(Debug, Serialize)]
struct ArticleLine<'a> {
    doc: &'a str,
    article_id: &'a str,
    source: &'a str,
    record: Option<u64>,
    title: &'a str,
    url: &'a str,
    published: Option<String>,
    repairs: Vec<RepairItem<'a>>,
    mentions: Vec<MentionItem<'a>>,
    attributions: Vec<AttributionItem<'a>>,
}

#[derive(Debug, Serialize)]
struct RepairItem<'a> {
    start: u32,
    end: u32,
    raw: &'a str,
    clean: &'a str,
    rule: &'static str,
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct MentionItem<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    kind: Option<EntityKind>,
    id: Option<&'a str>,
    name: Option<&'a str>,
    wikidata: Option<&'a str>,
    how: How,
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct AttributionItem<'a> {
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
    quote: QuoteKind,
    claim: Option<ClaimKind>,
    polarity: Option<Polarity>,
    speaker: SpeakerItem<'a>,
    confidence: f32,
    rule: &'static str,
}

#[derive(Debug, Serialize)]
struct SpeakerItem<'a> {
    mention: Option<u32>,
    id: Option<&'a str>,
    name: Option<&'a str>,
    office: Option<&'a str>,
}

/// Writes the line of one article.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_line(document: &Document, lexicon: &Lexicon, mut out: impl Write) -> io::Result<()> {
    let (places, mentions) = (Places::of(document), Mentions::of(document));
    let article = &document.article;
    let line = ArticleLine {
        doc: &article.doc,
        article_id: &article.id,
        source: &article.source,
        record: article.record,
        title: &article.title,
        url: &article.url,
        published: article.published.map(|date| date.to_string()),
        repairs: repairs(document, &places),
        mentions: mention_items(document, lexicon, &places, &mentions),
        attributions: attributions(document, lexicon, &places, &mentions),
    };
    serde_json::to_writer(&mut out, &line)?;
    out.write_all(b"\n")
}

fn repairs<'a>(document: &'a Document, places: &Places<'a>) -> Vec<RepairItem<'a>> {
    let item = |repair: &'a crate::normalize::Repair| {
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

fn mention_items<'a>(
    document: &'a Document,
    lexicon: &'a Lexicon,
    places: &Places<'a>,
    mentions: &Mentions<'a>,
) -> Vec<MentionItem<'a>> {
    let item = |mention: &&'a crate::entities::Mention| {
        let (place, who) = (places.clean(mention.span), Who::of(mention.chain, document, lexicon));
        MentionItem {
            start: place.start,
            end: place.end,
            text: place.text,
            kind: who.chain.map(|chain| chain.kind),
            id: who.id(),
            name: who.name(),
            wikidata: who.entity.map(|entity| entity.wikidata.as_str()).filter(|id| !id.is_empty()),
            how: mention.how,
            confidence: mention.confidence,
        }
    };
    mentions.in_order.iter().map(item).collect()
}

fn attributions<'a>(
    document: &'a Document,
    lexicon: &'a Lexicon,
    places: &Places<'a>,
    mentions: &Mentions<'a>,
) -> Vec<AttributionItem<'a>> {
    let mut claims = document.claims.iter().peekable();
    let item = |(index, attribution): (u32, &'a Attribution)| {
        let claim = claims.next_if(|claim| claim.attribution == index);
        let who = Who::speaks(attribution, document, lexicon);
        AttributionItem {
            source: places.ranges(&attribution.source),
            cue: places.ranges(&attribution.cue),
            content: places.ranges(&attribution.content),
            quote: attribution.kind,
            claim: claim.map(|claim| claim.kind),
            polarity: claim.map(|claim| claim.polarity),
            speaker: SpeakerItem {
                mention: attribution.speaker.mention.and_then(|idx| mentions.index(idx)),
                id: who.id(),
                name: who.name(),
                office: who.office,
            },
            confidence: attribution.confidence,
            rule: attribution.rule,
        }
    };
    (0..).zip(&document.attributed.attributions).map(item).collect()
}
