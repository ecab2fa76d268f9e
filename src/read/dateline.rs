//! Place, day and wire agency from the head of a text: `WASHINGTON, July 21 (Reuters) - ...`.
//!
//! The text stays whole; this only reads it. Datelines stand at the start of one of the first
//! lines, under headline and byline; so do lines that hold a date and nothing else.

use std::sync::LazyLock;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::date;
use super::opening;
use crate::lexicon::entries;

/// Lines that may stand at the head of a text before it begins: headline, subhead, byline, date.
const N_LINES: usize = 6;

/// The head of a text, in bytes; a text of one line has the rest of its lines in vain.
const HEAD: usize = 8 * 1024;

/// A line that is a date, in bytes.
const DATE_LINE: usize = 100;

/// Words before the date of an article, the longer ones first.
const LABELS: [&str; 5] = ["publication date", "load-date", "published", "posted", "date"];

/// Words that stand beside the date in a line that tells nothing else.
static BESIDE: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| entries(include_str!("../../gazetteers/words/date-line-words.txt")).collect());

/// What the head of a text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dateline {
    /// Day, where the year is written too.
    pub published: Option<Date>,
    /// City and region as written, or empty.
    pub place: String,
    /// Agency by the name that tables show, or empty.
    pub wire: String,
}

/// Reads the head of a text.
pub fn dateline(text: &str) -> Dateline {
    let mut found = Dateline::default();
    let lines = cut(text, HEAD).lines().map(str::trim).filter(|line| !line.is_empty());
    for (line, number) in lines.take(N_LINES).zip(0..) {
        // Behind a label (`date 2025-06-06`), or at the very start of a text.
        let dated = match labelled(line) {
            None if number > 0 => None,
            rest => iso_date(rest.unwrap_or(line)),
        };
        let (day, rest) = dated.map_or((None, line), |(day, rest)| (Some(day), rest));
        if let Some(opening) = opening::read(rest) {
            let published = opening.published.or(day).or(found.published);
            return Dateline { published, ..opening };
        }
        found.published = found.published.or(day).or_else(|| date_line(line));
    }
    found
}

/// At most so many bytes of a text, cut at a character.
pub(super) fn cut(text: &str, n: usize) -> &str {
    (0..4).find_map(|back| text.get(..n.checked_sub(back)?)).unwrap_or(text)
}

/// What follows a label such as `date` or `Published:`.
fn labelled(line: &str) -> Option<&str> {
    LABELS.iter().find_map(|label| strip_word(line, label))
}

/// An ISO date at the start of a line, and what follows.
fn iso_date(line: &str) -> Option<(Date, &str)> {
    let (day, rest) = line.split_at_checked(10)?;
    let is_iso = day.as_bytes().get(4) == Some(&b'-') && !rest.starts_with(char::is_alphanumeric);
    Some((date::in_field(day).filter(|_| is_iso)?, rest.trim_start()))
}

/// What follows a word and a colon or a space, whatever the case of its letters.
fn strip_word<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let (start, rest) = line.split_at_checked(word.len())?;
    let is_word = start.eq_ignore_ascii_case(word) && rest.starts_with([':', ' ']);
    is_word.then(|| rest.trim_start_matches([':', ' ']))
}

/// The date of a line that says nothing else but when, and perhaps by whom.
fn date_line(line: &str) -> Option<Date> {
    if line.len() > DATE_LINE || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let line = line.split_once(" By ").map_or(line, |(line, _)| line);
    let mut words = line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_date = words.all(|word| {
        date::month(word).is_some() || BESIDE.contains(word.to_ascii_lowercase().as_str())
    });
    if is_date { date::only(date::dates(line)) } else { None }
}
