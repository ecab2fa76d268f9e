//! `mentions.csv`: who and what is mentioned.

use super::Document;
use super::column::{Reference, Row as _, Table, Word, rows, words};
use super::named::{Mentions, Who};
use super::place::Places;
use crate::entities::{How, Mention};
use crate::lexicon::{EntityKind, Lexicon};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "mentions",
    about: MentionRow::ABOUT,
    columns: MentionRow::COLUMNS,
    key: &["article_id", "mention_idx"],
    references: &[
        Reference { column: "article_id", table: "articles", key: "article_id" },
        Reference { column: "entity_id", table: "entities", key: "entity_id" },
    ],
};

rows! {
    /// A mention of a person, agency, organization, company, medium, country or place.
    pub(super) struct MentionRow<'a> {
        /// Key into articles.
        article_id: Word<'a>,
        /// Order in the article, from 0; with `article_id`, the key of this table.
        mention_idx: u32,
        /// First code point of the raw text that it covers.
        raw_start: u32,
        /// One past the last.
        raw_end: u32,
        /// Exactly the raw text from `raw_start` to `raw_end`: the name without title, article
        /// and possessive.
        raw_text: &'a str,
        /// What sort of thing is mentioned.
        kind: EntityKind,
        /// Key into entities; empty for a name that no gazetteer lists or that the article does
        /// not decide. Those have rows in entities all the same, to be joined by `entity_name`
        /// and `kind`.
        entity_id: Option<&'a str>,
        /// The gazetteer's name, or the longest form in the article.
        entity_name: &'a str,
        /// Gazetteer id of the office that stands with the name or that names it; empty where
        /// there is none or no gazetteer lists it.
        office_id: Option<&'a str>,
        /// Name of that office; empty with `office_id`.
        office: Option<&'a str>,
        /// Office or title as written beside the name; empty where there is none.
        title: Option<&'a str>,
        /// How it was found: by the gazetteer's name, by another form of it, by an acronym, by
        /// part of a name that the article has in full, by an office alone, by an adjective or
        /// name of a people, by a pronoun that speaks, or, for a name that no gazetteer lists,
        /// by its shape.
        how: How,
        /// Gazetteer id of the body that a place speaks for here (`Beijing said`); empty where the
        /// place is meant, or nothing is a place.
        stands_for: Option<&'a str>,
        /// The rule that made it.
        rule: Word<'a>,
        /// From 0 to 1: the share of such mentions that are right.
        confidence: f32,
        /// Whom it might have meant and was not taken to, at most three: id or name, a colon, what
        /// spoke against it or that nothing spoke for it; `; ` between; empty where nothing else
        /// bears the name.
        rejected: Option<&'a str>,
    }
}

words!(EntityKind {
    Person => "person",
    Agency => "agency",
    Organization => "organization",
    Company => "company",
    Media => "media",
    Country => "country",
    Place => "place",
});

words!(How {
    Name => "name",
    Alias => "alias",
    Acronym => "acronym",
    Surname => "surname",
    Role => "role",
    Demonym => "demonym",
    Pronoun => "pronoun",
    Unlisted => "unlisted",
});

/// The rows of an article.
pub(super) fn rows<'a>(
    document: &'a Document,
    lexicon: &'a Lexicon,
    places: &Places<'a>,
    mentions: &'a Mentions<'a>,
) -> impl Iterator<Item = MentionRow<'a>> {
    let row = |((mention_idx, mention), rejected): ((u32, &&'a Mention), &'a String)| {
        let who = Who::of(mention.chain, document, lexicon);
        let office = mention.office.map(|office| lexicon.office(office));
        let place = places.clean(mention.span);
        MentionRow {
            article_id: Word(&document.article.id),
            mention_idx,
            raw_start: place.start,
            raw_end: place.end,
            raw_text: place.text,
            kind: who.chain.kind,
            entity_id: who.id(),
            entity_name: who.name(),
            office_id: office.map(|office| office.id.as_str()),
            office: office.map(|office| office.name.as_str()),
            title: mention.title.map(|title| places.clean(title).text),
            how: mention.how,
            stands_for: mentions
                .stands_for(mention_idx)
                .map(|body| lexicon.entity(body).id.as_str()),
            rule: Word(mention.rule),
            confidence: mention.confidence,
            rejected: Some(rejected.as_str()).filter(|rejected| !rejected.is_empty()),
        }
    };
    (0..).zip(&mentions.in_order).zip(&mentions.rejected).map(row)
}
