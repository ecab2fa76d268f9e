//! What the rows of quotes and claims share: an attribution in the positions of the raw text.

use std::borrow::Cow;

use serde::Serialize;

use super::Document;
use super::column::words;
use super::named::{Behalf, Mentions, Who};
use super::place::{Parts, Place, Places};
use crate::attribution::{Attribution, Nameless, Speaker};
use crate::claims::Claim;
use crate::lexicon::{EntityKind, Lexicon};
use crate::text::{Clean, Span};

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
