//! The repairs made so far, carried along while later fixers change the text around them.
//!
//! It is a finer list than the edits of the alignment, which joins what touches: two repairs side
//! by side stay two rows here, and only a place that is changed twice becomes one.

use std::cmp::Reverse;

use super::{Fix, Repair};
use crate::text::{Clean, CleanText, Raw, RawText, Span};

/// One stretch of the raw text and what stands in its place in the newest text.
#[derive(Debug, Clone, Copy)]
struct Row {
    raw: Span<Raw>,
    clean: Span<Clean>,
    rule: &'static str,
    confidence: f32,
}

/// All rows, in order; neither their raw nor their clean spans overlap.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    rows: Vec<Row>,
}

/// An old row or a new fix, by its place in the text between them.
enum Item<'a> {
    Row(&'a Row),
    Fix(&'a Fix),
}

impl Item<'_> {
    fn span(&self) -> Span<Clean> {
        match self {
            Self::Row(row) => row.clean,
            Self::Fix(fix) => fix.change.span,
        }
    }

    /// Whether it changes the place that a group of items covers, rather than stands beside it.
    fn is_in(&self, group: Span<Clean>) -> bool {
        let span = self.span();
        span.start() < group.end() || (span.is_empty() && group.is_empty() && span == group)
    }
}

impl Ledger {
    /// Takes in fixes of the newest text, which are in order and apart.
    pub(super) fn add(&mut self, fixes: &[Fix]) {
        let old = std::mem::take(&mut self.rows);
        let mut items = in_order(&old, fixes).peekable();
        // Raw minus middle, and newest minus middle, of the text that nothing touches.
        let (mut to_raw, mut to_new) = (0_i64, 0_i64);
        while let Some(first) = items.next() {
            let mut group = first.span();
            let (raw_start, new_start) =
                (moved(group.start(), to_raw), moved(group.start(), to_new));
            let (mut rule, mut confidence) = ("", 1.0_f32);
            let mut next = Some(first);
            while let Some(item) = next {
                group = group.join(item.span());
                match item {
                    Item::Row(row) => {
                        to_raw += i64::from(row.raw.len()) - i64::from(row.clean.len());
                        rule = if rule.is_empty() { row.rule } else { rule };
                        confidence = confidence.min(row.confidence);
                    }
                    Item::Fix(fix) => {
                        let grown = i64::try_from(fix.change.text.len()).unwrap_or(i64::MAX);
                        to_new += grown - i64::from(fix.change.span.len());
                        rule = fix.rule;
                        confidence = confidence.min(fix.confidence);
                    }
                }
                next = items.next_if(|item| item.is_in(group));
            }
            self.rows.push(Row {
                raw: Span::new(raw_start, moved(group.end(), to_raw)),
                clean: Span::new(new_start, moved(group.end(), to_new)),
                rule,
                confidence,
            });
        }
    }

    /// The rows with their texts; those whose text came back to what it was are left out.
    pub(super) fn repairs(&self, raw: &RawText, clean: &CleanText) -> Vec<Repair> {
        let rows = self.rows.iter().filter(|row| raw.at(row.raw) != clean.at(row.clean));
        let repair = |row: &Row| Repair {
            raw: row.raw,
            clean: clean.at(row.clean).to_owned(),
            rule: row.rule,
            confidence: row.confidence,
        };
        rows.map(repair).collect()
    }
}

/// Rows and fixes merged by place; what is empty comes before what begins at the same place.
fn in_order<'a>(rows: &'a [Row], fixes: &'a [Fix]) -> impl Iterator<Item = Item<'a>> {
    let mut rows = rows.iter().map(Item::Row).peekable();
    let mut fixes = fixes.iter().map(Item::Fix).peekable();
    let key = |item: &Item<'_>| (item.span().start(), Reverse(item.span().is_empty()));
    std::iter::from_fn(move || match (rows.peek(), fixes.peek()) {
        (Some(row), Some(fix)) if key(fix) < key(row) => fixes.next(),
        (Some(_), _) => rows.next(),
        (None, _) => fixes.next(),
    })
}

/// A position moved by a drift.
fn moved(position: u32, by: i64) -> u32 {
    u32::try_from(i64::from(position) + by).expect("repairs stay inside the article")
}
