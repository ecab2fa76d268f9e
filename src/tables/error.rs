//! What can go wrong while tables are written.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Why tables cannot be written.
#[derive(Debug)]
pub enum TableError {
    /// The folder holds a file that this run would write.
    Exists(PathBuf),
    /// A folder holds no output of a finished run.
    NoOutput(PathBuf),
    /// A folder holds the output of another version, or of another subcommand than `extract`.
    OtherOutput(PathBuf),
    /// Two outputs were made with other gazetteers or in another form.
    Unlike(PathBuf, PathBuf),
    /// A table does not begin with its columns.
    Header(PathBuf),
    /// A folder has quotes or claims of articles that it does not have, or in another order.
    Stray(PathBuf),
    /// A file cannot be read.
    Reading {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder cannot be written.
    Io {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl TableError {
    /// For `map_err` on an I/O result.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// The same for what is read.
    pub(super) fn reading(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Reading { path: path.to_owned(), source }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => write!(
                f,
                "{} is there already; give another folder with -o, or --force to write over it",
                path.display()
            ),
            Self::NoOutput(dir) => write!(
                f,
                "{} holds no output of a finished run; give folders that `extract` wrote",
                dir.display()
            ),
            Self::OtherOutput(dir) => write!(
                f,
                "{} was not written by `extract` of version {}; make it anew",
                dir.display(),
                env!("CARGO_PKG_VERSION")
            ),
            Self::Unlike(one, other) => write!(
                f,
                "{} and {} were made with other gazetteers, --format or --plain; make them alike",
                one.display(),
                other.display()
            ),
            Self::Header(path) => {
                write!(f, "{} does not begin with the columns of its table", path.display())
            }
            Self::Stray(dir) => write!(
                f,
                "{} has quotes or claims without their articles; its tables were changed",
                dir.display()
            ),
            Self::Reading { path, .. } => write!(f, "cannot read {}", path.display()),
            Self::Io { path, .. } => write!(f, "cannot write {}", path.display()),
        }
    }
}

impl Error for TableError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Exists(_)
            | Self::NoOutput(_)
            | Self::OtherOutput(_)
            | Self::Unlike(..)
            | Self::Header(_)
            | Self::Stray(_) => None,
            Self::Reading { source, .. } | Self::Io { source, .. } => Some(source),
        }
    }
}
