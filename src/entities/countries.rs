//! Which countries an article is about: what decides between two ministries of one name.

use rustc_hash::FxHashMap;

use crate::lexicon::{EntityIdx, Lexicon, OfficeIdx};

/// A country code of the lexicon as a number; 0 is none.
pub(super) type Country = u16;

/// The country of every entity and office.
#[derive(Debug, Default)]
pub(super) struct Countries {
    of_entity: Vec<Country>,
    of_office: Vec<Country>,
    n_codes: usize,
}

impl Countries {
    /// Numbers the country codes of a lexicon.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let mut codes: FxHashMap<&str, Country> = FxHashMap::default();
        codes.insert("", 0);
        let mut number = |code| {
            let next = Country::try_from(codes.len()).unwrap_or_default();
            *codes.entry(code).or_insert(next)
        };
        let of_entity =
            lexicon.entities.iter().map(|entity| number(entity.country.as_str())).collect();
        let of_office =
            lexicon.offices.iter().map(|office| number(office.country.as_str())).collect();
        Self { of_entity, of_office, n_codes: codes.len() }
    }

    /// The country of an entity.
    pub(super) fn entity(&self, entity: EntityIdx) -> Country {
        self.of_entity.get(entity.0 as usize).copied().unwrap_or_default()
    }

    /// The country of an office.
    pub(super) fn office(&self, office: OfficeIdx) -> Country {
        self.of_office.get(office.0 as usize).copied().unwrap_or_default()
    }
}

/// How often an article names things of each country.
#[derive(Debug)]
pub(super) struct Votes {
    things: Vec<u32>,
    // Of these, places and peoples: the names of bodies are shared by countries.
    places: Vec<u32>,
    n_places: u32,
    // The first person of the article, and whether there is another.
    first: Option<(EntityIdx, bool)>,
    // Whether it names offices, bodies of states or parties.
    is_political: bool,
    // The first person of the country, and whether there is another.
    people: Vec<Option<(EntityIdx, bool)>>,
    n_all: u32,
}

impl Votes {
    /// No votes yet.
    pub(super) fn new(countries: &Countries) -> Self {
        let n = countries.n_codes;
        Self {
            things: vec![0; n],
            places: vec![0; n],
            n_places: 0,
            first: None,
            is_political: false,
            people: vec![None; n],
            n_all: 0,
        }
    }

    /// Counts a place, a people or a body.
    pub(super) fn add_thing(&mut self, country: Country) {
        if let Some(votes) = self.things.get_mut(usize::from(country)).filter(|_| country > 0) {
            *votes += 1;
            self.n_all += 1;
        }
    }

    /// Counts a place or a people, as a thing too.
    pub(super) fn add_place(&mut self, country: Country) {
        self.add_thing(country);
        if let Some(votes) = self.places.get_mut(usize::from(country)).filter(|_| country > 0) {
            *votes += 1;
            self.n_places += 1;
        }
    }

    /// Takes note of an office, a body of a state, a party.
    pub(super) fn add_politics(&mut self) {
        self.is_political = true;
    }

    /// Counts a person named in full.
    pub(super) fn add_person(&mut self, country: Country, person: EntityIdx) {
        let of_country = self.people.get_mut(usize::from(country)).filter(|_| country > 0);
        for known in of_country.into_iter().chain([&mut self.first]) {
            match known {
                Some((first, is_several)) => *is_several |= *first != person,
                None => *known = Some((person, false)),
            }
        }
    }

    /// How often things of a country are named.
    pub(super) fn of(&self, country: Country) -> u32 {
        self.things.get(usize::from(country)).copied().unwrap_or_default()
    }

    /// Whether the article has anything of a country but this person.
    pub(super) fn has_beside(&self, country: Country, person: EntityIdx) -> bool {
        let people = self.people.get(usize::from(country)).copied().flatten();
        country == 0
            || self.of(country) > 0
            || people.is_some_and(|(first, is_several)| is_several || first != person)
    }

    /// Whether anything but this person makes the article one about politics.
    pub(super) fn is_political_beside(&self, person: EntityIdx) -> bool {
        self.is_political
            || self.first.is_some_and(|(first, is_several)| is_several || first != person)
    }

    /// Whether the article is about other countries than this: it has places of others, and no
    /// place and nobody of this one.
    pub(super) fn is_elsewhere(&self, country: Country) -> bool {
        let n = self.places.get(usize::from(country)).copied().unwrap_or_default();
        let has_people = self.people.get(usize::from(country)).is_some_and(Option::is_some);
        n == 0 && self.n_places > 0 && !has_people
    }

    /// Whether most of what the article names is of this country.
    pub(super) fn is_dominant(&self, country: Country) -> bool {
        country > 0 && self.of(country) * 2 > self.n_all
    }
}
