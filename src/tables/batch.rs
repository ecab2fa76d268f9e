//! Rows of some articles as bytes: what a worker makes, so that the writer only appends.

use std::borrow::Cow;
use std::mem;

use super::articles::{ArticleRow, n_words};
use super::cell::Dialect;
use super::column::{Row, Sink, Value};
use super::named::Mentions;
use super::place::Places;
use super::rejects::RejectRow;
use super::said::Said;
use super::tally::Tally;
use super::uttered::{Uttered, UtteredMark};
use super::{Document, TableName, claims, dates, json, mentions, quantities, quotes, repairs};
use crate::attribution::QuoteKind;
use crate::claims::Claim;
use crate::lexicon::Lexicon;
use crate::read::Reject;
use crate::repeats::{Key, Keys, Place};
use crate::text::offset;

/// What to write, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Form {
    /// How CSV is written.
    pub dialect: Dialect,
    /// Whether the tables are wanted; `rejects.csv` is written in any case.
    pub is_csv: bool,
    /// Whether `articles.jsonl` is wanted.
    pub is_jsonl: bool,
}

/// How much was read and found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Articles read.
    pub n_articles: u64,
    /// Bytes of their texts.
    pub n_bytes: u64,
    /// Articles with at least one repair.
    pub n_repaired: u64,
    /// Rows of repairs.
    pub n_repairs: u64,
    /// Rows of mentions.
    pub n_mentions: u64,
    /// Rows of quotes.
    pub n_quotes: u64,
    /// Rows of claims.
    pub n_claims: u64,
    /// Articles in another language than English, in which nothing was looked for.
    pub n_foreign: u64,
    /// Rows of rejects.
    pub n_rejects: u64,
}

impl Counts {
    /// Adds the counts of other articles.
    pub fn add(&mut self, other: &Self) {
        self.n_articles += other.n_articles;
        self.n_bytes += other.n_bytes;
        self.n_repaired += other.n_repaired;
        self.n_repairs += other.n_repairs;
        self.n_mentions += other.n_mentions;
        self.n_quotes += other.n_quotes;
        self.n_claims += other.n_claims;
        self.n_foreign += other.n_foreign;
        self.n_rejects += other.n_rejects;
    }
}

/// Rows of one table in CSV, without a header.
#[derive(Debug, Clone, Default)]
pub struct CsvRows {
    bytes: Vec<u8>,
    // Where each row ends, so that a table can go on in a second file after any row.
    ends: Vec<usize>,
    // Where the numbers of clusters stand, at most one a row.
    numbers: Vec<usize>,
}

/// Writes the cells of a row.
struct Cells<'a> {
    rows: &'a mut CsvRows,
    dialect: Dialect,
}

impl Sink for Cells<'_> {
    #[expect(clippy::inline_always, reason = "where it is known what a cell is")]
    #[inline(always)]
    fn take(&mut self, value: Value<'_>) {
        if let Value::Hash(letters, _) = value {
            self.rows.numbers.push(self.rows.bytes.len() + 1 + letters.len());
        }
        self.dialect.write(value, &mut self.rows.bytes);
        self.rows.bytes.push(b',');
    }
}

impl CsvRows {
    pub(super) fn push(&mut self, row: &impl Row, dialect: Dialect) {
        row.each_cell(&mut Cells { rows: self, dialect });
        self.bytes.pop();
        self.bytes.extend_from_slice(dialect.line_end().as_bytes());
        self.ends.push(self.bytes.len());
    }

    /// Adds a row that is written already, with the place of the number of its cluster in it.
    pub(super) fn push_written(&mut self, row: &[u8], number: Option<usize>) {
        self.numbers.extend(number.map(|at| self.bytes.len() + at));
        self.bytes.extend_from_slice(row);
        self.ends.push(self.bytes.len());
    }

    /// Where the numbers of clusters stand in the rows from `first` up to `last`, told from the
    /// first byte of these rows.
    pub(super) fn numbers(&self, first: usize, last: usize) -> impl Iterator<Item = usize> {
        let start = self.bytes(0, first).len();
        let end = start + self.bytes(first, last).len();
        let from = self.numbers.partition_point(|at| *at < start);
        let upto = self.numbers.partition_point(|at| *at < end);
        self.numbers.get(from..upto).unwrap_or_default().iter().map(move |at| at - start)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Takes all rows away.
    pub(super) fn clear(&mut self) {
        self.truncate(0);
    }

    /// Takes the rows from the `n_rows`th on away.
    fn truncate(&mut self, n_rows: usize) {
        let n_bytes = self.bytes(0, n_rows).len();
        self.bytes.truncate(n_bytes);
        self.ends.truncate(n_rows);
        let n_numbers = self.numbers.partition_point(|at| *at < n_bytes);
        self.numbers.truncate(n_numbers);
    }

    /// The bytes of the rows from `first` up to `last`, or up to the end.
    pub(super) fn bytes(&self, first: usize, last: usize) -> &[u8] {
        let end_of = |n_rows: usize| match n_rows.checked_sub(1) {
            None => 0,
            Some(row) => self.ends.get(row).copied().unwrap_or(self.bytes.len()),
        };
        self.bytes.get(end_of(first)..end_of(last)).unwrap_or_default()
    }
}

/// Where a batch ended at some time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    n_rows: [usize; TableName::ALL.len()],
    n_json: usize,
    counts: Counts,
    uttered: UtteredMark,
}

/// The rows of some articles, for all tables.
#[derive(Debug, Default)]
pub struct Batch {
    pub(super) csv: [CsvRows; TableName::ALL.len()],
    pub(super) json: Vec<u8>,
    pub(super) tally: Tally,
    pub(super) uttered: Uttered,
    counts: Counts,
    keys: Keys,
}

impl Batch {
    /// Makes room for the rows of so many bytes of text, as news has them: to grow from nothing
    /// would copy all rows once more.
    pub fn reserve(&mut self, n_bytes: usize, form: Form) {
        if form.is_csv {
            self.csv[TableName::Mentions as usize].bytes.reserve(2 * n_bytes);
            self.csv[TableName::Quotes as usize].bytes.reserve(n_bytes);
            self.csv[TableName::Claims as usize].bytes.reserve(4 * n_bytes);
            self.csv[TableName::Quantities as usize].bytes.reserve(n_bytes / 4);
            self.csv[TableName::Dates as usize].bytes.reserve(n_bytes / 4);
            self.uttered.reserve(n_bytes);
        }
        if form.is_jsonl {
            self.json.reserve(4 * n_bytes);
        }
    }

    /// Takes everything out, and gives the tally; the room stays.
    pub(super) fn clear(&mut self) -> Tally {
        self.csv.iter_mut().for_each(CsvRows::clear);
        self.json.clear();
        self.uttered.clear();
        self.counts = Counts::default();
        mem::take(&mut self.tally)
    }

    /// Adds all rows of an article.
    pub fn add(&mut self, document: &Document, lexicon: &Lexicon, form: Form) {
        let (places, mentions) = (Places::of(document), Mentions::of(document, lexicon));
        let n_quotes = document.attributed.attributions.iter();
        let n_quotes = n_quotes.filter(|attribution| attribution.kind != QuoteKind::Indirect);
        let row = ArticleRow {
            n_words: Some(n_words(document)),
            n_mentions: Some(offset(mentions.in_order.len())),
            n_quotes: Some(offset(n_quotes.count())),
            n_claims: Some(offset(document.claimed.claims.len())),
            ..ArticleRow::normalized(document, places.n_chars())
        };
        self.count(document, &row);
        if form.is_jsonl {
            json::write_line(document, lexicon, &places, &mentions, &mut self.json);
        }
        if form.is_csv {
            self.push(TableName::Articles, &row, form);
            for row in repairs::rows(document, &places) {
                self.push(TableName::Repairs, &row, form);
            }
            for row in mentions::rows(document, lexicon, &places, &mentions) {
                self.push(TableName::Mentions, &row, form);
            }
            let (article, dialect) = (&document.article, form.dialect);
            let outlet = dialect.shown(&article.outlet);
            self.uttered.add_article(&article.id, article.published, &outlet);
            self.add_said(document, lexicon, (&places, &mentions), form);
            self.tally.count(document, dialect);
        }
    }

    /// Adds the rows of quotes and claims.
    fn add_said(
        &mut self,
        document: &Document,
        lexicon: &Lexicon,
        (places, mentions): (&Places<'_>, &Mentions<'_>),
        form: Form,
    ) {
        // Claims are in the order of their attributions.
        let mut claims = (0..).zip(&document.claimed.claims).peekable();
        let mut n_quotes = 0;
        let mut without_claim = Vec::new();
        for (index, attribution) in (0..).zip(&document.attributed.attributions) {
            let is_quote = attribution.kind != QuoteKind::Indirect;
            let is_claim = |(_, claim): &(u32, &Claim)| claim.attribution == index;
            if !is_quote && !claims.peek().is_some_and(is_claim) {
                continue;
            }
            let said = Said::of(attribution, document, lexicon, places, mentions);
            let claim = claims.next_if(is_claim);
            let (key, texts) = self.key(&said, claim.map(|(idx, _)| idx), n_quotes, form);
            let quote_idx = is_quote.then_some(n_quotes);
            let shown = (texts[0].as_ref(), key.number);
            let range = (said.whole.start, said.whole.end);
            let mut rows = [None; 2];
            if is_quote {
                rows[0] = Some(self.csv[TableName::Quotes as usize].len());
                self.push(TableName::Quotes, &quotes::row(&said, n_quotes, shown), form);
                n_quotes += 1;
            }
            if let Some((claim_idx, claim)) = claim {
                rows[1] = Some(self.csv[TableName::Claims as usize].len());
                let row = claims::row(claim, claim_idx, &said, quote_idx, mentions, shown);
                self.push(TableName::Claims, &row, form);
                let texts = texts.each_ref().map(AsRef::as_ref);
                self.uttered.add((key, self.keys.prints()), texts, range, rows);
            } else {
                let prints = self.keys.prints().to_vec();
                without_claim.push((key, prints, texts.map(Cow::into_owned), range, rows));
            }
        }
        // Behind the claims of the article: so does who reads the tables.
        for (key, prints, texts, range, rows) in without_claim {
            self.uttered.add((key, &prints), texts.each_ref().map(AsRef::as_ref), range, rows);
        }
        for row in quantities::rows(document, places) {
            self.push(TableName::Quantities, &row, form);
        }
        for row in dates::rows(document, places) {
            self.push(TableName::Dates, &row, form);
        }
    }

    /// The key of what is said, with the texts as tables show them: words, name and id of the speaker.
    fn key<'a>(
        &mut self,
        said: &'a Said<'_>,
        claim_idx: Option<u32>,
        quote_idx: u32,
        form: Form,
    ) -> (Key, [Cow<'a, str>; 3]) {
        let shown = |text| form.dialect.shown(text);
        let name = shown(said.who.map_or("", |who| who.name()));
        let id = shown(said.who.and_then(|who| who.id()).unwrap_or_default());
        let text = shown(&said.text);
        let nth = claim_number(claim_idx, quote_idx);
        let key = self.keys.key(&text, &name, Place { article_id: said.article_id, nth });
        (key, [text, name, id])
    }

    /// Adds a row that is written already, with the place of the number of its cluster in it; gives
    /// its number.
    pub(super) fn push_written(
        &mut self,
        table: TableName,
        row: &[u8],
        number: Option<usize>,
    ) -> usize {
        let rows = &mut self.csv[table as usize];
        rows.push_written(row, number);
        rows.len() - 1
    }

    /// Bytes of all rows.
    pub(super) fn n_written(&self) -> usize {
        self.csv.iter().map(|rows| rows.bytes.len()).sum()
    }

    /// Adds the rows of an article of which only the clean text is known.
    pub fn add_normalized(&mut self, document: &Document, form: Form) {
        let places = Places::of(document);
        let row = ArticleRow::normalized(document, places.n_chars());
        self.count(document, &row);
        self.push(TableName::Articles, &row, form);
        for row in repairs::rows(document, &places) {
            self.push(TableName::Repairs, &row, form);
        }
    }

    /// Adds an input that could not be read.
    pub fn reject(&mut self, reject: &Reject, form: Form) {
        self.counts.n_rejects += 1;
        self.push(TableName::Rejects, &RejectRow::from(reject), form);
    }

    /// Where it ends now.
    pub(crate) fn mark(&self) -> Mark {
        let n_rows = self.csv.each_ref().map(CsvRows::len);
        let uttered = self.uttered.mark();
        Mark { n_rows, n_json: self.json.len(), counts: self.counts, uttered }
    }

    /// Takes everything away that was added after a mark, before it was all there.
    pub(crate) fn cut(&mut self, mark: Mark) {
        for (rows, n_rows) in self.csv.iter_mut().zip(mark.n_rows) {
            rows.truncate(n_rows);
        }
        self.json.truncate(mark.n_json);
        self.counts = mark.counts;
        self.uttered.cut(mark.uttered);
    }

    /// How much it holds.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    fn push(&mut self, table: TableName, row: &impl Row, form: Form) {
        self.csv[table as usize].push(row, form.dialect);
    }

    fn count(&mut self, document: &Document, row: &ArticleRow<'_>) {
        let or_none = |count: Option<u32>| u64::from(count.unwrap_or(0));
        self.counts.add(&Counts {
            n_articles: 1,
            n_bytes: u64::from(document.article.text.span().len()),
            n_repaired: u64::from(row.n_repairs > 0),
            n_repairs: u64::from(row.n_repairs),
            n_mentions: or_none(row.n_mentions),
            n_quotes: or_none(row.n_quotes),
            n_claims: or_none(row.n_claims),
            n_foreign: u64::from(!document.normalized.is_english()),
            n_rejects: 0,
        });
    }
}

/// A number in its article for a claim, or for a quotation that is none.
pub(super) fn claim_number(claim_idx: Option<u32>, quote_idx: u32) -> u32 {
    claim_idx.unwrap_or(u32::MAX - quote_idx)
}
