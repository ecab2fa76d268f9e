//! Gazetteers made of public lists: the forms that are known, what is left out and said, and that
//! `check` finds nothing wrong with what comes out.

use std::fs;
use std::path::{Path, PathBuf};

use onrecord::entities::EntityMatcher;
use onrecord::lexicon::{Lexicon, Options, check, import, merge, start};
use onrecord::segment::Segmenter;
use onrecord::text::CleanText;
use tempfile::TempDir;

/// Imports a list of a name and content; gives what was written, and what was left out.
fn made_of(name: &str, text: &str, columns: &[&str]) -> (TempDir, Vec<String>) {
    let dir = tempfile::tempdir().unwrap();
    let list = dir.path().join(name);
    fs::write(&list, text).unwrap();
    let columns = columns.iter().map(|&column| column.to_owned()).collect();
    let made = import(&[list], &Options { country: "us".to_owned(), columns }).unwrap();
    made.write(&dir.path().join("made")).unwrap();
    let faults: Vec<String> =
        check(&dir.path().join("made")).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let left_out = made.left_out.iter().map(|note| format!("{}: {}", note.line, note.kind));
    let left_out = left_out.collect();
    (dir, left_out)
}

/// The rows of a file without its header; none where there is no file.
fn rows(dir: &TempDir, file: &str) -> Vec<String> {
    let text = fs::read_to_string(dir.path().join("made").join(file)).unwrap_or_default();
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn congress_legislators_in_yaml() {
    let (dir, left_out) = made_of(
        "legislators.yaml",
        "- id:\n    bioguide: X000001\n    wikidata: Q990001\n  name:\n    first: Adalbert\n    \
         middle: Quincy\n    last: Moss\n    official_full: Adalbert Q. Moss\n  terms:\n  - type: rep\n    \
         start: '2009-01-06'\n    end: '2011-01-03'\n    state: OH\n  - type: rep\n    start: '2011-01-05'\n    \
         end: '2013-01-03'\n    state: OH\n  - type: sen\n    start: '2013-01-03'\n    end: '2019-01-03'\n    \
         state: OH\n  - type: dogcatcher\n    start: '2019-01-03'\n    end: '2020-01-03'\n    state: OH\n",
        &[],
    );
    assert_eq!(
        rows(&dir, "officials.csv"),
        ["us/adalbert-q-moss,Adalbert Q. Moss,Adalbert Moss,us,Q990001"]
    );
    assert_eq!(
        rows(&dir, "tenures.csv"),
        [
            "us/adalbert-q-moss,us/representative-ohio,2009-01-06,2013-01-03",
            "us/adalbert-q-moss,us/senator-ohio,2013-01-03,2019-01-03",
        ]
    );
    assert_eq!(left_out, ["1: no office for type \"dogcatcher\""]);
}

#[test]
fn congress_legislators_in_csv() {
    let (dir, _) = made_of(
        "legislators.csv",
        "last_name,first_name,middle_name,suffix,nickname,full_name,type,state,bioguide_id\n\
         Moss,Adalbert,,,Bert,Adalbert Moss,sen,OH,X1\n",
        &[],
    );
    assert_eq!(rows(&dir, "officials.csv"), ["us/adalbert-moss,Adalbert Moss,Bert Moss,us,"]);
    // Since when is not told; so is not made up.
    assert_eq!(rows(&dir, "tenures.csv"), ["us/adalbert-moss,us/senator-ohio,,"]);
}

#[test]
fn results_of_wikidata_queries() {
    let (dir, left_out) = made_of(
        "query.csv",
        "person,personLabel,positionLabel,start,end\n\
         http://www.wikidata.org/entity/Q990001,Adalbert Moss,Keeper of the Lamps,2009-03-02T00:00:00Z,2012-01-01T00:00:00Z\n\
         http://www.wikidata.org/entity/Q990002,Bela Reed,Keeper of the Lamps,2010-01-01T00:00:00Z,\n\
         http://www.wikidata.org/entity/Q990003,Q990003,Keeper of the Lamps,,\n\
         http://www.wikidata.org/entity/Q990004,Cora Vale,Keeper of the Lamps,soon,\n\
         http://www.wikidata.org/entity/Q11696,Barack H. Obama,Keeper of the Lamps,1999,2000\n",
        &[],
    );
    assert_eq!(
        rows(&dir, "offices.csv"),
        ["us/keeper-of-the-lamps,Keeper of the Lamps (United States),?Keeper of the Lamps,,us"]
    );
    // A first of January is a year; two hold the office at once, which is said beside.
    assert_eq!(
        rows(&dir, "tenures.csv"),
        [
            "us/adalbert-moss,us/keeper-of-the-lamps,2009-03-02,2012",
            "us/barack-h-obama,us/keeper-of-the-lamps,1999,2000",
            "us/bela-reed,us/keeper-of-the-lamps,2010,",
        ]
    );
    let shared = fs::read_to_string(dir.path().join("made/words/shared-offices.txt")).unwrap();
    assert!(shared.ends_with("\nus/keeper-of-the-lamps\n"), "{shared}");
    assert_eq!(
        left_out,
        [
            "4: \"Q990003\" is no name that English news would write",
            "5: \"soon\" to \"\" are no dates",
        ]
    );
}

#[test]
fn who_is_known_is_not_made_again() {
    let list = "position,person,personID,start,end\n\
        Secretary of the Treasury,Steven Mnuchin,Q24248265,2017-02-13,2021-01-20\n\
        Secretary of the Treasury,Steven Terner Mnuchin,,2017-02-13,2021-01-20\n\
        Keeper of the Lamps,Steven Mnuchin,,2011,2012\n";
    let (dir, left_out) = made_of("holders.csv", list, &[]);
    assert_eq!(left_out, [""; 0]);
    let tenures = rows(&dir, "tenures.csv");
    assert_eq!(tenures, ["us/steven-mnuchin,us/keeper-of-the-lamps,2011,2012"]);
}

#[test]
fn targets_of_opensanctions() {
    let (dir, left_out) = made_of(
        "targets.simple.csv",
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails\n\
         Q990001,Person,Адальберт Мосс,Adalbert Moss;MOSS Adalbert,1960-02-01,ru,,,,,\n\
         NK-1,Company,Lampworks OOO,Lampworks LLC;ОАО Лампа,,ru;by,,,,,\n\
         NK-2,Vessel,Lampship,,,ru,,,,,\n",
        &[],
    );
    assert_eq!(
        rows(&dir, "officials.csv"),
        ["ru/adalbert-moss,Adalbert Moss,Moss Adalbert,ru,Q990001"]
    );
    assert_eq!(
        rows(&dir, "organizations.csv"),
        ["ru/lampworks-ooo,Lampworks OOO,Lampworks LLC,company,ru,,"]
    );
    assert_eq!(left_out, ["4: a Vessel is neither person nor body"]);
}

#[test]
fn popolo_and_names() {
    let (dir, _) = made_of(
        "ep-popolo.json",
        r#"{"persons": [{"id": "p1", "name": "Adalbert Moss", "birth_date": "1960-02-01",
             "other_names": [{"name": "Bert Moss"}, {"name": "Bert"}],
             "identifiers": [{"scheme": "wikidata", "identifier": "Q990001"}]}],
            "organizations": [{"id": "o1", "name": "Lamp Party", "classification": "party"},
             {"id": "o2", "name": "Lamp Assembly", "classification": "legislature"}],
            "memberships": [{"person_id": "p1", "organization_id": "o2", "role": "member",
              "legislative_period_id": "t1"}, {"person_id": "p1", "organization_id": "o1"}],
            "events": [{"id": "t1", "start_date": "2011-03-01", "end_date": "2015-03-01"}]}"#,
        &[],
    );
    assert_eq!(
        rows(&dir, "officials.csv"),
        ["us/adalbert-moss,Adalbert Moss,Bert Moss,us,Q990001"]
    );
    assert_eq!(
        rows(&dir, "tenures.csv"),
        ["us/adalbert-moss,us/member-of-the-lamp-assembly,2011-03-01,2015-03-01"]
    );
    let names = "id,name\nu1,Adalbert Moss\nu1,Bert Moss\nu2,Adalbert Moss\n";
    let (dir, _) = made_of("names.csv", names, &[]);
    // Two of one name: neither dates nor births tell them apart, so the second is weak.
    assert_eq!(
        rows(&dir, "officials.csv"),
        [
            "us/adalbert-moss,Adalbert Moss,Bert Moss,us,",
            "us/adalbert-moss-2,Adalbert Moss (us/adalbert-moss-2),?Adalbert Moss,us,",
        ]
    );
}

#[test]
fn agencies_of_the_federal_register() {
    let (dir, _) = made_of(
        "agencies.json",
        r#"[{"id": 1, "name": "Lamp Trimming Bureau", "short_name": "LTB", "parent_id": 2, "slug": "x"},
            {"id": 2, "name": "Lamp Department", "short_name": null, "parent_id": null}]"#,
        &[],
    );
    assert_eq!(
        rows(&dir, "agencies.csv"),
        [
            "us/lamp-department,Lamp Department,,department,us,,",
            "us/lamp-trimming-bureau,Lamp Trimming Bureau,LTB,bureau,us,us/lamp-department,",
        ]
    );
}

#[test]
fn any_table_with_a_mapping() {
    let (dir, left_out) = made_of(
        "heads.csv",
        "Land;Chief;Since\nFrance;MOSS, Adalbert;2019-05\nNowhere;Bela Reed;2019-05\n",
        &["name=Chief", "office=Lamp Keeper of {Land}", "start=Since", "country=Land"],
    );
    assert_eq!(rows(&dir, "offices.csv")[0], "fr/lamp-keeper-of-france,Lamp Keeper of France,,,fr");
    assert_eq!(rows(&dir, "officials.csv")[0], "fr/adalbert-moss,Adalbert Moss,,fr,");
    assert_eq!(left_out, [""; 0]);
}

#[test]
fn two_are_joined_and_their_conflicts_told() {
    let dir = tempfile::tempdir().unwrap();
    let folder = |name: &str, officials: &str, tenures: &str| -> PathBuf {
        let folder = dir.path().join(name);
        fs::create_dir(&folder).unwrap();
        let officials = format!("id,name,aliases,country,wikidata\n{officials}");
        fs::write(folder.join("officials.csv"), officials).unwrap();
        let tenures = format!("official,office,start,end\n{tenures}");
        fs::write(folder.join("tenures.csv"), tenures).unwrap();
        folder
    };
    let one = folder(
        "one",
        "our/ada-moss,Ada Moss,,us,Q990001\n",
        "our/ada-moss,us/senator-ohio,2009,2015\n",
    );
    let other = folder(
        "other",
        "x/adalberta-moss,Adalberta Moss,Addie Moss,us,Q990001\nx/bela-reed,Bela Reed,,us,\n",
        "x/adalberta-moss,us/senator-ohio,2010,2015\nx/bela-reed,us/senator-iowa,2011,2017\n",
    );
    let made = merge(&one, &other).unwrap();
    let both = dir.path().join("both");
    made.write(&both).unwrap();
    assert_eq!(check(&both), []);
    assert_eq!(
        fs::read_to_string(both.join("officials.csv")).unwrap(),
        "id,name,aliases,country,wikidata\nour/ada-moss,Ada Moss,Adalberta Moss|Addie Moss,us,Q990001\n\
         x/bela-reed,Bela Reed,,us,\n"
    );
    let told: Vec<String> = made.left_out.iter().map(|note| note.kind.to_string()).collect();
    assert_eq!(
        told,
        [
            "our/ada-moss has name \"Ada Moss\", kept; not \"Adalberta Moss\"",
            "our/ada-moss as us/senator-ohio: 2009..2015 kept; not 2010..2015",
        ]
    );
}

#[test]
fn a_new_one_is_clean_and_so_are_its_examples() {
    let dir = tempfile::tempdir().unwrap();
    let mine = dir.path().join("mine");
    start(&mine).unwrap();
    assert_eq!(check(&mine), []);
    assert_eq!(check(&mine.join("examples")), []);
    Lexicon::load(&[mine]).unwrap();
}

/// The public lists beside the repository; none on machines that do not have them.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn reference() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).parent()?.join("shared/reference");
    if !dir.is_dir() {
        eprintln!("skipped: {} is not there", dir.display());
    }
    dir.is_dir().then_some(dir)
}

#[test]
fn public_lists_become_gazetteers_that_are_clean() {
    let Some(reference) = reference() else { return };
    let lists: [(&str, &str, &[&str]); 9] = [
        ("congress-committees-2026.yaml", "us", &[]),
        ("us-executive.yaml", "us", &[]),
        ("us-holders.csv", "us", &[]),
        ("uk-holders.csv", "gb", &[]),
        ("world-leaders-2021.csv", "", &[]),
        ("us-governors-2022.csv", "us", &["office=Governor of {state}", "wikidata=item"]),
        ("federal-register-agencies.csv", "us", &[]),
        ("us-agencies-and-bureaus.csv", "us", &["body=Bureau", "parent=Agency"]),
        (
            "world-leaders-2026.csv",
            "",
            &["name=Head of State", "office={HoS Title} of {Country}", "start=HoS Since"],
        ),
    ];
    for (list, country, columns) in lists {
        let columns = columns.iter().map(|&column| column.to_owned()).collect();
        let options = Options { country: country.to_owned(), columns };
        let made = import(&[reference.join(list)], &options).unwrap();
        assert_eq!(made.faults, [], "{list}");
        let dir = tempfile::tempdir().unwrap();
        made.write(dir.path()).unwrap();
        assert_eq!(check(dir.path()), [], "{list}");
    }
}

#[test]
fn every_member_of_congress_is_found_by_full_name() {
    let Some(reference) = reference() else { return };
    let list = reference.join("congress-legislators-2026.yaml");
    let dir = tempfile::tempdir().unwrap();
    let made = import(std::slice::from_ref(&list), &Options::default()).unwrap();
    made.write(dir.path()).unwrap();
    let lexicon = Lexicon::load(&[dir.path().to_owned()]).unwrap();
    let text = fs::read_to_string(list).unwrap();
    // Name and Wikidata id of each; a few members have no full name or no id in the list.
    let field = |member: &str, field: &str| {
        let line = member.lines().find_map(|line| line.trim().strip_prefix(field));
        line.map(|text| text.trim().trim_matches('\'').to_owned())
    };
    let last = |member: &str, field: &str| {
        let line = member.lines().rev().find_map(|line| line.trim().strip_prefix(field));
        line.unwrap().trim().to_owned()
    };
    let members: Vec<(String, Option<String>, String)> = format!("\n{text}")
        .split("\n- id:")
        .skip(1)
        .map(|member| {
            let plain = || {
                format!("{} {}", field(member, "first:").unwrap(), field(member, "last:").unwrap())
            };
            let name = field(member, "official_full:").unwrap_or_else(plain);
            // A sentence may end after `I.`, as in `the First World War I. Germany`.
            let name = if name.contains(" I. ") { plain() } else { name };
            let title = if last(member, "- type:") == "sen" { "Sen." } else { "Rep." };
            (name, field(member, "wikidata:"), title.to_owned())
        })
        .collect();
    assert!(members.len() > 500, "{}", members.len());
    let article: Vec<String> = members
        .iter()
        .map(|(name, _, title)| format!("The vote of {title} {name} was no."))
        .collect();
    let clean = CleanText::new(article.join("\n\n"));
    let segments = Segmenter::default().segment(&clean);
    let day = "2026-06-15".parse().ok();
    let made = EntityMatcher::new(&lexicon).find(&lexicon, &clean, &segments, day);
    let mut missed = Vec::new();
    for (name, id, _) in &members {
        let is_found = made.mentions.iter().any(|mention| {
            let entity = made.chains[mention.chain as usize].entity;
            clean.at(mention.span).contains(name.trim_end_matches('.'))
                && entity.is_some_and(|entity| {
                    id.as_ref().is_none_or(|id| lexicon.entity(entity).wikidata == *id)
                })
        });
        if !is_found {
            missed.push(name.as_str());
        }
    }
    assert!(missed.is_empty(), "{} missed: {}", missed.len(), missed.join(", "));
}
