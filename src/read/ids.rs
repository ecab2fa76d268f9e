//! Ids of articles: from source, record and text, so that they are the same on every run.

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::Xxh3;

use super::article::Article;
use super::assemble::Origin;

/// Makes ids, and remembers them: a dump may hold the same record twice, and an id is the key of a
/// table. Eight bytes an article are remembered, a fraction of a hundredth of its text.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: FxHashSet<u64>,
}

impl Ids {
    /// The id of an article whose other fields are set: `art_` and 16 hexadecimal digits.
    ///
    /// The folder that the program is called from, and where the input lies, do not change it. Of
    /// equal records of one file, the second has another id than the first.
    pub(super) fn next(&mut self, origin: &Origin, article: &Article) -> String {
        let mut copy = 0;
        let mut id = hash(origin, article, copy);
        while !self.taken.insert(id) {
            copy += 1;
            id = hash(origin, article, copy);
        }
        format!("art_{id:016x}")
    }
}

fn hash(origin: &Origin, article: &Article, copy: u64) -> u64 {
    let mut hasher = Xxh3::new();
    // Lengths keep ("a", "bc") and ("ab", "c") apart.
    for part in [&*origin.identity, &*article.doc, article.text.as_str()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&copy.to_le_bytes());
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::RawText;

    #[test]
    fn ids_are_stable_and_differ() {
        let mut ids = Ids::default();
        let mut next = |identity: &str, doc: &str, text: &str| {
            let origin = Origin { identity: identity.into(), ..Origin::default() };
            let text = RawText::new(text.into());
            ids.next(&origin, &Article { doc: doc.into(), text, ..Article::default() })
        };
        let first = next("a.txt", "a", "Text.");
        // Pinned: a change of this id changes every table that users keep.
        assert_eq!(first, "art_cafc33fb20880e65");
        let others = [
            next("a.txt", "a", "Text."),
            next("b.txt", "a", "Text."),
            next("a.txt", "b", "Text."),
            next("a.txt", "a", "Text"),
            next("a.tx", "ta", "Text."),
        ];
        assert!(others.iter().all(|other| *other != first && other.len() == 20));
    }
}
