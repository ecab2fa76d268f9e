//! Word lists: one entry a line, sorted, `#` begins a remark.

use std::path::Path;

use super::fault::{LexiconError, LexiconErrorKind};

/// The entries of a word list, in order: remarks and blank lines left out.
pub fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|entry| !entry.is_empty())
}

/// Every fault of a word list: entries out of order, twice, or with white space at the end.
pub fn check_words(path: &Path, list: &str) -> Vec<LexiconError> {
    let mut faults = Vec::new();
    let mut above = "";
    for (line, number) in list.lines().zip(1..) {
        let mut fault =
            |kind| faults.push(LexiconError { path: path.to_owned(), line: number, kind });
        if line.ends_with(char::is_whitespace) {
            fault(LexiconErrorKind::BadEntry(line.to_owned()));
        }
        let Some(entry) = entries(line).next() else { continue };
        match entry.cmp(above) {
            std::cmp::Ordering::Less => {
                fault(LexiconErrorKind::Unsorted { above: above.to_owned() });
            }
            std::cmp::Ordering::Equal => fault(LexiconErrorKind::BadEntry(entry.to_owned())),
            std::cmp::Ordering::Greater => {}
        }
        above = entry;
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_remarks_out() {
        let list = "# verbs\nadd\nclaim # often denied\n\nsay\n";
        assert_eq!(entries(list).collect::<Vec<_>>(), ["add", "claim", "say"]);
        assert_eq!(check_words(Path::new("x"), list), []);
    }

    #[test]
    fn finds_every_fault() {
        let faults = check_words(Path::new("w.txt"), "b\na\na\nc \n");
        let messages: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "w.txt:2: sorts before \"b\" above it",
                "w.txt:3: \"a\" stands twice or ends in white space",
                "w.txt:4: \"c \" stands twice or ends in white space",
            ]
        );
    }
}
