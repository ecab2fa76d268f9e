//! What can be wrong with a gazetteer or a word list, and where.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// One fault of a data file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// The file, as it was given.
    pub path: PathBuf,
    /// From 1; the header of a CSV file is line 1.
    pub line: u64,
    /// What is wrong.
    pub kind: LexiconErrorKind,
}

/// The kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LexiconErrorKind {
    /// The file cannot be read as CSV or as UTF-8; the reader's own words.
    Unreadable(String),
    /// A file name that no gazetteer has.
    UnknownFile,
    /// The header lacks a column that the file needs.
    MissingColumn(&'static str),
    /// The header has a column that the file does not know.
    UnknownColumn(String),
    /// Not of the form `scope/slug` in lower-case ASCII.
    BadId(String),
    /// The same id stands above, or in another file of the folder.
    SameId(String),
    /// A row without a name.
    EmptyName,
    /// Nothing between two `|`, or after `?`.
    EmptyAlias,
    /// An alias that stands twice in its row, or is the name.
    SameAlias(String),
    /// A kind that the file does not know.
    BadKind(String),
    /// Neither empty nor `Q` and digits.
    BadWikidata(String),
    /// None of `YYYY`, `YYYY-MM`, `YYYY-MM-DD`.
    BadDate(String),
    /// A tenure that ends before it starts.
    EndsBeforeStart,
    /// An id that no row has.
    UnknownId(String),
    /// A row or entry that sorts before the one above it.
    Unsorted {
        /// The id or entry above.
        above: String,
    },
    /// A form that another entity has too, and no date tells them apart.
    SharedForm {
        /// The form.
        form: String,
        /// The other entity's id.
        other: String,
    },
    /// Two hold an office of one seat at the same time.
    Overlap {
        /// The office's id.
        office: String,
        /// The other holder's id.
        other: String,
    },
    /// What an import leaves out, and why.
    LeftOut(String),
    /// White space at the end of a line, or a line that is an entry twice.
    BadEntry(String),
}

impl LexiconErrorKind {
    /// Whether a run may start in spite of it: the row can be used as it is.
    pub fn is_style(&self) -> bool {
        matches!(
            self,
            Self::Unsorted { .. }
                | Self::SharedForm { .. }
                | Self::Overlap { .. }
                | Self::SameAlias(_)
                | Self::BadEntry(_)
        )
    }
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.kind)
    }
}

impl fmt::Display for LexiconErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use LexiconErrorKind as Kind;
        match self {
            Kind::Unreadable(why) | Kind::LeftOut(why) => f.write_str(why),
            Kind::UnknownFile => {
                f.write_str("no gazetteer has this name; see gazetteers/README.md")
            }
            Kind::MissingColumn(column) => write!(f, "column {column:?} is missing"),
            Kind::UnknownColumn(column) => write!(f, "column {column:?} is not known here"),
            Kind::BadId(id) => write!(f, "id {id:?} is not of the form scope/lower-case-slug"),
            Kind::SameId(id) => write!(f, "id {id:?} is used above or in another file"),
            Kind::EmptyName => f.write_str("name is empty"),
            Kind::EmptyAlias => f.write_str("alias is empty"),
            Kind::SameAlias(alias) => write!(f, "alias {alias:?} is the name or stands twice"),
            Kind::BadKind(kind) => write!(f, "kind {kind:?} is not known here"),
            Kind::BadWikidata(id) => write!(f, "wikidata {id:?} is not Q and digits"),
            Kind::BadDate(date) => write!(f, "{date:?} is not YYYY, YYYY-MM or YYYY-MM-DD"),
            Kind::EndsBeforeStart => f.write_str("the end lies before the start"),
            Kind::UnknownId(id) => write!(f, "id {id:?} is in no file"),
            Kind::Unsorted { above } => write!(f, "sorts before {above:?} above it"),
            Kind::SharedForm { form, other } => {
                write!(f, "{form:?} is a form of {other} too; make one of them weak with ?")
            }
            Kind::Overlap { office, other } => {
                write!(f, "{office} has one seat, and {other} holds it at the same time")
            }
            Kind::BadEntry(entry) => write!(f, "{entry:?} stands twice or ends in white space"),
        }
    }
}

impl Error for LexiconError {}
