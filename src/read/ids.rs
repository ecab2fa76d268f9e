//! Ids of articles: from source, record and text, so that they are the same on every run.

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::article::Article;
use super::assemble::Origin;

/// Makes ids, and remembers them: a dump may hold the same record twice, and an id is the key of a
/// table. Eight bytes an article are remembered, a fraction of a hundredth of its text.
#[derive(Debug, Default)]
pub struct Ids {
    taken: FxHashSet<u64>,
}

impl Ids {
    /// The id of an article whose other fields are set: `art_` and 16 hexadecimal digits.
    ///
    /// The folder that the program is called from, and where the input lies, do not change it. Of
    /// equal records of one file, the second has another id than the first.
    pub(super) fn next(&mut self, origin: &Origin, article: &Article) -> String {
        Self::spell(self.free(hash(origin, article)))
    }

    /// The number of an id that is not taken, and now is: this one, or one that follows from it.
    ///
    /// The second of equal articles has the id that follows from that of the first, and so on. So
    /// the ids of one run over many inputs can be told from those of many runs.
    pub fn free(&mut self, mut id: u64) -> u64 {
        while !self.taken.insert(id) {
            id = xxh3_64(&id.to_le_bytes());
        }
        id
    }

    /// An id as tables show it.
    pub fn spell(id: u64) -> String {
        format!("art_{id:016x}")
    }

    /// The number of an id in a table; none for what is no id.
    pub fn read(id: &str) -> Option<u64> {
        let digits = id.strip_prefix("art_").filter(|digits| digits.len() == 16)?;
        u64::from_str_radix(digits, 16).ok()
    }
}

fn hash(origin: &Origin, article: &Article) -> u64 {
    let mut hasher = Xxh3::new();
    // Lengths keep ("a", "bc") and ("ab", "c") apart.
    for part in [&*origin.identity, &*article.doc, article.text.as_str()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&0_u64.to_le_bytes());
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

    #[test]
    fn copies_have_the_same_ids_in_one_run_and_in_several() {
        let mut whole = Ids::default();
        let one: Vec<u64> = [7, 7, 9, 7, 7].map(|id| whole.free(id)).to_vec();
        let mut joined = Ids::default();
        let mut several = Vec::new();
        for shard in [&[7, 7, 9][..], &[7, 7]] {
            let mut ids = Ids::default();
            several.extend(shard.iter().map(|id| joined.free(ids.free(*id))));
        }
        assert_eq!(one, several);
        assert_eq!(Ids::read(&Ids::spell(one[1])), Some(one[1]));
        assert_eq!(Ids::read("art_12"), None);
    }
}
