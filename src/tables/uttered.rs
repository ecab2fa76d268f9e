//! The claims and quotations of some articles, as the search for copies takes them.

use std::io;

use jiff::civil::Date;

use crate::repeats::{Cell, Key, Repeats, Utterance};

/// Claims of some articles, in order.
#[derive(Debug, Default)]
pub(super) struct Uttered {
    articles: Vec<Article>,
    claims: Vec<Claim>,
    // Those of articles and claims, one after the other.
    texts: String,
    prints: Vec<u64>,
}

#[derive(Debug, Clone, Copy)]
struct Article {
    published: Option<Date>,
    n_id: usize,
    n_outlet: usize,
    // The number of claims before its own.
    first_claim: usize,
}

#[derive(Debug, Clone, Copy)]
struct Claim {
    key: Key,
    n_text: usize,
    n_name: usize,
    n_id: usize,
    n_prints: usize,
    range: (u32, u32),
    rows: [Option<usize>; 2],
}

/// Where some claims ended at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UtteredMark {
    articles: usize,
    claims: usize,
    texts: usize,
    prints: usize,
}

impl Uttered {
    /// Makes room for so many bytes of texts.
    pub(super) fn reserve(&mut self, n_bytes: usize) {
        self.texts.reserve(n_bytes);
    }

    /// Adds an article; the claims that follow stand in it.
    pub(super) fn add_article(&mut self, id: &str, published: Option<Date>, outlet: &str) {
        let (n_id, n_outlet) = (id.len(), outlet.len());
        self.texts.extend([id, outlet]);
        let first_claim = self.claims.len();
        self.articles.push(Article { published, n_id, n_outlet, first_claim });
    }

    /// Adds a claim of the last article, with the fingerprints of its text; `range` is that in the article, `rows` are those of quotes
    /// and claims, and the texts are shown ones.
    pub(super) fn add(
        &mut self,
        (key, prints): (Key, &[u64]),
        [text, name, id]: [&str; 3],
        range: (u32, u32),
        rows: [Option<usize>; 2],
    ) {
        self.texts.extend([text, name, id]);
        let (n_text, n_name, n_id) = (text.len(), name.len(), id.len());
        self.prints.extend_from_slice(prints);
        let n_prints = prints.len();
        self.claims.push(Claim { key, n_text, n_name, n_id, n_prints, range, rows });
    }

    /// Where it ends now.
    pub(super) fn mark(&self) -> UtteredMark {
        UtteredMark {
            articles: self.articles.len(),
            claims: self.claims.len(),
            texts: self.texts.len(),
            prints: self.prints.len(),
        }
    }

    /// Takes everything away that was added after a mark.
    pub(super) fn cut(&mut self, mark: UtteredMark) {
        self.articles.truncate(mark.articles);
        self.claims.truncate(mark.claims);
        self.texts.truncate(mark.texts);
        self.prints.truncate(mark.prints);
    }

    /// Takes everything away; the room stays.
    pub(super) fn clear(&mut self) {
        self.articles.clear();
        self.cut(UtteredMark { articles: 0, claims: 0, texts: 0, prints: 0 });
    }

    /// Hands everything over; `cells` are those of all rows of quotes and claims.
    pub(super) fn give(&self, repeats: &mut Repeats, cells: [&[Cell]; 2]) -> io::Result<()> {
        let mut rest = self.texts.as_str();
        let mut take = |n_bytes: usize| {
            let (text, after) = rest.split_at_checked(n_bytes).unwrap_or((rest, ""));
            rest = after;
            text
        };
        let mut prints = self.prints.as_slice();
        let ends = self.articles.iter().skip(1).map(|article| article.first_claim);
        let ends = ends.chain([self.claims.len()]);
        for (article, end) in self.articles.iter().zip(ends) {
            let (id, outlet) = (take(article.n_id), take(article.n_outlet));
            repeats.add_article(id, article.published, outlet)?;
            for claim in self.claims.get(article.first_claim..end).unwrap_or_default() {
                let [mut quote, mut of_claim] = [None; 2];
                for ((row, cells), cell) in
                    claim.rows.iter().zip(cells).zip([&mut quote, &mut of_claim])
                {
                    *cell = row.and_then(|row| cells.get(row).copied());
                }
                let (own, after) = prints.split_at_checked(claim.n_prints).unwrap_or_default();
                prints = after;
                repeats.add(&Utterance {
                    key: claim.key,
                    text: take(claim.n_text),
                    prints: own,
                    speaker_name: take(claim.n_name),
                    speaker_id: take(claim.n_id),
                    range: claim.range,
                    cells: [quote, of_claim],
                })?;
            }
        }
        Ok(())
    }
}
