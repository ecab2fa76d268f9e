//! Entities, offices and tenures, as rows of the gazetteers.

use jiff::civil::Date;
use serde::Serialize;

use super::PartialDate;

/// What sort of thing an entity is; the `kind` column of mentions and entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body of a state: department, ministry, court, legislature, armed force.
    Agency,
    /// Any other body: international organization, party, association, university.
    Organization,
    /// A business.
    Company,
    /// A newspaper, wire, broadcaster or site that publishes.
    Media,
    /// A sovereign state, or a territory that news treats as one.
    Country,
    /// Any other place.
    Place,
}

/// A row of `officials.csv`, `agencies.csv`, `organizations.csv` or `places.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Such as `us/scott-bessent`; unique over all gazetteers.
    pub id: String,
    /// The name that tables show.
    pub name: String,
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// Other forms; without those that the file marks as weak.
    pub aliases: Vec<String>,
    /// Forms that count only with other evidence, the `?` of the file taken off.
    pub weak_aliases: Vec<String>,
    /// For places: adjectives and names of the people (`Chinese`).
    pub demonyms: Vec<String>,
    /// ISO 3166 code in lower case, `eu`, or empty.
    pub country: String,
    /// The body above it.
    pub parent: Option<EntityIdx>,
    /// Wikidata id, or empty.
    pub wikidata: String,
}

/// A row of `offices.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Such as `us/treasury-secretary`.
    pub id: String,
    /// The formal name.
    pub name: String,
    /// Forms before or after a name and alone as a role.
    pub aliases: Vec<String>,
    /// Forms that count only with other evidence.
    pub weak_aliases: Vec<String>,
    /// The body that it heads or belongs to.
    pub agency: Option<EntityIdx>,
    /// ISO 3166 code in lower case, `eu`, or empty.
    pub country: String,
}

/// A row of `tenures.csv`: who held what when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenure {
    /// Who.
    pub official: EntityIdx,
    /// What.
    pub office: OfficeIdx,
    /// First day, when known.
    pub start: Option<PartialDate>,
    /// Last day; none while in office.
    pub end: Option<PartialDate>,
}

impl Tenure {
    /// Whether the office was surely or possibly held on a day; the day of change counts for both.
    ///
    /// A tenure without any date says that, not when: it covers no day.
    pub fn covers(&self, day: Date) -> bool {
        (self.start.is_some() || self.end.is_some())
            && self.start.is_none_or(|start| start.earliest <= day)
            && self.end.is_none_or(|end| day <= end.latest)
    }
}

/// Index of an [`Entity`] in its [`Lexicon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIdx(pub u32);

/// Index of an [`Office`] in its [`Lexicon`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfficeIdx(pub u32);

/// All gazetteers together; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Sorted by id.
    pub entities: Vec<Entity>,
    /// Sorted by id.
    pub offices: Vec<Office>,
    /// Sorted by official, then start.
    pub tenures: Vec<Tenure>,
}

impl Lexicon {
    /// The entity of an index that this lexicon gave.
    ///
    /// # Panics
    ///
    /// If another lexicon gave it.
    pub fn entity(&self, index: EntityIdx) -> &Entity {
        &self.entities[index.0 as usize]
    }

    /// The office of an index that this lexicon gave.
    ///
    /// # Panics
    ///
    /// If another lexicon gave it.
    pub fn office(&self, index: OfficeIdx) -> &Office {
        &self.offices[index.0 as usize]
    }

    /// The entity of an id.
    pub fn find_entity(&self, id: &str) -> Option<EntityIdx> {
        let found = self.entities.binary_search_by(|entity| entity.id.as_str().cmp(id)).ok()?;
        u32::try_from(found).ok().map(EntityIdx)
    }

    /// The tenures of an official, earliest first; none for anyone else.
    pub fn tenures_of(&self, official: EntityIdx) -> &[Tenure] {
        let start = self.tenures.partition_point(|tenure| tenure.official < official);
        let rest = self.tenures.get(start..).unwrap_or_default();
        let own = rest.iter().take_while(|tenure| tenure.official == official).count();
        rest.get(..own).unwrap_or_default()
    }
}
