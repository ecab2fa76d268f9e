//! `targets.simple.csv` of `OpenSanctions`: a row a person, body, ship or other thing.

use csv::StringRecord;

use super::clean;
use super::countries::Countries;
use super::newcomer::Incoming;
use super::table::{add_aliases, add_birth, cell};
use crate::lexicon::entity::EntityKind;
use crate::lexicon::rows::{Place, Row};

/// Takes people and bodies; names in other scripts than Latin are left out, since they match
/// nothing in English news.
pub(super) fn read_row(
    header: &StringRecord,
    row: &StringRecord,
    at: &Place,
    countries: &Countries,
    incoming: &mut Incoming,
) {
    let (id, schema) = (cell(header, row, "id"), cell(header, row, "schema"));
    let (name, aliases) = (cell(header, row, "name"), cell(header, row, "aliases"));
    let country = cell(header, row, "countries").split(';').find_map(|code| countries.find(code));
    let country = country.unwrap_or_default();
    let (kind, cell_of_kind) = match schema {
        "Person" => (EntityKind::Person, ""),
        "Company" | "Asset" => (EntityKind::Company, "company"),
        "Organization" | "LegalEntity" => (EntityKind::Organization, "organization"),
        "PublicBody" => (EntityKind::Agency, "agency"),
        other => return incoming.leave_out(at, format!("a {other} is neither person nor body")),
    };
    // A name in another script often has a Latin one among the aliases.
    let latin = std::iter::once(name).chain(aliases.split(';')).find_map(|name| match kind {
        EntityKind::Person => clean::name(name),
        _ => clean::phrase(name),
    });
    let Some(latin) = latin else {
        return incoming
            .leave_out(at, format!("{name:?} is no name that English news would write"));
    };
    let newcomer = if kind == EntityKind::Person {
        incoming.person(id, &latin, country, at)
    } else {
        let mut row = Row::new(at.clone(), &latin, country, Some(kind));
        cell_of_kind.clone_into(&mut row.kind_cell);
        incoming.body(id, row)
    };
    let Some(newcomer) = newcomer else { return };
    newcomer.row.wikidata = clean::wikidata(id);
    if kind == EntityKind::Person {
        add_aliases(newcomer, aliases);
        add_birth(newcomer, cell(header, row, "birth_date"));
    } else {
        aliases.split(';').for_each(|alias| newcomer.add_form(alias));
    }
}
