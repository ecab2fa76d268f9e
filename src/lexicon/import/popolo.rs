//! Popolo JSON as `EveryPolitician` publishes it: people, organizations, memberships, terms.

use serde::Deserialize;

use super::Options;
use super::clean;
use super::newcomer::{Incoming, OfficeRef, Post};
use super::table::add_birth;
use crate::lexicon::rows::Place;

/// A whole file.
#[derive(Debug, Deserialize)]
pub(super) struct Popolo {
    persons: Vec<Person>,
    #[serde(default)]
    organizations: Vec<Organization>,
    #[serde(default)]
    memberships: Vec<Membership>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    posts: Vec<Seat>,
}

#[derive(Debug, Deserialize)]
struct Person {
    id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    birth_date: Option<String>,
    #[serde(default)]
    other_names: Vec<OtherName>,
    #[serde(default)]
    identifiers: Vec<Identifier>,
}

#[derive(Debug, Deserialize)]
struct OtherName {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Identifier {
    identifier: String,
    #[serde(default)]
    scheme: String,
}

#[derive(Debug, Deserialize)]
struct Organization {
    id: String,
    name: String,
    #[serde(default)]
    classification: String,
}

#[derive(Debug, Deserialize)]
struct Membership {
    person_id: String,
    #[serde(default)]
    organization_id: Option<String>,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    post_id: Option<String>,
    #[serde(default)]
    legislative_period_id: Option<String>,
    #[serde(default)]
    start_date: Option<String>,
    #[serde(default)]
    end_date: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Event {
    id: String,
    #[serde(default)]
    start_date: Option<String>,
    #[serde(default)]
    end_date: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Seat {
    id: String,
    #[serde(default)]
    label: String,
}

/// Takes the people and what they were members of.
pub(super) fn read(popolo: &Popolo, whole: &Place, options: &Options, incoming: &mut Incoming) {
    for person in &popolo.persons {
        let Some(newcomer) = incoming.person(&person.id, &person.name, &options.country, whole)
        else {
            continue;
        };
        for other in person.other_names.iter().filter(|other| other.name.contains(' ')) {
            newcomer.add_name(&other.name);
        }
        let wikidata = person.identifiers.iter().find(|known| known.scheme == "wikidata");
        newcomer.row.wikidata =
            wikidata.map(|known| clean::wikidata(&known.identifier)).unwrap_or_default();
        add_birth(newcomer, person.birth_date.as_deref().unwrap_or_default());
    }
    for membership in &popolo.memberships {
        let Some(office) = popolo.office(membership) else { continue };
        let (start, end) = popolo.dates(membership);
        let (Ok(start_day), Ok(end_day)) = (clean::date(start), clean::date(end)) else {
            let id = &membership.person_id;
            incoming.leave_out(whole, format!("{start:?} to {end:?} of {id} are no dates"));
            continue;
        };
        let Some(office) = incoming.office(&office, &options.country, whole) else { continue };
        if let Some(person) = incoming.known_person(&membership.person_id) {
            let (at, office) = (whole.clone(), OfficeRef::New(office));
            person.posts.push(Post { at, office, start: start_day, end: end_day });
        }
    }
}

impl Popolo {
    /// What a membership makes of somebody; nothing for members of a party.
    fn office(&self, membership: &Membership) -> Option<String> {
        let seat = self.posts.iter().find(|post| Some(&post.id) == membership.post_id.as_ref());
        if let Some(seat) = seat.filter(|seat| !seat.label.is_empty()) {
            return Some(seat.label.clone());
        }
        let body = membership.organization_id.as_ref();
        let body = self.organizations.iter().find(|known| Some(&known.id) == body)?;
        let role = membership.role.as_deref().unwrap_or("member");
        match (body.classification.as_str(), role) {
            ("party", _) => None,
            (_, "member") => Some(format!("Member of the {}", body.name)),
            // A minister's role says it all: `Minister of Finance`.
            ("executive" | "cabinet" | "government", role) => Some(role.to_owned()),
            (_, role) => Some(format!("{role} of the {}", body.name)),
        }
    }

    /// A membership's own dates, else those of its term.
    fn dates<'a>(&'a self, membership: &'a Membership) -> (&'a str, &'a str) {
        let term = membership.legislative_period_id.as_ref();
        let term = self.events.iter().find(|event| Some(&event.id) == term);
        let start = membership.start_date.as_deref().filter(|date| !date.is_empty());
        let end = membership.end_date.as_deref().filter(|date| !date.is_empty());
        (
            start.or(term.and_then(|term| term.start_date.as_deref())).unwrap_or_default(),
            end.or(term.and_then(|term| term.end_date.as_deref())).unwrap_or_default(),
        )
    }
}
