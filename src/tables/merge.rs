//! Outputs of several runs as that of one run over all their inputs, byte for byte.
//!
//! Rows are copied as they stand, table by table; what depends on all inputs is made anew: ids of
//! equal articles, the counts of entities, the numbers of clusters, the data package. Only ids and
//! entities are held in memory, as by the run itself.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::ops::Range;
use std::path::{Path, PathBuf};

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::batch::{Batch, Counts, claim_number};
use super::column::word;
use super::rows::{self, Rows};
use super::shard::Shard;
use super::tally::Count;
use super::{Form, Output, Provenance, TableError, TableName};
use crate::lexicon::{Entity, EntityIdx, EntityKind, Lexicon};
use crate::read::Ids;
use crate::repeats::{Key, Keys, Place};

/// Bytes of rows that are gathered before they are written.
const BATCH_BYTES: usize = 1 << 18;

/// Outputs to be joined.
#[derive(Debug)]
pub struct Merge {
    shards: Vec<Shard>,
    ids: Ids,
    // The listed entities of all outputs, and their places.
    lexicon: Lexicon,
    entities: FxHashMap<String, EntityIdx>,
}

impl Merge {
    /// Opens the folders of finished runs.
    ///
    /// # Errors
    ///
    /// If one is none, or was made by another version, with other gazetteers or in another form
    /// than the first.
    pub fn open(dirs: &[PathBuf]) -> Result<Self, TableError> {
        let shards = dirs.iter().map(|dir| Shard::open(dir)).collect::<Result<Vec<_>, _>>()?;
        if let Some((first, rest)) = shards.split_first()
            && let Some(other) = rest.iter().find(|other| !other.is_like(first))
        {
            return Err(TableError::Unlike(other.dir().to_owned(), first.dir().to_owned()));
        }
        let (ids, lexicon) = (Ids::default(), Lexicon::default());
        Ok(Self { shards, ids, lexicon, entities: FxHashMap::default() })
    }

    /// The form of the outputs.
    pub fn form(&self) -> Form {
        self.shards.first().map_or(Form::default(), |shard| shard.form)
    }

    /// The tables of the outputs.
    pub fn tables(&self) -> &'static [TableName] {
        if self.form().is_csv { TableName::ALL.as_slice() } else { &[TableName::Rejects] }
    }

    /// Writes all outputs into one, in order, and gives what it holds; the bytes of the texts are
    /// not known.
    ///
    /// # Errors
    ///
    /// If a table cannot be read or written, or holds what no run writes.
    pub fn write(mut self, mut output: Output) -> Result<Counts, TableError> {
        let mut counts = Counts::default();
        let shards = std::mem::take(&mut self.shards);
        for shard in &shards {
            let mut joined = Joined {
                output: &mut output,
                counts: &mut counts,
                renamed: FxHashMap::default(),
                form: shard.form,
            };
            if shard.form.is_csv {
                joined.articles(shard, &mut self.ids)?;
                for table in COPIED {
                    joined.copy(table, shard.rows(table))?;
                }
                self.count_entities(shard, joined.output)?;
            }
            joined.copy(TableName::Rejects, shard.rows(TableName::Rejects))?;
            if let Some(path) = shard.json_lines() {
                joined.json_lines(&path, &mut self.ids)?;
            }
        }
        let provenance = shards.first().map(|shard| shard.provenance().clone());
        let provenance = provenance.unwrap_or_else(Provenance::without_gazetteers);
        output.finish(&self.lexicon, &provenance)?;
        Ok(counts)
    }

    /// Adds the counts of the entities of an output.
    fn count_entities(&mut self, shard: &Shard, output: &mut Output) -> Result<(), TableError> {
        let mut table = Table::of(shard, TableName::Entities);
        let mut batch = Batch::default();
        while table.read()? {
            let cell = |name| table.row.text(name);
            let (id, name) = (cell("entity_id"), cell("name"));
            let kind = kind(&cell("kind")).unwrap_or(EntityKind::Person);
            let count = Count::told([
                &cell("n_articles"),
                &cell("n_mentions"),
                &cell("n_quotes"),
                &cell("n_claims"),
                &cell("first_date"),
                &cell("last_date"),
            ]);
            if id.starts_with("unlisted/") {
                batch.tally.add_unlisted(kind, &name, &count);
            } else {
                let known = self.entities.get(&*id).copied();
                let entity = known.unwrap_or_else(|| {
                    let index = EntityIdx(crate::text::offset(self.lexicon.entities.len()));
                    self.lexicon.entities.push(Entity {
                        id: id.clone().into_owned(),
                        name: name.into_owned(),
                        kind,
                        aliases: Vec::new(),
                        weak_aliases: Vec::new(),
                        demonyms: Vec::new(),
                        country: cell("country").into_owned(),
                        parent: None,
                        wikidata: cell("wikidata").into_owned(),
                    });
                    self.entities.insert(id.into_owned(), index);
                    index
                });
                batch.tally.add_listed(entity, &count);
            }
            table.rows.take();
        }
        output.append(batch).map(drop)
    }
}

/// The kind of a word in a table.
fn kind(cell: &str) -> Option<EntityKind> {
    [
        EntityKind::Person,
        EntityKind::Agency,
        EntityKind::Organization,
        EntityKind::Company,
        EntityKind::Media,
        EntityKind::Country,
        EntityKind::Place,
    ]
    .into_iter()
    .find(|kind| word(kind) == cell)
}

/// The tables that are copied row by row.
const COPIED: [TableName; 4] =
    [TableName::Repairs, TableName::Mentions, TableName::Quantities, TableName::Dates];

/// Where an id stands in a row that begins with it.
const ID: Range<usize> = 1..21;

/// One output while it is being joined.
struct Joined<'a> {
    output: &'a mut Output,
    counts: &'a mut Counts,
    // Numbers of ids that earlier outputs have, and what they become.
    renamed: FxHashMap<u64, u64>,
    form: Form,
}

impl Joined<'_> {
    /// Articles, quotes and claims, side by side.
    fn articles(&mut self, shard: &Shard, ids: &mut Ids) -> Result<(), TableError> {
        let mut articles = Table::of(shard, TableName::Articles);
        let mut quotes = Table::of(shard, TableName::Quotes);
        let mut claims = Table::of(shard, TableName::Claims);
        let mut said = Said::default();
        let mut batch = Batch::default();
        while articles.read()? {
            let old = articles.row.id();
            let id = self.rename(&old, ids);
            said.take(&id);
            while quotes.read()? && quotes.row.id() == old {
                said.quotes.push(quotes.row.clone());
                quotes.rows.take();
            }
            while claims.read()? && claims.row.id() == old {
                said.claims.push(claims.row.clone());
                claims.rows.take();
            }
            self.count(&articles.row, &said);
            let (published, outlet) = (articles.row.text("published"), articles.row.text("outlet"));
            batch.uttered.add_article(&id, published.parse().ok(), &outlet);
            batch.push_written(TableName::Articles, &articles.row.renamed(&id), None);
            said.write(&mut batch);
            articles.rows.take();
            if batch.n_written() >= BATCH_BYTES {
                batch = self.output.append(batch)?;
            }
        }
        if quotes.read()? || claims.read()? {
            return Err(TableError::Stray(shard.dir().to_owned()));
        }
        self.output.append(batch).map(drop)
    }

    /// The id of an article in the joined output.
    fn rename(&mut self, old: &str, ids: &mut Ids) -> String {
        let Some(number) = Ids::read(old) else { return old.to_owned() };
        let free = ids.free(number);
        if free != number {
            self.renamed.insert(number, free);
        }
        Ids::spell(free)
    }

    fn count(&mut self, article: &Row, said: &Said) {
        let number = |column| article.text(column).parse().unwrap_or(0);
        let n_repairs = number("n_repairs");
        self.counts.add(&Counts {
            n_articles: 1,
            n_repaired: u64::from(n_repairs > 0),
            n_repairs,
            n_mentions: number("n_mentions"),
            n_quotes: said.quotes.len() as u64,
            n_claims: said.claims.len() as u64,
            n_foreign: u64::from(article.text("language") != "eng"),
            ..Counts::default()
        });
    }

    /// All rows of a table, with the ids that they have now.
    fn copy(&mut self, table: TableName, mut rows: Rows) -> Result<(), TableError> {
        let mut batch = Batch::default();
        while let Some(row) = rows.peek()? {
            let old = row.get(ID).and_then(|id| Ids::read(str::from_utf8(id).ok()?));
            let new = old.and_then(|old| self.renamed.get(&old));
            match new {
                Some(new) if table != TableName::Rejects => {
                    let mut row = row.to_vec();
                    put(&mut row, ID, Ids::spell(*new).as_bytes());
                    batch.push_written(table, &row, None)
                }
                _ => batch.push_written(table, row, None),
            };
            self.counts.n_rejects += u64::from(table == TableName::Rejects);
            rows.take();
            if batch.n_written() >= BATCH_BYTES {
                batch = self.output.append(batch)?;
            }
        }
        self.output.append(batch).map(drop)
    }

    /// All lines of the nested form, with the ids that they have now.
    fn json_lines(&mut self, path: &Path, ids: &mut Ids) -> Result<(), TableError> {
        let file = File::open(path).map_err(TableError::reading(path))?;
        let (mut file, mut line) = (BufReader::with_capacity(1 << 17, file), Vec::new());
        let before = b"\"article_id\":\"";
        loop {
            line.clear();
            file.read_until(b'\n', &mut line).map_err(TableError::reading(path))?;
            if line.is_empty() {
                return Ok(());
            }
            // Quotation marks inside texts have a backslash before them.
            let at = memmem::find(&line, before).map(|at| at + before.len());
            let id = at.map(|at| at..at + ID.len()).filter(|id| id.end <= line.len());
            if let Some(id) = id {
                let old = String::from_utf8_lossy(line.get(id.clone()).unwrap_or_default());
                let known = || Some(Ids::spell(*self.renamed.get(&Ids::read(&old)?)?));
                let new = if self.form.is_csv {
                    known().unwrap_or_else(|| old.clone().into_owned())
                } else {
                    self.counts.n_articles += 1;
                    let old = old.clone().into_owned();
                    self.rename(&old, ids)
                };
                put(&mut line, id, new.as_bytes());
            }
            let mut batch = Batch::default();
            batch.json.clone_from(&line);
            self.output.append(batch)?;
        }
    }
}

/// Puts bytes in the place of as many others.
fn put(row: &mut [u8], at: Range<usize>, bytes: &[u8]) {
    if let Some(place) = row.get_mut(at).filter(|place| place.len() == bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

/// A table that is read row by row.
struct Table {
    rows: Rows,
    row: Row,
}

/// A row, and where its cells are.
#[derive(Clone)]
struct Row {
    table: TableName,
    bytes: Vec<u8>,
    cells: Vec<Range<usize>>,
}

impl Table {
    fn of(shard: &Shard, table: TableName) -> Self {
        let row = Row { table, bytes: Vec::new(), cells: Vec::new() };
        Self { rows: shard.rows(table), row }
    }

    /// Reads the next row, or the same again until it is taken; false at the end.
    fn read(&mut self) -> Result<bool, TableError> {
        let Some(row) = self.rows.peek()? else { return Ok(false) };
        self.row.bytes.clear();
        self.row.bytes.extend_from_slice(row);
        rows::split(&self.row.bytes, &mut self.row.cells);
        Ok(true)
    }
}

impl Row {
    fn place(&self, name: &str) -> Option<Range<usize>> {
        let mut columns = self.table.table().columns.iter();
        self.cells.get(columns.position(|column| column.name == name)?).cloned()
    }

    /// What a cell holds; nothing for a row that is too short.
    fn text(&self, name: &str) -> Cow<'_, str> {
        rows::text(self.place(name).and_then(|cell| self.bytes.get(cell)).unwrap_or_default())
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.text(name).parse().ok()
    }

    fn id(&self) -> String {
        self.text("article_id").into_owned()
    }

    /// The bytes with another id.
    fn renamed(&self, id: &str) -> Vec<u8> {
        let mut row = self.bytes.clone();
        put(&mut row, ID, id.as_bytes());
        row
    }

    /// The bytes with another id and the number of another cluster, and where this stands.
    fn numbered(&self, id: &str, number: u64) -> (Vec<u8>, Option<usize>) {
        let mut row = self.renamed(id);
        // Behind `"clu_`.
        let at = self.place("cluster").map(|cell| cell.start + 5);
        if let Some(at) = at {
            put(&mut row, at..at + 16, format!("{number:016x}").as_bytes());
        }
        (row, at)
    }
}

/// The key of a text, and its fingerprints.
type Keyed = (Key, Vec<u64>);

/// What is said in one article.
#[derive(Default)]
struct Said {
    article_id: String,
    quotes: Vec<Row>,
    claims: Vec<Row>,
    keys: Keys,
}

impl Said {
    /// Begins another article.
    fn take(&mut self, article_id: &str) {
        article_id.clone_into(&mut self.article_id);
        self.quotes.clear();
        self.claims.clear();
    }

    /// Adds the rows to a batch, in the order in which a run does.
    fn write(&mut self, batch: &mut Batch) {
        let claims = std::mem::take(&mut self.claims);
        let quotes = std::mem::take(&mut self.quotes);
        let of_claims: Vec<Keyed> = claims.iter().map(|row| self.key(row)).collect();
        let quoted: Vec<Option<u32>> = claims.iter().map(|row| row.number("quote_idx")).collect();
        let mut alone = Vec::new();
        let mut rows_of = vec![None; claims.len()];
        for quote in &quotes {
            let quote_idx = quote.number("quote_idx");
            let claim = quoted.iter().position(|idx| idx.is_some() && *idx == quote_idx);
            let key = claim.and_then(|claim| of_claims.get(claim).cloned());
            let key = key.unwrap_or_else(|| self.key(quote));
            let (row, at) = quote.numbered(&self.article_id, key.0.number);
            let nth = batch.push_written(TableName::Quotes, &row, at);
            match claim.and_then(|claim| rows_of.get_mut(claim)) {
                Some(slot) => *slot = Some(nth),
                None => alone.push((key, quote, nth)),
            }
        }
        for ((claim, key), quote) in claims.iter().zip(of_claims).zip(rows_of) {
            let (row, at) = claim.numbered(&self.article_id, key.0.number);
            let nth = batch.push_written(TableName::Claims, &row, at);
            add(batch, &key, claim, [quote, Some(nth)]);
        }
        for (key, quote, nth) in alone {
            add(batch, &key, quote, [Some(nth), None]);
        }
        (self.claims, self.quotes) = (claims, quotes);
    }

    /// The key of a row of claims or quotes, and the fingerprints of its text.
    fn key(&mut self, row: &Row) -> Keyed {
        let nth = claim_number(row.number("claim_idx"), row.number("quote_idx").unwrap_or(0));
        let place = Place { article_id: &self.article_id, nth };
        let key = self.keys.key(&row.text("text"), &row.text("speaker_name"), place);
        (key, self.keys.prints().to_vec())
    }
}

fn add(batch: &mut Batch, (key, prints): &Keyed, row: &Row, rows: [Option<usize>; 2]) {
    let texts = ["text", "speaker_name", "speaker_id"].map(|column| row.text(column));
    let place = |column| row.number(column).unwrap_or_default();
    let range = (place("raw_start"), place("raw_end"));
    batch.uttered.add((*key, prints), texts.each_ref().map(AsRef::as_ref), range, rows);
}
