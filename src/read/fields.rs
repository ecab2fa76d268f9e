//! Which field of a record is what: by the names that dumps use, or as the user told.

use std::mem;

use rustc_hash::FxHashMap;

use super::options::{Options, Role};

/// Names of fields without `_`, `-`, `.` and white space and in lower case; of two fields for one
/// role the one that stands first here is taken, so the names that can only mean the role lead.
///
/// Left out on purpose: `summary` and `description` (a part of the text at best), `created_at`
/// and `date_download` (when the dump was made, not the article).
const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Text,
        &[
            "text",
            "maintext",
            "fulltext",
            "articletext",
            "articlebody",
            "articlecontent",
            "bodytext",
            "body",
            "contenttext",
            "content",
            "article",
            "story",
            "plaintext",
            "rawtext",
        ],
    ),
    (Role::Title, &["title", "headline", "articletitle", "heading"]),
    (
        Role::Date,
        &[
            "datepublished",
            "datepublish",
            "publisheddate",
            "publishdate",
            "publicationdate",
            "publishedat",
            "publishedon",
            "publishedtime",
            "publishtime",
            "webpublicationdate",
            "pubdate",
            "pubtime",
            "published",
            "articledate",
            "date",
            "datetime",
            "timestamp",
        ],
    ),
    (
        Role::Url,
        &["url", "link", "weburl", "articleurl", "canonicalurl", "canonicallink", "permalink"],
    ),
    (
        Role::Outlet,
        &[
            "publication",
            "outlet",
            "publisher",
            "newspaper",
            "sourcename",
            "source",
            "sitename",
            "site",
            "website",
            "sourcedomain",
            "domain",
        ],
    ),
    (Role::Author, &["author", "authors", "byline", "writer", "creator"]),
    (Role::Id, &["id", "guid", "articleid", "docid", "documentid", "storyid", "uuid", "docno"]),
];

/// Objects that only wrap the record: Elasticsearch hits, Guardian fields, JSON:API attributes. Not
/// `source`: that is the outlet, with an id and an address of its own.
const WRAPPERS: [&str; 6] = ["_source", "article", "fields", "document", "attributes", "data"];

/// A name after folding; longer ones are no names of fields.
const LONGEST: usize = 40;

/// What a field is for, and which of several it is; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slot {
    pub(super) role: Role,
    pub(super) rank: u8,
}

/// The names to look for in one run.
#[derive(Debug)]
pub(super) struct FieldNames {
    by_name: FxHashMap<String, Slot>,
    // Role, and the name or dotted path that was told for it.
    told: Vec<(Role, String)>,
}

impl FieldNames {
    /// The names of dumps, and over them those that the user told, which stand alone.
    pub(super) fn new(options: &Options) -> Self {
        let told: Vec<_> = Role::ALL
            .into_iter()
            .filter_map(|role| Some((role, options.field(role)?.to_lowercase())))
            .collect();
        let mut by_name = FxHashMap::default();
        for (role, names) in NAMES.iter().filter(|(role, _)| options.field(*role).is_none()) {
            for (name, rank) in names.iter().zip(1..) {
                by_name.insert((*name).to_owned(), Slot { role: *role, rank });
            }
        }
        Self { by_name, told }
    }

    /// What the field at a dotted path is for; `name` is its last part.
    pub(super) fn slot(&self, path: &str, name: &str) -> Option<Slot> {
        if !self.told.is_empty() {
            let path = path.to_lowercase();
            if let Some((role, _)) = self.told.iter().find(|(_, told)| *told == path) {
                return Some(Slot { role: *role, rank: 0 });
            }
        }
        let mut buffer = [0; LONGEST];
        let mut length = 0;
        for byte in name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b'.' | b' ')) {
            *buffer.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
        self.by_name.get(str::from_utf8(buffer.get(..length)?).ok()?).copied()
    }

    /// Whether an object at this path may hold fields of the record: a wrapper, or on the way to
    /// a path that was told.
    pub(super) fn is_wrapper(&self, path: &str, name: &str) -> bool {
        let is_on_way = |told: &str| {
            told.strip_prefix(&path.to_lowercase()).is_some_and(|rest| rest.starts_with('.'))
        };
        WRAPPERS.iter().any(|wrapper| wrapper.eq_ignore_ascii_case(name))
            || self.told.iter().any(|(_, told)| is_on_way(told))
    }

    /// The name that was told for a role.
    pub(super) fn told(&self, role: Role) -> Option<&str> {
        self.told.iter().find(|(known, _)| *known == role).map(|(_, name)| name.as_str())
    }
}

/// The values of one record that have a role.
#[derive(Debug, Default)]
pub(super) struct Fields {
    // One for each role, in the order of `Role::ALL`: rank and value.
    values: [(u8, String); Role::ALL.len()],
    /// Whether the record has a field for the text, be it empty.
    pub(super) has_text_field: bool,
}

impl Fields {
    /// Takes a value unless a better one is there; blank values never count.
    pub(super) fn offer(&mut self, slot: Slot, value: String) {
        self.has_text_field |= slot.role == Role::Text;
        let (rank, kept) = &mut self.values[slot.role as usize];
        if (kept.is_empty() || slot.rank < *rank) && !value.trim_ascii().is_empty() {
            (*rank, *kept) = (slot.rank, value);
        }
    }

    /// Gives the value for a role away; empty when there is none.
    pub(super) fn take(&mut self, role: Role) -> String {
        mem::take(&mut self.values[role as usize].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_names_and_prefers_the_plain_ones() {
        let names = FieldNames::new(&Options::default());
        let role = |name: &str| names.slot(name, name).map(|slot| slot.role);
        for (name, expected) in [
            ("text", Role::Text),
            ("mainText", Role::Text),
            ("Date_Publish", Role::Date),
            ("pubDate", Role::Date),
            ("published at", Role::Date),
            ("SOURCE", Role::Outlet),
            ("authors", Role::Author),
            ("_id", Role::Id),
            ("link", Role::Url),
        ] {
            assert_eq!(role(name), Some(expected), "{name}");
        }
        for name in ["texts", "summary", "date_download", "", "é", &"text".repeat(30)] {
            assert_eq!(role(name), None, "{name}");
        }
        let mut fields = Fields::default();
        for (name, value) in
            [("content", "long"), ("text", " "), ("maintext", "main"), ("body", "b")]
        {
            fields.offer(names.slot(name, name).unwrap(), value.into());
        }
        assert_eq!(fields.take(Role::Text), "main");
    }

    #[test]
    fn a_told_name_stands_alone() {
        let options = Options::parse(&["text=Doc.Body".into()]).unwrap();
        let names = FieldNames::new(&options);
        assert_eq!(names.slot("doc.body", "body"), Some(Slot { role: Role::Text, rank: 0 }));
        assert_eq!(names.slot("text", "text"), None);
        assert!(names.is_wrapper("doc", "doc") && !names.is_wrapper("do", "do"));
    }

    #[test]
    fn the_manual_lists_the_same_names() {
        let manual = include_str!("../../docs/INPUT.md");
        for (role, names) in NAMES {
            let start = format!("| `{}` | ", role.name());
            let row = manual.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
            let listed = row.trim_end_matches(" |").replace('_', "").to_lowercase();
            assert_eq!(listed.split(", ").collect::<Vec<_>>(), *names);
        }
    }
}
