//! Agencies of the Federal Register: JSON of its API, or CSV with the same fields.

use csv::StringRecord;
use serde::Deserialize;

use super::clean;
use super::newcomer::Incoming;
use super::table::{cell, kind_of};
use crate::lexicon::entity::EntityKind;
use crate::lexicon::rows::{Place, Row};

/// One agency of the API.
#[derive(Debug, Deserialize)]
pub(super) struct Agency {
    id: u64,
    name: String,
    #[serde(default)]
    short_name: Option<String>,
    #[serde(default)]
    parent_id: Option<u64>,
}

/// Takes the agencies of the JSON form.
pub(super) fn read_agencies(agencies: &[Agency], whole: &Place, incoming: &mut Incoming) {
    let number = |id: Option<u64>| id.map(|id| id.to_string()).unwrap_or_default();
    for agency in agencies {
        let short = agency.short_name.as_deref().unwrap_or_default();
        add(&number(Some(agency.id)), &agency.name, short, whole, incoming);
    }
    for agency in agencies {
        incoming.hang_later(&number(Some(agency.id)), &number(agency.parent_id));
    }
}

/// Takes a row of the CSV form, whose parents may come later.
pub(super) fn read_row(
    head: &StringRecord,
    row: &StringRecord,
    at: &Place,
    incoming: &mut Incoming,
) {
    let (id, parent) = (cell(head, row, "id"), cell(head, row, "parent_id"));
    add(id, cell(head, row, "name"), cell(head, row, "short_name"), at, incoming);
    // Until its own row comes, a parent is known by its key alone.
    incoming.hang_later(id, parent);
}

fn add(id: &str, name: &str, short: &str, at: &Place, incoming: &mut Incoming) {
    let Some(name) = clean::phrase(name) else {
        return incoming.leave_out(at, "no agency is named");
    };
    let mut row = Row::new(at.clone(), &name, "us", Some(EntityKind::Agency));
    kind_of(&mut row, "");
    let Some(body) = incoming.body(id, row) else { return };
    // A word in small letters is no acronym: `Interior` for the department would match its
    // secretary too.
    if short.chars().all(char::is_uppercase) && short.len() > 1 {
        body.add_form(short);
    } else {
        body.add_weak(short);
    }
}
