//! Every fault of gazetteers and word lists, those of style included.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::PartialDate;
use super::entity::{EntityIdx, Lexicon, OfficeIdx, Tenure};
use super::fault::{LexiconError, LexiconErrorKind};
use super::load::{built_in, join, read_folder, unreadable};
use super::rows::{FILES, Folder, Place};
use super::words::{check_words, entries};

/// Offices that several people hold at once, by id; `*` at the end stands for any rest.
const SHARED_OFFICES: &str = include_str!("../../gazetteers/words/shared-offices.txt");

/// Every fault of the gazetteers that are compiled in.
pub fn check_built_in() -> Vec<LexiconError> {
    check_folder(built_in(), Vec::new())
}

/// Every fault of a gazetteer folder with its `words` folder, of a gazetteer file, or of a word
/// list. Rows of a folder may name ids that are compiled in.
pub fn check(path: &Path) -> Vec<LexiconError> {
    if path.is_dir() {
        let mut faults = check_folder(read_folder(path), vec![built_in()]);
        faults.extend(check_word_folder(&path.join("words")));
        return faults;
    }
    match fs::read_to_string(path) {
        Err(err) => vec![unreadable(path, err.to_string())],
        Ok(text) if path.extension().is_some_and(|end| end == "txt") => check_words(path, &text),
        Ok(text) => {
            let mut folder = Folder::default();
            folder.read(path, &text);
            check_folder(folder, vec![built_in()])
        }
    }
}

fn check_word_folder(path: &Path) -> Vec<LexiconError> {
    let Ok(files) = fs::read_dir(path) else { return Vec::new() };
    let mut files: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|end| end == "txt"));
    files.iter().flat_map(|file| check(file)).collect()
}

/// Checks a folder by itself and on top of what it builds on, whose own faults are left out.
pub(super) fn check_folder(folder: Folder, below: Vec<Folder>) -> Vec<LexiconError> {
    let mut faults = unsorted(&folder);
    let places: BTreeMap<String, Place> =
        folder.rows.iter().map(|row| (row.id.clone(), row.at.clone())).collect();
    let tenures: TenurePlaces = folder
        .tenures
        .iter()
        .map(|row| ((row.official.clone(), row.office.clone(), row.start), row.at.clone()))
        .collect();
    let shared = folder.shared.clone();
    let mut layers = below;
    for layer in &mut layers {
        layer.faults.clear();
    }
    layers.push(folder);
    let (lexicon, found) = join(layers);
    faults.extend(found);
    faults.extend(shared_forms(&lexicon, &places));
    faults.extend(overlaps(&lexicon, &tenures, &shared));
    faults.sort_by_key(|fault| (file_rank(&fault.path), fault.line));
    faults
}

/// Where each tenure stands, by official, office and start.
type TenurePlaces = BTreeMap<(String, String, Option<PartialDate>), Place>;

fn file_rank(path: &Path) -> usize {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    FILES.iter().position(|file| *file == name).unwrap_or(FILES.len())
}

fn unsorted(folder: &Folder) -> Vec<LexiconError> {
    let mut faults = Vec::new();
    for (above, row) in folder.rows.iter().zip(folder.rows.iter().skip(1)) {
        if above.at.path == row.at.path && row.id < above.id {
            faults.push(row.at.fault(LexiconErrorKind::Unsorted { above: above.id.clone() }));
        }
    }
    for (above, row) in folder.tenures.iter().zip(folder.tenures.iter().skip(1)) {
        let key =
            |row: &super::rows::TenureRow| (row.official.clone(), row.start, row.office.clone());
        if key(row) < key(above) {
            let above = format!("{} {}", above.official, above.office);
            faults.push(row.at.fault(LexiconErrorKind::Unsorted { above }));
        }
    }
    faults
}

/// Names and strong aliases that two entities share, unless both are officials whose times in
/// office lie apart, or that two offices share. Told of at the later row.
fn shared_forms(lexicon: &Lexicon, places: &BTreeMap<String, Place>) -> Vec<LexiconError> {
    let mut entities = Owners::default();
    for (entity, index) in lexicon.entities.iter().zip((0..).map(EntityIdx)) {
        for form in std::iter::once(&entity.name).chain(&entity.aliases) {
            entities.add(folded(form), form, index);
        }
    }
    let mut offices = Owners::default();
    for (office, index) in lexicon.offices.iter().zip((0..).map(OfficeIdx)) {
        for form in std::iter::once(&office.name).chain(&office.aliases) {
            // The case of an office says nothing: `the Treasury Secretary`, `treasury secretary`.
            offices.add(folded(form).to_lowercase(), form, index);
        }
    }
    let mut faults = Vec::new();
    let mut fault = |form: &str, one: &str, other: &str| {
        if let Some(place) = places.get(one).or_else(|| places.get(other)) {
            let (form, other) = (form.to_owned(), other.to_owned());
            faults.push(place.fault(LexiconErrorKind::SharedForm { form, other }));
        }
    };
    for (form, one, other) in entities.pairs() {
        if !are_apart(lexicon, one, other) {
            fault(form, &lexicon.entity(one).id, &lexicon.entity(other).id);
        }
    }
    for (form, one, other) in offices.pairs() {
        fault(form, &lexicon.office(one).id, &lexicon.office(other).id);
    }
    faults
}

/// Who has which form, by the form as the matcher compares it.
struct Owners<'a, T>(BTreeMap<String, Vec<(&'a str, T)>>);

impl<T> Default for Owners<'_, T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<'a, T: Copy + PartialEq> Owners<'a, T> {
    fn add(&mut self, folded: String, form: &'a str, owner: T) {
        let owners = self.0.entry(folded).or_default();
        if owners.iter().all(|(_, known)| *known != owner) {
            owners.push((form, owner));
        }
    }

    /// Every two owners of one form, the later one first, with the form as it writes it.
    fn pairs(&self) -> impl Iterator<Item = (&'a str, T, T)> {
        self.0.values().flat_map(|owners| {
            owners.iter().enumerate().flat_map(|(nth, (form, one))| {
                owners.iter().take(nth).map(|(_, other)| (*form, *one, *other))
            })
        })
    }
}

/// A form without what the matcher does not look at: accents, periods, apostrophes, hyphens.
pub(super) fn folded(form: &str) -> String {
    form.nfd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '.' | '\'' | '’'))
        .map(|c| if c == '-' { ' ' } else { c })
        .collect()
}

/// Whether both have tenures, and no day falls into tenures of both.
fn are_apart(lexicon: &Lexicon, one: EntityIdx, other: EntityIdx) -> bool {
    let (one, other) = (lexicon.tenures_of(one), lexicon.tenures_of(other));
    let clash = one.iter().any(|one| other.iter().any(|other| overlap(one, other)));
    !one.is_empty() && !other.is_empty() && !clash
}

/// Whether two tenures surely share more than the day of change: dates of low precision get the
/// benefit of the doubt.
fn overlap(one: &Tenure, other: &Tenure) -> bool {
    let before = |a: &Tenure, b: &Tenure| match (a.end, b.start) {
        (Some(end), Some(start)) => end.earliest <= start.latest,
        (None, _) => false,
        // No known start: nothing is sure.
        (_, None) => true,
    };
    !before(one, other) && !before(other, one)
}

/// Overlapping tenures of two people in an office that one person holds.
fn overlaps(lexicon: &Lexicon, places: &TenurePlaces, shared: &[String]) -> Vec<LexiconError> {
    let mut holders: BTreeMap<OfficeIdx, Vec<&Tenure>> = BTreeMap::new();
    for tenure in &lexicon.tenures {
        holders.entry(tenure.office).or_default().push(tenure);
    }
    let mut faults = Vec::new();
    for (office, tenures) in holders {
        let office = &lexicon.office(office).id;
        if is_shared(office, shared) {
            continue;
        }
        for (nth, one) in tenures.iter().enumerate() {
            for other in tenures.iter().take(nth) {
                if one.official == other.official || !overlap(one, other) {
                    continue;
                }
                let id = |tenure: &Tenure| lexicon.entity(tenure.official).id.clone();
                let place =
                    |tenure: &Tenure| places.get(&(id(tenure), office.clone(), tenure.start));
                let at_one = place(one).map(|place| (place, other));
                if let Some((place, rival)) = at_one.or(place(other).map(|place| (place, one))) {
                    let (office, other) = (office.clone(), id(rival));
                    faults.push(place.fault(LexiconErrorKind::Overlap { office, other }));
                }
            }
        }
    }
    faults
}

fn is_shared(office: &str, shared: &[String]) -> bool {
    let own = shared.iter().map(String::as_str);
    entries(SHARED_OFFICES).chain(own).any(|entry| match entry.strip_suffix('*') {
        Some(start) => office.starts_with(start),
        None => office == entry,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of a folder that holds these files, with nothing below it.
    fn check(files: &[(&str, &str)]) -> Vec<String> {
        let mut folder = Folder::default();
        for (path, text) in files {
            folder.read(Path::new(path), text);
        }
        check_folder(folder, Vec::new()).iter().map(ToString::to_string).collect()
    }

    const OFFICES: (&str, &str) =
        ("offices.csv", "id,name,aliases,agency,country\nus/post,Post,,,us\n");

    #[test]
    fn finds_every_fault_of_a_row() {
        let officials = "id,name,aliases,country,wikidata\n\
            us/b,Bea Bell,Bea|?Bell||?Bea,us,Q1\n\
            us/a,,?,us,12\n\
            7/x,Max Moe,Max Moe,us,\n";
        let tenures = "official,office,start,end\n\
            us/b,us/post,2019-02-30,\n\
            us/c,us/pots,2019,2018\n";
        assert_eq!(
            check(&[("officials.csv", officials), OFFICES, ("tenures.csv", tenures)]),
            [
                "officials.csv:2: alias is empty",
                "officials.csv:2: alias \"Bea\" is the name or stands twice",
                "officials.csv:3: sorts before \"us/b\" above it",
                "officials.csv:3: name is empty",
                "officials.csv:3: wikidata \"12\" is not Q and digits",
                "officials.csv:3: alias is empty",
                "officials.csv:4: sorts before \"us/a\" above it",
                "officials.csv:4: id \"7/x\" is not of the form scope/lower-case-slug",
                "officials.csv:4: alias \"Max Moe\" is the name or stands twice",
                "tenures.csv:2: \"2019-02-30\" is not YYYY, YYYY-MM or YYYY-MM-DD",
                "tenures.csv:3: the end lies before the start",
                "tenures.csv:3: id \"us/c\" is in no file",
                "tenures.csv:3: id \"us/pots\" is in no file",
            ]
        );
    }

    #[test]
    fn finds_headers_and_files_that_are_none() {
        assert_eq!(
            check(&[("offices.csv", "id,name,alias,agency,country\n"), ("heroes.csv", "id\n")]),
            [
                "offices.csv:1: column \"aliases\" is missing",
                "offices.csv:1: column \"alias\" is not known here",
                "heroes.csv:1: no gazetteer has this name; see gazetteers/README.md",
            ]
        );
    }

    #[test]
    fn dates_tell_namesakes_and_holders_apart() {
        let officials = "id,name,aliases,country,wikidata\n\
            us/ann-lee,Ann Lee,,us,\nus/ann-lee-2,Ann Lee,,us,\nus/bo-lee,Bo Lee,Bo,us,\nus/bo-ray,Bo Ray,Bo,us,\n";
        let rows = |second: &str| {
            format!(
                "official,office,start,end\nus/ann-lee,us/post,2009,2013-01\nus/ann-lee-2,us/post,{second},\n"
            )
        };
        let shared =
            "officials.csv:5: \"Bo\" is a form of us/bo-lee too; make one of them weak with ?";
        let apart = rows("2013-01-20");
        assert_eq!(
            check(&[("officials.csv", officials), OFFICES, ("tenures.csv", &apart)]),
            [shared]
        );
        let clash = rows("2012");
        assert_eq!(
            check(&[("officials.csv", officials), OFFICES, ("tenures.csv", &clash)]),
            [
                "officials.csv:3: \"Ann Lee\" is a form of us/ann-lee too; make one of them weak with ?",
                shared,
                "tenures.csv:3: us/post has one seat, and us/ann-lee holds it at the same time",
            ]
        );
    }

    #[test]
    fn forms_are_compared_as_the_matcher_does() {
        let places = "id,name,aliases,demonyms,kind,country,wikidata\n\
            cr/san-jose,San José,,,city,cr,\n\
            us/san-jose,San Jose,,,city,us,\n\
            us/turkey-creek,turkey,,,city,us,\n\
            us/turkey-hill,Turkey,,,city,us,\n";
        let offices = "id,name,aliases,agency,country\n\
            us/post,U.N. Chief,,,us\n\
            us/seat,Seat,UN chief|?chair,,us\n\
            us/stool,Stool,chair,,us\n";
        assert_eq!(
            check(&[("places.csv", places), ("offices.csv", offices)]),
            [
                "places.csv:3: \"San Jose\" is a form of cr/san-jose too; make one of them weak with ?",
                "offices.csv:3: \"UN chief\" is a form of us/post too; make one of them weak with ?",
            ]
        );
    }

    #[test]
    fn shared_offices_are_offices() {
        let lexicon = Lexicon::built_in();
        for entry in entries(SHARED_OFFICES) {
            let start = entry.strip_suffix('*').unwrap_or(entry);
            let fits = |id: &str| id == entry || start != entry && id.starts_with(start);
            assert!(lexicon.offices.iter().any(|office| fits(&office.id)), "{entry}");
        }
    }

    #[test]
    fn built_in_gazetteers_and_word_lists_are_clean() {
        assert!(!Lexicon::built_in().entities.is_empty());
        let words = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteers/words");
        let faults = [check_built_in(), check_word_folder(&words)].concat();
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    }
}
