//! Dates in a content: calendar dates, and those that the day of publication decides.
//!
//! A date that could mean two days is left out: a wrong one costs more than a missing one.

use std::ops::Range;

use jiff::civil::{Date, Weekday};
use jiff::{ToSpan, Unit};

use super::ClaimDate;
use super::hints::Hints;
use super::view::View;

/// How far a day without a year may lie from the day of publication; beyond, two years are as
/// likely.
const NEAR_DAYS: i32 = 150;
/// Tokens around a weekday among which a word of the future is looked for.
const AROUND: usize = 10;

/// When what a content tells takes place, as far as the cue shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    /// In the past or now, unless the content says otherwise.
    Past,
    /// Later: the source plans or promises it.
    Future,
}

/// Appends the dates among some tokens, by position; `published` is the day of the article.
pub(super) fn find(
    view: View<'_>,
    tokens: &Range<usize>,
    published: Option<Date>,
    outlook: Outlook,
    found: &mut Vec<ClaimDate>,
) {
    let reader = Reader { view, tokens, published, outlook };
    let mut at = tokens.start;
    while at < tokens.end {
        let read = if view.hints(at).has(Hints::DATE) { reader.read(at) } else { None };
        match read {
            Some((value, end)) => {
                found.push(ClaimDate { span: view.span(at..end), value });
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The tokens of one part of a content.
struct Reader<'a> {
    view: View<'a>,
    tokens: &'a Range<usize>,
    published: Option<Date>,
    outlook: Outlook,
}

impl Reader<'_> {
    /// The date that begins at `at`, in ISO form, and its end.
    fn read(&self, at: usize) -> Option<(String, usize)> {
        let word = self.view.word(at);
        match word.as_bytes().first()? {
            b'0'..=b'9' => self.iso(at).or_else(|| self.day_month(at)).or_else(|| self.year(at)),
            b'A'..=b'Z' => {
                self.month_day(at).or_else(|| self.weekday(at)).or_else(|| self.relative(at))
            }
            b'l' | b't' | b'n' => self.relative(at),
            _ => None,
        }
        .filter(|(_, end)| *end <= self.tokens.end)
    }

    /// `2019-07-18`
    fn iso(&self, at: usize) -> Option<(String, usize)> {
        let word = self.view.word(at);
        let date: Date = (word.len() == 10).then(|| word.parse().ok())??;
        Some((date.to_string(), at + 1))
    }

    /// `July 17`, `July 17, 2019`, `July 2019`, `Tuesday, July 17`
    fn month_day(&self, at: usize) -> Option<(String, usize)> {
        let is_weekday = weekday(self.view.word(at)).is_some();
        let at = at + if is_weekday { 1 + usize::from(self.view.is(at + 1, ",")) } else { 0 };
        let month = month(self.view.word(at))?;
        if let Some(day) = day(self.view.word(at + 1)) {
            let comma = at + 2 + usize::from(self.view.is(at + 2, ","));
            return match year(self.view.word(comma)) {
                Some(year) => Some((Date::new(year, month, day).ok()?.to_string(), comma + 1)),
                None => Some((self.nearest(month, day)?.to_string(), at + 2)),
            };
        }
        if is_weekday {
            return None;
        }
        let next = at + 1 + usize::from(self.view.is_any(at + 1, &[",", "of"]));
        let year = year(self.view.word(next))?;
        Some((format!("{year:04}-{month:02}"), next + 1))
    }

    /// `17 July`, `17th of July 2019`
    fn day_month(&self, at: usize) -> Option<(String, usize)> {
        let day = day(self.view.word(at))?;
        let next = at + 1 + usize::from(self.view.is(at + 1, "of"));
        let month = month(self.view.word(next))?;
        match year(self.view.word(next + 1)) {
            Some(year) => Some((Date::new(year, month, day).ok()?.to_string(), next + 2)),
            None => Some((self.nearest(month, day)?.to_string(), next + 1)),
        }
    }

    /// `in 2018`, `the 2016 election`, but not `2018 voters`, `fiscal year 2018`, `$2018`
    fn year(&self, at: usize) -> Option<(String, usize)> {
        let year = year(self.view.word(at))?;
        let is_led = self.view.is_any(at.wrapping_sub(1), &BEFORE_YEAR);
        let is_fiscal = (1..=2).any(|n| self.view.before(at, n).eq_ignore_ascii_case("fiscal"));
        (is_led && !is_fiscal && !self.counts(at)).then(|| (format!("{year:04}"), at + 1))
    }

    /// Whether four digits count what follows: `a poll of 2047 registered voters`.
    fn counts(&self, at: usize) -> bool {
        let is_unit = self.view.is_any(at + 1, &["%", "percent", "people", "dollars", "million"]);
        let reach = if self.view.is(at.wrapping_sub(1), "of") { 2 } else { 1 };
        let is_named = self.view.is_any(at.wrapping_sub(1), &["the", "in", "since", "his", "her"]);
        is_unit || !is_named && (1..=reach).any(|n| is_small_plural(self.view.word(at + n)))
    }

    /// `Tuesday`: the last one up to the day of publication, or the next one from it on.
    fn weekday(&self, at: usize) -> Option<(String, usize)> {
        let weekday = weekday(self.view.word(at))?;
        let published = self.published?;
        // Next Tuesday may be this week's or the one after; a habit is no day.
        if self.view.is_any(at.wrapping_sub(1), &NO_DAY)
            || self.view.is_any(at + 1, &["nights", "mornings", "evenings", "afternoons"])
        {
            return None;
        }
        // Monday's vote will: of what is past or of what is to come?
        if self.view.is_any(at + 1, &["'s", "’s"]) && self.is_future(at) {
            return None;
        }
        let is_last = self.view.is(at.wrapping_sub(1), "last");
        let date = if self.is_future(at) && !is_last {
            on_or_after(published, weekday)
        } else if is_last {
            on_or_before(published.yesterday().ok()?, weekday)
        } else {
            on_or_before(published, weekday)
        };
        Some((date?.to_string(), at + 1))
    }

    /// `last year`, `this month`
    fn relative(&self, at: usize) -> Option<(String, usize)> {
        const SHIFTS: [(&str, i16); 3] = [("last", -1), ("this", 0), ("next", 1)];
        let (_, shift) = *SHIFTS.iter().find(|(word, _)| self.view.is(at, word))?;
        let published = self.published?;
        let value = if self.view.is(at + 1, "year") {
            format!("{:04}", published.year() + shift)
        } else if self.view.is(at + 1, "month") {
            let first = published.first_of_month().checked_add(i64::from(shift).months()).ok()?;
            format!("{:04}-{:02}", first.year(), first.month())
        } else {
            return None;
        };
        Some((value, at + 2))
    }

    /// The day without a year that lies nearest to the day of publication, if no other is near.
    fn nearest(&self, month: i8, day: i8) -> Option<Date> {
        let published = self.published?;
        (-1..=1).filter_map(|shift| Date::new(published.year() + shift, month, day).ok()).find(
            |date| {
                published
                    .until((Unit::Day, *date))
                    .is_ok_and(|span| span.get_days().abs() <= NEAR_DAYS)
            },
        )
    }

    /// Whether the words around a weekday speak of what is to come.
    fn is_future(&self, at: usize) -> bool {
        let around =
            at.saturating_sub(AROUND).max(self.tokens.start)..self.tokens.end.min(at + AROUND);
        self.outlook == Outlook::Future
            || around.into_iter().any(|at| {
                self.view.is_any(
                    at,
                    &[
                        "will",
                        "'ll",
                        "’ll",
                        "upcoming",
                        "scheduled",
                        "plans",
                        "planned",
                        "expected",
                        "going",
                        "shall",
                        "coming",
                        "slated",
                    ],
                )
            })
    }
}

/// Words before a weekday that take its date away.
const NO_DAY: [&str; 10] =
    ["next", "every", "each", "Super", "Black", "Good", "Ash", "Cyber", "Giving", "any"];

/// Words after which four digits are a year.
const BEFORE_YEAR: [&str; 40] = [
    "in", "since", "by", "of", "from", "until", "till", "during", "through", "before", "after",
    "for", "early", "late", "mid", "the", "to", "and", "or", "his", "her", "their", "its", "our",
    "my", "a", "this", "'s", "’s", "(", "year", "spring", "summer", "fall", "autumn", "winter",
    "than", "between", "around", "circa",
];

/// Whether a word looks like a common noun in the plural.
fn is_small_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// The day of the month of `17`, `17th`.
fn day(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end));
    let day: i8 = digits.unwrap_or(word).parse().ok()?;
    (1..=31).contains(&day).then_some(day)
}

/// A year of four digits.
fn year(word: &str) -> Option<i16> {
    let year: i16 = (word.len() == 4).then(|| word.parse().ok())??;
    (1700..2100).contains(&year).then_some(year)
}

fn month(word: &str) -> Option<i8> {
    Some(match word.strip_suffix('.').unwrap_or(word) {
        "January" | "Jan" => 1,
        "February" | "Feb" => 2,
        "March" | "Mar" => 3,
        "April" | "Apr" => 4,
        "May" => 5,
        "June" | "Jun" => 6,
        "July" | "Jul" => 7,
        "August" | "Aug" => 8,
        "September" | "Sept" | "Sep" => 9,
        "October" | "Oct" => 10,
        "November" | "Nov" => 11,
        "December" | "Dec" => 12,
        _ => return None,
    })
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "Monday" | "Mon." => Weekday::Monday,
        "Tuesday" | "Tue." | "Tues." => Weekday::Tuesday,
        "Wednesday" | "Wed." => Weekday::Wednesday,
        "Thursday" | "Thu." | "Thurs." => Weekday::Thursday,
        "Friday" | "Fri." => Weekday::Friday,
        "Saturday" => Weekday::Saturday,
        "Sunday" => Weekday::Sunday,
        _ => return None,
    })
}

fn on_or_before(day: Date, weekday: Weekday) -> Option<Date> {
    if day.weekday() == weekday { Some(day) } else { day.nth_weekday(-1, weekday).ok() }
}

fn on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    if day.weekday() == weekday { Some(day) } else { day.nth_weekday(1, weekday).ok() }
}
