//! From the inputs on the command line to files, in order.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::reject::Fault;

/// The input that stands for standard input.
const STDIN: &str = "-";

/// A file to be read.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// As it was given or found; for opening.
    pub(super) path: PathBuf,
    /// What tells it from other files wherever the program is called: the path inside the folder
    /// that was given, or the file name of a file that was given; parts joined by `/`.
    pub(super) identity: String,
    /// Whether it was named on the command line, and not found in a folder.
    pub(super) is_given: bool,
}

impl Found {
    /// The path as tables show it.
    pub(super) fn source(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// Whether it is standard input.
    pub(super) fn is_stdin(&self) -> bool {
        self.is_given && self.path == Path::new(STDIN)
    }
}

/// The inputs that do not exist, as given; when that is all of them, there is nothing to run on.
pub fn missing(inputs: &[PathBuf]) -> Vec<&Path> {
    let is_missing = |path: &&Path| *path != Path::new(STDIN) && fs::metadata(path).is_err();
    inputs.iter().map(PathBuf::as_path).filter(is_missing).collect()
}

/// Bytes on disk of all that will be read; none when standard input is among the inputs, for
/// nobody knows how long that is.
pub fn total_bytes(inputs: &[PathBuf]) -> Option<u64> {
    if inputs.iter().any(|path| path == Path::new(STDIN)) {
        return None;
    }
    let entries =
        inputs.iter().flat_map(|input| walk_dir(input).into_iter().filter_entry(is_shown));
    let files = entries.flatten().filter(|entry| entry.file_type().is_file());
    Some(files.filter_map(|entry| entry.metadata().ok()).map(|file| file.len()).sum())
}

/// All files of all inputs, each input walked when its turn comes; with what is wrong where one
/// cannot be read.
pub(super) fn walk(inputs: &[PathBuf]) -> impl Iterator<Item = (Found, Option<Fault>)> {
    inputs.iter().flat_map(|input| {
        let is_stdin = input == Path::new(STDIN);
        let stdin = is_stdin.then(|| (found(input, input), None));
        let entries = (!is_stdin).then(|| {
            let entries = walk_dir(input).sort_by(by_path).into_iter().filter_entry(is_shown);
            entries.filter_map(move |entry| match entry {
                Ok(entry) if entry.file_type().is_dir() => None,
                Ok(entry) => {
                    let is_read = entry.file_type().is_file() || entry.depth() == 0;
                    let fault = (!is_read).then_some(Fault::NotAFile);
                    Some((found(input, entry.path()), fault))
                }
                Err(err) => {
                    let path = err.path().unwrap_or(input).to_owned();
                    Some((found(input, &path), Some(fault(&path, err))))
                }
            })
        });
        stdin.into_iter().chain(entries.into_iter().flatten())
    })
}

fn walk_dir(input: &Path) -> WalkDir {
    WalkDir::new(input).follow_links(true)
}

/// Hidden files and folders are left out, unless they were given, and so are folders that a run has
/// written: its tables have fields with text, and would be read as a dump.
fn is_shown(entry: &DirEntry) -> bool {
    let is_hidden = || entry.file_name().as_encoded_bytes().starts_with(b".");
    entry.depth() == 0 || !(is_hidden() || entry.file_type().is_dir() && is_output(entry.path()))
}

fn is_output(folder: &Path) -> bool {
    ["datapackage.json", "rejects.csv"].iter().all(|name| folder.join(name).is_file())
}

/// Orders two entries of a folder as their whole paths are ordered, where the name of a folder
/// goes on with `/`: `a.txt` before `a/b.txt`.
fn by_path(a: &DirEntry, b: &DirEntry) -> Ordering {
    let slash = |entry: &DirEntry| if entry.file_type().is_dir() { "/" } else { "" };
    let (a_slash, b_slash) = (slash(a).bytes(), slash(b).bytes());
    let bytes = |entry: &'_ DirEntry| entry.file_name().as_encoded_bytes().to_vec();
    bytes(a).into_iter().chain(a_slash).cmp(bytes(b).into_iter().chain(b_slash))
}

fn found(input: &Path, path: &Path) -> Found {
    let inside = path.strip_prefix(input).ok().filter(|inside| *inside != Path::new(""));
    let named = inside.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
    let parts: Vec<_> = named.iter().map(OsStr::to_string_lossy).collect();
    Found { path: path.to_owned(), identity: parts.join("/"), is_given: inside.is_none() }
}

fn fault(path: &Path, err: walkdir::Error) -> Fault {
    if let Some(ancestor) = err.loop_ancestor() {
        return Fault::Loop(ancestor.to_owned());
    }
    if path.is_symlink() && fs::metadata(path).is_err() {
        return Fault::Dangling;
    }
    let is_given = err.depth() == 0;
    match err.into_io_error() {
        Some(err) if is_given && err.kind() == ErrorKind::NotFound => Fault::Missing,
        Some(err) => Fault::Unreadable(err),
        None => Fault::NotAFile,
    }
}
