//! Which column of a CSV list is what: told on the command line, or known by its name.

use csv::StringRecord;

/// What a column may tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Name,
    Aliases,
    Wikidata,
    Key,
    Born,
    Office,
    Start,
    End,
    Country,
    Body,
    Kind,
    Parent,
}

/// The roles by the names that the command line has for them, each with the headers that tell it,
/// best first, in small letters.
const ROLES: [(&str, Role, &[&str]); 12] = [
    (
        "name",
        Role::Name,
        &[
            "personlabel",
            "person_name",
            "officeholderlabel",
            "holderlabel",
            "itemlabel",
            "politicianlabel",
            "full_name",
            "fullname",
            "name",
            "person",
            "officeholder",
            "holder",
            "politician",
        ],
    ),
    (
        "aliases",
        Role::Aliases,
        &["aliases", "personaltlabel", "itemaltlabel", "altlabel", "alias", "other_names"],
    ),
    (
        "wikidata",
        Role::Wikidata,
        &[
            "wikidata",
            "wikidata_id",
            "wikidataid",
            "qid",
            "personid",
            "person_id",
            "person",
            "officeholder",
            "holder",
            "politician",
            "item",
        ],
    ),
    ("key", Role::Key, &["id", "key", "uuid"]),
    ("born", Role::Born, &["dob", "birth_date", "birthdate", "date_of_birth", "born", "birthday"]),
    (
        "office",
        Role::Office,
        &["positionlabel", "officelabel", "position_name", "position", "office", "post", "job"],
    ),
    (
        "start",
        Role::Start,
        &[
            "start",
            "start_date",
            "startdate",
            "start_time",
            "starttime",
            "startlabel",
            "from",
            "since",
            "term_start",
            "start_year",
        ],
    ),
    (
        "end",
        Role::End,
        &[
            "end", "end_date", "enddate", "end_time", "endtime", "endlabel", "until", "to",
            "term_end", "end_year",
        ],
    ),
    (
        "country",
        Role::Country,
        &["countrylabel", "country_name", "country", "country_code", "countryid", "iso"],
    ),
    ("body", Role::Body, &[]),
    ("kind", Role::Kind, &[]),
    ("parent", Role::Parent, &[]),
];

/// What a role is made of: texts and columns in turn.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(usize),
}

/// The columns of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    made_of: Vec<(Role, Vec<Piece>)>,
}

impl Columns {
    /// The columns that a header tells, and over them those that the user tells, as `ROLE=COLUMN`
    /// or `ROLE=text with {COLUMN} in it`.
    ///
    /// # Errors
    ///
    /// What is wrong with a mapping: a role that there is not, a column that the header lacks.
    pub(super) fn of(header: &StringRecord, told: &[String]) -> Result<Self, String> {
        let mut made_of = Vec::new();
        for mapping in told {
            let Some((role, template)) = mapping.split_once('=') else {
                return Err(format!("{mapping:?} is not of the form ROLE=COLUMN"));
            };
            let Some((_, role, _)) = ROLES.iter().find(|(name, ..)| *name == role) else {
                let known: Vec<&str> = ROLES.iter().map(|(name, ..)| *name).collect();
                return Err(format!("no role {role:?}; there are {}", known.join(", ")));
            };
            made_of.push((*role, pieces(header, template)?));
        }
        let is_body = made_of.iter().any(|(role, _)| *role == Role::Body);
        for (_, role, headers) in ROLES {
            if made_of.iter().any(|(known, _)| *known == role) || is_body && role == Role::Name {
                continue;
            }
            let column = headers.iter().find_map(|name| {
                header.iter().position(|head| head.trim().to_lowercase() == *name)
            });
            made_of.extend(column.map(|column| (role, vec![Piece::Column(column)])));
        }
        Ok(Self { made_of })
    }

    /// Whether anything tells a role.
    pub(super) fn has(&self, role: Role) -> bool {
        self.made_of.iter().any(|(known, _)| *known == role)
    }

    /// What a row says; empty when nothing tells the role, or all columns of it are empty.
    pub(super) fn get(&self, role: Role, row: &StringRecord) -> String {
        let Some((_, pieces)) = self.made_of.iter().find(|(known, _)| *known == role) else {
            return String::new();
        };
        let (mut made, mut is_told) = (String::new(), false);
        for piece in pieces {
            match piece {
                Piece::Text(text) => made.push_str(text),
                Piece::Column(column) => {
                    let cell = row.get(*column).unwrap_or_default().trim();
                    is_told |= !cell.is_empty();
                    made.push_str(cell);
                }
            }
        }
        if is_told { made } else { String::new() }
    }
}

/// A column by its name, or a text with columns in braces.
fn pieces(header: &StringRecord, template: &str) -> Result<Vec<Piece>, String> {
    let column = |name: &str| {
        let found = header.iter().position(|head| head.trim() == name);
        let known = || header.iter().collect::<Vec<_>>().join(", ");
        found.map(Piece::Column).ok_or_else(|| format!("no column {name:?}; there are {}", known()))
    };
    if !template.contains('{') {
        return Ok(vec![column(template)?]);
    }
    let mut made = Vec::new();
    let mut rest = template;
    while let Some((text, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            return Err(format!("no closing brace in {template:?}"));
        };
        if !text.is_empty() {
            made.push(Piece::Text(text.to_owned()));
        }
        made.push(column(name)?);
        rest = after;
    }
    if !rest.is_empty() {
        made.push(Piece::Text(rest.to_owned()));
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_columns_by_name_and_by_word() {
        let header = StringRecord::from(vec!["person", "personLabel", "positionLabel", "Start"]);
        let row = StringRecord::from(vec!["http://x/Q1", "Ada Moss", "mayor", "2019"]);
        let known = Columns::of(&header, &[]).unwrap();
        assert_eq!(known.get(Role::Name, &row), "Ada Moss");
        assert_eq!(known.get(Role::Wikidata, &row), "http://x/Q1");
        assert_eq!(known.get(Role::Start, &row), "2019");
        assert_eq!(known.get(Role::End, &row), "");
        let told = Columns::of(&header, &["office={positionLabel} of X".to_owned()]).unwrap();
        assert_eq!(told.get(Role::Office, &row), "mayor of X");
        let empty = StringRecord::from(vec!["", "", "", ""]);
        assert_eq!(told.get(Role::Office, &empty), "");
        for bad in ["office", "ofice=person", "office=persn", "office={person"] {
            assert!(Columns::of(&header, &[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
