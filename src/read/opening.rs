//! The grammar of one dateline: `CITY, Region, Month day, year (AGENCY) --`.
//!
//! No false places: a city counts in capitals or when a list knows it, and beside an agency, a
//! region or a date, or, in capitals before a dash, when it is one of those that stand alone.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::date;
use super::dateline::{Dateline, cut};
use crate::lexicon::entries;

/// Bytes in which all of a dateline lies.
const LONGEST: usize = 120;

/// Small words inside the names of cities.
const PARTICLES: [&str; 13] =
    ["al", "and", "de", "del", "e", "el", "es", "la", "le", "of", "on", "the", "upon"];

static CITIES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| folded(include_str!("../../gazetteers/words/dateline-cities.txt")));
static REGIONS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| folded(include_str!("../../gazetteers/words/dateline-regions.txt")));
static LABELS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| folded(include_str!("../../gazetteers/words/headline-labels.txt")));

/// Agencies by the form in small letters.
static WIRES: LazyLock<FxHashMap<String, &str>> = LazyLock::new(|| {
    let wires = entries(include_str!("../../gazetteers/words/wire-agencies.txt"));
    let wires = wires.map(|wire| wire.split_once(" = ").unwrap_or((wire, wire)));
    wires.map(|(form, name)| (form.to_lowercase(), name)).collect()
});

fn folded(list: &'static str) -> FxHashSet<String> {
    entries(list).map(fold).collect()
}

/// Small letters and no stops: `N.H.` and `NH` are one.
fn fold(name: &str) -> String {
    name.trim().chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect()
}

fn wire(form: &str) -> Option<&'static str> {
    WIRES.get(&form.trim().to_lowercase()).copied()
}

/// Reads the dateline at the start of a line.
pub(super) fn read(line: &str) -> Option<Dateline> {
    let line = cut(line, LONGEST);
    let (before, stop, after) = parts(line)?;
    let opening = Before::read(before)?;
    let (wire, after) = match stop {
        Stop::Bracket(wire) => (Some(wire), after),
        Stop::Dash if is_caption(after) => return None,
        Stop::Dash => (opening.wire, after),
    };
    let is_marked = matches!(stop, Stop::Bracket(_));
    let has_dash = !is_marked || dash(after).is_some() || after.trim_start().starts_with(':');
    if is_marked && !has_dash && !begins_text(after) {
        return None;
    }
    let evidence = match stop {
        Stop::Bracket(_) if has_dash => Evidence::Agency,
        Stop::Bracket(_) => Evidence::AgencyAlone,
        Stop::Dash if wire.is_some() => Evidence::AgencyAlone,
        Stop::Dash => Evidence::Dash,
    };
    let place = if opening.is_place(evidence) { opening.place } else { "" };
    // `Donald Trump (CNN)` has no dash behind it.
    let is_wire = opening.city.is_empty() || (has_dash && is_city_like(opening.city));
    if place.is_empty() && !(wire.is_some() && is_wire) {
        return None;
    }
    let (place, wire) = (place.to_owned(), wire.unwrap_or_default().to_owned());
    Some(Dateline { published: opening.published, place, wire })
}

/// What ends the part with place and date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// An agency in brackets or between slashes.
    Bracket(&'static str),
    Dash,
}

/// What stands before the agency or the dash, and what stands after it.
///
/// None as soon as a word in small letters is no part of a name: of nearly all lines, only the
/// first two words are looked at.
fn parts(line: &str) -> Option<(&str, Stop, &str)> {
    let mut last = b' ';
    for (at, byte) in line.bytes().enumerate() {
        let before_byte = std::mem::replace(&mut last, byte);
        match byte {
            b'a'..=b'z' if before_byte == b' ' => {
                let rest = line.get(at..)?;
                let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
                if !PARTICLES.contains(&rest.get(..end)?) {
                    return None;
                }
            }
            b'(' | b'/' => {
                let (before, rest) = line.split_at_checked(at)?;
                if let Some((wire, after)) = marked_wire(rest.get(1..)?, byte) {
                    return Some((before, Stop::Bracket(wire), after));
                }
                if byte == b'(' {
                    return None;
                }
            }
            // The first byte of all dashes beyond ASCII.
            b'-' | 0xE2 => {
                let (before, rest) = line.split_at_checked(at)?;
                if let Some(after) = dash(rest).filter(|_| !is_hyphen(before, rest)) {
                    return Some((before, Stop::Dash, after));
                }
            }
            _ => {}
        }
    }
    None
}

/// The agency behind an opening bracket or slash, and what follows its end.
fn marked_wire(inside: &str, open: u8) -> Option<(&'static str, &str)> {
    let (name, after) = inside.split_once(if open == b'(' { ')' } else { '/' })?;
    Some((wire(name)?, after))
}

/// Whether a hyphen joins two words: `Port-au-Prince`.
fn is_hyphen(before: &str, rest: &str) -> bool {
    let after = rest.strip_prefix('-').unwrap_or(" ");
    !before.ends_with(char::is_whitespace) && !after.starts_with(['-', ' '])
}

/// What follows a dash of any length.
fn dash(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let after = text.trim_start_matches(['-', '–', '—', '―', '‒']);
    (after.len() < text.len()).then_some(after)
}

/// `WASHINGTON, DC - JULY 29: House Speaker ...`: under a picture, which was taken elsewhere.
fn is_caption(after: &str) -> bool {
    let Some((day, _)) = after.split_once(':') else { return false };
    let mut words = day.split_whitespace();
    words.next().is_some_and(|word| date::month(word).is_some())
        && words.all(|word| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b','))
}

/// `Washington (AP) China and ...`: a sentence begins at once.
fn begins_text(after: &str) -> bool {
    let first = after.trim_start().chars().next();
    first.is_none_or(|c| c.is_uppercase() || "\"“‘'".contains(c))
}

/// Place and date before an agency or a dash.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Before<'a> {
    /// City and region as written.
    place: &'a str,
    city: &'a str,
    has_region: bool,
    has_date: bool,
    published: Option<Date>,
    /// An agency without brackets: `Washington CNN —`.
    wire: Option<&'static str>,
}

impl<'a> Before<'a> {
    /// None when a part of it is neither city, region nor date.
    fn read(text: &'a str) -> Option<Self> {
        let mut found = Self::default();
        let (text, bare) = split_wire(text.trim());
        found.wire = bare;
        let mut n_read = 0;
        let mut day = "";
        for (number, part) in text.split(',').enumerate() {
            let end = n_read + part.len();
            n_read = end + 1;
            let part = part.trim();
            if is_day(part) {
                (day, found.has_date) = (part, true);
            } else if found.has_date && is_year(part) {
                found.published = date::only(date::dates(&format!("{day} {part}")));
            } else if number == 0 {
                found.city = part;
                found.place = text.get(..end)?.trim();
            } else if !found.has_date && REGIONS.contains(&fold(part)) {
                found.has_region = true;
                found.place = text.get(..end)?.trim();
            } else {
                return None;
            }
        }
        if found.published.is_none() {
            found.published = date::only(date::dates(day));
        }
        Some(found)
    }

    /// Whether what stands here and behind it is enough for a place.
    fn is_place(&self, evidence: Evidence) -> bool {
        if !is_city_like(self.city) || LABELS.contains(&fold(self.city)) {
            return false;
        }
        let is_backed = is_known_city(self.city) || self.has_region;
        match evidence {
            Evidence::Agency => is_backed || self.has_date || is_capitals(self.city),
            Evidence::AgencyAlone => is_backed || self.has_date,
            Evidence::Dash => is_capitals(self.city) && (is_backed || self.has_date),
        }
    }
}

/// What stands behind place and date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    /// `(AP) --`
    Agency,
    /// `(AP) China and`, `CNN —`; names and credits of pictures look like that too.
    AgencyAlone,
    /// `--`
    Dash,
}

/// The agency that ends a text without brackets.
fn split_wire(text: &str) -> (&str, Option<&'static str>) {
    let (before, last) = text.rsplit_once(' ').unwrap_or(("", text));
    match wire(last) {
        Some(name) if is_capitals(last) => (before.trim_end_matches([' ', ',']), Some(name)),
        _ => (text, None),
    }
}

/// Month and day, with the year perhaps: `July 21`, `21 July 2015`, `2015-07-21`.
fn is_day(part: &str) -> bool {
    let words = part.split_whitespace();
    let n_months = words.clone().filter(|word| date::month(word).is_some()).count();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let n_numbers = words.clone().filter(|word| is_number(word)).count();
    let n_words = words.count();
    (n_months == 1 && (1..3).contains(&n_numbers) && n_words == n_months + n_numbers)
        || (n_words == 1 && date::in_field(part).is_some())
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// One of the cities that stand alone, or several (`WASHINGTON/SAN FRANCISCO`), or one with its
/// state and no comma (`WASHINGTON D.C.`).
fn is_known_city(city: &str) -> bool {
    city.split('/').all(|city| {
        let without_state = city.trim().rsplit_once(' ');
        CITIES.contains(&fold(city))
            || without_state.is_some_and(|(city, state)| {
                CITIES.contains(&fold(city)) && REGIONS.contains(&fold(state))
            })
    })
}

/// Up to four words, each with a capital, but for the small ones.
fn is_city_like(city: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || "./'’- ".contains(c);
    let mut words = city.split_whitespace();
    !city.is_empty()
        && city.chars().all(is_letter)
        && city.split_whitespace().count() <= 4
        && city.starts_with(char::is_uppercase)
        && words.all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(&word))
        && !city.starts_with("By ")
}

/// All letters are capitals, but for that of `McALLEN`.
fn is_capitals(name: &str) -> bool {
    let name = name.strip_prefix("Mc").unwrap_or(name);
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}
