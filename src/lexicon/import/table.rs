//! CSV lists by their headers: results of Wikidata queries, lists of office holders, parliaments of
//! `EveryPolitician`, `targets.simple.csv` of `OpenSanctions`, agencies of the Federal Register, members
//! of Congress, and any other with a mapping.

use csv::StringRecord;

use super::clean;
use super::columns::{Columns, Role};
use super::countries::Countries;
use super::newcomer::{Incoming, Newcomer, OfficeRef, Post};
use super::{Options, congress, register, sanctions};
use crate::lexicon::entity::EntityKind;
use crate::lexicon::rows::{Place, Row, delimiter};

/// What a row is handed to.
enum Reader {
    Congress,
    Sanctions,
    Register,
    Bodies(Columns),
    People(Columns),
}

/// Reads a list.
///
/// # Errors
///
/// Why nothing of it can be used.
pub(super) fn read(
    text: &str,
    whole: &Place,
    options: &Options,
    countries: &Countries,
    incoming: &mut Incoming,
) -> Result<(), String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|err| err.to_string())?.clone();
    let kind = reader_of(&header, options)?;
    if let Reader::People(columns) = &kind
        && !columns.has(Role::Office)
        && !has(&header, "chamber")
    {
        incoming.leave_out(whole, "no column tells an office; people are taken without one");
    }
    for row in reader.into_records() {
        let row = row.map_err(|err| err.to_string())?;
        let line = row.position().map_or(1, csv::Position::line);
        let at = Place { line, ..whole.clone() };
        match &kind {
            Reader::Congress => congress::read_row(&header, &row, &at, incoming),
            Reader::Sanctions => sanctions::read_row(&header, &row, &at, countries, incoming),
            Reader::Register => register::read_row(&header, &row, &at, incoming),
            Reader::Bodies(columns) => {
                read_body(columns, &row, &at, options, countries, incoming);
            }
            Reader::People(columns) => {
                let chamber = cell(&header, &row, "chamber");
                read_person(columns, chamber, &row, &at, options, countries, incoming);
            }
        }
    }
    Ok(())
}

fn reader_of(header: &StringRecord, options: &Options) -> Result<Reader, String> {
    if options.columns.is_empty() {
        if has(header, "bioguide_id") && has(header, "state") {
            return Ok(Reader::Congress);
        }
        if has(header, "schema") && has(header, "countries") && has(header, "id") {
            return Ok(Reader::Sanctions);
        }
        if has(header, "short_name") && has(header, "parent_id") {
            return Ok(Reader::Register);
        }
    }
    let columns = Columns::of(header, &options.columns)?;
    if columns.has(Role::Body) {
        return Ok(Reader::Bodies(columns));
    }
    if !columns.has(Role::Name) {
        let known: Vec<&str> = header.iter().collect();
        let known = known.join(", ");
        return Err(format!(
            "no column tells the name; tell which with --column name=..., of {known}"
        ));
    }
    Ok(Reader::People(columns))
}

fn has(header: &StringRecord, column: &str) -> bool {
    header.iter().any(|head| head == column)
}

/// The cell of a column; empty where there is none.
pub(super) fn cell<'a>(header: &StringRecord, row: &'a StringRecord, column: &str) -> &'a str {
    let nth = header.iter().position(|head| head == column);
    nth.and_then(|nth| row.get(nth)).unwrap_or_default().trim()
}

fn read_person(
    columns: &Columns,
    chamber: &str,
    row: &StringRecord,
    at: &Place,
    options: &Options,
    countries: &Countries,
    incoming: &mut Incoming,
) {
    let name = columns.get(Role::Name, row);
    let office = match columns.get(Role::Office, row) {
        office if office.is_empty() && !chamber.is_empty() => format!("Member of the {chamber}"),
        office => office,
    };
    if name.is_empty() {
        return incoming.leave_out(at, "nobody is named");
    }
    let told = columns.get(Role::Country, row);
    let country = countries.find(&told).or(Some(&*options.country).filter(|code| !code.is_empty()));
    let country = country.or_else(|| countries.inside(&office)).unwrap_or_default().to_owned();
    if country.is_empty() && !told.is_empty() {
        incoming.leave_out(at, format!("{told:?} is no country; {name} is taken without one"));
    }
    let wikidata = clean::wikidata(&columns.get(Role::Wikidata, row));
    let key = columns.get(Role::Key, row);
    let key = if wikidata.is_empty() { key } else { wikidata.clone() };
    let (start, end) = (columns.get(Role::Start, row), columns.get(Role::End, row));
    let post = post(&office, &country, &start, &end, at, incoming);
    let Some(person) = incoming.person(&key, &name, &country, at) else { return };
    person.add_name(&name);
    person.row.wikidata = wikidata;
    add_aliases(person, &columns.get(Role::Aliases, row));
    add_birth(person, &columns.get(Role::Born, row));
    person.posts.extend(post);
}

fn post(
    office: &str,
    country: &str,
    start: &str,
    end: &str,
    at: &Place,
    incoming: &mut Incoming,
) -> Option<Post> {
    if office.is_empty() {
        return None;
    }
    let (Ok(start_day), Ok(end_day)) = (clean::date(start), clean::date(end)) else {
        incoming.leave_out(at, format!("{start:?} to {end:?} are no dates"));
        return None;
    };
    if let (Some(start), Some(end)) = (start_day, end_day)
        && end.latest < start.earliest
    {
        incoming.leave_out(at, format!("{office} ends before it starts"));
        return None;
    }
    let office = OfficeRef::New(incoming.office(office, country, at)?);
    Some(Post { at: at.clone(), office, start: start_day, end: end_day })
}

/// Other names of a person: split by `|`, `;`, or the commas of the label service of Wikidata.
pub(super) fn add_aliases(person: &mut Newcomer, cell: &str) {
    let mark = if cell.contains(['|', ';']) { ['|', ';'] } else { [',', ','] };
    for alias in cell.split(mark) {
        // A single name means others too, and an initial with a name is many people's.
        if alias.trim().contains(' ') { person.add_name(alias) } else { person.add_weak(alias) }
    }
}

/// The year of birth tells namesakes apart.
pub(super) fn add_birth(person: &mut Newcomer, cell: &str) {
    if let Some((year, _)) = cell.split_at_checked(4)
        && year.bytes().all(|byte| byte.is_ascii_digit())
    {
        let name = format!("{} (born {year})", person.row.name);
        person.add_spare(name);
    }
}

fn read_body(
    columns: &Columns,
    row: &StringRecord,
    at: &Place,
    options: &Options,
    countries: &Countries,
    incoming: &mut Incoming,
) {
    let name = columns.get(Role::Body, row);
    let parent = columns.get(Role::Parent, row);
    // A row of the parent itself.
    let name = if name.is_empty() { parent.clone() } else { name };
    let Some(name) = clean::phrase(&name) else {
        return incoming.leave_out(at, "no body is named");
    };
    let told = columns.get(Role::Country, row);
    let country = countries.find(&told).unwrap_or(&options.country).to_owned();
    let kind = columns.get(Role::Kind, row);
    let above = if parent.is_empty() || parent == name {
        None
    } else {
        read_named(&parent, "", &country, at, incoming)
    };
    if read_named(&name, &kind, &country, at, incoming).is_none() {
        return;
    }
    let aliases = columns.get(Role::Aliases, row);
    let wikidata = clean::wikidata(&columns.get(Role::Wikidata, row));
    if let Some(body) = incoming.body(&name, Row::new(at.clone(), &name, &country, None)) {
        aliases.split(['|', ';']).for_each(|alias| body.add_form(alias));
        body.above = body.above.or(above);
        if !wikidata.is_empty() {
            body.row.wikidata = wikidata;
        }
    }
}

/// The body of a name; where it stands.
fn read_named(
    name: &str,
    kind: &str,
    country: &str,
    at: &Place,
    incoming: &mut Incoming,
) -> Option<usize> {
    let name = clean::phrase(name)?;
    let mut row = Row::new(at.clone(), &name, country, Some(EntityKind::Agency));
    kind_of(&mut row, kind);
    incoming.body(&name, row)?;
    incoming.body_at(&name)
}

/// Fits a row with the kind that a cell tells, or else the head of its name.
pub(super) fn kind_of(row: &mut Row, cell: &str) {
    use crate::lexicon::rows::kind;
    let cell = cell.trim().to_lowercase();
    let told = ["agencies.csv", "organizations.csv"].iter().find_map(|file| kind(file, &cell));
    if let Some(kind) = told {
        (row.kind, row.kind_cell) = (Some(kind), cell);
        return;
    }
    let words: Vec<String> = row.name.split(' ').map(str::to_lowercase).collect();
    let heads = ["department", "ministry", "commission", "bureau", "office", "court", "mission"];
    let heads = heads.iter().filter(|head| words.iter().any(|word| word == **head));
    // The word nearest the end, or the first before `of`.
    let first_of = words.iter().position(|word| word == "of" || word == "for");
    let key = |head: &&&str| {
        let at = words.iter().rposition(|word| word == **head).unwrap_or(0);
        (first_of.is_some_and(|of| at + 1 == of), at)
    };
    heads.max_by_key(key).map_or("agency", |head| head).clone_into(&mut row.kind_cell);
    row.kind = Some(EntityKind::Agency);
}
