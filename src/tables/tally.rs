//! Counts of every entity over a run: what the rows of `entities.csv` are made of.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::column::{given, word};
use super::entities::EntityRow;
use super::{Dialect, Document};
use crate::attribution::QuoteKind;
use crate::lexicon::{EntityIdx, EntityKind, Lexicon, slug};

/// One entity of the run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A row of a gazetteer.
    Listed(EntityIdx),
    /// A name that no gazetteer lists; the same name and kind are taken for the same one.
    Unlisted { slug: String, kind: EntityKind, name: String },
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    articles: u64,
    mentions: u64,
    quotes: u64,
    claims: u64,
    first: Option<Date>,
    last: Option<Date>,
    // Number of the article that was counted last, from 1. Two chains of one article may be one
    // entity (two unlisted men of one name): it is one article all the same.
    article: u64,
}

impl Count {
    /// The counts that a row of `entities.csv` tells: articles, mentions, quotes, claims, first and
    /// last day.
    pub(super) fn told([articles, mentions, quotes, claims, first, last]: [&str; 6]) -> Self {
        let number = |cell: &str| cell.parse().unwrap_or(0);
        Self {
            articles: number(articles),
            mentions: number(mentions),
            quotes: number(quotes),
            claims: number(claims),
            first: first.parse().ok(),
            last: last.parse().ok(),
            article: 0,
        }
    }

    fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.mentions += other.mentions;
        self.quotes += other.quotes;
        self.claims += other.claims;
        // None sorts before every date, which is right for the last and wrong for the first.
        self.first = [self.first, other.first].into_iter().flatten().min();
        self.last = self.last.max(other.last);
    }
}

/// Counts of articles added so far; sums, so that the order of merging does not matter.
#[derive(Debug, Default)]
pub(super) struct Tally {
    listed: FxHashMap<EntityIdx, Count>,
    unlisted: BTreeMap<EntityKind, FxHashMap<String, Count>>,
    n_articles: u64,
}

impl Tally {
    /// Counts the entities of one article.
    ///
    /// Names count as tables show them, so that the tables of several runs can be joined.
    pub(super) fn count(&mut self, document: &Document, dialect: Dialect) {
        let chains = &document.entities.chains;
        let date = document.article.published;
        let fresh = Count { first: date, last: date, ..Count::default() };
        let mut counts = vec![fresh; chains.len()];
        let mut count = |chain: Option<u32>, add: fn(&mut Count)| {
            if let Some(count) = chain.and_then(|chain| counts.get_mut(chain as usize)) {
                add(count);
            }
        };
        let attributed = &document.attributed;
        for mention in document.entities.mentions.iter().chain(&attributed.pronouns) {
            count(Some(mention.chain), |count| count.mentions += 1);
        }
        for attribution in &attributed.attributions {
            if attribution.kind != QuoteKind::Indirect {
                count(attribution.speaker.chain, |count| count.quotes += 1);
            }
        }
        for claim in &document.claimed.claims {
            let attribution = attributed.attributions.get(claim.attribution as usize);
            let chain = attribution.and_then(|attribution| attribution.speaker.chain);
            count(chain, |count| count.claims += 1);
        }
        self.n_articles += 1;
        let article = self.n_articles;
        for (chain, count) in chains.iter().zip(counts) {
            let known = match chain.entity {
                Some(entity) => self.listed.entry(entity).or_default(),
                None => self.unlisted(chain.kind, &dialect.shown(&chain.name)),
            };
            known.add(&count);
            if known.article != article {
                (known.article, known.articles) = (article, known.articles + 1);
            }
        }
    }

    /// Adds the counts of other articles.
    pub(super) fn add(&mut self, other: Self) {
        let counts = other.listed.into_iter();
        counts.for_each(|(entity, count)| self.listed.entry(entity).or_default().add(&count));
        for (kind, counts) in other.unlisted {
            let known = self.unlisted.entry(kind).or_default();
            let counts = counts.into_iter();
            counts.for_each(|(name, count)| known.entry(name).or_default().add(&count));
        }
    }

    /// Adds counts of an entity that a gazetteer lists.
    pub(super) fn add_listed(&mut self, entity: EntityIdx, count: &Count) {
        self.listed.entry(entity).or_default().add(count);
    }

    /// Adds counts of a name that no gazetteer lists.
    pub(super) fn add_unlisted(&mut self, kind: EntityKind, name: &str, count: &Count) {
        self.unlisted(kind, name).add(count);
    }

    /// The count of a name that no gazetteer lists. Nearly all were seen before.
    fn unlisted(&mut self, kind: EntityKind, name: &str) -> &mut Count {
        let known = self.unlisted.entry(kind).or_default();
        if !known.contains_key(name) {
            known.insert(name.to_owned(), Count::default());
        }
        known.get_mut(name).expect("it was put there if it was missing")
    }

    /// All entities with their counts, in order of key.
    fn in_order(self) -> Vec<(Key, Count)> {
        let listed = self.listed.into_iter().map(|(entity, count)| (Key::Listed(entity), count));
        let mut counts: Vec<(Key, Count)> = listed.collect();
        for (kind, names) in self.unlisted {
            counts.extend(
                names
                    .into_iter()
                    .map(|(name, count)| (Key::Unlisted { slug: slug(&name), kind, name }, count)),
            );
        }
        counts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        counts
    }

    /// Hands over the rows, in order of id.
    pub(super) fn each_row(self, lexicon: &Lexicon, mut sink: impl FnMut(&EntityRow<'_>)) {
        let counts = self.in_order();
        let mut with_ids: Vec<(String, Key, Count)> = Vec::with_capacity(counts.len());
        for group in counts.chunk_by(|(a, _), (b, _)| same_slug(a, b)) {
            for (key, count) in group {
                with_ids.push((id(key, group, lexicon), key.clone(), *count));
            }
        }
        with_ids.sort_unstable_by(|(a, ..), (b, ..)| a.cmp(b));
        for (id, key, count) in &with_ids {
            sink(&row(id, key, count, lexicon));
        }
    }
}

fn same_slug(a: &Key, b: &Key) -> bool {
    match (a, b) {
        (Key::Unlisted { slug: a, .. }, Key::Unlisted { slug: b, .. }) => a == b,
        _ => false,
    }
}

/// The id of an entity; `group` are all those with the same slug, in order of kind and name.
///
/// A slug has neither a slash nor a period, so what is added keeps ids apart.
fn id(key: &Key, group: &[(Key, Count)], lexicon: &Lexicon) -> String {
    let (slug, kind) = match key {
        Key::Listed(entity) => return lexicon.entity(*entity).id.clone(),
        Key::Unlisted { slug, kind, .. } => (slug, *kind),
    };
    let is_kin = |other: &&(Key, Count)| matches!(&other.0, Key::Unlisted { kind: other, .. } if *other == kind);
    let n_kin = group.iter().filter(is_kin).count();
    let nth = group.iter().filter(is_kin).position(|(other, _)| other == key).unwrap_or(0);
    let mut id = String::from("unlisted/");
    // Writing to memory cannot fail.
    if n_kin < group.len() {
        let _ = write!(id, "{}/", word(&kind));
    }
    id.push_str(slug);
    if nth > 0 {
        let _ = write!(id, ".{}", nth + 1);
    }
    id
}

fn row<'a>(id: &'a str, key: &'a Key, count: &Count, lexicon: &'a Lexicon) -> EntityRow<'a> {
    let (name, kind, country, wikidata) = match key {
        Key::Listed(entity) => {
            let entity = lexicon.entity(*entity);
            (
                entity.name.as_str(),
                entity.kind,
                given(entity.country.as_str()),
                given(entity.wikidata.as_str()),
            )
        }
        Key::Unlisted { kind, name, .. } => (name.as_str(), *kind, None, None),
    };
    EntityRow {
        entity_id: id,
        name,
        kind,
        country,
        wikidata,
        n_articles: count.articles,
        n_mentions: count.mentions,
        n_quotes: count.quotes,
        n_claims: count.claims,
        first_date: count.first,
        last_date: count.last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::{Chain, Entities};

    fn article(names: &[(&str, EntityKind)], date: &str) -> Document {
        let chain = |(name, kind): &(&str, EntityKind)| Chain {
            kind: *kind,
            entity: None,
            name: (*name).to_owned(),
            gender: None,
        };
        let chains = names.iter().map(chain).collect();
        let mut document = Document {
            entities: Entities { chains, ..Entities::default() },
            ..Document::default()
        };
        document.article.published = date.parse().ok();
        document
    }

    #[test]
    fn unlisted_names_get_ids_of_their_own() {
        let (person, place) = (EntityKind::Person, EntityKind::Place);
        let mut tally = Tally::default();
        tally.count(
            &article(
                &[("Jenny Leonard", person), ("Jordan", person), ("Jordan", person)],
                "2019-11-26",
            ),
            Dialect::Plain,
        );
        let mut other = Tally::default();
        other.count(&article(&[("Jordan", place), ("JENNY LEONARD", person)], ""), Dialect::Plain);
        other.count(&article(&[("Jordan", person)], "2018-01-02"), Dialect::Plain);
        tally.add(other);
        let mut rows = Vec::new();
        tally.each_row(&Lexicon::default(), |row| {
            let first = row.first_date.map_or(String::new(), |date| date.to_string());
            rows.push(format!("{} {} {} {first}", row.entity_id, row.name, row.n_articles));
        });
        assert_eq!(
            rows,
            [
                "unlisted/jenny-leonard JENNY LEONARD 1 ",
                "unlisted/jenny-leonard.2 Jenny Leonard 1 2019-11-26",
                "unlisted/person/jordan Jordan 2 2018-01-02",
                "unlisted/place/jordan Jordan 1 ",
            ]
        );
    }
}
