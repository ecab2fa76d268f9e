//! What the rows of quotes and claims share: an attribution in the positions of the raw text.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use super::Document;
use super::column::words;
use super::named::{Behalf, Mentions, Who};
use super::place::{Parts, Place, Places};
use crate::attribution::{Attribution, Nameless, Speaker};
use crate::claims::{Claim, ClaimDate, Quantity};
use crate::lexicon::{EntityKind, Lexicon};
use crate::text::{Clean, CleanText, Span};

/// Sources of one claim, one inside the other; more are no sentence.
const MOST_SOURCES: usize = 8;

/// What stands between the parts of a text that was taken apart.
const BETWEEN: &str = " … ";

/// What sort of thing speaks: an entity of a kind, or someone who is not named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum SpeakerKind {
    Person,
    Agency,
    Organization,
    Company,
    Media,
    Country,
    Place,
    /// One person or body without a name.
    Unnamed,
    /// Several.
    Group,
    /// What somebody wrote.
    Document,
}

words!(SpeakerKind {
    Person => "person",
    Agency => "agency",
    Organization => "organization",
    Company => "company",
    Media => "media",
    Country => "country",
    Place => "place",
    Unnamed => "unnamed",
    Group => "group",
    Document => "document",
});

impl SpeakerKind {
    /// The kind of who is known, else what the source tells.
    pub(super) fn of(who: Option<Who>, speaker: Speaker) -> Option<Self> {
        let Some(who) = who else {
            return speaker.nameless.map(|nameless| match nameless {
                Nameless::One => Self::Unnamed,
                Nameless::Group => Self::Group,
                Nameless::Document => Self::Document,
            });
        };
        Some(match who.chain.kind {
            EntityKind::Person => Self::Person,
            EntityKind::Agency => Self::Agency,
            EntityKind::Organization => Self::Organization,
            EntityKind::Company => Self::Company,
            EntityKind::Media => Self::Media,
            EntityKind::Country => Self::Country,
            EntityKind::Place => Self::Place,
        })
    }
}

/// One attribution of an article, with all that its rows are made of.
#[derive(Debug)]
pub(super) struct Said<'a> {
    pub(super) article_id: &'a str,
    pub(super) attribution: &'a Attribution,
    /// From the start of the first part to the end of the last.
    pub(super) whole: Place<'a>,
    /// Who speaks; none when nobody is known.
    pub(super) who: Option<Who<'a>>,
    /// What sort of thing speaks.
    pub(super) kind: Option<SpeakerKind>,
    /// For whom, where it is for another.
    pub(super) spoke_for: Option<Behalf<'a>>,
    /// The office that the speaker held on the day.
    pub(super) office: Option<&'a str>,
    /// The `mention_idx` of the speaker.
    pub(super) speaker_mention_idx: Option<u32>,
    /// The content in the words of the clean text.
    pub(super) text: Cow<'a, str>,
    // As written; empty where there is none.
    cue: Cow<'a, str>,
    speaker: Cow<'a, str>,
    document: &'a Document,
    lexicon: &'a Lexicon,
    places: &'a Places<'a>,
}

impl<'a> Said<'a> {
    pub(super) fn of(
        attribution: &'a Attribution,
        document: &'a Document,
        lexicon: &'a Lexicon,
        places: &'a Places<'a>,
        mentions: &Mentions<'_>,
    ) -> Self {
        let Speaker { chain, mention, office, spoke_for, .. } = attribution.speaker;
        let clean = &document.normalized.clean;
        let written =
            |spans: &[Span<Clean>]| join(spans.iter().map(|span| places.clean(*span).text));
        let who = |chain: Option<u32>| chain.map(|chain| Who::of(chain, document, lexicon));
        Self {
            article_id: &document.article.id,
            attribution,
            whole: places.whole(&attribution.content),
            who: who(chain),
            kind: SpeakerKind::of(who(chain), attribution.speaker),
            spoke_for: spoke_for.map(|whom| Behalf::of(whom, document, lexicon)),
            office: office.map(|office| lexicon.office(office).name.as_str()),
            speaker_mention_idx: mention.and_then(|mention| mentions.index(mention)),
            text: join(attribution.content.iter().map(|span| clean.at(*span))),
            cue: written(&attribution.cue),
            speaker: written(&attribution.source),
            document,
            lexicon,
            places,
        }
    }

    pub(super) fn parts(&self) -> Parts<'a> {
        Parts::of(self.places, &self.attribution.content)
    }

    /// Words of the clean text.
    pub(super) fn clean(&self, span: Span<Clean>) -> &'a str {
        self.document.normalized.clean.at(span)
    }

    /// The name of a chain.
    pub(super) fn name(&self, chain: u32) -> &'a str {
        Who::of(chain, self.document, self.lexicon).name()
    }

    /// The day on which a claim was said.
    pub(super) fn spoken(&self, claim: &Claim) -> Option<Date> {
        self.document.claimed.dates.get(claim.spoken? as usize)?.first
    }

    /// The sources through whom a claim came, the outermost first.
    pub(super) fn told_through(&self, claim: &Claim) -> Option<String> {
        let claims = &self.document.claimed.claims;
        let mut chain = vec![claim];
        while let Some(within) = chain.last().and_then(|last| last.within) {
            chain.push(claims.get(within as usize).filter(|_| chain.len() < MOST_SOURCES)?);
        }
        let outer = chain.into_iter().rev().filter_map(|claim| self.source(claim));
        let inner = claim.inner_sources.iter().map(|span| self.named(*span));
        let mut sources: Vec<&str> = outer.chain(inner).collect();
        sources.dedup();
        (sources.len() > 1).then(|| sources.join("|"))
    }

    /// The name of who is mentioned under a span, or its words.
    fn named(&self, span: Span<Clean>) -> &'a str {
        let mentions = &self.document.entities.mentions;
        let first = mentions.partition_point(|mention| mention.span.start() < span.start());
        let inside = mentions.get(first).filter(|mention| span.contains(mention.span));
        // "Chinese officials" are not China.
        let head = inside.filter(|mention| mention.span.end() == span.end());
        head.map_or_else(|| self.clean(span), |mention| self.name(mention.chain))
    }

    /// The name of the source of a claim, or its words.
    fn source(&self, claim: &Claim) -> Option<&'a str> {
        let attributions = &self.document.attributed.attributions;
        let attribution = attributions.get(claim.attribution as usize)?;
        match attribution.speaker.chain {
            Some(chain) => Some(self.name(chain)),
            None => attribution.source.first().map(|span| self.clean(*span)),
        }
    }

    pub(super) fn cue(&self) -> Option<&str> {
        given(&self.cue)
    }

    pub(super) fn cue_parts(&self) -> Option<Parts<'a>> {
        Parts::of(self.places, &self.attribution.cue).given()
    }

    pub(super) fn speaker(&self) -> Option<&str> {
        given(&self.speaker)
    }

    pub(super) fn speaker_parts(&self) -> Option<Parts<'a>> {
        Parts::of(self.places, &self.attribution.source).given()
    }

    pub(super) fn addressee(&self) -> Option<&'a str> {
        self.attribution.addressee.map(|span| self.places.clean(span).text)
    }

    pub(super) fn venue(&self) -> Option<&'a str> {
        self.attribution.venue.map(|span| self.places.clean(span).text)
    }

    /// The figures of a claim, with the text that they stand in.
    pub(super) fn quantities(
        &self,
        claim: &'a Claim,
    ) -> impl Iterator<Item = (&'a Quantity, &'a CleanText)> {
        let (all, clean) = (&self.document.claimed.quantities, &self.document.normalized.clean);
        claim.quantities.iter().filter_map(move |at| Some((all.get(*at as usize)?, clean)))
    }

    /// The dates of a claim.
    pub(super) fn dates(&self, claim: &'a Claim) -> impl Iterator<Item = &'a ClaimDate> {
        let all = &self.document.claimed.dates;
        claim.dates.iter().filter_map(move |at| all.get(*at as usize))
    }

    /// What `tell` says of everyone mentioned in a claim, each thing once.
    pub(super) fn inside(
        &self,
        claim: &Claim,
        tell: impl Fn(&Who<'a>) -> Option<&'a str>,
    ) -> Vec<&'a str> {
        let mut told = Vec::with_capacity(claim.mentions.len());
        for mention in &claim.mentions {
            let mention = self.document.entities.mentions.get(*mention as usize);
            let who = mention.map(|mention| Who::of(mention.chain, self.document, self.lexicon));
            let thing = who.as_ref().and_then(&tell);
            told.extend(thing.filter(|thing| !told.contains(thing)));
        }
        told
    }
}

/// A text for a cell that may be empty.
fn given(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The parts as one text; borrowed when there is only one.
fn join<'a>(mut parts: impl Iterator<Item = &'a str>) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(parts.next().unwrap_or_default());
    for part in parts {
        text.to_mut().push_str(BETWEEN);
        text.to_mut().push_str(part);
    }
    text
}
