//! What can go wrong while tables are written.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// Why tables cannot be written.
#[derive(Debug)]
pub enum TableError {
    /// The folder holds a file that this run would write.
    Exists(PathBuf),
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
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exists(path) => write!(
                f,
                "{} is there already; give another folder with -o, or --force to write over it",
                path.display()
            ),
            Self::Io { path, .. } => write!(f, "cannot write {}", path.display()),
        }
    }
}

impl Error for TableError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Exists(_) => None,
            Self::Io { source, .. } => Some(source),
        }
    }
}
