//! Members of the United States Congress and its committees, and presidents, as the project
//! unitedstates/congress-legislators publishes them: YAML with all terms, or CSV of those who sit.

use csv::StringRecord;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::clean;
use super::newcomer::{Incoming, Newcomer, OfficeRef, Post};
use crate::lexicon::Slug;
use crate::lexicon::entity::EntityKind;
use crate::lexicon::rows::{Place, Row};

#[derive(Deserialize)]
struct Legislator {
    #[serde(default)]
    id: Ids,
    name: Name,
    #[serde(default)]
    terms: Vec<Term>,
    #[serde(default)]
    leadership_roles: Vec<Leader>,
}

#[derive(Deserialize, Default)]
struct Ids {
    #[serde(default)]
    bioguide: String,
    #[serde(default)]
    wikidata: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Name {
    first: String,
    middle: String,
    last: String,
    suffix: String,
    nickname: String,
    official_full: String,
}

#[derive(Deserialize)]
struct Term {
    r#type: String,
    #[serde(default)]
    state: String,
    start: String,
    end: String,
}

#[derive(Deserialize)]
struct Leader {
    title: String,
    #[serde(default)]
    chamber: String,
    start: String,
    #[serde(default)]
    end: String,
}

#[derive(Deserialize)]
struct Committee {
    r#type: String,
    name: String,
    #[serde(default)]
    thomas_id: String,
}

/// A list of legislators or of committees, whichever it is.
///
/// # Errors
///
/// What the reader says when it is neither.
pub(super) fn read_yaml(text: &str, whole: &Place, incoming: &mut Incoming) -> Result<(), String> {
    // The list of all who ever sat has 12,000 people, more than the default limits of the reader.
    let options = serde_saphyr::options! { budget: None };
    if text.lines().take(40).any(|line| line.trim_start().starts_with("thomas_id:"))
        && !text.contains("\n  terms:")
    {
        let all: Vec<Spanned<Committee>> = serde_saphyr::from_str_with_options(text, options)
            .map_err(|err| first_line(&err.to_string()))?;
        for committee in all {
            add_committee(&committee.value, &at(whole, &committee), incoming);
        }
        return Ok(());
    }
    let all: Vec<Spanned<Legislator>> = serde_saphyr::from_str_with_options(text, options)
        .map_err(|err| first_line(&err.to_string()))?;
    for person in all {
        add_legislator(&person.value, &at(whole, &person), incoming);
    }
    Ok(())
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

fn at<T>(whole: &Place, read: &Spanned<T>) -> Place {
    Place { line: read.defined.line(), ..whole.clone() }
}

fn add_legislator(legislator: &Legislator, at: &Place, incoming: &mut Incoming) {
    let name = &legislator.name;
    let key = if legislator.id.bioguide.is_empty() {
        format!("{} {} {}", name.first, name.middle, name.last)
    } else {
        legislator.id.bioguide.clone()
    };
    let mut posts = Vec::new();
    for term in &legislator.terms {
        let Some(office) = office(&term.r#type, &term.state) else {
            incoming.leave_out(at, format!("no office for type {:?}", term.r#type));
            continue;
        };
        posts.extend(post(OfficeRef::Id(office), &term.start, &term.end, at, incoming));
    }
    for leader in &legislator.leadership_roles {
        let chamber = if leader.chamber == "senate" { "Senate" } else { "House" };
        let is_whole = leader.title.contains(chamber);
        let title =
            if is_whole { leader.title.clone() } else { format!("{chamber} {}", leader.title) };
        if let Some(office) = incoming.office(&title, "us", at) {
            posts.extend(post(OfficeRef::New(office), &leader.start, &leader.end, at, incoming));
        }
    }
    let Some(person) = named(name, &key, at, incoming) else { return };
    person.row.wikidata = clean::wikidata(&legislator.id.wikidata);
    person.posts.extend(posts);
}

fn post(
    office: OfficeRef,
    start: &str,
    end: &str,
    at: &Place,
    incoming: &mut Incoming,
) -> Option<Post> {
    let (Ok(start), Ok(end)) = (clean::date(start), clean::date(end)) else {
        incoming.leave_out(at, format!("{start:?} to {end:?} are no dates"));
        return None;
    };
    Some(Post { at: at.clone(), office, start, end })
}

/// The person of a name in parts, with the forms that news uses.
fn named<'a>(
    name: &Name,
    key: &str,
    at: &Place,
    incoming: &'a mut Incoming,
) -> Option<&'a mut Newcomer> {
    let plain = format!("{} {}", name.first, name.last);
    let full = if name.official_full.is_empty() { &plain } else { &name.official_full };
    let person = incoming.person(key, full, "us", at)?;
    // `J. Fred Smith` is no shorter name of John Fred Smith; first and last name always are one.
    if !name.first.ends_with('.') {
        person.add_name(&plain);
    }
    if !name.nickname.is_empty() {
        person.add_name(&format!("{} {}", name.nickname, name.last));
    }
    if !name.suffix.is_empty() {
        person.add_spare(format!("{plain} {}", name.suffix));
    }
    if let Some(initial) = name.middle.chars().next() {
        person.add_spare(format!("{} {initial}. {}", name.first, name.last));
        person.add_spare(format!("{} {} {}", name.first, name.middle, name.last));
    }
    Some(person)
}

/// The id of the office that a type of term and a state tell.
fn office(kind: &str, state: &str) -> Option<String> {
    match kind {
        "prez" => return Some("us/president".to_owned()),
        "viceprez" => return Some("us/vice-president".to_owned()),
        _ => {}
    }
    let place = STATES.iter().find(|(code, _)| *code == state)?.1;
    match kind {
        "sen" => Some(format!("us/senator-{}", Slug(place))),
        "rep" => Some(format!("us/representative-{}", Slug(place))),
        _ => None,
    }
}

fn add_committee(committee: &Committee, at: &Place, incoming: &mut Incoming) {
    let mut row = Row::new(at.clone(), &committee.name, "us", Some(EntityKind::Agency));
    "commission".clone_into(&mut row.kind_cell);
    let above = match committee.r#type.as_str() {
        "house" => "us/house-of-representatives",
        "senate" => "us/senate",
        _ => "us/congress",
    };
    above.clone_into(&mut row.above);
    let name = committee.name.clone();
    let Some(body) = incoming.body(&committee.thomas_id, row) else { return };
    // "House Committee on Agriculture" is "House Agriculture Committee" in news.
    for chamber in ["House", "Senate"] {
        if let Some(subject) =
            name.strip_prefix(chamber).and_then(|rest| rest.strip_prefix(" Committee on "))
        {
            let subject = subject.trim_start_matches("the ");
            let subject = subject.strip_prefix("House ").unwrap_or(subject);
            body.add_form(&format!("{chamber} {subject} Committee"));
            body.add_weak(&format!("{subject} Committee"));
        }
    }
}

/// The CSV form: one row a member, without dates.
pub(super) fn read_row(
    head: &StringRecord,
    row: &StringRecord,
    at: &Place,
    incoming: &mut Incoming,
) {
    let cell = |column: &str| {
        let nth = head.iter().position(|name| name == column);
        nth.and_then(|nth| row.get(nth)).unwrap_or_default().to_owned()
    };
    let name = Name {
        first: cell("first_name"),
        middle: cell("middle_name"),
        last: cell("last_name"),
        suffix: cell("suffix"),
        nickname: cell("nickname"),
        official_full: cell("full_name"),
    };
    let (kind, state) = (cell("type"), cell("state"));
    let office = office(&kind, &state);
    if office.is_none() {
        incoming.leave_out(at, format!("no office for type {kind:?} of {state:?}"));
    }
    let Some(person) = named(&name, &cell("bioguide_id"), at, incoming) else { return };
    // The list does not say since when; a tenure without dates would cover all of history, so it
    // is one only for those who have none yet.
    let at = at.clone();
    person.posts.extend(office.map(|office| Post {
        at,
        office: OfficeRef::Id(office),
        start: None,
        end: None,
    }));
}

/// Postal codes.
const STATES: [(&str, &str); 60] = [
    ("AK", "alaska"),
    ("AL", "alabama"),
    ("AR", "arkansas"),
    ("AS", "american samoa"),
    ("AZ", "arizona"),
    ("CA", "california"),
    ("CO", "colorado"),
    ("CT", "connecticut"),
    ("DC", "district of columbia"),
    ("DE", "delaware"),
    ("DK", "dakota territory"),
    ("FL", "florida"),
    ("GA", "georgia"),
    ("GU", "guam"),
    ("HI", "hawaii"),
    ("IA", "iowa"),
    ("ID", "idaho"),
    ("IL", "illinois"),
    ("IN", "indiana"),
    ("KS", "kansas"),
    ("KY", "kentucky"),
    ("LA", "louisiana"),
    ("MA", "massachusetts"),
    ("MD", "maryland"),
    ("ME", "maine"),
    ("MI", "michigan"),
    ("MN", "minnesota"),
    ("MO", "missouri"),
    ("MP", "northern mariana islands"),
    ("MS", "mississippi"),
    ("MT", "montana"),
    ("NC", "north carolina"),
    ("ND", "north dakota"),
    ("NE", "nebraska"),
    ("NH", "new hampshire"),
    ("NJ", "new jersey"),
    ("NM", "new mexico"),
    ("NV", "nevada"),
    ("NY", "new york"),
    ("OH", "ohio"),
    ("OK", "oklahoma"),
    ("OL", "orleans territory"),
    ("OR", "oregon"),
    ("PA", "pennsylvania"),
    ("PI", "philippines"),
    ("PR", "puerto rico"),
    ("PW", "palau"),
    ("RI", "rhode island"),
    ("SC", "south carolina"),
    ("SD", "south dakota"),
    ("TN", "tennessee"),
    ("TX", "texas"),
    ("UT", "utah"),
    ("VA", "virginia"),
    ("VI", "us virgin islands"),
    ("VT", "vermont"),
    ("WA", "washington"),
    ("WI", "wisconsin"),
    ("WV", "west virginia"),
    ("WY", "wyoming"),
];
