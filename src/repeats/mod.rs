//! The same claim again: clusters of quotations and claims over a whole run.
//!
//! Reads the text of each claim, who made it, and the article that it stands in, one after the
//! other, as tables show them; gives each the number of its cluster, and a [`Cluster`] for each of
//! these. Claims with equal [`Key`]s are one. Of wordings that share fingerprints
//! (`prints.rs`, `pairs.rs`), those that an exact comparison finds to be copies, cut or damaged, or
//! the same in other words, are one too (`near.rs`, `link.rs`).
//!
//! Nothing but the texts and their order counts, so the result depends neither on threads nor on
//! where the texts come from. What memory need not hold is in files without names; six bytes a
//! claim are in memory at the end.

mod clusters;
mod key;
mod link;
mod near;
mod pairs;
mod prints;
mod record;
mod sorter;
mod spill;
mod words;

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use xxhash_rust::xxh3::xxh3_64;

use self::link::Forest;
use self::record::{Head, Origin};
use self::sorter::Sorter;
use self::spill::{Ahead, Reader, Spill, Spilled};

pub use self::clusters::{Cluster, Clusters};
pub use self::key::{Key, Keys, Place};
pub use self::record::Cell;

/// A claim or quotation.
#[derive(Debug, Clone, Copy)]
pub struct Utterance<'a> {
    /// Its key.
    pub key: Key,
    /// Its words.
    pub text: &'a str,
    /// Their fingerprints.
    pub prints: &'a [u64],
    /// Who said it; empty when nobody is known.
    pub speaker_name: &'a str,
    /// The id of who said it; empty without one.
    pub speaker_id: &'a str,
    /// From its first to its last code point in the article.
    pub range: (u32, u32),
    /// Where the number of its cluster stands in quotes and in claims.
    pub cells: [Option<Cell>; 2],
}

/// Takes all claims of a run.
#[derive(Debug)]
pub struct Repeats {
    dir: PathBuf,
    heads: Spill,
    texts: Spill,
    prints: Spill,
    origins: Spill,
    keys: Sorter,
    surnames: Vec<u16>,
    n_claims: u32,
    n_articles: u32,
}

impl Repeats {
    /// None so far. Files without names are made in a folder that is there.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written.
    pub fn new(dir: &Path) -> io::Result<Self> {
        Ok(Self {
            dir: dir.to_owned(),
            heads: Spill::new(dir)?,
            texts: Spill::new(dir)?,
            prints: Spill::new(dir)?,
            origins: Spill::new(dir)?,
            keys: Sorter::new(dir),
            surnames: Vec::new(),
            n_claims: 0,
            n_articles: 0,
        })
    }

    /// Adds an article; the claims that follow stand in it.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn add_article(
        &mut self,
        id: &str,
        published: Option<Date>,
        outlet: &str,
    ) -> io::Result<()> {
        let outlet_hash = if outlet.is_empty() { 0 } else { xxh3_64(outlet.as_bytes()).max(1) };
        let origin = Origin {
            date: published.map_or(0, clusters::date_number),
            outlet: outlet_hash,
            text_at: self.texts.len(),
            n_id: length(id.as_bytes())?,
            n_outlet: length(outlet.as_bytes())?,
        };
        self.origins.append(&origin.to_bytes())?;
        self.texts.append(id.as_bytes())?;
        self.texts.append(outlet.as_bytes())?;
        self.n_articles = one_more(self.n_articles)?;
        Ok(())
    }

    /// Adds a claim of the last article.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn add(&mut self, one: &Utterance<'_>) -> io::Result<()> {
        let head = Head {
            key: one.key.number,
            surname: one.key.surname,
            text_at: self.texts.len(),
            n_text: length(one.text.as_bytes())?,
            n_name: length(one.speaker_name.as_bytes())?,
            n_id: length(one.speaker_id.as_bytes())?,
            n_letters: one.key.n_letters,
            n_words: one.key.n_words,
            n_prints: length(one.prints)?,
            article: self.n_articles.saturating_sub(1),
            start: one.range.0,
            end: one.range.1,
            cells: one.cells,
        };
        self.heads.append(&head.to_bytes())?;
        for text in [one.text, one.speaker_name, one.speaker_id] {
            self.texts.append(text.as_bytes())?;
        }
        for print in one.prints {
            self.prints.append(&print.to_le_bytes())?;
        }
        self.keys.push(u128::from(head.key) << 32 | u128::from(self.n_claims))?;
        self.surnames.push(short_surname(head.surname));
        self.n_claims = one_more(self.n_claims)?;
        Ok(())
    }

    /// Finds the clusters.
    ///
    /// # Errors
    ///
    /// If a file cannot be written or read.
    pub fn finish(self) -> io::Result<Clusters> {
        let kept = Kept {
            heads: self.heads.finish()?,
            texts: self.texts.finish()?,
            prints: self.prints.finish()?,
            origins: self.origins.finish()?,
            surnames: self.surnames,
            n_claims: self.n_claims,
        };
        let forest = Forest::grow(&kept, self.keys, &self.dir)?;
        Clusters::of(kept, forest, &self.dir)
    }
}

/// Two bytes of a hash; 0 for none.
fn short_surname(surname: u64) -> u16 {
    if surname == 0 { 0 } else { u16::try_from(surname >> 48).unwrap_or_default().max(1) }
}

fn length<T>(all: &[T]) -> io::Result<u32> {
    u32::try_from(all.len()).map_err(io::Error::other)
}

fn one_more(number: u32) -> io::Result<u32> {
    // The last number is no claim.
    let next = number.checked_add(1);
    next.ok_or_else(|| io::Error::other("more than four billion claims in one run"))
}

/// All that was added, for reading.
#[derive(Debug)]
struct Kept {
    heads: Spilled,
    texts: Spilled,
    prints: Spilled,
    origins: Spilled,
    // Two bytes of each, for a first look; 0 is none.
    surnames: Vec<u16>,
    n_claims: u32,
}

/// Ways to read heads and texts.
#[derive(Debug)]
struct Readers<'a> {
    heads: Reader<'a>,
    texts: Reader<'a>,
}

impl Kept {
    /// Whether the speakers of two claims are known and can have the same last name.
    fn may_be_one(&self, a: u32, b: u32) -> bool {
        let [a, b] = [a, b].map(|claim| self.surnames.get(claim as usize));
        a == b && a.is_some_and(|surname| *surname != 0)
    }

    fn readers(&self, ahead: Ahead) -> Readers<'_> {
        Readers { heads: self.heads.reader(ahead), texts: self.texts.reader(ahead) }
    }
}

/// The text of some bytes. They are of a text, which is told faster than what damaged ones mean.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

impl Head {
    fn read(heads: &mut Reader<'_>, claim: u32) -> io::Result<Self> {
        Ok(Self::from_bytes(heads.read(u64::from(claim) * Self::SIZE as u64, Self::SIZE)?))
    }

    /// The words of the claim.
    fn text<'a>(&self, texts: &'a mut Reader<'_>) -> io::Result<Cow<'a, str>> {
        let bytes = texts.read(self.text_at, self.n_text as usize)?;
        Ok(text_of(bytes))
    }
}

impl Origin {
    fn read(origins: &mut Reader<'_>, article: u32) -> io::Result<Self> {
        Ok(Self::from_bytes(origins.read(u64::from(article) * Self::SIZE as u64, Self::SIZE)?))
    }
}
