//! What is told of each cluster: where it was first seen, how often, in how many wordings.

use std::io;
use std::path::Path;

use jiff::civil::Date;

use super::link::Forest;
use super::record::{Cell, Head, Origin};
use super::sorter::{Sorted, Sorter};
use super::spill::{Ahead, Reader};
use super::{Kept, text_of};

/// One claim with all its copies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cluster {
    /// The key of the first copy.
    pub number: u64,
    /// The longest wording, the first of several.
    pub text: String,
    /// Who said it, by the first copy that tells; empty when none does.
    pub speaker_name: String,
    /// The id of who said it; empty without one.
    pub speaker_id: String,
    /// Claims and quotations.
    pub n_copies: u64,
    /// Articles.
    pub n_articles: u64,
    /// Outlets that the dump names.
    pub n_outlets: u64,
    /// Texts that differ in more than case and marks.
    pub n_wordings: u64,
    /// Wordings that are not cut or damaged copies of another.
    pub n_independent: u64,
    /// The earliest day.
    pub first_date: Option<Date>,
    /// The first article of that day, in the order of the input.
    pub first_article_id: String,
    /// Its outlet; empty where the dump names none.
    pub first_outlet: String,
    /// The latest day.
    pub last_date: Option<Date>,
}

/// All clusters of a run.
#[derive(Debug)]
pub struct Clusters {
    kept: Kept,
    forest: Forest,
    // Cluster and claim, of all claims but the first of each cluster.
    copies: Sorted,
}

impl Clusters {
    pub(super) fn of(kept: Kept, mut forest: Forest, dir: &Path) -> io::Result<Self> {
        let mut copies = Sorter::new(dir);
        for claim in 0..kept.n_claims {
            let root = forest.root(claim);
            if root != claim {
                copies.push(u128::from(root) << 32 | u128::from(claim))?;
            }
        }
        Ok(Self { kept, forest, copies: copies.sorted()? })
    }

    /// Hands over, for each claim whose cluster has not the number of its own key, the cells of
    /// quotes and claims to change, and the number; cells come in the order of the tables.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, and what `change` gives.
    pub fn each_change(
        &mut self,
        mut change: impl FnMut([Option<Cell>; 2], u64) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut heads = self.kept.heads.reader(Ahead::InOrder);
        let mut roots = self.kept.heads.reader(Ahead::Anywhere);
        for claim in 0..self.kept.n_claims {
            let root = self.forest.root(claim);
            if root != claim {
                let head = Head::read(&mut heads, claim)?;
                let number = Head::read(&mut roots, root)?.key;
                if number != head.key {
                    change(head.cells, number)?;
                }
            }
        }
        Ok(())
    }

    /// Hands over the clusters, in the order of their first claims.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, and what `sink` gives.
    pub fn each(mut self, mut sink: impl FnMut(&Cluster) -> io::Result<()>) -> io::Result<()> {
        let mut in_order = self.kept.readers(Ahead::InOrder);
        let mut anywhere = self.kept.readers(Ahead::Anywhere);
        let mut origins = self.kept.origins.reader(Ahead::Anywhere);
        for root in 0..self.kept.n_claims {
            if self.forest.root(root) != root {
                continue;
            }
            let head = Head::read(&mut in_order.heads, root)?;
            let mut gathered = Gathered::of(head);
            let origin = Origin::read(&mut origins, head.article)?;
            gathered.add(head, origin, self.forest.is_reworded(root));
            let is_next = |copy: &u128| copy >> 32 == u128::from(root);
            while let Some(copy) = self.copies.peek().filter(is_next) {
                self.copies.next()?;
                let claim = u32::try_from(copy & u128::from(u32::MAX)).unwrap_or_default();
                let head = Head::read(&mut anywhere.heads, claim)?;
                let origin = Origin::read(&mut origins, head.article)?;
                gathered.add(head, origin, self.forest.is_reworded(claim));
            }
            let is_alone = gathered.keys.len() == 1;
            let texts = if is_alone { &mut in_order.texts } else { &mut anywhere.texts };
            sink(&gathered.tell(texts)?)?;
        }
        Ok(())
    }
}

/// A cluster while its claims come in, in the order of the input.
#[derive(Debug)]
struct Gathered {
    first: Head,
    longest: Head,
    named: Option<Head>,
    keys: Vec<u64>,
    outlets: Vec<u64>,
    last_article: Option<u32>,
    n_articles: u64,
    n_reworded: u64,
    first_seen: Option<Origin>,
    last_date: u32,
}

impl Gathered {
    fn of(first: Head) -> Self {
        Self {
            first,
            longest: first,
            named: None,
            keys: Vec::new(),
            outlets: Vec::new(),
            last_article: None,
            n_articles: 0,
            n_reworded: 0,
            first_seen: None,
            last_date: 0,
        }
    }

    fn add(&mut self, head: Head, origin: Origin, is_reworded: bool) {
        self.keys.push(head.key);
        if head.n_letters > self.longest.n_letters {
            self.longest = head;
        }
        if self.named.is_none() && head.n_name > 0 {
            self.named = Some(head);
        }
        self.n_reworded += u64::from(is_reworded);
        if self.last_article == Some(head.article) {
            return;
        }
        self.last_article = Some(head.article);
        self.n_articles += 1;
        if origin.outlet != 0 {
            self.outlets.push(origin.outlet);
        }
        self.last_date = self.last_date.max(origin.date);
        // An article without a date is the first only where none has one.
        let is_first = self
            .first_seen
            .is_none_or(|first| origin.date != 0 && (first.date == 0 || origin.date < first.date));
        if is_first {
            self.first_seen = Some(origin);
        }
    }

    fn tell(mut self, texts: &mut Reader<'_>) -> io::Result<Cluster> {
        let n_copies = self.keys.len() as u64;
        let [n_wordings, n_outlets] = [&mut self.keys, &mut self.outlets].map(|all| {
            all.sort_unstable();
            all.dedup();
            all.len() as u64
        });
        let mut cluster = Cluster {
            number: self.first.key,
            text: self.longest.text(texts)?.into_owned(),
            n_copies,
            n_articles: self.n_articles,
            n_outlets,
            n_wordings,
            n_independent: 1 + self.n_reworded,
            last_date: date(self.last_date),
            ..Cluster::default()
        };
        if let Some(head) = self.named {
            let at = head.text_at + u64::from(head.n_text);
            let both = texts.read(at, head.n_name as usize + head.n_id as usize)?;
            [cluster.speaker_name, cluster.speaker_id] = parts(both, head.n_name);
        }
        if let Some(origin) = self.first_seen {
            cluster.first_date = date(origin.date);
            let both =
                texts.read(origin.text_at, origin.n_id as usize + origin.n_outlet as usize)?;
            [cluster.first_article_id, cluster.first_outlet] = parts(both, origin.n_id);
        }
        Ok(cluster)
    }
}

/// Two texts, one after the other.
fn parts(both: &[u8], n_first: u32) -> [String; 2] {
    let (first, second) = both.split_at_checked(n_first as usize).unwrap_or((both, &[]));
    [first, second].map(|text| text_of(text).into_owned())
}

/// Year, month and day as one number, in the order of days; 0 is none.
pub(super) fn date_number(date: Date) -> u32 {
    let [year, month, day] = [date.year(), date.month().into(), date.day().into()];
    // No dump has articles from before the year 1.
    let number = i32::from(year) * 10_000 + i32::from(month) * 100 + i32::from(day);
    u32::try_from(number).unwrap_or_default()
}

fn date(number: u32) -> Option<Date> {
    let [year, month, day] = [number / 10_000, number / 100 % 100, number % 100];
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}
